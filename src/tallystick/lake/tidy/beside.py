"""What a payment's amount is, where other columns or the heading have a say in it: debits and credits, signs,
currencies, thousands and pence."""

import re
from dataclasses import dataclass

import polars as pl

from tallystick.lake.tidy.amounts import read_amounts
from tallystick.lake.tidy.columns import Column
from tallystick.lake.tidy.headings import fold, vocabulary
from tallystick.lake.tidy.layout import Layout

NOT_IN_POUNDS = "not in pounds"
CREDIT_UNREADABLE = "credit not readable"

_THOUSANDS = re.compile(r"£\s*['’‘]?\s*0{3}s?\b|\(\s*['’‘]?0{3}s?\s*\)|£\s*k\b|\bthousands\b", re.IGNORECASE)
_PENCE = re.compile(r"\bpence\b", re.IGNORECASE)
_POUNDS = ("gbp", "stg", "sterling", "pounds", "pound sterling", "pounds sterling", "ukp", "uk", "")
_FOREIGN = re.compile(r"^(?:[A-Za-z]{3}|euros?|(?:us )?dollars?|[€$¥])$", re.IGNORECASE)
_BACK = {"c", "cr", "crd", "credit", "h"}
_OUT = {"d", "dr", "db", "dbt", "debit", "s"}
_ALREADY_POUNDS = {"gbp", "sterling", "pounds", "base", "functional", "local", "lc", "accounted"}


@dataclass(frozen=True)
class Objection:
    """Records that cannot be taken for a reason in another column. where: Boolean. position: that column's."""

    where: pl.Series
    reason: str
    position: int


@dataclass(frozen=True)
class Money:
    """The amounts of every record under the headings, in whole pence; null where not known.

    turned: Boolean, the records whose sign was turned because a column says that they are money back, or None.
    notes: sentences for an officer.
    """

    pence: pl.Series
    rounded: int
    turned: pl.Series | None
    objections: tuple[Objection, ...]
    notes: tuple[str, ...]


def read_money(layout: Layout) -> Money:
    """The amounts of the column that is used, with what those beside it say. The layout must have such a column."""
    assert layout.map.amount is not None, "refuse_if_not_payments comes first"
    column = next(c for c in layout.columns if c.position == layout.map.amount)
    pence, rounded, note = _scaled(layout, column)
    notes = [note] if note else []
    objections: list[Objection] = []
    turned = None
    used = set(layout.map.positions.values())
    others = [c for c in layout.columns if c.position not in used and c.content.count]
    for kind, other in _beside(column, others):
        cells = layout.cells[f"c{other.position}"][layout.body :]
        if kind == "credit":
            credit, more, _ = _scaled(layout, other)
            blank = layout.cells[f"c{column.position}"][layout.body :].is_null()
            pence = _less(pence, blank, credit, cells.is_null())
            rounded += more
            unreadable = cells.is_not_null() & credit.is_null()
            if unreadable.any():
                objections.append(Objection(unreadable, CREDIT_UNREADABLE, other.position))
            notes.append(
                f"“{column.name}” is taken as money paid and “{other.name}” as money back, which is negative. "
                "Please check."
            )
        elif kind == "sign" and turned is None:
            turned, said = _turned(cells, pence)
            notes += [f"“{other.name}”: {said}"] if said else []
        elif kind == "currency":
            foreign = _foreign(cells)
            if foreign.any():
                objections.append(Objection(foreign, NOT_IN_POUNDS, other.position))
                pence = pl.select(pl.when(~foreign).then(pence)).to_series()
                notes.append(
                    f"“{other.name}” gives other currencies than pounds: {int(foreign.sum()):,} rows are kept out."
                )
    if turned is not None:
        pence = negated(pence, turned)
    return Money(pence.alias("pence"), rounded, turned, tuple(objections), tuple(notes))


def read_column(layout: Layout, field: str, money: Money) -> pl.Series:
    """The pence of another column of money (net, VAT or gross), under the same signs as the amount that is used."""
    position = layout.map.positions[field]
    if position == layout.map.amount:
        return money.pence
    pence, _, _ = _scaled(layout, next(c for c in layout.columns if c.position == position))
    return pence if money.turned is None else negated(pence, money.turned)


def negated(pence: pl.Series, where: pl.Series) -> pl.Series:
    """`pence` with its sign turned in the records that `where` (Boolean) marks."""
    return pl.select(pl.when(where).then(-pence).otherwise(pence)).to_series()


def _scaled(layout: Layout, column: Column) -> tuple[pl.Series, int, str | None]:
    """A column's pence, how many were rounded, and what was assumed of their unit."""
    read = read_amounts(layout.raw[f"c{column.position}"][layout.body :])
    pence, rounded = read["pence"], int(read["rounded"].sum())
    if _THOUSANDS.search(column.heading):
        return (
            pence * 1000,
            rounded,
            f"“{column.name}” says that its amounts are in thousands of pounds: they were multiplied by 1,000.",
        )
    if _PENCE.search(column.heading) and "pound" not in column.heading.lower() and column.content.decimals < 0.05:
        return pence // 100, rounded, f"“{column.name}” says that its amounts are in pence: they were divided by 100."
    return pence, rounded, None


def _beside(column: Column, others: list[Column]) -> list[tuple[str, Column]]:
    """(``credit``, ``sign`` or ``currency``, column) for the columns that have a say in the amount."""
    words = vocabulary().beside
    found = []
    for other in others:
        heading = fold(other.heading)
        if column.key in words["debit"] and heading in words["credit"] and other.content.money >= 0.8:
            found.append(("credit", other))
        elif heading in words["sign"]:
            found.append(("sign", other))
        elif heading in words["currency"] and not _ALREADY_POUNDS & set(column.key.split()):
            found.append(("currency", other))
    return found


def _less(debit: pl.Series, no_debit: pl.Series, credit: pl.Series, no_credit: pl.Series) -> pl.Series:
    """Debit less credit. A credit is money back however it is signed."""
    back = pl.when(no_credit).then(0).otherwise(credit.abs())
    out = pl.when(no_debit).then(0).otherwise(debit)
    return pl.select(pl.when(~(no_debit & no_credit)).then(out - back)).to_series().cast(pl.Int64)


def _turned(cells: pl.Series, pence: pl.Series) -> tuple[pl.Series | None, str | None]:
    """The records to be made negative, and why; None where the column is of other things, or the signs say it."""
    words = cells.str.to_lowercase().str.strip_chars("() .")
    if not set(words.drop_nulls().unique()) <= _BACK | _OUT:
        return None, None
    credit = words.is_in(list(_BACK)).fill_null(False)
    debit = words.is_in(list(_OUT)).fill_null(False)
    back, name = (credit, "credits") if credit.sum() <= debit.sum() else (debit, "debits")
    if not back.any():
        return None, None
    if (pence.filter(back) < 0).any():
        return None, f"{name} carry their own minus sign, so that it changes nothing."
    return (
        back,
        f"{int(back.sum()):,} {name} are taken as money back, which is negative; the others as payments. Please check.",
    )


def _foreign(cells: pl.Series) -> pl.Series:
    """Boolean: the cells that name a currency other than pounds."""
    other = [
        c for c in cells.drop_nulls().unique() if c.strip("£ ").lower() not in _POUNDS and _FOREIGN.match(c.strip())
    ]
    return cells.is_in(other).fill_null(False)
