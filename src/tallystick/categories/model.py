"""The model in use: made when it is missing or what it is made from has changed, and kept as plain numbers.

One that people taught something is kept in their home. One that nobody taught anything is the same everywhere, and is
kept once for all homes in this computer's place for what can be made again.
"""

import hashlib
import json
import os
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import platformdirs
from filelock import FileLock

from tallystick.categories import training
from tallystick.categories.rules.examples import Example
from tallystick.lake.build.manifest import write_whole
from tallystick.lake.store.home import Home

Say = Callable[[str], None]


@dataclass(frozen=True)
class Kept:
    """A model, and the key of what it was made from."""

    key: str
    model: training.Model


_remembered: dict[Path, Kept] = {}
_inputs_key = cache(training.inputs_key)


def model_key(taught: Sequence[Example]) -> str:
    """A fingerprint of everything that a model is made from: the project's examples, and what people taught it."""
    said = f"{_inputs_key()} {sorted((e.text, e.category, e.weight) for e in taught)!r}"
    return hashlib.blake2b(said.encode(), digest_size=10).hexdigest()


def taught_name(home: Home) -> str:
    """Which model that people taught is in use: another for whatever they taught it. Empty where there is none."""
    try:
        return (_folder(home) / "current").read_text(encoding="utf-8").strip()
    except (OSError, ValueError):
        return ""


def taught_last(home: Home) -> list[Example]:
    """What people had taught the model that is in use; nothing where there is no model yet."""
    name = taught_name(home)
    if not name:
        return []
    try:
        said = json.loads((_folder(home) / name / "taught.json").read_text(encoding="utf-8"))
        return [Example(text, category, weight) for text, category, weight in said]
    except (OSError, ValueError):
        return []


def model_for(home: Home, *, taught: Sequence[Example], say: Say | None = None, again: bool = False) -> Kept:
    """The model of `home`, trained now (some seconds) if it is missing, broken or made from something else.

    again: train it even if the one that is kept is right.
    """
    key = model_key(taught)
    known = _remembered.get(home.root)
    if known is None or known.key != key or again:
        whole = (_folder(home) if taught else shared_models()) / key
        known = _remembered[home.root] = Kept(key, _kept_or_trained(whole, taught, say, again=again))
    _make_current(home, key if taught else "")
    return known


def model_at_hand(home: Home) -> Kept | None:
    """The model of `home` if it is there already: nothing is trained."""
    taught = taught_last(home)
    whole = (_folder(home) if taught else shared_models()) / model_key(taught)
    return model_for(home, taught=taught) if whole.is_dir() else None


def shared_models() -> Path:
    """Where the model that nobody taught anything is kept: TALLYSTICK_CACHE, or the platform's place for caches."""
    chosen = os.environ.get("TALLYSTICK_CACHE") or platformdirs.user_cache_dir("tallystick", appauthor=False)
    return Path(chosen) / "models"


def _kept_or_trained(whole: Path, taught: Sequence[Example], say: Say | None, *, again: bool) -> training.Model:
    whole.parent.mkdir(parents=True, exist_ok=True)
    with FileLock(whole.with_suffix(".lock")):
        if not again:
            try:
                return training.load(whole)
            except (OSError, ValueError, KeyError):
                pass
        if say:
            say("Learning what words mean")
        model = training.train(taught)
        half = whole.with_suffix(".half")
        for stale in (half, whole):
            shutil.rmtree(stale, ignore_errors=True)
        training.save(model, half)
        (half / "taught.json").write_text(
            json.dumps([(e.text, e.category, e.weight) for e in taught]), encoding="utf-8"
        )
        half.replace(whole)
        return model


def _make_current(home: Home, key: str) -> None:
    """Names the model that people taught as the one in use, or none; removes those before it."""
    folder = _folder(home)
    if not key and not folder.exists():
        return
    folder.mkdir(parents=True, exist_ok=True)
    write_whole(folder / "current", key)
    for old in folder.iterdir():
        if old.is_dir() and old.name != key:
            shutil.rmtree(old, ignore_errors=True)


def _folder(home: Home) -> Path:
    return home.root / "models"
