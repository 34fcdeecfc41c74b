"""Every rule has its page, and every page says the same things in the same order."""

import re

import pytest

from tests.contracts.rules.pages import PAGES, example, page

NAMES = sorted(file.stem for file in PAGES.glob("*.md") if file.stem != "README")
NO_RULE = {"not-legal-advice"}
"""What rests on interpretation, across the rules: `tests/law/test_rule_pages.py` holds it to the data."""
HEADINGS = ["What", "Why", "Authority", "Settings", "Worked example"]


@pytest.mark.parametrize("name", [name for name in NAMES if name not in NO_RULE])
def test_a_page_says_what_why_on_whose_authority_and_shows_it(name: str):
    headings = re.findall(r"^## (.+)$", page(name), re.MULTILINE)
    assert [heading for heading in headings if heading in HEADINGS] == HEADINGS
    given, gives = example(name)
    assert given
    assert gives


def test_every_page_is_listed():
    listed = re.findall(r"\]\(([a-z0-9-]+)\.md\)", page("README"))
    assert sorted(listed) == NAMES
