"""What was loaded: files, what each became, quarantine, furniture, and how a held file differs from the first."""

import json
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import polars as pl

from tallystick.lake.reading import FileReading
from tallystick.lake.store.connection import reader
from tallystick.lake.store.home import Home
from tallystick.lake.store.lookups_spend import NOT_KNOWN
from tallystick.lake.store.page import PAGE_SIZE, Page, contains_words, listed, ordered


@dataclass(frozen=True)
class FileRow:
    """One file. standing: whether its payments count. decided: what a person said of that, or None.

    payments and amount_pence are what was read of it, whether it stands or not. held: as `FileReading.held`.
    first_date and last_date are ISO text.
    """

    sha256: str
    file: str
    loaded_at: str
    tidy: str | None
    bytes: int
    format: str | None
    encoding: str | None
    outcome: str
    reason: str | None
    organisation_code: str | None
    organisation: str | None
    organisation_how: str | None
    first_date: str | None
    last_date: str | None
    rows_read: int
    payments: int
    amount_pence: int
    quarantined: int
    quarantined_pence: int
    furniture: int
    blank: int
    redacted: int
    duplicates: int
    standing: bool
    decided: bool | None
    held: dict[str, Any] | None


@dataclass(frozen=True)
class QuarantineRow:
    """One row kept out. cells: all its cells as published. amount_pence: None where it could not be read."""

    sha256: str
    file: str
    organisation_code: str | None
    organisation: str | None
    sheet: str | None
    row: int
    reason: str
    column: str | None
    value: str | None
    amount_pence: int | None
    cells: list[str | None]


@dataclass(frozen=True)
class FurnitureRow:
    """One row that is no payment and no mistake: a title, a header, a total, a note. amount_pence: if it has one."""

    sha256: str
    sheet: str | None
    row: int
    kind: str
    amount_pence: int | None
    text: str | None


@dataclass(frozen=True)
class ComparedRow:
    """A payment that only one of two files has. `sha256` says which."""

    sha256: str
    date: date | None
    supplier: str | None
    description: str | None
    amount_pence: int | None
    transaction: str | None
    sheet: str | None
    row: int


@dataclass(frozen=True)
class Comparison:
    """A file beside one that it repeats. The rows lists are cut short at `limit`; the counts and pence are of all."""

    here: FileRow
    there: FileRow
    rows_in_both: int
    rows_only_here: int
    rows_only_there: int
    pence_only_here: int
    pence_only_there: int
    only_here: tuple[ComparedRow, ...]
    only_there: tuple[ComparedRow, ...]


_FILE = ", ".join(FileRow.__dataclass_fields__)


def files(
    home: Home,
    *,
    search: str = "",
    outcome: str | None = None,
    organisation: str | None = None,
    standing: bool | None = None,
    sort: str = "-loaded",
    page: int = 1,
    page_size: int = PAGE_SIZE,
) -> Page[FileRow]:
    """Files. outcome: ``loaded``, ``partly``, ``refused``, or ``held`` for those read but not counted.

    Sorts: loaded, file, organisation, payments, amount, quarantined, first, outcome.
    """
    allowed = {
        "loaded": "loaded_at",
        "file": "lower(file)",
        "organisation": "lower(organisation)",
        "payments": "payments",
        "amount": "amount_pence",
        "quarantined": "quarantined",
        "first": "first_date",
        "outcome": "outcome",
    }
    where, words = contains_words("lower(file)", search)
    values: list[Any] = [*words]
    if outcome == "held":
        where.append("outcome <> 'refused' AND NOT standing")
    elif outcome:
        where.append("outcome = ?")
        values.append(outcome)
    if standing is not None:
        where.append("standing" if standing else "NOT standing")
    _of_organisation(organisation, where, values)
    return listed(
        reader(home),
        f"SELECT {_FILE} FROM files",
        _file,
        where=where,
        values=values,
        order=ordered(sort, allowed, "-loaded"),
        ties="file_id",
        page=page,
        page_size=page_size,
    )


def file(home: Home, sha256: str) -> FileRow | None:
    """One file by the SHA-256 of its bytes."""
    found = reader(home).row(f"SELECT {_FILE} FROM files WHERE sha256 = ?", [sha256])
    return _file(found) if found else None


def reading(home: Home, sha256: str) -> FileReading | None:
    """Everything that happened to one file when it was read."""
    found = reader(home).row("SELECT reading FROM files WHERE sha256 = ?", [sha256])
    return FileReading.from_json(json.loads(found[0])) if found else None


