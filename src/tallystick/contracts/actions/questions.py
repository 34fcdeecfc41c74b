"""Answer what a register left open, for one contract or for all whose cell says the same; or leave it as not known."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q

from tallystick.contracts import models
from tallystick.contracts.actions.answer_values import given
from tallystick.contracts.actions.deriving import derive
from tallystick.contracts.actions.importing_rows import plain
from tallystick.contracts.actions.keeping import ChangedMeanwhile, NotAcceptable, NotThere, put
from tallystick.contracts.rules.term_fits import used_of, worked_out
from tallystick.contracts.stating import said
from tallystick.councils.actions import Line, check, check_moment, write_lines
from tallystick.councils.queueing import one_at_a_time
from tallystick.councils.rules.actors import Actor
from tallystick.councils.rules.permissions import Permission, may

_OF_THE_TERM = frozenset({"start", "end", "term_months", "extensions", "extensions_used"})


def answer_question(
    *,
    question: int,
    version: int,
    values: Mapping[str, Any],
    alike: bool = False,
    by: Actor,
    at: datetime,
    why: str = "",
) -> tuple[int, int]:
    """Answers a question; alike: and each open one about the same words in the same field of the register.

    values: field of `reading.Proposed`, or column of a contract, -> value, dates as dates or ISO texts, money in whole
    pence; `suppliers` is a list of names that takes the place of the suppliers, where it names any. None, or nothing,
    makes a field not known. No values at all confirm the contract as it stands. Gives how many were answered, and how
    many more could not take the answer. Raises NotThere, NotAllowed, ChangedMeanwhile, NotAcceptable, Busy.
    """
    asked = _asked(question, by)
    told = given(values)

    def settle(row: models.Question, contract: models.Contract) -> list[Line]:
        before = said(contract)
        put(contract, told.contract)
        put(contract, _that_follows(contract, told.contract, at))
        lines = _suppliers(contract, told.names, told.party)
        if said(contract) != before:
            contract.version += 1
            contract.save()
            lines.insert(0, _line("answer_question", "contract", contract, contract.pk, before))
        of_party = {f"supplier.{name}" for name in told.party}
        fields = sorted({*told.contract, *of_party, *(["suppliers"] if told.names else [])})
        return [*lines, _close(row, "answered", {"fields": fields, "values": plain(dict(values))}, "answer_question")]

    return _each(asked, version, alike, settle, by=by, at=at, why=why)


def dismiss_question(
    *, question: int, version: int, alike: bool = False, by: Actor, at: datetime, why: str = ""
) -> tuple[int, int]:
    """Leaves what a question asks as not known. Parameters and what it gives as `answer_question`."""

    def leave(row: models.Question, contract: models.Contract) -> list[Line]:
        return [_close(row, "dismissed", None, "dismiss_question")]

    return _each(_asked(question, by), version, alike, leave, by=by, at=at, why=why)


def _that_follows(contract: models.Contract, told: Mapping[str, Any], at: datetime) -> dict[str, Any]:
    """The end and the latest end, where an answer about the term lets them be worked out, as the reading of a register
    works them out: extensions of which nobody says that they were used are still to come."""
    if not told.keys() & _OF_THE_TERM:
        return {}
    values = {name: getattr(contract, name) for name in (*_OF_THE_TERM, "latest_end", "term_kind")}
    used = used_of(values, contract.end) if contract.end else contract.extensions_used
    followed = worked_out({**values, "extensions_used": used or (0 if contract.extensions else None)}, at.date())
    return {one.field: one.day for one in followed if one.field not in told}


Settle = Callable[[models.Question, models.Contract], list[Line]]


def _each(
    asked: models.Question, version: int, alike: bool, settle: Settle, *, by: Actor, at: datetime, why: str
) -> tuple[int, int]:
    check_moment(at)
    code = asked.contract.organisation.code
    # An import closes questions too: it has the same turn.
    with one_at_a_time(f"register {code}"):
        contracts, rows = _locked(asked, alike)
        first = rows.pop(asked.pk, None)
        if first is None or first.contract_id not in contracts:
            raise NotThere()
        if first.version != version or first.state != "open":
            raise ChangedMeanwhile(said(first), first.version)
        lines, touched, left = settle(first, contracts[first.contract_id]), [first.contract_id], 0
        for row in rows.values():
            if (contract := contracts.get(row.contract_id)) is None:
                continue
            try:
                with transaction.atomic():
                    lines += settle(row, contract)
            except NotAcceptable:
                # It does not fit this one, such as an end before its start: that question stays open.
                contract.refresh_from_db()
                left += 1
                continue
            touched.append(row.contract_id)
        write_lines(lines, chain=code, by=by, at=at, why=why)
        derive(models.Contract.objects.filter(pk__in=touched), at=at)
        return len(touched), left


def _asked(number: int, by: Actor) -> models.Question:
    """A question that `by` may answer, not held. Raises NotThere, NotAllowed."""
    rows = models.Question.objects.select_related("contract__organisation", "row")
    row = rows.filter(pk=number, removed=False, contract__removed=False).first()
    if row is None:
        raise NotThere()
    code = row.contract.organisation.code
    if not (row.contract.public or may(by, Permission.READ, code)):
        # A stranger is told that there is none.
        raise NotThere()
    check(by, Permission.KEEP_REGISTER, code)
    return row


def _locked(asked: models.Question, alike: bool) -> tuple[dict[int, models.Contract], dict[int, models.Question]]:
    """The contracts and the questions that an answer may change, by number, held until the transaction ends.

    Everybody holds contracts before what is of them, and each in the order of its numbers: nobody waits for another
    who waits for them.
    """
    which = Q(pk=asked.pk)
    if alike and asked.row is not None:
        which |= Q(
            row__file=asked.row.file_id, field=asked.field, code=asked.code, written=asked.written, state="open",
            contract__organisation=asked.contract.organisation,
        )  # fmt: skip
    wanted = models.Question.objects.filter(which, removed=False, contract__removed=False)
    contracts = models.Contract.objects.filter(pk__in=wanted.values("contract"), removed=False)
    held = {row.pk: row for row in contracts.select_for_update(of=("self",)).order_by("pk")}
    return held, {row.pk: row for row in wanted.select_for_update(of=("self",)).order_by("pk")}


def _suppliers(contract: models.Contract, names: list[str], of_party: Mapping[str, Any]) -> list[Line]:
    kept = list(models.Party.objects.filter(contract=contract, role="supplier", removed=False).order_by("pk"))
    lines: list[Line] = []
    if names and [party.name for party in kept] != names:
        shared = {name: getattr(kept[0], name) for name in ("sme", "vcse", "vcse_kind")} if kept else {}
        for party in kept:
            if party.name not in names:
                lines.append(_changed(party, {"removed": True}))
        here = {party.name for party in kept}
        for name in names:
            if name not in here:
                added = models.Party(contract=contract)
                put(added, {"name": name, **shared})
                added.save(force_insert=True)
                lines.append(_line("answer_question", "party", added, contract.pk))
        kept = list(models.Party.objects.filter(contract=contract, role="supplier", removed=False).order_by("pk"))
    return [*lines, *(_changed(party, of_party) for party in kept if of_party)]


def _changed(party: models.Party, values: Mapping[str, Any]) -> Line:
    before = said(party)
    removed = bool(values.get("removed"))
    put(party, {name: value for name, value in values.items() if name != "removed"})
    party.removed, party.version = removed, party.version + 1
    party.save()
    return _line("answer_question", "party", party, party.contract_id, before)


def _close(row: models.Question, state: str, answer: Any, what: str) -> Line:
    before = said(row)
    row.state, row.answer, row.version = state, answer, row.version + 1
    row.save(update_fields=["state", "answer", "version"])
    return _line(what, "question", row, row.contract_id, before)


def _line(what: str, kind: str, row: Any, contract: int, before: Any = None) -> Line:
    return Line(what, kind, str(row.pk), f"contract:{contract}", before, said(row))
