"""What people do with the register: keep a contract, edit it at once, look back, and be a stranger to it."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser, Page
from pytest_django.plugin import DjangoDbBlocker

from tallystick.lake.store.home import Home
from tests import databases
from tests.contracts.made_files import PDF
from tests.people import LEEDS, SAM, YORK, People

from .conftest import Visit, on_every_size, served

Begin = Callable[..., Visit]
NOW = datetime.now(ZoneInfo("Europe/London"))
LONG_AGO = NOW - timedelta(days=60)
LAST_WEEK = NOW - timedelta(days=7)


@dataclass(frozen=True)
class Register:
    """A site with one contract of Leeds, and links by which people with roles come in."""

    address: str
    contract: int
    links: dict[str, str]


@pytest.fixture
def register(home: Home, django_db_blocker: DjangoDbBlocker) -> Iterator[Register]:
    def made() -> tuple[int, dict[str, str]]:
        from tallystick.contracts.actions import keeping
        from tallystick.councils.actions import issue

        with databases.opened(home):
            people = People()
            people.organisation(LEEDS, "Leeds City Council")
            people.organisation(YORK, "City of York Council")
            values = {
                "reference": "ICT-1", "title": "Desk telephones", "department": "Digital", "value_pence": 12_000_000,
                "value_period": "year", "vat": "exclusive", "start": LONG_AGO.date(), "notes": "As it began",
                "end": (NOW + timedelta(days=400)).date(), "negotiation_notes": "They would go lower",
            }  # fmt: skip
            new = keeping.add_contract(
                organisation=LEEDS, values=values, suppliers=[{"name": "Oakhollow Networks"}], by=SAM, at=LONG_AGO
            )
            risk = keeping.add_row(
                contract=new.pk, kind="risk", values={"title": "The firm may fail"}, by=SAM, at=LONG_AGO
            )
            keeping.change_row(
                contract=new.pk, kind="risk", row=risk.pk, version=1, values={"title": "The firm has failed"}, by=SAM,
                at=LAST_WEEK, why="In the news",
            )  # fmt: skip
            who = {"manager": ("contract_manager", LEEDS), "other": ("category_manager", LEEDS),
                   "reader": ("reader", LEEDS), "stranger": ("contract_manager", YORK)}  # fmt: skip
            return new.pk, {
                name: issue(people.person(role, code), purpose="owner", at=NOW) for name, (role, code) in who.items()
            }

    # In a thread of its own: the browser's has a loop in it, in which Django does not work.
    with django_db_blocker.unblock(), ThreadPoolExecutor(1) as thread:
        number, links = thread.submit(made).result()
    for address in served(home):
        yield Register(address, number, {name: f"{address}in/{secret}/" for name, secret in links.items()})


@pytest.fixture
def as_somebody(register: Register, browser: Browser, visit: Begin, axe: str, size: str) -> Iterator[Any]:
    """A visit of somebody by their link: each in a browser of their own."""
    contexts = []

    def begin(name: str) -> Visit:
        like = visit(register.address, signed_in=False)
        context = browser.new_context(viewport=like.page.viewport_size, locale="en-GB")
        contexts.append(context)
        page = context.new_page()
        page.goto(register.links[name])
        if page.get_by_role("button", name="Sign in").count():
            page.get_by_role("button", name="Sign in").first.click()
        return Visit(page, register.address, axe, size)

    yield begin
    for context in contexts:
        context.close()


@on_every_size
@pytest.mark.once
def test_a_contract_is_added_filled_in_and_looked_back_at(register: Register, as_somebody: Any) -> None:
    here = as_somebody("manager")
    here.go("/contracts/")
    here.sees("When current contracts end")
    here.follow("Add a contract")
    here.page.get_by_label("Reference").fill("ICT-2")
    here.page.get_by_label("Supplier", exact=True).fill("Brindle & Sons")
    here.press("Add it to the register")
    here.sees("“Title” must not be empty")
    here.page.get_by_label("Title").fill("Switchboards")
    fill_day(here.page, "start", "1", "April", "2026")
    fill_day(here.page, "end", "31", "2", "2028")
    here.page.get_by_label("Value", exact=True).fill("1,234.50")
    here.press("Add it to the register")
    here.sees("“End” must be a real date")
    fill_day(here.page, "end", "31", "3", "2028")
    here.press("Add it to the register")
    here.sees("31 March 2028")
    here.sees("£1,234.50")
    here.follow("Change Term")
    here.page.get_by_label("Extensions in months").fill("12+12")
    here.page.get_by_label("Notice to end").fill("3 months")
    here.page.get_by_label("Why").fill("Read from clause 4")
    here.press("Save")
    here.sees("12 months, then 12 months")
    here.keep_picture("contract")
    here.follow("Documents", exact=True)
    here.follow("Add a document")
    here.page.get_by_label("File", exact=True).set_input_files(
        {"name": "Agreement.pdf", "mimeType": "application/pdf", "buffer": b"MZ not a PDF"}
    )
    here.press("Keep it")
    here.sees("is named as a PDF and its content is something else")
    here.page.get_by_label("File", exact=True).set_input_files(
        {"name": "Agreement.pdf", "mimeType": "application/pdf", "buffer": PDF}
    )
    here.press("Keep it")
    here.sees("Agreement.pdf was kept")
    with here.page.expect_download() as given:
        here.page.get_by_role("link", name="Download Agreement.pdf").click()
    assert given.value.path().read_bytes() == PDF
    here.follow("History", exact=True)
    here.sees("Because: Read from clause 4")
    here.sees("Kept a document")


@pytest.mark.once
def test_the_page_as_it_was_last_month(register: Register, as_somebody: Any) -> None:
    here = as_somebody("reader")
    here.go(f"/contracts/{register.contract}/risks/")
    here.sees("The firm has failed")
    here.follow("History", exact=True)
    here.sees("The firm may fail → The firm has failed")
    here.keep_picture("contract-history")
    here.page.get_by_label("The contract as it was").fill((NOW - timedelta(days=30)).date().isoformat())
    here.press("Show")
    here.sees("The firm may fail")
    assert "The firm has failed" not in here.page.locator("main").inner_text()
    here.keep_picture("contract-as-it-was")


def test_two_people_edit_at_once_and_neither_is_overwritten(register: Register, as_somebody: Any) -> None:
    where = f"/contracts/{register.contract}/edit/what/"
    one, other = as_somebody("manager"), as_somebody("other")
    one.go(where)
    other.go(where)
    one.page.get_by_label("Title").fill("Telephones and handsets")
    one.page.get_by_label("Department").fill("Technology")
    one.press("Save")
    one.sees("Telephones and handsets")
    other.page.get_by_label("Title").fill("Telephony")
    other.page.get_by_label("Description").fill("Sixty desks")
    other.press("Save")
    other.sees("Somebody else changed this while you had it open")
    other.sees("Contract manager of")
    other.sees("Digital → Technology")
    other.keep_picture("two-people")
    other.press("Save what I chose")
    other.sees("Say which is to stand of “Title”")
    other.page.get_by_label("Yours: Telephony").check()
    other.press("Save what I chose")
    for text in ("Telephony", "Sixty desks", "Technology"):
        other.sees(text)
    other.follow("History", exact=True)
    other.sees("Telephones and handsets → Telephony")


@pytest.mark.once
def test_a_stranger_sees_none_of_it_until_it_is_public(register: Register, as_somebody: Any) -> None:
    stranger, manager = as_somebody("stranger"), as_somebody("manager")
    stranger.go("/contracts/?organisation=all")
    assert "Desk telephones" not in stranger.page.content()
    for path in ("", "history/", "documents/", "edit/what/"):
        answer = stranger.page.goto(f"{register.address}contracts/{register.contract}/{path}")
        assert answer is not None
        assert answer.status == 404, path
    manager.go(f"/contracts/{register.contract}/edit/elsewhere/")
    manager.page.get_by_label("Public", exact=True).check()
    manager.press("Save")
    stranger.go("/contracts/?organisation=all")
    stranger.follow("Desk telephones")
    stranger.sees("Only what it has made public is shown")
    shown = stranger.page.content()
    for hidden in ("As it began", "They would go lower", "Confidential", "History", "Performance"):
        assert hidden not in shown, hidden
    answer = stranger.page.goto(f"{register.address}contracts/{register.contract}/history/")
    assert answer is not None
    assert answer.status == 404


@pytest.mark.once
def test_what_is_confidential_is_shown_when_asked_for(register: Register, as_somebody: Any) -> None:
    here = as_somebody("manager")
    here.go(f"/contracts/{register.contract}/")
    assert "They would go lower" not in here.page.content()
    here.press("Show Notes on negotiation")
    here.sees("They would go lower")
    here.sees("noted in the access log")


def fill_day(page: Page, name: str, day: str, month: str, year: str) -> None:
    for part, text in (("day", day), ("month", month), ("year", year)):
        page.locator(f"[name={name}-{part}]").fill(text)
