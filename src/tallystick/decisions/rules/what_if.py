"""What if a partner leaves or joins, users move, or the driver changes: who gains, and who loses. Pure.

docs/rules/apportionment.md. A cost falls evenly on the days of its period.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TypeVar

from tallystick.decisions.rules.apportioning import NotShared, Sharing, exact_shares, largest_remainder, members_of

Value = TypeVar("Value")

LEAVERS, STAYERS, JOINERS, ALL_BEFORE = "leavers", "stayers", "joiners", "all_before"
BEARERS = (LEAVERS, STAYERS, JOINERS, ALL_BEFORE)
"""Who can bear a cost of the change: those that leave, stay or join; or all who shared before."""


@dataclass(frozen=True)
class OneOff:
    """A cost of the change itself, such as an exit charge or a migration. borne_by: one of `BEARERS`.

    It is shared among them as the running cost was before; what only joiners bear, as it is after.
    """

    name: str
    pence: int
    borne_by: str


@dataclass(frozen=True)
class Change:
    """Two arrangements, and the day on which one follows the other.

    cost_pence, cost_after_pence: what a whole period costs under each, nought or more. days: of the period;
    days_after: how many of them fall after the change, that day included.
    stranded_borne_by_leavers: the part, from 0 to 1, of the stranded cost of those days that leavers go on paying.
    """

    before: Sharing
    after: Sharing
    cost_pence: int
    cost_after_pence: int
    days: int
    days_after: int
    stranded_borne_by_leavers: Fraction = Fraction(0)
    one_off: tuple[OneOff, ...] = ()


@dataclass(frozen=True)
class Effect:
    """What one member pays in the period, in pence.

    before: had nothing changed. running: for its days of each arrangement. stranded: what it pays, as one that left,
    of the cost that it leaves behind. one_off: its part of the costs of the change.
    """

    member: str
    before_pence: int
    running_pence: int
    stranded_pence: int
    one_off_pence: int

    @property
    def after_pence(self) -> int:
        return self.running_pence + self.stranded_pence + self.one_off_pence

    @property
    def change_pence(self) -> int:
        return self.after_pence - self.before_pence


@dataclass(frozen=True)
class WhatIf:
    """effects: by name. stranded_pence: what leavers no longer pay and what is not saved either, whoever bears it.

    one_off: of each cost of the change, in order, member -> its pence, for those who bear it.
    """

    effects: tuple[Effect, ...]
    leavers: tuple[str, ...]
    joiners: tuple[str, ...]
    stranded_pence: int
    one_off: tuple[Mapping[str, int], ...] = ()

    @property
    def gain(self) -> tuple[str, ...]:
        """Who pays less than before, by name."""
        return tuple(one.member for one in self.effects if one.change_pence < 0)

    @property
    def lose(self) -> tuple[str, ...]:
        """Who pays more than before, by name."""
        return tuple(one.member for one in self.effects if one.change_pence > 0)


def what_if(change: Change) -> WhatIf:
    """Who pays what before and after `change`; every penny of both is allotted. Raises NotShared."""
    _check(change)
    before, after = members_of(change.before), members_of(change.after)
    everybody = sorted({*before, *after})
    leavers, joiners = sorted({*before} - {*after}), sorted({*after} - {*before})
    part = Fraction(change.days_after, change.days)
    first, _ = exact_shares(Fraction(change.cost_pence), change.before)
    left_behind = _left_behind(change, first, leavers)
    kept_up = left_behind * change.stranded_borne_by_leavers
    then, _ = exact_shares(change.cost_after_pence - kept_up, change.after)
    running = {one: first.get(one, 0) * (1 - part) + then.get(one, 0) * part for one in everybody}
    stranded = _parted(kept_up * part, first, leavers)
    whole = change.cost_pence * (1 - part) + change.cost_after_pence * part
    stranded_pence = _pence(stranded, _half_up(kept_up * part))
    running_pence = _pence(running, _half_up(whole) - sum(stranded_pence.values()))
    before_pence = _pence(first, change.cost_pence)
    one_off = _one_off(change, first, then, leavers, joiners)
    effects = tuple(
        Effect(
            one,
            before_pence.get(one, 0),
            running_pence[one],
            stranded_pence.get(one, 0),
            sum(borne.get(one, 0) for borne in one_off),
        )
        for one in everybody
    )
    return WhatIf(effects, tuple(leavers), tuple(joiners), _half_up(left_behind * part), one_off)


def without(sharing: Sharing, member: str) -> Sharing:
    """The arrangement when `member` has left: no quantity, floor, cap or fixed sum of its own. Raises NotShared."""
    if member not in members_of(sharing):
        raise NotShared("leaves", f"{member} is no member.", what_to_do="Name one that is.")
    return replace(
        sharing,
        drivers={name: _less(quantities, member) for name, quantities in sharing.drivers.items()},
        floors=_less(sharing.floors, member),
        caps=_less(sharing.caps, member),
        fixed=_less(sharing.fixed, member),
    )


def joined(sharing: Sharing, member: str, quantities: Mapping[str, Fraction]) -> Sharing:
    """The arrangement when `member` has joined with a quantity of each driver. Raises NotShared."""
    if member in members_of(sharing):
        raise NotShared("joins", f"{member} is a member already.", what_to_do="Change its quantities.")
    for name in sorted(sharing.drivers.keys() ^ quantities.keys()):
        what = "is no driver" if name in quantities else f"has no quantity for {member}"
        raise NotShared("joins", f"“{name}” {what}.", what_to_do="Give one quantity for each driver.")
    drivers = {name: {**each, member: quantities[name]} for name, each in sharing.drivers.items()}
    return replace(sharing, drivers=drivers)


def moved(sharing: Sharing, driver: str, *, giver: str, taker: str, quantity: Fraction) -> Sharing:
    """The arrangement when so many of a driver have moved from one member to another. Raises NotShared."""
    quantities = sharing.drivers.get(driver)
    if quantities is None:
        raise NotShared("moves", f"there is no driver “{driver}”.", what_to_do="Name one that is there.")
    for member in (giver, taker):
        if member not in quantities:
            raise NotShared("moves", f"{member} is no member.", what_to_do="Name one that is.")
    if giver == taker or not 0 <= quantity <= quantities[giver]:
        raise NotShared("moves", f"{giver} cannot give so many.", what_to_do=f"It has {float(quantities[giver]):g}.")
    after = {**quantities, giver: quantities[giver] - quantity, taker: quantities[taker] + quantity}
    return replace(sharing, drivers={**sharing.drivers, driver: after})


def _check(change: Change) -> None:
    if change.days < 1 or not 0 <= change.days_after <= change.days:
        raise NotShared("period", "the day of the change is not within it.", what_to_do="Give a day of the period.")
    if change.cost_pence < 0 or change.cost_after_pence < 0:
        raise NotShared("amount_pence", "a cost is less than nothing.", what_to_do="Give nought or more.")
    if not 0 <= change.stranded_borne_by_leavers <= 1:
        raise NotShared("stranded", "leavers bear a part from 0 to 1.", what_to_do="Give such a part.")
    for one in change.one_off:
        if one.borne_by not in BEARERS:
            raise NotShared("one_off", f"{one.name}: “{one.borne_by}” is nobody.", what_to_do=f"{', '.join(BEARERS)}.")


def _left_behind(change: Change, first: Mapping[str, Fraction], leavers: list[str]) -> Fraction:
    """What leavers paid of a whole period's cost, less what is saved: never less than nothing."""
    paid = sum((first[member] for member in leavers), Fraction())
    saved = change.cost_pence - change.cost_after_pence
    return min(max(Fraction(), paid - saved), paid, Fraction(change.cost_after_pence)) if leavers else Fraction()


