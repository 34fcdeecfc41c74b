"""Prices, facts and the choice of renew, renegotiate or retender in forms: nothing is written that nobody meant."""

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from tallystick.decisions import actions, models
from tallystick.kit.dates import financial_year
from tallystick.reference.route_choice import route_choice
from tests.people import AT, LEEDS, SAM, People
from tests.web.test_decide_route import edition, page, said

pytestmark = [pytest.mark.django_db, pytest.mark.once]
NAMES = {one.code: one.name for one in route_choice().routes}
REGISTER = {
    "value_pounds": {"value": "400000", "source": "The register", "as_of": "2026-11-01", "confidence": "high"},
    "extension_months": {"value": 12, "source": "The register", "note": "One of\n12 months."},
    "renews_itself": {"value": False, "source": "The register"},
    "last_day": {"value": "2030-05-31", "source": "The register"},
}  # fmt: skip


@pytest.fixture
def keeper(people: People) -> Client:
    people.organisation(LEEDS, "Leeds City Council")
    return people.client("contract_manager")


@pytest.fixture
def decide(keeper: Client) -> str:
    values = {"title": "After payroll", "kind": "route"}
    row = actions.start_decision(organisation=LEEDS, values=values, by=SAM, at=AT)
    put(row.pk, "recommendation", {"register": REGISTER, "facts": {}})
    return f"/decide/{row.pk}"


def put(number: int, kind: str, said: Any, *, exempt: bool = False) -> None:
    edition_ = models.Document.objects.filter(kind=kind).count()
    actions.put_document(
        of="decision", number=number, kind=kind, said=said, edition=edition_, exempt=exempt, by=SAM, at=AT
    )


def priced(keeper: Client, decide: str, **boxes: str) -> Any:
    return keeper.post(f"{decide}/route/prices/", {"years": "2", "version": edition("business_case"), **boxes})


@pytest.mark.parametrize("exempt", ["recommendation", "business_case"])
def test_prices_of_an_exempt_recommendation_are_exempt(keeper: Client, decide: str, exempt: str) -> None:
    number = models.Decision.objects.get().pk
    if exempt == "recommendation":
        put(number, exempt, {"register": REGISTER, "facts": {}, "x": 1}, exempt=True)
    else:
        put(number, exempt, {}, exempt=True)
    assert priced(keeper, decide, **{"extend-2": "100"}).status_code == 302
    assert models.Document.objects.filter(kind="business_case").latest("edition").exempt


def test_work_on_the_business_case_stands_and_its_year_too(keeper: Client, decide: str) -> None:
    assert priced(keeper, decide, **{"extend-2": "100", "open-2": "90"}).status_code == 302
    case = said("business_case")
    assert case["base_year"] == financial_year(timezone.localdate())
    case |= {"base_year": "2024/25"}
    case["options"][0] |= {"works_months": 3, "optimism_bias": {"revenue": 5}}
    case["options"][1]["lines"][0]["flows"]["2030/31"] = "-95"
    put(models.Decision.objects.get().pk, "business_case", case)
    shown = page(keeper, f"{decide}/route/prices/")
    assert 'name="open-2"' not in shown
    assert f"says more than one price of {NAMES['open']}" in shown
    assert "in the money of 2024/25" in shown
    assert priced(keeper, decide, **{"extend-2": "120", "open-2": "1"}).status_code == 302
    now = said("business_case")
    assert now["options"][1] == case["options"][1]
    assert (now["base_year"], now["options"][0]["works_months"]) == ("2024/25", 3)
    assert set(now["options"][0]["lines"][0]["flows"].values()) == {"-120.00"}


def test_a_fault_of_a_price_stands_at_its_own_box(keeper: Client, decide: str) -> None:
    for boxes in ({"open-1": "200", "open-2": "100"}, {"open-1": "2", "open-3": "3"}, {"open-5": "9"}):
        answer = priced(keeper, decide, **{"extend-2": "100", **boxes})
        assert answer.status_code == 422
        assert set(answer.context["errors"]) == {"open"}
    assert set(priced(keeper, decide, **{"extend-2": "100", "years": "99"}).context["errors"]) == {"years"}


def test_a_range_is_shown_beside_a_cost_and_not_where_there_are_benefits(keeper: Client, decide: str) -> None:
    boxes = {"extend-1": "90000", "extend-2": "100000", "extend-3": "130000"}
    assert priced(keeper, decide, **boxes).status_code == 302
    assert "see the business case" not in page(keeper, f"{decide}/document/recommendation/")
    case = said("business_case")
    saved = {"name": "Saved", "type": "revenue", "kind": "recurring", "flows": {"2030/31": 40_000}}
    case["options"][0]["lines"].append(saved)
    put(models.Decision.objects.get().pk, "business_case", case)
    assert page(keeper, f"{decide}/document/recommendation/").count("see the business case") == 2


@pytest.mark.parametrize("fact", REGISTER)
def test_looking_at_what_the_register_says_makes_it_nobodys_word(keeper: Client, decide: str, fact: str) -> None:
    address = f"{decide}/route/facts/{fact}/"
    form = keeper.get(address).context["form"]
    sent: dict[str, Any] = {"version": 1}
    for box in form.boxes:
        sent |= {f"{box.name}-{part}" if part else box.name: text for part, text in box.parts.items()}
    assert keeper.post(address, sent).status_code == 302
    assert said().get("facts") == {}
    assert keeper.post(address, sent | {"note": "I asked.", "version": edition()}).status_code == 302
    assert said()["facts"][fact]["note"] == "I asked."


def test_a_choice_begins_with_none_and_one_without_a_day_is_given_none(keeper: Client, decide: str) -> None:
    address = f"{decide}/route/choice/"
    boxes = {box.name: box.parts for box in keeper.get(address).context["form"].boxes}
    assert boxes["route"] == {"": ""}
    assert boxes["on"]["year"] == str(timezone.localdate().year)
    sent = {"because": "The market moved.", "by": "The board", "version": "1"}
    none = keeper.post(address, sent)
    assert (none.status_code, set(none.context["errors"])) == (422, {"route"})
    assert keeper.post(address, sent | {"route": "open"}).status_code == 302
    boxes = {box.name: box.parts for box in keeper.get(address).context["form"].boxes}
    assert boxes["route"] == {"": "open"}
    assert set(boxes["on"].values()) == {""}
