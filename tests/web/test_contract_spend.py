"""What was paid against a contract: from published files, each payment with how it is known."""

import csv
import re
import shutil
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from pytest_django.plugin import DjangoDbBlocker

from tallystick.categories.actions import follow
from tallystick.contracts import models
from tallystick.lake import loading
from tallystick.lake.decisions import Decisions
from tallystick.lake.store import lookups_suppliers
from tallystick.lake.store.home import Home
from tests.people import LEEDS, YORK, People
from tests.web.conftest import AT
from tests.web.registers import phones

SignedIn = Callable[..., Client]
SPEND = """Body,Supplier,Date,Amount,Purpose,Contract Reference
Leeds City Council,Oakhollow Networks Ltd,03/04/2025,1000.00,Lines,ICT-1
Leeds City Council,Brindlemoor Highways Ltd,03/04/2019,55.00,Lines,ict 1
Leeds City Council,OAKHOLLOW NETWORKS LIMITED,03/05/2025,200.00,Lines,
Leeds City Council,Oakhollow Networks Ltd,03/07/2025,-50.00,Refund,
Leeds City Council,Oakhollow Networks Ltd,03/08/2025,7000.00,Other,ICT-2
Leeds City Council,Oakhollow Networks Ltd,03/04/2018,9.00,Before,
Leeds City Council,Zelvery Catering,19/06/2025,80.00,Buffet,
City of York Council,Oakhollow Networks Ltd,03/05/2025,400.00,Lines,ICT-1
"""


