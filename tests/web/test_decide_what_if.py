"""What happens if a partner leaves, joins or changes, on its page: begun from who pays what, one or several."""

import json
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from django.test import Client

from tallystick.cli.what_if import what_if as command
from tallystick.decisions import models
from tests.people import LEEDS, People
from tests.web.page_tables import table

pytestmark = [pytest.mark.django_db, pytest.mark.once]
USERS = {"Ashby": 500, "Birch": 300, "Cole": 100, "Dene": 100}
SHARED: dict[str, Any] = {
    "amount_pence": 100_000, "drivers": {"users": USERS}, "period": {"from": "2026-04-01", "to": "2027-03-26"},
}  # fmt: skip
LEAVES = {
    "name": "Dene leaves", "change-on-day": "27", "change-on-month": "12", "change-on-year": "2026", "leaves": "Dene",
    "amount-after-pence": "940",
}  # fmt: skip


@pytest.fixture
def keeper(people: People) -> Client:
    people.organisation(LEEDS, "Leeds City Council")
    return people.client("contract_manager")


@pytest.fixture
def decision(keeper: Client) -> str:
    """The address of a decision's documents."""
    keeper.post("/decide/start/", {"title": "Dene has given notice", "kind": "sharing"})
    return f"/decide/{models.Decision.objects.get().pk}/document"


def _written(keeper: Client, address: str, said: dict[str, Any], **more: str) -> None:
    sent = keeper.post(f"{address}/text/", {"said": json.dumps(said), "version": 0, **more})
    assert sent.status_code == 302, sent.content.decode()


def _said() -> dict[str, Any]:
    found: dict[str, Any] = models.Document.objects.filter(kind="what_if").order_by("-pk")[0].said
    return found


def _read(client: Client, address: str) -> str:
    return unescape(client.get(f"{address}/").content.decode())


def test_a_what_if_begins_from_who_pays_what_and_tells_who_gains_and_loses(
    keeper: Client, decision: str, tmp_path: Path
) -> None:
    what_if = f"{decision}/what_if"
    assert "Begin from who pays what" not in _read(keeper, what_if), "there is nothing to begin from"
    _written(keeper, f"{decision}/sharing", SHARED)
    assert "Begin from who pays what" in _read(keeper, what_if)
    assert keeper.post(f"{what_if}/do/begin/", {"version": 0}).status_code == 302
    assert _said() == SHARED
    assert keeper.post(f"{what_if}/do/begin/", {"version": 1}).status_code == 404, "it is begun already"
    sent = keeper.post(f"{what_if}/place/scenarios.add/", {**LEAVES, "version": 1})
    assert sent.status_code == 302, sent.content.decode()
    page = _read(keeper, what_if)
    # Nine months of £1,000 by 1,000 users, three of £940 by 900: £40 a year are stranded, £10 in the quarter.
    assert table(page, "w1-pays")[1:] == [
        ["Ashby", "£500.00", "£505.56", "£5.56 more", "+1.1%", "£522.22"],
        ["Birch", "£300.00", "£303.33", "£3.33 more", "+1.1%", "£313.33"],
        ["Cole", "£100.00", "£101.11", "£1.11 more", "+1.1%", "£104.45"],
        ["Dene (leaves)", "£100.00", "£75.00", "£25.00 less", "−25.0%", "nothing"],
        ["Together", "£1,000.00", "£985.00", "£15.00 less", "", "£940.00"],
    ]
    assert "Stranded costs: £10.00 of what Dene paid is not saved" in page
    assert "£0.00 of it is paid by those who left, and £10.00 by the others" in page
    assert "Dene leaves: Somebody leaves, and no cost of leaving" in page
    one = {key: value for key, value in _said()["scenarios"][0].items() if key != "name"}
    file = tmp_path / "what-if.json"
    file.write_text(json.dumps({**SHARED, **one}), encoding="utf-8")
    answer = json.loads(CliRunner().invoke(command, [str(file)]).stdout)
    assert {name: it["after_pence"] for name, it in answer["members"].items()} == {
        "Ashby": 50_556, "Birch": 30_333, "Cole": 10_111, "Dene": 7_500,
    }  # fmt: skip


