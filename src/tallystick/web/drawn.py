"""Where the charts of what is chosen are, in words and addresses."""

from django.conf import settings
from django.urls import reverse

from tallystick.web.charts import CURVE_HEIGHT, CURVE_WIDTH, WIDE, YEARS_HEIGHT, bars_height, parts_height
from tallystick.web.choosing import Choice
from tallystick.web.drawing import LARGEST, MONTHS_HEIGHT, Chart
from tallystick.web.kept import edition

_BESIDE = "The table on this page has the same figures."


def chosen_chart(kind: str, choice: Choice, caption: str, *, rows: int = 1, **more: str) -> Chart:
    """The picture of a kind, one of `views.money_charts`, of what is chosen. rows: of lying bars, where it has such."""
    heights = {
        "months": MONTHS_HEIGHT,
        "years": YEARS_HEIGHT,
        "curve": CURVE_HEIGHT,
        "kinds": parts_height(rows),
        "bands": parts_height(1),
    }
    height = heights.get(kind) or bars_height(min(rows, LARGEST))
    width = CURVE_WIDTH if kind == "curve" else WIDE
    address = reverse("money-chart", args=[kind])
    shown = edition(settings.TALLYSTICK_HOME) or ""
    wide, narrow = (f"{address}?{choice.query(build=shown, width=size, **more)}" for size in ("wide", "narrow"))
    return Chart(wide, narrow, f"Chart: {caption} {_BESIDE}", caption, width, height)
