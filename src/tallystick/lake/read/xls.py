"""XLS: which cells its sheets hold, before the workbook library lays them all out in memory at once.

Source: Microsoft, "[MS-XLS]: Excel Binary File Format (.xls) Structure".
"""

import struct
from collections.abc import Iterator

from tallystick.kit.errors import Refused
from tallystick.lake.read.compound import CompoundFile
from tallystick.lake.read.limits import Limits
from tallystick.lake.read.refusals import ASK, damaged_workbook, locked_workbook
from tallystick.lake.read.survey import Survey

_BOF, _EOF, _FILE_PASS, _BOUND_SHEET, _SST, _CONTINUE, _PIVOT = 0x0809, 0x000A, 0x002F, 0x0085, 0x00FC, 0x003C, 0x00B0
_FORMULA, _BOOL_OR_ERROR, _LABEL_SST, _MANY_RK = 0x0006, 0x0205, 0x00FD, 0x00BD
_CELLS = frozenset({_FORMULA, _BOOL_OR_ERROR, _LABEL_SST, _MANY_RK, 0x0203, 0x027E, 0x0204, 0x00D6})
_ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}
_LONGEST_STRING = 2 * 65_535
_WORKSHEET = 0
_OTHERS = {
    "WordDocument": "a Word document",
    "PowerPoint Document": "a PowerPoint presentation",
    "__properties_version1.0": "an email message",
}
Record = tuple[int, int, int]  # kind, where its content starts, where it ends


def surveyed_xls(data: bytes, limits: Limits) -> list[Survey]:
    """What each sheet of an XLS holds, in order (an empty Survey for a chart or macro sheet).

    Raises Refused when it is damaged, locked, no workbook at all, or more than the limits.
    """
    book = _book(CompoundFile(data))
    try:
        return _surveyed(book, limits)
    except (struct.error, IndexError) as error:
        raise damaged_workbook() from error


def _book(compound: CompoundFile) -> bytes:
    """The stream of workbook records."""
    names = {name.lower(): name for name in compound.streams}
    if "encryptedpackage" in names:
        raise locked_workbook()
    for name in ("workbook", "book"):
        if name in names:
            return compound.stream(names[name])
    for name, what in _OTHERS.items():
        if name.lower() in names:
            raise Refused(f"This is {what}.", what_to_do=ASK)
    raise Refused("This is an old Office file of some kind, but not a workbook.", what_to_do=ASK)


def _surveyed(book: bytes, limits: Limits) -> list[Survey]:
    offsets: list[tuple[int, int]] = []
    lengths: list[int] = []
    records = _records(book, 0)
    for kind, start, end in records:
        if kind == _FILE_PASS:
            raise locked_workbook()
        if kind == _BOUND_SHEET:
            offset, _, sheet_type = struct.unpack_from("<IBB", book, start)
            offsets.append((offset, sheet_type))
        elif kind == _SST:
            lengths = _string_lengths(book, start, end)
    surveys = [_sheet(book, at, lengths) if kind == _WORKSHEET else Survey() for at, kind in offsets]
    whole = Survey()
    for survey in surveys:
        survey.refuse_too_much(limits)
        whole.text_bytes += survey.text_bytes
        whole.last_row += (survey.last_row + 1) * (survey.last_column + 1)
    # The library lays out every sheet when it opens the workbook, so all of them together must be within bounds.
    whole.last_column, whole.filled_rows = 0, whole.last_row + 1
    whole.refuse_too_much(limits)
    return surveys


def _records(book: bytes, at: int) -> Iterator[Record]:
    """The records of one substream, from its BOF to its own EOF; those of charts inside it are passed over."""
    depth = 0
    while at + 4 <= len(book):
        kind, length = struct.unpack_from("<HH", book, at)
        start, at = at + 4, at + 4 + length
        if kind == _BOF:
            depth += 1
        elif kind == _EOF:
            depth -= 1
            if depth <= 0:
                return
        elif depth <= 1:
            yield kind, start, min(at, len(book))


def _sheet(book: bytes, offset: int, lengths: list[int]) -> Survey:
    survey = Survey()
    for kind, start, end in _records(book, offset):
        if kind in _CELLS:
            row, column = struct.unpack_from("<HH", book, start)
            survey.see(row, column)
            if kind == _LABEL_SST:
                (index,) = struct.unpack_from("<I", book, start + 6)
                survey.text_bytes += lengths[index] if index < len(lengths) else _LONGEST_STRING
            elif kind == _MANY_RK:
                survey.see(row, struct.unpack_from("<H", book, end - 2)[0])
            elif kind == _BOOL_OR_ERROR and book[start + 7]:
                survey.see_error(row, column, _ERRORS.get(book[start + 6], "#ERROR"))
            elif kind == _FORMULA and book[start + 6] == 2 and book[start + 12 : start + 14] == b"\xff\xff":
                survey.see_error(row, column, _ERRORS.get(book[start + 8], "#ERROR"))
        elif kind == _PIVOT:
            survey.pivot = True
    return survey


def _string_lengths(book: bytes, start: int, end: int) -> list[int]:
    """The bytes of each shared string. The table goes on over CONTINUE records, breaking strings where it likes."""
    segments = [(start + 8, end)]
    at = end
    while at + 4 <= len(book) and struct.unpack_from("<H", book, at)[0] == _CONTINUE:
        (length,) = struct.unpack_from("<H", book, at + 2)
        segments.append((at + 4, at + 4 + length))
        at += 4 + length
    lengths: list[int] = []
    segments.reverse()
    at, stop = segments.pop()
    while True:
        while at >= stop:
            if not segments:
                return lengths
            at, stop = segments.pop()
        if at + 3 > len(book):
            return lengths
        count, flags = struct.unpack_from("<HB", book, at)
        at += 3
        rest = 0
        if flags & 8:
            rest += 4 * struct.unpack_from("<H", book, at)[0]
            at += 2
        if flags & 4:
            rest += struct.unpack_from("<I", book, at)[0]
            at += 4
        lengths.append(count * 2)
        while count:
            width = 1 + (flags & 1)
            taken = min(count, max(stop - at, 0) // width)
            at += taken * width
            count -= taken
            if count:
                if not segments:
                    return lengths
                at, stop = segments.pop()
                flags = book[at]
                at += 1
        while rest > stop - at and segments:
            rest -= max(stop - at, 0)
            at, stop = segments.pop()
        at += rest
