"""May a contract be changed? `tallystick contracts check-change`. It needs no register and no site."""

import datetime as dt
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import click

from tallystick.cli.json_files import answer_file, takes_facts
from tallystick.law import changes

_LONDON = ZoneInfo("Europe/London")


@click.command("check-change")
@takes_facts
def check_change(file: Path, lines: bool) -> None:
    """Say whether the law allows a change to a contract, and what has to be published.

    FILE holds the contract and the change as one JSON object (-: standard input). It is not legal advice.
    """
    today = dt.datetime.now(_LONDON).date()
    answer_file(file, lambda said: _answer(said, today), lines=lines)


def _answer(said: dict[str, Any], today: dt.date) -> dict[str, Any]:
    answer = changes.to_json(changes.check_change(changes.facts_from_json(said), today))
    return {**answer, "ignored": list(changes.strangers(said))}
