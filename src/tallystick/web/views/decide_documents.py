"""Documents of decisions and of partnerships: what follows from each, drawn; its rows in forms; and as text."""

import json
import re
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from tallystick.contracts.actions.keeping import NotAcceptable
from tallystick.decisions import actions
from tallystick.decisions.actions.keeping import LARGEST_DOCUMENT, as_kept
from tallystick.decisions.documents import KINDS
from tallystick.decisions.queries.answering import answered_one, said_to_rule, worked_out
from tallystick.kit.errors import Refused
from tallystick.web.decide import subjects
from tallystick.web.decide.doings import Doing, fitting
from tallystick.web.decide.drawn import BESIDE, DRAWN
from tallystick.web.decide.fields import Part, at_fault, begun, found_in, in_words, rows_of, typed_row, with_row
from tallystick.web.decide.pages import LATE, NO_PARAGRAPH, done, show, wrong
from tallystick.web.decide.parts import parts_of
from tallystick.web.decide.subjects import Of, Subject
from tallystick.web.decide.tables import tables
from tallystick.web.deciding import decide as do
from tallystick.web.governing_forms import Typed, sent_version

_SAVED = "Saved. Earlier editions are kept."
_PAGES = ("text", "json", "exempt")


@require_safe
def document(request: HttpRequest, of: Of, number: int, kind: str) -> HttpResponse:
    """What follows from a document, and what it says, list by list."""
    subject = subjects.seen(request, of, number)
    found, today = subject.current(kind), timezone.localdate()
    answered = answered_one(subject.row, found, today) if found else None
    told = {
        "section": "decide", "subject": subject, "row": subject.row, "kind": KINDS[kind], "document": found,
        "answered": answered, "places": subject.document(kind, "place", "").removesuffix("-/"),
        "mend": _mend(subject, kind, answered), "pages": {one: subject.document(kind, one) for one in _PAGES},
        "tables": tables(subject, kind, answered.said if answered else {}, parts_of(kind)),
        "editions": subject.editions(found) if found else (),
        "doings": [(one, subject.document(kind, "do", one.code)) for one in _doings(subject, kind, found, answered)],
        **(DRAWN[kind](answered) if answered and answered.answer is not None and kind in DRAWN else {}),
        **(BESIDE[kind](subject, answered, today) if answered and kind in BESIDE else {}),
    }  # fmt: skip
    template = f"web/decide/documents/{kind}.html" if kind in DRAWN else "web/decide/document.html"
    return render(request, template, told)


def place(request: HttpRequest, of: Of, number: int, kind: str, place: str) -> HttpResponse:
    """The form of one row of a document, or of a new one."""
    subject = subjects.kept(request, of, number)
    if request.method == "GET" and not subject.keeps:
        return _closed(request, subject, kind)
    found, part = subject.current(kind), _part(kind, place)
    edition = found.edition if found else 0
    sent = sent_version(request) if request.method == "POST" else edition
    late = sent != edition
    if late:
        # What was typed is shown on top of what it was typed on: the row may be another by now, or gone.
        found = (subject.edition(found, sent) or found) if found else None
    said: dict[str, Any] = dict(found.said) if found else {}
    new = place.rpartition(".")[2] == "add"
    row = (part.begins(said, place) if part.begins else {}) if new else _row(said, part, place, late=late)
    typed = Typed.of(request, **begun(part, row, said))
    made = typed_row(typed, part, said, row)
    back = subject.document(kind)
    if late:
        typed.errors.clear()
        typed.wrong({typed.boxes[0].name: LATE})
    if request.method == "POST" and not typed.errors:
        try:
            written = with_row(said, part, place, made)
        except LookupError:
            raise Http404 from None
        except Refused as no:
            wrong(typed, no)
        else:
            typed.wrong(_faults(subject, kind, part, place, row, written, said) if part.strict else {})
            kept = None if typed.errors else put(request, subject, kind, written, sent, typed, back=back)
            if kept:
                return kept
    heading = part.add if new else f"Change the {part.one}"
    return show(
        request, typed, part.many if part.single else heading, row=subject.row, back=back, version=sent,
        template="web/decide/place.html", part=part, within=_within(kind, said, part, place),
        out="" if late or new or part.single else subject.document(kind, "take-out", place),
    )  # fmt: skip


