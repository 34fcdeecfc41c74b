"""How sure categories are, and payments filtered by it, against the same in plain Python."""

from collections import Counter, defaultdict
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from tallystick.lake.build import assemble
from tallystick.lake.store import lookups, lookups_categories, lookups_cube, lookups_cube_lists, lookups_kinds
from tallystick.lake.store.chosen import Chosen
from tallystick.lake.store.connection import reader
from tallystick.lake.store.filters import Filters
from tallystick.lake.store.home import Home
from tallystick.lake.store.payments_mapped import SURE
from tests.lake.made import Payment, entry, some_payments
from tests.lake.mapped import frames, write_maps

NOW = "2026-11-22T09:00:00+00:00"
CODES = ("GB-LAE-AAA", "GB-A")


def thought(home: Home) -> list[dict[str, Any]]:
    """Of each payment: pence, category, whether it is ICT, how sure, supplier, publisher."""
    made = frames(home)
    categories = {row["category_no"]: row for row in made["categories"].iter_rows(named=True)}
    lines = {row["line_id"]: row for row in made["category_of"].iter_rows(named=True)}
    said = dict(made["category_of_payment"].select("payment_id", "category_no").iter_rows())
    supplier_of = dict(made["supplier_of"].select("mention_id", "supplier_no").iter_rows())
    ids = dict(made["suppliers"].select("supplier_no", "supplier_id").iter_rows())
    rows = reader(home).rows(
        "SELECT payment_id, organisation_code, mention_id, line_id, amount_pence FROM payments"
        " LEFT JOIN organisations USING (organisation_id)"
    )
    found = []
    for payment_id, who, mention, line, pence in rows:
        own, thinks = payment_id in said, lines[line]
        number = said[payment_id] if own else thinks["category_no"]
        category = categories.get(number)
        found.append(
            {
                "pence": pence,
                "who": who,
                "supplier": ids.get(supplier_of.get(mention)),
                "category": category["category"] if category else None,
                "ict": category["is_ict"] if category else None,
                "band": "said" if own or thinks["decided"] else _band(number, thinks["confidence"]),
            }
        )
    return found


def _band(number: int | None, confidence: float) -> str:
    if number is None:
        return "none"
    return "high" if confidence >= 0.9 else "middle" if confidence >= 0.6 else "low"


@settings(max_examples=6, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(payments=some_payments())
def test_bands_filters_and_suppliers_are_what_plain_python_finds(
    tmp_path_factory: pytest.TempPathFactory, payments: list[Payment]
) -> None:
    home = Home(tmp_path_factory.mktemp("bands"))
    assemble(home, [entry(home, payments, sha256="a")], [], made_at=NOW)
    write_maps(home)
    expected = thought(home)
    bands: dict[tuple[Any, str], list[int]] = defaultdict(list)
    for one in expected:
        bands[one["category"], one["band"]].append(one["pence"])
    assert {(r.category, r.band): (r.payments, r.amount_pence) for r in lookups_categories.by_band(home)} == {
        key: (len(pence), sum(pence)) for key, pence in bands.items()
    }
    paid: Counter[str] = Counter()
    for one in expected:
        if one["supplier"] and one["supplier"] != "SRED":
            paid[one["supplier"]] += one["pence"]
    assert {r.supplier_id: r.amount_pence for r in lookups_categories.suppliers_paid(home).rows} == dict(paid)
    kinds = {row.kind: row.amount_pence for row in lookups_kinds.by_kind(home)}
    assert kinds.get("supplier", 0) == sum(paid.values())
    assert sum(kinds.values()) == sum(one["pence"] for one in expected)
    for filters, meets in (
        *((Filters(sure=name), lambda one, bands=bands: one["band"] in bands) for name, bands in SURE.items()),
        (Filters(ict=True), lambda one: one["ict"] is True),
        (Filters(ict=False), lambda one: one["ict"] is False),
        (Filters(category="software"), lambda one: (one["category"] or "").startswith("software")),
        (Filters(category=lookups.NOT_KNOWN), lambda one: one["category"] is None),
        (Filters(organisations=CODES), lambda one: one["who"] in CODES),
        (Filters(organisations=CODES[1:]), lambda one: one["who"] in CODES[1:]),
    ):
        wanted = [one["pence"] for one in expected if meets(one)]
        found = lookups.payments(home, filters, page_size=1000)
        assert (found.count, found.amount_pence, len(found.rows)) == (len(wanted), sum(wanted), len(wanted)), filters
    assert list(lookups_cube_lists.ranked(home, page_size=1000).rows) == lookups_cube.top_suppliers(home, most=1000)
    now, then = Chosen(organisations=CODES[:1]), Chosen(organisations=CODES[1:])
    assert list(lookups_cube_lists.shared(home, now).rows) == lookups_cube.shared(home, now)
    assert list(lookups_cube_lists.new_and_gone(home, now, then).rows) == lookups_cube.new_and_gone(home, now, then)
