"""What happened to a contract and will, as events of a picture: each with its day, its lane and what it was."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from tallystick.contracts.choices import RATINGS
from tallystick.contracts.declared import KINDS
from tallystick.contracts.queries import contract as contracts
from tallystick.contracts.queries.contract import Entry, Seen
from tallystick.contracts.rules.history import LANES, Event, History, lay_out
from tallystick.contracts.rules.spend_against import Month
from tallystick.web.contract_words import in_words
from tallystick.web.words import pounds

MOST = 120
"""Events that a picture has room for beside its money; older ones are in the table alone."""
NARROW_LABEL, WIDE_LABEL = 16, 34
MONEY_HEIGHT, LEVEL_HEIGHT, LANE_HEAD = 46, 20, 22
_FOOT = 24
_RATED = frozenset(code for code, _ in RATINGS if code)
"""Keys of figures: there are too many of them for each to have its words in the picture."""
_BAD = frozenset({"requires_improvement", "inadequate"})
_DAYS = (
    ("awarded", "Awarded"), ("signed", "Signed"), ("last_extension", "Extended"), ("review", "Review"),
    ("terminated", "Terminated"),
)  # fmt: skip


def events_of(seen: Seen, months: Iterable[Month]) -> list[Event]:
    """Everything of a contract that has a day and may be seen, with what was paid in each month."""
    found = _term(seen) + _measurements(seen)
    for kind, make in _KINDS.items():
        if KINDS[kind].access in seen.accesses:
            found += [event for row in contracts.rows(seen, kind) for event in make(row)]
    for month in months:
        if month.month and month.payments:
            last = date.fromordinal(_next(month.month).toordinal() - 1)
            found.append(Event(month.month, "money", "", last, key=str(month.amount_pence)))
    return found


@dataclass(frozen=True)
class Bar:
    """A rectangle of the picture. colour: as SVG has it."""

    x: float
    y: float
    width: float
    height: float
    colour: str


@dataclass(frozen=True)
class Label:
    """A text of the picture. anchor: ``start``, ``middle`` or ``end``."""

    x: float
    y: float
    text: str
    anchor: str = "start"
    weight: str = "400"


@dataclass(frozen=True)
class Picture:
    """A contract's history, ready to be drawn. today: across, or None where it is outside. ticks: across.

    foot: how far down its lanes go.
    """

    width: int
    height: float
    foot: float
    bars: list[Bar]
    labels: list[Label]
    ticks: list[float]
    today: float | None


def picture(events: list[Event], *, today: date, width: int) -> Picture:
    """The events as a picture of so many pixels across."""
    longest = WIDE_LABEL if width > 500 else NARROW_LABEL
    money = [event for event in events if event.lane == "money"]
    others = sorted((event for event in events if event.lane != "money"), key=lambda event: event.on)[-MOST:]
    short = [Event(e.on, e.lane, "" if e.key in _RATED else _short(e.label, longest), e.until, e.key) for e in others]
    return _drawn(lay_out([*short, *money], today=today, width=width), width)


def listed(events: list[Event]) -> list[tuple[date, date | None, str, str]]:
    """(first day, last day or None, lane, what) of every event, latest first: the same as the picture shows."""
    told = [
        (one.on, one.until, LANES[one.lane], one.label or f"{pounds(int(one.key))} paid in the month") for one in events
    ]
    return sorted(told, key=lambda row: (row[0], row[2], row[3]), reverse=True)


def _drawn(laid: History, width: int) -> Picture:
    bars: list[Bar] = []
    labels: list[Label] = []
    down = 4.0
    for lane in laid.lanes:
        labels.append(Label(0, down + 14, lane.name, weight="700"))
        down += LANE_HEAD
        if lane.code == "money":
            most = max(abs(int(mark.event.key)) for mark in lane.marks) or 1
            for mark in lane.marks:
                pence = int(mark.event.key)
                tall = round(max(1.0, MONEY_HEIGHT * abs(pence) / most), 1)
                across = max(1.5, (mark.to - mark.at) * width - 1)
                top = down + MONEY_HEIGHT - tall
                bars.append(Bar(round(mark.at * width, 1), round(top, 1), round(across, 1), tall, _money(pence)))
            down += MONEY_HEIGHT + 8
            continue
        for mark in lane.marks:
            top = down + mark.level * LEVEL_HEIGHT
            x = round(mark.at * width, 1)
            if mark.event.until is not None:
                across = max(3.0, round((mark.to - mark.at) * width, 1))
                bars.append(Bar(x, top + 13, across, 5, _colour(mark.event)))
            else:
                # What is bad is told by its shape too: it hangs lower.
                tall = 18 if mark.event.key in _BAD else 12
                bars.append(Bar(max(0.0, min(x - 3, width - 6)), top + 2, 6, tall, _colour(mark.event)))
            beside = 0 if mark.event.until is not None else 6
            at = x - beside if mark.before else x + beside
            labels.append(Label(round(at, 1), top + 11, mark.event.label, "end" if mark.before else "start"))
        down += lane.levels * LEVEL_HEIGHT + 8
    ticks = [(round(tick.at * width, 1), tick.label) for tick in laid.ticks]
    labels += [
        Label(at, down + 16, text, "start" if at < 30 else "end" if at > width - 30 else "middle")
        for at, text in _thinned(ticks, width)
    ]
    today = None if laid.today is None else round(laid.today * width, 1)
    return Picture(width, down + _FOOT, down, bars, labels, [at for at, _ in ticks], today)


def _thinned(ticks: list[tuple[float, str]], width: int) -> list[tuple[float, str]]:
    """The labels of the scale that there is room for."""
    room = max((len(text) for _, text in ticks), default=0) * 8 + 6
    kept: list[tuple[float, str]] = []
    for at, text in ticks:
        if not kept or at - kept[-1][0] >= room:
            kept.append((at, text))
    return kept


def _term(seen: Seen) -> list[Event]:
    start, end, latest = (_day(seen[name]) for name in ("start", "end", "latest_end"))
    found = []
    if start and end and end >= start:
        found.append(Event(start, "term", "Term", end))
    elif start:
        found.append(Event(start, "term", "Start"))
    elif end:
        found.append(Event(end, "term", "End"))
    if end and latest and latest > end:
        found.append(Event(end, "term", "Could be extended", latest))
    return found + [Event(day, "term", say) for name, say in _DAYS if (day := _day(seen[name]))]


def _measurements(seen: Seen) -> list[Event]:
    """Every rated figure, on the last day of its period; its rating is the event's key."""
    titles = {row.id: str(row.values.get("title")) for row in contracts.rows(seen, "measure")}
    found = []
    for row in contracts.rows(seen, "measurement"):
        day, rating = _day(row.values.get("last")), str(row.values.get("rating") or "")
        if day and rating:
            title = titles.get(row.values.get("measure_id") or 0, "A measure")
            found.append(Event(day, "performance", f"{title}: {in_words('measurement', 'rating', rating)}", key=rating))
    return found


