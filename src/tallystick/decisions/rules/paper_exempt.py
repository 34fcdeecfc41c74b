"""The version of a report that the public may read: what is exempt is taken out, and the place says so. Pure.

docs/rules/evidence.md says what is taken out besides what was marked, and what this cannot see.
"""

import re
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from tallystick.decisions.rules.paper import (
    Block,
    Bullets,
    Cell,
    Figure,
    NotAPaper,
    Paper,
    Paragraph,
    Picture,
    Ref,
    Row,
    Section,
    Table,
    shown,
    tables,
    words,
)

_NUMBER = re.compile(
    r"(?P<pound>£\s?)?(?P<digits>\d{1,3}(?:[,\u00a0\u202f ]\d{3})+(?!\d)|\d+)(?P<part>\.\d+)?"
    r"\s?(?P<times>(?:k|m|bn|thousand|million|billion)\b)?(?P<percent>\s?(?:%|per cent\b))?",
    re.IGNORECASE,
)
_TIMES = {"k": 3, "thousand": 3, "m": 6, "million": 6, "bn": 9, "billion": 9}
_FEW_DIGITS, _YEAR_DIGITS = 3, 4


def public(paper: Paper) -> Paper:
    """The report without what is exempt. Figures keep their labels, and paragraphs their numbers.

    Raises NotAPaper where something is exempt and no paragraph of Schedule 12A was given, or where the title or
    another line about the report tells an exempt figure: words that people have to put otherwise.
    """
    if not has_exempt(paper):
        return replace(paper, open=True)
    if not paper.paragraph:
        raise NotAPaper(
            "classification.paragraph",
            "something is exempt, and it is not said under which paragraph of Schedule 12A.",
            what_to_do="Give the paragraph, and why it applies, or mark nothing as exempt.",
        )
    withheld = _withheld(paper)
    values = _values(one for one in paper.figures if one.id in withheld)
    values |= _text_values(paper)
    _check_headings(paper, values)
    place = f"[Withheld: paragraph {paper.paragraph} of Schedule 12A]"
    cut = _Cut(paper, withheld, values, place)
    return replace(
        paper,
        classification=f"Public version. Information that is exempt under paragraph {paper.paragraph} of Schedule 12A "
        "to the Local Government Act 1972 is withheld; each place says so.",
        sections=tuple(cut.section(one) for one in paper.sections),
        figures=tuple(cut.figure(one) for one in paper.figures),
        open=True,
    )


def has_exempt(paper: Paper) -> bool:
    """Whether anything in it is marked as exempt."""
    return any(one.exempt for one in paper.figures) or any(
        _marked(block) for section in paper.sections for block in section.blocks
    )


def tells(text: str, values: frozenset[Decimal]) -> bool:
    """Whether a text names one of the values: in full, rounded, in thousands (k) or in millions (m)."""
    return any(_says(found, value) for found in _NUMBER.finditer(text) for value in values)


def _says(found: re.Match[str], value: Decimal) -> bool:
    """Whether a number in a text is the value, or what it is rounded to."""
    part = (found["part"] or "").removeprefix(".")
    digits = re.sub(r"\D", "", found["digits"]) + part
    power = _TIMES.get((found["times"] or "").lower(), 0) - len(part)
    said = Decimal(digits).scaleb(power)
    with_unit = bool(found["pound"] or found["percent"] or found["times"])
    if said == value:
        return with_unit or len(digits) >= _FEW_DIGITS
    noughts = 0 if part else len(digits) - len(digits.rstrip("0"))
    if found["times"] or noughts >= _FEW_DIGITS:
        unit = Decimal(1).scaleb(power + (0 if found["times"] else noughts))
        return bool(said) and abs(said - value) <= unit / 2
    return len(digits) > _FEW_DIGITS and said == value.quantize(Decimal(1))


def _marked(block: Block) -> bool:
    if isinstance(block, Paragraph):
        return block.exempt
    if isinstance(block, Bullets):
        return any(one.exempt for one in block.items)
    table = block.table if isinstance(block, Picture) else block
    return table.exempt or any(cell.exempt for row in table.rows for cell in row.cells)


def _withheld(paper: Paper) -> frozenset[str]:
    """Figures marked as exempt, those that can be worked out of them, and totals that would give them away."""
    first = {one.groups[0] for one in paper.figures if one.exempt and one.groups}
    gone = {one.id for one in paper.figures if one.exempt or first & set(one.groups)}
    every = [table for section in paper.sections for table in tables(section)]
    gone |= {cell.figure for table in every for row in table.rows for cell in row.cells if cell.exempt and cell.figure}
    while True:
        more = {name for table in every for name in _given_away(table, gone)} - gone
        if not more:
            return frozenset(gone)
        gone |= more


def _given_away(table: Table, gone: set[str]) -> set[str]:
    return {
        cell.figure
        for row, column in _also_out(table, frozenset(gone))
        if (cell := table.rows[row].cells[column]).figure
    }


