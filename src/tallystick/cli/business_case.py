"""What options cost over their lives, and how sure that is: `tallystick decisions business-case`."""

import datetime as dt
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

import click

from tallystick.cli.json_files import answer_file, takes_facts
from tallystick.decisions.rules.business_case_answer import answer
from tallystick.reference.green_book import green_book

_LONDON = ZoneInfo("Europe/London")


@click.command("business-case")
@takes_facts
def business_case(file: Path, lines: bool) -> None:
    """Value options over their lives: NPV, yearly cost, payback, switching values, ranges.

    FILE holds the options and their cost lines as one JSON object (-: standard input).
    """
    answer_file(
        file, partial(answer, book=green_book(), today=dt.datetime.now(ZoneInfo("Europe/London")).date()), lines=lines
    )
