"""What is in the lake: payments, files, quarantine, and how it stands."""

import csv
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import date, datetime
from pathlib import Path
from typing import IO, Any

import click
import polars as pl
import pyarrow.parquet as pq

from tallystick.cli.doorway import Door, file_meant, plural, show_json, show_table
from tallystick.kit.errors import Refused
from tallystick.kit.money import pounds_for_people
from tallystick.kit.spreadsheets import defused
from tallystick.lake.store import lookups
from tallystick.lake.store.lookups import COLUMNS, Filters, NothingLoaded

_ALL = 1_000_000


@click.command()
@click.option("--organisation", metavar="NAME-OR-CODE", help="Only what this body paid.")
@click.option("--supplier", metavar="TEXT", help="Only payments to suppliers whose name has all these words.")
@click.option("--from", "first", type=click.DateTime(["%Y-%m-%d"]), help="Only payments on or after this day.")
@click.option("--to", "last", type=click.DateTime(["%Y-%m-%d"]), help="Only payments on or before this day.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["csv", "parquet", "json"]),
    default="csv",
    show_default=True,
    help="json is one object a line.",
)
@click.option(
    "--output", type=click.Path(dir_okay=False, path_type=Path), help="Write to this file, not to standard output."
)
@click.pass_obj
def payments(
    door: Door,
    organisation: str | None,
    supplier: str | None,
    first: datetime | None,
    last: datetime | None,
    form: str,
    output: Path | None,
) -> None:
    """Every payment that counts, with the file and line it came from."""
    home = door.open()
    from tallystick.intake import queries

    filters = Filters(
        organisation=queries.directory().resolve(organisation).code if organisation else None,
        supplier_text=supplier,
        date_from=first.date() if first else None,
        date_to=last.date() if last else None,
    )
    try:
        frames = lookups.stream_payments(home, filters)
        _WRITERS[form](frames, output)
    except NothingLoaded:
        _WRITERS[form](iter(()), output)


def _write_csv(frames: Iterator[pl.DataFrame], output: Path | None) -> None:
    with _opened(output) as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(COLUMNS)
        texts = [c for c in COLUMNS if c not in ("amount", "net", "vat", "gross", "date", "row")]
        for frame in frames:
            odd = [c for c in texts if frame.schema[c] == pl.String and frame[c].str.contains(r"^[=+\-@\t\r\n]").any()]
            safe = frame.with_columns(pl.col(c).map_elements(defused, return_dtype=pl.String) for c in odd)
            out.write(safe.select(COLUMNS).write_csv(include_header=False))


def _write_json(frames: Iterator[pl.DataFrame], output: Path | None) -> None:
    with _opened(output) as out:
        for frame in frames:
            for row in frame.iter_rows(named=True):
                out.write(json.dumps(row, ensure_ascii=False, default=_plain) + "\n")


def _write_parquet(frames: Iterator[pl.DataFrame], output: Path | None) -> None:
    if output is None and sys.stdout.isatty():
        raise click.UsageError("Parquet is not for the screen: name a file with --output.")
    sink: Any = output or sys.stdout.buffer
    writer: pq.ParquetWriter | None = None
    for frame in frames:
        table = frame.to_arrow()
        writer = writer or pq.ParquetWriter(sink, table.schema, compression="zstd")
        writer.write_table(table.cast(writer.schema))
    if writer is None:
        raise Refused("No payments meet that.", what_to_do="Nothing was written.")
    writer.close()


_WRITERS = {"csv": _write_csv, "json": _write_json, "parquet": _write_parquet}


@contextmanager
def _opened(output: Path | None) -> Iterator[IO[str]]:
    if output is None:
        if hasattr(sys.stdout, "reconfigure"):
            sys.stdout.reconfigure(encoding="utf-8", newline="")
        yield sys.stdout
        sys.stdout.flush()
        return
    with open(output, "w", encoding="utf-8", newline="") as file:
        yield file


def _plain(value: Any) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)


