"""How a page decides something: who is asking and what the time is are asked here, once."""

from collections.abc import Callable
from inspect import signature
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

from tallystick.categories.actions import follow
from tallystick.contracts.actions import recognise
from tallystick.councils import queries
from tallystick.councils.rules.actors import Actor
from tallystick.intake.actions import NotYetApplied
from tallystick.intake.actions.keeping import AlreadyDecided
from tallystick.kit.errors import Refused


def actor(request: HttpRequest) -> Actor:
    """Who is asking: whoever is signed in, or nobody."""
    person = getattr(request, "user", None)
    known = getattr(request, "asked_by", None)
    # Asked many times for one page; somebody who signs in meanwhile is somebody else.
    if known is None or known[0] is not person:
        known = (person, queries.actor_of(person, via="site"))
        request.asked_by = known  # type: ignore[attr-defined]
    return known[1]


def decide(request: HttpRequest, action: Callable[..., Any], /, **said: Any) -> Any:
    """Does an action on this installation, as whoever is signed in, now."""
    home = {"home": settings.TALLYSTICK_HOME} if "home" in signature(action).parameters else {}
    return action(by=actor(request), at=timezone.now(), **home, **said)


def decide_and_follow(request: HttpRequest, action: Callable[..., Any], **said: Any) -> Any:
    """As `decide`, and then the suppliers, categories and figures follow.

    Raises AlreadyDecided where nothing was new and nothing was behind, and NotYetApplied, the decision being kept,
    where the figures cannot be made again now.
    """
    try:
        done = decide(request, action, **said)
    except AlreadyDecided:
        if not bring_up_to_date():
            raise
        return None
    bring_up_to_date()
    return done


def bring_up_to_date() -> bool:
    """Makes suppliers, categories and their figures follow all that was decided; says whether there was need.

    Raises NotYetApplied where it cannot be done now, as while files are loaded.
    """
    try:
        followed = follow(home=settings.TALLYSTICK_HOME, at=timezone.now())
        return recognise(home=settings.TALLYSTICK_HOME) or followed
    except Refused as no:
        raise NotYetApplied(
            f"What you decided is kept, but the figures have not been made again yet: {no.reason}",
            what_to_do=no.what_to_do or "They will be when the next file is loaded or the site is started.",
        ) from no


def reason_given(request: HttpRequest) -> str:
    """Why, in the person's own words; empty if they gave none."""
    return request.POST.get("why", "").strip()[:2000]
