"""How a page decides something: who is at the keyboard and what the time is are asked here, once."""

import getpass
import os
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone


def who() -> str:
    """The name of the person at this computer. Until there is sign-in, the site is for its owner only."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        # A process with no name for its user, as in some containers.
        return f"user {os.getuid()}" if hasattr(os, "getuid") else "owner"


def decide(action: Callable[..., Any], **said: Any) -> Any:
    """Does an action of `intake` on this installation, as the person at this computer, now."""
    return action(home=settings.TALLYSTICK_HOME, by=who(), at=timezone.now(), **said)


def reason_given(request: HttpRequest) -> str:
    """Why, in the person's own words; empty if they gave none."""
    return request.POST.get("why", "").strip()[:2000]
