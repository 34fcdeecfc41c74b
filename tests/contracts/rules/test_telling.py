"""The rules of alerts, by tables; and the worked example of docs/rules/alerts.md."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tallystick.contracts.rules.telling import (
    Answerable,
    Standing,
    Told,
    can_wait,
    may_be_told,
    next_round,
    stage_on,
    tellings,
    turn_of,
    was_told,
    whole_round,
)
from tallystick.contracts.rules.telling_words import Item, body, in_order, subject
from tests.contracts.rules.pages import example

TODAY = date(2027, 5, 3)
SOMEBODY = Answerable(owner=1, sponsor=2, unowned_to=3, administrator=4)


def day(n: int | None) -> date | None:
    return None if n is None else TODAY + timedelta(days=n)


@pytest.mark.parametrize(
    ("kind", "due", "warn", "stage"),
    [
        ("extension", 90, 0, "coming"),
        ("extension", 90, 1, ""),
        ("extension", 90, None, "coming"),
        ("extension", 15, -9, "coming"),
        ("extension", 14, -9, "soon"),
        ("extension", 0, -9, "soon"),
        ("extension", -1, -9, "overdue"),
        ("extension", -1, 9, "overdue"),
        # A short warning: it is not spoken of before that, though less than two weeks are left.
        ("duty", 10, 3, ""),
        ("duty", 7, 0, "soon"),
        # Its day is not known: it is told, and can be neither soon nor late.
        ("renewal", None, None, "coming"),
        ("find_out", None, None, "coming"),
        ("find_out", -30, None, "coming"),
        ("find_out", None, 5, ""),
    ],
)
def test_the_stage_of_a_day(kind: str, due: int | None, warn: int | None, stage: str) -> None:
    it = Standing(kind, day(due), day(warn), None)
    assert stage_on(it, TODAY) == stage
    assert stage_on(replace(it, settled=True), TODAY) == ""


@pytest.mark.parametrize(
    ("owner", "sponsor", "named", "administrator", "coming", "late"),
    [
        (1, 2, 3, 4, [(1, "coming")], [(1, "overdue"), (2, "overdue")]),
        (1, None, 3, 4, [(1, "coming")], [(1, "overdue"), (3, "overdue")]),
        (1, 1, 3, 4, [(1, "coming")], [(1, "overdue"), (3, "overdue")]),
        # Not to an administrator: it has an owner, who was told.
        (1, None, None, 4, [(1, "coming")], [(1, "overdue")]),
        (1, 1, 1, 4, [(1, "coming")], [(1, "overdue")]),
        (None, 2, 3, 4, [(3, "unowned")], [(3, "overdue")]),
        (None, 2, None, 4, [(2, "unowned")], [(2, "overdue")]),
        (None, None, None, 4, [(4, "unowned")], [(4, "overdue")]),
        (None, None, None, None, [], []),
    ],
)
def test_who_is_told(
    owner: int | None, sponsor: int | None, named: int | None, administrator: int | None,
    coming: list[tuple[int, str]], late: list[tuple[int, str]],
) -> None:  # fmt: skip
    whose = Answerable(owner, sponsor, named, administrator)
    it = Standing("extension", day(60), None, None)
    assert [(one.person, one.stage) for one in tellings(it, whose, TODAY)] == coming
    assert [(one.person, one.stage) for one in tellings(replace(it, due=day(-1)), whose, TODAY)] == late


def test_what_is_soon_is_no_news_to_whoever_was_told_that_nobody_owns_it() -> None:
    it = Standing("extension", day(10), None, None)
    [one] = tellings(it, replace(SOMEBODY, owner=None), TODAY)
    assert (one.person, one.stage, one.unowned) == (3, "unowned", True)


A, B = date(2027, 7, 1), date(2027, 9, 1)


@pytest.mark.parametrize(
    ("told", "due", "stage", "known"),
    [
        ([], A, "coming", False),
        ([(A, "coming")], A, "coming", True),
        ([(A, "coming")], A, "soon", False),
        ([(A, "coming"), (A, "soon")], A, "coming", True),
        ([(A, "coming")], B, "coming", False),
        ([(A, "coming"), (B, "coming")], A, "coming", False),
        ([(A, "coming"), (B, "coming"), (A, "coming")], A, "coming", True),
        ([(None, "coming")], None, "coming", True),
        ([(None, "coming")], A, "coming", False),
    ],
)
def test_what_somebody_knows(told: list[tuple[date | None, str]], due: date | None, stage: str, *, known: bool) -> None:
    heard = [Told(was.isoformat() if was else "", at, TODAY) for was, at in told]
    assert was_told(Standing("renewal", due, None, None), stage, heard, TODAY) is known
    assert turn_of(due, stage, heard) == told.count((due, stage))


@pytest.mark.parametrize(
    ("due", "takes_effect", "number", "known"),
    [
        (None, A, 1, True),
        # It renewed itself, and the day for it is not known again.
        (None, B, 1, False),
        (None, None, 1, False),
        # It was found out, and is to be found out again.
        (None, A, 2, False),
        (A, A, 1, False),
    ],
)
def test_what_has_no_day_is_known_by_when_it_takes_effect_and_until_it_is_gone(
    due: date | None, takes_effect: date | None, number: int, *, known: bool
) -> None:
    heard = [Told("", "coming", TODAY, A, 1)]
    it = Standing("renewal", due, None, None, takes_effect=takes_effect, number=number)
    assert was_told(it, "coming", heard, TODAY) is known
    dated = [Told(A.isoformat(), "coming", TODAY, A, 1)]
    assert was_told(replace(it, due=A), "coming", dated, TODAY), "a day is the same day, whatever else is other"


@pytest.mark.parametrize(("ahead", "counts"), [(0, True), (31, True), (32, False), (400, False)])
def test_what_a_clock_told_that_was_far_ahead_does_not_count(ahead: int, *, counts: bool) -> None:
    told = [Told(A.isoformat(), "overdue", TODAY + timedelta(days=ahead))]
    assert was_told(Standing("duty", A, None, None), "overdue", told, TODAY) is counts


@pytest.mark.parametrize(
    ("today", "rounds", "whole"),
    [
        ("2027-05-03", [], True),
        ("2027-05-03", ["2027-05-02"], True),
        ("2027-05-03", ["2027-05-03"], False),
        ("2027-05-05", ["2027-05-03"], False),
        ("2027-05-09", ["2027-05-03"], False),
        ("2027-05-05", ["2027-04-26"], True),
        # The clock was ahead in this week, or is back from a week to come.
        ("2027-05-04", ["2027-05-06"], False),
        ("2027-05-04", ["2027-05-10"], True),
    ],
)
def test_once_in_a_week_everything_is_told(today: str, rounds: list[str], *, whole: bool) -> None:
    assert whole_round(date.fromisoformat(today), {date.fromisoformat(one) for one in rounds}) is whole


@pytest.mark.parametrize(
    ("due", "start", "waits"),
    [(6, None, False), (7, None, True), (-1, None, False), (60, 6, False), (60, 7, True), (None, None, True)],
)
def test_what_can_wait_until_monday(due: int | None, start: int | None, *, waits: bool) -> None:
    assert can_wait(Standing("extension", day(due), None, day(start)), TODAY) is waits


@given(st.dates(date(1990, 1, 1), date(2200, 1, 1)))
def test_the_next_round_is_the_monday_after(today: date) -> None:
    assert next_round(today).weekday() == 0
    assert 1 <= (next_round(today) - today).days <= 7


@pytest.mark.parametrize(("ago", "may"), [([], True), ([0], False), ([27], False), ([28], True), ([-1], True)])
def test_an_address_that_was_given_up_rests_for_four_weeks(ago: list[int], *, may: bool) -> None:
    assert may_be_told([TODAY - timedelta(days=one) for one in ago], TODAY) is may


def item(**values: object) -> Item:
    said: dict[str, object] = {
        "contract": "Housing", "organisation": "Leeds", "suppliers": "", "what": "Decide", "why": "", "due": A,
        "takes_effect": None, "last_safe_start": None, "stage": "coming", "unowned": False, "owner": "",
        "owner_has_address": False, "link": "https://x.example/1",
    }  # fmt: skip
    return Item(**{**said, **values})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("stages", "said"),
    [
        (["coming"], "Tallystick: 1 date of a contract"),
        (["overdue"], "Tallystick: 1 date of a contract, overdue"),
        (["coming", "overdue"], "Tallystick: 2 dates of contracts, 1 of them overdue"),
        (["overdue", "overdue"], "Tallystick: 2 dates of contracts, overdue"),
    ],
)
def test_a_subject_names_nobody(stages: list[str], said: str) -> None:
    assert subject([item(stage=stage) for stage in stages]) == said


def test_lines_are_by_day_and_what_has_none_comes_last() -> None:
    ordered = in_order([item(due=None), item(due=B), item(due=A)])
    assert [one.due for one in ordered] == [A, B, None]


@given(st.text(), st.text(), st.text())
def test_whatever_is_typed_stays_in_its_own_line(title: str, what: str, why: str) -> None:
    plain = body([item(why="because")], today=TODAY, name="Ada", page="https://x.example")
    said = body(
        [item(contract=title, what=what, why=f"because {why}")], today=TODAY, name="Ada", page="https://x.example"
    )
    assert len(said.split("\n")) == len(plain.split("\n"))
    assert all(letter.isprintable() or letter == "\n" for letter in said)


def test_the_worked_example_of_its_page() -> None:
    said, gives = example("alerts")
    days = {name: value and date.fromisoformat(value) for name, value in said["date"].items() if name != "kind"}
    it, whose = Standing(said["date"]["kind"], **days), Answerable(**said["people"])
    told: dict[int, list[Told]] = {}
    rounds: set[date] = set()
    found = []
    for today in map(date.fromisoformat, said["days"]):
        if gone := said["gone"].get(today.isoformat()):
            whose = replace(whose, **{gone: None})
        whole = whole_round(today, rounds)
        for one in tellings(it, whose, today):
            heard = told.setdefault(one.person, [])
            if (whole or not can_wait(it, today)) and not was_told(it, one.stage, heard, today):
                heard.append(Told(it.due.isoformat() if it.due else "", one.stage, today))
                found.append([today.isoformat(), one.person, one.stage])
        rounds |= {today} if whole else set()
    assert found == gives
