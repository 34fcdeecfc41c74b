"""Loading files, and saying what their columns are."""

import json
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

import click
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
from rich.progress import Progress as Bar

from tallystick.cli.doorway import Door, errors, file_meant, follow_up, plural, show_json, show_table
from tallystick.kit.errors import Refused
from tallystick.kit.money import pounds_for_people
from tallystick.lake.build.manifest import write_whole
from tallystick.lake.loading import Progress
from tallystick.lake.reading import FileReading
from tallystick.lake.store import lookups
from tallystick.lake.tidy.headings import FIELDS


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH…", type=click.Path(exists=True, path_type=Path))
@click.option(
    "--organisation", metavar="NAME-OR-CODE", help="Who published them all, if you know better than the files."
)
@click.option(
    "--add-organisation", is_flag=True, help="Add --organisation to your own list if the reference list lacks it."
)
@click.option("--json", "as_json", is_flag=True, help="One line of JSON a file, and no table.")
@click.option(
    "--progress",
    "progress_file",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write how far it is to this file.",
)
@click.pass_obj
def load(
    door: Door,
    paths: Sequence[Path],
    organisation: str | None,
    add_organisation: bool,
    as_json: bool,
    progress_file: Path | None,
) -> None:
    """Read files, folders and zip archives of published spend.

    Any layout of CSV and its like, XLS, XLSX and ODS. Loading the same bytes again changes nothing.
    """
    home = door.open()
    from tallystick.intake import actions, queries

    if organisation and add_organisation:
        _add(door, organisation, queries.directory())
    with _progress(progress_file, quiet=as_json) as say:
        readings = actions.load(
            home=home, paths=list(paths), organisation=organisation, by=door.actor, at=door.now, progress=say
        )
        follow_up(door, lambda step: say(Progress(0, 0, "", step)))
    if as_json:
        for reading in readings:
            show_json(reading.as_json())
    else:
        _show(readings)
    click.get_current_context().exit(0 if all(r.outcome in ("loaded", "unchanged") for r in readings) else 1)


def _add(door: Door, name: str, known) -> None:  # type: ignore[no-untyped-def]
    from tallystick.intake import actions

    if known.by_name(name) is None and known.by_code(name) is None:
        actions.name_local_organisation(home=door.home, name=name, by=door.actor, at=door.now)


@contextmanager
def _progress(to: Path | None, *, quiet: bool) -> Iterator[Callable[[Progress], None]]:
    """A bar on the terminal, or a file for another program to watch."""
    if to is not None:
        yield lambda progress: _write_progress(to, progress)
        return
    screen = errors()
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TextColumn("{task.fields[file]}"),
    )
    with Bar(*columns, console=screen, transient=True, disable=quiet or not screen.is_terminal) as bar:
        task = bar.add_task("Reading files", total=None, file="")

        def say(progress: Progress) -> None:
            bar.update(
                task,
                description=progress.step,
                total=progress.of or None,
                completed=progress.done,
                file=progress.file[:40],
            )

        yield say


def _write_progress(to: Path, progress: Progress) -> None:
    said = {"done": progress.done, "of": progress.of, "file": progress.file, "step": progress.step}
    # How far it is matters less than getting there.
    with suppress(OSError):
        write_whole(to, json.dumps(said))


