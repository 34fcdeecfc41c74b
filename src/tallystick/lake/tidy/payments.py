"""The records that are payments, in the canonical schema."""

import hashlib
import html
import json
import re
from dataclasses import dataclass

import polars as pl

from tallystick.lake.tidy.amounts import read_amounts
from tallystick.lake.tidy.days import Days
from tallystick.lake.tidy.headings import fold, scheme_of
from tallystick.lake.tidy.layout import Layout
from tallystick.lake.tidy.names import supplier_key
from tallystick.lake.tidy.publisher import Publisher, row_organisations
from tallystick.lake.tidy.redactions import redactions
from tallystick.lake.tidy.schema import PAYMENTS
from tallystick.reference.organisations import Directory

_NOT_GIVEN = ("n/a", "na", "-", "--", "none", "null", "not applicable", "not available", "not yet available", "not known",
              "unknown", "0", "#", "#n/a", ".", "nil", "tbc", "not provided", "not recorded")  # fmt: skip
_ENTITY = r"&(?:#\d+|#x[0-9a-fA-F]+|[a-zA-Z]+);"
_YES = ("y", "yes", "true", "1", "card", "p-card", "pcard", "t")
_NO = ("n", "no", "false", "0", "f", "bacs", "chaps", "cheque", "chq", "faster payment", "direct debit", "dd", "invoice")
_CARD_FILE = re.compile(r"(?:procurement|purchas\w+|government|corporate|credit|p)[ _-]?cards?\b|\bgpc\b|\bpcard", re.IGNORECASE)
_IDENTIFIER = re.compile(r"\b(?:number|no|id|ref|reference|code|registration|reg|uri|date)\b")
_CPV = re.compile(r"^\d{8}(?:-\d)?$")
_PROCLASS = re.compile(r"^\d{6}$")


@dataclass(frozen=True)
class Source:
    """A file being read. file: the name it was given by. path: all that is known of where it lay."""

    file: str
    sha256: str
    path: str


def payments(
    layout: Layout, source: Source, publisher: Publisher, directory: Directory, days: Days | None, pence: pl.Series, chosen: pl.Series
) -> pl.DataFrame:
    """`chosen` records in `schema.PAYMENTS` (without `duplicate`), and `whole`, equal for records equal in every cell."""
    start = layout.body
    cells = layout.cells[start:].filter(chosen)
    n = cells.height
    by_field = {field: cells[f"c{position}"] for field, position in layout.map.positions.items()}
    raw = {field: layout.raw[start:][f"c{layout.map.positions[field]}"].filter(chosen) for field in ("net", "vat", "gross") if field in by_field}

    def text(field: str) -> pl.Series:
        return _text(by_field[field]) if field in by_field else _null(n, pl.String())

    def given(field: str) -> pl.Series:
        cell = text(field)
        return cell if field not in by_field else cell.set(cell.str.to_lowercase().is_in(_NOT_GIVEN).fill_null(False), None)

    def money(field: str) -> pl.Series:
        return read_amounts(raw[field])["pence"] if field in raw else _null(n, pl.Int64())

    supplier = given("supplier")
    keys = _by_distinct(supplier, supplier_key, pl.String())
    code, name = _organisations(by_field.get("organisation"), n, publisher, directory)
    amount = pence.filter(chosen)
    date = days.date.filter(chosen) if days else _null(n, pl.Date())
    category = given("category_code")
    columns = {
        "organisation_code": code,
        "organisation": name,
        "department": text("department"),
        "supplier": supplier,
        "supplier_key": keys,
        "supplier_number": given("supplier_number"),
        "company_number": _company_numbers(given("company_number")),
        "vat_number": given("vat_number"),
        "date": date,
        "month": days.month.filter(chosen) if days else _null(n, pl.Date()),
        "amount_pence": amount,
        "amount_basis": _constant(layout.map.basis, n),
        "net_pence": money("net"),
        "vat_pence": money("vat"),
        "gross_pence": money("gross"),
        "description": text("description"),
        "account": text("account"),
        "category_code": category,
        "category_scheme": _schemes(layout, category),
        "transaction": given("transaction"),
        "contract_reference": given("contract_reference"),
        "card": _cards(by_field.get("card"), n, layout, source),
        "redacted": _redacted(layout, cells, by_field, supplier),
        "file": _constant(source.file, n),
        "sha256": _constant(source.sha256, n),
        "sheet": _constant(layout.sheet.name, n),
        "row": layout.lines[start:].filter(chosen),
        "extra": _extra(layout, cells),
        "fingerprint": _fingerprint(keys, date, amount, publisher.code),
        "whole": cells.hash_rows(seed=1),
    }
    return pl.DataFrame(columns, schema_overrides={k: v for k, v in PAYMENTS.items() if k in columns})


def _null(n: int, dtype: pl.DataType) -> pl.Series:
    return pl.repeat(None, n, dtype=dtype, eager=True)


def _constant(value: str | None, n: int) -> pl.Series:
    return pl.repeat(value, n, dtype=pl.String, eager=True)


def _by_distinct(cells: pl.Series, change, dtype: pl.DataType) -> pl.Series:  # type: ignore[no-untyped-def]
    """`change` applied to each distinct cell once; null stays null."""
    distinct = cells.drop_nulls().unique().to_list()
    if not distinct:
        return _null(len(cells), dtype)
    return cells.replace_strict(distinct, [change(c) for c in distinct], default=None, return_dtype=dtype)


def _text(cells: pl.Series) -> pl.Series:
    """Cells with HTML entities and non-breaking spaces put right."""
    odd = cells.str.contains(_ENTITY + "|\u00a0").fill_null(False)
    if not odd.any():
        return cells
    distinct = cells.filter(odd).unique().to_list()
    mended = [html.unescape(c).replace("\u00a0", " ").strip() or None for c in distinct]
    return cells.replace(distinct, mended)


