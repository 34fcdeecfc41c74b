"""Pages of partnerships: started, written row by row, seen on any day, a decision from one with its board named."""

import json
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from tallystick.decisions import models
from tests.people import LEEDS, YORK, People

pytestmark = pytest.mark.django_db


@pytest.fixture
def keeper(people: People) -> Client:
    people.organisation(LEEDS, "Leeds City Council")
    people.organisation(YORK, "City of York Council")
    return people.client("contract_manager")


@pytest.fixture
def number(keeper: Client) -> int:
    started = keeper.post("/partnerships/start/", {"name": "Shared ICT of four", "purpose": "One service desk"})
    assert started.status_code == 302, started.content.decode()
    return models.Partnership.objects.get().pk


def _write(keeper: Client, number: int, place: str, **row: Any) -> None:
    version = models.Document.objects.filter(partnership=number).count()
    sent = keeper.post(f"/partnerships/{number}/document/members/place/{place}/", row | {"version": version})
    assert sent.status_code == 302, sent.content.decode()


def _said(number: int) -> dict[str, Any]:
    return dict(models.Document.objects.filter(partnership=number).order_by("-edition")[0].said)


def _day(name: str, day: str) -> dict[str, str]:
    year, month, on = day.split("-")
    return {f"{name}-day": on, f"{name}-month": month, f"{name}-year": year}


def _page(client: Client, address: str) -> str:
    return " ".join(client.get(address).content.decode().split())


def _written(keeper: Client, number: int) -> None:
    """Two members, a lead, a delegation, a service and a board, row by row."""
    _write(keeper, number, "members.add", name="Ashby", kind="district", **_day("joined", "2011-01-01"))
    left = _day("joined", "2011-01-01") | _day("left", "2026-12-31")
    _write(keeper, number, "members.add", name="Fire authority", kind="fire", **left)
    _write(keeper, number, "lead.add", member="member-1", **_day("from", "2011-01-01"))
    ends = _day("begins", "2022-01-01") | _day("ends", "2027-12-31")
    _write(
        keeper, number, "delegations.add", function="ICT", to="member-1", under="Section 101", terms="Each year",
        **{"from": "member-2"}, **ends,
    )  # fmt: skip
    _write(
        keeper, number, "services.add", name="Service desk", contracts="99",
        **{"provided-by": "member-1", "used-by": ["member-1", "member-2"]},
    )  # fmt: skip
    _write(keeper, number, "services.0.people.add", post="Desk manager", employer="member-1", share="0.5")
    _write(keeper, number, "boards.add", name="Joint board", quorum="1")
    _write(keeper, number, "boards.0.seats.add", name="Ann", role="chair", votes="", **{"speaks-for": "member-1"})
    _write(keeper, number, "boards.0.seats.add", name="Ben", role="officer", votes="")
    _write(keeper, number, "boards.0.seats.add", name="Old Tom", role="member", votes="", **_day("to", "2020-01-01"))
    _write(keeper, number, "who_decides.add", matter="What each pays", by="board-1", consulted=["member-2"])


def test_a_partnership_that_is_started_is_in_the_list_and_in_its_csv(keeper: Client, number: int) -> None:
    assert "Shared ICT of four" in _page(keeper, "/partnerships/?text=desk")
    assert "Shared ICT of four" not in _page(keeper, "/partnerships/?text=roads")
    assert "Nothing is written yet" in _page(keeper, "/partnerships/?sort=-organisation&page=1")
    csv = b"".join(keeper.get("/partnerships.csv").streaming_content).decode()  # type: ignore[attr-defined]
    assert csv.splitlines()[1] == f"{number},Shared ICT of four,One service desk,{LEEDS},Nothing is written yet"


