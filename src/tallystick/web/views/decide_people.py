"""Who has a part in a decision: named, scoring, agreeing, answering."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from tallystick.contracts.actions.keeping import NotAcceptable
from tallystick.councils import queries as councils
from tallystick.decisions import actions, choices
from tallystick.decisions.actions.involving import check_speaks
from tallystick.decisions.queries.answering import current, scores_given
from tallystick.decisions.queries.choosing import KEPT_OUT, sees_choice
from tallystick.decisions.queries.listing import record_of, records
from tallystick.decisions.queries.naming import criteria_named, options_named
from tallystick.decisions.queries.seeing import sees_exempt
from tallystick.kit.errors import Refused
from tallystick.web.decide.pages import ANSWERS, ROLES, kept, seen, show
from tallystick.web.deciding import actor
from tallystick.web.deciding import decide as do
from tallystick.web.governing_forms import Typed


@dataclass(frozen=True)
class Cell:
    """One score of the form. given: what each scorer gave, for whoever agrees one. name: of its boxes. asks: what the
    criterion asks. means: what scores mean, each with its figure where that is known."""

    name: str
    option: str
    criterion: str
    value: str
    why: str
    given: str
    error: str = ""
    asks: str = ""
    means: tuple[str, ...] = ()


def add(request: HttpRequest, number: int) -> HttpResponse:
    """Names somebody, with or without an account."""
    row = kept(request, number)
    typed = Typed.of(request, role="scorer")
    role = typed.choice("role", "Part", choices.ROLES, radios=True)
    people = councils.colleagues(organisation=row.organisation.code, by=actor(request))
    person = typed.number("person", "Somebody with an account here", people, nothing="Somebody else")
    name = typed.text(
        "name", "Or their name", hint="Of somebody without an account: whoever keeps this records their say"
    )
    speaks_for = typed.text("speaks_for", "Whom they speak for", hint="For example a council, or a team")
    if request.method == "POST" and not typed.errors:
        try:
            do(request, actions.involve, decision=number, role=role, person=person, name=name, speaks_for=speaks_for)
        except NotAcceptable as no:
            typed.wrong(no.fields)
        except Refused as no:
            typed.wrong({"role": f"{no.reason} {no.what_to_do}"})
        else:
            messages.success(request, "Named.")
            return redirect("decide-one", number)
    return show(request, typed, "Name somebody", row=row)


@require_POST
def remove(request: HttpRequest, number: int, row: int) -> HttpResponse:
    """Takes somebody out."""
    of = kept(request, number)
    try:
        do(request, actions.take_out, decision=of.pk, involved=row)
    except Refused as no:
        messages.error(request, f"{no.reason} {no.what_to_do}".strip())
    else:
        messages.success(request, "Taken out. What they said is in the log.")
    return redirect("decide-one", number)


def answer(request: HttpRequest, number: int, row: int) -> HttpResponse:
    """What somebody who is consulted, or who approves, says."""
    of, who = _part(request, number, row, ("consultee", "approver"))
    typed = Typed.of(request, answer=who.answer, because=who.answer_why)
    said = typed.choice(
        "answer", "Answer", [(code, ANSWERS[code]) for code, _ in choices.ANSWERS if code in choices.OF_ROLE[who.role]],
        radios=True,
    )  # fmt: skip
    why = typed.lines("because", "Why, or what they say")
    if request.method == "POST" and not typed.errors:
        try:
            do(request, actions.give_answer, decision=number, involved=row, answer=said, why=why)
        except NotAcceptable as no:
            # A box called “why” would be that of the register's reasons.
            typed.wrong({{"why": "because"}.get(name, name): text for name, text in no.fields.items()})
        except Refused as no:
            typed.wrong({"answer": f"{no.reason} {no.what_to_do}"})
        else:
            messages.success(request, "Kept.")
            return redirect("decide-one", number)
    told = _asked_of(request, of)
    return show(
        request, typed, f"{who.name}: {ROLES[who.role].lower()}", row=of, template="web/decide/answer.html", **told
    )


def _asked_of(request: HttpRequest, of: Any) -> dict[str, Any]:
    """What whoever answers is asked: the option that is put forward, and the last record of what was known."""
    by, last = actor(request), record_of(of, None)
    read = last if last and any(one.pk == last.pk for one in records(of, by=by)) else None
    return {
        "sees_choice": sees_choice(by, of), "kept_out": KEPT_OUT, "record": read, "number": last.number if last else 0,
    }  # fmt: skip


def scores(request: HttpRequest, number: int, row: int) -> HttpResponse:
    """Every score of one scorer, or what a moderator agrees, with reasons."""
    of, who = _part(request, number, row, ("scorer", "moderator"))
    document = current(of, "appraisal")
    if document and document.exempt and not sees_exempt(actor(request), of):
        raise Http404
    if document is None:
        messages.error(request, "There are no options to score yet. Write the options and the criteria first.")
        return redirect("decide-one", number)
    cells = _cells(request, of, who, document.said)
    wrong: dict[str, str] = {}
    if request.method == "POST":
        cells, wrong = _sent(request, of, who, cells)
        if not wrong:
            messages.success(request, "The scores are kept.")
            return redirect("decide-one", number)
    told = {
        "section": "decide", "row": of, "who": who, "role": ROLES[who.role], "errors": wrong,
        "options": _by_option(cells),
        "moderates": who.role == "moderator",
    }  # fmt: skip
    return render(request, "web/decide/scores.html", told, status=422 if wrong else 200)


@require_safe
def scored(request: HttpRequest, number: int) -> HttpResponse:
    """Every score that counts, by option, with its reason."""
    of = seen(request, number)
    document = current(of, "appraisal")
    if document is None or (document.exempt and not sees_exempt(actor(request), of)):
        raise Http404
    given, settled = scores_given(of, agreed=False), scores_given(of, agreed=True)
    names = criteria_named(document.said)
    options = [
        (option, [(name, given.get((option, name), []), settled.get((option, name), [])) for name in names])
        for option in options_named(document.said)
    ]
    told = {"section": "decide", "row": of, "options": options}
    return render(request, "web/decide/scored.html", told)


def _by_option(cells: list[Cell]) -> list[tuple[str, list[Cell]]]:
    names = dict.fromkeys(one.option for one in cells)
    return [(name, [one for one in cells if one.option == name]) for name in names]


def _part(request: HttpRequest, number: int, row: int, roles: tuple[str, ...]) -> tuple[Any, Any]:
    """A decision and a part in it as which whoever is signed in may speak. Raises Http404, NotAllowed."""
    of = seen(request, number)
    who = of.involved.filter(pk=row, removed=False, role__in=roles).first()
    if who is None:
        raise Http404
    check_speaks(actor(request), of, who)
    return of, who


def _cells(request: HttpRequest, of: Any, who: Any, said: dict[str, Any]) -> list[Cell]:
    mine = scores_given(of, scorer=who.pk)
    others = scores_given(of, agreed=False) if who.role == "moderator" else {}
    found = []
    for o, option in enumerate(options_named(said)):
        for c, (name, criterion) in enumerate(criteria_named(said).items()):
            kept_ = mine.get((option, name), [])
            value, why = (kept_[-1][1], kept_[-1][2]) if kept_ else ("", "")
            given = "; ".join(f"{by}: {v}{f' ({w})' if w else ''}" for by, v, w in others.get((option, name), []))
            asks, means = _asked(criterion)
            found.append(Cell(f"{o}-{c}", option, name, value, why, given, asks=asks, means=means))
    return found


def _asked(criterion: Mapping[str, Any]) -> tuple[str, tuple[str, ...]]:
    """What a criterion asks for, in words, and what its scores mean."""
    if criterion.get("pass_fail"):
        return str(criterion.get("description") or ""), ("1: it passes", "0: it fails")
    given, ends = criterion.get("descriptors"), criterion.get("scale")
    texts = [str(one) for one in given] if isinstance(given, list) else []
    scale = [one for one in ends if isinstance(one, int | float)] if isinstance(ends, list) else []
    if len(scale) != 2:
        return str(criterion.get("description") or "Any number; more is better"), tuple(texts)
    said = f"{criterion.get('description') or ''}. From {scale[0]}, the worst, to {scale[1]}, the best"
    if texts and max(scale) - min(scale) == len(texts) - 1:
        texts = [f"{min(scale) + at:g}: {text}" for at, text in enumerate(texts)]
    return said.removeprefix(". "), tuple(texts)


def _sent(request: HttpRequest, of: Any, who: Any, cells: list[Cell]) -> tuple[list[Cell], dict[str, str]]:
    """The same as they were typed, those that are others now being kept, all of them or none; and what is wrong, by
    box."""
    typed = [
        replace(
            one,
            value=request.POST.get(f"value-{one.name}", "").strip(),
            why=request.POST.get(f"why-{one.name}", "").replace("\r\n", "\n").strip(),
        )
        for one in cells
    ]
    changed = [new for new, old in zip(typed, cells, strict=True) if new != old]
    given = [actions.Given(one.option, one.criterion, one.value or None, one.why) for one in changed]
    errors: dict[str, str] = {}
    wrong: dict[str, str] = {}
    try:
        do(request, actions.give_scores, decision=of.pk, involved=who.pk, scores=given)
    except actions.NotAllAcceptable as no:
        errors = {changed[at].name: "; ".join(said.values()) for at, said in no.of_each.items()}
    except Refused as no:
        wrong = {"scores": f"{no.reason} {no.what_to_do}".strip()}
    found = [replace(one, error=errors.get(one.name, "")) for one in typed]
    wrong |= {f"value-{one.name}": f"{one.option}, {one.criterion}: {one.error}" for one in found if one.error}
    return found, wrong
