"""A process that ends at a step chosen beforehand, with no chance to tidy up, as if it were killed there."""

import atexit
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent.parent
STEPS = ("os.mkdir", "os.rename", "os.remove", "os.rmdir", "shutil.rmtree")
KILLED = 9


def end_at(step: int, folder: Path, steps: tuple[str, ...] = STEPS) -> None:
    """End this process just before the `step`-th time that it moves, makes or removes something in `folder`.

    step: 0 for never; how many steps there were is then printed as the process ends. steps: which of `STEPS` count.
    """
    taken = 0

    def count(event: str, args: tuple[Any, ...]) -> None:
        nonlocal taken
        if event in steps and str(args[0]).startswith(str(folder)):
            taken += 1
            if taken == step:
                os._exit(KILLED)

    sys.addaudithook(count)
    if not step:
        atexit.register(lambda: print(f"steps {taken}", flush=True))


def run(program: str, *arguments: object) -> subprocess.CompletedProcess[str]:
    """Run a program's text, which may import the tests', in a process of its own."""
    return subprocess.run(
        [sys.executable, "-c", program, *map(str, arguments)],
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=False,
        timeout=300,
    )


def steps_of(done: subprocess.CompletedProcess[str]) -> int:
    """How many steps a process took that was let run to its end."""
    assert done.returncode == 0, done.stderr
    return int(done.stdout.rsplit("steps ", 1)[1])


def halves(folder: Path) -> list[str]:
    """What is left half written anywhere in `folder`."""
    return sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.suffix in (".half", ".part"))
