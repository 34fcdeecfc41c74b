"""The made-up councils' registers of contracts: the same for the same day, of suppliers that they pay, and untidy."""

from datetime import date
from pathlib import Path

import pytest

from tallystick.contracts.reading import read_register
from tallystick.demonstration import fiction, story, write_contracts
from tallystick.demonstration.agreements import agreements
from tallystick.demonstration.payments import payments

TODAY = date(2026, 11, 22)
MARKET = fiction.market(1834)


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[Path, str]]:
    return write_contracts(tmp_path_factory.mktemp("registers"), today=TODAY, scale=0.1)


def test_the_same_day_gives_the_same_bytes(written: list[tuple[Path, str]], tmp_path: Path) -> None:
    again = write_contracts(tmp_path, today=TODAY, scale=0.1)
    assert [(path.name, path.read_bytes()) for path, _ in again] == [
        (path.name, path.read_bytes()) for path, _ in written
    ]


def test_every_register_is_read_and_some_rows_ask_something(written: list[tuple[Path, str]]) -> None:
    readings = [read_register(path, path.name) for path, _ in written]
    assert {reading.outcome for reading in readings} == {"loaded"}
    assert len({(reading.format, reading.encoding) for reading in readings}) >= 4
    asked = {code for reading in readings for sheet in reading.sheets for code in sheet.questions}
    assert {"no_end", "value_not_understood", "several_suppliers"} <= asked


def test_contracts_are_with_those_whom_the_council_pays_and_some_have_ended() -> None:
    council = fiction.councils()[0]
    paid = payments(council, MARKET, seed=1834, scale=0.1)
    made = agreements(council, MARKET, paid, today=TODAY, seed=1834)
    assert {str(one.supplier.number) for one in made} <= {p.supplier_number for month in paid for p in month}
    ended = [one for one in made if one.end < TODAY]
    assert 0 < len(ended) < len(made) / 2
    assert all(one.start < one.end <= one.latest_end for one in made)
    references = {p.contract for month in paid for p in month if p.contract}
    assert {one.reference for one in made if one.referenced} <= references


def test_the_story_names_scales_tiers_and_roles_that_there_are() -> None:
    from tallystick.contracts.rules.segmentation import segment
    from tallystick.councils.rules.permissions import ROLES
    from tallystick.reference.questionnaires_shipped import shipped_one
    from tallystick.reference.risk_scales import shipped_scales

    staff = [story.people(place) for place in range(len(fiction.councils()))]
    assert {role for some in staff for _, role in some} <= set(ROLES)
    assert all(set(story.owners()) - {story.YOU, ""} <= {role for _, role in some} for some in staff)
    tiers = [segment(shipped_one("segmentation"), told["tier"]).tier for told in story.contracts()]
    assert set(tiers) == {"major", "operational", "transactional"}
    scales = {risk["scale"] for told in story.contracts() for risk in told.get("risks", ()) if "scale" in risk}
    assert scales <= set(shipped_scales())
