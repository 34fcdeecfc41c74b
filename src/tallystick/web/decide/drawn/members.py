"""A partnership as its pages show it on a day: its members, lead and delegations over time, its services, its boards
and who decides. Pure."""

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tallystick.decisions.queries.answering import Answered
from tallystick.web.decide.drawn.figures import cut
from tallystick.web.decide.parts.members import KIND_WORDS, ROLE_WORDS

WIDE, NARROW = 640, 340
_ROW, _HEAD, _FOOT, _BAR, _TAIL = 42, 30, 30, 14, 24
_MOST_ROWS = 40
_TICKS = {WIDE: 8, NARROW: 4}
_LETTERS = {WIDE: 76, NARROW: 38}
STATES = {"now": ("Now", "green"), "over": ("Over", "grey"), "to_come": ("To come", "blue")}
COLOURS = {"members": "#1d6b66", "leads": "#8a6d1f", "delegations": "#5b4a8a"}
_HEADS = {"members": "Members", "leads": "Lead authority", "delegations": "Delegations"}

Span = Mapping[str, Any]


@dataclass(frozen=True)
class Bar:
    """One time of somebody or something. solid: where it is known to run; open: where no day is said, as (x, width)."""

    label: str
    y: int
    colour: str
    solid: tuple[float, float]
    open: Sequence[tuple[float, float]]


@dataclass(frozen=True)
class Timeline:
    """Bars in their groups on one scale of years. heads: (text, y). ticks: (x, year). on: x of the day that is shown.

    left_out: how many there was no room for; the tables have them all.
    """

    width: int
    height: int
    bars: Sequence[Bar]
    heads: Sequence[tuple[str, int]]
    ticks: Sequence[tuple[float, int]]
    on: float
    left_out: int

    @property
    def base(self) -> int:
        """Where the scale stands."""
        return self.height - _FOOT

    @property
    def on_right(self) -> bool:
        """Whether the day is so far to the right that its label stands before it."""
        return self.on > self.width * 0.7


def draw(document: Answered) -> dict[str, Any]:
    """What the templates of a partnership are told."""
    assert document.answer is not None
    return {"partnership": shown(document.answer)}


def highlight(answer: Mapping[str, Any]) -> str:
    """How many are in it on the day, and who leads."""
    now = sum(one["state"] == "now" for one in answer["members"])
    return f"{now} {'member' if now == 1 else 'members'}, {_led(answer)}"


def shown(answer: Mapping[str, Any]) -> dict[str, Any]:
    """The answer in words, with its picture for each size of screen."""
    return {
        "on": answer["today"],
        "now": [one["name"] for one in answer["members"] if one["state"] == "now"],
        "lead": answer["lead"],
        "attention": [(one["text"], _place(one["about"])) for one in answer["attention"]],
        "pictures": [("wide", timeline(answer, WIDE)), ("narrow", timeline(answer, NARROW))],
        "members": [one | {"kind": KIND_WORDS[one["kind"]]} | _tag(one) for one in answer["members"]],
        "leads": [one | _tag(one) for one in answer["leads"]],
        "delegations": [one | _tag(one) for one in answer["delegations"]],
        "services": [one | _tag(one) for one in answer["services"]],
        "boards": [one | {"seats": [_seat(seat) for seat in one["seats"]]} for one in answer["boards"]],
        "who_decides": answer["who_decides"],
        "events": answer["events"],
    }


def timeline(answer: Mapping[str, Any], width: int) -> Timeline:
    """Members, leads and delegations over time, with the day that is shown."""
    on = dt.date.fromisoformat(answer["today"])
    spans = [one for group in COLOURS for one in answer[group]]
    first, last = _range(spans, on)
    days = (last - first).days + 1

    def x(day: dt.date) -> float:
        return round(width * (day - first).days / days, 1)

    bars, heads, y, room = list[Bar](), [], 0, _MOST_ROWS
    for group, colour in COLOURS.items():
        some = answer[group][:room]
        if some:
            heads.append((_HEADS[group], y + 20))
            y += _HEAD
        for one in some:
            solid, open_ = _pieces(one, x, on, width)
            bars.append(Bar(_label(group, one, _LETTERS[width]), y, colour, solid, open_))
            y += _ROW
        room -= len(some)
    years = range(first.year, last.year + 1)
    step = -(-len(years) // _TICKS[width])
    ticks = [(x(dt.date(year, 1, 1)), year) for year in years if (year - first.year) % step == 0]
    return Timeline(width, y + _HEAD + _FOOT, bars, heads, ticks, x(on), len(spans) - len(bars))


def _range(spans: Iterable[Span], on: dt.date) -> tuple[dt.date, dt.date]:
    """Whole years around every day that is said and the one that is shown, with a year after that for what goes on."""
    days = [dt.date.fromisoformat(one[end]) for one in spans for end in ("begins", "ends") if one[end]]
    first, last = min([on, *days]).year, max(on.year + 1, max([on, *days]).year)
    return dt.date(first, 1, 1), dt.date(last, 12, 31)


def _pieces(
    one: Span, x: Any, on: dt.date, width: int
) -> tuple[tuple[float, float], list[tuple[float, float]]]:  # fmt: skip
    """(solid, open) of a bar. What has no first day is open at the left edge; what has no last day, after the day that
    is shown."""
    begins, ends = (dt.date.fromisoformat(one[end]) if one[end] else None for end in ("begins", "ends"))
    left = x(begins) if begins else 0.0
    right = x(ends + dt.timedelta(days=1)) if ends else float(width)
    start = left if begins else min(left + _TAIL, right)
    stop = right if ends else min(max(x(on), start + _TAIL), right)
    pieces = [(left, start - left), (stop, right - stop)]
    return (start, round(max(stop - start, 2), 1)), [(at, round(wide, 1)) for at, wide in pieces if wide > 0]


def _label(group: str, one: Mapping[str, Any], letters: int) -> str:
    text = f"{one['function']}: {one['from']} to {one['to']}" if group == "delegations" else str(one["name"])
    return cut(text, letters)


def _seat(seat: Mapping[str, Any]) -> dict[str, Any]:
    return {**seat, "role": ROLE_WORDS[seat["role"]], **_tag(seat)}


def _tag(one: Span) -> dict[str, str]:
    """The words and the colour of the tag of how it stands on the day."""
    words, colour = STATES[one["state"]]
    return {"standing": words, "colour": colour}


def _place(about: str) -> str:
    """The row of the document that something is about, as ``members.0``; "" for a whole list."""
    return ".".join(re.findall(r"[a-z_]+|\d+", about)) if "[" in about else ""


def _led(answer: Mapping[str, Any]) -> str:
    if answer["lead"]:
        return f"led by {answer['lead']}"
    leading = sum(one["state"] == "now" for one in answer["leads"])
    return f"{leading} leading at once" if leading else "nobody leads"