def quarantine(
    home: Home,
    *,
    sha256: str | None = None,
    organisation: str | None = None,
    reason: str | None = None,
    search: str = "",
    sort: str = "file",
    page: int = 1,
    page_size: int = PAGE_SIZE,
) -> Page[QuarantineRow]:
    """Rows kept out. `search` looks in all their cells. Sorts: file, reason, amount, organisation, row."""
    allowed = {
        "file": "lower(file)",
        "reason": "reason",
        "amount": "amount_pence",
        "organisation": "lower(organisation)",
        "row": '"row"',
    }
    where, words = contains_words("lower(cells)", search)
    values: list[Any] = [*words]
    if sha256 is not None:
        where.append("sha256 = ?")
        values.append(sha256)
    if reason is not None:
        where.append("reason = ?")
        values.append(reason)
    _of_organisation(organisation, where, values)
    columns = (
        'sha256, file, organisation_code, organisation, sheet, "row", reason, "column", value, amount_pence, cells'
    )
    return listed(
        reader(home),
        f"SELECT {columns} FROM quarantine",
        _quarantined,
        where=where,
        values=values,
        order=ordered(sort, allowed, "file"),
        ties='sha256, sheet, "row"',
        page=page,
        page_size=page_size,
    )


def quarantine_reasons(
    home: Home, *, sha256: str | None = None, organisation: str | None = None
) -> list[tuple[str, int, int]]:
    """(reason, rows, pence) of the rows kept out, commonest first. pence is of those whose amount could be read."""
    where: list[str] = []
    values: list[Any] = []
    if sha256 is not None:
        where.append("sha256 = ?")
        values.append(sha256)
    _of_organisation(organisation, where, values)
    filtered = f"WHERE {' AND '.join(where)}" if where else ""
    return [
        (reason, rows, pence)
        for reason, rows, pence in reader(home).rows(
            f"SELECT reason, count(*), coalesce(sum(amount_pence), 0)::BIGINT FROM quarantine {filtered}"
            " GROUP BY reason ORDER BY 2 DESC, 1",
            values,
        )
    ]


def furniture(home: Home, sha256: str, *, page: int = 1, page_size: int = PAGE_SIZE) -> Page[FurnitureRow]:
    """Titles, headers, totals and notes of one file, in order."""
    columns = 'sha256, sheet, "row", kind, amount_pence, text'
    return listed(
        reader(home),
        f"SELECT {columns} FROM furniture",
        lambda row: FurnitureRow(*row),
        where=["sha256 = ?"],
        values=[sha256],
        order=("sheet", "ASC"),
        ties='"row"',
        page=page,
        page_size=page_size,
    )


def comparison(home: Home, sha256: str, *, limit: int = 100) -> Comparison | None:
    """A held file beside the first that it repeats; None if it repeats none. Payments are matched by fingerprint."""
    here = file(home, sha256)
    there = file(home, here.held["by"]) if here and here.held else None
    if here is None or there is None:
        return None
    ours, theirs = _numbered(home, here), _numbered(home, there)
    keys = ["fingerprint", "nth"]
    only_here = ours.join(theirs.select(keys), on=keys, how="anti", maintain_order="left")
    only_there = theirs.join(ours.select(keys), on=keys, how="anti", maintain_order="left")
    return Comparison(
        here=here,
        there=there,
        rows_in_both=ours.height - only_here.height,
        rows_only_here=only_here.height,
        rows_only_there=only_there.height,
        pence_only_here=int(only_here["amount_pence"].sum()),
        pence_only_there=int(only_there["amount_pence"].sum()),
        only_here=_compared(only_here, here.sha256, limit),
        only_there=_compared(only_there, there.sha256, limit),
    )


_COMPARED = [
    "date",
    "supplier",
    "description",
    "amount_pence",
    "transaction",
    "sheet",
    "row",
]


def _numbered(home: Home, file: FileRow) -> pl.DataFrame:
    """A file's payments, with the nth time each fingerprint occurs: two the same match two the same, not one."""
    path = home.root / str(file.tidy) / "payments.parquet"
    frame = pl.read_parquet(path, columns=[*_COMPARED, "fingerprint"])
    return frame.with_columns(nth=pl.int_range(pl.len()).over("fingerprint"))


def _compared(frame: pl.DataFrame, sha256: str, limit: int) -> tuple[ComparedRow, ...]:
    return tuple(ComparedRow(sha256, *row) for row in frame.select(_COMPARED).head(limit).iter_rows())


def _file(row: tuple[Any, ...]) -> FileRow:
    made = FileRow(*row)
    return replace(made, held=json.loads(row[-1]) if row[-1] else None)


def _quarantined(row: tuple[Any, ...]) -> QuarantineRow:
    made = QuarantineRow(*row)
    return replace(made, cells=json.loads(row[-1]) if row[-1] else [])


def _of_organisation(organisation: str | None, where: list[str], values: list[Any]) -> None:
    if organisation == NOT_KNOWN:
        where.append("organisation_code IS NULL")
    elif organisation is not None:
        where.append("organisation_code = ?")
        values.append(organisation)
