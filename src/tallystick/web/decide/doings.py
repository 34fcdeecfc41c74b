"""What can be done to a document as a whole with one press, by kind: a beginning to work from, or a baseline. Pure."""

from collections.abc import Callable, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from tallystick.decisions.rules import charter_answer
from tallystick.web.decide.fields import Said
from tallystick.web.decide.parts import what_if

Answer = Mapping[str, Any] | None


@dataclass(frozen=True)
class Doing:
    """A button of a document's page. explain: what it does, above it.

    fits: whether there is anything to do for a document and what follows from it. made: the document that it makes.
    source: the kind of another document that both are told of in its place, where it is not written yet.
    """

    code: str
    label: str
    explain: str
    fits: Callable[[Said, Answer], bool]
    made: Callable[[Said, Answer], dict[str, Any]]
    source: str = ""

    def told(self, said: Said, others: Callable[[str], Said]) -> Said:
        """What it works from."""
        return others(self.source) if self.source else said


def fitting(kind: str, said: Said, answer: Answer, others: Callable[[str], Said]) -> list[Doing]:
    """What can be done now. others: what the document of another kind says, nothing where there is none."""
    return [
        one for one in DOINGS.get(kind, ()) if not (one.source and said) and one.fits(one.told(said, others), answer)
    ]


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


_BEGINS = (
    "The arrangement is copied from who pays what, and says there what it says now. Then say what changes, and when."
)
_LINES = 8
"""Of so many lines of a cost a what-if can be begun with one press."""


def _from_line(at: int) -> Doing:
    """A what-if of one line of a shared cost."""
    return Doing(
        f"begin-{at + 1}", f"Begin from line {at + 1} of who pays what",
        _BEGINS if at == 0 else "",
        lambda said, answer: len(what_if.lines_of(said)) > at,
        lambda said, answer: what_if.begun_from(said, what_if.lines_of(said)[at]), source="sharing",
    )  # fmt: skip


DOINGS: Mapping[str, Sequence[Doing]] = {
    "what_if": (
        Doing(
            "begin", "Begin from who pays what", _BEGINS,
            lambda said, answer: bool(said) and not what_if.lines_of(said),
            lambda said, answer: what_if.begun_from(said), source="sharing",
        ),
        *map(_from_line, range(_LINES)),
    ),
    "recommendation": (
        Doing(
            "begin", "Begin with nothing known",
            "It then asks for each fact. Started from the page of a contract, it begins with all that the register "
            "knows.",
            _empty, lambda said, answer: {"facts": {}},
        ),
    ),
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
