"""One file in, its sheets out."""

import zipfile
from pathlib import Path

from tallystick.kit.errors import Refused
from tallystick.lake.read import archives, kinds, workbooks
from tallystick.lake.read.delimited import grid_of
from tallystick.lake.read.dialect import dialect_of
from tallystick.lake.read.limits import Allowance, Limits, TooMuch, said_bytes
from tallystick.lake.read.sheet import Opened, PartRefused, Sheet
from tallystick.lake.read.text import decoded, is_wide

_DEFAULT = Limits()
Found = tuple[list[Sheet], list[PartRefused]]


def open_file(path: Path, limits: Limits = _DEFAULT) -> Opened:
    """Everything in the file at `path` that can be read, and a reason for each part that cannot.

    What the file is comes from its content; its name is never looked at. Time and memory are bounded by `limits`.
    `Opened.format` is that of the text or workbook, or ``zip``.
    Raises Refused when nothing in it can be read, OSError when the file cannot be.
    """
    size = path.stat().st_size
    if size > limits.file_bytes:
        raise Refused(
            f"This file is {said_bytes(size)}, and we read at most {said_bytes(limits.file_bytes)} at once.",
            what_to_do="Split it into smaller files, a month or a year each, and load those.",
        )
    data = path.read_bytes()
    allowance = Allowance(limits, packed_bytes=size)
    kind, data, compression = _unwrapped(data, allowance)
    archive = archives.opened_zip(data, limits) if kind == "zip" else None
    if archive is not None and kinds.workbook_format(archive) is None:
        sheets, refused = _open_members(archive, allowance)
        _refuse_if_nothing(sheets, refused)
        return Opened("zip", None, compression, sheets, refused)
    sheets, refused = _open_one(data, kind, archive, allowance)
    _refuse_if_nothing(sheets, refused)
    return Opened(sheets[0].format, sheets[0].encoding, compression, sheets, refused)


def _unwrapped(data: bytes, allowance: Allowance) -> tuple[str, bytes, str | None]:
    """The kind of `data`, `data` without its gzip if it had one, and ``gzip`` or None."""
    kind = kinds.kind_of(data)
    if kind != "gzip":
        return kind, data, None
    data = archives.gunzipped(data, allowance)
    kind = kinds.kind_of(data)
    if kind == "gzip":
        raise Refused("This file is packed twice over with gzip.", what_to_do="Unpack it yourself and load that.")
    return kind, data, "gzip"


def _open_one(data: bytes, kind: str, archive: zipfile.ZipFile | None, allowance: Allowance) -> Found:
    """The sheets of one text or workbook. Raises Refused when it is neither, or is past reading."""
    if archive is not None:
        if kinds.workbook_format(archive) == "ods":
            return workbooks.read_ods(archive, allowance)
        return workbooks.read_xlsx(archive, allowance)
    if kind == "cfb":
        return workbooks.read_xls(data, allowance)
    return [_open_text(data, allowance.limits)], []


def _open_text(data: bytes, limits: Limits) -> Sheet:
    if not is_wide(data):
        # Some systems fill the last block with NULs, and DOS marked the end with a Ctrl-Z: neither is a record.
        data = data.rstrip(b"\0").removesuffix(b"\x1a") or data
        kinds.refuse_binary(data)
    text = decoded(data)
    kinds.refuse_other_text(text.utf8)
    dialect = dialect_of(text.utf8)
    grid = grid_of(text.utf8, dialect, limits)
    return Sheet(None, grid.cells, grid.lines, text.encoding, dialect.format)


def _open_members(archive: zipfile.ZipFile, allowance: Allowance) -> Found:
    sheets: list[Sheet] = []
    refused: list[PartRefused] = []
    for info in archives.members(archive):
        member = info.filename
        try:
            found, not_read = _open_member(archives.unpacked(archive, info, allowance), allowance)
        except TooMuch:
            raise
        except Refused as no:
            refused.append(PartRefused(member, no.reason, no.what_to_do))
            continue
        for sheet in found:
            name = member if sheet.name is None else f"{member}!{sheet.name}"
            sheets.append(Sheet(name, sheet.cells, sheet.lines, sheet.encoding, sheet.format, member))
        refused += [PartRefused(f"{member}!{part.sheet}", part.reason, part.what_to_do) for part in not_read]
    return sheets, refused


def _open_member(data: bytes, allowance: Allowance) -> Found:
    kind, data, _ = _unwrapped(data, allowance)
    archive = archives.opened_zip(data, allowance.limits) if kind == "zip" else None
    if archive is not None and kinds.workbook_format(archive) is None:
        raise Refused(
            "This is an archive inside an archive.", what_to_do="Unpack the outer one and load the inner one."
        )
    return _open_one(data, kind, archive, allowance)


def _refuse_if_nothing(sheets: list[Sheet], refused: list[PartRefused]) -> None:
    """Raise Refused with the first reasons when no part could be read."""
    if sheets:
        return
    if not refused:
        raise Refused(
            "There is nothing in this file: no part of it has a value.", what_to_do="Check that it is the right file."
        )
    said = " ".join(f"{part.sheet}: {part.reason}" for part in refused[:3])
    more = f" And {len(refused) - 3:,} more." if len(refused) > 3 else ""
    raise Refused(f"Nothing in this file can be read. {said}{more}", what_to_do=refused[0].what_to_do)
