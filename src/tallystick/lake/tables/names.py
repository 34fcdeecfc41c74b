"""Each distinct text once, with a number.

Payments repeat a few hundred thousand texts millions of times. Numbering the texts once makes the payments table
small and quick to write, lets a search look at each text once instead of at every payment, and makes every filter a
comparison of whole numbers. Numbers follow the order of the texts, so the same payments give the same numbers on any
engine. A null text has no number.
"""

import ibis
import ibis.expr.types as ir


def organisations(tidy: ir.Table) -> ir.Table:
    """organisation_id, organisation_code, organisation: one row for each code, under the name most payments have.

    Of names that are equally common, the first in order of text.
    """
    known = tidy.filter(tidy.organisation_code.notnull() & tidy.organisation.notnull())
    spelt = known.group_by("organisation_code", "organisation").agg(payments=known.count())
    order = [spelt.payments.desc(), spelt.organisation.asc()]
    ranked = spelt.mutate(place=ibis.row_number().over(group_by="organisation_code", order_by=order))
    named = ranked.filter(ranked.place == 0).select("organisation_code", "organisation")
    return _numbered(named, "organisation_id", "organisation_code")


def named(tidy: ir.Table) -> ir.Table:
    """supplier, company_number, supplier_key, payments, amount_pence: each name with each of its numbers.

    A name has one key, so any row of it will do.
    """
    named = tidy.filter(tidy.supplier.notnull())
    return named.group_by("supplier", "company_number").agg(
        supplier_key=named.supplier_key.arbitrary(),
        payments=named.count(),
        amount_pence=named.amount_pence.sum().fill_null(0).cast("int64"),
    )


def written(named: ir.Table) -> ir.Table:
    """spelling_id, supplier, supplier_id, supplier_key, payments: every supplier's name as written, once.

    Names of one key have one supplier_id.
    """
    counted = named.group_by("supplier").agg(
        supplier_key=named.supplier_key.arbitrary(), payments=named.payments.sum().cast("int64")
    )
    keyed = counted.filter(counted.supplier_key.notnull())
    among = ibis.dense_rank().over(order_by=keyed.supplier_key.asc()).cast("int32")
    keys = keyed.mutate(supplier_id=among)
    keyless = counted.filter(counted.supplier_key.isnull()).mutate(supplier_id=ibis.null("int32"))
    return _numbered(ibis.union(keys, keyless), "spelling_id", "supplier")


def mentioned(named: ir.Table, written: ir.Table) -> ir.Table:
    """mention_id, spelling_id, supplier_id, supplier, company_number, payments, amount_pence: one row a mention."""
    joined = named.join(written.select("supplier", "spelling_id", "supplier_id"), "supplier")
    return _numbered(
        joined.select("spelling_id", "supplier_id", "supplier", "company_number", "payments", "amount_pence"),
        "mention_id",
        "spelling_id",
        "company_number",
    )


def mentions(mentioned: ir.Table) -> ir.Table:
    """mention_id, spelling_id, company_number, payments, amount_pence."""
    return mentioned.select("mention_id", "spelling_id", "company_number", "payments", "amount_pence")


def spellings(written: ir.Table) -> ir.Table:
    """spelling_id, supplier (as written), supplier_id, payments."""
    return written.select("spelling_id", "supplier", "supplier_id", "payments")


def suppliers(written: ir.Table) -> ir.Table:
    """supplier_id, supplier_key, supplier, spellings: one row for each key, under its commonest spelling.

    Of spellings that are equally common, the first in order of text.
    """
    keyed = written.filter(written.supplier_id.notnull())
    among = ibis.window(group_by="supplier_id", order_by=[keyed.payments.desc(), keyed.spelling_id.asc()])
    ranked = keyed.mutate(place=ibis.row_number().over(among), spellings=keyed.count().over(among))
    return ranked.filter(ranked.place == 0).select("supplier_id", "supplier_key", "supplier", "spellings")


def departments(tidy: ir.Table) -> ir.Table:
    """department_id, department."""
    return _numbered(_distinct(tidy, "department"), "department_id", "department")


def descriptions(tidy: ir.Table) -> ir.Table:
    """description_id, description."""
    return _numbered(_distinct(tidy, "description"), "description_id", "description")


def accounts(tidy: ir.Table) -> ir.Table:
    """account_id, account."""
    return _numbered(_distinct(tidy, "account"), "account_id", "account")


def codes(tidy: ir.Table) -> ir.Table:
    """code_id, category_scheme, category_code: each code of each scheme."""
    return _numbered(_distinct(tidy, "category_code", "category_scheme"), "code_id", "category_scheme", "category_code")


def _distinct(tidy: ir.Table, column: str, *others: str) -> ir.Table:
    return tidy.filter(tidy[column].notnull()).select(*others, column).distinct()


def _numbered(table: ir.Table, number: str, *by: str) -> ir.Table:
    """`table` with a number, from 0, in the order of its columns `by`; nulls come first."""
    order = [table[name].asc(nulls_first=True) for name in by]
    numbered = table.mutate(**{number: ibis.row_number().over(order_by=order).cast("int32")})
    return numbered.select(number, *table.columns)
