"""What was sent: who was told of which dates, when, and what the mail server made of it."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tallystick.contracts.choices import ALERT_STAGES, DIGESTS
from tallystick.contracts.queries import telling_log
from tallystick.contracts.queries.telling_log import NoSuchEmail
from tallystick.councils import queries as councils
from tallystick.councils.rules.permissions import Permission
from tallystick.lake.store.page import PAGE_SIZE, Page
from tallystick.web import downloads
from tallystick.web.deciding import actor
from tallystick.web.listing import Asked, Column

_COLUMNS = (
    Column("For", "on", falls=True),
    Column("To", "to"),
    Column("Dates told", numeric=True),
    Column("What became of it", "state"),
)
_STATES = dict(DIGESTS)
_STAGES = dict(ALERT_STAGES)
_ENDED = {
    "taken": "Taken by the mail server",
    "refused": "Refused by the mail server",
    "not_known": "Not known: there was no answer, or the program stopped before it was kept",
}


@require_safe
def alerts(request: HttpRequest) -> HttpResponse:
    asked = Asked.read(request, _COLUMNS, default="-on")
    by = actor(request)
    rows, total = telling_log.emails(
        _wanted(request), by=by, sort=asked.order, first=(asked.page - 1) * PAGE_SIZE, count=PAGE_SIZE
    )
    lines = tuple((row, _STATES.get(row.state, row.state)) for row in rows)
    page = {
        "section": "contracts",
        "listing": asked.listing(Page(lines, total, asked.page), name="e-mails", download="alerts-csv"),
        "others": telling_log.may_see_others(by),
        "states": (("", "Any"), *DIGESTS),
        "whose": (("", "Everybody's"), ("me", "Mine")),
        "organisations": _organisations(request),
    }
    return render(request, "web/alerts/alerts.html", page)


@require_safe
def alerts_csv(request: HttpRequest) -> StreamingHttpResponse:
    """A row for each date that was told."""
    columns: list[tuple[str, Callable[[Any], Any]]] = [
        ("for", lambda row: row[0].on),
        ("to", lambda row: row[0].to),
        ("address", lambda row: row[0].address),
        ("organisation", lambda row: row[1].organisation),
        ("contract", lambda row: row[1].contract_title),
        ("what", lambda row: row[1].what),
        ("due", lambda row: row[1].due),
        ("stage", lambda row: row[1].stage),
        ("why", lambda row: row[1].why),
        ("state", lambda row: row[0].state),
        ("sent", lambda row: row[0].handed_at.isoformat() if row[0].handed_at else ""),
    ]
    return downloads.table(telling_log.every_line(_wanted(request), by=actor(request)), columns, name="sent.csv")


@require_safe
def alert(request: HttpRequest, number: int) -> HttpResponse:
    """One e-mail, as it was sent."""
    try:
        found = telling_log.email(number, by=actor(request))
    except NoSuchEmail:
        raise Http404 from None
    page = {
        "section": "contracts",
        "email": found,
        "state": _STATES.get(found.sent.state, found.sent.state),
        "told": [(one, _STAGES.get(one.stage, one.stage)) for one in found.told],
        "tries": [(one, _ENDED.get(one["ended"], one["ended"])) for one in found.tries],
    }
    return render(request, "web/alerts/alert.html", page)


def _wanted(request: HttpRequest) -> telling_log.Asked:
    state = request.GET.get("state", "")
    return telling_log.Asked(
        text=request.GET.get("text", "")[:200],
        organisation=request.GET.get("organisation", ""),
        state=state if state in _STATES else "",
        mine=request.GET.get("whose") == "me",
    )


def _organisations(request: HttpRequest) -> list[tuple[str, Any]]:
    found = councils.organisations(by=actor(request), permission=Permission.READ)
    return [("", "All organisations"), *((one.code, one.name) for one in found)] if len(found) > 1 else []
