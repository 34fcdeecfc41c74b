"""Documents of odd shapes, written as text: their forms begin, and say what is wrong; their pages do not break."""

import json
from typing import Any

import pytest
from django.http import QueryDict
from django.test import Client

from tallystick.decisions import models
from tallystick.decisions.documents import KINDS as KINDS_OF
from tallystick.kit.errors import Refused
from tallystick.web.decide.fields import Part, begun, in_words, rows_of, typed_row, with_row
from tallystick.web.decide.parts import PARTS, parts_of
from tallystick.web.governing_forms import Typed
from tests.people import LEEDS, People

pytestmark = pytest.mark.once

KINDS = tuple(PARTS)
ODD: tuple[Any, ...] = (
    5, "text", None, {}, {"a": 1}, [5], ["a"], [None], [{}], [[]], [{"id": {"b": []}}], [{"id": None}], [{"on": []}],
    [{"name": ["b"], "was": {}}], {"a": {}}, [{"name": "A", "joins": [{"name": []}], "after": {"drivers": 5}}],
)  # fmt: skip
SENT = "name=A&text=A&title=A&on-day=1&on-month=2&on-year=2026&value=5&version=0"


def _documents(kind: str) -> list[dict[str, Any]]:
    keys = {key for part in parts_of(kind) for key in part.place.split(".") if key != "*"} - {""}
    fields = {field.key.partition(".")[0] for part in parts_of(kind) for field in part.fields} - {""}
    whole = [dict.fromkeys([*keys, *fields], odd) for odd in ODD]
    return whole + [
        {key: [dict.fromkeys([*keys, *fields], odd), {"id": 2, "history": [], "readings": []}] for key in keys}
        for odd in ODD
    ]


def _filled(part: Part, place: str, said: dict[str, Any], row: dict[str, Any]) -> None:
    """Shows the form of a row, and sends it back with something in it."""
    typed_row(Typed(None, begun(part, row, said)), part, said, row)
    made = typed_row(Typed(QueryDict(SENT)), part, said, row)
    try:
        with_row(said, part, place, made)
    except (LookupError, Refused):
        return


@pytest.mark.parametrize("kind", KINDS)
def test_forms_of_odd_documents_do_not_break(kind: str) -> None:
    tried = 0
    for said in _documents(kind):
        for part in parts_of(kind):
            for above in {part.place.replace("*", "0"), part.place.replace("*", "1")}:
                for place, row in rows_of(said, part, above):
                    [in_words(field, row, said) for field in part.fields]
                    _filled(part, place, said, row)
                    tried += 1
                if not part.single:
                    new = f"{above}.add"
                    _filled(part, new, said, part.begins(said, new) if part.begins else {})
    assert tried > 20


@pytest.mark.django_db
@pytest.mark.parametrize("kind", KINDS)
def test_pages_of_odd_documents_do_not_break(kind: str, people: People) -> None:
    people.organisation(LEEDS, "Leeds City Council")
    keeper: Client = people.client("contract_manager")
    of = KINDS_OF[kind].of
    if of == "decision":
        keeper.post("/decide/start/", {"title": "Odd", "kind": "sharing"})
        address = f"/decide/{models.Decision.objects.get().pk}"
    else:
        keeper.post("/partnerships/start/", {"name": "Odd"})
        address = f"/partnerships/{models.Partnership.objects.get().pk}"
    for edition, said in enumerate(_documents(kind)[::5]):
        sent = keeper.post(f"{address}/document/{kind}/text/", {"said": json.dumps(said), "version": edition})
        assert sent.status_code == 302, said
        shown = keeper.get(f"{address}/document/{kind}/")
        assert shown.status_code == 200, said
        # What is said in words may be of many shapes, and then something follows.
        assert "Nothing follows from it yet" in shown.content.decode() or kind == "words", said
        assert keeper.get(f"{address}/").status_code == 200, said
