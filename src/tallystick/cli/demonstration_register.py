"""The demonstration's registers: loaded as anybody's are, and some of their contracts run for fourteen months."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.utils import timezone

from tallystick.cli.doorway import Door
from tallystick.kit.months import add_months
from tallystick.reference.taxonomy import NOT_ICT

_PROPOSES, _APPROVES = "Contract manager", "Approver"
BEGUN_DAYS_AGO = 425
"""How long ago the registers were loaded, so that there is a past to look at."""


def load_registers(door: Door, files: list[tuple[Path, str]]) -> tuple[int, int]:
    """Loads the councils' registers as they were fourteen months ago: (contracts, open questions)."""
    from tallystick.contracts.actions import load_register
    from tallystick.councils import actions as councils
    from tallystick.intake.queries import directory

    at = door.now - timedelta(days=BEGUN_DAYS_AGO)
    bodies = directory()
    contracts = questions = 0
    for number, (path, name) in enumerate(files):
        code = bodies.resolve(name).code
        councils.add_organisation(code=code, name=name, nation="england", demonstration=True, by=door.actor, at=at)
        # The last council publishes its register; the others have not said so.
        public = number == len(files) - 1
        handed = load_register(home=door.home, path=path, organisation=code, public=public, by=door.actor, at=at)
        for sheet in handed.reading.sheets:
            contracts += sheet.contracts + sheet.question_rows
            questions += sum(sheet.questions.values())
    return contracts, questions


def tell(door: Door, names: list[str]) -> None:
    """Runs some contracts of the first councils, which have people, as the story has it."""
    from tallystick.contracts.queries.register import Asked, contracts
    from tallystick.demonstration import story
    from tallystick.intake.queries import directory

    bodies = directory()
    today = timezone.localdate(door.now)
    for council in names[: story.COUNCILS]:
        code = bodies.resolve(council).code
        asked = Asked(organisation=code, state="current")
        page = contracts(asked, by=door.actor, today=today, sort="-value", count=200)
        technology = [row for row in page.rows if row.category not in ("", NOT_ICT)]
        for told in story.contracts():
            if told["contract"] < len(technology):
                _Told(door, technology[told["contract"]].id, told, today).all()


