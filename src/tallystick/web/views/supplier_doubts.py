"""Lists of what is in doubt about suppliers, and of names and numbers that speak against one another."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render

from tallystick.suppliers import reviewing
from tallystick.web import downloads
from tallystick.web.downloads import ALL_ROWS, pounds_and_pence
from tallystick.web.listing import Asked, Column
from tallystick.web.tabs import supplier_tabs

_DOUBTS = (
    Column("Names", "name"),
    Column("Money at stake", "pence", numeric=True, falls=True),
    Column("Payments", "payments", numeric=True, falls=True),
    Column("Alike", "confidence", numeric=True, falls=True),
    Column("Why"),
    Column("Now"),
    Column("Answer"),
)
_CONFLICTS = (
    Column("Supplier", "name"),
    Column("And"),
    Column("What", "what"),
    Column("Which"),
    Column("Money at stake", "pence", numeric=True, falls=True),
)
VERDICTS = (
    (reviewing.UNDECIDED, "Not decided"),
    ("unsure", "Not sure"),
    ("same", "Same"),
    ("different", "Different"),
    (reviewing.IMPLIED, "Settled by another answer"),
    ("any", "Any"),
)
MERGED = (("", "Either"), ("yes", "One supplier now"), ("no", "Two suppliers now"))
WHATS = (
    ("", "Either"),
    ("one number, different names", "One number, different names"),
    ("one name, different numbers", "One name, different numbers"),
)


def doubts(request: HttpRequest) -> HttpResponse:
    asked = Asked.read(request, _DOUBTS, default="-pence")
    filters = _doubts_asked(request)
    found = reviewing.doubts(settings.TALLYSTICK_HOME, **filters, sort=asked.order, page=asked.page)
    return render(
        request,
        "web/suppliers/doubts.html",
        {
            "section": "supplier-list",
            "part": "Suppliers",
            "tabs": supplier_tabs("supplier-doubts"),
            "listing": asked.listing(found, name="pair in doubt,pairs in doubt", download="supplier-doubts-csv"),
            "verdict": filters["verdict"] or "any",
            "verdicts": VERDICTS,
            "merged": MERGED,
        },
    )


def doubts_csv(request: HttpRequest) -> StreamingHttpResponse:
    asked = Asked.read(request, _DOUBTS, default="-pence")
    found = reviewing.doubts(settings.TALLYSTICK_HOME, **_doubts_asked(request), sort=asked.order, page_size=ALL_ROWS)
    names = ("name_a", "name_b", "supplier_a", "supplier_b")
    columns = [
        *[(name, lambda row, name=name: getattr(row, name)) for name in names],
        ("amount_at_stake", lambda row: pounds_and_pence(row.pence)),
        ("payments", lambda row: row.payments),
        ("confidence", lambda row: f"{row.confidence:.3f}"),
        ("why", lambda row: row.why),
        ("one_supplier_now", lambda row: row.merged),
        ("answer", lambda row: row.verdict),
    ]
    return downloads.table(found.rows, columns, name="suppliers-in-doubt.csv")


def conflicts(request: HttpRequest) -> HttpResponse:
    asked = Asked.read(request, _CONFLICTS, default="-pence")
    filters = _conflicts_asked(request)
    found = reviewing.conflicts(settings.TALLYSTICK_HOME, **filters, sort=asked.order, page=asked.page)
    return render(
        request,
        "web/suppliers/conflicts.html",
        {
            "section": "supplier-list",
            "part": "Suppliers",
            "tabs": supplier_tabs("supplier-conflicts"),
            "listing": asked.listing(found, name="conflicts", download="supplier-conflicts-csv"),
            "what": filters["what"],
            "whats": WHATS,
        },
    )


def conflicts_csv(request: HttpRequest) -> StreamingHttpResponse:
    asked = Asked.read(request, _CONFLICTS, default="-pence")
    found = reviewing.conflicts(
        settings.TALLYSTICK_HOME, **_conflicts_asked(request), sort=asked.order, page_size=ALL_ROWS
    )
    names = ("supplier_id", "supplier", "other_supplier_id", "other_supplier", "what", "detail")
    columns = [
        *[(name, lambda row, name=name: getattr(row, name)) for name in names],
        ("amount_at_stake", lambda row: pounds_and_pence(row.pence)),
    ]
    return downloads.table(found.rows, columns, name="supplier-conflicts.csv")


def _doubts_asked(request: HttpRequest) -> dict[str, Any]:
    verdict = request.GET.get("verdict", "")
    if verdict not in dict(VERDICTS):
        verdict = reviewing.UNDECIDED
    return {
        "search": request.GET.get("search", ""),
        "verdict": "" if verdict == "any" else verdict,
        "merged": {"yes": True, "no": False}.get(request.GET.get("merged", "")),
    }


def _conflicts_asked(request: HttpRequest) -> dict[str, Any]:
    what = request.GET.get("what", "")
    return {"search": request.GET.get("search", ""), "what": what if what in dict(WHATS) else ""}
