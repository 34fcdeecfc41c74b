"""What the law turns on in a contract: which law governs it, with the evidence, and the figures that it asks about."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from tallystick.contracts import actions
from tallystick.contracts.actions.keeping import ChangedMeanwhile, NotAcceptable
from tallystick.contracts.actions.legal_facts import AS_FOUND
from tallystick.contracts.choices import REGIMES
from tallystick.contracts.queries import changes
from tallystick.contracts.queries.contract import Seen
from tallystick.councils.actions import check
from tallystick.councils.rules.permissions import Permission
from tallystick.web.contract_forms import Form, Lists
from tallystick.web.contract_pages import contract_title, said_why, seen_or_404, tab_address
from tallystick.web.deciding import actor, decide
from tallystick.web.governing_forms import Typed, sent_version

_REGIMES = ((AS_FOUND, "What follows from these days"), *(one for one in REGIMES if one[0]), ("", "Not known"))


def law(request: HttpRequest, number: int) -> HttpResponse:
    """The days and figures that decide which law governs a contract, and what it allows."""
    seen = seen_or_404(request, number)
    check(actor(request), Permission.KEEP_REGISTER, seen.organisation)
    entry = changes.legal_facts(seen)
    lists = Lists.of(request, seen.organisation, "law", seen)
    form = Form.of("law", entry.values, lists) if entry else Form.blank("law", lists)
    version = entry.version if entry else 0
    typed = Typed.of(request, regime=_now(seen), evidence=seen["regime_reference"])
    regime = typed.choice("regime", "Procurement law that governs it", _REGIMES, radios=True)
    evidence = typed.text(
        "evidence", "Evidence", hint="For example a notice's number or the parent framework", longest=500
    )
    errors = dict(typed.errors)
    if request.method == "POST":
        form, version = Form.posted("law", request.POST, lists), sent_version(request)
        errors |= form.errors
        if not errors:
            try:
                found = decide(
                    request, actions.keep_legal_facts, contract=seen.id, version=version, values=form.values,
                    regime=regime, evidence=evidence, why=said_why(request),
                )  # fmt: skip
            except NotAcceptable as no:
                errors = dict(no.fields)
                form = form.with_errors({name: text for name, text in no.fields.items() if name in form.values})
                typed.wrong({name: text for name, text in no.fields.items() if name not in form.values})
            except ChangedMeanwhile as no:
                errors = {"supply": f"{no.reason} Below is what you typed: save it if it still stands"}
                form, version = form.with_errors(errors), no.version
            else:
                messages.success(request, f"Saved. {found.why}")
                return redirect(tab_address(seen, "changes"))
    return render(request, "web/contracts/changes/law.html", {
        "section": "contracts", "seen": seen, "contract_title": contract_title(seen), "form": form, "typed": typed,
        "errors": errors, "heading": "What the law turns on", "back": tab_address(seen, "changes"), "button": "Save",
        "version": version, "why": said_why(request),
    }, status=422 if errors else 200)  # fmt: skip


def _now(seen: Seen) -> str:
    """A law that a person decided on stays chosen; else what follows from the days."""
    return str(seen["regime"] or "") if seen["regime_evidence"] == "person" else AS_FOUND
