"""The one canonical schema of tidy payments, quarantine and furniture, as Parquet.

Documented column by column in docs/reference/payments.md; a test holds the two together.
"""

import polars as pl

PAYMENTS: dict[str, pl.DataType] = {
    "organisation_code": pl.String(),
    "organisation": pl.String(),
    "department": pl.String(),
    "supplier": pl.String(),
    "supplier_key": pl.String(),
    "supplier_number": pl.String(),
    "company_number": pl.String(),
    "vat_number": pl.String(),
    "supplier_postcode": pl.String(),
    "date": pl.Date(),
    "month": pl.Date(),
    "amount_pence": pl.Int64(),
    "amount_basis": pl.String(),
    "net_pence": pl.Int64(),
    "vat_pence": pl.Int64(),
    "gross_pence": pl.Int64(),
    "description": pl.String(),
    "account": pl.String(),
    "category_code": pl.String(),
    "category_scheme": pl.String(),
    "transaction": pl.String(),
    "contract_reference": pl.String(),
    "card": pl.Boolean(),
    "redacted": pl.Boolean(),
    "duplicate": pl.Boolean(),
    "file": pl.String(),
    "sha256": pl.String(),
    "sheet": pl.String(),
    "row": pl.Int64(),
    "extra": pl.String(),
    "fingerprint": pl.UInt64(),
}
"""Tidy payments. Amounts are whole pence; `supplier_key` folds case and punctuation; `extra` is a JSON object of
published heading to cell for every column that has no canonical name; `month` is the first day
of the month and may be known where `date` is not; `fingerprint` is of organisation, date, amount and supplier, and
serves only to compare files with one another."""

QUARANTINE: dict[str, pl.DataType] = {
    "sha256": pl.String(),
    "file": pl.String(),
    "organisation_code": pl.String(),
    "organisation": pl.String(),
    "sheet": pl.String(),
    "row": pl.Int64(),
    "reason": pl.String(),
    "column": pl.String(),
    "value": pl.String(),
    "amount_pence": pl.Int64(),
    "cells": pl.String(),
}
"""Rows kept out, one each. `reason` is a short phrase (the key of the counts); `column` and `value` name the cell;
`amount_pence` is null where the amount could not be read; `cells` is a JSON array of all its cells as published."""

FURNITURE: dict[str, pl.DataType] = {
    "sha256": pl.String(),
    "sheet": pl.String(),
    "row": pl.Int64(),
    "kind": pl.String(),
    "amount_pence": pl.Int64(),
    "text": pl.String(),
}
"""Titles, headers, totals, page numbers and notes. `kind`: title, header, repeated header, total, page, section, note,
or said to be no payment."""
