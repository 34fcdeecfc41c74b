"""Questions to the notices in use."""

import threading
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import duckdb

from tallystick.kit.errors import Refused
from tallystick.lake.notices import store
from tallystick.lake.store.home import Home
from tallystick.lake.store.page import PAGE_SIZE, Page, contains_words, ordered

MEMORY_LIMIT = "400MB"
THREADS = 2

SORTS = {
    "released": "release_date",
    "awarded": "award_date",
    "start": "start",
    "end": '"end"',
    "value": "value_pence",
    "title": "lower(title)",
    "supplier": "supplier_key",
    "buyer": "lower(buyer)",
}
"""What a list may be sorted by; with a minus before it, the other way round."""

_COLUMNS = (
    *(
        "id",
        "ocid",
        "process",
        "notice_id",
        "notice_key",
        "release_date",
        "released_at",
        "tag",
        "award_id",
        "award_status",
    ),
    *("buyer", "buyer_name", "buyer_id", "buyer_code", "title", "description", "reference", "cpv", "category"),
    *("procurement_method", "award_date", "start", "end", "amount", "currency", "value_pence", "value_basis"),
    *("value_gross_pence", "suppliers", "supplier_name", "supplier_scheme", "supplier_id", "supplier_key"),
    *("company_number", "supplier_value_pence", "sme", "vcse", "url", "remarks", "file", "sha256", "source_row"),
    *("source_place", "stands", "superseded_by", "superseded_why"),
)
_SELECT = "SELECT " + ", ".join(f'"{name}"' for name in _COLUMNS) + " FROM notices"


class NoNotices(Refused):
    """No notices have been loaded yet."""

    def __init__(self) -> None:
        super().__init__(
            "No award notices have been loaded.", what_to_do="Load some with `tallystick notices load FILE…`."
        )


@dataclass(frozen=True)
class NoticeRow:
    """One supplier of one award, as published. docs/reference/notices.md says what each field is.

    id: the same in every build that has its file. buyer: the body's own name where it is recognised (buyer_code),
    else as written. amount: the exact figure in `currency`; value_pence: whole pence, of pounds only, of the whole
    award, however many suppliers it has; supplier_value_pence: of this supplier, where that is published.
    stands: no later release of the award takes its place; else superseded_by (an id) and superseded_why.
    """

    id: str
    ocid: str | None
    process: str
    notice_id: str | None
    notice_key: str | None
    release_date: date | None
    released_at: str | None
    tag: str | None
    award_id: str | None
    award_status: str | None
    buyer: str | None
    buyer_name: str | None
    buyer_id: str | None
    buyer_code: str | None
    title: str | None
    description: str | None
    reference: str | None
    cpv: tuple[str, ...]
    category: str | None
    procurement_method: str | None
    award_date: date | None
    start: date | None
    end: date | None
    amount: str | None
    currency: str | None
    value_pence: int | None
    value_basis: str
    value_gross_pence: int | None
    suppliers: int
    supplier_name: str | None
    supplier_scheme: str | None
    supplier_id: str | None
    supplier_key: str | None
    company_number: str | None
    supplier_value_pence: int | None
    sme: bool | None
    vcse: bool | None
    url: str | None
    remarks: tuple[str, ...]
    file: str
    sha256: str
    source_row: int
    source_place: str
    stands: bool
    superseded_by: str | None
    superseded_why: str | None


@dataclass(frozen=True)
class BuyerRow:
    """A buyer, with how many of its award rows stand. code: None where the list of public bodies has it not."""

    code: str | None
    name: str
    rows: int


@dataclass(frozen=True)
class KeptOut:
    """A row, or one award of it, in quarantine: where it stands, why, and what it said."""

    file: str
    source_row: int
    source_place: str
    reason: str
    written: str
    notice_id: str | None
    buyer_name: str | None
    title: str | None


def listed(
    home: Home,
    *,
    buyer_code: str | None = None,
    text: str = "",
    supplier_key: str | None = None,
    company_number: str | None = None,
    earlier: bool = False,
    sort: str = "-released",
    page: int = 1,
    page_size: int = PAGE_SIZE,
) -> Page[NoticeRow]:
    """One page of the award rows that stand; with `earlier`, of those too that another has taken the place of.

    text: words that are all in the title, supplier, buyer, numbers or the beginning of the description. supplier_key:
    as `lake.tidy.names.supplier_key` folds a name. sort: one of SORTS. Raises NoNotices.
    """
    where, values = ([] if earlier else ["stands"]), []
    for column, wanted in (
        ("buyer_code", buyer_code),
        ("supplier_key", supplier_key),
        ("company_number", company_number),
    ):
        if wanted is not None:
            where.append(f"{column} = ?")
            values.append(wanted)
    words, searched = contains_words("search", text)
    condition = f" WHERE {' AND '.join(where + words)}" if where + words else ""
    bound = [*values, *searched]
    column, direction = ordered(sort, SORTS, "-released")
    page = max(1, page)
    cursor = _cursor(home)
    # What is looked for is looked for once, for the rows and for their count.
    rows = cursor.execute(
        f'WITH found AS MATERIALIZED (SELECT id, {column} AS sorted, "row" FROM notices{condition}) '
        "SELECT id, (SELECT count(*) FROM found) FROM found "
        f'ORDER BY sorted {direction} NULLS LAST, "row" LIMIT ? OFFSET ?',
        [*bound, page_size, (page - 1) * page_size],
    ).fetchall()
    if not rows and page > 1:
        rows = cursor.execute(f"SELECT NULL, count(*) FROM notices{condition}", bound).fetchall()
    return Page(_in_order(cursor, [row[0] for row in rows if row[0]]), rows[0][1] if rows else 0, page, page_size)


