"""One supplier: what it is, what it is paid, what it is called and by whom, and what was decided about it."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from tallystick.lake.store import lookups, lookups_cube, lookups_names, lookups_suppliers
from tallystick.lake.store.chosen import Chosen
from tallystick.suppliers import about
from tallystick.web import drawing
from tallystick.web.kept import ask
from tallystick.web.tabs import supplier_tabs

_PAYMENTS_SHOWN = 20
_NAMES_SHOWN = 200


def supplier(request: HttpRequest, supplier_id: str) -> HttpResponse:
    page = supplier_of_page(supplier_id)
    names = ask(lookups_names.supplier_names, supplier_id)
    publishers = ask(lookups_suppliers.organisations, supplier_id)
    return render(
        request,
        "web/suppliers/supplier.html",
        {
            **page,
            "known": about.supplier(
                page["home"], supplier_id, [(row.supplier_key, row.company_number) for row in names]
            ),
            "names": names[:_NAMES_SHOWN],
            "all_names": len(names),
            "publishers": publishers,
            "publishers_chart": drawing.largest_chart(
                "who-organisations",
                shown=len(publishers),
                caption=f"Paid by publisher, {page['row'].supplier}",
                supplier=supplier_id,
            ),
            "months": ask(lookups_cube.by_month, Chosen(suppliers=(supplier_id,))),
            "months_chart": drawing.chart(
                "who-months",
                f"Paid by month, {page['row'].supplier}.",
                drawing.MONTHS_HEIGHT,
                supplier=supplier_id,
            ),
            "categories": ask(lookups_cube.by_category, Chosen(suppliers=(supplier_id,))),
            "payments": ask(
                lookups.payments, lookups.Filters(supplier_id=supplier_id), sort="-amount", page_size=_PAYMENTS_SHOWN
            ),
        },
    )


def supplier_of_page(supplier_id: str) -> dict[str, Any]:
    """What every page about one supplier is told. Raises Http404 where there is no such supplier."""
    row = ask(lookups_suppliers.supplier, supplier_id)
    if row is None:
        raise Http404
    return {
        "section": "supplier-list",
        "tabs": supplier_tabs("supplier-list"),
        "home": settings.TALLYSTICK_HOME,
        "row": row,
    }
