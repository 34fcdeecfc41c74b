"""`tallystick companies`: load, show, status."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from pytest_django.plugin import DjangoDbBlocker

from tallystick.cli import main
from tallystick.lake.store.home import Home
from tests import databases
from tests.lake.companies.made import company, published

ROWS = (
    company("QUORVANE SYSTEMS LIMITED", "99000001", accounts="SMALL", status="Liquidation", was="BRIN LTD"),
    company("NO NUMBER LTD", ""),
)


def run(tmp_path: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["--home", str(tmp_path / "home"), "companies", *arguments])


@pytest.fixture(autouse=True)
def record(home: Home, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The record in which it is looked up who may load."""
    with django_db_blocker.unblock(), databases.opened(home):
        yield


@pytest.fixture
def loaded(tmp_path: Path) -> Path:
    assert run(tmp_path, "load", str(published(tmp_path, *ROWS))).exit_code == 0
    return tmp_path


def test_what_was_loaded_is_said(tmp_path: Path) -> None:
    done = run(tmp_path, "load", str(published(tmp_path, *ROWS)))
    assert "Register of 2026-11-01" in done.stdout
    assert "2 rows read: 1 company, 1 kept out, 0 blank; 1 previous name" in done.stdout
    again = run(tmp_path, "load", "--json", str(published(tmp_path, *ROWS)))
    assert json.loads(again.stdout)["outcome"] == "unchanged"


def test_rows_kept_out_are_shown(loaded: Path) -> None:
    assert "NO NUMBER LTD" in run(loaded, "status").stdout
    said = json.loads(run(loaded, "status", "--json").stdout)
    assert said["companies"] == 1
    assert said["quarantined"] == {"no company number": 1}
    assert said["quarantine"][0]["line"] == 3


def test_one_company_is_shown(loaded: Path) -> None:
    done = run(loaded, "show", "99000001")
    assert "In liquidation" in done.stdout
    assert "BRIN LTD" in done.stdout
    said = json.loads(run(loaded, "show", "--json", "99000001").stdout)
    assert (said["name"], said["sme"], said["vcse"]) == ("QUORVANE SYSTEMS LIMITED", True, False)


def test_a_number_that_is_not_there_is_refused(loaded: Path) -> None:
    done = run(loaded, "show", "99000002")
    assert done.exit_code == 1
    assert "no company 99000002" in done.stderr


def test_without_a_register(tmp_path: Path) -> None:
    assert "No company register is loaded" in run(tmp_path, "status").stdout
    assert run(tmp_path, "show", "99000001").exit_code == 1
    assert json.loads(run(tmp_path, "status", "--json").stdout)["companies"] == 0
    assert run(tmp_path).exit_code == 2
