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
    renewed: how often it has renewed by the day that was asked for.
    """

    anchor: dt.date | None
    months: int
    used: tuple[int, ...]
    left: tuple[int, ...]
    renewal: Renewal | None
    rolling: bool
    renewed: int = 0

    @property
    def settled(self) -> dt.date | None:
        """The last day of the first term with the extensions used."""
        return self.after(0)

    @property
    def running(self) -> dt.date | None:
        """The last day of the term that runs, or of the last that ran."""
        return self.after(self.renewed)

    @property
    def endless(self) -> bool:
        """Whether nothing but a notice ends it."""
        return self.rolling or (self.renewal is not None and self.renewal.times is None)

    @property
    def latest(self) -> dt.date | None:
        """The last day with everything that may be added; None where it has no end, or that is not known."""
        if self.anchor is None or self.endless:
            return None
        renewals = self.renewal.months * (self.renewal.times or 0) if self.renewal else 0
        extensions = 0 if self.renewed else sum(self.left)
        return last_day_of(self.anchor, self.months + extensions + renewals)

    def after(self, renewals: int) -> dt.date | None:
        """The last day of the term that runs after so many renewals."""
        if self.anchor is None:
            return None
        added = self.renewal.months * renewals if self.renewal and renewals else 0
        return last_day_of(self.anchor, self.months + added)

    def may_renew(self, renewals: int) -> bool:
        """Whether the term that runs after so many renewals would renew once more."""
        return self.renewal is not None and (self.renewal.times is None or renewals < self.renewal.times)

    def extended(self) -> dt.date | None:
        """The last day of the term if the next extension is used."""
        return last_day_of(self.anchor, self.months + self.left[0]) if self.anchor and self.left else None

    def over(self, today: dt.date) -> bool:
        """Whether the contract has ended, by what is known."""
        running = self.running
        return not self.rolling and running is not None and running < today


def ends_of(facts: TermFacts, today: dt.date) -> Ends:
    """The ends of the terms as they stand on `today`, tacit renewals counted."""
    used = tuple(one.months for one in facts.extensions if one.used)
    left = tuple(one.months for one in facts.extensions if not one.used)
    if facts.end is not None:
        anchor, months = facts.end + _DAY, 0
    elif facts.start is not None and facts.term_months is not None:
        anchor, months = facts.start, facts.term_months
    else:
        return Ends(None, sum(used), used, left, facts.renewal, facts.rolling)
    ends = Ends(anchor, months + sum(used), used, left, facts.renewal, facts.rolling)
    settled = ends.settled
    if facts.renewal is None or settled is None or settled >= today:
        return ends
    renewed = _renewed(ends, facts.renewal, settled, today)
    return Ends(anchor, ends.months, used, left, facts.renewal, facts.rolling, renewed)


def _renewed(ends: Ends, renewal: Renewal, settled: dt.date, today: dt.date) -> int:
    months = (today.year - settled.year) * 12 + today.month - settled.month
    times = max(months // renewal.months - 1, 0)
    most = renewal.times
    while (most is None or times < most) and (ends.after(times) or today) < today:
        times += 1
    return times if most is None else min(times, most)
