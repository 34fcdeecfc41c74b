"""What a document really is: its content held against the ending of its name. Pure; `looking` reads the file.

Only kinds of file that carry no program are taken. What a name promises must be what the content is, so that nobody is
led to open one thing for another.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from tallystick.kit.errors import Refused


@dataclass(frozen=True)
class Looked:
    """What was seen of a file.

    told: endings that its first bytes are typical of, without the dot, however likely. sure: those that are likely.
    entries: names in it, where it is a zip, else None. mimetype: what an OpenDocument says it is. streams: which of
    `STREAMS` and `MACRO_STREAM` it has, where it is an old Office file, else None. text: whether it is text.
    head: the beginning of it, as text where it is text.
    """

    told: frozenset[str] = frozenset()
    sure: frozenset[str] = frozenset()
    entries: tuple[str, ...] | None = None
    mimetype: str = ""
    streams: frozenset[str] | None = None
    text: bool = False
    head: str = ""


@dataclass(frozen=True)
class Type:
    """A kind of file that is taken. name: as people call it. media: how it is given out."""

    name: str
    media: str


_OOXML = "application/vnd.openxmlformats-officedocument."
_ODF = "application/vnd.oasis.opendocument."
TYPES: Mapping[str, Type] = {
    "pdf": Type("PDF", "application/pdf"),
    "docx": Type("Word document", _OOXML + "wordprocessingml.document"),
    "xlsx": Type("Excel workbook", _OOXML + "spreadsheetml.sheet"),
    "pptx": Type("PowerPoint presentation", _OOXML + "presentationml.presentation"),
    "doc": Type("Word document", "application/msword"),
    "xls": Type("Excel workbook", "application/vnd.ms-excel"),
    "ppt": Type("PowerPoint presentation", "application/vnd.ms-powerpoint"),
    "msg": Type("Outlook message", "application/vnd.ms-outlook"),
    "odt": Type("OpenDocument text", _ODF + "text"),
    "ods": Type("OpenDocument spreadsheet", _ODF + "spreadsheet"),
    "odp": Type("OpenDocument presentation", _ODF + "presentation"),
    "txt": Type("Text", "text/plain"),
    "csv": Type("CSV", "text/csv"),
    "eml": Type("E-mail", "message/rfc822"),
    "png": Type("Picture", "image/png"),
    "jpg": Type("Picture", "image/jpeg"),
    "jpeg": Type("Picture", "image/jpeg"),
    "gif": Type("Picture", "image/gif"),
    "tif": Type("Picture", "image/tiff"),
    "tiff": Type("Picture", "image/tiff"),
    "webp": Type("Picture", "image/webp"),
}
"""Ending -> what is taken under it."""

STREAMS = {"doc": "WordDocument", "xls": "Workbook", "ppt": "PowerPoint Document", "msg": "__properties_version1.0"}
OLD_EXCEL = "Book"
MACRO_STREAM = "_VBA_PROJECT"
_FOLDERS = {"docx": "word/", "xlsx": "xl/", "pptx": "ppt/"}
_MACROS = re.compile(r"(^|/)(vbaproject\.bin|vbadata\.xml|macrosheets/|basic/script-l|scripts/)", re.IGNORECASE)
_WITH_MACROS = frozenset({"docm", "dotm", "xlsm", "xltm", "xlsb", "xlam", "pptm", "potm", "ppsm", "ppam"})
_ALIKE = {"jpg": {"jpg", "jpeg", "jfif", "jpe"}, "tif": {"tif", "tiff"}}
_ALIKE |= {"jpeg": _ALIKE["jpg"], "tiff": _ALIKE["tif"]}
_TEXTS = frozenset({"txt", "csv", "eml", "log", "tsv", "md", ""})
_HEADER = re.compile(
    r"^(from|to|date|subject|received|return-path|message-id|mime-version|delivered-to|x-[\w-]+):", re.I
)
_TAKEN = "PDF, Word, Excel, PowerPoint, OpenDocument, text, CSV, pictures, or e-mail saved as .eml or .msg"


class NotTaken(Refused):
    """A file that is not kept as a document."""


def type_of(name: str, looked: Looked) -> Type:
    """The kind of a file of this name. Raises NotTaken with the reason."""
    ending = name.rpartition(".")[2].casefold() if "." in name else ""
    if ending in _WITH_MACROS or _has_macros(looked):
        raise NotTaken(
            f"“{name}” holds macros: programs that would run on the computer of whoever opens it.",
            what_to_do="Save it without macros, as .docx, .xlsx or .pptx, or as PDF, and send that.",
        )
    taken = TYPES.get(ending)
    if taken is None:
        no_ending = f"“{name}” has no ending that says what it is."
        wrong = f"A file that ends in “.{ending}” is not kept as a document." if ending else no_ending
        raise NotTaken(wrong, what_to_do=f"Send {_TAKEN}.")
    if not _is(ending, looked):
        raise NotTaken(
            f"“{name}” is named as {_article(taken.name)} and its content is something else{_instead(looked)}.",
            what_to_do="Open it with the program that made it, save it under its right name, and send that.",
        )
    return taken


def _is(ending: str, looked: Looked) -> bool:
    if ending in _FOLDERS:
        entries = looked.entries or ()
        return "[Content_Types].xml" in entries and any(one.startswith(_FOLDERS[ending]) for one in entries)
    if ending in ("odt", "ods", "odp"):
        return looked.mimetype == TYPES[ending].media
    if ending in STREAMS:
        streams = looked.streams or frozenset()
        return STREAMS[ending] in streams or (ending == "xls" and OLD_EXCEL in streams)
    if ending in ("txt", "csv"):
        return looked.text and looked.sure <= _TEXTS
    if ending == "eml":
        return looked.text and any(_HEADER.match(line) for line in looked.head.splitlines()[:20])
    if ending == "pdf":
        return "pdf" in looked.told
    return bool(looked.told & _ALIKE.get(ending, {ending})) and not looked.text


def _has_macros(looked: Looked) -> bool:
    if looked.streams is not None:
        return MACRO_STREAM in looked.streams
    return any(_MACROS.search(entry) for entry in looked.entries or ())


def _instead(looked: Looked) -> str:
    """What its content looks like, where that is one of what is taken."""
    for ending in TYPES:
        if ending not in ("txt", "csv") and _is(ending, looked):
            return f": it looks like {_article(TYPES[ending].name)}"
    return ": it looks like text" if looked.text and looked.sure <= _TEXTS else ""


def _article(name: str) -> str:
    return f"{'an' if name[0] in 'AEIOU' else 'a'} {name}"
