"""How a page decides something: who is at the keyboard and what the time is are asked here, once."""

import getpass
import os
from collections.abc import Callable
from inspect import signature
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

from tallystick.categories.actions import follow
from tallystick.intake.actions import NotYetApplied
from tallystick.intake.actions.keeping import AlreadyDecided
from tallystick.kit.errors import Refused


def who() -> str:
    """The name of the person at this computer. Until there is sign-in, the site is for its owner only."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        # A process with no name for its user, as in some containers.
        return f"user {os.getuid()}" if hasattr(os, "getuid") else "owner"


def decide(action: Callable[..., Any], **said: Any) -> Any:
    """Does an action on this installation, as the person at this computer, now."""
    home = {"home": settings.TALLYSTICK_HOME} if "home" in signature(action).parameters else {}
    return action(by=who(), at=timezone.now(), **home, **said)


def decide_and_follow(action: Callable[..., Any], **said: Any) -> Any:
    """As `decide`, and then the suppliers, categories and figures follow.

    Raises AlreadyDecided where nothing was new and nothing was behind, and NotYetApplied, the decision being kept,
    where the figures cannot be made again now.
    """
    try:
        done = decide(action, **said)
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
        return follow(home=settings.TALLYSTICK_HOME, at=timezone.now())
    except Refused as no:
        raise NotYetApplied(
            f"What you decided is kept, but the figures have not been made again yet: {no.reason}",
            what_to_do=no.what_to_do or "They will be when the next file is loaded or the site is started.",
        ) from no


def reason_given(request: HttpRequest) -> str:
    """Why, in the person's own words; empty if they gave none."""
    return request.POST.get("why", "").strip()[:2000]
