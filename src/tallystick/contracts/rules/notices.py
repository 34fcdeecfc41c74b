"""Periods of notice, as registers write them."""

import re
from dataclasses import dataclass
from functools import lru_cache

from tallystick.contracts.rules.terms_words import in_figures

_NOTICE = re.compile(
    r"(?P<count>\d{1,4})\s*(?P<clear>clear\s+)?(?P<working>working|business)?[\s-]*(?:calendar\s*)?(?P<unit>years?"
    r"|yrs?|months?|mths?|mnths?|m|weeks?|wks?|w|days?|d)\b",
    re.IGNORECASE,
)


_RANGE = re.compile(r"\d\s*(?:[a-z]+\s*)?(?:-|–|to|or|/)\s*\d", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class NoticeRead:
    """unit: ``days`` ``working_days`` ``months``. A week is seven days, a year twelve months."""

    count: int
    unit: str
    clear: bool = False


@lru_cache(maxsize=10_000)
def read_notice(text: str, unit: str | None = None) -> NoticeRead | None:
    """The one period of notice that tidied `text` states, or None where it states none, or two that differ.

    unit: of the column, where its heading says one, for a figure that has none.
    """
    folded = in_figures(text)
    if re.match(r"^\s*(?:immediate|no notice|without notice|none required)", folded):
        return NoticeRead(0, "days")
    if unit and re.fullmatch(r"\s*\d{1,4}(?:\.0)?\s*", folded):
        folded = f"{folded.strip().removesuffix('.0')} {unit}"
    if _RANGE.search(folded):
        return None
    found = {_read(match) for match in _NOTICE.finditer(folded)}
    return found.pop() if len(found) == 1 else None


def _read(match: re.Match[str]) -> NoticeRead:
    count, unit, clear = int(match["count"]), match["unit"].lower()[0], bool(match["clear"])
    if match["working"] and unit == "d":
        return NoticeRead(count, "working_days", clear)
    if unit == "w":
        return NoticeRead(count * 7, "days", clear)
    if unit == "y":
        return NoticeRead(count * 12, "months", clear)
    return NoticeRead(count, "months" if unit == "m" else "days", clear)
