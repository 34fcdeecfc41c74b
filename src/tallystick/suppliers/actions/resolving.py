"""Work out who is who, from all that was published and all that people said."""

from collections.abc import Callable

import polars as pl

from tallystick.lake.store import lookups_evidence
from tallystick.lake.store.home import Home
from tallystick.suppliers import queries
from tallystick.suppliers.kept import keep_resolution, kept_resolution, kept_with
from tallystick.suppliers.register import register_id, register_of, technology_code
from tallystick.suppliers.resolving import Resolution, resolve

Say = Callable[[str], None]


def resolve_all(*, home: Home, say: Say | None = None) -> tuple[Resolution, pl.DataFrame]:
    """Works out every supplier of the build in use, and keeps the answer.

    Gives it, and the unit of each mention (mention_id, unit). Suppliers that were known before keep their ids. Raises
    NothingLoaded before the first build.
    """
    before = kept_resolution(home)
    mentions = with_units(lookups_evidence.mentions(home))
    found = resolve(
        units_of_mentions(mentions),
        decisions=queries.decisions(),
        register=register_of(home),
        technology=technology_code,
        before=before,
        again=before is not None and kept_with(home) != register_id(home),
        say=say,
    )
    keep_resolution(home, found, register_id(home))
    return found, mentions.select("mention_id", "unit")


def with_units(mentions: pl.DataFrame) -> pl.DataFrame:
    """`mentions` with `unit`: the name's key, and the company number it was published with if there is one."""
    number = pl.col("company_number")
    key = pl.col("supplier_key").fill_null("")
    return mentions.with_columns(unit=pl.when(number.is_null()).then(key).otherwise(key + " #" + number))


def units_of_mentions(mentions: pl.DataFrame) -> pl.DataFrame:
    """One row a unit, as `rules.resolving.resolve` takes them; the name is the spelling that most payments have."""
    lists = [
        pl.col(c).list.explode(keep_nulls=False, empty_as_null=False).unique().sort()
        for c in ("vat_numbers", "postcodes", "supplier_numbers")
    ]
    common = pl.col("supplier").sort_by("payments", "supplier", descending=[True, False]).first()
    return (
        mentions.group_by("unit")
        .agg(
            common.alias("name"),
            pl.col("company_number").first(),
            *lists,
            pl.col("payments").sum(),
            pl.col("pence").sum(),
        )
        .sort("unit")
    )
