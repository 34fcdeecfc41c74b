import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from tallystick.cli import main

FACTS: dict[str, Any] = {
    "nation": "england",
    "kind": "services",
    "regime": "PA2023",
    "vat": "inclusive",
    "current_value": "4000000",
    "maximum_term_months": 60,
    "change": {
        "value": "1600000",
        "months": 0,
        "on": "2026-12-01",
        "additional_supply": True,
        "different_supplier_incompatible": True,
        "significant_inconvenience": True,
        "duplicates_cost": True,
        "new_supplier": False,
        "could_be_combined": False,
    },
}


def run(*words: str, given: bytes | str | None = None) -> Result:
    return CliRunner().invoke(main, ["contracts", "check-change", *words], input=given)


def answered(facts: object, *words: str) -> dict[str, Any]:
    said = run("-", *words, given=json.dumps(facts))
    assert said.exit_code == 0, said.stderr
    (line,) = said.stdout.splitlines()
    found: dict[str, Any] = json.loads(line)
    return found


def changed(**more: Any) -> dict[str, Any]:
    return {**FACTS, "change": {**FACTS["change"], **more}}


def test_the_keys_that_other_programs_rely_on() -> None:
    found = answered(FACTS)
    assert set(found) >= {
        "regime", "regime_why", "permitted", "limbs", "notices", "headroom", "warnings", "rules_version",
    }  # fmt: skip
    assert (found["regime"], found["permitted"]) == ("PA2023", "yes")
    (eight,) = [limb for limb in found["limbs"] if limb["id"] == "Sch 8 para 8"]
    assert eight["verdict"] == "met"
    assert (eight["limit"], eight["used"], eight["remaining"]) == ("2000000.00", "1600000.00", "400000.00")
    assert eight["unit"] == "pounds"
    for limb in (*found["limbs"], *eight["tests"]):
        assert set(limb) >= {
            "id", "citation", "verdict", "reasons", "questions", "limit", "used", "remaining", "unit",
        }  # fmt: skip
    assert {
        notice["code"]: (notice["required"], notice["due"], notice["before_change"]) for notice in found["notices"]
    } == {
        "UK10": (True, "2026-12-01", True),
        "s77": (True, "2027-02-28", False),
    }
    assert all(set(notice) >= {"citation", "why"} for notice in found["notices"])
    assert {"limb": "74(3)", "pounds": None, "months": 6} in found["headroom"]
    assert {"limb": "Sch 8 para 8", "pounds": "2000000.00", "months": None} in found["headroom"]
    assert all(set(warning) == {"text", "mark"} for warning in found["warnings"])
    assert found["ignored"] == []


def test_months_are_numbers_with_tenths() -> None:
    found = answered({**changed(months=3.6), "maximum_term_months": 36})
    (term,) = [limb for limb in found["limbs"] if limb["id"] == "74(3)"]
    assert (term["limit"], term["used"], term["remaining"], term["unit"]) == (3.6, 3.6, 0, "months")


def test_nothing_known_is_not_known() -> None:
    found = answered({})
    assert (found["regime"], found["permitted"], found["limbs"], found["notices"]) == ("UNKNOWN", "judgement", [], [])
    assert answered({"nation": "scotland"})["permitted"] is None


def test_null_is_left_out() -> None:
    nothing = dict.fromkeys(("nation", "kind", "vat", "current_value", "start", "change", "parent_regime"))
    assert answered({"regime": "PA2023", **nothing})["permitted"] == "judgement"
    assert answered(changed(new_supplier=None))["permitted"] == "judgement"


def test_what_nobody_reads_is_named() -> None:
    found = answered({**changed(new_suplier=False), "reference": "C1"})
    assert found["ignored"] == ["reference", "change.new_suplier"]


def test_money_is_exact_however_it_is_written() -> None:
    for value in ("400000.01", 400000.01, "£400,000.01"):
        notices = answered(changed(value=value))["notices"]
        assert notices[0]["required"] is True
    for value in ("400000", 400000, "£400,000.00"):
        assert answered(changed(value=value))["notices"][0]["required"] is False


