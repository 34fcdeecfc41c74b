"""Every route of the HTTP interface, asked for by everybody: whoever may not is refused, and shown and changes nothing.

The expectation is the table in `tests.walk.routes`; the routes are those that the interface says it has, and Django's.
"""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from tallystick.contracts.declared import KINDS, Access
from tallystick.councils.rules.actors import Actor
from tallystick.councils.rules.permissions import Permission, may
from tests.people import LEEDS, People
from tests.walk.conftest import GROUPS
from tests.walk.planted import Planted, body_of, fingerprint, markers_in, may_see, written
from tests.walk.routes import READING_IS_NOTED, ROUTES

pytestmark = [pytest.mark.django_db, pytest.mark.once]
REFUSED = {401, 403, 404}
WITH_A_FILE = {"POST /api/v1/registers", "POST /api/v1/contracts/{number}/documents"}
SENT: dict[str, dict[str, Any]] = {
    "POST /api/v1/contracts": {"organisation": LEEDS, "values": {"title": "Walked"}},
    "PATCH /api/v1/contracts/{number}": {"version": 1, "values": {"department": "Walked"}},
    "POST /api/v1/contracts/{number}/remove": {"version": 1, "why": "Walked"},
    "POST /api/v1/contracts/{number}/confidential": {"kind": "contract"},
    "POST /api/v1/contracts/{number}/rows/{kind}": {"values": {}},
    "PATCH /api/v1/contracts/{number}/rows/{kind}/{row}": {"version": 1, "values": {}},
    "POST /api/v1/contracts/{number}/rows/{kind}/{row}/remove": {"version": 1},
    "POST /api/v1/contracts/{number}/answers/{name}": {"answers": {}},
    "POST /api/v1/contracts/{number}/duties/{row}/done": {"version": 1, "done": "2026-11-01"},
    "POST /api/v1/contracts/{number}/duties/{row}/not-needed": {"version": 1, "why": "Walked"},
    "POST /api/v1/contracts/{number}/measurements": {"measure": 1, "day": "2026-05-01", "value": "99"},
    "PATCH /api/v1/contracts/{number}/measurements/{row}": {"version": 1, "value": "98", "why": "Walked"},
    "POST /api/v1/contracts/{number}/tokens": {"name": "Walked", "days": 3},
    "POST /api/v1/contracts/{number}/tokens/{row}/end": {"version": 1},
    "POST /api/v1/contracts/{number}/law": {"version": 1, "values": {"supply": "goods"}},
    "POST /api/v1/contracts/{number}/changes": {"values": {"title": "Walked"}},
    "PATCH /api/v1/contracts/{number}/changes/{row}": {"version": 1, "values": {"title": "Walked"}},
    "POST /api/v1/contracts/{number}/changes/{row}/check": {"version": 1},
    "POST /api/v1/contracts/{number}/changes/{row}/approve": {"version": 1, "why": "Walked"},
    "POST /api/v1/contracts/{number}/changes/{row}/make": {"version": 1, "on": "2026-11-01"},
    "POST /api/v1/contracts/{number}/changes/{row}/reject": {"version": 1, "why": "Walked"},
    "POST /api/v1/contracts/{number}/changes/{row}/withdraw": {"version": 1},
    "POST /api/v1/registers/{number}/import": {},
    "POST /api/v1/questions/{question}/answer": {"version": 1, "values": {"end": "2027-03-31"}},
    "POST /api/v1/organisations/{code}/people": {"email": "walked@council.example", "role": "reader"},
    "POST /api/v1/organisations/{code}/people/{person}/roles": {"role": "approver"},
    "POST /api/v1/organisations/{code}/roles/{membership}/end": {},
    "POST /api/v1/measurements": {"measure": "1", "day": "2026-05-01", "value": "99"},
}
"""What is sent, good enough to be done by whoever may."""
KINDS_OF = {
    "documents": "document", "duties": "duty", "measurements": "measurement", "tokens": "token",
    "changes": "change",
}  # fmt: skip


def routes() -> dict[str, dict[str, Any]]:
    """Routes by method and path, as the interface says it has them."""
    from tallystick.api import urls
    from tallystick.api.door import api

    assert urls.urlpatterns
    paths = api.get_openapi_schema(path_prefix="/api/v1/")["paths"]
    return {f"{way.upper()} {path}": said for path, ways in paths.items() for way, said in ways.items()}


def test_every_route_is_in_the_table() -> None:
    assert sorted(routes().keys() - ROUTES.keys()) == [], "say in tests/walk/routes.py who may come to these"
    assert sorted(ROUTES.keys() - routes().keys()) == [], "there are no such routes any more"
    assert sorted(SENT.keys() - ROUTES.keys()) == []


def test_no_address_of_the_interface_is_unsaid() -> None:
    said = {path.partition(" ")[2].replace("{", "<").replace("}", ">") for path in ROUTES}
    assert sorted({path for path, _ in _patterns()} - said) == ["/api/^(?P<rest>.*)$"]


def test_only_a_suppliers_address_asks_for_no_persons_token() -> None:
    assert [path for path, view in _patterns() if not getattr(view, "login_required", True)] == ["/api/v1/measurements"]


