"""The register of contracts: `tallystick contracts …`."""

from importlib import import_module

import click

_COMMANDS = {
    "load": "registers.load",
    "export": "registers.export",
    "hand-in": "registers_staged.hand_in",
    "look-over": "registers_staged.look_over",
    "take-in": "registers_staged.take_in",
    "segment": "segmenting.segment",
    "dates": "term_dates.dates",
    "check-change": "changing.check_change",
}
"""Each command, and where it is: a module of this room, and its name there."""


class _Contracts(click.Group):
    """A command's module is imported when that command is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        module, _, name = _COMMANDS[cmd_name].partition(".")
        found: click.Command = getattr(import_module(f"tallystick.cli.{module}"), name)
        return found


@click.group(cls=_Contracts)
def contracts() -> None:
    """What was agreed: contracts, and the rules they are managed by."""
