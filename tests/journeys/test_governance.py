"""What a contract manager does in a year: segment a contract, record figures, hold a review, keep risks, do duties."""

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import expect

from tallystick.lake.store.home import Home
from tests.contracts import governed

from .conftest import Visit, served

pytestmark = pytest.mark.once

Begin = Callable[[str], Visit]
TODAY = datetime.now(ZoneInfo("Europe/London")).date()
GIVEN = {
    "If the service failed": "High",
    "Does the contract directly let": "Yes",
    "how badly would the council look": "High",
    "Does the supplier hold": "Yes",
    "how quickly could": "Only with considerable effort",
    "How specialist": "A complex service",
    "strategic objectives": "It is essential",
}


@pytest.fixture
def register(home: Home, record: Callable[..., Any]) -> Iterator[tuple[str, int]]:
    """The address of a site with one contract, and the contract's number."""

    def made() -> int:
        start = TODAY.replace(day=1) - timedelta(days=120)
        contract = governed.contract(start=start, end=TODAY + timedelta(days=700))
        governed.measure(contract, begins=start.replace(day=1))
        return int(contract.pk)

    number = record(made)
    for address in served(home):
        yield address, number


def fill_day(here: Visit, name: str, on: date) -> None:
    for part, number in (("day", on.day), ("month", on.month), ("year", on.year)):
        here.page.locator(f"[name={name}-{part}]").fill(str(number))


def test_a_contract_is_segmented_and_its_duties_done(register: tuple[str, int], visit: Begin) -> None:
    address, number = register
    here = visit(address)
    here.go(f"/contracts/{number}/governance/")
    here.sees("is not decided yet")
    here.follow("Answer the nine questions")
    for question, chosen in GIVEN.items():
        here.page.get_by_role("group", name=question).get_by_label(chosen, exact=False).first.check()
    here.page.get_by_label("How many other suppliers").fill("0")
    here.page.get_by_label("What will the whole council spend").fill("lots")
    here.press("See what they come to")
    here.sees("There is a problem")
    here.page.get_by_label("What will the whole council spend").fill("1500000")
    here.press("See what they come to")
    here.sees("What follows")
    here.keep_picture("segmentation")
    here.page.get_by_label("Operational").check()
    here.press("Keep these answers")
    here.sees("no reason was given for operational")
    here.page.get_by_label("Why").fill("It ends soon")
    here.press("Keep these answers")
    here.sees("chosen by a person: It ends soon")
    here.go(f"/contracts/{number}/governance/")
    here.sees("Hold the service review with the supplier")
    here.keep_picture("governance")
    here.follow("Hold the service review with the supplier")
    here.press("It is done")
    here.sees("It is due again on")
    here.go("/contracts/")
    here.follow("What has to be done")
    here.sees("Go through the contract's risk register")
    here.keep_picture("duties")
    here.go("/contracts/tiers/")
    here.sees("It ends soon")


def test_a_health_check_becomes_duties(register: tuple[str, int], visit: Begin) -> None:
    address, number = register
    here = visit(address)
    here.go(f"/contracts/{number}/questionnaires/health-check/ask/")
    here.page.get_by_role("group", name="Have all parties signed").get_by_label("No", exact=True).check()
    here.page.get_by_label("What shows it: Have all parties signed").fill("Nobody can find it")
    here.press("See what they come to")
    here.press("Keep these answers")
    here.page.get_by_label("Find the signed contract").check()
    fill_day(here, "due", TODAY + timedelta(days=30))
    here.press("Add to the duties")
    here.sees("Find the signed contract")


def test_figures_are_recorded_and_a_review_meeting_held(register: tuple[str, int], visit: Begin) -> None:
    address, number = register
    here = visit(address)
    here.go(f"/contracts/{number}/performance/")
    here.sees("should have come")
    for value in ("97", "85", "96"):
        here.follow("Record a figure of Calls answered")
        here.page.get_by_label("Figure").fill(value)
        here.press("Record")
    expect(here.page.get_by_role("img", name="Calls answered: 3 periods; 1 of them missed")).to_be_visible()
    here.keep_picture("performance")
    here.follow("Trigger and credits of Calls answered")
    here.page.get_by_label("how many misses").fill("1")
    here.page.get_by_label("“Requires improvement” costs: or an amount").fill("250")
    here.press("Save")
    here.sees("the trigger point is reached")
    here.follow("Work it out")
    here.press("Work it out")
    here.sees("£250.00")
    here.press("Record it as due")
    here.follow("Upload figures")
    file = {"name": "figures.csv", "mimeType": "text/csv", "buffer": b"Measure,Period,Figure\nNo such,May 2020,3\n"}
    here.page.get_by_label("The file").set_input_files(file)  # type: ignore[arg-type]
    here.press("See what it says")
    here.sees("1 refused")
    here.go(f"/contracts/{number}/performance/tokens/")
    here.page.get_by_label("Whose system").fill("Their service desk")
    here.press("Make the token")
    here.sees("shown this once")
    here.go(f"/contracts/{number}/meetings/")
    here.follow("Plan a meeting")
    fill_day(here, "on", TODAY)
    here.press("Plan it")
    here.follow("Minutes of")
    here.page.get_by_label("Minutes", exact=True).fill("The dip in the second month was explained")
    here.page.get_by_label("Action 1: what was agreed").fill("Send the plan")
    here.press("Save")
    here.sees("Send the plan")
    here.keep_picture("meetings")
    here.follow("Send the plan")
    here.press("It is done")


def test_risks_are_rated_and_move(register: tuple[str, int], visit: Begin) -> None:
    address, number = register
    here = visit(address)
    here.go(f"/contracts/{number}/risks/")
    here.follow("Add a risk")
    here.follow("Use “Six by four")
    here.page.get_by_label("Risk", exact=True).fill("The firm fails")
    here.page.get_by_label("Likelihood", exact=True).select_option("6")
    here.page.get_by_label("Impact", exact=True).select_option("4")
    here.page.get_by_label("Likelihood once mitigated").select_option("2")
    here.page.get_by_label("Impact once mitigated").select_option("4")
    here.press("Save")
    here.sees("= 24")
    here.follow("Change The firm fails")
    here.page.get_by_label("Likelihood", exact=True).select_option("3")
    here.page.get_by_label("Why").fill("A second firm is signed")
    here.press("Save")
    here.sees("A second firm is signed")
    here.keep_picture("risks", whole=True)


def test_a_questionnaire_is_amended(register: tuple[str, int], visit: Begin) -> None:
    address, _ = register
    here = visit(address)
    here.go("/methods/")
    here.follow(f"Council {governed.OURS}")
    here.follow("How closely does this contract")
    here.follow("Amend it")
    here.page.locator("summary", has_text="how badly would the council look").click()
    here.page.locator("[name=q-reputation-weight]").fill("9")
    here.press("See what it would change")
    here.sees("questions, reputation, weight")
    here.keep_picture("questionnaire-effect")
    here.press("Put it in force")
    here.sees("own 1")
    here.press("Go back to the edition")
    here.go(f"/methods/{governed.OURS}/scales/five-by-five/")
    here.follow("Amend it")
    here.press("Save it")
    here.sees("own 1")
    here.go(f"/methods/{governed.OURS}/questionnaires/segmentation/import/")
    here.press("See what it would change")
    here.sees("Choose a file")
