"""Take files in: bounded while they arrive, kept under names that are safe."""

import re
import unicodedata
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, StopUpload
from django.http import HttpRequest

_NOT_SAFE = re.compile(r"[^\w .()&+,'\-]+")
_RESERVED = re.compile(r"^(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)
_LONGEST = 150
_ROUND_THE_FILES = 1_000_000


class BoundedUpload(FileUploadHandler):
    """Stops an upload as soon as more has arrived than the site takes, whatever the browser said its size was.

    The request is then marked with `too_large`, and the form says so.
    """

    def __init__(self, request: HttpRequest | None = None) -> None:
        super().__init__(request)
        self.arrived = 0

    def handle_raw_input(  # type: ignore[override]  # the stubs say that a boundary is text
        self,
        input_data: object,
        META: dict[str, Any],  # noqa: N803  # the name is Django's
        content_length: int,
        boundary: bytes,
        encoding: str | None = None,
    ) -> None:
        # Django lets an upload be stopped once a file has begun, not here.
        if content_length > settings.TALLYSTICK_UPLOAD_BYTES + _ROUND_THE_FILES:
            self.arrived = content_length

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        self.arrived += len(raw_data)
        if self.arrived > settings.TALLYSTICK_UPLOAD_BYTES:
            self._stop()
        return raw_data

    def file_complete(self, file_size: int) -> UploadedFile | None:
        return None

    def _stop(self) -> None:
        assert self.request is not None
        self.request.too_large = True  # type: ignore[attr-defined]
        raise StopUpload(connection_reset=False)


def safe_name(name: str) -> str:
    """`name` without folders, control characters or anything a file system objects to; never empty."""
    last = re.split(r"[\\/]", unicodedata.normalize("NFC", name))[-1]
    safe = _NOT_SAFE.sub("_", last).strip(" .")
    if len(safe) > _LONGEST:
        stem, dot, ending = safe.rpartition(".")
        ending = ending[:10]
        safe = f"{stem[: _LONGEST - len(ending) - 1]}{dot}{ending}" if dot else safe[:_LONGEST]
    if not safe or _RESERVED.match(safe):
        safe = f"file_{safe}".rstrip("_ ") or "file"
    return safe


def keep(upload: UploadedFile, folder: Path) -> Path:
    """Writes an upload into `folder` under a safe name that nothing there has yet, and gives its path."""
    name = safe_name(upload.name or "file")
    stem, dot, ending = name.rpartition(".")
    number = 1
    while True:
        path = folder / (name if number == 1 else f"{stem or name} ({number}){dot}{ending if dot else ''}")
        try:
            with open(path, "xb") as out:
                for chunk in upload.chunks(1 << 20):
                    out.write(chunk)
            return path
        except FileExistsError:
            number += 1
