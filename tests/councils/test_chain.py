"""The log's chain: whatever is edited, taken out, put elsewhere, appended or made anew shows, on both databases."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from tallystick.councils import queries
from tallystick.councils.actions import NotAllowed, write_log
from tallystick.councils.models import Chain, LogEntry
from tallystick.councils.rules.chain import START, Entry, hashed, linked, verify
from tests.people import LEEDS, SAM, YORK, People

AT = datetime(2026, 11, 22, 9, 30, 0, 123456, tzinfo=UTC)
_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(), lambda inner: st.dictionaries(st.text(), inner, max_size=3)
)
_entries = st.builds(
    Entry, chain=st.just("x"), sequence=st.just(0), at=st.datetimes(timezones=st.just(UTC)), by=st.text(),
    person=st.none() | st.integers(), via=st.text(), what=st.text(), why=st.text(), kind=st.text(), key=st.text(),
    about=st.text(), before=_values, after=_values,
)  # fmt: skip


@given(st.lists(_entries, max_size=6), st.data())
def test_what_was_linked_holds_and_what_was_changed_does_not(entries: list[Entry], data: st.DataObject) -> None:
    chain = linked(entries, sequence=0, previous=START)
    last = chain[-1].hash if chain else START
    assert verify(chain, chain="x", length=len(chain), last=last) is None
    if not chain:
        return
    place = data.draw(st.integers(0, len(chain) - 1))
    field, value = data.draw(
        st.sampled_from([("by", "somebody else"), ("at", AT), ("after", {"pence": 1}), ("person", 77), ("why", "so")])
    )
    edited = replace(chain[place], **{field: value})
    if edited != chain[place]:
        fault = verify([*chain[:place], edited, *chain[place + 1 :]], chain="x", length=len(chain), last=last)
        assert fault is not None
        assert fault.sequence == place + 1
    assert verify([*chain[:place], *chain[place + 1 :]], chain="x", length=len(chain), last=last) is not None


def test_a_moment_is_the_same_moment_in_any_zone() -> None:
    entry = Entry("", 1, AT, "a", None, "site", "w", "", "", "", "", None, None)
    elsewhere = replace(entry, at=AT.astimezone(datetime.now().astimezone().tzinfo))
    assert hashed(entry) == hashed(elsewhere)


def _write(chain: str = LEEDS, count: int = 5) -> None:
    for number in range(count):
        write_log(
            chain=chain, what="change", kind="contract", key=number, about=f"contract:{number}",
            before={"title": "Före"}, after={"title": f"After {number} £", "value_pence": 100 * number},
            by=SAM, at=AT + timedelta(minutes=number), why="because",
        )  # fmt: skip


def _faults() -> dict[str, str]:
    return {found.chain: found.fault.say for found in queries.verify_chains() if found.fault}


def _without_triggers(*statements: str) -> None:
    """What somebody does who may do anything with the database."""
    with connection.cursor() as cursor:
        for table in ("councils_logentry", "councils_chain"):
            if connection.vendor == "postgresql":
                cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
            else:
                cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s", [table])
                for (name,) in cursor.fetchall():
                    cursor.execute(f'DROP TRIGGER "{name}"')
        for statement in statements:
            cursor.execute(statement)


@pytest.mark.django_db
def test_an_untouched_log_holds() -> None:
    _write()
    _write(chain="", count=1)
    [installation, leeds] = queries.verify_chains()
    assert (leeds.chain, leeds.entries, leeds.fault) == (LEEDS, 5, None)
    assert leeds.last == LogEntry.objects.get(chain=LEEDS, sequence=5).hash
    assert (installation.chain, installation.entries) == ("", 1)


_IT = f"chain = '{LEEDS}' AND sequence"
_COLUMNS = 'at, "by", via, what, why, kind, "key", about'


def _put_in(sequence: int) -> str:
    """SQL for another entry, that follows the last one as it should."""
    return (
        f"INSERT INTO councils_logentry (chain, sequence, previous, hash, {_COLUMNS}) "
        f"SELECT chain, {sequence}, hash, '{'0' * 64}', {_COLUMNS} FROM councils_logentry WHERE {_IT} = 5"
    )


TAMPERED: dict[str, tuple[list[str], str]] = {
    "who": ([f"UPDATE councils_logentry SET \"by\" = 'Eve' WHERE {_IT} = 3"], "Entry 3 was changed"),
    "when": ([f"UPDATE councils_logentry SET at = '2020-01-01 00:00:00+00:00' WHERE {_IT} = 3"], "Entry 3 was changed"),
    "what": ([f"UPDATE councils_logentry SET what = 'x' WHERE {_IT} = 1"], "Entry 1 was changed"),
    "after": (
        [f'UPDATE councils_logentry SET after = \'{{"title": "Another"}}\' WHERE {_IT} = 5'],
        "Entry 5 was changed",
    ),
    "before is nothing": ([f"UPDATE councils_logentry SET before = NULL WHERE {_IT} = 2"], "Entry 2 was changed"),
    "first is gone": ([f"DELETE FROM councils_logentry WHERE {_IT} = 1"], "Entry 1 is missing"),
    "middle is gone": ([f"DELETE FROM councils_logentry WHERE {_IT} = 3"], "Entry 3 is missing"),
    "last is gone": ([f"DELETE FROM councils_logentry WHERE {_IT} = 5"], "The chain ends after 4 entries"),
    "all is gone": ([f"DELETE FROM councils_logentry WHERE {_IT} > 0"], "The chain ends after 0 entries"),
    "two change places": (
        [
            f"UPDATE councils_logentry SET sequence = 99 WHERE {_IT} = 2",
            f"UPDATE councils_logentry SET sequence = 2 WHERE {_IT} = 3",
            f"UPDATE councils_logentry SET sequence = 3 WHERE {_IT} = 99",
        ],
        "Entry 2 does not follow",
    ),
    "moved to another chain": (
        [f"UPDATE councils_logentry SET chain = '{YORK}', sequence = 1 WHERE {_IT} = 5"],
        "The chain ends after 4 entries",
    ),
    "appended": ([_put_in(6)], "Entry 6 was not written by Tallystick"),
    "before the first": ([_put_in(0)], "Entry 1 is missing"),
    "the end is noted otherwise": (
        [f"UPDATE councils_chain SET last = '{'0' * 64}' WHERE name = '{LEEDS}'"],
        "The last entry is not the one",
    ),
    "the end is forgotten": ([f"DELETE FROM councils_chain WHERE name = '{LEEDS}'"], "Entry 1 was not written by"),
}


@pytest.mark.django_db
@pytest.mark.parametrize("how", TAMPERED)
def test_tampering_shows(how: str) -> None:
    _write()
    assert _faults() == {}
    statements, said = TAMPERED[how]
    _without_triggers(*statements)
    faults = _faults()
    assert LEEDS in faults, "nothing was found"
    assert said in faults[LEEDS]


def _made_anew(change: Callable[[list[Entry]], list[Entry]]) -> None:
    """A whole new chain, with right hashes, in place of the one that was written."""
    rows = [
        Entry(**{name: getattr(row, name) for name in Entry.__dataclass_fields__})
        for row in LogEntry.objects.filter(chain=LEEDS).order_by("sequence")
    ]
    made = linked(change(rows), sequence=0, previous=START)
    _without_triggers(f"DELETE FROM councils_logentry WHERE chain = '{LEEDS}'")
    LogEntry.objects.bulk_create([LogEntry(**vars(entry)) for entry in made])
    Chain.objects.filter(name=LEEDS).update(length=len(made), last=made[-1].hash)


@pytest.mark.django_db
def test_a_chain_made_anew_shows_only_against_a_hash_that_was_kept() -> None:
    _write()
    [kept] = [found.last for found in queries.verify_chains() if found.chain == LEEDS]
    write_log(chain=LEEDS, what="change", by=SAM, at=AT)
    assert [found.fault for found in queries.verify_chains(expected={LEEDS: kept})] == [None]
    _made_anew(lambda rows: [replace(row, by="Eve") for row in rows])
    assert _faults() == {}
    [found] = queries.verify_chains(expected={LEEDS: kept})
    assert found.fault is not None
    assert "the hash that was kept" in found.fault.say


@pytest.mark.django_db
def test_a_chain_that_is_gone_altogether_shows_against_a_hash_that_was_kept() -> None:
    [found] = queries.verify_chains(expected={LEEDS: "a" * 64})
    assert found.fault is not None


@pytest.mark.django_db
@pytest.mark.parametrize(
    "value", [{"a": 1.5}, {"a": datetime(2026, 1, 1, tzinfo=UTC)}, {"a": {1, 2}}], ids=["float", "time", "set"]
)
def test_what_the_databases_would_give_back_otherwise_is_not_written(value: Any) -> None:
    with pytest.raises(TypeError):
        write_log(chain=LEEDS, what="change", after=value, by=SAM, at=AT)
    assert not LogEntry.objects.exists()


@pytest.mark.django_db
def test_odd_texts_come_back_as_they_were_hashed() -> None:
    odd = {"a": "nul \x00 here", "b": "\U0001f600 𝔘", "c": [1, None, True, {"d": 10**30}], "": ""}
    write_log(chain=LEEDS, what="change", after=odd, why="\x00", by=SAM, at=AT)
    assert _faults() == {}


@pytest.mark.django_db
def test_only_who_may_read_the_log_reads_it(people: People) -> None:
    people.organisation(LEEDS)
    _write()
    for role, code in (("reader", LEEDS), ("contract_manager", LEEDS), ("administrator", YORK), ("nobody", LEEDS)):
        with pytest.raises(NotAllowed):
            queries.log(chain=LEEDS, by=people.actor(role, code))
        with pytest.raises(NotAllowed):
            list(queries.whole_log(chain=LEEDS, by=people.actor(role, code)))
        with pytest.raises(NotAllowed):
            queries.verify_chain(LEEDS, by=people.actor(role, code))
        with pytest.raises(NotAllowed):
            queries.readings(organisation=LEEDS, by=people.actor(role, code))
    rows, count = queries.log(
        chain=LEEDS, by=people.actor("approver"), sought=queries.Sought(text="BECAUSE sam"), first=1, count=2
    )
    assert count == 5
    assert [row.key for row in rows] == ["3", "2"]
    with pytest.raises(NotAllowed):
        queries.log(chain="", by=people.actor("administrator"))
    queries.log(chain="", by=SAM)


@pytest.mark.django_db
def test_the_log_is_searched_by_what_it_is_about_and_when(people: People) -> None:
    _write()
    _, about = queries.log(chain=LEEDS, by=SAM, sought=queries.Sought(about="contract:2"))
    rows, between = queries.log(
        chain=LEEDS, by=SAM,
        sought=queries.Sought(since=AT + timedelta(minutes=1), until=AT + timedelta(minutes=3)),
    )  # fmt: skip
    assert (about, between) == (1, 2)
    assert {row.key for row in rows} == {"1", "2"}
