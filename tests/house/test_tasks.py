"""What people are told to type is there, and what is built holds everything."""

import re
import subprocess
import sys
import zipfile
from pathlib import Path

from tests.house import tree
from tools import run


def test_make_and_windows_have_the_same_names() -> None:
    makefile = (tree.ROOT / "Makefile").read_text(encoding="utf-8")
    names = re.search(r"^TASKS := (.+)$", makefile, re.MULTILINE)
    assert names is not None
    assert set(names.group(1).split()) == {"help", *run.TASKS}


def test_help_says_what_each_name_does() -> None:
    said = _run("help")
    assert said.returncode == 0
    assert all(re.search(rf"^{name} +\S", said.stdout, re.MULTILINE) for name in run.TASKS)


def test_a_wrong_name_is_told_the_right_ones() -> None:
    said = _run("everything")
    assert said.returncode == 2
    assert "setup" in said.stdout


def test_the_two_commands_are_the_first_thing_in_the_readme() -> None:
    first = (tree.ROOT / "README.md").read_text(encoding="utf-8").splitlines()[2:4]
    assert [line.split("#")[0].strip() for line in first] == ["make demo", "make test"]


def test_the_wheel_holds_the_whole_package_and_what_was_built(tmp_path: Path) -> None:
    build = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(tmp_path)]
    subprocess.run(build, cwd=tree.ROOT, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as packed:
        held = set(packed.namelist())
    package = {
        file.relative_to(tree.PACKAGE.parent).as_posix() for file in tree.tracked() if file.is_relative_to(tree.PACKAGE)
    }
    assert package - held == set()
    assert "tallystick/web/static/tallystick/tallystick.css" in held


def test_what_is_built_names_no_crown_and_no_typeface() -> None:
    css = (run.BUILT / "tallystick.css").read_text(encoding="utf-8")
    assert re.search(r"@font-face|GDS Transport|crown|crest", css, re.IGNORECASE) is None


def _run(name: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(tree.ROOT / "tools" / "run.py"), name]
    return subprocess.run(command, capture_output=True, text=True, check=False)
