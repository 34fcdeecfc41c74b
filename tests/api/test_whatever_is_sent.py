"""Whatever is sent to a route that writes, it is taken or refused in words: it never breaks."""

import json
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tallystick.contracts.declared import KINDS
from tests.people import LEEDS, People
from tests.walk.planted import Planted, plant
from tests.walk.routes import ROUTES
from tests.walk.test_routes import SENT, WITH_A_FILE, _paths

pytestmark = pytest.mark.django_db
WRITES = sorted(route for route in ROUTES if not route.startswith("GET ") and route not in WITH_A_FILE)
NAMES = sorted({name.replace("_pence", "_pounds") for kind in KINDS.values() for name in kind.fields})
_LEAVES = (
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters(codec=None), max_size=40)
    | st.sampled_from(["2027-03-31", "1234.50", "major", "day", "\x00", "\ud800", "1e99", "9" * 400, LEEDS])
)  # fmt: skip
ANYTHING = st.recursive(
    _LEAVES, lambda one: st.lists(one, max_size=3) | st.dictionaries(st.text(max_size=9), one), max_leaves=8
)


def _bodies(like: dict[str, Any]) -> st.SearchStrategy[Any]:
    """Bodies that are nearly right: some of what is wanted is something else."""
    values = st.dictionaries(st.sampled_from(NAMES), ANYTHING, max_size=4)
    wanted = {name: st.just(one) | ANYTHING for name, one in like.items()}
    more = {"values": values, "answers": values, "version": st.just(1) | ANYTHING, "why": ANYTHING}
    return (
        ANYTHING
        | st.fixed_dictionaries(wanted, optional={k: v for k, v in more.items() if k not in wanted})
        | (st.fixed_dictionaries({**wanted, "values": values}) if "values" in like else ANYTHING)
    )


@pytest.fixture
def planted(home: Any, people: People) -> Planted:
    return plant(people, home)


@pytest.mark.parametrize("part", range(3))
def test_nothing_that_is_sent_breaks_a_route(part: int, planted: Planted, people: People) -> None:
    for route in WRITES[part::3]:
        _try(route, planted, people)


def _try(route: str, planted: Planted, people: People) -> None:
    secret = (
        planted.supplier_secret
        if route.endswith("/measurements") and "{" not in route
        else (people.token("category_manager" if "organisations" not in route else "administrator", LEEDS))
    )
    client = Client(headers={"host": "localhost", "Authorization": f"Bearer {secret}"}, raise_request_exception=False)
    paths = _paths(route, planted)

    @settings(max_examples=10, suppress_health_check=list(HealthCheck), deadline=None)
    @given(body=_bodies(SENT.get(route, {})), path=st.sampled_from(paths))
    def sent(body: Any, path: str) -> None:
        with transaction.atomic():
            answer = client.generic(route.partition(" ")[0], path, json.dumps(body), "application/json")
            transaction.set_rollback(True)
        assert answer.status_code < 500, (path, body, answer.content)
        if answer.status_code >= 400:
            assert {"error", "what_to_do"} <= json.loads(answer.content).keys()

    sent()


@pytest.mark.parametrize("body", [b"", b"{", b"\xff\xfe", b"[" * 100_000, b"NaN", b'{"values": {"title": 1e999}}'])
def test_what_is_no_json_is_said_to_be_none(body: bytes, planted: Planted, people: People) -> None:
    client = Client(headers={"host": "localhost", "Authorization": f"Bearer {people.token('owner')}"})
    answer = client.generic("POST", "/api/v1/contracts", body, "application/json")
    assert answer.status_code in (400, 422)
    assert "what_to_do" in json.loads(answer.content)
