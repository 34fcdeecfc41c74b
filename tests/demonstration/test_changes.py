"""The demonstration's changes say what the rules can be asked, and end in every state."""

from tallystick.contracts.actions.changing import QUESTIONS
from tallystick.contracts.declared import KINDS
from tallystick.demonstration import story
from tallystick.demonstration.changes import changes


def test_what_is_answered_is_what_the_law_asks() -> None:
    for told in changes().values():
        assert set(told["law"]) <= set(KINDS["law"].fields)
        for one in told.get("changes", ()):
            assert set(one["facts"]) <= set(QUESTIONS)


def test_a_change_of_the_story_ends_in_every_state() -> None:
    ends = {one["until"] for told in changes().values() for one in told.get("changes", ())}
    assert ends == {"proposed", "checked", "approved", "made", "rejected"}


def test_changes_are_of_contracts_that_the_story_runs() -> None:
    assert set(changes()) <= {told["contract"] for told in story.contracts()}