@require_POST
def take_out(request: HttpRequest, of: Of, number: int, kind: str, place: str) -> HttpResponse:
    """Takes one row out. Earlier editions keep it."""
    subject = subjects.kept(request, of, number)
    found, part = subject.current(kind), _part(kind, place)
    if found is None or part.single:
        raise Http404
    _row(found.said, part, place)
    _keep(request, subject, kind, with_row(found.said, part, place, None), said="Taken out.")
    return redirect(subject.document(kind))


@require_POST
def do_all(request: HttpRequest, of: Of, number: int, kind: str, what: str) -> HttpResponse:
    """Does to a document as a whole what one press of a button does: web.decide.doings."""
    subject = subjects.kept(request, of, number)
    found = subject.current(kind)
    answered = answered_one(subject.row, found, timezone.localdate()) if found else None
    one = next((one for one in _doings(subject, kind, found, answered) if one.code == what), None)
    if one is None:
        raise Http404
    source = subject.current(one.source) if one.source else None
    _keep(request, subject, kind, one.made(), exempt=True if source and source.exempt else None, said=_SAVED)
    return redirect(subject.document(kind))


@require_POST
def exempt(request: HttpRequest, of: Of, number: int, kind: str) -> HttpResponse:
    """Keeps a document out of the public version, or lets it in again."""
    subject = subjects.kept(request, of, number)
    found = subject.current(kind)
    if found is None:
        raise Http404
    out = request.POST.get("exempt") == "yes"
    told = "It is kept out of the public version." if out else "It is in the public version."
    if out and not subject.has_paragraph:
        told = f"{told} {NO_PARAGRAPH}"
    _keep(request, subject, kind, found.said, exempt=out, said=told)
    return redirect(subject.document(kind))


def text(request: HttpRequest, of: Of, number: int, kind: str) -> HttpResponse:
    """A document as its rule reads it: JSON, to be changed here or taken away and brought back."""
    subject = subjects.kept(request, of, number)
    if request.method == "GET" and not subject.keeps:
        return _closed(request, subject, kind)
    found = subject.current(kind)
    edition = found.edition if found else 0
    typed = Typed.of(
        request, said=json.dumps(found.said, ensure_ascii=False, indent=2) if found else "",
        exempt="yes" if found and found.exempt else "",
    )  # fmt: skip
    written = typed.lines("said", "What is known, as JSON", needed=True)
    out = typed.tick("exempt", "Keep it out of the public version")
    back = subject.document(kind)
    if len(written) > LARGEST_DOCUMENT:
        typed.wrong({"said": f"This is longer than {LARGEST_DOCUMENT:,} characters"})
    if request.method == "POST" and not typed.errors:
        edition = sent_version(request)
        try:
            said = json.loads(written)
        except (ValueError, RecursionError) as no:
            typed.wrong({"said": f"This is not JSON: {no}"})
        else:
            kept = put(request, subject, kind, said, edition, typed, exempt=out, back=back)
            if kept:
                return kept
    return show(request, typed, KINDS[kind].name, row=subject.row, version=edition, back=back)


@require_safe
def as_json(request: HttpRequest, of: Of, number: int, kind: str) -> HttpResponse:
    """The edition in force as the command reads it, or another by its number: ``?edition=2``."""
    subject = subjects.seen(request, of, number)
    found = subject.current(kind)
    wanted = request.GET.get("edition", "")
    if found and wanted.isascii() and wanted.isdigit() and len(wanted) < 7:
        found = subject.edition(found, int(wanted))
    if found is None:
        raise Http404
    content = json.dumps(found.said, ensure_ascii=False, indent=2)
    named = {"Content-Disposition": f'attachment; filename="{kind}-{number}.json"'}
    return HttpResponse(content, content_type="application/json", headers=named)


