"""A contract of £4 million that tests propose changes of, and whoever may."""

from datetime import UTC, date, datetime
from typing import Any

from tallystick.contracts import actions, models
from tallystick.contracts.actions.legal_facts import keep_legal_facts
from tallystick.councils.models import Organisation
from tests.people import LEEDS, People

AT = datetime(2026, 11, 22, 9, tzinfo=UTC)
TODAY = date(2026, 11, 22)
TENDER = {
    "supply": "services", "changes_known": True, "maximum_months": 60, "procurement_commenced": date(2025, 6, 1),
}  # fmt: skip
ADDITIONAL = {
    "additional_supply": True, "different_supplier_incompatible": True, "significant_inconvenience": True,
    "duplicates_cost": True, "new_supplier": False, "could_be_combined": False, "new_kind_of_supply": True,
    "alters_overall_nature": False, "favours_supplier": False, "provided_for": False, "unforeseeable": False,
    "urgent": False, "known_risk": False, "restructuring": False,
}  # fmt: skip


def leeds() -> People:
    """Leeds, in England."""
    made = People()
    made.organisation(LEEDS, "Leeds")
    Organisation.objects.filter(code=LEEDS).update(nation="england")
    return made


class Told:
    """A contract of £4 million without VAT, and whoever changes it."""

    def __init__(self, people: People, **values: Any) -> None:
        self.manager = people.actor("contract_manager")
        self.approver = people.actor("approver")
        said = {
            "title": "Housing system", "start": date(2025, 9, 1), "end": date(2030, 8, 31),
            "latest_end": date(2030, 8, 31), "term_months": 60, "value_pence": 400_000_000,
            "value_period": "whole_life", "vat": "exclusive", **values,
        }  # fmt: skip
        made = actions.add_contract(organisation=LEEDS, values=said, suppliers=[], by=self.manager, at=AT)
        self.contract = made.pk

    def law(self, **values: Any) -> Any:
        row = models.LegalFacts.objects.filter(contract=self.contract).first()
        return keep_legal_facts(
            contract=self.contract, version=row.version if row else 0, values=values or TENDER, by=self.manager, at=AT
        )  # fmt: skip

    def propose(self, facts: dict[str, bool] | None = None, **values: Any) -> models.Change:
        said = {
            "title": "Ten more modules", "value_pence": 160_000_000, "months": 0, "takes_effect": TODAY, "why": "Need",
            **values,
        }  # fmt: skip
        return actions.propose_change(
            contract=self.contract, values=said, facts=facts, by=self.manager, at=AT, today=TODAY
        )  # fmt: skip

    def check(self, row: models.Change, **said: Any) -> models.ChangeCheck:
        return actions.check_change(**self._of(row), by=self.manager, at=AT, today=TODAY, **said)

    def approve(self, row: models.Change, **said: Any) -> models.Change:
        return actions.approve_change(**self._of(row), **{"by": self.approver, "at": AT, "today": TODAY, **said})

    def make(self, row: models.Change, **said: Any) -> models.Change:
        return actions.make_change(
            **self._of(row), **{"by": self.manager, "at": AT, "today": TODAY, "on": TODAY, **said}
        )

    def reject(self, row: models.Change, **said: Any) -> models.Change:
        return actions.reject_change(**self._of(row), **{"by": self.approver, "at": AT, "why": "Too dear", **said})

    def _of(self, row: models.Change) -> dict[str, Any]:
        row.refresh_from_db()
        return {"contract": self.contract, "change": row.pk, "version": row.version}

    @property
    def row(self) -> models.Contract:
        return models.Contract.objects.get(pk=self.contract)

    def duties(self, row: models.Change) -> list[tuple[str, date | None, str]]:
        found = models.Duty.objects.filter(source=f"change:{row.pk}").order_by("pk")
        return [(one.code, one.due, one.state) for one in found]


def finish(told: Told, row: models.Change, code: str) -> None:
    duty = models.Duty.objects.get(source=f"change:{row.pk}", code=code)
    actions.finish_duty(
        contract=told.contract, duty=duty.pk, version=duty.version, done=TODAY, by=told.manager, at=AT, today=TODAY
    )  # fmt: skip
