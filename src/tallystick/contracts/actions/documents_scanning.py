"""Ask the installation's own virus scanner about a file."""

import os
import shlex
import subprocess
from pathlib import Path

from tallystick.kit.errors import Refused

CLEAN, INFECTED = 0, 1
_SECONDS = 120


class Infected(Refused):
    """The scanner found something. `said`: its own words."""

    def __init__(self, name: str, said: str) -> None:
        super().__init__(
            f"The virus scanner found something in “{name}”, so it was not kept.",
            what_to_do="Do not open it. Tell whoever looks after your computers, and whoever sent it.",
        )
        self.said = said


class NotScanned(Refused):
    """The scanner gave no answer."""

    def __init__(self, name: str, why: str) -> None:
        super().__init__(
            f"“{name}” could not be scanned for viruses, so it was not kept: {why}.",
            what_to_do="Try again later. If it happens again, tell whoever runs this installation.",
        )


def scan(path: Path, name: str, *, scanner: str) -> str:
    """``clean``, or ``not_scanned`` where there is no scanner. Raises Infected or NotScanned.

    scanner: a command line that is given the file's path. It ends with 0 for clean and 1 for infected, as ClamAV's
    ``clamdscan --no-summary`` does.
    """
    if not scanner.strip():
        return "not_scanned"
    command = [*shlex.split(scanner, posix=os.name != "nt"), str(path)]
    try:
        done = subprocess.run(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=_SECONDS,
            check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        raise NotScanned(name, f"the scanner had not answered after {_SECONDS} seconds") from None
    except OSError as no:
        raise NotScanned(name, f"the scanner could not be started ({no.strerror})") from no
    if done.returncode == INFECTED:
        raise Infected(name, done.stdout.decode(errors="replace").strip()[:500])
    if done.returncode != CLEAN:
        raise NotScanned(name, f"the scanner ended with {done.returncode}")
    return "clean"
