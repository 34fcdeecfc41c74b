"""The compound file that old Office documents are kept in: a small disk of its own, with sectors and a directory.

Source: Microsoft, "[MS-CFB]: Compound File Binary File Format".
"""

import struct

from tallystick.lake.read.refusals import damaged_workbook

_HEADER = 512
_END = 0xFFFFFFFA  # this and above mark the end of a chain, a free sector and the like


class CompoundFile:
    """`streams` by name; each is read by `stream`. Raises Refused when damaged."""

    def __init__(self, data: bytes) -> None:
        if len(data) < _HEADER:
            raise damaged_workbook()
        self._data = data
        shift, mini_shift = struct.unpack_from("<HH", data, 30)
        if shift not in (9, 12) or mini_shift != 6:
            raise damaged_workbook()
        self._size = 1 << shift
        first_directory, _, self._mini_cutoff, first_mini, _, first_difat, _ = struct.unpack_from("<IIIIIII", data, 48)
        self._fat = self._read_fat(first_difat)
        self._mini_fat = _numbers(self._chain(first_mini))
        self._entries: dict[str, tuple[int, int]] = {}
        self._mini_stream = b""
        self._read_directory(self._chain(first_directory))

    @property
    def streams(self) -> set[str]:
        return set(self._entries)

    def stream(self, name: str) -> bytes:
        start, size = self._entries[name]
        if size >= self._mini_cutoff:
            return self._chain(start)[:size]
        pieces = [self._mini_stream[at * 64 : at * 64 + 64] for at in _links(self._mini_fat, start)]
        return b"".join(pieces)[:size]

    def _read_fat(self, next_difat: int) -> tuple[int, ...]:
        """Which sector follows which. The list of sectors that hold it starts in the header and goes on in a chain."""
        holders = [at for at in struct.unpack_from("<109I", self._data, 76) if at < _END]
        seen = 0
        while next_difat < _END and seen <= len(self._data) // self._size:
            *more, next_difat = _numbers(self._sector(next_difat)) or (_END,)
            holders += [at for at in more if at < _END]
            seen += 1
        # A damaged or hostile list may name a sector twice; the table is never longer than the file.
        return _numbers(b"".join(self._sector(at) for at in dict.fromkeys(holders)))

    def _sector(self, at: int) -> bytes:
        start = (at + 1) * self._size
        return self._data[start : start + self._size]

    def _chain(self, start: int) -> bytes:
        return b"".join(self._sector(at) for at in _links(self._fat, start))

    def _read_directory(self, directory: bytes) -> None:
        for at in range(0, len(directory) - 127, 128):
            length, kind = struct.unpack_from("<HB", directory, at + 64)
            start, size = struct.unpack_from("<II", directory, at + 116)
            name = directory[at : at + max(min(length, 64) - 2, 0)].decode("utf-16-le", errors="replace")
            if kind == 5:
                self._mini_stream = self._chain(start)[:size]
            elif kind == 2:
                self._entries.setdefault(name, (start, size))


def _numbers(data: bytes) -> tuple[int, ...]:
    return struct.unpack(f"<{len(data) // 4}I", data[: len(data) // 4 * 4])


def _links(table: tuple[int, ...], start: int) -> list[int]:
    """The chain from `start`. Raises Refused when it goes round in a circle or off the end."""
    links: list[int] = []
    at = start
    while at < _END:
        if at >= len(table) or len(links) > len(table):
            raise damaged_workbook()
        links.append(at)
        at = table[at]
    return links
