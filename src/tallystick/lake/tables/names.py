"""Each distinct text once, with a number.

Payments repeat a few hundred thousand texts millions of times. Numbering the texts once makes the payments table
small and quick to write, lets a search look at each text once instead of at every payment, and makes every filter a
comparison of whole numbers. Numbers follow the order of the texts, so the same payments give the same numbers on any
engine. A null text has no number.
"""

import ibis
import ibis.expr.types as ir


def organisations(tidy: ir.Table) -> ir.Table:
    """organisation_id, organisation_code, organisation: one row for each code, under the name most payments have."""
    known = tidy.filter(tidy.organisation_code.notnull() & tidy.organisation.notnull())
    spelt = known.group_by("organisation_code", "organisation").agg(payments=known.count())
    named = _commonest(spelt, of="organisation", by="organisation_code")
    return _numbered(named, "organisation_id", "organisation_code")


def suppliers(spellings: ir.Table) -> ir.Table:
    """supplier_id, supplier_key, supplier, spellings: one row for each key, under its commonest spelling.

    `spellings` is the table that `spellings` gives, before it is numbered.
    """
    known = spellings.filter(spellings.supplier_key.notnull())
    named = _commonest(known, of="supplier", by="supplier_key", count_as="spellings")
    return _numbered(named, "supplier_id", "supplier_key")


def spellings(tidy: ir.Table) -> ir.Table:
    """supplier, supplier_key, payments: every name as written, once. A name has one key, so any row of it will do."""
    written = tidy.filter(tidy.supplier.notnull())
    return written.group_by("supplier").agg(supplier_key=written.supplier_key.arbitrary(), payments=written.count())


def spellings_numbered(spellings: ir.Table, suppliers: ir.Table) -> ir.Table:
    """spelling_id, supplier (as written), supplier_id."""
    ids = suppliers.select("supplier_key", "supplier_id")
    joined = spellings.left_join(ids, "supplier_key")
    return _numbered(joined.select("supplier", "supplier_id"), "spelling_id", "supplier")


def departments(tidy: ir.Table) -> ir.Table:
    """department_id, department."""
    return _numbered(_distinct(tidy, "department"), "department_id", "department")


def descriptions(tidy: ir.Table) -> ir.Table:
    """description_id, description, folded: `folded` is in lower case, to be searched."""
    numbered = _numbered(_distinct(tidy, "description"), "description_id", "description")
    return numbered.mutate(folded=numbered.description.lower())


def _distinct(tidy: ir.Table, column: str) -> ir.Table:
    return tidy.filter(tidy[column].notnull()).select(column).distinct()


def _commonest(counted: ir.Table, *, of: str, by: str, count_as: str | None = None) -> ir.Table:
    """One row for each `by`, with the `of` that most payments have; of equals, the first in order of text.

    count_as: what to call the number of different `of` there are, if it is wanted.
    """
    among = ibis.window(group_by=by, order_by=[counted.payments.desc(), counted[of].asc()])
    extra = {count_as: counted.count().over(among)} if count_as else {}
    ranked = counted.mutate(place=ibis.row_number().over(among), **extra)
    return ranked.filter(ranked.place == 0).select(by, of, *extra)


def _numbered(table: ir.Table, number: str, by: str) -> ir.Table:
    numbered = table.mutate(**{number: ibis.row_number().over(order_by=table[by].asc()).cast("int32")})
    return numbered.select(number, *table.columns)
