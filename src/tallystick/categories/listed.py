"""What people said of suppliers, laid over what is thought of a list from anywhere."""

import polars as pl

from tallystick.categories.queries import Corrections
from tallystick.categories.sorting import overlaid
from tallystick.reference.taxonomy import taxonomy
from tallystick.suppliers.resolution import Resolution


def corrected(
    found: pl.DataFrame, supplier_ids: pl.Series, corrections: Corrections, known: Resolution
) -> pl.DataFrame:
    """`found`, as `classify` gives it, with the corrections of suppliers laid over it; in the same order.

    supplier_ids: one a row, "" where there is none. Corrections of payments and of publishers' accounts bear on what
    those publishers published, and on no list.
    """
    lines = found.with_columns(
        supplier_id=pl.when(supplier_ids != "").then(supplier_ids),
        organisation_code=pl.lit(None, pl.String),
        account=pl.lit(None, pl.String),
    ).with_row_index("line_id")
    units = dict(known.units.select("unit", "supplier_id").iter_rows())
    laid = overlaid(lines, Corrections(suppliers=corrections.suppliers), units).sort("line_id")
    is_ict = {category.code: category.is_ict for category in taxonomy().categories}
    said = laid["decided"]
    return found.with_columns(
        category=laid["category"],
        is_ict=laid["category"].replace_strict(is_ict, return_dtype=pl.Boolean),
        confidence=laid["confidence"],
        why=laid["why"],
        ict_confidence=pl.when(said).then(1.0).otherwise(pl.col("ict_confidence")),
    )
