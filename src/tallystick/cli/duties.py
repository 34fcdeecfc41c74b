"""What must happen by when: `tallystick duties`."""

import re
from collections.abc import Collection
from datetime import date, timedelta
from importlib import import_module
from typing import Any

import click

from tallystick.cli.doorway import Door, plural, show_json_list, show_table
from tallystick.kit.errors import Refused
from tallystick.kit.months import add_months

_COMMANDS = {"send": "duties_send.send"}
"""Each command, and where it is: a module of this room, and its name there."""

_WITHIN = re.compile(r"(\d{1,4})\s*([dwmy])")
_DAYS = {"d": 1, "w": 7}
_MONTHS = {"m": 1, "y": 12}
_FEW = 200
"""So many contracts are worked out anew without a word about it."""


class _Duties(click.Group):
    """A command's module is imported when that command is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        module, _, name = _COMMANDS[cmd_name].partition(".")
        found: click.Command = getattr(import_module(f"tallystick.cli.{module}"), name)
        return found


def _length(context: click.Context, option: click.Parameter, value: str) -> tuple[int, int]:
    """(months, days) of ``24m``, ``90d``, ``6w``, ``2y``."""
    found = _WITHIN.fullmatch(value.strip().casefold())
    if found is None:
        raise click.BadParameter(f"{value} is no length of time. Give for example 24m, 90d, 6w or 2y.")
    count, unit = int(found[1]), found[2]
    return count * _MONTHS.get(unit, 0), count * _DAYS.get(unit, 0)


@click.group(cls=_Duties, invoke_without_command=True)
@click.option(
    "--within",
    callback=_length,
    default="24m",
    show_default=True,
    metavar="LENGTH",
    help="How far ahead: 24m, 90d, 6w, 2y. What is overdue, and what has no day yet, is listed whatever it says.",
)
@click.option("--mine", "mine_alone", is_flag=True, help="Only what is your own.")
@click.option("--json", "as_json", is_flag=True, help="A JSON list.")
@click.pass_context
def duties(context: click.Context, within: tuple[int, int], mine_alone: bool, as_json: bool) -> None:
    """List what must happen by when: decisions, notices, duties, and what has to be found out; soonest first.

    What somebody has decided already is left out.
    """
    if context.invoked_subcommand is None:
        _list(context.obj, within, as_json, mine_alone=mine_alone)


def _list(door: Door, within: tuple[int, int], as_json: bool, *, mine_alone: bool) -> None:
    door.open()
    from django.utils import timezone

    from tallystick.contracts.actions.reckoning import reckon_due
    from tallystick.contracts.queries.hearing import hearing
    from tallystick.contracts.queries.key_dates import DatesAsked, each

    today = timezone.localdate(door.now)
    person = _whoever_asks(door) if mine_alone else None
    reckon_due(today=today, progress=_say)
    asked = DatesAsked(person=person, ends=_last(today, within), undated=True, settled=False)
    found = each(door.actor, asked, today=today)
    if as_json:
        told = hearing(today).everybody
        show_json_list(_as_json(row, told) for row in found)
        return
    columns, rows, late = ("Due", "What", "Contract", "Owner", "Council"), [], 0
    for one in found:
        rows.append(_row(one))
        late += one.overdue
    show_table("", columns, rows)
    click.echo(f"{plural(len(rows), 'key date')}, {late:,} overdue.", err=True)


def _whoever_asks(door: Door) -> int:
    """The number of the person whose own it is; on a laptop its owner's. 0, who is nobody, before its first start."""
    from django.conf import settings

    from tallystick.councils.queries import owner_number

    person = door.actor.person
    if person is None and settings.TALLYSTICK_TEAM:
        raise Refused(
            "Nothing is anybody's own here while nobody in particular is asking.",
            what_to_do="Say who you are: --as and your e-mail address, before the command.",
        )
    return person or owner_number() or 0


def _last(today: date, within: tuple[int, int]) -> date:
    months, days = within
    try:
        return add_months(today, months) + timedelta(days=days)
    except OverflowError:
        return date.max


def _say(done: int, of: int) -> None:
    if of > _FEW:
        click.echo(f"Working out what follows from today: {done:,} of {of:,} contracts", err=True)


def _as_json(row: Any, told: Collection[int]) -> dict[str, Any]:
    return {
        "contract": row.contract_title,
        "what": row.what,
        "due": _iso(row.due),
        "owner": row.owner or row.owner_name or None,
        "council": row.organisation_name,
        "why": row.why,
        "overdue": row.overdue,
        "contract_id": row.contract,
        "reference": row.reference or None,
        "supplier": row.suppliers or None,
        "department": row.department or None,
        "council_code": row.organisation,
        "kind": row.kind,
        "key": row.key,
        "takes_effect": _iso(row.takes_effect),
        "last_safe_start": _iso(row.last_safe_start),
        "warn": _iso(row.warn),
        "told_to_owner": row.person in told,
        "working": list(row.working),
    }


def _row(row: Any) -> tuple[str, ...]:
    due = f"{row.due.isoformat()}{' (overdue)' if row.overdue else ''}" if row.due else "not known"
    return due, row.what, row.contract_title, row.owner or row.owner_name or "nobody", row.organisation_name


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
