"""Importing a register step by step, as the site does for a large one: hidden from people, who have `contracts load`.

Each prints one line of JSON, and writes how far it is to a file.
"""

import json
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import click

from tallystick.cli.doorway import Door, follow_up, show_json
from tallystick.kit.errors import Refused
from tallystick.lake.build.manifest import write_whole

_PROGRESS = click.option("--progress", type=click.Path(dir_okay=False, path_type=Path))


@click.command(hidden=True)
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--organisation", default="")
@click.option("--public", is_flag=True)
@_PROGRESS
@click.pass_obj
def hand_in(door: Door, file: Path, organisation: str, public: bool, progress: Path | None) -> None:
    """Keep a register as it came, and work out what importing it would do."""
    door.open()
    from tallystick.contracts import actions

    say = _steps(progress)
    say("Reading")
    try:
        row = actions.hand_in(
            home=door.home, path=file, name=file.name, organisation=organisation or None, public=public, by=door.actor,
            at=door.now,
        )  # fmt: skip
    except Refused as no:
        show_json({"refused": str(no)})
        return
    _look_over(door, row.pk, say)
    show_json({"register": row.pk})


@click.command(hidden=True)
@click.argument("register", type=int)
@_PROGRESS
@click.pass_obj
def look_over(door: Door, register: int, progress: Path | None) -> None:
    """Work out again what importing a register that was handed in would do."""
    door.open()
    _look_over(door, register, _steps(progress))
    show_json({"register": register})


@click.command(hidden=True)
@click.argument("register", type=int)
@click.option("--take", multiple=True)
@_PROGRESS
@click.pass_obj
def take_in(door: Door, register: int, take: tuple[str, ...], progress: Path | None) -> None:
    """Import a register that was handed in."""
    door.open()
    from tallystick.contracts.actions import import_register

    say = _steps(progress)
    try:
        done = import_register(
            home=door.home, register=register, take=frozenset(take), by=door.actor, at=door.now, say=say
        )
    except Refused as no:
        show_json({"register": register, "refused": str(no)})
        return
    follow_up(door, say, learn=False)
    _look_over(door, register, say)
    show_json({"register": register, "outcome": done.outcome, **done.counts})


def _look_over(door: Door, register: int, say: Callable[[str], None]) -> None:
    from tallystick.contracts.queries import importing
    from tallystick.contracts.queries.staging import stage

    row = importing.register(register, by=door.actor)
    if row is None:
        raise Refused("There is no such register.", what_to_do="Hand it in first.")
    stage(door.home, row, by=door.actor, at=door.now, say=say)


def _steps(to: Path | None) -> Callable[[str], None]:
    def say(step: str) -> None:
        if to is not None:
            # How far it is matters less than getting there.
            with suppress(OSError):
                said: dict[str, Any] = {"done": 0, "of": 0, "file": "", "step": step}
                write_whole(to, json.dumps(said))

    return say