def _also_out(table: Table, gone: frozenset[str]) -> set[tuple[int, int]]:
    """Row and column of cells that would tell a withheld one: a total with one part out, and parts of a known whole."""
    found: set[tuple[int, int]] = set()
    for column in table.summed:
        parts = [place for place, row in enumerate(table.rows) if not row.total]
        totals = [place for place, row in enumerate(table.rows) if row.total]
        out = [place for place in parts if _is_out(table.rows[place].cells[column], gone)]
        if len(out) == 1:
            found |= {(place, column) for place in totals}
        elif not out and any(_is_out(table.rows[place].cells[column], gone) for place in totals):
            found |= {(place, column) for place in parts}
    if any(_is_out(cell, gone) for row in table.rows for cell in row.cells):
        found |= {(place, column) for place in range(len(table.rows)) for column in table.parts}
    return found


def _is_out(cell: Cell, gone: frozenset[str]) -> bool:
    return cell.exempt or cell.figure in gone


def _values(figures: Iterable[Figure]) -> frozenset[Decimal]:
    return frozenset(value for one in figures for value in _numbers(one.shown))


def _text_values(paper: Paper) -> frozenset[Decimal]:
    """What exempt words tell: sums and percentages, and long numbers. Days and years in them are not secret."""
    said = [one for section in paper.sections for block in section.blocks for one in _texts(block, paper)]
    return frozenset(value for text in said for value in _numbers(text, plain=False))


def _texts(block: Block, paper: Paper) -> list[str]:
    if isinstance(block, Paragraph):
        return [words(block, paper)] if block.exempt else []
    if isinstance(block, Bullets):
        return [words(one, paper) for one in block.items if one.exempt]
    table = block.table if isinstance(block, Picture) else block
    return [shown(cell, paper) for row in table.rows for cell in row.cells] if table.exempt else []


def _numbers(text: str, *, plain: bool = True) -> frozenset[Decimal]:
    found = set()
    for one in _NUMBER.finditer(text):
        digits = re.sub(r"\D", "", one["digits"])
        value = Decimal(digits + (one["part"] or "")).scaleb(_TIMES.get((one["times"] or "").lower(), 0))
        if value and (plain or one["pound"] or one["percent"] or one["times"] or len(digits) > _YEAR_DIGITS):
            found.add(value)
    return frozenset(found)


def _check_headings(paper: Paper, values: frozenset[Decimal]) -> None:
    told = ("title", "reference", "body", "meeting", "author", "why_exempt")
    for field in told:
        if tells(getattr(paper, field), values):
            raise NotAPaper(
                field, "it tells a figure that is exempt.", what_to_do="Put it in other words, without the figure."
            )
    if any(tells(f"{name} {value}", values) for name, value in paper.facts):
        raise NotAPaper("facts", "one tells a figure that is exempt.", what_to_do="Take it out, or word it otherwise.")


class _Cut:
    """Takes out of one paper what is withheld."""

    def __init__(self, paper: Paper, gone: frozenset[str], values: frozenset[Decimal], place: str) -> None:
        self.paper, self.gone, self.values, self.place = paper, gone, values, place
        self.withheld = Bullets((Paragraph((place,)),))
        """What stands in place of a table or a list: no paragraph, as these have numbers that stay as they are."""

    def section(self, section: Section) -> Section:
        return replace(section, blocks=tuple(self.block(one) for one in section.blocks))

    def block(self, block: Block) -> Block:
        if isinstance(block, Paragraph):
            return self.paragraph(block)
        if isinstance(block, Bullets):
            # How many are withheld may tell something too.
            every = all(one.exempt for one in block.items)
            return self.withheld if every else Bullets(tuple(self.paragraph(one) for one in block.items))
        if (block.table if isinstance(block, Picture) else block).exempt:
            return self.withheld
        if isinstance(block, Table):
            return self.table(block)
        out = any(bar.figure in self.gone for bar in block.bars) or _marked(block)
        if out or tells(block.alt, self.values):
            return self.table(block.table)
        return replace(block, title=self.plain(block.title), table=self.table(block.table))

    def paragraph(self, block: Paragraph) -> Paragraph:
        typed = "\n".join(run for run in block.runs if isinstance(run, str))
        kept = [run for run in block.runs if isinstance(run, Ref) and run.id not in self.gone]
        told = tells(typed, self.values) or tells(
            words(replace(block, runs=tuple(r for r in block.runs if isinstance(r, str) or r in kept)), self.paper),
            self.values,
        )
        if block.exempt or told:
            return Paragraph((self.place,))
        return Paragraph(
            tuple(self.place if isinstance(run, Ref) and run.id in self.gone else run for run in block.runs)
        )

    def table(self, table: Table) -> Table:
        also = _also_out(table, self.gone)
        return replace(
            table,
            caption=self.plain(table.caption),
            header=tuple(map(self.plain, table.header)),
            rows=tuple(
                Row(
                    tuple(
                        Cell("Withheld") if (place, column) in also or self.out(cell) else cell
                        for column, cell in enumerate(row.cells)
                    ),
                    row.total,
                )
                for place, row in enumerate(table.rows)
            ),
        )

    def out(self, cell: Cell) -> bool:
        return _is_out(cell, self.gone) or tells(shown(cell, self.paper), self.values)

    def figure(self, one: Figure) -> Figure:
        out = one.id in self.gone or tells(one.shown, self.values)
        what = "Withheld" if one.whole else self.plain(one.what)
        plain = replace(one, what=what, came_from=self.plain(one.came_from), as_of=self.plain(one.as_of))
        return replace(plain, shown=self.place, mark="Withheld", exempt=True) if out else plain

    def plain(self, text: str) -> str:
        return "Withheld" if tells(text, self.values) else text
