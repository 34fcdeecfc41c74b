"""XML read as a stream, with no document type declaration allowed: that is where entity bombs are."""

from collections.abc import Callable
from typing import Any
from xml.parsers import expat

from tallystick.kit.errors import Refused

_DAMAGED = "This workbook is damaged: a part of it is not well-formed."
_AGAIN = "Open it in Excel or LibreOffice, which may mend it, save it and load that; or download it again."


class Stream:
    """Feed it bytes as `write`, as if it were a file; it calls `start` and `end` with local names (no prefix).

    Raises Refused when the XML is damaged or declares a document type.
    """

    def __init__(self, start: Callable[[str, dict[str, str]], None] | None = None) -> None:
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = True
        self.parser.StartDoctypeDeclHandler = _refuse_doctype
        if start is not None:
            self.parser.StartElementHandler = start

    def write(self, data: bytes) -> None:
        self._parse(data, False)

    def close(self) -> None:
        self._parse(b"", True)

    def _parse(self, data: bytes, last: bool) -> None:
        try:
            self.parser.Parse(data, last)
        except (expat.ExpatError, ValueError, OverflowError) as error:
            raise Refused(_DAMAGED, what_to_do=_AGAIN) from error


def _refuse_doctype(*_: Any) -> None:
    raise Refused(
        "This workbook declares a document type, which no spreadsheet program does and a file made to do harm may.",
        what_to_do="Open it in LibreOffice, save it as a new workbook and load that.",
    )


def local(name: str) -> str:
    """An element's or attribute's name without its prefix."""
    return name.rpartition(":")[2]
