"""Those who write the same take turns, in threads and processes, on either database."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Event

import pytest
from django.db import connection, connections
from pytest_django.plugin import DjangoDbBlocker

from tallystick.councils.queueing import Busy, one_at_a_time
from tallystick.intake.actions.keeping import AlreadyDecided
from tallystick.lake.store.home import Home
from tallystick.suppliers import actions, models
from tests import databases
from tests.people import SAM

AT = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)


@pytest.fixture
def record(home: Home, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """A record that is written for real, so that threads see what others wrote."""
    with django_db_blocker.unblock(), databases.opened(home):
        yield


def at_once(*several: Callable[[], object]) -> list[object]:
    """What each gave or raised, all begun together."""

    def one(ask: Callable[[], object]) -> object:
        try:
            return ask()
        except Busy as error:
            return error
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(several)) as pool:
        return list(pool.map(one, several))


def test_one_pair_that_many_judge_at_once_has_one_word_in_force(record: None) -> None:
    def judge(number: int) -> Callable[[], object]:
        verdict = ("same", "different", "unsure")[number % 3]
        return lambda: actions.judge_pair(
            unit_a="tarn", unit_b="tarn software", verdict=verdict, by=SAM, at=AT + timedelta(seconds=number)
        )

    def kept(number: int) -> Callable[[], object]:
        def ask() -> object:
            try:
                return judge(number)()
            except AlreadyDecided:
                return "already"

        return ask

    given = at_once(*[kept(number) for number in range(9)])
    batches = {one for one in given if one != "already"}
    pairs = list(models.PairDecision.objects.order_by("id"))
    assert {pair.batch for pair in pairs} == batches
    assert [pair.ended_how for pair in pairs] == ["superseded"] * (len(pairs) - 1) + [""]


def test_what_is_read_in_turn_is_still_so_when_it_is_written(record: None) -> None:
    def add() -> None:
        with one_at_a_time("counting"):
            so_far = models.SupplierName.objects.count()
            models.SupplierName.objects.create(unit=f"{so_far}", name="x", made_by="ada", made_at=AT)

    at_once(*[add] * 8)
    assert sorted(models.SupplierName.objects.values_list("unit", flat=True)) == [str(n) for n in range(8)]


def test_who_waits_too_long_is_told_so(record: None) -> None:
    begun, tried = Event(), Event()

    def hold() -> None:
        with one_at_a_time("holding"):
            begun.set()
            assert tried.wait(60)

    def wait() -> None:
        impatient = {"sqlite": "PRAGMA busy_timeout = 200", "postgresql": "SET lock_timeout = '200ms'"}
        with connection.cursor() as cursor:
            cursor.execute(impatient[connection.vendor])
        assert begun.wait(60)
        try:
            with one_at_a_time("holding"):
                pytest.fail("Two had their turn at once.")
        finally:
            tried.set()

    held, waited = at_once(hold, wait)
    assert held is None
    assert isinstance(waited, Busy)


@pytest.mark.django_db
def test_a_turn_may_stand_within_another() -> None:
    with one_at_a_time("outer"), one_at_a_time("inner"), one_at_a_time("outer"):
        assert connection.in_atomic_block
