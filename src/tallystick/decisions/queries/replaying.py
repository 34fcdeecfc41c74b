"""Work a record out again from the inputs it kept, and say whether the same comes of them."""

from dataclasses import dataclass
from typing import Any

from tallystick.decisions import models
from tallystick.decisions.documents import KINDS, digest
from tallystick.decisions.queries.answering import worked_out

_MOST = 50


@dataclass(frozen=True)
class Differs:
    """A value that is another now. path: of keys and places, as ``options.Renew.npv``."""

    path: str
    then: Any
    now: Any


@dataclass(frozen=True)
class Replayed:
    """One document of a record, worked out again. same: None where its rule is no longer there.

    then, now: versions of the rule. missing: which input is no longer there, or was changed; "" for none.
    """

    kind: str
    name: str
    same: bool | None
    then: str
    now: str
    differs: tuple[Differs, ...]
    missing: str


@dataclass(frozen=True)
class Replay:
    """A record worked out again. whole: that the record itself is as it was kept."""

    record: models.Record
    whole: bool
    documents: tuple[Replayed, ...]

    @property
    def same(self) -> bool:
        return self.whole and all(one.same and not one.missing for one in self.documents)


def replay(record: models.Record) -> Replay:
    """Works a record out again for the day that it was made for."""
    kept = {"about": record.about, "inputs": record.inputs, "answers": record.answers}
    return Replay(record, digest(kept) == record.digest, tuple(_replayed(record, kind) for kind in record.inputs))


def _replayed(record: models.Record, kind: str) -> Replayed:
    then, missing = record.rules.get(kind, ""), _missing(record, kind)
    if kind not in KINDS:
        return Replayed(kind, kind, None, then, "", (), "the rule is no longer there")
    now, *_ = worked_out(kind, record.inputs[kind]["said"], record.as_of)
    found = tuple(differences(record.answers.get(kind), now))[:_MOST]
    return Replayed(kind, KINDS[kind].name, not found, then, KINDS[kind].version, found, missing)


def _missing(record: models.Record, kind: str) -> str:
    """Whether the edition that the record names is still there: the record has its own copy, so it replays."""
    edition = record.inputs[kind]["edition"]
    if record.decision.documents.filter(kind=kind, edition=edition).exists():
        return ""
    return f"edition {edition} of the document is no longer there"


def differences(then: Any, now: Any, path: str = "") -> list[Differs]:
    """Where two JSON values differ: each value that is another, and each that is in one alone."""
    if isinstance(then, dict) and isinstance(now, dict):
        keys = [*then, *(key for key in now if key not in then)]
        return [one for key in keys for one in differences(then.get(key), now.get(key), f"{path}.{key}".lstrip("."))]
    if isinstance(then, list | tuple) and isinstance(now, list | tuple) and len(then) == len(now):
        pairs = zip(then, now, strict=True)
        return [one for at, (a, b) in enumerate(pairs) for one in differences(a, b, f"{path}[{at}]")]
    return [] if then == now else [Differs(path, then, now)]
