"""``python -m tools.real_files PATH/spend``: load everything, write docs/reference/real-files.md.

Ends with status 1 if something found is not explained, or an explanation is stale: both are listed.
"""

import argparse
import os
import sys
import tempfile
import tomllib
from datetime import date
from pathlib import Path

from tools.real_files.explained import Explanations
from tools.real_files.loaded import load_everything
from tools.real_files.report import Setting, report

HERE = Path(__file__).parent
OUTPUT = HERE.parent.parent / "docs" / "reference" / "real-files.md"


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tools.real_files", description=__doc__)
    parser.add_argument("data", type=Path, help="the folder with a folder for each body")
    parser.add_argument(
        "--home", type=Path, help="load into this new folder and leave it there; otherwise one is made and removed"
    )
    parser.add_argument("--output", type=Path, default=OUTPUT)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="tallystick-real-") as made:
        return _make(given.data.resolve(), (given.home or Path(made)).resolve(), given.output)


def _make(root: Path, home: Path, output: Path) -> int:
    source = HERE / "explained.toml"
    explained = Explanations.read(source)
    elsewhere = tomllib.loads(source.read_text(encoding="utf-8"))["same_publisher"]
    today = date.today()  # noqa: DTZ011 - the day where it is made
    run = load_everything(root, home)
    text = report(run, explained, Setting(f"{today.day} {today:%B %Y}", _machine(), root, elsewhere))
    output.write_text(text, encoding="utf-8", newline="\n")
    print(f"{len(run.files):,} files in {run.seconds:.0f} s. Written: {output}")
    for missing in explained.missing:
        print(f"not explained: {missing}", file=sys.stderr)
    for stale in explained.stale:
        print(f"explained, and not found: {stale}", file=sys.stderr)
    return 1 if explained.missing or explained.stale else 0


def _machine() -> str:
    gib = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return f"a machine of {os.cpu_count()} cores and {gib:.0f} GiB of memory"


if __name__ == "__main__":
    raise SystemExit(main())
