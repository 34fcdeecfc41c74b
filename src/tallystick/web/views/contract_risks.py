"""Risks of a contract on their scales, the exit plan and issues."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from tallystick.contracts import actions
from tallystick.contracts.actions.keeping import ChangedMeanwhile, NotAcceptable
from tallystick.contracts.choices import RISK_STATES
from tallystick.contracts.queries import contract as contracts
from tallystick.contracts.queries import methods
from tallystick.contracts.queries.contract import Entry, Seen
from tallystick.contracts.queries.facts import named
from tallystick.contracts.queries.risks import Judged, Matrices, matrices, risks, scale_of
from tallystick.contracts.rules.scales import Row
from tallystick.councils.actions import check
from tallystick.councils.rules.permissions import Permission
from tallystick.reference.risk_scales import Rating, Scale
from tallystick.web.contract_forms import Form, Lists, typed_names
from tallystick.web.contract_pages import (
    Fact,
    contract_title,
    facts,
    page,
    said_why,
    section,
    seen_or_404,
    tab_address,
)  # fmt: skip
from tallystick.web.deciding import actor, decide
from tallystick.web.governing_forms import sent_version

_STEPS = ("likelihood", "impact", "likelihood_after", "impact_after")
_COLOURS = ("green", "yellow", "orange", "red", "red", "red")


@dataclass(frozen=True)
class RiskShown:
    """One risk. place: its number on this page, which the matrix shows."""

    judged: Judged
    state: str
    facts: list[Fact]
    now: str
    after: str
    colour: str
    colour_after: str


def tab(request: HttpRequest, number: int) -> HttpResponse:
    """Every risk, the matrices before and after mitigation, and how they moved."""
    told = page(request, number, "risks")
    seen: Seen = told["seen"]
    found = risks(seen)
    names = named([("risk", one.entry.values) for one in found], by=actor(request))
    scales = methods.scales(seen.organisation)
    told |= {
        "risks": [_shown(one, facts("risk", one.entry.values, names, only=_TOLD)) for one in found],
        "matrices": [_coloured(one) for one in matrices(found)],
        "scales": [(name, scale.title) for name, scale in scales.items()],
        "exit": section(request, seen, "exit"),
        "issues": section(request, seen, "issue"),
    }
    return render(request, "web/contracts/risks/tab.html", told)


def add(request: HttpRequest, number: int) -> HttpResponse:
    """A new risk, on the scale that the organisation uses or another."""
    seen = _keeping(request, number)
    scales = methods.scales(seen.organisation)
    scale = scales.get(request.GET.get("scale", ""), next(iter(scales.values())))
    lists = Lists.of(request, seen.organisation, "risk", seen)
    form = Form.blank("risk", lists)
    back = tab_address(seen, "risks")
    if request.method == "POST":
        form = Form.posted("risk", request.POST, lists)
        if not form.errors:
            try:
                new = decide(
                    request, actions.add_risk, contract=seen.id, values=form.values, scale=scale.id,
                    why=said_why(request),
                )  # fmt: skip
            except NotAcceptable as no:
                form = form.with_errors(no.fields)
            else:
                messages.success(request, "The risk is kept.")
                return redirect(f"{back}#risk-{new.pk}")
    others = [(name, one.title) for name, one in scales.items() if name != scale.id]
    return _form(request, seen, form, scale, "Add a risk", back, version=0, others=others)


def change(request: HttpRequest, number: int, row: int) -> HttpResponse:
    """One risk, to be changed on the scale that it was rated on."""
    seen = _keeping(request, number)
    entry = _risk(seen, row)
    scale = scale_of(seen.organisation, entry.values)
    lists = Lists.of(request, seen.organisation, "risk", seen)
    form = Form.of("risk", entry.values, lists)
    version = entry.version
    back = f"{tab_address(seen, 'risks')}#risk-{row}"
    if request.method == "POST":
        form = Form.posted("risk", request.POST, lists)
        version = sent_version(request)
        if not form.errors:
            try:
                decide(
                    request, actions.change_risk, contract=seen.id, risk=row, version=version, values=form.values,
                    why=said_why(request),
                )  # fmt: skip
            except NotAcceptable as no:
                form = form.with_errors(no.fields)
            except ChangedMeanwhile as no:
                form = form.with_errors({"title": f"{no.reason} Below is what you typed: save it if it still stands"})
                version = no.version
            else:
                messages.success(request, "Saved.")
                return redirect(back)
    return _form(request, seen, form, scale, "Change this risk", back, version=version, others=[])


_TOLD = tuple(name for name in typed_names("risk") if name not in (*_STEPS, "title", "state"))


def _form(
    request: HttpRequest, seen: Seen, form: Form, scale: Scale, heading: str, back: str, *, version: int,
    others: list[tuple[str, str]],
) -> HttpResponse:  # fmt: skip
    """The form with the steps of the scale in words."""
    boxes = [replace(box, shape="select", options=_steps(box.name, scale)) if box.name in _STEPS else box
             for box in form.boxes]  # fmt: skip
    told = {
        "section": "contracts", "seen": seen, "contract_title": contract_title(seen),
        "form": replace(form, boxes=boxes), "errors": form.errors, "heading": heading, "back": back, "button": "Save",
        "version": version, "why": said_why(request), "scale": scale, "others": others,
    }  # fmt: skip
    return render(request, "web/contracts/risks/form.html", told, status=422 if form.errors else 200)


def _steps(name: str, scale: Scale) -> list[tuple[str, str]]:
    labels = scale.likelihood if name.startswith("likelihood") else scale.impact
    return [("", "Not rated"), *((str(n), f"{n} {label}") for n, label in enumerate(labels, 1))]


def _shown(one: Judged, said: list[Fact]) -> RiskShown:
    return RiskShown(
        judged=one,
        state=dict(RISK_STATES)[one.entry.values["state"]],
        facts=said,
        now=_words(one, "now"),
        after=_words(one, "after"),
        colour=_colour(one.scale, one.now.rating) if one.now else "grey",
        colour_after=_colour(one.scale, one.after.rating) if one.after else "grey",
    )


def _words(one: Judged, which: str) -> str:
    rated = one.now if which == "now" else one.after
    if rated is None:
        return ""
    return f"{rated.likelihood.lower()} × {rated.impact.lower()} = {rated.score}"


def _colour(scale: Scale, rating: Rating) -> str:
    """The tag of a rating: mildest green, worst red, with as many steps between as there are ratings."""
    place, last = [one.code for one in scale.ratings].index(rating.code), len(scale.ratings) - 1
    return "red" if place == last else _COLOURS[min(place, 2)]


def _coloured(one: Matrices) -> Mapping[str, Any]:
    def rows(of: tuple[Row, ...]) -> list[tuple[str, list[tuple[Any, str]]]]:
        return [(row.label, [(cell, _colour(one.scale, cell.rating)) for cell in row.cells]) for row in of]

    pictures = [("As they stand", "now", rows(one.now)), ("Once mitigated", "after", rows(one.after))]
    return {"scale": one.scale, "pictures": pictures, "counted": one.counted}


def _keeping(request: HttpRequest, number: int) -> Seen:
    seen = seen_or_404(request, number)
    check(actor(request), Permission.KEEP_REGISTER, seen.organisation)
    return seen


def _risk(seen: Seen, number: int) -> Entry:
    found = contracts.row(seen, "risk", number)
    if found is None:
        raise Http404
    return found
