"""The records that are payments, in the canonical schema.

Written as few large selections rather than many small ones: a small file costs what its selections cost.
"""

import hashlib
import html
import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import polars as pl

from tallystick.lake.tidy.beside import Money, read_column
from tallystick.lake.tidy.days import Days
from tallystick.lake.tidy.headings import fold, scheme_of
from tallystick.lake.tidy.layout import Layout
from tallystick.lake.tidy.names import supplier_key
from tallystick.lake.tidy.publisher import Publisher, row_organisations
from tallystick.lake.tidy.redactions import REDACTION_HINTS, is_nobody, redacted_rows
from tallystick.lake.tidy.schema import PAYMENTS
from tallystick.reference.organisations import Directory

_NOTHING = ("n/a", "na", "-", "--", "none", "null", "not applicable", "not available", "not yet available", "not known",
              "unknown", "0", "#", "#n/a", ".", "nil", "tbc", "not provided", "not recorded")  # fmt: skip
_NOT_GIVEN = tuple(dict.fromkeys(w for word in _NOTHING for w in (word, word.upper(), word.capitalize(), word.title())))
_ENTITY_STARTS = [
    "&#",
    "&amp",
    "&lt",
    "&gt",
    "&quot",
    "&apos",
    "&nbsp",
    "&pound",
    "&ndash",
    "&mdash",
    "&rsquo",
    "&lsquo",
    "&AMP",
    "\u00a0",
]
_ENTITY = r"&(?:#\d+|#x[0-9a-fA-F]+|[a-zA-Z]+);|" + "\u00a0"
_ESCAPED = ['"', "\\", *(chr(n) for n in range(32))]
_YES = ("y", "yes", "true", "1", "card", "p-card", "pcard", "t")
_NO = (
    "n",
    "no",
    "false",
    "0",
    "f",
    "bacs",
    "chaps",
    "cheque",
    "chq",
    "faster payment",
    "direct debit",
    "dd",
    "invoice",
)
_CARD_FILE = re.compile(
    r"(?:procurement|purchas\w+|government|corporate|credit|p)[ _-]?cards?\b|\bgpc\b|\bpcard", re.IGNORECASE
)
_CPV = re.compile(r"^\d{8}(?:-\d)?$")
_PROCLASS = re.compile(r"^\d{6}$")
_WORDS = ("department", "supplier", "description", "account")
_GIVEN = (
    "supplier",
    "supplier_number",
    "company_number",
    "vat_number",
    "supplier_postcode",
    "category_code",
    "transaction",
    "contract_reference",
)
_MONEY = ("net", "vat", "gross")


@dataclass(frozen=True)
class Source:
    """A file being read. file: the name it was given by. path: all that is known of where it lay."""

    file: str
    sha256: str
    path: str