def by_ids(home: Home, ids: Iterable[str]) -> dict[str, NoticeRow]:
    """The award row of each id that there is. Raises NoNotices."""
    return {row.id: row for row in _in_order(_cursor(home), list(dict.fromkeys(ids)))}


def of_buyer(home: Home, buyer_code: str) -> tuple[NoticeRow, ...]:
    """Every award row of one buyer that stands, the latest first: what a contract of its may be matched to."""
    found = _cursor(home).execute(f'{_SELECT} WHERE stands AND buyer_code = ? ORDER BY "row"', [buyer_code]).fetchall()
    return tuple(_row(row) for row in found)


def of_supplier(home: Home, keys: Iterable[str], company_numbers: Iterable[str] = ()) -> tuple[NoticeRow, ...]:
    """Every award row that stands whose supplier's key is among `keys` or whose company number is given."""
    its = "list_contains(?, supplier_key) OR list_contains(?, company_number)"
    found = _cursor(home).execute(
        f'{_SELECT} WHERE stands AND ({its}) ORDER BY "row"', [list(keys), list(company_numbers)]
    )
    return tuple(_row(row) for row in found.fetchall())


def releases_of(home: Home, process: str) -> tuple[NoticeRow, ...]:
    """Every award row of one buying (`NoticeRow.process`), earlier releases too, the latest first."""
    found = _cursor(home).execute(f'{_SELECT} WHERE process = ? ORDER BY released_at DESC NULLS LAST, "row"', [process])
    return tuple(_row(row) for row in found.fetchall())


def buyers(home: Home, text: str = "") -> tuple[BuyerRow, ...]:
    """Every buyer whose name has all words of `text`, those with most award rows first. Raises NoNotices."""
    words, values = contains_words("lower(buyer)", text)
    where = " AND ".join(["stands", *words])
    found = _cursor(home).execute(
        f"SELECT buyer_code, buyer, count(*) FROM notices WHERE {where} GROUP BY 1, 2 ORDER BY 3 DESC, 2, 1", values
    )
    return tuple(BuyerRow(code, name or "not named", rows) for code, name, rows in found.fetchall())


def quarantined(home: Home, most: int = 100) -> tuple[KeptOut, ...]:
    """Rows in quarantine, and awards of rows that are not. Raises NoNotices."""
    found = _cursor(home).execute(
        "SELECT file, source_row, source_place, reason, written, notice_id, buyer_name, title FROM kept_out "
        "ORDER BY reason, file, source_row LIMIT ?",
        [most],
    )
    return tuple(KeptOut(*row) for row in found.fetchall())


def _in_order(cursor: Any, ids: Sequence[str]) -> tuple[NoticeRow, ...]:
    if not ids:
        return ()
    marks = ", ".join("?" * len(ids))
    found = {row[0]: _row(row) for row in cursor.execute(f"{_SELECT} WHERE id IN ({marks})", list(ids)).fetchall()}
    return tuple(found[one] for one in ids if one in found)


def _row(row: Sequence[Any]) -> NoticeRow:
    values = dict(zip(_COLUMNS, row, strict=True))
    return NoticeRow(**{**values, "cpv": tuple(values["cpv"] or ()), "remarks": tuple(values["remarks"] or ())})


_open: dict[Path, tuple[str, Any]] = {}
_opening = threading.Lock()


def _cursor(home: Home) -> Any:
    """A cursor on the notices in use now, opened read-only with no way to any other file."""
    made = store.current_id(home)
    if made is None:
        raise NoNotices
    with _opening:
        known = _open.get(home.root)
        if known is None or known[0] != made:
            manifest = store.current(home)
            if manifest is None or manifest.version != store.NOTICES_VERSION:
                raise Refused(
                    "The notices were put in order by another version of Tallystick.",
                    what_to_do="Load any file of notices, or one loaded before, to have it done again.",
                )
            known = _open[home.root] = (made, _connected(store.folder_of(home) / made / store.DATABASE))
        return known[1].cursor()


def _connected(path: Path) -> Any:
    connection = duckdb.connect(
        str(path),
        read_only=True,
        config={
            "threads": THREADS,
            "memory_limit": MEMORY_LIMIT,
            "enable_external_access": False,
            "autoinstall_known_extensions": False,
            "autoload_known_extensions": False,
        },
    )
    connection.execute("SET lock_configuration = true")
    return connection