def test_what_is_exempt_stays_so_in_what_is_begun_from_it(keeper: Client, decision: str, people: People) -> None:
    _written(keeper, f"{decision}/sharing", SHARED, exempt="yes")
    keeper.post(f"{decision}/what_if/do/begin/", {"version": 0})
    assert models.Document.objects.get(kind="what_if").exempt
    assert people.client("reader").get(f"{decision}/what_if/").status_code == 404


def test_a_line_of_a_cost_is_asked_for_itself(keeper: Client, decision: str) -> None:
    said = {
        "drivers": {"users": USERS, "alike": "equal"}, "weights": {"users": 60, "alike": 40},
        "lines": [
            {"name": "Running", "amount_pence": 90_000, "floors": {"Dene": 1}},
            {"name": "Board", "amount_pence": 10_000, "weights": {"alike": 1}},
        ],
        "alone": {"Dene": 5},
    }  # fmt: skip
    _written(keeper, f"{decision}/sharing", said)
    page = _read(keeper, f"{decision}/what_if")
    assert ("Begin from “Running”" in page, "Begin from “Board”" in page) == (True, True)
    keeper.post(f"{decision}/what_if/do/begin-1/", {"version": 0})
    drivers = {"drivers": said["drivers"], "weights": said["weights"]}
    assert _said() == {**drivers, "amount_pence": 90_000, "floors": {"Dene": 1}}


def test_each_of_many_lines_of_a_cost_can_be_begun_from(keeper: Client, decision: str) -> None:
    lines = [{"name": f"Line {at}", "amount_pence": at} for at in range(1, 11)]
    _written(keeper, f"{decision}/sharing", {"drivers": {"users": USERS}, "weights": {"users": 1}, "lines": lines})
    keeper.post(f"{decision}/what_if/do/begin-10/", {"version": 0})
    assert _said()["amount_pence"] == 10


def test_joining_moving_and_another_driver_are_typed_and_told_side_by_side(keeper: Client, decision: str) -> None:
    what_if, place = f"{decision}/what_if", f"{decision}/what_if/place"
    _written(keeper, what_if, {**SHARED, "alone": dict.fromkeys(USERS, 60000)})
    day = {key: text for key, text in LEAVES.items() if key.startswith("change")}
    for at, name in enumerate(("Elm joins", "Devices instead")):
        sent = {"name": name, **day, "amount-after-pence": "1000", "version": 1 + at}
        assert keeper.post(f"{place}/scenarios.add/", sent).status_code == 302
    assert "is not worked out" not in _read(keeper, what_if), "nothing follows from either yet"
    sent = {"name": "Elm", "quantities-1": "250", "version": 3}
    assert keeper.post(f"{place}/scenarios.0.joins.add/", sent).status_code == 302
    page = _read(keeper, what_if)
    assert "It is not worked out yet. nothing changes." in page
    devices = {f"quantities-{at}": "10" for at in range(1, 5)}
    sent = {"name": "devices", **devices, "version": 4}
    assert keeper.post(f"{place}/scenarios.1.after.drivers.add/", sent).status_code == 302
    move = {"driver": "users", "from": "Ashby", "to": "Elm", "quantity": "50", "version": 5}
    assert keeper.post(f"{place}/scenarios.0.moves.add/", move).status_code == 302
    cost = {"name": "connection", "pence": "12.50", "borne-by": "joiners", "version": 6}
    assert keeper.post(f"{place}/scenarios.0.one_off.add/", cost).status_code == 302
    page = _read(keeper, what_if)
    # Elm: a quarter of £1,000 by 300 of 1,250 users is £60, and £12.50. Devices: a quarter of the year in equal parts.
    assert table(page, "beside")[1:] == [
        ["Ashby", "£35.00 less", "£62.50 less"],
        ["Birch", "£15.00 less", "£12.50 less"],
        ["Cole", "£5.00 less", "£37.50 more"],
        ["Dene", "£5.00 less", "£37.50 more"],
        ["Elm", "£72.50 more", ""],
        ["Together", "£12.50 more", "the same"],
    ]
    assert table(page, "w1-one-off")[1] == ["connection", "£12.50", "Those who join", "Elm £12.50"]
    assert table(page, "w1-made-of")[-2] == ["Elm (joins)", "£60.00", "£0.00", "£12.50", "£72.50"]
    assert table(page, "w2-alone")[1] == ["Ashby", "£600.00", "£100.00", "£350.00"]
    assert "What it would cost by itself is not known of Elm." in page
    assert _said()["scenarios"][1]["after"] == {"drivers": {"devices": dict.fromkeys(USERS, 10)}}


