"""Pictures of a report, drawn as PNG. The figures are in the table that stands with each."""

from functools import lru_cache
from threading import Lock

from tallystick.decisions.rules.paper import Bar, Picture

WIDTH_CM = 16.0
_WIDTH, _SCALE = 640, 2.5
_COLOURS = ("#1d6b66", "#f0b323", "#b4bcbb", "#b5543a", "#5b4a8a", "#0b0c0c", "#7fb3ae", "#8a6d1f")
_FONT = "Liberation Sans, Arial, Helvetica, sans-serif"
# vl-convert runs one script engine in the process.
_one_at_a_time = Lock()


def png(picture: Picture) -> bytes:
    """The picture as PNG. The same picture gives the same bytes."""
    return _drawn(picture.bars, picture.unit)


@lru_cache(maxsize=16)
def _drawn(bars: tuple[Bar, ...], unit: str) -> bytes:
    import altair as alt
    import vl_convert

    names = list(dict.fromkeys(bar.name for bar in bars))
    parts = list(dict.fromkeys(bar.part for bar in bars))
    values = [
        {"name": bar.name, "part": bar.part, "place": parts.index(bar.part), "length": bar.length} for bar in bars
    ]
    colours = [_COLOURS[place % len(_COLOURS)] for place in range(len(parts))]
    legend = alt.Legend(title=None, orient="bottom", columns=3, labelLimit=220) if len(parts) > 1 else None
    chart = (
        alt.Chart({"values": values})
        .mark_bar(height={"band": 0.7}, stroke="white", strokeWidth=0.5)
        .encode(
            x=alt.X("length:Q", title=unit, axis=alt.Axis(tickCount=4, labelOverlap=True, format=",.2~f")),
            y=alt.Y("name:N", title=None, sort=names, axis=alt.Axis(labelLimit=220)),
            color=alt.Color("part:N", legend=legend, sort=parts, scale=alt.Scale(domain=parts, range=colours)),
            order=alt.Order("place:Q"),
        )
        .properties(width=_WIDTH - 240, height=34 * len(names) + 10, background="white")
        .configure_axis(labelFont=_FONT, titleFont=_FONT, labelFontSize=12, titleFontSize=12)
        .configure_legend(labelFont=_FONT, labelFontSize=12)
        .configure_view(stroke=None)
    )
    with _one_at_a_time:
        return bytes(vl_convert.vegalite_to_png(chart.to_json(indent=None), scale=_SCALE))
