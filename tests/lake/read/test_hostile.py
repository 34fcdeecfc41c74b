"""Files made to do harm, or made by accident: bounded in memory and time, and refused with the reason."""

import io
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest
import xlsxwriter
import xlwt

from tallystick.kit.errors import Refused
from tallystick.lake.read import Limits, open_file
from tallystick.lake.read.xls import surveyed_xls

NS = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
OPEN_DOCUMENT = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
)
MEASURE = """
import resource, sys
from pathlib import Path
from tallystick.kit.errors import Refused
from tallystick.lake.read import open_file
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
try:
    open_file(Path(sys.argv[1]))
    print("read")
except Refused as no:
    print(no.reason)
print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024)
"""


def measured(path: Path) -> tuple[str, int, float]:
    """The reason that `path` is refused for, the MiB that finding out took at its peak, and the seconds."""
    began = time.monotonic()
    done = subprocess.run([sys.executable, "-c", MEASURE, path], capture_output=True, text=True, check=True)
    reason, mebibytes = done.stdout.splitlines()
    return reason, int(mebibytes), time.monotonic() - began


def xlsx(path: Path, rows: str, *, shared: str = "", before: str = "") -> Path:
    """An XLSX with one sheet written by hand."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "xl/workbook.xml",
            f'<workbook {NS} xmlns:r="{RELATIONS}"><sheets><sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>',
        )
        archive.writestr(
            "xl/_rels/workbook.xml.rels",
            f'<Relationships xmlns="{PACKAGE}"><Relationship Id="r1" Type="{RELATIONS}/worksheet" '
            f'Target="worksheets/sheet1.xml"/><Relationship Id="r2" Type="{RELATIONS}/sharedStrings" '
            'Target="sharedStrings.xml"/></Relationships>',
        )
        archive.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{PACKAGE}"><Relationship Id="r1" Type="{RELATIONS}/officeDocument" '
            'Target="xl/workbook.xml"/></Relationships>',
        )
        archive.writestr("xl/sharedStrings.xml", f"<sst {NS}>{shared}</sst>")
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(
            "xl/worksheets/sheet1.xml", f"{before}<worksheet {NS}><sheetData>{rows}</sheetData></worksheet>"
        )
    return path


def ods(path: Path, rows: str, *, before: str = "") -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr(
            "content.xml",
            f"{before}<office:document-content {OPEN_DOCUMENT}><office:body><office:spreadsheet>"
            f'<table:table table:name="S">{rows}</table:table>'
            "</office:spreadsheet></office:body></office:document-content>",
        )
    return path


ONE_CELL = '<row r="1"><c r="A1"><v>1</v></c></row>'
CELL = "<table:table-cell><text:p>x</text:p></table:table-cell>"
ROW = f"<table:table-row>{CELL}</table:table-row>"
MANY = '<table:table-cell table:number-columns-repeated="16384"><text:p>x</text:p></table:table-cell>'
LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'


def test_a_sheet_by_hand_is_read_when_it_is_honest(tmp_path: Path) -> None:
    rows = '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>0</v></c></row>'
    found = open_file(xlsx(tmp_path / "a.xlsx", rows, shared="<si><t>Smith</t></si>"))
    assert found.sheets[0].cells.rows() == [("Smith", "Smith")]
    assert open_file(ods(tmp_path / "a.ods", f"<table:table-row>{CELL}</table:table-row>")).sheets[0].cells.rows() == [
        ("x",)
    ]


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        (ONE_CELL + '<row r="1048576"><c r="A1048576"><v>1</v></c></row>', "1,048,574 blank rows"),
        (ONE_CELL + '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>', "16,384 columns"),
        ('<row r="1"><c r="A1"><v>1</v></c><c r="NTP1"><v>1</v></c></row>', "10,000 columns"),
        ("".join(f'<row r="{i}"><c r="ALL{i}"><v>1</v></c></row>' for i in range(1, 30_000)), "cells"),
        ('<row r="1"><c r="A99999999999999999999999"><v>1</v></c></row>', "blank rows"),
        ('<row r="1"><c r="' + "A" * 5000 + '1"><v>1</v></c></row>', "damaged"),
        ('<row r="1"><c r="A' + "9" * 5000 + '"><v>1</v></c></row>', "damaged"),
        ('<row r="1"><c r="A1"><v>1</v></row>', "not well-formed"),
    ],
    ids=lambda value: value[-20:],
)
def test_used_areas_of_xlsx(tmp_path: Path, rows: str, reason: str) -> None:
    with pytest.raises(Refused, match=reason):
        open_file(xlsx(tmp_path / "a.xlsx", rows))


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        (ROW + '<table:table-row table:number-rows-repeated="1048574"/>' + ROW, "1,048,574 blank rows"),
        (f"<table:table-row>{MANY}</table:table-row>", "16,384 columns"),
        (f'<table:table-row table:number-rows-repeated="99999999999">{CELL}</table:table-row>', "cells"),
        (f'<table:table-row table:number-rows-repeated="{"9" * 5000}">{CELL}</table:table-row>', "damaged"),
        (
            ROW.replace("row>", 'row table:number-rows-repeated="1000000">', 1).replace(">x<", f">{'x' * 30_000}<"),
            "text of this",
        ),
        (ROW.replace(">x<", f">{'x' * 10_000_000}<"), "row 1, column A"),
        (ROW.replace(">x<", '><text:s text:c="9999999999"/><'), "row 1, column A"),
    ],
    ids=lambda value: value[-20:],
)
def test_used_areas_of_ods(tmp_path: Path, rows: str, reason: str) -> None:
    with pytest.raises(Refused, match=reason):
        open_file(ods(tmp_path / "a.ods", rows), Limits(ratio=10_000))


def test_blank_rows_and_columns_that_are_only_formatting_are_no_harm(tmp_path: Path) -> None:
    formatted = "".join(f'<row r="{i}"><c r="XFD{i}" s="0"/></row>' for i in range(2, 5000))
    found = open_file(xlsx(tmp_path / "a.xlsx", ONE_CELL + formatted + '<row r="1048576"><c r="A1048576"/></row>'))
    assert found.sheets[0].cells.shape == (1, 1)


def test_an_xls_of_two_far_corners_on_many_sheets(tmp_path: Path) -> None:
    book = xlwt.Workbook()
    for number in range(3):
        sheet = book.add_sheet(f"S{number}")
        for row in range(0, 65_536, 5):
            sheet.write(row, 0, 1)
        sheet.write(65_535, 255, 1)
    book.save(str(tmp_path / "a.xls"))
    reason, mebibytes, _ = measured(tmp_path / "a.xls")
    assert "we read at most 20,000,000 cells" in reason
    assert mebibytes < 300


def test_two_far_corners_take_no_memory(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "a.xlsx", ONE_CELL + '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')
    reason, mebibytes, seconds = measured(path)
    assert "columns" in reason
    assert mebibytes < 100
    assert seconds < 10


def test_one_long_string_shared_by_many_cells(tmp_path: Path) -> None:
    """A few megabytes that would be tens of gigabytes once each cell has its own copy."""
    rows = "".join(f'<row r="{i}"><c r="A{i}" t="s"><v>0</v></c></row>' for i in range(1, 60_000))
    path = xlsx(tmp_path / "a.xlsx", rows, shared=f"<si><t>{'x' * 900_000}</t></si>")
    reason, mebibytes, _ = measured(path)
    assert "text of this sheet" in reason
    assert mebibytes < 200


def test_one_long_string_shared_by_many_cells_of_an_xls(tmp_path: Path) -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("S")
    for row in range(60_000):
        sheet.write(row, 0, "x" * 32_767)
    book.save(str(tmp_path / "a.xls"))
    reason, mebibytes, _ = measured(tmp_path / "a.xls")
    assert "text of this sheet" in reason
    assert mebibytes < 200


def test_strings_shared_in_an_xls_are_measured_over_continued_records(tmp_path: Path) -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("S")
    texts = [f"{row} " + "Tŷ £é"[row % 5] * (row % 700) for row in range(3000)]
    for row, text in enumerate(texts):
        sheet.write(row, 0, text)
    book.save(str(tmp_path / "a.xls"))
    survey = surveyed_xls((tmp_path / "a.xls").read_bytes(), Limits())[0]
    assert survey.text_bytes == 2 * sum(map(len, texts))


def test_a_ten_megabyte_cell_in_a_workbook(tmp_path: Path) -> None:
    rows = f'<row r="7"><c r="C7" t="inlineStr"><is><t>{"x" * 10_485_760}</t></is></c></row>'
    with pytest.raises(Refused, match="row 7, column C, holds 10 MB"):
        open_file(xlsx(tmp_path / "a.xlsx", rows))


@pytest.mark.parametrize("part", ["sheet", "ods"])
def test_entities_that_multiply(tmp_path: Path, part: str) -> None:
    path = xlsx(tmp_path / "a", ONE_CELL, before=LAUGHS) if part == "sheet" else ods(tmp_path / "a", "", before=LAUGHS)
    with pytest.raises(Refused, match="document type"):
        open_file(path)


def test_a_sheet_that_unpacks_to_much(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "a.xlsx", ONE_CELL + " " * 80_000_000)
    with pytest.raises(Refused, match="200 times its size"):
        open_file(path)


def test_a_gigabyte_of_zip_bomb_is_bounded(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive,
        archive.open("bomb.csv", "w", force_zip64=True) as member,
    ):
        for _ in range(400):
            member.write(bytes(1024 * 1024))
    reason, mebibytes, seconds = measured(path)
    assert "times its size" in reason
    assert mebibytes < 200
    assert seconds < 15


def test_a_million_blank_lines_of_text_are_only_lines(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b"a,b,c\n1,2,3\n" + b",,\n" * 500_000 + b"\n" * 500_000)
    sheet = open_file(tmp_path / "a.csv").sheets[0]
    assert sheet.cells.shape == (1_000_002, 3)


def test_many_sheets_share_what_may_be_unpacked(tmp_path: Path) -> None:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    for number in range(20):
        book.add_worksheet(f"S{number}").write_column(0, 0, [f"text {number} {i}" for i in range(500)])
    book.close()
    (tmp_path / "a.xlsx").write_bytes(out.getvalue())
    assert len(open_file(tmp_path / "a.xlsx").sheets) == 20
    with pytest.raises(Refused, match="unpacks to more than 200 KB"):
        open_file(tmp_path / "a.xlsx", Limits(unpacked_bytes=200 * 1024))
