"""A contract of Leeds that tests segment, measure and meet about."""

from datetime import UTC, date, datetime
from typing import Any

from tallystick.contracts.actions.keeping import add_contract, add_row
from tallystick.councils.actions import add_organisation
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
