"""Partnerships: who is in on a day, who leads, what does not hold together, and what is refused."""

import datetime as dt
import json
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tallystick.decisions.rules.partnership import named
from tallystick.decisions.rules.partnership_answer import answer
from tallystick.decisions.rules.partnership_json import partnership_from_json
from tallystick.decisions.rules.parts_json import NotADocument
from tallystick.kit.errors import Refused
from tests.contracts.rules.pages import example

TODAY = dt.date(2022, 3, 1)


def whole(**rest: Any) -> dict[str, Any]:
    """Nothing to be put right on TODAY."""
    return {
        "title": "Three districts",
        "members": [
            {"id": "a", "name": "Ashby", "kind": "district", "joined": "2011-01-01"},
            {"id": "b", "name": "Birch", "kind": "district", "joined": "2011-01-01"},
            {"id": "c", "name": "Cedar", "kind": "district", "joined": "2011-01-01", "left": "2021-12-31"},
        ],
        "lead": [{"member": "a", "from": "2011-01-01"}],
        "delegations": [
            {"id": "d", "from": "b", "to": "a", "function": "ICT", "under": "Section 101", "begins": "2022-01-01",
             "ends": "2026-12-31"},
        ],
        "services": [
            {"id": "s", "name": "Service desk", "provided_by": "a", "used_by": ["a", "b"], "contracts": [4],
             "people": [{"post": "Head of ICT", "employer": "a", "share": 0.5}]},
        ],
        "boards": [
            {"id": "j", "name": "Joint board", "quorum": 2, "seats": [
                {"name": "Ann", "role": "chair", "speaks_for": "a"}, {"name": "Ben", "speaks_for": "b"},
                {"name": "Dee", "role": "officer"},
            ]},
        ],
        "who_decides": [{"matter": "The budget", "by": "j", "consulted": ["a", "b"]}],
        **rest,
    }  # fmt: skip


def texts(said: dict[str, Any], today: dt.date = TODAY) -> list[str]:
    return [one["text"] for one in answer(said, today)["attention"]]


def test_a_partnership_that_holds_together_asks_for_nothing() -> None:
    found = answer(whole(), TODAY)
    assert found["attention"] == []
    assert found["lead"] == "Ashby"
    assert {one["name"]: one["state"] for one in found["members"]} == {"Ashby": "now", "Birch": "now", "Cedar": "over"}
    assert found["boards"][0]["votes"] == 2
    assert found["services"][0]["people"][0]["share"] == "0.5"
    assert found["events"][-1] == {"on": "2026-12-31", "what": "The last day of a delegation: ICT: Birch to Ashby"}


@pytest.mark.parametrize(
    ("again", "place"),
    [
        ({"name": "ashby"}, "members[3].name"),
        ({"name": "Ashby", "joined": "2030-01-01"}, "members[3].name"),
        ({"name": "Cedar", "joined": "2021-12-31"}, "members[3].name"),
        ({"name": "Ashby Council", "organisation": "X"}, "members[4].organisation"),
        # Back after they left; another body of the same name.
        ({"name": "Cedar", "joined": "2022-01-01"}, None),
        ({"name": "Police", "organisation": "Y"}, None),
    ],
)
def test_nobody_is_a_member_twice_on_a_day(again: dict[str, Any], place: str | None) -> None:
    more: list[dict[str, Any]] = [{"id": "again", **again}]
    more += [{"id": "e", "name": "Police", "organisation": "X"}] if "organisation" in again else []
    said = whole(members=[*whole()["members"], *more])
    if place is None:
        assert len(answer(said, TODAY)["members"]) == 3 + len(more)
        return
    with pytest.raises(NotADocument, match="is a member already") as no:
        answer(said, TODAY)
    assert (no.value.field, bool(no.value.what_to_do)) == (place, True)


