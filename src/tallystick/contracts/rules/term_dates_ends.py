"""When the term that runs ends, and when it can end at the latest. Pure. docs/rules/term-dates.md."""

import datetime as dt
from dataclasses import dataclass

from tallystick.contracts.rules.notice_days import last_day_of
from tallystick.contracts.rules.term_dates_facts import Renewal, TermFacts

_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Ends:
    """The ends of a contract's terms, all counted in months from one day, so that no month end drifts.

    anchor: the day that `months` are counted from; None where the end of the first term is not known. months: to the
    end of the first term with the extensions used. used, left: months of the extensions that were used, and were not.
    renewed: how often it has renewed by the day that was asked for. settled: the last day of the first term with the
    extensions used; running: of the term that runs, or of the last that ran; latest: with everything that may be added,
    None where it has no end, or that is not known.
    """

    anchor: dt.date | None
    months: int
    used: tuple[int, ...]
    left: tuple[int, ...]
    renewal: Renewal | None
    rolling: bool
    renewed: int
    settled: dt.date | None
    running: dt.date | None
    latest: dt.date | None

    @property
    def endless(self) -> bool:
        """Whether nothing but a notice ends it."""
        return self.rolling or (self.renewal is not None and self.renewal.times is None)

    def after(self, renewals: int) -> dt.date | None:
        """The last day of the term that runs after so many renewals."""
        if self.anchor is None or self.renewal is None:
            return self.settled
        return last_day_of(self.anchor, self.months + self.renewal.months * renewals)

    def may_renew(self, renewals: int) -> bool:
        """Whether the term that runs after so many renewals would renew once more."""
        return self.renewal is not None and (self.renewal.times is None or renewals < self.renewal.times)

    def extended(self) -> dt.date | None:
        """The last day of the term if the next extension is used."""
        return last_day_of(self.anchor, self.months + self.left[0]) if self.anchor and self.left else None

    def over(self, today: dt.date) -> bool:
        """Whether the contract has ended, by what is known."""
        return not self.rolling and self.running is not None and self.running < today


def ends_of(facts: TermFacts, today: dt.date) -> Ends:
    """The ends of the terms as they stand on `today`, tacit renewals counted."""
    used = tuple(one.months for one in facts.extensions if one.used)
    left = tuple(one.months for one in facts.extensions if not one.used)
    if facts.end is not None:
        anchor, months = facts.end + _DAY, sum(used)
    elif facts.start is not None and facts.term_months is not None:
        anchor, months = facts.start, facts.term_months + sum(used)
    else:
        return Ends(None, sum(used), used, left, facts.renewal, facts.rolling, 0, None, None, None)
    settled = running = last_day_of(anchor, months)
    renewed, renewal = 0, facts.renewal
    if renewal is not None and settled < today:
        renewed = _renewed(anchor, months, renewal, today)
        running = last_day_of(anchor, months + renewal.months * renewed)
    latest = _latest(anchor, months if renewed else months + sum(left), facts)
    return Ends(anchor, months, used, left, renewal, facts.rolling, renewed, settled, running, latest)


def _latest(anchor: dt.date, months: int, facts: TermFacts) -> dt.date | None:
    if facts.rolling or (facts.renewal is not None and facts.renewal.times is None):
        return None
    renewals = facts.renewal.months * (facts.renewal.times or 0) if facts.renewal else 0
    return last_day_of(anchor, months + renewals)


def _renewed(anchor: dt.date, months: int, renewal: Renewal, today: dt.date) -> int:
    """How often it has renewed by `today`: the least that reaches it, or as often as it may."""
    passed = (today.year - anchor.year) * 12 + today.month - anchor.month - months
    times, most = max(passed // renewal.months - 1, 0), renewal.times
    while (most is None or times < most) and last_day_of(anchor, months + renewal.months * times) < today:
        times += 1
    return times if most is None else min(times, most)
