"""How a contract is governed: its tier, its questionnaires and its duties."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from tallystick.contracts import actions
from tallystick.contracts.actions.keeping import ChangedMeanwhile, NotAcceptable
from tallystick.contracts.queries import contract as contracts
from tallystick.contracts.queries import governance, methods
from tallystick.contracts.queries.contract import Entry, Seen
from tallystick.contracts.queries.governance import Answered, when_due
from tallystick.councils import queries as councils
from tallystick.councils.actions import check
from tallystick.councils.rules.permissions import Permission
from tallystick.reference.asking import Questionnaire, frequency
from tallystick.web import words
from tallystick.web.contract_pages import page, said_why, seen_or_404, tab_address
from tallystick.web.deciding import actor, decide
from tallystick.web.governing_forms import Typed, sent_version, show_form


@dataclass(frozen=True)
class DutyShown:
    """A duty of the contract as its page shows it. when: as `governance.when_due`."""

    entry: Entry
    owner: str
    due: str
    often: str
    when: str


@dataclass(frozen=True)
class Asked:
    """A questionnaire that may be answered, with its last answers."""

    questionnaire: Questionnaire
    last: Answered | None
    name: str


def tab(request: HttpRequest, number: int) -> HttpResponse:
    """Its tier and why, what that asks for, what is due, and every questionnaire that was answered."""
    told = page(request, number, "governance")
    seen: Seen = told["seen"]
    answered = governance.answers(seen)
    latest = {one.entry.values["questionnaire"]: one for one in reversed(answered)}
    asked = [
        Asked(it, latest.get(name), _outcome_name(latest.get(name)))
        for name, it in methods.questionnaires(seen.organisation).items()
    ]
    segmentation = asked.pop(0)
    duties = _duties(request, seen)
    told |= {
        "segmentation": segmentation,
        "asked": asked,
        "tier": _tier_name(segmentation.questionnaire, str(seen["tier"] or "")),
        "requirements": segmentation.questionnaire.consequence(str(seen["tier"])).requirements if seen["tier"] else (),
        "open": [one for one in duties if one.entry.values["state"] == "open"],
        "closed": [one for one in duties if one.entry.values["state"] != "open"],
        "history": [(one, _outcome_name(one)) for one in answered],
    }
    return render(request, "web/contracts/governance/tab.html", told)


def answered(request: HttpRequest, number: int, row: int) -> HttpResponse:
    """One questionnaire as it was answered, with its scoring, and what of it may be taken on as duties."""
    seen = _own(request, number)
    found = next((one for one in governance.answers(seen) if one.entry.id == row), None)
    if found is None:
        raise Http404
    form = Typed.of(request)
    consequence = found.questionnaire.consequence(found.outcome) if found.outcome else None
    follows = consequence.duties if consequence and found.questionnaire.id != methods.SEGMENTATION else ()
    due = form.day("due", "By when", hint="For what you choose from the answers. For example, 27 3 2027")
    if request.method == "POST" and not form.errors:
        try:
            new = decide(
                request, actions.take_on_duties, contract=seen.id, answers=row, due=due, today=timezone.localdate(),
                questions=request.POST.getlist("questions"), codes=request.POST.getlist("codes"), why=said_why(request),
            )  # fmt: skip
        except NotAcceptable as no:
            form.errors |= no.fields
            form.wrong({name: text for name, text in no.fields.items() if name == "due"})
        else:
            messages.success(request, f"{words.many(new, 'duty', 'duties')} added.")
            return redirect(tab_address(seen, "governance"))
    return show_form(
        request, seen, form, found.questionnaire.title, tab_address(seen, "governance"),
        template="web/contracts/governance/answered.html", answered=found, result=found.result,
        outcome=_outcome_name(found), it=found.questionnaire,
        follows=[(one, frequency(one.every_months)) for one in follows],
    )  # fmt: skip


@require_POST
def plan_again(request: HttpRequest, number: int) -> HttpResponse:
    """Works out again what follows from the tier."""
    seen = seen_or_404(request, number)
    changed = decide(request, actions.plan_duties, contract=seen.id, today=timezone.localdate())
    said = f"{words.many(changed, 'duty', 'duties')} changed." if changed else "Nothing had to change."
    messages.success(request, f"The duties were worked out again. {said}")
    return redirect(tab_address(seen, "governance"))


def finish(request: HttpRequest, number: int, row: int) -> HttpResponse:
    """Says that a duty was done."""
    seen, duty = _open_duty(request, number, row)
    form = Typed.of(request, done=timezone.localdate())
    done = form.day("done", "When it was done", needed=True)
    back = f"{tab_address(seen, 'governance')}#duty-{row}"
    if request.method == "POST" and not form.errors:
        try:
            kept = decide(
                request, actions.finish_duty, contract=seen.id, duty=row, version=sent_version(request), done=done,
                today=timezone.localdate(), why=said_why(request),
            )  # fmt: skip
        except NotAcceptable as no:
            form.wrong(no.fields)
        except ChangedMeanwhile as no:
            return _changed(request, no, back)
        else:
            again = f" It is due again on {words.day(kept.due)}." if kept.state == "open" else ""
            messages.success(request, f"“{kept.what}” is done.{again}")
            return redirect(_next(request, back))
    return show_form(
        request, seen, form, duty.values["what"], back, button="It is done", version=duty.version,
        template="web/contracts/governance/duty.html", duty=_shown(duty, {}),
    )  # fmt: skip


def drop(request: HttpRequest, number: int, row: int) -> HttpResponse:
    """Says that a duty is not needed."""
    seen, duty = _open_duty(request, number, row)
    form = Typed.of(request)
    back = f"{tab_address(seen, 'governance')}#duty-{row}"
    if request.method == "POST":
        try:
            decide(
                request, actions.drop_duty, contract=seen.id, duty=row, version=sent_version(request),
                why=said_why(request),
            )  # fmt: skip
        except NotAcceptable as no:
            form.errors["reason"] = next(iter(no.fields.values()))
        except ChangedMeanwhile as no:
            return _changed(request, no, back)
        else:
            messages.success(request, f"“{duty.values['what']}” is not needed. The history keeps why.")
            return redirect(_next(request, back))
    return show_form(
        request, seen, form, f"Not needed: {duty.values['what']}", back, button="It is not needed",
        version=duty.version, template="web/contracts/governance/duty.html", duty=_shown(duty, {}),
    )  # fmt: skip


def _changed(request: HttpRequest, no: ChangedMeanwhile, back: str) -> HttpResponse:
    messages.warning(request, f"{no.reason} {no.what_to_do}")
    return redirect(back)


def _next(request: HttpRequest, back: str) -> str:
    """Where the form was come to from: the list of all duties, or the contract's own."""
    return reverse("duties") if request.GET.get("from") == "duties" else back


