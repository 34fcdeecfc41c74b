"""Learn the weights of `suppliers/rules/weights.toml` from one half of the labelled names, and from pairs judged by
hand.

    python -m tools.measure_suppliers.train LABELLED.tsv [JUDGED.csv]

What ships is the weights: two dozen figures to be read. The labelled names are not needed to use them.
"""

import csv
import sys
from collections.abc import Iterable
from pathlib import Path

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize

from tallystick.suppliers.rules.comparing import APART, compared
from tallystick.suppliers.rules.faces import Floats, Ints
from tallystick.suppliers.rules.known_names import KnownNames
from tallystick.suppliers.rules.names import Parsed, parse
from tallystick.suppliers.rules.nearness import worth_comparing
from tallystick.suppliers.rules.weighing import ALL_FIGURES, Probabilities, all_figures
from tools.measure_suppliers.labelled import labelled

Answers = npt.NDArray[np.bool_]
Examples = tuple[Floats, Answers, Probabilities]

OUT = Path(__file__).parents[2] / "src/tallystick/suppliers/rules/weights.toml"
FOR = {
    "common_share",
    "common_weight",
    "smaller_share",
    "rarest_common",
    "letters_alike",
    "begins_alike",
    "first_word",
    "first_two",
    "same_letters",
    "same_words",
    "slip_only",
    "initials",
    "cut_short",
    "first_weight",
    *(f"common_{kind}" for kind in APART),
}
AGAINST = {f for f in ALL_FIGURES if f.startswith(("one_has", "both_have", "formal"))} | {
    "forms_differ",
    "forms_opposed",
}
BY_HAND = {"general_and_more": -3.0}
"""Weights that are not learnt: what there is to learn from has too few names of offices."""

MOST_OF_ONE_COMPANY = 10
WORTH_OF_A_JUDGEMENT = 2.0


def known_names(names: Iterable[str]) -> KnownNames:
    parsed: dict[str, Parsed] = {}
    for name in sorted(names):
        its = parse(name)
        parsed.setdefault(its.key, its)
    return KnownNames.from_names(list(parsed.values()))


def figures_of(known: KnownNames, left: Ints, right: Ints) -> Floats:
    forms = [[known.forms[n] for n in known.owner[rows].tolist()] for rows in (left, right)]
    return all_figures(compared(known.faces, left, right), known.kinds[left], known.kinds[right], *forms)


def examples(path: Path, half: int) -> Examples:
    """Figures, whether it is true, and weight, of each pair of faces worth comparing."""
    truth = labelled(path, half)
    known = known_names(truth.names)
    number = {key: at for at, key in enumerate(known.keys)}
    companies: list[set[str]] = [set() for _ in known.keys]
    for name, numbers in truth.numbers.items():
        companies[number[parse(name).key]] |= numbers
    size = {n: len({parse(name).key for name in names}) for n, names in truth.companies.items()}
    worth = worth_comparing(known.faces, known.learnt, 0, known.letters)
    left, right = (side[known.owner[worth.left] != known.owner[worth.right]] for side in (worth.left, worth.right))
    shared = [companies[a] & companies[b] for a, b in zip(known.owner[left], known.owner[right], strict=True)]
    weight = [min(1.0, MOST_OF_ONE_COMPANY / min(size[n] for n in both)) if both else 1.0 for both in shared]
    return figures_of(known, left, right), np.array([bool(both) for both in shared]), np.array(weight)


def judged(path: Path) -> Examples:
    """Pairs that a person read: name, other, same (yes or no)."""
    rows = list(csv.DictReader(path.open(encoding="utf-8", newline="")))
    figures, same = [], []
    for row in rows:
        if parse(row["name"]).key == parse(row["other"]).key:
            continue
        known = known_names([row["name"], row["other"]])
        _, left, right = known.best_faces(np.array([0]), np.array([1]))
        figures.append(figures_of(known, left, right)[0])
        same.append(row["same"] == "yes")
    return np.array(figures), np.array(same), np.full(len(same), WORTH_OF_A_JUDGEMENT)


def fitted(figures: Floats, same: Answers, weight: Probabilities, strength: float = 1.0) -> tuple[float, Probabilities]:
    """(constant, one weight for each figure): logistic regression, each weight on its own side of nought."""
    figures = figures * np.array([f not in BY_HAND for f in ALL_FIGURES])
    mean, spread = figures.mean(axis=0), figures.std(axis=0) + 1e-6
    scaled = (figures - mean) / spread
    sides = [(0, None) if f in FOR else (None, 0) if f in AGAINST else (None, None) for f in ALL_FIGURES]

    def loss(values: Probabilities) -> tuple[float, Probabilities]:
        odds = 1 / (1 + np.exp(-(scaled @ values[:-1] + values[-1])))
        wrong = -(weight * (same * np.log(odds + 1e-12) + (1 - same) * np.log(1 - odds + 1e-12))).sum()
        slope = weight * (odds - same)
        gradient = np.append(scaled.T @ slope + values[:-1] / strength, slope.sum())
        return wrong + (values[:-1] ** 2).sum() / 2 / strength, gradient

    found = minimize(
        loss,
        np.zeros(len(sides) + 1),
        jac=True,
        bounds=[*sides, (None, None)],
        method="L-BFGS-B",
        options={"maxiter": 3000},
    ).x
    weights = found[:-1] / spread
    return found[-1] - (weights * mean).sum(), weights


def written(constant: float, weights: Probabilities, merge_at: float, together_at: float, told: str) -> str:
    its = {name: BY_HAND.get(name, value) for name, value in zip(ALL_FIGURES, weights, strict=True)}
    lines = [
        "# What each figure of a pair of names adds to the log-odds that they are one supplier.",
        "# Made by tools/measure_suppliers/train.py; nothing of what it learnt from is needed to use it.",
        "",
        f'source = "{told}"',
        "",
        "# Names that are this likely one are looked at together, and groups join whose names on average are:",
        f"merge_at = {merge_at}",
        f"together_at = {together_at}",
        "",
        f"constant = {constant:.3f}",
        "",
        "[figures]",
        *(f"{name} = {value:.3f}" for name, value in its.items() if abs(value) >= 0.0005),
    ]
    return "\n".join(lines) + "\n"


def main() -> None:
    figures, same, weight = examples(Path(sys.argv[1]), 0)
    told = f"Logistic regression on {len(same):,} pairs of names with published company numbers"
    told += f" ({int(same.sum()):,} of one company)"
    if len(sys.argv) > 2:
        more = judged(Path(sys.argv[2]))
        told += f", and {len(more[1]):,} pairs read by a person"
        figures, same, weight = np.vstack([figures, more[0]]), np.append(same, more[1]), np.append(weight, more[2])
    constant, weights = fitted(figures, same, weight)
    OUT.write_text(written(constant, weights, 0.6, 0.5, told + ", 2026-11-22"), encoding="utf-8")
    print(OUT.read_text(encoding="utf-8"))


if __name__ == "__main__":
    main()
