"""How a contract performs: each measure with its figures, what is missing, and what the misses lead to."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from tallystick.contracts.queries.contract import Entry, Seen, rows
from tallystick.contracts.rules.performance import Fired, Measured, RatedMeasure, Target, Trigger, checked, fired, rate
from tallystick.contracts.rules.performance_credits import Scheme
from tallystick.contracts.rules.performance_json import scheme_from_json, trigger_from_json
from tallystick.contracts.rules.performance_periods import Period, Standing, periods, standing
from tallystick.kit.errors import Refused


@dataclass(frozen=True)
class Recorded:
    """One period's figure. rated: what the target makes of it now. rating: what it was rated, "" where not."""

    entry: Entry
    first: date
    last: date
    value: Decimal | None
    rating: str
    by_a_person: bool
    rated: RatedMeasure | None

    @property
    def name(self) -> str:
        return period_name(self.first, self.last)


@dataclass(frozen=True)
class Watched:
    """One measure. target: None where no figure can be rated, and `problem` says why. recorded: the earliest first.

    overdue: periods whose figure should have come. following: the period to record next, None where none has begun.
    fired: its trigger point, None without one. scheme: its service credits, None without any. owed: recorded periods
    with a rating that costs something, for which no credit was recorded.
    """

    entry: Entry
    target: Target | None
    problem: str
    recorded: tuple[Recorded, ...]
    overdue: tuple[Period, ...]
    following: Period | None
    fired: Fired | None
    scheme: Scheme | None
    owed: tuple[Recorded, ...]

    @property
    def title(self) -> str:
        return str(self.entry.values["title"])

    @property
    def unit(self) -> str:
        return str(self.entry.values["unit"] or "")


def watched(seen: Seen, *, today: date) -> list[Watched]:
    """Every measure of a contract, in the order in which they were added."""
    figures: dict[int, list[Entry]] = {}
    for entry in rows(seen, "measurement"):
        figures.setdefault(entry.values["measure_id"], []).append(entry)
    credited = {(row.values["measure_id"], row.values["first"]) for row in rows(seen, "credit")}
    return [_watched(seen, measure, figures.get(measure.id, []), credited, today) for measure in rows(seen, "measure")]


def target_of(values: Any) -> Target:
    """What a measure's fields, as `stating.said` states them, aim at. Raises Refused where nothing can be rated."""
    found = {name: _decimal(values[name]) for name in ("target", "low", "high", "approaching", "improvement")}
    within = values["direction"] == "within"
    kept = {"low": found["low"], "high": found["high"]} if within else {"target": found["target"]}
    return checked(
        Target(values["direction"], **kept, approaching=found["approaching"], improvement=found["improvement"])
    )


def periods_of(values: Any, contract: Any, *, until: date) -> tuple[Period, ...]:
    """The periods of a measure that have begun by `until`; none where neither it nor the contract says when it begins.

    values, contract: fields as `stating.said` states them.
    """
    start, end = _day(values["begins"] or contract["start"]), _day(values["ends"] or contract["end"])
    if start is None:
        return ()
    return tuple(periods(values["frequency"], start=start, end=end, until=until))


def period_name(first: date, last: date) -> str:
    """April 2026; April to June 2026; 15 April 2026 to 30 April 2026."""
    whole = first.day == 1 and (last + timedelta(days=1)).day == 1
    if not whole:
        return f"{first.day} {first:%B %Y} to {last.day} {last:%B %Y}"
    if (first.year, first.month) == (last.year, last.month):
        return f"{first:%B %Y}"
    return f"{first:%B} to {last:%B %Y}" if first.year == last.year else f"{first:%B %Y} to {last:%B %Y}"


def _watched(
    seen: Seen, measure: Entry, figures: Iterable[Entry], credited: set[tuple[Any, Any]], today: date
) -> Watched:
    target, scheme, trigger, problem = None, None, None, ""
    try:
        target = target_of(measure.values)
        scheme = scheme_from_json(measure.values["credit"]) if measure.values["credit"] else None
        trigger = trigger_from_json(measure.values["trigger"]) if measure.values["trigger"] else None
    except Refused as no:
        problem = str(no)
    recorded = tuple(sorted((_recorded(entry, target) for entry in figures), key=lambda one: one.first))
    every = periods_of(measure.values, {"start": seen["start"], "end": seen["end"]}, until=today)
    found = standing(every, [one.first for one in recorded], today=today)
    owed = tuple(
        one
        for one in recorded
        if scheme and one.rating in scheme.rates and (measure.id, one.first.isoformat()) not in credited
    )
    return Watched(
        entry=measure,
        target=target,
        problem=problem,
        recorded=recorded,
        overdue=found.missing,
        following=_following(every, found),
        fired=_fired(trigger, target, every, recorded, today),
        scheme=scheme,
        owed=owed,
    )


def _following(every: tuple[Period, ...], found: Standing) -> Period | None:
    """The earliest period without a figure, ended or under way."""
    have = {period.first for period in found.recorded}
    return next((period for period in every if period.first not in have), None)


def _fired(
    trigger: Trigger | None,
    target: Target | None,
    every: tuple[Period, ...],
    recorded: tuple[Recorded, ...],
    today: date,
) -> Fired | None:
    if trigger is None or target is None:
        return None
    by_first = {one.first: one for one in recorded}
    spans = {period.first: period.last for period in every if period.until <= today or period.first in by_first}
    spans |= {one.first: one.last for one in recorded}
    told = []
    for first, last in sorted(spans.items()):
        one = by_first.get(first)
        rating = (one.rating if one and one.by_a_person else None) or None
        told.append(Measured(period_name(first, last), one.value if one else None, rating))
    return fired(trigger, target, told)


def _recorded(entry: Entry, target: Target | None) -> Recorded:
    first, last = _day(entry.values["first"]), _day(entry.values["last"])
    assert first is not None
    assert last is not None
    value = _decimal(entry.values["value"])
    return Recorded(
        entry=entry,
        first=first,
        last=last,
        value=value,
        rating=str(entry.values["rating"] or ""),
        by_a_person=entry.values["rating_how"] == "person",
        rated=rate(target, value) if target is not None else None,
    )


def _day(said: str | None) -> date | None:
    return date.fromisoformat(said) if said else None


def _decimal(said: str | None) -> Decimal | None:
    return Decimal(said) if said not in (None, "") else None
