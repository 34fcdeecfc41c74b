"""Meetings about a contract, what they agreed, and correspondence."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from tallystick.contracts import actions
from tallystick.contracts.actions import keeping
from tallystick.contracts.actions.keeping import ChangedMeanwhile, NotAcceptable
from tallystick.contracts.choices import MEETING_STATES
from tallystick.contracts.declared import Access
from tallystick.contracts.queries import contract as contracts
from tallystick.contracts.queries import governance, methods
from tallystick.contracts.queries.contract import Entry, Seen
from tallystick.contracts.rules.meetings import Item, OpenAction, agenda, prepared
from tallystick.councils import queries as councils
from tallystick.councils.actions import check
from tallystick.councils.rules.permissions import Permission
from tallystick.web.contract_forms import Form, Lists
from tallystick.web.contract_pages import page, said_why, section, seen_or_404, tab_address
from tallystick.web.deciding import actor, decide
from tallystick.web.governing_forms import Typed, sent_version, show_form

_FOLDER = "web/contracts/meetings/"
AT_ONCE = 4
"""So many actions may be written down with the minutes; more are added after."""


@dataclass(frozen=True)
class MeetingShown:
    """A meeting. items: its agenda, with the actions that are not done where it is to come. agreed: its own actions."""

    entry: Entry
    state: str
    items: tuple[Item, ...]
    agreed: list[governance.Action]


def tab(request: HttpRequest, number: int) -> HttpResponse:
    """Meetings to come and those held, what is still to do, and correspondence."""
    told = page(request, number, "meetings")
    seen: Seen = told["seen"]
    today = timezone.localdate()
    every = governance.actions(seen, _people(request, seen), today=today)
    waiting = [one for one in every if not one.entry.values["done"]]
    shown = [_shown(row, every, waiting) for row in contracts.rows(seen, "meeting")]
    shown.sort(key=lambda one: (str(one.entry.values["on"]), one.entry.id), reverse=True)
    told |= {
        "coming": [one for one in reversed(shown) if one.entry.values["state"] == "planned"],
        "past": [one for one in shown if one.entry.values["state"] != "planned"],
        "actions": every,
        "waiting": waiting,
        "overdue": sum(one.overdue for one in waiting),
        "papers": Access.PAPERS in seen.accesses,
        "letters": section(request, seen, "letter"),
    }
    return render(request, f"{_FOLDER}tab.html", told)


def plan(request: HttpRequest, number: int) -> HttpResponse:
    """A meeting to come, with the agenda that the contract's tier asks for."""
    seen = _keeping(request, number)
    lists = Lists.of(request, seen.organisation, "meeting", seen)
    it = methods.questionnaire(seen.organisation, methods.SEGMENTATION)
    points = list(agenda(it, str(seen["tier"]))) if seen["tier"] else []
    names = ("on", "title", "agenda")
    form = Form.blank("meeting", lists, names=names, agenda=points, title="Performance meeting")
    back = tab_address(seen, "meetings")
    if request.method == "POST":
        form = Form.posted("meeting", request.POST, lists, names=names)
        if not form.errors:
            try:
                new = decide(
                    request, keeping.add_row, contract=seen.id, kind="meeting",
                    values={**form.values, "state": "planned"}, why=said_why(request),
                )  # fmt: skip
            except NotAcceptable as no:
                form = form.with_errors(no.fields)
            else:
                messages.success(request, "The meeting is planned.")
                return redirect(f"{back}#meeting-{new.pk}")
    told = {
        "section": "contracts", "seen": seen, "contract_title": str(seen["title"]), "form": form,
        "errors": form.errors, "heading": "Plan a meeting", "back": back, "button": "Plan it", "version": 0,
        "why": said_why(request), "tier": seen["tier"],
    }  # fmt: skip
    return render(request, f"{_FOLDER}plan.html", told, status=422 if form.errors else 200)


def hold(request: HttpRequest, number: int, row: int) -> HttpResponse:
    """Writes down a meeting: who was there, what was said and what was agreed."""
    seen = _keeping(request, number)
    entry = _row(request, seen, "meeting", row)
    said = entry.values
    form = Typed.of(request, on=date.fromisoformat(said["on"]), present=said["present"], minutes=said["minutes"])
    on = form.day("on", "Day", needed=True)
    present = form.lines("present", "Who was there")
    minutes = form.lines("minutes", "Minutes")
    people = councils.colleagues(organisation=seen.organisation, by=actor(request))
    agreed = [found for n in range(1, AT_ONCE + 1) if (found := _agreed(form, people, f"-{n}", f"Action {n}"))]
    back = f"{tab_address(seen, 'meetings')}#meeting-{row}"
    if request.method == "POST" and not form.errors:
        try:
            decide(
                request, actions.hold_meeting, contract=seen.id, meeting=row, version=sent_version(request), on=on,
                present=present, minutes=minutes, actions=agreed, today=timezone.localdate(), why=said_why(request),
            )  # fmt: skip
        except NotAcceptable as no:
            form.wrong(no.fields)
        except ChangedMeanwhile as no:
            # What was typed stays in the boxes; the version is the new one, so that it can be saved over theirs.
            form.wrong({"on": f"{no.reason} {no.what_to_do}"})
            entry = _row(request, seen, "meeting", row)
        else:
            messages.success(request, "The meeting and its actions are kept.")
            return redirect(back)
    return show_form(
        request, seen, form, f"Minutes: {said['title'] or 'meeting'}", back, version=entry.version,
        template=f"{_FOLDER}hold.html", agenda=said["agenda"] or [],
    )  # fmt: skip


