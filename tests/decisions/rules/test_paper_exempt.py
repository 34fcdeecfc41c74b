"""What is exempt leaves no trace in the public version, and what could be worked out of the rest goes too."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tallystick.decisions.rules import apportioning_answer, appraisal_json, what_if_scenarios
from tallystick.decisions.rules.paper import (
    Cell,
    Figure,
    NotAPaper,
    Paper,
    Paragraph,
    Picture,
    Ref,
    Row,
    Section,
    Table,
    evidence,
    shown,
    tables,
)
from tallystick.decisions.rules.paper_compose import compose
from tallystick.decisions.rules.paper_exempt import public, tells
from tests.contracts.rules.pages import example
from tests.decisions.papers import ABOUT, APPRAISAL, EXEMPT, paper, parts

KEEP = "[Withheld: paragraph 3 of Schedule 12A]"


def small(rows: list[tuple[str, bool]], *, total: str, more: tuple[Paragraph, ...] = ()) -> Paper:
    """A table of a sum: each row's value, and whether it is exempt."""
    figures = [Figure(f"f{at}", value, "part", "a file", exempt=out) for at, (value, out) in enumerate(rows)]
    figures.append(Figure("total", total, "sum", "a file"))
    body = tuple(Row((Cell(f"row {chr(97 + at)}"), Cell(figure=f"f{at}"))) for at in range(len(rows)))
    table = Table("Sum", ("What", "Pounds"), (*body, Row((Cell("All"), Cell(figure="total")), total=True)), summed=(1,))
    section = Section("financial", "Money", (Paragraph(("Together ", Ref("total"), ".")), table, *more))
    return Paper("T", "", "", "", "", "", "", (section,), tuple(figures), paragraph="3")


def column(made: Paper) -> list[str]:
    return [shown(row.cells[1], made) for row in next(tables(made.sections[0])).rows]


def test_one_row_out_takes_its_total_out_everywhere() -> None:
    made = public(small([("£1,111.00", True), ("£2,222.00", False)], total="£3,333.00"))
    assert column(made) == ["Withheld", "£2,222.00", "Withheld"]
    assert made.sections[0].blocks[0] == Paragraph(("Together ", KEEP, "."))
    assert {row.cells[1].text for table in evidence(made) for row in table.rows} == {KEEP, "£2,222.00"}


def test_two_rows_out_leave_the_total() -> None:
    made = public(small([("£1,111.00", True), ("£2,222.00", True), ("£1.00", False)], total="£3,334.00"))
    assert column(made) == ["Withheld", "Withheld", "£1.00", "£3,334.00"]


def test_a_total_that_is_exempt_takes_its_parts() -> None:
    whole = small([("£1,111.00", False), ("£2,222.00", False)], total="£3,333.00")
    figures = (*whole.figures[:2], replace(whole.figures[2], exempt=True))
    assert column(public(replace(whole, figures=figures))) == ["Withheld"] * 3


def test_labels_and_numbers_of_paragraphs_stay() -> None:
    whole = paper(figures=("sharing.pence.Cole",))
    made = public(whole)
    assert [one.id for one in made.figures] == [one.id for one in whole.figures]
    for before, after in zip(whole.sections, made.sections, strict=True):
        count = [sum(isinstance(one, Paragraph) for one in section.blocks) for section in (before, after)]
        assert count[0] == count[1]


def test_a_share_takes_the_amount_and_all_percentages() -> None:
    made = public(paper(figures=("sharing.pence.Cole",)))
    table = next(one for section in made.sections for one in tables(section) if one.caption == "Who pays what")
    said = [[shown(cell, made) for cell in row.cells[1:]] for row in table.rows]
    assert said == [["£147,039.29", "Withheld"], ["£100,481.76", "Withheld"], ["Withheld"] * 2, ["Withheld"] * 2]


def test_what_is_worked_out_of_an_exempt_figure_goes_with_it() -> None:
    made = public(paper(figures=("business_case.npv.Keep",)))
    gone = {one.id for one in made.figures if one.exempt}
    assert {"business_case.eac.Keep", "business_case.against.Share", "business_case.cash.Keep.2027/28"} <= gone
    assert "business_case.npv.Share" not in gone
    assert not [
        one for section in made.sections for one in section.blocks if isinstance(one, Picture) and one.unit == "£"
    ]


def test_words_that_tell_an_exempt_figure_are_withheld() -> None:
    told = Paragraph(("That is £1.1k, as £1,111 says.",))
    made = public(small([("£1,111.00", True), ("£2,222.00", False)], total="£3,333.00", more=(told,)))
    assert made.sections[0].blocks[-1] == Paragraph((KEEP,))


def test_a_title_that_tells_one_is_refused() -> None:
    whole = replace(small([("£1,111.00", True)], total="£1,111.00"), title="Paying £1,111.00")
    with pytest.raises(NotAPaper) as refused:
        public(whole)
    assert refused.value.field == "title"


def test_exempt_without_a_paragraph_is_refused() -> None:
    with pytest.raises(NotAPaper, match="which paragraph"):
        public(replace(small([("£1,111.00", True)], total="£1,111.00"), paragraph=""))