def put(
    request: HttpRequest, subject: Subject, kind: str, said: Any, edition: int, typed: Typed, *, back: str,
    exempt: bool | None = None,
) -> HttpResponse | None:  # fmt: skip
    """Where to go once it is kept; None where `typed` says what is wrong. exempt: None as it was."""
    try:
        do(
            request, actions.put_document, of=subject.of, number=subject.row.pk, kind=kind, said=said, edition=edition,
            exempt=exempt,
        )  # fmt: skip
    except Refused as no:
        wrong(typed, no)
        return None
    messages.success(request, _SAVED)
    return redirect(back)


def _closed(request: HttpRequest, subject: Subject, kind: str) -> HttpResponse:
    """To the document, where its decision is not open: a form would be filled in for nothing."""
    subject.current(kind)
    messages.error(request, "What this decision rests on cannot be changed now. Take it back to being prepared first.")
    return redirect(subject.document(kind))


def _keep(
    request: HttpRequest, subject: Subject, kind: str, written: Any, *, said: str, exempt: bool | None = None
) -> None:  # fmt: skip
    done(
        request, said, actions.put_document, of=subject.of, number=subject.row.pk, kind=kind, said=written,
        edition=sent_version(request), exempt=exempt,
    )  # fmt: skip


def _doings(subject: Subject, kind: str, found: Any, answered: Any) -> list[Doing]:
    """What can be done to a document with one press by whoever is signed in."""
    if not subject.keeps:
        return []
    return fitting(kind, found.said if found else {}, answered.answer if answered else None, subject.said_of)


def _faults(
    subject: Subject, kind: str, part: Part, place: str, row: Any, written: Any, said: Any
) -> dict[str, str]:  # fmt: skip
    """By box, what the rule refuses of a row that is about to be kept at `place`; nothing where that is elsewhere."""
    above, _, last = place.rpartition(".")
    at = f"{above}.{len(found_in(said, above) or ())}" if last == "add" else place
    try:
        told = said_to_rule(subject.row, kind, as_kept(written))
    except NotAcceptable as no:
        return no.fields
    answer, problem, fault = worked_out(kind, told, timezone.localdate())
    box = at_fault(part, at, row, fault) if answer is None and fault else ""
    return {box: problem.partition(": ")[2] or problem} if box else {}


def _mend(subject: Subject, kind: str, answered: Any) -> str:
    """The address of the row whose fault it is that nothing follows from a document; "" for none."""
    if not answered or not answered.place or not subject.keeps:
        return ""
    steps = re.findall(r"[a-z_]+|\d+", answered.place)
    for most in range(len(steps), -1, -1):
        place = ".".join(steps[:most])
        for part in parts_of(kind):
            held = part.at(place) and place in dict(rows_of(answered.said, part, _above(part, place)))
            # What is there once has the form of what it asks for, and of no other key.
            if held and (place or not steps or steps[0] in {one.key.partition(".")[0] for one in part.fields}):
                return subject.document(kind, "place", place)
    return ""


def _within(kind: str, said: Any, part: Part, place: str) -> str:
    """What the row is called that a row is within, or would be; "" for none."""
    over, star, _ = part.place.rpartition(".*.")
    parts = [one for one in parts_of(kind) if star and one.place == over]
    row = found_in(said, ".".join(place.split(".")[: over.count(".") + 2])) if parts else None
    return in_words(parts[0].fields[0], row, said) if isinstance(row, dict) else ""


def _above(part: Part, place: str) -> str:
    return place if part.single else place.rpartition(".")[0]


def _part(kind: str, place: str) -> Part:
    for one in parts_of(kind):
        if one.at(place):
            return one
    raise Http404


def _row(said: Any, part: Part, place: str, *, late: bool = False) -> dict[str, Any]:
    """The row at a place. Raises Http404 where there is none; nothing for a form that is late anyhow."""
    found = dict(rows_of(said, part, _above(part, place)))
    if place not in found and not late:
        raise Http404
    return found.get(place, {})