def _organisations(cells: pl.Series | None, n: int, publisher: Publisher, directory: Directory) -> tuple[pl.Series, pl.Series]:
    if cells is None:
        return _constant(publisher.code, n), _constant(publisher.name, n)
    return row_organisations(cells, publisher, directory)


def _company_numbers(cells: pl.Series) -> pl.Series:
    """Company numbers in capitals, with the leading nought that spreadsheets take away."""
    if cells.null_count() == len(cells):
        return cells
    return _by_distinct(cells, _company_number, pl.String())


def _company_number(text: str) -> str:
    number = re.sub(r"\s+", "", text.upper()).removesuffix(".0")
    return number.zfill(8) if re.fullmatch(r"\d{6,7}", number) else number


def _schemes(layout: Layout, codes: pl.Series) -> pl.Series:
    position = layout.map.positions.get("category_code")
    if position is None:
        return _null(len(codes), pl.String())
    scheme = scheme_of(fold(layout.heading(position)))
    if scheme is None:
        present = codes.drop_nulls().head(200).to_list()
        if present and sum(bool(_CPV.match(c)) for c in present) > 0.8 * len(present):
            scheme = "CPV"
        elif present and sum(bool(_PROCLASS.match(c)) for c in present) > 0.8 * len(present):
            scheme = "ProClass"
        else:
            scheme = "publisher's own"
    return pl.select(pl.when(codes.is_not_null()).then(pl.lit(scheme))).to_series()


def _cards(cells: pl.Series | None, n: int, layout: Layout, source: Source) -> pl.Series:
    """True or False where the file says, null where it does not. A file of card payments says so in its name or title."""
    if cells is not None:
        return _by_distinct(cells, _is_card, pl.Boolean())
    said = [source.file, layout.sheet.name or "", *layout.titles()[:10]]
    if any(_CARD_FILE.search(text) for text in said):
        return pl.repeat(True, n, dtype=pl.Boolean, eager=True)
    return _null(n, pl.Boolean())


def _is_card(text: str) -> bool | None:
    word = text.lower()
    if word in _YES or "card" in word:
        return True
    return False if word in _NO else None


def _redacted(layout: Layout, cells: pl.DataFrame, by_field: dict[str, pl.Series], supplier: pl.Series) -> pl.Series:
    """True where who was paid is withheld: in the supplier's own cell; in any other cell of words; or, where the supplier
    is blank, in any cell at all. A withheld invoice number beside a named supplier withholds nobody."""
    found = redactions(supplier)
    mapped = {position: field for field, position in layout.map.positions.items()}
    quiet = {"net", "gross", "vat", "amount", "date", "supplier", "card"}
    for column in layout.columns:
        field = mapped.get(column.position)
        if field in quiet or column.content.count == 0 or column.content.text < 0.01:
            continue
        here = redactions(cells[f"c{column.position}"])
        if not here.any():
            continue
        identifier = field in ("supplier_number", "company_number", "vat_number", "transaction", "contract_reference", "category_code") or (
            field is None and bool(_IDENTIFIER.search(fold(column.heading)))
        )
        found = found | (here & supplier.is_null() if identifier else here)
    return found


def _extra(layout: Layout, cells: pl.DataFrame) -> pl.Series:
    """A JSON object a row of the columns with no canonical name, null cells left out; null where nothing is left."""
    used = set(layout.map.positions.values())
    rest = [c for c in layout.columns if c.position not in used and cells[f"c{c.position}"].null_count() < cells.height]
    if not rest:
        return _null(cells.height, pl.String())
    names: dict[str, int] = {}
    parts = []
    for column in rest:
        names[column.name] = names.get(column.name, 0) + 1
        label = column.name if names[column.name] == 1 else f"{column.name} ({names[column.name]})"
        cell = pl.col(f"c{column.position}")
        if cells[f"c{column.position}"].str.contains(r'["\\\x00-\x1f]').any():
            cell = cell.str.replace_all("\\", "\\\\", literal=True).str.replace_all('"', '\\"', literal=True)
            for control, written in (("\n", "\\n"), ("\r", "\\r"), ("\t", "\\t")):
                cell = cell.str.replace_all(control, written, literal=True)
            cell = cell.str.replace_all(r"[\x00-\x1f]", " ")
        parts.append(pl.format('{}"{}"', pl.lit(json.dumps(label, ensure_ascii=False) + ": "), cell))
    joined = pl.concat_str(parts, separator=", ", ignore_nulls=True)
    return cells.select(
        pl.when(pl.any_horizontal([pl.col(f"c{c.position}").is_not_null() for c in rest]))
        .then(pl.concat_str([pl.lit("{"), joined, pl.lit("}")]))
        .alias("extra")
    ).to_series()


def _fingerprint(keys: pl.Series, date: pl.Series, pence: pl.Series, organisation: str | None) -> pl.Series:
    """A number that is the same, on any machine, for payments alike in publisher, supplier, date and amount."""
    names = _by_distinct(keys.fill_null(""), lambda text: _hash(f"{organisation}|{text}"), pl.UInt64())
    days = date.cast(pl.Int32).cast(pl.Int64).fill_null(-1)
    mixed = names.to_frame("n").with_columns(d=days, p=pence)
    return mixed.select(
        (pl.col("n") + (pl.col("d") + 2**40).cast(pl.UInt64) * 0x9E3779B97F4A7C15 + (pl.col("p") + 2**50).cast(pl.UInt64) * 0xC2B2AE3D27D4EB4F)
    ).to_series()


def _hash(text: str) -> int:
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest(), "big")
