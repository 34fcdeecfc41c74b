import json
from typing import Any

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from tallystick.cli import main
from tests.contracts.rules.pages import example

STANDSTILL = {"last_day", "earliest_signature", "skipped", "citation"}
DEADLINE = {"due", "days", "citation", "mark"}


def run(*words: str, given: str) -> Result:
    return CliRunner().invoke(main, ["rules", *words], input=given)


def answers(command: str, *facts: object) -> list[dict[str, Any]]:
    lines = "".join(fact if isinstance(fact, str) else json.dumps(fact) + "\n" for fact in facts)
    said = run(command, "-", "--lines", given=lines)
    assert said.exit_code == 0, said.stderr
    return [json.loads(line) for line in said.stdout.splitlines()]


@pytest.mark.parametrize(("command", "name", "keys"), [
    ("standstill", "standstill", STANDSTILL),
    ("deadline", "deadlines", DEADLINE),
])  # fmt: skip
def test_the_worked_examples_and_the_keys_that_other_programs_rely_on(command: str, name: str, keys: set[str]):
    said, gives = example(name)
    (found,) = answers(command, said)
    assert {key: found[key] for key in gives} == gives
    assert keys <= found.keys()
    alone = run(command, "-", given=json.dumps(said))
    assert json.loads(alone.stdout) == found


def test_what_else_a_standstill_says():
    (found,) = answers("standstill", {"regime": "PA2023", "published": "2026-11-23", "reference": "C-1"})
    assert found["skipped"][-1] == {"date": "2026-11-30", "why": "St Andrew's Day (Scotland)"}
    assert found["ignored"] == ["reference"]
    assert (found["mark"], found["required"], found["unknown"], found["warnings"]) == ("V", None, [], [])
    assert "8 working days" in found["why"]


def test_what_else_a_deadline_says():
    (found,) = answers("deadline", {"code": "UK8", "from": "2026-09-30", "nonsense": 1})
    assert (found["code"], found["name"], found["due"]) == ("UK8", "Information about payments", "2026-10-29")
    assert (found["ignored"], found["before"], found["required"]) == (["nonsense"], None, None)
    assert {warning["mark"] for warning in found["warnings"]} == {"G", "V", "S"}
    (change,) = answers("deadline", {"code": "UK10", "from": "2026-11-02"})
    assert (change["due"], change["before"]) == (None, "2026-11-02")


def test_money_is_pounds_however_it_is_written():
    sums = ["5000000.01", "£5,000,000.01", 5000000.01, 5_000_001]
    found = answers("deadline", *({"code": "contract_copy", "from": "2026-11-02", "value": one} for one in sums))
    assert [one["due"] for one in found] == ["2027-01-30"] * len(sums)


WRONG = [
    ("standstill", {"regime": "PCR2016"}, "regime"),
    ("standstill", {"regime": "PA2023", "published": "2 November"}, "published"),
    ("standstill", {"regime": "PA2023", "published": "2026-11-31"}, "published"),
    ("standstill", {"regime": "PA2023", "published": 20261102}, "published"),
    ("standstill", {"regime": "PA2023", "published": "0001-01-01"}, "published"),
    ("standstill", {"regime": "PA2023", "published": "2026-11-02", "working_days": 5}, "working_days"),
    ("standstill", {"regime": "PA2023", "published": "2026-11-02", "working_days": "8"}, "working_days"),
    ("standstill", {"regime": "PCR2015", "sent": "2026-11-02", "method": "fax"}, "method"),
    ("standstill", {"regime": "PCR2015", "sent": "2026-11-02", "nation": "cornwall"}, "nation"),
    ("standstill", {"regime": ["PA2023"]}, "regime"),
    ("deadline", {"from": "2026-11-02"}, "code"),
    ("deadline", {"code": "UK99", "from": "2026-11-02"}, "code"),
    ("deadline", {"code": 7, "from": "2026-11-02"}, "code"),
    ("deadline", {"code": "UK7", "from": "02/11/2026"}, "from"),
    ("deadline", {"code": "UK7", "from": {}}, "from"),
    ("deadline", {"code": "UK1", "from": "2026-04-15"}, "from"),
    ("deadline", {"code": "UK7", "from": "2026-11-02", "kind": "software"}, "kind"),
    ("deadline", {"code": "contract_copy", "value": "lots"}, "value"),
    ("deadline", {"code": "contract_copy", "value": "-5"}, "value"),
    ("deadline", {"code": "contract_copy", "value": "1.234"}, "value"),
    ("deadline", {"code": "contract_copy", "value": True}, "value"),
    ("deadline", '{"code": "contract_copy", "value": 1e999999999}\n', "value"),
    ("deadline", {"code": "contract_copy", "value": "5000000", "vat_rate": "a fifth"}, "vat_rate"),
    ("deadline", {"code": "contract_copy", "value": "5000000", "vat_rate": "NaN"}, "vat_rate"),
    ("deadline", {"code": "tender", "electronic": "yes"}, "electronic"),
    ("deadline", {"code": "payment", "payment_falls_due": "soon"}, "payment_falls_due"),
    ("deadline", "[]\n", None),
    ("deadline", "\n", None),
    ("deadline", "{\n", None),
]


@pytest.mark.parametrize(("command", "wrong", "field"), WRONG)
def test_a_line_that_cannot_be_answered_says_so_and_the_rest_go_on(command: str, wrong: object, field: str | None):
    right = {"regime": "PA2023", "published": "2026-11-02", "code": "UK7", "from": "2026-11-02"}
    before, refused, after = answers(command, right, wrong, right)
    assert set(refused) == {"error", "field"}
    assert refused["field"] == field
    assert refused["error"].endswith((".", "?", "…"))
    assert before == after
    assert before.get("last_day", before.get("due")) in ("2026-11-11", "2026-12-01")
    alone = run(command, "-", given=wrong if isinstance(wrong, str) else json.dumps(wrong))
    assert (alone.exit_code, alone.stdout) == (1, "")
    assert alone.stderr.startswith("tallystick: ")


SCALARS = st.none() | st.booleans() | st.integers() | st.text(max_size=12) | st.sampled_from(["2026-11-02", "PA2023"])
KEYS = st.sampled_from(["regime", "published", "sent", "method", "nation", "code", "from", "value", "kind", "vat_rate"])


@given(st.dictionaries(KEYS, SCALARS | st.lists(SCALARS, max_size=2), max_size=8), st.sampled_from(["UK7", "s70"]))
def test_whatever_is_asked_is_answered_or_refused(facts: dict[str, Any], code: str):
    for command, expected in (("standstill", STANDSTILL), ("deadline", DEADLINE)):
        for asked in (facts, {**facts, "code": code, "regime": "PA2023"}):
            (found,) = answers(command, asked)
            assert set(found) == {"error", "field"} or expected <= found.keys()


def test_wrong_usage_is_told():
    assert CliRunner().invoke(main, ["rules", "nothing"]).exit_code == 2
    assert CliRunner().invoke(main, ["rules", "deadline"]).exit_code == 2
    assert run("deadline", "none.json", given="").exit_code == 1
