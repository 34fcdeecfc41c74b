"""Which payments are a contract's, how that is known, and what they come to against its value. Pure.

A payment is the contract's by reference where it carries the contract's own reference or title, and by supplier and
period where it went to the contract's supplier between its start and its end and carries no reference of another
contract. The two are always told apart.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from tallystick.kit.months import add_months

REFERENCE, SUPPLIER = "reference", "supplier"
_SHORTEST = 3
"""A reference of fewer letters and figures says too little to be matched by."""
_SHORTEST_TITLE = 8


class Payment(Protocol):
    """What is asked of a payment. month: the first of it."""

    @property
    def payment_id(self) -> int: ...
    @property
    def date(self) -> dt.date | None: ...
    @property
    def month(self) -> dt.date | None: ...
    @property
    def amount_pence(self) -> int: ...
    @property
    def supplier_id(self) -> str | None: ...


Paid = TypeVar("Paid", bound=Payment)


@dataclass(frozen=True)
class Matched(Generic[Paid]):
    """A payment that is the contract's. how: ``reference`` or ``supplier``."""

    payment: Paid
    how: str


@dataclass(frozen=True)
class Month:
    """What was paid in a month; None for payments of no known month."""

    month: dt.date | None
    payments: int
    by_reference_pence: int
    by_supplier_pence: int

    @property
    def amount_pence(self) -> int:
        return self.by_reference_pence + self.by_supplier_pence


@dataclass(frozen=True)
class Spend(Generic[Paid]):
    """Payments against a contract, latest first. undated: to its supplier, of no known day or month, and in no total.

    others: to its supplier in its period, and left out for carrying the reference of another contract.
    """

    matched: tuple[Matched[Paid], ...]
    months: tuple[Month, ...]
    undated: tuple[Paid, ...]
    others: tuple[Paid, ...]

    @property
    def amount_pence(self) -> int:
        return sum(one.payment.amount_pence for one in self.matched)

    def part(self, how: str) -> tuple[int, int]:
        """How many payments were matched so, and their pence."""
        amounts = [one.payment.amount_pence for one in self.matched if one.how == how]
        return len(amounts), sum(amounts)


def folded(text: str) -> str:
    """A reference or title as it is compared: letters and figures alone, in small letters."""
    return "".join(letter for letter in text.casefold() if letter.isalnum())


def names_of(reference: str, title: str) -> frozenset[str]:
    """What a payment's reference may say to mean a contract."""
    said = {folded(reference)} if len(folded(reference)) >= _SHORTEST else set()
    return frozenset(said | ({folded(title)} if len(folded(title)) >= _SHORTEST_TITLE else set()))


def against(
    payments: Iterable[Paid], *, carried: dict[int, str], names: Collection[str], other_names: Collection[str],
    supplier_ids: Collection[str], start: dt.date | None, end: dt.date | None, today: dt.date,
) -> Spend[Paid]:  # fmt: skip
    """Sorts payments of the contract's council into what is the contract's and what is not.

    carried: the reference that a payment carries, by its number. names: as `names_of` gives them, of this contract and
    of others of the same council. start, end: the first and last day, None where not known: the period is then open.
    """
    last = min(end, today) if end else today
    matched, undated, others = [], [], []
    for payment in payments:
        said = folded(carried.get(payment.payment_id, ""))
        if said and said in names:
            matched.append(Matched(payment, REFERENCE))
        elif payment.supplier_id in supplier_ids and payment.supplier_id is not None:
            within = _within(payment, start, last)
            if said and said in other_names:
                others.append(payment)
            elif within is None:
                undated.append(payment)
            elif within:
                matched.append(Matched(payment, SUPPLIER))
    matched.sort(key=lambda one: (_day(one.payment), one.payment.payment_id), reverse=True)
    return Spend(tuple(matched), _months(matched), tuple(undated), tuple(others))


def _day(payment: Payment) -> dt.date:
    return payment.date or payment.month or dt.date.min


def _within(payment: Payment, start: dt.date | None, last: dt.date) -> bool | None:
    """Whether a payment was made in the period; a month counts if any of it lies there. None where it is undated."""
    if payment.date is not None:
        return (start is None or payment.date >= start) and payment.date <= last
    if payment.month is None:
        return None
    return (start is None or add_months(payment.month, 1) > start) and payment.month <= last


def _months(matched: Iterable[Matched[Paid]]) -> tuple[Month, ...]:
    """Every month from the first to the last, those without payments too, and payments of no month at the end."""
    sums: dict[dt.date | None, list[int]] = defaultdict(lambda: [0, 0, 0])
    for one in matched:
        day = one.payment.month or one.payment.date
        row = sums[day.replace(day=1) if day else None]
        row[0] += 1
        row[1 if one.how == REFERENCE else 2] += one.payment.amount_pence
    known = sorted(month for month in sums if month is not None)
    found, month = [], known[0] if known else None
    while month is not None and month <= known[-1]:
        found.append(Month(month, *sums.get(month, [0, 0, 0])))
        month = add_months(month, 1)
    return (*found, *([Month(None, *sums[None])] if None in sums else []))


@dataclass(frozen=True)
class Worth:
    """A contract's value over the whole of its term. working: how it comes from the value that is recorded."""

    pence: int
    working: str


def worth(value_pence: int | None, period: str, start: dt.date | None, end: dt.date | None) -> Worth | None:
    """What the contract is worth over its term, or None where that cannot be said without guessing.

    period: ``whole_life``, ``year``, ``month`` or ``unknown``. A year's or month's value is taken for the whole months
    from `start` to `end`.
    """
    if value_pence is None or period not in ("whole_life", "year", "month"):
        return None
    if period == "whole_life":
        return Worth(value_pence, "the value recorded for its whole life")
    months = _whole_months(start, end)
    if not months:
        return None
    if period == "month":
        return Worth(value_pence * months, f"the value of a month, {months} times")
    pence, rest = divmod(value_pence * months, 12)
    return Worth(pence + (1 if rest * 2 >= 12 else 0), f"the value of a year, for {months} months")


def _whole_months(start: dt.date | None, end: dt.date | None) -> int | None:
    """Months from the first to the last day, where they are whole ones."""
    if start is None or end is None or end <= start:
        return None
    after = dt.date.fromordinal(end.toordinal() + 1)
    months = 12 * (after.year - start.year) + after.month - start.month
    return months if months > 0 and add_months(start, months) == after else None
