"""Who is who, kept between one working-out and the next: a folder of the home, swapped whole.

It is derived, and can be deleted: it is then made again from the build and the record, but suppliers may get other
ids where a merge or a split decided which id went on.
"""

import json
import os
import secrets
import shutil
from dataclasses import asdict, dataclass
from pathlib import Path

from tallystick.lake.build.manifest import write_whole
from tallystick.lake.store.home import Home
from tallystick.suppliers.register import register_of
from tallystick.suppliers.resolution import Resolution

MADE_FROM = "made_from.json"
_remembered: dict[Path, tuple[str, Resolution]] = {}


def kept_resolution(home: Home) -> Resolution | None:
    """What was last kept, or None. It is read once for as long as it stays the last; it must not be changed."""
    name = kept_name(home)
    if name is None:
        return None
    known = _remembered.get(home.root)
    if known is None or known[0] != name:
        try:
            found = Resolution.load(_folder(home) / name)
        except (OSError, ValueError, KeyError):
            # Of another version of Tallystick, or damaged: it is made again.
            return None
        known = _remembered[home.root] = (name, found.with_register(register_of(home)))
    return known[1]


def kept_name(home: Home) -> str | None:
    """Which resolution is kept now: another name for every one."""
    try:
        name = (_folder(home) / "current").read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        return None
    return name if name and (_folder(home) / name).is_dir() else None


@dataclass(frozen=True)
class MadeFrom:
    """Fingerprints of what a resolution was made from: all of it, and what each name by itself is looked up in."""

    everything: str
    looked_up: str


def kept_from(home: Home) -> MadeFrom | None:
    """What the kept resolution was made from, or None."""
    name = kept_name(home)
    try:
        return MadeFrom(**json.loads((_folder(home) / str(name) / MADE_FROM).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def keep_resolution(home: Home, resolution: Resolution, made_from: MadeFrom) -> str:
    """Puts a resolution in the place of the last one; gives its name. A crash leaves the one or the other."""
    folder, before = _folder(home), kept_name(home)
    name = secrets.token_hex(8)
    half = folder / f"{name}.half"
    half.mkdir(parents=True)
    resolution.save(half)
    (half / MADE_FROM).write_text(json.dumps(asdict(made_from)), encoding="utf-8")
    os.replace(half, folder / name)
    write_whole(folder / "current", name)
    _remembered[home.root] = (name, resolution)
    for path in folder.iterdir():
        if path.is_dir() and path.name not in (name, before):
            shutil.rmtree(path, ignore_errors=True)
    return name


def _folder(home: Home) -> Path:
    return home.root / "suppliers"
