"""Figures, dates and lists in words."""

import re
from datetime import UTC, date, datetime

import pytest
from django.template.loader import render_to_string
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from tallystick.lake.store.page import Page
from tallystick.web import words
from tallystick.web.asking import PaymentsAsked
from tallystick.web.downloads import pounds_and_pence
from tallystick.web.listing import Asked, Column
from tallystick.web.views.rows import letters


@pytest.mark.parametrize(
    ("pence", "written"),
    [(0, "£0.00"), (123_456_789, "£1,234,567.89"), (-5, "−£0.05"), (-100_000, "−£1,000.00"), (None, "not known")],
)
def test_pounds(pence: int | None, written: str) -> None:
    assert words.pounds(pence) == written


@pytest.mark.parametrize(
    ("pence", "written"),
    [
        (0, "£0"),
        (123_456, "£1,235"),
        (99_999_949, "£999,999"),
        (123_456_789, "£1.23 million"),
        (-2_345_678_900, "−£23.5 million"),
        (123_456_789_012, "£1.23 billion"),
        (None, "not known"),
    ],
)
def test_pounds_in_short(pence: int | None, written: str) -> None:
    assert words.pounds_in_short(pence) == written


@given(st.integers(-(10**15), 10**15))
def test_pence_survive_being_written_for_a_spreadsheet(pence: int) -> None:
    whole, part = pounds_and_pence(pence).lstrip("-").split(".")
    assert int(whole + part) * (-1 if pence < 0 else 1) == pence


def test_days_and_months() -> None:
    assert words.day(date(2024, 4, 3)) == "3 April 2024"
    assert words.month("2024-04-01") == "April 2024"
    assert words.day(None) == words.day("soon") == "not known"
    assert words.moment(datetime(2024, 7, 1, 23, 30, tzinfo=UTC)) == "2 July 2024 at 00:30"
    assert words.day(datetime(2024, 7, 1, 23, 30, tzinfo=UTC)) == "2 July 2024"


@pytest.mark.parametrize(
    ("part", "whole", "written"),
    [(1, 8, "12.5%"), (0, 8, "0.0%"), (1, 10_000, "less than 0.1%"), (1, 0, "not known"), (None, 8, "not known")],
)
def test_shares(part: int | None, whole: int, written: str) -> None:
    assert words.share(part, whole) == written


@pytest.mark.parametrize(
    ("number", "written"),
    [(1, "1 byte"), (812, "812 bytes"), (45_300, "45 kB"), (12_340_000, "12.3 MB"), (3 * 10**9, "3.0 GB")],
)
def test_sizes(number: int, written: str) -> None:
    assert words.size(number) == written


def test_counts_agree_with_their_noun() -> None:
    assert [words.many(n, "row") for n in (0, 1, 1234)] == ["0 rows", "1 row", "1,234 rows"]
    assert words.many(2, "body", "bodies") == "2 bodies"


@pytest.mark.parametrize(("position", "name"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")])
def test_columns_are_named_as_a_spreadsheet_names_them(position: int, name: str) -> None:
    assert letters(position) == name


COLUMNS = (Column("Name", "name"), Column("Paid", "amount", numeric=True, falls=True), Column("Note"))


def asked(query: str) -> Asked:
    return Asked.read(RequestFactory().get("/list/" + query), COLUMNS, default="-amount")


def test_a_list_sorts_by_its_headings() -> None:
    name, paid, note = asked("?search=a%20b&page=3").listing(Page((), 0, 3), name="rows").heads
    assert (name.address, name.direction) == ("/list/?search=a+b&sort=name", "none")
    assert (paid.address, paid.direction) == ("/list/?search=a+b&sort=amount", "descending")
    assert (note.address, note.direction) == (None, "none")
    assert asked("?sort=evil").order == asked("?sort=-evil").order == "-amount"
    assert asked("?sort=name").order == "name"


@pytest.mark.parametrize(
    ("page", "total", "shown"),
    [
        (1, 40, [1]),
        (1, 500, [1, 2, None, 10]),
        (5, 500, [1, None, 4, 5, 6, None, 10]),
        (4, 250, [1, 2, 3, 4, 5]),
        (10, 500, [1, None, 9, 10]),
    ],
)
def test_pages_near_and_at_the_ends_are_shown(page: int, total: int, shown: list[int | None]) -> None:
    listing = asked(f"?page={page}").listing(Page((), total, page), name="rows")
    assert [number for number, _ in listing.numbers] == shown


@given(st.integers(-3, 40), st.integers(0, 2000))
def test_pages_lead_to_one_another(page: int, total: int) -> None:
    listing = asked(f"?page={page}").listing(Page((), total, max(page, 1)), name="rows")
    numbers = [number for number, _ in listing.numbers if number]
    assert numbers == sorted(set(numbers))
    assert {1, listing.pages} <= set(numbers)
    assert (listing.next is None) == (listing.page >= listing.pages)
    assert (listing.previous is None) == (listing.page <= 1)


def test_what_is_on_the_page_is_said() -> None:
    listing = asked("?page=2").listing(Page(tuple(range(50)), 1234, 2), name="payments")
    assert listing.showing == "51 to 100 of 1,234 payments."
    assert "no page 99" in asked("?page=99").listing(Page((), 1234, 99), name="payments").showing


@pytest.mark.parametrize(
    ("name", "of_one", "of_two"),
    [("partnerships", "1 partnership.", "2 partnerships."), ("entry,entries", "1 entry.", "2 entries.")],
)
def test_a_count_agrees_with_what_is_counted(name: str, of_one: str, of_two: str) -> None:
    pages = [Page(tuple(range(many)), many, 1) for many in (1, 2)]
    listings = [asked("").listing(page, name=name, download="suppliers-csv") for page in pages]
    assert [one.showing for one in listings] == [of_one, of_two]
    heads = [render_to_string("web/parts/listing_head.html", {"listing": one}) for one in listings]
    assert [re.findall("Download .*CSV", head) for head in heads] == [["Download as CSV"], ["Download all 2 as CSV"]]


def test_filters_are_read_as_officers_type_them() -> None:
    read = PaymentsAsked.read(
        {"least": " £1,234.50 ", "most": "−3", "from": "2024-04-03", "card": "yes", "month": "2024-04"}
    )
    assert read.errors == {}
    assert (read.filters.amount_from_pence, read.filters.amount_to_pence) == (123_450, -300)
    assert (read.filters.date_from, read.filters.month) == (date(2024, 4, 3), date(2024, 4, 1))
    assert read.filters.card is True


def test_filters_that_mean_nothing_are_said_and_not_used() -> None:
    read = PaymentsAsked.read({"least": "lots", "to": "soon", "redacted": "perhaps"})
    assert set(read.errors) == {"least", "to"}
    assert read.filters == PaymentsAsked().filters
