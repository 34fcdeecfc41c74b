"""Who pays how much of a shared cost, to the penny. Pure. docs/rules/apportionment.md.

Shares are worked out as exact fractions and rounded once, at the end. No order of members or drivers matters.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from tallystick.kit.errors import Refused

FLOOR, CAP = "floor", "cap"


class NotShared(Refused):
    """A cost that cannot be shared as asked: what is at fault is the key named by `field`."""

    def __init__(self, field: str, reason: str, *, what_to_do: str = "") -> None:
        super().__init__(f"{field}: {reason}", what_to_do=what_to_do)
        self.field = field


@dataclass(frozen=True)
class Sharing:
    """How a cost is shared between members.

    drivers: driver -> member -> quantity, nought or more; every member in each of them.
    weights: driver -> how much it counts, nought or more; made to add to one. One driver alone needs none.
    floors, caps: member -> whole pence that its whole share is not below, or not above. fixed: member -> whole pence
    that it pays first. All three are of an amount without its sign.
    """

    drivers: Mapping[str, Mapping[str, Fraction]]
    weights: Mapping[str, Fraction] = field(default_factory=dict)
    floors: Mapping[str, int] = field(default_factory=dict)
    caps: Mapping[str, int] = field(default_factory=dict)
    fixed: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Share:
    """exact: pence before rounding. part: of the whole amount, from 0 to 1, before rounding; None of nothing.

    kept: `FLOOR` or `CAP` where that and not the proportion decides; else empty.
    """

    member: str
    pence: int
    exact: Fraction
    part: Fraction | None
    kept: str = ""


@dataclass(frozen=True)
class Apportioned:
    """shares: in the order of names; their pence add to amount_pence. rounded_up: who got a penny of what was left."""

    amount_pence: int
    shares: tuple[Share, ...]
    rounded_up: tuple[str, ...] = ()

    @property
    def pence(self) -> dict[str, int]:
        """member -> whole pence."""
        return {share.member: share.pence for share in self.shares}


@dataclass(frozen=True)
class Line:
    """One line of a cost that is shared in its own way."""

    name: str
    amount_pence: int
    sharing: Sharing


@dataclass(frozen=True)
class TrueUp:
    """pence: still to pay, or less than nothing to be paid back."""

    member: str
    charged_pence: int
    due_pence: int

    @property
    def pence(self) -> int:
        return self.due_pence - self.charged_pence


def members_of(sharing: Sharing) -> tuple[str, ...]:
    """Everybody who has a quantity of any driver, by name."""
    return tuple(sorted({member for quantities in sharing.drivers.values() for member in quantities}))


def weights_of(sharing: Sharing) -> dict[str, Fraction]:
    """driver -> its weight, adding to one. Raises NotShared."""
    drivers, weights = sharing.drivers, sharing.weights
    if not weights and len(drivers) == 1:
        return dict.fromkeys(drivers, Fraction(1))
    for name, weight in weights.items():
        if name not in drivers:
            raise NotShared("weights", f"there is no driver “{name}”.", what_to_do="Give its quantities, or leave it.")
        if weight < 0:
            raise NotShared("weights", f"that of “{name}” is less than nothing.", what_to_do="Give nought or more.")
    without = sorted(drivers.keys() - weights.keys())
    if without:
        raise NotShared("weights", f"“{without[0]}” has none.", what_to_do="Give one; 0 leaves a driver out.")
    whole = sum(weights.values(), Fraction())
    if not whole:
        raise NotShared("weights", "they are all nought.", what_to_do="Let one driver count at least.")
    return {name: weight / whole for name, weight in sorted(weights.items())}


def proportions(sharing: Sharing) -> dict[str, Fraction]:
    """member -> its part by the drivers alone, before floors and caps; they add to one. Raises NotShared."""
    members, totals = members_of(sharing), totals_of(sharing)
    found = dict.fromkeys(members, Fraction())
    for name, weight in weights_of(sharing).items():
        for member in members:
            found[member] += weight * sharing.drivers[name][member] / totals[name]
    return found


def totals_of(sharing: Sharing) -> dict[str, Fraction]:
    """driver -> what all members have of it. Raises NotShared where a quantity is left out or nobody has any."""
    if not sharing.drivers:
        raise NotShared("drivers", "there are none.", what_to_do="Say by what the cost is shared.")
    members = members_of(sharing)
    return {name: _total(name, sharing.drivers[name], members) for name in sorted(sharing.drivers)}


def _total(name: str, quantities: Mapping[str, Fraction], members: tuple[str, ...]) -> Fraction:
    for member in members:
        if member not in quantities:
            raise NotShared(
                "drivers", f"“{name}” has no quantity for {member}.", what_to_do="Give one; 0 is one that has none."
            )
        if quantities[member] < 0:
            raise NotShared("drivers", f"“{name}” has less than none for {member}.", what_to_do="Give nought or more.")
    total = sum(quantities.values(), Fraction())
    if not total:
        raise NotShared("drivers", f"nobody has any of “{name}”.", what_to_do="Leave it out, or say who has some.")
    return total


def exact_shares(amount: Fraction, sharing: Sharing) -> tuple[dict[str, Fraction], dict[str, str]]:
    """member -> its share before rounding, adding to `amount` (nought or more); and who keeps a floor or a cap.

    Who meets neither has the same multiple of its proportion as every other such member. Raises NotShared.
    """
    parts = proportions(sharing)
    low, high = _bounds(amount, sharing, parts)
    rest = amount - sum(sharing.fixed.values())
    found, kept = _within(rest, parts, low, high)
    return {member: found[member] + sharing.fixed.get(member, 0) for member in parts}, kept


def _bounds(amount: Fraction, sharing: Sharing, parts: Mapping[str, Fraction]) -> tuple[dict[str, int], dict[str, int]]:
    """The floors and caps of what is shared after fixed sums. Refused where no shares keep to them."""
    for key, named in (("fixed", sharing.fixed), ("floors", sharing.floors), ("caps", sharing.caps)):
        for member, pence in named.items():
            if member not in parts:
                raise NotShared(key, f"{member} is no member: no driver has it.", what_to_do="Give its quantities.")
            if pence < 0:
                raise NotShared(
                    key, f"that of {member} is less than nothing.", what_to_do="Give it without the amount's sign."
                )
    fixed = {member: sharing.fixed.get(member, 0) for member in parts}
    low = {member: max(0, sharing.floors.get(member, 0) - fixed[member]) for member in parts}
    high = {member: cap - fixed[member] for member, cap in sharing.caps.items()}
    for member, cap in sorted(sharing.caps.items()):
        if fixed[member] > cap:
            raise NotShared("caps", f"{member} pays {fixed[member]} pence first, and its cap is {cap}.")
        if sharing.floors.get(member, 0) > cap:
            raise NotShared("floors", f"that of {member} is above its cap of {cap} pence.", what_to_do="Lower it.")
    _possible(amount, sum(fixed.values()), parts, low, high)
    return low, high


def _possible(
    amount: Fraction, fixed: int, parts: Mapping[str, Fraction], low: Mapping[str, int], high: Mapping[str, int]
) -> None:
    if fixed > amount:
        raise NotShared("fixed", f"they are {fixed} pence, and there are {_said(amount)}.", what_to_do="Lower them.")
    least = fixed + sum(low.values())
    if least > amount:
        raise NotShared(
            "floors", f"they come to {least} pence, and there are {_said(amount)}.", what_to_do="Lower one."
        )
    most = fixed + sum((high.get(member, amount) if part else low[member]) for member, part in parts.items())
    if most < amount:
        raise NotShared(
            "caps",
            f"with them {most} pence can be shared, and there are {_said(amount)}: nobody is left to pay the rest.",
            what_to_do="Raise one.",
        )


def _said(amount: Fraction) -> str:
    return f"{math.floor(amount)}"


def _within(
    rest: Fraction, parts: Mapping[str, Fraction], low: Mapping[str, int], high: Mapping[str, int]
) -> tuple[dict[str, Fraction], dict[str, str]]:
    """The one multiple of the parts that, held within the bounds, adds to `rest`.

    Each turn tries the multiple that shares what is left. If floors then add more than caps take away, it is too high
    for whom it leaves below a floor whatever comes, so these keep the floor; and the other way about. Taking both at
    once would let one who is pushed above a floor by another's cap pay the floor only.
    """
    scale = math.lcm(*(part.denominator for part in parts.values()))
    weights = {member: int(part * scale) for member, part in parts.items()}
    found = {member: Fraction(low[member]) for member, weight in weights.items() if not weight}
    kept = {member: FLOOR for member in found if low[member]}
    free = [member for member, weight in weights.items() if weight]
    while free:
        each = (rest - sum(found.values())) / sum(weights[member] for member in free)
        below = {member: low[member] - each * weights[member] for member in free}
        above = {member: each * weights[member] - high[member] for member in free if member in high}
        short = sum(gap for gap in below.values() if gap > 0)
        over = sum(gap for gap in above.values() if gap > 0)
        if not short and not over:
            return {**found, **{member: each * weights[member] for member in free}}, kept
        if short >= over:
            held = {member: low[member] for member, gap in below.items() if gap > 0}
            found |= {member: Fraction(pence) for member, pence in held.items()}
            kept |= dict.fromkeys(held, FLOOR)
        if over >= short:
            held = {member: high[member] for member, gap in above.items() if gap > 0}
            found |= {member: Fraction(pence) for member, pence in held.items()}
            kept |= dict.fromkeys(held, CAP)
        free = [member for member in free if member not in found]
    return found, kept


def largest_remainder(exact: Mapping[str, Fraction], total: int) -> tuple[dict[str, int], tuple[str, ...]]:
    """Whole pence that add to `total`, each of `exact` rounded down or up; and who was rounded up.

    `total` is what `exact` adds to, or that rounded. What is left over after rounding down goes, a penny each, to the
    largest fractions of a penny; of equal ones, to the name that sorts first.
    """
    down = {member: math.floor(share) for member, share in sorted(exact.items())}
    left = total - sum(down.values())
    order = sorted(down, key=lambda member: (down[member] - exact[member], member))
    up = tuple(sorted(order[:left]))
    return {member: pence + (member in up) for member, pence in down.items()}, up


def apportion(amount_pence: int, sharing: Sharing) -> Apportioned:
    """Who pays how much of `amount_pence`; less than nothing is shared as its opposite. Raises NotShared."""
    sign, amount = (-1 if amount_pence < 0 else 1), abs(amount_pence)
    exact, kept = exact_shares(Fraction(amount), sharing)
    pence, up = largest_remainder(exact, amount)
    parts = {member: share / amount for member, share in exact.items()} if amount else proportions(sharing)
    shares = tuple(
        Share(member, sign * pence[member], sign * exact[member], parts[member], kept.get(member, ""))
        for member in sorted(exact)
    )
    return Apportioned(amount_pence, shares, up)


def together(found: tuple[Apportioned, ...]) -> Apportioned:
    """Costs that were shared apart, as one: each line's pence were rounded for themselves, and are added."""
    amount = sum(one.amount_pence for one in found)
    members = sorted({share.member for one in found for share in one.shares})
    pence, exact = dict.fromkeys(members, 0), dict.fromkeys(members, Fraction())
    for share in (share for one in found for share in one.shares):
        pence[share.member] += share.pence
        exact[share.member] += share.exact
    return Apportioned(
        amount,
        tuple(Share(one, pence[one], exact[one], exact[one] / amount if amount else None) for one in members),
    )


def apportion_lines(lines: tuple[Line, ...]) -> tuple[Apportioned, ...]:
    """Each line shared in its own way, in order; `together` adds them. Raises NotShared, which names the line."""
    found = []
    for line in lines:
        try:
            found.append(apportion(line.amount_pence, line.sharing))
        except NotShared as no:
            raise NotShared("lines", f"{line.name}: {no.reason}", what_to_do=no.what_to_do) from no
    return tuple(found)


def true_up(charged: Mapping[str, int], due: Mapping[str, int]) -> tuple[TrueUp, ...]:
    """What is still to pay, or to be paid back, once a share is known. Both in whole pence.

    Raises NotShared where somebody is in one of them and not in the other.
    """
    for member in sorted(charged.keys() ^ due.keys()):
        lacks = "has not been said what it was charged" if member in due else "is no member"
        raise NotShared("charged", f"{member} {lacks}.", what_to_do="Give a sum for each member; 0 is one.")
    return tuple(TrueUp(member, charged[member], due[member]) for member in sorted(due))
