"""The register's list: what it finds, in figures, for whom, and as a file."""

import csv
import zipfile
from collections.abc import Callable
from datetime import date, timedelta
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from tallystick.contracts import models
from tests.people import LEEDS, YORK, People
from tests.web.registers import SECRET, phones

SignedIn = Callable[..., Client]


@pytest.fixture
def register(people: People) -> dict[str, Any]:
    """Contracts of two councils, with ends told from today."""
    today = timezone.localdate()
    soon, later, gone = (today + timedelta(days=days) for days in (40, 500, -40))
    return {
        "soon": phones(people, title="Ends soon", reference="A1", end=soon, category="networks.mobile", tier="major"),
        "later": phones(people, title="Ends later", reference="A2", end=later, department="Care", route_code="open"),
        "gone": phones(people, title="Has ended", reference="A3", end=gone, value_pence=99),
        "rolls": phones(people, title="Rolls on", reference="A4", end=None, term_kind="rolling"),
        "unknown": phones(people, title="Nobody knows", reference="=A5", end=None, owner_id=people.person().pk),
        "theirs": phones(people, YORK, title="Theirs alone", reference="B1"),
        "public": phones(people, YORK, title="Theirs and public", reference="B2", public=True),
    }


def titles(said: Any) -> set[str]:
    assert said.status_code == 200
    listed = said.content.decode().partition('id="list-caption"')[2]
    every = (
        "Ends soon",
        "Ends later",
        "Has ended",
        "Rolls on",
        "Nobody knows",
        "Theirs alone",
        "Theirs and public",
    )
    return {title for title in every if f">{title}<" in listed}


OURS = {"Ends soon", "Ends later", "Has ended", "Rolls on", "Nobody knows"}
ASKED = [
    ("", OURS),
    ("?organisation=all", OURS | {"Theirs and public"}),
    ("?text=ends", {"Ends soon", "Ends later"}),
    ("?text=a3", {"Has ended"}),
    ("?state=current", {"Ends soon", "Ends later", "Rolls on"}),
    ("?state=endless", {"Rolls on"}),
    ("?state=ended", {"Has ended"}),
    ("?state=not_known", {"Nobody knows"}),
    ("?department=Care", {"Ends later"}),
    ("?category=networks", {"Ends soon"}),
    ("?category=networks.mobile", {"Ends soon"}),
    ("?tier=major", {"Ends soon"}),
    ("?tier=none", OURS - {"Ends soon"}),
    ("?route=open", {"Ends later"}),
    ("?term=rolling", {"Rolls on"}),
    ("?most=1", {"Has ended"}),
    ("?least=12000.51", set()),
    ("?flag=sme", OURS),
    ("?flag=vcse", set()),
    ("?supplier=sons", OURS),
    ("?supplier=nobody", set()),
    ("?tier=%3Cscript%3E&state=x&route=x", OURS),
]


def test_each_filter_finds_what_it_says(register: Any, signed_in: SignedIn) -> None:
    client = signed_in("reader", LEEDS)
    found = {query: titles(client.get(f"/contracts/{query}")) for query, _ in ASKED}
    assert found == dict(ASKED)


def test_those_between_two_days_and_with_an_open_question(register: Any, signed_in: SignedIn) -> None:
    client = signed_in("reader", LEEDS)
    first, last = register["soon"].end, register["later"].end
    assert titles(client.get(f"/contracts/?from={first}&to={last}")) == {"Ends soon", "Ends later"}
    assert titles(client.get(f"/contracts/?from={first + timedelta(days=1)}&to={last}")) == {"Ends later"}
    models.Question.objects.create(contract=register["gone"], say="What is n/k?", field="end")
    assert titles(client.get("/contracts/?questions=yes")) == {"Has ended"}
    assert "1 question<" in client.get("/contracts/").content.decode()


def test_mine_are_those_i_own(register: Any, signed_in: SignedIn, people: People) -> None:
    assert titles(people.client().get("/contracts/?owner=me")) == {"Nobody knows"}
    assert titles(signed_in("reader", LEEDS).get("/contracts/?owner=me")) == set()


def test_what_cannot_be_read_is_said_and_left_out(register: Any, signed_in: SignedIn) -> None:
    said = signed_in("reader", LEEDS).get("/contracts/?from=soon&least=lots")
    text = said.content.decode()
    assert "“Ends from” must be a date such as 2027-03-31" in text
    assert "“Smallest value” must be an amount in pounds" in text
    assert titles(said) == OURS


def test_a_list_is_sorted_both_ways(register: Any, signed_in: SignedIn) -> None:
    client = signed_in("reader", LEEDS)
    up, down = (client.get(f"/contracts/?sort={sort}").content.decode() for sort in ("end", "-end"))
    assert up.index(">Has ended<") < up.index(">Ends soon<") < up.index(">Ends later<") < up.index(">Nobody knows<")
    assert down.index(">Ends later<") < down.index(">Ends soon<") < down.index(">Has ended<")
    assert down.index(">Has ended<") < down.index(">Rolls on<"), "what is not known comes last either way"