@pytest.fixture(scope="module")
def published_made(
    tmp_path_factory: pytest.TempPathFactory, django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Home:
    folder = tmp_path_factory.mktemp("spend")
    (folder / "spend.csv").write_text(SPEND, encoding="utf-8")
    made = Home(folder / "home")
    loading.load(made, [folder / "spend.csv"], Decisions(), organisation=None, now=AT)
    with django_db_blocker.unblock():
        follow(home=made, at=AT)
    return made


@pytest.fixture
def published(published_made: Home, home: Home, db: None) -> Home:
    """Two councils' payments, some with references of contracts."""
    shutil.copytree(published_made.root, home.root, dirs_exist_ok=True)
    return home


@pytest.fixture
def contract(people: People, published: Home) -> Any:
    """A contract of which Leeds paid some, by reference and by supplier."""
    made = phones(people, value_pence=240_000, value_period="whole_life", end=date(2026, 3, 31))
    phones(people, reference="ICT-2", title="Switchboards", end=date(2020, 1, 1), start=date(2019, 1, 1))
    return known(made, published, "oakhollow")


def known(contract: Any, home: Home, words: str) -> Any:
    """The contract, with its supplier as if it had been recognised."""
    [found] = lookups_suppliers.suppliers(home, search=words).rows
    models.Party.objects.filter(contract=contract).update(
        supplier_id=found.supplier_id, supplier_name=found.supplier, name="Oakhollow"
    )
    return contract


def test_payments_are_shown_with_how_each_is_known(contract: Any, signed_in: SignedIn) -> None:
    said = signed_in("reader", LEEDS).get(f"/contracts/{contract.pk}/spend/")
    found = said.context["found"]
    told = {one.payment.date.isoformat(): (one.payment.amount_pence, one.how) for one in found.spend.matched}
    assert told == {
        "2025-04-03": (100_000, "reference"), "2019-04-03": (5_500, "reference"),
        "2025-05-03": (20_000, "supplier"), "2025-07-03": (-5_000, "supplier"),
    }  # fmt: skip
    text = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", said.content.decode()))
    for words in ("£1,205.00", "50.2%", "of £2,400.00: the value recorded for its whole life", "without VAT",
                  "Left out: 1 payment, £7,000.00, that carries the reference of another contract"):  # fmt: skip
        assert words in text, words
    assert "April 2018 to August 2025" in text


def test_the_months_are_in_a_table_and_a_picture(contract: Any, signed_in: SignedIn) -> None:
    client = signed_in("reader", LEEDS)
    said = client.get(f"/contracts/{contract.pk}/spend/")
    months = said.context["found"].spend.months
    assert (months[0].month, months[-1].month, len(months)) == (date(2019, 4, 1), date(2025, 7, 1), 76)
    for width in ("wide", "narrow"):
        picture = client.get(f"/contracts/{contract.pk}/spend.svg?width={width}")
        assert picture["Content-Type"] == "image/svg+xml"
        assert b"<svg" in picture.content


def test_the_download_has_every_payment(contract: Any, signed_in: SignedIn) -> None:
    said = signed_in("reader", LEEDS).get(f"/contracts/{contract.pk}/spend.csv")
    rows = list(csv.DictReader(b"".join(said.streaming_content).decode().splitlines()))
    assert [(row["date"], row["amount"], row["how"]) for row in rows] == [
        ("2025-07-03", "-50.00", "supplier"), ("2025-05-03", "200.00", "supplier"),
        ("2025-04-03", "1000.00", "reference"), ("2019-04-03", "55.00", "reference"),
    ]  # fmt: skip


def test_others_with_the_same_supplier_at_the_same_time_are_told_of(
    contract: Any, people: People, signed_in: SignedIn, published: Home
) -> None:
    known(phones(people, reference="ICT-3", title="More of it"), published, "oakhollow")
    said = signed_in("reader", LEEDS).get(f"/contracts/{contract.pk}/spend/")
    assert said.context["found"].alike == 1
    assert "1 other contract of Leeds City Council with the same supplier runs" in said.content.decode()


def test_a_council_whose_payments_are_not_loaded_is_not_known(people: People, signed_in: SignedIn, home: Home) -> None:
    contract = phones(people)
    said = signed_in("reader", LEEDS).get(f"/contracts/{contract.pk}/spend/").content.decode()
    assert "No payments published by Leeds City Council are loaded here" in said
    assert signed_in("reader", LEEDS).get(f"/contracts/{contract.pk}/spend.csv").status_code == 200


def test_a_supplier_that_was_never_paid_is_said(people: People, signed_in: SignedIn, published: Home) -> None:
    contract = phones(people, reference="Z-9", title="Something else")
    said = signed_in("reader", LEEDS).get(f"/contracts/{contract.pk}/spend/").content.decode()
    assert "was found among those who were paid" in said


def test_without_maps_what_carries_the_reference_is_found(contract: Any, published: Home, signed_in: SignedIn) -> None:
    published.maps_current.unlink()
    said = signed_in("reader", LEEDS).get(f"/contracts/{contract.pk}/spend/")
    assert [one.how for one in said.context["found"].spend.matched] == ["reference", "reference"]


@pytest.mark.parametrize(("role", "organisation", "status"), [("nothing", LEEDS, 404), ("reader", YORK, 404)])
def test_a_stranger_is_told_of_none(
    contract: Any, signed_in: SignedIn, role: str, organisation: str, status: int
) -> None:
    for path in ("spend/", "spend.csv", "spend.svg"):
        assert signed_in(role, organisation).get(f"/contracts/{contract.pk}/{path}").status_code == status
    models.Contract.objects.filter(pk=contract.pk).update(public=True)
    assert signed_in(role, organisation).get(f"/contracts/{contract.pk}/spend/").status_code == 200


def test_a_time_of_which_nothing_is_loaded_is_not_known_rather_than_nothing_paid(
    people: People, signed_in: SignedIn, published: Home
) -> None:
    made = known(phones(people, reference="N9", title="Next", start=date(2026, 1, 1)), published, "oakhollow")
    said = signed_in("reader", LEEDS).get(f"/contracts/{made.pk}/spend/").content.decode()
    assert "Nothing of that time is loaded" in said
    assert "£0" not in said
