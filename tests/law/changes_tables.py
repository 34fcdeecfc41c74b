"""Cases of changes as tables: a contract and a change that are given, and rows that differ from them."""

import tomllib
from collections.abc import Iterator
from dataclasses import fields
from typing import Any

import pytest

from tallystick.law.changes import Change, ChangeFacts, check_change, facts_from_json, to_json
from tests.law.tables import CASES

CONTRACT = {field.name for field in fields(ChangeFacts)}
CHANGE = {field.name for field in fields(Change)}


def table(name: str) -> list[Any]:
    """A pytest parameter for each row of cases/<name>.toml: heading, facts as JSON, what is expected."""
    return [
        pytest.param(heading, *row, id=f"{heading}: {row[1]['why']}") for heading, row in _rows(CASES / f"{name}.toml")
    ]


def _rows(file: Any) -> Iterator[tuple[str, tuple[dict[str, Any], dict[str, Any]]]]:
    said = tomllib.loads(file.read_text(encoding="utf-8"))
    for heading, rows in said["cases"].items():
        for row in rows:
            yield heading, _made(said["contract"], said["change"], row)


def _made(
    contract: dict[str, Any], change: dict[str, Any], row: dict[str, Any]
) -> tuple[dict[str, Any], dict[str, Any]]:
    changed = {**change, **{key: value for key, value in row.items() if key in CHANGE}}
    facts = {**contract, **{key: value for key, value in row.items() if key in CONTRACT}}
    expected = {key: value for key, value in row.items() if key not in CHANGE | CONTRACT | {"unknown"}}
    for left_out in row.get("unknown", []):
        if left_out == "earlier_changes":
            facts[left_out] = None
        else:
            (changed if left_out in CHANGE else facts).pop(left_out, None)
    return {**facts, "change": changed}, expected


def asked(facts: dict[str, Any]) -> dict[str, Any]:
    """The answer to the facts, as JSON."""
    return to_json(check_change(facts_from_json(facts)))


def limb_of(answer: dict[str, Any], id: str) -> dict[str, Any]:
    (found,) = [limb for limb in answer["limbs"] if limb["id"] == id]
    return dict(found)
