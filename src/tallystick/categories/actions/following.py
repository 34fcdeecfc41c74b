"""Make the maps of suppliers and categories follow what was loaded and what was decided."""

import hashlib
from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime
from functools import cache
from importlib.resources import files
from pathlib import Path

import polars as pl

from tallystick.categories import queries
from tallystick.categories.classifying import ANSWERS_VERSION, classify
from tallystick.categories.model import Kept, model_for, model_key, taught_last
from tallystick.categories.sorting import overlaid
from tallystick.lake.build import writing
from tallystick.lake.build.manifest import current_id
from tallystick.lake.store import lookups_evidence, maps
from tallystick.lake.store.home import Home
from tallystick.reference.taxonomy import taxonomy
from tallystick.suppliers import actions as suppliers
from tallystick.suppliers import queries as supplier_queries
from tallystick.suppliers.actions.resolving import with_units
from tallystick.suppliers.keeping import VERSION as NAMES_VERSION
from tallystick.suppliers.kept import kept_name
from tallystick.suppliers.register import register_id
from tallystick.suppliers.resolution import Resolution

Say = Callable[[str], None]
WAIT_SECONDS = 30
PAYMENT_WHY = "A person said so, for this payment."


def follow(*, home: Home, at: datetime, learn: bool = False, say: Say | None = None) -> bool:
    """Works out suppliers and categories again where a build, a decision or a rule has changed; says whether it did.

    learn: also teach the model what people corrected since it was last taught, which takes some seconds more. It may be
    asked at any time: where nothing has changed it does nothing. Raises Refused if a load is running.
    """
    say = say or (lambda step: None)
    if current_id(home) is None or not (learn or is_behind(home)):
        return False
    if learn:
        model_for(home, taught=queries.taught(home), say=say)
        if not is_behind(home):
            return False
    with writing(home, wait_seconds=WAIT_SECONDS):
        build = current_id(home)
        if build is None:
            return False
        wanted = _keys(home, build)
        before = maps.current(home)
        same_suppliers = before is not None and before.key.split("/")[0] == wanted.split("/")[0]
        if same_suppliers and kept_name(home):
            found = supplier_queries.resolution(home)
            unit_of = with_units(lookups_evidence.mentions(home)).select("mention_id", "unit")
        else:
            say("Working out who is who")
            found, unit_of = suppliers.resolve_all(home=home, say=say)
        say("Working out what was bought")
        of = supplier_of(found, unit_of)
        lines = _thought(home, build, of, model_for(home, taught=taught_last(home), say=say))
        corrections = queries.corrections()
        units = dict(found.units.select("unit", "supplier_id").iter_rows())
        laid = overlaid(
            lines.join(of.select("mention_id", "supplier_id"), "mention_id", how="left"), corrections, units
        )
        say("Adding up")
        _write(home, build, wanted, found, of, laid, corrections, at)
    return True


def is_behind(home: Home) -> bool:
    """Whether something was loaded, decided or learnt since suppliers and categories were last worked out."""
    build = current_id(home)
    if build is None:
        return False
    kept = maps.current(home)
    return kept is None or kept.build != build or kept.key != _keys(home, build)


def _keys(home: Home, build: str) -> str:
    """What suppliers, and then what categories, were worked out from: compared, never read."""
    who = (build, NAMES_VERSION, _reference_key(), register_id(home), repr(asdict(supplier_queries.decisions())))
    what = (model_key(taught_last(home)), ANSWERS_VERSION, repr(asdict(queries.corrections())))
    return "/".join(hashlib.blake2b(repr(part).encode(), digest_size=12).hexdigest() for part in (who, what))


@cache
def _reference_key() -> str:
    """A fingerprint of the reference data that names and wordings are recognised with."""
    read = hashlib.blake2b(digest_size=12)
    for name in ("categories.toml", "technology_suppliers.csv", "technology_products.csv", "company_names.toml"):
        read.update(files("tallystick.reference").joinpath(name).read_bytes())
    return read.hexdigest()


def supplier_of(found: Resolution, unit_of: pl.DataFrame) -> pl.DataFrame:
    """mention_id, supplier_id, confidence, why, technology: the supplier of each mention."""
    technology = found.suppliers.select("supplier_id", "technology")
    units = found.units.select("unit", "supplier_id", "confidence", "why")
    joined = unit_of.join(units, "unit", how="left").join(technology, "supplier_id", how="left")
    return joined.drop("unit").sort("mention_id")


def _thought(home: Home, build: str, of: pl.DataFrame, model: Kept) -> pl.DataFrame:
    """What the system thinks of each line: line_id, mention_id, organisation_code, account, category, confidence, why.

    It is kept beside the maps for as long as the build, the model and what suppliers sell are the same.
    """
    sells = of.filter(pl.col("technology").is_not_null()).select("mention_id", "technology")
    asked = hashlib.blake2b(f"{build} {model.key} {ANSWERS_VERSION} {_reference_key()}".encode(), digest_size=12)
    asked.update(sells.write_csv().encode())
    folder = home.root / "categories"
    path = folder / f"{asked.hexdigest()}.parquet"
    if path.exists():
        return pl.read_parquet(path)
    lines = lookups_evidence.lines(home).join(sells, "mention_id", how="left")
    thought = pl.concat(
        [lines.select("line_id", "mention_id", "organisation_code", "account"), classify(lines, model.model)],
        how="horizontal",
    ).select("line_id", "mention_id", "organisation_code", "account", "category", "confidence", "why")
    _keep(folder, path, thought)
    return thought


def _keep(folder: Path, path: Path, thought: pl.DataFrame) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    half = path.with_suffix(".half")
    thought.write_parquet(half)
    half.replace(path)
    for old in folder.iterdir():
        # Those of before, and what a process that was killed left half written.
        if old != path and old.is_file():
            old.unlink(missing_ok=True)


def _write(
    home: Home,
    build: str,
    key: str,
    found: Resolution,
    of: pl.DataFrame,
    laid: pl.DataFrame,
    corrections: queries.Corrections,
    at: datetime,
) -> None:
    numbers = found.suppliers.sort("supplier_id").with_row_index("supplier_no").cast({"supplier_no": pl.Int32})
    codes = _category_table()
    number_of = codes.select("category", "category_no")
    ids = lookups_evidence.payment_ids(home, list(corrections.payments))
    paid = pl.DataFrame(
        [(ids[row], category, PAYMENT_WHY) for row, category in corrections.payments.items() if row in ids],
        schema={"payment_id": pl.Int64, "category": pl.String, "why": pl.String},
        orient="row",
    )
    maps.write(
        home,
        build=build,
        key=key,
        suppliers=numbers.rename({"name": "supplier", "units": "mentions"}),
        supplier_of=of.join(numbers.select("supplier_id", "supplier_no"), "supplier_id", how="left").select(
            "mention_id", "supplier_no", "confidence", "why"
        ),
        categories=codes,
        category_of=laid.join(number_of, "category", how="left").select(
            "line_id", "category_no", "confidence", "why", "decided"
        ),
        category_of_payment=paid.join(number_of, "category").select("payment_id", "category_no", "why"),
        made_at=at.isoformat(),
    )


def _category_table() -> pl.DataFrame:
    """category_no, category, name, parent, is_ict: the taxonomy in its order."""
    rows = [(n, c.code, c.name, c.parent, c.is_ict) for n, c in enumerate(taxonomy().categories)]
    schema = {
        "category_no": pl.Int16,
        "category": pl.String,
        "name": pl.String,
        "parent": pl.String,
        "is_ict": pl.Boolean,
    }
    return pl.DataFrame(rows, schema=schema, orient="row")