def add_action(request: HttpRequest, number: int, row: int) -> HttpResponse:
    """One more action that a meeting agreed."""
    seen = _keeping(request, number)
    entry = _row(request, seen, "meeting", row)
    form = Typed.of(request)
    people = councils.colleagues(organisation=seen.organisation, by=actor(request))
    values = _agreed(form, people, "", "Action") or {}
    back = f"{tab_address(seen, 'meetings')}#meeting-{row}"
    if request.method == "POST" and not form.errors:
        try:
            decide(request, actions.add_action, contract=seen.id, meeting=row, values=values, why=said_why(request))
        except NotAcceptable as no:
            form.wrong(no.fields)
        else:
            messages.success(request, "The action is kept.")
            return redirect(back)
    return show_form(request, seen, form, f"Add an action: {entry.values['title'] or 'meeting'}", back)


def finish_action(request: HttpRequest, number: int, row: int) -> HttpResponse:
    """Says that an action was done."""
    seen = _keeping(request, number)
    entry = _row(request, seen, "action", row)
    form = Typed.of(request, done=timezone.localdate())
    done = form.day("done", "When it was done", needed=True)
    back = tab_address(seen, "meetings")
    if request.method == "POST" and not form.errors:
        try:
            decide(
                request, actions.finish_action, contract=seen.id, action=row, version=sent_version(request), done=done,
                today=timezone.localdate(), why=said_why(request),
            )  # fmt: skip
        except NotAcceptable as no:
            form.wrong(no.fields)
        except ChangedMeanwhile as no:
            messages.warning(request, f"{no.reason} {no.what_to_do}")
            return redirect(back)
        else:
            messages.success(request, "The action is done.")
            return redirect(back)
    heading = f"Done: {entry.values['what'][:100]}"
    return show_form(request, seen, form, heading, back, button="It is done", version=entry.version)


def _agreed(form: Typed, people: list[tuple[int, str]], end: str, label: str) -> dict[str, Any] | None:
    """An action as it was typed; None where nothing was."""
    what = form.text(f"what{end}", f"{label}: what was agreed", longest=2000)
    owner = form.number(f"owner{end}", f"{label}: who does it", people, nothing="Somebody else, or not decided")
    name = form.text(f"name{end}", f"{label}: who, if they have no account here", longest=200)
    due = form.day(f"due{end}", f"{label}: by when")
    if not (what or owner or name or due):
        return None
    if not what and form.sent is not None:
        form.wrong({f"what{end}": f"{label}: say what was agreed"})
    return {"what": what, "owner_id": owner, "owner_name": name, "due": due}


def _shown(row: Entry, every: list[governance.Action], waiting: list[governance.Action]) -> MeetingShown:
    state = str(row.values["state"])
    titles = row.values["agenda"] or []
    on = date.fromisoformat(row.values["on"])
    still = [OpenAction(one.entry.values["what"], one.owner, _day(one.entry.values["due"])) for one in waiting]
    items = prepared(titles, still if state == "planned" else (), on=on) if titles or still else ()
    return MeetingShown(
        entry=row,
        state=dict(MEETING_STATES)[state],
        items=items if titles or state == "planned" else (),
        agreed=[one for one in every if one.entry.values["meeting_id"] == row.id],
    )


def _day(said: str | None) -> date | None:
    return date.fromisoformat(said) if said else None


def _people(request: HttpRequest, seen: Seen) -> dict[int, str]:
    return dict(councils.colleagues(organisation=seen.organisation, by=actor(request)))


def _keeping(request: HttpRequest, number: int) -> Seen:
    seen = seen_or_404(request, number)
    check(actor(request), Permission.KEEP_REGISTER, seen.organisation)
    return seen


def _row(request: HttpRequest, seen: Seen, kind: str, number: int) -> Entry:
    check(actor(request), Permission.READ_PAPERS, seen.organisation)
    found = contracts.row(seen, kind, number)
    if found is None:
        raise Http404
    return found
