"""A build is made beside the old one, checked, and swapped whole."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import polars as pl
import pytest

from tallystick.kit.errors import Refused
from tallystick.lake.build import BuildFailed, Manifest, assemble, current, writing
from tallystick.lake.build.manifest import current_id
from tallystick.lake.decisions import StandingDecision
from tallystick.lake.store import lookups
from tallystick.lake.store.connection import reader
from tallystick.lake.store.home import Home
from tests.lake.made import entry, payment, refused

NOW = "2026-11-22T09:00:00+00:00"


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "home")


def rows(home: Home, sql: str) -> list[tuple[object, ...]]:
    return reader(home).rows(sql)


def test_nothing_is_current_before_the_first_build(home: Home) -> None:
    assert current(home) is None
    with pytest.raises(lookups.NothingLoaded):
        lookups.totals(home)


def test_a_build_of_nothing_is_a_build(home: Home) -> None:
    manifest = assemble(home, [refused("a" * 64)], [], made_at=NOW)
    assert (manifest.payments, manifest.amount_pence) == (0, 0)
    assert lookups.totals(home).refused == 1
    assert lookups.payments(home).rows == ()


def test_the_manifest_names_every_file_behind_the_figures(home: Home) -> None:
    files = [
        entry(home, [payment(amount_pence=100), payment(amount_pence=-30)], sha256="a", loaded_at="1"),
        entry(home, [payment(amount_pence=100), payment(amount_pence=-30)], sha256="b", loaded_at="2"),
        refused("c", loaded_at="3"),
    ]
    made = assemble(home, files, [], made_at=NOW)
    read = current(home)
    assert read == made
    assert read is not None
    assert [(f.sha256, f.standing, f.payments, f.amount_pence) for f in read.files] == [
        ("a", True, 2, 70),
        ("b", False, 2, 70),
        ("c", False, 0, 0),
    ]
    assert (read.payments, read.amount_pence, set(read.held)) == (2, 70, {"b"})
    assert read.tables["payments"] == 2


def test_payments_are_numbered_by_publisher_and_period(home: Home) -> None:
    march = [payment(description="march", fingerprint=n, amount_pence=n) for n in (1, 2)]
    files = [
        entry(home, march, sha256="b", organisation=("GB-B", "Brack"), loaded_at="1"),
        entry(home, march, sha256="a", organisation=("GB-A", "Alder"), loaded_at="2"),
    ]
    assemble(home, files, [], made_at=NOW)
    found = rows(
        home,
        "SELECT payment_id, sha256, payment_id - first_payment_id FROM payments JOIN files USING (file_id) ORDER BY 1",
    )
    assert found == [(0, "a", 0), (1, "a", 1), (2, "b", 0), (3, "b", 1)]


def test_quarantine_and_furniture_are_of_every_file_even_held_ones(home: Home) -> None:
    kept = [{"reason": "no amount", "column": "amount", "value": "n/a", "cells": '["x"]'}]
    files = [
        entry(home, [payment()], sha256=sha256, loaded_at=sha256, quarantine=kept, furniture=[{"amount_pence": 9}])
        for sha256 in ("a", "b")
    ]
    assemble(home, files, [], made_at=NOW)
    assert lookups.quarantine(home).count == 2
    assert rows(home, "SELECT sha256, amount_pence FROM furniture ORDER BY 1") == [("a", 9), ("b", 9)]
    assert lookups.totals(home).quarantined == 2


def test_a_decision_changes_which_file_counts(home: Home) -> None:
    files = [entry(home, [payment()] * n, sha256=name, loaded_at=name) for n, name in ((1, "a"), (1, "b"))]
    assemble(home, files, [], made_at=NOW)
    assert [f.standing for f in lookups.files(home, sort="file").rows] == [True, False]
    manifest = assemble(home, files, [StandingDecision("b", True), StandingDecision("a", False)], made_at=NOW)
    assert [f.standing for f in lookups.files(home, sort="file").rows] == [False, True]
    assert manifest.decided == {"b": True, "a": False}


@pytest.mark.parametrize("what", ["payments", "pence", "quarantine", "furniture"])
def test_a_build_that_differs_from_its_readings_is_never_put_in_use(home: Home, what: str) -> None:
    good = assemble(home, [entry(home, [payment()], sha256="a")], [], made_at=NOW)
    bad = entry(
        home, [payment(), payment(fingerprint=3)], sha256="b", quarantine=[{"reason": "no date"}], furniture=[{}]
    )
    [table] = bad.reading.tables
    if what == "payments":
        table.payments += 1
    elif what == "pence":
        table.pence_payments += 1
    elif what == "quarantine":
        table.quarantined["no date"] += 1
    else:
        table.pence_furniture += 1
    with pytest.raises(BuildFailed, match="Nothing was put in use"):
        assemble(home, [bad], [], made_at=NOW)
    assert current(home) == good
    assert lookups.totals(home).payments == 1


def test_a_tidy_file_that_says_another_file_made_it_fails_the_build(home: Home) -> None:
    given = entry(home, [payment()], sha256="a")
    path = home.root / str(given.tidy) / "payments.parquet"
    pl.read_parquet(path).with_columns(sha256=pl.lit("b")).write_parquet(path)
    with pytest.raises(BuildFailed):
        assemble(home, [given], [], made_at=NOW)
    assert current(home) is None


def test_two_builds_are_kept_and_what_was_left_half_made_is_cleared(home: Home) -> None:
    files = [entry(home, [payment()], sha256="a")]
    home.create()
    (home.builds / "left.part").mkdir()
    made = [assemble(home, files, [], made_at=NOW).id for _ in range(4)]
    assert len(set(made)) == 4
    assert {path.name for path in home.builds.iterdir()} == set(made[-2:])
    assert current_id(home) == made[-1]
    lookups.forget(home)


def test_a_reader_half_way_through_sees_one_build_to_the_end(home: Home) -> None:
    rows = [payment(fingerprint=n, row=n) for n in range(100)]
    assemble(
        home, [entry(home, rows, sha256="a"), entry(home, rows, sha256="b", organisation=("B", "B"))], [], made_at=NOW
    )
    stream = lookups.stream_payments(home)
    first = next(stream)
    assemble(home, [entry(home, [payment()], sha256="c")], [], made_at=NOW)
    assert first.height + sum(frame.height for frame in stream) == 200
    assert lookups.totals(home).payments == 1


def test_one_writer_at_a_time(home: Home) -> None:
    waiting = (
        "import sys; from pathlib import Path; from tallystick.lake.build import writing;"
        "from tallystick.lake.store.home import Home\n"
        "with writing(Home(Path(sys.argv[1]))): print('held', flush=True); sys.stdin.read()"
    )
    command = [sys.executable, "-c", waiting, str(home.root)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"held\n"
        with pytest.raises(Refused, match="Another load is running"), writing(home):
            pass
        other.kill()
    with writing(home, wait_seconds=5):
        pass


BUILDING = """
import json, sys
from pathlib import Path
from tallystick.lake.build import Entry, assemble, writing
from tallystick.lake.reading import FileReading
from tallystick.lake.store.home import Home
home = Home(Path(sys.argv[1]))
entries = [Entry(**{**e, "reading": FileReading.from_json(e["reading"])}) for e in json.loads(sys.argv[2])]
print("ready", flush=True)
while True:
    with writing(home, wait_seconds=10):
        print(assemble(home, entries, [], made_at="2026-11-22T09:00:00+00:00").id, flush=True)
