"""What pages show without counting payments again.

Money is in whole pence; null stands for "not known". Of a payment of which only the month is known, first_date and
last_date take the first day of it.
"""

import ibis
import ibis.expr.types as ir


def by_organisation(
    payments: ir.Table,
    by_supplier_organisation: ir.Table,
    by_month: ir.Table,
    organisations: ir.Table,
) -> ir.Table:
    """organisation_id, organisation_code, organisation, payments, amount_pence, suppliers, first_date, last_date,
    months, redacted, redacted_pence, duplicates: one row a publisher, and one for payments with no known publisher.

    `suppliers` counts supplier keys; `months` counts months with a payment in them.
    """
    totals = payments.group_by("organisation_id").agg(
        payments=payments.count(),
        amount_pence=_pence(payments.amount_pence),
        first_date=_day(payments).min(),
        last_date=_day(payments).max(),
        redacted=_count(payments.redacted),
        redacted_pence=_pence(payments.redacted.ifelse(payments.amount_pence, 0)),
        duplicates=_count(payments.duplicate),
    )
    suppliers = by_supplier_organisation.group_by("organisation_id").agg(
        suppliers=by_supplier_organisation.supplier_id.count()
    )
    months = by_month.group_by("organisation_id").agg(months=by_month.month.count())
    joined = _beside(_beside(totals, suppliers, "organisation_id"), months, "organisation_id")
    return _with_organisation(joined, organisations).select(
        "organisation_id",
        "organisation_code",
        "organisation",
        "payments",
        "amount_pence",
        "suppliers",
        "first_date",
        "last_date",
        "months",
        "redacted",
        "redacted_pence",
        "duplicates",
    )


def by_supplier(by_supplier_organisation: ir.Table, suppliers: ir.Table) -> ir.Table:
    """supplier_id, supplier_key, supplier, spellings, organisations, payments, amount_pence, first_date, last_date.

    One row a supplier key, and one for payments with no supplier.
    """
    paired = by_supplier_organisation
    totals = paired.group_by("supplier_id").agg(
        organisations=paired.count(),
        payments=_pence(paired.payments),
        amount_pence=_pence(paired.amount_pence),
        first_date=paired.first_date.min(),
        last_date=paired.last_date.max(),
    )
    joined = totals.left_join(suppliers, "supplier_id")
    return joined.select(
        "supplier_id",
        "supplier_key",
        "supplier",
        spellings=joined.spellings.fill_null(0),
        organisations=joined.organisations,
        payments=joined.payments,
        amount_pence=joined.amount_pence,
        first_date=joined.first_date,
        last_date=joined.last_date,
    )


def by_supplier_organisation(payments: ir.Table) -> ir.Table:
    """organisation_id, supplier_id, payments, amount_pence, first_date, last_date."""
    return payments.group_by("organisation_id", "supplier_id").agg(
        payments=payments.count(),
        amount_pence=_pence(payments.amount_pence),
        first_date=_day(payments).min(),
        last_date=_day(payments).max(),
    )


def by_month(payments: ir.Table) -> ir.Table:
    """organisation_id, month (its first day; null where no date), payments, amount_pence."""
    return _summed(payments, "organisation_id", "month")


def by_department(payments: ir.Table) -> ir.Table:
    """organisation_id, department_id, payments, amount_pence."""
    return _summed(payments, "organisation_id", "department_id")


def by_description(payments: ir.Table) -> ir.Table:
    """description_id, payments, amount_pence."""
    return _summed(payments, "description_id")


def by_file(payments: ir.Table) -> ir.Table:
    """file_id, payments, amount_pence: what the build holds of each file, to be checked against its reading."""
    return _summed(payments, "file_id")


def totals(
    by_organisation: ir.Table,
    by_supplier: ir.Table,
    by_month: ir.Table,
    files: ir.Table,
) -> ir.Table:
    """One row: payments, amount_pence, organisations, suppliers, months, redacted, redacted_pence, duplicates,
    first_date, last_date, files, refused, held, quarantined, quarantined_pence.

    `files` counts all files that were given; `held` those whose payments count in no total.
    """
    organisations = by_organisation.agg(
        payments=by_organisation.payments.sum().fill_null(0).cast("int64"),
        amount_pence=_pence(by_organisation.amount_pence),
        organisations=by_organisation.organisation_code.count(),
        redacted=by_organisation.redacted.sum().fill_null(0).cast("int64"),
        redacted_pence=_pence(by_organisation.redacted_pence),
        duplicates=by_organisation.duplicates.sum().fill_null(0).cast("int64"),
        first_date=by_organisation.first_date.min(),
        last_date=by_organisation.last_date.max(),
    )
    suppliers = by_supplier.agg(suppliers=by_supplier.supplier_key.count())
    months = by_month.agg(months=by_month.month.nunique())
    given = files.agg(
        files=files.count(),
        refused=_count(files.outcome == "refused"),
        held=_count((files.outcome != "refused") & ~files.standing),
        quarantined=files.quarantined.sum().fill_null(0).cast("int64"),
        quarantined_pence=_pence(files.quarantined_pence),
    )
    return organisations.cross_join(suppliers).cross_join(months).cross_join(given)


def _summed(payments: ir.Table, *by: str) -> ir.Table:
    return payments.group_by(*by).agg(payments=payments.count(), amount_pence=_pence(payments.amount_pence))


def _day(payments: ir.Table) -> ir.DateColumn:
    """The date; where only the month is known, its first day."""
    return ibis.coalesce(payments.date, payments.month)


def _pence(column: ir.Column) -> ir.Scalar:
    """The sum as a whole number: engines widen sums differently, and a sum of nothing is nought."""
    return column.sum().fill_null(0).cast("int64")


def _count(condition: ir.Column) -> ir.Scalar:
    return condition.fill_null(False).cast("int64").sum().fill_null(0).cast("int64")


def _beside(left: ir.Table, right: ir.Table, by: str) -> ir.Table:
    """A join in which the "not known" rows meet each other, as null never equals null."""
    return left.left_join(right, left[by].fill_null(-1) == right[by].fill_null(-1)).drop(f"{by}_right")


def _with_organisation(table: ir.Table, organisations: ir.Table) -> ir.Table:
    return table.left_join(organisations, "organisation_id")


__all__ = [
    "by_department",
    "by_description",
    "by_file",
    "by_month",
    "by_organisation",
    "by_supplier",
    "by_supplier_organisation",
    "totals",
]
