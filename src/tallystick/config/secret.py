"""The key that signs cookies and forms: made once for each home, never carried in the code."""

import os
import secrets
from pathlib import Path

_NAME = "secret.key"


def secret_key(root: Path) -> str:
    """The key of the home at `root`, made when there is none and readable by its owner only.

    Two processes that start together agree: the first to write wins, the other reads what it wrote.
    """
    file = root / _NAME
    try:
        kept = file.read_text(encoding="ascii").strip()
    except FileNotFoundError:
        kept = ""
    if kept:
        return kept
    root.mkdir(parents=True, exist_ok=True)
    made = root / f"{_NAME}.{os.getpid()}.{secrets.token_hex(4)}"
    with os.fdopen(os.open(made, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as out:
        out.write(secrets.token_urlsafe(50))
    try:
        os.link(made, file)
    except FileExistsError:
        if not file.read_text(encoding="ascii").strip():
            os.replace(made, file)
    except OSError:
        # Some file systems (exFAT, some shares) have no hard links.
        os.replace(made, file)
    made.unlink(missing_ok=True)
    return file.read_text(encoding="ascii").strip()
