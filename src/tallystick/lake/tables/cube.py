"""What the maps of suppliers and categories make of a build's payments: the cube, and its summaries.

Money is in whole pence; null stands for "not known". Of a payment of which only the month is known, first_date and
last_date take the first day of it.
"""

from collections.abc import Callable
from typing import Protocol

import ibis
import ibis.expr.types as ir

from tallystick.lake.bands import SURE, UNSURE
from tallystick.lake.tables.map_tables import LEADING

BY_SUPPLIER = ("organisation_id", "supplier_no", "category_no")
BY_MONTH = ("organisation_id", "category_no", "month", "decided", "band")
BY = ("organisation_id", "supplier_no", "category_no", "month", "decided", "band")


class Given(Protocol):
    """A table of the build or of the maps, by its name."""

    def __call__(self, name: str) -> ir.Table: ...


def lay(given: Given, make: Callable[..., ir.Table], *, first: int = LEADING) -> None:
    """Make every table that comes from payments and maps together. first: how many payments of each category
    `first_payments` is to have in each order."""
    lines = make(
        "mapped_lines", mapped_lines(given("lines"), given("supplier_of"), given("category_of")), lasting=False
    )
    mapped = make("mapped", mapped_payments(given("payments"), lines, given("category_of_payment")), lasting=False)
    made = make("cube", cube(mapped).order_by(_in_order(BY)))
    make("cube_by_supplier", summed_by(made, BY_SUPPLIER).order_by(_in_order(BY_SUPPLIER)))
    make("cube_by_month", summed_by(made, BY_MONTH).order_by(_in_order(BY_MONTH)))
    make("doubtful", doubtful(made).order_by(_in_order(BY_SUPPLIER)))
    paired = by_supplier_organisation(mapped).order_by("supplier_no", "organisation_id")
    paired = make("by_supplier_organisation", paired)
    spelt = given("mentions").join(given("supplier_of"), "mention_id")
    make("by_supplier", by_supplier(paired, spelt).order_by("supplier_no"))
    make("by_category_organisation", by_category_organisation(mapped).order_by("category_no", "organisation_id"))
    firsts = make("firsts", line_firsts(given("payments"), given("category_of_payment")), lasting=False)
    found = leading(given("payments"), lines, given("category_of_payment"), firsts, first)
    make("first_payments", found.order_by("sort", ibis.asc("category_no", nulls_first=True), "place"))


def mapped_lines(lines: ir.Table, supplier_of: ir.Table, category_of: ir.Table) -> ir.Table:
    """line_id, supplier_no, category_no, decided, band: what is thought of each line."""
    joined = lines.left_join(supplier_of.select("mention_id", "supplier_no"), "mention_id").left_join(
        category_of.select("line_id", "category_no", "confidence", "decided"), "line_id"
    )
    return joined.select(
        line_id=joined.line_id,
        supplier_no=joined.supplier_no,
        category_no=joined.category_no,
        decided=joined.decided.fill_null(False),
        band=_band(joined.category_no, joined.confidence),
    )


def mapped_payments(payments: ir.Table, mapped_lines: ir.Table, category_of_payment: ir.Table) -> ir.Table:
    """The columns of `BY`, payments, amount_pence, redacted, redacted_pence, first_date, last_date: payments alike in
    `BY`. What a person said of one payment goes before what is thought of its line."""
    said = category_of_payment.select("payment_id", said="category_no")
    joined = payments.left_join(mapped_lines, "line_id").left_join(said, "payment_id")
    own = joined.said.notnull()
    wide = joined.select(
        organisation_id=joined.organisation_id,
        supplier_no=joined.supplier_no,
        category_no=own.ifelse(joined.said, joined.category_no),
        month=joined.month,
        decided=own | joined.decided,
        band=own.ifelse("high", joined.band),
        day=ibis.coalesce(joined.date, joined.month),
        amount_pence=joined.amount_pence,
        redacted=joined.redacted,
    )
    return wide.group_by(*BY).agg(
        payments=wide.count(),
        amount_pence=_sum(wide.amount_pence),
        redacted=_sum(wide.redacted.cast("int64")),
        redacted_pence=_sum(wide.redacted.ifelse(wide.amount_pence, 0)),
        first_date=wide.day.min(),
        last_date=wide.day.max(),
    )


def cube(mapped: ir.Table) -> ir.Table:
    """organisation_id, supplier_no, category_no, month, decided, band, payments, amount_pence, redacted,
    redacted_pence."""
    return mapped.select(*BY, "payments", "amount_pence", "redacted", "redacted_pence")


def summed_by(cube: ir.Table, by: tuple[str, ...]) -> ir.Table:
    """`by`, payments, amount_pence, redacted, redacted_pence: fewer rows for questions that ask of no other column."""
    columns = ("payments", "amount_pence", "redacted", "redacted_pence")
    return cube.group_by(*by).agg(**{name: _sum(cube[name]) for name in columns})


