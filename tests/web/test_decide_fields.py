"""Rows of documents in forms: what a form cannot show, and what nobody touched, stays as it was written."""

from typing import Any

import pytest
from django.http import QueryDict

from tallystick.web.decide.fields import Field, Part, Shape, begun, typed_row
from tallystick.web.decide.parts.business_case import PARTS
from tallystick.web.governing_forms import Typed
from tests.web.test_decide_round_trip import _sent

LINE = next(one for one in PARTS if one.place == "options.*.lines")


def _again(part: Part, row: dict[str, Any], **other: str) -> dict[str, Any]:
    """The row, its form sent back as a browser would, with other text in some boxes."""
    shown = Typed(None, begun(part, row, {}))
    typed_row(shown, part, {}, row)
    sent = _sent(shown)
    for name, text in other.items():
        sent[name] = text
    again = Typed(sent, begun(part, row, {}))
    made = typed_row(again, part, {}, row)
    assert not again.errors
    return made


@pytest.mark.parametrize(
    ("shape", "held"),
    [
        ("pence", 250000.0), ("pence", "much"), ("figure", 0.123456789), ("figure", "1e5"), ("text", "long " * 100),
        ("text", 5), ("text", "two\nlines"), ("day", "5 March"), ("whole", -3), ("choice", "strange"), ("tick", "yes"),
        ("yes_no", "perhaps"), ("points", "no list"), ("points", [1, 2]), ("several", [{"id": "gone"}]),
        ("pairs", ["odd"]), ("lines", "a\r\nb"), ("amount", "rise"), ("amount", 0.1), ("each", "odd"),
    ],
)  # fmt: skip
def test_what_nobody_touched_stays_as_it_was_written(shape: Shape, held: Any) -> None:
    part = Part("rows", "row", "Rows", (Field("a", "A", shape, choices=(("x", "X"),)), Field("name", "Name")))
    assert _again(part, {"a": held, "name": "One"}, name="Two") == {"a": held, "name": "Two"}


def test_a_space_that_is_taken_out_is_a_change() -> None:
    part = Part("rows", "row", "Rows", (Field("name", "Name"), Field("why", "Why", "lines")))
    assert _again(part, {"name": "New bid", "why": "a b"}, name="Newbid", why="a\r\nb") == {
        "name": "Newbid",
        "why": "a\nb",
    }


def test_where_saying_nothing_means_yes_nobody_can_say_that_it_is_not_known() -> None:
    typed = Typed(QueryDict("cashable=no&vat-recoverable=yes"))
    made = typed_row(typed, LINE, {}, {"name": "Run", "cashable": False})
    assert (made["cashable"], "vat" in made) == (False, False)
    boxes = [one for one in typed.boxes if one.name in ("cashable", "vat-recoverable")]
    assert [list(dict(one.options)) for one in boxes] == [["yes", "no"]] * 2
    assert typed_row(Typed(QueryDict("cashable=yes")), LINE, {}, {"cashable": False})["cashable"] is True
    assert "cashable" not in typed_row(Typed(QueryDict("name=Run")), LINE, {}, {})
