"""Quarantine: rows kept out, across files and of one; to be mended, released, or marked as no payment."""

from collections.abc import Sequence
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from tallystick.intake import actions, queries
from tallystick.lake.reading import FileReading
from tallystick.lake.store import lookups
from tallystick.web import downloads, words
from tallystick.web.deciding import decide_and_follow, reason_given
from tallystick.web.downloads import ALL_ROWS, pounds_and_pence
from tallystick.web.listing import Asked, Column
from tallystick.web.tabs import files_tabs
from tallystick.web.views.files import file_page, found_file
from tallystick.web.views.rows import Cell, table_of, under_headings
from tallystick.web.views.spend import organisation_choices

_ACROSS = (
    Column("File", "file"),
    Column("Line"),
    Column("Reason", "reason"),
    Column("The cell"),
    Column("Publisher", "organisation"),
    Column("Amount", "amount", numeric=True, falls=True),
)
_OF_A_FILE = (
    Column("Line", "row"),
    Column("Reason", "reason"),
    Column("The cell"),
    Column("The whole row"),
    Column("Amount", "amount", numeric=True, falls=True),
)


def quarantine(request: HttpRequest) -> HttpResponse:
    home = settings.TALLYSTICK_HOME
    asked = Asked.read(request, _ACROSS, default="file")
    reason, organisation = request.GET.get("reason", ""), request.GET.get("organisation", "")
    found = lookups.quarantine(
        home,
        organisation=organisation or None,
        reason=reason or None,
        search=request.GET.get("search", ""),
        sort=asked.order,
        page=asked.page,
    )
    reasons = lookups.quarantine_reasons(home, organisation=organisation or None)
    return render(
        request,
        "web/files/quarantine_all.html",
        {
            "section": "files",
            "tabs": files_tabs("quarantine"),
            "listing": asked.listing(found, name="row in quarantine,rows in quarantine", download="quarantine-csv"),
            "reasons": reasons,
            "reason": reason,
            "reason_choices": _reason_choices(reasons),
            "organisation": organisation,
            "organisations": organisation_choices(),
        },
    )


def quarantine_csv(request: HttpRequest) -> StreamingHttpResponse:
    asked = Asked.read(request, _ACROSS, default="file")
    found = lookups.quarantine(
        settings.TALLYSTICK_HOME,
        organisation=request.GET.get("organisation") or None,
        reason=request.GET.get("reason") or None,
        search=request.GET.get("search", ""),
        sort=asked.order,
        page_size=ALL_ROWS,
    )
    return _as_csv(found.rows, name="quarantine.csv")


def file_quarantine(request: HttpRequest, sha256: str) -> HttpResponse:
    home = settings.TALLYSTICK_HOME
    row, reading = found_file(sha256)
    asked = Asked.read(request, _OF_A_FILE, default="row")
    reason = request.GET.get("reason", "")
    found = lookups.quarantine(home, sha256=sha256, reason=reason or None, sort=asked.order, page=asked.page)
    reasons = lookups.quarantine_reasons(home, sha256=sha256)
    return render(
        request,
        "web/files/quarantine.html",
        {
            **file_page(row, "file-quarantine"),
            "listing": asked.listing(
                found, name="row in quarantine,rows in quarantine", download="file-quarantine-csv"
            ),
            "reasons": reasons,
            "reason": reason,
            "reason_choices": _reason_choices(reasons),
            "headings": _headings(reading),
            "errors": {},
        },
    )


def file_quarantine_csv(request: HttpRequest, sha256: str) -> StreamingHttpResponse:
    found_file(sha256)
    found = lookups.quarantine(
        settings.TALLYSTICK_HOME,
        sha256=sha256,
        reason=request.GET.get("reason") or None,
        sort="row",
        page_size=ALL_ROWS,
    )
    return _as_csv(found.rows, name="quarantine.csv")


