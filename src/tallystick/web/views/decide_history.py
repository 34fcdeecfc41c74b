"""The history of a decision: who did what and when, in words, from the log."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tallystick.decisions import choices
from tallystick.decisions.documents import KINDS as KINDS_OF
from tallystick.decisions.queries import past
from tallystick.lake.store.page import PAGE_SIZE, Page
from tallystick.web.decide.pages import ANSWERS, KINDS, ROLES, STATES, seen
from tallystick.web.deciding import actor
from tallystick.web.listing import Asked, Column
from tallystick.web.templatetags.officers import verb

_COLUMNS = (Column("When"), Column("Who"), Column("What"))
_VIA = {"command": "at the command line", "api": "by a program", "supplier": "by the supplier's system"}
_FIELDS = {
    "title": "What is to be decided", "kind": "Kind", "question": "Asked", "reference": "Reference",
    "needed_by": "Needed by", "chosen": "Chosen", "chosen_why": "Why it is chosen",
}  # fmt: skip
_Said = dict[str, Any]


@dataclass(frozen=True)
class Line:
    """One entry as the page shows it. told: what of, a line each. why: the reason that was given."""

    at: datetime
    by: str
    via: str
    what: str
    told: tuple[str, ...]
    why: str


@require_safe
def history(request: HttpRequest, number: int) -> HttpResponse:
    """Every entry, newest first. Of a decision of which something was ever kept out of the public version, who may not
    read that is told who did what and when, and no more."""
    row = seen(request, number)
    asked = Asked.read(request, _COLUMNS, default="")
    entries, first = past.entries(row), (asked.page - 1) * PAGE_SIZE
    found, whole = list(entries[first : first + PAGE_SIZE]), past.tells_all(actor(request), row)
    people = {one.pk: one.name for one in row.involved.all()}
    shown = Page(tuple(found), entries.count(), asked.page)
    told = {
        "section": "decide", "row": row, "whole": whole, "listing": asked.listing(shown, name="entry,entries"),
        "lines": [_line(one, people, whole=whole) for one in found],
    }  # fmt: skip
    return render(request, "web/decide/history.html", told)


def _line(entry: Any, people: dict[int, str], *, whole: bool) -> Line:
    before, after = entry.before or {}, entry.after or {}
    told = _TOLD.get(entry.kind, _nothing)(entry, before, after, people, whole)
    why = entry.why if whole and entry.why != after.get("answer_why") else ""
    return Line(entry.at, entry.by, _VIA.get(entry.via, ""), verb(entry.what), tuple(told), why)


def _nothing(entry: Any, before: _Said, after: _Said, people: dict[int, str], whole: bool) -> list[str]:
    return []


def _decision(entry: Any, before: _Said, after: _Said, people: dict[int, str], whole: bool) -> list[str]:
    if not before:
        return [str(after.get("title", ""))]
    told = []
    if before.get("state") != after.get("state"):
        told.append(f"{_state(before)} → {_state(after)}")
        if entry.what == "move_decision" and before.get("state") in choices.ANSWERED_ANEW:
            told.append("Whoever approves it is asked again: their answers until then no longer count.")
    for name, label in _FIELDS.items():
        was, now = before.get(name), after.get(name)
        if was != now:
            told.append(f"{label}: {_value(name, was)} → {_value(name, now)}" if whole else f"{label}: changed")
    return told


def _document(entry: Any, before: _Said, after: _Said, people: dict[int, str], whole: bool) -> list[str]:
    kind = KINDS_OF.get(str(after.get("kind")))
    told = [f"{kind.name if kind else after.get('kind')}, edition {after.get('edition')}"]
    if bool(before.get("exempt")) != bool(after.get("exempt")):
        told.append("Kept out of the public version" if after.get("exempt") else "No longer kept out of the public one")
    return told


def _involved(entry: Any, before: _Said, after: _Said, people: dict[int, str], whole: bool) -> list[str]:
    name = str(after.get("name", ""))
    if entry.what != "give_answer":
        speaks_for = f", for {after['speaks_for']}" if after.get("speaks_for") else ""
        return [f"{name}{speaks_for}: {ROLES.get(str(after.get('role')), '').lower()}"]
    person = after.get("person_id")
    other = past.recorded_for(entry.person, int(person) if person is not None else None)
    told = [f"{name}: {ANSWERS.get(str(after.get('answer')), '').lower()}"]
    if other:
        told.append(f"Recorded by {entry.by}")
    return [*told, f"They say: {after['answer_why']}"] if whole and after.get("answer_why") else told


def _score(entry: Any, before: _Said, after: _Said, people: dict[int, str], whole: bool) -> list[str]:
    """Of what, and not how many: what counts, with its reasons, has a page of its own."""
    scorer = after.get("scorer_id")
    name = people.get(int(scorer), "") if scorer is not None else ""
    given = "took back the score" if after.get("value") is None else "gave a score"
    of = f" of {after.get('option')} on {after.get('criterion')}" if whole else ""
    return [f"{name} {given}{of}".strip()]


def _record(entry: Any, before: _Said, after: _Said, people: dict[int, str], whole: bool) -> list[str]:
    return [f"Record {after.get('number')}"]


def _state(said: _Said) -> str:
    return STATES.get(str(said.get("state")), "")


def _value(name: str, value: Any) -> str:
    text = KINDS.get(str(value), str(value)) if name == "kind" else str(value or "")
    return f"“{text}”" if text else "nothing"


_TOLD = {"decision": _decision, "document": _document, "involved": _involved, "score": _score, "record": _record}
