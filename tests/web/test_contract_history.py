"""A contract's history: entry by entry, as a picture, and the contract as it was on a day."""

import csv
import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from tallystick.contracts.actions import keeping
from tallystick.contracts.rules.history import LANES, Event
from tallystick.web.contract_events import MOST, listed, picture
from tests.people import LEEDS, SAM, YORK, People
from tests.web.registers import AT, SECRET, phones

SignedIn = Callable[..., Client]
LATER = AT + timedelta(days=2)


@pytest.fixture
def contract(people: People, home: Any) -> Any:
    """A contract with a past: as of 20 November, and as of two days later."""
    made = phones(people, owner_id=people.person("reader").pk)
    add = {"contract": made.pk, "by": SAM, "at": AT}
    risk = keeping.add_row(kind="risk", values={"title": "The firm fails", "likelihood": 2}, **add)
    keeping.add_row(kind="meeting", values={"on": date(2026, 5, 1), "title": "Spring review", "minutes": "Hush"}, **add)
    keeping.add_row(kind="letter", values={"on": date(2026, 6, 1), "subject": "Late again"}, **add)
    values = {"end": date(2028, 3, 31), "negotiation_notes": "Something else", "value_pence": 5}
    keeping.change_contract(contract=made.pk, version=1, values=values, by=SAM, at=LATER, why="Extended")
    changed = {"likelihood": 5, "title": "The firm has failed"}
    keeping.change_row(contract=made.pk, kind="risk", row=risk.pk, version=1, values=changed, by=SAM, at=LATER)
    return made


def words(said: Any) -> str:
    main = said.content.decode().partition("<main")[2]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", main))


def test_every_change_says_who_when_why_and_what_in_words(contract: Any, signed_in: SignedIn) -> None:
    said = words(signed_in("contract_manager", LEEDS).get(f"/contracts/{contract.pk}/history/"))
    for text in ("Changed the contract Because: Extended", "End: 31 March 2027 → 31 March 2028",
                 "Value: £12,000.50 → £0.05", "Notes on negotiation: confidential", "Sam",
                 "22 November 2026 at 09:00", "Added a review meeting", f"Owner: Reader of {LEEDS}",
                 "Risk: The firm fails → The firm has failed"):  # fmt: skip
        assert text in said, text
    assert SECRET not in said
    assert said.index("The firm has failed") < said.index("Added a review meeting"), "newest first"


def test_who_may_not_read_what_is_confidential_is_not_told_that_it_changed(contract: Any, signed_in: SignedIn) -> None:
    said = words(signed_in("reader", LEEDS).get(f"/contracts/{contract.pk}/history/"))
    assert "Notes on negotiation" not in said
    assert "31 March 2028" in said


def test_papers_are_not_in_the_history_of_who_may_not_read_them(contract: Any, signed_in: SignedIn) -> None:
    said = words(signed_in("sector", LEEDS).get(f"/contracts/{contract.pk}/history/"))
    assert "Spring review" in said
    for hidden in ("Late again", "Hush"):
        assert hidden not in said
    assert "Late again" in words(signed_in("reader", LEEDS).get(f"/contracts/{contract.pk}/history/"))


def test_the_download_has_a_row_for_each_field(contract: Any, signed_in: SignedIn) -> None:
    said = signed_in("contract_manager", LEEDS).get(f"/contracts/{contract.pk}/history.csv")
    text = b"".join(said.streaming_content).decode()
    rows = list(csv.DictReader(text.splitlines()))
    assert ("End", "31 March 2027", "31 March 2028", "Extended") in [
        (row["field"], row["before"], row["after"], row["why"]) for row in rows
    ]
    assert SECRET not in text


def test_the_contract_as_it_was_on_a_day(contract: Any, signed_in: SignedIn, people: People) -> None:
    client = signed_in("contract_manager", LEEDS)
    then = words(client.get(f"/contracts/{contract.pk}/as-it-was/?on=2026-11-21"))
    for text in ("31 March 2027", "£12,000.50", "The firm fails", "Spring review", f"Reader of {LEEDS}"):
        assert text in then, text
    for text in ("31 March 2028", "The firm has failed", SECRET, "Something else"):
        assert text not in then, text
    now = words(client.get(f"/contracts/{contract.pk}/as-it-was/?on=2026-11-22"))
    assert "31 March 2028" in now
    assert "The firm has failed" in now
    before = words(client.get(f"/contracts/{contract.pk}/as-it-was/?on=2026-11-19"))
    assert "was not in the register then" in before


