"""Bytes as they come to whole records of UTF-8, a block at a time, so that memory does not grow with the file."""

import codecs
from collections.abc import Iterator

import numpy as np

from tallystick.kit.errors import Refused
from tallystick.lake.read.text import decoded, is_wide

BLOCK_BYTES = 8 * 1024 * 1024
MOST_BLOCK_BYTES = 64 * 1024 * 1024
"""A block grows to this while no record ends in it; then it is no register."""

_QUOTE, _LF = b'"'[0], b"\n"[0]


class Blocks:
    """`write` takes bytes of one file in order; `ready` and then `rest` give what can be read of them.

    Each block is valid UTF-8 and ends where a record ends. Raises Refused for a record longer than any register has.
    """

    def __init__(self, block_bytes: int = BLOCK_BYTES) -> None:
        self._block_bytes = block_bytes
        self._held = bytearray()
        self._wide: codecs.IncrementalDecoder | None = None
        self._begun = False

    def write(self, data: bytes) -> None:
        """Take more bytes. The first of them tell UTF-16 from the rest."""
        if not self._begun and data:
            self._begun = True
            if is_wide(data):
                marked = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
                codec = "utf-16" if marked else "utf-16-be" if data[0] == 0 else "utf-16-le"
                self._wide = codecs.getincrementaldecoder(codec)(errors="replace")
        self._held += self._wide.decode(data).encode() if self._wide else data

    def ready(self) -> Iterator[bytes]:
        """Blocks that are complete."""
        while len(self._held) >= self._block_bytes:
            end = _last_record_end(self._held)
            if end is None and len(self._held) >= MOST_BLOCK_BYTES:
                # A quote was opened and never closed: the careful reader will give it one line.
                end = self._held.rfind(b"\n") + 1
                if not end:
                    raise Refused("This is one line without an end.", what_to_do="Check that the right file was given.")
            if end is None:
                return
            yield self._taken(end)

    def rest(self) -> Iterator[bytes]:
        """What is left when the file has ended."""
        if self._held:
            yield self._taken(len(self._held))

    def _taken(self, end: int) -> bytes:
        block = bytes(memoryview(self._held)[:end])
        del self._held[:end]
        # Published in UTF-8; one that was saved again by a spreadsheet may not be, in places.
        return decoded(block).utf8


def _last_record_end(held: bytearray) -> int | None:
    """The place after the last line end that has an even number of quotes before it."""
    bytes_ = np.frombuffer(bytes(held), np.uint8)
    ends = np.flatnonzero(bytes_ == _LF)
    if not ends.size:
        return None
    quotes = np.flatnonzero(bytes_ == _QUOTE)
    whole = ends[np.searchsorted(quotes, ends) % 2 == 0]
    return int(whole[-1]) + 1 if whole.size else None