def test_those_that_end_next_come_first(register: Any, signed_in: SignedIn) -> None:
    said = signed_in("reader", LEEDS).get("/contracts/").content.decode().partition('id="list-caption"')[2]
    places = [
        said.index(f">{title}<") for title in ("Ends soon", "Ends later", "Rolls on", "Nobody knows", "Has ended")
    ]
    assert places == sorted(places)


def test_the_strip_counts_what_its_links_lead_to(register: Any, signed_in: SignedIn) -> None:
    client = signed_in("reader", LEEDS)
    said = client.get("/contracts/")
    figures = {what: (number, address) for number, what, address in said.context["figures"]}
    assert {what: number for what, (number, _) in figures.items()} == {
        "current": 3, "end within 6 months": 1, "end within 12 months": 1, "end within 24 months": 2,
        "current, without an end": 1, "whose end is not known": 1, "with open questions": 0,
    }  # fmt: skip
    for number, address in figures.values():
        assert client.get(address).context["listing"].total == number


def test_the_picture_counts_what_the_list_gives_of_each_quarter(register: Any, signed_in: SignedIn) -> None:
    client = signed_in("reader", LEEDS)
    quarters = client.get("/contracts/").context["quarters"]
    assert len(quarters) == 12
    assert sum(row.contracts for _, row, _ in quarters) == 2
    for _, row, address in quarters:
        assert client.get(address).context["listing"].total == row.contracts


def test_who_works_for_nobody_sees_public_contracts_alone(register: Any, signed_in: SignedIn) -> None:
    client = signed_in("nothing", LEEDS)
    assert titles(client.get("/contracts/")) == set()
    assert titles(client.get("/contracts/?organisation=all")) == {"Theirs and public"}
    assert titles(client.get(f"/contracts/?organisation={LEEDS}")) == set()


def test_who_has_not_signed_in_is_asked_to(register: Any, signed_in: SignedIn) -> None:
    client = signed_in("nobody")
    for path in ("/contracts/", "/contracts.csv", "/contracts/add/", f"/contracts/{register['public'].pk}/"):
        assert client.get(path).status_code == 302


@pytest.mark.parametrize("ending", ["csv", "xlsx", "jsonl"])
def test_the_download_has_what_the_list_has_and_nothing_confidential(
    register: Any, signed_in: SignedIn, ending: str
) -> None:
    said = signed_in("contract_manager", LEEDS).get(f"/contracts.{ending}?text=knows")
    content = b"".join(said.streaming_content)
    assert said["Content-Disposition"] == f'attachment; filename="contracts.{ending}"'
    texts = content if ending != "xlsx" else b"".join(zipfile.ZipFile(BytesIO(content)).read(n) for n in _TEXTS)
    assert b"Nobody knows" in texts
    assert b"Ends soon" not in texts
    assert SECRET.encode() not in texts


_TEXTS = ("xl/worksheets/sheet1.xml",)


def test_the_csv_runs_nothing(register: Any, signed_in: SignedIn) -> None:
    said = signed_in("reader", LEEDS).get("/contracts.csv?text=knows")
    (row,) = csv.reader(b"".join(said.streaming_content).decode("utf-8-sig").splitlines()[1:])
    assert "'=A5" in row
    assert not [cell for cell in row if cell.startswith("=")]


def test_others_public_contracts_are_exported_in_their_public_fields(register: Any, signed_in: SignedIn) -> None:
    said = signed_in("reader", LEEDS).get("/contracts.csv?organisation=all&text=public")
    text = b"".join(said.streaming_content).decode()
    assert "Theirs and public" in text
    assert "Theirs alone" not in text
    assert "ZZ99" not in text


def test_a_contract_is_added_with_its_supplier(people: People, signed_in: SignedIn) -> None:
    people.organisation(YORK)
    client = signed_in("contract_manager", LEEDS)
    sent = {"title": "Switchboards", "reference": "N1", "name": "Oakhollow", "start-day": "1", "start-month": "4",
            "start-year": "2026", "value_pence": "1,000", "value_period": "year", "value_basis": "actual",
            "vat": "exclusive", "term_kind": "fixed", "public": "yes", "reason": "New"}  # fmt: skip
    assert client.get("/contracts/add/").status_code == 200
    assert client.post("/contracts/add/", {**sent, "title": ""}).status_code == 422
    new = client.post("/contracts/add/", sent)
    assert new.status_code == 302, new.content.decode()
    made = models.Contract.objects.get()
    assert (made.organisation.code, made.title, made.value_pence, made.public) == (LEEDS, "Switchboards", 100_000, True)
    assert made.start == date(2026, 4, 1)
    assert made.supplier_label == "Oakhollow"
    assert client.post("/contracts/add/", {**sent, "organisation": YORK}).status_code == 403
    assert signed_in("reader", LEEDS).get("/contracts/add/").status_code == 403
    assert signed_in("reader", LEEDS).post("/contracts/add/", sent).status_code == 403
    assert models.Contract.objects.count() == 1
