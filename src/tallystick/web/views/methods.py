"""Questionnaires and risk scales as they hold in an organisation."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render

from tallystick.contracts.queries import methods as held
from tallystick.contracts.rules.scales import matrix
from tallystick.councils import queries as councils
from tallystick.councils.actions import check
from tallystick.councils.rules.permissions import Permission, may
from tallystick.reference.asking import WHO, Questionnaire, frequency
from tallystick.reference.asking_json import to_json
from tallystick.reference.questionnaires_shipped import SHIPPED
from tallystick.reference.risk_scales import Scale, scale_to_json
from tallystick.web.deciding import actor


def organisations(request: HttpRequest) -> HttpResponse:
    """Whose methods: straight on where there is one organisation."""
    found = councils.organisations(by=actor(request))
    if len(found) == 1:
        return redirect("methods-of", found[0].code)
    return render(request, "web/methods/organisations.html", {"section": "contracts", "organisations": found})


def methods(request: HttpRequest, code: str) -> HttpResponse:
    """Every questionnaire and scale of an organisation."""
    told = about(request, code)
    return render(
        request,
        "web/methods/methods.html",
        {**told, "questionnaires": list(held.questionnaires(code).items()), "scales": list(held.scales(code).items())},
    )


def questionnaire(request: HttpRequest, code: str, name: str) -> HttpResponse:
    """One questionnaire, with its weights, bands, rules and what follows."""
    told = about(request, code)
    it = asked_or_404(code, name)
    follows = [
        (it.band(one.outcome).name, one, [(duty, WHO[duty.who], frequency(duty.every_months)) for duty in one.duties])
        for one in it.consequences
    ]
    editions = held.editions(code, held.QUESTIONNAIRE, name)
    return render(
        request, "web/methods/questionnaire.html", {**told, "it": it, "follows": follows, "editions": editions}
    )


def questionnaire_json(request: HttpRequest, code: str, name: str) -> JsonResponse:
    """The questionnaire as a file, to be amended or given to another council."""
    about(request, code)
    return _as_file(to_json(asked_or_404(code, name)), name)


def scale(request: HttpRequest, code: str, name: str) -> HttpResponse:
    """One risk scale, with its matrix."""
    told = about(request, code)
    it = scale_or_404(code, name)
    first = next(iter(held.scales(code)))
    editions = held.editions(code, held.SCALE, name)
    return render(
        request,
        "web/methods/scale.html",
        {**told, "it": it, "rows": matrix(it), "first": first == name, "editions": editions},
    )


def scale_json(request: HttpRequest, code: str, name: str) -> JsonResponse:
    about(request, code)
    return _as_file(scale_to_json(scale_or_404(code, name)), name)


def about(request: HttpRequest, code: str) -> dict[str, Any]:
    """What pages of an organisation's methods are told. Raises Http404, or NotAllowed where one may not read them."""
    organisation = councils.organisation(code)
    by = actor(request)
    if organisation is None or not may(by, Permission.READ, code):
        raise Http404
    check(by, Permission.READ, code)
    return {
        "section": "contracts",
        "code": code,
        "organisation": organisation.name,
        "may_set": may(by, Permission.SET_METHODS, code),
    }


def asked_or_404(code: str, name: str) -> Questionnaire:
    """The questionnaire as it holds. Raises Http404."""
    if name not in SHIPPED:
        raise Http404
    return held.questionnaire(code, name)


def scale_or_404(code: str, name: str) -> Scale:
    """The scale as it holds. Raises Http404."""
    found = held.scales(code).get(name)
    if found is None:
        raise Http404
    return found


def _as_file(content: dict[str, Any], name: str) -> JsonResponse:
    response = JsonResponse(content, json_dumps_params={"indent": 1, "ensure_ascii": False})
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.json"'
    return response