def _change(row: Entry) -> list[Event]:
    day = _first(row, "takes_effect", "agreed", "proposed")
    return [Event(day, "changes", str(row.values["title"]) or "Change", key=str(row.values["state"]))] if day else []


def _credit(row: Entry) -> list[Event]:
    day = _day(row.values.get("last"))
    return [Event(day, "performance", f"Service credit {pounds(row.values.get('amount_pence'))}")] if day else []


def _meeting(row: Entry) -> list[Event]:
    day = _day(row.values.get("on"))
    return [Event(day, "meetings", str(row.values.get("title") or "Meeting"))] if day else []


def _letter(row: Entry) -> list[Event]:
    day = _day(row.values.get("on"))
    return [Event(day, "meetings", str(row.values.get("subject") or "Letter"))] if day else []


def _issue(row: Entry) -> list[Event]:
    day, resolved = _day(row.values.get("raised")), _day(row.values.get("resolved"))
    until = resolved if day and resolved and resolved >= day else None
    return [Event(day, "risks", str(row.values.get("title") or "Issue"), until, key="issue")] if day else []


def _risk(row: Entry) -> list[Event]:
    day = _day(row.values.get("review"))
    return [Event(day, "risks", f"Review: {row.values.get('title')}")] if day else []


def _exit(row: Entry) -> list[Event]:
    day = _day(row.values.get("tested"))
    return [Event(day, "risks", "Exit plan tested")] if day else []


_KINDS: Mapping[str, Callable[[Entry], list[Event]]] = {
    "change": _change,
    "credit": _credit,
    "meeting": _meeting,
    "letter": _letter,
    "issue": _issue,
    "risk": _risk,
    "exit": _exit,
}


def _first(row: Entry, *names: str) -> date | None:
    return next((day for name in names if (day := _day(row.values.get(name)))), None)


def _day(said: Any) -> date | None:
    return date.fromisoformat(said) if isinstance(said, str) and said else None


def _next(month: date) -> date:
    return date(month.year + month.month // 12, month.month % 12 + 1, 1)


def _short(text: str, longest: int) -> str:
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"


def _colour(event: Event) -> str:
    if event.key in _BAD or event.key == "issue":
        return "#b5543a"
    return "#f0b323" if event.label == "Could be extended" or event.key == "approaching_target" else "#1d6b66"


def _money(pence: int) -> str:
    return "#b5543a" if pence < 0 else "#1d6b66"
