"""The risks of a contract: rated on their scales, in matrices before and after mitigation, and how they moved."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from tallystick.contracts.queries import methods
from tallystick.contracts.queries.contract import Entry, Seen, rows
from tallystick.contracts.rules.scales import Rated, Row, matrix, moved, rate
from tallystick.councils.models import LogEntry
from tallystick.kit.errors import Refused
from tallystick.reference.risk_scales import Rating, Scale


@dataclass(frozen=True)
class Move:
    """A risk was rated otherwise. way: ``up``, ``down`` or ``same``; "" for its first rating."""

    at: datetime
    by: str
    rated: Rated
    way: str
    why: str


@dataclass(frozen=True)
class Judged:
    """One risk. now, after: as it stands and once mitigated; None where it is not rated. moves: the earliest first."""

    entry: Entry
    scale: Scale
    now: Rated | None
    after: Rated | None
    moves: tuple[Move, ...]

    @property
    def number(self) -> str:
        return str(self.entry.id)


@dataclass(frozen=True)
class Matrices:
    """The open risks that are on one edition of a scale. counted: rating, how many now, how many once mitigated."""

    scale: Scale
    now: tuple[Row, ...]
    after: tuple[Row, ...]
    counted: tuple[tuple[Rating, int, int], ...]


def risks(seen: Seen) -> list[Judged]:
    """The risks of a contract: the open ones first, and of those the worst first."""
    entries = rows(seen, "risk")
    history = _moves(seen) if entries else {}
    found = [_judged(seen.organisation, entry, history.get(entry.id, [])) for entry in entries]
    return sorted(found, key=lambda one: (one.entry.values["state"] != "open", -_worth(one), one.entry.id))


def matrices(found: Sequence[Judged]) -> list[Matrices]:
    """A matrix before and after mitigation for each scale that open risks are rated on."""
    by_scale: dict[tuple[str, str], list[Judged]] = {}
    for one in found:
        if one.entry.values["state"] == "open" and one.now:
            by_scale.setdefault((one.scale.id, one.scale.version), []).append(one)
    return [_matrices(several) for several in by_scale.values()]


def scale_of(organisation: str, values: dict[str, object]) -> Scale:
    """The scale that a risk was rated on; the one for new risks where it says none, or none that is known any more."""
    name, edition = str(values.get("scale") or ""), str(values.get("scale_version") or "")
    try:
        return methods.scale(organisation, name, edition)
    except Refused:
        return methods.scale(organisation)


def _matrices(several: Sequence[Judged]) -> Matrices:
    scale = several[0].scale
    now = [(one.number, *_place(one.entry, "")) for one in several if one.now]
    after = [(one.number, *_place(one.entry, "_after")) for one in several if one.after]
    counts = [
        (
            rating,
            sum(one.now is not None and one.now.rating.code == rating.code for one in several),
            sum(one.after is not None and one.after.rating.code == rating.code for one in several),
        )
        for rating in reversed(scale.ratings)
    ]
    return Matrices(scale, matrix(scale, now), matrix(scale, after), tuple(counts))


def _judged(organisation: str, entry: Entry, told: Sequence[LogEntry]) -> Judged:
    scale = scale_of(organisation, entry.values)
    return Judged(
        entry, scale, _rated(scale, entry.values, ""), _rated(scale, entry.values, "_after"),
        tuple(_moved(scale, told)),
    )  # fmt: skip


def _moved(scale: Scale, told: Sequence[LogEntry]) -> list[Move]:
    """Each rating that differs from the one before it, of those on this scale."""
    found: list[Move] = []
    last: tuple[int, int] | None = None
    for line in told:
        after = line.after or {}
        rated = _rated(scale, after, "")
        if rated is None:
            continue
        at = (after["likelihood"], after["impact"])
        if at == last:
            continue
        found.append(Move(line.at, line.by, rated, moved(scale, last, at) if last else "", line.why))
        last = at
    return found


def _moves(seen: Seen) -> dict[int, list[LogEntry]]:
    lines = LogEntry.objects.filter(chain=seen.organisation, about=f"contract:{seen.id}", kind="risk")
    found: dict[int, list[LogEntry]] = {}
    for line in lines.order_by("sequence"):
        found.setdefault(int(line.key), []).append(line)
    return found


def _rated(scale: Scale, values: dict[str, object], which: str) -> Rated | None:
    likelihood, impact = values.get(f"likelihood{which}"), values.get(f"impact{which}")
    if not isinstance(likelihood, int) or not isinstance(impact, int):
        return None
    try:
        return rate(scale, likelihood, impact)
    except Refused:
        return None


def _place(entry: Entry, which: str) -> tuple[int, int]:
    return entry.values[f"likelihood{which}"], entry.values[f"impact{which}"]


def _worth(one: Judged) -> int:
    """How bad it stands: the rating first, then the score."""
    if one.now is None:
        return -1
    return [rating.code for rating in one.scale.ratings].index(one.now.rating.code) * 1000 + one.now.score
