"""Whatever is in a file, every record ends once: a payment, in quarantine, furniture or blank. Money adds up."""

import json
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tallystick.kit.errors import Refused
from tallystick.lake.decisions import Decisions
from tallystick.lake.read import open_file
from tallystick.lake.tidy.file import TidyFile, tidy_file
from tallystick.lake.tidy.payments import Source
from tests.lake.tidy.layouts.making import text
from tests.lake.tidy.reading import directory, tidied

CELLS = [
    "", "", "", "123.45", "£1,234.50", "(600.00)", "-5", "1e5", "12 CR", "-", " - ", "see note", "########",
    "€5.00", "99999999999999999",
    "01/04/2024", "31/04/2024", "2024-04-01", "Apr-24", "45383", "13/13/2024", "Total", "Grand Total",
    "Subtotal", "Page 1 of 9",
    "REDACTED", "Ash Ltd", "Total Gas & Power", "Notes:", "N/A", "C", "D", "EUR", "GBP",
    "a\nb", 'say "so"', "=1+1", "\t", "\x07",
    "Supplier", "Amount", "Date", "----", "x" * 200, "é", "£", "0", "Directorate: Adults",
]  # fmt: skip
HEADINGS = [
    "Date", "Supplier", "Amount", "Net", "VAT", "Gross", "Description", "Directorate", "Debit", "Credit", "DR/CR",
    "Currency",
    "Transaction No", "Organisation", "Company Number", "", "Amount", "Amount (£000)", "Card", "Anything",
]  # fmt: skip
GOOD = [
    "02/04/2024",
    "Ash Ltd",
    "123.45",
    "100.00",
    "23.45",
    "123.45",
    "Salt",
    "Roads",
    "50.00",
    "",
    "D",
    "GBP",
    "9",
    "",
    "",
    "",
    "1",
    "2",
    "N",
    "x",
]


@st.composite
def _messes(draw: st.DrawFn) -> list[list[str]]:
    width = draw(st.integers(1, 8))
    order = draw(st.permutations(range(len(HEADINGS))))[:width]
    plain = [GOOD[i] for i in order]
    kinds = st.one_of(
        st.just(plain),
        st.lists(st.sampled_from(CELLS), min_size=width, max_size=width),
        st.builds(
            lambda at, cell: [cell if i == at else c for i, c in enumerate(plain)],
            st.integers(0, 7),
            st.sampled_from(CELLS),
        ),
        st.lists(st.sampled_from(CELLS), max_size=width + 2),
        st.just([HEADINGS[i] for i in order]),
    )
    top = draw(st.sampled_from([[], [["Payments"]], [["", ""]]]))
    head = [[HEADINGS[i] for i in order]] if draw(st.integers(0, 4)) else []
    return top + head + draw(st.lists(kinds, max_size=25))


@settings(max_examples=80)
@given(_messes())
def test_of_a_mess(records: list[list[str]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        try:
            made = tidied(Path(folder), text(records))
        except Refused:
            return
    holds(made)


@pytest.mark.parametrize("part", range(4))
def test_of_real_files(part: int, real_data: Path) -> None:
    files = sorted(path for path in real_data.glob("spend/*/raw/*") if path.is_file())
    for path in files[part::4]:
        try:
            opened = open_file(path)
            made = tidy_file(
                opened, Source(path.name, "0", str(path)), path.stat().st_size, None, directory(), Decisions()
            )
        except Refused:
            continue
        holds(made)


def holds(made: TidyFile) -> None:
    """The promises of a tidy file, each against the frames themselves."""
    read = [table for table in made.reading.tables if table.outcome == "loaded"]
    for table in read:
        assert table.rows_read == table.payments + sum(table.quarantined.values()) + table.furniture + table.blank
        assert table.pence_read == table.pence_payments + table.pence_quarantined + table.pence_furniture
    assert made.payments.height == sum(table.payments for table in read)
    assert made.quarantine.height == sum(sum(table.quarantined.values()) for table in read)
    if made.reading.outcome == "refused":
        assert made.reading.reason
        return
    assert made.furniture.height == sum(t.furniture for t in made.reading.tables)
    assert made.payments["amount_pence"].null_count() == 0
    assert made.payments["amount_pence"].sum() == sum(table.pence_payments for table in read)
    assert made.quarantine["amount_pence"].sum() == sum(table.pence_quarantined for table in read)
    places = [
        tuple(row)
        for frame in (made.payments, made.quarantine, made.furniture)
        for row in frame.select("sheet", "row").rows()
    ]
    assert len(places) == len(set(places)), "a record came out twice"
    assert made.quarantine["column"].null_count() == 0
    assert all(isinstance(json.loads(cells), list) for cells in made.quarantine["cells"].head(50))
    assert all(json.loads(extra) for extra in made.payments["extra"].drop_nulls().head(50))
