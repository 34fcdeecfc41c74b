"""What importing a register would do, against what is kept now."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from typing import Any

from tallystick.contracts import models
from tallystick.contracts.importing.comparing import OTHER, Difference, differences
from tallystick.contracts.importing.matching import Known, matched
from tallystick.contracts.importing.planned import Changing, Person, Plan
from tallystick.contracts.importing.taken import SUPPLIERS, Incoming, names_of
from tallystick.contracts.rules.asking import Question
from tallystick.councils.models import LogEntry

IMPORTS = "import_"
"""How the log's words for what a register did begin: whatever else changed a contract, a person did."""
_AT_A_TIME = 500


def plan(rows: Sequence[Incoming], organisation: str) -> Plan:
    """What these rows, all of them one organisation's, would do to its register."""
    kept = list(models.Contract.objects.filter(organisation__code=organisation, removed=False).order_by("pk"))
    parties, lots = _by_contract(models.Party, organisation), _by_contract(models.Lot, organisation)
    known = [_known(one, parties.get(one.pk, [])) for one in kept]
    found = matched(rows, known)
    by_number = {one.pk: one for one in kept}
    asked = _questions(organisation)
    gone = _taken_out(organisation) if len(found) < len(rows) else {}
    made = Plan(organisation)
    for place, row in enumerate(rows):
        if place not in found:
            taken_out = gone.get(row.identity)
            made.new.append(row) if taken_out is None else made.left_out.append((row, taken_out))
            continue
        contract = by_number[found[place]]
        changing = _changing(
            row, contract, parties.get(contract.pk, []), lots.get(contract.pk, []), asked.get(contract.pk, [])
        )
        if changing is None:
            made.unchanged.append((row, contract.pk))
        else:
            made.changing.append(changing)
    _find_hands(made.changing, organisation)
    seen = set(found.values())
    made.missing = [one for one in known if one.id not in seen and by_number[one.id].source_file]
    return made


def _known(contract: models.Contract, parties: list[models.Party]) -> Known:
    suppliers = names_of([{"name": party.name} for party in parties if party.role == "supplier"])
    words = contract.title or contract.description
    return Known(contract.pk, contract.identity, contract.reference, words, suppliers, contract.start)


def _by_contract(model: Any, organisation: str) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = {}
    rows = model.objects.filter(contract__organisation__code=organisation, contract__removed=False, removed=False)
    for row in rows.order_by("pk"):
        found.setdefault(row.contract_id, []).append(row)
    return found


def _questions(organisation: str) -> dict[int, list[models.Question]]:
    return _by_contract(models.Question, organisation)


def _taken_out(organisation: str) -> dict[str, int]:
    """Identity -> number of contracts that were removed here."""
    gone = models.Contract.objects.filter(organisation__code=organisation, removed=True).exclude(identity="")
    return dict(gone.order_by("pk").values_list("identity", "pk"))


def _changing(
    row: Incoming, contract: models.Contract, parties: list[Any], lots: list[Any], kept: list[models.Question]
) -> Changing | None:
    found = differences(row, vars(contract), [vars(one) for one in parties], [vars(one) for one in lots])
    asked, settled = _asked(row, kept)
    if found and not row.exact:
        answered = _answered(row, kept)
        found = [one for one in found if one.field not in answered]
    if not (found or asked or settled):
        return None
    return Changing(row, contract, parties, lots, found, asked=asked, settled=settled, kept=kept)


def _asked(row: Incoming, kept: list[models.Question]) -> tuple[tuple[Question, ...], tuple[int, ...]]:
    """(questions of the row that were never asked, numbers of open ones that it asks no more).

    An export says all that there was: of it only a cell that somebody changed into what cannot be read is asked about.
    """
    here = {(one.field, one.code, one.written) for one in kept}
    still = {(one.field, one.code, one.text) for one in row.questions}
    new = tuple(one for one in row.questions if (one.field, one.code, one.text) not in here)
    if row.exact:
        return tuple(one for one in new if one.text), ()
    settled = tuple(
        one.pk
        for one in kept
        if one.state == "open"
        and (one.field, one.code, one.written) not in still
        and (one.code.startswith("no_") or row.says(one.field))
    )
    return new, settled


def _answered(row: Incoming, kept: list[models.Question]) -> set[str]:
    """Fields that a person answered a question about which the row still raises in the same words."""
    still = {(one.field, one.code, one.text) for one in row.questions}
    fields: set[str] = set()
    for one in kept:
        if one.state == "answered" and (one.field, one.code, one.written) in still and isinstance(one.answer, dict):
            fields |= set(one.answer.get("fields", ()))
    return fields


def _find_hands(changing: list[Changing], organisation: str) -> None:
    """Notes of each field that differs who changed it by hand since a register said it last."""
    waiting = iter([one for one in changing if one.differences])
    while some := list(islice(waiting, _AT_A_TIME)):
        of = {f"contract:{one.contract.pk}": one for one in some}
        entries = LogEntry.objects.filter(chain=organisation, about__in=list(of), kind__in=("contract", "party", "lot"))
        last: dict[tuple[str, str], LogEntry] = {}
        for entry in entries.order_by("sequence"):
            for name in _fields_changed(entry, of[entry.about].differences):
                last[entry.about, name] = entry
        for (about, name), entry in last.items():
            if not entry.what.startswith(IMPORTS):
                of[about].by_hand[name] = Person(entry.by, entry.at.isoformat())


def _fields_changed(entry: LogEntry, found: Iterable[Difference]) -> Iterable[str]:
    before: Mapping[str, Any] = entry.before or {}
    after: Mapping[str, Any] = entry.after or {}
    for one in found:
        name = one.field
        if entry.kind == "contract" and name.startswith(OTHER):
            heading = name.removeprefix(OTHER)
            changed = (before.get("other") or {}).get(heading) != (after.get("other") or {}).get(heading)
        elif entry.kind == "contract":
            changed = before.get(name) != after.get(name)
        elif entry.kind == "lot":
            changed = name == "lots"
        elif name == SUPPLIERS:
            changed = any(before.get(each) != after.get(each) for each in ("name", "removed"))
        else:
            column = name.partition(".")[2]
            changed = name.startswith("supplier") and before.get(column) != after.get(column)
        if changed:
            yield name