"""


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGKILL")
def test_killing_it_at_any_moment_leaves_a_good_build_in_use(home: Home) -> None:
    files = [
        entry(home, [payment(fingerprint=n, row=n, amount_pence=n) for n in range(2_000)], sha256="a"),
        entry(home, [payment(amount_pence=5)], sha256="b", organisation=("B", "B")),
    ]
    assemble(home, files, [], made_at=NOW)
    given = json.dumps([{**vars(file), "reading": file.reading.as_json()} for file in files])
    chance = random.Random(1834)
    for _ in range(6):
        command = [sys.executable, "-c", BUILDING, str(home.root), given]
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as child:
            assert child.stdout is not None
            assert child.stdout.readline() == b"ready\n"
            time.sleep(chance.uniform(0, 1.5))
            child.send_signal(signal.SIGKILL)
        manifest = current(home)
        assert isinstance(manifest, Manifest)
        totals = lookups.totals(home)
        assert (totals.payments, totals.amount_pence) == (2_001, sum(range(2_000)) + 5)
        assert sum(frame.height for frame in lookups.stream_payments(home)) == 2_001
    with writing(home, wait_seconds=10):
        made = assemble(home, files, [], made_at=NOW)
    assert {path.name for path in home.builds.iterdir()} == {made.id, made.previous}
