import contextlib
import datetime
import io
import zipfile
from pathlib import Path

import pytest
import xlsxwriter
import xlwt
from hypothesis import given
from hypothesis import strategies as st

from tallystick.kit.errors import Refused
from tallystick.lake.read import Opened, open_file
from tallystick.lake.read.grid import column_letters
from tallystick.lake.read.ooxml import column_number
from tallystick.lake.read.values import Value, said

DAY = datetime.datetime.fromisoformat("2024-03-31")
MOMENT = datetime.datetime.fromisoformat("2024-03-31T13:05")
NS = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
)


def opened(path: Path, data: bytes) -> Opened:
    path.write_bytes(data)
    return open_file(path)


def xlsx() -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    book.add_worksheet("Blank")
    sheet = book.add_worksheet("Spend")
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    moment = book.add_format({"num_format": "dd/mm/yyyy hh:mm"})
    sheet.write_row(3, 2, [1234.5, 40800, 0.1, 1e20, -12.34])
    sheet.write_datetime(3, 7, DAY, day)
    sheet.write_datetime(3, 8, MOMENT, moment)
    sheet.write_boolean(3, 9, True)
    sheet.write_formula(3, 10, "=NA()", None, "#N/A")
    sheet.write_formula(3, 11, '=""', None, "")
    sheet.write_string(5, 2, " two\nlines ")
    sheet.write_blank(900, 40, None, day)
    book.add_worksheet("Hidden").write(0, 0, "hidden")
    book.worksheets()[2].hide()
    book.add_chartsheet("Chart")
    book.close()
    return out.getvalue()


def xls() -> bytes:
    book = xlwt.Workbook()
    book.add_sheet("Blank")
    sheet = book.add_sheet("Spend")
    day, moment = xlwt.easyxf(num_format_str="dd/mm/yyyy"), xlwt.easyxf(num_format_str="dd/mm/yyyy hh:mm")
    for column, value in enumerate([1234.5, 40800, 0.1, 1e20, -12.34], start=2):
        sheet.write(3, column, value)
    sheet.write(3, 7, DAY, day)
    sheet.write(3, 8, MOMENT, moment)
    sheet.write(3, 9, True)
    sheet.row(3).set_cell_error(10, "#N/A" if "#N/A" in xlwt.Cell.error_code_map else 0x2A)
    sheet.write(5, 2, " two\nlines ")
    sheet.write(900, 40, None, day)
    book.add_sheet("Hidden").write(0, 0, "hidden")
    book.get_sheet(2).visibility = 1
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def cell(text: str = "", **attributes: object) -> str:
    said_ = "".join(f' {name.replace("__", ":").replace("_", "-")}="{value}"' for name, value in attributes.items())
    return f"<table:table-cell{said_}>{f'<text:p>{text}</text:p>' if text else ''}</table:table-cell>"


def ods(tables: str, *, manifest: str = "", before: str = "") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", f"<manifest>{manifest}</manifest>")
        archive.writestr(
            "content.xml",
            f'<?xml version="1.0" encoding="UTF-8"?>{before}<office:document-content {NS}><office:body>'
            f"<office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>",
        )
    return out.getvalue()


def spend_ods() -> bytes:
    row = (
        cell(table__number_columns_repeated=2)
        + cell("1,234.50", office__value_type="float", office__value="1234.5")
        + cell("£40,800.00", office__value_type="currency", office__value="40800")
        + cell("10%", office__value_type="percentage", office__value="0.1")
        + cell("1E+20", office__value_type="float", office__value="1E+20")
        + cell("-12.34", office__value_type="float", office__value="-12.34")
        + cell("31/03/24", office__value_type="date", office__date_value="2024-03-31")
        + cell("31/03/24 13:05", office__value_type="date", office__date_value="2024-03-31T13:05:00")
        + cell("TRUE", office__value_type="boolean", office__boolean_value="true")
        + cell("#N/A", office__value_type="string")
        + cell(table__number_columns_repeated=16000)
    )
    text = "<table:table-cell><office:annotation><text:p>a note</text:p></office:annotation><text:p> two</text:p>"
    return ods(
        '<table:table table:name="Blank"><table:table-row table:number-rows-repeated="1048576">'
        f"{cell(table__number_columns_repeated=16384)}</table:table-row></table:table>"
        '<table:table table:name="Spend"><table:table-header-rows>'
        f'<table:table-row table:number-rows-repeated="3">{cell()}</table:table-row></table:table-header-rows>'
        f"<table:table-row>{row}</table:table-row><table:table-row>{cell()}</table:table-row>"
        f"<table:table-row>{cell()}{cell()}{text}<text:p>lines<text:s/></text:p></table:table-cell></table:table-row>"
        f'<table:table-row table:number-rows-repeated="1048570">{cell()}</table:table-row></table:table>'
        '<table:table table:name="Hidden" table:display="false">'
        f"<table:table-row>{cell('hidden')}</table:table-row></table:table>"
    )


