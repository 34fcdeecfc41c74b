"""The report of what became of a register."""

from pathlib import Path

import pytest

from tests.contracts.reading import made
from tools import report_registers


def test_the_report_counts_rows_cells_and_questions(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = [
        ["Ref", "Title", "Supplier", "Colour", "End", "Value"],
        ["1", "Salt", "Ivy Ltd", "Red", "31/03/2026", "£5"],
        ["2", "Grit", "Elm Ltd", None, None, "£1 - £3"],
        ["3", None, None, None, "31/03/2026", None],
        ["Total", None, None, None, None, "£5"],
    ]
    register, pdf = tmp_path / "register.csv", tmp_path / "register.pdf"
    register.write_bytes(made.text(rows))
    pdf.write_bytes(b"%PDF-1.7 and so on")
    monkeypatch.setattr("sys.argv", ["report_registers", str(register), str(pdf)])
    assert report_registers.main() == 0
    said = capsys.readouterr().out
    assert "Rows in no place: **0**. Cells of contracts that are kept nowhere: **0**." in said
    assert "* 1: No end date, and nothing that says the contract has none" in said
    assert "* 1: The row names no title, no description and no supplier: nothing says what contract it is." in said
    assert "| Colour | kept beside the fields | 1 | 1 |  |" in said
    assert "| Value | Value | 3 | 2 | 2 |" in said
    assert "Outcome: **refused**: This is a PDF." in said


def test_the_report_asks_for_files(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.argv", ["report_registers"])
    assert report_registers.main() == 2
