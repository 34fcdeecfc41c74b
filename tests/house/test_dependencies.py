"""Every dependency is asked for, pinned by hash, and has its reason written down."""

import json
import re
import tomllib

import pytest

from tests.house import tree

PROJECT = tomllib.loads((tree.ROOT / "pyproject.toml").read_text(encoding="utf-8"))
NPM = json.loads((tree.ROOT / "package.json").read_text(encoding="utf-8"))
REASONS = (tree.ROOT / "docs" / "explanation" / "dependencies.md").read_text(encoding="utf-8")
LOCKS = ["requirements.lock", "requirements-dev.lock"]
_NAME = re.compile(r"[A-Za-z0-9._-]+")


def _asked_for() -> dict[str, set[str]]:
    groups = PROJECT["dependency-groups"]
    setup = {_name(line) for line in groups["setup"]}
    running = {_name(line) for line in PROJECT["project"]["dependencies"]} | setup
    developing = {_name(line) for line in groups["dev"] if isinstance(line, str)}
    return {"requirements.lock": running, "requirements-dev.lock": running | developing}


def _name(requirement: str) -> str:
    found = _NAME.match(requirement)
    assert found is not None
    return found.group().lower()


def _pins(lock: str) -> dict[str, str]:
    """Each package of a lock, with its whole entry."""
    text = (tree.ROOT / lock).read_text(encoding="utf-8")
    entries = re.split(r"\n(?=[a-z0-9])", text.strip())
    return {_name(entry): entry for entry in entries}


def _pinned(entry: str) -> str:
    """An entry without its marker."""
    return re.sub(r" ;.*? \\$", " \\\\", entry, count=1, flags=re.MULTILINE)


@pytest.mark.parametrize(
    "name", sorted(_asked_for()["requirements-dev.lock"] | {*NPM["dependencies"], *NPM["devDependencies"]})
)
def test_every_dependency_has_its_reason(name: str) -> None:
    assert f"`{name}`" in REASONS, f"docs/explanation/dependencies.md does not say why {name} is here"


@pytest.mark.parametrize("lock", LOCKS)
def test_the_lock_holds_what_the_project_asks_for(lock: str) -> None:
    assert _asked_for()[lock] <= set(_pins(lock))


@pytest.mark.parametrize("lock", LOCKS)
def test_every_pin_is_one_version_with_its_hashes(lock: str) -> None:
    for name, entry in _pins(lock).items():
        assert re.match(r"\S+==\S+ ", entry), f"{name} in {lock} is not one version"
        assert "--hash=sha256:" in entry, f"{name} in {lock} has no hash"


def test_the_two_locks_agree() -> None:
    # The same version with the same hashes. On which interpreters it is wanted may differ with what else wants it.
    developing = {name: _pinned(entry) for name, entry in _pins("requirements-dev.lock").items()}
    differ = {name for name, entry in _pins("requirements.lock").items() if developing.get(name) != _pinned(entry)}
    assert differ == set()


def test_the_npm_lock_says_what_and_never_where_from() -> None:
    lock = json.loads((tree.ROOT / "package-lock.json").read_text(encoding="utf-8"))
    packages = {name: entry for name, entry in lock["packages"].items() if name}
    assert all("integrity" in entry and "resolved" not in entry for entry in packages.values())