def test_what_leaving_comes_to_and_what_each_adds_are_told(keeper: Client, decision: str) -> None:
    groups = [
        {"members": members, "pence": 40_000 + 20_000 * len(members)}
        for members in (["Ashby"], ["Birch"], ["Ashby", "Birch"])
    ]
    said = {
        **SHARED, "amount_pence": 80_000, "drivers": {"users": {"Ashby": 300, "Birch": 100}}, "leaves": ["Birch"],
        "change_on": "2026-12-27", "amount_after_pence": 60_000, "alone": {"Birch": 60_000}, "coalitions": groups,
        "stranded_borne_by_leavers": 0.5, "extra": 1,
    }  # fmt: skip
    _written(keeper, f"{decision}/what_if", said)
    page = _read(keeper, f"{decision}/what_if")
    # Birch paid £200 a year, all of which is saved; alone it pays £600 a year, a quarter of which is £150.
    assert "Nothing is stranded" in page
    assert table(page, "w1-leaving")[1] == ["Birch", "£150.00", "£300.00", "£100.00 more"]
    assert table(page, "w1-shapley")[1:] == [
        ["Ashby", "£400.00", "50.0%", "£600.00", "100.0%"],
        ["Birch (leaves)", "£400.00", "50.0%", "does not share", ""],
        ["Together", "£800.00", "", "£600.00", ""],
    ]
    assert "extra: nothing is known of them" in page
    assert "Before the change, nobody whose own cost is known would pay less by itself." in page


@pytest.mark.parametrize("text", ["NaN", "1e999", "-1", "2", "x" * 10_000, "\N{PILE OF POO}"])
def test_what_cannot_be_is_told_and_never_a_traceback(keeper: Client, decision: str, text: str) -> None:
    what_if = f"{decision}/what_if"
    _written(keeper, what_if, {**SHARED, "change_on": "2026-12-27", "amount_after_pence": 1, "leaves": ["Dene"]})
    sent = {**LEAVES, "stranded-borne-by-leavers": text, "amount-after-pence": text, "version": 1}
    moved = {"quantity": text, "from": text, "version": 1}
    assert keeper.post(f"{what_if}/place/scenarios.0.moves.add/", moved).status_code == 422
    answer = keeper.post(f"{what_if}/place/scenarios.0/", sent)
    if text in ("-1", "2"):
        assert "Nothing follows from it yet" in _read(keeper, what_if), "kept, and its rule says why not"
    else:
        assert (answer.status_code, "There is a problem" in answer.content.decode()) == (422, True)
    assert keeper.get(f"{what_if}/").status_code == 200


def test_a_what_if_that_no_rule_reads_still_has_its_forms(keeper: Client, decision: str) -> None:
    nonsense = {"scenarios": [1, {"name": 2, "after": 3, "joins": [4], "one_off": "x", "leaves": "Dene"}, {}]}
    _written(keeper, f"{decision}/what_if", nonsense)
    assert "Nothing follows from it yet" in _read(keeper, f"{decision}/what_if")
    for place in ("scenarios.1", "scenarios.1.joins.add", "scenarios.1.after.drivers.add", "scenarios.2"):
        assert keeper.get(f"{decision}/what_if/place/{place}/").status_code == 200, place
        sent = {"name": "A", **LEAVES, "version": 1}
        assert keeper.post(f"{decision}/what_if/place/{place}/", sent).status_code in (302, 404, 422), place
