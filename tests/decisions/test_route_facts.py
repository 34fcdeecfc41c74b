"""What the register and payments know of a contract that ends, and the decision that is started with it."""

from datetime import date
from typing import Any

import polars as pl
import pytest
from django.db import transaction

from tallystick.contracts import models as contracts
from tallystick.contracts.actions.keeping import NotAcceptable, NotThere, add_row, remove_contract
from tallystick.contracts.actions.segmenting import segment_contract
from tallystick.councils.actions.permitting import NotAllowed
from tallystick.decisions import models
from tallystick.decisions.actions import routing
from tallystick.decisions.actions.keeping import change_decision, put_document
from tallystick.decisions.actions.recording import record
from tallystick.decisions.queries.answering import current, worked_out
from tallystick.decisions.queries.replaying import replay
from tallystick.decisions.queries.route_facts import facts_of, route_facts
from tallystick.decisions.queries.routes import looked_at, open_route
from tallystick.decisions.rules.routes_facts import RouteFacts
from tallystick.decisions.rules.routes_json import soonest
from tallystick.kit.errors import Refused
from tallystick.lake.build import assemble
from tallystick.lake.store.home import Home
from tallystick.reference.route_choice import route_choice
from tests.contracts.governed import AT, MAJOR, OPERATOR, THEIRS, TODAY, contract, councils, somebody
from tests.lake.made import entry, payment
from tests.lake.mapped import frames, write_maps

pytestmark = pytest.mark.django_db
SOFTWARE = "software"


@pytest.fixture
def ours(home: Home) -> Any:
    councils()
    return contract(
        category=SOFTWARE, extensions=[12], extensions_used=0, extension_notice={"count": 3, "unit": "months"},
        value_pence=12_000_000, value_period="whole_life", reference="C7",
    )  # fmt: skip


def asked(of: Any, home: Home) -> RouteFacts:
    found = route_facts(of.pk, by=OPERATOR, home=home, today=TODAY, method=route_choice())
    assert found is not None
    return found


def start(of: Any, home: Home, by: Any = OPERATOR) -> models.Decision:
    return routing.start_route(of=of.pk, home=home, by=by, at=AT)


def test_contracts_of_the_same_kind_that_run_may_overlap(ours: Any, home: Home) -> None:
    assert asked(ours, home).word("overlap") is None
    contract(title="Secret system", category=SOFTWARE)
    found = asked(ours, home).fact("overlap")
    assert (found.value, "1 other contract for" in found.note, "Secret" in found.note) == ("some", True, False)
    contract(title="Another system", category=SOFTWARE, public=True)
    contract(title="Theirs", organisation=THEIRS, category=SOFTWARE)
    contract(title="Over", category=SOFTWARE, end=date(2026, 11, 21))
    contract(title="Desks", category="other")
    found = asked(ours, home).fact("overlap")
    assert (found.value, found.confidence) == ("some", "low")
    assert "2 other contracts" in found.note
    assert "“Another system” and others" in found.note
    for title in "ABC":
        contract(title=title, category=SOFTWARE, public=True)
    note = asked(ours, home).fact("overlap").note
    assert "5 other contracts" in note
    assert (note.count("“"), " and others" in note) == (4, True)
    add_row(
        contract=ours.pk, kind="relation", values={"kind": "overlaps", "other_id": contract(title="Said").pk},
        by=OPERATOR, at=AT,
    )  # fmt: skip
    assert asked(ours, home).fact("overlap").confidence == ""


def test_payments_of_others_count_each_council_once_and_to_the_last_month_loaded(ours: Any, home: Home) -> None:
    days = [date(2023, 1, 9), date(2026, 3, 9)]
    paid = [payment(supplier=name, date=day) for name in ("Ashbrook", "Birchdale") for day in days]
    # The council paid one of the two long ago alone.
    paid += [payment(supplier="Cedar", date=date(2024, 11, 4)), payment(supplier="Dale", date=date(2026, 3, 9))]
    assemble(home, [entry(home, paid, sha256="a", organisation=(THEIRS, "Theirs"))], [], made_at=AT.isoformat())
    maps = frames(home)["category_of"].with_columns(category_no=pl.lit(0, pl.Int32))
    write_maps(home, category_of=maps)
    assert asked(ours, home).fact("others").value is None
    contracts.Party.objects.bulk_create(
        contracts.Party(contract=ours, name=one, supplier_id=one) for one in ("SASH", "SBIR", "SCED")
    )
    found = asked(ours, home)
    assert (found.word("others"), "Of 1 other council that" in found.fact("others").note) == ("stay", True)
    assert (found.number("alternatives"), found.fact("alternatives").as_of) == (1, date(2026, 3, 1))