def test_nothing_exempt_changes_nothing() -> None:
    whole = paper()
    assert public(whole) == replace(whole, open=True)


@pytest.mark.parametrize(
    ("text", "value", "told"),
    [
        ("£277,000", "277000", True),
        ("£277k", "277000", True),
        ("0.28 million", "277000", True),
        ("277000 pounds", "277000", True),
        ("£277,000.40 ", "277000.40", True),
        ("£277,000", "277000.40", True),
        ("£278,000", "277000", False),
        ("in 2026", "2026", True),
        ("paragraph 3", "3", False),
        ("3%", "3", True),
        ("£1m", "1400000", True),
        ("£1,147,000", "1147281.57", True),
        ("£1,148,000", "1147281.57", False),
        ("on 12 March", "12", False),
        ("12 per cent", "12", True),
        ("12772770001", "277000", False),
    ],
)
def test_when_a_text_tells_a_figure(text: str, value: str, told: bool) -> None:
    assert tells(text, frozenset({Decimal(value)})) is told


@given(st.lists(st.tuples(st.integers(100_000, 99_999_999), st.booleans()), min_size=2, max_size=6))
def test_no_sum_gives_a_single_exempt_row_away(rows: list[tuple[int, bool]]) -> None:
    def read(pence: int) -> str:
        return f"£{pence // 100:,}.{pence % 100:02}"

    made = public(small([(read(pence), out) for pence, out in rows], total=read(sum(pence for pence, _ in rows))))
    said = column(made)
    hidden = [pence for (pence, out), text in zip(rows, said, strict=False) if text == "Withheld" or out]
    for pence, out in rows:
        assert not out or read(pence) not in said
    if len(hidden) == 1:
        assert said[-1] == "Withheld"


def test_the_worked_example_of_the_page() -> None:
    given_, gives = example("evidence")
    about = given_.pop("about")
    part = {"said": given_, "answer": apportioning_answer.answer(given_)}
    made = public(compose(about, {"sharing": part}))
    rows = next(one for section in made.sections for one in tables(section)).rows
    assert {shown(row.cells[0], made): [shown(cell, made) for cell in row.cells[1:]] for row in rows} == gives


def test_a_sum_in_exempt_words_is_found_in_others_and_a_year_is_not() -> None:
    said = {
        "legal": [{"text": "In 2027 they claim £512,300.", "exempt": True}],
        "background": ["£512k.\n\nSince 2027."],
    }
    made = public(
        compose({"title": "T", "classification": {"paragraph": "3"}}, {"words": {"said": said, "answer": {}}})
    )
    background = next(one for one in made.sections if one.code == "background")
    assert background.blocks == (Paragraph((KEEP,)), Paragraph(("Since 2027.",)))


def test_an_exempt_ranking_tells_no_name_and_no_order() -> None:
    """Whichever of two options is first, the public version of the section is the same."""
    made = []
    for keep, share in ((2, 4), (4, 2)):
        said = {**APPRAISAL, "scores": {"Keep": {"Cost": keep, "Control": 3}, "Share": {"Cost": share, "Control": 3}}}
        given_ = parts(("appraisal",), appraisal=(said, appraisal_json.answer(said)))
        whole = public(compose({**ABOUT, **EXEMPT}, {kind: given_[kind] for kind in ("words", "appraisal")}))
        made.append((whole.sections, [(one.shown, one.what) for one in whole.figures]))
        assert "Keep" not in repr(whole.sections[4]) + repr(whole.figures[0].what)
        # What is withheld has no name, and shifts no number of a paragraph.
        assert not list(tables(whole.sections[4]))
    assert made[0] == made[1]


def test_an_exempt_what_if_tells_nobody_who_leaves() -> None:
    scenario = {"leaves": ["Cole"], "amount_after_pence": 900_000, "change_on": "2027-10-01"}
    said = {
        "amount_pence": 1_000_000, "period": {"from": "2027-04-01", "to": "2028-03-31"},
        "drivers": {"users": {"Ashby": 5, "Birch": 3, "Cole": 2}},
        "scenarios": [{"name": "Cole leaves in the autumn", **scenario}],
    }  # fmt: skip
    part = {"what_if": {"said": said, "answer": what_if_scenarios.answer(said), "exempt": True}}
    whole = compose({**ABOUT, **EXEMPT}, part)
    assert "Cole leaves in the autumn" in repr(whole)
    made = public(whole)
    assert "Cole" not in repr(made.sections) + repr(evidence(made))


@pytest.mark.parametrize("kind", ["words", "appraisal", "business_case", "sharing"])
def test_any_document_may_be_exempt_as_a_whole(kind: str) -> None:
    whole = paper(exempt=(kind,))
    made = public(whole)
    of_it = [one for one in made.figures if one.id.startswith(f"{kind}.")]
    assert {one.shown for one in of_it} <= {KEEP}
    secrets = [one.shown for one in whole.figures if one.id.startswith(f"{kind}.") and len(one.shown) > 3]
    assert bool(secrets) is (kind != "words")
    assert [one for one in secrets if f"'{one}'" in repr(made)] == []
