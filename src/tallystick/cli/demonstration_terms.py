"""The terms of some of the demonstration's contracts: set up from words, as anybody would."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from tallystick.cli.doorway import Door
from tallystick.reference.taxonomy import NOT_ICT

_AS_NOTHING: dict[str, Any] = {
    "end": None, "latest_end": None, "term_months": None, "extension": "", "extensions": [], "extensions_used": None,
    "extension_notice": None, "notice": None, "term_kind": "unknown",
}  # fmt: skip
"""What a term that is said anew takes the place of."""


def set_terms(door: Door, names: list[str]) -> None:
    """Says the term of some contracts of the first councils in words, and keeps what is understood of it."""
    from tallystick.contracts.queries.register import Asked, contracts
    from tallystick.demonstration import story
    from tallystick.demonstration.terms import terms
    from tallystick.intake.queries import directory

    bodies, today = directory(), timezone.localdate(door.now)
    for council in names[: story.COUNCILS]:
        asked = Asked(organisation=bodies.resolve(council).code, state="current")
        page = contracts(asked, by=door.actor, today=today, sort="-value", count=200)
        technology = [row for row in page.rows if row.category not in ("", NOT_ICT)]
        for told in terms(today):
            if told.contract < len(technology):
                _set(door, technology[told.contract].id, told)


def _set(door: Door, number: int, told: Any) -> None:
    from tallystick.contracts.actions import change_contract
    from tallystick.contracts.queries.contract import contract
    from tallystick.contracts.rules.term_fits import worked_out
    from tallystick.contracts.rules.term_sentence import read_sentence

    seen = contract(number, by=door.actor)
    if seen is None:
        return
    values = {**_AS_NOTHING, "start": told.start, **read_sentence(told.words, start=told.start).values, **told.values}
    values |= {one.field: one.day for one in worked_out(values, told.start)}
    signed = told.start - timedelta(days=20)
    values |= {"term": told.words, "signed": signed, "awarded": signed - timedelta(days=15)}
    change_contract(
        contract=number, version=seen.version, values=values, by=door.actor, at=door.now, why="As the contract says."
    )
