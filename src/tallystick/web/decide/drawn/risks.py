"""A risk register as its page shows it: what the matrix holds before and after mitigation. Pure."""

from collections.abc import Mapping
from typing import Any

from tallystick.decisions.queries.answering import Answered


def draw(document: Answered) -> dict[str, Any]:
    """What the template of the page is told."""
    assert document.answer is not None
    return {"register": document.answer}


def highlight(answer: Mapping[str, Any]) -> str:
    """How many open risks there are of each level, the worst first."""
    counts = answer["counts"]["before"]
    levels = [(one["name"], counts.get(one["code"], 0)) for one in reversed(answer["scale"]["levels"])]
    return ", ".join(f"{count} {name.lower()}" for name, count in levels if count) or "No open risks"
