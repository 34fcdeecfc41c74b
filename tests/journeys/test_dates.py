"""A term said in words comes to dates in the calendar; and what nobody owns is told to whoever hears of such things."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from tallystick.councils import actions
from tallystick.kit.months import add_months
from tallystick.lake.store.home import Home
from tests.commands import process
from tests.contracts import governed
from tests.mailing import mail_server

from .conftest import Visit, served

pytestmark = pytest.mark.once

Begin = Callable[[str], Visit]
TODAY = datetime.now(ZoneInfo("Europe/London")).date()
DAY = timedelta(days=1)


def test_a_term_in_words_is_saved_and_seen_in_the_calendar(
    home: Home, record: Callable[..., Any], visit: Begin
) -> None:
    start = TODAY.replace(day=1)
    number = record(governed.contract, start=start, end=None).pk
    for address in served(home):
        here = visit(address)
        here.go(f"/contracts/{number}/term/")
        here.page.get_by_label("The term in words").fill("2+1+1, three months' notice")
        here.press("Read it")
        here.page.get_by_label("to extend", exact=False).first.check()
        here.press("Read it")
        end = add_months(start, 24) - DAY
        by = add_months(end + DAY, -3) - DAY
        for day in (end, add_months(start, 48) - DAY):
            here.sees(f"{day.day} {day:%B %Y}")
        here.keep_picture("term", whole=True)
        here.press("Save")
        here.go(f"/contracts/{number}/dates/")
        here.sees("or let it end")
        here.go("/calendar/?whose=all&when=all")
        here.sees("or let it end")
        assert by < end


def test_what_nobody_owns_is_told_to_one_person_and_is_seen_to_have_been(
    home: Home, record: Callable[..., Any], visit: Begin
) -> None:
    record(governed.contract, title="Parking permits", end=TODAY + 10 * DAY)
    record(
        actions.invite, organisation=governed.OURS, email="dan@council.example", name="Dan Poole", role="administrator",
        by=governed.OPERATOR, at=governed.AT,
    )  # fmt: skip
    with mail_server() as box:
        for address in served(home):
            here = visit(address)
            here.go(f"/organisations/{governed.OURS}/people/")
            here.page.locator("[name=hears]").select_option(label="Dan Poole")
            here.press("Keep")
            mail = {"EMAIL_URL": box.url, "TALLYSTICK_EMAIL_FROM": "tallystick@council.example"}
            process(home, "--as", "operator", "duties", "send", **mail)
            process(home, "--as", "operator", "duties", "send", **mail)
            [told] = box.to("dan@council.example")
            assert "Parking permits" in told.get_content()
            here.go("/alerts/")
            here.sees("Dan Poole")
            here.open(here.page.locator("main").get_by_role("link", name="to Dan Poole").first)
            here.sees("Nobody owns it")
            here.sees("Parking permits")
            here.keep_picture("alert", whole=True)
