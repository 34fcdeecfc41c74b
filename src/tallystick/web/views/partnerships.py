"""Partnerships: the list, one as it is on any day, and its boards named in a decision."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from tallystick.contracts.actions.keeping import ChangedMeanwhile, NotAcceptable
from tallystick.contracts.queries.seeing import seen_by as contracts_seen_by
from tallystick.councils import queries as councils
from tallystick.councils.actions import check_anywhere
from tallystick.councils.rules.permissions import Permission
from tallystick.decisions import actions, choices
from tallystick.decisions.queries import partnerships as found_in
from tallystick.decisions.queries.answering import Answered
from tallystick.decisions.queries.apart import seated
from tallystick.decisions.rules.apart import Seated
from tallystick.kit.dates import FIRST_TERM_YEAR, LAST_TERM_YEAR
from tallystick.kit.errors import Refused
from tallystick.lake.store.page import PAGE_SIZE, Page
from tallystick.web import downloads
from tallystick.web.decide import subjects
from tallystick.web.decide.drawn.members import highlight, shown
from tallystick.web.decide.meanwhile import tell_now
from tallystick.web.decide.pages import COLOURS, ROLES, STATES, show
from tallystick.web.decide.pages import kept as kept_decision
from tallystick.web.decide.parts.members import ROLE_WORDS
from tallystick.web.deciding import actor
from tallystick.web.deciding import decide as do
from tallystick.web.governing_forms import Typed, sent_version
from tallystick.web.listing import Asked, Column
from tallystick.web.tabs import decide_tabs

_COLUMNS = (Column("Partnership", "name"), Column("On this day"), Column("Kept by", "organisation"))
_MOST_DECISIONS = 50


@require_safe
def partnership_list(request: HttpRequest) -> HttpResponse:
    """The partnerships that somebody may see."""
    asked = Asked.read(request, _COLUMNS, default="name")
    rows = _sought(request, asked)
    first = (asked.page - 1) * PAGE_SIZE
    listed = tuple(_as_now(request, rows[first : first + PAGE_SIZE]))
    told = {
        "section": "decide", "tabs": decide_tabs("partnerships"),
        "listing": asked.listing(Page(listed, rows.count(), asked.page), name="partnerships",
                                 download="partnerships-csv"),
        "may_start": bool(_places(request)),
    }  # fmt: skip
    return render(request, "web/partnerships/list.html", told)


@require_safe
def partnership_csv(request: HttpRequest) -> StreamingHttpResponse:
    """The same as CSV."""
    columns: list[tuple[str, Callable[[Any], Any]]] = [
        ("id", lambda listed: listed[0].pk),
        ("name", lambda listed: listed[0].name),
        ("purpose", lambda listed: listed[0].purpose),
        ("organisation", lambda listed: listed[0].organisation.code),
        ("on_this_day", lambda listed: listed[1]),
    ]
    rows = _sought(request, Asked.read(request, _COLUMNS, default="name"))
    return downloads.table(_as_now(request, rows), columns, name="partnerships.csv")


def start(request: HttpRequest) -> HttpResponse:
    """A new partnership."""
    check_anywhere(actor(request), Permission.KEEP_REGISTER)
    places = _places(request)
    if not places:
        return render(request, "web/contracts/no_organisation.html", {"section": "decide"})
    typed = Typed.of(request)
    organisation = typed.choice("organisation", "Who keeps it here", places) if len(places) > 1 else ""
    values = _values(typed)
    if request.method == "POST" and not typed.errors:
        try:
            made = do(request, actions.start_partnership, organisation=organisation or places[0][0], values=values)
        except NotAcceptable as no:
            typed.wrong(no.fields)
        else:
            messages.success(request, "The partnership is started. Write who is in it next.")
            return redirect("partnership-one", made.pk)
    return show(
        request, typed, "Start a partnership", back=reverse("partnerships"), button="Start it",
        template="web/partnerships/form.html",
    )  # fmt: skip


def change(request: HttpRequest, number: int) -> HttpResponse:
    """Its name and what it is for."""
    row = subjects.kept(request, "partnership", number).row
    typed, version = Typed.of(request, name=row.name, purpose=row.purpose), row.version
    values = _values(typed)
    if request.method == "POST" and not typed.errors:
        version = sent_version(request)
        try:
            do(request, actions.change_partnership, partnership=number, version=version, values=values)
        except NotAcceptable as no:
            typed.wrong(no.fields)
        except ChangedMeanwhile:
            row = subjects.kept(request, "partnership", number).row
            now, version = Typed(None, {"name": row.name, "purpose": row.purpose}), row.version
            _values(now)
            if not tell_now(typed, now):
                messages.success(request, "Somebody else saved the same before you.")
                return redirect("partnership-one", number)
        else:
            messages.success(request, "Saved.")
            return redirect("partnership-one", number)
    return show(
        request, typed, "Change the partnership", row=row, back=reverse("partnership-one", args=[number]),
        version=version,
    )  # fmt: skip


@require_safe
def one(request: HttpRequest, number: int) -> HttpResponse:
    """One partnership as it is on a day, from what is known now or was by an earlier edition."""
    subject, by = subjects.seen(request, "partnership", number), actor(request)
    on, errors = _asked_day(request)
    editions = found_in.editions(subject.row, by=by)
    edition = _asked_edition(request, editions)
    found = found_in.as_it_is(subject.row, on, edition=edition, by=by)
    answer = found.answer if found else None
    decided = found_in.decisions_of(subject.row, by=by)
    told = {
        "section": "decide", "subject": subject, "row": subject.row, "on": on, "errors": errors,
        "given": request.GET.get("on", "") if errors else on.isoformat(), "today": on == timezone.localdate(),
        "found": found, "edition": edition, "editions": editions,
        "sees": bool(found or not subject.row.documents.exists()),
        "partnership": shown(answer) if answer is not None else None,
        "contracts": _contracts(answer, by) if answer is not None else {},
        "document": subject.document(found_in.KIND),
        "places": subject.document(found_in.KIND, "place", "").removesuffix("-/") if subject.keeps else "",
        "decisions": [
            (each, STATES[each.state], COLOURS.get(each.state, "yellow")) for each in decided[:_MOST_DECISIONS]
        ],
        "more": max(0, decided.count() - _MOST_DECISIONS),
    }  # fmt: skip
    return render(request, "web/partnerships/one.html", told, status=422 if errors else 200)


def board(request: HttpRequest, number: int) -> HttpResponse:
    """Names those who hold a seat on a board of the partnership today, each with their part in the decision."""
    row = kept_decision(request, number)
    on, by = timezone.localdate(), actor(request)
    if request.method == "POST":
        try:
            made, out = do(request, actions.name_board, decision=number, board=request.POST.get("board", "")[:100])
        except NotAcceptable as no:
            messages.error(request, ". ".join(no.fields.values()))
        except Refused as no:
            messages.error(request, f"{no.reason} {no.what_to_do}".strip())
        else:
            messages.success(request, f"Named: {', '.join(each.name for each in made)}.")
            if out:
                messages.warning(request, out)
        return redirect("decide-one", number)
    try:
        boards = found_in.boards_of(row.partnership, on, by=by) if row.partnership else []
    except Refused as no:
        messages.error(request, f"{no.reason} {no.what_to_do}".strip())
        boards = []
    told = {
        "section": "decide", "row": row, "on": on, "open": row.state in choices.OPEN,
        "boards": [
            (each.board, [_named(one) for one in people], any(one.new for one in people))
            for each, people in seated(row, boards)
        ],
    }  # fmt: skip
    return render(request, "web/partnerships/board.html", told)


def _named(one: Seated) -> tuple[Any, str, str, str]:
    """Somebody on a board with their role, their part, and why they are not named; nothing where they would be."""
    why = "named already" if one.there else f"not named: {one.why_not}" if one.why_not else ""
    return one.who, ROLE_WORDS[one.who.seat], ROLES[one.who.part], why


def _values(typed: Typed) -> dict[str, Any]:
    return {
        "name": typed.text("name", "Name of the partnership", needed=True),
        "purpose": typed.lines("purpose", "What it is for"),
    }


def _asked_day(request: HttpRequest) -> tuple[dt.date, dict[str, str]]:
    """The day that is asked for, or today; and what is wrong with it."""
    given = request.GET.get("on", "").strip()
    if not given:
        return timezone.localdate(), {}
    try:
        day = dt.date.fromisoformat(given[:40])
    except ValueError:
        return timezone.localdate(), {"on": "The day must be a real day, such as 2027-03-05"}
    if not FIRST_TERM_YEAR <= day.year <= LAST_TERM_YEAR:
        return timezone.localdate(), {"on": f"The day must be from {FIRST_TERM_YEAR} to {LAST_TERM_YEAR}"}
    return day, {}


def _asked_edition(request: HttpRequest, editions: list[Any]) -> int | None:
    """The edition that is asked for, where there is one; None for the one in force."""
    given = request.GET.get("edition", "")
    known = {str(each.edition): each.edition for each in editions}
    return known.get(given)


def _contracts(answer: dict[str, Any], by: Any) -> dict[int, str]:
    """Titles of the contracts behind its services, of those that `by` may know of."""
    numbers = {number for service in answer["services"] for number in service["contracts"]}
    return dict(contracts_seen_by(by).filter(pk__in=numbers).values_list("pk", "title")) if numbers else {}


def _as_now(request: HttpRequest, rows: Iterable[Any]) -> Iterator[tuple[Any, str]]:
    """Each partnership with who is in it and who leads, in one line."""
    for row, found, written in found_in.as_they_are(rows, timezone.localdate(), by=actor(request)):
        yield row, _in_a_line(found, written)


def _in_a_line(found: Answered | None, written: bool) -> str:
    if found is None:
        return "Nothing is written that you may see" if written else "Nothing is written yet"
    return highlight(found.answer) if found.answer is not None else "What is written cannot be read"


def _places(request: HttpRequest) -> list[tuple[str, str]]:
    found = councils.organisations(by=actor(request), permission=Permission.KEEP_REGISTER)
    return [(each.code, each.name) for each in found]


def _sought(request: HttpRequest, asked: Asked) -> Any:
    return found_in.partnerships(words=request.GET.get("text", "")[:200], sort=asked.order, by=actor(request))
