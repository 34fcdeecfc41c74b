"""Rows of the register made and changed as a register says, many at once, and the lines of the log that tell of it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from tallystick.contracts import models
from tallystick.contracts.actions.deriving import derive, derived
from tallystick.contracts.actions.recognising import Key, Told, told_of
from tallystick.contracts.importing.comparing import OTHER, Difference, pairs
from tallystick.contracts.importing.planned import Changing
from tallystick.contracts.importing.taken import ONLY_NEW, SUPPLIERS, Incoming
from tallystick.contracts.rules.asking import Question, Suggestion
from tallystick.contracts.rules.notice_values import kept
from tallystick.contracts.stating import said, stated
from tallystick.councils.actions import Line
from tallystick.councils.models import Organisation

_MOST_WHOLE = 2**31 - 1
_MOST_PENCE = 2**63 - 1
_AT_A_TIME = 500


@dataclass
class Made:
    """What was written. contracts: (sheet, row) -> the contract that the row is. lines: of the log, in order."""

    contracts: dict[tuple[str, int], models.Contract] = field(default_factory=dict)
    lines: list[Line] = field(default_factory=list)


@dataclass(frozen=True)
class Source:
    """The register that rows come from: its SHA-256 and what it is called. public: its contracts are published."""

    organisation: Organisation
    sha256: str
    name: str
    public: bool


def fitted(row: Any, values: Mapping[str, Any]) -> None:
    """Puts values into the columns of a row. A text that is too long is cut: the whole cell is kept as written.

    What a column cannot hold is left out: a code that is none of its choices, a figure beyond all measure.
    """
    columns = {column.attname: column for column in row._meta.concrete_fields}
    for name, value in values.items():
        column = columns[name]
        if isinstance(value, str):
            value = value.replace("\x00", "\ufffd").strip()
            value = value[: column.max_length] if column.max_length else value
            if column.choices and value not in {code for code, _ in column.choices}:
                continue
        elif isinstance(value, dict | list):
            value = plain(value)
        elif isinstance(value, int) and abs(value) > (_MOST_PENCE if name.endswith("_pence") else _MOST_WHOLE):
            continue
        setattr(row, name, value)


def plain(value: Any) -> Any:
    """A JSON value as both databases keep it."""
    if isinstance(value, str):
        return value.replace("\x00", "\ufffd")
    if isinstance(value, Mapping):
        return {str(plain(name)): plain(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [plain(one) for one in value]
    return stated(value)


def add(
    rows: list[Incoming], source: Source, taken: set[str], categories: Mapping[int, str], known: Mapping[Key, Told],
    made: Made,
) -> None:  # fmt: skip
    """Adds the contracts that are new, with their suppliers and lots. taken: identities that others have already.

    categories: place in `rows` -> code of the taxonomy, where one was worked out. known: who suppliers are, likewise.
    """
    contracts, parties, lots = [], [], []
    for place, row in enumerate(rows):
        contract = models.Contract(organisation=source.organisation, public=source.public and not _withheld(row.values))
        fitted(contract, {"source_file": source.sha256, "source_name": source.name, "source_sheet": row.sheet})
        contract.source_row = row.row
        fitted(contract, row.values)
        if place in categories and not contract.category:
            contract.category, contract.category_how = categories[place], "system"
        if row.identity not in taken:
            contract.identity = row.identity
            taken.add(row.identity)
        of_it = [_party(contract, values) for values in row.parties]
        for party in of_it:
            told_of(party, known)
        contract.supplier_label, contract.search_text = derived(contract, of_it)
        contracts.append(contract)
        parties += of_it
        lots += [_lot(contract, values) for values in row.lots]
    models.Contract.objects.bulk_create(contracts, batch_size=_AT_A_TIME)
    models.Party.objects.bulk_create(parties, batch_size=_AT_A_TIME)
    models.Lot.objects.bulk_create(lots, batch_size=_AT_A_TIME)
    made.contracts |= {(row.sheet, row.row): one for row, one in zip(rows, contracts, strict=True)}
    made.lines += [_line("import_contract", "contract", one, one.pk) for one in contracts]
    made.lines += [_line("import_party", "party", one, one.contract_id) for one in parties]
    made.lines += [_line("import_lot", "lot", one, one.contract_id) for one in lots]


def change(changing: Iterable[Changing], source: Source, take: frozenset[str], taken: set[str], made: Made) -> None:
    """Makes the changes that are taken, each logged with the row before and after."""
    touched: list[models.Contract] = []
    columns: set[str] = set()
    for one in changing:
        chosen = one.taken(take)
        if not chosen:
            continue
        before = said(one.contract)
        columns |= _change(one, chosen, source, taken)
        one.contract.version += 1
        made.lines.append(_line("import_change", "contract", one.contract, one.contract.pk, before))
        made.lines += _change_suppliers(one, chosen)
        if any(difference.field == "lots" for difference in chosen):
            made.lines += _change_lots(one)
        touched.append(one.contract)
        made.contracts[one.incoming.sheet, one.incoming.row] = one.contract
    if touched:
        models.Contract.objects.bulk_update(touched, sorted(columns | {"version"}), batch_size=200)
        derive(touched)


def ask(
    asked: Iterable[tuple[models.Contract, tuple[Question, ...], models.RegisterRow | None]], made: Made
) -> None:  # fmt: skip
    """Adds questions about contracts, each with the row of the register that raises it."""
    rows = []
    for contract, questions, register_row in asked:
        for one in questions:
            row = models.Question(contract=contract, row=register_row)
            fitted(row, {"field": one.field, "written": one.text, "code": one.code, "say": one.say})
            row.suggestions = [_suggestion(suggestion) for suggestion in one.suggestions]
            rows.append(row)
    models.Question.objects.bulk_create(rows, batch_size=_AT_A_TIME)
    made.lines += [_line("import_question", "question", row, row.contract_id) for row in rows]


def settle(numbers: Iterable[int], made: Made) -> None:
    """Closes open questions that the register itself now answers."""
    rows = list(models.Question.objects.filter(pk__in=list(numbers), state="open").order_by("pk"))
    for row in rows:
        before = said(row)
        row.state, row.answer, row.version = "answered", {"how": "register", "fields": []}, row.version + 1
        made.lines.append(_line("import_question", "question", row, row.contract_id, before))
    models.Question.objects.bulk_update(rows, ["state", "answer", "version"], batch_size=_AT_A_TIME)


def _suggestion(one: Suggestion) -> dict[str, Any]:
    return {"say": one.say, "values": {name: _suggested(value) for name, value in one.values.items()}}


def _suggested(value: Any) -> Any:
    """A value of `Proposed` as JSON: as `actions.questions` takes it up again."""
    if hasattr(value, "months"):
        return {"months": value.months, "used": value.used}
    if hasattr(value, "unit"):
        return kept(value.count, value.unit, clear=value.clear, service_days=value.service_days)
    if isinstance(value, list | tuple):
        return [_suggested(one) for one in value]
    return plain(value)


def _change(one: Changing, chosen: list[Difference], source: Source, taken: set[str]) -> set[str]:
    """Changes the contract's own columns; gives their names."""
    row, contract = one.incoming, one.contract
    values = {d.field: d.after for d in chosen if d.field in row.values and d.field not in ONLY_NEW}
    headings = {d.field.removeprefix(OTHER): d.after for d in chosen if d.field.startswith(OTHER)}
    if headings:
        values["other"] = {**contract.other, **headings}
    if not row.exact:
        values["as_written"] = {**contract.as_written, **row.values.get("as_written", {})}
        values |= {"source_file": source.sha256, "source_name": source.name, "source_sheet": row.sheet}
        values["source_row"] = row.row
        if row.identity and row.identity != contract.identity and row.identity not in taken:
            values["identity"] = row.identity
            taken.add(row.identity)
    if _withheld(values):
        # What its own register came to withhold is published no longer.
        values["public"] = False
    fitted(contract, values)
    return set(values)


