"""The calendar's page: whose it is to begin with, what its filters leave, and its download."""

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.apps import apps
from django.test import Client
from django.utils import timezone

from tallystick.contracts.rules.calendar_months import Month
from tallystick.web import calendar_pictures, words
from tests.contracts import governed
from tests.contracts.governed import OURS, THEIRS
from tests.people import People
from tests.web.conftest import FORMULA, NASTY

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager(people: People) -> Any:
    """A contract manager with three dates of their own, beside what is nobody's and another council's."""
    governed.councils()
    person = people.person("contract_manager", OURS)
    today = timezone.localdate()
    dates = apps.get_model("contracts", "KeyDate").objects
    for code, title, owner in ((OURS, "Lifts", person), (OURS, NASTY, None), (THEIRS, "Buses", None)):
        contract = governed.contract(code, title=title, department="Estates", owner_id=owner.pk if owner else None)
        dates.filter(contract=contract).delete()
        for name, days, kind in (("late", -40, "duty"), ("soon", 20, "extension"), ("none", None, "find_out")):
            due = today + timedelta(days=days) if days is not None else None
            dates.create(
                contract=contract, organisation=contract.organisation, kind=kind, key=name, person=owner,
                what=FORMULA if name == "late" else f"{name} of {title}", due=due, department="Estates",
                last_safe_start=today - timedelta(days=1) if kind == "extension" else None,
            )  # fmt: skip
    return person


def page(client: Client, address: str = "/calendar/") -> str:
    response = client.get(address)
    assert response.status_code == 200, response.status_code
    return response.content.decode()


def figures(text: str) -> list[int]:
    """Overdue, in these months, with no day."""
    return [int(one) for one in re.findall(r"</dt><dd>(\d+)</dd>", text)]


def test_it_begins_with_what_is_mine(manager: Any, people: People) -> None:
    text = page(people.client("contract_manager", OURS))
    assert "what is mine" in text
    assert figures(text) == [1, 1, 1]
    assert "soon of Lifts" in text
    assert "alert(" not in text
    assert "Begin now" in text


def test_who_owns_nothing_sees_everybodys(manager: Any, people: People) -> None:
    text = page(people.client("reader", OURS))
    assert "what is mine" not in text
    assert figures(text) == [2, 2, 2]
    assert "<script>alert" not in text
    assert "Buses" not in text


def test_overdue_comes_first(manager: Any, people: People) -> None:
    text = page(people.client("reader", OURS))
    rows = text[text.index('id="dates"') :]
    assert rows.index("Overdue</strong>") < rows.index("soon of")


@pytest.mark.parametrize(
    ("asked", "number"),
    [
        ("whose=all", 4),
        ("whose=me", 2),
        ("whose=nobody", 2),
        ("whose=all&when=overdue", 2),
        ("whose=all&when=month", 4),
        ("whose=all&when=half", 4),
        ("whose=all&when=begin", 2),
        ("whose=me&when=begin", 1),
        ("whose=all&when=begin&kind=duty", 0),
        ("whose=all&when=no_day", 2),
        ("whose=all&when=any", 6),
        ("whose=all&kind=extension", 2),
        ("whose=all&kind=group:decide", 2),
        ("whose=all&kind=group:nonsense&when=nonsense&state=nonsense&month=nonsense&page=-1&sort=x", 4),
        ("whose=all&text=LIFTS", 2),
        ("whose=all&text=nothing+of+the+kind", 0),
        ("whose=all&department=Estates", 4),
        ("whose=all&department=Care", 0),
        ("whose=all&state=settled", 0),
        ("whose=all&organisation=" + THEIRS, 0),
        ("whose=99999999999999999999999", 4),
        ("whose=999999999999999", 0),
        ("whose=all&month=9999-12", 4),
        ("whose=all&month=2001-01", 0),
    ],
)
def test_what_is_asked_for_is_listed(manager: Any, people: People, asked: str, number: int) -> None:
    client = people.client("contract_manager", OURS)
    text = page(client, f"/calendar/?{asked}")
    assert {0: "No dates.", 1: "1 date."}.get(number, f"{number} dates.") in text
    lines = b"".join(client.get(f"/calendar.csv?{asked}")).decode().splitlines()
    assert len(lines) == number + 1


