"""What has to be decided about a contract, and by when: `tallystick contracts dates`. It needs no register."""

from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import click

from tallystick.cli.json_files import answer_file, takes_facts
from tallystick.contracts.rules.safe_start import Start, safe_starts
from tallystick.contracts.rules.term_dates import Decision, term_dates
from tallystick.contracts.rules.term_dates_json import facts_from_json, strangers, to_json, today_from_json
from tallystick.reference.lead_times import lead_times


@click.command()
@takes_facts
@click.option("--routes", is_flag=True, help="Add to each decision the last safe start for each way of buying.")
def dates(file: Path, lines: bool, routes: bool) -> None:
    """Say when a contract ends, and by when which notice has to be given.

    FILE holds what the contract says of its term as one JSON object (-: standard input). None of it is legal advice.
    """
    today = datetime.now(ZoneInfo("Europe/London")).date()
    answer_file(file, lambda said: _answer(said, today, routes), lines=lines)


def _answer(said: dict[str, Any], today: date, routes: bool) -> dict[str, Any]:
    asked = today_from_json(said) or today
    found = term_dates(facts_from_json(said), asked)
    answer = {**to_json(found), "today": asked, "ignored": list(strangers(said))}
    if routes:
        for shown, decision in zip(answer["decisions"], found.decisions, strict=True):
            shown["routes"] = [_route(one) for one in _starts(decision)]
    return answer


def _starts(decision: Decision) -> tuple[Start, ...]:
    day = decision.last_day_to_send or (decision.takes_effect if decision.kind == "end" else None)
    return () if day is None or decision.any_day else safe_starts(day, lead_times())


def _route(one: Start) -> dict[str, Any]:
    return {
        "route": one.route,
        "name": one.name,
        "last_safe_start": one.last_safe_start,
        "working": list(one.working),
        "legal_floor": one.legal_floor,
        "mark": one.mark,
    }