def _one_off(
    change: Change, first: Mapping[str, Fraction], then: Mapping[str, Fraction], leavers: list[str], joiners: list[str]
) -> tuple[dict[str, int], ...]:
    bearers = {
        LEAVERS: leavers,
        JOINERS: joiners,
        ALL_BEFORE: sorted(first),
        STAYERS: sorted({*first} & {*then}),
    }
    found = []
    for one in change.one_off:
        who = bearers[one.borne_by]
        if not who:
            raise NotShared("one_off", f"{one.name}: there are no {one.borne_by} to bear it.")
        by = then if one.borne_by == JOINERS else first
        sign = -1 if one.pence < 0 else 1
        borne = _pence(_parted(Fraction(abs(one.pence)), by, who), abs(one.pence))
        found.append({member: sign * pence for member, pence in borne.items()})
    return tuple(found)


def _parted(amount: Fraction, by: Mapping[str, Fraction], who: list[str]) -> dict[str, Fraction]:
    """`amount` among some members as `by`; in equal parts where they have nothing of it."""
    whole = sum((by[member] for member in who), Fraction())
    return {member: amount * (by[member] / whole if whole else Fraction(1, len(who))) for member in who}


def _pence(exact: Mapping[str, Fraction], total: int) -> dict[str, int]:
    return largest_remainder(exact, total)[0]


def _half_up(amount: Fraction) -> int:
    return math.floor(amount + Fraction(1, 2))


def _less(named: Mapping[str, Value], member: str) -> dict[str, Value]:
    return {name: value for name, value in named.items() if name != member}
