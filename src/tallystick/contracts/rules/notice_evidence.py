"""What each thing that a contract and a notice say adds to the odds that they are one, in a sentence and a figure.

Weights are log-odds: 1 makes it 2.7 times as likely, 3 twenty times. They were set by hand and measured on real notices
of buyers held out (docs/reference/notices.md).
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from tallystick.contracts.rules.notice_words import reference_tokens, supplier_faces
from tallystick.suppliers.rules.words import kind, stem, weight

DECISIVE = 15.0
_SAME_NAME = 0.999
_MOSTLY = 0.6
_VAT = 120
"""A gross value as a share of a net one, in per cent."""


@dataclass(frozen=True)
class Evidence:
    """say: a sentence without its full stop. weight: positive speaks for a match."""

    say: str
    weight: float


def references_say(references: Iterable[str], ocid: str | None, tokens: frozenset[str]) -> Evidence | None:
    """The same OCID, or the same reference, is decisive."""
    for reference in references:
        if ocid and reference.strip().casefold() == ocid.casefold():
            return Evidence("same OCID", DECISIVE + 5)
        shared = reference_tokens(reference) & tokens
        if shared:
            return Evidence(f"same reference {max(shared, key=len)}", DECISIVE)
    return None


def supplier_says(
    names: Sequence[str], numbers: Sequence[str], name: str | None, number: str | None
) -> Evidence | None:
    """The supplier: by company number first, then by name."""
    if number and number in numbers:
        return Evidence(f"same company number {number}", 4.5)
    if not name or not names:
        return None
    alike = max(_names_alike(one, name) for one in names)
    if number and numbers and alike < _SAME_NAME:
        return Evidence(f"other supplier: {name}, company number {number}", -6.0)
    if number and numbers:
        return Evidence(f"same supplier's name, but its company number is {number}", 1.5)
    if alike >= _SAME_NAME:
        return Evidence(f"same supplier: {name}", 4.0)
    if alike >= _MOSTLY:
        return Evidence(f"supplier's name is like: {name}", 2.0)
    if alike > 0.3:
        return Evidence(f"supplier's name has a word in common: {name}", -1.5)
    return Evidence(f"other supplier: {name}", -5.0)


def _names_alike(one: str, other: str) -> float:
    """0 to 1: whether two names have a face in common, else what their words share, by weight."""
    mine, theirs = supplier_faces(one), supplier_faces(other)
    if set(mine) & set(theirs):
        return 1.0
    a, b = _words(one), _words(other)
    shared = sum(weight(word) for word in a & b if kind(word) != "filler")
    whole = sum(weight(word) for word in a | b if kind(word) != "filler")
    return 0.99 * shared / whole if whole else 0.0


def _words(name: str) -> frozenset[str]:
    said = "".join(letter if letter.isalnum() else " " for letter in name.casefold().replace("'", ""))
    return frozenset(stem(word) for word in said.split() if word not in ("ltd", "limited", "plc", "llp", "the", "and"))


def dates_say(
    start: date | None,
    end: date | None,
    awarded: date | None,
    notice_start: date | None,
    notice_end: date | None,
    award_date: date | None,
) -> list[Evidence]:
    """The beginning, or the award where one of them has no beginning; and the end, which extensions move."""
    told = []
    if start and notice_start:
        told.append(_beginning((start - notice_start).days))
    elif awarded and award_date:
        told.append(_award((awarded - award_date).days))
    elif start and award_date:
        told.append(_after_award((start - award_date).days))
    if start and notice_start and awarded and award_date and awarded == award_date:
        told.append(Evidence("awarded on the same day", 1.0))
    if end and notice_end:
        told.append(_end((end - notice_end).days))
    return told


def _beginning(days: int) -> Evidence:
    if days == 0:
        return Evidence("begins on the same day", 3.0)
    say = f"begins {_apart(days)} the notice says"
    return Evidence(say, _by(abs(days), ((7, 2.0), (31, 1.0), (92, -0.3), (366, -2.0)), -5.0))


def _award(days: int) -> Evidence:
    if days == 0:
        return Evidence("awarded on the same day", 3.0)
    return Evidence(f"awarded {_apart(days)} the notice says", _by(abs(days), ((7, 2.0), (45, 0.7), (200, -1.0)), -4.0))


def _after_award(days: int) -> Evidence:
    when = "on the day of the award" if not days else f"{_days(days)} {'after' if days > 0 else 'before'} the award"
    late = _by(days, ((60, 1.5), (180, 0.5), (400, -2.0)), -5.0)
    early = _by(-days, ((31, 1.0), (120, 0.0), (400, -2.0)), -5.0)
    return Evidence(f"begins {when}", late if days >= 0 else early)


def _end(days: int) -> Evidence:
    if days == 0:
        return Evidence("ends on the same day", 2.0)
    return Evidence(f"ends {_apart(days)} the notice says", _by(abs(days), ((7, 1.3), (31, 0.8), (731, -0.3)), -1.2))


def _by(size: int, steps: Sequence[tuple[int, float]], otherwise: float) -> float:
    return next((worth for most, worth in steps if size <= most), otherwise)


def _apart(days: int) -> str:
    return f"{_days(days)} {'later than' if days > 0 else 'earlier than'}"


def _days(days: int) -> str:
    size = abs(days)
    if size < 62:
        return f"{size} day" + ("" if size == 1 else "s")
    return f"{round(size / 30.44)} months" if size < 730 else f"{round(size / 365.25)} years"


def values_say(
    value: int | None, annual: int | None, years: float | None, published: Sequence[int | None]
) -> Evidence | None:
    """The value, to the penny or nearly; with VAT or without; or a year's against that of the whole life.

    Nought and a penny or two say nothing: they stand where a publisher would not say.
    """
    theirs = [pence for pence in published if pence and pence > 100_00]
    if not theirs or not (value and value > 100_00):
        value = annual if theirs and annual and annual > 100_00 else None
    if not theirs or value is None:
        return None
    return max((_value(value, one, years) for one in theirs), key=lambda one: one.weight)


def _value(mine: int, theirs: int, years: float | None) -> Evidence:
    if mine == theirs:
        return Evidence("value is the same to the penny", 2.5 if mine % 1_000_00 == 0 else 4.0)
    if abs(mine * _VAT - theirs * 100) <= _VAT or abs(theirs * _VAT - mine * 100) <= _VAT:
        return Evidence("value is the same but for VAT", 3.0)
    low, high = sorted((mine, theirs))
    per_cent = (high - low) * 100 / low
    which = "above" if theirs > mine else "below"
    if per_cent <= 10:
        return Evidence(f"the notice's value is {per_cent:.1f}% {which}", 2.0 if per_cent <= 2 else 1.2)
    if years and years > 1.4 and abs(high / low / years - 1) < 0.06:
        return Evidence(f"one value is of a year and the other of {years:.1f} years", 1.5)
    if per_cent <= 50:
        return Evidence(f"the notice's value is {per_cent:.0f}% {which}", -0.5 if per_cent <= 25 else -1.0)
    times = high / low
    return Evidence(
        f"the notice's value is {_times(times, theirs > mine)}", _by(int(times), ((3, -1.7), (10, -2.3)), -3.0)
    )


def _times(times: float, more: bool) -> str:
    return f"{times:.1f} times as much" if more else f"1/{times:.1f} of it"


def titles_say(mine: frozenset[str], theirs: frozenset[str], weigh: Callable[[str], float]) -> Evidence | None:
    """Words that the titles share, by how rare they are among this buyer's notices."""
    if not mine or not theirs:
        return None
    shared = mine & theirs
    total = min(sum(map(weigh, mine)), sum(map(weigh, theirs)))
    share = sum(map(weigh, shared)) / max(total, 0.1)
    rarest = sorted(shared, key=lambda word: (-weigh(word), word))[:4]
    if mine == theirs and len(mine) > 1:
        return Evidence("title has the same words", 4.0)
    if not shared:
        return Evidence("titles share no word", -2.5) if min(len(mine), len(theirs)) > 1 else None
    if len(shared) == 1 and min(len(mine), len(theirs)) > 1:
        share = min(share, 0.4)
    worth = next((w for least, w in ((0.85, 3.0), (0.6, 2.0), (0.4, 1.0), (0.2, -0.3)) if share >= least), -1.5)
    say = f"title shares: {', '.join(rarest)}" if worth > 0 else f"title shares only: {', '.join(rarest)}"
    return Evidence(say, worth)


def kinds_say(mine: Sequence[str], theirs: Sequence[str]) -> Evidence | None:
    """Codes of the Common Procurement Vocabulary: the same, of one division, or of others."""
    if not mine or not theirs:
        return None
    if set(mine) & set(theirs):
        return Evidence(f"same CPV code {min(set(mine) & set(theirs))}", 1.5)
    if {code[:3] for code in mine} & {code[:3] for code in theirs}:
        return Evidence("CPV codes of one group", 0.6)
    same = {code[:2] for code in mine} & {code[:2] for code in theirs}
    return None if same else Evidence("CPV codes of other divisions", -1.0)
