"""One table of a sheet to tidy payments, quarantine and furniture, with the reading that says what happened."""

import json
from dataclasses import dataclass

import polars as pl

from tallystick.lake.decisions import Decisions, RowDecision
from tallystick.lake.reading import TableReading
from tallystick.lake.tidy.beside import CREDIT_UNREADABLE, NOT_IN_POUNDS, Money, read_money
from tallystick.lake.tidy.days import Days, read_days
from tallystick.lake.tidy.layout import Layout, said_date_order
from tallystick.lake.tidy.notes import assumptions
from tallystick.lake.tidy.payments import Source, payments
from tallystick.lake.tidy.publisher import Publisher
from tallystick.lake.tidy.rows import (
    AMOUNT_MISSING,
    AMOUNT_UNREADABLE,
    BLANK,
    FURNITURE,
    PAYMENT,
    QUARANTINED,
    Facts,
    Sorted,
    sort_rows,
)
from tallystick.lake.tidy.schema import FURNITURE as FURNITURE_SCHEMA
from tallystick.lake.tidy.schema import QUARANTINE as QUARANTINE_SCHEMA
from tallystick.reference.organisations import Directory

_NO_AMOUNT = (AMOUNT_MISSING, AMOUNT_UNREADABLE, CREDIT_UNREADABLE, NOT_IN_POUNDS)


@dataclass(frozen=True)
class TidyTable:
    """payments has `schema.PAYMENTS` but for the column `duplicate`, and a column `whole` (UInt64) that is equal for
    records that are equal cell for cell."""

    payments: pl.DataFrame
    quarantine: pl.DataFrame
    furniture: pl.DataFrame
    reading: TableReading


def tidy_table(
    layout: Layout, source: Source, publisher: Publisher, directory: Directory, decisions: Decisions
) -> TidyTable:
    """Every record of the table ends in one of the three frames or is blank; the reading adds up."""
    layout, mended, forced = _mended(layout, source.sha256, decisions.rows)
    start = layout.body
    cells, lines = layout.cells[start:], layout.lines[start:]
    index_of = {position: i for i, position in enumerate(layout.positions)}
    assert layout.map.amount is not None, "refuse_if_not_payments comes first"
    money = read_money(layout)
    dates = layout.series("date")
    days = None
    if dates is not None:
        said = said_date_order(layout, decisions, publisher.code, source.sha256)
        days = read_days(dates, said, layout.heading(layout.map.positions["date"]))
    facts = Facts(
        cells=cells,
        pence=money.pence,
        amount=index_of[layout.map.amount],
        supplier=_index(layout, "supplier", index_of),
        transaction=_index(layout, "transaction", index_of),
        date=_index(layout, "date", index_of),
        date_read=(days.month.is_not_null() if days else None),
        objections=tuple((o.where, o.reason, index_of[o.position]) for o in money.objections),
        headings=layout.header.headings if layout.header else ("",) * cells.width,
        forced={
            i: action
            for i, action in ((_line_index(lines, line), action) for line, action in forced.items())
            if i is not None
        },
    )
    found = sort_rows(facts)
    made = payments(layout, source, publisher, directory, days, money, found.kind == PAYMENT)
    quarantine = _quarantine(layout, source, publisher, facts, found, cells, lines)
    furniture = _furniture(layout, source, facts, found)
    reading = _reading(layout, publisher, facts, found, days, made, furniture, money, mended)
    return TidyTable(made, quarantine, furniture, reading)


def _mended(layout: Layout, sha256: str, rows: tuple[RowDecision, ...]) -> tuple[Layout, int, dict[int, str]]:
    """The layout with people's corrections written into its cells; how many; and line -> release or furniture."""
    here = [r for r in rows if r.sha256 == sha256 and r.sheet == layout.sheet.name]
    if not here:
        return layout, 0, {}
    forced = {r.row: r.action for r in here if r.action in ("release", "furniture")}
    raw, cells, mended = layout.raw, layout.cells, 0
    for decision in here:
        index = _line_index(layout.lines, decision.row)
        if decision.action != "mend" or index is None:
            continue
        mended += 1
        for position, text in decision.cells.items():
            name = f"c{position}"
            if name in cells.columns:
                raw = raw.with_columns(raw[name].scatter(index, text))
                cells = cells.with_columns(cells[name].scatter(index, text.strip() or None))
    changed = Layout(
        layout.sheet, raw, cells, layout.lines, layout.positions, layout.header, layout.columns, layout.map
    )
    return changed, mended, forced


def _line_index(lines: pl.Series, line: int) -> int | None:
    found = (lines == line).arg_true()
    return int(found[0]) if len(found) else None


def _index(layout: Layout, field: str, index_of: dict[int, int]) -> int | None:
    position = layout.map.positions.get(field)
    return None if position is None else index_of[position]


