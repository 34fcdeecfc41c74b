"""Who of a board would be named in a decision, and who may not approve it."""

import pytest

from tallystick.decisions.rules.apart import WROTE, Tie, told_out, why_not, would_name
from tallystick.decisions.rules.partnership import Named

LONG = "Ann " * 60
TIES = [
    Tie("proposer", "ann lee", 3),
    Tie("moderator", "Ben", None),
    Tie(WROTE, "Ann Lee", 3),
    Tie("approver", "Eve", 9),
]


@pytest.mark.parametrize(
    ("name", "person", "why"),
    [
        ("ANN LEE", None, "proposes it and wrote a document of it"),
        ("Anything", 3, "proposes it and wrote a document of it"),
        # Another account of the same name is somebody else; a name without an account may be anybody's.
        ("Ann Lee", 4, ""),
        ("Ben", 4, "agrees its scores"),
        ("Ann Lee (York)", None, ""),
        ("Eve", 9, ""),
    ],
)
def test_who_may_not_approve_and_why(name: str, person: int | None, why: str) -> None:
    assert why_not(TIES, name, person) == why


def test_a_name_as_long_as_is_kept_is_named_once() -> None:
    board = [Named(f" {LONG}", "approver", "x" * 400, "chair"), Named("ben", "approver", "B", "member"),
             Named("Ben", "consultee", "B", "officer")]  # fmt: skip
    found = would_name(board, set(), TIES)
    assert [one.new for one in found] == [True, False, True]
    kept = {(one.who.part, one.who.name, one.who.speaks_for) for one in found if one.new}
    assert {(len(name), len(speaks_for)) for _, name, speaks_for in kept} == {(199, 300), (3, 1)}
    assert [one.new for one in would_name(board, kept, TIES)] == [False, False, False]
    assert told_out(found).endswith("does not approve it: ben agrees its scores.")
    assert told_out(found[2:]) == ""
