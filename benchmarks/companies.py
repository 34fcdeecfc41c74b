"""How long a company register takes to load, and to be asked about many companies at once.

    python -m benchmarks.generate_companies FILE.csv --companies 1000000
    python -m benchmarks.companies FILE.csv --home DIR [--asked 200000]

The last result is in benchmarks/README.md.
"""

import argparse
import random
import resource
import shutil
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import polars as pl

from tallystick.lake import companies
from tallystick.lake.companies.store import folder_of
from tallystick.lake.store.home import Home


def peak_mib() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 if sys.platform != "darwin" else 1024**2)


def asked(file: Path, many: int) -> tuple[list[str], list[str]]:
    """Numbers and names that are in the register, the latter with their legal form written the other way."""
    frame = pl.read_csv(file, columns=["CompanyName", " CompanyNumber"], infer_schema=False)
    chosen = frame.sample(min(many, frame.height), seed=1834)
    names = chosen["CompanyName"].str.replace(r" LIMITED$", " Ltd.").str.to_titlecase().to_list()
    random.Random(1834).shuffle(names)
    return chosen[" CompanyNumber"].to_list(), names


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path)
    parser.add_argument("--home", type=Path, required=True)
    parser.add_argument("--asked", type=int, default=200_000)
    given = parser.parse_args()
    home = Home.find(given.home)
    shutil.rmtree(folder_of(home), ignore_errors=True)
    before = peak_mib()
    began = time.perf_counter()
    loaded = companies.load(home, [given.file], now=datetime.now(UTC)).register
    took = time.perf_counter() - began
    size = sum(f.stat().st_size for f in folder_of(home).rglob("*") if f.is_file()) / 1e6
    print(f"load: {loaded.companies:,} companies, {took:.1f} s, {loaded.companies / took:,.0f} a second, {size:.0f} MB")
    print(f"peak {peak_mib():.0f} MiB, of which {before:.0f} before it began")
    numbers, names = asked(given.file, given.asked)
    for what, ask, values in (("numbers", companies.by_numbers, numbers), ("names", companies.by_names, names)):
        for turn in ("first", "again"):
            began = time.perf_counter()
            found = ask(home, values)
            print(f"{len(values):,} {what}, {turn}: {found.height:,} rows in {time.perf_counter() - began:.2f} s")
    began = time.perf_counter()
    companies.by_numbers(home, numbers[:1])
    print(f"one number: {(time.perf_counter() - began) * 1000:.0f} ms")
    began = time.perf_counter()
    companies.by_names(home, names[:1])
    print(f"one name: {(time.perf_counter() - began) * 1000:.0f} ms; peak {peak_mib():.0f} MiB")


if __name__ == "__main__":
    main()
