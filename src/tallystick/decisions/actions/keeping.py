"""Start and change decisions and partnerships, and put documents into them."""

import json
from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any, Literal

from django.db import transaction

from tallystick.contracts.actions.keeping import ChangedMeanwhile, NotAcceptable
from tallystick.contracts.models import Contract
from tallystick.councils.actions import check, check_moment
from tallystick.councils.models import Organisation
from tallystick.councils.rules.actors import Actor
from tallystick.councils.rules.permissions import Permission
from tallystick.decisions import choices, models
from tallystick.decisions.actions.apart import check_all_may_approve
from tallystick.decisions.actions.holding import (
    Of,
    check_open,
    check_version,
    held_decision,
    held_partnership,
    log,
    put,
    said,
)
from tallystick.decisions.actions.letting import let_see
from tallystick.decisions.documents import KINDS, digest
from tallystick.decisions.queries.answering import current, known_now
from tallystick.kit.errors import Refused

FIELDS = frozenset({"kind", "title", "question", "reference", "needed_by", "chosen", "chosen_why"})
_OF_PARTNERSHIP = frozenset({"name", "purpose"})
LARGEST_DOCUMENT = 2_000_000
"""Characters of JSON: far beyond any that people write, and within what a page can show."""
_STATES = dict(choices.STATES)
_ASKED = ("title", "question", "chosen", "chosen_why")
"""What those who decide are asked, as a record has it too."""


def start_decision(
    *, organisation: str, values: Mapping[str, Any], contract: int | None = None, partnership: int | None = None,
    by: Actor, at: datetime, why: str = "",
) -> models.Decision:  # fmt: skip
    """A new decision of an organisation. values: FIELDS. contract, partnership: what it is about, of the same
    organisation.

    Raises NotAllowed, NotAcceptable.
    """
    check_moment(at)
    check(by, Permission.KEEP_REGISTER, organisation)
    with transaction.atomic():
        row = models.Decision(organisation=_organisation(organisation))
        put(row, values, FIELDS)
        if not row.title:
            raise NotAcceptable({"title": "Say what is to be decided"})
        if contract is not None:
            row.contract = Contract.objects.filter(pk=contract, organisation=row.organisation, removed=False).first()
            if row.contract is None:
                raise NotAcceptable({"contract": "There is no such contract to choose"})
        if partnership is not None:
            row.partnership = models.Partnership.objects.filter(
                pk=partnership, organisation=row.organisation, removed=False
            ).first()
            if row.partnership is None:
                raise NotAcceptable({"partnership": "There is no such partnership to choose"})
        row.save(force_insert=True)
        log("start_decision", row, row, None, by=by, at=at, why=why)
    return row


def change_decision(
    *, decision: int, version: int, values: Mapping[str, Any], by: Actor, at: datetime, why: str = ""
) -> models.Decision:
    """Changes what a decision says of itself, while it is not yet put to those who decide.

    Raises NotThere, NotAllowed, ChangedMeanwhile, NotAcceptable; Refused once it was put to them.
    """
    check_moment(at)
    with transaction.atomic():
        row = held_decision(decision, by=by)
        check_version(row, version)
        check_open(row)
        before = said(row)
        put(row, values, FIELDS)
        if not row.title:
            raise NotAcceptable({"title": "Say what is to be decided"})
        if row.chosen and not row.chosen_why:
            raise NotAcceptable({"chosen_why": "Say why this option is chosen"})
        _keep(row, before, "change_decision", row, by, at, why)
    return row


def move(*, decision: int, version: int, to: str, by: Actor, at: datetime, why: str = "") -> models.Decision:
    """Makes a decision ready for the next step, or takes it back. to: a state of `choices.MOVES`.

    Raises NotThere, NotAllowed, ChangedMeanwhile; Refused for a step that cannot be taken, and for one to those who
    decide when nobody is named who approves it, somebody named may not, or the last record does not hold what is
    known now.
    """
    check_moment(at)
    with transaction.atomic():
        row = held_decision(decision, by=by)
        check_version(row, version)
        if to not in choices.MOVES[row.state]:
            raise Refused(
                f"From “{_STATES[row.state].lower()}” it cannot go to “{_STATES.get(to, to).lower()}”.",
                what_to_do="Choose one of the steps that are offered.",
            )
        before = said(row)
        if to == "proposed":
            _check_ready(row)
        if row.state in choices.ANSWERED_ANEW:
            # What they said was of what they saw: it is in the log, and they are asked again.
            row.involved.filter(role="approver").update(answer="", answer_why="", answered_at=None)
        row.state = to
        _keep(row, before, "move_decision", row, by, at, why)
    return row


def start_partnership(
    *, organisation: str, values: Mapping[str, Any], by: Actor, at: datetime, why: str = ""
) -> models.Partnership:
    """A new partnership, kept by an organisation. values: name, purpose. Raises NotAllowed, NotAcceptable."""
    check_moment(at)
    check(by, Permission.KEEP_REGISTER, organisation)
    with transaction.atomic():
        row = models.Partnership(organisation=_organisation(organisation))
        put(row, values, _OF_PARTNERSHIP)
        if not row.name:
            raise NotAcceptable({"name": "Give the partnership a name"})
        row.save(force_insert=True)
        log("start_partnership", row, row, None, by=by, at=at, why=why)
    return row


