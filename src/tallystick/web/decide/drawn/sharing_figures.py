"""Bars and figures of who pays what, as pages show them. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from tallystick.web.decide.drawn.figures import cut
from tallystick.web.words import count, pounds

COLOURS = ("#123f3c", "#c0562f", "#4f8fc9", "#6b2f73", "#8a7a00", "#5d6b78", "#c2418a", "#1f7a4d")
"""Of the pieces of bars: neighbours differ in lightness, and each stands out from white by 3 to 1."""
MOST_BARS = 20
_WIDTHS = (("wide", 640), ("narrow", 340))
_NAME, _BAR, _GAP = 24, 18, 14
_LETTER, _FIGURE = 9.2, 8.7
"""How wide a letter of a name is, and of what is said at the right, which keeps its room."""


@dataclass(frozen=True)
class Piece:
    """A part of a bar, in pixels. x: of its left edge."""

    x: float
    width: float
    colour: str


@dataclass(frozen=True)
class Strip:
    """One bar of a row: its pieces from left to right. y: of its upper edge."""

    y: int
    pieces: Sequence[Piece]


@dataclass(frozen=True)
class Row:
    """A name with what is said at the right, and its bars. mark: x of a line across them, None for none. nought: x of
    where nothing is, where a bar of the picture is below it; else None. y: of the words. top, bottom: of both lines."""

    name: str
    told: str
    y: int
    strips: Sequence[Strip]
    mark: float | None
    nought: float | None
    top: int
    bottom: int


@dataclass(frozen=True)
class Picture:
    """Bars of one size of screen: ``wide`` or ``narrow``."""

    size: str
    width: int
    height: int
    rows: Sequence[Row]


@dataclass(frozen=True)
class Asked:
    """A row to be drawn. bars: of each bar, (pence, colour) of its pieces. mark: pence at which a line stands."""

    name: str
    told: str
    bars: Sequence[Sequence[tuple[int, str]]]
    mark: int | None = None


def pictures(asked: Sequence[Asked]) -> list[Picture]:
    """The same rows for a desk and for a phone. What is below nought is drawn to the left of a line of nought. Of a bar
    with pieces of both signs, the whole is drawn as one."""
    rows = [replace(one, bars=[_drawable(bar) for bar in one.bars]) for one in asked[:MOST_BARS]]
    ends = [0, *(pence for one in rows for pence in (one.mark or 0, *(sum(it for it, _ in bar) for bar in one.bars)))]
    return [_picture(rows, min(ends), max(ends), *size) for size in _WIDTHS]


def in_pounds(exact_pence: str) -> str:
    """Pence before rounding, as text, as pounds with all their places."""
    value = Decimal(exact_pence).scaleb(-2)
    whole = f"{abs(value):,.8f}".rstrip("0")
    after = len(whole.partition(".")[2])
    return f"{'−' if value < 0 else ''}£{whole}{'0' * max(0, 2 - after)}"


def per_cent(value: float | None, *, sign: bool = False) -> str:
    """A percentage, or that there is none."""
    if value is None:
        return "not known"
    return f"{'+' if sign and value > 0 else ''}{value:,.1f}%".replace("-", "−")


def part_of(percent: float | None, part: int | Fraction, whole: int | Fraction) -> str:
    """A part in per cent; never none nor all of what is not quite that."""
    if percent == 0 and part:
        return "less than 0.1%"
    return "more than 99.9%" if percent == 100 and part != whole else per_cent(percent)


def more_or_less(pence: int) -> str:
    """A change: £5.00 more, £5.00 less, or the same."""
    return f"{pounds(abs(pence))} {'more' if pence > 0 else 'less'}" if pence else "the same"


def named(names: Sequence[str]) -> str:
    """Names in a sentence."""
    return " and ".join(filter(None, [", ".join(names[:-1]), names[-1]])) if names else ""


def figure(value: object) -> str:
    """A quantity as it was said, with thousands separators where it is a whole number."""
    return count(value) if isinstance(value, int) and not isinstance(value, bool) else str(value)


def _drawable(bar: Sequence[tuple[int, str]]) -> list[tuple[int, str]]:
    if all(pence >= 0 for pence, _ in bar) or all(pence <= 0 for pence, _ in bar):
        return list(bar)
    return [(sum(pence for pence, _ in bar), bar[0][1])]


def _picture(rows: Sequence[Asked], least: int, most: int, size: str, width: int) -> Picture:
    drawn, y = [], 0
    scale = (width - 4) / ((most - least) or 1)
    nought = -least * scale
    for one in rows:
        top = y + _NAME
        strips = [Strip(top + at * (_BAR + 2), _pieces(bar, nought, scale)) for at, bar in enumerate(one.bars)]
        bottom = top + len(strips) * (_BAR + 2) - 2
        mark = None if one.mark is None else round(1 + nought + one.mark * scale, 1)
        line = round(nought, 1) if least else None
        drawn.append(
            Row(
                cut(one.name, max(8, int((width - _FIGURE * len(one.told)) / _LETTER))),
                one.told,
                y + 16,
                strips,
                mark,
                line,
                top - 3,
                bottom + 3,
            )
        )
        y = bottom + _GAP
    return Picture(size, width, max(y, 1), drawn)


def _pieces(bar: Sequence[tuple[int, str]], nought: float, scale: float) -> list[Piece]:
    """Away from nought, to the right or to the left, in their order."""
    pieces, x = [], nought
    for pence, colour in bar:
        long = pence * scale
        pieces.append(Piece(round(min(x, x + long), 1), round(abs(long), 1), colour))
        x += long
    return [one for one in pieces if one.width]
