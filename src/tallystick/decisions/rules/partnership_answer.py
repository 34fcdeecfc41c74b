"""A partnership as it stands on a day, from JSON to JSON. Pure. docs/rules/partnership.md."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from tallystick.decisions.rules.partnership import Member, Partnership, Post, Span, attention, events, leading
from tallystick.decisions.rules.partnership_json import partnership_from_json


def answer(said: Mapping[str, Any], today: dt.date) -> dict[str, Any]:
    """Who is in it, who leads, what is delegated and shared, who decides what, and what does not hold together, on
    `today`. Raises NotADocument."""
    it = partnership_from_json(said)
    lead = leading(it, today)
    return {
        "today": today.isoformat(),
        "title": it.title or None,
        "members": [_member(one, today) for one in it.members],
        "lead": it.name_of(lead[0]) if len(lead) == 1 else None,
        "leads": [{"name": it.name_of(one.member), **_standing(one.span, today)} for one in it.leads],
        "delegations": [_delegation(it, n, today) for n in range(len(it.delegations))],
        "services": [_service(it, n, today) for n in range(len(it.services))],
        "boards": [_board(it, n, today) for n in range(len(it.boards))],
        "who_decides": [
            {
                "matter": one.matter,
                "by": it.name_of(one.by) or None,
                "consulted": [it.name_of(code) for code in one.consulted],
            }
            for one in it.matters
        ],
        "attention": [{"about": one.about, "text": one.text} for one in attention(it, today)],
        "events": [{"on": on.isoformat(), "what": what} for on, what in events(it)],
    }


def _standing(span: Span, today: dt.date) -> dict[str, Any]:
    state = "now" if span.holds(today) else "over" if span.over(today) else "to_come"
    return {"state": state, "begins": _iso(span.begins), "ends": _iso(span.ends)}


def _member(one: Member, today: dt.date) -> dict[str, Any]:
    return {
        "id": one.id, "name": one.name, "kind": one.kind, "organisation": one.organisation or None,
        "sees": one.sees, **_standing(one.span, today),
    }  # fmt: skip


def _delegation(it: Partnership, place: int, today: dt.date) -> dict[str, Any]:
    one = it.delegations[place]
    return {
        "id": one.id, "function": one.function, "from": it.name_of(one.giver), "to": it.name_of(one.taker),
        "under": one.under or None, "terms": one.terms or None, **_standing(one.span, today),
    }  # fmt: skip


def _service(it: Partnership, place: int, today: dt.date) -> dict[str, Any]:
    one = it.services[place]
    return {
        "id": one.id,
        "name": one.name,
        "provided_by": it.name_of(one.provided_by) or None,
        "used_by": [it.name_of(code) for code in one.used_by],
        "contracts": list(one.contracts),
        "people": [_post(it, p) for p in one.people],
        **_standing(one.span, today),
    }


def _post(it: Partnership, one: Post) -> dict[str, Any]:
    employer = it.name_of(one.employer) or None
    return {"name": one.name or None, "post": one.post, "employer": employer, "share": one.share or None}


def _board(it: Partnership, place: int, today: dt.date) -> dict[str, Any]:
    one = it.boards[place]
    seats = [
        {
            "name": seat.name, "role": seat.role, "speaks_for": it.name_of(seat.speaks_for) or None,
            "votes": seat.votes, **_standing(seat.span, today),
        }
        for seat in one.seats
    ]  # fmt: skip
    votes = sum(seat["votes"] for seat in seats if seat["state"] == "now")
    return {
        "id": one.id, "name": one.name, "terms": one.terms or None, "quorum": one.quorum, "votes": votes,
        "can_decide": None if one.quorum is None else votes >= one.quorum, "seats": seats,
    }  # fmt: skip


def _iso(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None