def test_the_nine_questions_say_how_many_others_there_are_and_whether_it_fits(ours: Any, home: Home) -> None:
    segment_contract(contract=ours.pk, answers=MAJOR, today=TODAY, by=OPERATOR, at=AT)
    found = asked(ours, home)
    assert (found.number("alternatives"), found.word("strategy")) == (0, "fits")
    assert found.fact("strategy").confidence == "low"


def test_what_is_not_loaded_is_not_known(ours: Any, home: Home) -> None:
    found = asked(ours, home)
    unknown = ("alternatives", "others", "price", "strategy", "need", "in_house_able", "direct_award_ground")
    assert [key for key in unknown if found.fact(key).value is not None] == []
    assert all(found.fact(key).note for key in ("alternatives", "others", "price"))


def test_a_decision_is_started_once_with_all_that_the_register_knows(ours: Any, home: Home) -> None:
    made = start(ours, home)
    assert (made.kind, made.contract_id, made.reference, made.organisation.code) == (
        "route",
        ours.pk,
        "C7",
        "GB-LAE-AAA",
    )
    assert "Housing system" in made.title
    said = current(made, routing.KIND).said  # type: ignore[union-attr]
    assert said["register"]["extend_by"]["value"] == "2028-10-30"
    assert said["facts"] == {}
    answer, problem, _ = worked_out(routing.KIND, said, TODAY)
    assert (problem, answer and answer["verdict"]) == ("", "not_enough_known")
    assert answer is not None
    assert made.needed_by == soonest(answer)
    assert TODAY < made.needed_by < date(2029, 1, 30)  # type: ignore[operator]
    assert start(ours, home).pk == made.pk
    made.state = "withdrawn"
    made.save()
    assert open_route(ours.pk, by=OPERATOR) is None
    assert start(ours, home).pk != made.pk
    seen = looked_at(ours.pk, by=OPERATOR, home=home, today=TODAY)
    assert seen is not None
    assert seen.answer == answer


def test_only_whoever_keeps_the_register_starts_one(ours: Any, home: Home) -> None:
    with pytest.raises(NotAllowed):
        start(ours, home, by=somebody("reader"))
    with pytest.raises(NotThere):
        start(ours, home, by=somebody("contract_manager", THEIRS))
    assert looked_at(ours.pk, by=somebody("reader", THEIRS), home=home, today=TODAY) is None
    assert models.Decision.objects.count() == 0


def test_what_people_said_stands_when_the_register_is_asked_again(ours: Any, home: Home) -> None:
    made = start(ours, home)
    said = dict(current(made, routing.KIND).said)  # type: ignore[union-attr]
    said["facts"] = {"overlap": "none", "need": "continuing"}
    put_document(of="decision", number=made.pk, kind=routing.KIND, said=said, edition=1, by=OPERATOR, at=AT)
    contract(title="Another system", category=SOFTWARE)
    routing.ask_register_again(decision=made.pk, edition=2, home=home, by=OPERATOR, at=AT)
    now = current(made, routing.KIND).said  # type: ignore[union-attr]
    assert now["facts"] == said["facts"]
    assert now["register"]["overlap"]["value"] == "some"
    # As they are where nobody was seen to overlap.
    answer, _, _ = worked_out(routing.KIND, now, TODAY)
    assert answer is not None
    assert answer["facts"]["overlap"]["value"] == "none"
    remove_contract(
        contract=ours.pk, version=contracts.Contract.objects.get(pk=ours.pk).version, by=OPERATOR, at=AT, why="Gone"
    )
    with pytest.raises(Refused, match="no contract"):
        routing.ask_register_again(decision=made.pk, edition=3, home=home, by=OPERATOR, at=AT)


