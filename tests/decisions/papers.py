"""A decision of made-up councils, as those that make reports are given it."""

import datetime as dt
import json
from functools import lru_cache
from pathlib import Path
from typing import Any

from tallystick.decisions.rules import apportioning_answer, appraisal_json, business_case_answer
from tallystick.decisions.rules.paper import Paper
from tallystick.decisions.rules.paper_compose import compose
from tallystick.reference.green_book import green_book

DAY = dt.date(2026, 11, 22)
_CASE = Path(__file__).parents[2] / "docs" / "reference" / "examples" / "business-case-service-desk.json"
WORDS: dict[str, Any] = {
    "summary": "The agreement to share a service desk ends on 31 March 2027.\n\nMembers are asked to go on sharing.",
    "recommendations": ["That the council goes on sharing.", "That the head of ICT is authorised to sign."],
    "reasons": "It keeps:\n\n- trained staff\n- <b>one</b> desk & {{ title }} {% raw %}",
    "background": "Three councils have shared a desk since 2019.",
    "legal": "The monitoring officer's advice is awaited.",
}
APPRAISAL: dict[str, Any] = {
    "options": ["Keep", "Share"],
    "criteria": [{"name": "Cost", "weight": 60}, {"name": "Control", "weight": 40}],
    "scores": {"Keep": {"Cost": 2, "Control": 4}, "Share": {"Cost": 4, "Control": 3}},
}
SHARING: dict[str, Any] = {
    "amount_pence": 31500000,
    "drivers": {"active users": {"Ashby": 499, "Birch": 341, "Cole": 229}},
}
ABOUT: dict[str, Any] = {
    "title": "Sharing the service desk",
    "reference": "CAB/41",
    "body": "Cabinet of Ashby Borough Council",
    "meeting": "Ordinary meeting",
    "date": "2026-12-08",
    "author": "Head of ICT",
}
EXEMPT = {"classification": {"paragraph": "3", "why": "It tells what suppliers charge."}}


def parts(exempt: tuple[str, ...] = (), **more: Any) -> dict[str, Any]:
    said = {
        "words": (WORDS, {}),
        "appraisal": (APPRAISAL, appraisal_json.answer(APPRAISAL)),
        "business_case": _case(),
        "sharing": (SHARING, apportioning_answer.answer(SHARING)),
        **more,
    }
    common = {"edition": 2, "by": "A. Officer", "as_of": "2026-11-22", "version": "tallystick 0"}
    return {
        kind: {"said": one, "answer": answer, "exempt": kind in exempt, **common}
        for kind, (one, answer) in said.items()
    }


@lru_cache
def _case() -> tuple[dict[str, Any], dict[str, Any]]:
    case = json.loads(_CASE.read_text(encoding="utf-8"))
    return case, business_case_answer.answer(case, green_book(), DAY)


@lru_cache
def paper(exempt: tuple[str, ...] = (), figures: tuple[str, ...] = (), **about: Any) -> Paper:
    classified = EXEMPT if exempt or figures else {}
    return compose({**ABOUT, **classified, "exempt_figures": list(figures), **about}, parts(exempt))
