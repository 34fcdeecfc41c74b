"""How many pounds and months are left to a contract under each limit, before a change. Quick: for whole portfolios."""

import datetime as dt
from decimal import Decimal

from tallystick.law.changes.answered import Headroom
from tallystick.law.changes.asked import ChangeFacts
from tallystick.law.changes.case import Case, case_of, earlier_net, original_values
from tallystick.law.changes.verdicts import shown
from tallystick.law.regime import decide_regime
from tallystick.reference.thresholds import law_of_changes

BELOW_THRESHOLD = "below threshold"


def headroom(facts: ChangeFacts, today: dt.date | None = None) -> tuple[Headroom, ...]:
    """What is left under each limit of the contract's regime; nothing where it is not known, or is neither.

    Pounds are on the contract's own VAT basis; None is not known. For a contract below threshold there is also
    `below threshold`: how much it may grow before it is one no more.
    """
    regime = decide_regime(facts).code
    if regime not in ("PCR2015", "PA2023"):
        return ()
    return headroom_of(case_of(facts, regime, today))


def headroom_of(case: Case) -> tuple[Headroom, ...]:
    """The same for a case whose regime is known."""
    left = _pcr(case) if case.regime == "PCR2015" else _act(case)
    room = min(case.thresholds_on_basis) - case.before if case.before is not None else None
    return (Headroom(BELOW_THRESHOLD, _pounds(room), None), *left) if room is not None and room > 0 else left


def _pcr(case: Case) -> tuple[Headroom, ...]:
    originals = original_values(case.facts)
    original = min(originals) if originals else None
    half = None if original is None else _pounds(original * law_of_changes().limit("large_percent") / 100)
    return (
        Headroom("72(1)(b)", half, None),
        Headroom("72(1)(c)", half, None),
        Headroom("72(1)(f)", _left(case, original, "72(1)(f)", each=False), None),
    )


def _act(case: Case) -> tuple[Headroom, ...]:
    law = law_of_changes()
    longest = case.facts.maximum_term_months
    months = None if longest is None else shown(longest * law.limit("term_percent") / 100, "months")
    half = None if case.before is None else _pounds(case.before * law.limit("large_percent") / 100)
    return (
        Headroom("74(3)", None, months),
        Headroom("74(4)", _left(case, case.before, "74(4)", each=True), None),
        *(Headroom(f"Sch 8 para {n}", half, None) for n in (4, 5, 8)),
    )


def _left(case: Case, base: Decimal | None, ground: str, *, each: bool) -> Decimal | None:
    """What is left of the smaller of a share of `base` and the threshold. each: the share is of every change anew."""
    earlier = earlier_net(case.facts, ground)
    if base is None or not earlier:
        return None
    share = base * min(case.small_percents) / 100 - (0 if each else earlier[-1])
    return _pounds(min(share, min(case.thresholds_on_basis) - earlier[-1]))


def _pounds(figure: Decimal | None) -> Decimal | None:
    return None if figure is None else shown(figure, "pounds")