def _own(request: HttpRequest, number: int) -> Seen:
    seen = seen_or_404(request, number)
    if not seen.own:
        raise Http404
    return seen


def _open_duty(request: HttpRequest, number: int, row: int) -> tuple[Seen, Entry]:
    seen = seen_or_404(request, number)
    check(actor(request), Permission.KEEP_REGISTER, seen.organisation)
    duty = contracts.row(seen, "duty", row)
    if duty is None or duty.values["state"] != "open":
        raise Http404
    return seen, duty


def _duties(request: HttpRequest, seen: Seen) -> list[DutyShown]:
    people: dict[int, str] = dict(councils.colleagues(organisation=seen.organisation, by=actor(request)))
    found = [_shown(row, people) for row in contracts.rows(seen, "duty")]
    return sorted(found, key=lambda one: (one.entry.values["due"] or "9", one.entry.id))


def _shown(row: Entry, people: dict[int, str]) -> DutyShown:
    said: dict[str, Any] = row.values
    return DutyShown(
        entry=row,
        owner=people.get(said["owner_id"], "") or str(said["who"] or ""),
        due=words.day(said["due"]),
        often=frequency(said["every_months"]),
        when=when_due(words.as_date(said["due"]), said["lead_days"], timezone.localdate()),
    )


def _outcome_name(one: Answered | None) -> str:
    if one is None:
        return ""
    if one.outcome:
        return one.questionnaire.band(one.outcome).name
    names = [one.questionnaire.band(code).name for code in one.result.outcomes]
    return f"Not settled: {' or '.join(names)}" if names else "Answered"


def _tier_name(it: Questionnaire, tier: str) -> str:
    return it.band(tier).name if tier in it.outcomes else tier
