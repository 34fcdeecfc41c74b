"""What every page is told."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from tallystick import __version__
from tallystick.categories.actions import is_behind

_SECTIONS = (
    ("Home", "home"),
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
    return {
        "sections": [(label, name) for label, name in _SECTIONS],
        "version": __version__,
        # Asked only by pages that show suppliers or categories: what they show may be behind what was decided.
        "behind": lambda: is_behind(settings.TALLYSTICK_HOME),
        "mapped_sections": _MAPPED,
        "demonstration": (settings.TALLYSTICK_HOME.root / "demonstration").is_file(),
    }
