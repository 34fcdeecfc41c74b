"""Rows that are part of the page, not payments: titles, headers, totals, page numbers, notes."""

import re
from collections.abc import Sequence

_TOTAL = re.compile(
    r"^(?:grand|sub|report|overall|page|running|running|final|group|directorate|supplier|monthly|month|quarterly|annual|net|gross|invoice|payment)?"
    r"[\s-]*totals?\b"
    r"(?:\s*(?:for|of|per|by|spend|spent|amount|value|payments?|expenditure|over|to date|paid|£|\(|:|-|–).*)?[\s:£=.]*$"
    r"|^(?:overall result|sum|result)$",
    re.IGNORECASE,
)
_CARRIED = re.compile(
    r"^(?:balance |total )?(?:(?:carried|brought) (?:forward|down)|[bc]/[fd]\b|[bc]/fwd)[\s:]*$", re.IGNORECASE
)
_TOTAL_AFTER = re.compile(r"^.{2,60}\s(?:sub[\s-]?)?total:?$", re.IGNORECASE)
_PAGE = re.compile(
    r"^\W*page\s*(?:no\.?|number)?\s*:?\s*\d+(?:\s*(?:of|/)\s*\d+)?\W*$|^\W*\d+\s+of\s+\d+\W*$", re.IGNORECASE
)
_NOTE = re.compile(
    r"^\W*(?:notes?\b|source\b|\*|end of\b|produced\b|printed\b|report\b|data\b.*:"
    r"|copyright|©|this\b|the\b|please\b|for more\b|all\b|contact\b|http)",
    re.I,
)


_RULE = re.compile(r"^[-=_*~.\s]{2,}$")


def is_total_label(cell: str, *, alone: bool = False) -> bool:
    """True for ``Total``, ``Grand Total:``, ``Adult Services Total``; not for ``Total Gas & Power Ltd``.

    alone: the record names no supplier or date, so that ``ADULT SERVICES TOTAL`` is no name of a company either.
    """
    if _CARRIED.match(cell):
        return True
    return bool(_TOTAL.match(cell)) or (bool(_TOTAL_AFTER.match(cell)) and (alone or not cell.isupper()))


def is_rule(cells: Sequence[str]) -> bool:
    """True where every cell of a record is a line drawn in dashes or the like."""
    return all(_RULE.match(c) for c in cells)


def is_page_number(cells: Sequence[str]) -> bool:
    """True where the only cells of a row are a page number, a report's name and the like."""
    return len(cells) <= 3 and any(_PAGE.match(c) for c in cells)


def is_note(cell: str) -> bool:
    """True for a sentence, or words that begin or end as notes do."""
    return len(cell) > 50 or bool(_NOTE.match(cell)) or cell.endswith(":")
