"""What a questionnaire is: questions, weights, bands, rules and consequences, as versioned data.

Pure. The questionnaires that come with Tallystick are in questionnaires/*.toml, with source and review date; a council
may keep its own version of any, in the same shape. `contracts.rules.questionnaires` answers them.
"""

import datetime as dt
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

Kind = Literal["choice", "yes_no", "number", "money", "text"]
KINDS: tuple[Kind, ...] = ("choice", "yes_no", "number", "money", "text")

About = Literal["contract", "procurement", "supplier"]
ABOUT: tuple[About, ...] = ("contract", "procurement", "supplier")

Anchor = Literal["start", "end"]
ANCHORS: tuple[Anchor, ...] = ("start", "end")

WHO = {
    "contract_manager": "Contract manager",
    "sponsor": "Contract sponsor",
    "category_manager": "Category manager",
    "owner": "Contract owner",
}
"""Who a duty falls to."""

RHYTHMS = {1: "monthly", 2: "every two months", 3: "quarterly", 4: "every four months", 6: "every six months"}
"""What a number of months between two times is called; see `frequency`."""


def frequency(every_months: int | None) -> str:
    """`once`, `monthly`, `quarterly`, `yearly`, `every 18 months` …"""
    if every_months is None:
        return "once"
    if every_months % 12 == 0:
        return "yearly" if every_months == 12 else f"every {every_months // 12} years"
    return RHYTHMS.get(every_months, f"every {every_months} months")


@dataclass(frozen=True)
class Option:
    """One possible answer.

    value: a word that never changes; it is what is kept. text: what is shown. points: before the weight.
    at_least: of a number, the smallest that falls here; of money, in whole pence; else None.
    applies: False where it means that the question does not apply, and so counts neither for nor against.
    then: what to do when this is the answer, or "".
    """

    value: str
    text: str
    points: int = 0
    at_least: int | None = None
    applies: bool = True
    then: str = ""


@dataclass(frozen=True)
class Question:
    """One question. Of a text nothing is counted and `options` is empty; `weight` multiplies the points.

    unknown: whether "not known" is an answer. evidence: whether what shows it is asked for beside it.
    """

    id: str
    text: str
    help: str
    kind: Kind
    section: str
    weight: int
    unknown: bool
    evidence: bool
    options: tuple[Option, ...]

    @cached_property
    def by_value(self) -> dict[str, Option]:
        return {option.value: option for option in self.options}

    @property
    def most(self) -> int:
        """The most that any answer scores, weight and all."""
        return self.weight * max((option.points for option in self.options), default=0)


@dataclass(frozen=True)
class Section:
    """A heading that questions stand under."""

    id: str
    title: str


@dataclass(frozen=True)
class Band:
    """A range of scores and its outcome: from `at_least_percent` of the most possible, up to the next band."""

    outcome: str
    name: str
    at_least_percent: int
    means: str


@dataclass(frozen=True)
class Rule:
    """An overriding rule: where every question of `when` has one of those answers, the outcome is moved.

    at_least: the outcome is raised to this where it is lower. at_most: it is lowered to this where it is higher. One
    and not both is given. Rules are applied in the order written.
    """

    code: str
    when: tuple[tuple[str, tuple[str, ...]], ...]
    at_least: str | None
    at_most: str | None
    why: str


@dataclass(frozen=True)
class Requirement:
    """Whether the outcome asks for something, such as a contract sponsor."""

    code: str
    name: str
    needed: bool
    why: str


@dataclass(frozen=True)
class Duty:
    """Something that has to be done because of the outcome.

    every_months: None for once. The first is `months` and then `days` after the contract's start, or before its end, as
    `anchor` says. lead_days: how long before it is due to give warning.
    """

    code: str
    what: str
    who: str
    every_months: int | None
    anchor: Anchor
    months: int
    days: int
    lead_days: int
    why: str

    @property
    def frequency(self) -> str:
        return frequency(self.every_months)


@dataclass(frozen=True)
class Consequence:
    """What follows from one outcome. agenda: what its performance meetings cover, in order."""

    outcome: str
    requirements: tuple[Requirement, ...]
    duties: tuple[Duty, ...]
    agenda: tuple[str, ...]


@dataclass(frozen=True)
class Questionnaire:
    """One version of one questionnaire. bands: the lowest scores first.

    version: text that answers keep, so that they can always be read as they were given. source: what it rests on.
    review_by: when it is to be looked at again.
    """

    id: str
    version: str
    title: str
    about: About
    what: str
    source: str
    valid_from: dt.date
    review_by: dt.date
    sections: tuple[Section, ...]
    questions: tuple[Question, ...]
    bands: tuple[Band, ...]
    rules: tuple[Rule, ...]
    consequences: tuple[Consequence, ...]

    @cached_property
    def by_id(self) -> dict[str, Question]:
        return {question.id: question for question in self.questions}

    @cached_property
    def outcomes(self) -> tuple[str, ...]:
        """The outcomes, in the order of the bands."""
        return tuple(band.outcome for band in self.bands)

    @property
    def most(self) -> int:
        """The most that can be scored where every question applies."""
        return sum(question.most for question in self.questions)

    def band(self, outcome: str) -> Band:
        """The band of that outcome. Raises KeyError where there is none."""
        return {band.outcome: band for band in self.bands}[outcome]

    def consequence(self, outcome: str) -> Consequence:
        """What follows from that outcome: nothing, where the questionnaire says nothing of it."""
        empty = Consequence(outcome, (), (), ())
        return next((one for one in self.consequences if one.outcome == outcome), empty)
