"""What a change of partners, users or drivers does to each share: `tallystick decisions what-if`."""

from pathlib import Path

import click

from tallystick.cli.json_files import answer_file, takes_facts
from tallystick.decisions.rules.what_if_answer import answer


@click.command("what-if")
@takes_facts
def what_if(file: Path, lines: bool) -> None:
    """Say who gains and who loses when a partner leaves or joins, users move, or the driver changes.

    FILE holds the arrangement and its change as one JSON object, or as YAML (-: standard input, JSON).
    """
    answer_file(file, answer, lines=lines)
