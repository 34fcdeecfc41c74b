"""Who pays what of a shared cost, on its page: typed row by row, drawn, and told in tables."""

import json
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from django.test import Client

from tallystick.cli.apportioning import apportion
from tallystick.decisions import models
from tests.people import LEEDS, People
from tests.web.page_tables import table

pytestmark = pytest.mark.django_db
USERS = {"Hinckley": 499, "Blaby": 341, "Melton": 229}
"""Active users at 31 July 2020 of three councils, whose published shares are 46.7%, 31.9% and 21.4%."""


@pytest.fixture
def keeper(people: People) -> Client:
    people.organisation(LEEDS, "Leeds City Council")
    return people.client("contract_manager")


@pytest.fixture
def sharing(keeper: Client) -> str:
    """The address of who pays what of a decision."""
    keeper.post("/decide/start/", {"title": "Share the ICT service", "kind": "sharing"})
    return f"/decide/{models.Decision.objects.get().pk}/document/sharing"


def said() -> dict[str, Any]:
    """What the last document that was written says."""
    found: dict[str, Any] = models.Document.objects.order_by("-pk")[0].said
    return found


def read(client: Client, address: str) -> str:
    return unescape(client.get(f"{address}/").content.decode())


def written(keeper: Client, sharing: str, **more: Any) -> str:
    """The page of a document that was written as text."""
    document = {"amount_pence": 31_500_000, "drivers": {"active users": USERS}, **more}
    sent = keeper.post(f"{sharing}/text/", {"said": json.dumps(document), "version": 0})
    assert sent.status_code == 302, sent.content.decode()
    return read(keeper, sharing)


def test_the_worked_case_comes_out_exactly_typed_row_by_row(keeper: Client, sharing: str, tmp_path: Path) -> None:
    place = f"{sharing}/place"
    assert keeper.post(f"{place}/-/", {"amount-pence": "315,000", "version": 0}).status_code == 302
    for at, name in enumerate(USERS, 1):
        assert keeper.post(f"{place}/members.add/", {"name": name, "version": at}).status_code == 302
    form = keeper.get(f"{place}/drivers.add/").content.decode()
    assert all(f">{name}</label>" in form for name in USERS), "a box for each member"
    boxes = {f"quantities-{at}": str(number) for at, number in enumerate(USERS.values(), 1)}
    sent = keeper.post(f"{place}/drivers.add/", {"name": "active users", "version": 4, **boxes})
    assert sent.status_code == 302, sent.content.decode()
    assert said() == {"amount_pence": 31_500_000, "members": list(USERS), "drivers": {"active users": USERS}}
    page = read(keeper, sharing)
    assert table(page, "shares") == [
        ["Member", "Pays", "Share", "Before rounding"],
        ["Hinckley", "£147,039.29", "46.7%", "£147,039.28905519"],
        ["Blaby", "£100,481.76", "31.9%", "£100,481.75865295"],
        ["Melton", "£67,478.95", "21.4%", "£67,478.95229186"],
        ["Together", "£315,000.00", "", ""],
    ]
    assert table(page, "drivers")[1:] == [
        ["Hinckley", "499 (46.7%)"], ["Blaby", "341 (31.9%)"], ["Melton", "229 (21.4%)"],
    ]  # fmt: skip
    assert "In proportion to active users." in page
    assert "the 2p left over goes, a penny each" in page
    file = tmp_path / "sharing.json"
    file.write_text(json.dumps(said()), encoding="utf-8")
    answer = json.loads(CliRunner().invoke(apportion, [str(file)]).stdout)
    assert {name: (one["pence"], one["percent"]) for name, one in answer["shares"].items()} == {
        "Blaby": (10_048_176, 31.9), "Hinckley": (14_703_929, 46.7), "Melton": (6_747_895, 21.4),
    }  # fmt: skip


