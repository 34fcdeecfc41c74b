"""Private addresses of calendars, as Outlook and Google ask for them, read with an iCalendar library and by hand."""

import logging
import re
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlparse

import pytest
from django.apps import apps
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from icalendar import Calendar

from tallystick.contracts.actions.keeping import change_contract, remove_contract
from tallystick.councils.throttling import MOST_A_MINUTE
from tests.contracts import governed
from tests.contracts.governed import OURS
from tests.people import SAM, People
from tests.walk.planted import markers_in, plant

pytestmark = pytest.mark.django_db
LONG = "Lifts, “escalators” and; hoists\\ of the whole estate – " + "naïve 🛗 " * 30

HEAD = (
    "VERSION:2.0",
    "METHOD:PUBLISH",
    "CALSCALE:GREGORIAN",
    "REFRESH-INTERVAL;VALUE=DURATION:PT6H",
    "X-PUBLISHED-TTL:PT6H",
    "X-WR-CALNAME:Mine\\, at work\\; 🛗",
    "X-WR-TIMEZONE:Europe/London",
)


@pytest.fixture(autouse=True)
def counted_anew() -> None:
    cache.clear()


@pytest.fixture
def contract(people: People) -> Any:
    """The manager's own, which may be extended within two years and ends after them."""
    governed.councils()
    today = timezone.localdate()
    return governed.contract(
        title=LONG, department="Estates", reference="LC-1", start=today - timedelta(days=400), regime="PA2023",
        end=today + timedelta(days=500), term_kind="fixed", extensions=[12], extensions_used=0,
        next_route="mini_competition", extension_notice={"count": 3, "unit": "months"},
        owner_id=people.person("contract_manager", OURS).pk,
    )  # fmt: skip


def subscribed(people: People, role: str = "contract_manager", **said: str) -> str:
    """The path of a private address that somebody made on the page."""
    response = people.client(role, OURS).post("/calendar/yours/", {"whose": "mine", **said})
    assert response.status_code == 200
    assert "no-store" in response.headers["Cache-Control"]
    [address] = re.findall(r'id="address">([^<]+)<', response.content.decode())
    path: str = urlparse(address).path
    return path


def read(path: str, **headers: str) -> Any:
    return Client(headers={"host": "localhost", **headers}).get(path)


def calendar_of(path: str) -> Any:
    return Calendar.from_ical(read(path).content)


def events(path: str) -> dict[str, Any]:
    """By the beginning of their names."""
    return {str(one["SUMMARY"]).partition(":")[0]: one for one in calendar_of(path).walk("VEVENT")}


def test_somebody_subscribes_and_reads_it(contract: Any, people: People) -> None:
    path = subscribed(people, name="Mine, at work")
    assert re.fullmatch(r"/calendar/[A-Za-z0-9_-]{43}\.ics", path)
    response = read(path)
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert response.headers["Cache-Control"].startswith("private")
    assert not response.cookies
    found = events(path)
    extension = next(one for name, one in found.items() if name.startswith("Extend it"))
    row = apps.get_model("contracts", "KeyDate").objects.get(contract=contract, key="extension:1")
    assert extension.start == row.due
    assert extension.end == row.due + timedelta(days=1)
    assert LONG.strip()[:60] in extension["SUMMARY"]
    assert row.why in extension["DESCRIPTION"]
    assert all(step in extension["DESCRIPTION"] for step in row.working[:2])
    assert extension["URL"].endswith(f"/contracts/{contract.pk}/dates/")
    assert found["Last safe day to begin"].start == row.last_safe_start


