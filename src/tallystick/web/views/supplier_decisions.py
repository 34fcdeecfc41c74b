"""What a person says of suppliers: that two are one, that one is two, what one is called; and taking it back."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from tallystick.councils.actions import NotAllowed
from tallystick.intake.actions import NotYetApplied
from tallystick.kit.errors import Refused
from tallystick.lake.store import lookups_names, lookups_suppliers
from tallystick.lake.store.lookups_names import SupplierName
from tallystick.suppliers import actions, queries
from tallystick.suppliers.units import unit_of
from tallystick.web import words
from tallystick.web.deciding import decide_and_follow, reason_given
from tallystick.web.kept import ask
from tallystick.web.tabs import supplier_tabs
from tallystick.web.views.supplier_page import supplier_of_page

MOST_AT_ONCE = 50


def merge(request: HttpRequest) -> HttpResponse:
    """Shows what several suppliers are together, and makes them one."""
    given = request.POST if request.method == "POST" else request.GET
    ids = list(dict.fromkeys(given.getlist("with")))[:MOST_AT_ONCE]
    rows = [row for row in (ask(lookups_suppliers.supplier, one) for one in ids) if row is not None]
    if len(rows) < 2:
        raise Refused("Fewer than two suppliers were chosen.", what_to_do="Go back and choose two or more to merge.")
    if request.method == "POST":
        merged = [row.supplier_id for row in rows]
        decide_and_follow(request, actions.merge_suppliers, supplier_ids=merged, why=reason_given(request))
        messages.success(request, f"{words.many(len(rows), 'supplier')} are one now, and so is what they are paid.")
        return _to_supplier_of(*merged)
    return render(
        request,
        "web/suppliers/merge.html",
        {
            "section": "supplier-list",
            "tabs": supplier_tabs("supplier-list"),
            "rows": rows,
            "payments": sum(row.payments for row in rows),
            "pence": sum(row.amount_pence for row in rows),
        },
    )


def split(request: HttpRequest, supplier_id: str) -> HttpResponse:
    """Shows what would move if some names were another supplier, and makes them one."""
    page = supplier_of_page(supplier_id)
    names = ask(lookups_names.supplier_names, supplier_id)
    given = request.POST if request.method == "POST" else request.GET
    wanted = set(given.getlist("unit"))
    leaving = [name for name in names if _unit(name) in wanted]
    staying = [name for name in names if _unit(name) not in wanted]
    if not leaving:
        raise Refused("No name was chosen.", what_to_do="Go back and choose the names that are another supplier.")
    if not staying:
        raise Refused(
            "All the names were chosen, so nothing would be left.",
            what_to_do="Go back and choose only those that are another supplier.",
        )
    units = list(dict.fromkeys(_unit(name) for name in leaving))
    if request.method == "POST":
        decide_and_follow(
            request, actions.split_supplier, supplier_id=supplier_id, units=units, why=reason_given(request)
        )
        messages.success(
            request,
            f"{words.many(len(units), 'name is', 'names are')} another supplier now:"
            f" {words.many(_payments(leaving), 'payment')}, {words.pounds(_pence(leaving))}, moved.",
        )
        return redirect("supplier-page", _now(units[0]) or supplier_id)
    parts = [("Would be another supplier", leaving), ("Would stay", staying)]
    return render(
        request,
        "web/suppliers/split.html",
        {
            **page,
            "units": units,
            "parts": [(title, rows, _payments(rows), _pence(rows)) for title, rows in parts],
        },
    )


def change(request: HttpRequest, supplier_id: str) -> HttpResponse:
    """What a supplier is called, which company it is, its group, and whether it is a supplier at all."""
    page = supplier_of_page(supplier_id)
    errors: dict[str, str] = {}
    typed = {name: request.POST.get(name, "").strip() for name in _SAID}
    what = request.POST.get("what", "")
    if request.method == "POST":
        if what not in _SAID:
            raise Http404
        action, done = _SAID[what]
        try:
            decide_and_follow(
                request, action, supplier_id=supplier_id, why=reason_given(request), **{what: typed[what]}
            )
        except (NotYetApplied, NotAllowed):
            raise
        except Refused as no:
            errors[what] = str(no)
        else:
            messages.success(request, done)
            return _to_supplier_of(supplier_id)
    row = page["row"]
    now = {"name": row.supplier, "company_number": row.company_number, "group": row.group_name, "kind": row.kind}
    return render(
        request,
        "web/suppliers/change.html",
        {**page, "errors": errors, "value": {**now, **({what: typed[what]} if errors else {})}, "kinds": queries.KINDS},
        status=422 if errors else 200,
    )


@require_POST
def undo(request: HttpRequest) -> HttpResponse:
    """Takes back one decision about suppliers."""
    kind, key = request.POST.get("kind", ""), request.POST.get("key", "")
    if kind == "pairs":
        decide_and_follow(request, actions.undo_judgement, batch=key, why=reason_given(request))
    elif kind in queries.DESCRIPTIONS and key.isascii() and key.isdigit():
        decide_and_follow(request, actions.undo_description, kind=kind, decision_id=int(key), why=reason_given(request))
    else:
        raise Http404
    messages.success(request, "The decision was undone. The figures follow.")
    return _to_supplier_of(request.POST.get("supplier", ""))


_SAID: dict[str, tuple[Any, str]] = {
    "name": (actions.rename_supplier, "The supplier was renamed."),
    "company_number": (actions.set_company_number, "The company number is kept."),
    "group": (actions.set_group, "The group is kept."),
    "kind": (actions.set_kind, "What it is was changed."),
}


def _unit(name: SupplierName) -> str:
    return unit_of(name.supplier_key, name.company_number)


def _payments(names: Sequence[SupplierName]) -> int:
    return sum(name.payments for name in names)


def _pence(names: Sequence[SupplierName]) -> int:
    return sum(name.amount_pence for name in names)


def _now(unit: str) -> str | None:
    """The supplier that a unit belongs to now."""
    return queries.supplier_of_unit(settings.TALLYSTICK_HOME, unit)


def _to_supplier_of(*ids: str) -> HttpResponse:
    """The page of the first of these suppliers that there still is; else the list."""
    for one in ids:
        if one and ask(lookups_suppliers.supplier, one) is not None:
            return redirect("supplier-page", one)
    return redirect("supplier-list")
