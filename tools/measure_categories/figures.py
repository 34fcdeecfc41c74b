"""Precision, recall, F1 and calibration, by rows and by money, and as Markdown."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Yes = NDArray[np.bool_]
Floats = NDArray[np.float64]
BANDS = ((0.0, 0.6), (0.6, 0.8), (0.8, 0.9), (0.9, 0.97), (0.97, 1.01))


@dataclass(frozen=True)
class Score:
    """Shares from 0 to 1."""

    precision: float
    recall: float
    f1: float

    def __str__(self) -> str:
        return f"{self.precision:.2f} | {self.recall:.2f} | **{self.f1:.2f}**"


def score(labelled: Yes, said: Yes, weight: Floats | None = None) -> Score:
    """How well `said` finds `labelled`; weight: what each row counts as (1, or its money)."""
    counts = np.ones(len(labelled)) if weight is None else weight
    right = float((counts * (labelled & said)).sum())
    precision = right / max(float((counts * said).sum()), 1e-9)
    recall = right / max(float((counts * labelled).sum()), 1e-9)
    return Score(precision, recall, 2 * precision * recall / max(precision + recall, 1e-9))


def macro_f1(labelled: list[str], said: list[str], classes: list[str]) -> tuple[float, dict[str, Score]]:
    """The mean F1 over `classes`, and each."""
    truth, guess = np.array(labelled), np.array(said)
    each = {name: score(truth == name, guess == name) for name in classes}
    return float(np.mean([s.f1 for s in each.values()])), each


def bands(right: Yes, confidence: Floats, weight: Floats | None = None) -> list[tuple[str, int, float, float]]:
    """By band of confidence: its name, rows, the mean confidence said, and the share that was right."""
    counts = np.ones(len(right)) if weight is None else weight
    found = []
    for low, high in BANDS:
        of = (confidence >= low) & (confidence < high)
        if of.any():
            total = counts[of].sum()
            said = float((counts * confidence)[of].sum() / total)
            found.append((_band(low, high), int(of.sum()), said, float((counts * right)[of].sum() / total)))
    return found


def _band(low: float, high: float) -> str:
    if low == 0:
        return f"below {high}"
    return f"{low} and more" if high > 1 else f"{low} to {high}"
