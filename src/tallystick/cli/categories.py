"""What was bought: `tallystick categories classify` and `train`."""

import time
from collections.abc import Sequence
from pathlib import Path

import click
import polars as pl

from tallystick.categories.classifying import classify
from tallystick.categories.model import model_for, taught_last
from tallystick.cli.csv_files import Table, table_of, write
from tallystick.cli.doorway import Door, follow_up
from tallystick.cli.supplier_files import listed
from tallystick.kit.errors import Refused
from tallystick.lake.build.manifest import current_id
from tallystick.lake.tidy.headings import fold, vocabulary
from tallystick.reference.taxonomy import NOT_ICT, taxonomy
from tallystick.suppliers.kept import kept_resolution
from tallystick.suppliers.listed import resolve_list
from tallystick.suppliers.register import register_of, technology_code

ADDED = ("is_ict", "category", "category_name", "confidence", "why", "ict_confidence")
_READ = ("supplier", "description", "department", "account", "proclass", "cpv")


@click.group()
def categories() -> None:
    """What was bought: ICT or not, and which kind."""


@categories.command("classify")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path, allow_dash=True))
@click.option(
    "--output", type=click.Path(dir_okay=False, path_type=Path), help="Write to this file, not to standard output."
)
@click.pass_obj
def classify_file(door: Door, file: Path, output: Path | None) -> None:
    """Say what each row of a CSV file was for.

    FILE has a header and any of supplier, description, department, account, proclass, cpv and amount; - is standard
    input. The same rows come back in the same order with is_ict, category, category_name, confidence, why and
    ict_confidence added. It works with nothing loaded. Where there is something, it uses what people said of suppliers,
    and the words they taught the model at the last load or `train`; what they said of one payment, or of a publisher's
    account, bears on what is loaded only.
    """
    table = table_of(file)
    lines = _lines(table)
    kept = model_for(door.home, taught=taught_last(door.home), say=lambda step: click.echo(f"{step}.", err=True))
    found = _corrected(door, table, lines, classify(lines, kept.model))
    write(table, ADDED, _added(found), output)


@categories.command("train")
@click.pass_obj
def train(door: Door) -> None:
    """Make the model of wording again from what the project holds and what people corrected, and print its scores."""
    door.open()
    from tallystick.categories import queries

    taught = queries.taught(door.home) if current_id(door.home) else []
    start = time.perf_counter()
    model = model_for(door.home, taught=taught, again=True).model
    click.echo(f"Made from {model.made_from:,} examples, {len(taught):,} of them taught by people.")
    click.echo(f"It knows {len(model.features):,} words and pairs of words, and {len(model.kinds)} kinds of ICT.")
    for name, score in model.scores.items():
        click.echo(f"{_SCORES.get(name, name)}: {score:.3f}")
    follow_up(door, learn=False)
    click.echo(f"Took {time.perf_counter() - start:.0f} seconds.", err=True)


_SCORES = {
    "ict_f1": "ICT or not, on wordings kept back, F1",
    "ict_precision": "ICT or not, on wordings kept back, precision",
    "ict_recall": "ICT or not, on wordings kept back, recall",
    "kind_f1": "Which kind of ICT, on wordings kept back, macro F1",
}


def _lines(table: Table) -> pl.DataFrame:
    """What `classify` reads, from whatever the columns are called: one line a row that is not blank."""
    places = _places(table.header)
    if not places:
        raise Refused(
            f"None of the columns says what was bought: {table.headings}.",
            what_to_do="Give a CSV file whose first row names its columns, any of: " + ", ".join(_READ) + ".",
        )
    columns = {
        column: pl.Series([cell or None for cell in table.cells(at)], dtype=pl.String) for column, at in places.items()
    }
    frame = pl.DataFrame(columns)
    codes = [column for column in ("cpv", "proclass") if column in columns]
    if not codes:
        return frame
    scheme = pl.coalesce(pl.when(pl.col(c).is_not_null()).then(pl.lit(_SCHEMES[c])) for c in codes)
    return frame.with_columns(category_scheme=scheme, category_code=pl.coalesce(codes)).drop(codes)


def _corrected(door: Door, table: Table, lines: pl.DataFrame, found: pl.DataFrame) -> pl.DataFrame:
    """`found`, with what people said of the suppliers that are in `table`, if they said anything."""
    known = kept_resolution(door.home)
    if known is None or "supplier" not in lines.columns:
        return found
    door.open()
    from tallystick.categories import queries
    from tallystick.categories.listed import corrected

    said = queries.corrections()
    if not said.suppliers:
        return found
    names = table.header[_places(table.header)["supplier"]]
    resolved = resolve_list(
        listed(table, names), known=known, register=register_of(door.home), technology=technology_code
    )
    return corrected(found, resolved["supplier_id"], said, known)


_SCHEMES = {"cpv": "CPV", "proclass": "ProClass"}


def _places(header: Sequence[str]) -> dict[str, int]:
    """Which column is which: by its own name first, then by what published headings usually mean."""
    folded = [fold(heading) for heading in header]
    found = {name: folded.index(name) for name in _READ if name in folded}
    for at, heading in enumerate(folded):
        if at in found.values():
            continue
        code = next((c for c in ("cpv", "proclass") if c in heading.replace("pro class", "proclass")), None)
        suggested = vocabulary().suggestions(heading)
        best = code or max(suggested, key=lambda field: suggested[field], default=None)
        if best in _READ and best not in found:
            found[best] = at
    return found


def _added(found: pl.DataFrame) -> list[tuple[str, ...]]:
    names = {category.code: category.name for category in taxonomy().categories} | {NOT_ICT: "Not ICT"}
    return [
        ("yes" if is_ict else "no", category, names[category], f"{confidence:.3f}", why, f"{ict_confidence:.3f}")
        for category, is_ict, confidence, why, ict_confidence in found.iter_rows()
    ]
