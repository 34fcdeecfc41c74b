"""A second count of delimited files with nothing but Python's own csv module, to hold against what was loaded."""

import csv
import gzip
import io
import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from tools.real_files.loaded import File

_SHED = re.compile(r"[£\ufffd�?,\s\"'\u00a0œ]|^GBP")
csv.field_size_limit(1 << 30)


@dataclass(frozen=True)
class Recount:
    """rows, pence: as counted here; the other two as the load accounted for them."""

    file: File
    rows: int
    rows_loaded: int
    pence: int
    pence_loaded: int

    @property
    def agrees(self) -> bool:
        return self.rows == self.rows_loaded and self.pence == self.pence_loaded


def recount(file: File) -> Recount | None:
    """The file counted again, or None where this simple way cannot: workbooks, archives, several tables."""
    tables = [t for t in file.reading.tables if t.outcome == "loaded"]
    if not file.read or file.reading.format not in ("csv", "tsv") or len(file.reading.tables) != 1:
        return None
    table = tables[0]
    named = [
        c
        for c in table.mapping
        if c.field in ("net", "gross", "amount")
        and (c.heading or f"column {c.position + 1}") == table.columns["amount"]
    ]
    if len(named) != 1:
        return None
    data = file.path.read_bytes()
    if data[:2] == b"\x1f\x8b":
        data = gzip.decompress(data)
    encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    text = data.rstrip(b"\x1a\0").decode(encoding, errors="replace")
    dialect = "\t" if file.reading.format == "tsv" else ","
    rows = pence = 0
    for row in csv.reader(io.StringIO(text, newline=""), delimiter=dialect):
        rows += 1
        if named[0].position < len(row):
            pence += _pence(row[named[0].position])
    return Recount(file, rows, table.rows_read, pence, table.pence_read)


def _pence(cell: str) -> int:
    """A published amount, or nought where it is not plainly one."""
    body = _SHED.sub("", cell.strip())
    negative = (body.startswith("(") and body.endswith(")")) or body.endswith("-") or body.startswith("-")
    try:
        value = Decimal(body.strip("()-") or "0")
    except InvalidOperation:
        return 0
    pence = int((value * 100).to_integral_value(ROUND_HALF_UP))
    return -pence if negative else pence
