"""What each record is: a payment, kept out with a reason, furniture, or blank."""

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from tallystick.lake.tidy.furniture import is_note, is_page_number, is_rule, is_total_label
from tallystick.lake.tidy.headings import fold

PAYMENT, QUARANTINED, FURNITURE, BLANK = "payment", "quarantined", "furniture", "blank"

AMOUNT_MISSING = "amount missing"
AMOUNT_UNREADABLE = "amount not readable"
DATE_MISSING = "date missing"
DATE_UNREADABLE = "date not readable"
ONLY_AN_AMOUNT = "nothing but an amount"
_DATED_TOTAL = "dated total"
"""A record called Total that has a date: a total if it sums what stands above it; else somebody is called Total."""


@dataclass(frozen=True)
class Facts:
    """What was read of every record under the headings; all series are of one length.

    cells: stripped. supplier, transaction: positions in `cells` (index, not published position) or None.
    date_read: Boolean, or None where the table has no date column. forced: record index -> ``release`` or
    ``furniture``.
    """

    cells: pl.DataFrame
    pence: pl.Series
    amount: int
    supplier: int | None
    transaction: int | None
    date: int | None
    date_read: pl.Series | None
    objections: Sequence[tuple[pl.Series, str, int]]
    """Records that cannot be taken as they are: Boolean, the reason, and the index in `cells` of the cell to blame."""
    headings: Sequence[str]
    forced: dict[int, str]


@dataclass(frozen=True)
class Sorted:
    """kind: String, one a record. why: record index -> furniture's kind or the reason for quarantine.
    culprit: record index -> index in `cells` of the cell to blame."""

    kind: pl.Series
    why: dict[int, str]
    culprit: dict[int, int]


def sort_rows(facts: Facts) -> Sorted:
    """Decide every record. Only records that are not plainly payments or blank are looked at one by one."""
    cells = facts.cells
    blank = (
        cells.select(pl.all_horizontal(pl.all().is_null())).to_series()
        if cells.width
        else pl.Series([], dtype=pl.Boolean)
    )
    doubtful = facts.pence.is_null()
    if facts.supplier is not None:
        names = cells.to_series(facts.supplier)
        doubtful = doubtful | names.is_null() | _total_names(names)
    else:
        doubtful = doubtful | (cells.select(pl.sum_horizontal(pl.all().is_not_null())).to_series() <= 2)
    if facts.date_read is not None:
        doubtful = doubtful | ~facts.date_read
    for where, _, _ in facts.objections:
        doubtful = doubtful | where
    doubtful = doubtful & ~blank
    indexes = sorted(set(doubtful.arg_true().to_list()) | {i for i in facts.forced if not blank[i]})
    return _decided(facts, blank, indexes)


def _decided(facts: Facts, blank: pl.Series, indexes: Sequence[int]) -> Sorted:
    why: dict[int, str] = {}
    culprit: dict[int, int] = {}
    kind: dict[int, str] = {}
    rows = dict(zip(indexes, facts.cells[list(indexes)].rows(), strict=True)) if indexes else {}
    pence = facts.pence.to_list() if indexes else []
    last_payment = _last_payment(facts, blank, indexes)
    lonely: list[int] = []
    for index in indexes:
        row = rows[index]
        forced = facts.forced.get(index)
        if forced == "furniture":
            kind[index], why[index] = FURNITURE, "said to be no payment"
            continue
        found = _furniture(facts, index, row, pence[index], after_last=index > last_payment)
        if found in (ONLY_AN_AMOUNT, _DATED_TOTAL):
            lonely.append(index)
            if found == _DATED_TOTAL:
                kind[index] = PAYMENT
            continue
        if found and forced is None:
            kind[index], why[index] = FURNITURE, found
            continue
        reason, cell = _reason(facts, index, row, pence[index])
        if reason and not (forced == "release" and pence[index] is not None):
            kind[index], why[index], culprit[index] = QUARANTINED, reason, cell
        else:
            kind[index] = PAYMENT
    _settle_lonely(facts, lonely, kind, why, culprit, blank, pence, last_payment)
    base = pl.select(pl.when(blank).then(pl.lit(BLANK)).otherwise(pl.lit(PAYMENT))).to_series().alias("kind")
    if kind:
        base = base.scatter(list(kind), list(kind.values()))
    return Sorted(base, why, culprit)


