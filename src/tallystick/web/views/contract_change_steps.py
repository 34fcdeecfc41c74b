"""What is done with a change: proposed, its questions answered, checked, approved, recorded as made, rejected."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from tallystick.contracts import actions
from tallystick.contracts.actions.keeping import ChangedMeanwhile, NotAcceptable
from tallystick.contracts.queries import changes
from tallystick.contracts.queries.changes import Proposal
from tallystick.contracts.queries.contract import Seen
from tallystick.councils.actions import NotAllowed, check
from tallystick.councils.rules.permissions import Permission
from tallystick.kit.errors import Refused
from tallystick.web.change_words import questions_of
from tallystick.web.contract_forms import Form, Lists
from tallystick.web.contract_pages import contract_title, said_why, seen_or_404, tab_address
from tallystick.web.contract_words import in_words
from tallystick.web.deciding import actor, decide
from tallystick.web.governing_forms import Typed, sent_version, show_form
from tallystick.web.views.contract_changes import grounds_of, proposal_or_404, unmoved

_ANSWERS = (("yes", "Yes"), ("no", "No"), ("", "Not known"))
_MEANWHILE = "Somebody else wrote to this change while you had it open. See what it says now, then save yours again."


def propose(request: HttpRequest, number: int) -> HttpResponse:
    """A new change: what it is, by how much, and when."""
    seen = _keeping(request, number)
    lists = Lists.of(request, seen.organisation, "change", seen)
    form = Form.blank("change", lists, proposed=timezone.localdate())
    if request.method == "POST":
        form = Form.posted("change", request.POST, lists)
        if not form.errors:
            try:
                new = decide(
                    request, actions.propose_change, contract=seen.id, values=form.values,
                    today=timezone.localdate(), why=said_why(request),
                )  # fmt: skip
            except NotAcceptable as no:
                form = form.with_errors(no.fields)
            else:
                messages.success(request, "The change is proposed. Answer what the law asks of it.")
                return redirect("change-answers", seen.id, new.pk)
    return _form(request, seen, form, "Propose a change", tab_address(seen, "changes"), version=0)


def amend(request: HttpRequest, number: int, row: int) -> HttpResponse:
    """What is proposed, to be changed while it is not approved."""
    seen, found = _kept(request, number, row)
    back = reverse("change", args=[seen.id, row])
    if "amend" not in found.verbs:
        return _no(request, "This change was approved, made or rejected, so it is not changed any more.", back)
    lists = Lists.of(request, seen.organisation, "change", seen)
    form, version = Form.of("change", found.entry.values, lists), found.entry.version
    if request.method == "POST":
        form, version = Form.posted("change", request.POST, lists), sent_version(request)
        if not form.errors:
            try:
                decide(
                    request, actions.amend_change, contract=seen.id, change=row, version=version, values=form.values,
                    why=said_why(request),
                )  # fmt: skip
            except NotAcceptable as no:
                form = form.with_errors(no.fields)
            except ChangedMeanwhile as no:
                form, version = form.with_errors({"title": _MEANWHILE}), no.version
            else:
                messages.success(request, "Saved.")
                return redirect(back)
    return _form(request, seen, form, "Change what is proposed", back, version=version)


def answers(request: HttpRequest, number: int, row: int) -> HttpResponse:
    """What the law asks of the change, and then the check."""
    seen, found = _kept(request, number, row)
    back = reverse("change", args=[seen.id, row])
    if "amend" not in found.verbs:
        return _no(request, "This change was approved, made or rejected, so its answers stand.", back)
    version = sent_version(request) if request.method == "POST" else found.entry.version
    said = found.entry.values["facts"] or {}
    typed = Typed.of(request, **{name: "yes" if answer else "no" for name, answer in said.items()})
    asked = questions_of(changes.standing(seen, today=timezone.localdate()).regime)
    given = {one.name: typed.choice(one.name, one.text, _ANSWERS, hint=one.hint, radios=True) for one in asked}
    if request.method == "POST" and not typed.errors:
        # What is asked under the other law only stays as it was answered.
        kept = {name: answer for name, answer in said.items() if name not in given}
        kept |= {name: answer == "yes" for name, answer in given.items() if answer}
        try:
            done = decide(
                request, actions.amend_change, contract=seen.id, change=row, version=version, facts=kept,
                why=said_why(request),
            )  # fmt: skip
            return _checked(request, seen, row, done.version, back)
        except ChangedMeanwhile as no:
            typed.wrong({asked[0].name: _MEANWHILE})
            version = no.version
    return show_form(
        request, seen, typed, "What the law asks of this change", back, version=version,
        button="Check it against the law", template="web/contracts/changes/answers.html", change=found.entry.values,
    )  # fmt: skip


@require_POST
def check_again(request: HttpRequest, number: int, row: int) -> HttpResponse:
    """Asks the rules, and keeps what they say."""
    seen, _ = _kept(request, number, row)
    return _checked(request, seen, row, sent_version(request), reverse("change", args=[seen.id, row]))


def approve(request: HttpRequest, number: int, row: int) -> HttpResponse:
    """Approves a change that somebody else proposed."""
    seen, found = proposal_or_404(request, number, row)
    check(actor(request), Permission.APPROVE, seen.organisation)
    grounds = grounds_of(found.check)
    typed = Typed.of(request, ground=found.entry.values["ground"])
    ground = typed.choice("ground", "Ground that is relied on", [("", "None chosen"), *grounds]) if grounds else ""

    def do(**said: Any) -> Any:
        return decide(request, actions.approve_change, ground=ground, today=timezone.localdate(), **said)

    return _step(request, seen, found, typed, "Approve this change", do, "approve", "The change is approved.")


def make(request: HttpRequest, number: int, row: int) -> HttpResponse:
    """Records that an approved change was made."""
    seen, found = _kept(request, number, row)
    typed = Typed.of(request, on=timezone.localdate())
    on = typed.day("on", "The day it was made", needed=True)

    def do(**said: Any) -> Any:
        return decide(request, actions.make_change, on=on, today=timezone.localdate(), **said)

    done = "The change is recorded as made. What has to be published is among the duties."
    return _step(request, seen, found, typed, "Record that this change was made", do, "make", done)


def reject(request: HttpRequest, number: int, row: int) -> HttpResponse:
    """Says that a change is not made, with a reason."""
    seen, found = proposal_or_404(request, number, row)
    check(actor(request), Permission.APPROVE, seen.organisation)

    def do(**said: Any) -> Any:
        return decide(request, actions.reject_change, **said)

    return _step(request, seen, found, Typed.of(request), "Reject this change", do, "reject", "The change is rejected.")


def withdraw(request: HttpRequest, number: int, row: int) -> HttpResponse:
    """Takes a change that was not approved out of the register."""
    seen, found = _kept(request, number, row)

    def do(**said: Any) -> Any:
        return decide(request, actions.withdraw_change, **said)

    done = "The change was taken out of the register. The history keeps it."
    back = tab_address(seen, "changes")
    return _step(request, seen, found, Typed.of(request), "Take this change out", do, "withdraw", done, after=back)


def _step(
    request: HttpRequest, seen: Seen, found: Proposal, typed: Typed, heading: str, do: Callable[..., Any], verb: str,
    done: str, *, after: str = "",
) -> HttpResponse:  # fmt: skip
    """The page of one step: what the change is and what the check says; then does it."""
    row = found.entry.id
    back = reverse("change", args=[seen.id, row])
    version = sent_version(request) if request.method == "POST" else found.entry.version
    refused = None
    status = 0
    if request.method == "POST" and not typed.errors:
        try:
            do(contract=seen.id, change=row, version=version, why=said_why(request))
        except NotAcceptable as no:
            typed.errors |= {"reason" if name == "why" else name: text for name, text in no.fields.items()}
            typed.wrong({})
        except NotAllowed:
            raise
        except Refused as no:
            refused, status = no, 409
            version = no.version if isinstance(no, ChangedMeanwhile) else version
        else:
            messages.success(request, done)
            return redirect(after or back)
    elif request.method == "GET" and verb not in found.verbs:
        return _no(request, "That is not the next step of this change.", back)
    return show_form(
        request, seen, typed, heading, back, version=version, button=heading, status=status,
        template="web/contracts/changes/step.html", change=found.entry.values, refused=refused,
        permitted=in_words("change_check", "permitted", found.check.values["permitted"]) if found.check else "",
        effect=_effect(found), unmoved=unmoved(seen, found) if verb in ("approve", "make") else "",
    )  # fmt: skip


def _effect(found: Proposal) -> list[tuple[str, str]]:
    said = found.entry.values
    return [
        (label, in_words("change", name, said[name]) or "not known")
        for name, label in (
            ("value_pence", "Effect on the value"), ("months", "Effect on the term, in months"),
            ("takes_effect", "Takes effect"),
        )
    ]  # fmt: skip


def _checked(request: HttpRequest, seen: Seen, row: int, version: int, back: str) -> HttpResponse:
    try:
        decide(
            request, actions.check_change, contract=seen.id, change=row, version=version, today=timezone.localdate(),
            ground=request.POST.get("ground", "")[:40],
        )  # fmt: skip
    except NotAllowed:
        raise
    except Refused as no:
        messages.error(request, f"{no.reason} {no.what_to_do}")
    else:
        messages.success(request, "The change was checked, and the check is kept.")
    return redirect(back)


def _form(
    request: HttpRequest, seen: Seen, form: Form, heading: str, back: str, *, version: int
) -> HttpResponse:  # fmt: skip
    told = {
        "section": "contracts", "seen": seen, "contract_title": contract_title(seen), "form": form,
        "errors": form.errors, "heading": heading, "back": back, "button": "Save", "version": version,
        "why": said_why(request),
    }  # fmt: skip
    return render(request, "web/contracts/form.html", told, status=422 if form.errors else 200)


def _no(request: HttpRequest, why: str, back: str) -> HttpResponse:
    messages.info(request, why)
    return redirect(back)


def _keeping(request: HttpRequest, number: int) -> Seen:
    seen = seen_or_404(request, number)
    check(actor(request), Permission.KEEP_REGISTER, seen.organisation)
    return seen


def _kept(request: HttpRequest, number: int, row: int) -> tuple[Seen, Proposal]:
    """A change of a contract, for somebody who keeps its register. Raises Http404, NotAllowed."""
    seen = _keeping(request, number)
    found = changes.proposal(seen, row)
    if found is None:
        raise Http404
    return seen, found
