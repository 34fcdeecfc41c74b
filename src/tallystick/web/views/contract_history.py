"""A contract's history: as a picture, entry by entry, and the contract as it was on a day."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.html import format_html_join
from django.utils.text import Truncator

from tallystick.contracts.declared import KINDS, SECTIONS
from tallystick.contracts.queries import past
from tallystick.contracts.queries.contract import Entry, Seen
from tallystick.contracts.queries.facts import Named, named
from tallystick.contracts.queries.past import Changed
from tallystick.contracts.queries.spend import spend_against
from tallystick.contracts.queries.telling import TOO_LONG
from tallystick.lake.store.page import PAGE_SIZE, Page
from tallystick.web import downloads, pictures, words
from tallystick.web.contract_events import events_of, listed, picture
from tallystick.web.contract_pages import Fact, Section, facts, page, shown
from tallystick.web.contract_words import in_words
from tallystick.web.deciding import actor
from tallystick.web.listing import Asked, Column
from tallystick.web.templatetags.officers import verb

_LONDON = ZoneInfo("Europe/London")
_COLUMNS = (Column("When"), Column("Who"), Column("What"), Column("Before and after"))
_VIA = {"command": "at the command line", "api": "by a program", "supplier": "by the supplier's system"}
_DOWNLOADED = (
    ("at", lambda row: row.at.isoformat()),
    ("by", lambda row: row.by),
    ("via", lambda row: row.via),
    ("what", lambda row: row.what),
    ("kind", lambda row: row.kind),
    ("field", lambda row: row.field),
    ("before", lambda row: row.before),
    ("after", lambda row: row.after),
    ("why", lambda row: row.why),
)
_AT_ONCE = 500
_MADE = "<li><strong>{}:</strong> {}</li>"
_CHANGED = "<li><strong>{}:</strong> {} → {}</li>"
_HIDDEN = '<li><strong>{}:</strong> <span class="ts-unknown">confidential</span></li>'


@dataclass(frozen=True)
class Line:
    """One entry as a page shows it. changed: (field, before, after) in words. hidden: fields of which no more
    is told. made: whether there was nothing before. told: both as list items.
    """

    at: datetime
    by: str
    via: str
    what: str
    why: str
    made: bool
    changed: list[tuple[str, str, str]]
    hidden: list[str]

    @property
    def told(self) -> str:
        # Hundreds of them stand on a page: a template takes five times as long for them.
        if self.made:
            said = format_html_join("", _MADE, ((label, _cut(after)) for label, _, after in self.changed))
        else:
            said = format_html_join("", _CHANGED, ((label, _cut(was), _cut(now)) for label, was, now in self.changed))
        return said + format_html_join("", _HIDDEN, ((label,) for label in self.hidden))


@dataclass(frozen=True)
class Cell:
    """One field of one entry, for the download."""

    at: datetime
    by: str
    via: str
    what: str
    why: str
    kind: str
    field: str
    before: str
    after: str


def history(request: HttpRequest, number: int) -> HttpResponse:
    """The picture, and the entries newest first."""
    told = page(request, number, "history")
    seen: Seen = told["seen"]
    today = timezone.localdate()
    asked = Asked.read(request, _COLUMNS, default="")
    found, total = past.history(seen, first=(asked.page - 1) * PAGE_SIZE, count=PAGE_SIZE)
    shown_now = Page(tuple(found), total, asked.page)
    spent = spend_against(seen, home=settings.TALLYSTICK_HOME, by=actor(request), today=today)
    events = events_of(seen, spent.spend.months) if asked.page == 1 else []
    names = named([(line.kind, values) for line in found for values in _both(line)], by=actor(request))
    told |= {
        "listing": asked.listing(shown_now, name="entry,entries", download="contract-history-csv"),
        "lines": [_line(line, names) for line in found],
        "events": listed(events),
        "pictures": [
            (name, picture(events, today=today, width=width))
            for name, width in (("wide", pictures.WIDE), ("narrow", pictures.NARROW))
        ]
        if events
        else [],
        "today": today,
    }
    return render(request, "web/contracts/history.html", told)


def history_csv(request: HttpRequest, number: int) -> StreamingHttpResponse:
    """Every entry, a row for each field that changed."""
    seen: Seen = page(request, number, "history")["seen"]

    def cells() -> Iterator[Cell]:
        first, total = 0, 1
        while first < total:
            found, total = past.history(seen, first=first, count=_AT_ONCE)
            names = named([(line.kind, values) for line in found for values in _both(line)], by=actor(request))
            for line in found:
                told = _line(line, names)
                for field, before, after in told.changed or [("", "", "")]:
                    yield Cell(line.at, line.by, line.via, line.what, line.why, line.kind, field, before, after)
            first += _AT_ONCE

    return downloads.table(cells(), _DOWNLOADED, name=f"contract-{number}-history.csv")


def as_it_was(request: HttpRequest, number: int) -> HttpResponse:
    """The whole contract, with its terms, risks and measures, as it stood at the end of a day."""
    told = page(request, number, "history")
    seen: Seen = told["seen"]
    given = request.GET.get("on", "").strip()
    on, errors = _day(given)
    rows = past.as_it_was(seen, _end_of(on)) if on else {}
    names = named([(kind, row.values) for kind, some in rows.items() for row in some], by=actor(request))
    told |= {
        "on": on,
        "given": given,
        "errors": errors,
        "there": bool(rows),
        "parts": _parts(rows["contract"][0], names) if rows else [],
        "kinds": [
            Section(kind, KINDS[kind].plural.capitalize(), [_as_shown(seen, row, names) for row in rows[kind]])
            for kind in KINDS
            if kind in rows and kind != "contract"
        ],
    }
    return render(request, "web/contracts/as_it_was.html", told, status=422 if errors else 200)


def _line(line: Changed, names: Named) -> Line:
    changed = [
        (label, in_words(line.kind, name, before, names), in_words(line.kind, name, after, names))
        for name, (label, before, after) in zip(line.names, line.fields, strict=True)
        if (line.kind, name) not in TOO_LONG
    ]
    labels = KINDS[line.kind].fields if line.kind in KINDS else {}
    return Line(
        at=line.at,
        by=line.by,
        via=_VIA.get(line.via, ""),
        what=verb(line.what),
        why=line.why,
        made=not any(before for _, before, _ in changed),
        changed=[one for one in changed if one[1] or one[2]],
        hidden=[labels[name].label for name in line.hidden],
    )


def _cut(text: str) -> str:
    """A value as there is room for it; the download has all of it."""
    return Truncator(text or words.NOT_KNOWN).chars(300)


def _both(line: Changed) -> list[dict[str, Any]]:
    before = {name: one for name, (_, one, _) in zip(line.names, line.fields, strict=True)}
    after = {name: one for name, (_, _, one) in zip(line.names, line.fields, strict=True)}
    return [before, after]


def _day(given: str) -> tuple[date | None, dict[str, str]]:
    if not given:
        return None, {}
    try:
        on = date.fromisoformat(given)
    except ValueError:
        return None, {"on": "“On” must be a date such as 2026-10-31"}
    if on > timezone.localdate():
        return None, {"on": "“On” must not be after today"}
    return on, {}


def _end_of(on: date) -> datetime:
    """The last moment of a day in London."""
    return datetime.combine(on + timedelta(days=1), time(), tzinfo=_LONDON) - timedelta(microseconds=1)


def _parts(entry: Entry, names: Named) -> list[tuple[str, list[Fact]]]:
    fields = KINDS["contract"].fields
    found = []
    for title in SECTIONS:
        only = [name for name, field in fields.items() if field.section == title]
        said = facts("contract", entry.values, names, only=only)
        if said:
            found.append((title, said))
    tier = facts("contract", entry.values, names, only=("tier", "tier_how", "tier_why"))
    return [*found, ("Tier", tier)] if tier else found


def _as_shown(seen: Seen, row: Entry, names: Named) -> Any:
    """A row as it was, with nothing to be done to it."""
    leave_out = [name for kind, name in TOO_LONG if kind == row.kind]
    told = shown(seen, row, names, leave_out=leave_out)
    return type(told)(told.id, told.title, told.facts, told.entry)
