"""The people of the demonstration's councils, and whose each of its contracts is."""

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from tallystick.cli.doorway import Door

_MOST = 200
_WHY = "The department said who looks after it."


def give_owners(door: Door, names: list[str], *, days_ago: int) -> int:
    """Invites the councils' people, and gives them their contracts by turns; how many contracts have an owner now.

    names: of the councils, in the fiction's order. days_ago: when that was. Some are left to nobody, and some of the
    first councils' go to whoever the demonstration is on the computer of.
    """
    from tallystick.intake.queries import directory

    bodies, today = directory(), timezone.localdate(door.now)
    codes = [bodies.resolve(name).code for name in names]
    return sum(_of_council(door, code, place, today, days_ago) for place, code in enumerate(codes))


def _of_council(door: Door, code: str, place: int, today: date, days_ago: int) -> int:
    from tallystick.contracts.queries.register import Asked, contracts
    from tallystick.demonstration import story

    by_role = _invited(door, code, place, days_ago)
    turns = [by_role.get(role) for role in story.owners()]
    page = contracts(Asked(organisation=code), by=door.actor, today=today, sort="-value", count=_MOST)
    owned = [(row.id, owner) for at, row in enumerate(page.rows) if (owner := turns[at % len(turns)])]
    for number, owner in owned:
        _give(door, number, owner, days_ago)
    return len(owned)


def _invited(door: Door, code: str, place: int, days_ago: int) -> dict[str, int]:
    """A person's number by role, once the council's people are invited; with the laptop's owner where the story is."""
    from tallystick.councils import actions, queries
    from tallystick.demonstration import story

    at, found = door.now - timedelta(days=days_ago), {}
    for name, role in story.people(place):
        address = f"{name.replace(' ', '.').lower()}@{code.rsplit(':', 1)[-1].lower()}.example"
        actions.invite(organisation=code, email=address, name=name, role=role, by=door.actor, at=at)
        person = queries.person_by_email(address)
        if person is not None:
            found[role] = person.pk
    if place < story.COUNCILS:
        found[story.YOU] = actions.the_owner(name=door.actor.name).pk
    return found


def _give(door: Door, number: int, owner: int, days_ago: int) -> None:
    from tallystick.contracts.actions import change_contract
    from tallystick.contracts.queries.contract import contract

    seen: Any = contract(number, by=door.actor)
    if seen is not None:
        at = door.now - timedelta(days=days_ago)
        change_contract(
            contract=number, version=seen.version, values={"owner_id": owner}, by=door.actor, at=at, why=_WHY
        )  # fmt: skip