def test_it_is_what_outlook_and_google_need(contract: Any, people: People) -> None:
    content = read(subscribed(people, name="Mine, at work; 🛗")).content
    assert content.endswith(b"END:VCALENDAR\r\n")
    assert b"\n" not in content.replace(b"\r\n", b"")
    lines = content.split(b"\r\n")
    assert all(len(line) <= 75 for line in lines)
    for line in lines:
        line.decode()
    text = content.replace(b"\r\n ", b"").decode()
    head, *found = re.split(r"BEGIN:VEVENT\r\n", text)
    assert head.startswith("BEGIN:VCALENDAR\r\n")
    for one in HEAD:
        assert f"{one}\r\n" in head
    assert re.search(r"^PRODID:-//\S", head, re.MULTILINE)
    uids = []
    for event in found:
        names = [re.split("[:;]", line)[0] for line in event.split("\r\n") if line]
        for name in ("UID", "DTSTAMP", "DTSTART", "DTEND", "LAST-MODIFIED", "SEQUENCE", "SUMMARY", "DESCRIPTION"):
            assert names.count(name) == 1, (name, event)
        assert {"URL", "CATEGORIES", "STATUS", "TRANSP"} <= set(names)
        assert re.search(r"^DTSTAMP:\d{8}T\d{6}Z\r$", event, re.MULTILINE)
        begins = re.search(r"^DTSTART;VALUE=DATE:(\d{8})\r$", event, re.MULTILINE)
        ends = re.search(r"^DTEND;VALUE=DATE:(\d{8})\r$", event, re.MULTILINE)
        assert begins is not None
        assert ends is not None
        assert date.fromisoformat(ends[1]) - date.fromisoformat(begins[1]) == timedelta(days=1)
        uids += re.findall(r"^UID:(\S+)\r$", event, re.MULTILINE)
    assert len(set(uids)) == len(found) > 1


def test_nothing_is_sent_again_that_is_the_same(contract: Any, people: People) -> None:
    path = subscribed(people)
    first = read(path)
    again = read(path, if_none_match=first.headers["ETag"])
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["ETag"] == first.headers["ETag"]
    assert again.headers["Cache-Control"].startswith("private")
    assert read(path).content == first.content
    assert read(path, if_none_match=f"W/{first.headers['ETag']}").status_code == 304
    assert read(path, if_none_match='"another"').status_code == 200
    assert Client(headers={"host": "localhost"}).head(path).status_code == 200
    assert Client(headers={"host": "localhost"}).post(path).status_code == 405


def test_a_date_that_moves_is_the_same_event_changed(contract: Any, people: People) -> None:
    path = subscribed(people)
    before = {str(one["UID"]): one for one in calendar_of(path).walk("VEVENT")}
    change_contract(
        contract=contract.pk, version=contract.version, values={"end": contract.end + timedelta(days=9)}, by=SAM,
        at=timezone.now(),
    )  # fmt: skip
    after = {str(one["UID"]): one for one in calendar_of(path).walk("VEVENT")}
    assert before.keys() == after.keys()
    moved = [uid for uid in before if before[uid].start != after[uid].start]
    assert moved
    for uid in moved:
        assert after[uid]["SEQUENCE"] > before[uid]["SEQUENCE"]
        assert after[uid]["LAST-MODIFIED"].dt > before[uid]["LAST-MODIFIED"].dt


def test_an_end_whose_extension_was_missed_says_that_first(contract: Any, people: People) -> None:
    path, today = subscribed(people), timezone.localdate()
    values = {"end": today + timedelta(days=40), "latest_end": None}
    change_contract(contract=contract.pk, version=contract.version, values=values, by=SAM, at=timezone.now())
    found = calendar_of(path).walk("VEVENT")
    [end] = [one for one in found if one["UID"].startswith(f"{contract.pk}.end.") and ".start." not in one["UID"]]
    assert end["SUMMARY"].startswith("The last day to give notice to extend was ")
    assert ": only by agreement now. It ends on " in end["SUMMARY"]
    assert "nothing extends it" not in end["DESCRIPTION"]


def test_what_is_gone_leaves(contract: Any, people: People) -> None:
    path = subscribed(people)
    assert calendar_of(path).walk("VEVENT")
    remove_contract(contract=contract.pk, version=contract.version, why="Twice", by=SAM, at=timezone.now())
    assert calendar_of(path).walk("VEVENT") == []


def test_an_address_that_was_ended_leads_nowhere(contract: Any, people: People) -> None:
    path, client = subscribed(people), people.client("contract_manager", OURS)
    page = client.get("/calendar/yours/").content.decode()
    assert path not in page
    [end] = re.findall(r'action="(/calendar/yours/\d+/end/)"', page)
    assert people.client("reader", OURS).post(end).status_code == 409
    assert read(path).status_code == 200
    assert client.post(end).status_code == 302
    gone = read(path)
    assert gone.status_code == 404
    assert gone.headers["Cache-Control"].startswith("private")
    assert LONG[:5] not in gone.content.decode()


