"""Suppliers as they were worked out: one supplier for all its spellings."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render

from tallystick.lake.companies import status_in_words
from tallystick.lake.store import lookups_names, lookups_suppliers
from tallystick.lake.store.lookups import NOT_KNOWN
from tallystick.lake.store.lookups_suppliers import ResolvedSupplier
from tallystick.lake.store.page import Page
from tallystick.reference.taxonomy import taxonomy
from tallystick.web import downloads
from tallystick.web.downloads import ALL_ROWS, pounds_and_pence
from tallystick.web.kept import ask
from tallystick.web.listing import Asked, Column
from tallystick.web.tabs import supplier_tabs
from tallystick.web.views.spend import organisation_choices

_SUPPLIERS = (
    Column("Supplier", "supplier"),
    Column("Paid", "amount", numeric=True, falls=True),
    Column("Payments", "payments", numeric=True, falls=True),
    Column("Publishers", "organisations", numeric=True, falls=True),
    Column("Spellings", "spellings", numeric=True, falls=True),
    Column("Sure", "confidence", numeric=True),
    Column("From", "first"),
    Column("To", "last", falls=True),
    Column("Merge"),
)
KINDS = (
    ("", "Suppliers"),
    ("individual", "People"),
    ("various", "Various payees"),
    ("redacted", "Redacted"),
)
PERSON = "individual"
_NOBODY: Page[ResolvedSupplier] = Page((), 0, 1)


def suppliers(request: HttpRequest) -> HttpResponse:
    asked = Asked.read(request, _SUPPLIERS, default="-amount")
    filters = _filters(request)
    unasked = _unasked(filters)
    found = _NOBODY if unasked else ask(lookups_suppliers.suppliers, **filters, sort=asked.order, page=asked.page)
    return render(
        request,
        "web/suppliers/suppliers.html",
        {
            "section": "supplier-list",
            "part": "Suppliers",
            "tabs": supplier_tabs("supplier-list"),
            "listing": asked.listing(found, name="suppliers", download="supplier-list-csv"),
            "unasked": unasked,
            "people": filters["kind"] == PERSON,
            "organisations": organisation_choices(),
            "kinds": KINDS,
            "statuses": status_choices(),
            "categories": category_choices(),
        },
    )


def suppliers_csv(request: HttpRequest) -> StreamingHttpResponse:
    asked = Asked.read(request, _SUPPLIERS, default="-amount")
    home, filters = settings.TALLYSTICK_HOME, _filters(request)
    found = _NOBODY
    if not _unasked(filters):
        found = lookups_suppliers.suppliers(home, **filters, sort=asked.order, page_size=ALL_ROWS)
    names = [
        "supplier_id", "supplier", "kind", "company_number", "status", "group_name", "sme", "vcse", "postcode",
        "spellings", "organisations", "payments",
    ]  # fmt: skip
    if filters["kind"] == PERSON:
        names.remove("organisations")
    columns = [
        *[(name, lambda row, name=name: getattr(row, name)) for name in names],
        ("amount", lambda row: pounds_and_pence(row.amount_pence)),
        ("confidence", lambda row: f"{row.confidence:.3f}"),
        ("first_date", lambda row: row.first_date),
        ("last_date", lambda row: row.last_date),
    ]
    return downloads.table(found.rows, columns, name="suppliers.csv")


def category_choices() -> list[tuple[str, str]]:
    """What a supplier may be paid for, as choices of a form: ICT or not, then each category under its head."""
    known = taxonomy()
    heads = [one for one in known.categories if one.parent is None]
    choices = [("", "Anything")]
    for head in heads:
        choices.append((head.code, head.name))
        choices += [(child.code, f"{head.name}: {child.name}") for child in known.children(head.code)]
    return [*choices, (NOT_KNOWN, "Not known")]


def status_choices() -> list[tuple[str, str]]:
    """Every status that some supplier has, in words, after "any"."""
    return [("", "Any status")] + [(one, status_in_words(one)) for one in ask(lookups_names.statuses)]


def _unasked(filters: dict[str, Any]) -> bool:
    """Whether people are asked for of no one publisher: equal names at two publishers need not be one person."""
    return filters["kind"] == PERSON and not filters["organisation"]


def _filters(request: HttpRequest) -> dict[str, Any]:
    given = {name: request.GET.get(name, "").strip() or None for name in ("organisation", "kind", "status", "category")}
    known = given["kind"] if given["kind"] in dict(KINDS) else None
    return {"search": request.GET.get("search", ""), **given, "kind": known or "supplier"}
