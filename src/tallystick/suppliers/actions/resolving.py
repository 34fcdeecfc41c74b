"""Work out who is who, from all that was published and all that people said."""

import hashlib
from collections.abc import Callable
from dataclasses import asdict
from functools import cache
from importlib.resources import files

import polars as pl

from tallystick.lake.store import lookups_evidence
from tallystick.lake.store.home import Home
from tallystick.suppliers.decisions import Decisions
from tallystick.suppliers.keeping import VERSION as NAMES_VERSION
from tallystick.suppliers.kept import MadeFrom, keep_resolution, kept_from, kept_resolution
from tallystick.suppliers.register import register_id, register_of, technology_code
from tallystick.suppliers.resolving import Resolution, resolve
from tallystick.suppliers.units import unit_column

Say = Callable[[str], None]
_REFERENCE = ("company_names.toml", "company_name_words.csv", "technology_suppliers.csv")


def made_from(home: Home, build: str, decisions: Decisions) -> MadeFrom:
    """Fingerprints of all that suppliers are worked out from. Compared, never read."""
    looked_up = _fingerprint(NAMES_VERSION, names_key(), register_id(home))
    return MadeFrom(_fingerprint(build, looked_up, repr(asdict(decisions))), looked_up)


def resolve_all(
    *, home: Home, build: str, decisions: Decisions, say: Say | None = None
) -> tuple[Resolution, pl.DataFrame]:
    """Works out every supplier of the build in use as these decisions say, and keeps the answer.

    Gives it, and the unit of each mention (mention_id, unit). Suppliers that were known before keep their ids; nothing
    is done where it was made from the same before. To be called holding `lake.build.writing(home)`.
    """
    wanted, kept, before = made_from(home, build, decisions), kept_from(home), kept_resolution(home)
    mentions = with_units(lookups_evidence.mentions(home))
    unit_of = mentions.select("mention_id", "unit")
    if before is not None and kept == wanted:
        return before, unit_of
    found = resolve(
        units_of_mentions(mentions),
        decisions=decisions,
        register=register_of(home),
        technology=technology_code,
        before=before,
        again=kept is None or kept.looked_up != wanted.looked_up,
        say=say,
    )
    keep_resolution(home, found, wanted)
    return found, unit_of


@cache
def names_key() -> str:
    """A fingerprint of the reference data that names are taken apart, compared and recognised with."""
    reference, rules = files("tallystick.reference"), files("tallystick.suppliers.rules")
    read = [reference.joinpath(name) for name in _REFERENCE] + [rules.joinpath("weights.toml")]
    return _fingerprint(*(path.read_bytes() for path in read))


def _fingerprint(*parts: object) -> str:
    return hashlib.blake2b(repr(parts).encode(), digest_size=12).hexdigest()


def with_units(mentions: pl.DataFrame) -> pl.DataFrame:
    """`mentions` with `unit`: the name's key, and the company number it was published with if there is one."""
    return mentions.with_columns(unit_column())


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