def test_it_is_renamed_and_what_somebody_else_wrote_meanwhile_is_not_lost(keeper: Client, number: int) -> None:
    address = f"/partnerships/{number}/change/"
    assert keeper.post(address, {"name": " ", "version": 1}).status_code == 422
    theirs = {"name": "Shared ICT of three", "purpose": "One service desk", "version": 1}
    assert keeper.post(address, theirs).status_code == 302
    typed = {"name": "Mine", "purpose": "", "version": 1}
    late = keeper.post(address, typed)
    page = " ".join(late.content.decode().split())
    assert (late.status_code, late.context["version"]) == (422, 2)
    assert "“Name of the partnership” is “Shared ICT of three” now: somebody else saved this" in page
    assert "“What it is for” is “One service desk” now" in page
    assert 'value="Mine"' in page
    assert models.Partnership.objects.get().name == "Shared ICT of three"
    same = {"name": "Shared ICT of three", "purpose": "One service\r\ndesk", "version": 1}
    assert keeper.post(address, same).status_code == 302
    assert keeper.post(address, {**typed, "version": 2}).status_code == 302
    assert models.Partnership.objects.get().name == "Mine"


def test_a_member_is_not_written_twice(keeper: Client, number: int) -> None:
    _written(keeper, number)
    version = models.Document.objects.filter(partnership=number).count()
    address = f"/partnerships/{number}/document/members/place/members.add/"
    again = keeper.post(address, {"name": "Ashby", "kind": "district", "version": version})
    assert again.status_code == 422
    assert "“Ashby” is a member already on some of these days." in again.content.decode()


def test_a_delegation_without_an_end_says_so_as_a_member_without_one_does(keeper: Client, number: int) -> None:
    _written(keeper, number)
    _write(
        keeper, number, "delegations.add", function="Payroll", to="member-1", **{"from": "member-2"},
        **_day("begins", "2022-01-01"),
    )  # fmt: skip
    row = _page(keeper, f"/partnerships/{number}/?on=2026-06-01").split("Payroll</th>")[1].split("</tr>")[0]
    assert "none said" in row


def test_all_of_it_is_written_in_forms_and_shown_by_name(keeper: Client, number: int) -> None:
    _written(keeper, number)
    assert _said(number)["services"] == [
        {
            "id": "service-1", "name": "Service desk", "provided_by": "member-1", "used_by": ["member-1", "member-2"],
            "contracts": ["99"], "people": [{"post": "Desk manager", "employer": "member-1", "share": 0.5}],
        }
    ]  # fmt: skip
    assert _said(number)["boards"][0]["seats"][0] == {"name": "Ann", "role": "chair", "speaks_for": "member-1"}
    page = _page(keeper, f"/partnerships/{number}/?on=2026-06-01")
    for text in (
        "Fire and rescue authority", "1 January 2011", "31 December 2026", "ICT", "Section 101", "Each year",
        "Service desk", "A contract that is not shown to you", "Desk manager, of Ashby (share of full time: 0.5)",
        "Joint board", "1 seat with a vote on 1 June 2026.", "Its quorum is 1: it can decide.", "Old Tom",
        "What each pays", "Fire authority has a seat on no board.", "Begins to lead".lower(),
    ):  # fmt: skip
        assert text in page, text
    assert "Members, services and boards" not in page
    document = _page(keeper, f"/partnerships/{number}/document/members/")
    assert f"/partnerships/{number}/document/members/place/boards.0.seats.2/" in document
    now = "2 members" if timezone.localdate().isoformat() <= "2026-12-31" else "1 member"
    assert f"{now}, led by Ashby" in _page(keeper, "/partnerships/")


def test_it_is_shown_as_it_is_on_a_day_and_as_an_edition_said(keeper: Client, number: int) -> None:
    _written(keeper, number)
    assert 'Members on 31 December 2026</dt><dd class="ts-long">Ashby, Fire authority<' in _page(
        keeper, f"/partnerships/{number}/?on=2026-12-31"
    )
    assert 'Members on 1 January 2027</dt><dd class="ts-long">Ashby<' in _page(
        keeper, f"/partnerships/{number}/?on=2027-01-01"
    )
    first = _page(keeper, f"/partnerships/{number}/?on=2026-12-31&edition=1")
    assert "This is what edition 1 said." in first
    assert "Fire authority" not in first
    for wrong in ("soon", "2027-02-30", "0001-01-01", "9" * 10_000, "2027-W01-1x", "💥"):
        sent = keeper.get(f"/partnerships/{number}/", {"on": wrong, "edition": wrong})
        assert (sent.status_code, "There is a problem" in sent.content.decode()) == (422, True), wrong


