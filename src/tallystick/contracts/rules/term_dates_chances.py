"""Where notice can still be given: the next extension, break, renewal, or end of what rolls. Pure.

docs/rules/term-dates.md.
"""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import count

from tallystick.contracts.rules.notice_days import (
    Notice,
    effect_of,
    first_day_to_give,
    last_day_of,
    last_day_to_give,
    last_day_to_send,
)
from tallystick.contracts.rules.term_dates_ends import Ends
from tallystick.contracts.rules.term_dates_facts import Break, Kind, TermFacts
from tallystick.contracts.rules.term_dates_working import counted, in_words, notice_working


@dataclass(frozen=True, slots=True)
class Chance:
    """One day for which notice can be given, or would be if it were known how much.

    effect: the last day of the contract where it is ended; of an extension, the last day of the term before it. given,
    sent: the last days to give the notice and to send it; None where `lacking` names what has to be known first.
    earliest: the first day on which the contract can be ended by it, where that is not `effect`.
    """

    kind: Kind
    effect: dt.date | None
    working: tuple[str, ...]
    given: dt.date | None = None
    sent: dt.date | None = None
    lacking: str | None = None
    earliest: dt.date | None = None
    new_end: dt.date | None = None
    any_day: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """The facts, the day on which they are asked, and the ends as they stand on it."""

    facts: TermFacts
    today: dt.date
    ends: Ends

    def lacking(self, notice: Notice | None, name: str) -> str | None:
        """What has to be known before `notice` can be counted."""
        if notice is None:
            return name
        return "nation" if notice.needs_nation and self.facts.nation is None else None

    def next(self, kind: Kind, days: Iterable[dt.date], notice: Notice | None, name: str, why: str) -> Chance | None:
        """The first of `days` for which notice can still be given; where it cannot be counted, the first to come."""
        lacking = self.lacking(notice, name)
        for day in days:
            if day < self.today:
                continue
            said = f"{why} {in_words(day)}."
            if lacking or notice is None:
                return Chance(kind, day, (said,), lacking=lacking)
            given = last_day_to_give(day, notice, self.facts.nation)
            sent = last_day_to_send(given, notice, self.facts.nation)
            if sent >= self.today:
                return Chance(kind, day, (said, *notice_working(day, notice, given, sent)), given, sent)
        return None


def extension(asked: Asked) -> Chance | None:
    """The next extension that was not used. The one after it is no decision until then."""
    facts, ends = asked.facts, asked.ends
    if not ends.left or ends.renewed:
        return None
    if ends.settled is None:
        lacking = asked.lacking(facts.extension_notice, "extension_notice")
        return Chance("extension", None, ("When the term ends is not known.",), lacking=lacking or "end")
    why = f"An extension of {counted(ends.left[0], 'month')} would follow on"
    found = asked.next("extension", (ends.settled,), facts.extension_notice, "extension_notice", why)
    return _with_new_end(found, ends.extended()) if found else None


def too_late_to_extend(asked: Asked) -> str:
    """That the day for notice of the next extension has gone by while the term still runs, in a sentence; else ""."""
    facts, ends, notice = asked.facts, asked.ends, asked.facts.extension_notice
    if not ends.left or ends.renewed or ends.settled is None or ends.settled < asked.today:
        return ""
    if notice is None or asked.lacking(notice, "extension_notice"):
        return ""
    given = last_day_to_give(ends.settled, notice, facts.nation)
    sent = last_day_to_send(given, notice, facts.nation)
    if sent >= asked.today:
        return ""
    how = "give" if sent == given else "send"
    return f"The last day to {how} notice to extend was {in_words(sent)}: only by agreement now."


def renewal(asked: Asked) -> Chance | None:
    """The next end of a term at which notice still stops it from renewing."""
    facts, ends = asked.facts, asked.ends
    if facts.renewal is None or not ends.may_renew(ends.renewed):
        return None
    if ends.settled is None:
        lacking = asked.lacking(facts.renewal_notice, "renewal_notice")
        return Chance("renewal", None, ("When the term ends is not known.",), lacking=lacking or "end")
    why = f"Without notice it renews for {counted(facts.renewal.months, 'month')} after"
    return asked.next("renewal", _renewing(ends), facts.renewal_notice, "renewal_notice", why)


def _renewing(ends: Ends) -> Iterator[dt.date]:
    renewals = ends.renewed
    while ends.may_renew(renewals) and (day := ends.after(renewals)):
        yield day
        renewals += 1


def rolling(asked: Asked) -> Chance | None:
    """Notice that ends a rolling contract: at the end of its first term, and after that on any day."""
    facts, ends = asked.facts, asked.ends
    if not facts.rolling:
        return None
    first = (ends.settled,) if ends.settled else ()
    found = asked.next("rolling", first, facts.rolling_notice, "rolling_notice", "It can first be ended on")
    return found or _any_day(asked, "rolling", facts.rolling_notice, "rolling_notice", "It can be ended on any day.")


