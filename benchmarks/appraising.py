"""How long an appraisal takes, of made-up options, criteria and ranges.

    python -m benchmarks.appraising [--draws 100000]

The last result is in benchmarks/README.md.
"""

import argparse
import random
import time
from typing import Any

from tallystick.decisions.rules.appraisal_json import answer

CASES = [
    (3, 3, None, 1),
    (5, 4, None, 1),
    (5, 6, None, 1),
    (5, 6, (0.1, 0.3), 1),
    (5, 6, (0.16, 0.18), 1),
    (5, 6, None, 4),
    (10, 10, None, 1),
    (20, 20, None, 1),
    (20, 20, (0.0, 0.06), 1),
]
"""Options, criteria, the range of each weight, and scorers."""


def case(options: int, criteria: int, within: tuple[float, float] | None, scorers: int, draws: int) -> dict[str, Any]:
    chance = random.Random(options * 100 + criteria)
    named = [f"criterion {n}" for n in range(criteria)]
    more = {} if within is None else {"range": list(within)}
    return {
        "options": [f"option {n}" for n in range(options)],
        "criteria": [{"name": name, "weight": chance.randint(1, 9), **more} for name in named],
        "scores": {
            f"option {n}": {name: [chance.randint(1, 10) for _ in range(scorers)] for name in named}
            for n in range(options)
        },
        "draws": draws,
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--draws", type=int, default=100_000)
    draws = parser.parse_args().draws
    for options, criteria, within, scorers in CASES:
        said = case(options, criteria, within, scorers, draws)
        began, busy = time.perf_counter(), time.process_time()
        exact = answer(said)["exact"]
        took, busy = time.perf_counter() - began, time.process_time() - busy
        ranges = "none" if within is None else f"{within[0]} to {within[1]}"
        how = "exact" if exact else f"{draws:,} draws"
        print(f"| {options} × {criteria} | {ranges} | {scorers} | {how} | {took:.2f} s, {busy:.2f} of processor time |")


if __name__ == "__main__":
    main()
