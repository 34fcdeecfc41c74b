"""An analyst reads how concentrated a council's money is, and opens the rows behind it."""

import re
from collections.abc import Callable

import pytest

from .conftest import Visit

pytestmark = pytest.mark.once

Begin = Callable[[str], Visit]
TABS = ("The tail", "Shared suppliers", "New and gone", "Small, voluntary, local", "Year on year", "Coverage")


def test_a_councils_concentration_is_read_and_its_rows_opened(demonstration: str, visit: Begin) -> None:
    here = visit(demonstration)
    here.go("/")
    here.follow("Where the money is", exact=True)
    here.sees("How complete this is")
    here.page.get_by_text("choose", exact=False).first.click()
    here.page.locator("input[name=organisation]").first.check()
    here.press("Show")
    here.keep_picture("money")
    here.follow("Largest suppliers", exact=True)
    here.sees("of the money is with 20% of suppliers")
    here.sees("HHI, of 10,000")
    here.page.locator(".ts-chart").scroll_into_view_if_needed()
    here.keep_picture("money-largest")
    row = here.page.locator("tbody", has=here.page.locator("th a")).last.locator("tr").first
    count = row.locator("td a").last.inner_text().split()[0]
    here.open(row.locator("td a").last)
    listed = here.page.locator(".ts-listing-head").inner_text()
    assert re.search(rf"\b{count} payments", listed), (count, listed)
    here.open(here.page.locator("tbody td a").first)
    here.sees("The line itself, as published")


def test_every_measure_is_shown_on_any_screen(demonstration: str, visit: Begin) -> None:
    here = visit(demonstration)
    here.go("/money/?ict=yes")
    for tab in TABS:
        here.follow(tab, exact=True)
        here.sees("ICT only")
        here.sees("How complete this is")
    here.go("/money/tail/?ict=yes")
    here.page.get_by_label("Cost of one payment (£)").fill("25")
    here.press("Show")
    here.sees("which is your assumption")
    here.go("/money/years/?like=yes")
    here.sees("Like for like")
    here.go("/money/kinds/?areas=AB")
    here.sees("Local (AB)")