def payments(
    layout: Layout,
    source: Source,
    publisher: Publisher,
    directory: Directory,
    days: Days | None,
    money: Money,
    chosen: pl.Series,
) -> pl.DataFrame:
    """`chosen` records in `schema.PAYMENTS` but for `duplicate`, and `whole`, equal for records equal in every cell."""
    start = layout.body
    everything = bool(chosen.all())
    cells = layout.cells[start:] if everything else layout.cells[start:].filter(chosen)
    n = cells.height
    at = {field: f"c{position}" for field, position in layout.map.positions.items()}
    flags = _flags(layout, cells, at)
    mended = _words(cells, at, flags)
    frame = mended.select(
        *(_column(f, at) for f in _WORDS if f not in _GIVEN),
        *(_given(f, at, flags) for f in _GIVEN),
        layout_extra(layout, cells, flags).alias("extra"),
    )
    if frame.height != n:  # every column was a literal: nothing to take the length from
        frame = frame.select(pl.all().repeat_by(n).explode()) if n else frame.clear()
    supplier = frame["supplier"]
    distinct = supplier.unique().drop_nulls().to_list()
    keys = [supplier_key(name) for name in distinct]
    nobody = [name for name in distinct if is_nobody(name)]
    hashes = [_hash(f"{publisher.code}|{key}") for key in keys]
    # One look at each name gives its place among the distinct ones; what belongs to it is then only picked up.
    place = supplier.cast(pl.Enum(distinct)).to_physical()
    supplier_keys = pl.Series(keys, dtype=pl.String).gather(place)
    hashed = pl.Series(hashes, dtype=pl.UInt64).gather(place).fill_null(_hash(f"{publisher.code}|"))
    code, name = _organisations(cells[at["organisation"]] if "organisation" in at else None, publisher, directory)
    own: dict[str, Any] = {
        "amount_pence": money.pence if everything else money.pence.filter(chosen),
        "row": layout.lines[start:] if everything else layout.lines[start:].filter(chosen),
        "whole": cells.hash_rows(seed=1) if cells.width else pl.Series([], dtype=pl.UInt64),
        "redacted": redacted_rows(layout, cells, supplier, flags["redaction"]),
    }
    if nobody:
        own["redacted"] = supplier.is_in(nobody).fill_null(False) | own["redacted"]
    own["date"] = (days.date if everything else days.date.filter(chosen)) if days else None
    own["month"] = (days.month if everything else days.month.filter(chosen)) if days else layout.month
    for field in _MONEY:
        pence = read_column(layout, field, money) if field in at else None
        own[f"{field}_pence"] = pence if pence is None or everything else pence.filter(chosen)
    own["card"] = _cards(cells[at["card"]] if "card" in at else None, layout, source)
    scheme = _scheme(layout, frame["category_code"])
    wide = frame.with_columns(
        *(_literal_or_series(key, value) for key, value in own.items()),
        _literal_or_series("organisation_code", code),
        _literal_or_series("organisation", name),
        supplier_keys.alias("supplier_key"),
        hashed.alias("hashed"),
        pl.when(pl.col("category_code").is_not_null()).then(pl.lit(scheme)).alias("category_scheme"),
        pl.lit(layout.map.basis).alias("amount_basis"),
        pl.lit(source.file).alias("file"),
        pl.lit(source.sha256).alias("sha256"),
        pl.lit(layout.sheet.name, pl.String).alias("sheet"),
    )
    wide = wide.with_columns(_FINGERPRINT)
    if frame["company_number"].null_count() < n:
        wide = wide.with_columns(
            _by_distinct(frame["company_number"], _company_number, pl.String()).alias("company_number")
        )
    return wide.select(*(pl.col(c).cast(t) for c, t in PAYMENTS.items() if c != "duplicate"), "whole")


_FINGERPRINT = (
    pl.col("hashed")
    + (pl.col("date").cast(pl.Date).cast(pl.Int32).cast(pl.Int64).fill_null(-1) + 2**40).cast(pl.UInt64)
    * 0x9E3779B97F4A7C15
    + (pl.col("amount_pence") + 2**50).cast(pl.UInt64) * 0xC2B2AE3D27D4EB4F
).alias("fingerprint")
"""A number that is the same, on any machine, for payments alike in publisher, supplier, date and amount."""


def _flags(layout: Layout, cells: pl.DataFrame, at: dict[str, str]) -> dict[str, set[str]]:
    """Which columns hold any cell at all, any entity, any character that JSON must escape, any word that may be a
    redaction. Each is asked only of the columns that it could matter to, with plain searches."""
    if not cells.width or not cells.height:
        return {key: set() for key in ("entity", "escape", "redaction", "empty words", "filled")}
    worded = [at[f] for f in (*_WORDS, *_GIVEN) if f in at]
    given = [at[f] for f in _GIVEN if f in at]
    rest = [f"c{c.position}" for c in layout.columns if f"c{c.position}" not in at.values()]
    lettered = [
        f"c{c.position}"
        for c in layout.columns
        if (c.content.count and c.content.text > 0) or f"c{c.position}" in worded
    ]
    asked = {
        "entity": pl.col(worded).str.contains_any(_ENTITY_STARTS) if worded else None,
        "escape": pl.col(rest).str.contains_any(_ESCAPED) if rest else None,
        "redaction": pl.col(lettered).str.contains_any(REDACTION_HINTS, ascii_case_insensitive=True)
        if lettered
        else None,
        "empty words": pl.col(given).is_in(_NOT_GIVEN) if given else None,
        "filled": pl.all().is_not_null(),
    }
    found = cells.select(*(test.any().name.prefix(f"{key}:") for key, test in asked.items() if test is not None)).row(
        0, named=True
    )
    return {key: {k.split(":", 1)[1] for k, v in found.items() if v and k.startswith(f"{key}:")} for key in asked}


def _words(cells: pl.DataFrame, at: dict[str, str], flags: dict[str, set[str]]) -> pl.DataFrame:
    """The cells, with HTML entities and non-breaking spaces put right in columns of words."""
    for name in {at[f] for f in (*_WORDS, *_GIVEN) if f in at} & flags["entity"]:
        odd = cells[name].filter(cells[name].str.contains(_ENTITY).fill_null(False)).unique().to_list()
        whole = [html.unescape(c).replace("\u00a0", " ").strip() or None for c in odd]
        cells = cells.with_columns(pl.col(name).replace(odd, whole))
    return cells


