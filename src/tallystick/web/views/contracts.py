"""The register as a list."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from tallystick.contracts.queries import register
from tallystick.lake.store.page import PAGE_SIZE, Page
from tallystick.web.deciding import actor
from tallystick.web.listing import Asked, Column

_COLUMNS = (
    Column("Contract", "title"),
    Column("Supplier", "supplier"),
    Column("End", "end"),
    Column("Value", "value", numeric=True, falls=True),
)


def contracts(request: HttpRequest) -> HttpResponse:
    asked = Asked.read(request, _COLUMNS, default="end")
    found = register.contracts(
        register.Asked(text=request.GET.get("text", "")),
        by=actor(request),
        today=timezone.localdate(),
        sort=asked.order,
        first=(asked.page - 1) * PAGE_SIZE,
        count=PAGE_SIZE,
    )
    page = Page(tuple(found.rows), found.total, asked.page)
    return render(
        request, "web/contracts/list.html", {"section": "contracts", "listing": asked.listing(page, name="contracts")}
    )
