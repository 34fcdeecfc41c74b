"""Places in documents: what stands there, and what is put there."""

from typing import Any

import pytest

from tallystick.kit.errors import Refused
from tallystick.web.decide.fields import with_row
from tallystick.web.decide.parts.business_case import PARTS
from tallystick.web.decide.places import with_keyed

SAID: dict[str, Any] = {"assumptions": {"users": 400, "price": {"value": 12, "unit": "pounds"}}}
ASSUMPTIONS = next(one for one in PARTS if one.place == "assumptions")


def test_a_row_of_an_object_of_names_is_put_where_it_was_and_may_keep_its_name() -> None:
    assert list(with_row(SAID, ASSUMPTIONS, "assumptions.0", {"": "people", "value": 5})["assumptions"]) == [
        "people",
        "price",
    ]
    assert with_row(SAID, ASSUMPTIONS, "assumptions.0", {"": "users", "value": 5})["assumptions"]["users"] == 5
    assert list(with_row(SAID, ASSUMPTIONS, "assumptions.add", {"": "rent", "value": 5})["assumptions"])[2] == "rent"


@pytest.mark.parametrize(("place", "name"), [("add", "users"), ("add", "price"), ("1", "users"), ("0", "price")])
def test_a_row_does_not_take_the_place_of_another_of_its_name(place: str, name: str) -> None:
    with pytest.raises(Refused, match=f"“{name}” is there already"):
        with_row(SAID, ASSUMPTIONS, f"assumptions.{place}", {"": name, "value": 5})
    assert SAID["assumptions"]["users"] == 400


@pytest.mark.parametrize("held", [5, "text", ["a"], [{"value": 1}]])
def test_where_no_object_can_be_there_is_no_place(held: Any) -> None:
    with pytest.raises(LookupError):
        with_keyed({"assumptions": held}, "assumptions", "add", {"": "users", "value": 1})
