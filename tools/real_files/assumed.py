"""The section on what was assumed across files."""

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from tallystick.kit.money import pounds_for_people as pounds
from tools.real_files.checks import no_dates
from tools.real_files.explained import Explanations
from tools.real_files.loaded import Run
from tools.real_files.markdown import table

if TYPE_CHECKING:
    from tools.real_files.report import Setting


def section(run: Run, explained: Explanations, setting: "Setting") -> str:
    tables = [(f, t) for f in run.files if f.read for t in f.reading.tables if t.outcome == "loaded"]
    basis: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for _, found in tables:
        sums = basis[found.amount_basis]
        sums[0], sums[1], sums[2] = sums[0] + 1, sums[1] + found.payments, sums[2] + found.pence_payments
    payments = max(1, sum(b[1] for b in basis.values()))
    orders = Counter(str(t.date_order["order"]) if t.date_order else "no column of dates" for _, t in tables)
    flagged = [
        [f"`{f.name}`", t.payments, t.date_order["why"], explained.say("flagged", f.name)]
        for f, t in tables
        if t.date_order and t.date_order["flagged"]
    ]
    blank = [
        [body, *counts[:2], pounds(counts[2]), explained.say("no dates", body, counts[1])]
        for body, counts in no_dates(run.files).items()
    ]
    bases = [
        [name, counts[0], counts[1], f"{counts[1] / payments:.1%}", pounds(counts[2])]
        for name, counts in sorted(basis.items())
    ]
    repeated = sum(f.count("duplicates") for f in run.files)
    redacted = sum(f.count("redacted") for f in run.files)
    return f"""## What was assumed

### VAT

{table(("amounts are", "tables", "payments", "share of payments", "amount"), bases)}

“unknown”: the file does not say whether its amounts include VAT.

### Dates

How the date columns of {len(tables):,} tables are written: {", ".join(f"{o} {n:,}" for o, n in orders.most_common())}
(`day` and `month` are which of the two comes first; `year`, `words` and `serial` cannot be confused).

Flagged, because the order was assumed or some cells deny it:

{table(("file", "payments", "why", "checked against its name and neighbours"), flagged)}

Payments with neither date nor month:

{table(("body", "files", "payments", "amount", ""), blank)}

### Redactions and repeats

{redacted:,} payments are to payees whose names are withheld. {repeated:,} rows repeat an earlier row of their own file
exactly: kept, counted and flagged."""
