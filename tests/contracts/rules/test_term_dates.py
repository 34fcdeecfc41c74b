import datetime as dt
import json
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from tallystick.contracts.rules.term_dates import Break, Decision, Extension, Notice, Renewal, TermFacts, term_dates
from tallystick.contracts.rules.term_dates_json import KEYS, facts_from_json, to_json, today_from_json
from tallystick.kit.errors import Refused
from tests.contracts.rules.pages import example, page
from tests.contracts.rules.test_notice_days import notice_said

TABLES = tomllib.loads((Path(__file__).parent / "cases" / "terms.toml").read_text(encoding="utf-8"))
CASES = [pytest.param(case, id=f"{table}: {case['why']}") for table, cases in TABLES.items() for case in cases]
NOTICES = ("extension_notice", "break_notice", "renewal_notice", "rolling_notice", "end_after")
USED = {"": False, "used": True, "perhaps": None}


def as_json(says: dict[str, Any]) -> dict[str, Any]:
    """What a case says of a contract, with the keys of the command."""
    said = {key: str(value) if isinstance(value, dt.date) else value for key, value in says.items()}
    for key in set(NOTICES) & set(said):
        notice, _ = notice_said(said[key])
        said[key] = {
            "count": notice.count, "unit": notice.unit, "clear": notice.clear, "service_days": notice.service_days
        }  # fmt: skip
    if "extensions" in said:
        each = [re.fullmatch(r"(\d+) ?(\w*)", one) for one in said["extensions"]]
        said["extensions"] = [{"months": int(one[1]), "used": USED[one[2]]} for one in each if one]
    if "break" in said:
        said["break"] = break_said(said["break"])
    if "renewal" in said:
        found = re.fullmatch(r"(\d+) months?(?:, (\d+) times)?", said["renewal"])
        assert found
        said["renewal"] = {"months": int(found[1]), "times": int(found[2]) if found[2] else None}
    return said


def break_said(text: str) -> dict[str, Any]:
    if text.startswith("every"):
        return {"every_months": int(text.split()[1])}
    first, _, last = text.partition(" to ")
    return {"from": first, "to": last} if last else {"on": first}


def decided(one: Decision) -> str:
    """A decision as the tables write it."""
    notice = f"notice by {one.last_day_to_give_notice}" if one.last_day_to_give_notice else "not known"
    if one.kind == "end":
        notice = "none needed"
    start = f", start by {one.last_safe_start}" if one.last_safe_start else ""
    return f"{one.kind}: {notice}, for {one.takes_effect or 'none'}{start}"


@pytest.mark.parametrize("case", CASES)
def test_what_follows_from_a_contract(case: dict[str, Any]):
    found = term_dates(facts_from_json(as_json(case["says"])), case["on"])
    assert [decided(one) for one in found.decisions] == case.get("decide", [])
    assert list(found.unknown) == case.get("find_out", [])
    for key in ("current", "latest", "earliest"):
        if key in case:
            assert (getattr(found, f"{key}_end") or "none") == case[key], key
    assert all(line.endswith((".", "].")) for one in found.decisions for line in one.working)


def test_there_are_cases_of_every_kind_and_enough():
    rows = tomllib.loads((Path(__file__).parent / "cases" / "notice.toml").read_text(encoding="utf-8"))
    assert len(CASES) + sum(len(table) for table in rows.values()) >= 200
    assert len({case.id for case in CASES}) == len(CASES)
    kinds = {line.split(":")[0] for cases in TABLES.values() for case in cases for line in case.get("decide", [])}
    assert kinds == {"extension", "break", "renewal", "rolling", "end"}


def asked(on: str, **says: Any) -> list[Decision]:
    return list(term_dates(facts_from_json(as_json(says)), dt.date.fromisoformat(on)).decisions)


def test_the_working_is_shown_step_by_step():
    (found,) = asked(
        "2026-06-01", end="2027-03-31", renewal="12 months", renewal_notice="3 months", lead_time_days=90,
        governance_days=28,
    )  # fmt: skip
    assert found.working == (
        "Without notice it renews for 12 months after 31 March 2027.",
        "Notice of 3 months, counted back from 31 March 2027: 31 December 2026 at the latest.",
        "Lead time, 90 days, back from 31 December 2026: 2 October 2026.",
        "Governance, 28 days before that: start by 4 September 2026.",
    )


def test_a_shorter_month_is_said_to_make_a_difference():
    (found,) = asked("2026-06-01", end="2029-06-30", **{"break": "2027-06-30", "break_notice": "3 months"})
    assert any("a later day of it would reach 30 June 2027 too" in line and "[I]" in line for line in found.working)
    (found,) = asked("2026-06-01", end="2029-06-30", **{"break": "2027-03-31", "break_notice": "3 months"})
    assert not any("later day" in line for line in found.working)


