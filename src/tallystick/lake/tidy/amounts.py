"""A column of published amounts to whole pence: `kit.money.read_amount` for every cell, quickly."""

import polars as pl

from tallystick.kit.money import read_amount

PLAIN = r"^-?£?(?:\d{1,11}|\d{1,3}(?:,\d{3}){1,3})(?:\.\d{1,2})?$"
"""Cells that need no care: at most 13 digits, so that a double holds the pounds to far within half a penny and
rounding a hundred times it gives the exact pence. Everything else is read one distinct cell at a time."""


def read_amounts(cells: pl.Series) -> pl.DataFrame:
    """cells: String, unstripped, null for blank. Returns ``pence`` (Int64, null if unreadable) and ``rounded`` (Boolean)."""
    name = cells.name or "cells"
    stripped = cells.alias(name).str.strip_chars()
    plain = stripped.str.contains(PLAIN).fill_null(False)
    digits = stripped.str.replace_all(r"[,£]", "") if stripped.str.contains(r"[,£]").any() else stripped
    pence = (digits.cast(pl.Float64, strict=False) * 100).round().cast(pl.Int64, strict=False)
    careful = cells.filter(~plain & cells.is_not_null()).unique().to_list()
    if not careful:
        return pl.DataFrame({"pence": pence, "rounded": pl.repeat(False, len(cells), dtype=pl.Boolean, eager=True)})
    read = {text: read_amount(text) for text in careful}
    values = {text: amount.pence for text, amount in read.items() if amount is not None}
    rounded = [text for text, amount in read.items() if amount is not None and amount.rounded]
    by_care = (
        cells.replace_strict(list(values), list(values.values()), default=None, return_dtype=pl.Int64)
        if values
        else pl.repeat(None, len(cells), dtype=pl.Int64, eager=True)
    )
    both = pl.select(pl.when(plain).then(pence).otherwise(by_care)).to_series()
    return pl.DataFrame({"pence": both, "rounded": cells.is_in(rounded).fill_null(False)})