def test_what_should_have_begun_is_led_to(manager: Any, people: People) -> None:
    client = people.client("contract_manager", OURS)
    text = page(client, "/calendar/?whose=all")
    [address] = re.findall(r'href="([^"]*when=begin[^"]*)">for 2 to come, the last safe day to begin has passed<', text)
    listed = page(client, address.replace("&amp;", "&"))
    assert "2 dates." in listed
    assert listed.count("Begin now</strong>") == 2


def test_each_month_leads_to_its_dates(manager: Any, people: People) -> None:
    client = people.client("contract_manager", OURS)
    soon = timezone.localdate() + timedelta(days=20)
    text = page(client, "/calendar/?whose=all")
    [address] = re.findall(r'href="(/calendar/\?[^"]*month=[^"]*)#dates"', text)
    assert f"month={soon:%Y-%m}" in address
    listed = page(client, address.replace("&amp;", "&"))
    assert "2 dates." in listed
    assert "late of" not in listed


def test_of_very_many_councils_the_list_is_in_the_order_of_days(
    manager: Any, people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = people.client("owner")
    assert page(client, "/calendar/?sort=contract").count("aria-sort") == 5
    for module in ("calendar_asking", "calendar_figures"):
        monkeypatch.setattr(f"tallystick.web.{module}.MANY", 1)
    text = page(client, "/calendar/?sort=contract")
    assert text.count("aria-sort") == 1
    assert figures(text) == [3, 3, 3]
    assert "These figures may be a minute old" in text
    assert page(client, f"/calendar/?organisation={OURS}").count("aria-sort") == 5


def test_a_download_is_safe_to_open(manager: Any, people: People) -> None:
    response = people.client("reader", OURS).get("/calendar.csv")
    assert response.headers["Content-Disposition"] == 'attachment; filename="calendar.csv"'
    text = b"".join(response).decode()
    assert f"'{FORMULA[:12]}" in text
    assert not re.search(r'(^|,)"?=', text, re.MULTILINE)


def test_home_says_what_is_mine(manager: Any, people: People, home: Any) -> None:
    text = page(people.client("contract_manager", OURS), "/")
    assert "What is mine" in text
    assert "1 overdue" in text
    assert text.count("Begin now</strong>") == 1
    assert text.count("Overdue</strong>") == 1
    assert f"Last safe day to begin: {words.day(timezone.localdate() - timedelta(days=1))}" in text
    assert "What is mine" not in page(people.client("reader", OURS), "/")


def test_the_picture_is_as_high_as_its_figures() -> None:
    months = [
        Month(date(2026, 11, 1), decide=2, publish=1, do=1),
        Month(date(2026, 12, 1)),
        Month(date(2027, 1, 1), do=2),
    ]
    drawn = calendar_pictures.picture(months, width=calendar_pictures.WIDE)
    first, second, third = drawn.bars
    assert [layer.group for layer in first.layers] == ["decide", "publish", "do"]
    assert second.layers == ()
    assert sum(layer.height for layer in first.layers) == pytest.approx(2 * third.layers[0].height, abs=0.3)
    assert first.layers[0].y + first.layers[0].height == pytest.approx(drawn.base)
    assert [bar.label for bar in drawn.bars] == ["Nov", "Dec", "Jan"]
    assert [bar.year for bar in drawn.bars] == ["2026", "", "2027"]
    narrow = calendar_pictures.picture(months, width=calendar_pictures.NARROW)
    assert [bar.label for bar in narrow.bars] == ["Nov", "", ""]
