"""A council's own Word document, filled with a report. docs/reference/report-template.md lists the placeholders.

A template is somebody else's file: it may hold names in double braces and nothing that is worked out.
"""

import hashlib
import io
import zipfile
from typing import Any, NoReturn

import docxtpl
from jinja2 import TemplateError, nodes
from jinja2.sandbox import SandboxedEnvironment

from tallystick.decisions.reports.template_check import check
from tallystick.decisions.reports.word import packed
from tallystick.decisions.reports.word_blocks import Writer
from tallystick.decisions.rules.paper import SECTIONS, Paper, numbered
from tallystick.kit.errors import Refused

LINES = ("title", "reference", "body", "meeting", "date", "author", "classification")
PLACES = ("report", *(f"section_{code}" for code in SECTIONS), "evidence")
PLACEHOLDERS = (*LINES, *PLACES)
"""Every placeholder. `LINES` stand in text; `PLACES` are paragraphs of their own, which become whole sections."""

_PLAIN = (nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name)
_HOW = "Write placeholders as {{ title }}, from the list in the reference, and nothing else in double braces."


def from_template(paper: Paper, template: bytes) -> bytes:
    """The report in a council's own template. The same paper and template give the same bytes.

    Raises Refused: it is no Word document, holds macros or links to files, is too large; a placeholder is not known, or
    there is no place for a part of the report.
    """
    check(template)
    filled = docxtpl.DocxTemplate(io.BytesIO(template))
    marks = {name: _mark(name, paper, template) for name in PLACES}
    context = {**{name: getattr(paper, name) for name in LINES}, **marks}
    names: set[str] = set()
    try:
        filled.render(context, _Braces(names), autoescape=True)
    except TemplateError as error:
        raise Refused(f"The template cannot be read: {str(error)[:200]}.", what_to_do=_HOW) from None
    except (ValueError, KeyError) as error:
        raise Refused(
            f"The template is no Word document: {str(error)[:200]}.", what_to_do="Save it as .docx."
        ) from None
    _check_places(names, paper)
    _write(filled.docx, paper, {name: mark for name, mark in marks.items() if name in names})
    made = packed(filled.docx, paper)
    _check_none_is_left(made, marks)
    return made


class _Braces(SandboxedEnvironment):
    """Jinja that knows the names of placeholders, and refuses everything else before it is run."""

    def __init__(self, names: set[str]) -> None:
        super().__init__(autoescape=True)
        self.globals.clear()
        self.filters.clear()
        self._names = names

    def from_string(self, source: Any, *args: Any, **more: Any) -> Any:
        for node in self.parse(source).find_all(nodes.Node):
            if not isinstance(node, _PLAIN):
                raise Refused(f"The template holds code ({type(node).__name__}).", what_to_do=_HOW)
            if isinstance(node, nodes.Name):
                if node.name not in PLACEHOLDERS:
                    raise Refused(
                        f"The template names {{{{ {node.name[:60]} }}}}, which is no placeholder.", what_to_do=_HOW
                    )
                self._names.add(node.name)
        return super().from_string(source, *args, **more)


def _mark(name: str, paper: Paper, template: bytes) -> str:
    """What stands for a place until it is written: no text of the paper can hold it, as it comes of all of them."""
    said = hashlib.sha256(repr(paper).encode("utf-8", "surrogatepass") + hashlib.sha256(template).digest())
    return f"tallystick-{name}-{said.hexdigest()}"


def _check_places(names: set[str], paper: Paper) -> None:
    apart = [name for name in PLACES if name != "report" and (name != "evidence" or paper.figures)]
    if "report" in names:
        if twice := [name for name in apart if name in names]:
            raise Refused(f"The template has both {{{{ report }}}} and {{{{ {twice[0]} }}}}.", what_to_do="Keep one.")
        return
    if missing := [name for name in apart if name not in names]:
        raise Refused(
            f"The template has no place for {', '.join(missing)}.",
            what_to_do="Put {{ report }} into it in a paragraph of its own, or a placeholder for each part.",
        )


def _write(document: Any, paper: Paper, marks: dict[str, str]) -> None:
    writer = Writer(document, paper, whole=True)
    numbers = {f"section_{section.code}": (number, section) for number, section in numbered(paper)}
    for name in (one for one in PLACES if one in marks):
        place = _place(document, name, marks[name])
        before = len(document.element.body)
        if name in numbers:
            writer.section(*numbers[name])
        elif name == "report":
            for number, section in numbers.values():
                writer.section(number, section)
        if name in ("evidence", "report"):
            writer.evidence()
        _move(document, place, before)


def _place(document: Any, name: str, mark: str) -> Any:
    found = [one for one in document.paragraphs if one.text.strip() == mark]
    if len(found) != 1:
        _not_once(name)
    return found[0]


def _check_none_is_left(made: bytes, marks: dict[str, str]) -> None:
    """A placeholder may stand a second time where no report can: in a header, or outside every paragraph."""
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        content = b"".join(archive.read(name) for name in archive.namelist() if name.endswith(".xml"))
    for name, mark in marks.items():
        if mark.encode() in content:
            _not_once(name)


def _not_once(name: str) -> NoReturn:
    raise Refused(
        f"{{{{ {name} }}}} is not once in a paragraph of its own.",
        what_to_do="Put it there once: not in a table, a header or a text box, and with no other text beside it.",
    )


def _move(document: Any, place: Any, before: int) -> None:
    """What was written at the end goes where the placeholder stands."""
    body = document.element.body
    last = list(body)[-1]
    ends = last.tag.endswith("}sectPr")
    written = list(body)[before - ends : len(body) - ends]
    for element in written:
        place._p.addprevious(element)
    place._p.getparent().remove(place._p)
