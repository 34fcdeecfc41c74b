"""Several who ask at once what to do about a contract that ends start one decision between them."""

from collections.abc import Iterator
from threading import Barrier
from typing import Any

import pytest
from pytest_django.plugin import DjangoDbBlocker

from tallystick.decisions import models
from tallystick.decisions.actions import routing
from tallystick.lake.store.home import Home
from tests import databases
from tests.contracts.governed import AT, OPERATOR, contract, councils
from tests.councils.test_queueing import at_once

PRESSES = 4


@pytest.fixture
def ours(home: Home, django_db_blocker: DjangoDbBlocker) -> Iterator[Any]:
    """A contract in a record that is written for real."""
    with django_db_blocker.unblock(), databases.opened(home):
        councils()
        yield contract()


def test_presses_at_once_start_one_decision(ours: Any, home: Home) -> None:
    together = Barrier(PRESSES)

    def press() -> object:
        together.wait(60)
        return routing.start_route(of=ours.pk, home=home, by=OPERATOR, at=AT).pk

    given = at_once(*[press] * PRESSES)
    assert given == [models.Decision.objects.get().pk] * PRESSES
    assert models.Document.objects.count() == 1