def test_the_last_day_of_a_member_is_still_theirs() -> None:
    said = whole(services=[{"id": "s", "name": "Desk", "provided_by": "a", "used_by": ["c"], "contracts": [1]}])
    assert "Desk: Cedar is no member on this day." not in texts(said, dt.date(2021, 12, 31))
    assert "Desk: Cedar is no member on this day." in texts(said, dt.date(2022, 1, 1))


@pytest.mark.parametrize(
    ("rest", "text"),
    [
        ({"lead": []}, "Nobody leads."),
        ({"lead": [{"member": "a"}, {"member": "b"}]}, "2 lead at once: Ashby, Birch."),
        ({"lead": [{"member": "c"}]}, "Cedar leads and is no member on this day."),
        (
            {"lead": [{"member": "b", "to": "2020-06-30"}, {"member": "a", "from": "2020-06-30"}]},
            "Ashby and Birch overlap.",
        ),
        (
            {
                "delegations": [
                    {"id": "d", "from": "c", "to": "a", "function": "ICT", "under": "s", "ends": "2030-01-01"}
                ]
            },
            "ICT: Cedar is no member on this day.",
        ),
        (
            {"delegations": [{"id": "d", "from": "b", "to": "a", "function": "ICT", "ends": "2030-01-01"}]},
            "ICT: which power it rests on is not known.",
        ),
        (
            {"delegations": [{"id": "d", "from": "b", "to": "a", "function": "ICT", "under": "s"}]},
            "ICT: when it ends is not known.",
        ),
        ({"services": [{"id": "s", "name": "Desk", "contracts": [1]}]}, "Desk: who provides it is not known."),
        (
            {"services": [{"id": "s", "name": "Desk", "provided_by": "a"}]},
            "Desk: neither contracts nor people behind it are known.",
        ),
        (
            {"boards": [{"id": "j", "name": "Board", "seats": [{"name": "Ann", "speaks_for": "a"}]}]},
            "Board has no chair.",
        ),
        (
            {"boards": [{"id": "j", "name": "Board", "quorum": 3, "seats": [{"name": "Ann", "role": "chair"}]}]},
            "Board cannot decide: its quorum is 3, and 1 have a vote.",
        ),
        (
            {"boards": [{"id": "j", "name": "Board", "seats": [{"name": "Ann", "role": "chair", "speaks_for": "c"}]}]},
            "Board: Ann speaks for Cedar, no member now.",
        ),
        (
            {"boards": [{"id": "j", "name": "Board", "seats": [{"name": "Ann", "role": "chair", "speaks_for": "a"}]}]},
            "Birch has a seat on no board.",
        ),
        (
            {
                "members": [{"id": "a", "name": "Ashby", "sees": True}],
                "delegations": [],
                "services": [],
                "boards": [],
                "who_decides": [],
            },
            "Ashby is let to see this, and which organisation it is here is not known.",
        ),
        (
            {
                "members": [
                    {"id": "a", "name": "Ashby"},
                    {"id": "b", "name": "Birch"},
                    {"id": "c", "name": "Cedar", "organisation": "X", "sees": True, "left": "2022-02-28"},
                ]
            },
            "Cedar has left, and its people still see this.",
        ),
        ({"who_decides": [{"matter": "The budget"}]}, "The budget: who decides is not known."),
        ({"who_decides": [{"matter": "The budget", "by": "c"}]}, "The budget: Cedar is no member on this day."),
        (
            {"boards": [{"id": "j", "name": "Board", "seats": [{"name": "Ann", "role": "chair", "votes": False}]}]},
            "The budget: nobody on Board has a vote.",
        ),
    ],
)
def test_what_does_not_hold_together_is_named(rest: dict[str, Any], text: str) -> None:
    assert text in texts(whole(**rest))


