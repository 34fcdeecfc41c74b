"""Where the money is: the measures of what is chosen. They read only; each takes its home and a `Chosen` first.

Money is in whole pence. What measures mean is said where they are defined, in `lake.tables.measures`. Each raises
NotWorkedOut where there are no maps of the build in use, and NothingLoaded before the first build.
"""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import date
from typing import TypeVar

from tallystick.lake.build import compiled
from tallystick.lake.store.chosen import (
    EVERYTHING,
    Chosen,
    Condition,
    NotWorkedOut,
    mapped,
    publishers,
    smallest,
    where,
)
from tallystick.lake.store.connection import Reader
from tallystick.lake.store.cube_rows import (
    Category,
    Change,
    ChosenTotals,
    Concentration,
    Coverage,
    Known,
    Month,
    Organisation,
    Point,
    Ranked,
    Shared,
    Tail,
    Year,
    YearOnYear,
)
from tallystick.lake.store.home import Home

Made = TypeVar("Made")

MOST = 25
"""How many rows a list gives unless more are asked for."""


NAMED = "(SELECT supplier_no, supplier_id, supplier FROM maps.suppliers)"


@dataclass(frozen=True)
class _Sums:
    payments: int
    amount_pence: int
    redacted: int
    redacted_pence: int
    organisations: int
    suppliers: int
    ict: int
    ict_pence: int
    unsorted: int
    unsorted_pence: int


@dataclass(frozen=True)
class _Span:
    first_month: date | None
    last_month: date | None


_PUBLISHERS = "(SELECT organisation_id, organisation_code, organisation FROM organisations)"


def totals(home: Home, chosen: Chosen = EVERYTHING) -> ChosenTotals:
    """Everything that is chosen."""
    [sums], [span] = _asked(home, "totals", _Sums, chosen), _asked(home, "span", _Span, chosen)
    return ChosenTotals(**asdict(sums), **asdict(span))


def by_month(home: Home, chosen: Chosen = EVERYTHING) -> list[Month]:
    """Each month with payments in it, earliest first and no date last."""
    return _asked(home, "by_month", Month, chosen, order="month NULLS LAST")


def by_year(home: Home, chosen: Chosen = EVERYTHING, *, financial: bool = True) -> list[Year]:
    """Each year, from April or (not financial) January, earliest first and no date last."""
    return _asked(home, f"by_{_years(financial)}_year", Year, chosen, order="year NULLS LAST")


def year_on_year(home: Home, chosen: Chosen = EVERYTHING, *, financial: bool = True) -> list[YearOnYear]:
    """Each year beside the one before, plain and like for like, earliest first."""
    return _asked(home, f"year_on_year_{_years(financial)}", YearOnYear, chosen, order="year")


def by_organisation(home: Home, chosen: Chosen = EVERYTHING) -> list[Organisation]:
    """Each publisher's part, largest first."""
    order = "amount_pence DESC, organisation_code"
    return _asked(home, "by_organisation", Organisation, chosen, beside=_PUBLISHERS, order=order)


def by_category(home: Home, chosen: Chosen = EVERYTHING) -> list[Category]:
    """Every category that has something, in the order of the taxonomy; not known last."""
    return _asked(home, "by_category", Category, chosen, beside="maps.categories", order="category_no NULLS LAST")


def coverage(home: Home, chosen: Chosen = EVERYTHING) -> list[Coverage]:
    """How complete the payments are that are chosen, a publisher each."""
    order = "lower(organisation) NULLS LAST, organisation_code"
    return _asked(home, "coverage", Coverage, chosen, beside=_PUBLISHERS, order=order)


