"""The columns of the tables that maps are made of, and of those that they read of a build."""

import polars as pl

LEADING = 1_000
"""How many payments of each category are kept in order, largest and newest first: the pages of a list that are seen."""

_COUNTED = {"payments": pl.Int64(), "amount_pence": pl.Int64()}

GIVEN: dict[str, dict[str, pl.DataType]] = {
    "suppliers": {
        "supplier_no": pl.Int32(),
        "supplier_id": pl.String(),
        "supplier": pl.String(),
        "kind": pl.String(),
        "company_number": pl.String(),
        "status": pl.String(),
        "group_name": pl.String(),
        "sme": pl.Boolean(),
        "vcse": pl.Boolean(),
        "postcode": pl.String(),
        "mentions": pl.Int32(),
        "confidence": pl.Float64(),
        "technology": pl.String(),
    },
    "supplier_of": {
        "mention_id": pl.Int32(),
        "supplier_no": pl.Int32(),
        "confidence": pl.Float64(),
        "why": pl.String(),
    },
    "categories": {
        "category_no": pl.Int16(),
        "category": pl.String(),
        "name": pl.String(),
        "parent": pl.String(),
        "is_ict": pl.Boolean(),
    },
    "category_of": {
        "line_id": pl.Int32(),
        "category_no": pl.Int16(),
        "confidence": pl.Float64(),
        "why": pl.String(),
        "decided": pl.Boolean(),
    },
    "category_of_payment": {"payment_id": pl.Int64(), "category_no": pl.Int16(), "why": pl.String()},
}
"""What the rooms above give: who each mention is, and what each line was for."""

BUILT: dict[str, dict[str, pl.DataType]] = {
    "mentions": {"mention_id": pl.Int32(), "spelling_id": pl.Int32(), "company_number": pl.String(), **_COUNTED},
    "lines": {
        "line_id": pl.Int32(),
        "organisation_id": pl.Int32(),
        "mention_id": pl.Int32(),
        "department_id": pl.Int32(),
        "description_id": pl.Int32(),
        "account_id": pl.Int32(),
        "code_id": pl.Int32(),
        **_COUNTED,
    },
    "payments": {
        "payment_id": pl.Int64(),
        "organisation_id": pl.Int32(),
        "date": pl.Date(),
        "month": pl.Date(),
        "amount_pence": pl.Int64(),
        "redacted": pl.Boolean(),
        "line_id": pl.Int32(),
    },
}
"""What is read of a build's own tables."""
