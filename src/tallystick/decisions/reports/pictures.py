"""Pictures of a report, drawn as PNG. The figures are in the table that stands with each."""

import datetime as dt
from functools import lru_cache
from threading import Lock
from typing import Any

from tallystick.decisions.rules.paper import Bar, Picture

WIDTH_CM = 16.0
_WIDTH, _SCALE = 640, 2.5
_COLOURS = ("#1d6b66", "#f0b323", "#b4bcbb", "#b5543a", "#5b4a8a", "#0b0c0c", "#7fb3ae", "#8a6d1f")
_FONT = "Liberation Sans, Arial, Helvetica, sans-serif"
# vl-convert runs one script engine in the process.
_one_at_a_time = Lock()


def png(picture: Picture) -> bytes:
    """The picture as PNG. The same picture gives the same bytes."""
    if picture.first_day:
        return _days(picture.bars, dt.date.fromisoformat(picture.first_day))
    return _drawn(picture.bars, picture.unit)


@lru_cache(maxsize=16)
def _drawn(bars: tuple[Bar, ...], unit: str) -> bytes:
    import altair as alt

    names, parts = _named(bars)
    values = [
        {"name": bar.name, "part": bar.part, "place": parts.index(bar.part), "length": bar.length} for bar in bars
    ]
    chart = (
        alt.Chart({"values": values})
        .mark_bar(height={"band": 0.7}, stroke="white", strokeWidth=0.5)
        .encode(
            x=alt.X("length:Q", title=unit, axis=alt.Axis(tickCount=4, labelOverlap=True, format=",.2~f")),
            y=alt.Y("name:N", title=None, sort=names, axis=alt.Axis(labelLimit=220)),
            color=_colour(parts),
            order=alt.Order("place:Q"),
        )
    )
    return _png(chart, len(names))


@lru_cache(maxsize=16)
def _days(bars: tuple[Bar, ...], first: dt.date) -> bytes:
    """Bars from one day to another. What is done in a day, or none, is a diamond."""
    import altair as alt

    names, parts = _named(bars)
    values = [
        {
            "name": bar.name,
            "part": bar.part,
            "from": (first + dt.timedelta(days=bar.start)).isoformat(),
            "to": (first + dt.timedelta(days=bar.start + bar.length)).isoformat(),
            "short": bar.length <= 1,
        }
        for bar in bars
    ]
    y = alt.Y("name:N", title=None, sort=names, axis=alt.Axis(labelLimit=220))
    x = alt.X("from:T", title=None, axis=alt.Axis(format="%b %Y", labelOverlap=True, grid=True))
    chart = alt.layer(
        alt.Chart({"values": [one for one in values if not one["short"]]})
        .mark_bar(height={"band": 0.6})
        .encode(x=x, x2="to:T", y=y, color=_colour(parts)),
        alt.Chart({"values": [one for one in values if one["short"]]})
        .mark_point(shape="diamond", filled=True, size=120, opacity=1)
        .encode(x=x, y=y, color=_colour(parts)),
    )
    return _png(chart, len(names))


def _named(bars: tuple[Bar, ...]) -> tuple[list[str], list[str]]:
    """Names of bars and of parts, in the order in which they come."""
    return list(dict.fromkeys(bar.name for bar in bars)), list(dict.fromkeys(bar.part for bar in bars))


def _colour(parts: list[str]) -> Any:
    import altair as alt

    colours = [_COLOURS[place % len(_COLOURS)] for place in range(len(parts))]
    legend = alt.Legend(title=None, orient="bottom", columns=3, labelLimit=220) if len(parts) > 1 else None
    return alt.Color("part:N", legend=legend, sort=parts, scale=alt.Scale(domain=parts, range=colours))


def _png(chart: Any, rows: int) -> bytes:
    import vl_convert

    made = (
        chart.properties(width=_WIDTH - 240, height=34 * rows + 10, background="white")
        .configure_axis(labelFont=_FONT, titleFont=_FONT, labelFontSize=12, titleFontSize=12)
        .configure_legend(labelFont=_FONT, labelFontSize=12)
        .configure_view(stroke=None)
    )
    with _one_at_a_time:
        return bytes(vl_convert.vegalite_to_png(made.to_json(indent=None), scale=_SCALE))