def doubtful(cube: ir.Table) -> ir.Table:
    """The columns of `BY_SUPPLIER`, payments, amount_pence, stake_pence, low_pence: what of each supplier's category is
    not sure, and nobody settled. stake_pence: what came to in each month, added up whichever way it went; low_pence:
    the part of it that is unlikely or not known."""
    known = cube.filter(cube.supplier_no.notnull() & ~cube.decided & (cube.band != "high"))
    stake = known.amount_pence.abs()
    return known.group_by(*BY_SUPPLIER).agg(
        **_summed(known), stake_pence=_sum(stake), low_pence=_sum((known.band == "middle").ifelse(0, stake))
    )


def by_supplier_organisation(mapped: ir.Table) -> ir.Table:
    """supplier_no, organisation_id, payments, amount_pence, first_date, last_date."""
    known = mapped.filter(mapped.supplier_no.notnull())
    return known.group_by("supplier_no", "organisation_id").agg(**_summed(known), **_dated(known))


def by_supplier(by_supplier_organisation: ir.Table, spelt: ir.Table) -> ir.Table:
    """supplier_no, organisations, payments, amount_pence, first_date, last_date, spellings."""
    paired = by_supplier_organisation
    totals = paired.group_by("supplier_no").agg(organisations=paired.count(), **_summed(paired), **_dated(paired))
    spellings = spelt.group_by("supplier_no").agg(spellings=spelt.spelling_id.nunique())
    return totals.left_join(spellings, "supplier_no").select(*totals.columns, "spellings")


def by_category_organisation(mapped: ir.Table) -> ir.Table:
    """category_no, organisation_id, payments, amount_pence, first_date, last_date."""
    return mapped.group_by("category_no", "organisation_id").agg(**_summed(mapped), **_dated(mapped))


def line_firsts(payments: ir.Table, category_of_payment: ir.Table) -> ir.Table:
    """line_id, amount_pence, date: the largest amount and the latest date of each line's payments, without those of
    which a person said something."""
    plain = payments.anti_join(category_of_payment, "payment_id")
    return plain.group_by("line_id").agg(amount_pence=plain.amount_pence.max(), date=plain.date.max())


def leading(
    payments: ir.Table, mapped_lines: ir.Table, category_of_payment: ir.Table, line_firsts: ir.Table, first: int
) -> ir.Table:
    """sort (``amount`` or ``date``), category_no, place (from 1), payment_id, amount_pence, date: the first payments of
    each category, as many as `first`, with the largest or the latest first, equals by payment_id.

    Only lines of which some payment may be among these are gone into: of as many payments as are wanted, none comes
    after the first payments of as many lines.
    """
    said = category_of_payment.select("payment_id", said="category_no")
    firsts = line_firsts.join(mapped_lines.select("line_id", "category_no"), "line_id")
    parts = []
    for sort, column in (("amount", "amount_pence"), ("date", "date")):
        window = ibis.window(group_by=firsts.category_no, order_by=ibis.desc(firsts[column], nulls_first=False))
        likely = firsts.mutate(rank=ibis.rank().over(window))
        likely = likely.filter(likely.rank < first).select("line_id", "category_no")
        plain = payments.join(likely, "line_id").anti_join(said, "payment_id")
        own = payments.join(said, "payment_id")
        columns = ("category_no", "payment_id", "amount_pence", "date")
        own = own.select("payment_id", "amount_pence", "date", category_no=own.said.cast("int16")).select(*columns)
        plain = plain.mutate(category_no=plain.category_no.cast("int16"))
        every = ibis.union(plain.select(*columns), own)
        order = [ibis.desc(every[column], nulls_first=False), every.payment_id.asc()]
        window = ibis.window(group_by=every.category_no, order_by=order)
        placed = every.mutate(place=ibis.row_number().over(window).cast("int64") + 1)
        placed = placed.filter(placed.place <= first)
        parts.append(placed.select("category_no", "place", *columns[1:], sort=ibis.literal(sort)))
    return ibis.union(*parts).select("sort", "category_no", "place", "payment_id", "amount_pence", "date")


def _in_order(by: tuple[str, ...]) -> list[ir.Value]:
    return [ibis.asc(name, nulls_first=True) for name in by]


def _band(category_no: ir.Column, confidence: ir.Column) -> ir.Column:
    """How sure the category is: high, middle or low; none where there is none."""
    likely = (confidence >= SURE).ifelse("high", (confidence < UNSURE).ifelse("low", "middle"))
    return category_no.isnull().ifelse("none", confidence.isnull().ifelse("low", likely))


def _summed(table: ir.Table) -> dict[str, ir.Scalar]:
    return {"payments": _sum(table.payments), "amount_pence": _sum(table.amount_pence)}


def _dated(table: ir.Table) -> dict[str, ir.Scalar]:
    return {"first_date": table.first_date.min(), "last_date": table.last_date.max()}


def _sum(column: ir.Column) -> ir.Scalar:
    return column.sum().fill_null(0).cast("int64")