def _withheld(values: Mapping[str, Any]) -> bool:
    """Whether a row says of itself that it is confidential."""
    return values.get("marked_confidential") is True


def _change_suppliers(one: Changing, chosen: list[Difference]) -> list[Line]:
    """Suppliers that the row names and that were not there are added, those that it names no more removed, and what it
    says otherwise of one is changed."""
    fields = {difference.field for difference in chosen}
    kept = {party.pk: party for party in one.parties if one.incoming.exact or party.role == "supplier"}
    both, new, gone = pairs(one.incoming.parties, [vars(party) for party in kept.values()])
    lines: list[Line] = []
    for place, (party, held) in enumerate(both):
        prefix = "supplier." if len(one.incoming.parties) == 1 else f"supplier {place + 1}."
        values = {name: value for name, value in party.items() if prefix + name in fields}
        if values:
            lines.append(_changed(kept[held["id"]], values, "import_party"))
    if SUPPLIERS not in fields:
        return lines
    lines += [_changed(kept[held["id"]], {"removed": True}, "import_party_removed") for held in gone]
    for named in new:
        added = _party(one.contract, named)
        added.save(force_insert=True)
        lines.append(_line("import_party", "party", added, added.contract_id))
    return lines


def _change_lots(one: Changing) -> list[Line]:
    lines = [_changed(lot, {"removed": True}, "import_lot_removed") for lot in one.lots]
    for values in one.incoming.lots:
        lot = _lot(one.contract, values)
        lot.save(force_insert=True)
        lines.append(_line("import_lot", "lot", lot, lot.contract_id))
    return lines


def _changed(row: Any, values: Mapping[str, Any], what: str) -> Line:
    before = said(row)
    fitted(row, values)
    row.version += 1
    row.save()
    return _line(what, "party" if isinstance(row, models.Party) else "lot", row, row.contract_id, before)


def _party(contract: models.Contract, values: Mapping[str, Any]) -> models.Party:
    party = models.Party(contract=contract)
    fitted(party, values)
    return party


def _lot(contract: models.Contract, values: Mapping[str, Any]) -> models.Lot:
    lot = models.Lot(contract=contract)
    fitted(lot, values)
    return lot


def _line(what: str, kind: str, row: Any, contract: int, before: Any = None) -> Line:
    return Line(what, kind, str(row.pk), f"contract:{contract}", before, said(row))
