"""A committee report as plain values: what it says, in which order, and every figure with where it came from. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from tallystick.kit.errors import Refused

SECTIONS = {
    "summary": "Summary",
    "recommendations": "Recommendations",
    "reasons": "Reasons for the recommendations",
    "background": "Background",
    "options": "Options considered",
    "consultation": "Consultation",
    "financial": "Financial implications",
    "legal": "Legal implications",
    "equality": "Equality implications",
    "climate": "Climate implications",
    "risk": "Risk",
    "appendices": "Appendices",
}
"""Every section of a committee report, in the order in which it stands: code -> heading."""

EVIDENCE = "Appendix: where each figure came from"


class NotAPaper(Refused):
    """A report that cannot be made as asked: what is at fault is the key named by `field`."""

    def __init__(self, field: str, reason: str, *, what_to_do: str = "") -> None:
        super().__init__(f"{field}: {reason}", what_to_do=what_to_do)
        self.field = field


@dataclass(frozen=True)
class Figure:
    """One figure of a report. id: what it is called everywhere. shown: as it is read, such as ``£1,200.00``.

    as_of: when it was true, in words; "" is not known. mark: how sure it is. groups: figures that share a group can be
    worked out of one another. If a figure is exempt, everything in its first group is withheld with it. whole: its
    document is exempt as a whole, so that what it is is withheld too.
    """

    id: str
    shown: str
    what: str
    came_from: str
    as_of: str = ""
    mark: str = ""
    exempt: bool = False
    groups: tuple[str, ...] = ()
    whole: bool = False


@dataclass(frozen=True)
class Ref:
    """A figure named in running text, by its id."""

    id: str


Run = str | Ref


@dataclass(frozen=True)
class Paragraph:
    """One numbered paragraph."""

    runs: tuple[Run, ...]
    exempt: bool = False


@dataclass(frozen=True)
class Bullets:
    """A list, each item a paragraph without a number."""

    items: tuple[Paragraph, ...]


@dataclass(frozen=True)
class Cell:
    """What stands in a table. figure: the id of the figure that it shows; `text` is then empty. exempt: it may tell of
    something that is; what it says is not looked for elsewhere.

    shade: of its ground, from 0 (the mildest) to 1 (the gravest), beside words that say the same; None is plain.
    """

    text: str = ""
    figure: str = ""
    exempt: bool = False
    shade: float | None = None


@dataclass(frozen=True)
class Row:
    """A row; its first cell names it. total: it is the sum of those above, in the columns that are summed."""

    cells: tuple[Cell, ...]
    total: bool = False


@dataclass(frozen=True)
class Table:
    """A table with a caption and a header row.

    summed: columns, from 0, whose total row adds them up. parts: columns whose whole is known, as of percentages.
    exempt: all of it, with its names and their order.
    """

    caption: str
    header: tuple[str, ...]
    rows: tuple[Row, ...]
    summed: tuple[int, ...] = ()
    parts: tuple[int, ...] = ()
    exempt: bool = False


@dataclass(frozen=True)
class Bar:
    """One length of a picture: whose it is, what part of it, how long, and the figure that it shows, "" for none.

    start: where it begins, in a picture of days; elsewhere parts follow one another.
    """

    name: str
    part: str
    length: float
    figure: str
    start: float = 0


@dataclass(frozen=True)
class Picture:
    """Lying bars, each made of parts. alt: what it shows, in words. table: the same figures.

    first_day: an ISO date where lengths are days, counted from it; "" for any other picture.
    """

    title: str
    alt: str
    unit: str
    bars: tuple[Bar, ...]
    table: Table
    first_day: str = ""


Block = Paragraph | Bullets | Table | Picture


@dataclass(frozen=True)
class Section:
    """A heading and what stands under it. given: False where nothing was, which it then says.

    number: what it is cited by; 0 is its place in the paper.
    """

    code: str
    heading: str
    blocks: tuple[Block, ...]
    given: bool = True
    number: int = 0


@dataclass(frozen=True)
class Paper:
    """A committee report.

    date: in words. classification: the line that says whether it is public. paragraph: of Schedule 12A to the Local
    Government Act 1972, as the person gave it; "" where none is relied on. open: the version for the public. facts:
    name and value of what else stands on the first page.
    """

    title: str
    reference: str
    body: str
    meeting: str
    date: str
    author: str
    classification: str
    sections: tuple[Section, ...]
    figures: tuple[Figure, ...] = ()
    paragraph: str = ""
    why_exempt: str = ""
    open: bool = False
    facts: tuple[tuple[str, str], ...] = ()
    numbers: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not self.numbers:
            object.__setattr__(self, "numbers", {one.id: number for number, one in enumerate(self.figures, 1)})

    def figure(self, name: str) -> Figure:
        """The figure of that id."""
        return self.figures[self.numbers[name] - 1]

    def label(self, name: str) -> str:
        """What the figure is cited by: E and its place in the appendix of evidence."""
        return f"E{self.numbers[name]}"


def words(block: Paragraph, paper: Paper) -> str:
    """A paragraph as it is read, without the labels of its figures."""
    return "".join(run if isinstance(run, str) else paper.figure(run.id).shown for run in block.runs)


def shown(cell: Cell, paper: Paper) -> str:
    """A cell as it is read."""
    return paper.figure(cell.figure).shown if cell.figure else cell.text


def kept_out(block: Block) -> Block:
    """A block of a document that is exempt as a whole."""
    if isinstance(block, Bullets):
        return Bullets(tuple(replace(one, exempt=True) for one in block.items))
    if isinstance(block, Picture):
        return replace(block, table=replace(block.table, exempt=True))
    return replace(block, exempt=True)


def tables(section: Section) -> Iterator[Table]:
    """The tables of a section, those beside pictures too."""
    for block in section.blocks:
        if isinstance(block, Table):
            yield block
        elif isinstance(block, Picture):
            yield block.table


def evidence(paper: Paper) -> tuple[Table, ...]:
    """The appendix in which every figure says where it came from, and when it was true: a table for each source, whose
    caption says both."""
    found: dict[tuple[str, str, str], list[Row]] = {}
    for one in paper.figures:
        what = one.what + (" (exempt)" if one.exempt and not paper.open else "")
        row = Row(tuple(Cell(text) for text in (paper.label(one.id), one.shown, what)))
        found.setdefault((one.came_from, one.as_of, one.mark), []).append(row)
    header = ("Figure", "Value", "What it is")
    return tuple(Table(_source(*source), header, tuple(rows)) for source, rows in found.items())


def _source(came_from: str, as_of: str, mark: str) -> str:
    return f"{came_from}. When it was true: {as_of or 'not known'}. {mark or 'Not marked'}."


def numbered(paper: Paper) -> Iterator[tuple[int, Section]]:
    """Each section with the number that it is cited by."""
    return ((section.number or place, section) for place, section in enumerate(paper.sections, 1))
