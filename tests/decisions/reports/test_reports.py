"""Reports as files, read back: by python-docx, and by the streams of the PDF."""

import hashlib
import io
import subprocess
import sys
import zipfile
from functools import lru_cache
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn

from tallystick.decisions.reports import docx_of, pdf_of
from tallystick.decisions.reports.page import html_of
from tallystick.decisions.reports.pdf import rendered
from tallystick.decisions.rules.paper import SECTIONS, Paper, Paragraph, Picture, evidence, tables
from tallystick.decisions.rules.paper_compose import compose
from tallystick.decisions.rules.paper_exempt import public
from tallystick.decisions.rules.paper_summary import one_page
from tallystick.kit.errors import Refused
from tests.decisions.papers import ABOUT, paper, parts
from tests.decisions.reports.pdf_text import pages_of, text_of

SECRETS = ("business_case.npv.Share", "sharing.pence.Cole")


@lru_cache
def made(kind: str, version: str) -> bytes:
    whole = paper(figures=() if version == "plain" else SECRETS)
    one = public(whole) if version == "public" else whole
    return docx_of(one) if kind == "docx" else pdf_of(one)


def opened(content: bytes) -> Any:
    return docx.Document(io.BytesIO(content))


def unzipped(content: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return "\n".join(archive.read(name).decode("utf-8", "replace") for name in archive.namelist())


def test_word_has_real_headings_in_committee_order() -> None:
    read = opened(made("docx", "plain"))
    headings = [one.text for one in read.paragraphs if one.style.name == "Heading 1"]
    assert headings[:-1] == [f"{place} {name}" for place, name in enumerate(SECTIONS.values(), 1)]
    assert headings[-1] == "Appendix: where each figure came from"
    assert [one.text for one in read.paragraphs if one.style.name == "Title"] == [ABOUT["title"]]


def test_word_numbers_every_paragraph_as_the_page_does() -> None:
    whole = paper()
    typed = [one.text.partition("\t")[0] for one in opened(made("docx", "plain")).paragraphs if "\t" in one.text]
    expected = [
        f"{place}.{number}"
        for place, section in enumerate(whole.sections, 1)
        for number in range(1, 1 + sum(isinstance(one, Paragraph) for one in section.blocks))
    ]
    assert typed == expected
    html, _ = html_of(whole)
    assert [one for one in expected if f'<span class="n">{one}</span>' not in html] == []


def test_word_tables_repeat_their_header_and_have_every_cell() -> None:
    whole, read = paper(), opened(made("docx", "plain"))
    assert len(read.tables) == len(evidence(whole)) + sum(len(list(tables(one))) for one in whole.sections)
    for table in read.tables:
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    shares = next(one for one in read.tables if one.rows[0].cells[0].text == "Member")
    assert [cell.text.partition(" [")[0] for cell in shares.rows[1].cells] == ["Ashby", "£147,039.29", "46.7%"]


def test_word_gives_each_column_the_room_that_its_longest_word_needs() -> None:
    for table in opened(made("docx", "plain")).tables:
        for column in table.columns:
            longest = max((len(word) for cell in column.cells for word in cell.text.split()), default=0)
            # A letter of the small bold type is about 1.7 mm wide, and a cell's margins are 3.8 mm.
            assert column.width.mm > 1.7 * longest, (table.rows[0].cells[0].text, longest, column.width.mm)


def test_word_says_its_title_its_language_and_what_pictures_show() -> None:
    read = opened(made("docx", "plain"))
    assert (read.core_properties.title, read.core_properties.language) == (ABOUT["title"], "en-GB")
    assert read.styles.element.find(f".//{qn('w:rPrDefault')}//{qn('w:lang')}").get(qn("w:val")) == "en-GB"
    pictures = [block for section in paper().sections for block in section.blocks if isinstance(block, Picture)]
    assert [shape._inline.docPr.get("descr") for shape in read.inline_shapes] == [one.alt for one in pictures]
    assert len(pictures) == 3


def test_labels_lead_to_the_evidence() -> None:
    body = opened(made("docx", "plain")).element.body
    marks = {one.get(qn("w:name")) for one in body.iter(qn("w:bookmarkStart"))}
    links = {one.get(qn("w:anchor")) for one in body.iter(qn("w:hyperlink"))}
    assert links
    assert links <= marks


def test_what_people_wrote_is_text_in_both() -> None:
    wrote = "<b>one</b> desk & {{ title }} {% raw %}"
    assert wrote in [one.text for one in opened(made("docx", "plain")).paragraphs]
    assert wrote in text_of(made("pdf", "plain"))


def test_characters_that_no_document_can_hold_are_left_out() -> None:
    said = {"said": {"summary": "a\x00b\x0bc\ufffed\ud800e"}, "answer": {}}
    one = compose({"title": "T\x07itle"}, {"words": said})
    assert "1.1\tabcde" in [line.text for line in opened(docx_of(one)).paragraphs]
    assert "abcde" in text_of(pdf_of(one))


def test_pdf_is_tagged_and_has_title_language_and_bookmarks() -> None:
    text = text_of(made("pdf", "plain"))
    assert 'pdfuaid:part="1"' in text
    for mark in (
        "/StructTreeRoot",
        "/MarkInfo",
        "/Lang (en-GB)",
        "/Outlines",
        "/DisplayDocTitle true",
        "/S /TH",
        "/Headers",
    ):
        assert mark in text, mark
    for section in paper().sections:
        assert section.heading in text
        for block in section.blocks:
            if isinstance(block, Picture):
                assert block.alt in text


@pytest.mark.parametrize("kind", ["docx", "pdf"])
def test_no_exempt_value_is_anywhere_in_the_public_file(kind: str) -> None:
    whole = paper(figures=SECRETS)
    gone = {one.id for one in public(whole).figures if one.exempt}
    secrets = {one.shown.lstrip("−£") for one in whole.figures if one.id in gone and len(one.shown) > 7}
    assert {"1,147,281.57", "67,478.95", "315,000.00"} <= secrets
    read = unzipped if kind == "docx" else text_of
    full, open_ = read(made(kind, "full")), read(made(kind, "public"))
    for secret in secrets:
        assert secret in full
        assert secret not in open_
        assert secret.replace(",", "") not in open_
    assert "Withheld: paragraph 3 of Schedule 12A" in open_


@pytest.mark.parametrize("kind", ["docx", "pdf"])
def test_a_part_that_is_exempt_as_a_whole_leaves_none_of_its_figures(kind: str) -> None:
    whole = paper(exempt=("business_case",))
    file = docx_of(public(whole)) if kind == "docx" else pdf_of(public(whole))
    read = unzipped(file) if kind == "docx" else text_of(file)
    values = [one.shown.lstrip("−£") for one in whole.figures if one.id.startswith("business_case.")]
    assert [one for one in values if len(one) > 7 and one in read] == []


@pytest.mark.parametrize("kind", ["docx", "pdf"])
def test_the_same_paper_gives_the_same_bytes_in_another_process(kind: str) -> None:
    code = (
        "import hashlib; from tests.decisions.papers import paper;"
        f"from tallystick.decisions.reports import {kind}_of as of; print(hashlib.sha256(of(paper())).hexdigest())"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == hashlib.sha256(made(kind, "plain")).hexdigest()


def test_no_member_of_a_word_file_tells_a_time() -> None:
    with zipfile.ZipFile(io.BytesIO(made("docx", "plain"))) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert b"dcterms:" not in archive.read("docProps/core.xml").replace(b"xmlns:dcterms=", b"")


@pytest.mark.parametrize("words", [1, 40, 400])
def test_the_summary_is_one_page(words: int) -> None:
    said = {"summary": "Council " * words, "recommendations": ["That it is agreed. " * 5] * 12}
    whole = compose(ABOUT, parts(words=(said, {})))
    assert pages_of(pdf_of(one_page(whole), whole=False)) == 1
    assert opened(docx_of(one_page(whole), whole=False)).paragraphs[0].text == ABOUT["title"]


def test_the_public_summary_is_one_page_without_what_is_exempt() -> None:
    file = pdf_of(one_page(public(paper(figures=SECRETS))), whole=False)
    assert pages_of(file) == 1
    assert "1,147,281.57" not in text_of(file)


def test_more_than_a_page_is_refused() -> None:
    with pytest.raises(Refused, match="one page"):
        pdf_of(paper(), whole=False)


def test_a_picture_from_elsewhere_is_not_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    from tallystick.decisions.reports import pdf

    fetch = pdf._only(())
    for url in ("http://localhost/x.png", "file:///etc/passwd", "data:text/plain,x", "picture:0", "picture:x"):
        with pytest.raises(ValueError, match="nothing from outside"):
            fetch.fetch(url)


def test_without_pango_the_way_to_get_it_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    import builtins

    ours = builtins.__import__

    def lacking(name: str, *args: Any, **more: Any) -> Any:
        if name == "weasyprint":
            raise OSError("cannot load library 'libpango-1.0-0'")
        return ours(name, *args, **more)

    monkeypatch.setattr(builtins, "__import__", lacking)
    with pytest.raises(Refused) as refused:
        pdf_of(Paper("T", "", "", "", "", "", "", ()))
    assert "Pango" in refused.value.reason
    assert "apt install" in refused.value.what_to_do


def test_pages_are_counted_as_they_are_set() -> None:
    assert len(rendered(paper()).pages) == pages_of(made("pdf", "plain")) > 3
