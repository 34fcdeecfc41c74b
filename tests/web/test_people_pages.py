"""Pages of an organisation's people and of its log: who may see them, what they do, and that nothing typed harms."""

import csv
import io
import re
from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client

from tallystick.councils import actions, models, queries
from tallystick.councils.actions import record_reading, write_log
from tests.people import LEEDS, SAM, YORK, People
from tests.web.signing import text

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
NASTY = "<script>alert('x')</script>"
FORMULA = '=HYPERLINK("http://x.example","y")'


@pytest.fixture(autouse=True)
def leeds(people: People, home: Any) -> None:
    people.organisation(LEEDS, "Leeds City Council")
    people.organisation(YORK, "City of York Council")


def link_on(page: Any) -> str:
    found = re.search(r'id="link">([^<]+)<', page.content.decode())
    assert found, text(page)
    return found[1]


def invite(client: Client, **more: str) -> Any:
    said = {"email": "new@leeds.example", "name": "", "role": "reader", **more}
    return client.post(f"/organisations/{LEEDS}/people/invite/", said)


PEOPLE = ("", "invite/", "1/")
LOGS = ("log/", "log.csv", "log/readings/", "log/holds/")


@pytest.mark.parametrize("role", ["reader", "contract_manager", "category_manager", "approver", "sector", "nothing"])
def test_people_are_for_administrators(people: People, role: str) -> None:
    client = people.client(role)
    number = people.person(role).pk
    for path in ("", "invite/", f"{number}/"):
        assert client.get(f"/organisations/{LEEDS}/people/{path}").status_code == 403, path
    for path in (f"{number}/role/", f"{number}/back-in/", f"{number}/active/", "roles/1/end/", "invite/"):
        assert client.post(f"/organisations/{LEEDS}/people/{path}", {"role": "administrator"}).status_code == 403, path
    assert [role for _, role in queries.members(organisation=LEEDS, by=SAM)[0].roles] if role != "nothing" else True


@pytest.mark.parametrize("path", LOGS)
@pytest.mark.parametrize("role", ["reader", "contract_manager", "category_manager", "sector", "nothing"])
def test_the_log_is_for_those_who_may_read_it(people: People, role: str, path: str) -> None:
    assert people.client(role).get(f"/organisations/{LEEDS}/{path}").status_code == 403


@pytest.mark.parametrize("path", [f"people/{path}" for path in PEOPLE] + list(LOGS))
def test_an_administrator_elsewhere_sees_none_of_it_and_is_not_told_what_there_is(people: People, path: str) -> None:
    client = people.client("administrator", YORK)
    known = client.get(f"/organisations/{LEEDS}/{path}")
    unknown = client.get(f"/organisations/GB-LAE-NONE/{path}")
    assert (known.status_code, unknown.status_code) == (403, 403)
    assert text(known) == text(unknown)


@pytest.mark.parametrize("path", ["people/", *LOGS])
def test_nobody_is_sent_to_sign_in(people: People, path: str) -> None:
    answer = people.client("nobody").get(f"/organisations/{LEEDS}/{path}")
    assert answer["Location"].startswith("/account/sign-in/")


def test_somebody_is_invited_and_found(people: People) -> None:
    client = people.client("administrator")
    page = invite(client, email="Grace@Leeds.Example", name=NASTY, role="contract_manager")
    assert page.status_code == 200
    assert "no-store" in page["Cache-Control"]
    secret = link_on(page).rstrip("/").rpartition("/")[2]
    assert link_on(page).startswith("http://localhost/in/")
    assert actions.whose(secret, at=datetime.now(UTC)).person.email == "grace@leeds.example"
    listed = client.get(f"/organisations/{LEEDS}/people/?search=GRACE")
    assert "1 person of 2" in text(listed)
    assert NASTY not in listed.content.decode()
    assert NASTY in text(listed)
    assert "0 people" in text(client.get(f"/organisations/{LEEDS}/people/?search=nobody+at+all"))


@pytest.mark.parametrize(
    ("said", "why"), [({"email": "x"}, "is not an e-mail address"), ({"role": ""}, "is not a role")]
)
def test_what_cannot_be_invited_is_said_beside_its_field(people: People, said: dict[str, str], why: str) -> None:
    page = invite(people.client("administrator"), **said)
    assert "There is a problem" in text(page)
    assert why in text(page)


def test_somebody_whom_another_organisation_invited_is_pointed_out_first(people: People) -> None:
    invite(people.client("administrator"), email="grace@leeds.example")
    theirs = people.client("administrator", YORK)
    said = {"email": "grace@leeds.example", "name": "", "role": "reader"}
    page = theirs.post(f"/organisations/{YORK}/people/invite/", said)
    assert "Another organisation has already invited" in text(page)
    assert "Leeds" not in text(page)
    page = theirs.post(f"/organisations/{YORK}/people/invite/", {**said, "known": "yes"})
    assert "now has the role" in text(page)
    assert "/in/" not in page.content.decode()


