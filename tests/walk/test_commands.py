"""Every command, typed by everybody: whoever may not is refused, and shown and changes nothing.

The expectation is the table in `tests.walk.commands`; the commands are those that the command line has.
"""

from collections.abc import Iterator

import click
import pytest
from click.testing import CliRunner
from pytest_django.plugin import DjangoDbBlocker

from tallystick.cli import main
from tallystick.lake.store.home import Home
from tests import databases
from tests.people import LEEDS, People
from tests.walk.commands import AT_HAND, BY_EVERYBODY, COMMANDS, NOT_WALKED, TAKES_LONG
from tests.walk.conftest import FEW, GROUPS, PAID, Published
from tests.walk.planted import markers_in, may_see, plant, written

pytestmark = pytest.mark.once
REFUSED = (
    "does not let you",
    "Nobody was named",
    "Only the operator",
    "There is no such register",
    "There is no such decision",
    "There is no such partnership",
)


def commands(one: click.Command = main, words: tuple[str, ...] = ()) -> Iterator[str]:
    if not isinstance(one, click.Group):
        yield " ".join(words)
        return
    context = click.Context(one)
    for name in one.list_commands(context):
        found = one.get_command(context, name)
        assert found is not None
        yield from commands(found, (*words, name))


def test_every_command_is_in_the_table() -> None:
    there = set(commands())
    assert sorted(there - COMMANDS.keys() - NOT_WALKED.keys()) == [], "say in tests/walk/commands.py who may do these"
    assert sorted((COMMANDS.keys() | NOT_WALKED.keys()) - there) == [], "there are no such commands any more"


@pytest.fixture
def record(published: Published, home: Home, django_db_blocker: DjangoDbBlocker) -> Iterator[People]:
    """The register of Leeds in the home's own record, where commands find it."""
    published.copied(home)
    (home.root / "paid.csv").write_text(PAID, encoding="utf-8")
    (home.root / "register.txt").write_text("Title,Supplier\nWalked,Walker Ltd\n", encoding="utf-8")
    (home.root / "said.json").write_text('{"amount_pence": 1}', encoding="utf-8")
    with django_db_blocker.unblock(), databases.opened(home):
        people = People()
        plant(people, home)
        yield people


@pytest.mark.parametrize("group", GROUPS)
def test_whoever_types_comes_to_what_is_theirs_and_no_further(
    group: str, record: People, home: Home, settings: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.TALLYSTICK_TEAM = True  # type: ignore[attr-defined]
    monkeypatch.setenv("TALLYSTICK_TEAM", "1")
    wrong = []
    for role, organisation in GROUPS[group]:
        if role != "owner":
            few = (role, organisation) in FEW
            told = [
                f"{words} {what}" for words in COMMANDS for what in _typed(words, role, organisation, record, home, few)
            ]
            wrong += [f"{role} of {organisation}: {what}" for what in told]
    assert not wrong, "\n".join(wrong)


def _typed(words: str, role: str, organisation: str, people: People, home: Home, few: bool) -> list[str]:
    """What is wrong with how one command ended."""
    gate, given = COMMANDS[words]
    by = people.actor(role, organisation, via="command")
    lets = gate.lets(by, LEEDS)
    if (gate is AT_HAND and not few and words not in BY_EVERYBODY) or (lets and words in TAKES_LONG):
        return []
    asking = [] if role == "nobody" else ["--as", people.person(role, organisation).email]
    files = {"{file}": str(home.root / "paid.csv"), "{register}": str(home.root / "register.txt")}
    files |= {"{said}": str(home.root / "said.json"), "{out}": str(home.root / "report.docx")}
    before = written()
    ran = CliRunner().invoke(
        main, ["--home", str(home.root), *asking, *words.split(), *(files.get(one, one) for one in given)]
    )
    refused = any(said in ran.output for said in REFUSED)
    wrong = [f"shows what is {letter}" for letter in sorted(markers_in(ran.output.encode())) if not may_see(letter, by)]
    if ran.exception is not None and not isinstance(ran.exception, SystemExit):
        wrong.append(f"broke: {ran.exception!r}")
    if not lets and written() != before:
        wrong.append("changed something")
    if not lets and not refused:
        wrong.append(f"is not refused: {ran.exit_code} {ran.output[:200]}")
    if lets and refused:
        wrong.append(f"is refused: {ran.output[:200]}")
    return wrong
