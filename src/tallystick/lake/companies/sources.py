"""The texts of a register: files as given, or the members of a zip, read once from end to end."""

import hashlib
import struct
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from tallystick.kit.errors import Refused
from tallystick.lake.companies.blocks import Blocks
from tallystick.lake.read import archives
from tallystick.lake.read.kinds import kind_of, refuse_binary, refuse_other_text
from tallystick.lake.read.limits import MIB, Allowance, Limits, said_bytes
from tallystick.lake.read.refusals import DOWNLOAD_AGAIN, UNPACK
from tallystick.lake.read.text import is_wide

LIMITS = Limits(file_bytes=16 * 1024 * MIB, unpacked_bytes=16 * 1024 * MIB, ratio=60, members=100, columns=200)
"""The register is 2.5 GB of text, and packs five times."""

_CHUNK = 1024 * 1024
_HEAD = 64 * 1024
_END, _END64 = b"PK\x05\x06", b"PK\x06\x06"


@dataclass(frozen=True)
class Source:
    """One file given. sha256: of its bytes as given."""

    path: Path
    sha256: str
    size: int


def found(paths: Sequence[Path]) -> list[Path]:
    """Every file of `paths`, folders looked through, each once. Raises Refused for a path that is not there."""
    files: dict[Path, None] = {}
    for path in paths:
        if not path.exists():
            raise Refused(f"There is no file or folder at {path}.", what_to_do="Check the name and try again.")
        inside = sorted(f for f in path.rglob("*") if f.is_file() and f.suffix.lower() in (".csv", ".zip"))
        files.update(dict.fromkeys(f.resolve() for f in (inside if path.is_dir() else [path])))
    if not files:
        raise Refused(
            "There is no CSV or zip file there.", what_to_do="Name the company register's file, its parts, or a zip."
        )
    return list(files)


def source(path: Path) -> Source:
    """The file at `path`, with its hash. Raises Refused when it is too large to be a register."""
    size = path.stat().st_size
    if size > LIMITS.file_bytes:
        raise Refused(
            f"{path.name} is {said_bytes(size)}, and we read at most {said_bytes(LIMITS.file_bytes)} at once.",
            what_to_do="Check that it is the company register.",
        )
    with open(path, "rb") as file:
        return Source(path, hashlib.file_digest(file, "sha256").hexdigest(), size)


def texts(given: Source, read: Callable[[int], None]) -> Iterator[tuple[str, Iterator[bytes]]]:
    """The name of each text in a file, and its blocks. `read` is told how many bytes of the file have been read.

    Raises Refused for what is neither text nor a zip of texts, is damaged, or unpacks to too much.
    """
    with open(given.path, "rb") as file:
        head = file.read(_HEAD)
        kind = _kind(head, given.path.name)
        file.seek(0)
        if kind == "zip":
            yield from _members(file, given, read)
        else:
            yield given.path.name, _blocks(_chunks(file), read)


def _kind(head: bytes, name: str) -> str:
    try:
        kind = kind_of(head)
        if kind == "text":
            if not is_wide(head):
                refuse_binary(head)
            refuse_other_text(head)
    except Refused as no:
        raise Refused(f"{name}: {no.reason}", what_to_do=no.what_to_do) from no
    if kind not in ("zip", "text"):
        raise Refused(f"{name} is packed in a way that the register never is.", what_to_do=UNPACK)
    return kind


def _chunks(file: BinaryIO) -> Iterator[bytes]:
    while chunk := file.read(_CHUNK):
        yield chunk


def _blocks(chunks: Iterator[bytes], read: Callable[[int], None]) -> Iterator[bytes]:
    blocks = Blocks()
    done = 0
    for chunk in chunks:
        blocks.write(chunk)
        done += len(chunk)
        read(done)
        yield from blocks.ready()
    yield from blocks.rest()


def _members(file: BinaryIO, given: Source, read: Callable[[int], None]) -> Iterator[tuple[str, Iterator[bytes]]]:
    _refuse_long_directory(file, given.size)
    try:
        archive = zipfile.ZipFile(file)
    except (*archives.ZIP_ERRORS, NotImplementedError) as error:
        raise Refused(f"{given.path.name} is a damaged zip archive.", what_to_do=DOWNLOAD_AGAIN) from error
    allowance = Allowance(LIMITS, packed_bytes=given.size)
    inside = [m for m in archives.members(archive) if m.filename.lower().endswith(".csv")]
    if not inside or len(archive.filelist) > LIMITS.members:
        raise Refused(
            f"{given.path.name} has no CSV in it, or far more than a register has.",
            what_to_do="Check that it is the company register, as Companies House publishes it.",
        )
    before = 0
    for member in inside:
        start = before
        yield (
            f"{given.path.name}!{Path(member.filename).name}",
            _blocks(_unpacked(archive, member, allowance), lambda _done, s=start, m=member: read(s + m.compress_size)),  # type: ignore[misc]
        )
        before += member.compress_size


def _unpacked(archive: zipfile.ZipFile, member: zipfile.ZipInfo, allowance: Allowance) -> Iterator[bytes]:
    """The bytes of a member as they come, counted, never written anywhere."""
    if member.flag_bits & 0x1:
        raise Refused(f"{member.filename} is locked with a password.", what_to_do="Unlock it and load what is inside.")
    first = True
    try:
        with archive.open(member) as packed:
            while piece := packed.read(_CHUNK):
                allowance.take(len(piece))
                if first and _kind(piece[:_HEAD], member.filename) != "text":
                    raise Refused(f"{member.filename} is an archive inside an archive.", what_to_do=UNPACK)
                first = False
                yield piece
    except (NotImplementedError, RuntimeError) as error:
        raise Refused(f"{member.filename} is packed in a way that we do not read.", what_to_do=UNPACK) from error
    except archives.ZIP_ERRORS as error:
        raise Refused(f"{member.filename} is damaged in its archive.", what_to_do=DOWNLOAD_AGAIN) from error


def _refuse_long_directory(file: BinaryIO, size: int) -> None:
    """Raise Refused before a directory of millions of members is read into memory."""
    file.seek(max(0, size - 65_557 - 76))
    tail = file.read()
    file.seek(0)
    end = tail.rfind(_END)
    if end < 0 or end + 22 > len(tail):
        return  # zipfile will say that it is damaged
    (listed,) = struct.unpack_from("<I", tail, end + 12)
    if listed == 0xFFFFFFFF:
        end64 = tail.rfind(_END64, 0, end)
        listed = struct.unpack_from("<Q", tail, end64 + 40)[0] if 0 <= end64 <= len(tail) - 56 else 0
    if listed > LIMITS.members * 512:
        raise Refused(
            "This archive lists far more files than a register has.",
            what_to_do="Check that it is the company register, as Companies House publishes it.",
        )
