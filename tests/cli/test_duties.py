"""`tallystick duties`: the list that other programs read."""

import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from pytest_django.plugin import DjangoDbBlocker

from tallystick.contracts.models import KeyDate
from tallystick.contracts.queries import key_dates
from tallystick.councils.actions import the_owner
from tallystick.councils.models import Person
from tallystick.kit.months import add_months
from tallystick.lake.store.home import Home
from tests import databases
from tests.commands import Tallystick

REGISTER = """Reference,Title,Supplier,Start date,End date,Contract owner
C1,Housing system,Oak Ltd,01/04/2025,{soon:%d/%m/%Y},
C2,Phones,Elm Ltd,01/04/2025,{later:%d/%m/%Y},Ada Byron
C3,Old links,Elm Ltd,01/04/2015,31/03/2018,
"""
KEYS = {"contract", "what", "due", "owner", "council", "why", "overdue"}


@pytest.fixture
def loaded(home: Home, tmp_path: Path, tallystick: Tallystick) -> tuple[date, date]:
    today = timezone.localdate()
    soon, later = today + timedelta(days=100), add_months(today, 30)
    path = tmp_path / "register.csv"
    path.write_text(REGISTER.format(soon=soon, later=later), encoding="utf-8")
    tallystick(home, "contracts", "load", "--organisation", "Leeds City Council", str(path))
    return soon, later


def test_the_list_has_its_keys_and_says_what_is_not_known(
    home: Home, tallystick: Tallystick, loaded: tuple[date, date]
) -> None:
    rows = json.loads(tallystick(home, "duties", "--json").out)
    assert isinstance(rows, list)
    assert all(row.keys() >= KEYS for row in rows)
    [end] = [row for row in rows if row["kind"] == "end"]
    assert (end["contract"], end["due"], end["overdue"]) == ("Housing system", loaded[0].isoformat(), False)
    assert (end["owner"], end["council"]) == (None, "Leeds City Council")
    unknown = [row for row in rows if row["contract"] == "Phones"]
    assert {row["key"] for row in unknown} >= {"find_out:owner", "find_out:regime"}
    assert {row["due"] for row in unknown} == {None}
    assert {row["owner"] for row in unknown} == {"Ada Byron"}
    assert "Old links" not in {row["contract"] for row in rows}
    days = [row["due"] for row in rows]
    assert days == sorted(days, key=lambda day: day or "9")


@pytest.mark.parametrize(("within", "ends"), [("24m", 1), ("3y", 2), ("99d", 0), ("15w", 1), ("9999y", 2)])
def test_how_far_ahead_it_looks(
    home: Home, tallystick: Tallystick, loaded: tuple[date, date], within: str, ends: int
) -> None:
    rows = json.loads(tallystick(home, "duties", "--within", within, "--json").out)
    assert sum(row["kind"] == "end" for row in rows) == ends


def test_a_length_that_is_none_is_wrong_usage(home: Home, tallystick: Tallystick) -> None:
    assert "no length of time" in tallystick(home, "duties", "--within", "soon", status=2).err


def test_a_home_without_contracts_has_none_and_people_get_a_table(
    home: Home, tallystick: Tallystick, loaded: tuple[date, date]
) -> None:
    told = tallystick(home, "duties")
    assert "It ends on" in told.out
    assert "overdue" in told.err


def test_nothing_is_an_empty_list(home: Home, tallystick: Tallystick) -> None:
    assert json.loads(tallystick(home, "duties", "--json").out) == []


def test_what_is_ones_own(
    home: Home,
    tallystick: Tallystick,
    loaded: tuple[date, date],
    django_db_blocker: DjangoDbBlocker,
    monkeypatch: pytest.MonkeyPatch,
    settings: object,
) -> None:
    assert json.loads(tallystick(home, "duties", "--mine", "--json").out) == []
    with django_db_blocker.unblock(), databases.opened(home):
        owner = the_owner(name="Sam").pk
        KeyDate.objects.filter(kind="end").update(person=owner)
    [row] = json.loads(tallystick(home, "duties", "--mine", "--json").out)
    assert (row["kind"], row["owner"]) == ("end", "Sam")
    # It is Sam's, whom no e-mail reaches until there is an address.
    assert row["told_to_owner"] is False
    with django_db_blocker.unblock(), databases.opened(home):
        Person.objects.filter(pk=owner).update(email="sam@leeds.example")
    [row] = json.loads(tallystick(home, "duties", "--mine", "--json").out)
    assert row["told_to_owner"] is True
    settings.TALLYSTICK_TEAM = True  # type: ignore[attr-defined]
    monkeypatch.setenv("TALLYSTICK_TEAM", "1")
    refused = tallystick(home, "--as", "operator", "duties", "--mine", "--json", status=1)
    assert "Say who you are" in refused.err + refused.out


def test_all_are_listed_however_many_there_are(
    home: Home, tallystick: Tallystick, loaded: tuple[date, date], monkeypatch: pytest.MonkeyPatch
) -> None:
    few = len(json.loads(tallystick(home, "duties", "--json").out))
    in_order, often = key_dates._sorted, 100_000 // few + 1

    def sorted_often(rows: key_dates.Rows, sort: str) -> list[int]:
        return list(in_order(rows, sort)) * often

    monkeypatch.setattr(key_dates, "_sorted", sorted_often)
    assert len(json.loads(tallystick(home, "duties", "--json").out)) == few * often > 100_000


def test_a_stranger_to_a_teams_record_is_told_nothing(
    home: Home, tallystick: Tallystick, loaded: tuple[date, date], monkeypatch: pytest.MonkeyPatch, settings: object
) -> None:
    settings.TALLYSTICK_TEAM = True  # type: ignore[attr-defined]
    monkeypatch.setenv("TALLYSTICK_TEAM", "1")
    assert json.loads(tallystick(home, "duties", "--json").out) == []
    assert json.loads(tallystick(home, "--as", "operator", "duties", "--json").out)
