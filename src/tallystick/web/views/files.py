"""Files: the list, and what happened to each."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from tallystick.intake import queries
from tallystick.lake.reading import FileReading
from tallystick.lake.store import lookups
from tallystick.web.kept import ask
from tallystick.web.listing import Asked, Column
from tallystick.web.tabs import file_tabs, files_tabs
from tallystick.web.uploading import safe_name
from tallystick.web.views.spend import organisation_choices

_FILES = (
    Column("File", "file"),
    Column("Publisher", "organisation"),
    Column("Outcome", "outcome"),
    Column("Payments", "payments", numeric=True, falls=True),
    Column("Amount", "amount", numeric=True, falls=True),
    Column("Quarantined", "quarantined", numeric=True, falls=True),
    Column("From", "first"),
    Column("Loaded", "loaded", falls=True),
)
OUTCOMES = (
    ("", "Any outcome"),
    ("loaded", "Loaded"),
    ("partly", "Partly loaded"),
    ("held", "Counts in no total"),
    ("refused", "Refused"),
)


@dataclass(frozen=True)
class Account:
    """Where the records and the money of one table, or of a whole file, went. Money in pence."""

    name: str
    rows_read: int
    payments: int
    quarantined: int
    furniture: int
    blank: int
    pence_read: int
    pence_payments: int
    pence_quarantined: int
    pence_furniture: int
    unreadable_amounts: int

    @property
    def rows_add_up(self) -> bool:
        return self.rows_read == self.payments + self.quarantined + self.furniture + self.blank

    @property
    def money_adds_up(self) -> bool:
        return self.pence_read == self.pence_payments + self.pence_quarantined + self.pence_furniture


def files(request: HttpRequest) -> HttpResponse:
    asked = Asked.read(request, _FILES, default="-loaded")
    search, organisation = request.GET.get("search", ""), request.GET.get("organisation", "")
    outcome = request.GET.get("outcome", "")
    try:
        found = ask(
            lookups.files,
            search=search,
            outcome=outcome if outcome in dict(OUTCOMES) and outcome else None,
            organisation=organisation or None,
            sort=asked.order,
            page=asked.page,
        )
        organisations = organisation_choices()
    except lookups.NothingLoaded:
        found, organisations = lookups.Page((), 0, 1), [("", "Any publisher")]
    return render(
        request,
        "web/files/files.html",
        {
            "section": "files",
            "tabs": files_tabs("files"),
            "listing": asked.listing(found, name="files"),
            "search": search,
            "outcome": outcome,
            "outcomes": OUTCOMES,
            "organisation": organisation,
            "organisations": organisations,
        },
    )


def file(request: HttpRequest, sha256: str) -> HttpResponse:
    row, reading = found_file(sha256)
    accounts = [_account(table.sheet or "The file", [table]) for table in reading.tables if table.reason is None]
    return render(
        request,
        "web/files/file.html",
        {
            **file_page(row, "file"),
            "reading": reading,
            "accounts": accounts,
            "whole": _account("The whole file", [t for t in reading.tables if t.reason is None]),
            "refused_sheets": [table for table in reading.tables if table.reason is not None],
            "held": row.held,
            "recent": queries.decisions_about(sha256=sha256, publisher=row.organisation_code)[:3],
        },
    )


def comparison(request: HttpRequest, sha256: str) -> HttpResponse:
    row, _ = found_file(sha256)
    compared = lookups.comparison(settings.TALLYSTICK_HOME, sha256)
    if compared is None:
        raise Http404
    return render(request, "web/files/comparison.html", {**file_page(row, "file"), "compared": compared})


def furniture(request: HttpRequest, sha256: str) -> HttpResponse:
    row, reading = found_file(sha256)
    asked = Asked.read(request, (), default="")
    found = lookups.furniture(settings.TALLYSTICK_HOME, sha256, page=asked.page)
    kinds: dict[str, int] = {}
    for table in reading.tables:
        for kind, number in table.furniture_kinds.items():
            kinds[kind] = kinds.get(kind, 0) + number
    listing = asked.listing(found, name="row of furniture,rows of furniture")
    return render(
        request,
        "web/files/furniture.html",
        {**file_page(row, "file-furniture"), "listing": listing, "kinds": sorted(kinds.items())},
    )


def decisions(request: HttpRequest, sha256: str) -> HttpResponse:
    row, _ = found_file(sha256)
    decided = queries.decisions_about(sha256=sha256, publisher=row.organisation_code)
    return render(request, "web/files/decisions.html", {**file_page(row, "file-decisions"), "decided": decided})


def raw(request: HttpRequest, sha256: str) -> FileResponse:
    """The file as it was published, byte for byte."""
    row, _ = found_file(sha256)
    path = settings.TALLYSTICK_HOME.raw_file(sha256)
    if not path.exists():
        raise Http404
    name = safe_name(row.file.split("!")[-1])
    return FileResponse(open(path, "rb"), as_attachment=True, filename=name, content_type="application/octet-stream")


def found_file(sha256: str) -> tuple[lookups.FileRow, FileReading]:
    """A file and its reading. Raises Http404 if there is no such file."""
    row = lookups.file(settings.TALLYSTICK_HOME, sha256)
    reading = lookups.reading(settings.TALLYSTICK_HOME, sha256)
    if row is None or reading is None:
        raise Http404
    return row, reading


def file_page(row: lookups.FileRow, tab: str) -> dict[str, Any]:
    """What every page about one file is told."""
    return {"section": "files", "file": row, "tabs": file_tabs(row.sha256, tab)}


def _account(name: str, tables: list[Any]) -> Account:
    def sum_of(field: str) -> int:
        return sum(getattr(table, field) for table in tables)

    return Account(
        name=name,
        rows_read=sum_of("rows_read"),
        payments=sum_of("payments"),
        quarantined=sum(sum(table.quarantined.values()) for table in tables),
        furniture=sum_of("furniture"),
        blank=sum_of("blank"),
        pence_read=sum_of("pence_read"),
        pence_payments=sum_of("pence_payments"),
        pence_quarantined=sum_of("pence_quarantined"),
        pence_furniture=sum_of("pence_furniture"),
        unreadable_amounts=sum_of("unreadable_amounts"),
    )
