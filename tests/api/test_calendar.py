"""What must happen by when, over HTTP."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from tests.api.test_contracts import Program
from tests.contracts import governed
from tests.contracts.governed import OURS, THEIRS
from tests.people import People

pytestmark = pytest.mark.django_db


@pytest.fixture
def contracts(people: People) -> list[Any]:
    """One of ours that ends within two years and is somebody's, and another council's."""
    governed.councils()
    ends = timezone.localdate() + timedelta(days=300)
    owner = people.person("contract_manager", OURS).pk
    return [
        governed.contract(code, title=f"Lifts of {code}", term_kind="fixed", end=ends, owner_id=whose)
        for code, whose in ((OURS, owner), (THEIRS, None))
    ]


@pytest.fixture
def reader(people: People, contracts: list[Any]) -> Program:
    return Program(people.token("reader", OURS))


def test_key_dates_are_listed(reader: Program, contracts: list[Any]) -> None:
    found = reader("GET", "key-dates")
    assert found["total"] == len(found["rows"]) > 1
    assert {row["organisation"] for row in found["rows"]} == {OURS}
    [end] = reader("GET", "key-dates?kind=end")["rows"]
    assert end["contract"] == contracts[0].pk
    assert end["due"] == contracts[0].end.isoformat()
    assert end["working"] == list(end["working"])
    assert reader("GET", f"key-dates?kind=end&ends={end['due']}&begins={end['due']}")["total"] == 1
    assert reader("GET", "key-dates?kind=end,review&ends=2001-01-01")["total"] == 0
    assert reader("GET", f"key-dates?organisation={THEIRS}")["total"] == 0
    assert reader("GET", "key-dates?overdue=true")["total"] == 0
    assert reader("GET", "key-dates?unowned=true")["total"] == 0
    assert reader("GET", f"key-dates?person={end['person']}&settled=any")["total"] == found["total"]


def test_key_dates_are_counted_by_the_month(reader: Program, contracts: list[Any]) -> None:
    found = reader("GET", "key-dates/months?kind=end")
    assert len(found["months"]) == 24
    due = [one for one in found["months"] if one["total"]]
    assert [(one["month"], one["decide"]) for one in due] == [(f"{contracts[0].end:%Y-%m}", 1)]
    everything = reader("GET", "key-dates/months")
    counted = sum(one["total"] for one in everything["months"])
    outside = everything["overdue"] + everything["undated"] + everything["later"]
    assert counted + outside == reader("GET", "key-dates")["total"]


@pytest.mark.parametrize("asked", ["kind=nonsense", "settled=perhaps", "sort=colour", "begins=soon", "person=0"])
def test_what_makes_no_sense_is_refused_by_its_name(reader: Program, asked: str) -> None:
    told = reader("GET", f"key-dates?{asked}", status=422)
    assert asked.partition("=")[0] in told["fields"]
