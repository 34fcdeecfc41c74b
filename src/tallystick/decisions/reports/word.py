"""A report as a Word document: real headings, typed paragraph numbers, tables whose header rows repeat, texts beside
pictures. The default look is made here, in code."""

import io
from typing import Any

import docx
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from tallystick.decisions.reports.fixed_zip import without_times
from tallystick.decisions.reports.page import facts
from tallystick.decisions.reports.word_blocks import Writer, styled
from tallystick.decisions.rules.paper import Paper, numbered

LANGUAGE = "en-GB"
_FONT = "Arial"


def docx_of(paper: Paper, *, whole: bool = True) -> bytes:
    """The report in the default look. whole: with the facts below the title, and the appendix of evidence.

    The same paper gives the same bytes.
    """
    document = _default(whole)
    styled(document, "Title", document.add_paragraph()).add_run(paper.title)
    if whole:
        for name, value in facts(paper):
            document.add_paragraph(f"{name}: {value}")
    document.add_paragraph().add_run(paper.classification).bold = True
    writer = Writer(document, paper, whole)
    for number, section in numbered(paper):
        writer.section(number, section)
    if whole:
        writer.evidence()
    return packed(document, paper)


def packed(document: Any, paper: Paper) -> bytes:
    """The document as bytes, with its properties, and none that tells a time."""
    known = document.core_properties
    known.title, known.author, known.last_modified_by = paper.title, paper.author, paper.author
    known.language, known.subject, known.comments, known.keywords = LANGUAGE, paper.reference, "", ""
    for element in list(known._element):
        if element.tag in (qn("dcterms:created"), qn("dcterms:modified"), qn("cp:lastPrinted")):
            known._element.remove(element)
    _speaks(document)
    written = io.BytesIO()
    document.save(written)
    return without_times(written.getvalue())


def _default(whole: bool) -> Any:
    document = docx.Document()
    page = document.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.left_margin = page.right_margin = Cm(2.2)
    page.top_margin = page.bottom_margin = Cm(2 if whole else 1.5)
    sizes = {"Normal": 11, "Title": 20, "Heading 1": 14, "Caption": 10} if whole else {
        "Normal": 9.5, "Title": 15, "Heading 1": 11, "Caption": 9,
    }  # fmt: skip
    for name, size in sizes.items():
        _look(document.styles[name], size, bold=name != "Normal")
    document.styles["Normal"].paragraph_format.space_after = Pt(6 if whole else 3)
    document.styles["Heading 1"].paragraph_format.space_before = Pt(14 if whole else 6)
    _page_numbers(page.footer.paragraphs[0])
    return document


def _look(style: Any, size: float, *, bold: bool) -> None:
    style.font.name, style.font.size, style.font.bold = _FONT, Pt(size), bold
    style.font.color.rgb = RGBColor(0x0B, 0x0C, 0x0C)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
        fonts.attrib.pop(qn(name), None)
    for name in ("w:eastAsia", "w:cs"):
        fonts.set(qn(name), _FONT)


def _page_numbers(paragraph: Any) -> None:
    for text, field in (("Page ", "PAGE"), (" of ", "NUMPAGES")):
        paragraph.add_run(text)
        simple = OxmlElement("w:fldSimple")
        simple.set(qn("w:instr"), field)
        paragraph._p.append(simple)


def _speaks(document: Any) -> None:
    """Says in which language the document is, for those to whom it is read out."""
    properties = document.styles.element.find(f".//{qn('w:rPrDefault')}/{qn('w:rPr')}")
    if properties is None:
        properties = document.styles["Normal"].element.get_or_add_rPr()
    found = properties.find(qn("w:lang"))
    if found is None:
        found = OxmlElement("w:lang")
        properties.append(found)
    found.set(qn("w:val"), LANGUAGE)