def _show(readings: Sequence[FileReading]) -> None:
    rows = []
    for reading in readings:
        payments = sum(t.payments for t in reading.tables)
        pence = sum(t.pence_payments for t in reading.tables)
        kept_out = sum(sum(t.quarantined.values()) for t in reading.tables)
        read = reading.outcome != "refused"
        rows.append((
            reading.file,
            "held" if reading.held else reading.outcome,
            reading.organisation["name"] or "not known",
            f"{payments:,}" if read else "",
            pounds_for_people(pence) if read else "",
            f"{kept_out:,}" if kept_out else "",
            _remark(reading),
        ))  # fmt: skip
    columns = ("File", "Outcome", "Publisher", "Payments", "Amount", "Kept out", "")
    show_table("", columns, rows, right=("Payments", "Amount", "Kept out"))
    outcomes = Counter("held" if r.held and r.outcome != "unchanged" else r.outcome for r in readings)
    counted = [r for r in readings if r.outcome != "unchanged" and not r.held]
    total = sum(t.payments for r in counted for t in r.tables)
    pence = sum(t.pence_payments for r in counted for t in r.tables)
    said = ", ".join(f"{n:,} {outcome}" for outcome, n in outcomes.items())
    paid = f"{plural(total, 'new payment')}, {pounds_for_people(pence)}"
    click.echo(f"\n{plural(len(readings), 'file')}: {said}. {paid}.", err=True)
    if outcomes["held"]:
        click.echo(
            "What a held file has is in no total until you say, on its page of the site, which stands.", err=True
        )
    if any(r.organisation["code"] is None for r in counted):
        click.echo(
            "Of some the publisher is not known: load them again with --organisation, or say so on the site.", err=True
        )
    if any(t.quarantined for r in readings for t in r.tables):
        click.echo(
            "Rows kept out wait in quarantine: `tallystick quarantine` lists them, the site mends them.", err=True
        )


def _remark(reading: FileReading) -> str:
    if reading.held:
        return f"Mostly repeats {reading.held.get('file')}: counted in no total until you say which stands."
    return reading.reason or ""


@click.group(invoke_without_command=True)
@click.pass_context
def columns(context: click.Context) -> None:
    """Show or correct which published column became what."""
    if context.invoked_subcommand is None:
        click.echo(context.get_help())
        context.exit(2)


@columns.command("show")
@click.argument("file")
@click.option("--json", "as_json", is_flag=True)
@click.pass_obj
def show(door: Door, file: str, as_json: bool) -> None:
    """Show what each column of FILE (its name, or the start of its SHA-256) became, and why."""
    reading = _found(door, file)
    if as_json:
        show_json([{"sheet": t.sheet, "columns": [vars(c) for c in t.mapping]} for t in reading.tables])
        return
    for table in reading.tables:
        rows = [
            (
                c.heading or f"column {c.position + 1}",
                c.field or "kept with the row",
                f"{c.confidence:.0%}" if c.field else "",
                c.why,
                " · ".join(c.sample),
            )
            for c in table.mapping
        ]
        show_table(
            f"{reading.file}{': ' + table.sheet if table.sheet else ''}",
            ("Published", "Became", "Sure", "Why", "For example"),
            rows,
        )
        for note in table.notes:
            click.echo(f"  {note}")


@columns.command("set")
@click.argument("file")
@click.argument("heading")
@click.argument("field", type=click.Choice([*FIELDS, "extra"]))
@click.option("--every-file", is_flag=True, help="For every file of this publisher, now and from now on.")
@click.option("--why", default="", help="A reason, kept with the decision.")
@click.pass_obj
def set_(door: Door, file: str, heading: str, field: str, every_file: bool, why: str) -> None:
    """Say that the column of FILE under HEADING (or `column 3`) is FIELD; `extra` is none of them."""
    reading = _found(door, file)
    from tallystick.intake import actions

    publisher = reading.organisation["code"]
    if every_file and publisher is None:
        raise Refused(
            "Who published this file is not known.",
            what_to_do="Load it again with --organisation, or leave out --every-file.",
        )
    names = {c.heading or f"column {c.position + 1}" for t in reading.tables for c in t.mapping}
    if heading not in names:
        raise Refused(f"{reading.file} has no column “{heading}”.", what_to_do=f"It has: {', '.join(sorted(names))}.")
    scope = {"publisher": publisher} if every_file else {"sha256": reading.sha256}
    again = actions.correct_column(
        home=door.home, heading=heading, field=field, by=door.actor, at=door.now, why=why, **scope
    )
    follow_up(door, learn=False)
    click.echo(f"Kept. {plural(len(again), 'file')} read again.", err=True)
    lost = [r for r in again if r.outcome == "refused"]
    for one in lost:
        click.echo(f"{one.file} is refused now: {one.reason} Its payments have left every total.", err=True)
    if lost:
        click.echo("To undo it, say again what the column is, or undo the decision on the file's page.", err=True)
        click.get_current_context().exit(1)


def _found(door: Door, name: str) -> FileReading:
    home = door.open()
    reading = lookups.reading(home, file_meant(home, name).sha256)
    assert reading is not None
    return reading