def test_a_choice_is_in_the_document_and_in_the_decision_and_is_taken_back(ours: Any, home: Home) -> None:
    made = start(ours, home)
    given: dict[str, Any] = {"decision": made.pk, "by": OPERATOR, "at": AT, "chosen_by": "The board"}
    routing.choose_route(edition=1, route="open", why="The market has moved.", on=TODAY, **given)
    row = models.Decision.objects.get(pk=made.pk)
    assert (row.chosen, row.chosen_why) == ("Retender by open procedure", "The market has moved.")
    said = current(made, routing.KIND).said  # type: ignore[union-attr]
    assert said["choice"] == {
        "route": "open", "why": "The market has moved.", "by": "The board", "on": "2026-11-22"
    }  # fmt: skip
    answer, _, _ = worked_out(routing.KIND, said, TODAY)
    assert answer is not None
    assert answer["choice"]["differs"] is True
    for wrong in ({"route": "pray"}, {"why": " "}, {"chosen_by": ""}):
        with pytest.raises(NotAcceptable):
            routing.choose_route(**{"edition": 2, "route": "open", "why": "So.", "on": None, **given, **wrong})  # type: ignore[arg-type]
    routing.choose_route(edition=2, route="", why="", on=None, **given)
    row = models.Decision.objects.get(pk=made.pk)
    assert (row.chosen, "choice" in current(made, routing.KIND).said) == ("", False)  # type: ignore[union-attr]


def test_taking_a_choice_back_leaves_what_somebody_else_chose(ours: Any, home: Home) -> None:
    made = start(ours, home)
    given: dict[str, Any] = {"decision": made.pk, "by": OPERATOR, "at": AT, "chosen_by": "The board", "on": None}
    routing.choose_route(edition=1, route="open", why="The market has moved.", **given)
    own = {"chosen": "Merge with Ashby", "chosen_why": "The cabinet asked."}
    change_decision(decision=made.pk, version=2, values=own, by=OPERATOR, at=AT)
    routing.choose_route(edition=2, route="", why="", **given)
    row = models.Decision.objects.get(pk=made.pk)
    assert (row.chosen, row.chosen_why) == tuple(own.values())


def test_nothing_is_held_while_payments_are_read(ours: Any, home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    depth = len(transaction.get_connection().savepoint_ids)
    found: list[int] = []

    def reads(*given: Any, **more: Any) -> RouteFacts:
        found.append(len(transaction.get_connection().savepoint_ids))
        return facts_of(*given, **more)

    monkeypatch.setattr("tallystick.decisions.actions.routing.facts_of", reads)
    made = start(ours, home)
    routing.ask_register_again(decision=made.pk, edition=1, home=home, by=OPERATOR, at=AT)
    assert found == [depth, depth]
    start(ours, home)
    assert found == [depth, depth]


def test_it_is_kept_in_a_record_and_worked_out_again(ours: Any, home: Home) -> None:
    made = start(ours, home)
    kept = record(decision=made.pk, by=OPERATOR, at=AT)
    kept.refresh_from_db()
    assert kept.answers[routing.KIND]["facts"]["last_day"]["value"] == "2029-01-30"
    assert replay(kept).same


def test_what_is_not_known_becomes_duties_once(ours: Any, home: Home) -> None:
    made = start(ours, home)
    given: dict[str, Any] = {"decision": made.pk, "owner": None, "due": date(2027, 1, 31), "by": OPERATOR, "at": AT}
    assert routing.find_out(facts=["need", "price", "last_day"], **given) == 2
    assert routing.find_out(facts=["need", "in_house_able"], **given) == 1
    duties = contracts.Duty.objects.filter(contract=ours, source=f"decision:{made.pk}").order_by("pk")
    assert {one.code for one in duties} == {"need", "price", "in_house_able"}
    first = duties.get(code="need")
    assert (first.what, first.who, first.due) == (
        "Find out: whether it will be needed, and as it is", "The contract's sponsor", date(2027, 1, 31),
    )  # fmt: skip
    # More people read duties than papers of decisions.
    assert first.why == f"For decision {made.pk}."
    with pytest.raises(NotAcceptable):
        routing.find_out(facts=["hats"], **given)
