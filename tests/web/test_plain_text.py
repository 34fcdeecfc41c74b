"""A NUL, which no person types, is passed over in an address and refused in a form; it is no fault of ours."""

from typing import Any

import pytest

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("address", ["/contracts/?supplier=%00", "/duties/?text=a%00", "/spend/suppliers/?search=%00"])
def test_in_an_address(people: Any, address: str) -> None:
    assert people.client().get(address).status_code == 200


def test_in_a_form(people: Any) -> None:
    sent = people.client().post("/contracts/add/", "title=a%00b", content_type="application/x-www-form-urlencoded")
    assert sent.status_code == 400
