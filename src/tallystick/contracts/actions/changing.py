"""Propose a change of a contract, check it against the law, and take it back. Every check is kept as it was made."""

from collections.abc import Iterable, Mapping
from dataclasses import fields
from datetime import date, datetime
from typing import Any

from django.db import transaction

from tallystick.contracts import models
from tallystick.contracts.actions.keeping import (
    ChangedMeanwhile,
    NotAcceptable,
    add_held,
    change_held,
    held,
    held_row,
    put,
    remove_held,
)
from tallystick.contracts.actions.reckoning import together
from tallystick.contracts.queries.changes import facts_now
from tallystick.contracts.rules.change_facts import as_json
from tallystick.contracts.rules.change_states import CHECKED, PROPOSED, check_state
from tallystick.contracts.stating import said
from tallystick.councils.actions import check_moment
from tallystick.councils.models import Person
from tallystick.councils.rules.actors import Actor
from tallystick.law import changes as law
from tallystick.law.changes.asked import Change

QUESTIONS = tuple(one.name for one in fields(Change) if one.name not in ("value", "months", "on", "reason"))
"""What the law asks of a change, answered yes, no or left out: keys of `Change.facts`."""


def propose_change(
    *, contract: int, values: Mapping[str, Any], facts: Mapping[str, bool] | None = None, by: Actor, at: datetime,
    today: date, why: str = "",
) -> models.Change:  # fmt: skip
    """A new change. values: typed fields of a change. facts: answers to `QUESTIONS`; what is left out is not known.

    Raises NotThere, NotAllowed; NotAcceptable for values or answers that a change cannot hold.
    """
    check_moment(at)
    with transaction.atomic(), together(at=at):
        of = held(contract, by=by)
        kept = {
            "proposed": today, **_given(values), "facts": _answers(facts or {}), "proposed_by_id": person_of(by),
            "state": PROPOSED,
        }  # fmt: skip
        if not kept.get("number"):
            kept["number"] = _next_number(of)
        row = add_held(models.Change(contract=of), kept, by=by, at=at, why=why, what="propose_change")
        assert isinstance(row, models.Change)
        _check_titled(row)
    return row


def amend_change(
    *, contract: int, change: int, version: int, values: Mapping[str, Any] | None = None,
    facts: Mapping[str, bool] | None = None, by: Actor, at: datetime, why: str = "",
) -> models.Change:  # fmt: skip
    """Changes what is proposed, or the answers; it has to be checked again. None leaves values or answers as they are.

    Raises as `propose_change`, and ChangedMeanwhile; Refused once it is approved.
    """
    check_moment(at)
    with transaction.atomic(), together(at=at):
        of = held(contract, by=by)
        row = change_of(of, change, version)
        check_state("amend", row.state)
        kept = dict(_given(values or {})) | ({} if facts is None else {"facts": _answers(facts)})
        before = said(row)
        put(row, kept)
        if said(row) != before:
            row.refresh_from_db()
            kept |= {"state": PROPOSED, "written_by_id": person_of(by), "ground": ""}
            change_held(row, of, kept, what="amend_change", by=by, at=at, why=why)
            _check_titled(row)
    return row


def check_change(
    *, contract: int, change: int, version: int, ground: str = "", by: Actor, at: datetime, today: date, why: str = ""
) -> models.ChangeCheck:
    """Asks the rules whether the law allows the change, and keeps what was asked and answered.

    ground: the limb that is relied on, by its id; "" for the first that allows it. An approval falls, as it was of the
    check before. Raises as `amend_change`; NotAcceptable for a ground that does not allow it.
    """
    check_moment(at)
    with transaction.atomic(), together(at=at):
        of = held(contract, by=by)
        row = change_of(of, change, version)
        check_state("check", row.state)
        kept = ask_the_law(of, row, ground=ground, on=None, today=today, by=by, at=at, why=why)
        values = {"state": CHECKED, "ground": kept.ground, "approved_by_id": None, "agreed": None}
        change_held(row, of, values, what="check_change", by=by, at=at, why=why)
        close_duties(of, row, why="The change was checked again.", by=by, at=at)
    return kept


