"""The report on real files: what it reads of other people's versions, and that nothing unexplained is passed over."""

import json
from collections import Counter
from pathlib import Path

import pytest

from tallystick.lake.reading import ColumnReading, FileReading, TableReading
from tools.real_files.explained import NOT_EXPLAINED, Explanation, Explanations
from tools.real_files.loaded import File
from tools.real_files.markdown import cell_shown, table
from tools.real_files.recount import recount
from tools.real_files.tidied import in_common, read_tidied

WORDS = {"Amount": ["Net Value"], "Payment Date": ["Paid"], "Beneficiary Name": ["Supplier"]}
EXPLAINED = Explanations((Explanation("quarantine", "ambridge/raw/*", "theirs", "Blank as published.", 3),))


def test_an_explanation_holds_only_for_the_count_it_was_written_for() -> None:
    explained = Explanations(EXPLAINED.all)
    assert explained.say("quarantine", "ambridge/raw/may.csv", 3) == "Theirs. Blank as published."
    assert explained.say("quarantine", "ambridge/raw/may.csv", 4) == NOT_EXPLAINED
    assert explained.missing == ["quarantine: ambridge/raw/may.csv (4)"]
    assert explained.stale == []


def test_an_explanation_of_what_is_no_longer_there_is_stale() -> None:
    assert Explanations(EXPLAINED.all).stale == ["quarantine: ambridge/raw/* (3)"]


def test_the_explanations_kept_are_well_formed() -> None:
    explained = Explanations.read(Path(__file__).parents[2] / "tools" / "real_files" / "explained.toml")
    assert len({(e.about, e.what, e.count) for e in explained.all}) == len(explained.all)


def test_a_tidied_file_is_read_from_under_its_headings(tmp_path: Path) -> None:
    for folder, name, text in (
        ("raw", "index.json", json.dumps({"columns": {"map": WORDS}})),
        (
            "clean",
            "2020-01.csv",
            "query\ncolumns,amount,\nSupplier,Net Value,Paid\nBrown & Son,12.50,2020-01-31\nTotal,n/a,\n\n",
        ),
    ):
        (tmp_path / "ambridge" / folder).mkdir(parents=True)
        (tmp_path / "ambridge" / folder / name).write_text(text, encoding="utf-8")
    tidied = read_tidied(tmp_path, "ambridge", tmp_path / "ambridge" / "clean" / "2020-01.csv")
    assert tidied.payments == (("2020-01-31", 1250, "brownson"),)
    assert (tidied.rows, tidied.unread, tidied.negative) == (2, 1, 0)


@pytest.mark.parametrize(
    ("cell", "pence"), [("£1,234.50", 123450), ("(5)", -500), ("7.00-", -700), ("-", 0), ("word", 0)]
)
def test_a_file_is_counted_again_by_other_means(tmp_path: Path, cell: str, pence: int) -> None:
    path = tmp_path / "ambridge" / "raw" / "may.csv"
    path.parent.mkdir(parents=True)
    path.write_text(f'Supplier,Amount\nBrown,"{cell}"\n', encoding="utf-8")
    columns = [ColumnReading(1, "Amount", "amount", "", 1.0, "heading")]
    read = TableReading(None, rows_read=2, pence_read=pence, columns={"amount": "Amount"}, mapping=columns)
    reading = FileReading("may.csv", "ab", 1, "csv", "utf-8", "loaded", None, {}, [read])
    found = recount(File(tmp_path, tmp_path, "ambridge/raw/may.csv", reading))
    assert found is not None
    assert (found.rows, found.pence, found.agrees) == (2, pence, True)


def test_no_word_of_a_cell_is_shown() -> None:
    row = {"row": 7, "column": "Date", "value": "Mrs E Grundy"}
    assert cell_shown(row) == "line 7: “Date” is 12 letters"
    assert cell_shown({**row, "value": "9/30/2020"}) == "line 7: “Date” is `9/30/2020`"
    assert cell_shown({**row, "value": None}) == "line 7: “Date” is blank"


def test_a_table_sets_figures_to_the_right_and_escapes_bars() -> None:
    assert table(("a", "b"), [["x|y", 1200]]) == "| a | b |\n| --- | ---: |\n| x\\|y | 1,200 |"
    assert table(("a",), []) == "None."


def test_bags_share_the_lesser_of_each_count() -> None:
    assert in_common(Counter("aab"), Counter("abbb")) == 2
