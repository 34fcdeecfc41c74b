"""Which threshold a contract is compared with. Amounts include VAT.

A contract is above threshold when its estimated value is not less than it (Procurement Act 2023 s.3 [V]). The figure is
the one in force when the procurement commenced [S]; which one it is for a contract under the 2015 Regulations that is
changed after 1 January 2026 is not settled [?], and the lower is taken.
"""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from tallystick.reference.thresholds import KINDS, Reading, law_of_changes


@dataclass(frozen=True, slots=True)
class Threshold:
    """pounds: every figure that it may be, the lowest first; several only where the kind of contract is not known.

    readings: what the choice of figure rests on.
    """

    pounds: tuple[Decimal, ...]
    readings: tuple[Reading, ...]


@lru_cache(maxsize=65_536)
def threshold(
    regime: str, kind: str | None, commenced: dt.date | None, *, stands_in: bool, modified: dt.date | None
) -> Threshold:
    """The threshold of a council's contract of this `kind`.

    commenced: when the procurement did, or a day that stands in for it (`stands_in`), or None. modified: when the
    contract is changed; None is taken as now.
    """
    law = law_of_changes()
    kinds = (kind,) if kind is not None else KINDS
    readings = [law.readings["commenced"]]
    if commenced is None:
        rows = [one for one in law.thresholds if regime == "PCR2015" or one is not law.thresholds[0]]
        readings.append(law.readings["day_of_threshold"])
    else:
        rows = [law.thresholds_on(commenced)]
        if stands_in:
            readings.append(law.readings["stand_in"])
        if commenced < law.thresholds[0].since:
            readings.append(law.readings["earliest_threshold"])
    figures = {one: min(row.pounds[one] for row in rows) for one in kinds}
    if regime == "PCR2015" and (modified is None or modified >= law.unsettled_from):
        now = law.thresholds_on(modified) if modified else law.thresholds[-1]
        before = law.thresholds_on(law.unsettled_from - dt.timedelta(days=1))
        if any(now.pounds[one] != before.pounds[one] for one in kinds):
            readings.append(law.unsettled)
        figures = {one: min(figures[one], now.pounds[one]) for one in kinds}
    return Threshold(tuple(sorted({Decimal(one) for one in figures.values()})), tuple(readings))
