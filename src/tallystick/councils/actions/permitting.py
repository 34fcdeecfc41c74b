"""The one place where an action asks whether it is allowed."""

from datetime import datetime

from tallystick.councils.rules.actors import Actor
from tallystick.councils.rules.permissions import Permission, may, may_anywhere
from tallystick.kit.errors import Refused


class NotAllowed(Refused):
    """Whoever asked may not do this, or may not know of it."""


def check(actor: Actor, permission: Permission, organisation: str) -> None:
    """Raises NotAllowed unless `actor` has the permission in the organisation with this code."""
    if not may(actor, permission, organisation):
        raise _no(actor, permission)


def check_anywhere(actor: Actor, permission: Permission) -> None:
    """Raises NotAllowed unless `actor` has the permission somewhere: for facts that every organisation shares."""
    if not may_anywhere(actor, permission):
        raise _no(actor, permission)


def check_moment(at: datetime) -> None:
    """Raises ValueError when `at` has no time zone."""
    if at.tzinfo is None:
        raise ValueError("`at` must be an aware time")


def _no(actor: Actor, permission: Permission) -> NotAllowed:
    if actor.person is None and actor.via == "command":
        return NotAllowed(
            f"Nobody was named as asking, so nobody may {permission}.",
            what_to_do="Say who asks: tallystick --as EMAIL …, or --as operator.",
        )
    if actor.person is None:
        return NotAllowed(f"Nobody has signed in, so nobody may {permission}.", what_to_do="Sign in first.")
    return NotAllowed(
        f"Your role does not let you {permission}.",
        what_to_do="An administrator of the organisation can give you a role.",
    )
