"""Where the charts of a page are, in words and addresses. The pictures themselves are drawn by `charts`."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse

from tallystick.web.charts import NARROW, WIDE, bars_height, coverage_height
from tallystick.web.kept import edition

MONTHS_HEIGHT = 250
LARGEST = 15
_BESIDE = "The table on this page has the same figures."


@dataclass(frozen=True)
class Chart:
    """A picture for wide and for narrow screens. alt: what it shows, for those who do not see it."""

    wide: str
    narrow: str
    alt: str
    caption: str
    width: int
    height: int


def coverage_chart(*, publishers: int) -> Chart:
    """Which months of which publisher are loaded."""
    return chart(
        "coverage",
        "Months with payments, one row a publisher. A gap is a month with no payment loaded.",
        coverage_height(publishers),
    )


def months_chart(*, whose: str, organisation: str | None = None, supplier: str | None = None) -> Chart:
    """What was paid month by month, of everything or of one publisher or supplier."""
    caption = f"Paid by month{', ' + whose if whose else ''}."
    return chart("months", caption, MONTHS_HEIGHT, organisation=organisation, supplier=supplier)


def largest_chart(
    kind: str,
    *,
    shown: int,
    caption: str,
    organisation: str | None = None,
    supplier: str | None = None,
    search: str = "",
) -> Chart:
    """The largest of a kind: ``organisations``, ``suppliers``, ``departments`` or ``supplier-organisations``."""
    return chart(
        kind,
        caption,
        bars_height(min(shown, LARGEST)),
        organisation=organisation,
        supplier=supplier,
        search=search or None,
    )


def chart(kind: str, caption: str, height: int, **asked: str | None) -> Chart:
    """A chart of a kind that `views.charts` draws. asked: what of; those that are None are left out."""
    # The edition in the address lets a browser keep the picture for as long as it is true.
    given = {name: value for name, value in asked.items() if value is not None}
    parameters = {"build": edition(settings.TALLYSTICK_HOME) or "", **given}
    wide, narrow = (
        reverse("chart", args=[kind]) + "?" + urlencode({**parameters, "width": width}) for width in ("wide", "narrow")
    )
    return Chart(wide, narrow, f"Chart: {caption} {_BESIDE}", caption, WIDE, height)


def pixels(width: str) -> int:
    """The width of a picture by its name; wide unless it is ``narrow``."""
    return NARROW if width == "narrow" else WIDE
