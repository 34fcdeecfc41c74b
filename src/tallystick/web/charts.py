"""Charts, drawn on the server as SVG: no script, no style attributes, so that a strict policy lets them through.

Each has a table of the same figures beside it on its page, and words for those who do not see it.
"""

import json
from collections.abc import Sequence
from datetime import date
from threading import Lock
from typing import Any

from tallystick.web.words import NOT_KNOWN

WIDE, NARROW = 900, 340
YEARS_HEIGHT = 250
CURVE_WIDTH, CURVE_HEIGHT = 560, 360
_INK, _GRID, _BAR, _MINUS_BAR = "#0b0c0c", "#d4d9d8", "#1d6b66", "#b5543a"
_PARTS = ("#1d6b66", "#f0b323", "#b4bcbb", "#b5543a", "#5b4a8a")
_FONT = "Arial, 'Liberation Sans', Helvetica, sans-serif"
# vl-convert runs one script engine in the process.
_one_at_a_time = Lock()


def bars_height(number: int) -> int:
    """Pixels that so many lying bars take."""
    return max(90, 28 * number + 34)


def coverage_height(publishers: int) -> int:
    """Pixels that a picture of coverage takes."""
    return max(70, 22 * publishers + 34)


def parts_height(number: int) -> int:
    """Pixels that so many divided bars take, with what their colours mean."""
    return 44 * number + 84


def bars(rows: Sequence[Any], *, name: str, width: int) -> str:
    """The first fifteen of `rows` as lying bars, in their order: `name` names each, `amount_pence` is its length."""
    alt = _altair()
    longest = 38 if width > 500 else 19
    values = [
        {"rank": rank, "name": _short(getattr(row, name), longest), "pounds": row.amount_pence / 100}
        for rank, row in enumerate(rows[:15])
    ]
    names = {str(value["rank"]): value["name"] for value in values}
    chart = (
        alt.Chart(alt.Data(values=values))
        .mark_bar(height={"band": 0.72})
        .encode(
            x=_pounds_axis(alt, "x"),
            # By rank and not by name: two long names may be cut to the same text.
            y=alt.Y("rank:O", title=None, axis=alt.Axis(labelExpr=_named(names), labelLimit=int(width * 0.45))),
            color=_sign(alt),
        )
    )
    return _svg(chart, width=width, height=bars_height(len(values)))


def months(rows: Sequence[Any], *, width: int) -> str:
    """`rows` of `month` and `amount_pence` as standing bars on a calendar; rows of no known month are left out."""
    alt = _altair()
    dated = [row for row in rows if row.month is not None]
    values = [{"month": row.month.isoformat(), "pounds": row.amount_pence / 100} for row in dated]
    span = _months_between([row.month for row in dated])
    chart = (
        alt.Chart(alt.Data(values=values))
        .mark_bar(size=max(1.5, min(26.0, 0.72 * (width - 90) / max(span, 1))))
        .encode(x=_calendar(alt, span, width), y=_pounds_axis(alt, "y"), color=_sign(alt))
    )
    return _svg(chart, width=width, height=250)


def coverage(rows: Sequence[Any], *, width: int) -> str:
    """A row a publisher and a mark a month: `rows` of `organisation_code`, `organisation` and `month`."""
    alt = _altair()
    publishers = {code: str(place) for place, code in enumerate(dict.fromkeys(row.organisation_code for row in rows))}
    longest = 38 if width > 500 else 17
    names = {publishers[row.organisation_code]: _short(row.organisation, longest) for row in rows}
    values = [{"rank": int(publishers[row.organisation_code]), "month": row.month.isoformat()} for row in rows]
    span = _months_between([row.month for row in rows])
    room = width - (270 if width > 500 else 130)
    chart = (
        alt.Chart(alt.Data(values=values))
        .mark_tick(thickness=max(1.2, 0.8 * room / max(span, 1)), size=14, color=_BAR, opacity=1)
        .encode(
            x=_calendar(alt, span, width),
            y=alt.Y("rank:O", title=None, axis=alt.Axis(labelExpr=_named(names), labelLimit=270, grid=True)),
        )
    )
    return _svg(chart, width=width, height=coverage_height(len(publishers)))


def years(rows: Sequence[Any], *, width: int) -> str:
    """`rows` of `year` (a text) and `amount_pence` as standing bars, in their order."""
    alt = _altair()
    values = [{"rank": rank, "pounds": row.amount_pence / 100} for rank, row in enumerate(rows)]
    names = {str(rank): row.year for rank, row in enumerate(rows)}
    axis = alt.Axis(labelExpr=_named(names), labelAngle=0, labelOverlap=True, grid=False)
    chart = (
        alt.Chart(alt.Data(values=values))
        .mark_bar(width={"band": 0.72})
        .encode(x=alt.X("rank:O", title=None, axis=axis), y=_pounds_axis(alt, "y"), color=_sign(alt))
    )
    return _svg(chart, width=width, height=YEARS_HEIGHT)


