"""The command line: parse, call once, show.

Owns: nothing. Reads: intake and the lake's look-ups. Offers: `main`, the command `tallystick`.
Results go to standard output and everything said about them to standard error. Exit status 0 is done, 1 is a refusal,
2 is wrong usage.
"""

import io
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

import click

from tallystick import __version__
from tallystick.cli.doorway import Door
from tallystick.kit.errors import Refused
from tallystick.lake.store.home import Home

_COMMANDS = {
    "load": "intake.load",
    "columns": "intake.columns",
    "payments": "lake.payments",
    "status": "lake.status",
    "files": "lake.files",
    "quarantine": "lake.quarantine",
    "suppliers": "suppliers.suppliers",
    "categories": "category_decisions.categories",
    "money": "money.money",
    "contracts": "contracts.contracts",
    "duties": "duties.duties",
    "rules": "law.rules",
    "decisions": "decisions.decisions",
    "partnerships": "partnerships.partnerships",
    "companies": "companies.companies",
    "notices": "notices.notices",
    "organisations": "organisations.organisations",
    "people": "people.people",
    "audit": "audit.audit",
    "serve": "site.serve",
    "demo": "demonstration.demo",
}
"""Each command, and where it is: a module of this room, and its name there."""


class _Commands(click.Group):
    """Turns an expected no into a sentence and exit status 1, for every command.

    A command's module is imported when that command is asked for: what weighs names and words takes seconds to import,
    for which somebody who asks for the status should not wait.
    """

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        module, _, name = _COMMANDS[cmd_name].partition(".")
        found: click.Command = getattr(import_module(f"tallystick.cli.{module}"), name)
        return found

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except Refused as no:
            click.echo(f"tallystick: {no}", err=True)
            ctx.exit(1)
        except BrokenPipeError:
            # Whoever was reading has seen enough, as in `tallystick payments | head`.
            ctx.exit(0)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.option(
    "--home", type=click.Path(file_okay=False, path_type=Path), help="Where everything is kept (or TALLYSTICK_HOME)."
)
@click.option(
    "--as",
    "asking",
    envvar="TALLYSTICK_AS",
    default="",
    metavar="EMAIL|operator",
    help="Who is asking (or TALLYSTICK_AS). On one's own computer nobody need be named.",
)
@click.version_option(__version__, prog_name="tallystick")
@click.pass_context
def main(context: click.Context, home: Path | None, asking: str) -> None:
    """Read the spending that public bodies publish, account for every row and penny, and see where the money goes."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # Suppliers are called what they are called, whatever the terminal's own encoding is.
            stream.reconfigure(encoding="utf-8", errors="replace")
    context.obj = Door(Home.find(home), asking=asking.strip())
