"""Who has a part in a decision: named, scoring, agreeing, answering."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from tallystick.councils import queries as councils
from tallystick.decisions import actions, choices
from tallystick.decisions.actions.involving import check_speaks
from tallystick.decisions.queries.answering import scores_given
from tallystick.decisions.queries.choosing import KEPT_OUT, sees_choice
from tallystick.decisions.queries.listing import reads_whole, record_of
from tallystick.decisions.rules.appraisal_names import criteria_named, options_named
from tallystick.kit.errors import Refused
from tallystick.web.decide import subjects
from tallystick.web.decide.pages import ANSWERS, ROLES, done, in_words, kept, show, wrong
from tallystick.web.decide.subjects import Subject
from tallystick.web.deciding import actor
from tallystick.web.deciding import decide as do
from tallystick.web.governing_forms import Typed, sent_version

LATE = (
    "Somebody else changed the options or the criteria while you had this open. What you typed stands beside those "
    "that are still there: look it through, and keep it again."
)


@dataclass(frozen=True)
class Cell:
    """One score of the form. given: what each scorer gave, for whoever agrees one. name: of its boxes. was: what is
    kept now. asks: what the criterion asks. means: what scores mean, each with its figure where that is known."""

    name: str
    option: str
    criterion: str
    value: str
    why: str
    given: str
    was: str
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
        except Refused as no:
            wrong(typed, no)
        else:
            messages.success(request, "Named.")
            return redirect("decide-one", number)
    return show(request, typed, "Name somebody", row=row)


@require_POST
def remove(request: HttpRequest, number: int, row: int) -> HttpResponse:
    """Takes somebody out."""
    of = kept(request, number)
    done(request, "Taken out. What they said is in the log.", actions.take_out, decision=of.pk, involved=row)
    return redirect("decide-one", number)


def answer(request: HttpRequest, number: int, row: int) -> HttpResponse:
    """What somebody who is consulted, or who approves, says."""
    subject, who = _part(request, number, row, ("consultee", "approver"))
    typed = Typed.of(request, answer=who.answer, because=who.answer_why)
    said = typed.choice(
        "answer", "Answer", [(code, ANSWERS[code]) for code, _ in choices.ANSWERS if code in choices.OF_ROLE[who.role]],
        radios=True,
    )  # fmt: skip
    why = typed.lines("because", "Why, or what they say")
    if request.method == "POST" and not typed.errors:
        try:
            do(request, actions.give_answer, decision=number, involved=row, answer=said, why=why)
        except Refused as no:
            wrong(typed, no)
        else:
            messages.success(request, "Kept.")
            return redirect("decide-one", number)
    return show(
        request, typed, f"{who.name}: {ROLES[who.role].lower()}", row=subject.row, template="web/decide/answer.html",
        **_asked_of(request, subject.row),
    )  # fmt: skip


def _asked_of(request: HttpRequest, of: Any) -> dict[str, Any]:
    """What whoever answers is asked: the option that is put forward, and the last record of what was known."""
    by, last = actor(request), record_of(of, None)
    read = last if last and reads_whole(last, by=by) else None
    return {
        "sees_choice": sees_choice(by, of), "kept_out": KEPT_OUT, "record": read, "number": last.number if last else 0,
    }  # fmt: skip


def scores(request: HttpRequest, number: int, row: int) -> HttpResponse:
    """Every score of one scorer, or what a moderator agrees, with reasons."""
    subject, who = _part(request, number, row, ("scorer", "moderator"))
    document = subject.current("appraisal")
    if document is None:
        messages.error(request, "There are no options to score yet. Write the options and the criteria first.")
        return redirect("decide-one", number)
    cells, wrongs = _cells(subject.row, who, document.said), dict[str, str]()
    if request.method == "POST":
        sent = sent_version(request)
        asked = document if sent == document.edition else subject.edition(document, sent)
        cells = _typed(request, cells, asked.said if asked else {})
        wrongs = {"scores": LATE} if asked is not document else _clashes(cells)
        if not wrongs:
            cells, wrongs = _kept(request, subject.row, who, cells)
        if not wrongs:
            messages.success(request, "The scores are kept.")
            return redirect("decide-one", number)
    told = {
        "section": "decide", "row": subject.row, "who": who, "role": ROLES[who.role], "errors": wrongs,
        "options": _by_option(cells), "moderates": who.role == "moderator", "version": document.edition,
    }  # fmt: skip
    return render(request, "web/decide/scores.html", told, status=422 if wrongs else 200)


@require_safe
def scored(request: HttpRequest, number: int) -> HttpResponse:
    """Every score that counts, by option, with its reason."""
    subject = subjects.seen(request, "decision", number)
    of, document = subject.row, subject.current("appraisal")
    if document is None:
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


def _part(request: HttpRequest, number: int, row: int, roles: tuple[str, ...]) -> tuple[Subject, Any]:
    """A decision and a part in it as which whoever is signed in may speak. Raises Http404, NotAllowed."""
    subject = subjects.seen(request, "decision", number)
    who = subject.row.involved.filter(pk=row, removed=False, role__in=roles).first()
    if who is None:
        raise Http404
    check_speaks(actor(request), subject.row, who)
    return subject, who


def _cells(of: Any, who: Any, said: dict[str, Any]) -> list[Cell]:
    """What is kept now, for each option and criterion of an appraisal."""
    moderates = who.role == "moderator"
    # What is agreed is agreed for all, whoever wrote it.
    mine = scores_given(of, agreed=True) if moderates else scores_given(of, scorer=who.pk)
    others = scores_given(of, agreed=False) if moderates else {}
    found = []
    for o, option in enumerate(options_named(said)):
        for c, (name, criterion) in enumerate(criteria_named(said).items()):
            kept_ = mine.get((option, name), [])
            value, why = (kept_[-1][1], one_line(kept_[-1][2])) if kept_ else ("", "")
            given = "; ".join(f"{by}: {v}{f' ({w})' if w else ''}" for by, v, w in others.get((option, name), []))
            asks, means = _asked(criterion)
            was = f"{value} {why}".strip()
            found.append(Cell(f"{o}-{c}", option, name, value, why, given, was, asks=asks, means=means))
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


def _typed(request: HttpRequest, cells: list[Cell], said: dict[str, Any]) -> list[Cell]:
    """The same as they were typed into a form of an appraisal as it was then; what was not touched is as it is kept
    now. A cell has an error where somebody else kept another score of it meanwhile."""
    there = {(one.option, one.criterion): one for one in cells}
    found = dict(there)
    for o, option in enumerate(options_named(said)):
        for c, criterion in enumerate(criteria_named(said)):
            name, now = f"{o}-{c}", there.get((option, criterion))
            value, why, was = (one_line(request.POST.get(f"{box}-{name}", "")) for box in ("value", "why", "was"))
            if now is None or f"{value} {why}".strip() in (was, now.was):
                continue
            found[option, criterion] = replace(now, value=value, why=why, error="" if was == now.was else _clash(now))
    return list(found.values())


def _clash(now: Cell) -> str:
    kept_ = f"kept {now.value}" if now.value else "took the score back"
    said = f" (“{now.why}”)" if now.why else ""
    return f"Somebody else {kept_}{said} meanwhile. Keep yours again to put it in place of that"


def one_line(text: str) -> str:
    """As a box of one line shows it, and sends it back."""
    return " ".join(text.split())


def _clashes(cells: list[Cell]) -> dict[str, str]:
    """What is wrong, by box."""
    return {f"value-{one.name}": f"{one.option}, {one.criterion}: {one.error}" for one in cells if one.error}


def _kept(request: HttpRequest, of: Any, who: Any, cells: list[Cell]) -> tuple[list[Cell], dict[str, str]]:
    """The cells, those that are others now being kept, all of them or none; and what is wrong, by box."""
    changed = [one for one in cells if f"{one.value} {one.why}".strip() != one.was]
    given = [actions.Given(one.option, one.criterion, one.value or None, one.why) for one in changed]
    errors: dict[str, str] = {}
    try:
        do(request, actions.give_scores, decision=of.pk, involved=who.pk, scores=given)
    except actions.NotAllAcceptable as no:
        errors = {changed[at].name: "; ".join(said.values()) for at, said in no.of_each.items()}
    except Refused as no:
        return cells, {"scores": in_words(no)}
    cells = [replace(one, error=errors.get(one.name, "")) for one in cells]
    return cells, _clashes(cells)