def test_what_each_is_charged_and_would_pay_alone_is_beside_its_share(keeper: Client, sharing: str) -> None:
    page = written(
        keeper, sharing, charged={"Hinckley": 14_000_000, "Blaby": 11_000_000, "Melton": 6_500_000},
        alone={"Hinckley": 20_000_000, "Melton": 6_000_000},
    )  # fmt: skip
    assert table(page, "true-up")[1:] == [
        ["Hinckley", "£147,039.29", "£140,000.00", "£7,039.29 to pay"],
        ["Blaby", "£100,481.76", "£110,000.00", "£9,518.24 back"],
        ["Melton", "£67,478.95", "£65,000.00", "£2,478.95 to pay"],
        ["Together", "£315,000.00", "£315,000.00", "nothing"],
    ]
    assert table(page, "beside")[1:] == [
        ["Hinckley", "£147,039.29", "£200,000.00", "£52,960.71"],
        ["Blaby", "£100,481.76", "not known", "not known"],
        ["Melton", "£67,478.95", "£60,000.00", "−£7,478.95"],
    ]
    assert "Melton would pay less by itself." in page
    assert page.count("What it would pay by itself") >= 1, "what the line across the bars is"


def test_groups_show_what_each_adds_and_who_objects(keeper: Client, sharing: str) -> None:
    place = f"{sharing}/place"
    written(keeper, sharing, amount_pence=900, drivers={"users": {"A": 1, "B": 1, "C": 1}})
    costs = {"A": 4, "B": 4, "C": 4, "AB": 5, "AC": 8, "BC": 8, "ABC": 9}
    for at, (group, pounds) in enumerate(costs.items(), 1):
        sent = {"members": list(group), "pence": str(pounds), "version": at}
        assert keeper.post(f"{place}/coalitions.add/", sent).status_code == 302
    page = read(keeper, sharing)
    # By hand: A and B each add 4, 1, 4, 1, 1, 1 over the six orders; C adds the rest. They object as a pair.
    assert [row[2] for row in table(page, "beside")[1:]] == ["£2.50", "£2.50", "£4.00"]
    assert table(page, "objections")[1] == ["A and B", "£6.00", "£5.00", "£1.00"]


def test_lines_are_shared_each_in_its_own_way_and_add_up(keeper: Client, sharing: str) -> None:
    document = {
        "members": list(USERS), "drivers": {"alike": "equal", "active users": USERS},
        "weights": {"alike": 0, "active users": 1}, "lines": [{"name": "Running", "amount_pence": 100_000}],
    }  # fmt: skip
    keeper.post(f"{sharing}/text/", {"said": json.dumps(document), "version": 0})
    sent = {"name": "Board", "amount-pence": "300", "weights-1": "1", "caps-1": "50", "version": 1}
    assert keeper.post(f"{sharing}/place/lines.add/", sent).status_code == 302
    assert said()["lines"][1] == {
        "name": "Board", "amount_pence": 30_000, "weights": {"alike": 1}, "caps": {"Hinckley": 5_000},
    }  # fmt: skip
    page = read(keeper, sharing)
    assert table(page, "lines")[1:] == [
        ["Hinckley", "£466.79", "£50.00"], ["Blaby", "£318.99", "£125.00"], ["Melton", "£214.22", "£125.00"],
        ["Together", "£1,000.00", "£300.00"],
    ]  # fmt: skip
    assert "Hinckley keeps its cap." in page
    assert table(page, "shares")[1][:2] == ["Hinckley", "£516.79"]


