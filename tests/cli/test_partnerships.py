"""Partnerships at the command line: started, put from a file, and shown as they are on any day."""

import json
from pathlib import Path

import pytest

from tallystick.lake.store.home import Home
from tests.commands import Tallystick
from tests.people import LEEDS

MEMBERS = """
members:
  - {id: a, name: Ashby, kind: district, joined: 2011-01-01}
  - {id: b, name: Birch, kind: police, joined: 2011-01-01, left: 2021-12-31}
lead:
  - {member: a}
"""


@pytest.fixture
def started(tallystick: Tallystick, home: Home, tmp_path: Path) -> str:
    tallystick(home, "organisations", "add", LEEDS)
    ran = tallystick(home, "partnerships", "start", "Shared ICT", "--organisation", LEEDS, "--purpose", "One desk")
    (tmp_path / "members.yaml").write_text(MEMBERS, encoding="utf-8")
    put = tallystick(home, "partnerships", "put", ran.out.strip(), str(tmp_path / "members.yaml"), "--why", "Start")
    assert "Edition 1 of its members is kept." in put.out
    return ran.out.strip()


def test_it_is_shown_as_it_is_on_a_day(tallystick: Tallystick, home: Home, started: str) -> None:
    def states(*words: str) -> list[str]:
        shown = json.loads(tallystick(home, "partnerships", "show", started, *words).out)
        assert (shown["name"], shown["purpose"], shown["decisions"]) == ("Shared ICT", "One desk", [])
        return [one["state"] for one in shown["members"]["answer"]["members"]]

    assert states("--on", "2021-12-31") == ["now", "now"]
    assert states("--on", "2022-01-01") == ["now", "over"]
    assert states() == ["now", "over"]


def test_it_is_listed_with_who_leads(tallystick: Tallystick, home: Home, started: str) -> None:
    [listed] = json.loads(tallystick(home, "partnerships", "list", "--json", "--on", "2021-06-01").out)
    assert (listed["id"], listed["members"], listed["lead"]) == (int(started), 2, "Ashby")
    assert "Shared ICT" in tallystick(home, "partnerships", "list").out


def test_earlier_editions_are_kept_and_shown(tallystick: Tallystick, home: Home, started: str, tmp_path: Path) -> None:
    (tmp_path / "none.json").write_text('{"members": []}', encoding="utf-8")
    put = tallystick(home, "partnerships", "put", started, str(tmp_path / "none.json"))
    assert "Nothing follows from it yet. members:" in put.err
    [listed] = json.loads(tallystick(home, "partnerships", "list", "--json").out)
    assert (listed["members"], listed["lead"]) == (None, None)
    shown = json.loads(tallystick(home, "partnerships", "show", started, "--edition", "1").out)
    assert len(shown["members"]["answer"]["members"]) == 2
    assert "no such edition" in tallystick(home, "partnerships", "show", started, "--edition", "3", status=1).err


def test_what_is_exempt_stays_so_until_it_is_said_otherwise(
    tallystick: Tallystick, home: Home, started: str, tmp_path: Path
) -> None:
    def put(text: str, *words: str) -> bool:
        (tmp_path / "again.yaml").write_text(text, encoding="utf-8")
        tallystick(home, "partnerships", "put", started, str(tmp_path / "again.yaml"), *words)
        return bool(json.loads(tallystick(home, "partnerships", "show", started).out)["members"]["exempt"])

    assert not put(MEMBERS + "# again")
    assert put(MEMBERS, "--exempt")
    assert put(MEMBERS + "title: Shared ICT"), "another edition, of which it is not said"
    assert not put(MEMBERS, "--not-exempt")


def test_what_is_not_there_or_no_day_is_said_without_a_traceback(
    tallystick: Tallystick, home: Home, started: str, tmp_path: Path
) -> None:
    assert "There is no such partnership" in tallystick(home, "partnerships", "show", "99", status=1).err
    for day in ("soon", "2022-02-30", "1000-01-01"):
        assert "--on" in tallystick(home, "partnerships", "show", started, "--on", day, status=2).err
    (tmp_path / "bad.json").write_text("[1, 2]", encoding="utf-8")
    assert tallystick(home, "partnerships", "put", started, str(tmp_path / "bad.json"), status=1).err