def _patterns(resolver: URLResolver | None = None, before: str = "/") -> Iterator[tuple[str, Any]]:
    for one in (resolver or get_resolver()).url_patterns:
        path = before + str(one.pattern)
        if isinstance(one, URLResolver) and path.startswith("/api/"):
            yield from _patterns(one, path)
        elif isinstance(one, URLPattern) and path.startswith("/api/") and one.name != "api-root":
            yield path, one.callback


@pytest.mark.parametrize("group", GROUPS)
def test_whoever_asks_comes_to_what_is_theirs_and_no_further(group: str, planted: Planted, people: People) -> None:
    wrong: list[str] = []
    for role, organisation in GROUPS[group]:
        by = people.actor(role, organisation)
        secret = "" if role in ("nobody",) else people.token(role, organisation)
        wrong += [f"{role} of {organisation}: {what}" for what in _walked(secret, by, planted)]
    assert not wrong, "\n".join(wrong)


def test_a_suppliers_token_opens_its_one_route_and_nothing_else(planted: Planted) -> None:
    wrong = list(_walked(planted.supplier_secret, Actor("a supplier"), planted, supplier=True))
    assert not wrong, "\n".join(wrong)


def test_a_browsers_session_opens_nothing(planted: Planted, people: People) -> None:
    browser = people.client("contract_manager", LEEDS)
    for route in ROUTES:
        for path in _paths(route, planted):
            assert _send(browser, route, path, "").status_code == 401, route


def _walked(secret: str, by: Actor, planted: Planted, *, supplier: bool = False) -> Iterator[str]:
    everything = fingerprint()
    for route, gate in ROUTES.items():
        for path in _paths(route, planted):
            lets = (gate.supplier and supplier) or gate.lets(by, LEEDS)
            for what in _asked(route, path, secret, by, lets, planted):
                yield f"{route} ({path}) {what}"
    if fingerprint() != everything:
        yield "something stayed changed"


def _asked(route: str, path: str, secret: str, by: Actor, lets: bool, planted: Planted) -> list[str]:
    """What is wrong with how one request was answered. Nothing that it changed stays."""
    before = written()
    with transaction.atomic():
        response = _send(Client(headers={"host": "localhost"}), route, path, secret)
        body = body_of(response)
        changed = written() != before
        transaction.set_rollback(True)
    wrong = [f"shows what is {letter}" for letter in sorted(markers_in(body)) if not may_see(letter, by)]
    if response.status_code >= 500:
        wrong.append(f"broke with {response.status_code}")
    if changed and (not lets or route.startswith("GET ")) and route not in READING_IS_NOTED:
        wrong.append("changed something")
    refused = response.status_code in REFUSED
    papers = "/rows/" in path and _papers(path) and not may(by, Permission.READ_PAPERS, LEEDS)
    if lets and refused and not papers and not _by_its_own(route, path, response.status_code):
        wrong.append(f"is refused with {response.status_code}, and should not be: {body[:200]!r}")
    if not lets and not refused:
        wrong.append(f"comes in with {response.status_code}, and should not")
    if not secret and response.status_code != 401:
        wrong.append(f"says {response.status_code} to nobody, and not 401")
    if response.status_code >= 400 and not {"error", "what_to_do"} <= json.loads(body.partition(b"\n")[0]).keys():
        wrong.append("does not say what to do")
    return wrong


def _send(client: Client, route: str, path: str, secret: str) -> Any:
    method = route.partition(" ")[0]
    headers = {"Authorization": f"Bearer {secret}"} if secret else {}
    if route in WITH_A_FILE:
        file = SimpleUploadedFile("walked.txt", b"Title,Supplier\nWalked,Walker Ltd\n", content_type="text/plain")
        return client.post(path, {"file": file, "organisation": LEEDS, "kind": "other"}, headers=headers)
    if method == "GET":
        return client.get(path, headers=headers)
    return client.generic(method, path, json.dumps(SENT.get(route, {})), "application/json", headers=headers)


def _paths(route: str, planted: Planted) -> list[str]:
    """The addresses of a route: one, or one for each kind of row."""
    template = route.partition(" ")[2]
    known: dict[str, Any] = {
        "number": planted.rows["contract"], "code": LEEDS, "organisation": LEEDS, "name": "health-check",
        "person": planted.person, "membership": planted.membership, "question": planted.rows["question"],
    }  # fmt: skip
    if "/registers/" in template:
        known["number"] = planted.register
    for part, kind in KINDS_OF.items():
        if f"/{part}/{{row}}" in template:
            known["row"] = planted.rows[kind]
    if "{kind}" not in template:
        return [template.format(**known)]
    return [
        template.format(**{**known, "kind": kind, "row": planted.rows[kind]}) for kind in KINDS if kind != "contract"
    ]


def _papers(path: str) -> bool:
    return KINDS[path.split("/rows/")[1].split("/")[0]].access is Access.PAPERS


def _by_its_own(route: str, path: str, status: int) -> bool:
    """Rows of some kinds are not written so, but by routes of their own: 403 to everybody."""
    from tallystick.api.rows import BY_THEIR_OWN

    kind = path.split("/rows/")[1].split("/")[0] if "/rows/" in path else ""
    return status == 403 and kind in BY_THEIR_OWN and not route.startswith("GET ")
