"""The payments table: one row for each payment that counts, in numbers where texts repeat."""

import ibis.expr.types as ir


def payments(
    tidy: ir.Table,
    files: ir.Table,
    organisations: ir.Table,
    spellings: ir.Table,
    departments: ir.Table,
    descriptions: ir.Table,
) -> ir.Table:
    """One row for each row of `tidy`.

    tidy: canonical payments with `position`, their 0-based place in their file's tidy payments.
    files: sha256, file_id, first_payment_id. A payment's number is its file's first number plus its position, so the
    number alone says where in which tidy file the rest of it is. The others are tables of `names`.
    """
    joined = (
        tidy.join(files.select("sha256", "file_id", "first_payment_id"), "sha256")
        .left_join(organisations.select("organisation_code", "organisation_id"), "organisation_code")
        .left_join(spellings.select("supplier", "supplier_id", "spelling_id"), "supplier")
        .left_join(departments.select("department", "department_id"), "department")
        .left_join(descriptions.select("description", "description_id"), "description")
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
    )
