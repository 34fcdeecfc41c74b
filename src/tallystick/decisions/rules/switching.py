"""By how much a line must change before the answer does. Pure. docs/rules/npv.md."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from tallystick.decisions.rules.discounting import fifty_figures


@dataclass(frozen=True)
class Worth:
    """An option's net present value, in pounds, and that of each of its lines. over: what the value is divided by when
    options are compared: 1, or the annuity where they live for different times."""

    npv: Decimal
    lines: Mapping[str, Decimal]
    over: Decimal = Decimal(1)

    @property
    def compared(self) -> Decimal:
        """What options are ranked by."""
        with fifty_figures():
            return self.npv / self.over


@dataclass(frozen=True)
class Switch:
    """Percent by which every figure of `line` has to change, the others staying as they are.

    to_nought: until the option's net present value is nought. to_flip: until the option is level with `rival`: with the
    best, or, for the best, with the second. Each is None where no change of this line does it. Below -100 the line
    would have to change its sign.
    """

    line: str
    present_value: Decimal
    to_nought: Decimal | None
    to_flip: Decimal | None
    rival: str | None


def ranked(options: Mapping[str, Worth]) -> list[str]:
    """Names, the highest value first; of equal ones, that which sorts first."""
    return sorted(options, key=lambda name: (-options[name].compared, name))


def switching(options: Mapping[str, Worth]) -> dict[str, tuple[Switch, ...]]:
    """Each option's lines, in their order."""
    order = ranked(options)
    return {name: _of(options, name, order) for name in options}


def _of(options: Mapping[str, Worth], name: str, order: Sequence[str]) -> tuple[Switch, ...]:
    one = options[name]
    rival = next((other for other in order if other != name), None)
    found = []
    with fifty_figures():
        for line, value in one.lines.items():
            nought = -one.npv / value * 100 if value else None
            level = (options[rival].compared * one.over - one.npv) / value * 100 if value and rival else None
            found.append(Switch(line, value, nought, level, rival))
    return tuple(found)
