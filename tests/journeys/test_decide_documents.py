"""Documents of a decision, kept in forms: a register of risks whose risk moves, a plan and a charter."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.utils import timezone

from .conftest import Visit

pytestmark = pytest.mark.once

RULES = Path(__file__).parents[2] / "docs" / "rules"


def _begun(visit: Callable[..., Visit], address: str) -> tuple[Visit, str]:
    """A visit of a decision that was just started, and where its documents are."""
    here = visit(address)
    here.go("/decide/start/")
    here.page.get_by_label("What is to be decided").fill("Should the councils go on sharing their ICT")
    here.page.get_by_label("Go on sharing a service, or not").check()
    here.press("Start it")
    return here, here.page.url.removeprefix(address.rstrip("/")) + "document/"


def test_a_register_of_risks_is_kept_and_a_risk_is_scored_again_and_moves_in_the_matrix(
    councils: str, visit: Callable[..., Visit]
) -> None:
    here, documents = _begun(visit, councils)
    here.go(f"{documents}risks/")
    here.follow("Change")
    here.page.get_by_label("Scale", exact=True).select_option("five-by-five")
    here.press("Save")
    _add_risk(here, "The supplier will not extend", "Possible", "Major")
    _add_risk(here, "Too few people", "Likely", "Minor")
    assert _cell(here, "before", "Possible", "Major") == "High\n1"
    here.sees("No owner: risk 1 and risk 2.")
    here.follow("Score it again")
    here.press("Save")
    here.sees("There is a problem")
    _fill_day(here, "on", 2, 11, 2026)
    here.page.locator("#likelihood").select_option("Almost certain")
    here.page.get_by_label("Why").fill("A letter from the supplier")
    _fill_day(here, "before-on", 1, 3, 2026)
    here.press("Save")
    assert _cell(here, "before", "Possible", "Major") == "High"
    assert _cell(here, "before", "Almost certain", "Major") == "Very high\n1"
    assert _cell(here, "after", "Unlikely", "Major") == "Medium\n1"
    here.sees("A letter from the supplier")
    here.follow("Choose a day to compare with")
    _fill_day(here, "since", 1, 6, 2026)
    here.press("Save")
    here.sees("Worse")


def _add_risk(here: Visit, title: str, likelihood: str, impact: str) -> None:
    here.follow("Add a risk")
    here.page.get_by_label("What could go wrong").fill(title)
    for name, value in (("likelihood", likelihood), ("impact", impact)):
        here.page.locator(f"#{name}").select_option(value)
    here.page.locator("#after-likelihood").select_option("Unlikely")
    here.page.locator("#after-impact").select_option(impact)
    here.press("Save")


def _fill_day(here: Visit, name: str, day: int, month: int, year: int) -> None:
    for part, value in (("day", day), ("month", month), ("year", year)):
        here.page.locator(f"[name={name}-{part}]").fill(str(value))


def _cell(here: Visit, matrix: str, likelihood: str, impact: str) -> str:
    """What a cell of the matrix says, without what only readers of a screen hear."""
    table = here.page.locator("table", has=here.page.locator(f"#matrix-{matrix}"))
    at = table.locator("thead th").all_inner_texts().index(impact)
    row = table.locator("tbody tr", has=here.page.get_by_role("rowheader", name=likelihood, exact=True))
    text = row.locator("td").nth(at - 1).inner_text()
    return re.sub(r"Risk\s*", "", text).strip().replace("\n\n", "\n")


def test_a_plan_and_a_charter_are_brought_as_text_and_read(councils: str, visit: Callable[..., Visit]) -> None:
    here, documents = _begun(visit, councils)
    for kind, rule in (("transition", "transition-plan"), ("charter", "charter")):
        here.go(f"{documents}{kind}/")
        here.follow("Write it as text")
        given = re.search(r"```json given\n(.*?)```", (RULES / f"{rule}.md").read_text("utf-8"), re.DOTALL)
        assert given
        # What was to be reached by the end of 2026 still is to be, whatever the day.
        text = given[1].replace('"on": "2026-12-31"', f'"on": "{timezone.localdate().year + 1}-12-31"')
        here.page.get_by_label("What is known, as JSON").fill(text)
        here.press("Save")
    here.sees("Commitments that no outcome serves")
    here.follow("Add a reading")
    _fill_day(here, "on", 2, 10, 2026)
    here.page.get_by_label("Figure").fill("44.5")
    here.press("Save")
    assert json.loads(here.page.request.get(f"{here.page.url.rstrip('/')}.json").text())["measures"][0]["readings"][2]
    here.sees("The reading of 2 October 2026 is on its path")
    here.follow("Answer its questions")
    here.page.locator("#smart-R-yes").check()
    here.page.get_by_label("Relevant: why").fill("People begin most forms online")
    here.page.get_by_label("Relevant: who says so").fill("Partnership manager")
    here.press("Save")
    here.sees("People begin most forms online")
    here.go(f"{documents}transition/")
    here.sees("The critical path")
    here.follow("Buy and set up the desk")
    here.press("Save")
