"""Figures over many councils are kept for a minute, apart for each who may see something else."""

from datetime import date
from typing import Any

import pytest
from django.core.cache import caches

from tallystick.contracts.queries.register import Asked
from tallystick.councils.rules.actors import Actor
from tallystick.web.contract_figures import MANY, figures
from tests.people import LEEDS, YORK
from tests.web.registers import phones

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 22)


def test_few_councils_are_counted_each_time_and_many_once_a_minute(people: Any) -> None:
    caches["drawn"].clear()
    by = people.actor("owner")
    phones(people)
    for organisations, then in ((MANY, 2), (MANY + 1, 1)):
        caches["drawn"].clear()
        before = figures(Asked(), organisations=organisations, by=by, today=TODAY).summary.total
        phones(people)
        after = figures(Asked(), organisations=organisations, by=by, today=TODAY)
        assert (after.summary.total - before, after.kept) == (then - 1, organisations > MANY)


def test_what_was_counted_for_one_is_not_shown_to_another(people: Any) -> None:
    caches["drawn"].clear()
    phones(people)
    leeds = Actor("A", person=1, memberships=frozenset({(LEEDS, "reader")}))
    york = Actor("B", person=2, memberships=frozenset({(YORK, "reader")}))
    assert figures(Asked(own=True), organisations=MANY + 1, by=leeds, today=TODAY).summary.total == 1
    assert figures(Asked(own=True), organisations=MANY + 1, by=york, today=TODAY).summary.total == 0
