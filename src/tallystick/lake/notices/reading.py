"""A file of notices, or tables that belong together, to award rows with every row accounted for."""

import zipfile
from collections.abc import Sequence
from pathlib import Path

from tallystick.kit.errors import Refused
from tallystick.lake.notices.json_files import NOT_NOTICES, tidy_json
from tallystick.lake.notices.linked import Linked, is_linked, linked, refuse_alone, take_together
from tallystick.lake.notices.rows import Tidied
from tallystick.lake.notices.tables import table, tidy_sheet
from tallystick.lake.read import Limits, archives, kinds, open_file
from tallystick.lake.read.limits import Allowance, said_bytes
from tallystick.lake.read.text import decoded

READER = 1
"""Raised whenever the same bytes would be read otherwise than before, so that every file is read again."""

_LIMITS = Limits()


class RowsLost(Exception):
    """Rows that ended nowhere. It is a bug, never an expected no."""


def read_notices(path: Path) -> Tidied:
    """What the file at `path` holds: OCDS JSON (whole, by line, gzipped or zipped) or a table of notices in any format.

    Raises Refused for what holds no notices, saying what it is instead, and for damaged JSON, naming the line.
    """
    into = Tidied()
    texts = _json_texts(path)
    if texts is None:
        _tidy_tables(path, into)
    else:
        _each(texts, into)
    return _checked(into)


def linked_table(path: Path) -> list[Linked]:
    """The tables of a file that is one of several which belong together; none if it is not such a file."""
    if _json_texts(path) is not None:
        return []
    try:
        sheets = open_file(path).sheets
    except Refused:
        return []
    tables = [table(sheet) for sheet in sheets]
    return [linked(*one) for one in tables] if tables and all(is_linked(header) for header, _ in tables) else []


def read_linked(tables: Sequence[Linked]) -> Tidied:
    """What tables that belong together hold. Raises Refused where the awards or the buyers are not among them."""
    refuse_alone(tables)
    into = Tidied(shape="tables that belong together")
    take_together(tables, into)
    return _checked(into)


def _checked(into: Tidied) -> Tidied:
    if into.rows_read != into.accounted:
        raise RowsLost(f"{into.rows_read} rows were read, and {into.accounted} ended somewhere.")
    return into


def _json_texts(path: Path) -> list[tuple[str, str]] | None:
    """Each JSON text of the file with its name inside an archive; None where it holds a table or something else."""
    size = path.stat().st_size
    if size > _LIMITS.file_bytes:
        raise Refused(
            f"This file is {said_bytes(size)}, and we read at most {said_bytes(_LIMITS.file_bytes)} at once.",
            what_to_do="Split it into smaller files, a month or a year each, and load those.",
        )
    data = path.read_bytes()
    allowance = Allowance(_LIMITS, packed_bytes=size)
    kind = kinds.kind_of(data)
    if kind == "gzip":
        data = archives.gunzipped(data, allowance)
        kind = kinds.kind_of(data)
    if kind == "zip":
        return _in_archive(data, allowance)
    return [("", _text(data))] if kind == "text" and _is_json(data) else None


def _in_archive(data: bytes, allowance: Allowance) -> list[tuple[str, str]] | None:
    archive: zipfile.ZipFile = archives.opened_zip(data, _LIMITS)
    if kinds.workbook_format(archive) is not None:
        return None
    found = []
    for member in archives.members(archive):
        if member.filename.lower().endswith((".json", ".jsonl", ".ndjson")):
            inner = archives.unpacked(archive, member, allowance)
            if _is_json(inner):
                found.append((member.filename, _text(inner)))
    return found or None


def _is_json(data: bytes) -> bool:
    """Whether a text begins as JSON does. No table of notices begins with a brace or a bracket and a quotation mark."""
    start = decoded(data[:4096]).utf8.lstrip()
    return start[:1] == b"{" or (start[:1] == b"[" and start[1:].lstrip()[:1] in (b"{", b"[", b"]", b'"'))


def _text(data: bytes) -> str:
    return decoded(data).utf8.decode("utf-8")


def _each(texts: Sequence[tuple[str, str]], into: Tidied) -> None:
    """Every JSON text of a file. Of several, those that hold no notices are remarked upon."""
    if len(texts) == 1:
        tidy_json(texts[0][1], into)
        return
    refused = []
    for name, said in texts:
        try:
            tidy_json(said, into)
        except Refused as no:
            refused.append(f"{name}: {no.reason}")
    if len(refused) == len(texts):
        raise Refused(f"There are no notices in this archive. {refused[0]}", what_to_do=NOT_NOTICES)
    into.remarks += refused
    into.shape = f"archive of {len(texts)} JSON files"


def _tidy_tables(path: Path, into: Tidied) -> None:
    opened = open_file(path)
    shapes, refused = [], []
    for sheet in opened.sheets:
        try:
            shapes.append(tidy_sheet(sheet, into))
        except Refused as no:
            refused.append(no)
    if not shapes:
        raise refused[0]
    into.shape = " and ".join(dict.fromkeys(shapes))
    named = [f"{part.sheet}: {part.reason}" for part in opened.refused]
    into.remarks += [*(no.reason for no in refused), *named]
