"""The log of an organisation: who did what, who read confidential figures, and whether the log holds."""

import json
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from tallystick.contracts.queries.telling import changes, shown
from tallystick.councils import queries
from tallystick.councils.queries import Sought
from tallystick.lake.store.page import PAGE_SIZE, Page
from tallystick.web import downloads
from tallystick.web.deciding import actor
from tallystick.web.listing import Asked

_LONDON = ZoneInfo("Europe/London")
INSTALLATION = "-"
"""What stands in an address for the log of the whole installation."""


@require_safe
def log(request: HttpRequest, code: str) -> HttpResponse:
    sought, errors = _sought(request)
    asked = Asked.read(request, (), default="")
    rows, total = queries.log(
        chain=_chain(code), by=actor(request), sought=sought, first=(asked.page - 1) * PAGE_SIZE, count=PAGE_SIZE
    )
    lines = [{"entry": row, "changes": changes(row.kind, row.before, row.after)[:30]} for row in rows]
    found = Page(tuple(lines), total, asked.page)
    page = {
        **_about(code, "log"),
        "errors": errors,
        "asked": {name: request.GET.get(name, "") for name in ("text", "about", "from", "to")},
        "listing": asked.listing(found, name="entry,entries", download="organisation-log-csv"),
    }
    return render(request, "web/log/log.html", page)


@require_safe
def log_csv(request: HttpRequest, code: str) -> HttpResponseBase:
    sought, _ = _sought(request)
    rows = queries.whole_log(chain=_chain(code), by=actor(request), sought=sought)
    columns = (
        ("entry", lambda row: row.sequence),
        ("at", lambda row: row.at.astimezone(UTC).isoformat()),
        ("by", lambda row: row.by),
        ("via", lambda row: row.via),
        ("what", lambda row: row.what),
        ("why", lambda row: row.why),
        ("kind", lambda row: row.kind),
        ("key", lambda row: row.key),
        ("about", lambda row: row.about),
        ("before", lambda row: _json(shown(row.kind, row.before))),
        ("after", lambda row: _json(shown(row.kind, row.after))),
        ("previous", lambda row: row.previous),
        ("hash", lambda row: row.hash),
    )
    return downloads.table(rows, columns, name="log.csv")


@require_safe
def readings(request: HttpRequest, code: str) -> HttpResponse:
    """Who read confidential figures and notes."""
    asked = Asked.read(request, (), default="")
    rows, total = queries.readings(
        organisation=_chain(code), by=actor(request), first=(asked.page - 1) * PAGE_SIZE, count=PAGE_SIZE
    )
    found = Page(tuple(rows), total, asked.page)
    page = {**_about(code, "readings"), "listing": asked.listing(found, name="readings")}
    return render(request, "web/log/readings.html", page)


@require_safe
def holds(request: HttpRequest, code: str) -> HttpResponse:
    """Whether nothing of the log was changed, taken out or put in."""
    page = {**_about(code, "holds"), "found": queries.verify_chain(_chain(code), by=actor(request))}
    return render(request, "web/log/holds.html", page)


def _chain(code: str) -> str:
    return "" if code == INSTALLATION else code


def _about(code: str, here: str) -> dict[str, Any]:
    organisation = queries.organisation(code)
    pages = [("log", "Log", "organisation-log"), ("readings", "Who read confidential figures", "organisation-readings")]
    pages.append(("holds", "Does the log hold?", "organisation-log-holds"))
    sent = reverse("alerts") + (f"?{urlencode({'organisation': code})}" if organisation else "")
    return {
        "code": code,
        "name": organisation.name if organisation else "The whole installation",
        "tabs": [
            *((label, reverse(view, args=[code]), name == here) for name, label, view in pages),
            ("What was sent", sent, False),
        ],
    }


def _sought(request: HttpRequest) -> tuple[Sought, dict[str, str]]:
    errors: dict[str, str] = {}

    def day(name: str) -> date | None:
        text = request.GET.get(name, "").strip()
        try:
            return date.fromisoformat(text) if text else None
        except ValueError:
            errors[name] = "Enter a date such as 2026-11-22"
            return None

    begun, ended = day("from"), day("to")
    sought = Sought(
        about=request.GET.get("about", "").strip()[:100],
        text=request.GET.get("text", "")[:200],
        since=_midnight(begun) if begun else None,
        until=_midnight(ended + timedelta(days=1)) if ended and ended < date.max else None,
    )
    return sought, errors


def _midnight(day: date) -> datetime:
    """The beginning of a day in London."""
    return datetime.combine(day, time(), _LONDON)


def _json(value: Any) -> str:
    return "" if value is None else json.dumps(value, ensure_ascii=False, sort_keys=True)