WRONG = [
    ({"nation": "france"}, "nation"),
    ({"kind": "Services"}, "kind"),
    ({"kind": ["services"]}, "kind"),
    ({"regime": "PCR"}, "regime"),
    ({"parent_regime": "none"}, "parent_regime"),
    ({"vat": "yes"}, "vat"),
    ({"vat_rate": "twenty"}, "vat_rate"),
    ({"vat_rate": "-1"}, "vat_rate"),
    ({"awarded": "01/02/2025"}, "awarded"),
    ({"awarded": "2025-02-30"}, "awarded"),
    ({"awarded": True}, "awarded"),
    ({"notice_published": 20250101}, "notice_published"),
    ({"initial_value": "-5"}, "initial_value"),
    ({"initial_value": "a lot"}, "initial_value"),
    ({"initial_value": True}, "initial_value"),
    ({"current_value": "12.345"}, "current_value"),
    ({"current_value": {}}, "current_value"),
    ({"indexation_clause": "yes"}, "indexation_clause"),
    ({"maximum_term_months": "five years"}, "maximum_term_months"),
    ({"maximum_term_months": -1}, "maximum_term_months"),
    ({"earlier_changes": {}}, "earlier_changes"),
    ({"earlier_changes": [1]}, "earlier_changes[0]"),
    ({"earlier_changes": [{}, {"limb": "72(9)"}]}, "earlier_changes[1].limb"),
    ({"earlier_changes": [{"value": "x"}]}, "earlier_changes[0].value"),
    ({"change": []}, "change"),
    ({"change": {"value": "x"}}, "change.value"),
    ({"change": {"months": "x"}}, "change.months"),
    ({"change": {"months": 1e9}}, "change.months"),
    ({"change": {"on": "soon"}}, "change.on"),
    ({"change": {**FACTS["change"], "on": "9999-12-31"}}, "change.on"),
    ({"change": {"on": "2200-01-01"}}, "change.on"),
    ({"start": "1899-12-31"}, "start"),
    ({"earlier_changes": [{"on": "0001-01-01"}]}, "earlier_changes[0].on"),
    ({"change": {"urgent": "yes"}}, "change.urgent"),
    ({"change": {"urgent": 1}}, "change.urgent"),
    ({"change": {"reason": 3}}, "change.reason"),
]


@pytest.mark.parametrize(("more", "field"), WRONG, ids=[field for _, field in WRONG])
def test_what_is_wrong_names_its_field_and_the_way_out(more: dict[str, Any], field: str) -> None:
    said = run("-", "--lines", given=json.dumps({**FACTS, **more}) + "\n")
    answer = json.loads(said.stdout)
    assert set(answer) == {"error", "field"}
    assert answer["field"] == field
    assert answer["error"].startswith(field)
    assert answer["error"].endswith(".")
    refused = run("-", given=json.dumps({**FACTS, **more}))
    assert (refused.exit_code, refused.stdout) == (1, "")
    assert refused.stderr.startswith("tallystick: ")


def test_grounds_are_known_by_their_usual_names() -> None:
    names = [
        "72(1)(b)", "72(5)", "72(1)(f)", "reg 72(1)(f), 72(5)", "PCR 2015 reg 72(5)", "74(3)", "s.74(4)", "s74(4)",
        "PA 2023 s.74(4)", "Sch 8 para 4", "Schedule 8 paragraph 4", "PA 2023 Sch 8 para 8", "sch.8 para.1",
    ]  # fmt: skip
    answered({**FACTS, "earlier_changes": [{"limb": name, "value": "1"} for name in names]})


def test_bad_lines_say_so_and_the_rest_go_on() -> None:
    lines = [
        json.dumps(FACTS),
        "",
        "[1]",
        '{"change": ',
        '{"nation": "wessex"}',
        '{"current_value": NaN}',
        "[" * 100_000,
        '{"current_value": "99999999999999999999999"}',
        json.dumps({**FACTS, "nation": "scotland"}),
    ]
    said = run("-", "--lines", given="\n".join(lines))
    assert said.exit_code == 0
    answers = [json.loads(line) for line in said.stdout.splitlines()]
    assert len(answers) == len(lines)
    assert (answers[0]["permitted"], answers[-1]["permitted"]) == ("yes", None)
    assert all(set(answer) == {"error", "field"} and answer["error"] for answer in answers[1:-1])
    assert [answer["field"] for answer in answers[1:-1]] == [None, None, None, "nation", None, None, "current_value"]


def test_from_a_file_and_in_one_start(tmp_path: Path) -> None:
    file = tmp_path / "changes.jsonl"
    file.write_text("".join(json.dumps(changed(value=str(n * 100_000))) + "\n" for n in range(40)), encoding="utf-8")
    home = tmp_path / "home"
    command = [
        sys.executable,
        "-m",
        "tallystick",
        "--home",
        str(home),
        "contracts",
        "check-change",
        str(file),
        "--lines",
    ]
    said = subprocess.run(command, capture_output=True, text=True, check=True)
    answers = [json.loads(line) for line in said.stdout.splitlines()]
    assert [answer["notices"][0]["required"] for answer in answers] == [n > 4 for n in range(40)]
    assert not home.exists()


def test_what_cannot_be_read_and_wrong_usage(tmp_path: Path) -> None:
    assert run(str(tmp_path / "none.json")).exit_code == 1
    assert run().exit_code == 2
    assert run("-", given="").exit_code == 1
