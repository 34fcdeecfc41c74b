"""How entries of the log are chained: each holds the hash of the one before it.

SHA-256 over one canonical JSON text, so that an entry that was edited, removed or put elsewhere no longer fits. Who can
write to the whole database could make a whole new chain: against that, keep the last hash somewhere else
(`tallystick audit verify` prints it, and checks one that was kept).
"""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

START = "0" * 64
"""What the first entry of a chain holds as the one before."""


@dataclass(frozen=True)
class Entry:
    """What is hashed. `at`: aware. `before`, `after`: JSON values without fractions."""

    chain: str
    sequence: int
    at: datetime
    by: str
    person: int | None
    via: str
    what: str
    why: str
    kind: str
    key: str
    about: str
    before: Any
    after: Any
    previous: str = START
    hash: str = ""


@dataclass(frozen=True)
class Fault:
    """Where a chain does not hold, and how. `sequence`: of the first entry that does not fit."""

    chain: str
    sequence: int
    say: str


def hashed(entry: Entry) -> str:
    """The hash of an entry: 64 hexadecimal digits."""
    content = {name: value for name, value in vars(entry).items() if name != "hash"}
    content["at"] = entry.at.astimezone(UTC).isoformat(timespec="microseconds")
    text = json.dumps(content, sort_keys=True, ensure_ascii=True, separators=(",", ":"), allow_nan=False)
    return hashlib.sha256(text.encode("ascii")).hexdigest()


def linked(entries: Iterable[Entry], *, sequence: int, previous: str) -> list[Entry]:
    """Entries numbered after `sequence` and chained to `previous`, in the order given."""
    made = []
    for entry in entries:
        sequence += 1
        entry = replace(entry, sequence=sequence, previous=previous)
        entry = replace(entry, hash=hashed(entry))
        previous = entry.hash
        made.append(entry)
    return made


def verify(entries: Iterable[Entry], *, chain: str, length: int | None, last: str | None) -> Fault | None:
    """The first fault of a chain, or None.

    entries: all of it, by sequence. length, last: what is noted of its end; None where nothing is.
    """
    expected, previous = 1, START
    for entry in entries:
        if entry.sequence != expected:
            return Fault(chain, expected, f"Entry {expected} is missing: the next is {entry.sequence}.")
        if entry.previous != previous:
            return Fault(chain, entry.sequence, f"Entry {entry.sequence} does not follow the entry before it.")
        if entry.hash != hashed(entry):
            return Fault(chain, entry.sequence, f"Entry {entry.sequence} was changed after it was written.")
        expected, previous = entry.sequence + 1, entry.hash
    if length is not None and length != expected - 1:
        return Fault(chain, expected, f"The chain ends after {expected - 1} entries; {length} were written.")
    if last is not None and last != previous:
        return Fault(chain, expected - 1, "The last entry is not the one that was written last.")
    return None