def change_partnership(
    *, partnership: int, version: int, values: Mapping[str, Any], by: Actor, at: datetime, why: str = ""
) -> models.Partnership:
    """Changes a partnership's name or purpose. Raises as `change_decision`."""
    check_moment(at)
    with transaction.atomic():
        row = held_partnership(partnership, by=by)
        check_version(row, version)
        before = said(row)
        put(row, values, _OF_PARTNERSHIP)
        if not row.name:
            raise NotAcceptable({"name": "Give the partnership a name"})
        _keep(row, before, "change_partnership", row, by, at, why)
    return row


def put_document(
    *, of: Literal["decision", "partnership"], number: int, kind: str, said: Mapping[str, Any],
    edition: int, exempt: bool | None = None, by: Actor, at: datetime, why: str = "",
) -> models.Document:  # fmt: skip
    """A new edition of a document. said: a JSON object, which need not be finished. edition: the one that was read,
    0 for none. exempt: kept out of the public version, or let into it again; None: as the last edition was.

    Raises NotThere, NotAllowed, ChangedMeanwhile; NotAcceptable for what is no JSON object, or too large.
    """
    check_moment(at)
    written = as_kept(said)
    with transaction.atomic():
        row: Of = held_decision(number, by=by) if of == "decision" else held_partnership(number, by=by)
        if kind not in KINDS or KINDS[kind].of != of:
            raise NotAcceptable({"kind": "There is no such document to choose"})
        if isinstance(row, models.Decision):
            check_open(row)
        last = current(row, kind)
        if edition != (last.edition if last else 0):
            raise ChangedMeanwhile(last.said if last else {}, last.edition if last else 0)
        out = bool(last and last.exempt) if exempt is None else exempt
        if last and (last.said, last.exempt) == (written, out):
            return last
        made = models.Document(
            **{of: row}, kind=kind, edition=edition + 1, said=written, exempt=out,
            made_by_id=by.person, made_at=at, why=why,
        )  # fmt: skip
        made.save(force_insert=True)
        if isinstance(row, models.Partnership):
            let_see(row, made)
        log("put_document", made, row, _log_of(last), by=by, at=at, why=why)
    return made


def as_kept(given: Any) -> Any:
    """A document as it will be read again. Raises NotAcceptable for what is no JSON object, or too large."""
    if not isinstance(given, Mapping):
        raise NotAcceptable({"said": "A document is written as names with their values"})
    try:
        written = json.dumps(given, allow_nan=False, default=_exact)
    except (TypeError, ValueError, RecursionError) as no:
        raise NotAcceptable({"said": "The document holds something that JSON cannot say"}) from no
    if len(written) > LARGEST_DOCUMENT:
        raise NotAcceptable({"said": f"The document is longer than {LARGEST_DOCUMENT:,} characters"})
    if "\\u0000" in written:
        raise NotAcceptable({"said": "The document holds a character that no database keeps (nought)"})
    made = json.loads(written)
    try:
        json.dumps(made, ensure_ascii=False).encode()
    except UnicodeEncodeError as no:
        raise NotAcceptable({"said": "The document holds half of a character (a lone surrogate)"}) from no
    return made


def _exact(value: Any) -> float | str:
    """A Decimal as JSON: a number where that says the same, else its digits as text. Raises TypeError for others."""
    if not isinstance(value, Decimal) or not value.is_finite():
        raise TypeError(f"{type(value).__name__} is no JSON")
    near = float(value)
    return near if Decimal(repr(near)) == value else str(value)


def _check_ready(row: models.Decision) -> None:
    approvers = list(row.involved.filter(role="approver", removed=False).order_by("name"))
    if not approvers:
        raise Refused("Nobody is named who approves it.", what_to_do="Name somebody who approves or refuses it.")
    check_all_may_approve(row, approvers)
    last = row.records.order_by("-number").first()
    if last is None:
        raise Refused(
            "Nothing is kept yet of what was known.", what_to_do="Keep a record first: it is what they decide on."
        )
    asked = {name: getattr(row, name) for name in _ASKED}
    if digest(last.inputs) != digest(known_now(row)) or asked != {name: last.about.get(name) for name in _ASKED}:
        raise Refused("Something was changed since the last record.", what_to_do="Keep what is known now first.")


def _log_of(document: models.Document | None) -> dict[str, Any] | None:
    return said(document) if document else None


def _keep(
    row: models.Decision | models.Partnership, before: dict[str, Any], what: str, of: Of, by: Actor, at: datetime,
    why: str,
) -> None:  # fmt: skip
    if said(row) == before:
        return
    row.version += 1
    row.save()
    log(what, row, of, before, by=by, at=at, why=why)


def _organisation(code: str) -> Organisation:
    found = Organisation.objects.filter(code=code).first()
    if found is None:
        raise NotAcceptable({"organisation": "There is no such organisation to choose"})
    return found
