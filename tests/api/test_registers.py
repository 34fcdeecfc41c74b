"""Registers over HTTP: what became of each, and cells of it only for those who may read papers."""

from pathlib import Path

import pytest

from tallystick.lake.store.home import Home
from tests.api.test_contracts import Program
from tests.contracts.imported import PHONES, WIFI, load, register
from tests.people import LEEDS, People

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("role", "reads"), [("sector", False), ("reader", True)])
def test_cells_of_a_register_are_papers(home: Home, tmp_path: Path, people: People, role: str, reads: bool) -> None:
    people.organisation(LEEDS, "Leeds City Council")
    load(home, register(tmp_path, PHONES, WIFI))
    [told] = Program(people.token(role, LEEDS))("GET", "registers")["rows"]
    [table] = told["tables"]
    assert table["columns"]["title"] == "Title"
    assert ("Desk telephones" in str(table["mapping"])) is reads
