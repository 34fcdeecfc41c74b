"""`tallystick decisions recommend`: from a file, and of a contract of the register."""

import json
import re
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from django.utils import timezone
from pytest_django.plugin import DjangoDbBlocker

from tallystick.cli import main
from tallystick.contracts.actions.keeping import add_row
from tallystick.contracts.actions.measuring import record_measurement
from tallystick.contracts.actions.segmenting import segment_contract
from tallystick.decisions.queries.route_facts import route_facts
from tallystick.decisions.rules.routes_facts import KEYS, RouteFacts
from tallystick.kit.months import add_months
from tallystick.lake.store.home import Home
from tallystick.reference.route_choice import route_choice
from tests import databases
from tests.commands import Tallystick
from tests.contracts.governed import AT, MAJOR, OPERATOR, TODAY, contract, councils, measure, somebody

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "decisions-recommend.md"
FACTS: dict[str, Any] = {
    "last_day": "2028-05-31",
    "extension_months": 24,
    "extend_by": "2028-02-29",
    "performance": {"value": "good", "source": "Figures", "as_of": "2026-10-31", "confidence": "high"},
}
GIVEN: dict[str, Any] = {"today": "2026-11-22", "facts": FACTS}


def run(*words: str, given: str | None = None) -> Result:
    return CliRunner().invoke(main, ["decisions", "recommend", *words], input=given)


def test_a_file_is_answered_with_every_key_that_the_page_has() -> None:
    said = run("-", given=json.dumps({**GIVEN, "colour": 1, "choice": {"route": "open", "why": "So.", "by": "Ada"}}))
    assert said.exit_code == 0, said.stderr
    found = json.loads(said.stdout)
    text = PAGE.read_text(encoding="utf-8")
    out = text[text.index("## Out") :]
    assert set(found) <= set(re.findall(r"`([a-z_]+)`", out))
    assert set(found["routes"][0]) <= set(re.findall(r"`([a-z_]+)`", out))
    assert set(KEYS) <= set(re.findall(r"`([a-z_]+)`", text[: text.index("## Out")]))
    assert (found["verdict"], found["leads"], found["recommendation"]) == ("not_enough_known", "extend", None)
    assert found["facts"]["performance"]["source"] == "Figures"
    assert found["facts"]["price"]["value"] is None
    assert (found["choice"]["differs"], found["ignored"]) == (True, ["colour"])
    assert {"price", "need", "strategy"} <= {one["fact"] for one in found["find_out"]}
    assert all(one["who"] for one in found["find_out"])


def test_the_pages_example_is_answered() -> None:
    (example,) = re.findall(r"```json\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    said = run("-", given=example)
    assert json.loads(said.stdout)["leads"] == "extend"
    assert json.loads(said.stdout)["ignored"] == []


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"today": None}, "today"),
        ({"today": "tomorrow"}, "today"),
        ({"facts": []}, "facts"),
        ({"facts": {"last_day": "2028-02-30"}}, "facts.last_day"),
        ({"facts": {"start": "2029-01-01", "last_day": "2028-05-31"}}, "facts.last_day"),
        ({"facts": {"extension_months": 1.5}}, "facts.extension_months"),
        ({"facts": {"extension_months": -1}}, "facts.extension_months"),
        ({"facts": {"extension_months": 10**30}}, "facts.extension_months"),
        ({"facts": {"value_pounds": "-1"}}, "facts.value_pounds"),
        ({"facts": {"value_pounds": "much"}}, "facts.value_pounds"),
        ({"facts": {"value_pounds": True}}, "facts.value_pounds"),
        ({"facts": {"renews_itself": "yes"}}, "facts.renews_itself"),
        ({"facts": {"price": "dear"}}, "facts.price"),
        ({"facts": {"price": ["lower"]}}, "facts.price"),
        ({"facts": {"price": {"value": "lower", "confidence": "sure"}}}, "facts.price.confidence"),
        ({"facts": {"price": {"value": "lower", "confidence": []}}}, "facts.price.confidence"),
        ({"facts": {"price": {"value": "lower", "as_of": "May"}}}, "facts.price.as_of"),
        ({"facts": {"price": {"value": "lower", "source": 7}}}, "facts.price.source"),
        ({"method": {"weights": {"price": "huge"}}}, "method.weights.price"),
        ({"method": 7}, "method"),
        ({"choice": {"route": "pray", "why": "So.", "by": "Ada"}}, "choice"),
        ({"choice": {"route": "open", "by": "Ada"}}, "choice"),
        ({"choice": 7}, "choice"),
    ],
)
def test_what_is_wrong_names_its_field_and_the_way_out(more: dict[str, Any], field: str) -> None:
    said = run("-", "--lines", given=json.dumps({**GIVEN, **more}) + "\n" + json.dumps(GIVEN) + "\n")
    first, second = (json.loads(line) for line in said.stdout.splitlines())
    assert set(first) == {"error", "field"}
    assert first["field"] == field
    assert first["error"].endswith(".")
    assert second["leads"] == "extend"
    refused = run("-", given=json.dumps({**GIVEN, **more}))
    assert (refused.exit_code, refused.stdout) == (1, "")


def test_something_has_to_be_asked() -> None:
    assert run().exit_code == 2
    assert run("-", "--contract", "1", "--lines").exit_code == 2


