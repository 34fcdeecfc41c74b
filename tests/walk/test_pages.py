"""Every address of the site, asked for by everybody: whoever may not is refused, shown nothing and changes nothing.

The expectation is the table in `tests.walk.pages`; the addresses are Django's own.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.db import transaction
from django.http import HttpResponseBase
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tallystick.contracts.declared import KINDS
from tallystick.councils.rules.actors import Actor
from tallystick.councils.rules.permissions import ROLES
from tests.people import LEEDS, People
from tests.walk.commands import COMMANDS
from tests.walk.conftest import FEW, GROUPS, STRANGERS, Published
from tests.walk.gates import Gate, Ways
from tests.walk.pages import FACTS, NOTHING_THERE, PAGES, READING_IS_NOTED, STARTS
from tests.walk.planted import EXEMPT, Planted, body_of, fingerprint, markers_in, may_see, written
from tests.walk.routes import ROUTES

pytestmark = [pytest.mark.django_db, pytest.mark.once]
SIGN_IN = "/account/sign-in/"
REFUSED = {401, 403, 404}
MISSING = {200, 302, 409, 422}
"""How a form about shared facts answers when it is sent empty: it says what is missing before it asks who may."""


@dataclass(frozen=True)
class Address:
    """One of the site's. named: what stands in it."""

    name: str
    route: str
    named: tuple[str, ...]


def addresses(resolver: URLResolver | None = None, before: str = "") -> Iterator[Address]:
    for one in (resolver or get_resolver()).url_patterns:
        if isinstance(one, URLResolver):
            if str(one.pattern) != "api/":
                yield from addresses(one, before + str(one.pattern))
        elif isinstance(one, URLPattern):
            yield Address(one.name or "", before + str(one.pattern), tuple(one.pattern.converters))


def asked_for(address: Address, planted: Planted, published: Published) -> list[dict[str, Any]]:
    """What stands in the address: once, or once for each kind of row."""
    known: dict[str, Any] = {
        "number": planted.rows["contract"], "code": LEEDS, "person": planted.person, "membership": planted.membership,
        "token": planted.token, "secret": "x" * 43, "section": "term", "sha256": published.sha256, "row": 2, "table": 1,
        "supplier_id": published.supplier, "decision_id": 1, "job_id": "20261122-093000-0123abcd", "pk": 1,
        "provider_id": "directory", "register": planted.register, "question": planted.rows["question"], "feed": 1,
        "key": "risk", "what": "new",
        "name": "five-by-five" if address.name.startswith(("scale", "method-shipped")) else "health-check",
    }  # fmt: skip
    if address.name.startswith("register"):
        known |= {"number": planted.register, "row": planted.row, "table": 1}
    if address.name == "question":
        known["number"] = planted.rows["question"]
    if address.name.startswith("decide"):
        row = planted.rows["consultee" if address.name == "decide-answer" else "scorer"]
        kind = "docx" if address.name == "decide-report" else "risks" if "place" in address.named else "sharing"
        place = {"kind": kind, "place": "risks.0" if address.name.endswith("take-out") else "risks.add"}
        return [known | place | {"number": planted.rows["decision"], "row": row, "record": 1}]
    if address.name.startswith("partnership"):
        place = "members.0" if address.name.endswith("take-out") else "members.add"
        return [known | {"number": planted.rows["partnership"], "kind": "members", "place": place}]
    if address.name in ROWS_OF:
        known["row"] = planted.rows[ROWS_OF[address.name]]
    if address.name.startswith("register"):
        return [known | {"kind": "new"}]
    if "kind" in address.named and "number" in address.named:
        return [known | {"kind": kind, "row": planted.rows[kind]} for kind in _kinds(address.name)]
    if "kind" in address.named:
        return [known | {"kind": KINDS_OF_CHART.get(address.name, "months")}]
    return [known]


KINDS_OF_CHART = {"money-chart": "years", "category-undo": "correction", "undo": "standing", "method-shipped": "scale"}
ROWS_OF = {
    "contract-document": "document",
    "contract-answered": "answers",
    "contract-date-settle": "key_date",
    "contract-date-take-back": "key_date",
    "contract-duty-done": "duty",
    "contract-duty-drop": "duty",
    "contract-token-end": "token",
    "contract-measure-record": "measure",
    "contract-measure-terms": "measure",
    "contract-measurement": "measurement",
    "contract-measurement-credit": "measurement",
    "contract-meeting-hold": "meeting",
    "contract-action-add": "meeting",
    "contract-action-done": "action",
    "contract-risk": "risk",
    "change": "change",
    "change-amend": "change",
    "change-answers": "change",
    "change-check": "change",
    "change-approve": "change",
    "change-make": "change",
    "change-reject": "change",
    "change-withdraw": "change",
}
"""Addresses that name a row, and the kind of it."""


