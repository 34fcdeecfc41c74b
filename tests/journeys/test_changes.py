"""May we just add this? The law is said, a change proposed, checked, approved and made; its notices are duties."""

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from tallystick.lake.store.home import Home
from tests.contracts import governed

from .conftest import Visit, served

pytestmark = pytest.mark.once

Begin = Callable[[str], Visit]
TODAY = datetime.now(ZoneInfo("Europe/London")).date()
ANSWERS = {
    "more supplies, on top of what was bought": "Yes",
    "different from or not work with": "Yes",
    "mean significant inconvenience": "Yes",
    "paying for much of it twice": "Yes",
    "Does another supplier take the contract over": "No",
    "made together with another change": "No",
}


@pytest.fixture
def register(home: Home, record: Callable[..., Any]) -> Iterator[tuple[str, int]]:
    """The address of a site with a contract of £4 million, and the contract's number."""

    def made() -> int:
        from tallystick.councils.models import Organisation

        Organisation.objects.update(nation="england")
        of = governed.contract(
            start=date(2025, 9, 1), end=date(2030, 8, 31), latest_end=date(2030, 8, 31), value_pence=400_000_000,
            value_period="whole_life", vat="exclusive",
        )  # fmt: skip
        return int(of.pk)

    number = record(made)
    for address in served(home):
        yield address, number


def fill_day(here: Visit, name: str, on: date) -> None:
    for part, number in (("day", on.day), ("month", on.month), ("year", on.year)):
        here.page.locator(f"[name={name}-{part}]").fill(str(number))


def say_the_law(here: Visit) -> None:
    here.follow("Say what the law turns on")
    here.page.get_by_role("group", name="Every change that was ever made").get_by_label("Yes").check()
    here.page.get_by_label("What was bought").select_option("Services")
    here.page.get_by_label("Longest term on award").fill("60")
    fill_day(here, "procurement_commenced", date(2025, 6, 1))
    here.page.get_by_label("Evidence").fill("2025/S 000-012345")
    here.keep_picture("contract-law")
    here.press("Save")
    here.sees("Procurement Act 2023 (The day on which the procurement began: 2025/S 000-012345)")


def test_a_change_is_checked_approved_and_made_and_its_notices_are_duties(
    register: tuple[str, int], visit: Begin
) -> None:
    address, number = register
    here = visit(address)
    here.go(f"/contracts/{number}/changes/")
    here.sees("which procurement law governs it")
    say_the_law(here)
    here.sees("£2,000,000.00")
    here.follow("Propose a change")
    here.page.get_by_label("Change", exact=True).fill("A portal for landlords")
    here.page.get_by_label("Effect on the value").fill("1600000")
    here.page.get_by_label("Effect on the term").fill("0")
    fill_day(here, "takes_effect", TODAY)
    here.press("Save")
    for question, answer in ANSWERS.items():
        here.page.get_by_role("group", name=question).get_by_label(answer, exact=True).check()
    here.press("Check it against the law")
    here.sees("PA 2023 Sch 8 para 8")
    here.sees("Contract change notice (UK10)")
    here.page.get_by_text("PA 2023 Sch 8 para 8").first.click()
    here.sees("Used with this change")
    here.keep_picture("change", whole=True)
    here.follow("Approve it")
    here.press("Approve this change")
    here.sees("The change is approved.")
    here.follow("Record that it was made")
    here.press("Record that this change was made")
    here.sees("Nobody has recorded that as done")
    here.page.get_by_label("Why").fill("It began before anybody asked")
    here.press("Record that this change was made")
    here.sees("The change is recorded as made.")
    here.sees("Publish the contract as modified, or the modification")
    here.go(f"/contracts/{number}/")
    here.sees("£5,600,000.00")
    here.go("/duties/")
    here.sees("Publish the contract change notice (UK10)")
    last = TODAY + timedelta(days=89)
    here.sees(f"{last.day} {last:%B %Y}")
    here.go("/contracts/")
    here.follow("What may still be changed")
    here.sees("£2,800,000.00")
    here.keep_picture("headroom", whole=True)


def test_a_change_that_is_not_wanted_is_rejected_with_a_reason(register: tuple[str, int], visit: Begin) -> None:
    address, number = register
    here = visit(address)
    here.go(f"/contracts/{number}/change/add/")
    here.page.get_by_label("Change", exact=True).fill("A second desk")
    here.press("Save")
    here.press("Check it against the law")
    here.sees("It depends")
    here.follow("Reject it")
    here.press("Reject this change")
    here.sees("There is a problem")
    here.page.get_by_label("Why").fill("The first desk answers in time")
    here.press("Reject this change")
    here.sees("The change is rejected.")
    here.go(f"/contracts/{number}/changes/")
    here.sees("Rejected")
