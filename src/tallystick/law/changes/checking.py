"""The check itself: which regime, every ground of it, what bars the change, what follows, and what that rests on."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import replace

from tallystick.law.changes.act import act_grounds
from tallystick.law.changes.answered import Checked, Limb, Permitted, Warning
from tallystick.law.changes.asked import ChangeFacts
from tallystick.law.changes.bars import bars_of
from tallystick.law.changes.case import case_of
from tallystick.law.changes.headroom import headroom_of
from tallystick.law.changes.notices import notices_of
from tallystick.law.changes.pcr import pcr_grounds
from tallystick.law.changes.reading import check_year
from tallystick.law.changes.standing import Standing, standing_of
from tallystick.law.changes.warnings import warnings_of
from tallystick.law.regime import Regime, decide_regime
from tallystick.reference.thresholds import law_of_changes

_NOT_GOVERNED = "The contract is below threshold and the change leaves it there: this ground is not needed."


def check_change(facts: ChangeFacts, today: dt.date | None = None) -> Checked:
    """Whether the law allows the change that is asked about, and what follows from it.

    today: the day on which it is asked, for a change that has no day yet. It bears only on which threshold is taken.
    Raises WrongFact for a change on a day of no such year.
    """
    check_year("change.on", facts.change.on)
    regime = decide_regime(facts)
    if regime.code not in ("PCR2015", "PA2023"):
        return _without_rules(regime)
    case = case_of(facts, regime.code, today)
    standing = standing_of(case)
    grounds = pcr_grounds(case) if regime.code == "PCR2015" else act_grounds(case)
    bars = bars_of(case, grounds) if regime.code == "PA2023" else ()
    if standing.governed is False:
        grounds, bars = _set_aside(grounds), ()
    permitted = _permitted(grounds, bars, standing)
    return Checked(
        regime=regime.code,
        regime_why=regime.why,
        permitted=permitted,
        limbs=grounds,
        bars=bars,
        notices=notices_of(case, grounds, standing),
        headroom=headroom_of(case),
        warnings=warnings_of(case, standing, grounds, permitted),
        rules_version=law_of_changes().version,
    )


def _permitted(grounds: Sequence[Limb], bars: Sequence[Limb], standing: Standing) -> Permitted:
    if standing.governed is False:
        return "yes"
    found = _by_grounds(_verdicts(grounds), _verdicts(bars))
    return "judgement" if found == "no" and standing.governed is None else found


def _by_grounds(grounds: set[str], bars: set[str]) -> Permitted:
    if "not_met" in bars or not grounds & {"met", "judgement"}:
        return "no"
    return "yes" if "met" in grounds and "judgement" not in bars else "judgement"


def _verdicts(limbs: Iterable[Limb]) -> set[str]:
    return {limb.verdict for limb in limbs}


def _set_aside(grounds: Sequence[Limb]) -> tuple[Limb, ...]:
    return tuple(
        replace(one, verdict="not_applicable", reasons=(_NOT_GOVERNED,), questions=(), tests=()) for one in grounds
    )


def _without_rules(regime: Regime) -> Checked:
    return Checked(
        regime=regime.code,
        regime_why=regime.why,
        permitted="judgement" if regime.code == "UNKNOWN" else None,
        limbs=(),
        bars=(),
        notices=(),
        headroom=(),
        warnings=(Warning(regime.why, regime.mark),),
        rules_version=law_of_changes().version,
    )