def missing_months(home: Home, organisation: str, chosen: Chosen = EVERYTHING) -> list[date]:
    """The months that are chosen for which a publisher published nothing; where no first or no last month is chosen,
    from its own first or to its own last."""
    meant = publishers(mapped(home), Chosen((organisation,), (), (), None, chosen.first_month, chosen.last_month))
    rows = mapped(home).rows(
        f"SELECT DISTINCT month FROM by_month WHERE month IS NOT NULL AND {meant.sql} ORDER BY 1", meant.values
    )
    had = {month for (month,) in rows}
    if not had:
        return []
    first, last = (bound or own for bound, own in zip(_bounds(chosen), (min(had), max(had)), strict=True))
    every = (date(n // 12, n % 12 + 1, 1) for n in range(_index(first), _index(last) + 1))
    return [month for month in every if month not in had]


def top_suppliers(home: Home, chosen: Chosen = EVERYTHING, *, most: int = MOST) -> list[Ranked]:
    """The largest suppliers, with what they and those before them hold."""
    return _asked(home, "ranked", Ranked, chosen, beside=NAMED, order="place", most=most)


def curve(home: Home, chosen: Chosen = EVERYTHING) -> list[Point]:
    """What each percentage of suppliers holds, the largest first."""
    return _asked(home, "curve", Point, chosen, order="percent")


def concentration(home: Home, chosen: Chosen = EVERYTHING) -> Concentration:
    """How concentrated the money is among suppliers."""
    return _asked(home, "concentration", Concentration, chosen)[0]


def tail(home: Home, chosen: Chosen = EVERYTHING, *, percent: int = 80) -> Tail:
    """Suppliers outside the largest that hold `percent` of the money."""
    asked = {"asked": Condition("SELECT ?::BIGINT AS percent", (percent,))}
    return _asked(home, "tail", Tail, chosen, given=asked)[0]


def shared(home: Home, chosen: Chosen = EVERYTHING, *, most: int = MOST) -> list[Shared]:
    """Suppliers that more than one organisation pays, of whom those chosen pay the most first. Others are all that are
    not chosen, and what they paid meets every other filter."""
    order = "amount_pence DESC, supplier_no"
    return _asked(home, "shared", Shared, chosen, beside=NAMED, order=order, most=most)


def new_and_gone(
    home: Home, chosen: Chosen, before: Chosen, *, what: Sequence[str] = ("new", "gone"), most: int = MOST
) -> list[Change]:
    """Suppliers paid in what is chosen and not in what was chosen `before`, and the reverse, largest first."""
    asked = ", ".join(f"'{one}'" for one in ("new", "gone", "both") if one in what) or "''"
    return _asked(
        home, "new_and_gone", Change, chosen,
        before=before, beside=NAMED, order="greatest(amount_pence, before_pence) DESC, supplier_no", most=most,
        only=f"what IN ({asked})",
    )  # fmt: skip


def by_sme(home: Home, chosen: Chosen = EVERYTHING) -> list[Known]:
    """What went to small and medium-sized enterprises, what did not, and what is not known."""
    return _asked(home, "by_sme", Known, chosen, order=_VALUES)


def by_vcse(home: Home, chosen: Chosen = EVERYTHING) -> list[Known]:
    """What went to the voluntary, community and social enterprise sector, what did not, and what is not known."""
    return _asked(home, "by_vcse", Known, chosen, order=_VALUES)


def by_local(home: Home, areas: Iterable[str], chosen: Chosen = EVERYTHING) -> list[Known]:
    """What went to suppliers in postcode areas (``LS``) or districts (``LS1``), what did not, and what is not known."""
    wanted = tuple(dict.fromkeys(area.strip().upper() for area in areas if area.strip()))
    listed = ", ".join("(?)" for _ in wanted) or "(NULL)"
    given = {"areas": Condition(f"SELECT area::VARCHAR AS area FROM (VALUES {listed}) v(area)", wanted)}
    return _asked(home, "by_local", Known, chosen, given=given, order=_VALUES)


_VALUES = "CASE value WHEN 'yes' THEN 0 WHEN 'no' THEN 1 ELSE 2 END"


def _asked(
    home: Home,
    measure: str,
    row: type[Made],
    chosen: Chosen,
    *,
    before: Chosen | None = None,
    beside: str = "",
    given: dict[str, Condition] | None = None,
    order: str = "1",
    most: int | None = None,
    only: str = "true",
) -> list[Made]:
    """The rows of a measure. beside: a table whose columns are joined to it by the one number that they share."""
    opened = mapped(home)
    measured = compiled.measures()[measure]
    named_parts = parts(opened, measured, chosen, before) | (given or {})
    named = ", ".join(f'"{name}" AS ({part.sql})' for name, part in named_parts.items())
    joined = f" LEFT JOIN {beside} beside USING ({_NUMBER[beside]})" if beside else ""
    columns = ", ".join(f'"{field.name}"' for field in fields(row))  # type: ignore[arg-type]
    wanted = f"SELECT * FROM ({measured}) WHERE {only}"
    if most is not None:
        # Before names are looked up, of which only so many are then wanted.
        wanted += f" ORDER BY {order} LIMIT {int(most)}"
    sql = f"WITH {named} SELECT {columns} FROM ({wanted}) measured{joined} ORDER BY {order}"
    values = [value for part in named_parts.values() for value in part.values]
    found = opened.once((sql, tuple(values)), lambda: opened.rows(sql, values))
    return [row(*one) for one in found]


_NUMBER = {NAMED: "supplier_no", _PUBLISHERS: "organisation_id", "maps.categories": "category_no"}


def parts(opened: Reader, measured: str, chosen: Chosen, before: Chosen | None) -> dict[str, Condition]:
    """What the SQL of a measure reads, each as a query."""
    published = publishers(opened, chosen)
    every = {
        "chosen": _rows(measured, where(opened, chosen)),
        "before": _rows(measured, where(opened, before or EVERYTHING)),
        "others": _rows(measured, where(opened, chosen, others=True)),
        "published": Condition(f"SELECT organisation_id, month FROM by_month WHERE {published.sql}", published.values),
        "bounds": Condition("SELECT ?::DATE AS first_month, ?::DATE AS last_month", _bounds(chosen)),
        "suppliers": Condition("FROM maps.suppliers"),
        "categories": Condition("FROM maps.categories"),
    }
    return {name: part for name, part in every.items() if f'"{name}"' in measured}


def _rows(measured: str, meant: Condition) -> Condition:
    """The rows of the cube that are meant, with what kind of supplier and whether it is ICT where those are asked."""
    table = smallest(f"{measured} {meant.sql}")
    columns, joins = "c.*", ""
    if '"kind"' in measured:
        columns, joins = f"{columns}, s.kind", f"{joins} LEFT JOIN maps.suppliers s USING (supplier_no)"
    if '"is_ict"' in measured:
        columns, joins = f"{columns}, k.is_ict", f"{joins} LEFT JOIN maps.categories k USING (category_no)"
    return Condition(f"SELECT {columns} FROM (SELECT * FROM {table} WHERE {meant.sql}) c{joins}", meant.values)


def _bounds(chosen: Chosen) -> tuple[date | None, date | None]:
    first, last = chosen.first_month, chosen.last_month
    return (first.replace(day=1) if first else None, last.replace(day=1) if last else None)


def _years(financial: bool) -> str:
    return "financial" if financial else "calendar"


def _index(month: date) -> int:
    return month.year * 12 + month.month - 1


__all__ = [
    "EVERYTHING",
    "Category",
    "Change",
    "Chosen",
    "ChosenTotals",
    "Concentration",
    "Coverage",
    "Known",
    "Month",
    "NotWorkedOut",
    "Organisation",
    "Point",
    "Ranked",
    "Shared",
    "Tail",
    "Year",
    "YearOnYear",
    "by_category",
    "by_local",
    "by_month",
    "by_organisation",
    "by_sme",
    "by_vcse",
    "by_year",
    "concentration",
    "coverage",
    "curve",
    "missing_months",
    "new_and_gone",
    "shared",
    "tail",
    "top_suppliers",
    "totals",
    "year_on_year",
]
