"""Company numbers beside very many plainly different names: a publisher's filler, and evidence of nothing."""

import numpy as np
import polars as pl

from tallystick.lake.companies.numbers import company_numbers
from tallystick.suppliers.decisions import Decisions
from tallystick.suppliers.rules.kinds import SUPPLIER, kind_of
from tallystick.suppliers.rules.known_names import KnownNames
from tallystick.suppliers.rules.linking import components
from tallystick.suppliers.rules.one_number import MOST_NAMES
from tallystick.suppliers.rules.weighing import weights


def number_as_registered(published: pl.Series) -> pl.Series:
    """Company numbers as the register writes them; null for what is none. Of short ones most are something else."""
    return company_numbers(published, shortest=6)


def published_number() -> pl.Expr:
    """The number that a unit goes by, or else the one that was published with it and is no evidence."""
    return pl.coalesce("number", pl.col("company_number").map_batches(number_as_registered, return_dtype=pl.String()))


def placeholders(new: pl.DataFrame, old: pl.DataFrame | None, known: KnownNames) -> list[str]:
    """Numbers of `new` that more than MOST_NAMES names have, most of them unlike. new, old: unit, name, kind,
    company_number, number, registered and key."""
    asked = new["number"].drop_nulls().unique()
    if asked.is_empty():
        return []
    its = new.select("key", "kind", "number", "registered")
    if old is not None:
        before = old.filter(pl.col("company_number").is_not_null() | pl.col("number").is_not_null())
        before = before.select("key", "kind", published_number().alias("number"), "registered")
        its = pl.concat([its, before])
    its = its.filter(pl.col("number").is_in(asked.implode()) & pl.col("registered").is_null() & (pl.col("key") >= 0))
    many = its.group_by("number").agg(pl.col("key").unique()).filter(pl.col("key").list.len() > MOST_NAMES)
    if many.is_empty():
        return []
    likely = known.pairs.odds >= weights().merge_at
    part = components(len(known.keys), known.pairs.left[likely], known.pairs.right[likely])
    return sorted(
        number
        for number, keys in many.iter_rows()
        if np.unique(part[keys], return_counts=True)[1].max() * 2 < len(keys)
    )


def without(rows: pl.DataFrame, numbers: list[str], decisions: Decisions) -> pl.DataFrame:
    """`rows` as if none of `numbers` had been published, but where the register or a person says that it is right."""
    if not numbers:
        return rows
    mere = (
        pl.col("number").is_in(numbers)
        & pl.col("registered").is_null()
        & ~pl.col("unit").is_in(sorted(decisions.company_numbers))
    )
    rows = rows.with_columns(mere=mere.fill_null(False))
    kinds = [
        kind_of(name or "", numbered=False)
        if mere and kind == SUPPLIER and unit not in decisions.not_suppliers
        else kind
        for unit, name, kind, mere in rows.select("unit", "name", "kind", "mere").iter_rows()
    ]
    rows = rows.with_columns(
        pl.Series("kind", kinds, pl.String), number=pl.when(pl.col("mere")).then(None).otherwise("number")
    )
    is_one = pl.col("kind") == SUPPLIER
    return rows.drop("mere").with_columns(
        key=pl.when(is_one).then("key").otherwise(-1), technology=pl.when(is_one).then("technology")
    )