def test_contracts_behind_a_service_lead_to_the_register(keeper: Client, number: int) -> None:
    from tallystick.contracts.actions import keeping
    from tests.people import AT, SAM

    contract = keeping.add_contract(organisation=LEEDS, values={"title": "Desk tool"}, suppliers=[], by=SAM, at=AT)
    _write(keeper, number, "members.add", name="Ashby", kind="district")
    _write(keeper, number, "services.add", name="Desk", contracts=f"{contract.pk}")
    assert f'<a class="govuk-link" href="/contracts/{contract.pk}/">Desk tool</a>' in _page(
        keeper, f"/partnerships/{number}/"
    )


def test_a_row_that_its_rule_refuses_is_not_kept(keeper: Client, number: int) -> None:
    _write(keeper, number, "members.add", name="Ashby", kind="district")
    address = f"/partnerships/{number}/document/members/place"
    days = _day("from", "2022-01-02") | _day("to", "2022-01-01")
    for place, row, text in (
        ("lead.add", {"member": "member-9"}, "must be one of the choices"),
        ("lead.add", {"member": "member-1"} | days, "it is before it begins"),
        ("boards.add", {"name": "Board", "quorum": "0"}, "whole number"),
        ("boards.add", {"name": "Board", "quorum": "1e999"}, "whole number"),
        ("services.add", {"name": "Desk", "contracts": "NaN"}, "whole number"),
        ("members.add", {"name": "", "kind": "district"}, "must not be empty"),
        ("members.add", {"name": "B", "kind": "duchy"}, "must be one of the choices"),
        ("members.add", {"name": "💥" * 10_000, "kind": "district"}, "character"),
    ):
        sent = keeper.post(f"{address}/{place}/", row | {"version": 1})
        assert (sent.status_code, text in sent.content.decode()) == (422, True), (place, row, sent.content.decode())
    assert models.Document.objects.count() == 1


def test_a_form_keeps_what_it_does_not_ask_for(keeper: Client, number: int) -> None:
    said = {"title": "Ours", "members": [{"id": "x", "name": "Ashby", "sees": True, "organisation": YORK}]}
    keeper.post(f"/partnerships/{number}/document/members/text/", {"said": json.dumps(said), "version": 0})
    _write(keeper, number, "members.0", name="Ashby", kind="district", organisation=YORK, sees="yes")
    assert _said(number) == said | {"members": [said["members"][0] | {"kind": "district"}]}  # type: ignore[index]


def test_a_decision_from_it_has_its_board_named(keeper: Client, number: int) -> None:
    _written(keeper, number)
    address = f"/decide/start/?partnership={number}"
    assert "Start a decision of Shared ICT of four" in _page(keeper, address)
    keeper.post(address, {"title": "Go on sharing?", "kind": "sharing"})
    made = models.Decision.objects.get()
    assert made.partnership_id == number
    assert "Go on sharing?" in _page(keeper, f"/partnerships/{number}/")
    one = _page(keeper, f"/decide/{made.pk}/")
    assert "Name the board" in one
    assert f'href="/partnerships/{number}/">Shared ICT of four' in one
    board = _page(keeper, f"/decide/{made.pk}/board/")
    assert "Old Tom" not in board
    assert "Approves or refuses it" in board
    keeper.post(f"/decide/{made.pk}/board/", {"board": "board-1"})
    parts = [(one.role, one.name, one.speaks_for) for one in made.involved.order_by("pk")]
    assert parts == [("approver", "Ann", "Ashby"), ("consultee", "Ben", "Joint board")]
    assert "named already" in _page(keeper, f"/decide/{made.pk}/board/")
    assert "Everybody on it who can be named is named already." in _page(keeper, f"/decide/{made.pk}/board/")
    for board_id in ("board-1", "board-2", "", "x" * 10_000):
        keeper.post(f"/decide/{made.pk}/board/", {"board": board_id})
    assert made.involved.count() == 2


