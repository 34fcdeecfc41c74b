"""A list of names from anywhere, resolved: alone, or with what is known."""

from dataclasses import dataclass

import polars as pl

from tallystick.lake.companies.numbers import company_number
from tallystick.lake.tidy.names import supplier_key
from tallystick.suppliers.resolution import UNIT_COLUMNS, Resolution
from tallystick.suppliers.resolving import Register, Technology, resolve
from tallystick.suppliers.rules.kinds import SUPPLIER
from tallystick.suppliers.units import unit_of

NO_NAME = "There is no name here."
COLUMNS = ("supplier_id", "supplier_name", "confidence", "why", "candidates")


@dataclass(frozen=True)
class Listed:
    """names, and as many company numbers, VAT numbers and postcodes (each "" where there is none)."""

    names: list[str]
    company_numbers: list[str]
    vat_numbers: list[str]
    postcodes: list[str]


def resolve_list(
    listed: Listed,
    *,
    known: Resolution | None = None,
    register: Register | None = None,
    technology: Technology | None = None,
) -> pl.DataFrame:
    """One row a name, in order: COLUMNS, all text but confidence (null where there is no supplier).

    supplier_id is "" where a name is no supplier. known: what is loaded, whose suppliers keep their ids.
    """
    units = [
        unit_of(supplier_key(name) or name.strip(), company_number(number)) if name.strip() else ""
        for name, number in zip(listed.names, listed.company_numbers, strict=True)
    ]
    rows = pl.DataFrame(
        {
            "unit": units,
            "name": listed.names,
            "company_number": listed.company_numbers,
            "vat": listed.vat_numbers,
            "postcode": listed.postcodes,
        },
        schema=dict.fromkeys(("unit", "name", "company_number", "vat", "postcode"), pl.String),
    ).with_row_index("at")
    found = _resolution(rows.filter(pl.col("unit") != ""), known, register, technology)
    named = found.suppliers.select("supplier_id", pl.col("name").alias("supplier_name"))
    told = (
        found.rows.join(named, on="supplier_id")
        .join(found.offers, on="unit", how="left")
        .select(
            "unit",
            "kind",
            "supplier_id",
            "supplier_name",
            "confidence",
            "why",
            pl.col("candidates").list.join(" ").fill_null("").alias("candidates"),
        )
    )
    both = rows.select("at", "unit").join(told, on="unit", how="left").sort("at")
    is_one = pl.col("kind") == SUPPLIER
    return both.select(
        *(pl.when(is_one).then(pl.col(c)).otherwise(pl.lit("")).alias(c) for c in ("supplier_id", "supplier_name")),
        pl.when(is_one).then(pl.col("confidence")).alias("confidence"),
        pl.col("why").fill_null(NO_NAME),
        pl.when(is_one).then(pl.col("candidates")).otherwise(pl.lit("")).alias("candidates"),
    )


def _resolution(
    rows: pl.DataFrame, known: Resolution | None, register: Register | None, technology: Technology | None
) -> Resolution:
    units = _units(rows)
    if known is None:
        return resolve(units, register=register, technology=technology)
    before = known.rows.select(list(UNIT_COLUMNS))
    new = units.join(before.select("unit"), on="unit", how="anti").select(list(UNIT_COLUMNS))
    everything = pl.concat([before, new])
    return resolve(everything, decisions=known.decisions, register=register, technology=technology, before=known)


def _units(rows: pl.DataFrame) -> pl.DataFrame:
    """One row a unit, called by its commonest spelling (of equals, the one that sorts first)."""
    spellings = rows.group_by("unit", "name").len().sort("unit", "len", "name", descending=[False, True, False])
    names = spellings.unique("unit", keep="first", maintain_order=True).select("unit", "name")

    def distinct(column: str) -> pl.Expr:
        return pl.col(column).filter(pl.col(column) != "").unique().sort()

    its = rows.group_by("unit").agg(
        pl.col("company_number").filter(pl.col("company_number") != "").first(),
        distinct("vat").alias("vat_numbers"),
        distinct("postcode").alias("postcodes"),
        pl.len().cast(pl.Int64).alias("payments"),
    )
    found = names.join(its, on="unit").with_columns(
        supplier_numbers=pl.lit(None, pl.List(pl.String)), pence=pl.lit(0, pl.Int64)
    )
    return found.select(pl.col(column).cast(dtype) for column, dtype in UNIT_COLUMNS.items())