@pytest.mark.parametrize(("make", "format"), [(xlsx, "xlsx"), (xls, "xls"), (spend_ods, "ods")])
def test_cells_keep_their_place_and_their_value(tmp_path: Path, make: object, format: str) -> None:
    found = opened(tmp_path / "book.csv", make())  # type: ignore[operator]
    assert (found.format, found.encoding, found.compression, found.refused) == (format, None, None, [])
    assert [sheet.name for sheet in found.sheets] == ["Spend", "Hidden"]
    spend = found.sheets[0]
    assert (spend.format, spend.encoding, spend.member) == (format, None, None)
    assert spend.lines.to_list() == [1, 2, 3, 4, 5, 6]
    assert spend.cells.columns == [f"c{i}" for i in range(11)]
    assert spend.cells.row(3) == (
        None,
        None,
        "1234.5",
        "40800",
        "0.1",
        "100000000000000000000",
        "-12.34",
        "2024-03-31",
        "2024-03-31 13:05:00",
        "TRUE",
        "#N/A",
    )
    assert spend.cells.row(4) == (None,) * 11
    assert spend.cells.row(5)[2] == " two\nlines "


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_number_is_said_so_that_it_can_be_read_back(number: float) -> None:
    text = said(number)
    assert text is not None
    assert float(text) == number
    assert "e" not in text.lower()
    assert not text.endswith(".0") or abs(number) >= 1e15


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (datetime.timedelta(hours=36), "36:00:00"),
        (datetime.timedelta(minutes=-90), "-1:30:00"),
        (datetime.time(13, 5), "13:05:00"),
        (7, "7"),
        (False, "FALSE"),
        ("", None),
    ],
)
def test_other_values(value: Value, text: str | None) -> None:
    assert said(value) == text


@given(st.integers(0, 20_000))
def test_column_letters_and_numbers_agree(number: int) -> None:
    assert column_number(column_letters(number)) == number


def test_text_of_an_xlsx_named_as_csv_and_a_csv_named_as_xls(tmp_path: Path) -> None:
    assert opened(tmp_path / "a.csv", xlsx()).format == "xlsx"
    assert opened(tmp_path / "a.xls", b"a,b,c\n1,2,3\n").format == "csv"


def with_parts(data: bytes, parts: dict[str, bytes]) -> bytes:
    """`data`, a zip, with some of its parts replaced or added."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as after:
        for name in before.namelist():
            if name not in parts:
                after.writestr(name, before.read(name))
        for name, content in parts.items():
            after.writestr(name, content)
    return out.getvalue()


PIVOT = (
    b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
    b'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/pivotTable" '
    b'Target="../pivotTables/pivotTable1.xml"/></Relationships>'
)


def test_a_pivot_table_is_refused_and_the_other_sheets_are_read(tmp_path: Path) -> None:
    book = with_parts(xlsx(), {"xl/worksheets/_rels/sheet3.xml.rels": PIVOT, "xl/pivotTables/pivotTable1.xml": b"<p/>"})
    found = opened(tmp_path / "a.xlsx", book)
    assert [sheet.name for sheet in found.sheets] == ["Spend"]
    assert [part.sheet for part in found.refused] == ["Hidden"]
    assert "pivot table" in found.refused[0].reason


def test_a_pivot_table_in_an_ods(tmp_path: Path) -> None:
    table = f'<table:table table:name="Jo\'s sums"><table:table-row>{cell("x")}</table:table-row></table:table>'
    address = "'Jo''s sums'.A1:'Jo''s sums'.B9"
    pivot = f'<table:data-pilot-table table:target-range-address="{address}"/>'
    with pytest.raises(Refused, match="pivot table"):
        opened(tmp_path / "a.ods", ods(table + pivot))


def test_a_workbook_with_nothing_in_it(tmp_path: Path) -> None:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    book.add_worksheet().write_blank(5, 5, None, book.add_format({"bold": True}))
    book.close()
    with pytest.raises(Refused, match="nothing in this file"):
        opened(tmp_path / "a.xlsx", out.getvalue())


def test_locked_workbooks(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="password"):
        opened(tmp_path / "a.ods", ods("", manifest="<manifest:encryption-data xmlns:manifest='m'/>"))
    # What XLSX becomes when it is locked: an old compound file that holds the encrypted package.
    renamed = xls().replace("Workbook".encode("utf-16-le"), "EncryptedPackage".encode("utf-16-le"), 1)
    at = renamed.index("EncryptedPackage".encode("utf-16-le"))
    renamed = renamed[: at + 32] + renamed[at + 48 :]
    renamed = renamed[: at + 64] + (34).to_bytes(2, "little") + renamed[at + 66 :]
    with pytest.raises(Refused, match="password"):
        opened(tmp_path / "a.xlsx", renamed)
    # A FILEPASS record after the first record of the workbook stream.
    book = xls()
    start = book.index(b"\x09\x08\x10\x00\x00\x06\x05\x00") + 20
    with pytest.raises(Refused, match="password"):
        opened(tmp_path / "a.xls", book[:start] + b"\x2f\x00\x02\x00\x01\x00" + book[start + 6 :])


@pytest.mark.parametrize("make", [xlsx, xls, spend_ods])
def test_damaged_workbooks_are_refused_or_read_and_never_crash(tmp_path: Path, make: object) -> None:
    data = make()  # type: ignore[operator]
    path = tmp_path / "book"
    for at in range(0, len(data), max(len(data) // 150, 1)):
        path.write_bytes(data[:at] + bytes([data[at] ^ 0x55]) + data[at + 1 :])
        with contextlib.suppress(Refused):
            open_file(path)
        path.write_bytes(data[:at])
        with pytest.raises(Refused):
            open_file(path)
