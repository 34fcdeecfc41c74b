"""Each line in its room: import-linter's contracts, and what an import cannot show."""

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house import tree

DOORS = ("web", "cli", "api")
CLOCK = {
    ("datetime", "now"),
    ("datetime", "today"),
    ("datetime", "utcnow"),
    ("date", "today"),
    ("time", "time"),
    ("time", "localtime"),
    ("time", "gmtime"),
    ("timezone", "now"),
    ("timezone", "localdate"),
    ("timezone", "localtime"),
}
IMPURE = {"duckdb", "ibis", "io", "os", "pathlib", "polars", "shutil", "socket", "sqlite3", "subprocess", "tempfile"}
HTTP = ("django.http", "django.shortcuts", "django.urls", "django.views")
NAMELESS = {"utils", "util", "common", "core", "helpers", "helper", "misc", "shared"}


def test_every_contract_between_rooms_is_kept() -> None:
    ran = subprocess.run(
        [
            sys.executable,
            "-c",
            "from importlinter.cli import lint_imports_command; lint_imports_command()",
            "--no-cache",
        ],
        cwd=tree.ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
        check=False,
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr


@pytest.mark.parametrize("room", tree.ROOMS, ids=lambda room: room.name)
def test_every_room_has_a_door_sign(room: Path) -> None:
    sign = ast.get_docstring(ast.parse((room / "__init__.py").read_text(encoding="utf-8"))) or ""
    for line in ("Owns:", "Reads:", "Offers:"):
        assert line in sign, f"src/tallystick/{room.name}/__init__.py does not say what the room {line[:-1].lower()}"


def test_no_room_is_named_for_nothing() -> None:
    named = [tree.short(file) for file in tree.tracked() if {file.stem, file.parent.name} & NAMELESS]
    assert named == []


def test_only_doors_read_the_clock() -> None:
    doors = tuple(tree.PACKAGE / door for door in DOORS)
    read = [
        f"{tree.short(file)}:{node.lineno}"
        for file, module in tree.modules()
        if not any(file.is_relative_to(door) for door in doors)
        for node in ast.walk(module)
        if _reads_the_clock(node)
    ]
    assert read == [], "the time is a fact that a door hands in (at=, now=)"


def _reads_the_clock(node: ast.AST) -> bool:
    if isinstance(node, ast.keyword):
        return node.arg in ("auto_now", "auto_now_add")
    if not (isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name | ast.Attribute)):
        return False
    owner = node.value.id if isinstance(node.value, ast.Name) else node.value.attr
    return (owner.removeprefix("_"), node.attr) in CLOCK


def test_rules_and_the_kit_touch_nothing() -> None:
    pure = [
        (file, module)
        for file, module in tree.modules()
        if file.is_relative_to(tree.PACKAGE / "kit") or "rules" in (file.stem, file.parent.name)
    ]
    assert pure
    touched = [
        f"{tree.short(file)} imports {name}"
        for file, module in pure
        for name in _imported(module)
        if name.partition(".")[0] in IMPURE or name.startswith("django") or name.endswith(".models")
    ]
    assert touched == []


def test_nothing_below_the_doors_knows_http() -> None:
    doors = (*(tree.PACKAGE / door for door in DOORS), tree.PACKAGE / "config")
    knows = [
        f"{tree.short(file)} imports {name}"
        for file, module in tree.modules()
        if not any(file.is_relative_to(door) for door in doors)
        for name in _imported(module)
        if name.startswith(HTTP)
    ]
    assert knows == []


def _imported(module: ast.Module) -> list[str]:
    names = []
    for node in ast.walk(module):
        if isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.append(node.module)
    return names
