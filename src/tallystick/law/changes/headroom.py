"""How many pounds and months are left to a contract under each limit, before a change. Quick: for whole portfolios."""

import datetime as dt
from decimal import Decimal

from tallystick.law.changes.answered import Headroom
from tallystick.law.changes.asked import ChangeFacts
from tallystick.law.changes.case import NOUGHT, Case, case_of, earlier_net, original_values
from tallystick.law.changes.verdicts import shown
from tallystick.law.regime import decide_regime

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
    room = _to_threshold(case) - case.before if case.before is not None else NOUGHT
    return (Headroom(BELOW_THRESHOLD, room, None), *left) if room > 0 else left


def _pcr(case: Case) -> tuple[Headroom, ...]:
    originals = original_values(case.facts)
    original = min(originals) if originals else None
    earlier = earlier_net(case.facts, "72(1)(f)")
    small = None
    if original is not None and earlier:
        share = shown(original * min(case.small_percents) / 100, "pounds", below=True)
        small = min(share, _to_threshold(case)) - earlier[-1]
    half = _half(case, original)
    return (Headroom("72(1)(b)", half, None), Headroom("72(1)(c)", half, None), Headroom("72(1)(f)", small, None))


def _act(case: Case) -> tuple[Headroom, ...]:
    longest = case.facts.maximum_term_months
    percent = case.limit("term_percent")
    months = None if longest is None else shown(longest * percent / 100, "months")
    earlier = earlier_net(case.facts, "74(4)")
    small = None
    if case.before is not None and earlier:
        share = shown(case.before * min(case.small_percents) / 100, "pounds")
        small = min(share, _to_threshold(case) - earlier[-1])
    half = _half(case, case.before)
    large = (Headroom(f"Sch 8 para {n}", half, None) for n in (4, 5, 8))
    return (Headroom("74(3)", None, months), Headroom("74(4)", small, None), *large)


def _half(case: Case, base: Decimal | None) -> Decimal | None:
    return None if base is None else shown(base * case.limit("large_percent") / 100, "pounds")


def _to_threshold(case: Case) -> Decimal:
    return shown(min(case.thresholds_on_basis), "pounds", below=True)
