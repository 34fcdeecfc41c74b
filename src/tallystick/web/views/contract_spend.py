"""What was paid against a contract, as published: how each payment is known to be its own, month by month."""

from hashlib import sha256
from typing import Any

from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from tallystick.contracts.queries.contract import Seen
from tallystick.contracts.queries.spend import SpendAgainst, spend_against
from tallystick.contracts.rules.spend_against import REFERENCE, SUPPLIER, Matched
from tallystick.lake.store.lookups_contracts import Paid
from tallystick.lake.store.page import PAGE_SIZE, Page
from tallystick.web import charts, downloads
from tallystick.web.addresses import payments_address, row_address
from tallystick.web.contract_pages import page
from tallystick.web.deciding import actor
from tallystick.web.downloads import pounds_and_pence
from tallystick.web.drawing import MONTHS_HEIGHT, Chart, pixels
from tallystick.web.listing import Asked, Column

_COLUMNS = (Column("Date"), Column("Supplier"), Column("How it is known"), Column("Amount", numeric=True))
HOW = {REFERENCE: "The contract's reference", SUPPLIER: "Its supplier, in its period"}
_DOWNLOADED = (
    ("date", lambda one: one.payment.date),
    ("month", lambda one: one.payment.month),
    ("supplier", lambda one: one.payment.supplier),
    ("amount", lambda one: pounds_and_pence(one.payment.amount_pence)),
    ("how", lambda one: one.how),
    ("sha256", lambda one: one.payment.sha256),
    ("sheet", lambda one: one.payment.sheet),
    ("row", lambda one: one.payment.row),
)


def spend(request: HttpRequest, number: int) -> HttpResponse:
    """The payments, latest first, with what they come to."""
    told = page(request, number, "spend")
    seen: Seen = told["seen"]
    found = _found(request, seen)
    asked = Asked.read(request, _COLUMNS, default="")
    first = (asked.page - 1) * PAGE_SIZE
    rows: tuple[Matched[Paid], ...] = found.spend.matched[first : first + PAGE_SIZE]
    every = found.spend.matched
    listed: Page[Any] = Page(rows, len(every), asked.page)
    by_reference, by_supplier = found.spend.part(REFERENCE), found.spend.part(SUPPLIER)
    told |= {
        "found": found,
        "listing": asked.listing(listed, name="payments", download="contract-spend-csv"),
        "rows": [(one.payment, HOW[one.how], row_address(one.payment.sha256, one.payment.sheet, one.payment.row))
                 for one in rows],
        "amount_pence": found.spend.amount_pence,
        "parts": [(HOW[REFERENCE], *by_reference), (HOW[SUPPLIER], *by_supplier)],
        "undated_pence": sum(one.amount_pence for one in found.spend.undated),
        "others_pence": sum(one.amount_pence for one in found.spend.others),
        "chart": _chart(seen, found) if len(found.spend.months) > 1 else None,
        "all_payments": [(name, payments_address(organisation=seen.organisation, supplier_id=one))
                         for one, name in found.suppliers],
    }  # fmt: skip
    return render(request, "web/contracts/spend.html", told)


def spend_csv(request: HttpRequest, number: int) -> StreamingHttpResponse:
    """All the payments that are the contract's."""
    seen: Seen = page(request, number, "spend")["seen"]
    return downloads.table(_found(request, seen).spend.matched, _DOWNLOADED, name=f"contract-{number}-payments.csv")


def chart(request: HttpRequest, number: int) -> HttpResponse:
    """The payments by month, as a picture."""
    seen: Seen = page(request, number, "spend")["seen"]
    rows = _found(request, seen).spend.months
    width = pixels(request.GET.get("width", ""))
    key = "contract-" + sha256(repr((rows, width)).encode()).hexdigest()
    picture = caches["drawn"].get(key)
    if picture is None:
        picture = charts.months(rows, width=width)
        caches["drawn"].set(key, picture)
    return HttpResponse(picture, content_type="image/svg+xml")


def _found(request: HttpRequest, seen: Seen) -> SpendAgainst:
    return spend_against(seen, home=settings.TALLYSTICK_HOME, by=actor(request), today=timezone.localdate())


def _chart(seen: Seen, found: SpendAgainst) -> Chart:
    caption = "Paid against this contract by month."
    address = reverse("contract-spend-chart", args=[seen.id])
    wide, narrow = (f"{address}?width={width}" for width in ("wide", "narrow"))
    return Chart(
        wide, narrow, f"Chart: {caption} The table on this page has the same figures.", caption, charts.WIDE,
        MONTHS_HEIGHT,
    )  # fmt: skip