def test_roles_are_given_and_ended_and_an_account_closed_and_opened(people: People) -> None:
    client, person = people.client("administrator"), people.person("reader")
    base = f"/organisations/{LEEDS}/people"
    assert client.post(f"{base}/{person.pk}/role/", {"role": "approver"}).status_code == 302
    page = client.get(f"{base}/{person.pk}/")
    assert "Approver" in text(page)
    [approver] = models.Membership.objects.filter(person=person, role="approver")
    client.post(f"{base}/roles/{approver.pk}/end/", {"why": "left the board"})
    assert queries.actor_of(person).roles_in(LEEDS) == {"reader"}
    client.post(f"{base}/{person.pk}/active/", {"active": "no"})
    assert "Closed" in text(client.get(f"{base}/"))
    client.post(f"{base}/{person.pk}/active/", {"active": "yes"})
    assert "Closed" not in text(client.get(f"{base}/"))
    page = client.post(f"{base}/{person.pk}/back-in/")
    assert "A way back in" in text(page)
    assert "/in/" in link_on(page)


def test_somebody_of_another_organisation_is_not_there(people: People) -> None:
    client, theirs = people.client("administrator"), people.person("reader", YORK)
    assert client.get(f"/organisations/{LEEDS}/people/{theirs.pk}/").status_code == 404
    assert client.post(f"/organisations/{LEEDS}/people/{theirs.pk}/back-in/").status_code == 404


def test_the_log_is_shown_searched_and_downloaded(people: People) -> None:
    write_log(chain=LEEDS, what="change", kind="organisation", key=1, before={"name": NASTY},
              after={"name": FORMULA}, why=FORMULA, by=SAM, at=AT)  # fmt: skip
    client = people.client("approver")
    page = client.get(f"/organisations/{LEEDS}/log/?text=hyperlink&from=2026-11-22&to=2026-11-22")
    assert "1 entry" in text(page)
    assert f"Name: {NASTY} → {FORMULA}" in text(page)
    assert NASTY not in page.content.decode()
    assert "No entries" in text(client.get(f"/organisations/{LEEDS}/log/?about=contract:99"))
    assert "Enter a date" in text(client.get(f"/organisations/{LEEDS}/log/?from=yesterday"))
    file = client.get(f"/organisations/{LEEDS}/log.csv?text=hyperlink")
    content = b"".join(file.streaming_content).decode()  # type: ignore[attr-defined]
    [row] = csv.DictReader(io.StringIO(content))
    assert row["why"] == "'" + FORMULA
    assert row["by"] == "Sam"
    assert len(row["hash"]) == 64


def test_confidential_figures_are_not_shown_in_the_log(people: People) -> None:
    write_log(chain=LEEDS, what="change", kind="price_line", key=1, about="contract:1",
              before={"title": "Laptop", "unit_price": "1234.56"},
              after={"title": "Laptop", "unit_price": "6543.21"}, by=SAM, at=AT)  # fmt: skip
    write_log(chain=LEEDS, what="change", kind="never_declared", after={"note": "secret"}, by=SAM, at=AT)
    client = people.client("approver")
    for path in ("log/", "log.csv"):
        answer = client.get(f"/organisations/{LEEDS}/{path}")
        said = b"".join(answer.streaming_content).decode() if answer.streaming else answer.content.decode()  # type: ignore[attr-defined]
        assert "confidential" in said
        for figure in ("1234.56", "6543.21", "secret"):
            assert figure not in said, path


def test_readings_of_confidential_figures_are_listed(people: People) -> None:
    record_reading(organisation=LEEDS, kind="price_line", key=1, about="contract:1", fields=["unit_price"],
                   by=people.actor("contract_manager"), at=AT)  # fmt: skip
    page = people.client("administrator").get(f"/organisations/{LEEDS}/log/readings/")
    assert "Contract manager of" in text(page)
    assert "unit_price" in text(page)


def test_the_page_says_whether_the_log_holds(people: People) -> None:
    client = people.client("approver")
    page = client.get(f"/organisations/{LEEDS}/log/holds/")
    assert "The log holds" in text(page)
    assert models.Chain.objects.get(name=LEEDS).last in text(page)
    models.Chain.objects.filter(name=LEEDS).update(last="0" * 64)
    assert "The log does not hold" in text(client.get(f"/organisations/{LEEDS}/log/holds/"))


def test_the_installations_log_is_its_owners(people: People) -> None:
    assert people.client("administrator").get("/organisations/-/log/").status_code == 403
    page = people.client().get("/organisations/-/log/")
    assert "The whole installation" in text(page)
