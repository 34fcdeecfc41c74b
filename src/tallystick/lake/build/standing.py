"""Which files count: a file that mostly repeats others is held until a person says which stands.

Facts in, verdict out. A payment is known by its fingerprint; a fingerprint that a file has twice is two payments.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from tallystick.lake.build.entries import Entry
from tallystick.lake.decisions import StandingDecision

Fingerprints = Callable[[Entry], pl.Series]
"""The fingerprints of a file's payments, one a payment, in any order."""

_WORTH_COMPARING, _NEARLY_ALL = 50, 0.8
"""A file of fewer payments may be in another by chance; one of which four fifths are in another is not."""

_OTHERS = 6
"""The file most repeated is named, and up to five more."""


@dataclass(frozen=True)
class Standing:
    """Whether a file's payments count, and what it repeats.

    decided: None, or what a person said. held: as `FileReading.held`, for a file more than half of whose payments are
    in files that count; None for any other.
    """

    stands: bool
    decided: bool | None
    held: dict[str, Any] | None


def standings(
    entries: Sequence[Entry],
    decisions: Iterable[StandingDecision],
    fingerprints: Fingerprints,
) -> dict[str, Standing]:
    """For each file by its sha256, whether it counts.

    A person's word is taken first: files that they said stand do stand, and files they set aside do not. The others are
    taken in order of loading: one is held if more than half of its payments are already in files of the same publisher
    that count. `fingerprints` is asked only of files that share some day with another of their publisher.
    """
    decided = {decision.sha256: decision.stands for decision in decisions}
    found: dict[str, Standing] = {}
    for entry in entries:
        if entry.tidy is None:
            found[entry.sha256] = Standing(False, decided.get(entry.sha256), None)
    for group in _sharing_days([entry for entry in entries if entry.tidy is not None]):
        found.update(_settled(group, decided, fingerprints))
    return found


def _sharing_days(entries: Iterable[Entry]) -> Iterable[list[Entry]]:
    """Files of one publisher whose periods touch, directly or through others."""
    of_publisher = defaultdict(list)
    for entry in entries:
        of_publisher[entry.organisation_code].append(entry)
    for files in of_publisher.values():
        group: list[Entry] = []
        until = ""
        for entry in sorted(files, key=lambda entry: entry.period):
            first, last = entry.period
            if group and first > until:
                yield group
                group, until = [], ""
            group.append(entry)
            until = max(until, last)
        if group:
            yield group


def _settled(group: Sequence[Entry], decided: Mapping[str, bool], fingerprints: Fingerprints) -> dict[str, Standing]:
    """The verdict on files of one publisher whose periods touch."""
    places = {True: 0, None: 1, False: 2}
    in_turn = sorted(
        group,
        key=lambda entry: (
            places[decided.get(entry.sha256)],
            entry.loaded_at,
            entry.sha256,
        ),
    )
    suspected = _repeats(in_turn, fingerprints) if len(in_turn) > 1 else {}
    found: dict[str, Standing] = {}
    counting: list[int] = []
    for turn, entry in enumerate(in_turn):
        word = decided.get(entry.sha256)
        held = None
        if turn in suspected and word is not True:
            held = _held(entry, suspected[turn].filter(pl.col("other").is_in(counting)), in_turn)
        stands = word if word is not None else held is None
        if stands:
            counting.append(turn)
        found[entry.sha256] = Standing(stands, word, held)
    return found


def _repeats(in_turn: Sequence[Entry], fingerprints: Fingerprints) -> dict[int, pl.DataFrame]:
    """For each file, by its turn, that would be held if every file before it counted: fingerprint, n (how often it has
    it), other (the turn of an earlier file that has it too), n_other. Files that cannot be held are left out."""
    every = (
        pl.concat(
            pl.DataFrame({"fingerprint": fingerprints(entry)}).with_columns(turn=pl.lit(turn, pl.Int32))
            for turn, entry in enumerate(in_turn)
        )
        .group_by("fingerprint", "turn")
        .agg(n=pl.len().cast(pl.Int64))
    )
    shared = every.filter(pl.len().over("fingerprint") > 1)
    if shared.is_empty():
        return {}
    before = pl.col("n").cum_sum().over("fingerprint", order_by="turn") - pl.col("n")
    most = shared.with_columns(seen=pl.min_horizontal("n", before)).group_by("turn").agg(pl.sum("seen"))
    repeating = {turn for turn, seen in most.rows() if seen * 2 > in_turn[turn].payments}
    pairs = shared.join(shared.rename({"turn": "other", "n": "n_other"}), on="fingerprint").filter(
        pl.col("other") < pl.col("turn")
    )
    both = pairs.group_by("turn", "other").agg(rows=pl.min_horizontal("n", "n_other").sum())
    swallowing = {turn for turn, other, rows in both.rows() if _swallows(rows, in_turn[other])}
    suspects = pairs.filter(pl.col("turn").is_in(list(repeating | swallowing)))
    return {int(key[0]): frame for key, frame in suspects.partition_by("turn", as_dict=True).items()}


def _swallows(rows: int, other: Entry) -> bool:
    """True where a later file has nearly all of another, as one of the year so far has all of last month."""
    return other.payments >= _WORTH_COMPARING and rows >= _NEARLY_ALL * other.payments


def _held(entry: Entry, repeats: pl.DataFrame, in_turn: Sequence[Entry]) -> dict[str, Any] | None:
    """What `entry` repeats of the files that count: more than half of itself, or nearly all of one of them.

    Files without dates share what is paid every month, so that there one file must have more than half by itself.
    """
    together = repeats.group_by("fingerprint").agg(pl.first("n"), pl.sum("n_other"))
    shared = int(together.select(pl.min_horizontal("n", "n_other")).to_series().sum())
    apart = repeats.group_by("other").agg(rows=pl.min_horizontal("n", "n_other").sum())
    nearest = apart.sort("rows", "other", descending=[True, False])
    if nearest.is_empty():
        return None
    first = in_turn[nearest["other"][0]]
    with_first = int(nearest["rows"][0])
    most = shared if entry.dated else with_first
    if most * 2 <= entry.payments:
        swallowed = [(other, rows) for other, rows in nearest.rows() if _swallows(rows, in_turn[other])]
        if not swallowed:
            return None
        first, with_first = in_turn[swallowed[0][0]], swallowed[0][1]
    return {
        "by": first.sha256,
        "file": first.file,
        "share": round(shared / entry.payments, 4),
        "rows": shared,
        "rows_only_here": entry.payments - shared,
        "rows_only_there": first.payments - with_first,
        "others": [
            {"sha256": in_turn[turn].sha256, "file": in_turn[turn].file, "rows": rows}
            for turn, rows in nearest.rows()[:_OTHERS]
            if in_turn[turn] is not first
        ],
    }
