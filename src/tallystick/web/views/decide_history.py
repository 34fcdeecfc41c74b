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
from tallystick.web.words import day

_COLUMNS = (Column("When"), Column("Who"), Column("What"))
_VIA = {"command": "at the command line", "api": "by a program", "supplier": "by the supplier's system"}
_FIELDS = {
    "title": "What is to be decided", "kind": "Kind", "question": "Asked", "reference": "Reference",
    "needed_by": "Needed by", "chosen": "Chosen", "chosen_why": "Why it is chosen",
}  # fmt: skip


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
        "lines": [_line(_Entry(one, people, whole)) for one in found],
    }  # fmt: skip
    return render(request, "web/decide/history.html", told)


@dataclass(frozen=True)
class _Entry:
    """An entry of the log. people: names of those with a part, by key. whole: whether all of it may be read."""

    entry: Any
    people: dict[int, str]
    whole: bool

    @property
    def before(self) -> dict[str, Any]:
        return self.entry.before or {}

    @property
    def after(self) -> dict[str, Any]:
        return self.entry.after or {}


def _line(one: _Entry) -> Line:
    entry, tell = one.entry, _TOLD.get(one.entry.kind)
    why = entry.why if one.whole and entry.why != one.after.get("answer_why") else ""
    return Line(entry.at, entry.by, _VIA.get(entry.via, ""), verb(entry.what), tuple(tell(one) if tell else ()), why)


def _decision(one: _Entry) -> list[str]:
    before, after = one.before, one.after
    if not before:
        return [str(after.get("title", ""))]
    told = []
    if before.get("state") != after.get("state"):
        told.append(f"{_state(before)} → {_state(after)}")
        if one.entry.what == "move_decision" and before.get("state") in choices.ANSWERED_ANEW:
            told.append("Whoever approves it is asked again: their answers until then no longer count.")
    for name, label in _FIELDS.items():
        was, now = before.get(name), after.get(name)
        if was != now:
            told.append(f"{label}: {_value(name, was)} → {_value(name, now)}" if one.whole else f"{label}: changed")
    return told


def _document(one: _Entry) -> list[str]:
    before, after = one.before, one.after
    kind = KINDS_OF.get(str(after.get("kind")))
    told = [f"{kind.name if kind else after.get('kind')}, edition {after.get('edition')}"]
    if bool(before.get("exempt")) != bool(after.get("exempt")):
        told.append("Kept out of the public version" if after.get("exempt") else "No longer kept out of the public one")
    return told


def _involved(one: _Entry) -> list[str]:
    entry, after = one.entry, one.after
    name = str(after.get("name", ""))
    if entry.what != "give_answer":
        speaks_for = f", for {after['speaks_for']}" if after.get("speaks_for") else ""
        return [f"{name}{speaks_for}: {ROLES.get(str(after.get('role')), '').lower()}"]
    person = after.get("person_id")
    other = past.recorded_for(entry.person, int(person) if person is not None else None)
    told = [f"{name}: {ANSWERS.get(str(after.get('answer')), '').lower()}"]
    if other:
        told.append(f"Recorded by {entry.by}")
    return [*told, f"They say: {after['answer_why']}"] if one.whole and after.get("answer_why") else told


def _score(one: _Entry) -> list[str]:
    """Of what, and not how many: what counts, with its reasons, has a page of its own."""
    after = one.after
    scorer = after.get("scorer_id")
    name = one.people.get(int(scorer), "") if scorer is not None else ""
    given = "took back the score" if after.get("value") is None else "gave a score"
    of = f" of {after.get('option')} on {after.get('criterion')}" if one.whole else ""
    return [f"{name} {given}{of}".strip()]


def _record(one: _Entry) -> list[str]:
    return [f"Record {one.after.get('number')}"]


def _state(said: dict[str, Any]) -> str:
    return STATES.get(str(said.get("state")), "")


def _value(name: str, value: Any) -> str:
    text = KINDS.get(str(value), str(value)) if name == "kind" else str(value or "")
    text = day(text) if name == "needed_by" and text else text
    return f"“{text}”" if text else "nothing"


_TOLD = {"decision": _decision, "document": _document, "involved": _involved, "score": _score, "record": _record}
