"""A private calendar as iCalendar (RFC 5545), as Outlook and Google take it: a whole day for each key date.

docs/reference/calendar-feeds.md says what each property holds.
"""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

from icalendar import Calendar, Event
from icalendar.prop import vText

from tallystick.contracts.choices import KEY_DATES
from tallystick.contracts.queries.feeds import Feed, Told
from tallystick.contracts.queries.key_dates import Listed
from tallystick.web.words import count, day, many

MEDIA = "text/calendar; charset=utf-8"
REFRESH = timedelta(hours=6)
"""How often a calendar is asked to read it again; Google's reads when it likes."""

_PRODUCT = "-//Tallystick//Key dates of contracts//EN"
_BEGAN = datetime(2020, 1, 1, tzinfo=UTC)
"""From when the seconds of SEQUENCE are counted: they fit into 32 bits until 2088."""
_LONGEST_SUMMARY, _LONGEST_DESCRIPTION = 200, 4000
_NOT_TEXT = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_KINDS = dict(KEY_DATES)
_START = "Last safe start"


def written(feed: Feed, told: Told, *, address: str) -> bytes:
    """The calendar. address: of the site, without a slash at its end.

    The same as long as what it tells is the same: it holds no time of its own making.
    """
    calendar = Calendar()
    calendar.add("prodid", _PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    for name in ("name", "x-wr-calname"):
        calendar.add(name, _text(feed.name))
    for name in ("description", "x-wr-caldesc"):
        calendar.add(name, _text(_about(feed, told)))
    calendar.add("x-wr-timezone", "Europe/London")
    calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT6H")
    for row in told.rows:
        for event in _events(row, feed, told, address):
            calendar.add_component(event)
    return bytes(calendar.to_ical())


def _about(feed: Feed, told: Told) -> str:
    if not told.allowed:
        return f"You may not read the register of {feed.whose} any more, so there is nothing here."
    said = [f"{feed.whose}: what must happen by when, from two years ahead of today back to what is overdue."]
    if told.undated:
        said.append(f"{many(told.undated, 'thing')} with no day yet: see the calendar's page.")
    if told.left_out:
        said.append(f"{count(told.left_out)} more are on the calendar's page, and not here.")
    return " ".join(said)


def _events(row: Listed, feed: Feed, told: Told, address: str) -> Iterator[Event]:
    """The day of a key date; and before it the last safe day to begin what comes first, where that is known."""
    assert row.due is not None
    said = f"{row.what}: {row.contract_title}"
    yield _event(row, feed, told, address, on=row.due, key=row.key, summary=said, category=_KINDS[row.kind])
    if row.last_safe_start is not None and row.last_safe_start < row.due:
        said = f"Last safe day to begin: {row.what}: {row.contract_title}"
        yield _event(
            row, feed, told, address, on=row.last_safe_start, key=f"{row.key}:start", summary=said, category=_START
        )


def _event(
    row: Listed, feed: Feed, told: Told, address: str, *, on: date, key: str, summary: str, category: str
) -> Event:
    page = f"{address}/contracts/{row.contract}/dates/"
    changed = told.changed.get(row.contract, _BEGAN).astimezone(UTC).replace(microsecond=0)
    event = Event()
    # The same from day to day, whatever the day and the words of it come to be.
    event.add("uid", f"{row.contract}.{key.replace(':', '.')}.{feed.salt}@tallystick")
    event.add("dtstamp", changed)
    event.add("last-modified", changed)
    event.add("sequence", max(0, int((changed - _BEGAN).total_seconds())))
    event.add("dtstart", on)
    if on < date.max:
        # The day after: the end of an event is the first moment that is not in it.
        event.add("dtend", on + timedelta(days=1))
    event.add("summary", _text(summary, _LONGEST_SUMMARY))
    event.add("description", _text(_description(row, page), _LONGEST_DESCRIPTION))
    event.add("categories", [category])
    event.add("url", page)
    event.add("status", "CONFIRMED")
    # Nobody is busy all day because a notice is due.
    event.add("transp", "TRANSPARENT")
    event.add("x-microsoft-cdo-busystatus", "FREE")
    return event


def _description(row: Listed, page: str) -> str:
    lines = [row.why, f"To do by {day(row.due)}."]
    if row.takes_effect and row.takes_effect != row.due:
        lines.append(f"It takes effect on {day(row.takes_effect)}.")
    if row.last_safe_start:
        lines.append(f"Last safe day to begin what comes before: {day(row.last_safe_start)}.")
    if row.working:
        lines += ["", "How it was worked out:", *(f"- {step}" for step in row.working)]
    named = " ".join(part for part in (row.contract_title, f"({row.reference})" if row.reference else "") if part)
    whose = ", ".join(part for part in (row.department, row.organisation_name) if part)
    lines += ["", f"Contract: {named}", f"Supplier: {row.suppliers}" if row.suppliers else "", whose]
    lines.append(f"Whose: {row.owner}" if row.owner else "Nobody here owns it.")
    lines.append(page)
    return "\n".join(line for number, line in enumerate(lines) if line or number > 1)


def _text(said: str, longest: int = _LONGEST_SUMMARY * 5) -> vText:
    """Text as it may stand in a calendar, whatever the register holds; shortened with a mark that says so."""
    plain = _NOT_TEXT.sub(" ", said.replace("\r\n", "\n").replace("\r", "\n"))
    return vText(plain if len(plain) <= longest else plain[: longest - 1].rstrip() + "…")
