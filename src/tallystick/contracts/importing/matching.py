"""Which contract that is kept here a row of a register is about."""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from tallystick.contracts.importing.taken import Incoming
from tallystick.contracts.rules.searching import searched


@dataclass(frozen=True)
class Known:
    """What a contract that is kept here is known again by. title: or, where it has none, its description.

    suppliers: their names in one line.
    """

    id: int
    identity: str
    reference: str
    title: str
    suppliers: str
    start: date | None


def matched(rows: Sequence[Incoming], known: Iterable[Known]) -> dict[int, int]:
    """Place of a row in `rows` -> number of its contract. No contract is two rows'.

    An exported row says which it is, and is believed where some of its words say so too. Then by identity; then by a
    reference that one row and one contract alone have; then by title, supplier and start together, in the order in
    which they come.
    """
    left = list(known)
    found = _said_so(rows, left)
    left = [one for one in left if one.id not in set(found.values())]
    by_identity = {one.identity: one for one in left if one.identity}
    for place, row in enumerate(rows):
        if place not in found and row.identity and (one := by_identity.pop(row.identity, None)):
            found[place] = one.id
    for key_of_row, key_of_one in ((_reference_of, _reference), (_words_of, _words)):
        taken = set(found.values())
        left = [one for one in left if one.id not in taken]
        waiting = {place: row for place, row in enumerate(rows) if place not in found}
        alone = key_of_row is _reference_of
        found |= _paired(waiting, left, key_of_row, key_of_one, alone=alone)
    return found


def _paired(
    rows: dict[int, Incoming],
    known: list[Known],
    key_of_row: Callable[[Incoming], Hashable],
    key_of_one: Callable[[Known], Hashable],
    *,
    alone: bool,
) -> dict[int, int]:
    of_rows, of_known = Counter(map(key_of_row, rows.values())), Counter(map(key_of_one, known))
    waiting: dict[Hashable, list[int]] = {}
    for one in reversed(known):
        waiting.setdefault(key_of_one(one), []).append(one.id)
    found: dict[int, int] = {}
    for place, row in rows.items():
        key = key_of_row(row)
        if key is None or not waiting.get(key) or (alone and (of_rows[key] > 1 or of_known[key] > 1)):
            continue
        found[place] = waiting[key].pop()
    return found


def _said_so(rows: Sequence[Incoming], known: list[Known]) -> dict[int, int]:
    by_number = {one.id: one for one in known}
    found: dict[int, int] = {}
    for place, row in enumerate(rows):
        one = by_number.get(row.number)
        if one is not None and _alike(row, one):
            found[place] = by_number.pop(row.number).id
    return found


def _alike(row: Incoming, one: Known) -> bool:
    """Whether a row that says that it is a contract has its reference, its title, or its supplier and start."""
    reference, title = str(row.values.get("reference") or ""), _title(row)
    if (reference and _same(reference, one.reference)) or (title and _same(title, one.title)):
        return True
    return searched(row.suppliers) == searched(one.suppliers) and row.values.get("start") == one.start


def _same(one: str, other: str) -> bool:
    return one == other or (searched(one) == searched(other) != "")


def _reference_of(row: Incoming) -> Hashable:
    return searched(str(row.values.get("reference") or "")) or None


def _reference(one: Known) -> Hashable:
    return searched(one.reference) or None


def _title(row: Incoming) -> str:
    return str(row.values.get("title") or row.values.get("description") or "")


def _words_of(row: Incoming) -> Hashable:
    title, suppliers = searched(_title(row)), searched(row.suppliers)
    return (title, suppliers, row.values.get("start"), _reference_of(row)) if title else None


def _words(one: Known) -> Hashable:
    title = searched(one.title)
    return (title, searched(one.suppliers), one.start, _reference(one)) if title else None
