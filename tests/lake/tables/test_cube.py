"""The cube and its summaries equal the slow ones, on DuckDB and on another engine that shares nothing with it."""

from collections import defaultdict
from collections.abc import Callable
from datetime import date
from typing import Any

import ibis.expr.types as ir
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tallystick.lake.build import compiled
from tallystick.lake.tables import cube
from tallystick.lake.tables.map_tables import BUILT, GIVEN
from tests.lake.made import frame
from tests.lake.tables.engines import ENGINES, Row, rows_of, set_of

MENTIONS, LINES, FIRST = 5, 8, 3
SUPPLIER_OF = {0: 0, 1: 0, 2: 1, 3: 2, 4: 2}

lines = st.fixed_dictionaries(
    {
        "organisation_id": st.sampled_from([None, 0, 1]),
        "mention_id": st.sampled_from([None, *range(MENTIONS)]),
        "category_no": st.sampled_from([None, 0, 1]),
        "confidence": st.sampled_from([None, 0.2, 0.6, 0.7, 0.9, 1.0]),
        "decided": st.booleans(),
        "mapped": st.sampled_from([True, True, True, False]),
    }
)
payments = st.fixed_dictionaries(
    {
        "line_id": st.integers(0, LINES - 1),
        "date": st.sampled_from([None, date(2024, 3, 5), date(2024, 4, 9)]),
        "month": st.sampled_from([None, date(2024, 3, 1)]),
        "amount_pence": st.sampled_from([0, 1, -1, 500, 9_000_000_000_000]),
        "redacted": st.booleans(),
    }
)
worlds = st.tuples(
    st.lists(lines, min_size=LINES, max_size=LINES),
    st.lists(payments, max_size=25),
    st.dictionaries(st.integers(0, 24), st.sampled_from([0, 1, 2]), max_size=3),
)


