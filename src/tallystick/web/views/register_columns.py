"""What each column of a register became, and the form that says otherwise."""

from collections import Counter
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from tallystick.contracts.actions.keeping import NotAcceptable
from tallystick.contracts.actions.mapping import ORDERS, keep_columns
from tallystick.contracts.reading.fields import COLUMNS, OTHER
from tallystick.councils.actions import check
from tallystick.councils.rules.permissions import Permission
from tallystick.web.deciding import actor, decide, reason_given
from tallystick.web.views.registers import found_or_404, looked_over, register_page, staged_of

_FIELDS = [(OTHER, "No field: kept with each contract"), *sorted(COLUMNS.items(), key=lambda one: one[1].casefold())]


def columns(request: HttpRequest, number: int, table: int = 0) -> HttpResponse:
    row = found_or_404(request, number)
    check(actor(request), Permission.KEEP_REGISTER, row.organisation.code)
    tables = [one for one in row.account if one.get("mapping")]
    if not tables:
        raise Http404
    table = min(table, len(tables) - 1)
    errors: dict[str, str] = {}
    if request.method == "POST":
        try:
            return _keep(request, row, tables[table], table)
        except NotAcceptable as no:
            errors = {"columns": "; ".join(no.fields.values())}
    repeated = Counter(column["key"] for column in tables[table]["mapping"])
    page = {
        **register_page(request, row, "register-columns", staged_of(request, row)),
        "errors": errors,
        "table": tables[table],
        "table_number": table,
        "tables": [(at, one["sheet"] or "The file") for at, one in enumerate(tables)],
        "rows": [
            (
                column,
                request.POST.get(f"column-{column['position']}") or column["field"] or OTHER,
                repeated[column["key"]],
            )
            for column in tables[table]["mapping"]
        ],
        "fields": _FIELDS,
        "orders": [("", "As the cells say"), *ORDERS.items()],
    }
    return render(request, "web/registers/columns.html", page, status=422 if errors else 200)


def _keep(request: HttpRequest, row: Any, table: dict[str, Any], number: int) -> HttpResponse:
    fields = {
        column["key"]: wanted
        for column in table["mapping"]
        if (wanted := request.POST.get(f"column-{column['position']}")) and wanted != (column["field"] or OTHER)
    }
    order = request.POST.get("order", "")
    if not fields and not order:
        messages.info(request, "Nothing was changed: every column is what the form says already.")
        return redirect("register-columns-of", row.pk, number)
    decide(
        request, keep_columns, register=row.pk, fingerprint=table["fingerprint"], fields=fields, date_order=order,
        why=reason_given(request),
    )  # fmt: skip
    messages.success(request, "Kept, for this register and for every later one that is laid out so. It was read again.")
    begun = looked_over(request, row)
    return begun or redirect("register-columns-of", row.pk, number)
