"""A decision between options: three scorers and a moderator, the weight that dethrones the winner, its report."""

import io
import json
import re
from collections.abc import Callable
from typing import Any

import docx
import pytest

from tests.decisions.reports.pdf_text import text_of

from .conftest import Visit, on_every_size

pytestmark = pytest.mark.once

SCORES = {
    "Ann": (("8", "4"), ("4", "7"), ("2", "2")),
    "Ben": (("7", "4"), ("6", "6"), ("2", "1")),
    "Cat": (("9", "4"), ("7", "8"), ("3", "3")),
}


@on_every_size
def test_three_scorers_and_a_moderator_come_to_a_ranking_and_see_what_would_change_it(
    councils: str, visit: Callable[..., Visit]
) -> None:
    here = visit(councils)
    here.go("/decide/")
    here.follow("Start a decision")
    here.press("Start it")
    here.sees("There is a problem")
    here.page.get_by_label("What is to be decided").fill("What comes after the payroll contract")
    here.page.get_by_label("Renew, renegotiate or retender").check()
    here.press("Start it")
    here.follow("Write the options and criteria")
    here.page.get_by_label("Options").fill("Renew\nRetender\nDo without")
    here.page.get_by_label("Criteria").fill("Cost; 60; 0 to 10\nRisk; 40; cheap to dear")
    here.press("Save")
    here.sees("cannot be read")
    here.page.get_by_label("Criteria").fill("Cost; 60; 0 to 10\nRisk; 40; 0 to 10")
    here.page.get_by_label("Which option is business as usual").fill("Renew")
    here.press("Save")
    for name, values in SCORES.items():
        _name(here, "Scores the options", name)
        here.follow(f"Score as {name}", exact=True)
        for option, pair in enumerate(values):
            for criterion, value in enumerate(pair):
                here.page.locator(f"#value-{option}-{criterion}").fill(value)
                here.page.locator(f"#why-{option}-{criterion}").fill("As the market says")
        here.press("Keep these scores")
    here.sees("Retender comes first if the weight of ")
    here.sees("Krippendorff")
    _name(here, "Agrees the scores", "Dee")
    here.follow("Agree the scores as Dee", exact=True)
    here.sees("Ann: 8 (As the market says)")
    here.page.locator("#value-0-0").fill("5")
    here.page.locator("#why-0-0").fill("The new price list")
    here.press("Keep these scores")
    first = here.page.locator("#ranking").locator("xpath=..").locator("tbody tr").first
    assert "Retender" in first.inner_text()
    here.keep_picture("decision")
    here.press("Keep what is known now")
    here.follow("Record 1")
    here.sees("The same figures")
    here.keep_picture("decision-record")


def _name(here: Visit, part: str, name: str) -> None:
    here.follow("Name somebody")
    here.page.get_by_label(part).check()
    here.page.get_by_label("Or their name").fill(name)
    here.press("Save")


APPRAISAL = {
    "options": ["Renew", "Retender"],
    "business_as_usual": "Renew",
    "do_minimum": "Renew",
    "criteria": [
        {"name": "Cost", "weight": 60, "scale": [0, 10]},
        {"name": "Risk", "weight": 40, "scale": [0, 10]},
    ],
    "scores": {"Renew": {"Cost": 8, "Risk": 4}, "Retender": {"Cost": 4, "Risk": 7}},
}
WORDS = {
    "recommendations": "- That the board renews.\n- That it looks again in a year.",
    "legal": ["Advice was taken.", {"text": "The supplier asks for £98,765.", "exempt": True}],
    "about": {"body": "Joint board", "classification": {"paragraph": "3", "why": "Prices"}},
}


def test_the_weight_that_dethrones_the_winner_does_so_just_beyond_what_the_page_says(
    councils: str, visit: Callable[..., Visit]
) -> None:
    here = visit(councils)
    _started(here, {"appraisal": APPRAISAL})
    here.follow("Options appraisal")
    said = re.search(r"Retender comes first if the weight of Cost goes from 60.0% to less than ([\d.]+)%",
                     here.page.locator("main").inner_text())  # fmt: skip
    assert said
    turn = float(said.group(1)) / 100
    for share, first in ((turn + 0.001, "Renew"), (turn - 0.001, "Retender")):
        here.open(here.page.locator("a[href$='/place/criteria.0/']"))
        # The other criterion weighs 40: this is what Cost weighs for that share of the whole.
        here.page.get_by_label("Weight", exact=True).fill(f"{40 * share / (1 - share):.4f}")
        here.press("Save")
        rows = here.page.locator("#ranking").locator("xpath=..").locator("tbody tr")
        assert rows.first.inner_text().startswith(first)


def test_the_report_is_downloaded_and_opened_whole_and_public(councils: str, visit: Callable[..., Visit]) -> None:
    here = visit(councils)
    _started(here, {"appraisal": APPRAISAL, "words": WORDS})
    here.follow("Change this")
    here.page.get_by_label("Option that is chosen").select_option("Renew")
    here.page.get_by_label("Why it is chosen").fill("It costs least.")
    here.press("Save")
    here.press("Keep what is known now")
    links = {name: here.page.get_by_role("link", name=name).first.get_attribute("href") for name in REPORTS}
    taken = {name: here.page.request.get(f"{councils.rstrip('/')}{link}").body() for name, link in links.items()}
    with here.page.expect_download() as given:
        here.page.get_by_role("link", name="Word of record 1").first.click()
        here.sees("The report is being made. It takes some seconds.")
    assert given.value.path().read_bytes() == taken["Word of record 1"]
    here.sees(f"The report is made: {given.value.suggested_filename}")
    whole, public = (docx.Document(io.BytesIO(taken[name])) for name in ("Word of record 1", "public version in Word"))
    headings = [one.text for one in whole.paragraphs if one.style.name == "Heading 1"]
    assert headings[:2] == ["1 Summary", "2 Recommendations"]
    assert [one.text for one in public.paragraphs if one.style.name == "Heading 1"] == headings
    texts, open_ = ("\n".join(one.text for one in paper.paragraphs) for paper in (whole, public))
    assert "2.1\tThat the board renews." in texts
    assert "The option that is put forward is Renew." in texts
    assert "£98,765" in texts
    assert "£98,765" not in open_
    assert "[Withheld: paragraph 3 of Schedule 12A]" in open_
    pdf = text_of(taken["PDF of record 1"])
    assert all(text in pdf for text in ("£98,765", "/StructTreeRoot", "What comes after the payroll contract"))


REPORTS = ("Word of record 1", "PDF of record 1", "public version in Word")


def _started(here: Visit, documents: dict[str, Any]) -> None:
    """A decision with documents that are written as text."""
    here.go("/decide/start/")
    here.page.get_by_label("What is to be decided").fill("What comes after the payroll contract")
    here.press("Start it")
    one = here.page.url.removeprefix(here.address.rstrip("/"))
    for kind, said in documents.items():
        here.go(f"{one}document/{kind}/text/")
        here.page.get_by_label("What is known, as JSON").fill(json.dumps(said))
        here.press("Save")
    here.go(one)
