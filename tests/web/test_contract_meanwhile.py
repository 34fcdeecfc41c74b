"""Two people change the same row at once: neither is overwritten, and each field may be settled."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from tests.people import LEEDS, People
from tests.web.registers import phones

SignedIn = Callable[..., Client]


@pytest.fixture
def contract(people: People) -> Any:
    return phones(people)


def form(**changed: str) -> dict[str, Any]:
    return {"version": 1, "reference": "ICT-1", "title": "Desk telephones", "department": "Digital", **changed}


@pytest.fixture
def met(contract: Any, signed_in: SignedIn) -> Any:
    """What the second of two is told."""
    where = f"/contracts/{contract.pk}/edit/what/"
    one, other = signed_in("contract_manager", LEEDS), signed_in("category_manager", LEEDS)
    first = one.post(where, form(title="Telephones", department="IT", reason="Renamed"))
    assert first.status_code == 302
    second = other.post(where, form(title="Handsets", description="Sixty of them"))
    return other, where, second


def test_the_second_is_shown_both_and_saves_nothing(contract: Any, met: Any) -> None:
    _, _, said = met
    text = said.content.decode()
    assert said.status_code == 409
    assert f"Contract manager of {LEEDS} saved it" in text
    assert "Renamed" in text
    for one in ("Before: Desk telephones", "Theirs: Telephones", "Yours: Handsets", "Digital → IT"):
        assert one in text
    contract.refresh_from_db()
    assert (contract.title, contract.department, contract.description) == ("Telephones", "IT", "")


def test_each_field_is_settled_and_the_rest_stays_as_it_was_saved(contract: Any, met: Any) -> None:
    other, where, said = met
    settled = sent_again(said) | {"keep-title": "yours"}
    assert other.post(where, settled).status_code == 302
    contract.refresh_from_db()
    assert (contract.title, contract.department, contract.description) == ("Handsets", "IT", "Sixty of them")
    assert contract.version == 3


def test_theirs_may_stand(contract: Any, met: Any) -> None:
    other, where, said = met
    assert other.post(where, sent_again(said) | {"keep-title": "theirs"}).status_code == 302
    contract.refresh_from_db()
    assert (contract.title, contract.description) == ("Telephones", "Sixty of them")


def test_what_both_changed_must_be_chosen(contract: Any, met: Any) -> None:
    other, where, said = met
    again = other.post(where, sent_again(said))
    assert again.status_code == 422
    text = again.content.decode()
    assert "Say which is to stand of “Title”" in text
    assert "Yours: Handsets" in text
    assert "Yours: Sixty of them" in text
    contract.refresh_from_db()
    assert contract.version == 2


def test_a_third_change_meanwhile_is_told_again(contract: Any, met: Any, signed_in: SignedIn) -> None:
    other, where, said = met
    third = form(title="Third", department="IT") | {"version": 2}
    assert signed_in("contract_manager", LEEDS).post(where, third).status_code == 302
    again = other.post(where, sent_again(said) | {"keep-title": "yours"})
    assert again.status_code == 409
    text = again.content.decode()
    assert "Theirs: Third" in text
    assert "Yours: Handsets" in text
    assert "Yours: Sixty of them" in text


def test_typing_the_same_is_no_difference(contract: Any, signed_in: SignedIn) -> None:
    where = f"/contracts/{contract.pk}/edit/what/"
    signed_in("contract_manager", LEEDS).post(where, form(title="Telephones"))
    said = signed_in("category_manager", LEEDS).post(where, form(title="Telephones"))
    assert said.status_code == 409
    assert "nothing left to save" in said.content.decode()


def sent_again(said: Any) -> dict[str, Any]:
    """What the browser sends of the page as it stands: hidden boxes, and buttons that are pressed in already."""
    text = said.content.decode()
    sent: dict[str, Any] = {}
    for box in re.findall(r"<input [^>]*>", text):
        name, value = re.search(r'name="([^"]*)"', box), re.search(r'value="([^"]*)"', box)
        if name and value and ('type="hidden"' in box or " checked" in box):
            sent.setdefault(name[1], []).append(value[1])
    return {name: values if len(values) > 1 else values[0] for name, values in sent.items()}
