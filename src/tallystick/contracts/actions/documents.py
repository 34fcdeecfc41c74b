"""Keep documents of contracts, and give them out: each by the SHA-256 of its bytes, never opened and never run."""

import hashlib
import os
import secrets
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import transaction

from tallystick.contracts import models
from tallystick.contracts.actions.documents_looking import look_into
from tallystick.contracts.actions.documents_scanning import Infected, scan
from tallystick.contracts.actions.keeping import add_held, check_may_see, held, held_row
from tallystick.contracts.rules.documents import NotTaken, type_of
from tallystick.councils.actions import check_moment, record_reading, write_log
from tallystick.councils.rules.actors import Actor
from tallystick.councils.rules.permissions import Permission
from tallystick.kit.errors import Refused
from tallystick.lake.store.home import Home

_CHUNK = 1 << 20
LARGEST = 50_000_000
"""Bytes of a document, unless whoever keeps it says otherwise."""


class Damaged(Refused):
    """What is kept is not what was handed in."""


def keep_document(
    *, contract: int, path: Path, name: str, values: Mapping[str, Any], home: Home, by: Actor, at: datetime,
    why: str = "", scanner: str = "", largest: int = LARGEST,
) -> models.Document:  # fmt: skip
    """Keeps a file as a document of a contract.

    path: where its bytes are now; they are copied. name: what the file is called. values: kind, title, dated, expires.
    scanner: as `documents_scanning.scan`. Raises NotThere, NotAllowed, NotAcceptable, NotTaken, Infected (which is in
    the log) or NotScanned.
    """
    check_moment(at)
    with transaction.atomic():
        of = held(contract, by=by)
        check_may_see(by, "document", of.organisation.code)
    size = path.stat().st_size
    if size == 0:
        raise NotTaken(f"“{name}” is empty.", what_to_do="Choose the file again.")
    if size > largest:
        raise NotTaken(
            f"“{name}” is larger than {largest // 1_000_000} MB.", what_to_do="Make it smaller, or send it in parts."
        )
    half = home.documents / f"{secrets.token_hex(16)}.half"
    try:
        sha256 = _copied(path, half)
        taken = type_of(name, look_into(half))
        try:
            scanned = scan(half, name, scanner=scanner)
        except Infected as no:
            _say_refused(contract, name, sha256, size, no.said, by, at)
            raise
        with transaction.atomic():
            of = held(contract, by=by)
            given = {"title": name, **{field: value for field, value in values.items() if value not in (None, "")}}
            row = add_held(
                models.Document(
                    contract=of, file_name=name[:300], sha256=sha256, size=size, media_type=taken.media, scan=scanned
                ),
                given, by=by, at=at, why=why,
            )  # fmt: skip
            # Before the row is there for anybody else: a row without its file is never seen.
            _put(half, home.document_file(sha256))
        assert isinstance(row, models.Document)
        return row
    finally:
        half.unlink(missing_ok=True)


def give_out(
    *, contract: int, document: int, home: Home, by: Actor, at: datetime, why: str = ""
) -> tuple[models.Document, Path]:
    """A document and the file of its bytes, for a download: noted in the access log.

    Raises NotThere, NotAllowed, or Damaged where the file is gone or not what was handed in.
    """
    check_moment(at)
    with transaction.atomic():
        of = held(contract, by=by, permission=Permission.READ_PAPERS)
        row = held_row(of, "document", document)
        assert isinstance(row, models.Document)
        path = home.document_file(row.sha256)
        if not path.is_file() or _hashed(path) != row.sha256:
            raise Damaged(
                f"“{row.file_name}” is not there as it was handed in: its file is missing or was changed.",
                what_to_do="Whoever runs this installation can put it back from a backup of its documents folder.",
            )
        record_reading(
            organisation=of.organisation.code, kind="document", key=row.pk, about=f"contract:{of.pk}",
            fields=["file"], by=by, at=at, why=why,
        )  # fmt: skip
    return row, path


def _copied(path: Path, half: Path) -> str:
    """Copies bytes to a file that is whole on the disk before anything speaks of it; their SHA-256."""
    half.parent.mkdir(parents=True, exist_ok=True)
    digest = hashlib.sha256()
    with open(path, "rb") as source, open(half, "xb") as out:
        while chunk := source.read(_CHUNK):
            digest.update(chunk)
            out.write(chunk)
        out.flush()
        os.fsync(out.fileno())
    return digest.hexdigest()


def _put(half: Path, whole: Path) -> None:
    if whole.is_file() and _hashed(whole) == whole.name:
        return
    whole.parent.mkdir(parents=True, exist_ok=True)
    os.replace(half, whole)
    if os.name != "nt":
        folder = os.open(whole.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def _hashed(path: Path) -> str:
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _say_refused(contract: int, name: str, sha256: str, size: int, said: str, by: Actor, at: datetime) -> None:
    """In the log, though nothing was kept."""
    with transaction.atomic():
        of = held(contract, by=by)
        write_log(
            chain=of.organisation.code, what="refuse_document", kind="infected", key=sha256, about=f"contract:{of.pk}",
            after={"file_name": name, "sha256": sha256, "size": size, "scanner": said}, by=by, at=at,
            why="The virus scanner found something in it.",
        )  # fmt: skip
