"""Figures are recorded by period, rated by the target, uploaded whole, and sent by a supplier's own system."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.cache import cache

from tallystick.contracts import models
from tallystick.contracts.actions import (
    correct_measurement,
    end_supplier_token,
    make_supplier_token,
    record_credit,
    record_measurement,
    send_measurement,
    set_measure_terms,
    upload_measurements,
)
from tallystick.contracts.actions.keeping import NotAcceptable
from tallystick.contracts.actions.measuring import AlreadyRecorded
from tallystick.contracts.actions.supplier_tokens import MOST_A_MINUTE, NoSuchToken, TooMany
from tallystick.contracts.queries import contract as contracts
from tallystick.contracts.queries.performance import Watched, watched
from tallystick.councils.actions import NotAllowed
from tallystick.councils.models import LogEntry
from tallystick.kit.errors import Refused
from tests.contracts import governed
from tests.contracts.governed import AT, MANAGER, THEIRS, TODAY, somebody
from tests.contracts.reading import made

pytestmark = pytest.mark.django_db
MAY = date(2026, 5, 9)


@pytest.fixture(autouse=True)
def councils() -> None:
    governed.councils()
    cache.clear()


@pytest.fixture
def calls() -> Any:
    return governed.measure(governed.contract())


def record(of: Any, day: date = MAY, value: str | None = "97", **more: Any) -> models.Measurement:
    return record_measurement(
        contract=of.contract_id, measure=of.pk, day=day, value=Decimal(value) if value else None, today=TODAY,
        **{"by": MANAGER, "at": AT, **more},
    )  # fmt: skip


def look(of: Any, today: date = TODAY) -> Watched:
    seen = contracts.contract(of.contract_id, by=MANAGER)
    assert seen is not None
    return watched(seen, today=today)[0]


def test_a_figure_is_kept_for_its_period_and_rated(calls: Any) -> None:
    row = record(calls, value="88.5", comment="Two people were ill")
    assert (row.first, row.last, row.rating, row.rating_how) == (
        date(2026, 5, 1), date(2026, 5, 31), "requires_improvement", "worked_out",
    )  # fmt: skip
    assert look(calls).recorded[0].name == "May 2026"


@pytest.mark.parametrize("day", [date(2026, 3, 31), date(2026, 12, 1)])
def test_a_day_in_no_period_that_has_begun_is_refused(calls: Any, day: date) -> None:
    with pytest.raises(NotAcceptable, match="no period"):
        record(calls, day)


def test_a_period_has_one_figure(calls: Any) -> None:
    record(calls)
    for value, same in (("97.0", True), ("98", False)):
        with pytest.raises(AlreadyRecorded) as no:
            record(calls, date(2026, 5, 30), value)
        assert no.value.same is same


def test_a_person_may_rate_otherwise_with_a_reason(calls: Any) -> None:
    with pytest.raises(NotAcceptable, match="why"):
        record(calls, value="88", rating="good")
    with pytest.raises(NotAcceptable, match="no rating"):
        record(calls, value="88", rating="splendid", why="It was")
    row = record(calls, value="88", rating="good", why="The storm was nobody's fault")
    assert (row.rating, row.rating_how, row.rating_why) == ("good", "person", "The storm was nobody's fault")


def test_a_figure_is_corrected_with_a_reason_and_rated_anew(calls: Any) -> None:
    row = record(calls, value="79")
    args: dict[str, Any] = {"contract": calls.contract_id, "measurement": row.pk, "by": MANAGER, "at": AT}
    with pytest.raises(NotAcceptable, match="why"):
        correct_measurement(**args, version=1, value=Decimal(97), why="")
    now = correct_measurement(**args, version=1, value=Decimal(97), why="A slip of the keyboard")
    assert (row.rating, now.rating) == ("inadequate", "good")
    entry = LogEntry.objects.get(what="correct_measurement")
    assert (entry.before or {})["value"] == "79"
    assert (entry.after or {})["value"] == "97"


def test_what_is_overdue_is_said_and_the_next_period_is_offered(calls: Any) -> None:
    record(calls, date(2026, 4, 3))
    found = look(calls, today=date(2026, 7, 5))
    assert [period.first for period in found.overdue] == [date(2026, 5, 1)]
    assert found.following is not None
    assert found.following.first == date(2026, 5, 1)


def test_a_trigger_point_fires_and_a_credit_is_proposed_and_recorded_once(calls: Any) -> None:
    set_measure_terms(
        contract=calls.contract_id, measure=calls.pk, version=1, by=MANAGER, at=AT,
        trigger={"misses": 2, "of": None, "worse_than": "approaching_target", "then": "An action plan."},
        credit={"rates": {"requires_improvement": {"pence": 50_000}}, "period_cap": None, "year_cap": None},
    )  # fmt: skip
    for day in (date(2026, 4, 1), MAY):
        record(calls, day, "85")
    found = look(calls)
    assert found.fired is not None
    assert found.fired.periods == ("April 2026", "May 2026")
    assert [one.name for one in found.owed] == ["April 2026", "May 2026"]
    args: dict[str, Any] = {
        "contract": calls.contract_id,
        "measurement": found.owed[0].entry.id,
        "working": "£500.00",
        "at": AT,
    }
    row = record_credit(**args, amount_pence=50_000, by=MANAGER)
    assert (row.state, row.amount_pence, str(row.first)) == ("due", 50_000, "2026-04-01")
    with pytest.raises(Refused, match="already"):
        record_credit(**args, amount_pence=50_000, by=MANAGER)
    assert [one.name for one in look(calls).owed] == ["May 2026"]


def test_terms_that_cannot_be_worked_are_refused(calls: Any) -> None:
    with pytest.raises(Refused, match="misses"):
        set_measure_terms(
            contract=calls.contract_id, measure=calls.pk, version=1, trigger={"misses": 0, "worse_than": "good"},
            credit=None, by=MANAGER, at=AT,
        )  # fmt: skip


def test_a_measure_by_which_nothing_can_be_rated_says_so() -> None:
    of = governed.measure(governed.contract(), target=None)
    assert "needs one target" in look(of).problem
    assert record(of).rating == ""


FILE = """Performance of the help desk,,,
Measure,Period,Figure,Comment
Calls answered,April 2026,97%,
calls  answered,01/05/2026,85,A bad month
Calls answered,June 2026,lots,
Calls answered,March 2020,90,
Calls lost,April 2026,3,
,May 2026,9,
Calls answered,May 2026,85,again
Calls answered,15/04/2026,96,
"""


def test_every_row_of_a_file_is_recorded_unchanged_or_refused(calls: Any) -> None:
    args: dict[str, Any] = {
        "contract": calls.contract_id,
        "content": FILE.encode(),
        "today": TODAY,
        "by": MANAGER,
        "at": AT,
    }
    looked = upload_measurements(**args, look_only=True)
    assert not models.Measurement.objects.exists()
    ended = upload_measurements(**args)
    assert [(one.row.line, one.outcome) for one in ended] == [(one.row.line, one.outcome) for one in looked]
    assert [(one.row.line, one.outcome) for one in ended] == [
        (3, "recorded"), (4, "recorded"), (5, "refused"), (6, "refused"), (7, "refused"), (8, "refused"),
        (9, "unchanged"), (10, "refused"),
    ]  # fmt: skip
    assert {one.outcome: one.why for one in ended if one.row.line == 10} == {
        "refused": "April 2026 has another figure already. Correct that one, with a reason, if it is wrong."
    }
    kept = models.Measurement.objects.order_by("first")
    assert [float(row.value or 0) for row in kept] == [97, 85]
    assert [(row.rating, row.how) for row in kept] == [("good", "upload"), ("requires_improvement", "upload")]
    assert all(one.outcome != "recorded" for one in upload_measurements(**args)), "the same file again adds nothing"


def test_a_workbook_is_read_like_a_csv(calls: Any) -> None:
    rows: made.Rows = [["Measure", "Month", "Result"], ["Calls answered", date(2026, 6, 1), 96.5]]
    book = made.xlsx({"Figures": rows})
    args: dict[str, Any] = {"contract": calls.contract_id, "today": TODAY, "by": MANAGER, "at": AT}
    assert [one.outcome for one in upload_measurements(**args, content=book)] == ["recorded"]
    with pytest.raises(Refused, match="headings"):
        upload_measurements(**args, content=b"a,b\n1,2\n")
    with pytest.raises(Refused):
        upload_measurements(**args, content=b"%PDF-1.7 nothing")


def test_a_supplier_sends_figures_of_its_own_contract_and_nothing_else(calls: Any) -> None:
    other = governed.measure(governed.contract(THEIRS), title="Their own")
    secret = make_supplier_token(contract=calls.contract_id, name="Oakhollow's desk", days=90, by=MANAGER, at=AT)
    assert secret not in str(list(models.SupplierToken.objects.values())), "only its hash is kept"
    row = send_measurement(secret=secret, measure="Calls answered", day=MAY, value=Decimal(93), today=TODAY, at=AT)
    assert (row.rating, row.how) == ("approaching_target", "supplier")
    entry = LogEntry.objects.get(what="record_measurement")
    assert (entry.by, entry.via, entry.person) == ("Supplier’s system: Oakhollow's desk", "supplier", None)
    for measure in ("Their own", str(other.pk)):
        with pytest.raises(Refused, match="no measure"):
            send_measurement(secret=secret, measure=measure, day=MAY, value=Decimal(1), today=TODAY, at=AT)
    assert models.Measurement.objects.count() == 1
    assert models.SupplierToken.objects.get().last_used_at == AT


def test_a_token_that_is_ended_run_out_or_never_was_sends_nothing(calls: Any) -> None:
    secret = make_supplier_token(contract=calls.contract_id, name="A", days=1, by=MANAGER, at=AT)
    args: dict[str, Any] = {"measure": "Calls answered", "day": MAY, "value": Decimal(1), "today": TODAY}
    for wrong, at in ((secret, AT + timedelta(days=1)), (secret + "x", AT), ("", AT)):
        with pytest.raises(NoSuchToken):
            send_measurement(secret=wrong, at=at, **args)
    row = models.SupplierToken.objects.get()
    end_supplier_token(contract=calls.contract_id, token=row.pk, version=1, by=MANAGER, at=AT)
    with pytest.raises(NoSuchToken):
        send_measurement(secret=secret, at=AT, **args)


def test_a_token_sends_so_many_a_minute(calls: Any) -> None:
    secret = make_supplier_token(contract=calls.contract_id, name="A", days=1, by=MANAGER, at=AT)
    args: dict[str, Any] = {"secret": secret, "measure": "No such", "day": MAY, "value": Decimal(1), "today": TODAY}
    for _ in range(MOST_A_MINUTE):
        with pytest.raises(Refused, match="no measure"):
            send_measurement(**args, at=AT)
    with pytest.raises(TooMany):
        send_measurement(**args, at=AT)
    with pytest.raises(Refused, match="no measure"):
        send_measurement(**args, at=AT + timedelta(minutes=1))


def test_nobody_records_who_may_not(calls: Any) -> None:
    for role in ("reader", "approver", "administrator", "sector"):
        with pytest.raises(NotAllowed):
            record(calls, by=somebody(role))
        with pytest.raises(NotAllowed):
            make_supplier_token(contract=calls.contract_id, name="A", days=1, by=somebody(role), at=AT)
    with pytest.raises(Refused, match="no such contract"):
        record(calls, by=somebody("contract_manager", THEIRS))
