"""One page of a report: what it recommends, and the figures that matter most. Pure."""

from dataclasses import replace

from tallystick.decisions.rules.paper import (
    Block,
    Bullets,
    Paper,
    Paragraph,
    Picture,
    Section,
    Table,
    numbered,
    shown,
    tables,
    words,
)
from tallystick.decisions.rules.paper_money import SHARES

LINES, WIDE = 52, 80
"""So many lines of so many letters fit on a page, with room to spare."""

MORE = "There is more in the report."
_WIDE_IN_TABLES = 110
_KEPT = ("summary", "recommendations", "options", "financial")


def one_page(paper: Paper) -> Paper:
    """The report on one page: summary and recommendations, the first table of options and of money, and who pays what.

    What does not fit is left out, and the page says that there is more. Figures keep the labels of the report; where
    each came from is in the report.
    """
    left = LINES - _lines(paper.title) - _lines(paper.classification)
    sections: list[Section] = []
    for number, section in ((at, one) for at, one in numbered(paper) if one.code in _KEPT):
        kept: list[Block] = []
        left -= 2
        for block in _short(section):
            cost = _cost(block, paper)
            if cost > left:
                break
            left -= cost
            kept.append(block)
        if kept:
            sections.append(replace(section, blocks=tuple(kept), number=number))
    sections.append(Section("more", "The rest", (Paragraph((MORE,)),), number=len(paper.sections) + 1))
    return replace(paper, sections=tuple(sections))


def _short(section: Section) -> list[Block]:
    if section.code in ("summary", "recommendations"):
        return list(section.blocks)
    every: list[Block] = [*tables(section)]
    return [*every[:1], *(one for one in every[1:] if isinstance(one, Table) and one.caption == SHARES)]


def _cost(block: Block, paper: Paper) -> int:
    if isinstance(block, Paragraph):
        return 1 + _lines(words(block, paper))
    if isinstance(block, Bullets):
        return 1 + sum(_lines(words(one, paper)) for one in block.items)
    if isinstance(block, Picture):
        return LINES + 1
    across = max(4, _WIDE_IN_TABLES // len(block.header) - 2)
    rows = [
        block.header,
        *(tuple(shown(cell, paper) + " E00" * bool(cell.figure) for cell in row.cells) for row in block.rows),
    ]
    return 2 + sum(max(-(-len(text) // across) or 1 for text in row) for row in rows) + len(rows) // 2


def _lines(text: str) -> int:
    return -(-len(text) // WIDE)
