"""Answer a questionnaire about a contract: the questions, then what the answers come to, then it is kept."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from tallystick.contracts import actions
from tallystick.contracts.queries import governance, methods
from tallystick.contracts.queries.contract import Seen
from tallystick.contracts.rules.questionnaires import NotAnAnswer, Result, answer
from tallystick.councils.actions import NotAllowed, check
from tallystick.councils.rules.permissions import Permission
from tallystick.kit.errors import Refused
from tallystick.reference.asking import Question, Questionnaire
from tallystick.reference.questionnaires_shipped import SHIPPED
from tallystick.web.contract_pages import said_why, seen_or_404, tab_address
from tallystick.web.deciding import actor, decide
from tallystick.web.governing_forms import Typed, show_form

_TEMPLATES = "web/contracts/governance/"


@dataclass(frozen=True)
class QuestionShown:
    """A question with what was typed. options: value and text, "not known" last where it may be said."""

    question: Question
    options: list[tuple[str, str]]
    value: str
    evidence: str
    error: str

    @property
    def typed(self) -> bool:
        """Whether its answer is typed and not chosen."""
        return self.question.kind in ("number", "money", "text")


def ask(request: HttpRequest, number: int, name: str) -> HttpResponse:
    """The questions of one questionnaire, as it holds in the contract's organisation."""
    seen = seen_or_404(request, number)
    check(actor(request), Permission.KEEP_REGISTER, seen.organisation)
    if name not in SHIPPED:
        raise Http404
    it = methods.questionnaire(seen.organisation, name)
    form = Typed.of(request)
    given = _given(request, it) if form.sent is not None else _last(seen, it)
    if form.sent is None:
        return _questions(request, seen, form, it, given)
    try:
        result = answer(it, given)
    except NotAnAnswer as no:
        form.errors[f"a-{no.field}"] = f"{no.reason} {no.what_to_do}".strip()
        return _questions(request, seen, form, it, given)
    if request.POST.get("step") == "change":
        return _questions(request, seen, form, it, given)
    if request.POST.get("step") != "save":
        return _look(request, seen, form, it, given, result)
    try:
        kept = _keep(request, seen, name, given)
    except NotAllowed:
        raise
    except Refused as no:
        form.errors["reason"] = str(no)
        return _look(request, seen, form, it, given, result)
    messages.success(request, "The answers were kept.")
    return redirect("contract-answered", seen.id, kept.pk)


def _keep(request: HttpRequest, seen: Seen, name: str, given: dict[str, Any]) -> Any:
    said = {"contract": seen.id, "answers": given, "today": timezone.localdate(), "why": said_why(request)}
    if name == methods.SEGMENTATION:
        return decide(request, actions.segment_contract, tier=request.POST.get("tier", ""), **said)
    return decide(request, actions.answer_questionnaire, questionnaire=name, **said)


def _questions(request: HttpRequest, seen: Seen, form: Typed, it: Questionnaire, given: dict[str, Any]) -> HttpResponse:
    titles = {one.id: one.title for one in it.sections}
    parts: dict[str, list[QuestionShown]] = {}
    for question in it.questions:
        parts.setdefault(titles.get(question.section, ""), []).append(_shown(question, given, form.errors))
    return show_form(
        request, seen, form, it.title, tab_address(seen, "governance"), template=f"{_TEMPLATES}questions.html",
        it=it, parts=list(parts.items()),
    )  # fmt: skip


def _look(
    request: HttpRequest, seen: Seen, form: Typed, it: Questionnaire, given: dict[str, Any], result: Result
) -> HttpResponse:
    """What the answers come to, before they are kept."""
    segmentation = it.id == methods.SEGMENTATION
    sent = [(f"{prefix}-{name}", text) for name, one in given.items() for prefix, text in
            (("a", one["value"]), ("e", one["evidence"]))]  # fmt: skip
    return show_form(
        request, seen, form, "What the answers come to", tab_address(seen, "governance"),
        template=f"{_TEMPLATES}look.html", it=it, result=result, sent=sent, segmentation=segmentation,
        tiers=[(band.outcome, band.name, band.means) for band in it.bands] if segmentation else [],
        tier=request.POST.get("tier", result.outcome or ""), possible=[it.band(code) for code in result.outcomes],
        follows=it.consequence(result.outcome).duties if result.outcome else (),
    )  # fmt: skip


def _shown(question: Question, given: dict[str, Any], errors: dict[str, str]) -> QuestionShown:
    said = given.get(question.id, {"value": "", "evidence": ""})
    options = [(option.value, option.text) for option in question.options]
    if question.unknown:
        options.append(("", "Not known"))
    return QuestionShown(question, options, said["value"], said["evidence"], errors.get(f"a-{question.id}", ""))


def _given(request: HttpRequest, it: Questionnaire) -> dict[str, Any]:
    """What was sent, as `rules.questionnaires.answer` takes it."""
    return {
        one.id: {
            "value": request.POST.get(f"a-{one.id}", "").strip()[:2000],
            "evidence": request.POST.get(f"e-{one.id}", "").strip()[:2000],
        }
        for one in it.questions
    }


def _last(seen: Seen, it: Questionnaire) -> dict[str, Any]:
    """The last answers, to begin with: those that are still answers of this edition."""
    found = next(iter(governance.answers(seen, it.id)), None)
    if found is None:
        return {}
    return {name: _said(one) for name, one in found.entry.values["answers"].items() if name in it.by_id}


def _said(one: Any) -> dict[str, str]:
    value, evidence = (one.get("value"), one.get("evidence")) if isinstance(one, dict) else (one, "")
    if isinstance(value, bool):
        value = "yes" if value else "no"
    return {"value": "" if value is None else str(value), "evidence": str(evidence or "")}
