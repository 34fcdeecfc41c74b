"""What changes the record stands on one kind of shelf, and says who did it and when."""

import ast
import inspect
from importlib import import_module
from pathlib import Path
from types import FunctionType

import pytest

from tests.house import tree

SHELVES = {"actions", "migrations"}
WRITE_AT_ONCE = {"bulk_create", "bulk_update", "get_or_create", "update_or_create"}
SAVING = {"force_insert", "force_update", "update_fields", "using"}
WRITES_ELSEWHERE: dict[str, str] = {}
"""Modules that may write rows themselves, each with its reason."""

ROOMS = [room.name for room in tree.ROOMS if (room / "actions" / "__init__.py").exists()]
NOBODY_DECIDES = {
    "categories.follow": "works out again what was decided and loaded; nobody decides anything by it",
    "categories.is_behind": "only asks",
    "contracts.recognise": "works out who the parties are; nobody decides anything by it",
    "contracts.send_measurement": "a supplier's, known by the secret that it was given; it is logged as theirs",
    "councils.check": "only asks whether somebody may",
    "councils.check_anywhere": "only asks whether somebody may",
    "councils.check_moment": "only asks whether a time has a zone",
    "councils.come_in": "lets somebody in, before anybody is known; it is logged as theirs",
    "councils.come_in_by_directory": "lets somebody in, before anybody is known; it is logged as theirs",
    "councils.issue": "a link is made by an action that was asked who may, or for the owner at the start",
    "councils.note_seen": "a session was in use: nothing that anybody decided",
    "councils.person_of": "finds whose token it is, before anybody is known",
    "councils.redeem": "lets somebody in, before anybody is known; it is logged as theirs",
    "councils.the_owner": "makes the laptop's owner at the first start, before anybody is known",
    "councils.whose": "finds whose link it is, before anybody is known",
    "intake.apply": "reads again what was decided; nobody decides anything by it",
    "suppliers.resolve_all": "works out who is who; nobody decides anything by it",
}


def test_rows_are_written_by_actions_alone() -> None:
    found = {
        tree.short(file): [node.lineno for node in ast.walk(module) if _writes(node)]
        for file, module in tree.modules()
        if not SHELVES & set(file.relative_to(tree.PACKAGE).parts)
    }
    written = {file: lines for file, lines in found.items() if lines and file not in WRITES_ELSEWHERE}
    assert written == {}, "a row is written by an action, which asks who may and writes the log"
    assert [file for file in WRITES_ELSEWHERE if not found.get(file)] == [], "these have no need of a reason any more"


def _writes(node: ast.AST) -> bool:
    """Whether it is a call that writes rows of a model.

    Told from a dictionary's update, a hash's or a file's save by what is handed in: a model's are named, or none are.
    """
    if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
        return False
    verb, named = node.func.attr, {one.arg for one in node.keywords}
    if verb in WRITE_AT_ONCE:
        return True
    if node.args:
        return False
    if verb in ("create", "update"):
        return bool(named)
    return verb in ("save", "delete") and named <= SAVING


@pytest.mark.parametrize(
    ("said", "writes"),
    [
        ("row.save()", True),
        ("row.save(update_fields=['why'])", True),
        ("rows.filter(pk=1).update(why='')", True),
        ("models.Row.objects.create(**said)", True),
        ("rows.delete()", True),
        ("rows.bulk_create(made)", True),
        ("known.update(other)", False),
        ("digest.update(b'x')", False),
        ("resolution.save(folder)", False),
        ("form.save(version=1, values={})", False),
        ("home.create()", False),
        ("cache.delete('key')", False),
    ],
)
def test_what_writes_rows_is_known_when_seen(said: str, writes: bool) -> None:
    assert any(_writes(node) for node in ast.walk(ast.parse(said))) is writes


def _actions() -> dict[str, FunctionType]:
    found = {}
    for room in ROOMS:
        shelf = import_module(f"tallystick.{room}.actions")
        found |= {f"{room}.{name}": getattr(shelf, name) for name in shelf.__all__}
    return {name: one for name, one in found.items() if inspect.isfunction(one)}


def test_every_action_is_told_who_and_when() -> None:
    without = []
    for name, action in _actions().items():
        named = inspect.signature(action).parameters
        said = [named[one].kind is inspect.Parameter.KEYWORD_ONLY for one in ("by", "at") if one in named]
        if said != [True, True] and name not in NOBODY_DECIDES:
            without.append(name)
    assert without == [], "an action takes by= and at=, by name"


def test_those_that_need_not_be_told_are_there_and_are_not() -> None:
    actions = _actions()
    assert sorted(NOBODY_DECIDES.keys() - actions.keys()) == []
    assert [name for name in NOBODY_DECIDES if "by" in inspect.signature(actions[name]).parameters] == []


def test_who_is_an_actor_and_never_a_name() -> None:
    wrong = [
        f"{tree.short(file)}:{node.lineno}"
        for room in ROOMS
        for file, module in tree.modules(tree.PACKAGE / room)
        for node in ast.walk(module)
        if _asks_for_a_name(file, node)
    ]
    assert wrong == [], "`by` is an Actor, so that what they may do is known"


def _asks_for_a_name(file: Path, node: ast.AST) -> bool:
    return (
        "actions" in file.parts
        and isinstance(node, ast.arg)
        and node.arg == "by"
        and isinstance(node.annotation, ast.Name)
        and node.annotation.id != "Actor"
    )