def test_who_may_not_approve_is_left_out_of_a_board_that_is_named_and_it_says_why(keeper: Client, number: int) -> None:
    _written(keeper, number)
    keeper.post(f"/decide/start/?partnership={number}", {"title": "Go on sharing?", "kind": "sharing"})
    made = models.Decision.objects.get()
    keeper.post(f"/decide/{made.pk}/people/add/", {"role": "moderator", "name": "Ann"})
    assert "(not named: agrees its scores)" in _page(keeper, f"/decide/{made.pk}/board/")
    sent = keeper.post(f"/decide/{made.pk}/board/", {"board": "board-1"}, follow=True)
    said = " ".join(sent.content.decode().split())
    assert "Named: Ben." in said
    assert "Left out, as whoever has to do with it so does not approve it: Ann agrees its scores." in said
    refused = keeper.post(f"/decide/{made.pk}/people/add/", {"role": "approver", "name": "Ann"})
    assert refused.status_code == 422
    assert "Ann agrees its scores, and so cannot approve it." in refused.content.decode()


def test_a_decision_of_none_has_no_board_to_name(keeper: Client, number: int) -> None:
    keeper.post("/decide/start/", {"title": "Another", "kind": "other"})
    made = models.Decision.objects.get()
    assert "Name the board" not in _page(keeper, f"/decide/{made.pk}/")
    assert "no board that is written" in _page(keeper, f"/decide/{made.pk}/board/")


def test_people_of_a_member_see_it_where_they_are_let_and_change_nothing(
    keeper: Client, number: int, people: People
) -> None:
    york = people.client("contract_manager", YORK)
    address = f"/partnerships/{number}/"
    row = {"name": "York", "kind": "unitary", "organisation": YORK}
    _write(keeper, number, "members.add", **row)
    assert york.get(address).status_code == 404
    _write(keeper, number, "members.0", sees="yes", **row)
    page = _page(york, address)
    assert "York" in page
    assert "There are none that you may see." in page
    for text in ("Change members", "Change its name", "Start a decision", "Mend that"):
        assert text not in page
    assert york.get(f"{address}document/members/").status_code == 200
    assert york.get(f"{address}document/members/text/").status_code == 403
    assert york.get(f"/decide/start/?partnership={number}").status_code == 403
    assert people.client("reader").get(f"/decide/start/?partnership={number}").status_code == 403


def test_what_is_kept_out_is_not_shown_to_who_may_not_read_it(keeper: Client, number: int, people: People) -> None:
    _write(keeper, number, "members.add", name="Secret member", kind="company")
    keeper.post(f"/partnerships/{number}/document/members/exempt/", {"exempt": "yes", "version": 1})
    reader = people.client("reader")
    for address in ("/partnerships/", f"/partnerships/{number}/", f"/partnerships/{number}/?edition=1"):
        assert "Secret member" not in _page(reader, address)
    assert "1 member, nobody leads" not in _page(reader, "/partnerships/")
    assert "kept to those who may read confidential figures" in _page(reader, f"/partnerships/{number}/")
    assert "Secret member" in _page(keeper, f"/partnerships/{number}/")


@pytest.mark.parametrize("asked", ["x", "9" * 20, "-1", "99999", "💥"])
def test_a_decision_of_a_partnership_that_is_not_there_is_not_started(keeper: Client, number: int, asked: str) -> None:
    assert keeper.get("/decide/start/", {"partnership": asked}).status_code == 404
