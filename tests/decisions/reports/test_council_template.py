"""A council's own template: what it may hold, what it may not, and that a report comes out of it whole."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest

from tallystick.decisions.reports import PLACEHOLDERS, docx_of, from_template
from tallystick.decisions.rules.paper import SECTIONS
from tallystick.kit.errors import Refused
from tests.decisions.papers import ABOUT, paper

EVERY = ["{{ title }}", "Ref {{ reference }}, {{ date }}", *(f"{{{{ section_{code} }}}}" for code in SECTIONS)]


def template(*lines: str, **more: str) -> bytes:
    made = docx.Document()
    for line in lines:
        made.add_paragraph(line)
    if header := more.get("header"):
        made.sections[0].header.paragraphs[0].text = header
    if table := more.get("table"):
        made.add_table(1, 1).cell(0, 0).text = table
    made.core_properties.title = more.get("title", "")
    return saved(made)


def saved(made: Any) -> bytes:
    written = io.BytesIO()
    made.save(written)
    return written.getvalue()


def changed(
    content: bytes, change: Callable[[str, bytes], bytes | None], more: dict[str, bytes] | None = None
) -> bytes:
    """The file with each member changed; None leaves it out."""
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if (now := change(name, old.read(name))) is not None:
                new.writestr(name, now)
        for name, content_ in (more or {}).items():
            new.writestr(name, content_)
    return written.getvalue()


def same(name: str, content: bytes) -> bytes:
    return content


def lines_of(content: bytes) -> list[str]:
    return [one.text for one in docx.Document(io.BytesIO(content)).paragraphs]


def test_a_report_goes_where_its_placeholder_stands() -> None:
    given = template("Ashby Borough Council", "{{ title }}", "{{ report }}", "Signed", header="Ref {{ reference }}")
    read = docx.Document(io.BytesIO(from_template(paper(), given)))
    lines = [one.text for one in read.paragraphs]
    assert lines[:3] == ["Ashby Borough Council", ABOUT["title"], "1 Summary"]
    assert lines[-1] == "Signed"
    assert read.sections[0].header.paragraphs[0].text == "Ref CAB/41"
    assert len(read.tables) == len(docx.Document(io.BytesIO(docx_of(paper()))).tables)
    assert not [line for line in lines if "tallystick-" in line]


def test_sections_may_stand_apart_and_in_another_order() -> None:
    given = template(EVERY[0], *reversed(EVERY[1:]), "Between", "{{ evidence }}")
    lines = lines_of(from_template(paper(), given))
    assert lines.index("8 Legal implications") < lines.index("1 Summary") < lines.index("Between")
    assert lines.index("Between") < lines.index("Appendix: where each figure came from")
    assert "1.1\tThe agreement to share a service desk ends on 31 March 2027." in lines


def test_the_same_template_gives_the_same_bytes() -> None:
    given = template("{{ report }}")
    assert from_template(paper(), given) == from_template(paper(), given)


def test_what_people_wrote_is_never_syntax() -> None:
    said = paper(title="{{ reference }} {% for %} <w:t>", reference="{_{ 7 }_} tallystick-report-00")
    lines = lines_of(from_template(said, template("T: {{ title }}", "R: {{ reference }}", "{{ report }}")))
    assert lines[0] == "T: {{ reference }} {% for %} <w:t>"
    assert "tallystick-report-00" in lines[1]
    assert "<b>one</b> desk & {{ title }} {% raw %}" in lines


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{{ titel }}", "titel"),
        ("{{ self }}", "self"),
        ("{{ title.__class__ }}", "code"),
        ("{{ title['x'] }}", "code"),
        ("{{ ''.__class__.__mro__ }}", "code"),
        ("{{ 7 * 7 }}", "code"),
        ("{{ 'a' * 10**9 }}", "code"),
        ("{{ title|upper }}", "code|upper"),
        ("{% for one in title %}x{% endfor %}", "code"),
        ("{% set title = 1 %}", "code"),
        ("{% include 'x' %}", "code"),
        ("{{ title", "read"),
        ("{{p report }}", "paragraph of its own"),
    ],
)
def test_what_is_not_a_placeholder_is_refused(line: str, reason: str) -> None:
    with pytest.raises(Refused, match=reason) as refused:
        from_template(paper(), template(line, "{{ report }}"))
    assert refused.value.what_to_do


@pytest.mark.parametrize("where", ["header", "title"])
def test_code_in_a_header_or_a_property_is_refused(where: str) -> None:
    with pytest.raises(Refused, match="code"):
        from_template(paper(), template("{{ report }}", **{where: "{{ 7 * 7 }}"}))


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        (template("{{ title }}"), "no place for section_summary"),
        (template(*EVERY), "no place for evidence"),
        (template("{{ report }}", "{{ section_legal }}"), "both"),
        (template("{{ report }}", "{{ report }}"), "not once"),
        (template("Here: {{ report }}"), "own"),
        (template(table="{{ report }}"), "own"),
        (template(header="{{ report }}"), "own"),
        (template("{{ report }}", header="{{ report }}"), "own"),
    ],
)
def test_a_report_without_its_place_is_refused(given: bytes, reason: str) -> None:
    with pytest.raises(Refused, match=reason):
        from_template(paper(), given)


BOMB = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a/>'
GOOD = template("{{ report }}")
_LINK = b'<Relationship Id="rX" Type="http://x/attachedTemplate" Target="http://x/y.dotm" TargetMode="External"/>'


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        (b"%PDF-1.7", "no Word document"),
        (b"", "no Word document"),
        (GOOD[:-200], "no Word document"),
        (b"P" * 10_000_001, "larger than"),
        (changed(GOOD, same, {"word/vbaProject.bin": b"x"}), "program"),
        (changed(GOOD, same, {"word/embeddings/a.xlsx": b"x"}), "program"),
        (changed(GOOD, same, {"word/big.xml": b" " * 60_000_001}), "unpacks"),
        (changed(GOOD, same, {f"a/{at}": b"" for at in range(2_001)}), "unpacks"),
        (changed(GOOD, lambda name, held: None if name == "word/document.xml" else held), "no Word document"),
        (changed(GOOD, lambda name, held: held[:-9] if name == "word/styles.xml" else held), "damaged"),
        (
            changed(GOOD, lambda name, held: held.replace(b"?>", b'?><!DOCTYPE a [<!ENTITY b "c">]>', 1)),
            "declares entities",
        ),
        (
            changed(GOOD, same, {"word/x.xml": BOMB.encode("utf-16")}),
            "declares entities",
        ),
        (
            changed(GOOD, lambda name, held: held.replace(b"</Relationships>", _LINK + b"</Relationships>")),
            "links to another file",
        ),
        (
            changed(GOOD, lambda name, held: held.replace(b"document.main+xml", b"macroEnabled.main+xml")),
            "macros",
        ),
        (
            changed(GOOD, lambda name, held: held.replace(b"document.main+xml", b"template.main+xml")),
            "no Word document",
        ),
    ],
)
def test_what_may_do_harm_is_refused(given: bytes, reason: str) -> None:
    with pytest.raises(Refused, match=reason) as refused:
        from_template(paper(), given)
    assert refused.value.what_to_do


def test_every_placeholder_is_documented() -> None:
    page = (Path(__file__).parents[3] / "docs" / "reference" / "report-template.md").read_text(encoding="utf-8")
    assert [name for name in PLACEHOLDERS if f"`{{{{ {name} }}}}`" not in page] == []
