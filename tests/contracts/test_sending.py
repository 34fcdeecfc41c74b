"""What was made is sent by a real mail server on loopback, until it has said that it took it, and no more than that."""

from collections.abc import Iterator
from smtplib import SMTP
from typing import Any

import pytest

from tallystick.contracts import models
from tallystick.contracts.actions.sending import send_digests
from tallystick.councils.actions import NotAllowed
from tallystick.councils.models import Person
from tests.contracts.told import MONDAY, at, contract, council, days, give, key_date, leave, make, person, send, told
from tests.mailing import Mailbox, mail_server
from tests.people import People

pytestmark = pytest.mark.django_db


@pytest.fixture
def box(settings: object) -> Iterator[Mailbox]:
    """A server, which the settings name."""
    with mail_server() as made:
        for name, value in {
            "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend", "EMAIL_HOST": "127.0.0.1",
            "EMAIL_PORT": made.port, "EMAIL_USE_TLS": False, "EMAIL_TIMEOUT": 2,
            "DEFAULT_FROM_EMAIL": "tallystick@council.example",
        }.items():  # fmt: skip
            setattr(settings, name, value)
        yield made


def digest(who: str = "ada") -> models.Digest:
    return models.Digest.objects.filter(person__name=who.capitalize()).latest("pk")


def ended(who: str = "ada") -> list[str]:
    return [one["ended"] for one in digest(who).tries]


def somebody_is_told(*names: str) -> None:
    for name in names or ("ada",):
        key_date(contract(owner=person(name), title="Café licences\r\nBcc: all@council.example"))
    make()


def test_an_e_mail_says_what_by_when_and_why_in_plain_text(box: Mailbox) -> None:
    ada = person("ada")
    of = contract(owner=ada, title="Housing system", supplier_label="Oakhollow Ltd")
    key_date(
        of, due=days(40), takes_effect=days(130), last_safe_start=days(5),
        why="Three months' notice, received by 31 March.",
    )  # fmt: skip
    key_date(contract(owner=ada, title="Wide area network"), key="review", what="Review it", due=days(3))
    make()
    assert send().taken == 1
    [message] = box.taken
    assert message["To"] == "ada@council.example"
    assert message["From"] == "tallystick@council.example"
    assert message["Subject"] == "Tallystick: 2 dates of contracts"
    assert message["Message-ID"] == digest().message_id
    assert message["Auto-Submitted"] == "auto-generated"
    assert message.get_content_type() == "text/plain"
    assert (
        message.get_content().replace("\r\n", "\n")
        == f"""Ada,

What is new to you on Monday 3 May 2027.
Each is told once as it comes up, once in its last two weeks, and once when it is late.

Thursday 6 May 2027, in 3 days: Review it
  Wide area network, Council GB-LAE-AAA
  https://register.council.example/contracts/{of.pk + 1}/dates/

Saturday 12 June 2027, in 40 days: Extend or let it end
  Housing system (Oakhollow Ltd), Council GB-LAE-AAA
  It takes effect on Friday 10 September 2027.
  Last safe day to begin: Saturday 8 May 2027.
  Why: Three months' notice, received by 31 March.
  https://register.council.example/contracts/{of.pk}/dates/

All that is yours: https://register.council.example/calendar/
"""
    )


def test_what_a_title_holds_stays_in_its_line(box: Mailbox) -> None:
    somebody_is_told()
    send()
    [message] = box.taken
    assert message["Bcc"] is None
    assert "Café licences Bcc: all@council.example, Council" in message.get_content().replace("\r\n", "\n")


def test_more_than_a_hundred_are_counted_and_not_lost(box: Mailbox) -> None:
    ada = person("ada")
    for _ in range(130):
        key_date(contract(owner=ada))
    make()
    send()
    [message] = box.taken
    assert message.get_content().count("Housing system") == 100
    assert "And 30 more: https://register.council.example/calendar/" in message.get_content().replace("\r\n", "\n")
    assert len(told()) == 130


def test_each_is_sent_once_over_one_connection(box: Mailbox) -> None:
    somebody_is_told("ada", "bob", "cy")
    assert send().well
    assert send() == type(send())()
    assert [one["To"] for one in box.taken] == ["ada@council.example", "bob@council.example", "cy@council.example"]
    assert box.connections == 1
    assert (digest().state, digest().handed_at, ended()) == ("sent", at(MONDAY), ["taken"])


@pytest.mark.parametrize("kept", [True, False])
def test_a_server_that_goes_away_before_it_answers_is_asked_again_and_the_record_says_so(
    box: Mailbox, *, kept: bool
) -> None:
    somebody_is_told("ada", "bob")
    box.dies_after, box.dies_before = int(kept), int(not kept)
    assert (send().not_known, digest().state, digest("bob").state) == (1, "not_known", "sent")
    assert ended() == ["not_known"]
    send(days(1))
    assert (digest().state, ended()) == ("sent", ["not_known", "taken"])
    assert digest().handed_at == at(days(1))
    mine = box.to("ada@council.example")
    assert len(mine) == (2 if kept else 1)
    assert {one["Message-ID"] for one in mine} == {digest().message_id}
    assert len({one.as_bytes() for one in mine}) == 1


