"""What decisions about suppliers speak of: a name's key, with the company number that was published with it."""

import polars as pl

_BETWEEN = " #"


def unit_of(supplier_key: str, company_number: str | None) -> str:
    """The unit of a name's key and the company number that it was published with."""
    return f"{supplier_key}{_BETWEEN}{company_number}" if company_number else supplier_key


def unit_column() -> pl.Expr:
    """`unit_of` of the columns supplier_key and company_number, as the column unit."""
    key, number = pl.col("supplier_key").fill_null(""), pl.col("company_number")
    numbered = number.is_not_null() & (number != "")
    return pl.when(numbered).then(key + pl.lit(_BETWEEN) + number).otherwise(key).alias("unit")


def unit_parts(unit: str) -> tuple[str, str | None]:
    """A unit's name, folded, and the company number that it was published with."""
    key, _, number = unit.partition(_BETWEEN)
    return key, number or None
