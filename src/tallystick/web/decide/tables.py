"""The lists of a document as its page shows them, each row with where it is changed. Pure but for addresses."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tallystick.web.decide.fields import Field, Lens, Part, Said, in_words, meant, rows_at
from tallystick.web.decide.subjects import Subject


@dataclass(frozen=True)
class Line:
    """A row of a list, or what is there once. cells: its columns, or what its fields say with their labels where it is
    there once. change, take_out: addresses, "" where it cannot be."""

    name: str
    cells: Sequence[tuple[str, str]]
    change: str
    take_out: str


@dataclass(frozen=True)
class Table:
    """A list of a document. of: the row that it is within, "" for none. add: the address of a new row's form."""

    part: Part
    of: str
    heads: Sequence[str]
    lines: Sequence[Line]
    add: str

    @property
    def first(self) -> str:
        """The head of the column of names."""
        return self.part.fields[0].words or self.part.fields[0].label

    @property
    def name(self) -> str:
        """For its heading."""
        return f"{self.part.many}: {self.of}" if self.of else self.part.many


def tables(subject: Subject, kind: str, said: Said, parts: Sequence[Part]) -> list[Table]:
    """Every list of a document, in the order of `parts`."""
    opened = {lens: lens.opened(said) if lens else said for lens in {one.lens for one in parts}}
    return [
        _table(subject, kind, said, opened[part.lens], part, place, of)
        for part in parts
        if part.listed
        for place, of in _places(said, opened, part, parts)
    ]


def _places(said: Said, opened: Mapping[Lens | None, Said], part: Part, parts: Sequence[Part]) -> list[tuple[str, str]]:
    """(place, name of the row that it is within) of each list of a part: one for each row above it."""
    above, star, rest = part.place.partition(".*.")
    if not star:
        return [(part.place, "")]
    over = next(one for one in parts if one.place == above)
    held = rows_at(opened[over.lens], over, above)
    return [(f"{place}.{rest}", in_words(over.fields[0], row, said)) for place, row in held]


def _table(subject: Subject, kind: str, said: Said, opened: Said, part: Part, place: str, of: str) -> Table:
    shown = [one for one in part.fields if part.single or (one.column and one is not part.fields[0])]
    lines = [_line(subject, kind, said, part, at, row, shown) for at, row in rows_at(opened, part, place)]
    add = "" if part.single or not subject.keeps else subject.document(kind, "place", f"{place}.add")
    return Table(part, of, [one.words or one.label for one in shown], lines, add)


def _line(
    subject: Subject, kind: str, said: Said, part: Part, place: str, row: Said, shown: Sequence[Field]
) -> Line:  # fmt: skip
    name, single = in_words(part.fields[0], row, said), part.single
    cells = [(one.words or one.label, in_words(one, row, said)) for one in shown]
    if single:
        cells = _told(shown, cells, said)
    if not subject.keeps:
        return Line(name, cells, "", "")
    change = subject.document(kind, "place", place)
    return Line(name, cells, change, "" if part.single else subject.document(kind, "take-out", place))


def _told(shown: Sequence[Field], cells: list[tuple[str, str]], said: Said) -> list[tuple[str, str]]:
    """What is there once, without what it leaves open: of that, what is needed, and what is meant where nothing is
    said."""
    found = []
    for field, (label, text) in zip(shown, cells, strict=True):
        if not text and field.otherwise:
            text = f"{meant(field, said)} (where nothing is said)"
        if text or field.needed:
            found.append((label, text))
    return found
