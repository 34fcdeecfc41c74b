"""The company register: loading it, and looking one company up."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click
from rich.progress import BarColumn, DownloadColumn, TextColumn, TimeElapsedColumn
from rich.progress import Progress as Bar

from tallystick.cli.doorway import Door, errors, follow_up, plural, show_json, show_table
from tallystick.kit.errors import Refused
from tallystick.lake.build.manifest import current_id

_SHOWN = 20
"""Rows of quarantine that `status` lists."""


@click.group(invoke_without_command=True)
@click.pass_context
def companies(context: click.Context) -> None:
    """Load the company register, and look a company up in it."""
    if context.invoked_subcommand is None:
        click.echo(context.get_help())
        context.exit(2)


@companies.command("load")
@click.argument("paths", nargs=-1, required=True, metavar="PATH…", type=click.Path(exists=True, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="One line of JSON.")
@click.pass_obj
def load(door: Door, paths: Sequence[Path], as_json: bool) -> None:
    """Load the basic company data file that Companies House publishes each month: whole, in parts, or zipped.

    It takes the place of the register loaded before.
    """
    home = door.open()
    from tallystick.councils.actions import check_anywhere
    from tallystick.councils.rules.permissions import Permission
    from tallystick.lake import companies as register

    check_anywhere(door.actor, Permission.LOAD_FACTS)
    with _progress(quiet=as_json) as say:
        loaded = register.load(home, list(paths), now=door.now, progress=say)
    if current_id(home):
        follow_up(door, learn=False)
    if as_json:
        show_json({"outcome": loaded.outcome, **asdict(loaded.register)})
        return
    if loaded.outcome == "unchanged":
        click.echo("These very files are in use already.", err=True)
    _show(loaded.register)


@companies.command("show")
@click.argument("number")
@click.option("--json", "as_json", is_flag=True, help="One line of JSON.")
@click.pass_obj
def show(door: Door, number: str, as_json: bool) -> None:
    """Show the company with that NUMBER."""
    home = door.home
    from tallystick.lake import companies as register

    found = register.by_numbers(home, [number]).to_dicts()
    if not found:
        raise Refused(
            f"The register has no company {number}.",
            what_to_do="Check the number: it has eight characters, such as 01234567 or SC012345.",
        )
    company = {key: value for key, value in found[0].items() if key != "asked"}
    company["status_in_words"] = register.status_in_words(company["status"])
    if as_json:
        show_json(company)
        return
    show_table(company["name"], ("", ""), [(label, _said(company[key])) for key, label in _LABELS.items()])
    click.echo("SME and voluntary sector are indications, from the accounts filed and the legal form.", err=True)


@companies.command("status")
@click.option("--json", "as_json", is_flag=True, help="One line of JSON.")
@click.pass_obj
def status(door: Door, as_json: bool) -> None:
    """Which register is in use, and which of its rows could not be used."""
    home = door.home
    from tallystick.lake import companies as register

    current = register.current(home)
    if current is None:
        if as_json:
            show_json({"companies": 0, "files": []})
        else:
            click.echo("No company register is loaded. Begin with: tallystick companies load PATH…")
        return
    rows = register.quarantined(home, most=_SHOWN).to_dicts()
    if as_json:
        show_json({**asdict(current), "quarantine": rows})
        return
    _show(current)
    if rows:
        kept_out = [(r["file"], str(r["line"]), r["reason"], r["company_number"] or "", r["name"] or "") for r in rows]
        show_table("Rows that could not be used", ("File", "Line", "Reason", "Number", "Name"), kept_out)


_LABELS = {
    "company_number": "Number",
    "status_in_words": "Status",
    "company_category": "Kind",
    "country_of_origin": "Country",
    "incorporated": "Incorporated",
    "dissolved": "Dissolved",
    "post_town": "Town",
    "postcode": "Postcode",
    "sic_codes": "SIC codes",
    "accounts_category": "Accounts",
    "accounts_made_up": "Accounts made up to",
    "previous_names": "Names before",
    "sme": "Small or medium-sized",
    "vcse": "Voluntary or social",
}


def _said(value: Any) -> str:
    if value is None or value == []:
        return "not known" if value is None else "none"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _show(register: Any) -> None:
    of = f"Register of {register.as_of}" if register.as_of else "Register of a day that its name does not say"
    click.echo(f"{of}, loaded {register.made_at[:10]}")
    click.echo(
        f"{plural(register.rows, 'row')} read: {plural(register.companies, 'company', 'companies')}, "
        f"{sum(register.quarantined.values()):,} kept out, {register.blank:,} blank; "
        f"{plural(register.previous_names, 'previous name')}"
    )
    for reason, rows in register.quarantined.items():
        click.echo(f"  kept out: {plural(rows, 'row')}, {reason}")
    for note in register.notes:
        click.echo(note)


@contextmanager
def _progress(*, quiet: bool) -> Iterator[Callable[[Any], None]]:
    screen = errors()
    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TimeElapsedColumn())
    with Bar(*columns, console=screen, transient=True, disable=quiet or not screen.is_terminal) as bar:
        task = bar.add_task("Reading companies", total=None)
        yield lambda said: bar.update(task, description=said.step, total=said.of or None, completed=said.done)
