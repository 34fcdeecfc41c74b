"""Suppliers on pages: one for all its names; merged, split, named and reviewed by people; and every word taken back."""

import re
import shutil

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django.plugin import DjangoDbBlocker

from tallystick.categories.actions import follow
from tallystick.intake import queries as log
from tallystick.lake import loading
from tallystick.lake.decisions import Decisions
from tallystick.lake.store import lookups_suppliers
from tallystick.lake.store.home import Home
from tallystick.suppliers import reviewing
from tests.people import SAM

from .conftest import AT

# Figures are in the lake. What people judge is kept on both databases by tests/suppliers/test_record.py.
pytestmark = [pytest.mark.django_db, pytest.mark.once]

LEEDS = """Body,Supplier,Supplier Postcode,Date,Amount,Purpose
Leeds City Council,Oakhollow Networks Ltd,LS1 1AA,03/04/2024,1200.00,Broadband
Leeds City Council,OAKHOLLOW NETWORKS LIMITED,LS1 1AA,03/05/2024,300.00,Broadband
Leeds City Council,Oakhollow Netwroks Lmtd,,04/05/2024,250.00,Switches
Leeds City Council,Zelvery Catering Co,,05/05/2024,80.00,Buffet
Leeds City Council,Brindlemoor Highways Ltd,,17/04/2024,9000.00,Resurfacing
Leeds City Council,Tarnwick Software Solutions,,19/04/2024,610.25,Licences
Leeds City Council,Quillstone Care Homes Leeds,,19/04/2024,7000.00,Placements
Leeds City Council,REDACTED,,20/06/2024,50.00,Redacted
"""
YORK = """Body,Supplier,Date,Amount,Purpose
City of York Council,Oakhollow Networks,03/06/2024,400.00,Broadband
City of York Council,Tarnwick Software,03/06/2024,90.00,Licences
City of York Council,Quillstone Care,03/06/2024,500.00,Placements
City of York Council,Zelvery Catering Company York,03/06/2024,70.00,Buffet
City of York Council,Stremadel,04/06/2024,4000.00,Water
City of York Council,Stremadel Water Services,04/06/2024,900.00,Water
City of York Council,Hurvustra Ltd,04/06/2024,300.00,Gas
City of York Council,Hurvustra Energy,04/06/2024,200.00,Gas
City of York Council,Quillstone,04/06/2024,100.00,Placements
"""


@pytest.fixture(scope="session")
def worked_out(
    tmp_path_factory: pytest.TempPathFactory,
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
) -> Home:
    folder = tmp_path_factory.mktemp("suppliers")
    (folder / "leeds.csv").write_text(LEEDS, encoding="utf-8")
    (folder / "york.csv").write_text(YORK, encoding="utf-8")
    made = Home(folder / "home")
    loading.load(made, [folder / "leeds.csv", folder / "york.csv"], Decisions(), organisation=None, now=AT)
    with django_db_blocker.unblock():
        follow(home=made, at=AT)
    return made


@pytest.fixture
def here(worked_out: Home, home: Home) -> Home:
    """Two councils' payments with suppliers worked out, for this test to change."""
    shutil.copytree(worked_out.root, home.root, dirs_exist_ok=True)
    return home


def found(home: Home, name: str) -> lookups_suppliers.ResolvedSupplier:
    return lookups_suppliers.suppliers(home, search=name).rows[0]


def text(response: object) -> str:
    html = response.content.decode()  # type: ignore[attr-defined]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


def test_a_supplier_is_found_by_any_of_its_spellings(client: Client, here: Home) -> None:
    page = text(client.get(reverse("supplier-list") + "?search=limited"))
    assert "1 supplier." in page
    assert "Oakhollow" in page
    row = found(here, "oakhollow networks limited")
    assert row.organisations == 2
    assert row.amount_pence >= 190000


def test_the_list_is_narrowed_and_downloaded_whole(client: Client, here: Home) -> None:
    everything = client.get(reverse("supplier-list-csv")).getvalue().decode().splitlines()
    assert everything[0].startswith("supplier_id,supplier,kind,")
    of_york = client.get(reverse("supplier-list-csv") + "?organisation=E06000014").getvalue().decode()
    assert "Highways" not in of_york
    redacted = client.get(reverse("supplier-list-csv") + "?kind=redacted").getvalue().decode().splitlines()
    assert len(redacted) == 2
    assert text(client.get(reverse("supplier-list") + "?status=Dissolved")).count("No suppliers") == 1


def test_a_supplier_says_all_that_is_known_of_it_and_what_is_not(client: Client, here: Home) -> None:
    page = text(client.get(reverse("supplier-page", args=[found(here, "oakhollow networks").supplier_id])))
    for said in ("OAKHOLLOW NETWORKS LIMITED", "City of York Council", "LS1 1AA", "Small or medium-sized not known"):
        assert said in page
    assert client.get(reverse("supplier-page", args=["SAAAAAAAAAA"])).status_code == 404


