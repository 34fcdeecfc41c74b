"""Names published with one company number: which are names of one company, and which contradict the number."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from rapidfuzz.distance import OSA

from tallystick.suppliers.rules.evidence import Company
from tallystick.suppliers.rules.names import compact, parse

ALIKE = 0.3
"""Names this likely to be one by themselves are one where they share a number, and bring what is like either along."""

MOST_NAMES = 200
"""More names than this beside one number are not compared two by two because of it."""

_MOST_SLIPS, _SLIPS_FROM = 2, 8


@dataclass(frozen=True)
class Numbered:
    """A name that stands with a company number. faces: its parts without spaces, the whole first. registered: as in
    `evidence.Evidence`."""

    faces: tuple[str, ...]
    registered: str | None


def registered_as(name: str, company: Company) -> str | None:
    """A sentence saying that the register has `name` (or a part of it) as a name of `company`, or None."""
    its = {compact(face.text) for face in parse(name).faces}
    if _whole(company.name) in its:
        return f"The register has company {company.number} as “{company.name}”."
    for previous in company.previous_names:
        if _whole(previous) in its:
            return f"The register has “{previous}” as a former name of “{company.name}” ({company.number})."
    return None


def _whole(name: str) -> str:
    return compact(parse(name).faces[0].text)


def one_company(
    number: str, names: Sequence[Numbered], odds: Mapping[tuple[int, int], float], joined: Sequence[frozenset[str]]
) -> dict[tuple[int, int], str]:
    """Pairs of places in `names` that are one company, and why in words.

    odds: of each pair (smaller place first), by name alone. joined: faces that some name, with or without the number,
    says belong together ("Acme Holdings t/a Bright Sparks"). A pair is one company also by way of a third.
    """
    group = list(range(len(names)))
    why: dict[tuple[int, int], str] = {}
    for a, b in combinations(range(len(names)), 2):
        told = _link(number, names[a], names[b], odds[a, b], joined)
        if told:
            why[a, b] = told
            group = [group[a] if its == group[b] else its for its in group]
    for a, b in combinations(range(len(names)), 2):
        if group[a] == group[b]:
            why.setdefault((a, b), f"Company number {number} was published with both, and with a name that joins them.")
    return why


def _link(number: str, one: Numbered, other: Numbered, odds: float, joined: Sequence[frozenset[str]]) -> str | None:
    if one.registered and other.registered:
        former = [told for told in (one.registered, other.registered) if "former name" in told]
        return former[0] if former else one.registered
    if odds >= ALIKE:
        return f"Company number {number} was published with both."
    if _slip(one.faces[0], other.faces[0]):
        return f"The same company number, {number}, and names that differ by a slip of the keyboard."
    mine, theirs = set(one.faces), set(other.faces)
    if mine & theirs or any(mine & faces and theirs & faces for faces in joined):
        return f"The same company number, {number}, and one is a trading or former name of the other."
    return None


def _slip(one: str, other: str) -> bool:
    return (
        min(len(one), len(other)) >= _SLIPS_FROM and OSA.distance(one, other, score_cutoff=_MOST_SLIPS) <= _MOST_SLIPS
    )
