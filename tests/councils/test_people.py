"""Inviting people, their roles, the links by which they come in, and their tokens."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from allauth.mfa.models import Authenticator

from tallystick.councils import actions, models, queries
from tallystick.councils.actions import KnownElsewhere, NoSuchLink, NotAllowed
from tallystick.councils.rules.actors import NOBODY, Actor
from tallystick.kit.errors import Refused
from tests.people import LEEDS, SAM, YORK, People

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
PASSWORD = "three unlikely words"


def invited(by: Actor = SAM, organisation: str = LEEDS, email: str = "ada@leeds.example", **more: Any) -> str:
    said = {"role": "contract_manager", "name": "Ada", "at": AT, **more}
    return actions.invite(organisation=organisation, email=email, by=by, **said)


def logged(chain: str = LEEDS) -> list[str]:
    return list(models.LogEntry.objects.filter(chain=chain).order_by("sequence").values_list("what", flat=True))


def signed_in_once(email: str) -> Any:
    person = queries.person_by_email(email)
    assert person is not None
    person.last_login = AT
    person.save()
    return person


@pytest.fixture(autouse=True)
def both(people: People) -> None:
    people.organisation(LEEDS)
    people.organisation(YORK)


def test_somebody_who_is_invited_comes_in_by_the_link_once() -> None:
    secret = invited(email=" Ada@Leeds.Example ")
    person = actions.whose(secret, at=AT).person
    assert (person.email, person.name, person.has_usable_password()) == ("ada@leeds.example", "Ada", False)
    came = actions.come_in(secret=secret, name="Ada Lovelace", password=PASSWORD, at=AT)
    assert came.check_password(PASSWORD)
    assert came.name == "Ada Lovelace"
    assert queries.actor_of(came).roles_in(LEEDS) == {"contract_manager"}
    with pytest.raises(NoSuchLink):
        actions.come_in(secret=secret, name="Eve", password=PASSWORD, at=AT)
    assert logged() == ["add_organisation", "invite", "give_role", "give_link"]
    assert logged("") == ["used_link", "set_password"]


def test_a_link_is_kept_only_as_its_hash() -> None:
    secret = invited()
    kept = models.OneTimeLink.objects.get()
    assert secret not in str(vars(kept))
    assert len(kept.digest) == 64


def test_a_link_runs_out_and_a_new_one_ends_the_old() -> None:
    secret = invited()
    actions.whose(secret, at=AT + timedelta(days=7) - timedelta(seconds=1))
    with pytest.raises(NoSuchLink):
        actions.whose(secret, at=AT + timedelta(days=7))
    again = invited()
    with pytest.raises(NoSuchLink):
        actions.whose(secret, at=AT)
    assert actions.whose(again, at=AT).person.email == "ada@leeds.example"
    with pytest.raises(NoSuchLink):
        actions.whose("made up", at=AT)


def test_no_link_lets_in_somebody_whose_account_was_closed() -> None:
    secret = invited()
    person = actions.whose(secret, at=AT).person
    actions.set_active(organisation=LEEDS, person=person.pk, active=False, by=SAM, at=AT)
    with pytest.raises(NoSuchLink):
        actions.whose(secret, at=AT)
    assert queries.actor_of(models.Person.objects.get(pk=person.pk)) is NOBODY


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"email": "not an address"}, "not an e-mail address"),
        ({"email": ""}, "not an e-mail address"),
        ({"role": "king"}, "not a role"),
        ({"role": "owner"}, "not a role"),
        ({"organisation": "GB-NONE"}, "no such organisation"),
    ],
)
def test_what_cannot_be_invited(said: dict[str, str], why: str) -> None:
    with pytest.raises(Refused, match=why):
        invited(**said)
    assert not models.Person.objects.filter(email__contains="ada").exists()


@pytest.mark.parametrize("role", ["reader", "contract_manager", "category_manager", "approver", "sector", "nobody"])
def test_only_an_administrator_manages_people(people: People, role: str) -> None:
    by = people.actor(role)
    person = people.person("reader").pk
    for action, said in (
        (actions.invite, {"email": "x@leeds.example", "name": "", "role": "reader"}),
        (actions.give_role, {"person": person, "role": "administrator"}),
        (actions.end_role, {"membership": models.Membership.objects.get(person=person).pk}),
        (actions.way_back_in, {"person": person}),
        (actions.set_active, {"person": person, "active": False}),
    ):
        with pytest.raises(NotAllowed):
            action(organisation=LEEDS, by=by, at=AT, **said)
    with pytest.raises(NotAllowed):
        queries.members(organisation=LEEDS, by=by)


def test_an_administrator_manages_people_of_their_own_organisation_only(people: People) -> None:
    by, theirs = people.actor("administrator", YORK), people.person("reader", LEEDS).pk
    with pytest.raises(NotAllowed):
        invited(by=by)
    with pytest.raises(NotAllowed):
        queries.members(organisation=LEEDS, by=by)
    membership = models.Membership.objects.get(person=theirs).pk
    # By way of their own organisation, too.
    with pytest.raises(Refused):
        actions.end_role(organisation=YORK, membership=membership, by=by, at=AT)
    with pytest.raises(Refused):
        actions.way_back_in(organisation=YORK, person=theirs, by=by, at=AT)
    with pytest.raises(Refused):
        actions.set_active(organisation=YORK, person=theirs, active=False, by=by, at=AT)


def test_another_organisations_invitation_gives_no_second_link(people: People) -> None:
    """Whoever has the second link would do what the person may do in the first organisation."""
    first = invited(by=people.actor("administrator", LEEDS))
    with pytest.raises(KnownElsewhere):
        invited(by=people.actor("administrator", YORK), organisation=YORK)
    assert invited(by=people.actor("administrator", YORK), organisation=YORK, known=True) == ""
    person = actions.whose(first, at=AT).person
    assert queries.actor_of(person).organisations == {LEEDS, YORK}


def test_an_account_that_another_organisation_made_is_pointed_out_even_after_its_roles_ended(people: People) -> None:
    by = people.actor("administrator", YORK)
    invited(by=by, organisation=YORK)
    person = signed_in_once("ada@leeds.example")
    membership = models.Membership.objects.get(person=person).pk
    actions.end_role(organisation=YORK, membership=membership, by=by, at=AT)
    with pytest.raises(KnownElsewhere):
        invited(by=people.actor("administrator", LEEDS))


def test_a_way_back_in_removes_what_was_there(people: People) -> None:
    actions.come_in(secret=invited(), name="Ada", password=PASSWORD, at=AT)
    person = signed_in_once("ada@leeds.example")
    Authenticator.objects.create(user=person, type="totp", data={"secret": "x"})
    secret = actions.way_back_in(organisation=LEEDS, person=person.pk, by=people.actor("administrator"), at=AT)
    person.refresh_from_db()
    assert person.check_password(PASSWORD), "until the link is used everything stays as it was"
    assert Authenticator.objects.count() == 1
    with pytest.raises(NoSuchLink):
        actions.whose(secret, at=AT + timedelta(hours=24))
    actions.come_in(secret=secret, name="Ada", password="three other words here", at=AT)
    person.refresh_from_db()
    assert not person.check_password(PASSWORD)
    assert Authenticator.objects.count() == 0


def test_a_way_back_in_is_only_for_members_of_one_organisation_alone(people: People) -> None:
    person = people.person("reader", LEEDS)
    actions.give_role(organisation=YORK, person=person.pk, role="reader", by=SAM, at=AT)
    with pytest.raises(Refused, match="also works for"):
        actions.way_back_in(organisation=LEEDS, person=person.pk, by=people.actor("administrator"), at=AT)
    with pytest.raises(Refused, match="does not work for this organisation alone"):
        actions.set_active(organisation=LEEDS, person=person.pk, active=False, by=people.actor("administrator"), at=AT)
    assert actions.way_back_in(organisation=LEEDS, person=person.pk, by=SAM, at=AT)


def test_the_last_administrator_stays_one(people: People) -> None:
    by = people.actor("administrator")
    [mine] = [one for one in queries.members(organisation=LEEDS, by=by) if one.person == by.person]
    with pytest.raises(Refused, match="only administrator"):
        actions.end_role(organisation=LEEDS, membership=mine.roles[0][0], by=by, at=AT)
    actions.end_role(organisation=LEEDS, membership=mine.roles[0][0], by=SAM, at=AT)
    assert queries.actor_of(people.person("administrator")).organisations == frozenset()


def test_a_role_that_was_ended_is_kept_and_may_be_given_again(people: People) -> None:
    person = people.person("reader")
    membership = models.Membership.objects.get(person=person).pk
    actions.end_role(organisation=LEEDS, membership=membership, by=SAM, at=AT, why="left")
    with pytest.raises(Refused, match="ended already"):
        actions.end_role(organisation=LEEDS, membership=membership, by=SAM, at=AT)
    actions.give_role(organisation=LEEDS, person=person.pk, role="reader", by=SAM, at=AT)
    actions.give_role(organisation=LEEDS, person=person.pk, role="reader", by=SAM, at=AT)
    assert models.Membership.objects.filter(person=person).count() == 2
    assert logged()[-2:] == ["end_role", "give_role"]


def test_only_the_operator_adds_an_organisation(people: People) -> None:
    with pytest.raises(NotAllowed):
        actions.add_organisation(code="GB-LAE-SHF", name="Sheffield", by=people.actor("administrator"), at=AT)
    row = actions.add_organisation(code="GB-LAE-SHF", name="Sheffield", by=SAM, at=AT)
    assert actions.add_organisation(code="GB-LAE-SHF", name="Other", by=SAM, at=AT).pk == row.pk
    assert logged("GB-LAE-SHF") == ["add_organisation"]


def test_a_token_is_good_for_its_days_and_until_it_is_ended(people: People) -> None:
    by = people.actor("reader")
    secret = actions.make_token(name="nightly", days=2, by=by, at=AT)
    assert secret not in str(vars(models.Token.objects.get()))
    assert actions.person_of(secret, at=AT) == people.person("reader")
    assert models.Token.objects.get().last_used_at == AT
    assert actions.person_of(secret, at=AT + timedelta(days=2)) is None
    assert actions.person_of("tally_made_up", at=AT) is None
    [token] = queries.tokens(by=by)
    with pytest.raises(Refused):
        actions.end_token(token=token.pk, by=people.actor("administrator"), at=AT)
    actions.end_token(token=token.pk, by=by, at=AT)
    assert actions.person_of(secret, at=AT) is None
    assert queries.tokens(by=by) == []


def test_a_token_of_somebody_whose_account_was_closed_is_good_for_nothing(people: People) -> None:
    secret = actions.make_token(name="nightly", days=2, by=people.actor("reader"), at=AT)
    actions.set_active(organisation=LEEDS, person=people.person("reader").pk, active=False, by=SAM, at=AT)
    assert actions.person_of(secret, at=AT) is None


@pytest.mark.parametrize("days", [0, -1, 367])
def test_a_token_does_not_last_for_ever(people: People, days: int) -> None:
    with pytest.raises(Refused, match="from 1 to 366"):
        actions.make_token(name="x", days=days, by=people.actor("reader"), at=AT)


def test_nobody_makes_no_token() -> None:
    with pytest.raises(NotAllowed):
        actions.make_token(name="x", days=1, by=NOBODY, at=AT)
    with pytest.raises(NotAllowed):
        actions.make_token(name="x", days=1, by=SAM, at=AT)


def test_there_is_one_owner() -> None:
    first = actions.the_owner(name="Sam")
    assert actions.the_owner(name="Another") == first
    assert queries.actor_of(first).everything