def test_who_lost_their_role_has_an_empty_calendar_that_says_so(contract: Any, people: People) -> None:
    path = subscribed(people, whose=f"in|{OURS}|Estates")
    assert calendar_of(path).walk("VEVENT")
    apps.get_model("councils", "Membership").objects.update(ended_at=timezone.now())
    found = calendar_of(path)
    assert found.walk("VEVENT") == []
    assert "may not read" in found["X-WR-CALDESC"]
    apps.get_model("councils", "Person").objects.update(is_active=False)
    assert read(path).status_code == 404


def test_a_team_has_no_owner_who_reads_everything(contract: Any, people: People, settings: Any) -> None:
    response = people.client("owner").post("/calendar/yours/", {"whose": f"in|{OURS}|"})
    [address] = re.findall(r'id="address">([^<]+)<', response.content.decode())
    assert read(urlparse(address).path).status_code == 200
    settings.TALLYSTICK_TEAM = True
    assert read(urlparse(address).path).status_code == 404


def test_guessing_is_slowed_down(contract: Any, people: People, caplog: pytest.LogCaptureFixture) -> None:
    path = subscribed(people)
    with caplog.at_level(logging.DEBUG, logger="tallystick"):
        answers = [read(f"/calendar/{'x' * 40}{number:03d}.ics").status_code for number in range(MOST_A_MINUTE + 3)]
    # Those of two minutes, where the clock passes from one to the next meanwhile.
    assert set(answers) <= {404, 429}
    assert answers[:3] == [404] * 3
    if answers[-1] == 429:
        blocked = read(path)
        assert blocked.status_code == 429
        assert blocked.headers["Retry-After"] == "60"


def test_a_calendar_that_asks_all_the_time_is_told_to_wait(contract: Any, people: People) -> None:
    path = subscribed(people)
    answers = [read(path).status_code for _ in range(65)]
    assert answers[0] == 200
    assert answers.count(429) >= 5 or answers.count(200) == 60


@pytest.mark.parametrize("role", ["contract_manager", "sector"])
def test_nothing_is_told_that_its_owner_may_not_read(people: People, home: Any, role: str) -> None:
    planted = plant(people, home)
    client = people.client(role, planted.organisation)
    response = client.post("/calendar/yours/", {"whose": f"in|{planted.organisation}|"})
    [address] = re.findall(r'id="address">([^<]+)<', response.content.decode())
    content = read(urlparse(address).path).content.replace(b"\r\n ", b"")
    letters = markers_in(content)
    assert letters
    assert letters <= ({"p", "c"} if role == "sector" else {"p", "c", "a"})


def test_whose_dates_has_to_be_chosen(contract: Any, people: People) -> None:
    client = people.client("contract_manager", OURS)
    for whose in ("", "everything", "in|GB-LAE-BBB|", f"in|{OURS}|No such"):
        response = client.post("/calendar/yours/", {"whose": whose})
        assert 'id="address"' not in response.content.decode()
        assert "There is a problem" in response.content.decode() or response.status_code == 403
    page = client.get(f"/calendar/yours/?whose=in%7C{OURS}%7CEstates").content.decode()
    assert f'value="in|{OURS}|Estates" selected' in page


def test_nothing_in_a_title_breaks_out_of_its_line(contract: Any, people: People) -> None:
    dates = apps.get_model("contracts", "KeyDate").objects.filter(contract=contract)
    dates.update(what="One\r\nEND:VEVENT\nATTENDEE:mailto:x@y.example\x1b", why="\r\nBEGIN:VALARM\u2028x")
    path = subscribed(people, name="Mine\r\nMETHOD:REQUEST")
    content = read(path).content.decode()
    assert not re.search(r"^(ATTENDEE|BEGIN:VALARM|METHOD:REQUEST|BEGIN:VALARM)", content, re.MULTILINE)
    assert content.count("END:VEVENT\r\n") == len(calendar_of(path).walk("VEVENT"))
    assert "\x1b" not in content
