"""The blocks of a report, written into a Word document with whatever styles it has."""

import io
from collections.abc import Sequence
from functools import cached_property
from typing import Any

from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from tallystick.decisions.reports.page import EVIDENCE_WIDTHS, shade
from tallystick.decisions.reports.pictures import WIDTH_CM, png
from tallystick.decisions.rules.paper import (
    EVIDENCE,
    Bullets,
    Cell,
    Paper,
    Paragraph,
    Picture,
    Section,
    Table,
    evidence,
    shown,
)

_HANGING = Cm(1.25)
_WIDEST, _MARGINS, _ACROSS = 32, 4, 96
"""Letters that stand in a line of a cell at most, that its margins take, and that stand in a line of a whole table,
where columns share the page by what they hold."""


def styled(document: Any, name: str, paragraph: Any) -> Any:
    """The paragraph in the style of that name, which is added where the document has none."""
    if name not in document.styles:
        document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    paragraph.style = document.styles[name]
    return paragraph


class Writer:
    """Writes at the end of a document. whole: labels of figures are links to the appendix of evidence."""

    def __init__(self, document: Any, paper: Paper, whole: bool) -> None:
        self.document, self.paper, self.whole = document, paper, whole
        self._bookmarks = 0

    def section(self, number: int, section: Section) -> None:
        """A section with its number; paragraphs are numbered below it."""
        self.heading(f"{number} {section.heading}")
        place = 0
        for block in section.blocks:
            if isinstance(block, Paragraph):
                place += 1
                self._numbered(f"{number}.{place}", block)
            elif isinstance(block, Bullets):
                for one in block.items:
                    self._runs(styled(self.document, "List Bullet", self.document.add_paragraph()), one)
            elif isinstance(block, Table):
                self.table(block)
            else:
                self._picture(block)

    def heading(self, text: str) -> None:
        """A heading of the first level."""
        styled(self.document, "Heading 1", self.document.add_paragraph()).add_run(text)

    def evidence(self) -> None:
        """The appendix of evidence; nothing where there are no figures."""
        if self.paper.figures:
            self.heading(EVIDENCE)
            for table in evidence(self.paper):
                self.table(table, anchors=True)

    def table(self, table: Table, *, anchors: bool = False) -> None:
        """A table below its caption. anchors: the first cell of each row is what labels lead to."""
        caption = styled(self.document, "Caption", self.document.add_paragraph())
        caption.add_run(table.caption)
        caption.paragraph_format.keep_with_next = True
        made = self.document.add_table(rows=0, cols=len(table.header))
        self._borders(made, table.caption)
        self._header(made.add_row(), table.header)
        for row in table.rows:
            cells = made.add_row().cells
            for place, (cell, said) in enumerate(zip(cells, row.cells, strict=True)):
                paragraph = self._small(cell.paragraphs[0])
                run = paragraph.add_run(shown(said, self.paper))
                run.bold = row.total or place == 0
                self._cell(paragraph, said, anchors and place == 0)
                if said.shade is not None:
                    _ground(cell, shade(said.shade))
        self._widths(made, EVIDENCE_WIDTHS if anchors else self._fitting(table))
        self._no_split(made)
        self.document.add_paragraph().paragraph_format.space_after = Pt(2)

    def _numbered(self, number: str, block: Paragraph) -> None:
        paragraph = self.document.add_paragraph()
        layout = paragraph.paragraph_format
        layout.left_indent, layout.first_line_indent = _HANGING, -_HANGING
        layout.tab_stops.add_tab_stop(_HANGING)
        paragraph.add_run(f"{number}\t")
        self._runs(paragraph, block)

    def _runs(self, paragraph: Any, block: Paragraph) -> None:
        if block.exempt and not self.paper.open:
            paragraph.add_run("[Exempt] ").bold = True
        for run in block.runs:
            if isinstance(run, str):
                paragraph.add_run(run)
            else:
                paragraph.add_run(self.paper.figure(run.id).shown)
                self._label(paragraph, run.id)

    def _cell(self, paragraph: Any, said: Cell, anchor: bool) -> None:
        if said.figure:
            self._label(paragraph, said.figure)
        if anchor:
            self._bookmark(paragraph, said.text)

    def _label(self, paragraph: Any, name: str) -> None:
        label = self.paper.label(name)
        run = paragraph.add_run(f" [{label}]")
        run.font.size = Pt(7)
        if self.whole:
            link = OxmlElement("w:hyperlink")
            link.set(qn("w:anchor"), label)
            paragraph._p.append(link)
            link.append(run._r)

    def _bookmark(self, paragraph: Any, name: str) -> None:
        self._bookmarks += 1
        for tag in ("w:bookmarkStart", "w:bookmarkEnd"):
            mark = OxmlElement(tag)
            mark.set(qn("w:id"), str(self._bookmarks))
            if tag == "w:bookmarkStart":
                mark.set(qn("w:name"), name)
            paragraph._p.append(mark)

    def _picture(self, picture: Picture) -> None:
        title = styled(self.document, "Caption", self.document.add_paragraph())
        title.add_run(picture.title)
        title.paragraph_format.keep_with_next = True
        self.document.add_picture(io.BytesIO(png(picture)), width=Cm(WIDTH_CM))
        known = self.document.inline_shapes[-1]._inline.docPr
        known.set("descr", picture.alt)
        known.set("title", picture.title)
        self.table(picture.table)

    def _header(self, row: Any, header: tuple[str, ...]) -> None:
        repeat = OxmlElement("w:tblHeader")
        repeat.set(qn("w:val"), "true")
        row._tr.get_or_add_trPr().append(repeat)
        for cell, text in zip(row.cells, header, strict=True):
            self._small(cell.paragraphs[0]).add_run(text).bold = True
            _ground(cell, "E6ECEC")

    def _small(self, paragraph: Any) -> Any:
        """The paragraph in the style of tables. It is looked up once: there are as many paragraphs as cells."""
        paragraph._p.style = self._table_style
        return paragraph

    @cached_property
    def _table_style(self) -> str:
        """The id of the style of text in tables, which is added where the document has none."""
        styles, name = self.document.styles, "Table text"
        if name not in styles:
            made = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
            made.base_style = styles.default(WD_STYLE_TYPE.PARAGRAPH)
            made.font.size, made.paragraph_format.space_after = Pt(8.5), Pt(1)
        return str(styles[name].style_id)

    def _borders(self, table: Any, caption: str) -> None:
        """Lines of its own, so that it looks the same in a template without table styles; and what it is, in words."""
        properties = table._tbl.tblPr
        borders = OxmlElement("w:tblBorders")
        for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
            line = OxmlElement(f"w:{side}")
            for key, value in (("val", "single"), ("sz", "4"), ("space", "0"), ("color", "8A8F91")):
                line.set(qn(f"w:{key}"), value)
            borders.append(line)
        layout = properties.find(qn("w:tblLayout"))
        look = properties.find(qn("w:tblLook"))
        for place in (layout, look):
            if place is not None:
                place.addprevious(borders)
                break
        else:
            properties.append(borders)
        said = OxmlElement("w:tblCaption")
        said.set(qn("w:val"), caption)
        properties.append(said)

    def _fitting(self, table: Table) -> list[float]:
        """Per cent of the page for each column: what its longest word needs, then more for more text."""
        columns = zip(table.header, *([self._read(cell) for cell in row.cells] for row in table.rows), strict=True)
        least, more = [], []
        for texts in columns:
            words = max((len(word) for text in texts for word in text.split()), default=1)
            least.append(words + _MARGINS)
            more.append(max(0, min(max(map(len, texts)), _WIDEST) - words))
        room = max(0, _ACROSS - sum(least))
        given = [one + also * min(1, room / (sum(more) or 1)) for one, also in zip(least, more, strict=True)]
        return [100 * one / sum(given) for one in given]

    def _read(self, cell: Cell) -> str:
        return shown(cell, self.paper) + (f" [{self.paper.label(cell.figure)}]" if cell.figure else "")

    def _widths(self, table: Any, shares: Sequence[float]) -> None:
        whole = sum(column.width for column in table.columns)
        for place, share in enumerate(shares):
            table.columns[place].width = int(whole * share / 100)
        for row in table.rows:
            for cell, share in zip(row.cells, shares, strict=True):
                cell.width = int(whole * share / 100)

    def _no_split(self, table: Any) -> None:
        for row in table.rows:
            keep = OxmlElement("w:cantSplit")
            row._tr.get_or_add_trPr().insert(0, keep)


def _ground(cell: Any, colour: str) -> None:
    """Colours the ground of a cell. colour: RRGGBB."""
    made = OxmlElement("w:shd")
    for key, value in (("val", "clear"), ("color", "auto"), ("fill", colour)):
        made.set(qn(f"w:{key}"), value)
    cell._tc.get_or_add_tcPr().append(made)
