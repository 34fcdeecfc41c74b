"""A published award notice is offered for a contract, with reasons, and a person takes it as evidence."""

import json
from datetime import UTC, date, datetime
from typing import Any

import pytest

from tallystick.contracts import models
from tallystick.contracts.actions import keeping
from tallystick.lake import notices
from tallystick.lake.store.home import Home
from tests.lake.notices.made import COUNCIL, package, release
from tests.people import SAM

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 22, 9, tzinfo=UTC)


@pytest.fixture
def gritting(people: Any, home: Home, tmp_path: Any) -> models.Contract:
    file = tmp_path / "notices.json"
    file.write_text(json.dumps(package(release(1), release(2, buyer={"id": "b", "name": "Leeds City Council"}))))
    notices.load(home, [file], now=AT)
    (row,) = [one for one in notices.listed(home).rows if one.title == "Winter gritting 1"]
    people.organisation(row.buyer_code, COUNCIL)
    return keeping.add_contract(
        organisation=row.buyer_code,
        values={"title": "Winter gritting", "start": date(2024, 4, 1), "end": date(2027, 3, 31)},
        suppliers=[{"name": "QUORVANE GRIT LIMITED", "company_number": "99000001"}],
        by=SAM,
        at=AT,
    )


def test_what_fits_is_offered_with_reasons_and_changes_nothing(people: Any, gritting: models.Contract) -> None:
    code = gritting.organisation.code
    page = people.client("reader", code).get(f"/contracts/{gritting.pk}/notices/").content.decode()
    assert "Winter gritting 1" in page
    assert "What speaks for it" in page
    assert "Adopt as evidence" not in page
    assert not models.AdoptedNotice.objects.exists()


def test_a_manager_takes_it_with_the_fields_they_tick(people: Any, gritting: models.Contract) -> None:
    client = people.client("contract_manager", gritting.organisation.code)
    address = f"/contracts/{gritting.pk}/notices/"
    page = client.get(address).content.decode()
    notice = page.split('name="notice" value="')[1].split('"')[0]
    answer = client.post(address, {"version": 1, "notice": notice, "take": ["ocid", "value_pence"]})
    assert answer.status_code == 302
    gritting.refresh_from_db()
    assert (gritting.ocid, gritting.value_pence, gritting.awarded) == ("ocds-test00-1", 123450, None)
    (kept,) = models.AdoptedNotice.objects.all()
    assert (kept.ocid, kept.values["title"]) == ("ocds-test00-1", "Winter gritting 1")
    assert kept.reasons
    again = client.post(address, {"version": 2, "notice": notice})
    assert (again.status_code, "already" in again.content.decode()) == (409, True)
    assert "Evidence of this contract" in client.get(f"/contracts/{gritting.pk}/notices/").content.decode()
    assert client.post(address, {"version": 1, "let_go": kept.pk}).status_code == 302
    kept.refresh_from_db()
    assert kept.removed


def test_an_old_page_saves_nothing_and_says_so(people: Any, gritting: models.Contract) -> None:
    client = people.client("contract_manager", gritting.organisation.code)
    address = f"/contracts/{gritting.pk}/notices/"
    notice = client.get(address).content.decode().split('name="notice" value="')[1].split('"')[0]
    keeping.change_contract(contract=gritting.pk, version=1, values={"department": "Roads"}, by=SAM, at=AT)
    assert client.post(address, {"version": 1, "notice": notice}).status_code == 409
    assert not models.AdoptedNotice.objects.exists()


def test_a_notice_that_is_not_offered_cannot_be_taken(people: Any, gritting: models.Contract) -> None:
    client = people.client("contract_manager", gritting.organisation.code)
    answer = client.post(f"/contracts/{gritting.pk}/notices/", {"version": 1, "notice": "0" * 16})
    assert answer.status_code >= 400
    assert not models.AdoptedNotice.objects.exists()


def test_a_stranger_is_told_that_there_is_no_such_page(people: Any, gritting: models.Contract) -> None:
    people.organisation("GB-LAE-XXX", "Another council")
    client = people.client("contract_manager", "GB-LAE-XXX")
    assert client.get(f"/contracts/{gritting.pk}/notices/").status_code == 404
