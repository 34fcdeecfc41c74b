"""Whether a template is a Word document that may be opened: no macros, no links to other files, no traps."""

import io
import zipfile
from typing import NoReturn
from xml.parsers import expat

from tallystick.kit.errors import Refused

MOST_BYTES, MOST_UNPACKED, MOST_MEMBERS = 10_000_000, 60_000_000, 2_000
_HYPERLINK = "/hyperlink"
_SAVE = "Save it from Word as .docx without macros, and give that."


def check(template: bytes) -> None:
    """Raises Refused, with the reason and what to do."""
    if len(template) > MOST_BYTES:
        _refuse(f"it is larger than {MOST_BYTES // 1_000_000} megabytes", "Make its pictures smaller.")
    try:
        with zipfile.ZipFile(io.BytesIO(template)) as archive:
            _check_members(archive)
            for entry in archive.infolist():
                if entry.filename.endswith((".xml", ".rels")):
                    _check_xml(entry.filename, archive.read(entry))
                else:
                    archive.read(entry)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError):
        _refuse("it is damaged, or no Word document", _SAVE)


def _check_members(archive: zipfile.ZipFile) -> None:
    entries = archive.infolist()
    names = [entry.filename for entry in entries]
    if len(entries) > MOST_MEMBERS or sum(entry.file_size for entry in entries) > MOST_UNPACKED:
        _refuse("it unpacks to more than a document is", "Take a smaller one.")
    if len(set(names)) != len(names):
        _refuse("it has two parts of one name", _SAVE)
    if "word/document.xml" not in names or "[Content_Types].xml" not in names:
        _refuse("it is no Word document", _SAVE)
    if any(entry.flag_bits & 1 for entry in entries):
        _refuse("it is encrypted", "Take its password off.")
    for name in names:
        low = name.lower()
        if low.endswith(".bin") or "/embeddings/" in low or "/activex/" in low or "vba" in low:
            _refuse(f"it holds a program or another file ({name[:80]})", _SAVE)


def _check_xml(name: str, content: bytes) -> None:
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = lambda *_: _refuse(f"{name[:80]} declares entities", _SAVE)
    parser.StartElementHandler = lambda tag, said: _check_element(name, tag, said)
    try:
        parser.Parse(content, True)
    except expat.ExpatError:
        _refuse(f"{name[:80]} is damaged", _SAVE)


def _check_element(name: str, tag: str, said: dict[str, str]) -> None:
    if (
        name.endswith(".rels")
        and said.get("TargetMode") == "External"
        and not said.get("Type", "").endswith(_HYPERLINK)
    ):
        _refuse(
            f"it links to another file ({said.get('Target', '')[:80]})", "Take the link out, and put the content in."
        )
    if name == "[Content_Types].xml" and "macroEnabled" in said.get("ContentType", ""):
        _refuse("it is of a kind that holds macros", _SAVE)


def _refuse(why: str, what_to_do: str) -> NoReturn:
    raise Refused(f"The template cannot be used: {why}.", what_to_do=what_to_do)