def test_two_suppliers_are_merged_and_the_money_with_them(client: Client, here: Home) -> None:
    one, other = found(here, "brindlemoor highways"), found(here, "zelvery")
    ids = [one.supplier_id, other.supplier_id]
    together = one.amount_pence + other.amount_pence
    shown = text(client.get(reverse("supplier-merge"), {"with": ids}))
    assert "Are these one supplier?" in shown
    response = client.post(reverse("supplier-merge"), {"with": ids, "why": "Same bank account"}, follow=True)
    assert "2 suppliers are one now" in text(response)
    assert "Same bank account" in text(response)
    merged = found(here, "brindlemoor highways")
    assert merged.amount_pence == together
    assert found(here, "zelvery").supplier_id == merged.supplier_id
    [(kind, key)] = re.findall(
        r'name="kind" value="(\w+)"><input type="hidden" name="key" value="(\w+)"', html(response)
    )
    client.post(reverse("supplier-undo"), {"kind": kind, "key": key, "supplier": merged.supplier_id})
    assert found(here, "brindlemoor highways").amount_pence == one.amount_pence
    assert client.post(reverse("supplier-undo"), {"kind": kind, "key": key}).status_code == 409


def html(response: object) -> str:
    return response.content.decode()  # type: ignore[attr-defined, no-any-return]


def test_one_supplier_alone_cannot_be_merged(client: Client, here: Home) -> None:
    response = client.get(reverse("supplier-merge"), {"with": [found(here, "zelvery").supplier_id]})
    assert response.status_code == 409
    assert "Fewer than two suppliers were chosen" in text(response)


def test_a_split_is_shown_first_and_moves_the_payments_at_once(client: Client, here: Home) -> None:
    row = found(here, "oakhollow networks")
    address = reverse("supplier-split", args=[row.supplier_id])
    shown = text(client.get(address, {"unit": ["oakhollow networks limited"]}))
    assert "Would be another supplier: 1 payment, £300.00" in shown
    response = client.post(address, {"unit": ["oakhollow networks limited"], "why": "A namesake"}, follow=True)
    assert "1 name is another supplier now: 1 payment, £300.00, moved" in text(response)
    rows = lookups_suppliers.suppliers(here, search="oakhollow networks").rows
    assert {found.amount_pence for found in rows} >= {30000, row.amount_pence - 30000}
    assert log.log()[0][0].why == "A namesake"


@pytest.mark.parametrize("units", [[], ["oakhollow networks", "oakhollow networks ltd", "oakhollow networks limited"]])
def test_a_split_needs_some_names_and_not_all(client: Client, here: Home, units: list[str]) -> None:
    row = found(here, "oakhollow networks")
    if units:
        page = html(client.get(reverse("supplier-page", args=[row.supplier_id])))
        units = re.findall(r'name="unit" id="unit-\d+" value="([^"]+)"', page)
    response = client.post(reverse("supplier-split", args=[row.supplier_id]), {"unit": units})
    assert response.status_code == 409
    assert "chosen" in text(response)


@pytest.mark.parametrize(
    ("what", "value", "shown"),
    [
        ("name", "Zelvery  Events", "Zelvery Events"),
        ("company_number", "sc123456", "SC123456 (said by a person)"),
        ("group", "Zelvery Group", "Zelvery Group"),
        ("kind", "various", "Various payees"),
    ],
)
def test_what_a_supplier_is_can_be_said_and_taken_back(
    client: Client, here: Home, what: str, value: str, shown: str
) -> None:
    row = found(here, "zelvery catering co")
    response = client.post(reverse("supplier-change", args=[row.supplier_id]), {"what": what, what: value}, follow=True)
    assert response.status_code == 200
    row = found(here, "zelvery catering co")
    page = client.get(reverse("supplier-page", args=[row.supplier_id]))
    assert shown in text(page)
    [(kind, key)] = re.findall(r'name="kind" value="(\w+)"><input type="hidden" name="key" value="(\w+)"', html(page))
    client.post(reverse("supplier-undo"), {"kind": kind, "key": key})
    page = text(client.get(reverse("supplier-page", args=[found(here, "zelvery catering co").supplier_id])))
    assert shown not in page.partition("What people decided")[0]


def test_what_cannot_be_a_company_number_is_said_beside_its_field(client: Client, here: Home) -> None:
    address = reverse("supplier-change", args=[found(here, "zelvery").supplier_id])
    response = client.post(address, {"what": "company_number", "company_number": "12-34"})
    assert response.status_code == 422
    assert "“12-34” is not a company number" in text(response)
    assert client.post(address, {"what": "colour", "colour": "red"}).status_code == 404
    assert log.log()[1] == 0


