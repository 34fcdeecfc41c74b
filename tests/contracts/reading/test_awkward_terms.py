"""Cells of dates and terms that were once read as something else: each is now what it says, or a question."""

import datetime as dt

import pytest

from tallystick.contracts.reading import Extension, Notice
from tests.contracts.reading.test_awkward import read

D = dt.date


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("31 Mar", "date_not_understood"),
        ("31/3", "date_not_understood"),
        ("Q4 25/26", "date_not_exact"),
        ("31/03/2026?", "to_be_confirmed"),
        ("31/03/2026 Extended from 31/03/2025", "two_dates"),
    ],
)
def test_words_of_the_calendar_are_no_term(text: str, code: str) -> None:
    values, codes = read(End=text)
    assert (values["term_months"], values["extensions"], codes) == (None, (), [code])


@pytest.mark.parametrize(
    ("text", "end", "latest", "months"),
    [
        ("5 years from 1/4/2023", D(2028, 3, 31), None, 60),
        ("31/03/2026 (2+1)", D(2026, 3, 31), D(2026, 3, 31), 24),
        ("31/03/2026 (+2+1)", D(2026, 3, 31), D(2029, 3, 31), None),
        ("Contract extended by 12 months to 31/03/2027", D(2027, 3, 31), None, None),
        ("31/03/2027 (Extended)", D(2027, 3, 31), None, None),
        ("Initial term ends 31/03/2026", D(2026, 3, 31), None, None),
        ("31/03/2026, may be extended by 2 years", D(2026, 3, 31), D(2028, 3, 31), None),
    ],
)
def test_an_end_with_a_term_beside_it(text: str, end: dt.date, latest: dt.date | None, months: int | None) -> None:
    values, codes = read(End=text)
    assert (values["end"], values["latest_end"], values["term_months"], codes) == (end, latest, months, [])


@pytest.mark.parametrize(
    ("text", "notice"),
    [("3 months notice", Notice(3, "months")), ("Rolling (30 days notice)", Notice(30, "days"))],
)
def test_an_end_at_notice_rolls_on(text: str, notice: Notice) -> None:
    values, codes = read(End=text)
    assert (values["end"], values["term_kind"], values["notice"], codes) == (None, "rolling", notice, [])


@pytest.mark.parametrize(
    ("text", "latest", "months"),
    [
        ("12-24 months", D(2028, 3, 31), [24]),
        ("1 or 2 years", D(2028, 3, 31), [24]),
        ("12 months, twice", D(2028, 3, 31), [12, 12]),
        ("12 months 2 times", D(2028, 3, 31), [12, 12]),
        ("2 further years", D(2028, 3, 31), [24]),
        ("4 annual extensions", D(2030, 3, 31), [12, 12, 12, 12]),
        ("90 days", D(2026, 6, 29), []),
        ("Both extensions used", D(2026, 3, 31), []),
        ("No - already extended", D(2026, 3, 31), []),
        ("-", None, []),
    ],
)
def test_extensions_in_other_words(text: str, latest: dt.date | None, months: list[int]) -> None:
    values, codes = read(Extension_options=text)
    extensions = tuple(Extension(each) for each in months)
    assert (values["latest_end"], values["extensions"], values["term_kind"], codes) == (latest, extensions, "fixed", [])


def test_the_day_an_extension_was_taken_is_not_the_latest_end() -> None:
    values, codes = read(Extension_options="2 years, exercised on 01/04/2025")
    assert (values["latest_end"], codes) == (None, ["term_not_understood"])


@pytest.mark.parametrize(
    ("text", "end", "latest", "kind"),
    [
        ("2 (+1+1)", D(2025, 3, 31), D(2027, 3, 31), "fixed"),
        ("24 (+12 +12) months", D(2025, 3, 31), D(2027, 3, 31), "fixed"),
        ("4 (2+2)", D(2025, 3, 31), D(2027, 3, 31), "fixed"),
        ("2 years 6 months", D(2025, 9, 30), None, "fixed"),
        ("2 years + 6 months", D(2025, 3, 31), D(2025, 9, 30), "fixed"),
        ("3 years from 01/04/2023", D(2026, 3, 31), None, "fixed"),
        ("6 weeks", D(2023, 5, 12), None, "fixed"),
        ("One-off", None, None, "one_off"),
    ],
)
def test_terms_without_an_end(text: str, end: dt.date | None, latest: dt.date | None, kind: str) -> None:
    values, codes = read(End="N/A", Term=text)
    assert (values["end"], values["latest_end"], values["term_kind"], codes) == (end, latest, kind, [])


def test_lengths_that_are_not_settled_are_asked_about() -> None:
    for name, code in (("Term", "term_not_understood"), ("Notice_period", "notice_not_understood")):
        values, codes = read(**{name: "3-6 months"})
        assert (values["term_months"], values["notice"], codes) == (None, None, [code])
