"""The command line: parse, call once, show.

Owns: nothing. Reads: intake and the lake's look-ups. Offers: `main`, the command `tallystick`.
Results go to standard output and everything said about them to standard error. Exit status 0 is done, 1 is a refusal,
2 is wrong usage.
"""

import io
import sys
from pathlib import Path
from typing import Any

import click

from tallystick import __version__
from tallystick.cli import category_decisions, companies, demonstration, intake, lake, money, site, suppliers
from tallystick.cli.doorway import Door
from tallystick.kit.errors import Refused
from tallystick.lake.store.home import Home


class _Commands(click.Group):
    """Turns an expected no into a sentence and exit status 1, for every command."""

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
@click.version_option(__version__, prog_name="tallystick")
@click.pass_context
def main(context: click.Context, home: Path | None) -> None:
    """Read the spending that public bodies publish, account for every row and penny, and see where the money goes."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # Suppliers are called what they are called, whatever the terminal's own encoding is.
            stream.reconfigure(encoding="utf-8", errors="replace")
    context.obj = Door(Home.find(home))


for command in (
    intake.load,
    intake.columns,
    lake.payments,
    lake.status,
    lake.files,
    lake.quarantine,
    money.money,
    category_decisions.categories,
    companies.companies,
    suppliers.suppliers,
    site.serve,
    demonstration.demo,
):
    main.add_command(command)
