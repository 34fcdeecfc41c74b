"""The measures equal the slow ones, on DuckDB and on another engine; and mean what they are said to mean."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from functools import cache, partial
from typing import Any

import duckdb
import ibis
import polars as pl
import polars.selectors as cs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tallystick.lake.build import compiled
from tallystick.lake.tables.map_tables import GIVEN
from tallystick.lake.tables.measures import CHOSEN, GIVEN_TO_MEASURES, MEASURES
from tests.lake.made import frame
from tests.lake.mapped import CATEGORIES
from tests.lake.tables import slow_measures as slow
from tests.lake.tables.engines import Row, plain, set_of

SLOW: Mapping[str, Callable[[slow.Given], list[Row]]] = {
    "totals": slow.totals,
    "span": slow.span,
    "by_month": slow.by_month,
    "by_calendar_year": partial(slow.by_year, financial=False),
    "by_financial_year": partial(slow.by_year, financial=True),
    "by_organisation": slow.by_organisation,
    "by_kind": slow.by_kind,
    "by_category": slow.by_category,
    "year_on_year_calendar": partial(slow.year_on_year, financial=False),
    "year_on_year_financial": partial(slow.year_on_year, financial=True),
    "coverage": slow.coverage,
    "ranked": slow.ranked,
    "curve": slow.curve,
    "concentration": slow.concentration,
    "tail": slow.tail,
    "shared": slow.shared,
    "new_and_gone": slow.new_and_gone,
    "by_sme": partial(slow.by_known, column="sme"),
    "by_vcse": partial(slow.by_known, column="vcse"),
    "by_local": slow.by_local,
}

KINDS = ["supplier", "supplier", "supplier", "supplier", "individual", "redacted"]
POSTCODES = ["LS1 4AB", "m1 3bb", None, "L1", "SW1A 1AA", ""]
ICT = {number: is_ict for number, _, _, _, is_ict in CATEGORIES}
MONTHS = [None, *(date(year, month, 1) for year in (2022, 2023, 2024) for month in (1, 3, 4, 12))]

SUPPLIERS = [
    {
        **dict.fromkeys(GIVEN["suppliers"]),
        "supplier_no": number,
        "kind": kind,
        "sme": [None, True, False][number % 3],
        "vcse": [None, True][number % 2],
        "postcode": POSTCODES[number] or None,
    }
    for number, kind in enumerate(KINDS)
]


def row(who: int | None, supplier: int | None, category: int | None, **values: Any) -> Row:
    return {
        "organisation_id": who,
        "supplier_no": supplier,
        "kind": KINDS[supplier] if supplier is not None else None,
        "category_no": category,
        "is_ict": ICT.get(category) if category is not None else None,
        **values,
    }


rows = st.lists(
    st.builds(
        row,
        st.sampled_from([None, 0, 1, 2]),
        st.sampled_from([None, *range(len(KINDS))]),
        st.sampled_from([None, *ICT]),
        month=st.sampled_from(MONTHS),
        decided=st.booleans(),
        band=st.sampled_from(["high", "middle", "low", "none"]),
        payments=st.integers(1, 5),
        amount_pence=st.sampled_from([0, 1, -1, 500, -700, 12_345, 9_000_000_000_000]),
        redacted=st.integers(0, 2),
        redacted_pence=st.integers(-5, 500),
    ),
    max_size=15,
)


def within(world: slow.Given) -> slow.Given:
    """What was published in the months that are chosen, as look-ups give it."""
    [chosen] = world["bounds"]
    first, last = chosen["first_month"] or date.min, chosen["last_month"] or date.max
    published = [one for one in world["published"] if not one["month"] or first <= one["month"] <= last]
    return {**world, "published": published}


worlds = st.fixed_dictionaries(
    {
        "chosen": rows,
        "before": rows,
        "others": rows,
        "published": st.lists(
            st.fixed_dictionaries({"organisation_id": st.sampled_from([None, 0, 1]), "month": st.sampled_from(MONTHS)}),
            unique_by=lambda one: (one["organisation_id"], one["month"]),
            max_size=20,
        ),
        "asked": st.builds(lambda percent: [{"percent": percent}], st.sampled_from([0, 50, 80, 100])),
        "areas": st.lists(
            st.sampled_from(["LS", "LS1", "M", "L", "SW1A", "S"]).map(lambda area: {"area": area}),
            max_size=3,
            unique_by=lambda one: one["area"],
        ),
        "suppliers": st.just(SUPPLIERS),
        "categories": st.just([dict(zip(GIVEN["categories"], one, strict=True)) for one in CATEGORIES]),
        "bounds": st.builds(
            lambda first, last: [{"first_month": first, "last_month": last}],
            st.sampled_from([None, date(2021, 12, 1), date(2022, 3, 1)]),
            st.sampled_from([None, date(2023, 12, 1), date(2025, 1, 1)]),
        ),
    }
).map(within)


def test_every_measure_has_a_slow_twin() -> None:
    assert SLOW.keys() == MEASURES.keys()


Ask = Callable[[str], list[Row]]


@contextmanager
def on_duckdb(world: slow.Given) -> Iterator[Ask]:
    """Asks the SQL that is kept."""
    with duckdb.connect() as connection:
        for name, schema in GIVEN_TO_MEASURES.items():
            connection.register(name, frame(world.get(name, []), schema).to_arrow())

        def ask(name: str) -> list[Row]:
            found = connection.execute(compiled.measures()[name])
            columns = [column[0] for column in found.description or []]
            return [dict(zip(columns, one, strict=True)) for one in found.fetchall()]

        yield ask


@contextmanager
def on_sqlite(world: slow.Given) -> Iterator[Ask]:
    """Asks the same expressions on an engine that shares nothing with the other."""
    engine = ibis.sqlite.connect()
    try:
        for name, schema in GIVEN_TO_MEASURES.items():
            rows = frame(world.get(name, []), schema).with_columns(cs.date().cast(pl.String))
            engine.con.execute(f"CREATE TABLE {name} ({', '.join(rows.columns)})")
            engine.con.executemany(f"INSERT INTO {name} VALUES ({', '.join('?' * rows.width)})", rows.rows())

        def ask(name: str) -> list[Row]:
            found = engine.con.execute(for_sqlite(name))
            columns = [column[0] for column in found.description]
            return [plain(dict(zip(columns, one, strict=True))) for one in found.fetchall()]

        yield ask
    finally:
        engine.disconnect()


@cache
def for_sqlite(name: str) -> str:
    tables = {
        given: ibis.table(ibis.Schema.from_polars(pl.Schema(schema)), name=given)
        for given, schema in GIVEN_TO_MEASURES.items()
    }
    return str(ibis.to_sql(MEASURES[name](tables), dialect="sqlite"))


ENGINES = {"duckdb": on_duckdb, "sqlite": on_sqlite}


@pytest.mark.parametrize("engine", ENGINES)
@settings(max_examples=15)
@given(world=worlds)
def test_measures_equal_the_slow_ones(engine: str, world: slow.Given) -> None:
    with ENGINES[engine](world) as ask:
        for name, slowly in SLOW.items():
            found = [rounded(one) for one in ask(name)]
            assert set_of(found) == set_of([rounded(one) for one in slowly(world)]), name


def rounded(one: Row) -> Row:
    return {name: float(round(value, 3)) if name == "hhi" else value for name, value in one.items()}


def paid(*pence: int, payments: int = 1) -> list[Row]:
    plain = dict.fromkeys(CHOSEN) | {"organisation_id": 0, "kind": "supplier", "decided": False, "band": "high"}
    return [
        {**plain, "supplier_no": n, "amount_pence": p, "payments": payments, "redacted": 0, "redacted_pence": 0}
        for n, p in enumerate(pence)
    ]


def measured(name: str, **world: list[Row]) -> list[Row]:
    with on_duckdb(world) as ask:
        return ask(name)


def test_one_supplier_of_everything_has_the_highest_index() -> None:
    [found] = measured("concentration", chosen=paid(500))
    assert (found["hhi"], found["for_90"], found["top_1_pence"]) == (10_000, 1, 500)


def test_ten_alike_have_an_index_of_a_thousand() -> None:
    [found] = measured("concentration", chosen=paid(*[100] * 10))
    assert round(found["hhi"]) == 1_000
    assert (found["for_80"], found["fifth"], found["fifth_pence"]) == (8, 2, 200)


def test_whoever_paid_back_more_is_counted_and_holds_no_share() -> None:
    [found] = measured("concentration", chosen=paid(900, 100, -300))
    assert (found["suppliers"], found["holding"], found["held_pence"], found["amount_pence"]) == (3, 2, 1_000, 700)
    assert found["for_90"] == 1


def test_the_tail_is_whoever_is_outside_the_largest() -> None:
    [found] = measured("tail", chosen=paid(800, 150, 50, payments=3), asked=[{"percent": 80}])
    assert (found["suppliers"], found["payments"], found["amount_pence"]) == (2, 6, 200)


def test_like_for_like_leaves_out_months_that_one_year_lacks() -> None:
    [one] = paid(100)
    chosen = [{**one, "month": date(year, month, 1)} for year, month in ((2023, 5), (2024, 5), (2024, 6))]
    published = [{"organisation_id": 0, "month": each["month"]} for each in chosen]
    found = {each["year"]: each for each in measured("year_on_year_financial", chosen=chosen, published=published)}
    assert (found[2024]["amount_pence"], found[2024]["before_pence"]) == (200, 100)
    assert (found[2024]["like_pence"], found[2024]["like_before_pence"], found[2024]["like_months"]) == (100, 100, 1)


def test_a_year_of_nothing_is_a_year_like_any_other() -> None:
    [one] = paid(100)
    months = [date(year, 5, 1) for year in (2022, 2023, 2024)]
    published = [{"organisation_id": 0, "month": month} for month in months]
    found = measured("year_on_year_calendar", chosen=[{**one, "month": months[0]}], published=published)
    fell = [(each["year"], each["amount_pence"], each["before_pence"], each["like_before_pence"]) for each in found]
    assert sorted(fell) == [(2022, 100, None, 0), (2023, 0, 100, 100), (2024, 0, 0, 0)]


def test_months_of_those_chosen_are_missing_before_the_first_and_after_the_last() -> None:
    [one] = paid(100)
    only = date(2023, 5, 1)
    world = {"chosen": [{**one, "month": only}], "published": [{"organisation_id": 0, "month": only}]}
    [plain] = measured("coverage", **world)
    [bound] = measured("coverage", **world, bounds=[{"first_month": date(2023, 4, 1), "last_month": date(2024, 3, 1)}])
    [later] = measured("coverage", **world, bounds=[{"first_month": None, "last_month": date(2023, 7, 1)}])
    assert (plain["missing"], bound["missing"], later["missing"]) == (0, 11, 2)
