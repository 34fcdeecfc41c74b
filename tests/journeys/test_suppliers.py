"""Who is really being paid: doubts answered from the keyboard, a wrong merge undone, a dissolved supplier found."""

import re
import shutil
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import expect

from tallystick.lake.store.home import Home
from tests.commands import process

from .conftest import Visit, on_every_size, served

pytestmark = pytest.mark.once

Begin = Callable[[str], Visit]

# Names that only a person can settle: enough for each size of screen to answer twenty.
_PLACES = ("Ardwick", "Belcom", "Corval", "Dunmer", "Elswyth", "Fernlow", "Garsdon", "Hathmoor", "Ibsto", "Keldrick")
_DOUBTED = [(f"{place}{end}", trade) for end in ("", "ton", "ley", "ham", "ford", "wick") for place, trade in zip(
    _PLACES, ("Care", "Transport", "Scaffolding", "Catering", "Joinery") * 2, strict=True)]  # fmt: skip
DOUBTFUL = "Supplier,Date,Amount,Purpose\n" + "".join(
    f"{place} {trade} {kind} Ltd,0{n % 9 + 1}/06/2024,{1000 + n}.00,{trade}\n"
    for n, (place, trade) in enumerate(_DOUBTED)
    for kind in ("Services", "Solutions")
)


@pytest.fixture(scope="module")
def councils(demonstration_made: Home, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a demonstration of these journeys' own, as they change what it shows."""
    folder = tmp_path_factory.mktemp("suppliers")
    home = Home(shutil.copytree(demonstration_made.root, folder / "home"))
    (folder / "doubtful.csv").write_text(DOUBTFUL, encoding="utf-8")
    process(home, "load", "--organisation", "London Borough of Larkhythe", str(folder / "doubtful.csv"))
    yield from served(home)


def decided(here: Visit) -> int:
    found = re.search(r"(\d+) of \d+ decided", here.page.locator("main").inner_text())
    assert found
    return int(found.group(1))


def pair(here: Visit) -> list[str]:
    return here.page.locator(".ts-side h3").all_inner_texts()


def press(here: Visit, key: str) -> None:
    with here.page.expect_navigation():
        here.page.keyboard.press(key)
    here.page.wait_for_load_state()


@on_every_size
def test_twenty_doubts_are_answered_from_the_keyboard_and_one_taken_back(councils: str, visit: Begin) -> None:
    here = visit(councils)
    here.go("/suppliers/")
    here.follow("Review", exact=True)
    here.keep_picture("review")
    assert here.page.evaluate("document.activeElement.id") == "pair"
    assert here.page.get_by_role("button", name="Same (s)").is_visible()
    begun = decided(here)
    for number in range(20):
        before = pair(here)
        press(here, "dsu"[number % 3])
        assert pair(here) != before
    here.check()
    # An answer may settle other pairs of the same suppliers, so that more than twenty may be decided.
    answered = decided(here)
    assert answered >= begun + 20
    last = pair(here)
    press(here, "d")
    press(here, "z")
    assert pair(here) == last
    assert decided(here) == answered
    here.check()
    here.sees("answers are kept and not yet in the figures")
    here.page.get_by_label(re.compile("Answer with single keys")).uncheck()
    here.page.keyboard.press("d")
    here.page.wait_for_timeout(300)
    assert pair(here) == last
    expect(here.page.get_by_role("button", name="Same", exact=True)).to_be_visible()
    here.go("/suppliers/review/")
    expect(here.page.get_by_label(re.compile("Answer with single keys"))).not_to_be_checked()
    here.page.get_by_label(re.compile("Answer with single keys")).check()
    here.go("/suppliers/")
    here.sees("not yet in these figures")
    here.press("Bring figures up to date")
    here.sees("The figures are up to date")


def test_a_wrong_merge_is_taken_apart_and_its_payments_move(councils: str, visit: Begin) -> None:
    here = visit(councils)
    here.go("/suppliers/?sort=-spellings")
    here.open(here.page.locator("tbody th a").nth(3))
    figure = here.page.locator(".ts-figure dd").first
    address, before = here.page.url, figure.inner_text()
    rows = here.page.locator("tbody").first.locator("tr")
    name = rows.nth(1).locator("label").inner_text()
    paid = rows.nth(1).locator("td").nth(3).inner_text()
    rows.nth(1).get_by_role("checkbox").check()
    here.press("These are another supplier")
    here.sees("Are these another supplier?")
    here.sees("Would be another supplier")
    here.keep_picture("split")
    here.page.get_by_label("Why (optional)").fill("Another company of the same name")
    here.press("They are another supplier")
    here.sees("moved.")
    here.sees(name)
    here.sees(paid)
    here.sees("Another company of the same name")
    with here.arriving():
        here.page.goto(address)
    assert figure.inner_text() != before
    here.press("Undo")
    here.sees("The decision was undone")
    with here.arriving():
        here.page.goto(address)
    assert figure.inner_text() == before


def test_a_dissolved_supplier_is_found_and_says_so_wherever_it_is(councils: str, visit: Begin) -> None:
    here = visit(councils)
    here.go("/suppliers/")
    here.keep_picture("suppliers")
    here.page.get_by_label("Status").select_option(value="Dissolved")
    here.press("Show")
    here.sees("Dissolved: it no longer exists")
    assert here.page.locator("tbody .govuk-tag").first.inner_text() == "Dissolved"
    here.open(here.page.locator("tbody th a").first)
    assert here.page.locator("h1 .govuk-tag").inner_text().casefold() == "dissolved"
    here.sees("it no longer exists")
    here.follow("Change its name, company number, group or kind")
    here.page.get_by_label("Corporate group").fill(f"The Made-up Group of {here.size}")
    here.press("Keep this group")
    here.sees(f"The Made-up Group of {here.size}")


def test_two_suppliers_are_merged_from_the_list(councils: str, visit: Begin) -> None:
    here = visit(councils)
    here.go("/suppliers/?search=ltd")
    boxes = here.page.get_by_role("checkbox")
    # Others on a phone than on a desk, whose merge stands.
    for place in (0, 1) if here.size == "desk" else (3, 4):
        boxes.nth(place).check()
    here.press("Merge the chosen suppliers")
    here.sees("Are these one supplier?")
    here.press("They are one supplier")
    here.sees("2 suppliers are one now")
    for tab in ("Doubts", "Conflicts", "As written"):
        here.go("/suppliers/")
        here.follow(tab, exact=True)
