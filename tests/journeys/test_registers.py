"""A contract manager hands in the council's spreadsheet as it is, imports it, and answers what it left open."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.contracts.imported import CLEAN, HEADINGS, PHONES, register

from .conftest import Visit

pytestmark = pytest.mark.once

Begin = Callable[..., Visit]
AGREED = ("Tarnwick Software Ltd", "", "01/06/2024", "to be agreed with them", "n/k", "No", "")
ROWS = (
    PHONES,
    ("ICT-2", "Wi-Fi in libraries", *AGREED),
    ("ICT-3", "Wi-Fi in schools", *AGREED),
    ("Q-1", "", "", "", "01/01/2024", "", "£5", "", "LL1"),
    *((f"FM-{n}", f"Cleaning of hall {n}", *CLEAN[2:]) for n in range(6)),
)


def hand_in(here: Visit, path: Path) -> None:
    here.go("/contracts/")
    here.follow("Hand in a register")
    here.page.get_by_label("File").set_input_files(path)
    here.page.get_by_label(re.compile("Whose register is it")).fill("Leeds City Council")
    here.press("Hand it in and look it over")


def test_a_register_is_imported_and_its_questions_are_answered(site: str, visit: Begin, tmp_path: Path) -> None:
    here = visit(site)
    here.go("/registers/add/")
    here.press("Hand it in and look it over")
    assert "There is a problem" in here.page.locator(".govuk-error-summary").inner_text()
    hand_in(here, register(tmp_path, *ROWS))
    here.sees("What importing it would do")
    here.keep_picture("register")
    here.follow("Columns")
    here.page.get_by_label("What the column Ledger code is").select_option("department")
    here.press("Save and read it again")
    here.follow("New (")
    here.sees("Wi-Fi in schools")
    here.follow("Kept out (")
    here.sees("nothing says what contract it is")
    here.follow("Summary")
    here.press("Import")
    here.sees("9 contracts added")
    here.follow("Its open questions")
    here.page.get_by_label("Question", exact=True).select_option("date_not_understood")
    here.press("Show")
    here.follow("A date that could not be read")
    here.sees("to be agreed")
    here.keep_picture("question")
    here.press("Save and go on")
    here.sees("Choose an answer")
    here.page.get_by_label("What I type below").check()
    for part, value in (("Day", "31"), ("Month", "5"), ("Year", "2027")):
        here.page.get_by_label(part, exact=True).fill(value)
    here.page.get_by_label(re.compile("And for 1 other contract")).check()
    here.page.get_by_label("Why (optional)").fill("The service's lead says so")
    here.press("Save and go on")
    here.sees("2 questions answered")
    here.go("/contracts/?text=schools")
    here.sees("31 May 2027")


def test_a_newer_register_is_compared_before_it_changes_anything(site: str, visit: Begin, tmp_path: Path) -> None:
    here = visit(site)
    hand_in(here, register(tmp_path, *ROWS))
    here.press("Import")
    here.go("/contracts/?text=telephones")
    here.follow("Desk telephones")
    here.open(here.page.locator("main a[href*='/edit/']").first)
    here.page.get_by_label("Title", exact=True).fill("Telephones on desks")
    here.press("Save")
    later = (*PHONES[:5], "31/03/2029", *PHONES[6:])
    hand_in(here, register(tmp_path, later, *ROWS[1:-1], name="later.csv", headings=HEADINGS))
    here.follow("Not in it (1)")
    here.sees("Cleaning of hall 5")
    here.follow("Changes (1)")
    here.sees("31 March 2029")
    here.sees("changed it here: it stays")
    here.page.get_by_label(re.compile("Take the register’s")).check()
    here.press("Import")
    here.sees("1 contract changed")
    here.go("/contracts/?text=telephones")
    here.sees("Desk telephones")
    here.sees("31 March 2029")


def test_a_row_that_was_kept_out_is_made_a_contract(site: str, visit: Begin, tmp_path: Path) -> None:
    here = visit(site)
    hand_in(here, register(tmp_path, *ROWS))
    here.press("Import")
    here.follow("Rows kept out")
    here.open(here.page.locator("tbody th a").first)
    here.sees("As it stands in the register")
    here.page.get_by_label("Title", exact=True).fill("Parking machines")
    here.press("Make a contract of it")
    here.sees("Parking machines")