def tables(world: Any) -> dict[str, list[Row]]:
    of_lines, paid, said = world
    paid = [{**p, "month": p["date"].replace(day=1) if p["date"] else p["month"]} for p in paid]
    return {
        "mentions": [
            {**dict.fromkeys(BUILT["mentions"]), "mention_id": n, "spelling_id": n // 2} for n in range(MENTIONS)
        ],
        "lines": [{**dict.fromkeys(BUILT["lines"]), **line, "line_id": n} for n, line in enumerate(of_lines)],
        "payments": [
            {**p, "payment_id": n, "organisation_id": of_lines[p["line_id"]]["organisation_id"]}
            for n, p in enumerate(paid)
        ],
        "supplier_of": [
            {"mention_id": m, "supplier_no": s, "confidence": 1.0, "why": ""} for m, s in SUPPLIER_OF.items()
        ],
        "category_of": [{**line, "line_id": n, "why": ""} for n, line in enumerate(of_lines) if line["mapped"]],
        "category_of_payment": [
            {"payment_id": n, "category_no": category, "why": ""} for n, category in said.items() if n < len(paid)
        ],
    }


def slowly(given: dict[str, list[Row]]) -> dict[str, list[Row]]:
    thought = {line["line_id"]: line for line in given["category_of"]}
    said = {one["payment_id"]: one["category_no"] for one in given["category_of_payment"]}
    mention = {line["line_id"]: line["mention_id"] for line in given["lines"]}
    mapped = []
    for payment in given["payments"]:
        line = thought.get(payment["line_id"], {"category_no": None, "confidence": None, "decided": False})
        own = payment["payment_id"] in said
        category = said[payment["payment_id"]] if own else line["category_no"]
        sure = line["confidence"] or 0.0
        band = "high" if sure >= 0.9 else "low" if sure < 0.6 else "middle"
        mapped.append(
            {
                **payment,
                "supplier_no": SUPPLIER_OF.get(mention[payment["line_id"]]),
                "category_no": category,
                "decided": own or line["decided"],
                "band": "high" if own else "none" if category is None else band,
                "day": payment["date"] or payment["month"],
            }
        )
    paired = summed([m for m in mapped if m["supplier_no"] is not None], "supplier_no", "organisation_id", dated=True)
    by_supplier = []
    for number in {row["supplier_no"] for row in paired}:
        [whole] = summed([m for m in mapped if m["supplier_no"] == number], "supplier_no", dated=True)
        by_supplier.append(
            {
                **whole,
                "organisations": sum(1 for row in paired if row["supplier_no"] == number),
                "spellings": len({m // 2 for m, supplier in SUPPLIER_OF.items() if supplier == number}),
            }
        )
    return {
        "cube": summed(mapped, *cube.BY, redacted=True),
        "cube_by_supplier": summed(mapped, *cube.BY_SUPPLIER, redacted=True),
        "cube_by_month": summed(mapped, *cube.BY_MONTH, redacted=True),
        "by_supplier_organisation": paired,
        "by_supplier": by_supplier,
        "by_category_organisation": summed(mapped, "category_no", "organisation_id", dated=True),
        "doubtful": doubtful(mapped),
        "first_payments": [
            *leading(mapped, "amount", lambda row: row["amount_pence"]),
            *leading(mapped, "date", lambda row: row["date"].toordinal() if row["date"] else 0),
        ],
    }


def doubtful(mapped: list[Row]) -> list[Row]:
    unsure = [m for m in mapped if m["supplier_no"] is not None and m["band"] != "high" and not m["decided"]]
    found = []
    for row in summed(unsure, *cube.BY_SUPPLIER):
        own = [m for m in unsure if all(m[name] == row[name] for name in cube.BY_SUPPLIER)]
        months = summed(own, "month", "band")
        stakes = [(abs(month["amount_pence"]), month["band"]) for month in months]
        low = sum(pence for pence, band in stakes if band != "middle")
        found.append({**row, "stake_pence": sum(pence for pence, _ in stakes), "low_pence": low})
    return found


def leading(mapped: list[Row], sort: str, worth: Callable[[Row], int]) -> list[Row]:
    places: dict[int | None, int] = defaultdict(int)
    found = []
    for row in sorted(mapped, key=lambda row: (-worth(row), row["payment_id"])):
        places[row["category_no"]] += 1
        if places[row["category_no"]] <= FIRST:
            kept = {name: row[name] for name in ("category_no", "payment_id", "amount_pence", "date")}
            found.append({**kept, "sort": sort, "place": places[row["category_no"]]})
    return found


def summed(rows: list[Row], *by: str, dated: bool = False, redacted: bool = False) -> list[Row]:
    groups: dict[tuple[Any, ...], list[Row]] = defaultdict(list)
    for row in rows:
        groups[tuple(row[name] for name in by)].append(row)
    found = []
    for key, group in groups.items():
        one = {**dict(zip(by, key, strict=True)), "payments": len(group)}
        one["amount_pence"] = sum(row["amount_pence"] for row in group)
        days = [row["day"] for row in group if row["day"]]
        if dated:
            one |= {"first_date": min(days, default=None), "last_date": max(days, default=None)}
        if redacted:
            one["redacted"] = sum(row["redacted"] for row in group)
            one["redacted_pence"] = sum(row["amount_pence"] for row in group if row["redacted"])
        found.append(one)
    return found


@pytest.mark.parametrize("engine", ENGINES)
@settings(max_examples=6)
@given(world=worlds)
def test_the_cube_equals_the_slow_one(engine: str, world: Any) -> None:
    given = tables(world)
    schema: dict[str, dict[str, pl.DataType]] = {**BUILT, **GIVEN}
    with ENGINES[engine]() as (connection, put):
        laid: dict[str, ir.Table] = {}

        def make(name: str, expression: ir.Table, *, lasting: bool = True) -> ir.Table:
            laid[name] = connection.create_table(name, expression)
            return laid[name]

        tables_given = {name: put(name, frame(rows, schema[name])) for name, rows in given.items()}
        cube.lay(lambda name: tables_given[name], make, first=FIRST)
        for name, rows in slowly(given).items():
            assert set_of(rows_of(connection, laid[name])) == set_of(rows), name


@pytest.mark.parametrize("which", compiled.COMPILED)
def test_the_sql_that_is_kept_is_what_the_expressions_give(which: str) -> None:
    assert compiled.path(which).read_text(encoding="utf-8") == compiled.compiled(which)
