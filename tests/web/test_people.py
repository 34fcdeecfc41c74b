"""People are no suppliers: their names are not listed unasked, not ranked, and not added up across publishers."""

import shutil

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django.plugin import DjangoDbBlocker

from tallystick.categories.actions import follow
from tallystick.lake import loading
from tallystick.lake.decisions import Decisions
from tallystick.lake.store import lookups_kinds, lookups_suppliers
from tallystick.lake.store.home import Home
from tallystick.web.addresses import who_address

from .conftest import AT
from .test_categories import text

pytestmark = pytest.mark.django_db

PERSON = "Foster Carer 1017"
SPEND = """Body,Supplier,Date,Amount,Purpose
Leeds City Council,Foster Carer 1017,03/04/2024,700.00,Fostering
Leeds City Council,Brindlemoor Highways Ltd,03/04/2024,90.00,Resurfacing
Leeds City Council,REDACTED,03/04/2024,50.00,Redacted
City of York Council,Foster Carer 1017,03/04/2024,8.00,Fostering
"""


@pytest.fixture(scope="module")
def paid_made(
    tmp_path_factory: pytest.TempPathFactory, django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Home:
    folder = tmp_path_factory.mktemp("people")
    (folder / "spend.csv").write_text(SPEND, encoding="utf-8")
    made = Home(folder / "home")
    loading.load(made, [folder / "spend.csv"], Decisions(), organisation=None, now=AT)
    with django_db_blocker.unblock():
        follow(home=made, at=AT)
    return made


@pytest.fixture
def paid(paid_made: Home, home: Home) -> Home:
    shutil.copytree(paid_made.root, home.root, dirs_exist_ok=True)
    return home


def test_people_are_listed_only_when_asked_for_and_for_one_publisher(client: Client, paid: Home) -> None:
    address = reverse("supplier-list")
    for asked in ("", "?kind=nonsense", "?search=foster", "?kind=individual"):
        assert PERSON not in text(client.get(address + asked)), asked
        assert PERSON not in client.get(reverse("supplier-list-csv") + asked).getvalue().decode(), asked
    assert "Choose who paid them" in text(client.get(address + "?kind=individual"))
    page = text(client.get(address + "?kind=individual&organisation=GB-LAE-LDS"))
    assert PERSON in page
    assert "a name, not one person" in page
    assert "£700.00" in page
    assert "£708.00" not in page


def test_a_name_of_a_person_has_no_total_over_publishers(client: Client, paid: Home) -> None:
    [row] = lookups_suppliers.suppliers(paid, kind="individual").rows
    page = text(client.get(who_address(row.supplier_id)))
    assert "This is a name, not one person" in page
    assert "£700.00" in page
    assert "£708" not in page


def test_lists_by_money_count_them_together_without_names(client: Client, paid: Home) -> None:
    for address in (reverse("money-largest"), reverse("category", args=["not-ict"])):
        page = text(client.get(address))
        listed, _, _ = page.partition("Not in this list")
        assert PERSON not in listed, address
        assert "people, £708.00 in 2 payments" in page, address
    found = {row.kind: row.amount_pence for row in lookups_kinds.by_kind(paid)}
    assert found == {"supplier": 9_000, "individual": 70_800, "redacted": 5_000}
