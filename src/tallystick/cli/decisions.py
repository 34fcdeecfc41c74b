"""From evidence to a choice: `tallystick decisions …`. Those that answer a FILE need no register."""

from importlib import import_module

import click

_COMMANDS = {
    "list": "decided.list_",
    "start": "decided.start",
    "put": "decided.put",
    "show": "decided.show",
    "record": "decided.record",
    "report": "decided.report",
    "replay": "decided.replay",
    "apportion": "apportioning.apportion",
    "appraise": "appraising.appraise",
    "business-case": "business_case.business_case",
    "what-if": "what_if.what_if",
    "recommend": "recommending.recommend",
}
"""Each command, and where it is: a module of this room, and its name there."""


class _Decisions(click.Group):
    """A command's module is imported when that command is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        module, _, name = _COMMANDS[cmd_name].partition(".")
        found: click.Command = getattr(import_module(f"tallystick.cli.{module}"), name)
        return found


@click.group(cls=_Decisions)
def decisions() -> None:
    """What to do: how a cost is shared, how options compare, and what each costs over its life."""
