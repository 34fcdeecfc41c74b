"""Whatever is in a cell, reading it never fails; and what is made of plain cells."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tallystick.contracts.rules.cells import paragraphs, said_nothing, tidied, undefused
from tallystick.contracts.rules.cells_dates import dates_in, loose_times, month_end, whole_date
from tallystick.contracts.rules.cells_flags import Kind, read_flag, read_kind
from tallystick.contracts.rules.cells_numbers import Numbers, charity_number, company_number, either_number
from tallystick.contracts.rules.cells_routes import ROUTES, read_route
from tallystick.contracts.rules.cells_suppliers import read_suppliers
from tallystick.contracts.rules.notices import NoticeRead, read_notice
from tallystick.contracts.rules.register_headings import qualities, suggestions
from tallystick.contracts.rules.terms import read_extension, read_term
from tallystick.contracts.rules.values import read_worth
from tallystick.kit.spreadsheets import defused

_PIECES = st.sampled_from(
    [
        "31/03/2026",
        "March 2026",
        "2025/26",
        "Q3",
        "2+1+1",
        "3 years",
        "x 12 months",
        "£",
        "10,000",
        "1.2m",
        "k",
        "pa",
        " - ",
        " to ",
        "rolling",
        "annual",
        "TBC",
        "N/A",
        "(",
        ")",
        "plus",
        "option to extend",
        "A Ltd",
        ";",
        "/",
        "various",
        "VAT",
        "31.12.9999",
        "999999999999999999",
        "0",
        "-",
        "½",
        "½ year",
        "1/0",
        "\n",
        "30 working days",
        "gb/07445476",
        "charity",
    ]
)
CELLS = st.one_of(
    st.text(max_size=60), st.lists(_PIECES, max_size=7).map(" ".join), st.lists(_PIECES, max_size=7).map("".join)
)


@given(CELLS)
def test_no_cell_is_too_much(cell: str) -> None:
    text = tidied(cell)
    for unit in (None, "years", "months"):
        for term in (read_term(text, unit), read_extension(text, unit)):
            assert all(months > 0 for months in term.extensions)
            assert term.months is None or term.months > 0
        read_notice(text, unit)
    for order in ("day", "month"):
        whole = whole_date(text, order)  # type: ignore[arg-type]
        assert whole is None or whole.first <= whole.last
        assert all(day.first <= day.last for day in dates_in(text, order))  # type: ignore[arg-type]
    assert all(day.first <= day.last for day in loose_times(text))
    worth = read_worth(text)
    assert worth.low is None or worth.high is None or worth.low <= worth.high
    assert worth.understood or not worth.several
    read_suppliers(cell), read_flag(text), read_kind(text), read_route(text), said_nothing(text)
    (
        company_number(text),
        charity_number(text),
        either_number(text),
        suggestions(cell),
        qualities(cell),
        paragraphs(cell),
    )


@given(st.text())
def test_what_a_spreadsheet_was_kept_from_running_is_read_as_it_was(text: str) -> None:
    if not text.startswith("'"):
        assert undefused(defused(text)) == text


@given(st.dates(dt.date(1900, 1, 1), dt.date(2900, 12, 31)))
def test_every_way_of_writing_a_day(day: dt.date) -> None:
    ordinal = {1: "st", 2: "nd", 3: "rd"}.get(day.day % 10 if day.day not in (11, 12, 13) else 0, "th")
    for text in (
        day.isoformat(),
        f"{day.day:02}/{day.month:02}/{day.year}",
        f"{day.day}.{day.month}.{day.year}",
        f"{day.day} {day:%B} {day.year}",
        f"{day.day}{ordinal} {day:%b} {day.year}",
        f"{day.day:02}-{day:%b}-{day.year}",
    ):
        found = whole_date(text, "day")
        assert found is not None, text
        assert found.first == found.last == day
        (inside,) = dates_in(f"up to {text} (extended)", "day")
        assert inside.first == day
    found = whole_date(f"{day.month}/{day.day}/{day.year}", "month")
    assert found is not None
    assert found.first == day


@given(st.integers(1, 40), st.lists(st.integers(1, 5), max_size=4))
def test_terms_said_in_many_ways(first: int, more: list[int]) -> None:
    sum_of_years = "+".join(map(str, [first, *more]))
    for text in (f"{sum_of_years} years", f"{' + '.join(f'{n} yrs' for n in [first, *more])}"):
        term = read_term(text)
        assert (term.months, term.extensions) == (first * 12, tuple(n * 12 for n in more))
    if more:
        extension = read_extension(" plus ".join(f"{n * 12} months" for n in more))
        assert extension.extensions == tuple(n * 12 for n in more)


@given(st.integers(0, 10**13), st.sampled_from(["", "£", "?", "#", "\ufffd", "ú", "Â£", "GBP ", "ï¿½"]))
def test_pounds_come_back_to_the_penny(pence: int, sign: str) -> None:
    worth = read_worth(f"{sign}{pence // 100:,}.{pence % 100:02}")
    assert worth.pence == pence


@given(st.integers(1, 10**9), st.integers(1, 10**9))
def test_ranges_come_back(one: int, other: int) -> None:
    low, high = sorted((one, other))
    worth = read_worth(f"£{low:,} - £{high:,}")
    assert (worth.low, worth.high) == (low * 100, high * 100) if low != high else worth.pence == low * 100


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("N/A", "not_applicable"),
        ("none", "not_applicable"),
        ("-", "not_applicable"),
        ("TBC", "to_come"),
        ("tbc.", "to_come"),
        ("To be confirmed", "to_come"),
        ("Unknown", "not_known"),
        ("#REF!", "not_known"),
        ("?", "not_known"),
        ("Nonesuch Ltd", None),
        ("0", None),
        ("No", "not_applicable"),
        ("under negotiation", "to_come"),
        ("pending award", "to_come"),
        ("Na", "not_applicable"),
    ],
)
def test_words_that_say_nothing(text: str, said: str | None) -> None:
    assert said_nothing(text) == said


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("PLC - 09113787", Numbers("09113787", None)),
        ("Charity - 1132824", Numbers(None, "1132824")),
        ("1132824", Numbers(None, "1132824")),
        ("02853836", Numbers("02853836", None)),
        ("Charity No 1132824, Company No. 02853836", Numbers("02853836", "1132824")),
        ("Local Authority", Numbers()),
        ("1132824 / 02853836", Numbers()),
    ],
)
def test_numbers_of_companies_and_charities(text: str, numbers: Numbers) -> None:
    assert either_number(text) == numbers


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("gb/07445476", "07445476"),
        ("3825425", "03825425"),
        ("928555", "00928555"),
        ("IP22981R", "IP22981R"),
        ("sc 089526", "SC089526"),
        ("Co. No. 928555", "00928555"),
        ("gb/OC341326", "OC341326"),
        ("7445476.0", "07445476"),
        ("Sole trader", None),
        ("00000000", None),
    ],
)
def test_company_numbers(text: str, number: str | None) -> None:
    assert company_number(text) == number


@pytest.mark.parametrize(
    ("text", "notice"),
    [
        ("3 months", NoticeRead(3, "months")),
        ("90 days", NoticeRead(90, "days")),
        ("30 working days", NoticeRead(30, "working_days")),
        ("6 months' written notice", NoticeRead(6, "months")),
        ("4 weeks", NoticeRead(28, "days")),
        ("one month", NoticeRead(1, "months")),
        ("Immediate", NoticeRead(0, "days")),
        ("1 year", NoticeRead(12, "months")),
        ("1 month or 60 days", None),
        ("reasonable", None),
    ],
)
def test_notice(text: str, notice: NoticeRead | None) -> None:
    assert read_notice(text) == notice


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Q", "quotation"),
        ("T", "tender"),
        ("Open Tender", "open"),
        ("Invitation to quote", "quotation"),
        ("DPS", "dynamic_market"),
        ("Further competition - ESPO", "mini_competition"),
        ("Direct Award under framework", "direct_award"),
        ("G-Cloud 14", "framework"),
        ("Published invitation to tender", "tender"),
        ("Exemption", "waiver"),
        ("Restricted procedure", "restricted"),
        ("Other", "other"),
        ("Grant", "grant"),
        ("Competitive flexible procedure", "competitive_flexible"),
        ("a handshake", None),
    ],
)
def test_routes(text: str, code: str | None) -> None:
    assert read_route(text) == code
    assert code is None or code in ROUTES


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("SME", Kind(sme=True)),
        ("Large", Kind(sme=False)),
        ("VCSE", Kind(vcse=True)),
        ("Both", Kind(sme=True, vcse=True)),
        ("Charity", Kind(vcse=True, vcse_kind="Charity")),
        ("Neither", Kind(sme=False, vcse=False)),
        ("Medium", Kind(sme=True)),
        ("Non-SME", Kind(sme=False)),
        ("Local Authority", Kind()),
    ],
)
def test_kinds_of_supplier(text: str, kind: Kind) -> None:
    assert read_kind(text) == kind


def test_the_last_day_of_a_month() -> None:
    assert month_end(dt.date(2024, 2, 3)) == dt.date(2024, 2, 29)


@pytest.mark.parametrize(
    ("text", "months", "extensions"),
    [
        ("4 years (2+1+1)", 24, (12, 12)),
        ("3+2 (2 x 1)", 36, (12, 12)),
        ("3 years (36 months)", 36, ()),
        ("2 years plus 2 years in 12 month increments", 24, (12, 12)),
        ("4 years with break at 2", 48, ()),
        ("1 year rolling, 3 months notice", 12, ()),
        ("two (2) years with two further 12 month extensions", 24, (12, 12)),
        ("24 + 12", 24, (12,)),
        ("1.5 years", 18, ()),
    ],
)
def test_terms_that_say_more_than_a_sum(text: str, months: int, extensions: tuple[int, ...]) -> None:
    term = read_term(text)
    assert (term.months, term.extensions) == (months, extensions)


def test_terms_that_could_be_years_or_months() -> None:
    assert [reading.months for reading in read_term("3").readings] == [36, 3]
    assert read_term("3", "years").months == 36
    assert not read_extension("1 x 12 months (taken)").understood
    assert not read_term("see framework").understood


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Lot 1: Ash Ltd\nLot 2: Birch Ltd", ("Ash Ltd", "Birch Ltd")),
        ("Ash Ltd (Lot 1), Birch Ltd (Lot 2)", ("Ash Ltd", "Birch Ltd")),
        ("1. Alpha Care 2. Beta Care", ("Alpha Care", "Beta Care")),
        ("Ash Ltd, Birch Limited and Cedar plc", ("Ash Ltd", "Birch Limited", "Cedar plc")),
        ("Norfolk and Suffolk NHS Trust", ()),
        ("Bell, Book and Candle Ltd", ()),
    ],
)
def test_suppliers_in_one_cell(text: str, names: tuple[str, ...]) -> None:
    assert read_suppliers(text).names == names


def test_three_places_of_decimals_are_two_readings() -> None:
    assert read_worth("£12.500").several == (1_250, 1_250_000)
    assert read_worth("12.505").pence == 1_251