def withdraw_change(*, contract: int, change: int, version: int, by: Actor, at: datetime, why: str = "") -> None:
    """Takes a change that was not approved out of the register; the log keeps it. Raises as `amend_change`."""
    check_moment(at)
    with transaction.atomic(), together(at=at):
        of = held(contract, by=by)
        row = change_of(of, change, version)
        check_state("withdraw", row.state)
        remove_held(row, of, what="withdraw_change", by=by, at=at, why=why)


def change_of(of: models.Contract, change: int, version: int) -> models.Change:
    """For verbs of this shelf that hold the contract: its change, locked. Raises NotThere, ChangedMeanwhile."""
    row = held_row(of, "change", change)
    assert isinstance(row, models.Change)
    if row.version != version:
        raise ChangedMeanwhile(said(row), row.version)
    return row


def ask_the_law(
    of: models.Contract, row: models.Change, *, ground: str, on: date | None, today: date, by: Actor, at: datetime,
    why: str = "",
) -> models.ChangeCheck:  # fmt: skip
    """For verbs of this shelf that hold the change: checks it, and keeps the check. on: the day of the change, if it is
    not the one proposed.
    """
    facts = facts_now(of, row, on=on)
    checked = law.check_change(facts, today)
    values = {
        "change_id": row.pk, "checked": today, "permitted": checked.permitted or "",
        "ground": _ground(checked, ground), "facts": as_json(facts), "answer": law.to_keep(checked),
        "rules_version": checked.rules_version,
    }  # fmt: skip
    kept = add_held(models.ChangeCheck(contract=of), values, by=by, at=at, why=why)
    assert isinstance(kept, models.ChangeCheck)
    return kept


def close_duties(of: models.Contract, row: models.Change, *, why: str, by: Actor, at: datetime) -> None:
    """For verbs of this shelf that hold the change: the open duties that came of it are not needed any more."""
    for duty in models.Duty.objects.filter(contract=of, source=source_of(row), state="open", removed=False):
        change_held(duty, of, {"state": "not_needed"}, what="close_duty", by=by, at=at, why=why)


def check_ground(wanted: str, limbs: Iterable[tuple[str, str]]) -> None:
    """Raises NotAcceptable for a ground that does not, and could not, allow the change. limbs: (id, verdict)."""
    if wanted not in [name for name, verdict in limbs if verdict in ("met", "judgement")]:
        raise NotAcceptable({"ground": "This ground does not allow the change"})


def source_of(row: models.Change) -> str:
    """What the duties that come of a change name as their source."""
    return f"change:{row.pk}"


def _ground(checked: law.Checked, wanted: str) -> str:
    """The id of the ground that is relied on. Raises NotAcceptable for one that was asked for and does not allow it."""
    if wanted:
        check_ground(wanted, [(limb.id, limb.verdict) for limb in checked.limbs])
        return wanted
    allowing = () if checked.permitted == "no" else checked.limbs
    return next((limb.id for limb in allowing if limb.verdict == "met"), "")


def _given(values: Mapping[str, Any]) -> Mapping[str, Any]:
    """Values of fields that people write. Raises ValueError for any other: it is a fault of the caller."""
    typed = {
        "number", "title", "description", "why", "proposed", "takes_effect", "value_pence", "months",
        "long_term_effect",
    }  # fmt: skip
    if strange := set(values) - typed:
        raise ValueError(f"A change is not given {', '.join(sorted(strange))}")
    return values


def _answers(facts: Mapping[str, Any]) -> dict[str, bool]:
    """Answers as they are kept. Raises NotAcceptable for what is not asked, or neither yes nor no."""
    wrong = {
        str(name)[:60]: "Nothing of this name is asked" if name not in QUESTIONS else "Answer yes, no, or leave it out"
        for name, answer in facts.items()
        if name not in QUESTIONS or not isinstance(answer, bool)
    }
    if wrong:
        raise NotAcceptable(wrong)
    return {name: facts[name] for name in QUESTIONS if name in facts}


def _check_titled(row: models.Change) -> None:
    if not row.title:
        raise NotAcceptable({"title": "Say in a few words what changes"})


def _next_number(of: models.Contract) -> str:
    """``CR03`` for the third change of a contract: as the demonstration and most councils number them."""
    return f"CR{models.Change.objects.filter(contract=of).count() + 1:02}"


def person_of(by: Actor) -> int | None:
    """The number of whoever asks, if there is such a row."""
    return by.person if by.person and Person.objects.filter(pk=by.person).exists() else None