@pytest.mark.parametrize(
    ("on", "say"), [("soon", "must be a date"), ("2999-01-01", "not be after today"), ("9999-12-31", "not be after")]
)
def test_a_day_that_is_none_is_said(contract: Any, signed_in: SignedIn, on: str, say: str) -> None:
    said = signed_in("reader", LEEDS).get(f"/contracts/{contract.pk}/as-it-was/?on={on}")
    assert said.status_code == 422
    assert say in said.content.decode()


def test_a_day_ends_by_londons_clock(people: People, signed_in: SignedIn) -> None:
    made = phones(people)
    late = datetime.fromisoformat("2026-07-31T23:30:00+00:00")
    keeping.change_contract(contract=made.pk, version=1, values={"title": "Half past midnight"}, by=SAM, at=late)
    client = signed_in("reader", LEEDS)
    assert (
        "Half past" not in words(client.get(f"/contracts/{made.pk}/as-it-was/?on=2026-07-31")).partition("As it was")[2]
    )
    assert "Half past" in words(client.get(f"/contracts/{made.pk}/as-it-was/?on=2026-08-01")).partition("As it was")[2]


def test_the_picture_and_its_table_have_the_same(contract: Any, signed_in: SignedIn) -> None:
    said = signed_in("reader", LEEDS).get(f"/contracts/{contract.pk}/history/")
    events = said.context["events"]
    assert (date(2025, 4, 1), date(2028, 3, 31), "Term", "Term") in events
    assert (date(2026, 5, 1), None, "Meetings and letters", "Spring review") in events
    text = said.content.decode()
    assert text.count("<svg") >= 2
    assert text.count(">Spring review<") >= 3, "in both pictures and in the table"
    assert "style=" not in text


@pytest.mark.parametrize("path", ["history/", "history.csv", "as-it-was/", "as-it-was/?on=2026-11-21"])
def test_nobody_elses_history_is_shown(contract: Any, signed_in: SignedIn, path: str) -> None:
    client = signed_in("contract_manager", YORK)
    assert client.get(f"/contracts/{contract.pk}/{path}").status_code == 404
    keeping.change_contract(contract=contract.pk, version=2, values={"public": True}, by=SAM, at=LATER)
    assert client.get(f"/contracts/{contract.pk}/").status_code == 200
    assert client.get(f"/contracts/{contract.pk}/{path}").status_code == 404


days = st.dates(date(2015, 1, 1), date(2035, 1, 1))
events = st.builds(
    lambda lane, on, until, label, pence: Event(
        on, lane, "" if lane == "money" else label, max(on, until) if lane == "money" or until else None,
        key=str(pence) if lane == "money" else "",
    ),
    st.sampled_from(list(LANES)), days, days, st.text("ab ", min_size=1, max_size=60), st.integers(-(10**9), 10**9),
)  # fmt: skip


@given(st.lists(events, max_size=60), days, st.sampled_from([340, 900]))
def test_nothing_of_a_picture_lies_outside_it(made: list[Event], today: date, width: int) -> None:
    drawn = picture(made, today=today, width=width)
    for bar in drawn.bars:
        assert -1 <= bar.x <= width
        assert bar.x + bar.width <= width + 3
        assert bar.y >= 0
        assert bar.y + bar.height <= drawn.height
    assert all(0 <= label.x <= width and 0 <= label.y <= drawn.height for label in drawn.labels)
    assert len(listed(made)) == len(made)


def test_a_picture_has_room_for_so_many_events_and_the_table_for_all() -> None:
    made = [Event(date(2020, 1, 1) + timedelta(days=n), "meetings", f"m{n}") for n in range(MOST + 30)]
    drawn = picture(made, today=date(2021, 1, 1), width=900)
    assert sum(label.text.startswith("m") for label in drawn.labels) == MOST
    assert len(listed(made)) == MOST + 30
