"""Registers of contracts in and out: `tallystick contracts load` and `export`."""

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

import click

from tallystick.cli.doorway import Door, errors, follow_up, plural, show_json, show_table
from tallystick.kit.errors import Refused
from tallystick.kit.money import pounds_for_people

if TYPE_CHECKING:
    from tallystick.contracts.actions.importing import Handed

_MOST_SHOWN = 20


@click.command()
@click.argument(
    "files", nargs=-1, required=True, metavar="FILE…", type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
@click.option("--organisation", metavar="NAME-OR-CODE", help="Whose registers they are, if the files do not say.")
@click.option(
    "--public", is_flag=True, help="These registers are published: whoever signs in may see the contracts that are new."
)
@click.option("--preview", is_flag=True, help="Say what importing would change, and change nothing.")
@click.option("--json", "as_json", is_flag=True, help="One line of JSON a file, and no table.")
@click.pass_obj
def load(
    door: Door, files: Sequence[Path], organisation: str | None, public: bool, preview: bool, as_json: bool
) -> None:
    """Import registers of contracts: CSV and its like, XLS, XLSX or ODS, in any layout.

    Every row becomes a contract, a contract with a question, or is kept out with a reason. A contract that is here
    already is updated by its reference, and what a person changed here stays. Loading the same file again changes
    nothing, and so does loading what `contracts export` wrote.
    """
    door.open()
    from tallystick.contracts.actions import load_register

    handed: list[Handed] = []
    with _steps(quiet=as_json) as say:
        for path in files:
            one = load_register(
                home=door.home, path=path, organisation=organisation, public=public, preview=preview, by=door.actor,
                at=door.now, say=partial(_say, say, path.name),
            )  # fmt: skip
            handed.append(one)
            if as_json:
                show_json({**one.as_json(), **(_would(one) if preview else {})})
        if not preview and any(one.outcome in ("loaded", "partly") for one in handed):
            follow_up(door, say, learn=False)
    if not as_json:
        _show(handed, preview)
    _remark(handed, preview, public)
    click.get_current_context().exit(1 if any(one.outcome == "refused" for one in handed) else 0)


@click.command()
@click.option("--organisation", metavar="NAME-OR-CODE", help="Only the register of this organisation.")
@click.option(
    "--format", "form", type=click.Choice(["csv", "xlsx", "json"]), default="csv", show_default=True,
    help="json is one object a line.",
)  # fmt: skip
@click.option(
    "--output", type=click.Path(dir_okay=False, path_type=Path), help="Write to this file, not to standard output."
)
@click.option("--confidential", is_flag=True, help="With confidential fields, each reading of them noted.")
@click.pass_obj
def export(door: Door, organisation: str | None, form: str, output: Path | None, confidential: bool) -> None:
    """Every contract that you may see, one a row, with all that its register says of it.

    What is exported can be loaded again with `contracts load`, which then changes nothing.
    """
    door.open()
    from tallystick.contracts.queries.exporting import export as exported
    from tallystick.contracts.queries.register import Asked
    from tallystick.contracts.queries.whose import named

    if output is None and form == "xlsx" and sys.stdout.isatty():
        raise click.UsageError("A workbook is not for the screen: name a file with --output.")
    by, now = door.actor, door.now
    code = named(organisation, by=by).code if organisation else ""
    parts = exported(Asked(organisation=code), form=form, by=by, at=now, today=now.date(), confidential=confidential)
    with _opened(output) as out:
        for part in parts:
            out.write(part)


def _say(say: Callable[[str], None], name: str, step: str) -> None:
    say(f"{name}: {step}")


@contextmanager
def _opened(output: Path | None) -> Iterator[BinaryIO]:
    if output is None:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    try:
        file = output.open("wb")
    except OSError as no:
        raise Refused(
            f"{output} cannot be written: {no.strerror or no}.", what_to_do="Name another file with --output."
        ) from no
    with file:
        yield file


@contextmanager
def _steps(*, quiet: bool) -> Iterator[Callable[[str], None]]:
    """What is being done, on a terminal."""
    screen = errors()
    if quiet or not screen.is_terminal:
        yield lambda step: None
        return
    with screen.status("Reading") as status:
        yield lambda step: status.update(step)


def _would(one: "Handed") -> dict[str, Any]:
    """What importing would do, in full."""
    from tallystick.contracts.importing.telling import changes, known, news

    return {
        "new_contracts": [told for plan in one.plans for told in news(plan)],
        "changes": [told for plan in one.plans for told in changes(plan)],
        "missing_contracts": [told for plan in one.plans for told in known(plan)],
    }


def _show(handed: Sequence["Handed"], preview: bool) -> None:
    rows = []
    for one in handed:
        tables = one.as_json()["tables"]
        total = {
            name: sum(_count(table[name]) for table in tables) for name in ("contracts", "questions", "quarantined")
        }
        rows.append((
            one.reading.file,
            "would be " + one.outcome if preview and one.outcome != "refused" else one.outcome,
            "; ".join(each["name"] for each in one.organisations) or one.organisation.get("name") or "not known",
            *(f"{total[name]:,}" if tables else "" for name in ("contracts", "questions", "quarantined")),
            *(f"{one.counts[name]:,}" if one.counts else "" for name in ("new", "changed", "conflicts", "missing")),
            one.reason or "",
        ))  # fmt: skip
    columns = ("File", "Outcome", "Council", "Contracts", "With a question", "Kept out", "New", "Changed", "Conflicts",
               "Not in it", "")  # fmt: skip
    show_table("", columns, rows, right=columns[3:10])
    if preview:
        _show_changes(handed)


def _show_changes(handed: Sequence["Handed"]) -> None:
    told = [change for one in handed for change in _would(one)["changes"]]
    rows = [
        (str(change["contract"]), change["reference"], change["title"], field["label"], _written(field, "before"),
         _written(field, "after"), f"kept: {field['by_hand']} changed it here" if field["by_hand"] else "")
        for change in told[:_MOST_SHOWN]
        for field in change["fields"]
    ]  # fmt: skip
    if rows:
        show_table("What would change", ("Contract", "Reference", "Title", "Field", "Now", "Would be", ""), rows)
    if len(told) > _MOST_SHOWN:
        click.echo(f"… and {plural(len(told) - _MOST_SHOWN, 'contract')} more: --json has all of them.", err=True)


def _written(field: dict[str, Any], side: str) -> str:
    """A value as people write it: money in pounds."""
    value = field[side]
    if value is None:
        return ""
    return pounds_for_people(value) if field["field"].endswith("_pence") else str(value)


def _here_already(one: "Handed") -> int:
    return one.counts.get("changed", 0) + one.counts.get("unchanged", 0)


def _remark(handed: Sequence["Handed"], preview: bool, public: bool) -> None:
    for one in handed:
        if one.outcome != "refused" and one.organisation.get("how") == "not known":
            click.echo(
                f"{one.reading.file}: whose register it is is not known. Say so with --organisation when you load it.",
                err=True,
            )
        if public and one.outcome != "refused" and (one.outcome == "unchanged" or _here_already(one)):
            click.echo(
                f"{one.reading.file}: --public is for the contracts that are new. Those that were here "
                f"{'would stay' if preview else 'stay'} as public as they are.",
                err=True,
            )
        if one.counts.get("conflicts"):
            click.echo(
                f"{one.reading.file}: {plural(one.counts['conflicts'], 'field')} that somebody changed here "
                f"{'would stay' if preview else 'stayed'} so. The site shows each, and lets you take the file's.",
                err=True,
            )


def _count(said: Any) -> int:
    return sum(said.values()) if isinstance(said, dict) else int(said)
