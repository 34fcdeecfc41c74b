"""How much each kind of evidence counts. Pure: arrays in, arrays out.

Everything is in log odds, so that evidence adds up. The numbers were chosen on two fifths of one council's labelled
suppliers and checked on suppliers and councils apart from those: docs/reference/categories-measured.md says how.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]


@dataclass(frozen=True)
class Weights:
    """What each kind of evidence is multiplied by, or adds.

    start: the odds of a line about which nothing is known. description, account, published (a publisher's own class in
    words), supplier (its name, if it is not known): of what the words say, each kept between `least` and `most` first,
    because words about a service say little against technology bought for it. department: of what it says for
    technology. only: the supplier sells technology and nothing else; some: technology among other things.
    code_ict, code_not: a published code that says so. peers, peers_share: most of the supplier's other lines are
    technology, and by how much (log odds of their share).
    sells, sells_first: to a kind of technology that the supplier sells, and to the main one besides. general: taken
    from a general kind that the supplier does not sell.
    """

    start: float = -4.6
    description: float = 1.0
    account: float = 1.0
    department: float = 0.45
    published: float = 0.9
    supplier: float = 0.6
    least: float = -2.0
    most: float = 7.0
    only: float = 6.4
    some: float = 1.2
    code_ict: float = 6.5
    code_not: float = -4.0
    peers: float = 5.0
    peers_share: float = 1.0
    sells: float = 9.0
    sells_first: float = 0.7
    general: float = 30.0


WEIGHTS = Weights()


@dataclass(frozen=True)
class Evidence:
    """What is known of each line, arrays of one length. Words in log odds, 0 where there are none; the rest 0 or 1."""

    description: Floats
    account: Floats
    department: Floats
    published: Floats
    supplier: Floats
    only: Floats
    some: Floats
    code_ict: Floats
    code_not: Floats


def ict_odds(evidence: Evidence, weights: Weights = WEIGHTS) -> Floats:
    """The log odds that each line is technology."""
    odds = np.full(len(evidence.only), weights.start, dtype=np.float32)
    for name in ("description", "account", "published", "supplier"):
        odds += getattr(weights, name) * np.clip(getattr(evidence, name), weights.least, weights.most)
    # That a line was charged to the ICT department speaks for technology; that it was not speaks for nothing.
    odds += weights.department * np.clip(evidence.department, 0, weights.most)
    for name in ("only", "some", "code_ict", "code_not"):
        odds += getattr(weights, name) * getattr(evidence, name)
    return odds


PEERS_AT_LEAST = 3
"""Other lines of a supplier from which its lines are judged by one another."""


def with_peers(odds: Floats, supplier: NDArray[np.int64], weights: Weights = WEIGHTS) -> Floats:
    """`odds`, with what a supplier's other lines say of each of its lines: an invoice's number says nothing by itself.

    supplier: a number for each line, -1 for none. Counts where most of at least `PEERS_AT_LEAST` others are technology;
    it never speaks against technology, of which a builder may sell some.
    """
    here = supplier >= 0
    if not here.any():
        return odds
    chances = np.where(here, chance(odds), 0).astype(np.float64)
    at = np.where(here, supplier, 0)
    total = np.bincount(at, weights=chances)[at] - chances
    others = np.bincount(at, weights=here)[at] - 1
    share = np.clip((total + 0.05) / np.maximum(others + 0.3, 0.3), 1e-6, 0.97)
    speaks = here & (others >= PEERS_AT_LEAST) & (share > 0.5)
    raised = weights.peers + weights.peers_share * np.log(share / (1 - share))
    return (odds + np.where(speaks, raised, 0)).astype(np.float32)


def chance(odds: Floats) -> Floats:
    """Log odds as a probability."""
    return (1.0 / (1.0 + np.exp(-np.clip(odds, -30, 30)))).astype(np.float32)


def sureness(odds: Floats) -> Floats:
    """How often an answer is right, from 0.5: technology where the odds are above nought, else not.

    What is said to be technology is less often so than the odds alone would have it, as measured.
    """
    return chance(np.where(odds >= 0, np.maximum(odds - 0.5, 0.05), -odds).astype(np.float32))


def kind_chances(scores: Floats) -> Floats:
    """Scores of lines × kinds as probabilities that add to one."""
    raised = np.exp(scores - scores.max(axis=1, keepdims=True))
    return np.asarray(raised / raised.sum(axis=1, keepdims=True), dtype=np.float32)
