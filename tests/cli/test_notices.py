"""`tallystick notices`: load, list, show, status."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tallystick.lake.store.home import Home
from tests.commands import Said, Tallystick
from tests.lake.notices.made import package, release, written

Run = Callable[..., Said]


@pytest.fixture(scope="module")
def loaded(tallystick: Tallystick, tmp_path_factory: pytest.TempPathFactory) -> Run:
    """Runs `tallystick notices …` on a home with an award in two releases, another in euros, and a row kept out."""
    folder = tmp_path_factory.mktemp("notices")
    euros = release(2)
    euros["awards"][0]["value"] = {"amount": 99.5, "currency": "EUR"}
    later = release(1, id="later", date="2024-06-01", tag=["awardUpdate"])
    path = written(folder / "a.json", package(release(1), later, euros, {"what": 1}))
    home = Home(folder / "home")
    tallystick(home, "notices", "load", str(path))
    return lambda *words, status=0: tallystick(home, "notices", *words, status=status)


@pytest.fixture
def empty(tallystick: Tallystick, tmp_path: Path) -> Run:
    return lambda *words, status=0: tallystick(Home(tmp_path / "home"), "notices", *words, status=status)


def test_what_was_loaded_is_said(empty: Run, tmp_path: Path) -> None:
    path = written(tmp_path / "a.json", package(release(1), release(2, tag=["tender"], awards=[]), {"what": 1}))
    done = empty("load", str(path))
    assert "a.json: partly. release package: 3 rows read, 1 award to 1 supplier" in done.out
    assert "other stages: 1 tender" in done.out
    assert "kept out: 1 not a notice" in done.out
    [again] = empty("load", "--json", str(path)).lines
    assert (again["outcome"], again["file"], again["award_rows"], again["rows_read"]) == ("unchanged", "a.json", 1, 3)


def test_a_file_that_is_refused_says_why_and_fails(empty: Run, tmp_path: Path) -> None:
    good = written(tmp_path / "a.json", package(release(1)))
    bad = written(tmp_path / "b.json", '{"releases": [\n{"ocid": ')
    done = empty("load", str(good), str(bad), status=1)
    assert "b.json: refused. This JSON is damaged" in done.out
    assert "line 2" in done.out
    assert len(empty("list", "--json").lines) == 1


def test_awards_are_listed(loaded: Run) -> None:
    done = loaded("list", "--sort", "title")
    assert "Winter gritting 1" in done.out
    assert "£1,234.50" in done.out
    assert "99.5 EUR" in done.out
    assert "2 of 2 award rows" in done.err
    rows = loaded("list", "--earlier", "--json").lines
    told = [("award", False), ("award", True), ("awardUpdate", True)]
    assert sorted((row["tag"], row["stands"]) for row in rows) == told
    assert {row["value"] for row in rows} == {"1234.50", None}


@pytest.mark.parametrize(
    ("asked", "rows"),
    [
        (("--buyer", "Bradford Council"), 2),
        (("--buyer", "GB-LAE-LDS"), 0),
        (("--buyer", "local:nobody"), 0),
        (("--supplier", "quorvane  GRIT ltd."), 2),
        (("--company", "99000001"), 2),
        (("--search", "gritting 2"), 1),
        (("--most", "1"), 1),
    ],
)
def test_lists_are_narrowed(loaded: Run, asked: tuple[str, ...], rows: int) -> None:
    assert len(loaded("list", "--json", *asked).lines) == rows


def test_one_award_is_shown_with_its_earlier_releases(loaded: Run) -> None:
    [row] = [row for row in loaded("list", "--json").lines if row["tag"] == "awardUpdate"]
    done = loaded("show", row["id"])
    assert "Quorvane Grit Ltd" in done.out
    assert f"a later release: {row['id']}" in done.out
    [said] = loaded("show", "--json", row["id"]).lines
    assert [other["superseded_by"] for other in said["others"]] == [row["id"]]
    assert "zelda" not in json.dumps(said).lower()
    assert "There is no notice" in loaded("show", "nothing", status=1).err


def test_what_is_in_use_is_said(loaded: Run) -> None:
    done = loaded("status")
    assert "3 award rows, of which 2 stand and 2 have a buyer" in done.out
    assert "not a notice" in done.out
    [said] = loaded("status", "--json").lines
    assert said["quarantine"][0]["source_row"] == 4


def test_without_notices(empty: Run) -> None:
    assert "No award notices are loaded" in empty("status").out
    assert empty("status", "--json").lines == [{"rows": 0, "readings": []}]
    assert "No award notices have been loaded" in empty("list", status=1).err
    assert empty(status=2).out
