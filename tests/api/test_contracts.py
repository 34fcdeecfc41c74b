"""A contract over HTTP: added, read, changed, lost to a colleague's change, and removed; and a supplier's figure."""

import json
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from tallystick.contracts import actions
from tallystick.councils.throttling import MOST_A_MINUTE
from tests.people import AT, LEEDS, SAM, YORK, People

pytestmark = pytest.mark.django_db


class Program:
    """Asks in somebody's name."""

    def __init__(self, secret: str) -> None:
        self.client = Client(headers={"host": "localhost", "Authorization": f"Bearer {secret}"})

    def __call__(self, method: str, path: str, said: Any = None, *, status: int = 200) -> Any:
        body = "" if said is None else json.dumps(said)
        answer = self.client.generic(method, f"/api/v1/{path}", body, "application/json")
        assert answer.status_code == status, answer.content
        return json.loads(answer.content) if answer.content else None


@pytest.fixture
def manager(people: People) -> Program:
    people.organisation(LEEDS, "Leeds City Council")
    return Program(people.token("contract_manager", LEEDS))


@pytest.fixture
def phones(manager: Program) -> Any:
    values = {"title": "Desk telephones", "start": "2026-04-01", "end": "2029-03-31", "value_pounds": "1234.50"}
    said = {"organisation": LEEDS, "values": values, "suppliers": [{"name": "Oakhollow Networks Ltd"}]}
    return manager("POST", "contracts", said, status=201)


def test_a_contract_is_added_and_found(manager: Program, phones: Any) -> None:
    assert phones["values"]["value_pounds"] == "1234.50"
    assert phones["values"]["review"] is None
    assert [one["values"]["name"] for one in phones["suppliers"]] == ["Oakhollow Networks Ltd"]
    found = manager("GET", "contracts?text=telephones&value_from_pounds=1000&sort=-value")
    assert (found["total"], [row["id"] for row in found["rows"]]) == (1, [phones["id"]])
    assert manager("GET", "contracts?value_from_pounds=2000")["total"] == 0


def test_a_change_that_a_colleague_made_meanwhile_is_told(manager: Program, phones: Any) -> None:
    path = f"contracts/{phones['id']}"
    changed = manager("PATCH", path, {"version": 1, "values": {"department": "Digital", "negotiation_notes": "Low"}})
    assert (changed["version"], changed["values"]["department"]) == (2, "Digital")
    told = manager("PATCH", path, {"version": 1, "values": {"department": "Roads"}}, status=409)
    assert told["version"] == 2
    assert told["now"]["values"]["department"] == "Digital"
    assert "negotiation_notes" not in told["now"]["values"]
    assert manager("GET", path)["confidential"] == ["negotiation_notes"]
    read = manager("POST", f"{path}/confidential", {"kind": "contract", "why": "Bidding"})
    assert read["rows"][str(phones["id"])]["negotiation_notes"] == "Low"
    [line, _] = manager("GET", f"{path}/history")["rows"][:2]
    assert (line["what"], line["via"]) == ("change_contract", "api")


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"value_pounds": 12.5}, "value_pounds"),
        ({"value_pounds": "1.234"}, "value_pounds"),
        ({"value_pence": 5}, "value_pence"),
        ({"end": "31/03/2027"}, "end"),
        ({"end": "2020-01-01"}, "end"),
        ({"tier": "major"}, "tier"),
        ({"owner_id": 10**8}, "owner_id"),
        ({"term_kind": "for ever"}, "term_kind"),
        ({"nonsense": "x"}, "nonsense"),
    ],
)
def test_what_cannot_be_kept_is_said_by_its_field(manager: Program, phones: Any, values: Any, field: str) -> None:
    told = manager("PATCH", f"contracts/{phones['id']}", {"version": 1, "values": values}, status=422)
    assert list(told["fields"]) == [field]
    assert manager("GET", f"contracts/{phones['id']}")["version"] == 1


