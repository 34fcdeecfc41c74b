"""Answer what a register left open, for one contract or for all whose cell says the same; or leave it as not known."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from tallystick.contracts import models
from tallystick.contracts.actions.answer_values import given
from tallystick.contracts.actions.deriving import derive
from tallystick.contracts.actions.importing_rows import plain
from tallystick.contracts.actions.keeping import ChangedMeanwhile, NotAcceptable, NotThere, held, put
from tallystick.contracts.stating import said
from tallystick.councils.actions import Line, check, check_moment, write_lines
from tallystick.councils.rules.actors import Actor
from tallystick.councils.rules.permissions import Permission


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
    many more could not take the answer. Raises NotThere, NotAllowed, ChangedMeanwhile, NotAcceptable.
    """
    told = given(values)

    def settle(row: models.Question, contract: models.Contract) -> list[Line]:
        before = said(contract)
        put(contract, told.contract)
        lines = _suppliers(contract, told.names, told.party)
        if said(contract) != before:
            contract.version += 1
            contract.save()
            lines.insert(0, _line("answer_question", "contract", contract, contract.pk, before))
        of_party = {f"supplier.{name}" for name in told.party}
        fields = sorted({*told.contract, *of_party, *(["suppliers"] if told.names else [])})
        return [*lines, _close(row, "answered", {"fields": fields, "values": plain(dict(values))}, "answer_question")]

    return _each(question, version, alike, settle, by=by, at=at, why=why)


def dismiss_question(
    *, question: int, version: int, alike: bool = False, by: Actor, at: datetime, why: str = ""
) -> tuple[int, int]:
    """Leaves what a question asks as not known. Parameters and what it gives as `answer_question`."""
    return _each(
        question, version, alike, lambda row, contract: [_close(row, "dismissed", None, "dismiss_question")],
        by=by, at=at, why=why,
    )  # fmt: skip


Settle = Callable[[models.Question, models.Contract], list[Line]]


def _each(
    question: int, version: int, alike: bool, settle: Settle, *, by: Actor, at: datetime, why: str
) -> tuple[int, int]:
    check_moment(at)
    with transaction.atomic():
        first = _question(question, by)
        if first.version != version or first.state != "open":
            raise ChangedMeanwhile(said(first), first.version)
        code = first.contract.organisation.code
        lines, touched = settle(first, held(first.contract_id, by=by)), [first.contract_id]
        others = _alike(first) if alike else []
        contracts = _held([row.contract_id for row in others])
        left = 0
        for row in others:
            contract = contracts.get(row.contract_id)
            try:
                with transaction.atomic():
                    lines += settle(row, contract) if contract else []
            except NotAcceptable:
                # It does not fit this one, such as an end before its start: that question stays open.
                left += 1
                continue
            touched.append(row.contract_id)
        write_lines(lines, chain=code, by=by, at=at, why=why)
        derive(models.Contract.objects.filter(pk__in=touched))
        return len(touched), left


def _question(number: int, by: Actor) -> models.Question:
    rows = models.Question.objects.select_for_update(of=("self",)).select_related("contract__organisation", "row")
    row = rows.filter(pk=number, removed=False, contract__removed=False).first()
    if row is None:
        raise NotThere()
    if not row.contract.public:
        # Held for its own check of who may know of it: a stranger is told that there is none.
        held(row.contract_id, by=by)
    check(by, Permission.KEEP_REGISTER, row.contract.organisation.code)
    return row


def _alike(first: models.Question) -> list[models.Question]:
    if first.row is None:
        return []
    rows = models.Question.objects.select_for_update(of=("self",)).filter(
        row__file=first.row.file_id, field=first.field, code=first.code, written=first.written, state="open",
        removed=False, contract__removed=False, contract__organisation=first.contract.organisation,
    )  # fmt: skip
    return list(rows.exclude(pk=first.pk).order_by("pk"))


def _held(numbers: Sequence[int]) -> dict[int, models.Contract]:
    rows = models.Contract.objects.select_for_update(of=("self",)).filter(pk__in=numbers, removed=False)
    return {row.pk: row for row in rows}


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