@require_POST
def decide_rows(request: HttpRequest, sha256: str) -> HttpResponse:
    """Releases the ticked rows, or marks them as no payment."""
    found_file(sha256)
    places = [_place(text) for text in request.POST.getlist("rows")]
    action = request.POST.get("action", "")
    verbs = {
        "release": (actions.release_rows, "released"),
        "furniture": (actions.mark_as_furniture, "marked as no payment"),
    }
    if action not in verbs:
        raise Http404
    verb, done = verbs[action]
    decide_and_follow(request, verb, sha256=sha256, places=places, why=reason_given(request))
    messages.success(request, f"{words.many(len(places), 'row was', 'rows were')} {done}.")
    return redirect("file-quarantine", sha256)


def mend(request: HttpRequest, sha256: str, row: int) -> HttpResponse:
    """One quarantined row, with a form to mend its cells."""
    home, sheet = settings.TALLYSTICK_HOME, request.GET.get("sheet") or None
    file, reading = found_file(sha256)
    kept = _quarantined(sha256, sheet, row)
    if kept is None:
        return redirect(_row_address(sha256, sheet, row))
    cells = under_headings(table_of(reading, sheet), kept.cells)
    if request.method == "POST":
        changed = _changed(request, cells)
        decide_and_follow(
            request, actions.mend_row, sha256=sha256, sheet=sheet, row=row, cells=changed, why=reason_given(request)
        )
        if _quarantined(sha256, sheet, row) is None:
            messages.success(request, "The row was mended and is no longer in quarantine.")
            return redirect(_row_address(sha256, sheet, row))
        messages.warning(request, "Your correction is kept, but the row can still not be read. See the reason below.")
        return redirect(request.get_full_path())
    decided = queries.rows_decided(sha256=sha256).get((sheet, row))
    return render(
        request,
        "web/files/mend.html",
        {
            **file_page(file, "file-quarantine"),
            "kept": kept,
            "cells": cells,
            "sheet": sheet,
            "row": row,
            "decided": decided,
            "home": home,
        },
    )


def _quarantined(sha256: str, sheet: str | None, row: int) -> lookups.QuarantineRow | None:
    found = lookups.quarantine(settings.TALLYSTICK_HOME, sha256=sha256, sort="row", page_size=ALL_ROWS)
    return next((kept for kept in found.rows if kept.row == row and kept.sheet == sheet), None)


def _changed(request: HttpRequest, cells: Sequence[Cell]) -> dict[int, str]:
    """The cells whose text in the form is not what it was. A browser turns line ends into CR LF: that is no change."""
    changed = {}
    for cell in cells:
        text = request.POST.get(f"cell-{cell.position}")
        if text is not None and text.splitlines() != (cell.text or "").splitlines():
            changed[cell.position] = text
    return changed


def _place(text: str) -> tuple[str | None, int]:
    """A ticked row: its number, then a colon and its sheet where it has one."""
    number, _, sheet = text.partition(":")
    if not number.isascii() or not number.isdigit():
        raise Http404
    return (sheet or None, int(number))


def _row_address(sha256: str, sheet: str | None, row: int) -> str:
    return reverse("row", args=[sha256, row]) + (f"?{urlencode({'sheet': sheet})}" if sheet else "")


def _reason_choices(reasons: Sequence[tuple[str, int, int]]) -> list[tuple[str, str]]:
    return [("", "Any reason")] + [(reason, f"{reason} ({words.count(rows)})") for reason, rows, _ in reasons]


def _headings(reading: FileReading) -> dict[str | None, list[str]]:
    return {table.sheet: [column.heading for column in table.mapping] for table in reading.tables}


def _as_csv(rows: Sequence[lookups.QuarantineRow], *, name: str) -> StreamingHttpResponse:
    width = max((len(row.cells) for row in rows), default=0)

    def cell(position: int) -> object:
        return lambda row: row.cells[position] if position < len(row.cells) else None

    columns = [
        ("file", lambda row: row.file),
        ("sha256", lambda row: row.sha256),
        ("sheet", lambda row: row.sheet),
        ("row", lambda row: row.row),
        ("organisation_code", lambda row: row.organisation_code),
        ("organisation", lambda row: row.organisation),
        ("reason", lambda row: row.reason),
        ("column", lambda row: row.column),
        ("value", lambda row: row.value),
        ("amount", lambda row: pounds_and_pence(row.amount_pence)),
        *[(f"cell {position + 1}", cell(position)) for position in range(width)],
    ]
    return downloads.table(rows, columns, name=name)  # type: ignore[arg-type]