def test_a_program_that_stops_between_the_servers_word_and_ours_repeats_the_same_message(
    box: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    somebody_is_told()

    class Killed(BaseException):
        """As a process is that is killed: nothing catches it."""

    def handed_over(self: SMTP, message: bytes) -> None:
        data(self, message)
        raise Killed

    data = SMTP.data
    with monkeypatch.context() as patched:
        patched.setattr(SMTP, "data", handed_over)
        with pytest.raises(Killed):
            send()
    assert (digest().state, ended(), len(box.taken)) == ("not_known", ["not_known"], 1)
    send()
    assert (digest().state, ended(), len(box.taken)) == ("sent", ["not_known", "taken"], 2)
    assert box.taken[0]["Message-ID"] == box.taken[1]["Message-ID"]


def test_a_server_that_cannot_be_reached_leaves_everything_waiting(box: Mailbox, settings: object) -> None:
    somebody_is_told()
    settings.EMAIL_PORT = 9  # type: ignore[attr-defined]
    found = send()
    assert not found.well
    assert "refused" in found.stopped.casefold()
    assert (digest().state, digest().tries) == ("made", [])
    settings.EMAIL_PORT = box.port  # type: ignore[attr-defined]
    assert send().taken == 1


def test_a_server_that_goes_away_each_time_is_left_alone_after_three(box: Mailbox) -> None:
    somebody_is_told("ada", "bob", "cy", "dee")
    box.dies_before = 9
    found = send()
    assert (found.not_known, bool(found.stopped)) == (3, True)
    assert models.Digest.objects.filter(state="made").count() == 1


def test_an_address_that_is_put_off_is_tried_by_the_next_run(box: Mailbox) -> None:
    somebody_is_told()
    box.refuses["ada@council.example"] = "450 try later"
    assert send().put_off == 1
    assert (digest().state, digest().tries[0]["why"]) == ("made", "450 try later")
    box.refuses.clear()
    assert send(days(1)).taken == 1
    assert ended() == ["refused", "taken"]


def test_an_address_that_is_refused_on_three_days_is_given_up_and_others_are_told(box: Mailbox) -> None:
    dan = person("dan", "administrator")
    somebody_is_told()
    box.refuses["ada@council.example"] = "550 no such person"
    assert [(found.put_off, found.refused) for found in (send(), send(), send(days(1)), send(days(2)))] == [
        (1, 0), (1, 0), (1, 0), (0, 1),
    ]  # fmt: skip
    assert digest().state == "refused"
    make(days(7))
    assert told(days(7)) == [("dan", "extension:1", "unowned")]
    Person.objects.filter(name="Ada").update(email="ada@new.example")
    make(days(14))
    assert told(days(14)) == [("ada", "extension:1", "coming")]
    assert [send(days(14)).taken, len(box.to(dan.email or "")), len(box.to("ada@new.example"))] == [2, 1, 1]


def test_a_server_that_takes_nothing_from_us_is_not_asked_for_each(box: Mailbox) -> None:
    somebody_is_told("ada", "bob")
    box.refuses_all = "550 you may not send here"
    found = send()
    assert (found.put_off, found.stopped) == (1, "550 you may not send here")
    assert models.Digest.objects.filter(state="made").count() == 2


@pytest.mark.parametrize("why", ["left", "closed", "address"])
def test_what_waits_is_not_sent_to_somebody_who_may_no_longer_be_told(box: Mailbox, why: str) -> None:
    somebody_is_told()
    ada = Person.objects.get(name="Ada")
    if why == "left":
        leave(ada)
    Person.objects.filter(pk=ada.pk).update(
        is_active=why != "closed", email="other@council.example" if why == "address" else ada.email
    )
    assert (send().withdrawn, digest().state, box.taken) == (1, "withdrawn", [])
    if why == "left":
        give(ada, "reader", council())
    Person.objects.filter(pk=ada.pk).update(is_active=True)
    make(days(7))
    assert told(days(7)) == [("ada", "extension:1", "coming")]


def test_what_was_perhaps_sent_is_told_again_at_another_address_and_waits_for_whoever_left(box: Mailbox) -> None:
    somebody_is_told("ada", "bob")
    box.dies_before = 2
    assert send().not_known == 2
    bob = Person.objects.get(name="Bob")
    Person.objects.filter(name="Ada").update(email="ada@new.example")
    leave(bob)
    assert (send(days(1)).withdrawn, digest().state, digest("bob").state) == (1, "withdrawn", "not_known")
    assert ended() == ["not_known"]
    give(bob, "contract_manager", council())
    make(days(7))
    send(days(7))
    assert told(days(7)) == [("ada", "extension:1", "coming")]
    assert [one["To"] for one in box.taken] == ["ada@new.example", "bob@council.example"]
    assert digest("bob").state == "sent"


def test_what_waits_for_a_laptops_owner_is_not_sent_once_the_site_is_a_teams(box: Mailbox, settings: Any) -> None:
    settings.TALLYSTICK_TEAM = False
    key_date(contract(owner=person("sam", "", owner=True)))
    make()
    settings.TALLYSTICK_TEAM = True
    assert (send().withdrawn, digest("sam").state, box.taken) == (1, "withdrawn", [])


def test_only_the_operator_has_them_sent(people: People) -> None:
    for by in (people.actor("administrator"), people.actor("nobody")):
        with pytest.raises(NotAllowed):
            send_digests(by=by, at=at(MONDAY))
