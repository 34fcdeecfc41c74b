import datetime as dt
import re
import tomllib
from importlib.resources import files
from pathlib import Path

import pytest

from tallystick.reference.taxonomy import ICT, NOT_ICT, Match, folded, taxonomy

TAXONOMY = taxonomy()


def test_there_are_two_levels_and_every_parent_is_there():
    codes = [c.code for c in TAXONOMY.categories]
    assert len(codes) == len(set(codes))
    assert codes[-1] == NOT_ICT
    assert {NOT_ICT, ICT} < {c.code for c in TAXONOMY.top}
    for category in TAXONOMY.categories:
        assert re.fullmatch(r"[a-z]+(-[a-z]+)*(\.[a-z]+(-[a-z]+)*)?", category.code)
        assert category.parent is None or category.parent in codes
        assert category.is_ict is (category.code != NOT_ICT)


def test_children_follow_their_head():
    shown = [c.code for head in TAXONOMY.top for c in (head, *TAXONOMY.children(head.code))]
    assert shown == [c.code for c in TAXONOMY.categories]
    assert TAXONOMY.head("devices.laptops") == TAXONOMY.head("devices") == "devices"


@pytest.mark.parametrize("category", TAXONOMY.categories, ids=lambda c: c.code)
def test_each_says_in_a_sentence_what_belongs_and_what_does_not(category):
    assert category.name
    for sentence in (category.belongs, category.does_not):
        assert sentence.endswith(".")
        assert sentence.count(". ") == 0
    for word in (*category.strong, *category.weak):
        assert word == folded(word) != ""
    assert set(category.strong).isdisjoint(category.weak)
    assert category.strong or not category.is_ict


def test_no_word_or_code_is_strong_for_two():
    for kind in ("strong", "cpv", "proclass"):
        claimed = [one for c in TAXONOMY.categories for one in getattr(c, kind)]
        assert sorted({one for one in claimed if claimed.count(one) > 1}) == [], kind


def test_codes_are_written_as_their_schemes_write_them():
    for category in TAXONOMY.categories:
        assert all(re.fullmatch(r"\d{8}", code) for code in category.cpv)
        assert all(re.fullmatch(r"\d{6}", code) for code in category.proclass)


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("30213100-6", Match("devices.laptops", "exact")),
        ("30213100", Match("devices.laptops", "exact")),
        ("CPV 30213100", Match("devices.laptops", "exact")),
        ("48451000-4", Match("lob.finance", "exact")),
        ("48160000", Match("lob.libraries", "exact")),
        ("48161000", Match("lob.libraries", "exact")),
        ("72212783", Match("web.development", "exact")),
        ("72000000", Match("ict", "division")),
        ("48", Match("productivity", "division")),
        ("64212000", Match("mobile", "exact")),
        ("64210000", Match("voice", "exact")),
        ("64110000", Match(NOT_ICT, "exact")),
        ("32323500", Match("places.cctv", "exact")),
        ("50312000", Match("support.hardware", "exact")),
        ("50230000", Match(NOT_ICT, "division")),
        ("30197000", Match(NOT_ICT, "exact")),
        ("45000000", Match(NOT_ICT, "division")),
        ("45314320", Match("network.cabling", "exact")),
        ("9132000", Match(NOT_ICT, "division")),  # 09132000, as a spreadsheet leaves it
        ("30000000", None),
        ("64", None),
        ("00000000", None),
        ("", None),
        ("unknown", None),
        ("123456789", None),
    ],
)
def test_a_cpv_code_is_read_by_the_longest_that_begins_it(code, expected):
    assert TAXONOMY.from_cpv(code) == expected


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("271800", Match("mobile", "exact")),
        ("271440", Match("productivity", "exact", ("lob", "security", "data"))),
        ("151812", Match("people.projects", "exact")),
        ("272500", Match(ICT, "division")),
        ("321014", Match(NOT_ICT, "division")),
        ("151000", Match(NOT_ICT, "division")),
        ("990000", None),
        ("27", None),
        ("", None),
    ],
)
def test_a_proclass_number_is_read_exactly_or_by_its_division(code, expected):
    assert TAXONOMY.from_proclass(code) == expected


def test_sercop_says_only_that_it_is_technology():
    assert TAXONOMY.from_sercop("Communications & Computing") == Match(ICT, "division")
    assert TAXONOMY.from_sercop("Premises") is None


def test_what_a_code_may_also_be_is_in_the_taxonomy():
    said = tomllib.loads(files("tallystick.reference").joinpath("categories.toml").read_text(encoding="utf-8"))
    mapped = {number for c in TAXONOMY.categories for number in c.proclass}
    assert said["proclass_also"].keys() <= mapped
    assert {code for codes in said["proclass_also"].values() for code in codes} <= TAXONOMY.by_code.keys()
    assert set(said["cpv_not_ict"]).isdisjoint(code for c in TAXONOMY.categories for code in c.cpv)


def test_it_says_where_it_came_from_and_its_review_is_not_overdue():
    assert "213/2008" in TAXONOMY.source
    assert TAXONOMY.valid_from < TAXONOMY.review_by
    assert dt.datetime.now(tz=dt.UTC).date() <= dt.date.fromisoformat(TAXONOMY.review_by), (
        "look the categories over, and set a new review_by"
    )


def test_the_page_for_people_has_every_category_and_code():
    page = (Path(__file__).parents[2] / "docs" / "reference" / "categories.md").read_text(encoding="utf-8")
    for c in TAXONOMY.categories[:-1]:
        codes, numbers = " ".join(c.cpv), " ".join(c.proclass)
        assert f"| `{c.code}` | {c.name} | {c.belongs} | {c.does_not} | {codes} | {numbers} |" in page


def test_words_are_folded_with_their_initials_joined():
    assert folded("I.T. & Children's  Services") == "it and childrens services"
    assert folded("Café e-mail") == "cafe e mail"
