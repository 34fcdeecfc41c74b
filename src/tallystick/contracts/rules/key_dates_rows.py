"""Key dates that follow from the rows of a contract: duties, promises, papers, meetings, reviews. Pure.

docs/rules/key-dates.md.
"""

import datetime as dt
from collections.abc import Iterator

from tallystick.contracts.rules.duties import due_again
from tallystick.contracts.rules.key_dates_facts import Dated, DatedRow, DocumentRow, DutyRow, Facts, ObligationRow
from tallystick.contracts.rules.term_dates_working import counted, in_words
from tallystick.kit.months import add_months
from tallystick.reference.warning_days import warning_days

FROM_CHANGE = "change:"
"""How the source of a duty begins that follows from a change: a notice that the law wants."""
FROM_TIER = "tier:"
_ADDED = "Somebody added it."
_LONGEST = 500


def open_rows(facts: Facts) -> Iterator[tuple[Dated, int | None, int | None]]:
    """What people opened and have to close, whether or not the contract has ended: each with whose it is, if the row
    says, and its own days of warning.

    Notices that the law wants, what a person added, promises that fall due once, and what meetings agreed.
    """
    for duty in facts.duties:
        if not duty.source.startswith(FROM_TIER):
            kind, why = ("notice", "A change asks for it.") if duty.source.startswith(FROM_CHANGE) else ("duty", _ADDED)
            yield _duty(duty, kind, why), duty.owner, duty.lead_days
    for promise in facts.obligations:
        if promise.every_months is None and promise.done is None and promise.due is not None:
            yield _promise(promise, promise.due), None, None
    for action in facts.actions:
        why = "A meeting agreed it." if action.due else "A meeting agreed it, and set no day."
        what = _short(action.what or "An action")
        yield Dated("action", f"action:{action.id}", what, why, action.due, row=action.id), action.owner, None


def running_rows(facts: Facts, end: dt.date | None) -> Iterator[tuple[Dated, int | None, int | None]]:
    """What there is to do while the contract runs. end: its last day, if it has one."""
    for duty in facts.duties:
        if duty.source.startswith(FROM_TIER):
            yield _duty(duty, "duty", "The tier asks for it."), duty.owner, duty.lead_days
    for promise in facts.obligations:
        if promise.every_months is not None and promise.every_months > 0:
            yield _promise(promise, _next_turn(promise)), None, None
    for paper in _standing(facts.documents):
        yield _paper(paper), None, None
    if facts.review is not None:
        yield Dated("review", "review", "Review the contract", "Its review is set for then.", facts.review), None, None
    for meeting in facts.meetings:
        what = f"Hold the review meeting: {meeting.what}" if meeting.what else "Hold the review meeting"
        yield _review("meeting", meeting, what, "It is planned for then."), None, None
    for risk in facts.risks:
        yield _review("risk", risk, f"Review the risk: {risk.what}", "Its review is set for then."), risk.owner, None
    for plan in facts.exit_plans:
        yield _review("exit", plan, "Review the exit plan, and test it", plan.what), None, None
    for dated in (*_prices(facts.prices, end), *_impact(facts)):
        yield dated, None, None


def _duty(row: DutyRow, kind: str, why: str) -> Dated:
    return Dated(kind, f"duty:{row.id}", _short(row.what or "A duty"), row.why or why, row.due, row=row.id)


def _promise(row: ObligationRow, due: dt.date | None) -> Dated:
    whose = "We promised it" if row.who == "council" else "The supplier promised it"
    clause = f", clause {row.clause}" if row.clause else ""
    often = f", every {counted(row.every_months, 'month')}" if row.every_months else ""
    return Dated(
        "obligation", f"obligation:{row.id}", _short(row.what or "An obligation"), f"{whose}{clause}{often}.", due,
        row=row.id,
    )  # fmt: skip


def _next_turn(row: ObligationRow) -> dt.date | None:
    """The next day on which a promise that comes again falls due; the day itself while that was not met."""
    every = row.every_months or 1
    if row.done is None:
        return row.due
    try:
        if row.due is not None and add_months(row.done, every) <= row.due:
            # It was last done a whole turn before: that was not this one.
            return row.due
        return due_again(due=row.due, every_months=every, done=row.done, until=None, start=None)
    except OverflowError:
        return None


def _standing(rows: tuple[DocumentRow, ...]) -> list[DocumentRow]:
    """Of papers of one kind and title the one that is good for longest: it took the place of the others."""
    last: dict[tuple[str, str], DocumentRow] = {}
    for row in rows:
        named = (row.kind, row.title.casefold().strip())
        if named not in last or last[named].expires < row.expires:
            last[named] = row
    return sorted(last.values(), key=lambda row: row.id)


def _paper(row: DocumentRow) -> Dated:
    name = f"“{row.title}”" if row.title else "A document"
    return Dated(
        "certificate", f"certificate:{row.id}", _short(f"{name} expires"), f"It is good until {in_words(row.expires)}.",
        row.expires, row=row.id,
    )  # fmt: skip


def _review(key: str, row: DatedRow, what: str, why: str) -> Dated:
    return Dated("review", f"{key}:{row.id}", _short(what), why, row.day, row=row.id)


def _prices(rows: tuple[DatedRow, ...], end: dt.date | None) -> Iterator[Dated]:
    """One for all prices that end on a day, but for the day on which the contract ends anyway."""
    for day in sorted({row.day for row in rows}):
        if end is None or day < end:
            items = [row.what for row in rows if row.day == day]
            what = f"Agree the price of {items[0]} anew" if len(items) == 1 else f"Agree {len(items)} prices anew"
            why = f"What was agreed is good until {in_words(day)}, and the contract runs on."
            yield Dated("review", f"prices:{day.isoformat()}", _short(what), why, day)


def _impact(facts: Facts) -> Iterator[Dated]:
    if facts.impact_assessed is None or not (facts.personal_data or facts.special_category):
        return
    days = warning_days()
    try:
        due = add_months(facts.impact_assessed, days.impact_months)
    except OverflowError:
        return
    said = counted(days.impact_months, "month")
    why = f"It was last assessed on {in_words(facts.impact_assessed)}: it is due again {said} later [{days.mark}]."
    yield Dated("review", "impact", "Look at the data protection impact assessment again", why, due)


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
