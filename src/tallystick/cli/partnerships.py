"""Partnerships that are kept in the record: `tallystick partnerships list | start | put | show`."""

from datetime import date, datetime
from pathlib import Path
from typing import Any

import click

from tallystick.cli.document_files import put as put_from_file
from tallystick.cli.document_files import takes_document
from tallystick.cli.doorway import Door, plural, show_json, show_json_list, show_table

_NUMBER = click.argument("number", metavar="ID", type=click.IntRange(1, 2**63 - 1))
_DAY = click.option(
    "--on", type=click.DateTime(["%Y-%m-%d"]), default=None, metavar="DAY", help="As it is on this day; else today."
)


@click.group()
def partnerships() -> None:
    """Who shares what with whom, who leads, and who decides it, on any day."""


@partnerships.command("list")
@_DAY
@click.option("--json", "as_json", is_flag=True, help="A JSON list.")
@click.pass_obj
def list_(door: Door, on: datetime | None, as_json: bool) -> None:
    """List the partnerships that you may see, by name, with who leads."""
    door.open()
    from tallystick.decisions.queries import partnerships as found_in

    day = _day(door, on)
    rows = found_in.partnerships(by=door.actor)
    found = [_listed(row, one) for row, one, _ in found_in.as_they_are(rows, day, by=door.actor)]
    if as_json:
        show_json_list(found)
        return
    told = [[str(one["id"]), one["name"], _count(one), one["lead"] or "", one["organisation"]] for one in found]
    show_table("", ["ID", "Partnership", "Members", "Lead", "Kept by"], told, right=["Members"])
    click.echo(f"{plural(len(told), 'partnership')}.", err=True)


@partnerships.command()
@click.argument("name")
@click.option("--organisation", required=True, metavar="CODE", help="Who keeps it here: a code of organisations.")
@click.option("--purpose", default="", help="What it is for.")
@click.pass_obj
def start(door: Door, name: str, organisation: str, purpose: str) -> None:
    """Start a partnership, and print its ID."""
    door.open()
    from tallystick.decisions import actions

    made = actions.start_partnership(
        organisation=organisation, values={"name": name, "purpose": purpose}, by=door.actor, at=door.now
    )
    click.echo(str(made.pk))


@partnerships.command()
@_NUMBER
@takes_document
@click.pass_obj
def put(door: Door, number: int, file: Path, exempt: bool | None, why: str) -> None:
    """Put who is in a partnership, what it shares and who decides into it, from a JSON or YAML file.

    That is a new edition. Earlier editions are kept.
    """
    door.open()
    from tallystick.decisions.queries.partnerships import KIND

    put_from_file(door, "partnership", number, KIND, file=file, exempt=exempt, why=why, named="its members")


@partnerships.command()
@_NUMBER
@_DAY
@click.option("--edition", type=click.IntRange(1, 10**9), default=None, metavar="N", help="As that edition said it.")
@click.pass_obj
def show(door: Door, number: int, on: datetime | None, edition: int | None) -> None:
    """Show a partnership as JSON: who is in it on a day, who leads, what is shared, and who decides what."""
    door.open()
    from tallystick.decisions.queries import listing
    from tallystick.decisions.queries import partnerships as found_in
    from tallystick.kit.errors import Refused

    row = listing.partnership(number, by=door.actor)
    found = found_in.as_it_is(row, _day(door, on), edition=edition, by=door.actor)
    if edition is not None and found is None:
        raise Refused("There is no such edition.", what_to_do="Leave --edition out for what is written now.")
    members = None
    if found:
        members = {
            "edition": found.edition, "exempt": found.exempt, "answer": found.answer, "problem": found.problem or None,
        }  # fmt: skip
    decisions = [one.pk for one in found_in.decisions_of(row, by=door.actor)]
    show_json({**found_in.told(row), "members": members, "decisions": decisions})


def _listed(row: Any, found: Any) -> dict[str, Any]:
    """A partnership as the list has it. members, lead: None where they are not known."""
    from tallystick.decisions.queries.partnerships import told

    answer = found.answer if found else None
    now = sum(one["state"] == "now" for one in answer["members"]) if answer else None
    return {**told(row), "members": now, "lead": answer["lead"] if answer else None}


def _count(one: dict[str, Any]) -> str:
    return "not known" if one["members"] is None else str(one["members"])


def _day(door: Door, on: datetime | None) -> date:
    """The day that was asked for, or today. Raises click.BadParameter for one that nobody means."""
    from tallystick.kit.dates import FIRST_TERM_YEAR, LAST_TERM_YEAR, london_day

    if on is None:
        return london_day(door.now)
    if not FIRST_TERM_YEAR <= on.year <= LAST_TERM_YEAR:
        raise click.BadParameter(f"give a day from {FIRST_TERM_YEAR} to {LAST_TERM_YEAR}.", param_hint="--on")
    return on.date()