@pytest.mark.parametrize(
    ("rest", "place"),
    [
        ({"members": []}, "members"),
        ({"members": [{"id": "a", "name": "Ashby", "kind": "duchy"}]}, "members[0].kind"),
        ({"members": [{"id": "j", "name": "Ashby"}], "lead": [], "delegations": [], "services": []}, "members"),
        ({"lead": [{"member": "z"}]}, "lead[0].member"),
        ({"lead": [{"member": "a", "from": "2022-01-02", "to": "2022-01-01"}]}, "lead[0].to"),
        ({"services": [{"id": "s", "name": "Desk", "used_by": ["a", "z"]}]}, "services[0].used_by"),
        ({"services": [{"id": "s", "name": "Desk", "contracts": ["x"]}]}, "services[0].contracts"),
        (
            {"services": [{"id": "s", "name": "Desk", "people": [{"post": "Clerk", "employer": "z"}]}]},
            "services[0].people",
        ),
        ({"boards": [{"id": "j", "name": "Board", "quorum": 0}]}, "boards[0].quorum"),
        ({"who_decides": [{"matter": "The budget", "by": "z"}]}, "who_decides[0].by"),
        ({"colour": "red"}, "colour"),
    ],
)
def test_what_cannot_be_read_is_refused_at_its_place(rest: dict[str, Any], place: str) -> None:
    with pytest.raises(NotADocument) as no:
        answer(whole(**rest), TODAY)
    assert no.value.field == place


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5) | st.floats(allow_nan=False),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


@given(st.sampled_from(sorted(whole())), _JSON)
def test_whatever_stands_at_a_key_is_answered_or_refused(key: str, said: Any) -> None:
    with suppress(Refused):
        assert json.loads(json.dumps(answer(whole(**{key: said}), TODAY)))["today"]


def test_the_example_of_the_page_holds() -> None:
    said, found = example("partnership")
    assert answer(said, dt.date.fromisoformat(found["today"])) == found


SEATS = [
    {"name": "Ann", "role": "chair", "speaks_for": "a"},
    {"name": "Ben", "role": "deputy", "speaks_for": "b", "to": "2022-03-01"},
    {"name": "Cat", "from": "2022-03-02"},
    {"name": "Dee", "role": "officer"},
    {"name": "Eve", "role": "officer", "votes": True},
    {"name": "Flo", "role": "observer"},
    {"name": "Gus", "role": "member", "votes": False},
]


@pytest.mark.parametrize(
    ("on", "approve"),
    [
        (dt.date(2022, 3, 1), [("Ann", "Ashby"), ("Ben", "Birch"), ("Eve", "Joint board")]),
        (dt.date(2022, 3, 2), [("Ann", "Ashby"), ("Cat", "Joint board"), ("Eve", "Joint board")]),
    ],
)
def test_who_has_a_vote_on_the_day_approves_and_an_officer_without_one_is_consulted(
    on: dt.date, approve: list[tuple[str, str]]
) -> None:
    it = partnership_from_json(whole(boards=[{"id": "j", "name": "Joint board", "seats": SEATS}]))
    found = named(it, it.boards[0], on)
    assert [(one.name, one.speaks_for) for one in found if one.part == "approver"] == approve
    assert [one.name for one in found if one.part == "consultee"] == ["Dee"]


@pytest.mark.parametrize(("quorum", "can"), [(None, None), (2, True), (3, False)])
def test_a_board_can_decide_where_its_quorum_is_known_and_met(quorum: int | None, can: bool | None) -> None:
    board = {"id": "j", "name": "Board", "seats": [{"name": "Ann", "role": "chair"}, {"name": "Ben"}]}
    found = answer(whole(boards=[board | ({"quorum": quorum} if quorum else {})]), TODAY)
    assert found["boards"][0]["can_decide"] is can


def test_contracts_may_be_typed_as_digits_and_the_title_left_to_where_it_is_kept() -> None:
    service = {"id": "s", "name": "Desk", "provided_by": "a", "contracts": [4, " 12 "]}
    found = answer({key: value for key, value in whole(services=[service]).items() if key != "title"}, TODAY)
    assert (found["title"], found["services"][0]["contracts"]) == (None, [4, 12])
