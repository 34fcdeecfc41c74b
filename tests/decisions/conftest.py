"""A decision between three options, and the people who have a say in it."""

from typing import Any

import pytest

from tallystick.decisions import actions, models
from tests.people import AT, LEEDS, People

APPRAISAL: dict[str, Any] = {
    "options": ["Renew", "Retender", "Do without"],
    "business_as_usual": "Renew",
    "criteria": [
        {"name": "Cost", "weight": 60, "scale": [0, 10]},
        {"name": "Risk", "weight": 40, "scale": [0, 10]},
        {"name": "Lawful", "pass_fail": True},
    ],
    "seed": 7,
}


class Deciding:
    """A decision of one organisation, kept by its contract manager."""

    def __init__(self, people: People) -> None:
        self.people = people
        people.organisation(LEEDS)
        self.keeper = people.actor("contract_manager")
        started = actions.start_decision(
            organisation=LEEDS, values={"title": "What comes after the payroll contract"}, by=self.keeper, at=AT
        )
        self.number = started.pk

    @property
    def row(self) -> models.Decision:
        return models.Decision.objects.get(pk=self.number)

    def put(self, kind: str, said: dict[str, Any], **more: Any) -> models.Document:
        last = models.Document.objects.filter(decision=self.number, kind=kind).count()
        given = {"edition": last, "by": self.keeper, "at": AT, **more}
        return actions.put_document(of="decision", number=self.number, kind=kind, said=said, **given)

    def involve(self, role: str, name: str = "", **more: Any) -> models.Involved:
        return actions.involve(decision=self.number, role=role, name=name, by=self.keeper, at=AT, **more)

    def score(self, who: models.Involved, option: str, criterion: str, value: str | None, **more: Any) -> models.Score:
        given = {"by": self.keeper, "at": AT, **more}
        return actions.give_score(
            decision=self.number, scorer=who.pk, option=option, criterion=criterion, value=value, **given
        )

    def score_all(self, who: models.Involved, *values: tuple[str, str]) -> None:
        """values: (cost, risk) of each option in turn. All are lawful."""
        for option, (cost, risk) in zip(APPRAISAL["options"], values, strict=True):
            self.score(who, option, "Cost", cost)
            self.score(who, option, "Risk", risk)
            self.score(who, option, "Lawful", "1")

    def move(self, to: str) -> models.Decision:
        return actions.move(decision=self.number, version=self.row.version, to=to, by=self.keeper, at=AT)

    def record(self) -> models.Record:
        return actions.record(decision=self.number, by=self.keeper, at=AT)


@pytest.fixture
def deciding(people: People) -> Deciding:
    return Deciding(people)
