"""Renew, renegotiate or retender: from a contract to its decision, its facts, its duties and the choice of a person."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from tallystick.contracts.actions.keeping import NotThere as NoContract
from tallystick.councils import queries as councils
from tallystick.decisions.actions import routing
from tallystick.decisions.queries.answering import answered_one, worked_out
from tallystick.decisions.queries.routes import looked_at, open_route
from tallystick.decisions.rules.routes_words import OPEN
from tallystick.kit.errors import Refused
from tallystick.reference.route_choice import route_choice
from tallystick.web.contract_pages import page
from tallystick.web.decide import subjects
from tallystick.web.decide.drawn.recommendation import days_of, draw
from tallystick.web.decide.pages import done, show, wrong
from tallystick.web.decide.route_facts import begun_fact, credited_to_the_register, says_the_same, typed_fact
from tallystick.web.decide.subjects import Subject
from tallystick.web.deciding import actor
from tallystick.web.deciding import decide as do
from tallystick.web.governing_forms import Typed, sent_version
from tallystick.web.views.decide_documents import put

KIND = routing.KIND


@require_safe
def preview(request: HttpRequest, number: int) -> HttpResponse:
    """What the register alone says of what should follow a contract, and the decision about it."""
    told = page(request, number, "agreement")
    today, by = timezone.localdate(), actor(request)
    found = looked_at(number, by=by, home=settings.TALLYSTICK_HOME, today=today)
    drawn = {}
    if found and found.answer is not None:
        drawn = {**draw(found), **days_of(found.answer, today)}
    return render(
        request, "web/contracts/route.html",
        {**told, "answered": found, "there": open_route(number, by=by), **drawn},
    )  # fmt: skip


@require_POST
def start(request: HttpRequest, number: int) -> HttpResponse:
    """Starts the decision, with all that the register knows; or leads to the one that is open."""
    try:
        made = do(request, routing.start_route, of=number)
    except NoContract:
        raise Http404 from None
    return redirect("decide-document", made.pk, KIND)


def fact(request: HttpRequest, number: int, key: str) -> HttpResponse:
    """What somebody knows of one fact, in place of what the register knew."""
    subject = subjects.kept(request, "decision", number)
    asked = route_choice().facts.get(key)
    if asked is None:
        raise Http404
    found = subject.current(KIND)
    said = dict(found.said) if found else {}
    own, known = _fact(said, "facts", key), _fact(said, "register", key)
    # Why the register does not know it is not why somebody else does.
    begun = own or (known if known.get("value") is not None else {})
    typed, edition = Typed.of(request, **begun_fact(key, begun)), found.edition if found else 0
    made = typed_fact(typed, key, own)
    back = f"{subject.document(KIND)}#facts"
    if not own and not typed.errors:
        typed.wrong(credited_to_the_register(key, made, known))
    if request.method == "POST" and not typed.errors:
        edition = sent_version(request)
        facts = {name: one for name, one in _object(said, "facts").items() if name != key}
        own_words = made and not says_the_same(key, made, known)
        written = {**said, "facts": facts | ({key: made} if own_words else {})}
        if fault := _fault(said, written):
            typed.wrong({"value": fault})
        else:
            kept = put(request, subject, KIND, written, edition, typed, back=back)
            if kept:
                return kept
    return show(
        request, typed, asked.what, row=subject.row, back=back, version=edition,
        template="web/decide/documents/recommendation_fact.html", asked=asked, known=known, own=own,
    )  # fmt: skip


def choice(request: HttpRequest, number: int) -> HttpResponse:
    """Which way forward a person chose, and why."""
    subject, found, answer = answered(request, number)
    given = _object(found.said, "choice")
    typed = Typed.of(
        request, route=given.get("route") or "", because=given.get("why"), by=given.get("by"),
        on=given.get("on") if given else timezone.localdate(),
    )  # fmt: skip
    routes = [(one["route"], f"{one['name']} ({OPEN[one['open']].lower()})") for one in answer["routes"]]
    named = next((one["name"] for one in answer["routes"] if one["route"] == answer["recommendation"]), "")
    hint = f"What is recommended: {named}." if named else "Nothing is recommended."
    route = typed.choice("route", "The way forward that is chosen", [("", "None chosen"), *routes], hint=hint)
    why = typed.lines("because", "Why", hint="Above all where it is not what is recommended. It is kept on the record.")
    chosen_by = typed.text("by", "Who chose it", hint="A person, a board or a committee")
    on = typed.day("on", "When")
    back, edition = subject.document(KIND), found.edition
    if request.method == "POST" and not route and not given and not typed.errors:
        typed.wrong({"route": "Choose the way forward that was chosen"})
    if request.method == "POST" and not typed.errors:
        edition = sent_version(request)
        try:
            do(
                request, routing.choose_route, decision=number, edition=edition, route=route, why=why,
                chosen_by=chosen_by, on=on,
            )  # fmt: skip
        except Refused as no:
            wrong(typed, no)
        else:
            messages.success(request, "The choice is kept." if route else "The choice is taken back.")
            return redirect(back)
    return show(request, typed, "Say which way was chosen", row=subject.row, back=back, version=edition)


def duties(request: HttpRequest, number: int) -> HttpResponse:
    """Makes what is not known duties of the contract, with an owner and a day."""
    subject, found, answer = answered(request, number)
    options = [(one["fact"], f"{one['what']}: {one['who']}") for one in answer["find_out"]]
    decides = [one["fact"] for one in answer["find_out"] if one["decides"]]
    people = councils.colleagues(organisation=subject.row.organisation.code, by=actor(request))
    typed = Typed.of(request, facts=decides or [code for code, _ in options])
    facts = typed.several("facts", "What has to be found out", options)
    owner = typed.number("owner", "Whose duty it is", people, nothing="Whoever owns the contract")
    due = typed.day("due", "By when")
    back = f"{subject.document(KIND)}#find-out"
    if request.method == "POST" and not typed.errors:
        try:
            made = do(request, routing.find_out, decision=number, facts=facts, owner=owner, due=due)
        except Refused as no:
            wrong(typed, no)
        else:
            many = "1 duty is" if made == 1 else f"{made} duties are"
            messages.success(request, f"{many} now in the register, with the contract’s others.")
            return redirect(back)
    return show(
        request,
        typed,
        "Add these to the contract’s duties",
        row=subject.row,
        back=back,
        version=found.edition,
        button="Add duties",
    )


@require_POST
def register(request: HttpRequest, number: int) -> HttpResponse:
    """Asks the register again; what people said stands."""
    subject = subjects.kept(request, "decision", number)
    said = "What the register knows is brought up to date."
    done(request, said, routing.ask_register_again, decision=number, edition=sent_version(request))
    return redirect(subject.document(KIND))


def answered(request: HttpRequest, number: int) -> tuple[Subject, Any, dict[str, Any]]:
    """The document of a decision with what follows from it. Raises Http404 where nothing does."""
    subject = subjects.kept(request, "decision", number)
    found = subject.current(KIND)
    follows = answered_one(subject.row, found, timezone.localdate()) if found else None
    if found is None or follows is None or follows.answer is None:
        raise Http404
    return subject, found, follows.answer


def _fault(said: Any, written: Any) -> str:
    """Why nothing would follow from what is written, where something follows from what was said; "" for nothing."""
    today = timezone.localdate()
    problem = worked_out(KIND, written, today)[1]
    return "" if worked_out(KIND, said, today)[1] else problem


def _object(said: Any, key: str) -> dict[str, Any]:
    held = said.get(key)
    return dict(held) if isinstance(held, dict) else {}


def _fact(said: Any, of: str, key: str) -> dict[str, Any]:
    """A fact of a document as an object; {} where it says nothing."""
    one = _object(said, of).get(key)
    return dict(one) if isinstance(one, dict) else {} if one is None else {"value": one}