def _furniture(
    facts: Facts, index: int, row: Sequence[str | None], pence: int | None, *, after_last: bool
) -> str | None:
    """The kind of furniture a record is; `ONLY_AN_AMOUNT` or `_DATED_TOTAL` if its amount will tell; or None."""
    present = [(i, c) for i, c in enumerate(row) if c]
    texts = [c for _, c in present]
    supplier = row[facts.supplier] if facts.supplier is not None else None
    transaction = row[facts.transaction] if facts.transaction is not None else None
    if is_page_number(texts):
        return "page"
    if is_rule(texts) and (pence is None or len(texts) > 1):
        return "note"
    if _is_repeat(row, facts.headings):
        return "repeated header"
    dated = facts.date_read is not None and bool(facts.date_read[index])
    labels = [c for c in texts if is_total_label(c, alone=supplier is None and not dated)]
    if labels and (transaction is None or transaction in labels) and (supplier is None or supplier in labels):
        return _DATED_TOTAL if dated and pence is not None else "total"
    if pence is not None:
        others = [i for i, c in present if i != facts.amount and not _number(c)]
        return ONLY_AN_AMOUNT if not others else None
    if len(present) == 1 and present[0][0] != facts.amount:
        where, text = present[0]
        if where != facts.supplier or after_last or is_note(text):
            return "note" if after_last or is_note(text) else "section"
    if len(present) <= 2 and all(is_note(text) for text in texts):
        return "note"
    return None


def _reason(facts: Facts, index: int, row: Sequence[str | None], pence: int | None) -> tuple[str | None, int]:
    for where, reason, cell in facts.objections:
        if where[index]:
            return reason, cell
    if pence is None:
        return (AMOUNT_MISSING if row[facts.amount] is None else AMOUNT_UNREADABLE), facts.amount
    if facts.date_read is not None and facts.date is not None and not facts.date_read[index]:
        return (DATE_MISSING if row[facts.date] is None else DATE_UNREADABLE), facts.date
    return None, facts.amount


def _settle_lonely(
    facts: Facts, lonely: Sequence[int], kind: dict[int, str], why: dict[int, str], culprit: dict[int, int],
    blank: pl.Series, pence: Sequence[int | None], last_payment: int,
) -> None:  # fmt: skip
    """An amount by itself, or one called a total and dated, is a total if it sums what stands above it. An amount by
    itself is one too if it comes after the last payment."""
    if not lonely:
        return
    totals = set(lonely) | {i for i, k in kind.items() if k in (FURNITURE, QUARANTINED)}
    running = since = 0
    position = 0
    for index in lonely:
        while position < index:
            if position not in totals and not blank[position] and pence[position] is not None:
                running += pence[position] or 0
                since += pence[position] or 0
            position += 1
        labelled = kind.get(index) == PAYMENT
        if pence[index] in (running, since) or (index > last_payment and not labelled):
            kind[index], why[index] = FURNITURE, "total"
            since = 0
        elif labelled or facts.forced.get(index) == "release":
            kind[index] = PAYMENT
        else:
            kind[index], why[index], culprit[index] = QUARANTINED, ONLY_AN_AMOUNT, facts.amount


def _last_payment(facts: Facts, blank: pl.Series, indexes: Sequence[int]) -> int:
    plain = ~blank
    if indexes:
        plain = plain.scatter(list(indexes), False)
    found = plain.arg_true()
    last = int(found[-1]) if len(found) else -1
    # A doubtful record with a supplier, a date and an amount still shows that the payments have not ended.
    for index in reversed(indexes):
        if index < last:
            break
        row = facts.cells.row(index)
        if facts.pence[index] is not None and sum(c is not None for c in row) >= 4:
            return max(last, index)
    return last


def _total_names(names: pl.Series) -> pl.Series:
    hinted = (
        names.filter(names.str.contains(r"(?i)total|^sum$|result$|page|forward|[bc]/[fd]").fill_null(False))
        .unique()
        .to_list()
    )
    found = [n for n in hinted if is_total_label(n) or is_page_number([n])]
    return names.is_in(found).fill_null(False)


def _is_repeat(row: Sequence[str | None], headings: Sequence[str]) -> bool:
    """True for a row of the table's own headings, each over its own column."""
    pairs = [(fold(c), fold(h)) for c, h in zip(row, headings, strict=True) if c]
    return len(pairs) >= 2 and sum(1 for a, b in pairs if a and a == b) >= 0.6 * len(pairs)


def _number(cell: str) -> bool:
    return not any(ch.isalpha() for ch in cell) and any(ch.isdigit() for ch in cell) and "/" not in cell
