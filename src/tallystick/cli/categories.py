"""What was bought: `tallystick categories classify` and `train`."""

import csv
import io
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TextIO

import click
import polars as pl

from tallystick.categories.classifying import classify
from tallystick.categories.model import model_for, taught_last
from tallystick.cli.doorway import Door, follow_up
from tallystick.kit.errors import Refused
from tallystick.lake.build.manifest import current_id
from tallystick.lake.tidy.headings import fold, vocabulary
from tallystick.reference.taxonomy import NOT_ICT, taxonomy

ADDED = ("is_ict", "category", "category_name", "confidence", "why", "ict_confidence")
_READ = ("supplier", "description", "department", "account", "proclass", "cpv")
_SAY = "Give a CSV file with a header and any of the columns supplier, description, department, account, proclass, cpv."


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
    ict_confidence added. It works with nothing loaded, and uses what people have corrected when there is something.
    """
    header, rows = _table(_text(file), str(file))
    lines = _lines(header, rows, str(file))
    kept = model_for(door.home, taught=taught_last(door.home), say=lambda step: click.echo(f"{step}.", err=True))
    found = classify(lines, kept.model)
    _write([*header, *ADDED], [[*row, *added] for row, added in zip(rows, _added(found), strict=True)], output)


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


def _text(file: Path) -> str:
    try:
        held = sys.stdin.buffer.read() if str(file) == "-" else file.read_bytes()
    except OSError as wrong:
        raise Refused(f"{file} cannot be read: {wrong.strerror}.", what_to_do="Check the name.") from wrong
    for encoding in ("utf-16",) if held[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "cp1252"):
        try:
            return held.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Refused(f"{file} is not text.", what_to_do=_SAY)


def _table(text: str, name: str) -> tuple[list[str], list[list[str]]]:
    """The header and the rows, each as long as the header. Lines with nothing in them are passed over."""
    if "\0" in text:
        raise Refused(f"{name} is not text.", what_to_do=_SAY)
    csv.field_size_limit(10_000_000)
    try:
        records = [record for record in csv.reader(io.StringIO(text, newline="")) if any(cell for cell in record)]
    except csv.Error as wrong:
        raise Refused(f"{name} is not CSV: {wrong}.", what_to_do=_SAY) from wrong
    if not records:
        raise Refused(f"{name} is empty.", what_to_do=_SAY)
    header, *rows = records
    for number, row in enumerate(rows, start=1):
        if len(row) > len(header):
            raise Refused(
                f"Row {number} of {name} has {len(row)} cells and the header has {len(header)}.",
                what_to_do="Put quotation marks around cells that have commas in them.",
            )
    return header, [row + [""] * (len(header) - len(row)) for row in rows]


def _lines(header: Sequence[str], rows: Sequence[Sequence[str]], name: str) -> pl.DataFrame:
    """What `classify` reads, from whatever the columns are called."""
    places = _places(header)
    if not places:
        raise Refused(f"{name} has none of the columns that say what was bought.", what_to_do=_SAY)
    columns = {
        column: pl.Series([row[at].strip() or None for row in rows], dtype=pl.String) for column, at in places.items()
    }
    frame = pl.DataFrame(columns)
    codes = [column for column in ("cpv", "proclass") if column in columns]
    if not codes:
        return frame
    scheme = pl.coalesce(pl.when(pl.col(c).is_not_null()).then(pl.lit(_SCHEMES[c])) for c in codes)
    return frame.with_columns(category_scheme=scheme, category_code=pl.coalesce(codes)).drop(codes)


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


def _write(header: Sequence[str], rows: Sequence[Sequence[str]], output: Path | None) -> None:
    if output is None:
        _rows_to(sys.stdout, header, rows)
        return
    try:
        with output.open("w", encoding="utf-8", newline="") as out:
            _rows_to(out, header, rows)
    except OSError as wrong:
        raise Refused(f"{output} cannot be written: {wrong.strerror}.", what_to_do="Check the folder.") from wrong


def _rows_to(out: TextIO, header: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
