"""Amend a questionnaire or scale: by a form or a file, looked at with its effect, then put in force."""

import json
from typing import Any

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from tallystick.contracts import actions
from tallystick.contracts.actions.methods import readable_questionnaire, readable_scale
from tallystick.contracts.queries import methods as held
from tallystick.councils.actions import NotAllowed, check
from tallystick.councils.rules.permissions import Permission
from tallystick.kit.errors import Refused
from tallystick.reference.asking import Questionnaire
from tallystick.reference.asking_changes import changes
from tallystick.reference.asking_json import to_json
from tallystick.reference.risk_scales import scale_to_json
from tallystick.web.contract_pages import said_why
from tallystick.web.deciding import actor, decide
from tallystick.web.method_drafts import amended, amended_scale, finished
from tallystick.web.views.methods import about, asked_or_404, scale_or_404

MOST_BYTES = 1_000_000
_KINDS = {"questionnaires": held.QUESTIONNAIRE, "scales": held.SCALE}


def amend(request: HttpRequest, code: str, name: str) -> HttpResponse:
    """Weights, points, bands, wording, questions and what follows."""
    told = _setting(request, code)
    now = asked_or_404(code, name)
    content = to_json(now)
    errors: dict[str, str] = {}
    if request.method == "POST":
        if request.POST.get("step") == "save":
            return _put_in_force(request, told, code, name, now)
        try:
            content = amended(content, request.POST.dict())
            draft = finished(content, request.POST.dict())
            return _look(request, told, now, readable_questionnaire(name, draft), draft)
        except Refused as no:
            errors = {"title": str(no)}
    told |= {"it": now, "content": content, "errors": errors, "sent": request.POST}
    return render(request, "web/methods/amend.html", told, status=422 if errors else 200)


def take_in(request: HttpRequest, code: str, name: str) -> HttpResponse:
    """A questionnaire from a file, such as another council's."""
    told = _setting(request, code)
    now = asked_or_404(code, name)
    errors: dict[str, str] = {}
    if request.method == "POST":
        try:
            content = _from_file(request)
            return _look(request, told, now, readable_questionnaire(name, content), content)
        except Refused as no:
            errors = {"file": str(no)}
    told |= {"it": now, "errors": errors}
    return render(request, "web/methods/import.html", told, status=422 if errors else 200)


def amend_scale(request: HttpRequest, code: str, name: str) -> HttpResponse:
    """Labels and ratings of a risk scale; saved, it is the one that new risks are rated on."""
    told = _setting(request, code)
    it = scale_or_404(code, name)
    content = scale_to_json(it)
    errors: dict[str, str] = {}
    if request.method == "POST":
        try:
            content = amended_scale(content, request.POST.dict())
            readable_scale(content)
            decide(request, actions.amend_scale, organisation=code, content=content, why=said_why(request))
        except NotAllowed:
            raise
        except Refused as no:
            errors = {"title": str(no)}
        else:
            messages.success(request, "The scale is in force: new risks are rated on it.")
            return redirect("scale", code, name)
    told |= {"it": it, "content": content, "errors": errors}
    return render(request, "web/methods/amend_scale.html", told, status=422 if errors else 200)


@require_POST
def go_back(request: HttpRequest, code: str, kind: str, name: str) -> HttpResponse:
    """Puts what comes with Tallystick in force again."""
    _setting(request, code)
    if kind not in _KINDS:
        raise Http404
    decide(request, actions.go_back_to_shipped, organisation=code, kind=_KINDS[kind], name=name, why=said_why(request))
    messages.success(request, "The edition that comes with Tallystick is in force again.")
    return redirect("method" if kind == "questionnaires" else "scale", code, name)


def _look(
    request: HttpRequest, told: dict[str, Any], now: Questionnaire, then: Questionnaire, content: dict[str, Any]
) -> HttpResponse:
    """What would be otherwise, and for how many contracts."""
    effect = held.effect(told["code"], now, then)
    names = {band.outcome: band.name for band in (*now.bands, *then.bands)} | {"": "Not settled"}
    told |= {
        "it": now,
        "changes": [(one.place, _words(one.before), _words(one.after)) for one in changes(now, then)],
        "effect": effect,
        "moves": [(names[before], names[after], n) for (before, after), n in effect.moves.items() if before != after],
        "changed": [(number, title, names[before], names[after]) for number, title, before, after in effect.changed],
        "same": sum(n for (before, after), n in effect.moves.items() if before == after),
        "draft": json.dumps(content, ensure_ascii=False),
    }
    return render(request, "web/methods/look.html", told)


def _put_in_force(request: HttpRequest, told: dict[str, Any], code: str, name: str, now: Questionnaire) -> HttpResponse:
    try:
        content = _json(request.POST.get("draft", ""))
        decide(
            request, actions.amend_questionnaire, organisation=code, name=name, content=content, why=said_why(request)
        )
    except NotAllowed:
        raise
    except Refused as no:
        told |= {"it": now, "content": to_json(now), "errors": {"title": str(no)}}
        return render(request, "web/methods/amend.html", told, status=422)
    messages.success(request, "The new edition is in force. Answers given before keep the edition that they answered.")
    return redirect("method", code, name)


def _from_file(request: HttpRequest) -> dict[str, Any]:
    file = request.FILES.get("file")
    if getattr(request, "too_large", False) or (isinstance(file, UploadedFile) and (file.size or 0) > MOST_BYTES):
        raise Refused("The file is too large to be a questionnaire.")
    if not isinstance(file, UploadedFile):
        raise Refused("Choose a file.")
    try:
        text = file.read().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Refused("The file is no JSON.", what_to_do="Choose one that was downloaded from Tallystick.") from None
    return _json(text)


def _json(text: str) -> dict[str, Any]:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict):
        raise Refused("The file is no JSON object.", what_to_do="Choose one that was downloaded from Tallystick.")
    return found


def _words(value: Any) -> str:
    """One side of a change, in words."""
    match value:
        case None | "":
            return "–"
        case bool():
            return "yes" if value else "no"
        case dict():
            said = value.get("text") or value.get("what") or value.get("name")
            return str(said or ", ".join(f"{name}: {_words(one)}" for name, one in value.items()))
        case list():
            return "; ".join(_words(one) for one in value)
    return str(value)


def _setting(request: HttpRequest, code: str) -> dict[str, Any]:
    told = about(request, code)
    check(actor(request), Permission.SET_METHODS, code)
    return told
