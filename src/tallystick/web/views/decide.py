"""Decisions: the list, one with all that follows from what is known of it, and its steps."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from tallystick.contracts.actions.keeping import ChangedMeanwhile, NotAcceptable
from tallystick.contracts.queries.seeing import seen_by as contracts_seen_by
from tallystick.councils import queries as councils
from tallystick.councils.actions import check_anywhere
from tallystick.councils.rules.actors import Actor
from tallystick.councils.rules.permissions import Permission
from tallystick.decisions import actions, choices
from tallystick.decisions.actions.holding import NotThere
from tallystick.decisions.actions.keeping import FIELDS
from tallystick.decisions.documents import KINDS as KINDS_OF
from tallystick.decisions.documents import Kind
from tallystick.decisions.queries import listing
from tallystick.decisions.queries.answering import Answered, latest
from tallystick.decisions.queries.choosing import KEPT_OUT, choices_kept_from, in_force, sees_choice
from tallystick.decisions.queries.partnerships import has_boards
from tallystick.decisions.queries.past import recorded_by, tells_all, words_behind
from tallystick.decisions.queries.replaying import replay
from tallystick.decisions.queries.reporting import report as reported
from tallystick.decisions.queries.seeing import sees_exempt, speaks
from tallystick.decisions.rules.appraisal_names import options_named
from tallystick.kit.errors import Refused
from tallystick.lake.store.page import PAGE_SIZE, Page
from tallystick.web import downloads
from tallystick.web.decide import subjects
from tallystick.web.decide.drawn import HIGHLIGHTS
from tallystick.web.decide.drawn.appraisal import appraised
from tallystick.web.decide.meanwhile import tell_now
from tallystick.web.decide.pages import (
    ANSWERS,
    COLOURS,
    KINDS,
    MOVES,
    NO_PARAGRAPH,
    ROLES,
    STATES,
    done,
    keeps,
    kept,
    seen,
    show,
)
from tallystick.web.deciding import actor
from tallystick.web.deciding import decide as do
from tallystick.web.governing_forms import Typed, sent_version
from tallystick.web.listing import Asked, Column
from tallystick.web.middleware import with_our_scripts
from tallystick.web.tabs import decide_tabs

_TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}
_COLUMNS = (
    Column("What is to be decided", "title"),
    Column("State", "state"),
    Column("Needed by", "needed_by"),
    Column("Council", "organisation"),
)


@require_safe
def decide_list(request: HttpRequest) -> HttpResponse:
    """The decisions that somebody may see."""
    asked = Asked.read(request, _COLUMNS, default="title")
    rows = _sought(request, asked)
    first = (asked.page - 1) * PAGE_SIZE
    shown = tuple((row, STATES[row.state], COLOURS.get(row.state, "yellow")) for row in rows[first : first + PAGE_SIZE])
    told = {
        "section": "decide",
        "tabs": decide_tabs("decide"),
        "listing": asked.listing(Page(shown, rows.count(), asked.page), name="decisions", download="decide-csv"),
        "states": (("", "Any"), *choices.STATES),
        "may_start": bool(_places(request)),
    }
    return render(request, "web/decide/list.html", told)


@require_safe
def decide_csv(request: HttpRequest) -> StreamingHttpResponse:
    """The same as CSV."""
    kept_out = choices_kept_from(actor(request))
    columns: list[tuple[str, Callable[[Any], Any]]] = [
        ("id", lambda row: row.pk),
        ("title", lambda row: row.title),
        ("question", lambda row: row.question),
        ("kind", lambda row: row.kind),
        ("state", lambda row: row.state),
        ("needed_by", lambda row: row.needed_by),
        ("organisation", lambda row: row.organisation.code),
        ("reference", lambda row: row.reference),
        ("chosen", lambda row: KEPT_OUT if row.chosen and row.pk in kept_out else row.chosen),
    ]
    return downloads.table(
        _sought(request, Asked.read(request, _COLUMNS, default="title")), columns, name="decisions.csv"
    )


def start(request: HttpRequest) -> HttpResponse:
    """A new decision; ``?partnership=`` is whose it is."""
    check_anywhere(actor(request), Permission.KEEP_REGISTER)
    partnership, places = _partnership(request), _places(request)
    if not places:
        return render(request, "web/contracts/no_organisation.html", {"section": "decide"})
    if partnership:
        places = [(partnership.organisation.code, partnership.organisation.name)]
    typed = Typed.of(request, kind="sharing" if partnership else "other")
    organisation = typed.choice("organisation", "Whose decision it is", places) if len(places) > 1 else ""
    values = _values(typed)
    if request.method == "POST" and not typed.errors:
        try:
            made = do(
                request, actions.start_decision, organisation=organisation or places[0][0], values=values,
                partnership=partnership.pk if partnership else None,
            )  # fmt: skip
        except NotAcceptable as no:
            typed.wrong(no.fields)
        else:
            messages.success(request, "The decision is started. Write its options and criteria next.")
            return redirect("decide-one", made.pk)
    heading = f"Start a decision of {partnership.name}" if partnership else "Start a decision"
    back = reverse("partnership-one", args=[partnership.pk]) if partnership else ""
    return show(request, typed, heading, button="Start it", back=back)


def change(request: HttpRequest, number: int) -> HttpResponse:
    """What a decision says of itself, and the option that was chosen."""
    row = kept(request, number)
    typed, version = Typed.of(request, **_given(row)), row.version
    values = _asked(request, typed, row)
    if request.method == "POST" and not typed.errors:
        version = sent_version(request)
        try:
            do(request, actions.change_decision, decision=number, version=version, values=values)
        except NotAcceptable as no:
            typed.wrong(no.fields)
        except ChangedMeanwhile:
            row = kept(request, number)
            now, version = Typed(None, _given(row)), row.version
            _asked(request, now, row)
            if not tell_now(typed, now):
                messages.success(request, "Somebody else saved the same before you.")
                return redirect("decide-one", number)
        except Refused as no:
            typed.wrong({"title": f"{no.reason} {no.what_to_do}"})
        else:
            messages.success(request, "Saved.")
            return redirect("decide-one", number)
    return show(request, typed, "Change what is to be decided", row=row, version=version)


@require_safe
def one(request: HttpRequest, number: int) -> HttpResponse:
    """One decision: what is asked, what follows from what is known, who has a say, and what was kept."""
    row, by = seen(request, number), actor(request)
    held, exempt = latest(row), sees_exempt(by, row)
    found = {one.kind: one for one in listing.answered_of(row, held, _today(), exempt=exempt)}
    keeping, still, others = keeps(request, row), row.state in choices.OPEN, recorded_by(row)
    people = [
        (one, ROLES[one.role], _with_recorder(ANSWERS[one.answer], others.get(one.pk)), speaks(by, row, one))
        for one in row.involved.filter(removed=False).select_related("person").order_by("role", "name")
    ]
    told = {
        "section": "decide", "row": row, "state": STATES[row.state], "colour": COLOURS.get(row.state, "yellow"),
        "kind": KINDS[row.kind], "keeping": keeping, "open": still,
        "moves": [(code, MOVES[code]) for code in MOVES if keeping and code in choices.MOVES[row.state]],
        "documents": found, "withheld": [kind for kind in held if kind not in found],
        "appraised": appraised(found["appraisal"]) if "appraisal" in found else None,
        "contract": contracts_seen_by(by).filter(pk=row.contract_id).first() if row.contract_id else None,
        "partnership": _seen_partnership(row, by),
        "board": keeping and still and row.partnership and has_boards(row.partnership, _today(), by=by),
        "others": [_listed(one, found.get(one.code)) for one in KINDS_OF.values() if one.of == "decision"],
        "people": people, "sees_choice": sees_choice(by, row), "tells_all": tells_all(by, row), "kept_out": KEPT_OUT,
        "records": listing.records(row, by=by), "wipes": choices.ANSWERED_ANEW,
        "words_behind": words_behind(row, exempt=exempt),
    }  # fmt: skip
    return with_our_scripts(render(request, "web/decide/one.html", told), asking=True)


@require_POST
def move(request: HttpRequest, number: int) -> HttpResponse:
    """The next step, or a step back."""
    row = kept(request, number)
    return _done(
        request, row.pk, "Done.", actions.move, version=sent_version(request), to=request.POST.get("to", ""),
        why=request.POST.get("reason", ""),
    )  # fmt: skip


@require_POST
def record(request: HttpRequest, number: int) -> HttpResponse:
    """Keeps what is known now."""
    subject = subjects.kept(request, "decision", number)
    exempt = any(out for out, _ in in_force(subject.row, tuple(KINDS_OF)).values())
    told = "What is known now is kept."
    if exempt and not subject.has_paragraph:
        told = f"{told} {NO_PARAGRAPH}"
    return _done(request, number, told, actions.record)


@require_safe
def replayed(request: HttpRequest, number: int, record: int) -> HttpResponse:
    """A record, worked out again."""
    row = seen(request, number)
    try:
        found = listing.kept_record(number, record, by=actor(request))
    except NotThere:
        raise Http404 from None
    return render(
        request, "web/decide/replay.html", {"section": "decide", "row": row, "found": replay(found), "record": found}
    )


@require_safe
def report(request: HttpRequest, number: int, record: int, kind: str) -> HttpResponse:
    """The committee report of a record, in Word or as PDF. ``version``: ``public``, or ``page`` for one page."""
    row, version = seen(request, number), request.GET.get("version", "")
    if kind not in _TYPES or not row.records.filter(number=record).exists():
        raise Http404
    page = version == "page"
    from tallystick.decisions import reports  # writing documents takes a while to start, and few ask for it

    try:
        paper, _ = reported(number, which=record, for_the_public=version == "public", page=page, by=actor(request))
        data = (reports.docx_of if kind == "docx" else reports.pdf_of)(paper, whole=not page)
    except Refused as no:
        messages.error(request, f"{no.reason} {no.what_to_do}".strip())
        return redirect("decide-one", number)
    name = f"decision-{number}-record-{record}{f'-{version}' if version in ('public', 'page') else ''}.{kind}"
    return HttpResponse(
        data, content_type=_TYPES[kind], headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )


def _done(request: HttpRequest, number: int, said: str, action: Any, **given: Any) -> HttpResponse:
    done(request, said, action, decision=number, **given)
    return redirect("decide-one", number)


def _with_recorder(answer: str, recorder: str | None) -> str:
    return f"{answer} (recorded by {recorder})" if recorder else answer


def _listed(kind: Kind, document: Answered | None) -> tuple[str, str, Answered | None, str]:
    """A kind of document as the page of a decision lists it, with what follows from it in one line."""
    if document is None or document.answer is None:
        return kind.code, kind.name, document, ""
    highlight = HIGHLIGHTS.get(kind.code)
    told = highlight(document.answer) if highlight else "Worked out"
    # A line could end after a minus sign, away from its sum.
    return kind.code, kind.name, document, told.replace("\N{MINUS SIGN}£", "\N{MINUS SIGN}\N{WORD JOINER}£")


def _partnership(request: HttpRequest) -> Any:
    """The partnership that is asked for; None for none. Raises Http404, NotAllowed."""
    given = request.GET.get("partnership", "")
    if not given:
        return None
    if not (given.isascii() and given.isdigit() and len(given) < 16):
        raise Http404
    return subjects.kept(request, "partnership", int(given)).row


def _seen_partnership(row: Any, by: Actor) -> Any:
    """The partnership of a decision, where `by` may know of it."""
    try:
        return listing.partnership(row.partnership_id, by=by) if row.partnership_id else None
    except NotThere:
        return None


def _options(request: HttpRequest, row: Any) -> list[str]:
    """Names of the options of a decision, as far as whoever is signed in may see them."""
    return options_named(subjects.seen(request, "decision", row.pk).said_of("appraisal"))


def _given(row: Any) -> dict[str, Any]:
    return {name: getattr(row, name) for name in FIELDS}


def _asked(request: HttpRequest, typed: Typed, row: Any) -> dict[str, Any]:
    """What a form says of a decision, and of its choice where that is shown to whoever asks."""
    if not sees_choice(actor(request), row):
        return _values(typed)
    return _values(typed) | _chosen(typed, row, _options(request, row))


def _chosen(typed: Typed, row: Any, names: list[str]) -> dict[str, Any]:
    options = [("", "None yet"), *((name, name) for name in names)]
    if row.chosen and row.chosen not in names:
        options.append((row.chosen, row.chosen))
    return {
        "chosen": typed.choice("chosen", "Option that is chosen", options),
        "chosen_why": typed.lines(
            "chosen_why",
            "Why it is chosen",
            hint="Above all where it is not the first of the ranking. It is kept on the record.",
        ),
    }


def _values(typed: Typed) -> dict[str, Any]:
    return {
        "title": typed.text("title", "What is to be decided", needed=True),
        "kind": typed.choice("kind", "Kind", choices.KINDS, radios=True),
        "question": typed.lines("question", "What those who decide are asked"),
        "reference": typed.text("reference", "Reference", longest=60),
        "needed_by": typed.day("needed_by", "Needed by"),
    }


def _places(request: HttpRequest) -> list[tuple[str, str]]:
    found = councils.organisations(by=actor(request), permission=Permission.KEEP_REGISTER)
    return [(one.code, one.name) for one in found]


def _sought(request: HttpRequest, asked: Asked) -> Any:
    return listing.decisions(
        words=request.GET.get("text", "")[:200], state=request.GET.get("state", ""), sort=asked.order, by=actor(request)
    )


def _today() -> Any:
    return timezone.localdate()
