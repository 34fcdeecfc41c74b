"""A partnership from its members to a decision of it in which its board is named; and as it is on another day."""

from collections.abc import Callable

import pytest
from django.utils import timezone

from .conftest import Visit

pytestmark = pytest.mark.once
NEXT_YEAR = timezone.localdate().year + 1


def test_a_partnership_is_written_and_its_board_decides(councils: str, visit: Callable[..., Visit]) -> None:
    here = visit(councils)
    here.go("/decide/")
    here.follow("Partnerships", within=here.page.get_by_role("navigation", name="Decide"))
    here.follow("Start a partnership")
    here.press("Start it")
    here.sees("There is a problem")
    here.page.get_by_label("Name of the partnership").fill("Shared ICT of three")
    here.page.get_by_label("What it is for").fill("One service desk")
    here.press("Start it")
    here.follow("Write who is in it")
    _add(here, "Add a member", {"Name": "Ashby", "Kind of organisation": "District council"}, begins=("joined", 2011))
    _add(here, "Add a member", {"Name": "Fire authority", "Kind of organisation": "Fire and rescue authority"},
         begins=("joined", 2011), ends=("left", NEXT_YEAR))  # fmt: skip
    _add(here, "Say who leads", {"Who leads": "Ashby"}, begins=("from", 2011))
    what = {"What is delegated": "ICT", "By whom": "Fire authority", "To whom": "Ashby", "Terms": "Reported on"}
    _add(here, "Add a delegation", what, begins=("begins", 2022))
    here.sees("ICT: which power it rests on is not known.")
    _add(here, "Add a shared service", {"Name": "Service desk", "Provided by": "Ashby"})
    _add(here, "Add a post", {"Post": "Desk manager", "Employed by": "Ashby", "Share of a full-time post": "0.5"})
    _add(here, "Add a board", {"Name": "Joint board", "Quorum": "0"}, wrong="whole number")
    _add(here, "", {"Quorum": "2"})
    _add(here, "Add a seat", {"Who holds it": "Ann", "Role": "Chair", "Speaks for": "Ashby"})
    _add(here, "Add a seat", {"Who holds it": "Ben", "Speaks for": "Fire authority"}, ends=("to", NEXT_YEAR))
    _add(here, "Add a seat", {"Who holds it": "Cat", "Role": "Officer"})
    _add(here, "Add a matter", {"What is decided": "What each pays", "Decided by": "Joint board"})
    here.follow("Shared ICT of three")
    here.sees("Its quorum is 2: it can decide.")
    here.page.locator("#attention").evaluate("one => one.scrollIntoView()")
    here.keep_picture("partnership")
    here.page.evaluate("scrollTo(0, 0)")
    here.page.locator("#on").fill(f"{NEXT_YEAR + 1}-06-01")
    here.press("Show")
    here.sees("Its quorum is 2: it cannot decide.")
    here.follow("Start a decision of this partnership")
    here.page.get_by_label("What is to be decided").fill("Go on sharing?")
    here.press("Start it")
    here.follow("Name the board")
    here.press("Name Joint board")
    here.sees("Named: Ann, Ben, Cat.")
    here.follow("Shared ICT of three")
    here.sees("Go on sharing?")


def _add(
    here: Visit, link: str, said: dict[str, str], *, begins: tuple[str, int] | None = None,
    ends: tuple[str, int] | None = None, wrong: str = "",
) -> None:  # fmt: skip
    """Follows a link to the form of a new row and fills it in. begins, ends: the field, and the year."""
    if link:
        here.follow(link)
    for label, text in said.items():
        box = here.page.get_by_label(label, exact=True)
        if box.evaluate("one => one.tagName") == "SELECT":
            box.select_option(label=text)
        else:
            box.fill(text)
    for field, day, month in ((begins, "1", "1"), (ends, "31", "12")):
        if field:
            for part, value in (("day", day), ("month", month), ("year", str(field[1]))):
                here.page.locator(f"[name={field[0]}-{part}]").fill(value)
    here.press("Save")
    here.sees(wrong or "Saved. Earlier editions are kept.")
