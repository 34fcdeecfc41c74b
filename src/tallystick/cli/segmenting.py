"""How closely a contract has to be managed: `tallystick contracts segment`. It needs no register and no site."""

from pathlib import Path
from typing import Any

import click

from tallystick.cli.doorway import plural
from tallystick.cli.json_files import answer_file, facts, takes_facts
from tallystick.contracts.rules.questionnaires import Result, strangers
from tallystick.contracts.rules.segmentation import Segmented
from tallystick.contracts.rules.segmentation import segment as tier_of
from tallystick.kit.errors import Refused
from tallystick.reference.asking import WHO, Questionnaire
from tallystick.reference.asking_json import from_json
from tallystick.reference.questionnaires_shipped import shipped_one


@click.command()
@takes_facts
@click.option(
    "--questionnaire",
    "own",
    type=click.Path(path_type=Path, dir_okay=False),
    help="A council's own version of the segmentation questionnaire, as JSON.",
)
def segment(file: Path, lines: bool, own: Path | None) -> None:
    """Say whether a contract is major, operational or transactional, and what follows.

    FILE holds the answers to the nine questions as one JSON object (-: standard input).
    """
    questionnaire = _own(own) if own else shipped_one("segmentation")
    tier_of(questionnaire, {})  # a version of it that cannot give a tier is refused before the first line is read
    answer_file(file, lambda answers: _answer(questionnaire, answers), lines=lines)


def _own(file: Path) -> Questionnaire:
    try:
        return from_json(facts(file.read_bytes()))
    except OSError as no:
        raise Refused(f"{file} cannot be read: {no.strerror or no}.", what_to_do="Check where it is.") from no


def _answer(questionnaire: Questionnaire, answers: dict[str, Any]) -> dict[str, Any]:
    found = tier_of(questionnaire, answers)
    result = found.result
    return {
        "tier": found.tier,
        "score": result.score,
        "reasons": _reasons(found),
        "duties": [_duty(duty) for duty in found.duties],
        "tiers": list(found.tiers),
        "unknown": list(result.unanswered),
        "most": result.most,
        "range": {"low": result.low, "high": result.high},
        "points": [_points(reason) for reason in result.reasons],
        "rules": [{"rule": rule.code, "why": rule.why, "changed": rule.changed} for rule in result.held],
        "sole_supplier": found.sole_supplier,
        "requirements": {one.code: one.needed for one in found.requirements},
        "agenda": list(questionnaire.consequence(found.tier).agenda) if found.tier else [],
        "questionnaire": {"id": questionnaire.id, "version": questionnaire.version},
        "ignored": list(strangers(questionnaire, answers)),
    }


def _reasons(found: Segmented) -> list[str]:
    result = found.result
    moved = [f"An overriding rule decides: {rule.why}" for rule in result.held if rule.changed]
    return [_in_all(result), *moved, *(f"{reason.text} {reason.why}" for reason in result.reasons)]


def _in_all(result: Result) -> str:
    if result.score is not None:
        return f"{result.score} of {result.most} points in all."
    not_known = plural(len(result.unanswered), "answer")
    return f"From {result.low} to {result.high} of {result.most} points: {not_known} not known."


def _duty(duty: Any) -> dict[str, Any]:
    return {
        "what": duty.what,
        "frequency": duty.frequency,
        "who": WHO[duty.who],
        "why": duty.why,
        "every_months": duty.every_months,
        "lead_days": duty.lead_days,
    }


def _points(reason: Any) -> dict[str, Any]:
    return {
        "question": reason.question,
        "answer": reason.answer,
        "points": reason.points,
        "weight": reason.weight,
        "score": reason.score,
        "most": reason.most,
        "why": reason.why,
    }
