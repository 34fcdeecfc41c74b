"""The pages of the rules on changes: their examples come out as they say, and their tables are those of the data."""

from dataclasses import fields
from typing import Any

import pytest

from tallystick.law.changes import Change, ChangeFacts
from tallystick.reference.thresholds import law_of_changes
from tests.contracts.rules.pages import PAGES, example, page
from tests.law.changes_tables import asked, limb_of

EXAMPLES = [
    "regime", "changing-a-pcr-contract", "changing-a-procurement-act-contract", "change-notices", "headroom",
]  # fmt: skip


def _as_the_page_says(answer: dict[str, Any], gives: dict[str, Any]) -> dict[str, Any]:
    figures = {
        id: [limb_of(answer, id)[key] for key in ("limit", "used", "remaining")] for id in gives.get("figures", {})
    }
    said = {
        "regime": answer["regime"],
        "permitted": answer["permitted"],
        "verdicts": {limb["id"]: limb["verdict"] for limb in answer["limbs"]},
        "figures": figures,
        "required": {notice["code"]: notice["required"] for notice in answer["notices"]},
        "due": {notice["code"]: notice["due"] for notice in answer["notices"]},
        "headroom": {one["limb"]: [one["pounds"], one["months"]] for one in answer["headroom"]},
    }
    return {key: said[key] for key in gives}


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_worked_example(name: str) -> None:
    given, gives = example(name)
    assert _as_the_page_says(asked(given), gives) == gives


def test_everything_that_rests_on_interpretation_is_listed() -> None:
    text, law = page("not-legal-advice"), law_of_changes()
    for reading in (law.unsettled, *law.readings.values()):
        assert f"| {reading.text} | [{reading.mark}] |" in text
    for one in law.thresholds:
        assert f"| From {one.since.day} {one.since:%B %Y} |" in text
        assert all(f"£{pounds:,}" in text for pounds in one.pounds.values())
        assert f"| {one.source} | [{one.mark}] |" in text
    for limit in law.limits:
        assert f"| `{limit.name}` | {limit.value:,} | {limit.source} | [{limit.mark}] |" in text
    assert f"version {law.version}, to be looked at again by {law.review_by.isoformat()}" in text
    assert text.count(" | [") == len(law.readings) + 1 + len(law.thresholds) + len(law.limits)


def test_every_key_is_documented() -> None:
    text = (PAGES.parent / "reference" / "check-change.md").read_text(encoding="utf-8")
    for field in (*fields(ChangeFacts), *fields(Change)):
        assert f"`{field.name}`" in text
    answer = asked({"regime": "PA2023"})
    for said in (answer, answer["limbs"][0], answer["notices"][0], answer["headroom"][0], answer["warnings"][0]):
        assert [key for key in said if f"`{key}`" not in text] == []
