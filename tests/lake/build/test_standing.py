"""Which files count."""

from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tallystick.lake.build import Entry
from tallystick.lake.build.assemble import fingerprints
from tallystick.lake.build.standing import Standing, standings
from tallystick.lake.decisions import StandingDecision
from tallystick.lake.store.home import Home
from tests.lake.made import entry, payment, refused


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path)


def paid(*amounts: int, day: date = date(2024, 3, 5)) -> list[dict[str, object]]:
    return [payment(amount_pence=amount, date=day, fingerprint=amount) for amount in amounts]


def decide(home: Home, entries: list[Entry], *decisions: StandingDecision) -> dict[str, Standing]:
    return standings(entries, decisions, lambda entry: fingerprints(home, entry))


def test_a_file_that_mostly_repeats_an_earlier_one_is_held(home: Home) -> None:
    first = entry(home, paid(1, 2, 3, 4), sha256="a", file="march.csv", loaded_at="1")
    again = entry(home, paid(2, 3, 4, 5), sha256="b", file="march again.csv", loaded_at="2")
    found = decide(home, [again, first])
    assert found["a"] == Standing(True, None, None)
    assert found["b"].stands is False
    assert found["b"].held == {
        "by": "a",
        "file": "march.csv",
        "share": 0.75,
        "rows": 3,
        "rows_only_here": 1,
        "rows_only_there": 1,
        "others": [],
    }


def test_exactly_half_is_not_most(home: Home) -> None:
    files = [entry(home, paid(1, 2), sha256="a", loaded_at="1"), entry(home, paid(2, 3), sha256="b", loaded_at="2")]
    assert decide(home, files)["b"] == Standing(True, None, None)


def test_a_payment_made_twice_is_two_payments(home: Home) -> None:
    files = [entry(home, paid(7), sha256="a", loaded_at="1"), entry(home, paid(7, 7, 7), sha256="b", loaded_at="2")]
    assert decide(home, files)["b"].stands


def test_another_publisher_is_never_a_repeat(home: Home) -> None:
    files = [
        entry(home, paid(1, 2), sha256="a", loaded_at="1"),
        entry(home, paid(1, 2), sha256="b", loaded_at="2", organisation=("GB-LAE-BBB", "Brack Council")),
    ]
    assert decide(home, files)["b"].stands


def test_a_quarter_that_repeats_three_months_is_held_and_names_them_all(home: Home) -> None:
    months = [
        entry(home, paid(10 * m, 10 * m + 1, day=date(2024, m, 9)), sha256=f"m{m}", loaded_at=str(m)) for m in (1, 2, 3)
    ]
    rows = [row for m in (1, 2, 3) for row in paid(10 * m, 10 * m + 1, day=date(2024, m, 9))]
    found = decide(home, [*months, entry(home, rows, sha256="q", loaded_at="9")])
    held = found["q"].held
    assert held is not None
    assert (held["by"], held["rows"], [other["sha256"] for other in held["others"]]) == ("m1", 6, ["m2", "m3"])
    assert all(found[f"m{m}"].stands for m in (1, 2, 3))


def test_this_one_stands_sets_the_earlier_one_aside(home: Home) -> None:
    first = entry(home, paid(1, 2, 3), sha256="a", loaded_at="1")
    better = entry(home, paid(1, 2, 3, 4), sha256="b", loaded_at="2")
    found = decide(home, [first, better], StandingDecision("b", True))
    assert (found["a"].stands, found["b"].stands) == (False, True)
    assert found["a"].held is not None
    assert found["a"].held["by"] == "b"


def test_both_stand_when_a_person_says_so_of_both(home: Home) -> None:
    files = [entry(home, paid(1), sha256="a", loaded_at="1"), entry(home, paid(1), sha256="b", loaded_at="2")]
    found = decide(home, files, StandingDecision("a", True), StandingDecision("b", True))
    assert found["a"].stands
    assert found["b"].stands


def test_a_third_copy_is_still_held_when_the_second_takes_the_place_of_the_first(home: Home) -> None:
    files = [entry(home, paid(1, 2), sha256=name, loaded_at=name) for name in ("a", "b", "c")]
    found = decide(home, files, StandingDecision("b", True), StandingDecision("a", False))
    assert {name: found[name].stands for name in found} == {"a": False, "b": True, "c": False}


def test_a_file_set_aside_holds_no_other(home: Home) -> None:
    files = [entry(home, paid(1, 2), sha256=name, loaded_at=name) for name in ("a", "b")]
    found = decide(home, files, StandingDecision("a", False))
    assert {name: found[name].stands for name in found} == {"a": False, "b": True}


def test_files_without_dates_are_compared_with_all_of_their_publisher(home: Home) -> None:
    undated = [payment(date=None, fingerprint=n) for n in (1, 2)]
    files = [entry(home, undated, sha256="a", loaded_at="1"), entry(home, undated, sha256="b", loaded_at="2")]
    assert decide(home, files)["b"].stands is False


def test_files_with_nothing_in_them_stand_and_refused_ones_do_not(home: Home) -> None:
    files = [entry(home, [], sha256="a"), entry(home, [], sha256="b"), refused("c")]
    assert {name: verdict.stands for name, verdict in decide(home, files).items()} == {"a": True, "b": True, "c": False}


def test_periods_that_do_not_touch_are_never_read(home: Home) -> None:
    files = [entry(home, paid(m, day=date(2024, m, 9)), sha256=str(m)) for m in range(1, 13)]

    def never(entry: Entry) -> object:
        raise AssertionError("read")

    assert all(verdict.stands for verdict in standings(files, [], never).values())  # type: ignore[arg-type]


small_files = st.lists(st.lists(st.integers(0, 6), max_size=8), min_size=1, max_size=6)


@given(small_files, st.dictionaries(st.integers(0, 5), st.booleans()))
def test_it_agrees_with_counting_one_by_one(
    tmp_path_factory: pytest.TempPathFactory, files: list[list[int]], said: dict[int, bool]
) -> None:
    home = Home(tmp_path_factory.mktemp("home"))
    entries = [entry(home, paid(*amounts), sha256=f"f{n}", loaded_at=f"{n}") for n, amounts in enumerate(files)]
    found = decide(home, entries, *(StandingDecision(f"f{n}", stands) for n, stands in said.items()))
    counting: Counter[int] = Counter()
    in_turn = sorted(range(len(files)), key=lambda n: ({True: 0, None: 1, False: 2}[said.get(n)], n))
    for n in in_turn:
        repeated = (Counter(files[n]) & counting).total()
        stands = said[n] if n in said else not repeated * 2 > len(files[n])
        assert found[f"f{n}"].stands is stands
        if stands:
            counting += Counter(files[n])
