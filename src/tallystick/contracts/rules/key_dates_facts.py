"""What a contract and its rows say, as key dates are worked out of it, and the key dates: plain values. Pure."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

FOR_EVER = dt.date.max
"""Until when something holds that no day changes."""


@dataclass(frozen=True, slots=True)
class DutyRow:
    """A duty that is open. source: what it follows from, as the register keeps it."""

    id: int
    what: str
    why: str
    due: dt.date | None
    lead_days: int | None
    source: str
    owner: int | None


@dataclass(frozen=True, slots=True)
class ObligationRow:
    """Something that one side promised. done: when it was last done."""

    id: int
    who: str
    what: str
    clause: str
    due: dt.date | None
    every_months: int | None
    done: dt.date | None


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """A document that expires."""

    id: int
    kind: str
    title: str
    expires: dt.date


@dataclass(frozen=True, slots=True)
class ActionRow:
    """An action of a meeting that is not done."""

    id: int
    what: str
    due: dt.date | None
    owner: int | None


@dataclass(frozen=True, slots=True)
class DatedRow:
    """A row with one day that counts: a meeting that is planned, a risk's or an exit plan's review, a price's end."""

    id: int
    what: str
    day: dt.date
    owner: int | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """A contract and its rows that are not removed. The contract's fields are as the register keeps them.

    nation: as the list of public bodies writes it. regime: a code of `law.regime`, "" where not known.
    readers: numbers of the people who may be told of the contract; paper_readers: of those who may read its papers.
    settled: (key, day) of each decision that somebody took: the day that it was `about`. changed_months: by which
    changes that were made moved the end, beside the extensions.
    """

    start: dt.date | None = None
    end: dt.date | None = None
    latest_end: dt.date | None = None
    review: dt.date | None = None
    terminated: dt.date | None = None
    term_kind: str = "unknown"
    term_months: int | None = None
    extensions: Any = ()
    extensions_used: int | None = None
    changed_months: int = 0
    extension_by: str = ""
    extension_notice: Any = None
    break_on: dt.date | None = None
    break_from: dt.date | None = None
    break_to: dt.date | None = None
    break_every_months: int | None = None
    break_by: str = ""
    break_notice: Any = None
    end_after: Any = None
    renewal_months: int | None = None
    renewal_times: int | None = None
    renewal_notice: Any = None
    notice: Any = None
    framework_end: dt.date | None = None
    next_route: str = ""
    lead_days: int | None = None
    owner: int | None = None
    owner_name: str = ""
    regime: str = ""
    personal_data: bool | None = None
    special_category: bool | None = None
    impact_assessed: dt.date | None = None
    nation: str = ""
    readers: frozenset[int] = frozenset()
    paper_readers: frozenset[int] = frozenset()
    settled: frozenset[tuple[str, dt.date | None]] = frozenset()
    duties: tuple[DutyRow, ...] = ()
    obligations: tuple[ObligationRow, ...] = ()
    documents: tuple[DocumentRow, ...] = ()
    actions: tuple[ActionRow, ...] = ()
    meetings: tuple[DatedRow, ...] = ()
    risks: tuple[DatedRow, ...] = ()
    exit_plans: tuple[DatedRow, ...] = ()
    prices: tuple[DatedRow, ...] = ()


@dataclass(frozen=True, slots=True)
class Dated:
    """One key date, as `models.KeyDate` keeps it."""

    kind: str
    key: str
    what: str
    why: str = ""
    due: dt.date | None = None
    takes_effect: dt.date | None = None
    last_safe_start: dt.date | None = None
    warn: dt.date | None = None
    working: tuple[str, ...] = ()
    person: int | None = None
    settled: bool = False
    row: int | None = None

    @property
    def about(self) -> dt.date | None:
        """The day for which it is decided: its last or, where that is not known, the one on which it takes effect."""
        return self.due or self.takes_effect


@dataclass(frozen=True, slots=True)
class KeyDates:
    """What was worked out of one contract on a day.

    dates: soonest first, what has no day last. until: the last day on which they are the same. current_end, latest_end,
    earliest_end, unknown: as `term_dates`, of that day. working: how the ends come about. over: whether it has ended.
    """

    dates: tuple[Dated, ...]
    until: dt.date
    current_end: dt.date | None = None
    latest_end: dt.date | None = None
    earliest_end: dt.date | None = None
    unknown: tuple[str, ...] = ()
    working: tuple[str, ...] = field(default=())
    over: bool = False

    @property
    def days(self) -> tuple[dt.date, ...]:
        """The days of what is dated and not settled."""
        return tuple(one.due for one in self.dates if one.due and not one.settled)
