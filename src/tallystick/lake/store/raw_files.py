"""Published bytes, kept under their hash."""

import hashlib
import os
from pathlib import Path

from tallystick.lake.store.home import Home

HALF = ".half"
"""What is being written ends so, until it is whole."""

_CHUNK = 1 << 20


def hashed(path: Path, copy: Path | None = None) -> tuple[str, int]:
    """SHA-256 and size of the bytes that were read, which are also written to `copy` if one is given."""
    digest, size = hashlib.sha256(), 0
    with open(path, "rb") as file, open(copy or os.devnull, "wb") as out:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
            size += len(chunk)
            if copy:
                out.write(chunk)
    return digest.hexdigest(), size


def kept(home: Home, path: Path, sha256: str) -> tuple[str, int]:
    """Keep the bytes as published under their hash: of what was copied, should the file be changing meanwhile."""
    if home.raw_file(sha256).exists():
        return sha256, home.raw_file(sha256).stat().st_size
    home.raw.mkdir(parents=True, exist_ok=True)
    half = home.raw / f"{sha256}.{os.getpid()}{HALF}"
    sha256, size = hashed(path, half)
    whole = home.raw_file(sha256)
    whole.parent.mkdir(parents=True, exist_ok=True)
    os.replace(half, whole)
    return sha256, size
