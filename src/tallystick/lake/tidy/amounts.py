"""A column of published amounts to whole pence: `kit.money.read_amount` for every cell, quickly."""

import polars as pl

from tallystick.kit.money import read_amount

PLAIN = r"^-?£?(?:[0-9]{1,11}|[0-9]{1,3}(?:,[0-9]{3}){1,3})(?:\.[0-9]{1,2})?$"
"""Cells that need no care: at most 13 digits, so that a double holds the pounds to far within half a penny and
rounding a hundred times it gives the exact pence."""

LONG_TAILED = r"^-?[0-9]{1,9}\.[0-9]{3,17}$"
"""What a spreadsheet makes of sums, such as ``1668.8000000000002``. A double is within a hundred-thousandth of a
penny of it, so that its rounding is sure unless it is that near to half a penny."""

_NEAR_HALF = 0.001
_WHOLE_ENOUGH = 0.0001


def read_amounts(cells: pl.Series) -> pl.DataFrame:
    """cells: String, unstripped, null for blank. Returns ``pence`` (Int64, null if unreadable) and ``rounded``
    (Boolean).

    Cells that are neither `PLAIN` nor surely rounded are read one distinct cell at a time.
    """
    cell = pl.col("cell")
    frame = cells.alias("cell").to_frame().select(cell, trimmed=cell.str.strip_chars())
    frame = frame.with_columns(plain=pl.col("trimmed").str.contains(PLAIN).fill_null(False))
    hundredfold = pl.col("trimmed").str.replace_all(r"[,£]", "").cast(pl.Float64, strict=False) * 100
    frame = frame.with_columns(hundredfold=hundredfold).with_columns(nearest=pl.col("hundredfold").round())
    off = (pl.col("hundredfold") - pl.col("nearest")).abs()
    if not frame["plain"].all():
        tailed = pl.col("trimmed").str.contains(LONG_TAILED).fill_null(False) & (off < 0.5 - _NEAR_HALF)
        frame = frame.with_columns(tailed=tailed & ~pl.col("plain"))
    else:
        frame = frame.with_columns(tailed=pl.lit(False))
    quick = pl.col("plain") | pl.col("tailed")
    careful = frame.filter(~quick & cell.is_not_null())["cell"].unique().to_list()
    read = {text: read_amount(text) for text in careful}
    values = {text: amount.pence for text, amount in read.items() if amount is not None}
    rounded = [text for text, amount in read.items() if amount is not None and amount.rounded]
    by_care = (
        cell.replace_strict(list(values), list(values.values()), default=None, return_dtype=pl.Int64)
        if values
        else pl.lit(None, pl.Int64)
    )
    return frame.select(
        pence=pl.when(quick).then(pl.col("nearest").cast(pl.Int64, strict=False)).otherwise(by_care),
        rounded=(pl.col("tailed") & (off > _WHOLE_ENOUGH)) | cell.is_in(rounded).fill_null(False),
    )