class _Told:
    """One contract's story: each part is written at the time at which it is said to have happened."""

    def __init__(self, door: Door, contract: int, told: Mapping[str, Any], today: date) -> None:
        self.door, self.contract, self.told, self.today = door, contract, told, today
        self.by = door.actor

    def all(self) -> None:
        self._begin()
        self._changes()
        self._measures()
        for part in (self._risks, self._meetings, self._letters, self._issues, self._prices):
            part()
        self._duties()

    def _at(self, ago: int) -> datetime:
        return self.door.now - timedelta(days=ago)

    def _on(self, ago: int) -> date:
        return self.today - timedelta(days=ago)

    def _add(self, kind: str, ago: int, /, **values: Any) -> Any:
        from tallystick.contracts.actions import add_row

        return add_row(contract=self.contract, kind=kind, values=values, by=self.by, at=self._at(ago))

    def _begin(self) -> None:
        """The tier with its duties, the exit plan, the health check."""
        from tallystick.contracts.actions import answer_questionnaire, segment_contract

        ago = BEGUN_DAYS_AGO - 5
        answers = self.told["tier"]
        segment_contract(
            contract=self.contract, answers=answers, today=self._on(ago), by=self.by, at=self._at(ago)
        )  # fmt: skip
        self._change_contract(ago)
        if "exit" in self.told:
            self._add(
                "exit", ago - 20, **self.told["exit"], tested=self._on(110), review=self.today + timedelta(days=255)
            )
        if "health" in self.told:
            answer_questionnaire(
                contract=self.contract, questionnaire="health-check", answers=self.told["health"], today=self._on(90),
                by=self.by, at=self._at(90),
            )  # fmt: skip

    def _change_contract(self, ago: int) -> None:
        from tallystick.contracts.actions import change_contract
        from tallystick.contracts.queries.contract import contract

        values: dict[str, Any] = {}
        if self.told.get("sponsor"):
            values["sponsor_name"] = self.told["sponsor"]
        if self.told.get("negotiation"):
            values["negotiation_notes"] = self.told["negotiation"]
        if self.told.get("long"):
            start = date(self.today.year - 15, 1, 1)
            values |= {
                "start": start,
                "end": add_months(start, 120) - timedelta(days=1),
                "term_months": 120,
                "latest_end": None,
            }
            values |= {"title": "Technology and innovation partnership", "extensions": [120], "term": "10+10 years"}
        seen = contract(self.contract, by=self.by)
        if values and seen is not None:
            change_contract(
                contract=self.contract, version=seen.version, values=values, by=self.by, at=self._at(ago)
            )  # fmt: skip

    def _measures(self) -> None:
        from tallystick.contracts.actions import record_measurement

        for one in self.told.get("measures", ()):
            figures = one["figures"]
            begins = add_months(self.today.replace(day=1), -len(figures))
            values = {name: value for name, value in one.items() if name != "figures"}
            measure = self._add("measure", BEGUN_DAYS_AGO - 10, **values, begins=begins, frequency="monthly")
            for month, figure in enumerate(figures):
                first = add_months(begins, month)
                ago = (self.today - add_months(begins, month + 1)).days - 3
                record_measurement(
                    contract=self.contract, measure=measure.pk, day=first, value=Decimal(figure),
                    today=self._on(max(ago, 0)), by=self.by, at=self._at(max(ago, 0)),
                )  # fmt: skip

    def _risks(self) -> None:
        from tallystick.contracts.actions import add_risk, change_risk

        for one in self.told.get("risks", ()):
            said = {name: one[name] for name in ("title", "cause", "effect", "mitigation", "likelihood", "impact")}
            if "after" in one:
                said |= {"likelihood_after": one["after"][0], "impact_after": one["after"][1]}
            risk = add_risk(
                contract=self.contract, values={**said, "review": self.today + timedelta(days=45)},
                scale=one.get("scale", ""), by=self.by, at=self._at(BEGUN_DAYS_AGO - 30),
            )  # fmt: skip
            if "changed" in one:
                change_risk(
                    contract=self.contract, risk=risk.pk, version=risk.version,
                    values={"likelihood": one["changed"][0], "impact": one["changed"][1]},
                    by=self.by, at=self._at(one["changed_ago"]), why="A rival bought two of its competitors",
                )  # fmt: skip

    def _changes(self) -> None:
        from tallystick.cli.demonstration_changes import Changes
        from tallystick.contracts.queries.contract import contract
        from tallystick.councils import queries
        from tallystick.demonstration.changes import changes

        seen = contract(self.contract, by=self.by)
        told = changes().get(self.told["contract"])
        if told is None or seen is None:
            return
        holders = {
            role: queries.actor_of(queries.person_by_number(one.person), via="command")
            for one in queries.members(organisation=seen.organisation, by=self.by)
            for _, role in one.roles
        }
        Changes(
            self.contract, proposer=holders[_PROPOSES], approver=holders[_APPROVES], now=self.door.now, today=self.today
        ).tell(told, begun=BEGUN_DAYS_AGO)

    def _meetings(self) -> None:
        from tallystick.contracts.actions import hold_meeting

        for one in self.told.get("meetings", ()):
            ago = one["ago"]
            planned = self._add("meeting", ago + 20, on=self._on(ago), title=one["title"], state="planned")
            actions = [
                {
                    "what": what,
                    "owner_name": "The supplier",
                    "due": self._on(due),
                    "done": self._on(done) if done else None,
                }
                for what, due, done in one["actions"]
            ]
            hold_meeting(
                contract=self.contract, meeting=planned.pk, version=planned.version, on=self._on(ago),
                present=one["present"], minutes=one["minutes"], actions=actions, by=self.by, at=self._at(ago - 1),
                today=self._on(ago - 1),
            )  # fmt: skip

    def _letters(self) -> None:
        for one in self.told.get("letters", ()):
            said = {name: one[name] for name in ("way", "channel", "subject", "body")}
            self._add("letter", one["ago"], on=self._on(one["ago"]), correspondent="Account manager", **said)

    def _issues(self) -> None:
        for one in self.told.get("issues", ()):
            said = {name: one[name] for name in ("title", "severity", "resolution")}
            resolved = self._on(one["resolved_ago"])
            self._add("issue", one["ago"], raised=self._on(one["ago"]), state="resolved", resolved=resolved, **said)

    def _prices(self) -> None:
        for one in self.told.get("prices", ()):
            said = {name: one[name] for name in ("item", "unit", "quantity")}
            self._add("price", BEGUN_DAYS_AGO - 8, unit_price_pence=one["price"], vat="exclusive", **said)

    def _duties(self) -> None:
        """What fell due was done, but for the last three weeks' and the risks, which nobody has gone through."""
        from tallystick.contracts.actions import finish_duty
        from tallystick.contracts.queries.contract import contract, rows

        seen = contract(self.contract, by=self.by)
        for duty in rows(seen, "duty") if seen else ():
            version, due = duty.version, duty.values["due"]
            while due and "risk" not in duty.values["code"] and date.fromisoformat(str(due)) < self._on(21):
                done = date.fromisoformat(str(due))
                ago = (self.today - done).days
                row = finish_duty(
                    contract=self.contract, duty=duty.id, version=version, done=done, by=self.by, at=self._at(ago),
                    today=done,
                )  # fmt: skip
                version, due = row.version, row.due if row.state == "open" else None
