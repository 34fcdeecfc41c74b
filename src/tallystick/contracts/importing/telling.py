"""What a reading made of a register, as `contracts load --json` prints it and as it is kept with the file."""

from typing import Any

from tallystick.contracts.declared import KINDS, confidential_fields
from tallystick.contracts.exporting.columns import CONFIDENTIAL, HEADINGS
from tallystick.contracts.importing.comparing import OTHER
from tallystick.contracts.importing.planned import Plan
from tallystick.contracts.importing.taken import COLUMN_OF, PARTY_COLUMN_OF, SUPPLIERS
from tallystick.contracts.reading.shapes import RegisterReading, SheetReading
from tallystick.contracts.stating import stated

_CONFIDENTIAL, _CONFIDENTIAL_OF_PARTIES = confidential_fields("contract"), confidential_fields("party")


def confidential_columns(sheet: SheetReading) -> frozenset[int]:
    """Places of the columns that only those who may read confidential figures may see."""
    return frozenset(
        one.position
        for one in sheet.columns
        if one.heading.strip() in CONFIDENTIAL or (one.field and _is_confidential(one.field))
    )


def _is_confidential(name: str) -> bool:
    column = HEADINGS[name].column if name in HEADINGS else COLUMN_OF.get(name, name)
    return column in _CONFIDENTIAL or PARTY_COLUMN_OF.get(name) in _CONFIDENTIAL_OF_PARTIES


def tables(reading: RegisterReading) -> list[dict[str, Any]]:
    """One a sheet. Contracts, questions, quarantine, furniture and blank add up to `rows_read`.

    contracts: without a question. questions: rows that are a contract with one, by the reason that was asked first.
    columns: field -> heading. mapping: every column, a confidential one without its cells.
    asked: every question by its reason.
    """
    return [_table(sheet) for sheet in reading.sheets]


def _table(sheet: SheetReading) -> dict[str, Any]:
    secret = confidential_columns(sheet)
    return {
        "sheet": sheet.sheet,
        "header_row": sheet.header_row,
        "outcome": sheet.outcome,
        "reason": sheet.reason,
        "columns": {c.field: c.heading or c.key for c in reversed(sheet.columns) if c.field},
        "rows_read": sheet.rows_read,
        "contracts": sheet.contracts,
        "questions": sheet.question_rows_by_reason,
        "quarantined": sheet.quarantined,
        "furniture": sheet.furniture,
        "blank": sheet.blank,
        "asked": sheet.questions,
        "furniture_kinds": sheet.furniture_kinds,
        "known": dict(sheet.known),
        "fingerprint": sheet.fingerprint,
        "date_order": sheet.date_order,
        "date_why": sheet.date_why,
        "mapping": [
            {
                "position": c.position,
                "heading": c.heading,
                "key": c.key,
                "field": c.field,
                "how": c.how,
                "sure": round(c.confidence * 1000),
                "why": c.why,
                "sample": [] if c.position in secret else list(c.sample),
                "filled": c.filled,
            }
            for c in sheet.columns
        ],
        "notes": list(sheet.notes),
    }


def news(plan: Plan) -> list[dict[str, Any]]:
    """The contracts that would be added."""
    return [
        {
            "sheet": one.sheet,
            "row": one.row,
            "reference": one.values.get("reference", ""),
            "title": one.values.get("title") or one.values.get("description", ""),
            "suppliers": one.suppliers,
            "start": stated(one.values.get("start")),
            "end": stated(one.values.get("end")),
            "questions": [question.say for question in one.questions],
        }
        for one in plan.new
    ]


def changes(plan: Plan) -> list[dict[str, Any]]:
    """The contracts that would be changed, or whose row says otherwise of what a person changed here.

    fields: `field` names one, `label` is for people, `by_hand` is who changed it here or "".
    """
    return [
        {
            "contract": one.contract.pk,
            "reference": one.contract.reference,
            "title": str(one.contract),
            "suppliers": "; ".join(party.name for party in one.parties),
            "sheet": one.incoming.sheet,
            "row": one.incoming.row,
            "fields": [
                {
                    "field": each.field,
                    "label": label(each.field),
                    "before": stated(each.before),
                    "after": stated(each.after),
                    "by_hand": one.by_hand[each.field].by if each.field in one.by_hand else "",
                    "at": one.by_hand[each.field].at if each.field in one.by_hand else "",
                }
                for each in one.differences
            ],
            "questions": [question.say for question in one.asked],
            "settled": len(one.settled),
        }
        for one in plan.changing
    ]


def known(plan: Plan) -> list[dict[str, Any]]:
    """The contracts of earlier registers that this one does not have."""
    return [
        {"contract": one.id, "reference": one.reference, "title": one.title, "suppliers": one.suppliers,
         "start": stated(one.start)}
        for one in plan.missing
    ]  # fmt: skip


def label(name: str) -> str:
    """What a field is called where a change of it is shown."""
    if name.startswith(OTHER):
        return name.removeprefix(OTHER)
    if name == SUPPLIERS:
        return "Suppliers"
    kind, dot, column = name.partition(".")
    if dot and column in KINDS["party"].fields:
        return f"{kind.capitalize()}: {KINDS['party'].fields[column].label}"
    declared = KINDS["contract"].fields.get(name)
    return declared.label if declared else name.capitalize()
