"""A charter: what partners commit to, what is to come of it, and what of that hangs on nothing. Pure.

docs/rules/charter.md. Themes have commitments; commitments and principles are served by outcomes, outcomes by
objectives, and those are measured.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from tallystick.decisions.rules.charter_measures import Measure
from tallystick.reference.charter import Letter

MET, NOT_MET, NOT_ANSWERED = "met", "not met", "not answered"


@dataclass(frozen=True)
class Theme:
    """across: whether it runs across the others."""

    id: str
    name: str
    across: bool = False


@dataclass(frozen=True)
class Commitment:
    """What partners commit to, under a theme."""

    id: str
    theme: str
    text: str


@dataclass(frozen=True)
class Principle:
    """What partners go by."""

    id: str
    text: str


@dataclass(frozen=True)
class Outcome:
    """What is to be different. serves: ids of commitments and principles."""

    id: str
    text: str
    serves: tuple[str, ...]


@dataclass(frozen=True)
class Answer:
    """What a person answered to a letter's question, and why. "": not said."""

    yes: bool
    reason: str
    by: str


@dataclass(frozen=True)
class Objective:
    """What is to be reached, for which outcomes, by whom and when. answers: letter -> what a person answered."""

    id: str
    text: str
    outcomes: tuple[str, ...]
    owner: str = ""
    due: dt.date | None = None
    answers: Mapping[str, Answer] = field(default_factory=dict)


@dataclass(frozen=True)
class Charter:
    """The whole, from themes to measures."""

    title: str
    themes: tuple[Theme, ...] = ()
    commitments: tuple[Commitment, ...] = ()
    principles: tuple[Principle, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    objectives: tuple[Objective, ...] = ()
    measures: tuple[Measure, ...] = ()

    def measures_of(self, objective: str) -> tuple[Measure, ...]:
        """The measures of an objective."""
        return tuple(measure for measure in self.measures if measure.objective == objective)

    def themes_of(self, objective: Objective) -> frozenset[str]:
        """The themes whose commitments the objective's outcomes serve; none where they serve principles alone."""
        served = {one for outcome in self.outcomes if outcome.id in objective.outcomes for one in outcome.serves}
        return frozenset(commitment.theme for commitment in self.commitments if commitment.id in served)


@dataclass(frozen=True)
class Tested:
    """One letter of one objective. verdict: met, not met, not answered. missing: what is not there, in words."""

    letter: Letter
    verdict: str
    missing: tuple[str, ...]
    answer: Answer | None


def tested(charter: Charter, objective: Objective, letters: tuple[Letter, ...]) -> tuple[Tested, ...]:
    """Each letter: what is missing makes it not met, and so does a no; without the answer asked for, not answered.

    An answer counts only with its reason and the name of whoever gave it.
    """
    return tuple(_tested(charter, objective, letter) for letter in letters)


def orphans(charter: Charter) -> dict[str, tuple[str, ...]]:
    """What hangs on nothing, by kind: ids in the charter's order."""
    served = {one for outcome in charter.outcomes for one in outcome.serves}
    aimed_at = {one for objective in charter.objectives for one in objective.outcomes}
    measured = {measure.objective for measure in charter.measures}
    themes = {commitment.theme for commitment in charter.commitments}
    reached = {
        one
        for objective in charter.objectives
        if objective.id in measured
        for outcome in charter.outcomes
        if outcome.id in objective.outcomes
        for one in outcome.serves
    }
    return {
        "themes_without_commitment": _without((one.id for one in charter.themes), themes),
        "commitments_served_by_nothing": _without((one.id for one in charter.commitments), served),
        "principles_served_by_nothing": _without((one.id for one in charter.principles), served),
        "commitments_not_measured": _without((one.id for one in charter.commitments), reached),
        "outcomes_serving_nothing": tuple(outcome.id for outcome in charter.outcomes if not outcome.serves),
        "outcomes_without_objective": _without((one.id for one in charter.outcomes), aimed_at),
        "objectives_for_no_outcome": tuple(one.id for one in charter.objectives if not one.outcomes),
        "objectives_without_measure": _without((one.id for one in charter.objectives), measured),
    }


def _without(names: Iterable[str], known: set[str]) -> tuple[str, ...]:
    return tuple(name for name in names if name not in known)


def _tested(charter: Charter, objective: Objective, letter: Letter) -> Tested:
    missing = {
        "S": _specific,
        "M": _measurable,
        "A": _nothing,
        "R": _relevant,
        "T": _time_bound,
    }[letter.letter](charter, objective)
    said = objective.answers.get(letter.letter)
    if said is not None:
        missing += tuple(
            f"the {what} of the answer is not given"
            for what, text in (("reason", said.reason), ("author", said.by))
            if not text
        )
    if missing or (said is not None and not said.yes):
        verdict = NOT_MET
    else:
        verdict = MET if said is not None or not letter.asked else NOT_ANSWERED
    return Tested(letter, verdict, missing, said)


def _nothing(charter: Charter, objective: Objective) -> tuple[str, ...]:
    return ()


def _specific(charter: Charter, objective: Objective) -> tuple[str, ...]:
    return () if objective.owner else ("nobody owns it",)


def _measurable(charter: Charter, objective: Objective) -> tuple[str, ...]:
    measures = charter.measures_of(objective.id)
    if not measures:
        return ("it has no measure",)
    return tuple(
        f"measure {measure.id} has no {what}"
        for measure in measures
        for what, there in (("unit", measure.unit), ("baseline", measure.baseline), ("target", measure.target))
        if not there
    )


def _relevant(charter: Charter, objective: Objective) -> tuple[str, ...]:
    if not objective.outcomes:
        return ("it is for no outcome",)
    idle = [one.id for one in charter.outcomes if one.id in objective.outcomes and not one.serves]
    return tuple(f"outcome {name} serves no commitment or principle" for name in idle)


def _time_bound(charter: Charter, objective: Objective) -> tuple[str, ...]:
    if objective.due is None:
        return ("there is no day by which it is reached",)
    return tuple(
        f"measure {measure.id} ends on {measure.target.on}, after {objective.due}"
        for measure in charter.measures_of(objective.id)
        if measure.target and measure.target.on > objective.due
    )