def test_a_call_off_is_said_to_outlive_its_framework():
    facts = TermFacts(end=dt.date(2028, 9, 30), framework_end=dt.date(2026, 12, 31), lead_time_days=30)
    found = term_dates(facts, dt.date(2026, 11, 22))
    (line,) = [line for line in found.working if "framework" in line]
    assert line.startswith("Its framework ends on 31 December 2026. A contract called off before then may outlive it")
    assert line.endswith("[I].")
    assert line in found.decisions[0].working


def test_an_extension_says_where_it_leads():
    (found,) = asked("2026-06-01", end="2027-02-28", extensions=["12"], extension_notice="3 months")
    assert found.new_end == dt.date(2028, 2, 29)
    assert found.takes_effect == dt.date(2027, 2, 28)


def test_what_takes_days_to_arrive_is_sent_before():
    (found,) = asked(
        "2026-12-29", nation="england", end="2027-03-31", renewal="12 months", renewal_notice="3 months, 2 to arrive"
    )
    assert (found.last_day_to_send, found.last_day_to_give_notice) == (dt.date(2026, 12, 29), dt.date(2026, 12, 31))
    (missed,) = asked(
        "2026-12-30", nation="england", end="2027-03-31", renewal="12 months", renewal_notice="3 months, 2 to arrive"
    )
    assert missed.takes_effect == dt.date(2028, 3, 31)


def test_what_is_missed_is_said():
    says = {"end": "2027-03-31", "extensions": ["12"], "extension_notice": "3 months"}
    found = term_dates(facts_from_json(as_json(says)), dt.date(2027, 1, 1))
    assert found.too_late == "The last day to give notice to extend was 31 December 2026: only by agreement now."
    assert found.too_late in found.working
    assert found.latest_end == dt.date(2028, 3, 31), "what the contract allows for stays"
    still = term_dates(facts_from_json(as_json(says)), dt.date(2026, 12, 31))
    assert (still.too_late, still.decisions[0].kind) == ("", "extension")


def test_an_end_whose_extension_was_missed_is_not_said_to_have_none():
    says = {"end": "2027-03-31", "extensions": ["12"], "extension_notice": "3 months", "lead_time_days": 30}
    (end,) = term_dates(facts_from_json(as_json(says)), dt.date(2027, 1, 1)).decisions
    assert (end.kind, end.takes_effect) == ("end", dt.date(2027, 3, 31))
    assert end.working[:2] == (
        "The last day to give notice to extend was 31 December 2026: only by agreement now.",
        "It ends on 31 March 2027 without notice, unless both sides agree to go on.",
    )


def test_a_notice_to_extend_that_had_to_be_sent_is_missed_on_the_day_after_that():
    says = {
        "nation": "england", "end": "2027-03-31", "extensions": ["12"], "extension_notice": "3 months, 2 to arrive",
    }  # fmt: skip
    assert term_dates(facts_from_json(as_json(says)), dt.date(2026, 12, 29)).too_late == ""
    assert term_dates(facts_from_json(as_json(says)), dt.date(2026, 12, 30)).too_late == (
        "The last day to send notice to extend was 29 December 2026: only by agreement now."
    )


def test_bank_holidays_that_nobody_has_published_are_marked():
    says = {"nation": "england", "end": "2041-03-31", "renewal": "12 months", "renewal_notice": "20 working days"}
    (warned,) = term_dates(facts_from_json(as_json(says)), dt.date(2041, 1, 1)).warnings
    assert (warned.mark, "2041" in warned.text) == ("I", True)


def test_an_end_and_a_length_that_do_not_agree_are_pointed_out():
    says = {"start": "2024-04-01", "term_months": 36, "end": "2027-03-30"}
    (warned,) = term_dates(facts_from_json(says), dt.date(2026, 1, 1)).warnings
    assert "36 months from 1 April 2024 end on 31 March 2027, and not on 30 March 2027" in warned.text
    assert not term_dates(facts_from_json({**says, "end": "2027-03-31"}), dt.date(2026, 1, 1)).warnings


