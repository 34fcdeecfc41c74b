"""A contract of Leeds that tests segment, measure and meet about."""

from datetime import UTC, date, datetime
from typing import Any

from tallystick.contracts import models
from tallystick.contracts.actions.keeping import add_contract, add_row, change_contract
from tallystick.councils.actions import add_organisation, invite
from tallystick.councils.models import Person
from tallystick.councils.rules.actors import Actor, owner

AT = datetime(2026, 11, 22, 9, tzinfo=UTC)
TODAY = date(2026, 11, 22)
OPERATOR = owner("Operator")
OURS, THEIRS = "GB-LAE-AAA", "GB-LAE-BBB"
MAJOR = {
    "customer_impact": "high", "statutory": "yes", "reputation": "high", "holds_data": "yes",
    "correction": "considerable", "complexity": "complex", "alternative_suppliers": 0, "strategy": "essential",
    "total_spend": "1500000",
}  # fmt: skip
SMALL = {
    "customer_impact": "low", "statutory": "no", "reputation": "low", "holds_data": "no", "correction": "quick",
    "complexity": "non_essential", "alternative_suppliers": 12, "strategy": "indirect", "total_spend": "40000",
}  # fmt: skip

OPTION: dict[str, Any] = {
    "start": date(2025, 4, 1), "end": date(2027, 3, 31), "latest_end": date(2028, 3, 31), "extensions": [12],
    "extension_notice": {"count": 3, "unit": "months"},
}  # fmt: skip
"""The term of a contract that can be extended once."""


def somebody(role: str, organisation: str = OURS) -> Actor:
    return Actor(f"A {role}", person=7, memberships=frozenset({(organisation, role)}))


MANAGER = somebody("contract_manager")


def councils() -> None:
    for code in (OURS, THEIRS):
        add_organisation(code=code, name=f"Council {code}", by=OPERATOR, at=AT)


def contract(organisation: str = OURS, **values: Any) -> Any:
    said = {"title": "Housing system", "start": date(2026, 1, 31), "end": date(2029, 1, 30), **values}
    return add_contract(organisation=organisation, values=said, suppliers=[], by=OPERATOR, at=AT)


def measure(of: Any, **values: Any) -> Any:
    said = {
        "title": "Calls answered", "unit": "%", "direction": "higher", "target": "95", "approaching": "90",
        "improvement": "80", "frequency": "monthly", "begins": date(2026, 4, 1), **values,
    }  # fmt: skip
    return add_row(contract=of.pk, kind="measure", values=said, by=OPERATOR, at=AT)


def member(name: str, organisation: str = OURS, role: str = "contract_manager") -> Person:
    invite(organisation=organisation, email=f"{name}@council.example", name=name, role=role, by=OPERATOR, at=AT)
    return Person.objects.get(email=f"{name}@council.example")


def kept(of: Any) -> dict[str, models.KeyDate]:
    return {row.key: row for row in models.KeyDate.objects.filter(contract=of.pk)}


def change(of: Any, **values: Any) -> None:
    row = models.Contract.objects.get(pk=of.pk)
    change_contract(contract=row.pk, version=row.version, values=values, by=OPERATOR, at=AT)
