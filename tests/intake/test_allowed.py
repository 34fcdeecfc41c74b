"""Whoever may not decide is refused before anything else is asked, by every action of every room of facts."""

import inspect
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from tallystick.categories import actions as categories
from tallystick.councils.actions import NotAllowed
from tallystick.councils.queries import verify_chains
from tallystick.councils.rules.actors import NOBODY, Actor
from tallystick.intake import actions as intake
from tallystick.intake import queries
from tallystick.kit.errors import Refused
from tallystick.lake.store.home import Home
from tallystick.suppliers import actions as suppliers

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
SPEND = "Body,Supplier,Date,Amount\nLeeds City Council,Oakhollow Networks Ltd,03/04/2024,1200.00\n"

ACTIONS = [
    pytest.param(action, id=f"{room.__name__.split('.')[1]}.{name}")
    for room in (intake, suppliers, categories)
    for name in room.__all__
    if inspect.isfunction(action := getattr(room, name)) and "by" in inspect.signature(action).parameters
]


def somebody(role: str, organisation: str = "GB-LAE-LDS") -> Actor:
    return Actor(f"a {role}", person=7, memberships=frozenset({(organisation, role)}))


def asked(action: Callable[..., Any], home: Home, by: Actor) -> Any:
    """Does an action with nothing that means anything: who asks is looked at first."""
    needed = {
        name: ()
        for name, one in inspect.signature(action).parameters.items()
        if one.default is inspect.Parameter.empty and name not in ("home", "by", "at")
    }
    return action(
        **{**needed, **({"home": home} if "home" in inspect.signature(action).parameters else {})}, by=by, at=AT
    )


def test_there_are_actions() -> None:
    assert len(ACTIONS) >= 20


@pytest.mark.parametrize("by", [NOBODY, somebody("reader"), somebody("sector"), somebody("approver")], ids=str)
@pytest.mark.parametrize("action", ACTIONS)
def test_nobody_decides_who_may_not(home: Home, action: Callable[..., Any], by: Actor) -> None:
    with pytest.raises(NotAllowed):
        asked(action, home, by)
    assert queries.log() == ([], 0)


def test_a_contract_manager_loads_files_and_decides_nothing(home: Home, tmp_path: Path) -> None:
    (tmp_path / "spend.csv").write_text(SPEND, encoding="utf-8")
    manager = somebody("contract_manager")
    [reading] = intake.load(
        home=home, paths=[tmp_path / "spend.csv"], organisation="Bradford Council", by=manager, at=AT
    )
    assert [(line.what, line.by, line.person, line.via) for line in queries.log()[0]] == [
        ("load", manager.name, 7, "site"),
        ("set_organisation", manager.name, 7, "site"),
    ]
    with pytest.raises(NotAllowed, match="Your role"):
        intake.set_aside(home=home, sha256=reading.sha256, by=manager, at=AT)


@pytest.mark.parametrize("role", ["category_manager", "administrator"])
def test_whoever_may_decide_does_in_their_own_name(role: str) -> None:
    suppliers.judge_pair(unit_a="a", unit_b="b", verdict="same", by=somebody(role, "GB-ANY"), at=AT)
    [line] = queries.log()[0]
    assert (line.chain, line.by, line.person, line.kind) == ("", f"a {role}", 7, "pairdecision")
    assert [one.fault for one in verify_chains()] == [None]


def test_a_name_is_kept_tidy_and_never_empty() -> None:
    spaced = Actor("  Ada\n Lovelace ", everything=True)
    suppliers.judge_pair(unit_a="a", unit_b="b", verdict="same", by=spaced, at=AT)
    assert queries.log()[0][0].by == "Ada Lovelace"
    with pytest.raises(Refused, match="Nobody is named"):
        suppliers.judge_pair(unit_a="a", unit_b="c", verdict="same", by=Actor(" ", everything=True), at=AT)