def early_end(asked: Asked) -> Chance | None:
    """The next break; without one, notice on any day where `end_after` is agreed."""
    facts, ends = asked.facts, asked.ends
    if facts.break_ is not None:
        found = _break(asked, facts.break_)
        return _ending_after(asked, found) if found and facts.end_after else found
    if facts.end_after is None:
        return None
    found = _any_day(asked, "break", facts.end_after, "end_after", "It can be ended on any day.")
    last = None if ends.endless else ends.latest
    return None if last and found.effect and found.effect >= last else found


def _break(asked: Asked, said: Break) -> Chance | None:
    facts, notice = asked.facts, asked.facts.break_notice
    latest = asked.ends.latest
    if said.every_months is not None:
        if facts.start is None:
            lacking = asked.lacking(notice, "break_notice")
            why = f"A break falls every {counted(said.every_months, 'month')} from its start, which is not known."
            return Chance("break", None, (why,), lacking=lacking or "start")
        days = _every(facts.start, said.every_months, asked)
        return asked.next("break", days, notice, "break_notice", "A break falls on")
    if said.on is not None:
        within = () if latest and said.on > latest else (said.on,)
        return asked.next("break", within, notice, "break_notice", "A break falls on")
    if said.begins is None or said.ends is None or (latest and said.begins > latest):
        return None
    last = min(said.ends, latest) if latest else said.ends
    why = f"It can be broken on any day from {in_words(said.begins)}; the last is"
    found = asked.next("break", (last,), notice, "break_notice", why)
    if found is None or found.given is None or notice is None:
        return found
    reached = effect_of(first_day_to_give(asked.today, notice, facts.nation), notice, facts.nation)
    return _moved(found, last, max(said.begins, reached))


def _every(start: dt.date, months: int, asked: Asked) -> Iterator[dt.date]:
    """The last day of each period of `months` from today on, until the contract ends anyway."""
    ends = asked.ends
    final = None if ends.endless else ends.latest if ends.renewal else ends.settled
    passed = (asked.today.year - start.year) * 12 + asked.today.month - start.month
    for period in count(max(passed // months, 1)):
        day = last_day_of(start, months * period)
        if final is not None and day >= final:
            return
        yield day


def _ending_after(asked: Asked, found: Chance) -> Chance:
    """The same break, where the contract ends `end_after` after notice is given and not on the break's own day."""
    facts, after = asked.facts, asked.facts.end_after
    if after is None or found.given is None:
        return found
    if asked.lacking(after, "end_after"):
        return Chance(found.kind, None, found.working, lacking="nation")
    effect = effect_of(found.given, after, facts.nation)
    line = f"It ends {after} after notice, so notice on {in_words(found.given)} ends it on {in_words(effect)}."
    earliest = _first_in_window(asked, after) or effect
    return Chance("break", effect, (*found.working, line), found.given, found.sent, earliest=earliest)


def _first_in_window(asked: Asked, after: Notice) -> dt.date | None:
    facts = asked.facts
    if facts.break_ is None or facts.break_.begins is None or facts.break_notice is None:
        return None
    opens = last_day_to_give(facts.break_.begins, facts.break_notice, facts.nation)
    today = first_day_to_give(asked.today, facts.break_notice, facts.nation)
    return effect_of(max(opens, today), after, facts.nation)


def _any_day(asked: Asked, kind: Kind, notice: Notice | None, name: str, why: str) -> Chance:
    """Notice that may be given on any day, and first today."""
    lacking = asked.lacking(notice, name)
    if lacking or notice is None:
        return Chance(kind, None, (why,), lacking=lacking, any_day=True)
    given = first_day_to_give(asked.today, notice, asked.facts.nation)
    effect = effect_of(given, notice, asked.facts.nation)
    line = f"Notice of {notice}: given on {in_words(given)}, it ends on {in_words(effect)}; given later, so much later."
    sent = max(last_day_to_send(given, notice, asked.facts.nation), asked.today)
    return Chance(kind, effect, (why, line), given, sent, any_day=True)


def _with_new_end(found: Chance, new_end: dt.date | None) -> Chance:
    line = f"With it the term ends on {in_words(new_end)}." if new_end else ""
    return Chance(
        found.kind, found.effect, (*found.working, line), found.given, found.sent, found.lacking, new_end=new_end
    )


def _moved(found: Chance, effect: dt.date, earliest: dt.date) -> Chance:
    return Chance(found.kind, effect, found.working, found.given, found.sent, earliest=earliest)
