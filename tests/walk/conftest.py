"""What the walk goes through: published files that all share, and one council's register, marked."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from pytest_django.plugin import DjangoDbBlocker

from tallystick.categories.actions import follow
from tallystick.lake import loading
from tallystick.lake.decisions import Decisions
from tallystick.lake.store import lookups_suppliers
from tallystick.lake.store.home import Home
from tests import databases
from tests.people import AT, LEEDS, YORK, People
from tests.walk.planted import Planted, plant

PAID = """Body,Directorate,Supplier,Date,Amount,Purpose
Leeds City Council,Roads,Oakhollow Networks Ltd,03/04/2024,1200.00,Broadband
Leeds City Council,Roads,Brindle,31/04/2024,75.50,Repairs
Leeds City Council,Care,Tarn,20/06/2024,12.00,Milk
"""
ROLES = ("reader", "contract_manager", "category_manager", "approver", "administrator", "sector")
STRANGERS = ("category_manager+approver+administrator", "sector")
"""Who between them may do, where they are, all that a table of the walk asks for (`test_pages` sees to it).

Roles add up (tests/councils/test_permissions.py): what somebody with three of them is refused, so is whoever has one.
"""
GROUPS = {
    "nobody, the owner, and one whose role was ended": [("nobody", LEEDS), ("owner", LEEDS), ("nothing", LEEDS)],
    "people of the organisation": [(role, LEEDS) for role in ROLES],
    "strangers": [(role, YORK) for role in STRANGERS],
}
"""(role, organisation) of each who walks. York's are strangers to the register of Leeds."""
FEW = {("nobody", LEEDS), ("owner", LEEDS), ("nothing", LEEDS), ("reader", LEEDS), ("sector", YORK)}
"""Those who also look at every page of what was published: these pages know no roles."""


@dataclass(frozen=True)
class Published:
    """A home with one file, and what is in it."""

    home: Home
    sha256: str
    supplier: str

    def copied(self, home: Home) -> None:
        """Puts the same into another home, which keeps its own record."""
        own = shutil.ignore_patterns(f"{home.record.name}*")
        shutil.copytree(self.home.root, home.root, dirs_exist_ok=True, ignore=own)


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory, django_db_blocker: DjangoDbBlocker) -> Iterator[Published]:
    folder = tmp_path_factory.mktemp("walk")
    (folder / "paid.csv").write_text(PAID, encoding="utf-8")
    made = Home(folder / "home")
    [reading] = loading.load(made, [folder / "paid.csv"], Decisions(), organisation=None, now=AT)
    with django_db_blocker.unblock(), databases.opened(made):
        follow(home=made, at=AT)
    found = lookups_suppliers.suppliers(made)
    yield Published(made, reading.sha256, found.rows[0].supplier_id)
    databases.forget_record(made)


@pytest.fixture
def planted(published: Published, home: Home, people: People) -> Planted:
    """The register of Leeds, in a home that this test may change."""
    published.copied(home)
    return plant(people, home)
