"""Rows of a register that was imported, and a form for one that was kept out."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render

from tallystick.contracts.actions.keeping import NotAcceptable
from tallystick.contracts.actions.kept_out import leave_row, make_contract_of_row
from tallystick.contracts.queries import importing
from tallystick.councils.rules.permissions import Permission, may
from tallystick.kit.dates import read_date
from tallystick.kit.money import read_amount
from tallystick.lake.store.page import PAGE_SIZE, Page
from tallystick.web import downloads
from tallystick.web.contract_forms import Form, Lists
from tallystick.web.contract_pages import said_why
from tallystick.web.deciding import actor, decide
from tallystick.web.listing import Asked, Column
from tallystick.web.views.registers import found_or_404, register_page, staged_of

_LIST = (
    Column("Row", "row"),
    Column("What it is"),
    Column("Why", "reason"),
    Column("Contract", "became"),
    Column("The row"),
)
_ASKED = ("reference", "title", "description", "department", "start", "end", "term_kind", "value_pence", "value_period",
          "vat")  # fmt: skip
_ALL = 10_000_000


def rows(request: HttpRequest, number: int) -> HttpResponse:
    row = found_or_404(request, number)
    asked = Asked.read(request, _LIST, default="row")
    place, text = _place(request), request.GET.get("search", "")
    found = importing.rows(
        row, by=actor(request), place=place, text=text, sort=asked.order, first=(asked.page - 1) * PAGE_SIZE,
        count=PAGE_SIZE,
    )  # fmt: skip
    shown = Page(tuple(found.rows), found.count, asked.page)
    page = {
        **register_page(request, row, "register-rows", staged_of(request, row)),
        "listing": asked.listing(shown, name="rows", download="register-rows-csv"),
        "place_words": importing.PLACES,
        "became_words": importing.BECAME,
        "places": [("", "Every row"), *importing.PLACES.items()],
        "place": place,
    }
    return render(request, "web/registers/rows.html", page)


def rows_csv(request: HttpRequest, number: int) -> StreamingHttpResponse:
    row = found_or_404(request, number)
    text = request.GET.get("search", "")
    found = importing.rows(row, by=actor(request), place=_place(request), text=text, count=_ALL)
    columns = (
        ("sheet", lambda one: one.sheet),
        ("row", lambda one: one.row),
        ("place", lambda one: one.place),
        ("reason", lambda one: one.reason),
        ("became", lambda one: one.became),
        ("contract", lambda one: one.contract_id),
        ("cells", lambda one: " | ".join(cell or "" for cell in one.cells)),
    )
    return downloads.table(found.rows, columns, name="rows.csv")


def row(request: HttpRequest, row: int) -> HttpResponse:
    """One row; where it was kept out, a form by which it becomes a contract, or is left."""
    kept = importing.row(row, by=actor(request))
    if kept is None:
        raise Http404
    code = kept.file.organisation.code
    waiting = kept.place == "quarantined" and kept.contract_id is None and may(
        actor(request), Permission.KEEP_REGISTER, code
    )  # fmt: skip
    lists = Lists(request, code)
    form, party = _prefilled(kept, lists)
    errors: dict[str, str] = {}
    if request.method == "POST":
        if request.POST.get("action") == "leave":
            decide(request, leave_row, row=kept.pk, why=said_why(request))
            messages.success(request, "The row is left out.")
            return redirect("register-rows", kept.file_id)
        form = Form.posted("contract", request.POST, lists, names=_ASKED)
        party = Form.posted("party", request.POST, lists, names=("name",))
        errors = dict(form.errors)
        if not errors:
            try:
                made = _make(request, kept, form, party)
            except NotAcceptable as no:
                errors = dict(no.fields)
            else:
                return redirect("contract", made.pk)
        form = form.with_errors(errors)
    page = {
        "section": "contracts",
        "register": kept.file,
        "kept": kept,
        "cells": _cells(kept),
        "waiting": waiting,
        "form": form,
        "boxes": [*form.boxes[:3], *party.boxes, *form.boxes[3:]],
        "errors": errors,
        "why": said_why(request),
        "became": importing.BECAME.get(kept.became, ""),
    }
    return render(request, "web/registers/row.html", page, status=422 if errors else 200)


def _make(request: HttpRequest, kept: Any, form: Form, party: Form) -> Any:
    name = party.values.get("name")
    return decide(
        request, make_contract_of_row, row=kept.pk, values=form.values, suppliers=[{"name": name}] if name else [],
        why=said_why(request),
    )  # fmt: skip


def _place(request: HttpRequest) -> str:
    place = request.GET.get("place", "")
    return place if place in importing.PLACES else ""


def _cells(kept: Any) -> list[tuple[str, str]]:
    """(heading, cell) of each cell that is not blank."""
    named = {column["position"]: column["heading"] or column["key"] for column in importing.mapping_of(kept)}
    return [(named.get(at, f"Column {at + 1}"), cell) for at, cell in enumerate(kept.cells) if cell]


def _prefilled(kept: Any, lists: Lists) -> tuple[Form, Form]:
    """The forms with what can be read of the row."""
    said = {
        column["field"]: kept.cells[column["position"]]
        for column in importing.mapping_of(kept)
        if column["field"] and column["position"] < len(kept.cells) and kept.cells[column["position"]]
    }
    given: dict[str, Any] = {name: said[name].strip() for name in ("reference", "title", "description", "department")
                             if name in said}  # fmt: skip
    for name in ("start", "end"):
        found = read_date(said.get(name))
        if found is not None and found.form != "month":
            given[name] = found.day.isoformat()
    amount = read_amount(said.get("value"))
    if amount is not None:
        given["value_pence"] = amount.pence
    party = {"name": said["supplier"].strip()} if "supplier" in said else {}
    return (
        Form.blank("contract", lists, names=_ASKED, **given),
        Form.blank("party", lists, names=("name",), **party),
    )
