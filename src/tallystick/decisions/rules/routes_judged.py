"""What the register's figures say of performance, risk and the supplier, where they say anything. Pure.

Rules of thumb: docs/rules/renew-renegotiate-retender.md.
"""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence

from tallystick.decisions.rules.routes_facts import UNKNOWN, Fact
from tallystick.kit.months import add_months, whole_months
from tallystick.lake.companies.meaning import is_insolvent, is_over, status_in_words
from tallystick.reference.route_choice import RouteChoice

GOOD, NEARLY = "good", ("good", "approaching_target")
_STRIKE_OFF = "strike off"
PAYMENTS = "Payments as published"
_FITS: Mapping[str, str] = {
    "essential": "The council’s objectives are said to turn on it",
    "contributes": "It is said to contribute to the council’s objectives",
}
"""Answers to how far objectives depend on a contract that speak for it; that it helps indirectly says nothing."""


def performance_of(ratings: Sequence[str], fired: int, method: RouteChoice) -> Fact:
    """ratings: of each figure of the last months, "" for one that was not rated. fired: trigger points reached.

    Good where enough are good and no trigger point is reached; poor where too few are good or nearly, or one is
    reached; else mixed. Not known where nothing was rated.
    """
    rated = [one for one in ratings if one]
    months = method.bands["performance_months"]
    if not rated:
        return Fact(None, "Measures in the register", note=f"No figure of the last {months} months is rated.")
    good, nearly = (sum(one in those for one in rated) * 100 for those in ((GOOD,), NEARLY))
    if fired or nearly < method.bands["performance_poor_percent"] * len(rated):
        value = "poor"
    else:
        value = "good" if good >= method.bands["performance_good_percent"] * len(rated) else "mixed"
    reached = (
        f"; {fired} trigger points were reached" if fired > 1 else "; a trigger point was reached" if fired else ""
    )
    note = f"{good // 100} of {len(rated)} figures of the last {months} months are rated good{reached}."
    confidence = "high" if len(rated) * 10 >= len(ratings) * 8 else "medium"
    return Fact(value, "Measures in the register", confidence=confidence, note=note)


def risk_of(rated: Iterable[tuple[int, int]]) -> Fact:
    """rated: of each open risk, the place of its rating on its scale, the mildest 0, and how many ratings there are.

    The worst tells: low if it has the mildest rating, high if one of the worst (of four, the worst two), else medium.
    """
    places = list(rated)
    if not places:
        return Fact(None, "Risks in the register", note="No open risk is rated: nobody may have looked.")
    levels = [_level(place, count) for place, count in places]
    worst = max(levels, key=("low", "medium", "high").index)
    return Fact(worst, "Risks in the register", confidence="medium", note=f"{len(places)} open risks are rated.")


def _level(place: int, count: int) -> str:
    if place == 0:
        return "low"
    return "high" if place >= max(count - count // 2, 2) else "medium"


def health_of(statuses: Sequence[str | None]) -> Fact:
    """statuses: of each supplier, as the company register has it. That it trades says nothing of its finances, and so
    leaves its health not known."""
    source = "The company register, by the company that the supplier was worked out to be"
    known = [one for one in statuses if one]
    if not known:
        return UNKNOWN
    note = "; ".join(status_in_words(one) for one in known) + "."
    if any(is_over(one) for one in known):
        return Fact("gone" if len(known) == 1 else "failing", source, confidence="medium", note=note)
    if any(is_insolvent(one) for one in known):
        return Fact("failing", source, confidence="medium", note=note)
    if any(_STRIKE_OFF in one.casefold() for one in known):
        return Fact("watch", source, confidence="medium", note=note)
    return Fact(None, source, note=f"{note} That says nothing of its finances.")


def alternatives_of(paid: int, category: str, until: dt.date, method: RouteChoice) -> Fact:
    """paid: how many other suppliers councils whose payments are loaded paid for `category`, to the month `until`,
    the last that is loaded.

    That nobody else was paid says nothing: nobody may have looked.
    """
    if not paid:
        return Fact(
            None, PAYMENTS, note=f"No other supplier is seen to be paid for “{category}”: nobody may have looked."
        )
    months = method.bands["others_look_back_months"]
    note = (
        f"Other suppliers that councils paid for “{category}” in {months} months: a rule of thumb, as not each of them "
        "sells the like."
    )
    return Fact(paid, PAYMENTS, until, "low", note)


def overlap_of(count: int, titles: Sequence[str], category: str, today: dt.date) -> Fact:
    """count: other contracts of the council in the same category that run. titles: of a few of them, which anybody may
    know of."""
    if not count:
        return Fact(None, note="The register names no overlap: nobody may have looked.")
    shown = ", ".join(f"“{title[:80]}”" for title in titles) + (" and others" if count > len(titles) else "")
    running = f"{_many(count, 'other contract')} for “{category}”{f': {shown}' if titles else ''}."
    note = f"{running} Whether they do the same has to be looked at."
    return Fact("some", "The register, by category", today, "low", note)


def strategy_of(answer: object, on: dt.date) -> Fact:
    """answer: of the nine questions of segmentation, how far the council's objectives depend on it."""
    source = "The nine questions of segmentation"
    told = _FITS.get(str(answer))
    if told is None:
        return Fact(None, source, note="Nobody said whether it fits the strategy.")
    return Fact("fits", source, on, "low", f"{told}: that it is what the council means to have is taken from that.")


def others_of(paid: Sequence[tuple[dt.date | None, dt.date | None, dt.date]], method: RouteChoice) -> Fact:
    """paid: of each other council that paid the supplier, its first and last payment to it, and the last month that is
    loaded of that council.

    One that paid lately stays; one that paid nothing for long left. Those between, that were paid only lately, or that
    left long ago say nothing.
    """
    stay = left = 0
    for first, last, until in paid:
        if first is None or last is None or whole_months(last, until) > method.bands["others_look_back_months"]:
            continue
        months = max((until.year - last.year) * 12 + until.month - last.month, 0)
        if months <= method.bands["others_recent_months"]:
            stay += add_months(first, method.bands["others_left_months"]) <= last
        else:
            left += months > method.bands["others_left_months"]
    if not stay + left:
        return Fact(None, PAYMENTS, note="No other council’s payments say whether it stays with the supplier.")
    note = (
        f"Of {_many(stay + left, 'other council')} that paid it, {stay} still do and {left} paid nothing for more than "
        f"{method.bands['others_left_months']} months: a rule of thumb, from payments alone."
    )
    value = "mixed" if stay and left else "stay" if stay else "leave"
    return Fact(value, PAYMENTS, max(until for _, _, until in paid), "low", note)


def _many(count: int, name: str) -> str:
    return f"{count} {name}{'' if count == 1 else 's'}"
