"""What every page is told."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from tallystick import __version__
from tallystick.categories.actions import is_behind
from tallystick.councils import queries
from tallystick.councils.rules.permissions import Permission, may
from tallystick.web import starting
from tallystick.web.signing import lacks_second_factor

_SECTIONS = (
    ("Home", "home"),
    ("Contracts", "contracts"),
    ("Decide", "decide"),
    ("Spend", "spend"),
    ("Suppliers", "supplier-list"),
    ("Categories", "categories"),
    ("Where the money is", "money"),
    ("Files", "files"),
    ("Upload", "upload"),
)

_MAPPED = ("supplier-list", "categories", "money")
"""Sections whose figures come from what was decided of suppliers and categories."""


def site(request: HttpRequest) -> dict[str, Any]:
    """The navigation with where we are in it, and whether what is shown is made up."""
    person = getattr(request, "user", None)
    inside = person is not None and person.is_authenticated
    first = inside and hasattr(request, "session") and lacks_second_factor(request)
    return {
        # Nobody who has still to sign in, or to set up a second factor, is offered what they cannot come to.
        "sections": [(label, name) for label, name in _SECTIONS] if inside and not first else [],
        "must_have_second": first,
        "on_a_number": lambda: request.get_host().rpartition(":")[0].strip("[]").replace(".", "").isdecimal(),
        "me": _me(person) if inside else None,
        "alone": not settings.TALLYSTICK_TEAM,
        "starting": starting.following.is_set(),
        "release": __version__,
        # Asked only by pages that show suppliers or categories: what they show may be behind what was decided.
        "behind": lambda: is_behind(settings.TALLYSTICK_HOME),
        "mapped_sections": _MAPPED,
        "demonstration": (settings.TALLYSTICK_HOME.root / "demonstration").is_file(),
    }


def _me(person: Any) -> dict[str, Any]:
    """Who is signed in: name, and the organisations of theirs, with what they may see of people and log."""
    actor = queries.actor_of(person)
    return {
        "name": actor.name,
        "places": queries.places(by=actor),
        "people": [code for code in actor.organisations if may(actor, Permission.MANAGE_PEOPLE, code)],
        "logs": [code for code in actor.organisations if may(actor, Permission.READ_LOG, code)],
    }