def _quarantine(
    layout: Layout,
    source: Source,
    publisher: Publisher,
    facts: Facts,
    found: Sorted,
    cells: pl.DataFrame,
    lines: pl.Series,
) -> pl.DataFrame:
    indexes = [i for i in found.why if i in found.culprit]
    if not indexes:
        return pl.DataFrame(schema=QUARANTINE_SCHEMA)
    width = layout.positions[-1] + 1
    published: list[str] = []
    for row in cells[indexes].rows():
        full: list[str | None] = [None] * width
        for position, text in zip(layout.positions, row, strict=True):
            full[position] = text
        published.append(json.dumps(full, ensure_ascii=False))
    culprits = [found.culprit[i] for i in indexes]
    return pl.DataFrame(
        {
            "sha256": [source.sha256] * len(indexes),
            "file": [source.file] * len(indexes),
            "organisation_code": [publisher.code] * len(indexes),
            "organisation": [publisher.name] * len(indexes),
            "sheet": [layout.sheet.name] * len(indexes),
            "row": lines[indexes],
            "reason": [found.why[i] for i in indexes],
            "column": [layout.heading(layout.positions[c]) for c in culprits],
            "value": [cells.row(i)[c] for i, c in zip(indexes, culprits, strict=True)],
            "amount_pence": facts.pence[indexes],
            "cells": published,
        },
        schema=QUARANTINE_SCHEMA,
    )


def _furniture(layout: Layout, source: Source, facts: Facts, found: Sorted) -> pl.DataFrame:
    rows: list[tuple[int, str, int | None, str]] = []
    top = layout.cells[: layout.body].rows()
    for i, row in enumerate(top):
        text = " | ".join(c for c in row if c)
        if text:
            in_header = layout.header is not None and i >= layout.header.first
            rows.append((int(layout.lines[i]), "header" if in_header else "title", None, text[:500]))
    for i, why in found.why.items():
        if i not in found.culprit:
            text = " | ".join(c for c in facts.cells.row(i) if c)
            rows.append((int(layout.lines[layout.body + i]), why, facts.pence[i], text[:500]))
    return pl.DataFrame(
        {
            "sha256": [source.sha256] * len(rows),
            "sheet": [layout.sheet.name] * len(rows),
            "row": [r[0] for r in rows],
            "kind": [r[1] for r in rows],
            "amount_pence": [r[2] for r in rows],
            "text": [r[3] for r in rows],
        },
        schema=FURNITURE_SCHEMA,
    ).sort("row")


def _reading(
    layout: Layout, publisher: Publisher, facts: Facts, found: Sorted, days: Days | None,
    made: pl.DataFrame, furniture: pl.DataFrame, money: Money, mended: int,
) -> TableReading:  # fmt: skip
    sums = (
        pl.DataFrame({"kind": found.kind, "pence": facts.pence})
        .group_by("kind")
        .agg(pl.col("pence").sum(), pl.len().alias("n"))
    )
    by_kind = {kind: (pence, n) for kind, pence, n in sums.rows()}
    quarantined: dict[str, int] = {}
    for i in found.culprit:
        quarantined[found.why[i]] = quarantined.get(found.why[i], 0) + 1
    mapping = layout.map
    names = {column.position: column.name for column in layout.columns}
    columns = {field: names[position] for field, position in mapping.positions.items() if field != "amount"}
    columns["amount"] = names[mapping.amount] if mapping.amount is not None else ""
    top_blank = layout.body - furniture.filter(pl.col("kind").is_in(["title", "header"])).height
    kinds = dict(furniture.group_by("kind").len().sort("kind").rows())
    reading = TableReading(
        sheet=layout.sheet.name,
        header_row=layout.header_row,
        columns=columns,
        rows_read=layout.cells.height,
        payments=by_kind.get(PAYMENT, (0, 0))[1],
        quarantined=quarantined,
        furniture=furniture.height,
        blank=by_kind.get(BLANK, (0, 0))[1] + top_blank,
        pence_read=sum(pence for pence, _ in by_kind.values()),
        pence_payments=by_kind.get(PAYMENT, (0, 0))[0],
        pence_quarantined=by_kind.get(QUARANTINED, (0, 0))[0],
        pence_furniture=by_kind.get(FURNITURE, (0, 0))[0],
        unreadable_amounts=sum(quarantined.get(reason, 0) for reason in _NO_AMOUNT),
        first_date=_iso(made["date"].min()),
        last_date=_iso(made["date"].max()),
        amount_basis=mapping.basis,
        date_order={"order": days.order.order, "why": days.order.why, "flagged": days.order.flagged} if days else None,
        mapping=mapping.readings,
        furniture_kinds=kinds,
        redacted=int(made["redacted"].sum()),
    )
    reading.notes = assumptions(layout, reading, days, money, mended=mended, unnamed=made["supplier"].null_count())
    return reading


def _iso(value: object) -> str | None:
    return None if value is None else str(value)
