"""XML read as a stream, with no document type declaration allowed: that is where entity bombs are."""

from collections.abc import Callable
from typing import Any
from xml.parsers import expat

from tallystick.kit.errors import Refused
from tallystick.lake.read.refusals import damaged_workbook


class Stream:
    """Feed it bytes as `write`, as if it were a file; it calls `start` and `end` with names as written.

    Raises Refused when the XML is damaged or declares a document type.
    """

    def __init__(
        self, start: Callable[[str, dict[str, str]], None] | None = None, end: Callable[[str], None] | None = None
    ) -> None:
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = True
        self.parser.StartDoctypeDeclHandler = _refuse_doctype
        if start is not None:
            self.parser.StartElementHandler = start
        if end is not None:
            self.parser.EndElementHandler = end

    def write(self, data: bytes) -> None:
        self._parse(data, False)

    def close(self) -> None:
        self._parse(b"", True)

    def _parse(self, data: bytes, last: bool) -> None:
        try:
            self.parser.Parse(data, last)
        except (expat.ExpatError, ValueError, OverflowError) as error:
            raise damaged_workbook("This workbook is damaged: a part of it is not well-formed.") from error


def _refuse_doctype(*_: Any) -> None:
    raise Refused(
        "This workbook declares a document type, which no spreadsheet program does and a file made to do harm may.",
        what_to_do="Open it in LibreOffice, save it as a new workbook and load that.",
    )


def local(name: str) -> str:
    """An element's or attribute's name without its prefix."""
    return name.rpartition(":")[2]
