"""Terms in words: a table to read and to correct, and what holds for any text."""

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tallystick.contracts.rules.notice_values import in_text, read
from tallystick.contracts.rules.term_sentence import LONGEST, read_sentence
from tallystick.kit.errors import Refused
from tests.contracts.rules.pages import example

CASES = tomllib.loads((Path(__file__).parent / "cases" / "term_sentences.toml").read_text(encoding="utf-8"))["case"]
_NOTICES = frozenset({"notice", "extension_notice", "break_notice", "renewal_notice", "end_after"})


def shown(values: Any) -> dict[str, Any]:
    return {name: in_text(value) if name in _NOTICES else value for name, value in values.items()}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["says"][:60])
def test_what_is_made_of_it(case: dict[str, Any]) -> None:
    found = read_sentence(case["says"], start=case.get("start"), settled=case.get("settled"))
    assert shown(found.values) == case["means"]
    assert [ask.code for ask in found.asks] == case.get("asks", [])
    assert list(found.left) == case.get("left", [])


def test_the_example_of_the_page() -> None:
    said, gives = example("term-in-words")
    found = read_sentence(said["says"], start=date.fromisoformat(said["start"]))
    assert {name: value.isoformat() if isinstance(value, date) else value for name, value in found.values.items()} == (
        gives["means"]
    )
    assert [{"say": ask.say, "choices": [one.say for one in ask.choices]} for ask in found.asks] == gives["asks"]
    assert list(found.left) == gives["left"]


@given(st.text(max_size=120))
def test_any_text_is_read_or_said_to_be_left(text: str) -> None:
    found = read_sentence(text)
    if any(letter.isalnum() for letter in text):
        assert found.values or found.asks or found.left or len(text) < 40


_PARTS = ("2+1+1", "3 years", "three months' notice", "break at month 24", "renews each year", "rolling", "1 May 2025",
          "first extension used", "unless", "with", ",", "(", ")", "30 days", "at any time on", "none", "up to 3 times",
          "by either party", "no break", "£50,000", "annual", "x 2", "to", "from")  # fmt: skip


@given(st.lists(st.sampled_from(_PARTS), max_size=8), st.none() | st.dates())
def test_parts_in_any_order_are_values_that_a_contract_holds(parts: list[str], start: date | None) -> None:
    found = read_sentence(" ".join(parts), start=start)
    for name, value in found.values.items():
        if name in _NOTICES:
            assert read(in_text(value)) == value
        elif name.endswith(("_months", "_times", "_used")):
            assert isinstance(value, int)
            assert value >= 0
        elif name == "extensions":
            assert value
            assert all(isinstance(one, int) and one > 0 for one in value)
        else:
            assert isinstance(value, date | str)
    assert not any("\ue000" <= letter <= "\ue0ff" for left in found.left for letter in left)


def test_a_clause_of_the_contract_is_refused() -> None:
    with pytest.raises(Refused, match="longer than"):
        read_sentence("2+1 " * LONGEST)
