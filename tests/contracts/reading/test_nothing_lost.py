"""Whatever a register holds, every row ends in one place and every cell is kept."""

import datetime as dt
import gc

from hypothesis import given, settings
from hypothesis import strategies as st

from tallystick.contracts.rules.cells import tidied
from tests.contracts.reading import made
from tests.contracts.rules.test_cells import CELLS

_HEADINGS = st.sampled_from(
    [
        "Ref",
        "Contract title",
        "Description",
        "Supplier",
        "Start date",
        "End date",
        "Value",
        "Annual value",
        "Term",
        "Extension",
        "Department",
        "Notice period",
        "SME",
        "VCSE",
        "Company number",
        "Route",
        "Review",
        "Notes",
        "Lot",
        "Colour",
        "",
        "Start and end dates",
    ]
)
_ROWS = st.lists(st.lists(st.one_of(st.just(""), CELLS), max_size=9), max_size=12)


@settings(max_examples=60, deadline=None)
@given(st.lists(_HEADINGS, min_size=2, max_size=9), _ROWS)
def test_every_cell_of_every_row_is_kept(headings: list[str], rows: list[list[str]]) -> None:
    plain = [
        "Door entry" if "title" in heading else "Gorse Ltd" if heading == "Supplier" else "" for heading in headings
    ]
    table: made.Rows = [["Contracts register"], headings, plain, *rows]
    reading = made.read(made.text(table))
    for sheet in reading.sheets:
        for row in sheet.rows:
            if row.contract is None:
                continue
            kept = " ".join([*row.contract.as_written.values(), *row.contract.other.values()])
            lost = [word for cell in row.cells if cell for word in tidied(cell).split() if word not in tidied(kept)]
            assert lost == [], row


@given(
    st.lists(st.tuples(st.dates(dt.date(1990, 1, 1), dt.date(2080, 1, 1)), st.integers(1, 120)), min_size=1, max_size=8)
)
def test_an_end_worked_out_from_a_start_and_a_term_is_the_day_before_the_day_it_began(
    terms: list[tuple[dt.date, int]],
) -> None:
    rows = [
        ["Title", "Supplier", "Start", "Term (months)"],
        *([f"C{n}", "Gorse Ltd", start, months] for n, (start, months) in enumerate(terms)),
    ]
    found = made.contracts(made.text(rows))
    for contract, (start, months) in zip(found, terms, strict=True):
        assert contract.start == start
        assert contract.end is not None
        after = contract.end + dt.timedelta(days=1)
        assert (after.year - start.year) * 12 + after.month - start.month == months
        assert after.day == start.day or (after.day < start.day and (after + dt.timedelta(days=1)).month != after.month)


def test_the_collector_is_left_as_it_was() -> None:
    data = made.text([["Title", "Supplier", "End"], ["Salt", "Ivy Ltd", "31/03/2026"]])
    for set_it, expected in ((gc.disable, False), (gc.enable, True)):
        set_it()
        try:
            made.read(data)
            assert gc.isenabled() is expected
        finally:
            gc.enable()
