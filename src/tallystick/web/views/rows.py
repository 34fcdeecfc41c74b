"""One published line: what became of it, and the line itself."""

from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from tallystick.intake import queries
from tallystick.intake.rules import FIELDS
from tallystick.kit.errors import Refused
from tallystick.lake.reading import FileReading, TableReading
from tallystick.lake.store import lookups
from tallystick.lake.store.home import Home
from tallystick.lake.store.lookups_thought import thought
from tallystick.lake.store.raw_lines import raw_line
from tallystick.web.views.category_corrections import corrected_about


@dataclass(frozen=True)
class Cell:
    """One cell of a published line. column: its letter or letters as a spreadsheet shows them. became: in words."""

    column: str
    heading: str
    text: str | None
    became: str
    position: int


def row(request: HttpRequest, sha256: str, row: int) -> HttpResponse:
    home = settings.TALLYSTICK_HOME
    sheet = request.GET.get("sheet") or None
    file, reading = lookups.file(home, sha256), lookups.reading(home, sha256)
    if file is None or reading is None:
        raise Http404
    payment = lookups.payment_at(home, sha256, row, sheet)
    cells, refusal = cells_of(home, reading, sheet, row)
    if payment is None and cells is None:
        raise Http404
    return render(
        request,
        "web/spend/payment.html" if payment else "web/files/row.html",
        {
            "section": "spend" if payment else "files",
            "file": file,
            "payment": payment,
            "sheet": sheet,
            "row": row,
            "cells": cells,
            "refusal": refusal,
            **(_thought_of(home, payment) if payment else {}),
            "decided": queries.rows_decided(sha256=sha256).get((sheet, row)),
        },
    )


def _thought_of(home: Home, payment: dict[str, Any]) -> dict[str, Any]:
    """Who was really paid and what for, as far as that was worked out, and what people said of it."""
    found = thought(home, payment["payment_id"])
    where = (payment["sha256"], payment["sheet"], payment["row"])
    return {"thought": found, "corrections": corrected_about(home, found, *where) if found else []}


def cells_of(home: Home, reading: FileReading, sheet: str | None, row: int) -> tuple[list[Cell] | None, str]:
    """The cells of a published line under their headings; or None, and why they cannot be shown."""
    try:
        line = raw_line(home, sha256=reading.sha256, sheet=sheet, row=row)
    except Refused as no:
        return None, str(no)
    return under_headings(table_of(reading, sheet), line.cells), ""


def table_of(reading: FileReading, sheet: str | None) -> TableReading | None:
    return next((table for table in reading.tables if table.sheet == sheet), None)


def under_headings(table: TableReading | None, cells: list[str | None]) -> list[Cell]:
    """Cells with the heading above each and what its column became; empty ones at the end with no heading are cut."""
    mapping: dict[int, Any] = {column.position: column for column in table.mapping} if table else {}
    width = max([position + 1 for position in mapping] + [n + 1 for n, text in enumerate(cells) if text])
    shown = []
    for position, text in zip_longest(range(width), cells[:width]):
        column = mapping.get(position)
        shown.append(
            Cell(
                column=letters(position),
                heading=column.heading if column else "",
                text=text,
                became=FIELDS.get(column.field or "", "Kept with the row") if column else "",
                position=position,
            )
        )
    return shown


def letters(position: int) -> str:
    """A 0-based column as a spreadsheet names it: A, B … Z, AA."""
    name, number = "", position + 1
    while number:
        number, rest = divmod(number - 1, 26)
        name = chr(65 + rest) + name
    return name
