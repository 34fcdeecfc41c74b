"""What is in doubt about what was bought, against the same in plain Python."""

from collections import defaultdict
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings

from tallystick.lake.build import assemble
from tallystick.lake.store import lookups_doubts, lookups_evidence
from tallystick.lake.store.connection import NothingLoaded, reader
from tallystick.lake.store.home import Home
from tests.lake.made import Payment, entry, payment, some_payments
from tests.lake.mapped import frames, write_maps

NOW = "2026-11-22T09:00:00+00:00"
BANDS = ((0.9, "high"), (0.6, "middle"), (0.0, "low"))


def slow(home: Home) -> list[dict[str, Any]]:
    """Every group in doubt, most at stake first: supplier, category, payments, pence, stake, low, organisations."""
    given = frames(home)
    suppliers = {row["supplier_no"]: row for row in given["suppliers"].iter_rows(named=True)}
    supplier_of = dict(given["supplier_of"].select("mention_id", "supplier_no").iter_rows())
    categories = {row["category_no"]: row for row in given["categories"].iter_rows(named=True)}
    thought = {row["line_id"]: row for row in given["category_of"].iter_rows(named=True)}
    said = dict(given["category_of_payment"].select("payment_id", "category_no").iter_rows())
    cells: dict[tuple[Any, ...], list[int]] = defaultdict(lambda: [0, 0])
    paid = reader(home).rows(
        "SELECT payment_id, p.organisation_id, month, p.mention_id, line_id, p.amount_pence FROM payments p"
    )
    for payment_id, organisation, month, mention, line, pence in paid:
        supplier = suppliers.get(supplier_of.get(mention))
        if supplier is None or supplier["kind"] != "supplier" or payment_id in said or thought[line]["decided"]:
            continue
        number = thought[line]["category_no"]
        band = "none" if number is None else next(b for least, b in BANDS if thought[line]["confidence"] >= least)
        if band != "high":
            cell = cells[supplier["supplier_id"], number, organisation, month, band]
            cell[0] += 1
            cell[1] += pence
    groups: dict[tuple[str, int | None], dict[str, Any]] = {}
    for (supplier_id, number, organisation, _, band), (payments, pence) in cells.items():
        start = {"payments": 0, "pence": 0, "stake": 0, "low": 0, "who": set()}
        group = groups.setdefault((supplier_id, number), start)
        group["payments"] += payments
        group["pence"] += pence
        group["stake"] += abs(pence)
        group["low"] += abs(pence) if band != "middle" else 0
        group["who"].add(organisation)
    return [
        {"supplier": supplier, "category": categories[number]["category"] if number is not None else None, **group}
        for (supplier, number), group in groups.items()
    ]


@settings(max_examples=6, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(payments=some_payments())
def test_doubts_are_what_plain_python_finds(tmp_path_factory: pytest.TempPathFactory, payments: list[Payment]) -> None:
    home = Home(tmp_path_factory.mktemp("doubts"))
    assemble(home, [entry(home, payments, sha256="a")], [], made_at=NOW)
    write_maps(home)
    expected = slow(home)
    found = lookups_doubts.doubts(home, page_size=1000)
    assert found.stake_pence == sum(group["stake"] for group in expected)
    assert found.page.count == len(expected)
    assert sorted(
        (r.supplier_id, r.category or "", r.payments, r.amount_pence, r.stake_pence, r.low_pence, r.organisations)
        for r in found.page.rows
    ) == sorted(
        (g["supplier"], g["category"] or "", g["payments"], g["pence"], g["stake"], g["low"], len(g["who"]))
        for g in expected
    )
    stakes = [row.stake_pence for row in found.page.rows]
    assert stakes == sorted(stakes, reverse=True)
    for row in found.page.rows:
        category = row.category or lookups_doubts.NOT_KNOWN
        wordings = lookups_doubts.wordings_of(home, row.supplier_id, category, most=1000)
        assert sum(one.payments for one in wordings) >= row.payments


@pytest.fixture
def home(tmp_path: Path) -> Home:
    home = Home(tmp_path / "home")
    paid = [
        {"supplier": "Ash Ltd", "amount_pence": 5_000, "description": "Salt"},
        {"supplier": "Ash Ltd", "amount_pence": 700, "description": "Sand"},
        {"supplier": "Ash Ltd", "amount_pence": 90, "description": "Grit"},
        {"supplier": "Bryn", "amount_pence": 4_000, "description": "Cement"},
        {"supplier": "Bryn", "amount_pence": 300, "description": "Gravel"},
        {"supplier": "REDACTED", "amount_pence": 99_000, "description": "Care"},
    ]
    assemble(home, [entry(home, [payment(**one) for one in paid], sha256="a")], [], made_at=NOW)
    return home


def test_there_is_nothing_before_there_are_maps(home: Home, tmp_path: Path) -> None:
    assert lookups_doubts.doubts(home).page.rows == ()
    assert lookups_doubts.wordings_of(home, "SASH", "software") == []
    with pytest.raises(NothingLoaded):
        lookups_doubts.doubts(Home(tmp_path / "empty"))


def test_what_somebody_decided_is_in_doubt_no_more(home: Home) -> None:
    write_maps(home)
    assert lookups_doubts.doubts(home).page.count > 0
    assert {row.supplier for row in lookups_doubts.doubts(home).page.rows} <= {"Ash Ltd", "Bryn"}
    write_maps(home, category_of=frames(home)["category_of"].with_columns(decided=pl.lit(True)))
    assert lookups_doubts.doubts(home).page.count == 0


def test_filters_leave_what_they_say(home: Home) -> None:
    write_maps(home)
    every = lookups_doubts.doubts(home).page.rows
    for ict in (True, False):
        found = lookups_doubts.doubts(home, ict=ict).page.rows
        assert set(found) == {row for row in every if row.is_ict is ict}
    assert set(lookups_doubts.doubts(home, category="software").page.rows) == {
        row for row in every if (row.category or "").startswith("software")
    }
    assert set(lookups_doubts.doubts(home, search="ASH").page.rows) == {
        row for row in every if row.supplier == "Ash Ltd"
    }
    assert lookups_doubts.doubts(home, organisation="GB-LAE-AAA").page.count == len(every)
    assert lookups_doubts.doubts(home, organisation="GB-NOBODY").page.count == 0
    assert lookups_evidence.reach_of_supplier(home, "SASH").payments == 3
