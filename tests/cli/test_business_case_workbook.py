"""A business case as a workbook, at the command: out, in again, and what is refused."""

import datetime as dt
import io
import json
import zipfile
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result

from tallystick.cli import main
from tallystick.decisions.workbooks.writing import write_workbook
from tallystick.reference.green_book import green_book

BUILD = {"name": "Build", "type": "capital", "kind": "one_off", "flows": {"2026": -1000}}
CASE: dict[str, Any] = {
    "base_year": 2026,
    "price_basis": "real",
    "options": [{"name": "New", "life_years": 3, "lines": [BUILD]}],
}


def run(*words: str) -> Result:
    return CliRunner().invoke(main, ["decisions", "business-case", *words])


def test_a_workbook_out_and_in_again(tmp_path: Path) -> None:
    file, out, again = tmp_path / "case.json", tmp_path / "case.xlsx", tmp_path / "again.XLSX"
    file.write_text(json.dumps(CASE), encoding="utf-8")
    first = run(str(file), "--workbook", str(out))
    assert first.exit_code == 0, first.stderr
    second = run(str(out), "--workbook", str(again))
    assert second.exit_code == 0, second.stderr
    assert json.loads(second.stdout)["options"] == json.loads(first.stdout)["options"]
    assert out.read_bytes() == again.read_bytes(), "what is the same is written the same"


def test_a_workbook_that_cannot_be_is_refused(tmp_path: Path) -> None:
    file, out = tmp_path / "case.json", tmp_path / "case.xlsx"
    file.write_text(json.dumps(CASE), encoding="utf-8")
    assert run(str(file), "--workbook", str(out), "--lines").exit_code == 2
    for words, says in (
        ((str(file), "--workbook", str(tmp_path / "case.ods")), "is no name of a workbook. Let it end in .xlsx."),
        ((str(file), "--workbook", str(tmp_path / "none" / "case.xlsx")), "cannot be written"),
        ((str(out),), "cannot be read"),
    ):
        said = run(*words)
        assert said.exit_code == 1
        assert says in said.stderr
    out.write_bytes(b"x")
    assert "This is no XLSX workbook." in run(str(out)).stderr


def test_a_refusal_of_a_workbook_names_the_cell(tmp_path: Path) -> None:
    data = write_workbook(CASE, green_book(), dt.date(2026, 11, 22))
    out = tmp_path / "case.xlsx"
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new_one:
        for name in old.namelist():
            new_one.writestr(name, old.read(name).replace(b">capital<", b">revenues<"))
    said = run(str(out))
    assert said.exit_code == 1
    assert "Lines!C4: options[0].lines[0].type: “revenues” is not known." in said.stderr
