"""Spend by organisation, month and department."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render

from tallystick.lake.store import lookups
from tallystick.lake.store.home import Home
from tallystick.lake.store.page import PAGE_SIZE
from tallystick.web import downloads, drawing
from tallystick.web.downloads import ALL_ROWS, pounds_and_pence
from tallystick.web.kept import ask
from tallystick.web.listing import Asked, Column
from tallystick.web.tabs import spend_tabs

_ORGANISATIONS = (
    Column("Publisher", "organisation"),
    Column("Paid", "amount", numeric=True, falls=True),
    Column("Payments", "payments", numeric=True, falls=True),
    Column("Suppliers", "suppliers", numeric=True, falls=True),
    Column("From", "first"),
    Column("To", "last", falls=True),
    Column("Redacted", "redacted", numeric=True, falls=True),
)
_MONTHS = (
    Column("Month", "month", falls=True),
    Column("Paid", "amount", numeric=True, falls=True),
    Column("Payments", "payments", numeric=True, falls=True),
)
_DEPARTMENTS = (
    Column("Department", "department"),
    Column("Publisher", "organisation"),
    Column("Paid", "amount", numeric=True, falls=True),
    Column("Payments", "payments", numeric=True, falls=True),
)


def spend(request: HttpRequest) -> HttpResponse:
    return redirect("organisations")


def organisations(request: HttpRequest) -> HttpResponse:
    asked = Asked.read(request, _ORGANISATIONS, default="-amount")
    search = request.GET.get("search", "")
    found = ask(lookups.organisations, search=search, sort=asked.order, page=asked.page)
    chart = drawing.largest_chart(
        "organisations", shown=found.count, caption="Paid by the publishers that paid most", search=search
    )
    return render(
        request,
        "web/spend/organisations.html",
        {
            "section": "spend",
            "tabs": spend_tabs("organisations"),
            "listing": asked.listing(found, name="publishers", download="organisations-csv"),
            "search": search,
            "chart": chart,
        },
    )


def organisations_csv(request: HttpRequest) -> StreamingHttpResponse:
    asked = Asked.read(request, _ORGANISATIONS, default="-amount")
    found = lookups.organisations(
        settings.TALLYSTICK_HOME, search=request.GET.get("search", ""), sort=asked.order, page_size=ALL_ROWS
    )
    columns = (
        ("organisation_code", lambda row: row.organisation_code),
        ("organisation", lambda row: row.organisation),
        ("amount", lambda row: pounds_and_pence(row.amount_pence)),
        ("payments", lambda row: row.payments),
        ("suppliers", lambda row: row.suppliers),
        ("first_date", lambda row: row.first_date),
        ("last_date", lambda row: row.last_date),
        ("months", lambda row: row.months),
        ("redacted", lambda row: row.redacted),
        ("redacted_amount", lambda row: pounds_and_pence(row.redacted_pence)),
        ("duplicates", lambda row: row.duplicates),
    )
    return downloads.table(found.rows, columns, name="organisations.csv")


def organisation(request: HttpRequest, code: str) -> HttpResponse:
    row = ask(lookups.organisation, code)
    if row is None:
        raise Http404
    whose = row.organisation or "where nobody knows who published the file"
    return render(
        request,
        "web/spend/organisation.html",
        {
            "section": "spend",
            "code": code,
            "row": row,
            "months": ask(lookups.months, organisation=code),
            "months_chart": drawing.months_chart(whose=whose, organisation=code),
            "suppliers": ask(lookups.suppliers, organisation=code, page_size=drawing.LARGEST),
            "departments": ask(lookups.departments, organisation=code, page_size=drawing.LARGEST),
            "files": ask(lookups.files, organisation=code, page_size=10),
        },
    )


def months(request: HttpRequest) -> HttpResponse:
    asked, organisation, found = _months_asked(request)
    return render(
        request,
        "web/spend/months.html",
        {
            "section": "spend",
            "tabs": spend_tabs("months"),
            "listing": asked.listing(found, name="months", download="months-csv"),
            "organisation": organisation,
            "organisations": organisation_choices(),
            "chart": drawing.months_chart(whose="", organisation=organisation or None),
        },
    )


def months_csv(request: HttpRequest) -> StreamingHttpResponse:
    _, _, found = _months_asked(request, page_size=ALL_ROWS)
    columns = (
        ("month", lambda row: f"{row.month:%Y-%m}" if row.month else None),
        ("amount", lambda row: pounds_and_pence(row.amount_pence)),
        ("payments", lambda row: row.payments),
    )
    return downloads.table(found.rows, columns, name="months.csv")


def departments(request: HttpRequest) -> HttpResponse:
    asked = Asked.read(request, _DEPARTMENTS, default="-amount")
    search, organisation = request.GET.get("search", ""), request.GET.get("organisation", "")
    found = ask(
        lookups.departments,
        organisation=organisation or None,
        search=search,
        sort=asked.order,
        page=asked.page,
    )
    chart = drawing.largest_chart(
        "departments",
        shown=found.count,
        caption="Paid by the departments that paid most",
        organisation=organisation or None,
        search=search,
    )
    return render(
        request,
        "web/spend/departments.html",
        {
            "section": "spend",
            "tabs": spend_tabs("departments"),
            "listing": asked.listing(found, name="departments", download="departments-csv"),
            "search": search,
            "organisation": organisation,
            "organisations": organisation_choices(),
            "chart": chart,
        },
    )


def departments_csv(request: HttpRequest) -> StreamingHttpResponse:
    asked = Asked.read(request, _DEPARTMENTS, default="-amount")
    found = lookups.departments(
        settings.TALLYSTICK_HOME,
        organisation=request.GET.get("organisation") or None,
        search=request.GET.get("search", ""),
        sort=asked.order,
        page_size=ALL_ROWS,
    )
    columns = (
        ("organisation_code", lambda row: row.organisation_code),
        ("organisation", lambda row: row.organisation),
        ("department", lambda row: row.department),
        ("amount", lambda row: pounds_and_pence(row.amount_pence)),
        ("payments", lambda row: row.payments),
    )
    return downloads.table(found.rows, columns, name="departments.csv")


def organisation_choices() -> list[tuple[str, str]]:
    """Every publisher as a choice of a form, in order of name, after "any"."""
    return ask(_organisation_choices)


def _organisation_choices(home: Home) -> list[tuple[str, str]]:
    found = lookups.organisations(home, sort="organisation", page_size=ALL_ROWS)
    return [("", "Any publisher")] + [
        (row.organisation_code or lookups.NOT_KNOWN, row.organisation or "Not known") for row in found.rows
    ]


def _months_asked(
    request: HttpRequest, *, page_size: int = PAGE_SIZE
) -> tuple[Asked, str, lookups.Page[lookups.MonthRow]]:
    """What is asked of the list of months. There are few enough of them to be sorted and paged here."""
    asked = Asked.read(request, _MONTHS, default="-month")
    organisation = request.GET.get("organisation", "")
    rows = ask(lookups.months, organisation=organisation or None)
    dated = [row for row in rows if row.month is not None]
    name = {"month": "month", "amount": "amount_pence", "payments": "payments"}[asked.sort]
    dated.sort(key=lambda row: getattr(row, name), reverse=asked.falls)
    rows = dated + [row for row in rows if row.month is None]
    first = (asked.page - 1) * page_size
    total = sum(row.amount_pence for row in rows)
    return (
        asked,
        organisation,
        lookups.Page(tuple(rows[first : first + page_size]), len(rows), asked.page, page_size, total),
    )
