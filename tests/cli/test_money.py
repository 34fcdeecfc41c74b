"""`tallystick money`, and what `tallystick categories` decides."""

import csv
import io

import pytest

from tallystick.lake.store.home import Home
from tests.commands import Tallystick, process

LEEDS = """Body,Supplier,Date,Amount,Purpose,Account
Leeds City Council,Oakhollow Networks Ltd,03/04/2023,1000.00,Broadband lines,ICT telephones
Leeds City Council,Brindlemoor Highways Ltd,17/04/2023,9000.00,Resurfacing of roads,Highways
Leeds City Council,Brindlemoor Highways Ltd,17/04/2024,8000.00,Resurfacing of roads,Highways
Leeds City Council,Zelvery Catering,19/06/2024,80.00,Buffet,Catering
"""


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory, tallystick: Tallystick) -> Home:
    folder = tmp_path_factory.mktemp("money")
    (folder / "leeds.csv").write_text(LEEDS, encoding="utf-8")
    home = Home(folder / "home")
    tallystick(home, "load", str(folder / "leeds.csv"))
    return home


def test_measures_are_given_as_json_and_as_csv(loaded: Home, tallystick: Tallystick) -> None:
    [totals] = tallystick(loaded, "money", "totals", "--organisation", "Leeds", "--format", "json").lines
    assert totals["amount_pence"] == 1_808_000
    rows = list(csv.DictReader(io.StringIO(tallystick(loaded, "money", "years", "--not-ict", "--format", "csv").out)))
    assert [row["year"] for row in rows] == ["2023", "2024"]
    [tail] = tallystick(loaded, "money", "tail", "--percent", "50", "--rate", "25", "--format", "json").lines
    assert tail["cost_pence"] == 2500 * int(str(tail["payments"]))
    then = ("--from", "2024-04", "--to", "2025-03", "--then-from", "2023-04", "--then-to", "2024-03")
    changes = tallystick(loaded, "money", "changes", *then, "--format", "json").lines
    assert {row["what"] for row in changes} == {"new", "gone", "both"}


def test_a_category_is_corrected_and_taken_back(loaded: Home, tallystick: Tallystick) -> None:
    [road] = [row for row in tallystick(loaded, "money", "largest", "--format", "json").lines if row["place"] == 1]
    before = tallystick(loaded, "money", "totals", "--format", "json").lines[0]
    about = ("--supplier", str(road["supplier_id"]))
    tallystick(loaded, "categories", "correct", "devices", *about, "--dry-run")
    assert tallystick(loaded, "categories", "corrections", "--json").out == ""
    tallystick(loaded, "categories", "correct", "devices", *about, "--why", "They are tablets")
    after = tallystick(loaded, "money", "totals", "--format", "json").lines[0]
    assert int(str(after["ict_pence"])) == int(str(before["ict_pence"])) + 1_700_000
    [made] = tallystick(loaded, "categories", "corrections", "--json").lines
    assert (made["category"], made["why"]) == ("devices", "They are tablets")
    tallystick(loaded, "categories", "undo", str(made["kind"]), str(made["id"]))
    assert tallystick(loaded, "money", "totals", "--format", "json").lines == [before]


def test_what_is_no_postcode_area_is_refused(loaded: Home) -> None:
    said = process(loaded, "money", "local", "--areas", "Leeds", status=1)
    assert "“LEEDS” is no postcode area" in said.err
