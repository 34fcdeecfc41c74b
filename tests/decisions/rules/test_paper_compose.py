"""A report out of what people wrote and rules answered: nothing is lost, nothing looks complete that is not."""

from typing import Any

import pytest

from tallystick.decisions.rules import apportioning_answer
from tallystick.decisions.rules.paper import SECTIONS, NotAPaper, Paragraph, Ref, evidence, shown, tables, words
from tallystick.decisions.rules.paper_compose import NOT_GIVEN, compose
from tallystick.decisions.rules.paper_figures import from_pence, number, per_cent, pounds
from tallystick.decisions.rules.paper_summary import LINES, one_page
from tallystick.decisions.rules.routes_words import day_in_words
from tests.decisions.papers import ABOUT, SHARING, paper, parts


def test_sections_stand_in_committee_order() -> None:
    assert [one.code for one in paper().sections] == list(SECTIONS)


def test_a_section_with_nothing_says_so_and_no_other_does() -> None:
    made = paper()
    empty = {one.code for one in made.sections if one.blocks == (Paragraph((NOT_GIVEN,)),)}
    assert empty == {one.code for one in made.sections if not one.given}
    assert empty == {"consultation", "equality", "climate", "risk", "appendices"}


def test_nothing_at_all_is_a_report_of_what_is_not_given() -> None:
    made = compose({"title": "Bare"}, {})
    assert not any(one.given for one in made.sections)
    assert made.figures == ()


def test_every_figure_named_anywhere_is_in_the_evidence_with_its_source() -> None:
    made = paper()
    named = {cell.figure for one in made.sections for table in tables(one) for row in table.rows for cell in row.cells}
    for section in made.sections:
        for block in section.blocks:
            if isinstance(block, Paragraph):
                named |= {run.id for run in block.runs if isinstance(run, Ref)}
    assert named - {""} == {one.id for one in made.figures}
    labels = [row.cells[0].text for table in evidence(made) for row in table.rows]
    assert sorted(labels) == sorted(f"E{place}" for place in range(1, len(made.figures) + 1))
    for table in evidence(made):
        assert "edition 2, entered by A. Officer" in table.caption
        assert "When it was true: 22 November 2026. Worked out." in table.caption


def test_what_is_not_known_of_a_part_is_said_to_be_not_known() -> None:
    given = parts()
    bare = {kind: {"said": one["said"], "answer": one["answer"]} for kind, one in given.items()}
    caption = evidence(compose({"title": "Bare"}, bare))[0].caption
    assert "edition not known, entered by somebody not known" in caption
    assert "When it was true: not known." in caption


def test_tables_have_as_many_cells_as_headings() -> None:
    for section in paper().sections:
        for table in tables(section):
            assert {len(row.cells) for row in table.rows} <= {len(table.header)}, table.caption


def test_shares_are_those_of_the_rule() -> None:
    made = paper()
    table = next(one for section in made.sections for one in tables(section) if one.caption == "Who pays what")
    said = [[shown(cell, made) for cell in row.cells] for row in table.rows]
    assert said == [
        ["Ashby", "£147,039.29", "46.7%"],
        ["Birch", "£100,481.76", "31.9%"],
        ["Cole", "£67,478.95", "21.4%"],
        ["Together", "£315,000.00", ""],
    ]


def test_text_is_paragraphs_and_lists_and_never_markup() -> None:
    made = paper()
    reasons = next(one for one in made.sections if one.code == "reasons").blocks
    assert [type(one).__name__ for one in reasons] == ["Paragraph", "Bullets"]
    assert words(reasons[1].items[1], made) == "<b>one</b> desk & {{ title }} {% raw %}"  # type: ignore[union-attr]


def test_a_kind_that_no_section_knows_is_named() -> None:
    given = parts(stranger=({}, {"a": 1}))
    last = compose(ABOUT, given).sections[-1]
    assert "Kept with this decision and not set out in this report: Stranger." in str(last.blocks)


def test_any_other_document_is_set_out_plainly() -> None:
    answer = {"route": "retender", "points": 7, "for": ["It is cheap"], "rows": [{"name": "a", "cost": 1234}]}
    made = compose(ABOUT, parts(recommendation=({}, answer)))
    said = str(made.sections[4])
    assert "retender" in said
    assert "It is cheap" in said
    assert {one.shown for one in made.figures if one.id.startswith("recommendation.")} == {"7", "1,234"}


@pytest.mark.parametrize(
    ("about", "field"),
    [
        ({"title": ""}, "title"),
        ({"title": ["no"]}, "title"),
        ({"title": "a" * 501}, "title"),
        ({"title": "A", "date": "8 December"}, "date"),
        ({"title": "A", "classification": "secret"}, "classification"),
        ({"title": "A", "exempt_figures": ["no.such"]}, "exempt_figures"),
        ({"title": "A", "exempt_figures": ["sharing.amount"]}, "classification.paragraph"),
    ],
)
def test_what_cannot_be_a_report_is_refused_by_its_field(about: dict[str, Any], field: str) -> None:
    with pytest.raises(NotAPaper) as refused:
        compose(about, parts())
    assert refused.value.field == field
    assert refused.value.what_to_do


def test_no_name_of_a_document_holds_what_no_report_can() -> None:
    said = {**SHARING, "drivers": {"use\x0brs": {"Ash\x01by": 499, "Birch": 341}}}
    part = {"said": said, "answer": apportioning_answer.answer(said), "by": "A.\x02 Officer"}
    made = compose({**ABOUT, "people": [{"role": "approver", "name": "The\x03 chair\r\n"}]}, {"sharing": part})
    assert "Ashby" in repr(made)
    assert not [sign for sign in ("\\x0", "\\r") if sign in repr(made)]


def test_names_that_nobody_can_tell_apart_are_refused() -> None:
    said = {**SHARING, "drivers": {"users": {"Ash\x01by": 499, "Ashby": 341}}}
    with pytest.raises(NotAPaper, match="differ only in signs that cannot be seen"):
        compose(ABOUT, {"sharing": {"said": said, "answer": apportioning_answer.answer(said)}})


def test_words_that_are_no_text_are_refused() -> None:
    with pytest.raises(NotAPaper, match=r"words\.legal\[0\]"):
        compose(ABOUT, {"words": {"said": {"legal": 7}, "answer": {}}})


@pytest.mark.parametrize(
    ("said", "read"),
    [
        (pounds("-1234.50"), "−£1,234.50"),
        (pounds("0.00"), "£0.00"),
        (pounds(-12), "−£12"),
        (pounds(None), "Not known"),
        (from_pence(-5), "−£0.05"),
        (per_cent(0.3335), "33.4%"),
        (number(2.50), "2.5"),
        (number(100), "100"),
        (day_in_words("2026-02-01"), "1 February 2026"),
        (day_in_words("spring"), "spring"),
    ],
)
def test_figures_as_they_are_read(said: str, read: str) -> None:
    assert said == read


def test_one_page_keeps_numbers_and_labels_and_says_there_is_more() -> None:
    made = paper(title="A long one")
    short = one_page(made)
    assert [(one.number, one.code) for one in short.sections[:2]] == [(1, "summary"), (2, "recommendations")]
    assert "more in the report" in str(short.sections[-1])
    assert short.numbers == made.numbers
    long = compose(ABOUT, {"words": {"said": {"summary": "\n\n".join(["word " * 60] * 100)}, "answer": {}}})
    kept = one_page(long).sections[0].blocks
    assert 0 < len(kept) < LINES
