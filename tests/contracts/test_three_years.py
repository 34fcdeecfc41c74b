"""Three years of daily runs over two thousand contracts, with everything going wrong that can.

People change the register each day. Runs are missed, killed at any statement and beside the mail server; clocks go
wrong; the server refuses, goes away and is down. At the end: nothing was missed, nothing went to the wrong person, and
nothing was sent twice but under one Message-ID, of which the record says so.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

import pytest
from django.db import connection

from tallystick.contracts import models
from tests.contracts.three_years import DAY, Oracle, World
from tests.contracts.told import MONDAY, make, send
from tests.mailing import Killed, Office, ToOffice

ODD = {"put off": 0.01, "go before": 0.01, "go after": 0.01, "kill before": 0.003, "kill after": 0.005}
"""What a mail server does in place of taking a message, and how often."""
CONTRACTS, DAYS = 2000, 3 * 365
_ITEM = re.compile(r"^(.+?)(?:, (?:today|in \d+ days?))?: Do (\S+)\n(?:  .*\n)*?  https://\S+/contracts/(\d+)/", re.M)


@contextmanager
def killed_at(statement: int) -> Iterator[None]:
    """Stops whatever runs at its so many-eth statement, as if the process were killed: what is open is rolled back."""
    left = [statement]

    def run(execute: Callable[..., Any], sql: str, *more: Any) -> Any:
        if "SAVEPOINT" not in sql:
            left[0] -= 1
            if left[0] == 0:
                raise Killed
        return execute(sql, *more)

    with connection.execute_wrapper(run):
        yield


class Simulation:
    """Runs the days, and tells the oracle what was made."""

    def __init__(self, seed: int, office: Office) -> None:
        self.chance, self.office = Random(seed), office
        self.world = World(self.chance, MONDAY)
        self.oracle = Oracle(self.world)
        self.told: Counter[str] = Counter()
        self.bad = ""

    def a_day(self) -> None:
        self.world.a_day()
        chance = self.chance.random()
        clock = self.world.today
        if chance < 0.04:
            self.told["not run"] += 1
        elif chance < 0.06:
            self.told["clock wrong"] += 1
            self.run(clock + self.chance.choice((-9, -3, -1, 1, 2, 10)) * DAY)
        elif chance < 0.061:
            self.told["clock very wrong"] += 1
            self.run(clock + 200 * DAY)
        else:
            while self.run(clock):
                if self.chance.random() < 0.3:
                    break
        self.world.today += DAY

    def run(self, clock: date) -> bool:
        """One run of `duties send`, and whether it was killed."""
        self.office.does, self.office.down = self._server(), self.chance.random() < 0.03
        statement = self.chance.randrange(1, 300) if self.chance.random() < 0.1 else -1
        wanted = self.oracle.to_be_told(clock)
        before = set(models.Digest.objects.filter(on=clock).values_list("person_id", flat=True))
        made = False
        try:
            with killed_at(statement):
                make(clock)
                made = True
                send(clock)
        except Killed:
            self.told["killed"] += 1
        else:
            statement = -1
        self._tell(clock, wanted, before, whole=made)
        return statement > 0

    def _tell(self, clock: date, wanted: dict[int, Any], before: set[int], *, whole: bool) -> None:
        there = set(models.Digest.objects.filter(on=clock).values_list("person_id", flat=True))
        due = set(wanted) - before
        assert there - before <= due, "somebody was written to who had nothing to be told"
        if whole:
            assert there - before == due, "somebody was forgotten"
            self.oracle.weeks.add(clock - clock.weekday() * DAY)
        for person in there - before:
            self.oracle.was_told(person, clock, wanted[person])
        lost = models.Digest.objects.filter(state__in=("refused", "withdrawn"))
        for person, on, state in lost.values_list("person_id", "on", "state"):
            if (person, on) not in self.oracle.lost:
                self.told[state] += 1
                self.oracle.nobody_read(person, on)
                if state == "refused":
                    self.oracle.resting.add((person, on))

    def _server(self) -> Callable[[str], str]:
        bad = self.bad if self.world.today.month == 6 else ""

        def does(address: str) -> str:
            if address == bad:
                return "refuse"
            at = self.chance.random()
            for word, share in ODD.items():
                at -= share
                if at < 0:
                    self.told[word] += 1
                    return word
            return "take"

        return does

    def settle(self) -> None:
        """A quiet month in which everything works, so that whatever waits is sent."""
        self.office.down, self.office.does = False, lambda address: "take"
        while models.Digest.objects.filter(state__in=("made", "not_known")).exists():
            send(self.world.today)
            self._tell(self.world.today, {}, self._people_of(self.world.today), whole=False)
            for who in self.world.people.values():
                # What may have been sent to somebody who then left waits for their return.
                if not who.member:
                    who.member = True
                    self.world._member(who)
                if not who.active:
                    who.active = True
                    type(who.row).objects.filter(pk=who.number).update(is_active=True)

    def _people_of(self, day: date) -> set[int]:
        return set(models.Digest.objects.filter(on=day).values_list("person_id", flat=True))


@pytest.mark.once
@pytest.mark.django_db
def test_nothing_is_missed_or_goes_to_the_wrong_person_or_is_told_twice(
    settings: Any, record_property: Callable[[str, object], None]
) -> None:
    settings.EMAIL_BACKEND = "tests.mailing.ToOffice"
    office = ToOffice.office = Office()
    it = Simulation(20270503, office)
    it.world.found(CONTRACTS)
    it.bad = next(iter(it.world.people.values())).row.email or ""
    for _ in range(DAYS):
        it.a_day()
    it.settle()
    record_property("what went wrong", dict(it.told))
    assert min(it.told[what] for what in ("killed", "clock wrong", "not run", "go after", "kill after", "refused")) > 0
    _all_that_was_to_be_told_was_sent_and_nothing_else(it)
    _nothing_was_told_twice_of_the_same_day(it)
    _a_repeat_has_one_message_id_and_the_record_says_so(office)


def _all_that_was_to_be_told_was_sent_and_nothing_else(it: Simulation) -> None:
    keys = {thing.row.pk: (thing.contract, thing.row.key) for thing in it.world.things}
    addresses = {who.row.email: who.number for who in it.world.people.values()}
    sent: dict[tuple[int, date], set[tuple[int, str, str]]] = {}
    for message in it.office.taken:
        made = datetime.strptime(message.body.split(" on ", 1)[1].split(".", 1)[0], "%A %d %B %Y").date()  # noqa: DTZ007
        said = {(int(number), key, _day(words)) for words, key, number in _ITEM.findall(message.body)}
        assert " more: " not in message.body
        sent[addresses[message.to[0]], made] = said
    ought = {
        to: {(*keys[number], due) for number, due, _ in tellings}
        for to, tellings in it.oracle.expected.items()
        if to not in it.oracle.lost
    }
    assert {to: said for to, said in sent.items() if to not in it.oracle.lost} == ought
    assert len(ought) > 1000
    stages: dict[tuple[int, date], set[tuple[int, str, str, str]]] = {}
    rows = models.Alert.objects.values_list("person_id", "digest__on", "contract_id", "key", "due", "stage")
    for person, on, *said in rows:
        stages.setdefault((person, on), set()).add(tuple(said))  # type: ignore[arg-type]
    assert stages == {
        to: {(*keys[number], due, stage) for number, due, stage in tellings}
        for to, tellings in it.oracle.expected.items()
    }


def _day(words: str) -> str:
    if words == "No day is known":
        return ""
    said = words.removeprefix("OVERDUE since ")
    return datetime.strptime(said, "%A %d %B %Y").date().isoformat()  # noqa: DTZ007


def _nothing_was_told_twice_of_the_same_day(it: Simulation) -> None:
    """Unless they had heard of another day since, or nobody had read it, or a clock that was far wrong had told it."""
    told: dict[tuple[int, int, str], list[tuple[str, str, date]]] = {}
    rows = models.Alert.objects.exclude(digest__state__in=("refused", "withdrawn")).order_by("pk")
    for person, contract, key, due, stage, on in rows.values_list(
        "person_id", "contract_id", "key", "due", "stage", "digest__on"
    ):
        before = told.setdefault((person, contract, key), [])
        for was, at_stage, when in reversed(before):
            if was != due:
                break
            assert at_stage != stage or when - on > timedelta(days=31), (person, contract, key, due, stage)
        before.append((due, stage, on))


def _a_repeat_has_one_message_id_and_the_record_says_so(office: Office) -> None:
    taken = Counter(message.extra_headers["Message-ID"] for message in office.taken)
    bodies = {(message.extra_headers["Message-ID"], message.to[0], message.body) for message in office.taken}
    assert len(bodies) == len(taken)
    repeated = [name for name, times in taken.items() if times > 1]
    assert repeated
    for name, times in taken.items():
        tries = models.Digest.objects.get(message_id=name).tries
        assert sum(one["ended"] in ("taken", "not_known") for one in tries) >= times
        assert sum(one["ended"] == "not_known" for one in tries) >= times - 1