def _kinds(name: str) -> list[str]:
    """Kinds of row that an address is for."""
    if name == "contract-confidential":
        return [kind for kind in KINDS if any(one.access.name == "CONFIDENTIAL" for one in KINDS[kind].fields.values())]
    if name == "contract-row-add":
        return [kind.code for kind in KINDS.values() if kind.adding]
    return [kind.code for kind in KINDS.values() if kind.adding and kind.code != "contract"]


ADDRESSES = list(addresses())


def test_every_address_is_in_the_table() -> None:
    names = {one.name for one in ADDRESSES}
    assert sorted(names - PAGES.keys()) == [], "say in tests/walk/pages.py who may come to these"
    assert sorted(PAGES.keys() - names) == [], "there are no such addresses any more"
    assert "" not in names
    assert sorted((NOTHING_THERE | READING_IS_NOTED | STARTS) - names) == []


def test_strangers_hold_between_them_whatever_is_asked_for() -> None:
    gates: list[Gate] = [gate for gate, _ in COMMANDS.values()] + list(ROUTES.values())
    for one in PAGES.values():
        gates += (one.read, one.write) if isinstance(one, Ways) else (one,)
    asked = {gate.permission for gate in gates if gate.permission}
    assert (
        asked - {held for roles in STRANGERS for role in roles.split("+") for held in ROLES[role].permissions} == set()
    )


@pytest.mark.parametrize("group", GROUPS)
def test_whoever_asks_comes_to_what_is_theirs_and_no_further(
    group: str, planted: Planted, published: Published, people: People
) -> None:
    wrong: list[str] = []
    for role, organisation in GROUPS[group]:
        by, client = people.actor(role, organisation), people.client(role, organisation)
        told = _walked(client, by, planted, published, few=(role, organisation) in FEW)
        wrong += [f"{role} of {organisation}: {what}" for what in told]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("role", ROLES)
def test_a_document_that_is_kept_out_is_read_by_those_alone_who_may(
    role: str, planted: Planted, people: People
) -> None:
    by, client = people.actor(role, LEEDS), people.client(role, LEEDS)
    given = {"number": planted.rows["decision"], "kind": EXEMPT}
    asked = {name: reverse(name, kwargs=given) for name in ("decide-document", "decide-document-json")}
    asked["edition"] = asked["decide-document-json"] + "?edition=1"
    for name in ("decide-document-text", "decide-document-place"):
        one = given | ({"place": "options.0"} if name.endswith("place") else {})
        asked[name] = reverse(name, kwargs=one)
    for name, path in asked.items():
        gate = PAGES.get(name, PAGES["decide-document-json"])
        gate = gate.read if isinstance(gate, Ways) else gate
        response = client.get(path)
        shown = gate.lets(by, LEEDS) and may_see("x", by)
        assert (response.status_code == 200, "x" in markers_in(body_of(response))) == (shown, shown), path


def _walked(client: Client, by: Actor, planted: Planted, published: Published, *, few: bool) -> Iterator[str]:
    """What is wrong with how somebody's requests were answered. Nothing that they change stays.

    few: also look at the pages of what was published, which know no roles.
    """
    cookies, before = client.cookies.copy(), written()
    everything = fingerprint()
    for address in ADDRESSES:
        for named in asked_for(address, planted, published) if address.name in PAGES else ():
            path = reverse(address.name, kwargs={name: named[name] for name in address.named})
            for method in ("GET", "POST"):
                if method == "GET" and address.name in FACTS and not few:
                    continue
                client.cookies = cookies.copy()
                for what in _asked(client, method, path, by, address, before):
                    yield f"{method} {path} ({address.name}) {what}"
    if fingerprint() != everything:
        yield "something stayed changed"


def _asked(client: Client, method: str, path: str, by: Actor, address: Address, before: tuple[int, ...]) -> list[str]:
    gate = PAGES[address.name]
    gate = (gate.read if method == "GET" else gate.write) if isinstance(gate, Ways) else gate
    lets = gate.lets(by, LEEDS)
    if lets and method == "POST" and address.name in STARTS:
        return []
    with transaction.atomic():
        response = client.get(path) if method == "GET" else client.post(path, {})
        body = body_of(response)
        changed = written() != before
        transaction.set_rollback(True)
    wrong = [f"shows what is {letter}" for letter in sorted(markers_in(body)) if not may_see(letter, by)]
    if response.status_code >= 500:
        wrong.append(f"broke with {response.status_code}")
    if changed and (method == "GET" or not lets) and address.name not in READING_IS_NOTED:
        wrong.append("changed something")
    if response.status_code == 405:
        return wrong
    if lets and _refused(response) and address.name not in NOTHING_THERE:
        wrong.append(f"is refused with {response.status_code}, and should not be")
    if not lets and not _refused(response) and not (gate.anywhere and response.status_code in MISSING):
        wrong.append(f"comes in with {response.status_code}, and should not")
    return wrong


def _refused(response: HttpResponseBase) -> bool:
    return response.status_code in REFUSED or response.headers.get("Location", "").startswith(SIGN_IN)