REGISTER = """Reference,Title,Supplier,Start date,End date,Value
C1,Housing system,Oak Ltd,{start:%d/%m/%Y},{end:%d/%m/%Y},100000
"""


def test_a_contract_of_the_register_is_asked_and_a_person_adds_what_they_know(
    home: Home, tmp_path: Path, tallystick: Tallystick, django_db_blocker: DjangoDbBlocker
) -> None:
    today = timezone.localdate()
    end = add_months(today, 30)
    path = tmp_path / "register.csv"
    path.write_text(REGISTER.format(start=add_months(today, -12), end=end), encoding="utf-8")
    tallystick(home, "contracts", "load", "--organisation", "Leeds City Council", str(path))
    with django_db_blocker.unblock(), databases.opened(home):
        from tallystick.contracts.models import Contract

        number = Contract.objects.get().pk
    found = json.loads(tallystick(home, "decisions", "recommend", "--contract", str(number)).out)
    assert (found["contract"], found["verdict"]) == (number, "not_enough_known")
    last_day = {"value": end.isoformat(), "source": "The register", "as_of": today.isoformat()}
    assert found["facts"]["last_day"] == {**last_day, "confidence": None, "note": None}
    assert found["facts"]["need"]["value"] is None
    more = tmp_path / "more.json"
    more.write_text(json.dumps({"facts": {"need": "ended", "strategy": "against"}}), encoding="utf-8")
    added = json.loads(tallystick(home, "decisions", "recommend", "--contract", str(number), str(more)).out)
    assert added["facts"]["need"]["value"] == "ended"
    assert added["facts"]["last_day"] == found["facts"]["last_day"]
    assert added["leads"] == "end"
    refused = tallystick(home, "decisions", "recommend", "--contract", "999999", status=1)
    assert "There is no contract 999999" in refused.err


def asked(of: Any, home: Home, by: Any = OPERATOR, today: date = TODAY) -> RouteFacts:
    found = route_facts(of.pk, by=by, home=home, today=today, method=route_choice())
    assert found is not None
    return found


@pytest.fixture
def ours(db: None, home: Home) -> Any:
    councils()
    return contract(
        public=True, extensions=[12], extensions_used=0, extension_notice={"count": 3, "unit": "months"},
        value_pence=12_000_000, value_period="whole_life", next_route="open", data_return="As CSV within 30 days",
    )  # fmt: skip


def test_dates_follow_from_the_term_and_pass_with_their_day(ours: Any, home: Home) -> None:
    found = asked(ours, home)
    assert found.day("last_day") == date(2029, 1, 30)
    assert (found.number("extension_months"), found.day("extend_by")) == (Decimal(12), date(2028, 10, 30))
    assert found.yes("large_replacement") is False
    late = asked(ours, home, today=date(2028, 12, 1))
    assert late.number("extension_months") == 0
    assert late.fact("extension_months").note


def test_what_was_recorded_is_judged_and_the_rest_is_not_known(ours: Any, home: Home) -> None:
    found = asked(ours, home)
    unknown = ("performance", "risk", "exit_plan", "alternatives", "spent_pounds", "need", "price", "supplier_health")
    assert [key for key in unknown if found.fact(key).value is not None] == []
    assert all(found.fact(key).note for key in ("performance", "risk", "exit_plan", "alternatives", "spent_pounds"))
    kept = measure(ours)
    for month in range(4, 10):
        record_measurement(
            contract=ours.pk, measure=kept.pk, day=date(2026, month, 1), value=Decimal(50), today=TODAY, by=OPERATOR,
            at=AT,
        )  # fmt: skip
    add_row(
        contract=ours.pk, kind="risk", by=OPERATOR, at=AT,
        values={"title": "It stops", "scale": "five-by-five", "scale_version": "1", "likelihood": 5, "impact": 5},
    )  # fmt: skip
    add_row(contract=ours.pk, kind="exit", by=OPERATOR, at=AT, values={"summary": "Ask", "cost_pence": 2_000_000})
    segment_contract(contract=ours.pk, answers=MAJOR, today=TODAY, by=OPERATOR, at=AT)
    found = asked(ours, home)
    assert (found.word("risk"), found.yes("exit_plan"), found.number("leave_cost_pounds")) == (
        "high",
        True,
        Decimal(20_000),
    )
    assert found.number("alternatives") == 0
    assert found.word("performance") == "poor"
    assert "0 of 6 figures" in found.fact("performance").note


def test_a_term_with_an_end_does_not_say_that_nothing_can_follow(db: None, home: Home) -> None:
    councils()
    found = asked(contract(term_kind="fixed", extension="Options to be agreed"), home)
    assert (found.number("extension_months"), found.yes("renews_itself")) == (None, None)
    assert "“Options to be agreed”" in found.fact("extension_months").note
    used = asked(contract(term_kind="fixed", extensions=[12], extensions_used=1), home)
    assert used.number("extension_months") == 0


def test_whoever_may_not_see_is_told_nothing(ours: Any, home: Home) -> None:
    found = asked(ours, home, by=somebody("contract_manager", "GB-LAE-BBB"))
    known = {key for key in KEYS if found.fact(key).value is not None}
    assert known <= {"start", "last_day", "value_pounds", "supplier_health", "spent_pounds"}
    assert "only what is public" in found.fact("extend_by").note
    assert "CSV" not in repr(found)
    assert route_facts(10**6, by=OPERATOR, home=home, today=TODAY, method=route_choice()) is None
