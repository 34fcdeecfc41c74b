"""What the cells of a column look like, from a sample: what bears a heading out, or speaks for itself."""

from collections.abc import Sequence
from dataclasses import dataclass

from tallystick.contracts.rules.cells import said_nothing
from tallystick.contracts.rules.cells_dates import dates_in, loose_times, whole_date
from tallystick.contracts.rules.cells_flags import read_flag, read_kind
from tallystick.contracts.rules.terms import read_extension, read_term
from tallystick.contracts.rules.terms_words import kind_of
from tallystick.contracts.rules.values import read_worth
from tallystick.lake.tidy.content import Content, describe

SAMPLE = 200


@dataclass(frozen=True)
class Looks:
    """Shares (0 to 1) of a column's filled cells that could be each thing; `plain` is the lake's own description."""

    plain: Content
    dates: float
    worth: float
    terms: float
    flags: float
    kinds: float
    letters: float
    long: float


NOTHING = Looks(Content(), 0, 0, 0, 0, 0, 0, 0)


def looks_of(filled: Sequence[str], rows: int) -> Looks:
    """filled: cells that are not blank. rows: of the whole column. Cells that say nothing (N/A) are left out."""
    step = max(1, len(filled) // SAMPLE)
    sample = [cell for cell in filled[::step][:SAMPLE] if said_nothing(cell) is None]
    if not sample:
        return NOTHING
    n = len(sample)
    return Looks(
        describe(sample, len(filled) / max(rows, 1)),
        dates=sum(map(_is_date, sample)) / n,
        worth=sum(map(_is_worth, sample)) / n,
        terms=sum(map(_is_term, sample)) / n,
        flags=sum(read_flag(c) is not None for c in sample) / n,
        kinds=sum(len(c) < 60 and read_kind(c) != read_kind("") for c in sample) / n,
        letters=sum(any(ch.isalpha() for ch in c) for c in sample) / n,
        long=sum(len(c) for c in sample) / n,
    )


def _is_date(cell: str) -> bool:
    if len(cell) > 60:
        return False
    if whole_date(cell, "day"):
        return True
    return bool(dates_in(cell, "day") or loose_times(cell) or kind_of(cell))


def _is_worth(cell: str) -> bool:
    if len(cell) > 80:
        return False
    worth = read_worth(cell)
    return worth.understood and (whole_date(cell, "day") is None or cell.isdigit())


def _is_term(cell: str) -> bool:
    return len(cell) <= 120 and (read_term(cell).understood or read_extension(cell).understood)
