"""In what share of all plausible weights each option has which rank, exactly, where there are few. Pure.

The weights are a simplex: a line, a triangle, a tetrahedron. Wherever two options change places it is cut in two, until
within each piece the order is the same throughout; a piece's size is known from where it was cut. Which side of a cut
something is on is told in whole numbers, and is never in doubt; sizes are floats, all above nought, that are only
multiplied and added, and so are right to a dozen digits at the least.

docs/rules/robustness.md.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cmp_to_key
from itertools import combinations, pairwise
from math import comb, fsum, gcd, lcm

MOST_PARTS = 2_500
"""Into how many parts the changes of place may cut the weights before it is not tried."""
MOST_PIECES = 4_000
"""After how many pieces it is given up. Both are numbers of steps and not of seconds: any machine answers alike."""

_Corner = tuple[int, ...]
"""What each function comes to at a corner, and last what all of that is divided by."""
_Cut = tuple[int, int | None]
"""Where a piece is cut: where the first function equals the second, or nought."""


@dataclass(frozen=True, slots=True)
class _Piece:
    """size: its share of the simplex it was cut from. done: how many cuts no longer divide it."""

    size: float
    corners: tuple[_Corner, ...]
    done: int


def exact_shares(values: Sequence[Sequence[Fraction]], caps: Sequence[Fraction]) -> list[list[float]] | None:
    """The share of the weights in which each option has each rank, or None where there are too many pieces to cut.

    values: of each option, its score at each corner of the simplex (`Region.at_corners`). caps: as in `Region`. Options
    that are level share the ranks that they hold together. Each option's shares add to one, and so do each rank's.
    """
    cuts = _cuts(len(values), caps)
    if not _may_be_tried(len(cuts), len(values[0]) - 1):
        return None
    limits = [one for one, other in cuts if other is None]
    sizes: dict[tuple[tuple[int, ...], ...], list[float]] = {}
    waiting, seen = [_Piece(1.0, _corners(values, caps, limits), 0)], 0
    while waiting:
        seen += 1
        if seen > MOST_PIECES:
            return None
        piece = waiting.pop()
        halves = _divided(piece, cuts)
        waiting += halves
        if not halves and not _outside(piece, limits):
            sizes.setdefault(_order(piece, len(values)), []).append(piece.size)
    return _shares({order: fsum(found) for order, found in sizes.items()}, len(values))


def _cuts(options: int, caps: Sequence[Fraction]) -> list[_Cut]:
    """Where a weight reaches its cap first, so that what is outside is never cut further; then the changes of place."""
    capped = [options + n for n in range(sum(cap < 1 for cap in caps))]
    return [*((place, None) for place in capped), *combinations(range(options), 2)]


def _may_be_tried(cuts: int, dimensions: int) -> bool:
    """Whether so many cuts leave few enough parts, at the most, of a simplex of so many dimensions."""
    return sum(comb(cuts, k) for k in range(dimensions + 1)) <= MOST_PARTS


def _corners(
    values: Sequence[Sequence[Fraction]], caps: Sequence[Fraction], limits: Sequence[int]
) -> tuple[_Corner, ...]:
    """The simplex's corners, with the options' scores and then, for each cap, how far a weight is beyond it."""
    capped = [n for n, cap in enumerate(caps) if cap < 1]
    assert len(capped) == len(limits)
    found = []
    for corner in range(len(values[0])):
        at = [row[corner] for row in values] + [(corner == n) - caps[n] for n in capped]
        whole = lcm(*(value.denominator for value in at))
        found.append((*(int(value * whole) for value in at), whole))
    return tuple(found)


def _side(corner: _Corner, cut: _Cut) -> int:
    one, other = cut
    return corner[one] - (0 if other is None else corner[other])


def _divided(piece: _Piece, cuts: Sequence[_Cut]) -> list[_Piece]:
    """Two pieces, cut on an edge whose ends are on two sides of a cut; none where no cut divides it any more."""
    corners = piece.corners
    for number in range(piece.done, len(cuts)):
        sides = [_side(corner, cuts[number]) for corner in corners]
        above, below = max(sides), min(sides)
        if above > 0 > below:
            return _halves(piece, sides.index(above), sides.index(below), above, below, number)
    return []


def _halves(piece: _Piece, top: int, bottom: int, above: int, below: int, number: int) -> list[_Piece]:
    corners = piece.corners
    high, low = corners[top], corners[bottom]
    between = tuple(above * b - below * a for a, b in zip(high, low, strict=True))
    shared = gcd(*between)
    middle = tuple(value // shared for value in between)
    # How far along the edge, from top to bottom, the two sides meet.
    part, rest = above * low[-1], -below * high[-1]
    upper = (*corners[:bottom], middle, *corners[bottom + 1 :])
    lower = (*corners[:top], middle, *corners[top + 1 :])
    return [
        _Piece(piece.size * (part / (part + rest)), upper, number),
        _Piece(piece.size * (rest / (part + rest)), lower, number),
    ]


def _outside(piece: _Piece, limits: Sequence[int]) -> bool:
    return any(corner[limit] > 0 for limit in limits for corner in piece.corners)


def _order(piece: _Piece, options: int) -> tuple[tuple[int, ...], ...]:
    """The options, best first, those that are level throughout the piece together."""

    def ahead(one: int, other: int) -> int:
        return next((side for corner in piece.corners if (side := corner[other] - corner[one])), 0)

    places = sorted(range(options), key=cmp_to_key(ahead))
    together = [[places[0]]]
    for before, place in pairwise(places):
        if ahead(before, place):
            together.append([place])
        else:
            together[-1].append(place)
    return tuple(map(tuple, together))


def _shares(sizes: Mapping[tuple[tuple[int, ...], ...], float], options: int) -> list[list[float]]:
    found: list[list[list[float]]] = [[[] for _ in range(options)] for _ in range(options)]
    whole = fsum(sizes.values())
    for order, size in sizes.items():
        rank = 0
        for together in order:
            for option in together:
                for held in range(rank, rank + len(together)):
                    found[option][held].append(size / len(together))
            rank += len(together)
    return [[fsum(sizes) / whole for sizes in row] for row in found]
