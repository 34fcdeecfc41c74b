"""The worked example of a rule's page: what is run is what people read."""

import json
import re
from decimal import Decimal
from pathlib import Path
from typing import Any

PAGES = Path(__file__).parents[3] / "docs" / "rules"
_EXAMPLE = re.compile(r"^```json (given|gives)\n(.*?)^```", re.MULTILINE | re.DOTALL)


def page(name: str) -> str:
    return (PAGES / f"{name}.md").read_text(encoding="utf-8")


def example(name: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """What the page's one worked example is given, and what it says comes of it."""
    (first, given), (second, gives) = _EXAMPLE.findall(page(name))
    assert (first, second) == ("given", "gives")
    return json.loads(given, parse_float=Decimal), json.loads(gives, parse_float=Decimal)
