"""What every command shares: the home, the clock, who is asking, and tables that people can read."""

import getpass
import json
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import click
from rich.console import Console
from rich.table import Table

from tallystick.intake.record import open_record
from tallystick.lake.store.home import Home


@dataclass(frozen=True)
class Door:
    """home: where everything is kept. Opened lazily: a command that only prints help touches nothing."""

    home: Home

    def open(self) -> Home:
        """The home, with its record ready."""
        open_record(self.home)
        return self.home

    @property
    def now(self) -> datetime:
        return datetime.now(UTC)

    @property
    def who(self) -> str:
        """The operating system's name for whoever typed the command."""
        try:
            return getpass.getuser()
        except (KeyError, OSError):
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
        table.add_row(*[cell.replace("[", "\\[") for cell in row])
    console().print(table)


def show_json(value: Any) -> None:
    """One line of JSON on standard output."""
    click.echo(json.dumps(value, ensure_ascii=False, default=str))


def plural(n: int, one: str, many: str | None = None) -> str:
    """``1 file``, ``1,200 files``."""
    return f"{n:,} {one if n == 1 else many or one + 's'}"
