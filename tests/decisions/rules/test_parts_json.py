"""What is said in JSON is read exactly, or refused with its place: never a traceback, and never something lost."""

import copy
import datetime as dt
import json
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

import pytest

from tallystick.decisions.rules import charter_answer, risks_answer, transition_answer
from tallystick.decisions.rules.parts_json import NotADocument, Part, in_words, plain
from tests.contracts.rules.pages import example

DOORS: dict[str, Callable[[Any, dt.date], dict[str, Any]]] = {
    "risk-register": risks_answer.answer,
    "charter": charter_answer.answer,
    "transition-plan": transition_answer.answer,
}
WRONG: list[Any] = [None, True, -1, Decimal("NaN"), Decimal("1e400"), 1.5, "", "\ud800", "2021-13-01", [None], {"a": 1}]


def places(said: Any, at: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    yield at
    if isinstance(said, dict | list):
        for key in said if isinstance(said, dict) else range(len(said)):
            yield from places(said[key], (*at, key))


def replaced(said: Any, at: tuple[Any, ...], value: Any) -> Any:
    if not at:
        return value
    whole = copy.deepcopy(said)
    part = whole
    for key in at[:-1]:
        part = part[key]
    part[at[-1]] = value
    return whole


@pytest.mark.parametrize("name", DOORS)
def test_whatever_is_wrong_anywhere_is_read_or_refused(name: str) -> None:
    said, _ = example(name)
    refused = 0
    for at in places(said):
        for wrong in WRONG:
            try:
                json.dumps(DOORS[name](replaced(said, at, wrong), dt.date(2026, 7, 2)), allow_nan=False)
            except NotADocument:
                refused += 1
    assert refused > 100


@pytest.mark.parametrize("name", DOORS)
def test_what_is_not_known_is_refused_wherever_it_stands(name: str) -> None:
    said, _ = example(name)
    for at in places(said):
        part = said
        for key in at:
            part = part[key]
        if isinstance(part, dict):
            with pytest.raises(NotADocument, match="colour"):
                DOORS[name](replaced(said, at, {**part, "colour": "red"}), dt.date(2026, 7, 2))


def test_numbers_are_kept_as_they_were_written() -> None:
    assert Part.of({"n": Decimal("0.10")}).number("n") == Decimal("0.1")
    assert Part.of({"n": 0.1}).number("n") == Decimal("0.1")
    assert Part.of({"n": " 12.5 "}).number("n") == Decimal("12.5")
    for wrong in ("1e3", "1,000", "", True, None, "0.1234567891", "9" * 17, [1]):
        with pytest.raises(NotADocument, match=r"^part\.n: "):
            Part.of({"n": wrong}, "part").number("n")


def test_names_may_be_numbers_and_not_half_of_one() -> None:
    assert Part.of({"id": 7}).code("id") == Part.of({"id": Decimal("7.0")}).code("id") == "7"
    for wrong in (0.5, True, " ", None, "x" * 61):
        with pytest.raises(NotADocument):
            Part.of({"id": wrong}).code("id")


def test_how_things_are_shown() -> None:
    assert [in_words(names) for names in ([], ["a"], ["a", "b"], ["a", "b", "c"])] == ["", "a", "a and b", "a, b and c"]
    assert [plain(Decimal(one)) for one in ("100", "1.50", "0.0", "1E+2", "-0.25")] == [
        "100",
        "1.5",
        "0",
        "100",
        "-0.25",
    ]
