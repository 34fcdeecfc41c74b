"""Renew, renegotiate or retender in a report: what was recommended, what was chosen, and all that argues otherwise."""

import json
from typing import Any

from tallystick.decisions.rules.paper import Block, Bullets, Paper, Paragraph, Table, shown, words
from tallystick.decisions.rules.paper_compose import compose
from tallystick.decisions.rules.paper_exempt import public
from tallystick.decisions.rules.routes_json import answer
from tallystick.decisions.rules.warning_words import MARKS
from tallystick.reference.lead_times import lead_times
from tallystick.reference.route_choice import route_choice

SAID: dict[str, Any] = {
    "today": "2026-11-22",
    "facts": {
        "start": "2023-06-01", "last_day": "2028-05-31", "extension_months": 24, "extend_by": "2028-02-29",
        "renews_itself": False, "regime": "PCR2015", "headroom_pounds": "12000.00", "value_pounds": "400000.00",
        "performance": {"value": "good", "source": "Twelve months of figures", "as_of": "2026-10-31"},
        "risk": "low", "exit_plan": True, "data_return": True, "leave_cost_pounds": "15000.00", "alternatives": 3,
        "strategy": "fits", "need": "continuing", "in_house_able": False,
    },
    "choice": {"route": "open", "why": "The market has moved.", "by": "The board", "on": "2026-11-20"},
}  # fmt: skip


def answered(said: dict[str, Any] = SAID) -> dict[str, Any]:
    found = json.loads(json.dumps(answer(said, route_choice(), lead_times()), default=str))
    assert isinstance(found, dict)
    return found


def report(said: dict[str, Any] = SAID, **more: Any) -> Paper:
    about = {"title": "After the housing system", "classification": {"paragraph": "3"}}
    return compose(about, {"recommendation": {"said": said, "answer": answered(said), **more}})


def told(paper: Paper, code: str) -> str:
    blocks = next(one.blocks for one in paper.sections if one.code == code)
    return "\n".join(_told(one, paper) for one in blocks)


def _told(block: Block, paper: Paper) -> str:
    if isinstance(block, Paragraph):
        return words(block, paper)
    if isinstance(block, Bullets):
        return "\n".join(words(one, paper) for one in block.items)
    if isinstance(block, Table):
        rows = [[shown(cell, paper) for cell in row.cells] for row in block.rows]
        return "\n".join([block.caption, *(" | ".join(row) for row in rows)])
    return ""


def test_the_report_has_the_choice_its_reason_and_everything_that_argues_otherwise() -> None:
    paper, found = report(), answered()
    options = told(paper, "options")
    assert "Renew or extend as written is recommended." in options
    assert (
        "Retender by open procedure was chosen, which differs from what is recommended, by The board on 20 November"
        in (options)
    )
    assert "The market has moved." in told(paper, "summary")
    assert found["otherwise"]
    for one in found["otherwise"]:
        assert one["why"] in options
    for one in found["find_out"]:
        assert one["what"] in options
    for one in found["routes"]:
        assert one["name"] in options
    legal = told(paper, "legal")
    assert "Retender by open procedure" in legal
    marks = {gate["mark"] for one in found["routes"] for gate in one["gates"] if gate["gate"] == "law"} - {"", None}
    assert marks
    assert all(f"({MARKS[mark]})" in legal and f"[{mark}]" not in legal for mark in marks)


def test_every_fact_has_its_source_and_its_day_in_the_appendix() -> None:
    appendix = told(report(), "appendices")
    assert "How the supplier performs | Good | Twelve months of figures | 31 October 2026" in appendix
    assert "£400,000" in appendix
    assert all(one.what in appendix for one in route_choice().facts.values())


def test_points_are_figures_that_name_where_they_came_from() -> None:
    paper, found = report(edition=3, by="Ada"), answered()
    figures = {one.id: one for one in paper.figures}
    for one in found["routes"]:
        figure = figures[f"recommendation.{one['route']}.points"]
        assert figure.shown.replace("\N{MINUS SIGN}", "-").replace("+", "") == str(one["points"])
        assert "edition 3, entered by Ada" in figure.came_from


def test_the_points_of_the_way_that_was_chosen_are_among_those_shown() -> None:
    others = {key: one for key, one in SAID.items() if key != "choice"}
    heads = [
        next(one.header for section in report(said).sections for one in section.blocks
             if isinstance(one, Table) and one.caption.startswith("The points of each criterion"))[3:]
        for said in (others, SAID)
    ]  # fmt: skip
    assert [len(one) for one in heads] == [4, 4]
    chosen = "Retender by open procedure"
    assert (chosen in heads[0], chosen in heads[1]) == (False, True)


def test_where_too_little_is_known_or_nobody_chose_it_says_so() -> None:
    paper = report({"today": "2026-11-22"})
    assert "Not enough is known to recommend anything." in told(paper, "summary")
    assert "Nobody has chosen yet." in told(paper, "options")
    shut = {"today": "2026-11-22", "facts": {"last_day": "2026-11-23", "extension_months": 0, "renews_itself": False,
            "need": "continuing", "direct_award_ground": "no", "in_house_able": False, "framework_available": False,
            "change_permitted": "no"}}  # fmt: skip
    assert "No way forward is open." in told(report(shut), "summary")


def test_what_is_exempt_is_in_no_public_version() -> None:
    paper = public(report(exempt=True))
    every = "\n".join(told(paper, one.code) for one in paper.sections)
    for secret in ("The market has moved.", "400,000", "Twelve months", "The board"):
        assert secret not in every, secret


def test_what_was_chosen_is_out_where_it_may_rest_on_another_document_that_is_exempt() -> None:
    """The document itself is public: all but the choice stays, and how long the choice is does not show."""
    about = {"title": "After it", "classification": {"paragraph": "3"}, "chosen_exempt": True}
    made = {}
    for route in ("open", "extend"):
        said = {**SAID, "choice": {**SAID["choice"], "route": route}}
        whole = compose(about, {"recommendation": {"said": said, "answer": answered(said)}})
        assert "The market has moved." in told(whole, "options")
        made[route] = public(whole).sections
        every = "\n".join(told(public(whole), one.code) for one in whole.sections)
        assert "is recommended." in every
        for secret in ("was chosen", "The market has moved.", "The board", "20 November 2026"):
            assert secret not in every, secret
    assert made["open"] == made["extend"]


def test_a_choice_of_an_answer_of_another_shape_is_out_with_it() -> None:
    about = {"title": "Long ago", "classification": {"paragraph": "3"}, "chosen_exempt": True}
    answer_ = {"advice": "Renew", "choice": {"route": "open", "why": "The market has moved."}}
    paper = public(compose(about, {"recommendation": {"said": {}, "answer": answer_}}))
    assert "market" not in told(paper, "options")


def test_an_answer_of_another_shape_is_set_out_plainly() -> None:
    about = {"title": "Long ago"}
    paper = compose(about, {"recommendation": {"said": {}, "answer": {"advice": "Renew"}}})
    assert "Advice | Renew" in told(paper, "options")
