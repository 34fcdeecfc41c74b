import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from tallystick.cli import main
from tallystick.contracts.rules.term_dates_json import KEYS
from tests.contracts.rules.pages import example

PAYROLL: dict[str, Any] = {
    "today": "2026-11-22",
    "nation": "england",
    "start": "2024-04-01",
    "term_months": 36,
    "extensions": [{"months": 12, "used": False}],
    "extension_notice": {"count": 3, "unit": "months"},
    "lead_time_days": 90,
    "governance_days": 28,
}


def run(*words: str, given: str | None = None) -> Result:
    return CliRunner().invoke(main, ["contracts", "dates", *words], input=given)


def answered(facts: object, *words: str) -> dict[str, Any]:
    said = run("-", *words, given=json.dumps(facts))
    assert said.exit_code == 0, said.stderr
    (line,) = said.stdout.splitlines()
    found: dict[str, Any] = json.loads(line)
    return found


def test_the_keys_that_other_programs_rely_on():
    found = answered(PAYROLL)
    assert (found["current_end"], found["latest_end"], found["earliest_end"]) == (
        "2027-03-31", "2028-03-31", "2027-03-31",
    )  # fmt: skip
    (one,) = found["decisions"]
    assert one["kind"] == "extension"
    assert one["last_day_to_give_notice"] == "2026-12-31"
    assert one["takes_effect"] == "2027-03-31"
    assert one["last_safe_start"] == "2026-09-04"
    assert all(isinstance(line, str) for line in one["working"])
    assert found["unknown"] == []


def test_what_else_it_says():
    found = answered({**PAYROLL, "supplier": "Acme"})
    assert found["ignored"] == ["supplier"]
    assert found["today"] == "2026-11-22"
    assert found["mark"] == "G"
    assert found["authority"].startswith("Dodds v Walker")
    assert found["warnings"] == []
    assert found["working"][0] == "The first term is 36 months from 1 April 2024."
    assert found["decisions"][0]["new_end"] == "2028-03-31"


def test_nothing_is_assumed():
    found = answered({**PAYROLL, "extension_notice": None})
    (one,) = found["decisions"]
    assert (one["last_day_to_give_notice"], one["last_safe_start"]) == (None, None)
    assert one["takes_effect"] == "2027-03-31"
    assert found["unknown"] == ["extension_notice"]
    nothing = answered(dict.fromkeys(KEYS))
    assert (nothing["current_end"], nothing["decisions"], nothing["unknown"]) == (None, [], ["end"])


def test_the_worked_example_of_the_page():
    said, gives = example("term-dates")
    found = answered(said)
    assert {key: found[key] for key in gives} == gives


def test_without_a_day_it_is_asked_about_today():
    found = answered({"rolling": True, "rolling_notice": {"count": 0, "unit": "days"}})
    now = datetime.now(UTC)
    assert found["today"] in {str((now + timedelta(hours=hours)).date()) for hours in (-1, 0, 1)}
    assert found["earliest_end"] == found["today"]


def test_the_last_safe_start_for_each_way_of_buying():
    (one,) = answered(PAYROLL, "--routes")["decisions"]
    starts = {route["route"]: route for route in one["routes"]}
    assert starts["framework"]["last_safe_start"] == "2026-07-07"
    assert starts["framework"]["mark"] == "?"
    assert {"name", "working", "legal_floor"} <= set(starts["open"])
    assert "routes" not in answered(PAYROLL)["decisions"][0]
    (rolling,) = answered({"rolling": True, "rolling_notice": {"count": 3, "unit": "months"}}, "--routes")["decisions"]
    assert rolling["routes"] == []
    (end,) = answered({"today": "2026-01-01", "end": "2027-03-31", "lead_time_days": 1}, "--routes")["decisions"]
    assert end["routes"]


def test_a_whole_number_may_be_written_with_a_point():
    plain = json.dumps(PAYROLL)
    pointed = plain.replace(": 36,", ": 36.0,").replace('"count": 3,', '"count": 3.0,').replace(": 90,", ": 90.0,")
    pointed = pointed.replace('"months": 12,', '"months": 12.00,')
    assert pointed.count(".0") == 4
    assert run("-", given=pointed).stdout == run("-", given=plain).stdout


LINES = [
    (json.dumps(PAYROLL), "2027-03-31", None),
    ('{"nation": "narnia"}', None, "nation"),
    ("", None, None),
    ("[1, 2]", None, None),
    ('{"end": ', None, None),
    ('{"end": "2027-02-30"}', None, "end"),
    ('{"term_months": 1.5}', None, "term_months"),
    ('{"term_months": 1e999999999}', None, "term_months"),
    ('{"break": {"on": "2027-03-31", "every_months": 12}}', None, "break"),
    ('{"break_notice": {"count": 3, "unit": "fortnights"}}', None, "break_notice"),
    ('{"start": "2027-04-01", "end": "2027-03-31"}', None, "end"),
    ('{"lead_time_days": Infinity}', None, None),
    ("{" * 100_000, None, None),
    ('{"today": "2026-11-22", "end": "2028-02-29"}', "2028-02-29", None),
]


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_a_line_that_cannot_be_answered_says_so_and_the_rest_go_on(ending: str):
    said = run("-", "--lines", given="".join(line + ending for line, _, _ in LINES))
    assert said.exit_code == 0
    found = [json.loads(line) for line in said.stdout.splitlines()]
    assert len(found) == len(LINES)
    for one, (_, end, field) in zip(found, LINES, strict=True):
        if end:
            assert one["current_end"] == end
        else:
            assert set(one) == {"error", "field"}
            assert one["field"] == field
            assert one["error"].endswith(".")


def test_a_refusal_is_plain_and_is_no_traceback(tmp_path: Path):
    said = run("-", given='{"end": "soon"}')
    assert said.exit_code == 1
    assert "end: “soon” is no date. Write it as 2027-03-31." in said.stderr
    assert "Traceback" not in said.stderr
    assert run(str(tmp_path / "none.json")).exit_code == 1


def test_a_file_is_read(tmp_path: Path):
    file = tmp_path / "facts.json"
    file.write_text(json.dumps(PAYROLL, indent=2), encoding="utf-8-sig")
    assert json.loads(run(str(file)).stdout)["current_end"] == "2027-03-31"
