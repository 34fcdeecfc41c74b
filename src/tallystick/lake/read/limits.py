"""How much of a file we are willing to read. Every number is a bound on time or memory, with its reason."""

from dataclasses import dataclass

from tallystick.kit.errors import Refused

MIB = 1024 * 1024


@dataclass(frozen=True)
class Limits:
    """Bounds on one file. Time is bounded by bounding work: bytes, cells and members, never by a clock.

    file_bytes: size of the file as given.
    unpacked_bytes: total bytes that may come out of one file, over all archive members and workbook parts.
    ratio: bytes out for one byte in, checked once more than `ratio_from_bytes` have come out. Real spend
        files pack 5 to 40 times; a bomb packs 1,000 times.
    members: entries in a zip.
    columns: columns of a sheet, after empty ones on the right are dropped.
    grid_cells: rows times columns of a worksheet's used area: the reader holds the whole area in memory.
    blank_rows: rows without any value between the first and last filled row of a worksheet.
    cell_bytes: UTF-8 bytes of one cell. Excel allows 32,767 characters.
    """

    file_bytes: int = 1024 * MIB
    unpacked_bytes: int = 1024 * MIB
    ratio: int = 200
    ratio_from_bytes: int = 32 * MIB
    members: int = 10_000
    columns: int = 1_000
    grid_cells: int = 20_000_000
    blank_rows: int = 100_000
    cell_bytes: int = 1_000_000


class TooMuch(Refused):
    """The whole file is refused, whatever else was read from it: it unpacks to more than we are willing to hold."""


class Allowance:
    """What is left of `unpacked_bytes` while one file is read. Bytes are counted as they come out,
    because what an archive says of itself may be a lie."""

    def __init__(self, limits: Limits, *, packed_bytes: int) -> None:
        self.limits = limits
        self._packed = max(packed_bytes, 1)
        self._out = 0

    def take(self, count: int) -> None:
        """Count `count` bytes out. Raises TooMuch."""
        self._out += count
        if self._out > self.limits.unpacked_bytes:
            raise TooMuch(
                f"This file unpacks to more than {said_bytes(self.limits.unpacked_bytes)}, which is more than we read.",
                what_to_do="Split it into smaller files, a month or a year each, and load those.",
            )
        if self._out > self.limits.ratio_from_bytes and self._out > self._packed * self.limits.ratio:
            raise TooMuch(
                f"This file unpacks to more than {self.limits.ratio} times its size, as a file made to do harm would.",
                what_to_do="If you trust where it came from, unpack it yourself and load what is inside.",
            )


def said_bytes(count: int) -> str:
    """`count` bytes as an officer would say it: ``1 GB``, ``12 MB``, ``900 KB``."""
    for size, unit in ((1024 * MIB, "GB"), (MIB, "MB"), (1024, "KB")):
        if count >= size:
            return f"{count / size:.0f} {unit}"
    return f"{count} bytes"
