"""Who is asking at a command: nobody need be named on one's own computer, and a team's record takes no one unnamed."""

from datetime import UTC, datetime

import pytest
from click.testing import CliRunner
from django.db import connection

from tallystick.cli import main
from tallystick.cli.doorway import Door
from tallystick.councils.actions import NotAllowed, check_anywhere
from tallystick.councils.models import Membership, Organisation, Person
from tallystick.councils.rules.permissions import Permission
from tallystick.kit.errors import Refused
from tallystick.lake.store.home import Home

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)


@pytest.fixture
def ada() -> Person:
    person = Person.objects.create(email="ada@leeds.gov.uk", name="Ada")
    leeds = Organisation.objects.create(code="GB-LAE-LDS", name="Leeds City Council")
    Membership.objects.create(person=person, organisation=leeds, role="category_manager", begun_at=AT)
    return person


def test_the_operator_may_do_everything_and_is_named_as_such(home: Home) -> None:
    by = Door(home, asking="operator").actor
    assert by.everything
    assert by.name.startswith("operator (")
    assert (by.person, by.via) == (None, "command")


def test_unnamed_is_the_owner_of_their_own_computer_and_nobody_in_a_team(home: Home, settings: object) -> None:
    settings.TALLYSTICK_TEAM = connection.vendor != "sqlite"  # type: ignore[attr-defined]
    assert Door(home).actor.everything == (connection.vendor == "sqlite")
    settings.TALLYSTICK_TEAM = True  # type: ignore[attr-defined]
    by = Door(home).actor
    assert (by.everything, by.memberships) == (False, frozenset())
    with pytest.raises(NotAllowed, match="Nobody was named") as refused:
        check_anywhere(by, Permission.DECIDE_FACTS)
    assert "--as" in refused.value.what_to_do
    assert Door(home, embedded=True).actor.everything, "a demonstration is whoever's who made it"


def test_somebody_named_does_what_their_role_allows(home: Home, ada: Person) -> None:
    by = Door(home, asking="Ada@Leeds.gov.uk").actor
    assert (by.name, by.person, by.everything, by.via) == ("Ada", ada.pk, False, "command")
    assert by.roles_in("GB-LAE-LDS") == {"category_manager"}


def test_the_site_starts_a_load_in_somebodys_name(home: Home, ada: Person) -> None:
    by = Door(home, asking=f"site:{ada.pk}").actor
    assert (by.name, by.person, by.via) == ("Ada", ada.pk, "site")


@pytest.mark.parametrize("asking", ["eve@leeds.gov.uk", "site:99999", "site:None", "site:", "owner"])
def test_somebody_unknown_is_refused(home: Home, asking: str) -> None:
    with pytest.raises(Refused, match="Nobody who may sign in"):
        _ = Door(home, asking=asking).actor


def test_somebody_who_was_let_go_is_refused(home: Home, ada: Person) -> None:
    ada.is_active = False
    ada.save()
    for asking in ("ada@leeds.gov.uk", f"site:{ada.pk}"):
        with pytest.raises(Refused):
            _ = Door(home, asking=asking).actor


@pytest.mark.parametrize(("given", "environment"), [(["--as", "eve@x.gov.uk"], ""), ([], "eve@x.gov.uk")])
def test_it_is_said_by_an_option_or_by_the_environment(
    home: Home, monkeypatch: pytest.MonkeyPatch, given: list[str], environment: str
) -> None:
    monkeypatch.setenv("TALLYSTICK_AS", environment)
    ended = CliRunner().invoke(main, ["--home", str(home.root), *given, "suppliers", "undo", "pairs", "x"])
    assert ended.exit_code == 1
    assert "Nobody who may sign in here is known as “eve@x.gov.uk”" in ended.stderr
