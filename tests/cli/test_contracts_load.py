"""`tallystick contracts load` and `export`, as other programs rely on them."""

import csv
import io
import json
from pathlib import Path

import pytest
import xlsxwriter

from tallystick.contracts.exporting.columns import HEADINGS
from tallystick.lake.store.home import Home
from tests.commands import Tallystick
from tests.contracts.imported import CLEAN, PHONES, WIFI, register

KEYS = {"file", "sha256", "format", "outcome", "reason", "organisation", "tables"}
TABLE = {"sheet", "header_row", "columns", "rows_read", "contracts", "questions", "quarantined", "furniture", "blank"}
OPERATOR = ("--as", "operator", "contracts")
LEEDS = ("--organisation", "Leeds City Council")


def test_one_line_of_json_a_file_whose_rows_add_up(home: Home, tmp_path: Path, tallystick: Tallystick) -> None:
    first = register(tmp_path, PHONES, WIFI, ("Q", "", "", "", "01/01/2024", "", "£5", "", ""), ("",) * 9, CLEAN)
    (tmp_path / "report.pdf").write_bytes(b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n")
    said = tallystick(home, *OPERATOR, "load", "--json", *LEEDS, str(first), str(tmp_path / "report.pdf"), status=1)
    loaded, refused = said.lines
    assert loaded.keys() >= KEYS
    assert (loaded["file"], loaded["format"], loaded["outcome"], loaded["reason"]) == (
        "register.csv", "csv", "loaded", None,
    )  # fmt: skip
    assert loaded["organisation"] == {"code": "GB-LAE-LDS", "name": "Leeds City Council", "how": "given"}
    [table] = loaded["tables"]
    assert table.keys() >= TABLE
    assert table["columns"]["supplier"] == "Supplier"
    assert (table["header_row"], table["rows_read"], table["contracts"], table["furniture"], table["blank"]) == (
        2, 7, 2, 2, 1,
    )  # fmt: skip
    assert sum(table["questions"].values()) == 1
    assert table["quarantined"] == {"no_title_or_supplier": 1}
    assert (refused["outcome"], refused["tables"]) == ("refused", [])
    assert "PDF" in refused["reason"]


def test_again_is_unchanged_and_so_is_what_was_exported(home: Home, tmp_path: Path, tallystick: Tallystick) -> None:
    path = register(tmp_path, PHONES, WIFI, CLEAN)
    tallystick(home, *OPERATOR, "load", *LEEDS, str(path))
    assert tallystick(home, *OPERATOR, "load", "--json", *LEEDS, str(path)).lines[0]["outcome"] == "unchanged"
    before = tallystick(home, *OPERATOR, "export").out
    for form in ("csv", "xlsx", "json"):
        out = tmp_path / f"out.{form}"
        tallystick(home, *OPERATOR, "export", "--format", form, "--output", str(out))
        [again] = tallystick(home, *OPERATOR, "load", "--json", str(out)).lines
        assert (again["outcome"], again["new"], again["changed"], again["unchanged"]) == ("unchanged", 0, 0, 3)
    assert tallystick(home, *OPERATOR, "export").out == before
    assert next(csv.DictReader(io.StringIO(before)))["supplier_id"]
    assert next(csv.reader(io.StringIO(before.removeprefix("\ufeff"))))[:24] == list(HEADINGS)[:24]


def test_public_is_said_of_new_contracts_alone(home: Home, tmp_path: Path, tallystick: Tallystick) -> None:
    path = register(tmp_path, PHONES)
    first = tallystick(home, *OPERATOR, "load", "--public", *LEEDS, str(path))
    assert "is for the contracts that are new" not in first.err
    for way in (["--public"], ["--public", "--preview"]):
        again = tallystick(home, *OPERATOR, "load", *way, *LEEDS, str(path))
        assert "--public is for the contracts that are new" in again.err
    later = register(tmp_path, PHONES, CLEAN, name="later.csv")
    assert (
        "is for the contracts that are new" in tallystick(home, *OPERATOR, "load", "--public", *LEEDS, str(later)).err
    )
    assert "is for the contracts that are new" not in tallystick(home, *OPERATOR, "load", *LEEDS, str(path)).err


def test_a_preview_says_what_would_change_and_changes_nothing(
    home: Home, tmp_path: Path, tallystick: Tallystick
) -> None:
    tallystick(home, *OPERATOR, "load", *LEEDS, str(register(tmp_path, PHONES, CLEAN)))
    before = tallystick(home, *OPERATOR, "export").out
    later = register(tmp_path, (*PHONES[:5], "31/03/2031", *PHONES[6:]), WIFI, name="later.csv")
    [said] = tallystick(home, *OPERATOR, "load", "--preview", "--json", *LEEDS, str(later)).lines
    assert (said["outcome"], said["new"], said["changed"], said["missing"]) == ("loaded", 1, 1, 1)
    [change] = said["changes"]
    assert (change["reference"], [(one["field"], one["before"], one["after"]) for one in change["fields"]]) == (
        "ICT-1", [("end", "2027-03-31", "2031-03-31")],
    )  # fmt: skip
    shown = tallystick(home, *OPERATOR, "load", "--preview", *LEEDS, str(later)).out
    assert "2031-03-31" in shown
    assert tallystick(home, *OPERATOR, "export").out == before


def test_nobody_who_is_not_named_loads_into_a_teams_register(
    home: Home, tmp_path: Path, tallystick: Tallystick, monkeypatch: pytest.MonkeyPatch, settings: object
) -> None:
    settings.TALLYSTICK_TEAM = True  # type: ignore[attr-defined]
    path = register(tmp_path, PHONES)
    said = tallystick(home, "contracts", "load", *LEEDS, str(path), status=1)
    assert "--as" in said.err
    assert tallystick(home, "contracts", "export", "--format", "json").out == ""


def test_a_council_that_is_in_no_list_can_be_named(home: Home, tmp_path: Path, tallystick: Tallystick) -> None:
    path = register(tmp_path, PHONES)
    [said] = tallystick(
        home, *OPERATOR, "load", "--json", "--organisation", "Quillhaven Marsh Town Council", str(path)
    ).lines
    assert said["organisation"] == {
        "code": "local:quillhaven-marsh-town-council", "name": "Quillhaven Marsh Town Council", "how": "given",
    }  # fmt: skip
    [near] = tallystick(
        home, *OPERATOR, "load", "--json", "--organisation", "Leds City Council", str(path), status=1
    ).lines
    assert "Leeds City Council" in near["reason"]
    lines = tallystick(
        home, *OPERATOR, "export", "--format", "json", "--organisation", "Quillhaven Marsh Town Council"
    ).lines
    assert [line["reference"] for line in lines] == ["ICT-1"]


def test_a_large_workbook_of_several_sheets(home: Home, tmp_path: Path, tallystick: Tallystick) -> None:
    path = tmp_path / "register.xlsx"
    book = xlsxwriter.Workbook(path)
    for name in ("Adults", "Highways"):
        sheet = book.add_worksheet(name)
        sheet.write_row(0, 0, ["Contract register 2026"])
        sheet.write_row(1, 0, ["Ref", "Contract title", "Supplier name", "Start", "End", "Annual value (£)"])
        for row in range(40):
            cells = [
                f"{name[0]}{row}",
                f"{name} service {row}",
                f"Supplier {row % 7} Ltd",
                "01/04/2024",
                "31/03/2027",
                row,
            ]
            sheet.write_row(2 + row, 0, cells)
    book.close()
    [said] = tallystick(home, *OPERATOR, "load", "--json", *LEEDS, str(path)).lines
    assert [(table["sheet"], table["contracts"]) for table in said["tables"]] == [("Adults", 40), ("Highways", 40)]
    lines = tallystick(home, *OPERATOR, "export", "--format", "json").lines
    assert {(line["source_sheet"], line["source_row"]) for line in lines} == {
        (name, row) for name in ("Adults", "Highways") for row in range(3, 43)
    }


def test_the_site_imports_a_large_register_by_the_same_actions_step_by_step(
    home: Home, tmp_path: Path, tallystick: Tallystick
) -> None:
    progress = tmp_path / "progress.json"
    path = register(tmp_path, PHONES, CLEAN)
    step = ("--progress", str(progress))
    [handed] = tallystick(home, *OPERATOR, "hand-in", "--organisation", "GB-LAE-LDS", *step, "--", str(path)).lines
    assert json.loads(progress.read_text())["step"] == "Comparing with what is here"
    assert tallystick(home, *OPERATOR, "export", "--format", "json").out == ""
    number = str(handed["register"])
    assert tallystick(home, *OPERATOR, "look-over", number, *step).lines == [{"register": handed["register"]}]
    [done] = tallystick(home, *OPERATOR, "take-in", number, *step).lines
    assert (done["outcome"], done["new"]) == ("loaded", 2)
    staged = json.loads((home.root / "registers" / f"{number}.json").read_text(encoding="utf-8"))
    assert staged["counts"]["unchanged"] == 2
    (tmp_path / "report.pdf").write_bytes(b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n")
    [refused] = tallystick(home, *OPERATOR, "hand-in", *step, "--", str(tmp_path / "report.pdf")).lines
    assert "PDF" in refused["refused"]
