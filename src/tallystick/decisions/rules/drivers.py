"""What a cost is shared by: alike, by usage in tiers, by measurements on dates. Pure. docs/rules/apportionment.md."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from tallystick.decisions.rules.apportioning import NotShared


@dataclass(frozen=True)
class Tier:
    """up_to: the quantity at which the tier ends; None in the last. rate: what a unit within it counts."""

    up_to: Fraction | None
    rate: Fraction


@dataclass(frozen=True)
class Measured:
    """since: the first day on which these quantities hold; they hold until the next measurement."""

    since: dt.date
    quantities: Mapping[str, Fraction]


@dataclass(frozen=True)
class Span:
    """Days from `start` to the day before `end`."""

    start: dt.date
    end: dt.date

    @property
    def days(self) -> int:
        return (self.end - self.start).days


def alike(members: Iterable[str]) -> dict[str, Fraction]:
    """One for each."""
    return dict.fromkeys(members, Fraction(1))


def check_tiers(tiers: tuple[Tier, ...]) -> None:
    """Raises NotShared unless they go up, count nought or more, and only the last is open."""
    ends = [tier.up_to for tier in tiers]
    if not ends or ends[-1] is not None or None in ends[:-1]:
        raise NotShared("tiers", "the last, and only the last, has no end.", what_to_do="Leave up_to null there.")
    last = Fraction()
    for end in ends[:-1]:
        if end is None or end <= last:
            raise NotShared("tiers", "they do not go up.", what_to_do="Give them from the lowest to the highest.")
        last = end
    if any(tier.rate < 0 for tier in tiers):
        raise NotShared("tiers", "a rate is less than nothing.", what_to_do="Give nought or more.")


def in_tiers(quantity: Fraction, tiers: tuple[Tier, ...]) -> Fraction:
    """What `quantity` counts when the units of each tier count at its rate. Raises NotShared."""
    check_tiers(tiers)
    counted, since = Fraction(), Fraction()
    for tier in tiers:
        until = quantity if tier.up_to is None else min(quantity, tier.up_to)
        counted += max(Fraction(), until - since) * tier.rate
        since = max(since, until)
    return counted


def over_days(measured: Iterable[Measured], span: Span) -> dict[str, Fraction]:
    """member -> its part over the days of `span`, each measurement counting for the days on which it holds.

    A day's cost is shared by what holds on that day, whoever else comes or goes later. The parts add to one.
    Raises NotShared where nothing was measured by the first day, or somebody is left out of a measurement that counts.
    """
    if span.days <= 0:
        raise NotShared("period", "it has no days.", what_to_do="Give a last day that is not before the first.")
    holding = _holding(sorted(measured, key=lambda one: one.since), span)
    members = sorted({member for one, _ in holding for member in one.quantities})
    found = dict.fromkeys(members, Fraction())
    for one, days in holding:
        whole = sum(one.quantities.values(), Fraction())
        if not whole:
            raise NotShared("drivers", f"nobody has any in the measurement of {one.since}.")
        for member in members:
            if member not in one.quantities:
                raise NotShared(
                    "drivers", f"the measurement of {one.since} leaves out {member}.", what_to_do="Give it; 0 is none."
                )
            if one.quantities[member] < 0:
                raise NotShared("drivers", f"the measurement of {one.since} has less than none for {member}.")
            found[member] += one.quantities[member] / whole * Fraction(days, span.days)
    return found


def _holding(measured: list[Measured], span: Span) -> list[tuple[Measured, int]]:
    """Each measurement that holds within the span, and for how many days."""
    if not measured or measured[0].since > span.start:
        raise NotShared(
            "drivers", f"nothing was measured by {span.start}.", what_to_do="Give what held on the first day."
        )
    starts = [one.since for one in measured]
    if len(set(starts)) != len(starts):
        raise NotShared("drivers", "two measurements are of one day.", what_to_do="Leave one out.")
    ends = [*starts[1:], span.end]
    found = []
    for one, end in zip(measured, ends, strict=True):
        days = (min(end, span.end) - max(one.since, span.start)).days
        if days > 0:
            found.append((one, days))
    return found
