"""What is thought of one payment."""

from pathlib import Path

import pytest

from tallystick.lake.build import assemble
from tallystick.lake.store.connection import reader
from tallystick.lake.store.home import Home
from tallystick.lake.store.lookups_thought import thought
from tests.lake.made import entry, payment
from tests.lake.mapped import frames, write_maps

NOW = "2026-11-22T09:00:00+00:00"


@pytest.fixture
def home(tmp_path: Path) -> Home:
    home = Home(tmp_path / "home")
    paid = [
        payment(supplier="Ash Ltd", account="Licences", description="Word processor"),
        payment(supplier="Bryn", account="Licences", description="Spreadsheet"),
        payment(supplier=None, account=None, description="Nothing is known"),
    ]
    assemble(home, [entry(home, paid, sha256="a")], [], made_at=NOW)
    return home


def test_nothing_is_thought_before_there_are_maps(home: Home) -> None:
    assert thought(home, 0) is None


def test_each_payment_has_what_its_maps_say(home: Home) -> None:
    write_maps(home)
    given = frames(home)
    categories = {row["category_no"]: row for row in given["categories"].iter_rows(named=True)}
    lines = {row["line_id"]: row for row in given["category_of"].iter_rows(named=True)}
    said = {row["payment_id"]: row for row in given["category_of_payment"].iter_rows(named=True)}
    for payment_id, line_id in reader(home).rows("SELECT payment_id, line_id FROM payments"):
        found = thought(home, payment_id)
        assert found is not None
        own, line = said.get(payment_id), lines[line_id]
        number = own["category_no"] if own else line["category_no"]
        assert found.category == (categories[number]["category"] if number is not None else None)
        assert found.why == (own or line)["why"]
        assert found.confidence == (1.0 if own else line["confidence"])
        assert found.decided == (own is not None or line["decided"])
        assert found.organisation_code == "GB-LAE-AAA"


def test_who_was_paid_is_told_with_why(home: Home) -> None:
    write_maps(home)
    first, last = thought(home, 0), thought(home, 2)
    assert first is not None
    assert last is not None
    assert (first.supplier_id, first.supplier, first.supplier_why) == ("SASH", "Ash Ltd", "The names begin alike.")
    assert first.account == "Licences"
    assert (last.supplier_id, last.supplier, last.account) == (None, None, None)


def test_no_payment_is_no_thought(home: Home) -> None:
    write_maps(home)
    assert thought(home, 99) is None
