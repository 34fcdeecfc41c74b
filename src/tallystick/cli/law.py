"""Days that the law counts: `tallystick rules …`. They need no register and no site."""

from pathlib import Path
from typing import Any

import click

from tallystick.cli.json_files import answer_file, takes_facts
from tallystick.law.deadlines import decide_deadline
from tallystick.law.deadlines_asked import (
    DeadlineFacts,
    StandstillFacts,
    deadline_from_json,
    standstill_from_json,
    strangers,
)
from tallystick.law.standstill import Remark
from tallystick.law.standstill import standstill as standstill_of


@click.group()
def rules() -> None:
    """What the law asks by when: standstills and deadlines. None of it is legal advice."""


@rules.command()
@takes_facts
def standstill(file: Path, lines: bool) -> None:
    """Say when a standstill ends, and when the contract may be signed.

    FILE holds regime, published or sent, and what else is known, as one JSON object (-: standard input).
    """
    answer_file(file, _standstill, lines=lines)


@rules.command()
@takes_facts
def deadline(file: Path, lines: bool) -> None:
    """Say by when something has to be published, paid or allowed for.

    FILE holds code, from, and what else decides it, as one JSON object (-: standard input).
    """
    answer_file(file, _deadline, lines=lines)


def _standstill(said: dict[str, Any]) -> dict[str, Any]:
    found = standstill_of(standstill_from_json(said))
    return {
        "last_day": found.last_day,
        "earliest_signature": found.earliest_signature,
        "skipped": [{"date": one.date, "why": one.why} for one in found.skipped],
        "citation": found.citation,
        "mark": found.mark,
        "required": found.required,
        "why": found.why,
        "unknown": list(found.unknown),
        "warnings": _warnings(found.warnings),
        "ignored": list(strangers(said, StandstillFacts)),
    }


def _deadline(said: dict[str, Any]) -> dict[str, Any]:
    code, facts = deadline_from_json(said)
    found = decide_deadline(code, facts)
    return {
        "code": found.code,
        "name": found.name,
        "due": found.due,
        "days": found.days,
        "citation": found.citation,
        "mark": found.mark,
        "why": found.why,
        "required": found.required,
        "before": found.before,
        "unknown": list(found.unknown),
        "warnings": _warnings(found.warnings),
        "ignored": list(strangers(said, DeadlineFacts)),
    }


def _warnings(remarks: tuple[Remark, ...]) -> list[dict[str, str]]:
    return [{"text": one.text, "mark": one.mark} for one in remarks]
