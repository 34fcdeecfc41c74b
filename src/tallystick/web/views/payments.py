"""Payments, one by one."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render

from tallystick.lake.store import lookups, lookups_suppliers
from tallystick.lake.store.connection import reader
from tallystick.web import downloads, words
from tallystick.web.asking import PaymentsAsked, named
from tallystick.web.kept import ask
from tallystick.web.kinds import ICT_CHOICES, SURE_CHOICES, category_filter
from tallystick.web.listing import Asked, Column
from tallystick.web.tabs import spend_tabs
from tallystick.web.views.spend import organisation_choices

_PAYMENTS = (
    Column("Date", "date", falls=True),
    Column("Publisher", "organisation"),
    Column("Supplier", "supplier"),
    Column("Description", "description"),
    Column("Category"),
    Column("Amount", "amount", numeric=True, falls=True),
)
_EITHER = (("", "Either"), ("yes", "Yes"), ("no", "No"))


def payments(request: HttpRequest) -> HttpResponse:
    asked = Asked.read(request, _PAYMENTS, default="-date")
    wanted = PaymentsAsked.read(request.GET)
    found = ask(lookups.payments, wanted.filters, sort=asked.order, page=asked.page)
    return render(
        request,
        "web/spend/payments.html",
        {
            "section": "spend",
            "tabs": spend_tabs("payments"),
            "listing": asked.listing(found, name="payments", download="payments-csv"),
            "errors": wanted.errors,
            "organisations": organisation_choices(),
            "several": wanted.filters.organisations,
            "groups": category_filter(),
            "ict_choices": ICT_CHOICES,
            "sure_choices": SURE_CHOICES,
            "either": _EITHER,
            "limits": _limits(asked, wanted.filters),
        },
    )


def payments_csv(request: HttpRequest) -> StreamingHttpResponse:
    wanted = PaymentsAsked.read(request.GET)
    batches = lookups.stream_payments(settings.TALLYSTICK_HOME, wanted.filters)
    return downloads.frames(batches, lookups.COLUMNS, name="payments.csv")


def _limits(asked: Asked, filters: lookups.Filters) -> list[tuple[str, str, str]]:
    """Filters that came with a link and have no field of their own: parameter, what it says, the address without it."""
    limits = []
    home = settings.TALLYSTICK_HOME
    if filters.supplier:
        row = lookups.supplier(home, filters.supplier)
        limits.append(("supplier", f"supplier: {(row and row.supplier) or named(filters.supplier)}"))
    if filters.supplier_id:
        found = lookups_suppliers.supplier(home, filters.supplier_id) if reader(home).maps else None
        limits.append(("supplier_id", f"supplier: {found.supplier if found else filters.supplier_id}"))
    if filters.organisations:
        names = dict(organisation_choices())
        paying = ", ".join(names.get(code, code) for code in filters.organisations)
        limits.append(("organisation", f"publishers: {paying}"))
    if filters.department:
        limits.append(("department", f"department: {named(filters.department)}"))
    if filters.month:
        limits.append(("month", f"month: {words.month(filters.month)}"))
    if filters.file:
        file = lookups.file(home, filters.file)
        limits.append(("file", f"file: {file.file if file else filters.file}"))
    return [(name, text, asked.address(**{name: None, "page": None})) for name, text in limits]
