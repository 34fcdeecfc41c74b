"""From published CSV on disk to something that can be queried: Tallystick, a pandas script, and DuckDB reading text.

    python -m benchmarks.loading FOLDER [--times N] [--work DIR] [--only tallystick,pandas,duckdb]

FOLDER holds published CSV, gzipped or not. `--times 6` reads each file six times over, as six files that differ by
blank rows at their end. What is compared, and the last result, is in benchmarks/README.md. Linux only: memory is read
from /proc.
"""

import argparse
import gzip
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

CONTENDERS = ("tallystick", "pandas", "duckdb")


@dataclass(frozen=True)
class Run:
    """rows: payments that came out. peak_mib: the most that all its processes held together (proportional set size)."""

    name: str
    seconds: float
    rows: int
    peak_mib: float


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("folder", type=Path)
    asked.add_argument("--times", type=int, default=1)
    asked.add_argument("--work", type=Path, default=Path(tempfile.gettempdir()) / "tallystick-benchmark")
    asked.add_argument("--only", default=",".join(CONTENDERS))
    asked.add_argument("--repeat", type=int, default=3, help="runs of each, in turn; the median is given")
    given = asked.parse_args()
    files = published_csv(given.folder)
    copies = copied(files, given.times, given.work / f"published-{given.times}") if given.times > 1 else files
    megabytes = sum(f.stat().st_size for f in copies) / 1e6
    print(f"{len(copies):,} files, {megabytes:,.0f} MB on disk; {os.cpu_count()} cores, {memory_gib():.0f} GiB")
    listing = given.work / "files.txt"
    listing.parent.mkdir(parents=True, exist_ok=True)
    listing.write_text("\n".join(map(str, copies)), encoding="utf-8")
    runs: dict[str, list[Run]] = {name: [] for name in given.only.split(",")}
    for _ in range(given.repeat):
        for name, done in runs.items():
            done.append(measure(name, listing, given.work / name))
            print(
                f"  {name:12} {done[-1].seconds:7.1f} s  {done[-1].rows / done[-1].seconds:10,.0f} rows/s", flush=True
            )
    print(f"\n{'':12} {'rows':>12} {'seconds':>9} {'rows/s':>10} {'peak MiB':>9}   (median of {given.repeat})")
    for name, done in runs.items():
        middle = sorted(done, key=lambda run: run.seconds)[len(done) // 2]
        speed, peak = middle.rows / middle.seconds, max(run.peak_mib for run in done)
        print(f"{name:12} {middle.rows:12,} {middle.seconds:9.1f} {speed:10,.0f} {peak:9,.0f}")


def published_csv(folder: Path) -> list[Path]:
    """Every file that is text with commas, gzipped or not: what all three can read."""
    return sorted(
        f for f in folder.rglob("*.csv") if f.is_file() and f.stat().st_size and b"<html" not in plain(f)[:2000].lower()
    )


def plain(file: Path) -> bytes:
    data = file.read_bytes()
    return gzip.decompress(data) if data[:2] == b"\x1f\x8b" else data


def copied(files: list[Path], times: int, into: Path) -> list[Path]:
    """`times` copies of each file in the same folders, which differ by blank rows at their end."""
    made = []
    root = Path(os.path.commonpath(files))
    for copy in range(times):
        for file in files:
            to = into / str(copy) / file.relative_to(root)
            made.append(to)
            if not to.exists():
                to.parent.mkdir(parents=True, exist_ok=True)
                to.write_bytes(plain(file) + b"\n" * copy)
    return made


def measure(name: str, listing: Path, work: Path) -> Run:
    """One run in processes of its own, from an empty folder."""
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    began = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", f"benchmarks.contenders.{name}", str(listing), str(work)],
        stdout=subprocess.PIPE,
        text=True,
    )
    peak = 0.0
    while process.poll() is None:
        peak = max(peak, held_mib(process.pid))
        time.sleep(0.1)
    seconds = time.perf_counter() - began
    said = process.stdout.read() if process.stdout else ""
    if process.returncode:
        raise SystemExit(f"{name} failed")
    return Run(name, seconds, json.loads(said.splitlines()[-1])["rows"], peak)


def held_mib(root: int) -> float:
    """Memory of a process and all below it, shared pages counted once between them."""
    below = {root}
    parents = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                parents[int(entry.name)] = int((entry / "stat").read_text().rsplit(")", 1)[1].split()[1])
            except OSError:
                continue
    grew = True
    while grew:
        more = {child for child, parent in parents.items() if parent in below} - below
        below |= more
        grew = bool(more)
    total = 0
    for pid in below:
        try:
            lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
        except OSError:
            continue
        total += sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    return total / 1024


def memory_gib() -> float:
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30


if __name__ == "__main__":
    main()
