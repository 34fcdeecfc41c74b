"""What can be done to a document as a whole with one press, by kind: a beginning to work from, or a baseline. Pure."""

from collections.abc import Callable, Mapping
from copy import deepcopy
from dataclasses import dataclass
from functools import partial
from typing import Any

from tallystick.decisions.rules import charter_answer
from tallystick.web.decide.fields import Said
from tallystick.web.decide.parts import what_if

Answer = Mapping[str, Any] | None
Others = Callable[[str], Said]
"""What the document of another kind says, nothing where there is none."""


@dataclass(frozen=True)
class Doing:
    """A button of a document's page. explain: what it does, above it. made: the document that it makes. source: the
    kind of another document that it works from, "" for none."""

    code: str
    label: str
    explain: str
    made: Callable[[], dict[str, Any]]
    source: str = ""


def fitting(kind: str, said: Said, answer: Answer, others: Others) -> list[Doing]:
    """What can be done now to a document of a kind, from what it says, what follows from that, and other documents."""
    return DOINGS[kind](said, answer, others) if kind in DOINGS else []


def _baseline(said: Said, answer: Answer, others: Others) -> list[Doing]:
    if not answer or not answer["attention"]["no_baseline"]:
        return []
    explain = (
        "Each task that has no baseline is given the first and last day that it has in the plan now. Slippage is "
        "then told against those days. A baseline that is there already stays as it is."
    )
    made = partial(_with_baselines, said, answer)
    return [Doing("baseline", "Set the baseline from the plan as it stands", explain, made)]


def _with_baselines(said: Said, answer: Mapping[str, Any]) -> dict[str, Any]:
    """Tasks that have no baseline have the plan's own days for one; those that have one keep it."""
    made: dict[str, Any] = deepcopy(dict(said))
    planned = {one["id"]: one for one in answer["tasks"]}
    for task in made["tasks"]:
        if task.get("baseline") is None:
            at = planned[str(task["id"]).strip()]
            task["baseline"] = {"start": at["earliest_start"], "finish": at["earliest_finish"]}
    return made


def _what_if(said: Said, answer: Answer, others: Others) -> list[Doing]:
    """One beginning where a cost is shared as one sum, and one of each of its lines where it has such."""
    shared = {} if said else others("sharing")
    if not shared:
        return []
    explain = (
        "The arrangement is copied from who pays what, and says there what it says now. Then say what changes, and "
        "when."
    )
    lines = what_if.lines_of(shared)
    if not lines:
        return [Doing("begin", "Begin from who pays what", explain, partial(what_if.begun_from, shared), "sharing")]
    return [
        Doing(
            f"begin-{at}", f"Begin from “{line.get('name') or f'line {at}'}”", explain if at == 1 else "",
            partial(what_if.begun_from, shared, line), "sharing",
        )
        for at, line in enumerate(lines, 1)
    ]  # fmt: skip


def _recommendation(said: Said, answer: Answer, others: Others) -> list[Doing]:
    explain = (
        "It then asks for each fact. Started from the page of a contract, it begins with all that the register knows."
    )
    return [] if said else [Doing("begin", "Begin with nothing known", explain, lambda: {"facts": {}})]


def _charter(said: Said, answer: Answer, others: Others) -> list[Doing]:
    explain = (
        "Three themes and two across them, with five commitments and seven principles. Its wording is Tallystick's "
        "own: change it into yours."
    )
    label = "Begin from a charter of a partnership for shared ICT"
    return [] if said else [Doing("template", label, explain, charter_answer.template)]


DOINGS: Mapping[str, Callable[[Said, Answer, Others], list[Doing]]] = {
    "what_if": _what_if,
    "recommendation": _recommendation,
    "transition": _baseline,
    "charter": _charter,
}
