"""A form that is sent back as it was shown changes nothing of the document: the worked examples of the documentation,
row by row."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.http import QueryDict

from tallystick.decisions.actions.keeping import as_kept
from tallystick.decisions.documents import digest
from tallystick.web.decide.fields import Part, begun, found_in, rows_of, typed_row, with_row
from tallystick.web.decide.parts import PARTS, parts_of
from tallystick.web.governing_forms import Typed

DOCS = Path(__file__).parents[2] / "docs"
RULES = {
    "risks": "risk-register", "transition": "transition-plan", "charter": "charter", "members": "partnership",
    "recommendation": "renew-renegotiate-retender", "appraisal": "appraisal", "sharing": "apportionment",
}  # fmt: skip
FILES = {"business_case": "business-case-*", "what_if": "what-if-*", "sharing": "apportion*", "appraisal": "apprais*"}


def _documents(kind: str) -> Iterator[dict[str, Any]]:
    page = DOCS / "rules" / f"{RULES.get(kind, '')}.md"
    if page.is_file():
        for given in re.findall(r"```json given\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL):
            yield json.loads(given)
    for path in sorted((DOCS / "reference" / "examples").glob(FILES.get(kind, "no such file"))):
        text = path.read_text(encoding="utf-8")
        yield json.loads(text) if path.suffix == ".json" else json.loads(json.dumps(yaml.safe_load(text), default=str))


def _sent(typed: Typed) -> QueryDict:
    """What a browser sends of the boxes as they stand."""
    sent = QueryDict(mutable=True)
    for box in typed.boxes:
        if box.shape == "several":
            sent.setlist(box.name, [one for one in box.ticked if one])
        elif box.shape != "tick" or box.text == "yes":
            for name, text in box.hidden:
                sent[name] = text
    return sent


def _places(said: dict[str, Any], part: Part) -> list[str]:
    above, star, rest = part.place.partition(".*.")
    if not star:
        return [part.place]
    held = found_in(said, above)
    return [f"{above}.{at}.{rest}" for at in range(len(held) if isinstance(held, list | dict) else 0)]


@pytest.mark.parametrize("kind", sorted(PARTS))
def test_a_form_sent_back_as_it_was_shown_changes_nothing(kind: str) -> None:
    rows = 0
    for said in _documents(kind):
        for part in parts_of(kind):
            for above in _places(said, part):
                for place, row in rows_of(said, part, above):
                    shown = Typed(None, begun(part, row, said))
                    typed_row(shown, part, said, row)
                    again = Typed(_sent(shown))
                    made = typed_row(again, part, said, row)
                    # What is needed and is not there yet is asked for: that alone may be wrong.
                    assert all("must not be empty" in text for text in again.errors.values()), (place, again.errors)
                    if not again.errors:
                        assert digest(as_kept(with_row(said, part, place, made))) == digest(said), place
                        rows += 1
    assert rows or kind == "words", f"No row of {kind} was tried: name an example of it"
