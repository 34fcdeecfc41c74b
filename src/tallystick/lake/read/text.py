"""Bytes to UTF-8 bytes, keeping every character that was published."""

import codecs
import re
from dataclasses import dataclass

import numpy as np

_SCAN_BYTES = 8 * 1024 * 1024
_BOM = codecs.BOM_UTF8
# Five bytes have no meaning in cp1252. Latin-1 keeps them as control characters, so nothing is lost and nothing fails.
_CP1252 = "".join(bytes([b]).decode("cp1252", errors="ignore") or chr(b) for b in range(256))
# What may be UTF-8 in a text that is not all UTF-8: a cheap search, before the exact one at each place found.
_MAYBE_UTF8 = re.compile(rb"[\xc2-\xf4][\x80-\xbf]")
# UTF-8 that is not an accident in a cp1252 text. Two-byte sequences are believed only for Latin letters and signs:
# "CAFÉ’S" and "NESTLÉ®" in cp1252 would otherwise be read as one African letter.
_SURELY_UTF8 = re.compile(
    rb"[\xc2-\xc5][\x80-\xbf]"
    rb"|\xe0[\xa0-\xbf][\x80-\xbf]|[\xe1-\xec\xee\xef][\x80-\xbf]{2}|\xed[\x80-\x9f][\x80-\xbf]"
    rb"|\xf0[\x90-\xbf][\x80-\xbf]{2}|[\xf1-\xf3][\x80-\xbf]{3}|\xf4[\x80-\x8f][\x80-\xbf]{2}"
)
_BOMS = re.compile(rb"(?:\xef\xbb\xbf)+")
_BOMS_AT_LINE_START = re.compile(rb"(?<=[\r\n])(?:\xef\xbb\xbf)+")
# Shown in place of a NUL, which no database or page would show.
NUL_SHOWN = "\u2400"


@dataclass(frozen=True)
class Text:
    """`utf8` is valid UTF-8 with no byte order mark at the start of any line and no NUL.

    encoding: what it was published in: ``utf-8``, ``utf-8-bom``, ``utf-16``, ``cp1252`` or ``mixed``
    (some of it UTF-8 and some of it cp1252). Plain ASCII is ``utf-8``.
    """

    utf8: bytes
    encoding: str


def decoded(data: bytes) -> Text:
    """`data` as UTF-8. Never fails: a byte that means nothing is kept as the character of the same number."""
    wide = _wide_codec(data)
    if wide is not None:
        # An odd last byte or half a surrogate pair is shown as U+FFFD rather than dropped.
        return Text(_tidied(data.decode(wide, errors="replace").encode()), "utf-16")
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return _not_all_utf8(data)
    return Text(_tidied(data), "utf-8-bom" if data.startswith(_BOM) else "utf-8")


def is_wide(data: bytes) -> bool:
    """Whether `data` is UTF-16, whose NUL bytes are no sign of a binary file."""
    return _wide_codec(data) is not None


def _wide_codec(data: bytes) -> str | None:
    """The UTF-16 codec of `data`, or None. Without a mark, half the bytes of English text are NUL, all on one side."""
    if data.startswith(codecs.BOM_UTF16_LE):
        return "utf-16-le"
    if data.startswith(codecs.BOM_UTF16_BE):
        return "utf-16-be"
    head = data[:4096]
    half = len(head) // 2
    if half < 4:
        return None
    first, second = head[0::2].count(0), head[1::2].count(0)
    if second > 0.7 * half and first < 0.05 * half:
        return "utf-16-le"
    if first > 0.7 * half and second < 0.05 * half:
        return "utf-16-be"
    return None


def _not_all_utf8(data: bytes) -> Text:
    if not _has_neighbours_over_ascii(data):
        return Text(_tidied(_as_cp1252(data).encode()), "cp1252")
    pieces: list[str] = []
    end = 0
    for maybe in _MAYBE_UTF8.finditer(data):
        if match := _SURELY_UTF8.match(data, maybe.start()):
            pieces.append(_as_cp1252(data[end : match.start()]))
            pieces.append(match.group().decode())
            end = match.end()
    pieces.append(_as_cp1252(data[end:]))
    return Text(_tidied("".join(pieces).encode()), "mixed" if end else "cp1252")


def _has_neighbours_over_ascii(data: bytes) -> bool:
    """Whether two bytes over 127 stand together, as in every character of UTF-8 that is not ASCII."""
    for at in range(0, len(data), _SCAN_BYTES):
        over = np.frombuffer(data[at : at + _SCAN_BYTES + 1], np.uint8) >= 0x80
        if (over[1:] & over[:-1]).any():
            return True
    return False


def _as_cp1252(data: bytes) -> str:
    return codecs.charmap_decode(data, "strict", _CP1252)[0]


def _tidied(utf8: bytes) -> bytes:
    if utf8.startswith(_BOM):
        utf8 = _BOMS.sub(b"", utf8, count=1)
    # Files joined end to end leave a mark in the middle, and some writers leave two.
    # Looking for one byte is far quicker than for three, and most texts have none.
    if _BOM[:1] in utf8 and _BOM in utf8:
        utf8 = _BOMS_AT_LINE_START.sub(b"", utf8)
    if b"\0" in utf8:
        utf8 = utf8.replace(b"\0", NUL_SHOWN.encode())
    return utf8
