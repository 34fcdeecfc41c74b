"""Award notices that may be a contract's, and taking one as its evidence."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from tallystick.contracts.actions.adopting import adopt_notice, let_go_of_notice
from tallystick.contracts.actions.keeping import ChangedMeanwhile, NotAcceptable
from tallystick.contracts.declared import KINDS
from tallystick.contracts.queries import contract as contracts
from tallystick.contracts.queries.noticed import Offered, offered
from tallystick.lake.notices import NoNotices
from tallystick.web.contract_pages import page, said_why, tab_address
from tallystick.web.contract_words import in_words
from tallystick.web.deciding import decide


def notices(request: HttpRequest, number: int) -> HttpResponse:
    """What is offered, with reasons and what speaks against; a form to take one."""
    told = page(request, number, "agreement")
    seen = told["seen"]
    if not seen.own:
        raise Http404
    wrong = ""
    if request.method == "POST":
        try:
            _do(request, seen)
        except ChangedMeanwhile as no:
            wrong = no.reason
            told = page(request, number, "agreement")
            seen = told["seen"]
        except NotAcceptable as no:
            wrong = no.reason
        else:
            return redirect("contract-notices", seen.id)
    try:
        found = offered(settings.TALLYSTICK_HOME, seen)
        told["loaded"] = True
    except NoNotices as no:
        found, told["nothing"] = [], no
    told |= {
        "offered": [_shown(one) for one in found],
        "adopted": contracts.rows(seen, "notice"),
        "wrong": wrong,
        "back": tab_address(seen, "agreement"),
    }
    return render(request, "web/contracts/notices.html", told, status=409 if wrong else 200)


def _do(request: HttpRequest, seen: Any) -> None:
    version = request.POST.get("version", "")
    if not version.isdecimal() or len(version) > 9:
        raise Http404
    if request.POST.get("let_go", "").isdecimal() and len(request.POST["let_go"]) < 10:
        row = int(request.POST["let_go"])
        decide(
            request, let_go_of_notice, contract=seen.id, notice=row, version=int(version), why=said_why(request)
        )  # fmt: skip
        messages.success(request, "The notice is no longer evidence of this contract.")
        return
    decide(
        request, adopt_notice, contract=seen.id, notice=request.POST.get("notice", ""), version=int(version),
        take=request.POST.getlist("take"), why=said_why(request),
    )  # fmt: skip
    messages.success(request, "The notice is evidence of this contract now.")


def _shown(one: Offered) -> dict[str, Any]:
    fields = KINDS["contract"].fields
    return {
        "notice": one.notice,
        "match": one.match,
        "percent": round(one.match.confidence * 100),
        "adopted": one.adopted,
        "said": [
            {
                "name": say.field,
                "label": fields[say.field].label,
                "there": in_words("contract", say.field, say.there),
                "here": in_words("contract", say.field, say.here),
                "missing": say.missing,
            }
            for say in one.said
        ],
    }
