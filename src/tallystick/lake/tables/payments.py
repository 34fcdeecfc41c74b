"""The payments table: one row for each payment that counts, in numbers where texts repeat."""

import ibis
import ibis.expr.types as ir

LINE = ("organisation_id", "mention_id", "department_id", "description_id", "account_id", "code_id")
"""Payments alike in all of these are one line: what is thought of one of them is thought of all."""


def paid(
    tidy: ir.Table,
    files: ir.Table,
    organisations: ir.Table,
    mentioned: ir.Table,
    departments: ir.Table,
    descriptions: ir.Table,
    accounts: ir.Table,
    codes: ir.Table,
) -> ir.Table:
    """One row for each row of `tidy`: what `payments` has but for its line, and what `evidence` is made of.

    tidy: canonical payments with `position`, their 0-based place in their file's tidy payments.
    files: sha256, file_id, first_payment_id. A payment's number is its file's first number plus its position, so the
    number alone says where in which tidy file the rest of it is. The others are tables of `names`.
    """
    whose = mentioned.select("supplier", "mention_id", "supplier_id", "spelling_id", number="company_number")
    coded = codes.select("code_id", scheme="category_scheme", code="category_code")
    joined = (
        tidy.join(files.select("sha256", "file_id", "first_payment_id"), "sha256")
        .left_join(organisations.select("organisation_code", "organisation_id"), "organisation_code")
        .left_join(whose, [tidy.supplier == whose.supplier, tidy.company_number.identical_to(whose.number)])
        .left_join(departments.select("department", "department_id"), "department")
        .left_join(descriptions.select("description", "description_id"), "description")
        .left_join(accounts.select("account", "account_id"), "account")
        .left_join(coded, [tidy.category_code == coded.code, tidy.category_scheme.identical_to(coded.scheme)])
    )
    return joined.select(
        payment_id=joined.first_payment_id + joined.position,
        file_id=joined.file_id,
        sheet=joined.sheet,
        row=joined.row,
        organisation_id=joined.organisation_id,
        department_id=joined.department_id,
        supplier_id=joined.supplier_id,
        spelling_id=joined.spelling_id,
        description_id=joined.description_id,
        date=joined.date,
        month=joined.month,
        amount_pence=joined.amount_pence,
        redacted=joined.redacted.fill_null(False),
        duplicate=joined.duplicate.fill_null(False),
        card=joined.card.fill_null(False),
        mention_id=joined.mention_id,
        account_id=joined.account_id,
        code_id=joined.code_id,
        supplier_number=joined.supplier_number,
        vat_number=joined.vat_number,
        postcode=joined.supplier_postcode,
    )


def lines(paid: ir.Table) -> ir.Table:
    """line_id, the columns of `LINE`, payments, amount_pence: one row for each distinct combination, nulls included."""
    summed = paid.group_by(*LINE).agg(payments=paid.count(), amount_pence=_pence(paid))
    order = [summed[name].asc(nulls_first=True) for name in LINE]
    numbered = summed.mutate(line_id=ibis.row_number().over(order_by=order).cast("int32"))
    return numbered.select("line_id", *LINE, "payments", "amount_pence")


def evidence(paid: ir.Table) -> ir.Table:
    """mention_id, organisation_id, supplier_number, vat_number, postcode, payments, amount_pence: what each
    organisation published beside each mention."""
    named = paid.filter(paid.mention_id.notnull())
    by = ("mention_id", "organisation_id", "supplier_number", "vat_number", "postcode")
    return named.group_by(*by).agg(payments=named.count(), amount_pence=_pence(named))


def payments(paid: ir.Table, lines: ir.Table) -> ir.Table:
    """One row for each row of `paid`, with its line; the account and the code are its line's."""
    of = lines.select("line_id", **{f"line_{name}": lines[name] for name in LINE})
    joined = paid.left_join(of, [paid[name].identical_to(of[f"line_{name}"]) for name in LINE])
    return joined.select(
        "payment_id",
        "file_id",
        "sheet",
        "row",
        "organisation_id",
        "department_id",
        "supplier_id",
        "spelling_id",
        "description_id",
        "date",
        "month",
        "amount_pence",
        "redacted",
        "duplicate",
        "card",
        "mention_id",
        "line_id",
    )


def _pence(payments: ir.Table) -> ir.Scalar:
    return payments.amount_pence.sum().fill_null(0).cast("int64")
