"""Measure the resolver on names that publishers gave company numbers to, names alone.

    python -m tools.measure_suppliers LABELLED.tsv

Prints, for the half of the companies that the weights were learnt from, the other half, and all: pairwise
precision, recall and F1 of what is merged unasked, and the share of true pairs that is merged or offered.
"""

import sys
from pathlib import Path

import polars as pl

from tallystick.suppliers.resolving import resolve
from tools.measure_suppliers.labelled import labelled, scores


def main() -> None:
    for half, called in ((0, "learnt from"), (1, "not seen"), (None, "all")):
        truth = labelled(Path(sys.argv[1]), half)
        found = resolve(pl.DataFrame({"unit": truth.names, "name": truth.names}))
        supplier = dict(found.units.select("unit", "supplier_id").iter_rows())
        its = scores(truth.pairs, supplier, dict(found.offers.iter_rows()))
        print(
            f"{called:12} {len(truth.names):6,} names {len(truth.pairs):6,} pairs  F1 {its.f1:.3f}"
            f"  precision {its.precision:.3f}  recall {its.recall:.3f}  merged or offered {its.offered:.3f}"
        )


if __name__ == "__main__":
    main()
