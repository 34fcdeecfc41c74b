"""What is in doubt about what was bought: the list by money at stake, and one group of it at a time."""

from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from tallystick.categories import actions, queries
from tallystick.intake.actions.keeping import AlreadyDecided
from tallystick.lake.store import lookups_doubts
from tallystick.lake.store.connection import reader
from tallystick.lake.store.home import Home
from tallystick.lake.store.lookups import NOT_KNOWN
from tallystick.lake.store.lookups_doubts import DoubtRow
from tallystick.reference.technology import by_code
from tallystick.web import downloads
from tallystick.web.deciding import decide_and_follow, reason_given
from tallystick.web.downloads import ALL_ROWS, pounds_and_pence
from tallystick.web.kept import ask
from tallystick.web.kinds import ICT_CHOICES, category_filter, category_groups, category_name
from tallystick.web.listing import Asked, Column
from tallystick.web.tabs import category_tabs
from tallystick.web.views.spend import organisation_choices

_DOUBTS = (
    Column("Supplier", "supplier"),
    Column("Thought to be", "category"),
    Column("In doubt", "stake", numeric=True, falls=True),
    Column("Of it doubtful"),
    Column("Payments", "payments", numeric=True, falls=True),
    Column("Publishers", "publishers", numeric=True, falls=True),
    Column("Decide"),
)
_ICT = {"yes": True, "no": False}
_KEPT = ("search", "organisation", "category", "ict", "sort")


def review(request: HttpRequest) -> HttpResponse:
    asked = Asked.read(request, _DOUBTS, default="-stake")
    found = ask(lookups_doubts.doubts, **_filters(request), sort=asked.order, page=asked.page)
    first = (asked.page - 1) * found.page.page_size + 1
    return render(
        request,
        "web/categories/review.html",
        {
            "section": "categories",
            "part": "Categories",
            "tabs": category_tabs("category-review"),
            "listing": asked.listing(found.page, name="group in doubt,groups in doubt", download="category-review-csv"),
            "rows": [(row, _one(request, first + place)) for place, row in enumerate(found.page.rows)],
            "stake_pence": found.stake_pence,
            "worked_out": ask(worked_out),
            "organisations": organisation_choices(),
            "groups": category_filter(),
            "ict_choices": ICT_CHOICES,
        },
    )


def review_csv(request: HttpRequest) -> StreamingHttpResponse:
    asked = Asked.read(request, _DOUBTS, default="-stake")
    home = settings.TALLYSTICK_HOME
    found = lookups_doubts.doubts(home, **_filters(request), sort=asked.order, page_size=ALL_ROWS)
    columns = (
        ("supplier_id", lambda row: row.supplier_id),
        ("supplier", lambda row: row.supplier),
        ("category", lambda row: row.category),
        ("category_name", lambda row: category_name(row.category)),
        ("is_ict", lambda row: row.is_ict),
        ("in_doubt", lambda row: pounds_and_pence(row.stake_pence)),
        ("doubtful", lambda row: pounds_and_pence(row.low_pence)),
        ("amount", lambda row: pounds_and_pence(row.amount_pence)),
        ("payments", lambda row: row.payments),
        ("organisations", lambda row: row.organisations),
    )
    return downloads.table(found.page.rows, columns, name="categories-in-doubt.csv")


def review_one(request: HttpRequest) -> HttpResponse:
    """One group of the list, by its place in it (`at`, from 1). A decision takes the group out of the list, so the next
    group then has its place."""
    errors: dict[str, str] = {}
    if request.method == "POST":
        errors = _decide(request)
        if not errors:
            return redirect(request.get_full_path())
    text = request.GET.get("at", "1")
    at = max(1, int(text)) if text.isascii() and text.isdigit() and len(text) < 8 else 1
    sort = request.GET.get("sort", "-stake")
    found = ask(lookups_doubts.doubts, **_filters(request), sort=sort, page=at, page_size=1)
    group = next(iter(found.page.rows), None)
    page = {
        "section": "categories",
        "worked_out": ask(worked_out),
        "at": at,
        "count": found.page.count,
        "stake_pence": found.stake_pence,
        "back": _address("category-review", request),
        "errors": errors,
    }
    if group is None:
        return render(request, "web/categories/review_none.html", page)
    return render(
        request,
        "web/categories/review_one.html",
        {
            **page,
            **_about(settings.TALLYSTICK_HOME, group),
            "groups": category_groups(),
            "previous": _one(request, at - 1) if at > 1 else None,
            "next": _one(request, at + 1) if at < found.page.count else None,
            "chosen": request.POST.get("category", group.category or ""),
            "reach": request.POST.get("reach", "part" if group.category else "supplier"),
        },
        status=422 if errors else 200,
    )


def worked_out(home: Home) -> bool:
    """Whether suppliers and categories of what is loaded have been worked out."""
    return reader(home).maps


def _about(home: Home, group: DoubtRow) -> dict[str, Any]:
    """What somebody needs to know who decides about a group."""
    known = by_code().get(group.technology or "")
    whole = queries.supplier_reach(home, group.supplier_id)
    return {
        "group": group,
        "wordings": lookups_doubts.wordings_of(home, group.supplier_id, group.category or NOT_KNOWN),
        "sells": [category_name(code) for code in known.sells] if known else [],
        "part": queries.supplier_reach(home, group.supplier_id, group.category) if group.category else None,
        "whole": whole,
    }


def _decide(request: HttpRequest) -> dict[str, str]:
    """Says what a group was for; gives what is wrong with the form, by field."""
    supplier_id, was = request.POST.get("supplier", ""), request.POST.get("was", "")
    right = request.POST.get("right") == "yes"
    category = was if right else request.POST.get("category", "")
    reach = "part" if right else request.POST.get("reach", "")
    if not category:
        return {"category": "Choose what it was for"}
    if reach not in ("part", "supplier") or (reach == "part" and not was):
        return {"reach": "Choose how far the correction reaches"}
    about = {"supplier_id": supplier_id, "was": was if reach == "part" else "", "category": category}
    try:
        decide_and_follow(request, actions.correct_supplier, **about, why=reason_given(request))
    except AlreadyDecided:
        return {"category": "Exactly that was said before, and is in force"}
    messages.success(request, f"Kept: {category_name(category)}. The figures follow.")
    return {}


def _filters(request: HttpRequest) -> dict[str, Any]:
    asked = request.GET
    return {
        "search": asked.get("search", ""),
        "organisation": asked.get("organisation") or None,
        "category": asked.get("category") or None,
        "ict": _ICT.get(asked.get("ict", "")),
    }


def _one(request: HttpRequest, at: int) -> str:
    return _address("category-review-one", request, at=str(at))


def _address(view: str, request: HttpRequest, **more: str) -> str:
    kept = {name: request.GET[name] for name in _KEPT if request.GET.get(name)}
    asked = urlencode({**kept, **more})
    return reverse(view) + (f"?{asked}" if asked else "")