def curve(points: Sequence[tuple[float, float]], *, width: int) -> str:
    """How much of the money (up) the largest suppliers (along) have, both as shares of one, in order from (0, 0).

    Lines mark a fifth of the suppliers and nine tenths of the money.
    """
    alt = _altair()
    values = [{"suppliers": along, "money": up} for along, up in points]
    axis = {"format": "%", "tickCount": 5, "titleFont": _FONT, "titleFontWeight": "normal", "titleFontSize": 13}
    across = alt.X(
        "suppliers:Q", scale=alt.Scale(domain=[0, 1]), title="of suppliers, largest first", axis=alt.Axis(**axis)
    )
    up = alt.Y("money:Q", scale=alt.Scale(domain=[0, 1]), title="of the money", axis=alt.Axis(**axis))
    line = alt.Chart(alt.Data(values=values)).mark_line(color=_BAR, strokeWidth=3).encode(x=across, y=up)
    marks = [
        alt.Chart(alt.Data(values=[{name: at}]))
        .mark_rule(color=_MINUS_BAR, strokeDash=[5, 4])
        .encode(**{side: channel})
        for name, at, side, channel in (("suppliers", 0.2, "x", across), ("money", 0.9, "y", up))
    ]
    return _svg(alt.layer(line, *marks), width=min(width, CURVE_WIDTH), height=CURVE_HEIGHT)


def parts(rows: Sequence[tuple[str, Sequence[int]]], *, names: Sequence[str], width: int) -> str:
    """Lying bars that are each divided into the same `names`: what each row is called, and pence for each name.

    Each bar is its row's whole; less than nothing is drawn as nothing.
    """
    alt = _altair()
    values = []
    for rank, (_, pence) in enumerate(rows):
        sizes = [max(0, one) for one in pence]
        whole = sum(sizes) or 1
        values += [
            {"rank": rank, "part": name, "place": place, "share": size / whole}
            for place, (name, size) in enumerate(zip(names, sizes, strict=True))
        ]
    labels = {str(rank): name for rank, (name, _) in enumerate(rows)}
    colours = alt.Scale(domain=list(names), range=list(_PARTS[: len(names)]))
    legend = alt.Legend(title=None, orient="bottom", columns=0 if width > 500 else 1, labelFont=_FONT, labelFontSize=13)
    chart = (
        alt.Chart(alt.Data(values=values))
        .mark_bar(height={"band": 0.72}, stroke="white")
        .encode(
            x=alt.X("share:Q", title=None, stack="zero", axis=alt.Axis(format="%", tickCount=5)),
            y=alt.Y("rank:O", title=None, axis=alt.Axis(labelExpr=_named(labels), labelLimit=200)),
            color=alt.Color("part:N", scale=colours, legend=legend),
            order=alt.Order("place:Q"),
        )
    )
    return _svg(chart, width=width, height=parts_height(len(rows)))


_POUNDS = (
    "(datum.value < 0 ? '\N{MINUS SIGN}' : '') + '£' + "
    "(abs(datum.value) >= 1e9 ? format(abs(datum.value) / 1e9, ',~r') + 'bn' : "
    "abs(datum.value) >= 1e6 ? format(abs(datum.value) / 1e6, ',~r') + 'm' : "
    "abs(datum.value) >= 1e3 ? format(abs(datum.value) / 1e3, ',~r') + 'k' : format(abs(datum.value), ',~r'))"
)


def _altair() -> Any:
    """Altair, imported when the first chart is drawn: it takes longer to import than a page may take."""
    import altair

    return altair


def _pounds_axis(alt: Any, channel: str) -> Any:
    axis = alt.Axis(labelExpr=_POUNDS, tickCount=5, title=None, labelOverlap=True)
    return (alt.X if channel == "x" else alt.Y)("pounds:Q", axis=axis)


def _calendar(alt: Any, span: int, width: int) -> Any:
    axis = alt.Axis(
        format="%b %Y" if span <= 30 else "%Y",
        labelOverlap=True,
        labelFlush=True,
        grid=False,
        tickCount=_ticks(span, width),
    )
    return alt.X("month:T", title=None, scale=alt.Scale(padding=14), axis=axis)


def _named(names: dict[str, str]) -> str:
    """An expression that gives each place its name. The names are data: JSON makes them harmless."""
    return f"({json.dumps(names)})[datum.value]"


def _sign(alt: Any) -> Any:
    return alt.condition("datum.pounds < 0", alt.value(_MINUS_BAR), alt.value(_BAR))


def _ticks(span: int, width: int) -> Any:
    if span > 30:
        return {"interval": "year", "step": 1}
    return {"interval": "month", "step": max(1, -(-span // (12 if width > 500 else 4)))}


def _months_between(months: Sequence[date]) -> int:
    if not months:
        return 0
    first, last = min(months), max(months)
    return 12 * (last.year - first.year) + last.month - first.month + 1


def _short(text: str | None, longest: int) -> str:
    name = text or NOT_KNOWN
    return name if len(name) <= longest else name[: longest - 1].rstrip() + "…"


def _svg(chart: Any, *, width: int, height: int) -> str:
    import vl_convert

    chart = (
        chart.properties(
            width=width,
            height=height,
            background="transparent",
            autosize={"type": "fit", "contains": "padding"},
            # A browser without Arial sets labels wider than they were measured here.
            padding={"left": width // 18, "top": 5, "right": 12, "bottom": 5},
        )
        .configure_axis(
            labelFont=_FONT, labelFontSize=13, labelColor=_INK, gridColor=_GRID, domainColor=_INK, tickColor=_INK
        )
        .configure_view(stroke=None)
    )
    with _one_at_a_time:
        return str(vl_convert.vegalite_to_svg(chart.to_json(indent=None)))
