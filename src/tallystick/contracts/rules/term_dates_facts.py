"""What a contract says about its term, and what follows from it: plain values. Pure. docs/rules/term-dates.md."""

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from tallystick.contracts.rules.notice_days import Notice
from tallystick.law.working_days import Nation

Kind = Literal["extension", "break", "renewal", "rolling", "end"]
KINDS: tuple[Kind, ...] = ("extension", "break", "renewal", "rolling", "end")


@dataclass(frozen=True, slots=True)
class Extension:
    """An option to extend by `months`. used: None where it is not known."""

    months: int
    used: bool | None = None


@dataclass(frozen=True, slots=True)
class Break:
    """A right to end early: on a day; on the last day of every so many months from the start; or on any day of a
    window, from `begins` to `ends`, both included. One of the three."""

    on: dt.date | None = None
    every_months: int | None = None
    begins: dt.date | None = None
    ends: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Renewal:
    """Tacit renewal by `months` unless notice is given. times: how often at most; None: without limit."""

    months: int
    times: int | None = None


@dataclass(frozen=True, slots=True)
class TermFacts:
    """What the contract says; None is not known, and nothing is assumed for it.

    end: the last day of the first term, before any extension; else it is `term_months` from `start`. end_is: what ends
    on `end`, as a sentence begins, where more is in it than the first term.
    end_after: agreed where a notice to break ends the contract that long after it is given, whatever the break's day.
    lead_time_days, governance_days: calendar days to replace the contract, and before that to decide to.
    """

    nation: Nation | None = None
    start: dt.date | None = None
    end: dt.date | None = None
    end_is: str = "The first term"
    term_months: int | None = None
    extensions: tuple[Extension, ...] = ()
    extension_notice: Notice | None = None
    break_: Break | None = None
    end_after: Notice | None = None
    break_notice: Notice | None = None
    renewal: Renewal | None = None
    renewal_notice: Notice | None = None
    rolling: bool = False
    rolling_notice: Notice | None = None
    framework_end: dt.date | None = None
    lead_time_days: int | None = None
    governance_days: int | None = None


@dataclass(frozen=True, slots=True)
class Decision:
    """One thing that can still be decided.

    last_day_to_give_notice: None where it is not known, and for `end`, which needs none. last_day_to_send: earlier
    where the contract allows days for it to arrive. takes_effect: the last day of the contract where it is ended; for
    an extension, the last day of the term that it follows. new_end: the last day of the term that follows where the
    extension is used, or the renewal not stopped. any_day: notice may be given on any day, and today is only the first.
    last_safe_start: the last day to start replacing it; None where the lead time or the notice is not known, and for
    `any_day`. working: a sentence a step.
    """

    kind: Kind
    last_day_to_give_notice: dt.date | None
    takes_effect: dt.date | None
    last_safe_start: dt.date | None
    working: tuple[str, ...]
    last_day_to_send: dt.date | None = None
    new_end: dt.date | None = None
    any_day: bool = False


@dataclass(frozen=True, slots=True)
class Warned:
    """What to look out for. mark: V, S, G, I or ?, as in docs/rules."""

    text: str
    mark: str


@dataclass(frozen=True, slots=True)
class TermDates:
    """current_end, latest_end: the last day of the term that runs, and with all that may be added; None means no end
    (or not known, and then `unknown` says so). earliest_end: the first day on which the contract can be ended from now
    on; None where it is not known. decisions: what can still be done, the first to fall first, at most one of a kind.
    unknown: names of facts that have to be found out. working: how the ends come about, a sentence a step. too_late:
    that the last day for notice of the next extension has gone by, in a sentence; "" where it has not.
    """

    current_end: dt.date | None
    latest_end: dt.date | None
    earliest_end: dt.date | None
    decisions: tuple[Decision, ...]
    unknown: tuple[str, ...]
    working: tuple[str, ...] = ()
    warnings: tuple[Warned, ...] = ()
    too_late: str = ""
