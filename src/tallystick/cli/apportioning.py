"""Who pays how much of a shared cost: `tallystick decisions apportion`."""

from pathlib import Path

import click

from tallystick.cli.json_files import answer_file, takes_facts
from tallystick.decisions.rules.apportioning_answer import answer


@click.command()
@takes_facts
def apportion(file: Path, lines: bool) -> None:
    """Share a cost between partners, to the penny.

    FILE holds the amount and what it is shared by as one JSON object, or as YAML (-: standard input, JSON).
    """
    answer_file(file, answer, lines=lines)
