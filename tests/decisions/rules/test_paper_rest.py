"""Risks, charters, plans and whatever else in a report: what their rules answer is set out, or said to be left out."""

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

import pytest

from tallystick.decisions.rules import charter_answer, risks_answer, transition_answer
from tallystick.decisions.rules.paper import Paper, Picture, Section, tables
from tallystick.decisions.rules.paper_compose import compose
from tallystick.decisions.rules.paper_exempt import public
from tests.contracts.rules.pages import example
from tests.decisions.papers import ABOUT, EXEMPT

DAY = dt.date(2026, 11, 22)
Answer = Callable[[Mapping[str, Any], dt.date], dict[str, Any]]


def report(kind: str, answer: Mapping[str, Any], *, exempt: bool = False) -> Paper:
    return compose({**ABOUT, **EXEMPT}, {kind: {"said": {}, "answer": answer, "exempt": exempt}})


def section(made: Paper, code: str) -> Section:
    return next(one for one in made.sections if one.code == code)


@pytest.mark.parametrize(
    ("kind", "page", "answer", "code"),
    [
        ("charter", "charter", charter_answer.answer, "appendices"),
        ("transition", "transition-plan", transition_answer.answer, "appendices"),
        ("risks", "risk-register", risks_answer.answer, "risk"),
    ],
)
def test_what_rules_answer_can_be_set_out(kind: str, page: str, answer: Answer, code: str) -> None:
    given, _ = example(page)
    made = report(kind, answer(given, DAY))
    found = section(made, code)
    assert found.given
    assert list(tables(found))
    for table in tables(found):
        assert {len(row.cells) for row in table.rows} <= {len(table.header)}


def test_the_matrix_has_each_risk_once_at_its_place() -> None:
    given, _ = example("risk-register")
    answer = risks_answer.answer(given, DAY)
    made = report("risks", answer)
    first = next(one for one in tables(section(made, "risk")) if "as things are" in one.caption)
    held = {
        (row.cells[0].text[0], name[0]): cell.text.partition(": ")[2]
        for row in first.rows
        for name, cell in zip(first.header[1:], row.cells[1:], strict=True)
    }
    stands: dict[tuple[str, str], set[str]] = {}
    for one in answer["risks"]:
        at = (str(one["before"]["likelihood"]), str(one["before"]["impact"]))
        stands.setdefault(at, set()).add(one["id"])
    assert {at: set(text.split(", ")) for at, text in held.items() if text} == stands


def test_an_exempt_register_leaves_none_of_its_words() -> None:
    given, _ = example("risk-register")
    answer = risks_answer.answer(given, DAY)
    made = public(report("risks", answer, exempt=True))
    said = repr(section(made, "risk"))
    assert [one["title"] for one in answer["risks"] if one["title"] in said] == []


def test_tasks_that_share_a_name_have_each_a_row_of_their_own() -> None:
    given, _ = example("transition-plan")
    for task in given["tasks"]:
        task["name"] = "Testing"
    answer = transition_answer.answer(given, DAY)
    [picture] = [one for one in section(report("transition", answer), "appendices").blocks if isinstance(one, Picture)]
    phases = {one["id"]: one["name"] for one in answer["phases"]}
    phase = {one["id"]: phases[one["phase"]] for one in answer["tasks"]}
    names = [bar.name for bar in picture.bars]
    assert len(set(names)) == len(names) > len(set(phase.values())) > 1
    for row, name in zip(answer["gantt"]["rows"], names, strict=True):
        assert name.startswith(f"Testing ({phase[row['id']]})")


def test_what_is_too_deep_or_too_long_is_said_to_be_left_out() -> None:
    deep = {"a": {"b": {"c": {"d": {"e": {"f": 1}}}}}, "mixed": [1, {"x": 1}], "long": list(range(300))}
    wide = [{f"k{at}": at for at in range(12)}]
    said = str(section(report("recommendation", {**deep, "wide": wide}), "options"))
    assert "A, b, c, d, e: kept with this decision, and not set out here." in said
    assert "Mixed: kept with this decision, and not set out here." in said
    assert "Long (200 of 300 lines; all are kept with this decision):" in said
    assert "Wide (7 of 12 columns; all are kept with this decision)" in said
