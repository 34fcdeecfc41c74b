"""How verdicts are come to and put together: a condition that was answered, a figure against its limit, and grounds."""

from collections.abc import Callable, Iterable, Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal

from tallystick.kit.money import pounds_for_people
from tallystick.law.changes.answered import Limb, Unit, Verdict

PENNY = Decimal("0.01")
Figures = tuple[Decimal, ...]
"""Every figure that something may be; empty where it is not known, and several where it turns on what is not known."""


def all_of(tests: Iterable[Limb]) -> Verdict:
    """Met where every one is that applies; not met where one is not; else a judgement."""
    verdicts = {test.verdict for test in tests}
    if "not_met" in verdicts:
        return "not_met"
    return "judgement" if "judgement" in verdicts else "met"


def any_of(tests: Iterable[Limb]) -> Verdict:
    """Met where one is; a judgement where one may be; else not met."""
    verdicts = {test.verdict for test in tests}
    if "met" in verdicts:
        return "met"
    return "judgement" if "judgement" in verdicts else "not_met"


def answered(
    id: str, citation: str, answer: bool | None, *, wanted: bool = True, question: str, met: str, not_met: str
) -> Limb:
    """A condition that is met by the answer `wanted`. One that was not answered is a judgement, with its question."""
    if answer is None:
        return Limb(id, citation, "judgement", questions=(question,))
    if answer is wanted:
        return Limb(id, citation, "met", (met,))
    return Limb(id, citation, "not_met", (not_met,))


def together(
    id: str,
    citation: str,
    tests: Sequence[Limb],
    how: Callable[[Iterable[Limb]], Verdict] = all_of,
    verdict: Verdict | None = None,
) -> Limb:
    """A ground, or a condition, made of others. Of their figures it has those that leave least.

    Where one is not known, so is which leaves least: it has the lowest limit that is known, and neither used nor left.
    """
    found = verdict or how(tests)
    settles = found == "not_met" if how is all_of else found == "met"
    telling = [test for test in tests if test.verdict == found] if settles else tests
    reasons = tuple(dict.fromkeys(reason for test in telling for reason in test.reasons))
    questions = [question for test in tests if test.verdict == "judgement" for question in test.questions]
    return Limb(
        id,
        citation,
        found,
        reasons,
        tuple(dict.fromkeys(questions)) if found == "judgement" else (),
        *_least(tests),
        tuple(tests),
    )


def _least(tests: Sequence[Limb]) -> tuple[Decimal | None, Decimal | None, Decimal | None, Unit]:
    """Limit, used, remaining and unit of the test that leaves least, so far as that is known."""
    counted = [test for test in tests if test.limit is not None or test.used is not None]
    if not counted:
        return None, None, None, "pounds"
    left = [(test.remaining, test) for test in counted if test.remaining is not None]
    if len(counted) == 1 or len(left) == len(counted):
        one = min(left, key=lambda pair: pair[0])[1] if left else counted[0]
        return one.limit, one.used, one.remaining, one.unit
    limits = [test.limit for test in counted if test.limit is not None]
    return min(limits, default=None), None, None, counted[0].unit


def against(
    id: str,
    citation: str,
    outcomes: Sequence[bool],
    *,
    used: Figures,
    limits: Figures,
    unit: Unit,
    below: bool = False,
    say: Callable[[str, str, bool], str],
    questions: Sequence[str],
) -> Limb:
    """A figure against its limit. outcomes: whether it keeps to it, for each way in which what is not known may be.

    below: the figure has to be below its limit, and not only not above it. Shown are the lowest limit and the highest
    figure. `say` makes the reason of the two, as text, and the outcome.
    """
    limit = shown(min(limits), unit, below=below) if limits else None
    most = shown(max(used), unit) if used else None
    left = limit - most if limit is not None and most is not None else None
    if not outcomes or len(set(outcomes)) > 1:
        return Limb(id, citation, "judgement", (), tuple(questions), limit, most, left, unit)
    kept = outcomes[0]
    reason = say(words(most, unit), words(limit, unit), kept)
    return Limb(id, citation, "met" if kept else "not_met", (reason,), (), limit, most, left, unit)


def shown(figure: Decimal, unit: Unit, *, below: bool = False) -> Decimal:
    """As it is shown: pounds to the penny, months as they are.

    A limit with a fraction of a penny is rounded so that whole pence keep to it as they keep to the limit itself: down
    where it may be reached, and up where a figure has to stay `below` it.
    """
    if unit == "months":
        return figure.normalize() + 0
    return figure.quantize(PENNY, ROUND_CEILING if below else ROUND_FLOOR)


def words(figure: Decimal | None, unit: Unit) -> str:
    """A figure for people: £1,234.50, or 3.6 months."""
    if figure is None:
        return "no figure"
    if unit == "months":
        return f"{figure:f} month{'' if figure == 1 else 's'}"
    return money(figure)


def money(pounds: Decimal) -> str:
    """Pounds for people: £1,234.50."""
    return pounds_for_people(int((pounds.quantize(PENNY, ROUND_HALF_UP)) * 100))
