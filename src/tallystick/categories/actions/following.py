"""Make the maps of suppliers and categories follow what was loaded and what was decided."""

import hashlib
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime
from functools import cache
from importlib.resources import files
from pathlib import Path

import polars as pl

from tallystick.categories import queries
from tallystick.categories.classifying import ANSWERS_VERSION, classify
from tallystick.categories.model import Kept, model_for, model_key, taught_last, taught_name
from tallystick.categories.rules.examples import Example
from tallystick.categories.sorting import overlaid
from tallystick.councils.queries import end_of
from tallystick.intake.queries import CHAIN
from tallystick.lake.build import writing
from tallystick.lake.build.manifest import current_id
from tallystick.lake.store import lookups_evidence, maps
from tallystick.lake.store.home import Home
from tallystick.reference.taxonomy import taxonomy
from tallystick.suppliers import actions as suppliers
from tallystick.suppliers import queries as supplier_queries
from tallystick.suppliers.actions.resolving import made_from
from tallystick.suppliers.decisions import Decisions
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
    asked = _asked(home)
    if asked is None or (not learn and _is_made_of(home, asked)):
        return False
    if learn:
        model_for(home, taught=queries.taught(home), say=say)
    with writing(home, wait_seconds=WAIT_SECONDS):
        # Asked again now that nobody else can: another door may have done it, or somebody decided more, meanwhile.
        asked = _asked(home)
        if asked is None or _is_made_of(home, asked):
            return False
        say("Working out who is who")
        found, unit_of = suppliers.resolve_all(home=home, build=asked.build, decisions=asked.decisions, say=say)
        say("Working out what was bought")
        of = supplier_of(found, unit_of)
        lines = _thought(home, asked.build, of, model_for(home, taught=asked.taught, say=say))
        units = dict(found.units.select("unit", "supplier_id").iter_rows())
        lines = lines.join(of.select("mention_id", "supplier_id"), "mention_id", how="left")
        laid = overlaid(lines, asked.corrections, units)
        say("Adding up")
        _write(home, asked, found, of, laid, at)
    return True


def is_behind(home: Home) -> bool:
    """Whether something was loaded, decided or learnt since suppliers and categories were last worked out.

    Every page that shows them asks. The record is read only where something could have changed since it was last asked.
    """
    now = _Stamp.of(home)
    known = _answered.get(home.root)
    if known is None or known[0] != now:
        asked = _asked(home)
        known = _answered[home.root] = (now, asked is not None and not _is_made_of(home, asked))
    return known[1]


@dataclass(frozen=True)
class _Stamp:
    """By name, all that the answer of `is_behind` comes from. decided: the hash that the log ends with."""

    build: str | None
    maps: str | None
    decided: str
    register: str | None
    taught: str

    @classmethod
    def of(cls, home: Home) -> "_Stamp":
        kept = maps.current(home)
        return cls(current_id(home), kept.id if kept else None, end_of(CHAIN), register_id(home), taught_name(home))


_answered: dict[Path, tuple[_Stamp, bool]] = {}
"""What `is_behind` last answered of each home, and what that came from."""


@dataclass(frozen=True)
class _Asked:
    """All that maps are made from, read once, with the key that says so: who is who, then what was bought."""

    build: str
    decisions: Decisions
    corrections: queries.Corrections
    taught: list[Example]
    key: str


def _asked(home: Home) -> _Asked | None:
    build = current_id(home)
    if build is None:
        return None
    decisions, corrections, taught = supplier_queries.decisions(), queries.corrections(), taught_last(home)
    who = made_from(home, build, decisions).everything
    what = (who, model_key(taught), ANSWERS_VERSION, _reference_key(), repr(asdict(corrections)))
    key = hashlib.blake2b(repr(what).encode(), digest_size=12).hexdigest()
    return _Asked(build, decisions, corrections, taught, key)


def _is_made_of(home: Home, asked: _Asked) -> bool:
    kept = maps.current(home)
    return kept is not None and kept.build == asked.build and kept.key == asked.key


@cache
def _reference_key() -> str:
    """A fingerprint of the reference data that wordings are recognised with."""
    read = hashlib.blake2b(digest_size=12)
    for name in ("categories.toml", "technology_suppliers.csv", "technology_products.csv"):
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


def _write(home: Home, asked: _Asked, found: Resolution, of: pl.DataFrame, laid: pl.DataFrame, at: datetime) -> None:
    numbers = found.suppliers.sort("supplier_id").with_row_index("supplier_no").cast({"supplier_no": pl.Int32})
    codes = _category_table()
    number_of = codes.select("category", "category_no")
    said = asked.corrections.payments
    ids = lookups_evidence.payment_ids(home, list(said))
    paid = pl.DataFrame(
        [(ids[row], category, PAYMENT_WHY) for row, category in said.items() if row in ids],
        schema={"payment_id": pl.Int64, "category": pl.String, "why": pl.String},
        orient="row",
    )
    maps.write(
        home,
        build=asked.build,
        key=asked.key,
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
