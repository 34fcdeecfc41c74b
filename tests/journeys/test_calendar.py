"""What somebody sees on a Monday: what is theirs over two years; and how their own calendar comes to have it."""

import re
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from typing import Any
from urllib.error import HTTPError
from urllib.request import ProxyHandler, Request, build_opener
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar
from pytest_django.plugin import DjangoDbBlocker

from tallystick.lake.store.home import Home
from tests import databases
from tests.contracts import governed

from .conftest import Visit, on_every_size, served

pytestmark = pytest.mark.once

Begin = Callable[[str], Visit]
TODAY = datetime.now(ZoneInfo("Europe/London")).date()
NOW = datetime.now(ZoneInfo("Europe/London"))


@pytest.fixture
def register(home: Home, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """The address of a site with contracts of two councils, some of them its owner's."""
    with django_db_blocker.unblock(), ThreadPoolExecutor(1) as thread:
        thread.submit(_made, home).result()
    yield from served(home)


def _made(home: Home) -> None:
    from tallystick.contracts.actions.keeping import add_contract, add_row
    from tallystick.councils.actions import the_owner

    with databases.opened(home):
        owner = the_owner(name="Sam").pk
        governed.councils()
        for number in range(24):
            said = {
                "title": ("Lifts", "Grounds", "Telephones", "Catering")[number % 4] + f" {number + 1}",
                "department": ("Estates", "Adult Social Care")[number % 2], "regime": "PA2023", "cpv": "50750000",
                "start": TODAY - timedelta(days=500), "end": TODAY + timedelta(days=120 + 24 * number),
                "term_kind": "fixed", "extensions": [12] if number % 3 else [], "extensions_used": 0,
                "extension_notice": {"count": 3, "unit": "months"} if number % 4 else None,
                "next_route": "mini_competition", "owner_id": owner if number % 2 else None,
            }  # fmt: skip
            code = governed.THEIRS if number % 5 == 4 else governed.OURS
            made = add_contract(organisation=code, values=said, suppliers=[], by=governed.OPERATOR, at=NOW)
            duty = {"what": "Hold the review", "due": TODAY + timedelta(days=31 * number - 40), "state": "open"}
            add_row(contract=made.pk, kind="duty", values=duty, by=governed.OPERATOR, at=NOW)


@on_every_size
def test_a_calendar_is_looked_through(register: str, visit: Begin) -> None:
    here = visit(register)
    here.go("/")
    here.sees("What is mine")
    here.follow("See your calendar")
    here.sees("Calendar: what is mine")
    here.sees("Overdue")
    here.keep_picture("calendar", whole=True)
    here.follow("Everybody’s")
    here.page.get_by_label("Kind").select_option("extension")
    here.press("Show")
    here.sees("Extend it")
    assert "Hold the review" not in here.page.locator("main").inner_text()
    month = here.page.locator("#months ~ .ts-scroll").first.get_by_role("link").first
    named = month.inner_text()
    here.open(month)
    assert here.page.get_by_role("heading", name=named).is_visible()
    here.follow("All months")
    here.follow("with no day yet")
    here.page.get_by_label("Organisation").select_option(governed.OURS)
    here.press("Show")
    here.page.get_by_label("Department").select_option("Estates")
    here.press("Show")
    here.follow("Read it in Outlook or Google")
    assert here.page.get_by_label("Whose dates?").input_value() == f"in|{governed.OURS}|Estates"


def test_tables_show_what_matters_on_their_screens(register: str, visit: Begin) -> None:
    here = visit(register)
    here.go("/headroom/")
    table = here.page.locator("table:has(#list-caption)")
    assert table.evaluate("table => table.scrollWidth <= table.parentElement.clientWidth")
    assert max(table.locator("tbody tr").evaluate_all("rows => rows.map(row => row.offsetHeight)")) < 200
    here.go("/calendar/?whose=all")
    here.page.set_viewport_size({"width": 375, "height": 812})
    table = here.page.locator("table:has(#list-caption)")
    due, what = table.locator("tbody tr").first.evaluate("row => [...row.children].map(one => one.offsetWidth)")[:2]
    assert what > max(due, 170)


def test_somebody_subscribes_by_keyboard_and_reads_it(register: str, visit: Begin) -> None:
    here = visit(register)
    here.go("/calendar/")
    here.follow("Read it in Outlook or Google")
    here.page.get_by_label("What is it called?").fill("Contracts of mine")
    here.page.keyboard.press("Tab")
    with here.arriving():
        here.page.keyboard.press("Enter")
    here.sees("shown only once")
    here.keep_picture("calendar-subscribe")
    address = here.page.locator("#address").inner_text()
    found, etag = _read(address)
    calendar = Calendar.from_ical(found)
    assert str(calendar["X-WR-CALNAME"]) == "Contracts of mine"
    events: list[Any] = list(calendar.walk("VEVENT"))
    assert {event.end - event.start for event in events} == {timedelta(days=1)}
    assert any(str(event["SUMMARY"]).startswith("Extend it") for event in events)
    assert any(str(event["SUMMARY"]).startswith("Last safe day to begin") for event in events)
    with pytest.raises(HTTPError, match="304"):
        _read(address, etag)
    here.go("/calendar/yours/")
    assert "Never" not in here.page.locator("main table").inner_text()
    assert address not in here.page.content()
    # The button of the list, not of the form that makes one.
    here.press("End")
    here.sees("The private address was ended")
    with pytest.raises(HTTPError, match="404"):
        _read(address)


def test_it_needs_no_script_and_is_whole_on_paper(register: str, visit: Begin) -> None:
    here = visit(register)
    here.go("/calendar/?whose=all")
    assert here.page.locator("script").count() == 0
    here.page.emulate_media(media="print")
    assert here.page.locator("svg.ts-picture--wide").is_visible()
    assert not here.page.locator("form.ts-filter").is_visible()
    rows: Any = here.page.locator("#months ~ .ts-scroll").first.locator("tbody tr")
    assert rows.count() == 24
    assert re.match(r"\w+ \d{4}", rows.first.inner_text())


def _read(address: str, etag: str = "") -> tuple[bytes, str]:
    """As a calendar's server asks: with no session."""
    asked = Request(address, headers={"If-None-Match": etag} if etag else {})
    with build_opener(ProxyHandler({})).open(asked, timeout=60) as answer:
        return answer.read(), answer.headers["ETag"]
