"""YAML as commands read it: the same facts as JSON, and everything that two readers may differ about refused."""

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from tallystick.cli import main
from tallystick.cli.yaml_files import NotYaml, yaml_facts

EXAMPLES = Path(__file__).parents[2] / "docs" / "reference" / "examples"
FILES = sorted(EXAMPLES.glob("*.yaml"))


def read(text: str) -> dict[str, Any]:
    return yaml_facts(text.encode())[0]


READ: list[tuple[str, Any]] = [
    ("1", 1), ("-12", -12), ("0", 0), ("1.50", Decimal("1.50")), ("1e2", Decimal("1e2")), ("-0.1", Decimal("-0.1")),
    ("true", True), ("False", False), ("null", None), ("~", None), ("", None), ("2027-03-31", "2027-03-31"),
    ("2026/27", "2026/27"), ("'1.5'", "1.5"), ('"no"', "no"), ("standard", "standard"), ("=", "="),
    ("[1, 'a']", [1, "a"]), ("{a: 1}", {"a": 1}), ("|\n  two\n  lines\n", "two\nlines\n"),
    ("£5", "£5"), ("0.1e", "0.1e"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "value"), READ)
def test_what_a_value_is(text: str, value: Any) -> None:
    found = read(f"key: {text}")["key"]
    assert found == value
    assert type(found) is type(value)


def test_keys_are_as_they_are_written() -> None:
    assert read("2026: 1\n'2027': 2\nno: 3\n2028/29: 4\n2026-04-01: 5\ntrue: 6") == {
        "2026": 1, "2027": 2, "no": 3, "2028/29": 4, "2026-04-01": 5, "true": 6,
    }  # fmt: skip


WRONG = [
    ("a: yes", 'Line 1: “yes” is true or false to some readers of YAML'),
    ("a: on", 'and a word to others. Write true or false, or "on" for the word.'),
    ("a: 1\nb: OFF", "Line 2: “OFF” is true"),
    ("a: 1\nb: 0x1f", "Line 2: “0x1f” is not the same number"),
    ("a: 010", "Line 1: “010” is not"),
    ("a: 1_000", "Line 1: “1_000” is not"),
    ("a: 12:30", "Line 1: “12:30” is not"),
    ("a: .nan", "Line 1: “.nan” is not"),
    ("a: +5", "Line 1: “+5” is not"),
    ("a: .5", "Line 1: “.5” is not"),
    ("a: 1\nb: 2\na: 3", "Line 3: “a” is given twice."),
    ("a: &x 1\nb: *x", "Line 1: a name for a part of the file"),
    ("a: 1\nb: *x", "Line 2: a name for a part of the file"),
    ("<<: {a: 1}", "Line 1: a key is no plain text."),
    ("[a]: 1", "Line 1: a key is no plain text."),
    ("a: !!python/object/apply:os.system ['x']", "is not read here"),
    ("a: 1\n---\nb: 1", "Line 2: a second document begins."),
    ("- 1", "and not keys with values"),
    ("", "There is nothing to answer."),
    ("a: [1\nb: 2", "This is not YAML: "),
    ("a:\n\t- 1", "at line 2, letter 1."),
    ("a: \x00", "This is not YAML: "),
    ("a: " + "[" * 50 + "]" * 50, "deeper than 40 levels"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "says"), WRONG)
def test_what_is_refused_says_where(text: str, says: str) -> None:
    with pytest.raises(NotYaml) as no:
        read(text)
    assert says in str(no.value)


def test_what_is_no_text_or_too_much_is_refused() -> None:
    for data in (b"a: \xff", b"a: " + b"x" * 4 * 1024**2):
        with pytest.raises(NotYaml):
            yaml_facts(data)


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "Zs"))),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("abc1", min_size=1), inner, max_size=3),
    max_leaves=8,
)


@given(st.dictionaries(st.text("abcxyz", min_size=1), VALUES))
def test_what_another_writes_is_read_as_it_was(facts: dict[str, Any]) -> None:
    assert read(json.dumps(facts, ensure_ascii=False)) == facts, "JSON is YAML"
    assert read(yaml.safe_dump(facts, allow_unicode=True)) == facts


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_the_examples_are_answered(file: Path) -> None:
    words = next(
        words for words in ("business-case", "apportion", "appraise", "what-if") if file.stem.startswith(words)
    )
    said = CliRunner().invoke(main, ["decisions", words, str(file)])
    assert said.exit_code == 0, said.stderr
    assert json.loads(said.stdout).get("ignored", []) == []


def test_a_refusal_of_a_key_says_its_line(tmp_path: Path) -> None:
    file = tmp_path / "case.yml"
    file.write_text(
        "base_year: 2026\nprice_basis: real\noptions:\n  - name: New\n    life_years: 3\n    lines:\n"
        "      - name: Build\n        type: capital\n        kind: once\n        flows: {2026: -1000}\n"
    )
    said = CliRunner().invoke(main, ["decisions", "business-case", str(file)])
    assert said.exit_code == 1
    assert "Line 9: options[0].lines[0].kind: “once” is not known." in said.stderr
    file.write_text("amount_pence: 5\nweights: {}\n")
    said = CliRunner().invoke(main, ["decisions", "apportion", str(file)])
    assert "drivers: " in said.stderr
    assert "Line" not in said.stderr
