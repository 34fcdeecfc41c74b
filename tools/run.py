"""Everything that people do with this checkout, one name for each: what make runs, and what Windows runs in its place.

`python tools/run.py NAME [ARGUMENT…]`. It needs only Python 3.11 or later with venv: the rest is installed in .venv,
from the hashed locks. An installation that is up to date is left alone.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
RUNNING = ROOT / "requirements.lock"
DEVELOPING = ROOT / "requirements-dev.lock"
BUILT = ROOT / "src" / "tallystick" / "web" / "static" / "tallystick"
_SEVERAL = ["-n", "auto", "--maxprocesses", "4", "--dist", "worksteal"]
"""What shares a run's tests among processes."""


def setup(arguments: list[str]) -> None:
    """Make .venv, with the `tallystick` command in it and the site's stylesheet built."""
    _make_venv()
    _install(RUNNING)
    _put_in_place()
    _run("-m", "tools.build_assets")


def demo(arguments: list[str]) -> None:
    """Set up, build the demonstration councils, and open their site."""
    setup([])
    _run("-m", "tallystick", "demo", *arguments)


def test(arguments: list[str]) -> None:
    """Set up, and run every test on SQLite and those of the record on PostgreSQL (arguments: once, to pytest)."""
    _set_up_to_develop()
    # Tests start processes by the hundred: what one of them has compiled, the others need not.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    if arguments:
        _run("-m", "pytest", *arguments)
        return
    # Both at once, as each waits for much: browsers, mail, locks. What the second says is said after the first.
    command = [str(PYTHON), "-m", "pytest", *_SEVERAL]
    # The second has far fewer: half the processes, each of which reads all tests before it runs one.
    fewer = ["-n", str(min(2, max(1, (os.cpu_count() or 1) // 2))), "-o", "cache_dir=.pytest_cache/postgresql"]
    with tempfile.TemporaryFile() as said:
        second = subprocess.Popen(
            [*command, *fewer], cwd=ROOT, stdout=said, stderr=subprocess.STDOUT,
            env={**os.environ, "TALLYSTICK_TEST_DATABASE": "postgresql"},
        )  # fmt: skip
        os.environ["TALLYSTICK_TEST_DATABASE"] = "sqlite"
        try:
            failed = _ended(command)
        except SystemExit:
            # Interrupted, as the second is too: it puts away what it made.
            second.wait()
            raise
        failed = second.wait() or failed
        said.seek(0)
        sys.stdout.buffer.write(said.read())
        sys.stdout.flush()
    if failed:
        sys.exit(failed)


def cover(arguments: list[str]) -> None:
    """Set up, and say which lines no test comes to: slower than test, on SQLite (arguments: to pytest)."""
    _set_up_to_develop()
    _run("-m", "pytest", *_SEVERAL, "--cov", "--cov-report", "term:skip-covered", *arguments)


def check(arguments: list[str]) -> None:
    """Set up, and check style, formatting, types and the walls between the rooms."""
    _set_up_to_develop()
    _run("-m", "ruff", "check", ".")
    _run("-m", "ruff", "format", "--check", ".")
    _run("-m", "mypy")
    _run("-c", "from importlinter.cli import lint_imports_command; lint_imports_command()")


def assets(arguments: list[str]) -> None:
    """Set up, and build the site's stylesheet again."""
    setup([])
    _run("-m", "tools.build_assets", "--again")


def bench(arguments: list[str]) -> None:
    """Set up, and measure loading a folder of published CSV: make bench ARGS=FOLDER (see benchmarks/)."""
    _set_up_to_develop()
    _run("-m", "benchmarks.loading", *arguments)


def lock(arguments: list[str]) -> None:
    """Choose versions again and write both locks (needs uv; see docs/how-to/change-a-dependency.md)."""
    _compile(DEVELOPING, "--group", "dev", *arguments)
    _compile(RUNNING, "--group", "setup", "--constraints", DEVELOPING.name)


def clean(arguments: list[str]) -> None:
    """Take away everything that was installed or built here."""
    for made in (VENV, ROOT / "node_modules", BUILT, *ROOT.glob(".*_cache"), *ROOT.glob(".coverage*")):
        if made.is_dir():
            shutil.rmtree(made)
        else:
            made.unlink(missing_ok=True)


TASKS = {task.__name__: task for task in (setup, demo, test, cover, check, assets, bench, lock, clean)}


def _set_up_to_develop() -> None:
    _make_venv()
    # It holds everything that the other lock does, at the same versions.
    _install(DEVELOPING)
    _put_in_place()
    _run("-m", "tools.build_assets")


def _make_venv() -> None:
    if PYTHON.exists() and _done("venv", b""):
        return
    try:
        venv.create(VENV, clear=True, with_pip=True, symlinks=os.name != "nt")
    except subprocess.CalledProcessError:
        sys.exit("Python could not make a virtual environment. On Debian or Ubuntu: apt install python3-venv")
    _note("venv", b"")


def _install(lock_file: Path) -> None:
    wanted = lock_file.read_bytes()
    if _done(lock_file.stem, wanted) or (lock_file == RUNNING and _done(DEVELOPING.stem, DEVELOPING.read_bytes())):
        return
    print(f"Installing what {lock_file.name} names. This takes a minute or two, once.", flush=True)
    _pip("--require-hashes", "--only-binary", ":all:", "--no-compile", "--requirement", lock_file.name)
    # By all cores, where pip uses one, and without the packages' own tests. A few files are not for this Python.
    tests = rf"{re.escape(str(BIN.parent))}.*[\\/]tests?[\\/]"
    compiled = ["-m", "compileall", "-qq", "-j", "0", "-x", tests, str(BIN.parent)]
    _ended([str(PYTHON), *compiled])
    _note(lock_file.stem, wanted)


def _put_in_place() -> None:
    wanted = (ROOT / "pyproject.toml").read_bytes() + str(ROOT).encode()
    if not _done("tallystick", wanted):
        _pip("--no-deps", "--no-build-isolation", "--editable", ".")
        _note("tallystick", wanted)


def _compile(lock_file: Path, *arguments: str) -> None:
    one_resolution = ["--universal", "--python-version", "3.11", "--fork-strategy", "fewest"]
    no_addresses = ["--no-emit-index-url", "--no-emit-find-links", "--no-header", "--no-annotate"]
    written = ["--quiet", "--generate-hashes", *no_addresses, "--output-file", lock_file.name]
    _call(["uv", "pip", "compile", "pyproject.toml", *one_resolution, *written, *arguments])


def _done(name: str, made_from: bytes) -> bool:
    """Whether this was finished before, from the same bytes."""
    note = VENV / f".{name}.done"
    return note.exists() and note.read_text(encoding="ascii") == hashlib.sha256(made_from).hexdigest()


def _note(name: str, made_from: bytes) -> None:
    (VENV / f".{name}.done").write_text(hashlib.sha256(made_from).hexdigest(), encoding="ascii")


def _pip(*arguments: str) -> None:
    _run("-m", "pip", "--disable-pip-version-check", "install", "--quiet", *arguments)


def _run(*arguments: str) -> None:
    _call([str(PYTHON), *arguments])


def _call(command: list[str]) -> None:
    ended = _ended(command)
    if ended:
        sys.exit(ended)


def _ended(command: list[str]) -> int:
    """The exit status of a command."""
    try:
        return subprocess.run(command, cwd=ROOT, check=False).returncode
    except KeyboardInterrupt:
        sys.exit(130)


def main() -> None:
    """Do the task that is named; with no name or a wrong one, say which there are."""
    if sys.version_info < (3, 11):
        sys.exit("Tallystick needs Python 3.11 or later; this is {}.{}.".format(*sys.version_info[:2]))
    name, *arguments = sys.argv[1:] or ["help"]
    if name in TASKS:
        TASKS[name](arguments)
    else:
        for task_name, task in TASKS.items():
            print(f"{task_name:8} {task.__doc__}")
        sys.exit(0 if name == "help" else 2)


if __name__ == "__main__":
    main()
