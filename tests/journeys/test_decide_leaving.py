"""A partner leaves: a board sees who pays what between four councils, who gains and loses when one goes, what is
stranded and who bears it, and keeps a record of what it saw."""

import re
from collections.abc import Callable

import pytest

from .conftest import Visit

pytestmark = pytest.mark.once

USERS = {"Ashby": 500, "Birch": 300, "Cole": 100, "Dene": 100}


def test_a_partner_leaves_and_the_board_sees_who_bears_what(councils: str, visit: Callable[..., Visit]) -> None:
    here = visit(councils)
    here.go("/decide/start/")
    here.page.get_by_label("What is to be decided").fill("Dene has given notice")
    here.page.get_by_label("Go on sharing a service, or not").check()
    here.press("Start it")
    decision = here.page.url.removeprefix(here.address.rstrip("/"))
    _shares(here, decision)
    here.sees("£1,000.00 is shared between 4 members.")
    assert _row(here, "shares", "Dene") == ["£100.00", "10.0%", "£100.00"]
    _picture(here, "who-pays-what")
    here.go(f"{decision}document/what_if/")
    here.press("Begin from who pays what")
    here.sees("Nothing follows from it yet")
    here.follow("Add a what-if")
    here.page.get_by_label("Name").fill("Dene leaves")
    _day(here, "First day of the new arrangement", "27", "12", "2026")
    here.page.get_by_label("Dene", exact=True).first.check()
    here.page.get_by_label("What a whole period would cost then").fill("940")
    here.press("Save")
    here.sees("Dene leaves on 27 December 2026: 90 of the 360 days of the period that begins on 1 April 2026")
    here.sees("Pay more than before: Ashby (£5.56), Birch (£3.33) and Cole (£1.11).")
    here.sees("Pays less than before: Dene (£25.00).")
    here.sees("Stranded costs: £10.00 of what Dene paid is not saved")
    here.sees("Nothing says who bears what is stranded")
    _change(here, "Dene leaves")
    here.page.get_by_label("Part of what is stranded").fill("1")
    here.press("Save")
    here.sees("£10.00 of it is paid by those who left, and £0.00 by the others")
    here.follow("Add a cost of the change of Dene leaves")
    here.page.get_by_label("Name").fill("Exit charge")
    here.page.get_by_label("What it comes to").fill("7")
    here.page.get_by_label("Who bears it").select_option("leavers")
    here.press("Save")
    # Nine months of £100 a year, the £10 that it leaves behind, and the exit charge.
    assert _row(here, "w1-made-of", "Dene (leaves)") == ["£75.00", "£10.00", "£7.00", "£92.00"]
    assert _row(here, "w1-pays", "Ashby")[2] == "the same"
    _picture(here, "a-partner-leaves")
    here.go(decision)
    here.press("Keep what is known now")
    here.follow("Record 1")
    here.sees("The same figures")


def _shares(here: Visit, decision: str) -> None:
    """Who pays what, typed: the cost and its days, who shares, and what each has."""
    here.go(f"{decision}document/sharing/")
    here.follow("Change the cost")
    here.page.get_by_label("What is shared").fill("1,000")
    _day(here, "First day that it is for", "1", "4", "2026")
    _day(here, "Last day that it is for", "26", "3", "2027")
    here.press("Save")
    for name in USERS:
        here.follow("Add a member")
        here.page.get_by_label("Name").fill(name)
        here.press("Save")
    here.follow("Add a driver")
    here.page.get_by_label("Name").fill("active users")
    for name, count in USERS.items():
        here.page.get_by_label(name, exact=True).fill(str(count))
    here.press("Save")


def _change(here: Visit, name: str) -> None:
    here.open(here.page.get_by_role("link", name=re.compile(f"Change.*{name}")).first)


def _day(here: Visit, legend: str, day: str, month: str, year: str) -> None:
    group = here.page.get_by_role("group", name=legend)
    for part, text in (("Day", day), ("Month", month), ("Year", year)):
        group.get_by_label(part).fill(text)


def _picture(here: Visit, name: str) -> None:
    here.page.evaluate("document.querySelector('h1').scrollIntoView()")
    here.keep_picture(name)


def _row(here: Visit, key: str, name: str) -> list[str]:
    """The cells of a row of the table with that caption."""
    row = here.page.locator(f"table:has(#{key}) tbody tr").filter(has=here.page.get_by_role("rowheader", name=name))
    return row.locator("td").all_inner_texts()