def test_measurements_tiers_floors_and_fixed_sums_are_typed_and_told(keeper: Client, sharing: str) -> None:
    place = f"{sharing}/place"
    written(keeper, sharing, amount_pence=100_000, drivers={"devices": {"A": 10, "B": 30}})
    assert keeper.post(f"{place}/members.0/", {"name": "A", "floors": "400", "version": 1}).status_code == 302
    assert keeper.post(f"{place}/drivers.0.tiers.add/", {"up-to": "10", "rate": "1", "version": 2}).status_code == 302
    assert keeper.post(f"{place}/drivers.0.tiers.add/", {"up-to": "", "rate": "0.5", "version": 3}).status_code == 302
    page = read(keeper, sharing)
    assert table(page, "drivers")[1:] == [["B", "30, counts 20 (66.7%)"], ["A", "10 (33.3%)"]]
    assert table(page, "shares")[2] == ["A", "£400.00", "40.0%", "£400.00", "The least that it pays"]
    period = {"amount-pence": "1000", **_day("period-from", "2027-04-01"), **_day("period-to", "2027-04-10")}
    assert keeper.post(f"{place}/-/", {**period, "version": 4}).status_code == 302
    for version, (on, a) in enumerate((("2027-04-01", "10"), ("2027-04-06", "30")), 5):
        sent = {**_day("from", on), "quantities-1": a, "quantities-2": "10", "version": version}
        assert keeper.post(f"{place}/drivers.0.measured.add/", sent).status_code == 302
    keeper.post(f"{place}/members.0/", {"name": "A", "fixed": "100", "version": 7})
    page = read(keeper, sharing)
    # Five days at 10 of 20, five at 20 of 30 (30 devices count 20): a half and two thirds, whose mean is 58.3%.
    assert table(page, "drivers")[1:] == [["A", "by day (58.3%)"], ["B", "by day (41.7%)"]]
    assert table(page, "shares")[1][:2] == ["A", "£625.00"], "£100, and 58.3% of £900"


def _day(box: str, on: str) -> dict[str, str]:
    year, month, day = on.split("-")
    return {f"{box}-year": year, f"{box}-month": month, f"{box}-day": day}


HOSTILE = ("NaN", "1e999", "-5", "x" * 10_000, "\N{PILE OF POO}", "1" * 40, "0.1234567890123", "=1+1", "£")


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize(
    ("place", "box"), [("drivers.0", "quantities-1"), ("members.0", "alone"), ("-", "amount-pence")]
)
def test_what_is_no_quantity_is_told_and_never_a_traceback(
    keeper: Client, sharing: str, text: str, place: str, box: str
) -> None:
    written(keeper, sharing, members=list(USERS))
    before = said()
    answer = keeper.post(f"{sharing}/place/{place}/", {"name": "Hinckley", box: text, "version": 1})
    if (place, text) == ("-", "-5"):
        assert said()["amount_pence"] == -500, "a credit is shared too"
    elif text == "-5":
        assert "Nothing follows from it yet" in read(keeper, sharing), "kept, and its rule says why not"
    elif text == "£" and place != "drivers.0":
        assert (answer.status_code, said().get("alone")) == (302, None), "nothing is typed"
    else:
        assert (answer.status_code, "There is a problem" in answer.content.decode()) == (422, True)
        assert said() == before
    assert keeper.get(f"{sharing}/").status_code == 200
    assert keeper.get(f"{sharing}/place/{place}/").status_code == 200


def test_a_document_that_no_rule_reads_still_has_its_forms(keeper: Client, sharing: str) -> None:
    nonsense = {
        "amount_pence": "much", "members": 7, "drivers": [1], "floors": "x", "lines": {"a": 1}, "period": "2027",
        "coalitions": [3, {"members": "A"}],
    }  # fmt: skip
    keeper.post(f"{sharing}/text/", {"said": json.dumps(nonsense), "version": 0})
    assert "Nothing follows from it yet" in read(keeper, sharing)
    for place in ("-", "coalitions.1", "members.add", "lines.add"):
        assert keeper.get(f"{sharing}/place/{place}/").status_code in (200, 404), place


def test_a_name_that_is_there_already_is_refused(keeper: Client, sharing: str) -> None:
    written(keeper, sharing)
    sent = keeper.post(f"{sharing}/place/members.add/", {"name": "Melton", "version": 1})
    assert (sent.status_code, "is among the members already" in sent.content.decode()) == (422, True)
    late = keeper.post(f"{sharing}/place/members.add/", {"name": "Oadby", "version": 0})
    assert (late.status_code, "Somebody else wrote" in late.content.decode()) == (422, True)
