"""What each column of a file became, and the form that says otherwise."""

from collections import Counter
from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from tallystick.intake import actions, rules
from tallystick.lake.reading import ColumnReading, TableReading
from tallystick.lake.store import lookups
from tallystick.web import words
from tallystick.web.deciding import decide_and_follow, reason_given
from tallystick.web.views.files import file_page, found_file

_SCOPES = ("publisher", "file")


def columns(request: HttpRequest, sha256: str, table: int = 0) -> HttpResponse:
    file, reading = found_file(sha256)
    tables = [one for one in reading.tables if one.mapping]
    if not tables:
        return render(request, "web/files/no_columns.html", file_page(file, "file-columns"))
    table = min(table, len(tables) - 1)
    shown = tables[table]
    if request.method == "POST":
        return _decide(request, file, shown, table)
    return render(
        request,
        "web/files/columns.html",
        {
            **file_page(file, "file-columns"),
            "table": shown,
            "table_number": table,
            "tables": [(number, one.sheet or "The file") for number, one in enumerate(tables)],
            "fields": [*rules.FIELDS.items()],
            "rows": [(column, column.field or "extra", heading_of(column)) for column in shown.mapping],
            "orders": [*rules.ORDERS.items()],
            "date_heading": _date_heading(shown),
            "repeated": _repeated(shown),
        },
    )


def _decide(request: HttpRequest, file: lookups.FileRow, table: TableReading, number: int) -> HttpResponse:
    scope = _scope(request, file)
    why, done = reason_given(request), []
    changed = {}
    for column in table.mapping:
        wanted = request.POST.get(f"column-{column.position}")
        if wanted is not None and wanted != (column.field or "extra"):
            changed[heading_of(column)] = wanted
    order, date_heading = request.POST.get("order"), _date_heading(table)
    asked: list[tuple[Callable[..., object], dict[str, object], str]] = []
    if changed:
        said = f"{words.many(len(changed), 'column was', 'columns were')} changed"
        asked.append((actions.correct_columns, {"fields": changed}, said))
    if order and date_heading and table.date_order and order != table.date_order.get("order"):
        asked.append(
            (actions.set_date_order, {"heading": date_heading, "order": order}, "the order of dates was changed")
        )
    waiting: actions.NotYetApplied | None = None
    for action, what, said in asked:
        try:
            decide_and_follow(request, action, **what, why=why, **scope)
        except actions.NotYetApplied as no:
            waiting = no  # kept all the same, and so is what else was asked
        done.append(said)
    if waiting:
        raise waiting
    if done:
        where = "every file of this publisher" if "publisher" in scope else "this file"
        messages.success(request, f"{' and '.join(done).capitalize()} for {where}. The figures follow.")
    else:
        messages.info(request, "Nothing was changed, as every column already is what the form says.")
    return redirect("file-columns-of", file.sha256, number)


def _scope(request: HttpRequest, file: lookups.FileRow) -> dict[str, str]:
    if request.POST.get("scope") == "publisher" and file.organisation_code:
        return {"publisher": file.organisation_code}
    return {"sha256": file.sha256}


def heading_of(column: ColumnReading) -> str:
    """How decisions name a column: by its published heading, or by its place (1-based) where it has none."""
    return column.heading.strip() or f"column {column.position + 1}"


def _repeated(table: TableReading) -> list[str]:
    headings = Counter(column.heading for column in table.mapping if column.heading)
    return [heading for heading, number in headings.items() if number > 1]


def _date_heading(table: TableReading) -> str | None:
    return next((heading_of(column) for column in table.mapping if column.field == "date"), None)
