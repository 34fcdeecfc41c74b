"""What can be done to a document as a whole with one press, by kind: a beginning to work from, or a baseline. Pure."""

from collections.abc import Callable, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from tallystick.decisions.rules import charter_answer
from tallystick.web.decide.fields import Said

Answer = Mapping[str, Any] | None


@dataclass(frozen=True)
class Doing:
    """A button of a document's page. explain: what it does, above it.

    fits: whether there is anything to do for a document and what follows from it. made: the document that it makes.
    """

    code: str
    label: str
    explain: str
    fits: Callable[[Said, Answer], bool]
    made: Callable[[Said, Answer], dict[str, Any]]


def fitting(kind: str, said: Said, answer: Answer) -> list[Doing]:
    """What can be done now."""
    return [one for one in DOINGS.get(kind, ()) if one.fits(said, answer)]


def _without_baseline(said: Said, answer: Answer) -> bool:
    return bool(answer and answer["attention"]["no_baseline"])


def _with_baselines(said: Said, answer: Answer) -> dict[str, Any]:
    """Tasks that have no baseline have the plan's own days for one; those that have one keep it."""
    made: dict[str, Any] = deepcopy(dict(said))
    planned = {one["id"]: one for one in (answer or {})["tasks"]}
    for task in made["tasks"]:
        if task.get("baseline") is None:
            at = planned[str(task["id"]).strip()]
            task["baseline"] = {"start": at["earliest_start"], "finish": at["earliest_finish"]}
    return made


def _empty(said: Said, answer: Answer) -> bool:
    return not said


DOINGS: Mapping[str, Sequence[Doing]] = {
    "transition": (
        Doing(
            "baseline", "Set the baseline from the plan as it stands",
            "Each task that has no baseline is given the first and last day that it has in the plan now. Slippage is "
            "then told against those days. A baseline that is there already stays as it is.",
            _without_baseline, _with_baselines,
        ),
    ),
    "charter": (
        Doing(
            "template", "Begin from a charter of a partnership for shared ICT",
            "Three themes and two across them, with five commitments and seven principles. Its wording is Tallystick's "
            "own: change it into yours.",
            _empty, lambda said, answer: charter_answer.template(),
        ),
    ),
}  # fmt: skip
