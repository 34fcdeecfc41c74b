"""What comes of a file, whatever its layout. The modules of `layouts` say what is published, and what is true."""

from collections import Counter
from pathlib import Path

import pytest

from tallystick.kit.errors import Refused
from tallystick.lake.reading import TableReading
from tests.lake.tidy.layouts import (
    amounts,
    bodies,
    containers,
    dates,
    headings,
    headings_more,
    others,
    pages,
    suppliers,
    totals,
    workbooks,
)
from tests.lake.tidy.layouts.making import Layout
from tests.lake.tidy.reading import tidied

MODULES = (headings, bodies, headings_more, pages, totals, amounts, dates, suppliers, containers, workbooks, others)
LAYOUTS = [layout for module in MODULES for layout in module.LAYOUTS]


def test_no_two_layouts_have_one_name() -> None:
    assert [name for name, n in Counter(layout.name for layout in LAYOUTS).items() if n > 1] == []


@pytest.mark.parametrize("layout", [one for one in LAYOUTS if one.refused is None], ids=lambda one: one.name)
def test_its_payments_are_read(layout: Layout, tmp_path: Path) -> None:
    made = tidied(tmp_path, layout.content, layout.file)
    tables = [table for table in made.reading.tables if table.outcome == "loaded"]
    assert made.reading.outcome == layout.outcome, made.reading.reason
    got = Counter(made.payments.select("date", "supplier", "amount_pence").rows())
    assert got == Counter((layout.date_of(p), layout.supplier_of(p), layout.pence_of(p)) for p in layout.paid)
    assert sum((Counter(table.quarantined) for table in tables), Counter()) == Counter(layout.quarantined)
    assert {table.amount_basis for table in tables} == {layout.basis}
    assert {name: tables[0].columns.get(name) for name in layout.columns} == layout.columns
    assert sum(table.furniture for table in tables) == layout.furniture
    assert sum(table.blank for table in tables) == layout.blank
    assert made.payments["redacted"].sum() == layout.redacted if layout.paid else not made.payments.height
    for table in tables:
        adds_up(table)


@pytest.mark.parametrize("layout", [one for one in LAYOUTS if one.refused is not None], ids=lambda one: one.name)
def test_it_is_refused_for_what_it_is(layout: Layout, tmp_path: Path) -> None:
    try:
        reading = tidied(tmp_path, layout.content, layout.file).reading
    except Refused as no:
        reason = str(no)
    else:
        assert reading.outcome == "refused", [table.columns for table in reading.tables]
        reason = str(reading.reason)
    assert str(layout.refused).lower() in reason.lower()


def adds_up(table: TableReading) -> None:
    kept_out = sum(table.quarantined.values())
    assert table.rows_read == table.payments + kept_out + table.furniture + table.blank
    assert table.pence_read == table.pence_payments + table.pence_quarantined + table.pence_furniture
