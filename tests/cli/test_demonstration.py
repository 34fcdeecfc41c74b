"""The demonstration: whose its contracts are, and what is said of where it is."""

from collections import Counter
from datetime import timedelta

import pytest

from tallystick.cli.demonstration_owners import give_owners
from tallystick.cli.doorway import Door
from tallystick.demonstration import story
from tallystick.lake.store.home import Home
from tests.commands import process
from tests.people import AT, LEEDS, SAM, YORK, People

NEWCASTLE = "GB-LAE-NET"
COUNCILS = {LEEDS: "Leeds City Council", YORK: "York City Council", NEWCASTLE: "Newcastle City Council"}
CONTRACTS = 14
"""Of each council: twice through the turns."""


def keep_contracts(people: People) -> list[str]:
    """Contracts of three councils, two of the story and one that is not; the councils' names."""
    from tallystick.contracts.actions import add_contract

    for code, name in COUNCILS.items():
        people.organisation(code, name)
        for number in range(CONTRACTS):
            values = {"title": f"Contract {number}", "value_pence": 10_000_00 - number, "start": AT.date()}
            values |= {"end": AT.date() + timedelta(days=700), "term_kind": "fixed"}
            suppliers = [{"name": "Oakhollow Ltd"}]
            add_contract(organisation=code, values=values, suppliers=suppliers, by=SAM, at=AT)
    return list(COUNCILS.values())


@pytest.mark.record
def test_contracts_are_owned_by_turns_some_by_whoever_is_at_the_computer_and_some_by_nobody(
    people: People, home: Home, db: None
) -> None:
    from tallystick.contracts.models import Contract, KeyDate

    owned = give_owners(Door(home, embedded=True), keep_contracts(people), days_ago=424)
    assert owned == Contract.objects.exclude(owner=None).count()
    roles = Counter(story.owners())
    for code in COUNCILS:
        held = Contract.objects.filter(organisation__code=code)
        yours = held.filter(owner__owner=True).count()
        assert yours == (0 if code == NEWCASTLE else 2 * roles[story.YOU])
        nobodys = 2 * roles[""] + (2 * roles[story.YOU] if code == NEWCASTLE else 0)
        assert held.filter(owner=None).count() == nobodys > 0
        for name, role in story.people(list(COUNCILS).index(code)):
            assert held.filter(owner__name=name).count() == 2 * roles[role]
    assert KeyDate.objects.exclude(person=None).exists()
    assert KeyDate.objects.filter(contract__owner=None, key="find_out:owner").exists()


@pytest.mark.record
def test_where_the_demonstration_is_and_how_to_open_it_is_said_where_it_is_not_opened(home: Home) -> None:
    made = home.root / "demonstration"
    made.mkdir()
    # Built already.
    (made / "demonstration").write_text("made up\n", encoding="utf-8")
    said = process(home, "demo", "--no-serve").out
    assert f"in {made.resolve()}." in said
    assert f"tallystick --home {home.root.resolve()} demo\n" in said
