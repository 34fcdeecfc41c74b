"""What every command shares: the home, the clock, who is asking, and tables that people can read."""

import getpass
import json
import re
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from tallystick.councils.rules.actors import NOBODY, Actor, owner
from tallystick.intake.record import open_record
from tallystick.kit.errors import Refused
from tallystick.lake.store import lookups
from tallystick.lake.store.home import Home

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
"""What a cell of a hostile file could move the cursor with."""
OPERATOR = "operator"
"""What `--as` takes for whoever runs this installation."""
_SITE = re.compile(r"site:(\d{1,18})")
"""How the site tells a load that it starts in whose name it does: a person's number."""


@dataclass(frozen=True)
class Door:
    """home: where everything is kept. Opened lazily: a command that only prints help touches nothing.

    embedded: its record is in it, whatever DATABASE_URL says. asking: who was said to be asking, as `--as` takes it.
    """

    home: Home
    embedded: bool = False
    asking: str = ""

    def open(self) -> Home:
        """The home, with its record ready."""
        open_record(self.home, embedded=self.embedded)
        return self.home

    @property
    def now(self) -> datetime:
        return datetime.now(UTC)

    @property
    def actor(self) -> Actor:
        """Who is asking, once the record is open. Raises Refused for somebody who is not known here.

        Where nobody was named it is the laptop's owner; a team's record lets nobody decide anything unnamed.
        """
        from django.conf import settings

        from tallystick.councils import queries

        if self.asking == OPERATOR:
            return owner(f"{OPERATOR} ({_at_this_computer()})")
        if not self.asking:
            if self.embedded or not settings.TALLYSTICK_TEAM:
                return owner(_at_this_computer())
            return replace(NOBODY, via="command")
        if number := _SITE.fullmatch(self.asking):
            person, via = queries.person_by_number(int(number[1])), "site"
        else:
            person, via = queries.person_by_email(self.asking), "command"
        if person is None:
            raise Refused(
                f"Nobody who may sign in here is known as “{self.asking}”.",
                what_to_do=f"Give the e-mail address of somebody who was invited, or {OPERATOR}.",
            )
        return queries.actor_of(person, via=via)


def _at_this_computer() -> str:
    """The operating system's name for whoever typed the command."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        # A process with no name for its user, as in some containers.
        return "somebody at this computer"


def console() -> Console:
    """For tables: as wide as the terminal, or wide enough for everything where there is none."""
    return Console(width=None if sys.stdout.isatty() else 200, highlight=False)


def errors() -> Console:
    """For progress and remarks, on standard error."""
    return Console(stderr=True, highlight=False)


def show_table(title: str, columns: Sequence[str], rows: Iterable[Sequence[str]], *, right: Sequence[str] = ()) -> None:
    """A table for people. `right` names columns of figures."""
    table = Table(title=title or None, title_justify="left", show_edge=False, header_style="bold", pad_edge=False)
    for column in columns:
        table.add_column(column, justify="right" if column in right else "left", overflow="fold")
    for row in rows:
        table.add_row(*[Text("".join(" " if _CONTROL.match(letter) else letter for letter in cell)) for cell in row])
    console().print(table)


def show_json(value: Any) -> None:
    """One line of JSON on standard output."""
    click.echo(json.dumps(value, ensure_ascii=False, default=str))


def show_json_list(values: Iterable[Any]) -> None:
    """One line of JSON on standard output: a list, written a value at a time however many there are."""
    sys.stdout.write("[")
    for number, value in enumerate(values):
        sys.stdout.write(f"{', ' if number else ''}{json.dumps(value, ensure_ascii=False, default=str)}")
    sys.stdout.write("]\n")
    sys.stdout.flush()


def plural(n: int, one: str, many: str | None = None) -> str:
    """``1 file``, ``1,200 files``."""
    return f"{n:,} {one if n == 1 else many or one + 's'}"


def follow_up(door: Door, say: Callable[[str], None] | None = None, *, learn: bool = True) -> None:
    """Makes suppliers and categories follow what was loaded or decided. Where that cannot be done now, says so.

    learn: teach the model what people corrected since, too.
    """
    from tallystick.categories.actions import follow
    from tallystick.contracts.actions import recognise

    try:
        follow(home=door.home, at=door.now, learn=learn, say=say)
        recognise(home=door.home, say=say)
    except Refused as no:
        click.echo(f"Suppliers and categories were not worked out again: {no}", err=True)
        click.echo("They will be with the next load, or when the site is started.", err=True)


def file_meant(home: Home, name: str) -> lookups.FileRow:
    """The one file of that name, or whose SHA-256 begins so. Raises Refused where none or several are."""
    rows = lookups.files(home, page_size=1_000_000).rows
    meant = [f for f in rows if f.file == name] or [
        f for f in rows if len(name) >= 6 and f.sha256.startswith(name.lower())
    ]
    if not meant:
        raise Refused(f"No file called {name} has been loaded.", what_to_do="`tallystick files` lists those that have.")
    if len(meant) > 1:
        raise Refused(
            f"{len(meant)} files are called {name}.",
            what_to_do="Give the start of its SHA-256 instead: " + ", ".join(f.sha256[:10] for f in meant[:5]),
        )
    return meant[0]
