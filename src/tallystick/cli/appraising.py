"""How options compare, and how firm that is: `tallystick decisions appraise`."""

from pathlib import Path

import click

from tallystick.cli.json_files import answer_file, takes_facts
from tallystick.decisions.rules.appraisal_json import answer


@click.command()
@takes_facts
def appraise(file: Path, lines: bool) -> None:
    """Rank options against weighted criteria, and say how firm the ranking is.

    FILE holds options, criteria and scores as one JSON object (-: standard input).
    """
    answer_file(file, answer, lines=lines)
