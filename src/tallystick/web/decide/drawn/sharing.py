"""Who pays what, as its page shows it. Pure."""

from collections.abc import Mapping
from typing import Any

from tallystick.decisions.queries.answering import Answered


def draw(document: Answered) -> dict[str, Any]:
    """What the template of the page is told."""
    return {"shared": document.answer}


def highlight(answer: Mapping[str, Any]) -> str:
    """Each share, in per cent."""
    return "; ".join(
        f"{name} {one['percent']}%" for name, one in answer["shares"].items() if one["percent"] is not None
    )
