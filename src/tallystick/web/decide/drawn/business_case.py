"""A business case as its page shows it. Pure."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from tallystick.decisions.queries.answering import Answered


def draw(document: Answered) -> dict[str, Any]:
    """What the template of the page is told."""
    return {"case": document.answer}


def highlight(answer: Mapping[str, Any]) -> str:
    """The net present value of each option, the best first."""
    options = sorted(answer["options"].items(), key=lambda one: -Decimal(one[1]["npv"]))
    return "Net present value: " + "; ".join(f"{name} £{Decimal(one['npv']):,.0f}" for name, one in options)
