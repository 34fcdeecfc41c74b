"""What is due over all contracts, and the register by tier."""

from collections.abc import Callable
from operator import attrgetter
from typing import Any

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone

from tallystick.contracts.choices import DUTY_STATES, TIERS
from tallystick.contracts.queries import governance
from tallystick.contracts.queries.governance import Due, DutiesAsked
from tallystick.councils import queries as councils
from tallystick.lake.store.page import PAGE_SIZE, Page
from tallystick.reference.asking import frequency
from tallystick.web import downloads
from tallystick.web.deciding import actor
from tallystick.web.downloads import ALL_ROWS
from tallystick.web.listing import Asked, Column

_DUTIES = (
    Column("What", "what"),
    Column("Contract", "contract"),
    Column("Due", "due"),
    Column("How often"),
    Column("Who", "owner"),
    Column("What to do"),
)
_WHEN = (("", "Any day"), ("overdue", "Overdue"), ("month", "Due within a month"), ("no_day", "With no day"))
_TIERS = (Column("Contract"), Column("Supplier"), Column("End"), Column("Tier"), Column("Why"))
_NONE = "none"
"""In an address, the contracts without a tier."""


def duties(request: HttpRequest) -> HttpResponse:
    """Every duty of every contract of one's organisations."""
    asked = Asked.read(request, _DUTIES, default="due")
    wanted = _wanted(request)
    by = actor(request)
    found = governance.duties(
        wanted, by=by, today=timezone.localdate(), sort=asked.order, first=(asked.page - 1) * PAGE_SIZE,
        count=PAGE_SIZE,
    )  # fmt: skip
    rows = [(row, frequency(row.every_months)) for row in found.rows]
    return render(
        request,
        "web/duties/duties.html",
        {
            "section": "contracts",
            "listing": asked.listing(
                Page(tuple(rows), found.total, asked.page), name="duty,duties", download="duties-csv"
            ),
            "overdue": found.overdue,
            "organisations": _organisations(request),
            "states": (("open", "To be done"), *[one for one in DUTY_STATES if one[0] != "open"], ("all", "Any state")),
            "whens": _WHEN,
            "whose": (("", "Anybody's"), ("me", "Mine")),
            "today": timezone.localdate(),
        },
    )


def duties_csv(request: HttpRequest) -> StreamingHttpResponse:
    asked = Asked.read(request, _DUTIES, default="due")
    found = governance.duties(
        _wanted(request), by=actor(request), today=timezone.localdate(), sort=asked.order, count=ALL_ROWS
    )
    names = ("organisation", "contract_title", "what", "who", "owner", "due", "state", "done", "when")
    columns: list[tuple[str, Callable[[Any], Any]]] = [(name, attrgetter(name)) for name in names]
    columns.append(("how_often", _often))
    return downloads.table(found.rows, columns, name="duties.csv")


def _often(row: Due) -> str:
    return frequency(row.every_months)


def tiers(request: HttpRequest) -> HttpResponse:
    """The register by tier, and what has none yet."""
    asked = Asked.read(request, _TIERS, default="")
    by = actor(request)
    organisation = request.GET.get("organisation", "")
    counted = governance.tiers(by=by, organisation=organisation)
    rows, total = governance.tiered(
        by=by, organisation=organisation, tier=_tier(request), first=(asked.page - 1) * PAGE_SIZE, count=PAGE_SIZE
    )
    figures = [(name, counted.get(code, 0), asked.address(tier=code or _NONE, page=None)) for code, name in _named()]
    return render(
        request,
        "web/duties/tiers.html",
        {
            "section": "contracts",
            "listing": asked.listing(Page(tuple(rows), total, asked.page), name="contracts", download="tiers-csv"),
            "figures": figures,
            "organisations": _organisations(request),
            "tiers": (("", "Any tier"), *((code or _NONE, name) for code, name in _named())),
            "names": dict(TIERS),
        },
    )


def tiers_csv(request: HttpRequest) -> StreamingHttpResponse:
    rows, _ = governance.tiered(
        by=actor(request), organisation=request.GET.get("organisation", ""), tier=_tier(request), count=ALL_ROWS
    )
    names = ("organisation", "reference", "title", "suppliers", "end", "tier", "how", "why")
    return downloads.table(rows, [(name, attrgetter(name)) for name in names], name="contracts-by-tier.csv")


def _named() -> list[tuple[str, str]]:
    """Tiers with their names, those without one last."""
    return [(code, name) for code, name in TIERS if code] + [("", "No tier yet")]


def _tier(request: HttpRequest) -> str | None:
    asked = request.GET.get("tier", "")
    return "" if asked == _NONE else asked or None


def _wanted(request: HttpRequest) -> DutiesAsked:
    state = request.GET.get("state", "open")
    mine = request.GET.get("whose") == "me"
    return DutiesAsked(
        text=request.GET.get("text", ""),
        organisation=request.GET.get("organisation", ""),
        # The number 0 is nobody's: somebody without an account of their own owns no duty.
        owner=(actor(request).person or 0) if mine else None,
        when=request.GET.get("when", ""),
        state="" if state == "all" else state if state in dict(DUTY_STATES) else "open",
    )


def _organisations(request: HttpRequest) -> list[tuple[str, Any]]:
    found = councils.organisations(by=actor(request))
    return [("", "All organisations"), *((one.code, one.name) for one in found)] if len(found) > 1 else []
