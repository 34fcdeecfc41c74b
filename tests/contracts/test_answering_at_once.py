"""Several who answer questions about the same contracts at once, and a deadlock of those who write, end in words."""

from collections.abc import Callable, Iterator
from threading import Barrier

import pytest
from django.db import transaction
from pytest_django.plugin import DjangoDbBlocker

from tallystick.contracts import models
from tallystick.contracts.actions.keeping import ChangedMeanwhile
from tallystick.contracts.actions.questions import answer_question, dismiss_question
from tallystick.councils.actions import add_organisation
from tallystick.councils.queries import verify_chains
from tallystick.councils.queueing import Busy, one_at_a_time
from tallystick.lake.store.home import Home
from tests import databases
from tests.contracts.imported import AT
from tests.councils.test_queueing import at_once
from tests.people import LEEDS, SAM

CONTRACTS = 40
FIELDS = ("end", "value_pence", "department")
VALUES = {"end": "2027-05-31", "value_pence": 500, "department": "Parks"}


@pytest.fixture
def record(home: Home, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """A record that is written for real, of contracts each of which raises the same questions."""
    with django_db_blocker.unblock(), databases.opened(home):
        of = add_organisation(code=LEEDS, name="Leeds City Council", nation="England", by=SAM, at=AT)
        file = models.RegisterFile.objects.create(
            organisation=of, sha256="0" * 64, name="register.csv", handed_in_at=AT
        )
        contracts = [models.Contract.objects.create(organisation=of, title=f"Hall {n}") for n in range(CONTRACTS)]
        for n, contract in enumerate(contracts):
            row = models.RegisterRow.objects.create(file=file, row=n + 1)
            for field in FIELDS:
                models.Question.objects.create(contract=contract, row=row, field=field, code="tbc", written="TBC")
        yield


def test_those_who_answer_alike_groups_at_once_wait_for_one_another(record: None) -> None:
    together = Barrier(len(FIELDS))

    def answer(field: str, place: int) -> Callable[[], object]:
        def ask() -> object:
            question = models.Question.objects.filter(field=field).order_by("pk")[place]
            together.wait(60)
            return answer_question(
                question=question.pk, version=1, values={field: VALUES[field]}, alike=True, by=SAM, at=AT
            )

        return ask

    given = at_once(*[answer(field, place) for field, place in zip(FIELDS, (0, CONTRACTS - 1, 20), strict=True)])
    assert given == [(CONTRACTS, 0)] * len(FIELDS)
    rows = models.Contract.objects.values_list("value_pence", "department", "version").distinct()
    assert list(rows) == [(500, "Parks", 1 + len(FIELDS))], "nobody wrote over what another wrote"
    assert all(chain.fault is None for chain in verify_chains())


def test_of_many_who_answer_the_same_at_once_one_does(record: None) -> None:
    numbers = list(models.Question.objects.filter(field="end").order_by("pk").values_list("pk", flat=True))

    def leave(number: int) -> Callable[[], object]:
        def ask() -> object:
            try:
                return dismiss_question(question=number, version=1, alike=True, by=SAM, at=AT)
            except ChangedMeanwhile:
                return "changed"

        return ask

    given = at_once(*[leave(number) for number in (numbers[0], numbers[-1], numbers[5], numbers[30])])
    assert sorted(map(str, given)) == ["(40, 0)", "changed", "changed", "changed"]


def test_who_is_in_a_deadlock_is_told_that_another_is_saving(record: None) -> None:
    # SQLite knows no deadlock: there one begins when the other has ended.
    deadlock = databases.on_postgresql()
    rows = list(models.Contract.objects.order_by("pk").values_list("pk", flat=True)[:2])
    together = Barrier(2)

    def write(name: str, numbers: list[int]) -> Callable[[], object]:
        def ask() -> object:
            with one_at_a_time(name):
                models.Contract.objects.filter(pk=numbers[0]).update(department=name)
                if deadlock:
                    together.wait(60)
                with transaction.atomic():
                    models.Contract.objects.filter(pk=numbers[1]).update(department=name)
            return name

        return ask

    given = at_once(write("one", rows), write("two", rows[::-1]))
    done = [one for one in given if isinstance(one, str)]
    assert [type(one) for one in given if one not in done] == [Busy] * deadlock
    [written] = set(models.Contract.objects.filter(pk__in=rows).values_list("department", flat=True))
    assert written in done, "what was broken off has written nothing"
