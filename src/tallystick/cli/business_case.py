"""What options cost over their lives, and how sure that is: `tallystick decisions business-case`."""

import datetime as dt
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import click

from tallystick.cli.json_files import answer_file, at_its_place, facts_and_places, say, takes_facts
from tallystick.decisions.rules.business_case_answer import answer
from tallystick.kit.errors import Refused
from tallystick.reference.green_book import green_book

_LONDON = ZoneInfo("Europe/London")
_WORKBOOK = ".xlsx"


@click.command("business-case")
@takes_facts
@click.option(
    "--workbook", type=click.Path(path_type=Path, dir_okay=False), help="Also write an XLSX with live formulas there."
)
def business_case(file: Path, lines: bool, workbook: Path | None) -> None:
    """Value options over their lives: NPV, yearly cost, payback, switching values, ranges.

    FILE holds the options and their cost lines as one JSON object, as YAML, or as a workbook that --workbook wrote,
    edited or not (-: standard input, JSON).
    """
    today = dt.datetime.now(_LONDON).date()
    if lines:
        if workbook is not None:
            raise click.UsageError("--workbook is of one case: leave out --lines.")
        answer_file(file, partial(answer, book=green_book(), today=today), lines=True)
        return
    said, places = _given(file, today)
    with at_its_place(places):
        found = answer(said, green_book(), today)
        if workbook is not None:
            _write(workbook, said, today)
    say(found)


def _given(file: Path, today: dt.date) -> tuple[dict[str, Any], Mapping[str, str]]:
    if file.suffix.lower() != _WORKBOOK:
        return facts_and_places(file)
    from tallystick.decisions.workbooks.reading import MOST_BYTES, read_workbook

    try:
        with open(file, "rb") as stream:
            data = stream.read(MOST_BYTES + 1)
    except OSError as no:
        raise Refused(
            f"{file} cannot be read: {no.strerror or no}.", what_to_do="Check where it is, and who may read it."
        ) from no
    return read_workbook(data, green_book(), today)


def _write(workbook: Path, said: dict[str, Any], today: dt.date) -> None:
    from tallystick.decisions.workbooks.writing import write_workbook

    if workbook.suffix.lower() != _WORKBOOK:
        raise Refused(f"{workbook} is no name of a workbook.", what_to_do=f"Let it end in {_WORKBOOK}.")
    data = write_workbook(said, green_book(), today)
    try:
        workbook.write_bytes(data)
    except OSError as no:
        raise Refused(
            f"{workbook} cannot be written: {no.strerror or no}.", what_to_do="Name a place where you may write."
        ) from no
