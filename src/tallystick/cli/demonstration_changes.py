"""Changes of the demonstration's contracts: each goes as far as the story has it, by the verbs that people use."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from tallystick.councils.rules.actors import Actor

_BEFORE = {"proposed": 30, "checked": 20, "approved": 10, "made": 0}
"""How many days before the change takes effect each step was taken."""


class Changes:
    """The changes of one contract. proposer, approver: two people, as nobody approves what they proposed."""

    def __init__(self, contract: int, *, proposer: Actor, approver: Actor, now: datetime, today: date) -> None:
        self.contract, self.proposer, self.approver, self.now, self.today = contract, proposer, approver, now, today

    def tell(self, told: Mapping[str, Any], *, begun: int) -> None:
        """All of them. begun: how many days ago the contract was first run here."""
        from tallystick.contracts.actions import change_contract, keep_legal_facts
        from tallystick.contracts.queries.contract import contract

        seen = contract(self.contract, by=self.proposer)
        if "said" in told and seen is not None:
            change_contract(
                contract=self.contract, version=seen.version, values=told["said"], by=self.proposer,
                at=self._at(begun - 6),
            )  # fmt: skip
        keep_legal_facts(
            contract=self.contract, version=0, values=told["law"], regime=told.get("regime", "found"),
            evidence=told.get("evidence", ""), by=self.proposer, at=self._at(begun - 6),
        )  # fmt: skip
        for one in told.get("changes", ()):
            self._change(one)

    def _change(self, one: Mapping[str, Any]) -> None:
        from tallystick.contracts.actions import check_change, propose_change, reject_change

        proposed = self._step(one, "proposed")
        values = {
            "title": one["title"], "why": one["why"], "proposed": proposed, "takes_effect": self._on(one["ago"]),
            "value_pence": one["value"], "months": one["months"], "long_term_effect": one["long_term_effect"],
        }  # fmt: skip
        row = propose_change(
            contract=self.contract, values=values, facts=one["facts"], by=self.proposer, at=self._at(proposed),
            today=proposed,
        )  # fmt: skip
        if one["until"] == "proposed":
            return
        checked = self._step(one, "checked")
        kept = check_change(
            contract=self.contract, change=row.pk, version=row.version, by=self.proposer, at=self._at(checked),
            today=checked,
        )  # fmt: skip
        row.refresh_from_db()
        if one["until"] == "rejected":
            reject_change(
                contract=self.contract, change=row.pk, version=row.version, by=self.approver, at=self._at(checked),
                why=one["reason"],
            )  # fmt: skip
        elif one["until"] != "checked" and kept.permitted != "no":
            self._approve(row, kept, one)

    def _approve(self, row: Any, kept: Any, one: Mapping[str, Any]) -> None:
        from tallystick.contracts.actions import approve_change, make_change

        approved, made = self._step(one, "approved"), self._step(one, "made")
        usable = [limb["id"] for limb in kept.answer["limbs"] if limb["verdict"] in ("met", "judgement")]
        row = approve_change(
            contract=self.contract, change=row.pk, version=row.version, ground=kept.ground or next(iter(usable), ""),
            by=self.approver, at=self._at(approved), today=approved, why=one["reason"],
        )  # fmt: skip
        if one["until"] == "made":
            make_change(
                contract=self.contract, change=row.pk, version=row.version, on=made, by=self.proposer,
                at=self._at(made), today=made, why=one["reason"],
            )  # fmt: skip

    def _step(self, one: Mapping[str, Any], step: str) -> date:
        """The day of a step: none is taken on a day to come."""
        return min(self._on(one["ago"] + _BEFORE[step]), self.today)

    def _on(self, ago: int) -> date:
        return self.today - timedelta(days=ago)

    def _at(self, when: date | int) -> datetime:
        ago = when if isinstance(when, int) else (self.today - when).days
        return self.now - timedelta(days=max(ago, 0))