def test_a_contract_is_taken_out_with_a_reason(manager: Program, phones: Any) -> None:
    path = f"contracts/{phones['id']}"
    assert list(manager("POST", f"{path}/remove", {"version": 1}, status=422)["fields"]) == ["why"]
    manager("POST", f"{path}/remove", {"version": 1, "why": "Entered twice"}, status=204)
    manager("GET", path, status=404)


def test_rows_of_a_kind_are_kept(manager: Program, phones: Any) -> None:
    path = f"contracts/{phones['id']}/rows/issue"
    made = manager("POST", path, {"values": {"title": "Late", "raised": "2026-05-01"}}, status=201)
    changed = manager("PATCH", f"{path}/{made['id']}", {"version": 1, "values": {"title": "Late"}})
    assert changed["version"] == 1
    assert manager("GET", path)["total"] == 1
    manager("POST", f"{path}/{made['id']}/remove", {"version": 1}, status=204)
    assert manager("GET", path)["total"] == 0
    told = manager("POST", f"contracts/{phones['id']}/rows/token", {"values": {}}, status=403)
    assert "routes of its own" in told["what_to_do"]


def test_a_suppliers_token_sends_one_figure_and_reads_nothing(manager: Program, phones: Any, people: People) -> None:
    said = {"values": {"title": "Calls answered", "target": "95", "begins": "2026-04-01"}}
    measure = manager("POST", f"contracts/{phones['id']}/rows/measure", said, status=201)
    other = actions.add_contract(organisation=LEEDS, values={"title": "Other"}, suppliers=[], by=SAM, at=AT)
    theirs = actions.add_row(contract=other.pk, kind="measure", values={"title": "Secret"}, by=SAM, at=AT)
    token = manager("POST", f"contracts/{phones['id']}/tokens", {"name": "Oakhollow", "days": 30}, status=201)
    supplier = Program(token["secret"])
    sent = {"measure": "Calls answered", "day": "2026-05-15", "value": "96.5"}
    assert supplier("POST", "measurements", sent, status=201) == {
        "outcome": "recorded", "first": "2026-05-01", "last": "2026-05-31",
    }  # fmt: skip
    assert supplier("POST", "measurements", sent) == {"outcome": "unchanged"}
    supplier("POST", "measurements", {**sent, "value": "12"}, status=409)
    for named in ("Secret", str(theirs.pk)):
        assert "Secret" not in supplier("POST", "measurements", {**sent, "measure": named}, status=409)["error"] or (
            named == "Secret"
        )
    supplier("GET", f"contracts/{phones['id']}", status=401)
    [row] = manager("GET", f"contracts/{phones['id']}/rows/measurement")["rows"]
    assert (row["values"]["measure_id"], row["values"]["value"]) == (measure["id"], "96.5")
    [kept] = manager("GET", f"contracts/{phones['id']}/rows/token")["rows"]
    manager("POST", f"contracts/{phones['id']}/tokens/{kept['id']}/end", {"version": kept["version"]}, status=204)
    supplier("POST", "measurements", sent, status=401)


def test_a_token_that_was_ended_opens_nothing(people: People) -> None:
    program = Program(people.token("reader", LEEDS))
    assert program("GET", "me")["roles"] == [{"organisation": LEEDS, "role": "reader"}]
    from tallystick.councils import actions as councils
    from tallystick.councils import queries

    by = people.actor("reader", LEEDS)
    councils.end_token(token=queries.tokens(by=by)[0].pk, by=by, at=timezone.now())
    assert "what_to_do" in program("GET", "me", status=401)


def test_tokens_are_not_guessed_for_ever(people: People) -> None:
    cache.clear()
    guess, known = Program("tally_guess"), Program(people.token("reader", YORK))
    statuses = [guess.client.get("/api/v1/me").status_code for _ in range(MOST_A_MINUTE + 30)]
    assert set(statuses) == {401, 429}
    assert statuses[0] == 401
    assert known.client.get("/api/v1/me").status_code == 429
    cache.clear()


def test_the_owners_token_opens_nothing_once_a_team_keeps_the_record(people: People, settings: Any) -> None:
    program = Program(people.token("owner"))
    assert program("GET", "me")["everything"] is True
    settings.TALLYSTICK_TEAM = True
    program("GET", "me", status=401)
