"""`tallystick money`, and what `tallystick categories` decides, each command in a process of its own."""

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

from tallystick.lake.store.home import Home
from tests.journeys.conftest import command

LEEDS = """Body,Supplier,Date,Amount,Purpose,Account
Leeds City Council,Oakhollow Networks Ltd,03/04/2023,1000.00,Broadband lines,ICT telephones
Leeds City Council,Brindlemoor Highways Ltd,17/04/2023,9000.00,Resurfacing of roads,Highways
Leeds City Council,Brindlemoor Highways Ltd,17/04/2024,8000.00,Resurfacing of roads,Highways
Leeds City Council,Zelvery Catering,19/06/2024,80.00,Buffet,Catering
"""


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Home:
    folder = tmp_path_factory.mktemp("money")
    (folder / "leeds.csv").write_text(LEEDS, encoding="utf-8")
    home = Home(folder / "home")
    command(home, "load", str(folder / "leeds.csv"))
    return home


def lines(said: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in said.splitlines()]


def test_measures_are_given_as_json_and_as_csv(loaded: Home) -> None:
    [totals] = lines(command(loaded, "money", "totals", "--organisation", "Leeds", "--format", "json"))
    assert totals["amount_pence"] == 1_808_000
    rows = list(csv.DictReader(io.StringIO(command(loaded, "money", "years", "--not-ict", "--format", "csv"))))
    assert [row["year"] for row in rows] == ["2023", "2024"]
    [tail] = lines(command(loaded, "money", "tail", "--percent", "50", "--rate", "25", "--format", "json"))
    assert tail["cost_pence"] == 2500 * int(str(tail["payments"]))
    then = ("--from", "2024-04", "--to", "2025-03", "--then-from", "2023-04", "--then-to", "2024-03")
    changes = lines(command(loaded, "money", "changes", *then, "--format", "json"))
    assert {row["what"] for row in changes} == {"new", "gone", "both"}


def test_a_category_is_corrected_and_taken_back(loaded: Home, tmp_path: Path) -> None:
    [road] = [row for row in lines(command(loaded, "money", "largest", "--format", "json")) if row["place"] == 1]
    before = lines(command(loaded, "money", "totals", "--format", "json"))[0]
    about = ("--supplier", str(road["supplier_id"]))
    command(loaded, "categories", "correct", "devices", *about, "--dry-run")
    assert command(loaded, "categories", "corrections", "--json") == ""
    command(loaded, "categories", "correct", "devices", *about, "--why", "They are tablets")
    after = lines(command(loaded, "money", "totals", "--format", "json"))[0]
    assert int(str(after["ict_pence"])) == int(str(before["ict_pence"])) + 1_700_000
    [made] = lines(command(loaded, "categories", "corrections", "--json"))
    assert (made["category"], made["why"]) == ("devices", "They are tablets")
    command(loaded, "categories", "undo", str(made["kind"]), str(made["id"]))
    assert lines(command(loaded, "money", "totals", "--format", "json")) == [before]


def test_what_is_no_postcode_area_is_refused(loaded: Home) -> None:
    asked = ["--home", str(loaded.root), "money", "local", "--areas", "Leeds"]
    said = subprocess.run([sys.executable, "-m", "tallystick", *asked], capture_output=True, text=True, check=False)
    assert said.returncode == 1
    assert "“LEEDS” is no postcode area" in said.stderr
