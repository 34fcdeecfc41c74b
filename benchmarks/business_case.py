"""How long a business case takes: options, lines and years made up, a range on every line.

    python -m benchmarks.business_case [--runs 10000]

The last result is in benchmarks/README.md.
"""

import argparse
import datetime as dt
import random
import time
from typing import Any

from tallystick.decisions.rules.business_case_answer import answer
from tallystick.reference.green_book import green_book

CASES = [(5, 20, 10, "triangular"), (5, 20, 10, "pert"), (10, 100, 60, "triangular")]
"""Options, lines of each, years, and the shape of the ranges."""


def case(options: int, lines: int, years: int, shape: str, runs: int) -> dict[str, Any]:
    """One range of each option's every line, drawn by itself."""
    chance = random.Random(options * 1000 + lines)
    return {
        "base_year": 2026,
        "price_basis": "real",
        "inflation": 2,
        "runs": runs,
        "shape": shape,
        "options": [
            {
                "name": f"option {option}",
                "life_years": years,
                "lines": [
                    {
                        "name": f"line {line}",
                        "type": chance.choice(["capital", "revenue"]),
                        "kind": "recurring",
                        "flows": {str(2026 + year): -chance.randint(1, 10**6) for year in range(years + 1)},
                    }
                    for line in range(lines)
                ],
            }
            for option in range(options)
        ],
        "ranges": [
            {"option": f"option {option}", "line": f"line {line}", "low": 80, "likely": 105, "high": 160}
            for option in range(options)
            for line in range(lines)
        ],
    }


def main() -> None:
    """Prints a row for each case."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=10_000)
    runs = parser.parse_args().runs
    for options, lines, years, shape in CASES:
        said = case(options, lines, years, shape, runs)
        began, busy = time.perf_counter(), time.process_time()
        answer(said, green_book(), dt.date(2026, 11, 22))
        took, busy = time.perf_counter() - began, time.process_time() - busy
        print(
            f"| {options} | {lines} | {years} | {options * lines:,} {shape} | {runs:,} "
            f"| {took:.2f} s, {busy:.2f} of processor time |"
        )


if __name__ == "__main__":
    main()