WRONG: list[tuple[str, Any, str]] = [
    ("nation", "narnia", "nation"),
    ("nation", ["england"], "nation"),
    ("start", "1 April 2024", "start"),
    ("end", "2027-02-30", "end"),
    ("end", "2024-03-31", "end"),
    ("end", "2027-W13-3", "end"),
    ("end", 20270331, "end"),
    ("end", "9999-12-31", "end"),
    ("end", "0001-01-01", "end"),
    ("today", "yesterday", "today"),
    ("framework_end", "soon", "framework_end"),
    ("term_months", 0, "term_months"),
    ("term_months", 1.5, "term_months"),
    ("term_months", True, "term_months"),
    ("term_months", 10**30, "term_months"),
    ("extensions", "12", "extensions"),
    ("extensions", [12], "extensions"),
    ("extensions", [{"used": False}], "extensions"),
    ("extensions", [{"months": -12}], "extensions"),
    ("extensions", [{"months": 12, "used": "no"}], "extensions"),
    ("extensions", [{"months": 1}] * 100, "extensions"),
    ("extension_notice", "three months", "extension_notice"),
    ("extension_notice", {"count": 3, "unit": "weeks"}, "extension_notice"),
    ("extension_notice", {"count": -3, "unit": "months"}, "extension_notice"),
    ("extension_notice", {"count": "3", "unit": "months"}, "extension_notice"),
    ("extension_notice", {"count": 3, "unit": "months", "clear": "yes"}, "extension_notice"),
    ("break", "2027-03-31", "break"),
    ("break", {}, "break"),
    ("break", {"on": "2027-03-31", "every_months": 12}, "break"),
    ("break", {"from": "2027-03-31"}, "break"),
    ("break", {"from": "2027-03-31", "to": "2027-03-30"}, "break"),
    ("break", {"every_months": 0}, "break"),
    ("break", {"on": "never"}, "break"),
    ("renewal", 12, "renewal"),
    ("renewal", {"times": 2}, "renewal"),
    ("renewal", {"months": 12, "times": -1}, "renewal"),
    ("rolling", "yes", "rolling"),
    ("rolling_notice", {"count": 10**9, "unit": "working_days"}, "rolling_notice"),
    ("lead_time_days", -1, "lead_time_days"),
    ("governance_days", "28", "governance_days"),
]


@pytest.mark.parametrize(("key", "value", "field"), WRONG)
def test_what_cannot_be_a_fact_is_refused_by_its_key(key: str, value: Any, field: str):
    said = {"start": "2024-04-01", key: value}
    read = today_from_json if key == "today" else facts_from_json
    with pytest.raises(Refused) as no:
        read(said)
    assert getattr(no.value, "field", None) == field
    assert no.value.what_to_do
    assert len(str(no.value)) < 250


def test_half_a_notice_is_not_known():
    for half in ({"count": 3}, {"unit": "months"}, {}, {"count": None, "unit": "months"}):
        assert facts_from_json({"break_notice": half}).break_notice is None


def test_how_long_after_notice_it_ends_may_be_said_shortly():
    for said, after in (
        ({"months": 6}, Notice(6, "months")),
        ({"days": 90}, Notice(90, "days")),
        ({"count": 6, "unit": "months", "clear": True}, Notice(6, "months", clear=True)),
        ({"months": None}, None),
    ):
        assert facts_from_json({"end_after": said}).end_after == after
    with pytest.raises(Refused, match="end_after"):
        facts_from_json({"end_after": 6})


def test_beyond_the_calendar_is_refused_and_is_no_bug():
    facts = TermFacts(start=dt.date(2024, 1, 1), term_months=12, extensions=(Extension(12 * 9000),))
    with pytest.raises(Refused, match="calendar"):
        term_dates(facts, dt.date(2026, 1, 1))


def test_facts_that_are_left_out_are_not_known():
    assert facts_from_json({}) == TermFacts()
    assert facts_from_json(dict.fromkeys(KEYS)) == TermFacts()


def test_facts_are_read_whole():
    said = {
        "nation": "wales", "start": "2024-04-01", "end": "2027-03-31", "term_months": 36,
        "extensions": [{"months": 12, "used": True}, {"months": 6}],
        "break": {"from": "2026-01-01", "to": "2026-06-30"}, "renewal": {"months": 12, "times": 3}, "rolling": False,
        "framework_end": "2026-01-01", "lead_time_days": 90, "governance_days": 28,
    }  # fmt: skip
    found = facts_from_json(said)
    assert found.extensions == (Extension(12, True), Extension(6, None))
    assert found.break_ == Break(begins=dt.date(2026, 1, 1), ends=dt.date(2026, 6, 30))
    assert found.renewal == Renewal(12, 3)
    assert (found.nation, found.term_months, found.lead_time_days, found.governance_days) == ("wales", 36, 90, 28)


@pytest.mark.parametrize("name", ["term-dates", "notice"])
def test_the_worked_examples(name: str):
    said, gives = example(name)
    today = today_from_json(said)
    assert today
    found = json.loads(json.dumps(to_json(term_dates(facts_from_json(said), today)), default=str))
    assert {key: found[key] for key in gives} == gives


def test_the_page_of_keys_has_every_key():
    text = (Path(__file__).parents[3] / "docs" / "reference" / "contract-dates.md").read_text(encoding="utf-8")
    out = to_json(term_dates(TermFacts(end=dt.date(2027, 3, 31), lead_time_days=1), dt.date(2026, 1, 1)))
    for key in (*KEYS, *out, *out["decisions"][0]):
        assert f"`{key}`" in text, key
    assert page("term-dates")
