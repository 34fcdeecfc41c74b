"""What a charter says in a report: how its objectives stand, theme by theme and measure by measure. Pure."""

from collections.abc import Mapping, Sequence
from typing import Any

from tallystick.decisions.rules.paper import Block, Bullets, Cell, Paragraph, Row, Table
from tallystick.decisions.rules.paper_figures import NOT_KNOWN, Book, Part
from tallystick.decisions.rules.routes_words import day_in_words

_ORPHANS = {
    "commitments_not_measured": ("commitments", "Commitments that nothing measures"),
    "principles_served_by_nothing": ("principles", "Principles that no outcome serves"),
    "outcomes_without_objective": ("outcomes", "Outcomes without an objective"),
    "objectives_without_measure": ("objectives", "Objectives without a measure"),
}
_ATTENTION = {
    "objectives_not_smart": (
        "objectives",
        "Objectives that are not yet specific, measurable, achievable, relevant and dated",
    ),
    "objectives_overdue": ("objectives", "Objectives whose day has passed"),
    "objectives_without_owner": ("objectives", "Objectives that nobody owns"),
    "measures_without_owner": ("measures", "Measures that nobody owns"),
    "readings_overdue": ("measures", "Measures whose next reading is overdue"),
}


def charter_blocks(part: Part, book: Book) -> tuple[Block, ...]:
    """The blocks of a charter, from what its rule answers."""
    answer = part.answer
    found: list[Block] = [Paragraph((f"{answer['title']}: {_counts(answer['dashboard']['objectives'])}.",))]
    found.append(_themes(part))
    if answer["objectives"]:
        found.append(_objectives(part))
    if answer["measures"]:
        found.append(_measures(part, book))
    lacks = [*_listed(part, "orphans", _ORPHANS), *_listed(part, "attention", _ATTENTION)]
    if lacks:
        found += [Paragraph(("To be seen to:",)), Bullets(tuple(lacks))]
    return tuple(found)


def _counts(found: Mapping[str, int]) -> str:
    said = ", ".join(f"{count} {state}" for state, count in found.items())
    return f"objectives by how they stand: {said}" if said else "no objectives yet"


def _themes(part: Part) -> Table:
    rows = [
        (one["name"], "Yes" if one["across"] else "No", ", ".join(f"{n} {s}" for s, n in one["objectives"].items()))
        for one in part.answer["dashboard"]["themes"]
    ]
    return _table(part, "How its themes stand", ("Theme", "Across all", "Objectives"), rows)


def _objectives(part: Part) -> Table:
    rows = [
        (one["text"], one["owner"] or "Nobody", _day(one["due"]), one["state"].capitalize())
        for one in part.answer["objectives"]
    ]
    return _table(part, "Objectives", ("Objective", "Owner", "Due", "How it stands"), rows)


def _measures(part: Part, book: Book) -> Table:
    rows = []
    for one in part.answer["measures"]:
        unit = one["unit"] or ""
        cells = [
            _reading(part, book, f"{key}.{one['id']}", one[key], f"{what} of {one['name']}, {unit or 'a number'}")
            for key, what in (("baseline", "Baseline"), ("reading", "Last reading"), ("target", "Target"))
        ]
        name = f"{one['name']}{f' ({unit})' if unit else ''}"
        state = Cell(f"{one['state'].capitalize()}: {one['because']}")
        rows.append(Row((Cell(name), *cells, state)))
    header = ("Measure", "Baseline", "Last reading", "Target", "How it stands")
    return Table("Measures", header, tuple(rows))


def _reading(part: Part, book: Book, name: str, point: Mapping[str, Any] | None, what: str) -> Cell:
    if not point:
        return Cell(NOT_KNOWN)
    return book.cell(part, name, str(point["value"]), f"{what}, on {_day(point['on'])}")


def _listed(part: Part, key: str, known: Mapping[str, tuple[str, str]]) -> list[Paragraph]:
    said, answer = part.said, part.answer
    found = []
    for name, (kind, words) in known.items():
        ids = answer[key].get(name) or []
        rows = {str(one.get("id")): one for one in said.get(kind) or () if isinstance(one, Mapping)}
        texts = [_called(rows.get(i, {}), i) for i in map(str, ids)]
        if texts:
            found.append(Paragraph((f"{words}: {'; '.join(texts)}.",)))
    return found


def _called(row: Mapping[str, Any], otherwise: str) -> str:
    return str(row.get("text") or row.get("name") or otherwise).rstrip(".")


def _table(part: Part, caption: str, header: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> Table:
    return Table(caption, header, tuple(Row(tuple(Cell(t) for t in row)) for row in rows))


def _day(said: str | None) -> str:
    return day_in_words(said) if said else NOT_KNOWN
