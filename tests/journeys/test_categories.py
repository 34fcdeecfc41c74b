"""A category manager puts right what a supplier is paid for, and sees the council's ICT total follow."""

import re
from collections.abc import Callable

import pytest

from tallystick.lake.store.home import Home
from tests.commands import process

from .conftest import Visit, served

pytestmark = pytest.mark.once

Begin = Callable[[str], Visit]
LEEDS = """Body,Supplier,Date,Amount,Purpose,Account
Leeds City Council,Oakhollow Networks Ltd,03/04/2024,1000.00,Broadband lines,ICT telephones
Leeds City Council,Brindlemoor Highways Ltd,17/04/2024,9000.00,Resurfacing of roads,Highways
Leeds City Council,Brindlemoor Highways Ltd,17/05/2024,8000.00,Resurfacing of roads,Highways
Leeds City Council,Zelvery Catering,19/06/2024,80.00,Buffet,Catering
"""


def ict_total(here: Visit) -> int:
    """The pence that the page of categories says were paid for ICT."""
    figure = here.page.locator(".ts-figure", has_text="paid for ICT").inner_text()
    found = re.search(r"£([\d,]+)\.(\d\d)", figure)
    assert found, figure
    return int(found[1].replace(",", "") + found[2])


def test_a_supplier_is_put_right_and_the_ict_total_follows(home: Home, visit: Begin) -> None:
    path = home.root.parent / "leeds.csv"
    path.write_text(LEEDS, encoding="utf-8")
    process(home, "load", str(path))
    for address in served(home):
        here = visit(address)
        here.go("/categories/")
        before = ict_total(here)
        here.go("/spend/payments/?description=resurfacing")
        here.open(here.page.locator("tbody td a").first)
        here.sees("What it was for")
        here.sees("Not ICT")
        here.follow("Put it right")
        here.page.get_by_label("What it was for").select_option("devices")
        here.page.get_by_label(re.compile("^Everything that Brindlemoor")).check()
        here.sees("2 payments, £17,000, by 1 publisher")
        here.page.get_by_label("Why (optional)").fill("They lease us tablets")
        here.press("Put it right")
        here.sees("Everything that the supplier is paid is now")
        here.sees("A person said so")
        here.follow("Categories", exact=True)
        assert ict_total(here) == before + 1_700_000
        here.follow("What people said", exact=True)
        here.sees("They lease us tablets")
        here.press("Undo")
        here.sees("The correction was undone")
        here.follow("All categories", exact=True)
        assert ict_total(here) == before


def test_what_is_in_doubt_is_looked_at_one_at_a_time(demonstration: str, visit: Begin) -> None:
    here = visit(demonstration)
    here.go("/categories/")
    here.sees("How sure it is")
    here.keep_picture("categories")
    here.follow("Review what is in doubt")
    here.follow("Review one at a time")
    here.sees("What publishers wrote, and what it was taken for")
    here.keep_picture("category-in-doubt")
    here.follow("Skip to the next")
    here.sees("2 of")
    here.go("/spend/payments/?ict=yes&sort=-amount")
    here.open(here.page.locator("tbody td a").first)
    here.follow("Put it right")
    here.keep_picture("category-correct")
    here.go("/categories/of/not-ict/")
    here.sees("Suppliers that were paid most")