def test_an_answer_is_kept_at_once_and_the_figures_follow_when_asked(client: Client, here: Home) -> None:
    before = reviewing.review(here, by=SAM)
    doubt = before.doubt
    assert doubt is not None, "nothing is in doubt: the made-up names need others"
    form = {"a": doubt.unit_a, "b": doubt.unit_b}
    answer = "different" if doubt.merged else "same"
    suppliers = lookups_suppliers.suppliers(here).count
    response = client.post(reverse("supplier-review"), {**form, "answer": answer}, follow=True)
    assert f"1 of {before.progress.of} decided" in text(response)
    assert "1 answer is kept and not yet in the figures" in text(response)
    assert lookups_suppliers.suppliers(here).count == suppliers
    assert "not yet in these figures" in text(client.get(reverse("supplier-list")))
    response = client.post(reverse("follow"), {"back": reverse("supplier-list")}, follow=True)
    assert "The figures are up to date" in text(response)
    assert "not yet in these figures" not in text(client.get(reverse("supplier-list")))
    assert lookups_suppliers.suppliers(here).count == suppliers + (1 if doubt.merged else -1)


def test_the_last_answer_is_undone_and_its_pair_shown_again(client: Client, here: Home) -> None:
    doubt = reviewing.review(here, by=SAM).doubt
    assert doubt is not None
    form = {"a": doubt.unit_a, "b": doubt.unit_b}
    for answer in ("unsure", "unsure"):
        # The second is the same button pressed twice: nothing more is kept, and nothing is wrong.
        assert client.post(reverse("supplier-review"), {**form, "answer": answer}).status_code == 302
    assert log.log()[1] == 1
    assert reviewing.review(here, by=SAM).progress.decided >= 1
    response = client.post(reverse("supplier-review"), {"answer": "undo"}, follow=True)
    assert reviewing.review(here, by=SAM).progress.decided == 0
    assert f'value="{doubt.unit_a}"' in html(response)
    assert "Undo last" not in text(response)
    assert client.post(reverse("supplier-review"), {"answer": "undo"}).status_code == 409


def test_an_answer_that_is_none_is_not_kept(client: Client, here: Home) -> None:
    assert client.post(reverse("supplier-review"), {"a": "x", "b": "y", "answer": "maybe"}).status_code == 404
    assert client.post(reverse("supplier-review"), {"a": "x", "b": "x", "answer": "same"}).status_code == 409
    assert log.log()[1] == 0


def test_only_the_review_may_run_a_script_and_only_ours(client: Client, here: Home) -> None:
    response = client.get(reverse("supplier-review"))
    policy = response["Content-Security-Policy"].split("; ")
    assert "default-src 'none'" in policy
    assert [one for one in policy if one.startswith("script-src")] == ["script-src 'self'"]
    [script] = re.findall(r"<script[^>]*>", html(response))
    assert re.search(r'src="/static/site/review\.js\?[\w.]+" defer', script)
    assert "script" not in client.get(reverse("supplier-list"))["Content-Security-Policy"]


def test_doubts_and_conflicts_are_lists_like_any_other(client: Client, here: Home) -> None:
    count = reviewing.doubts(here).count
    lines = client.get(reverse("supplier-doubts-csv") + "?verdict=any").getvalue().decode().splitlines()
    assert len(lines) == count + 1
    merged = client.get(reverse("supplier-doubts-csv") + "?merged=yes").getvalue().decode()
    apart = client.get(reverse("supplier-doubts-csv") + "?merged=no").getvalue().decode()
    assert merged.count("\n") + apart.count("\n") == count + 2
    assert "No pairs in doubt" in text(client.get(reverse("supplier-doubts") + "?search=nothing+like+it"))
    assert client.get(reverse("supplier-conflicts-csv")).getvalue().decode().startswith("supplier_id,supplier,")


@pytest.mark.parametrize("back", ["https://evil.example/", "//evil.example/", "javascript:alert(1)", ""])
def test_nobody_is_sent_elsewhere(client: Client, here: Home, back: str) -> None:
    assert client.post(reverse("follow"), {"back": back})["Location"] == reverse("supplier-list")


@pytest.mark.parametrize("name", ["follow", "supplier-undo"])
def test_nothing_is_decided_by_following_a_link(client: Client, here: Home, name: str) -> None:
    assert client.get(reverse(name)).status_code == 405


def test_before_suppliers_are_worked_out_it_is_said_with_a_button(client: Client, here: Home) -> None:
    shutil.rmtree(here.root / "maps")
    shutil.rmtree(here.root / "suppliers")
    for name in ("supplier-list", "supplier-review", "supplier-doubts", "supplier-conflicts"):
        page = client.get(reverse(name))
        assert "have not been worked out yet" in text(page), name
    client.post(reverse("follow"), {"back": reverse("supplier-list")})
    assert "Oakhollow" in text(client.get(reverse("supplier-list")))
