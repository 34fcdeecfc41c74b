"""`tallystick duties send`, with a real mail server and real processes: one is killed between its word and ours."""

import subprocess
import threading
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from pytest_django.plugin import DjangoDbBlocker

from tallystick.config.mail import mail_settings
from tallystick.lake.store.home import Home
from tests import databases
from tests.commands import Tallystick, command_line, environment, process
from tests.mailing import Mailbox, mail_server

pytestmark = pytest.mark.record
LEEDS = "GB-LAE-LDS"
FROM = "tallystick@council.example"
ADDRESS = "https://contracts.council.example/"
SEND = ("--as", "operator", "duties", "send", "--json")


@pytest.fixture
def box() -> Iterator[Mailbox]:
    with mail_server() as made:
        yield made


@pytest.fixture
def council(
    home: Home,
    tallystick: Tallystick,
    box: Mailbox,
    monkeypatch: pytest.MonkeyPatch,
    settings: Any,
    django_db_blocker: DjangoDbBlocker,
) -> Home:
    """Leeds, where Ada owns a contract of which something has to be decided within days; and Dan administers.

    Commands of this process and of others find the mail server.
    """
    tallystick(home, "organisations", "add", "Leeds City Council")
    for name, role in (("ada", "contract_manager"), ("dan", "administrator")):
        tallystick(
            home, "people", "invite", f"{name}@leeds.example", "--organisation", LEEDS, "--role", role, "--name",
            name.capitalize(),
        )  # fmt: skip
    with django_db_blocker.unblock(), databases.opened(home):
        _contract()
    monkeypatch.setenv("EMAIL_URL", box.url)
    monkeypatch.setenv("TALLYSTICK_EMAIL_FROM", FROM)
    monkeypatch.setenv("TALLYSTICK_ADDRESS", ADDRESS)
    mail = mail_settings({"EMAIL_URL": box.url, "TALLYSTICK_EMAIL_FROM": FROM})
    settings.TALLYSTICK_SENDS_EMAIL, settings.DEFAULT_FROM_EMAIL = mail.sends, mail.sender
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.TALLYSTICK_ADDRESS = mail.host, mail.port, ADDRESS
    return home


def _contract() -> None:
    from tallystick.contracts.actions import add_contract
    from tallystick.councils import queries
    from tests.people import AT, SAM

    ada = queries.person_by_email("ada@leeds.example")
    assert ada is not None
    end = date.today() + timedelta(days=20)  # noqa: DTZ011
    values = {
        "title": "Housing system", "start": end - timedelta(days=700), "end": end, "term_kind": "fixed",
        "extensions": [12], "extensions_used": 0, "extension_notice": {"count": 15, "unit": "days"},
        "owner_id": ada.pk, "regime": "PA2023",
    }  # fmt: skip
    suppliers = [{"name": "Oakhollow Ltd"}]
    add_contract(organisation=LEEDS, values=values, suppliers=suppliers, by=SAM, at=AT)


Send = Callable[..., dict[str, Any]]


@pytest.fixture
def send(tallystick: Tallystick) -> Send:
    """Sends from a home, in this process."""

    def run(home: Home, *more: str, status: int = 0) -> dict[str, Any]:
        [said] = tallystick(home, *SEND, *more, status=status).lines
        return said

    return run


def test_everybody_is_told_what_is_theirs_once(council: Home, box: Mailbox, send: Send, tallystick: Tallystick) -> None:
    planned = send(council, "--dry-run")
    assert (planned["would_tell"], planned["nobody"], box.taken) == (1, 0, [])
    assert planned["people"] == [{"person": "Ada", "email": "ada@leeds.example", "of": planned["of"]}]
    assert len(planned["items"]) == planned["of"]
    said_of = {(one["contract"], one["person"], one["council"]) for one in planned["items"]}
    assert said_of == {("Housing system", "Ada", "Leeds City Council")}
    assert {"what", "due", "stage"} <= planned["items"][0].keys()
    in_words = tallystick(council, "--as", "operator", "duties", "send", "--dry-run").out
    assert f"Ada <ada@leeds.example>: {planned['of']} date" in in_words
    [said] = process(council, *SEND).lines
    assert (said["made"], said["dates"], said["taken"]) == (1, planned["of"], 1)
    [message] = box.taken
    assert (message["To"], message["From"]) == ("ada@leeds.example", FROM)
    assert "Housing system (Oakhollow Ltd), Leeds City Council" in message.get_content()
    assert "https://contracts.council.example/contracts/1/dates/" in message.get_content()
    again = send(council)
    assert (again["made"], again["taken"], len(box.taken)) == (0, 0, 1)


def test_a_dry_run_works_dates_out_as_a_run_does(
    council: Home, box: Mailbox, django_db_blocker: DjangoDbBlocker, send: Send
) -> None:
    with django_db_blocker.unblock(), databases.opened(council):
        _nothing_was_worked_out_yet()
    planned = send(council, "--dry-run")
    assert (planned["would_tell"], box.taken) == (1, [])
    said = send(council)
    assert (said["made"], said["dates"]) == (1, planned["of"])


def _nothing_was_worked_out_yet() -> None:
    from tallystick.contracts import models

    models.KeyDate.objects.all().delete()
    models.Reckoned.objects.all().delete()


def test_a_process_that_is_killed_as_the_server_took_it_repeats_the_same_message(
    council: Home, box: Mailbox, send: Send
) -> None:
    taken, killed = threading.Event(), threading.Event()

    def wait(message: object) -> None:
        taken.set()
        killed.wait(20)

    box.then = wait
    with subprocess.Popen(command_line(council, *SEND), env=environment(council), stderr=subprocess.DEVNULL) as running:
        assert taken.wait(60)
        # A second one meanwhile leaves.
        refused = process(council, *SEND, status=1)
        running.kill()
    assert "Alerts are being sent just now" in refused.err
    killed.set()
    assert send(council)["taken"] == 1
    first, second = box.taken
    assert first["Message-ID"] == second["Message-ID"]
    assert first.as_bytes() == second.as_bytes()
    assert send(council)["taken"] == 0
    assert len(box.taken) == 2


def test_a_server_that_is_not_there_is_said_and_nothing_is_lost(council: Home, box: Mailbox, send: Send) -> None:
    said = process(council, *SEND, status=1, EMAIL_URL="smtp+plain://127.0.0.1:9")
    [found] = said.lines
    assert (found["made"], found["taken"]) == (1, 0)
    assert "refused" in found["stopped"]
    assert send(council)["taken"] == 1


def test_without_a_server_nothing_is_made(council: Home, box: Mailbox, send: Send) -> None:
    said = process(council, *SEND, status=1, EMAIL_URL="")
    assert "EMAIL_URL" in said.err
    assert send(council, "--dry-run")["would_tell"] == 1


def test_it_is_the_operators(council: Home, tallystick: Tallystick) -> None:
    for asking in ("ada@leeds.example", "dan@leeds.example"):
        said = tallystick(council, "--as", asking, "duties", "send", status=1)
        assert "Only the operator" in said.err


def test_it_is_said_in_sentences_too(council: Home, box: Mailbox, tallystick: Tallystick) -> None:
    box.refuses["ada@leeds.example"] = "550 no such person"
    said = tallystick(council, "--as", "operator", "duties", "send", status=1)
    assert "1 e-mail made" in said.out
    assert "0 sent" in said.out
    assert "The next run tries again" in said.err
