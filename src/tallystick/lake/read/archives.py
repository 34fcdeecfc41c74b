"""Gzip and zip, opened in memory. Nothing is ever written to disk under a name that an archive gives."""

import io
import re
import stat
import struct
import zipfile
import zlib
from typing import Protocol

from tallystick.kit.errors import Refused
from tallystick.lake.read.limits import Allowance, Limits
from tallystick.lake.read.refusals import DOWNLOAD_AGAIN, UNPACK

_CHUNK = 1024 * 1024
_PACKED_CHUNK = 64 * 1024
# A block-wise gzip (bgzip) of the largest file we read has fewer.
_GZIP_MEMBERS = 100_000
_DAMAGED_GZIP = "This file is packed with gzip and is damaged: it stops early or its checksum is wrong."
_DAMAGED_ZIP = "This is a zip archive and it is damaged."
# What zipfile raises for bytes that are not what they should be.
ZIP_ERRORS = (zipfile.BadZipFile, zlib.error, EOFError, ValueError, struct.error, IndexError, OverflowError)
# Made by the machine that packed the archive, not by the publisher: no officer needs to be told of them.
_LEFT_BY_MACHINES = re.compile(r"(?:^|/)(?:__MACOSX/|\.DS_Store$|Thumbs\.db$|desktop\.ini$|\._[^/]*$)", re.IGNORECASE)


class Sink(Protocol):
    """What bytes can be written to."""

    def write(self, data: bytes, /) -> object: ...


def gunzipped(data: bytes, allowance: Allowance) -> bytes:
    """What is packed in `data`, all gzip members of it joined. Raises Refused when damaged or too much."""
    out = io.BytesIO()
    at = gzip_members = 0
    rest = b""
    while rest or at < len(data):
        gzip_members += 1
        if gzip_members > _GZIP_MEMBERS:
            raise Refused("This file is packed with gzip in too many small parts.", what_to_do=UNPACK)
        unpack = zlib.decompressobj(wbits=31)
        while not unpack.eof:
            if not rest:
                rest = data[at : at + _PACKED_CHUNK]
                at += len(rest)
            try:
                piece = unpack.decompress(rest, _CHUNK)
            except zlib.error as error:
                raise Refused(_DAMAGED_GZIP, what_to_do=DOWNLOAD_AGAIN) from error
            rest = unpack.unconsumed_tail
            if not (piece or rest or unpack.eof) and at >= len(data):
                raise Refused(_DAMAGED_GZIP, what_to_do=DOWNLOAD_AGAIN)
            allowance.take(len(piece))
            out.write(piece)
        # Some writers fill up the last block with NULs.
        rest = unpack.unused_data.lstrip(b"\0")
        while not rest and at < len(data):
            rest = data[at : at + _PACKED_CHUNK].lstrip(b"\0")
            at += _PACKED_CHUNK
    return out.getvalue()


def opened_zip(data: bytes, limits: Limits) -> zipfile.ZipFile:
    """The directory of a zip. Raises Refused when damaged or when it lists too many members."""
    _refuse_long_directory(data, limits)
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (*ZIP_ERRORS, NotImplementedError) as error:
        raise Refused(_DAMAGED_ZIP, what_to_do=DOWNLOAD_AGAIN) from error
    if len(archive.filelist) > limits.members:
        raise _too_many(limits)
    return archive


def members(archive: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    """The members a publisher put there, in order; folders and what machines leave behind are passed over."""
    return [
        info
        for info in archive.infolist()
        if not info.is_dir() and not _LEFT_BY_MACHINES.search(info.filename.replace("\\", "/"))
    ]


def unpacked(archive: zipfile.ZipFile, member: zipfile.ZipInfo, allowance: Allowance) -> bytes:
    """The bytes of `member`. Raises Refused when its name climbs out, it is locked, damaged or too much."""
    _refuse_unsafe(member)
    out = io.BytesIO()
    copy_member(archive, member, out, allowance)
    return out.getvalue()


def copy_member(archive: zipfile.ZipFile, member: zipfile.ZipInfo, out: Sink, allowance: Allowance) -> None:
    """Write the bytes of `member` to `out`, counted as they come. Raises Refused as `unpacked` does."""
    if member.flag_bits & 0x1:
        raise Refused("This is locked with a password.", what_to_do="Unlock it and load what is inside.")
    try:
        with archive.open(member) as packed:
            while piece := packed.read(_CHUNK):
                allowance.take(len(piece))
                out.write(piece)
    except NotImplementedError as error:
        raise Refused("This is packed in a way that we do not read.", what_to_do=UNPACK) from error
    except RuntimeError as error:
        raise Refused("This is locked with a password.", what_to_do="Unlock it and load what is inside.") from error
    except ZIP_ERRORS as error:
        raise Refused("This part of the archive is damaged.", what_to_do=DOWNLOAD_AGAIN) from error


def _refuse_unsafe(member: zipfile.ZipInfo) -> None:
    # As written: zipfile itself cuts names at a NUL and turns backslashes round on Windows.
    name = member.orig_filename.replace("\\", "/")
    if name.startswith("/") or re.match(r"[A-Za-z]:", name) or ".." in name.split("/") or "\0" in name:
        raise Refused(
            "Its name points to a place outside the archive, as a file made to do harm would.",
            what_to_do="Ask the publisher for a plain archive, or load the file itself.",
        )
    if stat.S_ISLNK(member.external_attr >> 16):
        raise Refused("This is a link to another file, not a file.", what_to_do="Load the file itself.")


def _refuse_long_directory(data: bytes, limits: Limits) -> None:
    """Raise Refused before a directory of millions of members is read into memory."""
    end = data.rfind(b"PK\x05\x06", max(0, len(data) - 65_557))
    if end < 0 or end + 22 > len(data):
        return  # zipfile will say that it is damaged
    (size,) = struct.unpack_from("<I", data, end + 12)
    if size == 0xFFFFFFFF:
        end64 = data.rfind(b"PK\x06\x06", 0, end)
        size = struct.unpack_from("<Q", data, end64 + 40)[0] if 0 <= end64 <= len(data) - 56 else 0
    # An entry is 46 bytes and a name; names of spend files are short.
    if size > limits.members * 512:
        raise _too_many(limits)


def _too_many(limits: Limits) -> Refused:
    return Refused(
        f"This archive lists more than {limits.members:,} files, and that is more than we read.",
        what_to_do="Unpack it yourself and load the spend files in it.",
    )
