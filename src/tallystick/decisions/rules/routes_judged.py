"""What the register's figures say of performance, risk and the supplier, where they say anything. Pure.

Rules of thumb: docs/rules/renew-renegotiate-retender.md.
"""

from collections.abc import Iterable, Sequence

from tallystick.decisions.rules.routes_facts import UNKNOWN, Fact
from tallystick.lake.companies.meaning import is_insolvent, is_over, status_in_words
from tallystick.reference.route_choice import RouteChoice

GOOD, NEARLY = "good", ("good", "approaching_target")
_STRIKE_OFF = "strike off"


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
