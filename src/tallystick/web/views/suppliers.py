"""Spend by supplier, as written: folded only by case and punctuation."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render

from tallystick.lake.store import lookups
from tallystick.web import downloads, drawing
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
    Column("From", "first"),
    Column("To", "last", falls=True),
)
_PAYMENTS_SHOWN = 20


def suppliers(request: HttpRequest) -> HttpResponse:
    asked = Asked.read(request, _SUPPLIERS, default="-amount")
    search, organisation = request.GET.get("search", ""), request.GET.get("organisation", "")
    found = ask(
        lookups.suppliers,
        search=search,
        organisation=organisation or None,
        sort=asked.order,
        page=asked.page,
    )
    chart = drawing.largest_chart(
        "suppliers",
        shown=found.count,
        caption="Paid to the suppliers that were paid most",
        organisation=organisation or None,
        search=search,
    )
    return render(
        request,
        "web/spend/suppliers.html",
        {
            "section": "supplier-list",
            "part": "Suppliers",
            "tabs": supplier_tabs("suppliers"),
            "listing": asked.listing(found, name="suppliers", download="suppliers-csv"),
            "search": search,
            "organisation": organisation,
            "organisations": organisation_choices(),
            "chart": chart,
        },
    )


def suppliers_csv(request: HttpRequest) -> StreamingHttpResponse:
    asked = Asked.read(request, _SUPPLIERS, default="-amount")
    found = lookups.suppliers(
        settings.TALLYSTICK_HOME,
        search=request.GET.get("search", ""),
        organisation=request.GET.get("organisation") or None,
        sort=asked.order,
        page_size=ALL_ROWS,
    )
    columns = (
        ("supplier", lambda row: row.supplier),
        ("amount", lambda row: pounds_and_pence(row.amount_pence)),
        ("payments", lambda row: row.payments),
        ("organisations", lambda row: row.organisations),
        ("spellings", lambda row: row.spellings),
        ("first_date", lambda row: row.first_date),
        ("last_date", lambda row: row.last_date),
    )
    return downloads.table(found.rows, columns, name="suppliers.csv")


def supplier(request: HttpRequest) -> HttpResponse:
    key = request.GET.get("name", "")
    row = ask(lookups.supplier, key)
    if row is None:
        raise Http404
    whose = row.supplier or "to suppliers whose name is not known"
    paying = ask(lookups.supplier_organisations, key)
    return render(
        request,
        "web/spend/supplier.html",
        {
            "section": "supplier-list",
            "key": key,
            "row": row,
            "spellings": ask(lookups.spellings, key),
            "paying": paying,
            "paying_chart": drawing.largest_chart(
                "supplier-organisations", shown=len(paying), caption=f"Paid by publisher, {whose}", supplier=key
            ),
            "months": ask(lookups.months, supplier=key),
            "months_chart": drawing.months_chart(whose=whose, supplier=key),
            "payments": ask(lookups.payments, lookups.Filters(supplier=key), sort="-amount", page_size=_PAYMENTS_SHOWN),
        },
    )
