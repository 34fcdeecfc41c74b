"""What every page is told."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from tallystick import __version__

_SECTIONS = (("Home", "home"), ("Spend", "spend"), ("Files", "files"), ("Upload", "upload"))


def site(request: HttpRequest) -> dict[str, Any]:
    """The navigation with where we are in it, and whether what is shown is made up."""
    return {
        "sections": [(label, name) for label, name in _SECTIONS],
        "version": __version__,
        "demonstration": (settings.TALLYSTICK_HOME.root / "demonstration").is_file(),
    }
