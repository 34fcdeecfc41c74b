"""From a contract that ends to a recommendation, a fact found out, a choice against it, a record, and a Word report."""

import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from docx import Document

from tallystick.kit.months import add_months
from tallystick.lake.store.home import Home
from tests.contracts import governed

from .conftest import Visit, served

pytestmark = pytest.mark.once

FACTS = {
    "Whether it will be needed, and as it is": "Goes on as it is",
    "How the supplier performs": "Good",
    "Whether others pay less, about as much or more for the like": "Others pay about as much",
    "Whether the supplier is sound": "Sound",
    "Whether it fits the strategy": "Fits",
    "The worst open risk of the contract": "Low",
    "How hard it is to leave": "One thing stands in the way",
}
"""What somebody finds out: the fact, and the answer to tick."""


@pytest.fixture
def councils(home: Home, record: Callable[..., Any]) -> Iterator[str]:
    """The address of a site where a council has a contract that ends in eighteen months."""
    last = add_months(timezone.localdate(), 18)
    record(
        governed.contract, title="Housing system", start=add_months(last, -48) + timedelta(days=1), end=last,
        extensions=[12], extensions_used=0, extension_notice={"count": 3, "unit": "months"}, value_pence=40_000_000,
        value_period="whole_life", regime="PCR2015",
    )  # fmt: skip
    yield from served(home)


def test_a_contract_that_ends_is_recommended_overruled_and_reported(
    councils: str, visit: Callable[..., Visit], tmp_path: Path
) -> None:
    here = visit(councils)
    here.go("/contracts/")
    here.follow("Housing system")
    here.follow("Renew, renegotiate or retender?")
    here.sees("Not enough is known to recommend anything.")
    here.press("Start the decision")
    here.sees("What has to be found out")
    here.follow("Add these to the contract’s duties")
    here.press("Add duties")
    here.sees("now in the register")
    for what, answer in FACTS.items():
        _find_out(here, what, answer)
    here.sees("Renew or extend as written is recommended.")
    here.follow("Give the prices")
    for box, figures in enumerate(("95000", "100000", "120000"), 1):
        here.page.locator(f"[name=extend-{box}]").fill(figures)
    here.press("Save")
    here.sees("The business case")
    here.keep_picture("decision-route")
    here.follow("Say which way was chosen")
    here.press("Save")
    here.sees("There is a problem")
    here.page.get_by_label("The way forward that is chosen").select_option("open")
    here.page.get_by_label("Why", exact=True).fill("The market has moved since it was let.")
    here.page.get_by_label("Who chose it").fill("The ICT board")
    here.press("Save")
    here.sees("(recommended: Renew or extend as written)")
    here.follow("What follows the contract “Housing system”")
    here.sees("The market has moved since it was let.")
    here.press("Keep what is known now")
    _is_reported(here, tmp_path)


def _find_out(here: Visit, what: str, answer: str) -> None:
    row = here.page.locator("section[aria-labelledby=facts] tr", has_text=what)
    here.open(row.get_by_role("link"))
    here.page.get_by_label(answer, exact=True).check()
    here.page.get_by_label("Who or what says so").fill("The contract manager")
    here.press("Save")


def _is_reported(here: Visit, folder: Path) -> None:
    link = here.page.locator("a[href*='report.docx']").first.get_attribute("href")
    assert link
    there = re.match(r"https?://[^/]+", here.page.url)
    assert there
    answer = here.page.context.request.get(there.group() + link)
    assert answer.ok
    (folder / "report.docx").write_bytes(answer.body())
    said = Document(str(folder / "report.docx"))
    words = "\n".join(one.text for one in said.paragraphs)
    cells = "\n".join(cell.text for table in said.tables for row in table.rows for cell in row.cells)
    assert any(
        one.style and one.style.name == "Heading 1" and "Options considered" in one.text for one in said.paragraphs
    )
    assert "What follows the contract “Housing system”" in words
    assert "Retender by open procedure was chosen, which differs from what is recommended, by The ICT board" in words
    assert "The market has moved since it was let." in words
    assert "Everything that argues the other way" in words
    assert "What the supplier does" not in cells
    assert "Renew or extend as written" in cells


def test_the_demonstration_has_one_that_is_recommended_and_costed(
    demonstration: str, visit: Callable[..., Visit]
) -> None:
    here = visit(demonstration)
    here.go("/decide/")
    here.follow("What follows the contract")
    here.follow("Renew, renegotiate or retender", within=here.page.locator("section[aria-labelledby=others]"))
    here.sees("is recommended.")
    assert here.page.locator("section[aria-labelledby=costs] td").count() >= 12
