"""How quickly key dates of a whole register are worked out: from nothing, and by night.

    export DATABASE_URL=postgresql://…            # a database that benchmarks.generate_register filled
    python -m benchmarks.key_dates HOME
    python -m benchmarks.key_dates HOME --nights 30

From nothing: every contract, its key dates written for the first time. By night: only what the next day changed, for so
many nights in a row. At the end the key dates of some contracts are worked out once more, one at a time, and must be
what is kept.
"""

import argparse
import time
from datetime import date, timedelta
from pathlib import Path

from tallystick.intake.record import open_record
from tallystick.lake.store.home import Home

NIGHT_S = 120
LOOKED_AT = 500


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.key_dates", description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )  # fmt: skip
    parser.add_argument("home", type=Path)
    parser.add_argument("--nights", type=int, default=7)
    parser.add_argument("--today", type=date.fromisoformat, default=date(2026, 11, 22))
    given = parser.parse_args()
    open_record(Home.find(given.home))
    from tallystick.contracts import models

    models.KeyDate.objects.all().delete()
    models.Reckoned.objects.all().delete()
    taken, contracts = timed(given.today)
    dates = models.KeyDate.objects.count()
    print(f"From nothing: {contracts:,} contracts, {dates:,} key dates in {taken:.0f} s")
    nights = []
    for night in range(1, given.nights + 1):
        taken, contracts = timed(given.today + timedelta(days=night))
        nights.append(taken)
        print(f"Night {night}: {contracts:,} contracts in {taken:.1f} s")
    if nights:
        print(f"The longest night took {max(nights):.1f} s; {NIGHT_S} s are allowed.")
    wrong = differing(given.today + timedelta(days=given.nights))
    print(f"{wrong} of {LOOKED_AT} contracts have other key dates than are worked out of them alone.")


def timed(today: date) -> tuple[float, int]:
    """Seconds that it took, and of how many contracts."""
    from tallystick.contracts.actions.reckoning import reckon_due

    begun = time.perf_counter()
    contracts = reckon_due(today=today)
    return time.perf_counter() - begun, contracts


def differing(today: date) -> int:
    """How many contracts, of some, do not have the key dates that follow from them on `today`."""
    from tallystick.contracts import models
    from tallystick.contracts.queries.key_date_facts import facts_of
    from tallystick.contracts.rules.key_dates import key_dates

    numbers = list(models.Contract.objects.filter(removed=False).order_by("pk").values_list("pk", flat=True))
    wrong = 0
    for number in numbers[:: max(len(numbers) // LOOKED_AT, 1)][:LOOKED_AT]:
        told = key_dates(facts_of([number])[number].facts, today)
        kept = set(models.KeyDate.objects.filter(contract=number).values_list("key", "due", "warn"))
        wrong += {(one.key, one.due, one.warn) for one in told.dates} != kept
    return wrong


if __name__ == "__main__":
    main()
