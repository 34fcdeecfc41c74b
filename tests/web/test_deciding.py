"""What is decided on pages: each form does what its button says, and says what it did."""

import pytest
from django.test import Client
from django.urls import reverse

from tallystick.intake import queries
from tallystick.lake.build import writing
from tallystick.lake.store import lookups

from .conftest import Site

# On PostgreSQL the same is decided by actions (tests/intake), and read by the same pages.
pytestmark = [pytest.mark.django_db, pytest.mark.once]


def test_a_column_is_changed_for_the_publisher_by_whoever_is_signed_in(client: Client, own_site: Site) -> None:
    address = reverse("file-columns-of", args=[own_site.leeds, 0])
    form = {"column-5": "account", "column-1": "department", "scope": "publisher", "why": "It is a code"}
    response = client.post(address, form, follow=True)
    assert "1 column was changed for every file of this publisher" in response.content.decode()
    [line] = queries.log()[0]
    assert (line.what, line.by, line.why, line.about) == (
        "correct_column", "Sam", "It is a code", "GB-LAE-LDS",
    )  # fmt: skip
    reading = lookups.reading(own_site.home, own_site.leeds)
    assert reading is not None
    assert reading.tables[0].columns["account"] == "Purpose"


def test_a_form_that_changes_nothing_says_so(client: Client, own_site: Site) -> None:
    address = reverse("file-columns-of", args=[own_site.leeds, 0])
    response = client.post(address, {"column-1": "department", "order": "day", "scope": "file"}, follow=True)
    assert "Nothing was changed" in response.content.decode()
    assert queries.log()[1] == 0


def test_the_order_of_dates_is_changed_for_one_file(client: Client, own_site: Site) -> None:
    address = reverse("file-columns-of", args=[own_site.bradford, 0])
    response = client.post(address, {"order": "month", "scope": "file"}, follow=True)
    assert "The order of dates was changed for this file" in response.content.decode()
    [decided] = queries.decisions().date_orders
    assert (decided.sha256, decided.order) == (own_site.bradford, "month")


def test_rows_are_released_and_marked(client: Client, own_site: Site) -> None:
    address = reverse("file-quarantine-rows", args=[own_site.leeds])
    response = client.post(address, {"rows": ["4"], "action": "release"}, follow=True)
    assert "1 row was released" in response.content.decode()
    response = client.post(address, {"rows": ["5"], "action": "furniture"}, follow=True)
    assert "1 row was marked as no payment" in response.content.decode()
    assert lookups.quarantine(own_site.home, sha256=own_site.leeds).count == 0


@pytest.mark.parametrize(
    ("form", "status", "says"),
    [
        ({"action": "release"}, 409, "No row was chosen"),
        ({"rows": ["5"], "action": "release"}, 409, "cannot be read at line 5"),
        ({"rows": ["4"], "action": "burn"}, 404, "Page not found"),
        ({"rows": ["four"], "action": "release"}, 404, "Page not found"),
    ],
)
def test_what_cannot_be_done_to_rows_is_said(
    client: Client, own_site: Site, form: dict[str, object], status: int, says: str
) -> None:
    response = client.post(reverse("file-quarantine-rows", args=[own_site.leeds]), form)
    assert response.status_code == status
    assert says in response.content.decode()
    assert queries.decisions().rows == ()


def test_a_row_is_mended_and_only_what_changed_is_kept(client: Client, own_site: Site) -> None:
    address = reverse("mend", args=[own_site.leeds, 5])
    form = {"cell-0": "Leeds City Council", "cell-2": "Brindle", "cell-4": "12.50", "cell-5": "Repairs"}
    response = client.post(address, form, follow=True)
    assert "no longer in quarantine" in response.content.decode()
    [decided] = queries.decisions().rows
    assert decided.cells == {4: "12.50"}


def test_a_mend_that_does_not_help_says_so_and_stays(client: Client, own_site: Site) -> None:
    response = client.post(reverse("mend", args=[own_site.leeds, 5]), {"cell-4": "dunno"}, follow=True)
    assert "can still not be read" in response.content.decode()
    assert lookups.quarantine(own_site.home, sha256=own_site.leeds).count == 2


def test_a_row_that_is_no_longer_in_quarantine_leads_to_its_line(client: Client, site: Site) -> None:
    assert client.get(reverse("mend", args=[site.leeds, 2])).headers["Location"] == reverse("row", args=[site.leeds, 2])


@pytest.mark.parametrize(
    ("choice", "stand"), [("this", (False, True)), ("other", (True, False)), ("both", (True, True))]
)
def test_which_file_stands_is_chosen(client: Client, own_site: Site, choice: str, stand: tuple[bool, bool]) -> None:
    client.post(reverse("file-standing", args=[own_site.held]), {"choice": choice})
    files = [lookups.file(own_site.home, sha256) for sha256 in (own_site.bradford, own_site.held)]
    assert tuple(file is not None and file.standing for file in files) == stand


def test_a_choice_has_to_be_made(client: Client, own_site: Site) -> None:
    response = client.post(reverse("file-standing", args=[own_site.held]))
    assert response.status_code == 409
    assert "Nothing was chosen" in response.content.decode()


def test_a_publisher_that_nobody_knows_is_said_beside_the_field(client: Client, own_site: Site) -> None:
    address = reverse("file-organisation", args=[own_site.leeds])
    response = client.post(address, {"organisation": "Atlantis"})
    assert response.status_code == 422
    assert "There is a problem" in response.content.decode()
    response = client.post(address, {"organisation": "Atlantis", "new": "yes"}, follow=True)
    assert "File of Atlantis" in response.content.decode()
    response = client.post(address, {"organisation": "E08000035"}, follow=True)
    assert "File of Leeds City Council" in response.content.decode()


def test_a_decision_is_undone_from_its_page(client: Client, own_site: Site) -> None:
    client.post(reverse("file-quarantine-rows", args=[own_site.leeds]), {"rows": ["4"], "action": "release"})
    [decided] = queries.decisions_about(sha256=own_site.leeds, publisher=None)
    response = client.post(reverse("undo", args=["row", decided.id]), {"file": own_site.leeds}, follow=True)
    assert "The decision was undone" in response.content.decode()
    assert lookups.quarantine(own_site.home, sha256=own_site.leeds).count == 2
    assert client.post(reverse("undo", args=["row", decided.id])).status_code == 409
    assert client.post(reverse("undo", args=["row", 999])).status_code == 404
    assert client.post(reverse("undo", args=["nothing", 1])).status_code == 404


def test_a_decision_during_a_load_is_kept_and_said_to_be(client: Client, own_site: Site) -> None:
    with writing(own_site.home):
        response = client.post(
            reverse("file-quarantine-rows", args=[own_site.leeds]), {"rows": ["4"], "action": "release"}
        )
    assert response.status_code == 409
    assert "Your decision is kept" in response.content.decode()
    assert len(queries.decisions().rows) == 1


@pytest.mark.parametrize("name", ["undo", "file-standing", "file-quarantine-rows"])
def test_nothing_is_decided_by_following_a_link(client: Client, site: Site, name: str) -> None:
    arguments = ["row", 1] if name == "undo" else [site.leeds]
    assert client.get(reverse(name, args=arguments)).status_code == 405
