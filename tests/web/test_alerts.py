"""What was sent is seen by whom it was sent to, and by those who read the log of whom it is about. Nothing else is."""

import csv
import io
from typing import Any

import pytest

from tallystick.contracts import models
from tallystick.councils import models as councils
from tallystick.councils import queries
from tests.contracts.told import MONDAY, contract, key_date, make
from tests.people import LEEDS, YORK, People
from tests.web.signing import text

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def told(people: People, home: Any) -> None:
    """A manager of Leeds, who manages in York too, is told of a contract in each, and of an action in a meeting."""
    manager = people.person("contract_manager", LEEDS)
    people.organisation(YORK, "City of York Council")
    york = councils.Organisation.objects.get(code=YORK)
    councils.Membership.objects.create(person=manager, organisation=york, role="reader", begun_at="2026-01-01T00:00Z")
    leeds = councils.Organisation.objects.get(code=LEEDS)
    ours = contract(leeds, owner=manager, title="Housing system of Leeds")
    key_date(ours)
    key_date(ours, kind="action", key="action:1", what="Secret thing of the minutes")
    key_date(contract(york, owner=manager, title="=Bins of York <b>"))
    make()


def number() -> int:
    return int(models.Digest.objects.get().pk)


def test_whoever_was_told_sees_the_e_mail_as_it_was_sent(people: People) -> None:
    client = people.client("contract_manager")
    listed = text(client.get("/alerts/"))
    assert "1 e-mails" in listed or "1 e-mail" in listed
    shown = text(client.get(f"/alerts/{number()}/"))
    assert "Waiting to be sent" in shown
    assert "Housing system of Leeds" in shown
    assert "=Bins of York" in shown
    assert models.Digest.objects.get().subject in shown
    assert "What is new to you on Monday 3 May 2027." in shown


@pytest.mark.parametrize(("role", "code"), [("approver", LEEDS), ("administrator", LEEDS), ("approver", YORK)])
def test_whoever_reads_the_log_sees_what_is_their_councils_and_no_more(people: People, role: str, code: str) -> None:
    client = people.client(role, code)
    shown = text(client.get(f"/alerts/{number()}/"))
    assert ("Housing system of Leeds" in shown) is (code == LEEDS)
    assert ("Bins of York" in shown) is (code == YORK)
    assert "that you may not see" in shown
    assert "What is new to you" not in shown
    rows = list(csv.DictReader(io.StringIO(b"".join(client.get("/alerts.csv")).decode())))  # type: ignore[arg-type]
    assert len(rows) == (2 if code == LEEDS else 1)


@pytest.mark.parametrize("page", ["/calendar/", "/duties/", "/account/"])
def test_it_is_found_from_where_one_reads_of_dates(people: People, page: str) -> None:
    assert 'href="/alerts/"' in people.client("contract_manager").get(page).content.decode()


@pytest.mark.parametrize("role", ["reader", "category_manager", "sector", "nothing"])
def test_nobody_else_knows_of_it(people: People, role: str) -> None:
    client = people.client(role)
    assert "No e-mails." in text(client.get("/alerts/"))
    assert client.get(f"/alerts/{number()}/").status_code == 404
    assert b"".join(client.get("/alerts.csv")).count(b"\n") == 1  # type: ignore[arg-type]


def test_whoever_left_sees_no_more_what_they_were_told(people: People) -> None:
    councils.Membership.objects.filter(organisation__code=LEEDS).exclude(role="sector").update(
        ended_at="2027-01-01T00:00Z"
    )
    shown = text(people.client("contract_manager").get(f"/alerts/{number()}/"))
    assert "Housing system of Leeds" not in shown
    assert "What is new to you" not in shown
    assert "Bins of York" in shown


def test_whoever_may_read_papers_no_more_does_not_see_them_here(people: People) -> None:
    councils.Membership.objects.filter(role="contract_manager").update(role="sector")
    shown = text(people.client("contract_manager").get(f"/alerts/{number()}/"))
    assert "Housing system of Leeds" in shown
    assert "Secret thing" not in shown


@pytest.mark.parametrize(("asked", "found"), [
    ("text=housing", 1), ("text=nothing", 0), ("state=made", 1), ("state=sent", 0), ("state=zzz", 1),
    (f"organisation={YORK}", 1), ("organisation=zzz", 0), ("whose=me", 1), ("sort=to&page=x", 1), ("sort=-state", 1),
])  # fmt: skip
def test_a_list_is_searched(people: People, asked: str, found: int) -> None:
    shown = people.client("contract_manager").get(f"/alerts/?{asked}").content.decode()
    assert shown.count(f"/alerts/{number()}/") == found


def test_what_is_searched_for_is_only_what_may_be_seen(people: People) -> None:
    assert "No e-mails." in text(people.client("approver", YORK).get("/alerts/?text=housing"))


def test_what_was_typed_harms_nobody(people: People) -> None:
    client = people.client("contract_manager")
    assert "<b>" not in client.get(f"/alerts/{number()}/").content.decode()
    assert "'=Bins of York" in b"".join(client.get("/alerts.csv")).decode()  # type: ignore[arg-type]


def test_a_repeat_is_plain_from_the_page(people: People) -> None:
    tries = [{"at": "2027-05-03T06:00:00+00:00", "ended": "not_known", "why": "The mail server went away"}]
    models.Digest.objects.update(state="not_known", tries=tries)
    shown = text(people.client("contract_manager").get(f"/alerts/{number()}/"))
    assert "Sent perhaps" in shown
    assert "The mail server went away" in shown


# ---- Who hears of what nobody owns.


def hear(people: People, role: str, person: str) -> Any:
    return people.client(role).post(f"/organisations/{LEEDS}/people/who-hears/", {"hears": person, "why": "Cover"})


def test_an_administrator_says_who_hears_of_what_nobody_owns(people: People) -> None:
    reader = people.person("reader")
    assert hear(people, "administrator", str(reader.pk)).status_code == 302
    admin = people.actor("administrator")
    assert queries.who_hears(organisation=LEEDS, by=admin) == reader.pk
    page = people.client("administrator").get(f"/organisations/{LEEDS}/people/").content.decode()
    assert f'<option value="{reader.pk}" selected>' in page
    [entry] = councils.LogEntry.objects.filter(what="say_who_hears")
    assert (entry.chain, entry.after, entry.why) == (LEEDS, {"hears": reader.name}, "Cover")
    hear(people, "administrator", "")
    assert queries.who_hears(organisation=LEEDS, by=admin) is None


@pytest.mark.parametrize("role", ["reader", "contract_manager", "approver", "sector", "nothing"])
def test_nobody_else_says_so(people: People, role: str) -> None:
    assert hear(people, role, str(people.person("reader").pk)).status_code == 403
    assert councils.Organisation.objects.get(code=LEEDS).unowned_to is None


@pytest.mark.parametrize("who", ["stranger", "closed", "0", "x", "9" * 30])
def test_only_somebody_who_works_there_can_hear(people: People, who: str) -> None:
    number = who
    if who == "stranger":
        number = str(people.person("reader", YORK).pk)
    if who == "closed":
        closed = people.person("reader")
        councils.Person.objects.filter(pk=closed.pk).update(is_active=False)
        number = str(closed.pk)
    hear(people, "administrator", number)
    assert councils.Organisation.objects.get(code=LEEDS).unowned_to is None


def test_its_day_is_the_mondays(people: People) -> None:
    assert models.Digest.objects.get().on == MONDAY