def _given(field: str, at: dict[str, str], flags: dict[str, set[str]]) -> pl.Expr:
    """A column without the cells that only say that nothing is given, such as ``N/A``."""
    if field in at and at[field] in flags["empty words"]:
        return pl.when(~pl.col(at[field]).is_in(_NOT_GIVEN)).then(pl.col(at[field])).alias(field)
    return _column(field, at)


def _column(field: str, at: dict[str, str]) -> pl.Expr:
    return (pl.col(at[field]) if field in at else pl.lit(None, pl.String)).alias(field)


def _literal_or_series(name: str, value: Any) -> pl.Expr | pl.Series:
    return value.alias(name) if isinstance(value, pl.Series) else pl.lit(value).alias(name)


def _by_distinct(cells: pl.Series, change: Callable[[str], Any], dtype: pl.DataType) -> pl.Series:
    """`change` applied to each distinct cell once; null stays null."""
    distinct = cells.drop_nulls().unique().to_list()
    if not distinct:
        return pl.repeat(None, len(cells), dtype=dtype, eager=True)
    return cells.replace_strict(distinct, [change(c) for c in distinct], default=None, return_dtype=dtype)


def _organisations(cells: pl.Series | None, publisher: Publisher, directory: Directory) -> tuple[Any, Any]:
    return (publisher.code, publisher.name) if cells is None else row_organisations(cells, publisher, directory)


def _company_number(text: str) -> str:
    """A company number in capitals, with the leading nought that spreadsheets take away."""
    number = re.sub(r"\s+", "", text.upper()).removesuffix(".0")
    return number.zfill(8) if re.fullmatch(r"\d{6,7}", number) else number


def _scheme(layout: Layout, codes: pl.Series) -> str | None:
    position = layout.map.positions.get("category_code")
    if position is None:
        return None
    named = scheme_of(fold(layout.heading(position)))
    if named:
        return named
    present = codes.drop_nulls().head(200).to_list()
    for scheme, shape in (("CPV", _CPV), ("ProClass", _PROCLASS)):
        if present and sum(bool(shape.match(c)) for c in present) > 0.8 * len(present):
            return scheme
    return "publisher's own"


def _cards(cells: pl.Series | None, layout: Layout, source: Source) -> pl.Series | bool | None:
    """True or False where the file says, else null. A file of card payments says so in its name or title."""
    if cells is not None:
        return _by_distinct(cells, _is_card, pl.Boolean())
    said = [source.file, layout.sheet.name or "", *layout.titles()[:10]]
    return True if any(_CARD_FILE.search(text) for text in said) else None


def _is_card(text: str) -> bool | None:
    word = text.lower()
    if word in _YES or "card" in word:
        return True
    return False if word in _NO else None


def layout_extra(layout: Layout, cells: pl.DataFrame, flags: dict[str, set[str]]) -> pl.Expr:
    """A JSON object a row of the columns with no canonical name, null cells left out; null where nothing is left."""
    used = set(layout.map.positions.values())
    rest = [c for c in layout.columns if c.position not in used and f"c{c.position}" in flags["filled"]]
    if not rest:
        return pl.lit(None, pl.String)
    names: dict[str, int] = {}
    parts = []
    for column in rest:
        names[column.name] = names.get(column.name, 0) + 1
        label = column.name if names[column.name] == 1 else f"{column.name} ({names[column.name]})"
        cell = pl.col(f"c{column.position}")
        if f"c{column.position}" in flags["escape"]:
            for character, written in (("\\", "\\\\"), ('"', '\\"'), ("\n", "\\n"), ("\r", "\\r"), ("\t", "\\t")):
                cell = cell.str.replace_all(character, written, literal=True)
            cell = cell.str.replace_all(r"[\x00-\x1f]", " ")
        parts.append(pl.concat_str([pl.lit(json.dumps(label, ensure_ascii=False) + ': "'), cell, pl.lit('"')]))
    joined = pl.concat_str(parts, separator=", ", ignore_nulls=True)
    return pl.when(joined != "").then(pl.concat_str([pl.lit("{"), joined, pl.lit("}")]))


@lru_cache(maxsize=100_000)
def _hash(text: str) -> int:
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest(), "big")