@click.command()
@click.option("--json", "as_json", is_flag=True)
@click.pass_obj
def status(door: Door, as_json: bool) -> None:
    """What is loaded, from whom, for when, and how clean it is."""
    home = door.open()
    try:
        totals, bodies = lookups.totals(home), lookups.organisations(home, page_size=_ALL)
    except NothingLoaded:
        if as_json:
            show_json({"home": str(home.root), "files": 0, "payments": 0, "organisations": []})
        else:
            click.echo(
                f"Nothing is loaded yet. Everything will be kept in {home.root}.\nBegin with: tallystick load PATH…"
            )
        return
    if as_json:
        show_json({"home": str(home.root), **asdict(totals), "organisations": [asdict(b) for b in bodies.rows]})
        return
    period = f"{totals.first_date} to {totals.last_date}" if totals.first_date else "dates not known"
    click.echo(f"Kept in {home.root}")
    click.echo(f"{plural(totals.files, 'file')} ({totals.refused:,} refused, {totals.held:,} held), {period}")
    paid = f"{plural(totals.payments, 'payment')}, {pounds_for_people(totals.amount_pence)}"
    click.echo(f"{paid}; {plural(totals.quarantined, 'row')} in quarantine")
    rows = [
        (
            b.organisation or "not known",
            f"{b.payments:,}",
            pounds_for_people(b.amount_pence),
            f"{b.suppliers:,}",
            str(b.first_date or ""),
            str(b.last_date or ""),
        )
        for b in bodies.rows
    ]
    show_table(
        "",
        ("Publisher", "Payments", "Amount", "Suppliers", "First", "Last"),
        rows,
        right=("Payments", "Amount", "Suppliers"),
    )


@click.command()
@click.option("--search", default="", help="Only files whose name has all these words.")
@click.option("--outcome", type=click.Choice(["loaded", "partly", "refused", "held"]))
@click.option("--json", "as_json", is_flag=True, help="One line of JSON a file.")
@click.pass_obj
def files(door: Door, search: str, outcome: str | None, as_json: bool) -> None:
    """Every file, and what became of it."""
    home = door.open()
    held, asked = outcome == "held", None if outcome == "held" else outcome
    rows = _or_nothing(lambda: lookups.files(home, search=search, outcome=asked, page_size=_ALL).rows)
    rows = tuple(f for f in rows if not held or (f.held and not f.standing))
    if as_json:
        for row in rows:
            show_json(asdict(row))
        return
    shown = [
        (
            f.file,
            f.sha256[:10],
            "held" if f.held and not f.standing else f.outcome,
            f.organisation or "not known",
            f"{f.payments:,}",
            pounds_for_people(f.amount_pence),
            f"{f.quarantined:,}",
            f.reason or "",
        )
        for f in rows
    ]
    columns = ("File", "SHA-256", "Outcome", "Publisher", "Payments", "Amount", "Kept out", "Reason")
    show_table("", columns, shown, right=("Payments", "Amount", "Kept out"))


@click.command()
@click.option("--file", "sha256", metavar="FILE", help="Only of this file: its name, or the start of its SHA-256.")
@click.option("--reason", help="Only rows kept out for this reason.")
@click.option("--json", "as_json", is_flag=True, help="One line of JSON a row.")
@click.pass_obj
def quarantine(door: Door, sha256: str | None, reason: str | None, as_json: bool) -> None:
    """Rows kept out, and why: the cell to blame and the whole row."""
    home = door.open()
    if sha256:
        sha256 = file_meant(home, sha256).sha256
    known = [name for name, _, _ in _or_nothing(lambda: lookups.quarantine_reasons(home, sha256=sha256))]
    if reason and reason not in known:
        raise Refused(
            f"No row is kept out for “{reason}”.", what_to_do=f"The reasons are: {', '.join(known) or 'none'}."
        )
    rows = _or_nothing(lambda: lookups.quarantine(home, sha256=sha256, reason=reason, page_size=_ALL).rows)
    if as_json:
        for row in rows:
            show_json(asdict(row))
        return
    shown = [
        (
            q.file,
            q.sheet or "",
            str(q.row),
            q.reason,
            q.column or "",
            q.value or "",
            pounds_for_people(q.amount_pence) if q.amount_pence is not None else "",
        )
        for q in rows
    ]
    show_table("", ("File", "Sheet", "Row", "Reason", "Column", "Cell", "Amount"), shown, right=("Row", "Amount"))


def _or_nothing(ask: Any) -> tuple[Any, ...]:
    try:
        return tuple(ask())
    except NothingLoaded:
        return ()
