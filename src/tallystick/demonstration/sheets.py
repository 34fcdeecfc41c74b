"""Write a workbook: just enough of XLSX and ODS for demonstration files, the same bytes every time."""

import datetime as dt
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from xml.sax.saxutils import escape

Cell = str | float | int | dt.date | None
STAMP = (2025, 4, 1, 9, 0, 0)
"""The time on every member of every archive."""

_EPOCH = dt.date(1899, 12, 30)


def serial(day: dt.date) -> int:
    """A day as spreadsheets count them: 1 January 1900 is 1, and 29 February 1900 is supposed to have been."""
    return (day - _EPOCH).days


def write_archive(path: Path, members: Mapping[str, bytes], *, stored: str | None = None) -> None:
    """A zip of `members`, in order; the one named `stored` is not compressed."""
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in members.items():
            about = zipfile.ZipInfo(name, STAMP)
            about.create_system = 3
            about.external_attr = 0o644 << 16
            about.compress_type = zipfile.ZIP_STORED if name == stored else zipfile.ZIP_DEFLATED
            archive.writestr(about, content, compresslevel=6)


def write_xlsx(path: Path, sheets: Mapping[str, Iterable[Sequence[Cell]]]) -> None:
    """A workbook of `sheets`, in order. Dates are real dates, shown day first."""
    names = list(sheets)
    types = "http://schemas.openxmlformats.org/package/2006/content-types"
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    sheet_types = "".join(
        f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{kind}.worksheet+xml"/>'
        for n in range(1, len(names) + 1)
    )
    listed = "".join(f'<sheet name="{escape(s)}" sheetId="{n}" r:id="rId{n}"/>' for n, s in enumerate(names, 1))
    related = "".join(
        f'<Relationship Id="rId{n}" Type="{office}/worksheet" Target="worksheets/sheet{n}.xml"/>'
        for n in range(1, len(names) + 1)
    )
    styles = len(names) + 1
    members = {
        "[Content_Types].xml": f'{head}<Types xmlns="{types}"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{kind}.styles+xml"/>{sheet_types}</Types>',
        "_rels/.rels": f'{head}<Relationships xmlns="{package}"><Relationship Id="rId1" Type="{office}/officeDocument" '
        'Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'{head}<workbook xmlns="{main}" xmlns:r="{office}"><sheets>{listed}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'{head}<Relationships xmlns="{package}">{related}'
        f'<Relationship Id="rId{styles}" Type="{office}/styles" Target="styles.xml"/></Relationships>',
        "xl/styles.xml": f'{head}<styleSheet xmlns="{main}">'
        '<fonts count="1"><font/></fonts><fills count="1"><fill/></fills>'
        '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>'
        '<cellXfs count="2"><xf/><xf numFmtId="14" applyNumberFormat="1"/></cellXfs></styleSheet>',
    }
    for n, name in enumerate(names, 1):
        rows = "".join(f'<row r="{r}">{_xlsx_cells(cells, r)}</row>' for r, cells in enumerate(sheets[name], 1))
        members[f"xl/worksheets/sheet{n}.xml"] = (
            f'{head}<worksheet xmlns="{main}"><sheetData>{rows}</sheetData></worksheet>'
        )
    write_archive(path, {name: text.encode() for name, text in members.items()})


def _xlsx_cells(cells: Sequence[Cell], row: int) -> str:
    written = []
    for at, cell in enumerate(cells):
        if cell is None or cell == "":
            continue
        place = f"{_letters(at)}{row}"
        if isinstance(cell, dt.date):
            written.append(f'<c r="{place}" s="1"><v>{serial(cell)}</v></c>')
        elif isinstance(cell, str):
            written.append(f'<c r="{place}" t="inlineStr"><is><t xml:space="preserve">{escape(cell)}</t></is></c>')
        else:
            written.append(f'<c r="{place}"><v>{cell}</v></c>')
    return "".join(written)


def _letters(at: int) -> str:
    return (_letters(at // 26 - 1) if at >= 26 else "") + chr(65 + at % 26)


def write_ods(path: Path, sheets: Mapping[str, Iterable[Sequence[Cell]]]) -> None:
    """An OpenDocument spreadsheet of `sheets`, in order. Dates are real dates."""
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    names = "urn:oasis:names:tc:opendocument:xmlns"
    head = '<?xml version="1.0" encoding="UTF-8"?>'
    tables = "".join(
        f'<table:table table:name="{escape(name)}">'
        + "".join(f"<table:table-row>{''.join(map(_ods_cell, cells))}</table:table-row>" for cells in rows)
        + "</table:table>"
        for name, rows in sheets.items()
    )
    content = (
        f'{head}<office:document-content xmlns:office="{names}:office:1.0" xmlns:table="{names}:table:1.0" '
        f'xmlns:text="{names}:text:1.0" office:version="1.2"><office:body><office:spreadsheet>{tables}'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    manifest = (
        f'{head}<manifest:manifest xmlns:manifest="{names}:manifest:1.0" manifest:version="1.2">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/>'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
    )
    members = {"mimetype": kind, "content.xml": content, "META-INF/manifest.xml": manifest}
    write_archive(path, {name: text.encode() for name, text in members.items()}, stored="mimetype")


def _ods_cell(cell: Cell) -> str:
    if cell is None or cell == "":
        return "<table:table-cell/>"
    if isinstance(cell, dt.date):
        return (
            f'<table:table-cell office:value-type="date" office:date-value="{cell.isoformat()}">'
            f"<text:p>{cell:%d/%m/%Y}</text:p></table:table-cell>"
        )
    if isinstance(cell, str):
        return f'<table:table-cell office:value-type="string"><text:p>{escape(cell)}</text:p></table:table-cell>'
    return (
        f'<table:table-cell office:value-type="float" office:value="{cell}"><text:p>{cell}</text:p></table:table-cell>'
    )
