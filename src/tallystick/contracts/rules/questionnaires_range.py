"""Every score and outcome that answers still allow, whatever the ones that are not known turn out to be. Pure, exact.

Not every way to fill them in is tried: ways that come to the same score, the same most, and the same overriding rules
still possible are one.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from tallystick.reference.asking import Option, Questionnaire, Rule

_State = tuple[int, int, int]
"""The score so far, the most it could have been, and a bit for each rule that no answer so far goes against."""


@dataclass(frozen=True)
class Reach:
    """low, high: scores. scales: every most that could apply. outcomes: those possible, in the order of the bands.

    outcome: the one that every way leads to, or None.
    """

    low: int
    high: int
    scales: frozenset[int]
    outcomes: tuple[str, ...]
    outcome: str | None


def reach(questionnaire: Questionnaire, chosen: Mapping[str, Option]) -> Reach:
    """What can be reached where the questions of `chosen` have those answers and the others could have any."""
    states: set[_State] = {(0, 0, (1 << len(questionnaire.rules)) - 1)}
    for question in questionnaire.questions:
        options = (chosen[question.id],) if question.id in chosen else question.options
        steps = {
            (
                option.points * question.weight,
                question.most if option.applies else 0,
                _kept(questionnaire, question.id, option),
            )
            for option in options
        }
        if steps:
            states = {
                (score + more, most + of, rules & kept) for score, most, rules in states for more, of, kept in steps
            }
    outcomes = {_outcome(questionnaire, state) for state in states}
    return Reach(
        low=min(score for score, _, _ in states),
        high=max(score for score, _, _ in states),
        scales=frozenset(most for _, most, _ in states),
        outcomes=tuple(outcome for outcome in questionnaire.outcomes if outcome in outcomes),
        outcome=next(iter(outcomes)) if len(outcomes) == 1 else None,
    )


def by_score(questionnaire: Questionnaire, score: int, most: int) -> str | None:
    """The outcome by score alone; None where nothing applies, or there are no bands."""
    if not most:
        return None
    reached = [band.outcome for band in questionnaire.bands if score * 100 >= band.at_least_percent * most]
    return reached[-1] if reached else None


def moved(questionnaire: Questionnaire, rule: Rule, outcome: str) -> str:
    """The outcome once a rule that holds is applied."""
    rank = questionnaire.outcomes.index
    if rule.at_least is not None:
        return max(outcome, rule.at_least, key=rank)
    return outcome if rule.at_most is None else min(outcome, rule.at_most, key=rank)


def _kept(questionnaire: Questionnaire, question: str, option: Option) -> int:
    """A bit for each rule that this answer does not go against."""
    bits = 0
    for place, rule in enumerate(questionnaire.rules):
        allowed = dict(rule.when).get(question)
        if allowed is None or option.value in allowed:
            bits |= 1 << place
    return bits


def _outcome(questionnaire: Questionnaire, state: _State) -> str | None:
    score, most, rules = state
    outcome = by_score(questionnaire, score, most)
    for place, rule in enumerate(questionnaire.rules):
        if outcome is not None and rules >> place & 1:
            outcome = moved(questionnaire, rule, outcome)
    return outcome
