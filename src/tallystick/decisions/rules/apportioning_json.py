"""A cost and how it is shared from JSON, and who pays what to JSON. Pure. docs/reference/decisions-apportion.md."""

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import Any

from tallystick.decisions.rules.apportioning import Line, NotShared, Sharing, totals_of
from tallystick.decisions.rules.drivers import Measured, Span, Tier, alike, check_tiers, in_tiers, over_days

KEYS = (
    "amount_pence", "members", "drivers", "weights", "floors", "caps", "fixed", "tiers", "period", "lines", "charged",
    "alone", "coalitions",
)  # fmt: skip
"""Every key that the command reads."""

EQUAL = "equal"
MOST, MOST_PLACES, MOST_MEMBERS, MOST_DRIVERS, MOST_LINES = 10**15, 9, 300, 50, 500
_NUMBER = re.compile(r"\d{1,16}(\.\d{1,9})?", re.ASCII)
_ISO = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_A_SHARE = ("weights", "floors", "caps", "fixed")


@dataclass(frozen=True)
class Asked:
    """lines: what is shared; one without a name where it was asked in one sum. split: whether it was asked by line."""

    lines: tuple[Line, ...]
    split: bool


def asked_from_json(said: Mapping[str, Any]) -> Asked:
    """The cost that `said` tells of, and how it is shared. Raises NotShared."""
    drivers = drivers_from_json(said)
    if said.get("lines") is None:
        sharing = _sharing(said, drivers)
        return Asked((Line("", whole_pence("amount_pence", said.get("amount_pence")), sharing),), split=False)
    for key in ("floors", "caps", "fixed"):
        if said.get(key) is not None:
            raise NotShared(key, "the cost is given by line.", what_to_do="Say it of the line that it is for.")
    totals_of(Sharing(drivers))
    lines = tuple(_line(one, said, drivers) for one in _list("lines", said["lines"], MOST_LINES))
    if len({line.name for line in lines}) != len(lines):
        raise NotShared("lines", "two have one name.", what_to_do="Name each of them differently.")
    amount = sum(line.amount_pence for line in lines)
    if said.get("amount_pence") is not None and whole_pence("amount_pence", said["amount_pence"]) != amount:
        come_to = f"the lines come to £{Decimal(amount).scaleb(-2):,.2f}."
        raise NotShared("amount_pence", come_to, what_to_do="Leave it out, or mend a line.")
    return Asked(lines, split=True)


def strangers(said: Mapping[str, Any]) -> tuple[str, ...]:
    """Keys of `said` that are nothing known here."""
    return tuple(key for key in said if key not in KEYS)


def drivers_from_json(said: Mapping[str, Any]) -> dict[str, dict[str, Fraction]]:
    """driver -> member -> quantity, with tiers and measurements worked out. Raises NotShared."""
    given = _object("drivers", said.get("drivers"))
    if len(given) > MOST_DRIVERS:
        raise NotShared("drivers", f"there are more than {MOST_DRIVERS}.")
    tiers = _tiers(said.get("tiers"), given)
    span = span_from_json(said.get("period"))
    found = {name: _driver(name, one, tiers.get(name), span) for name, one in given.items() if one != EQUAL}
    members = {member for quantities in found.values() for member in quantities}
    if said.get("members") is not None:
        members = _members(said["members"], found)
    if len(members) > MOST_MEMBERS:
        raise NotShared("drivers", f"there are more than {MOST_MEMBERS} members.")
    if len(found) < len(given) and not members:
        raise NotShared("drivers", "nobody is named.", what_to_do="Name each member: an equal share is 1 for each.")
    return {name: alike(sorted(members)) if one == EQUAL else found[name] for name, one in given.items()}


def _members(said: Any, drivers: Mapping[str, Mapping[str, Fraction]]) -> set[str]:
    """Those who share, where they are named for themselves: each driver has a quantity of each, and of nobody else."""
    names = _list("members", said, MOST_MEMBERS)
    for at, name in enumerate(names):
        if not isinstance(name, str) or not name.strip():
            raise NotShared("members", f"{shown(name)} is no name.", what_to_do="Give a list of names.")
        if name in names[:at]:
            raise NotShared("members", f"{name} is named twice.", what_to_do="Name each of them once.")
    for driver, quantities in drivers.items():
        for member in sorted(quantities.keys() - set(names)):
            raise NotShared(
                "drivers", f"“{driver}” has a quantity for {member}, who is not among the members.",
                what_to_do="Name it in members too, or leave it out.",
            )  # fmt: skip
        for member in sorted(set(names) - quantities.keys()):
            raise NotShared(
                "drivers", f"“{driver}” has no quantity for {member}.", what_to_do="Give one; 0 is one that has none."
            )
    return set(names)


def quantities_from_json(key: str, name: str, said: Any) -> dict[str, Fraction]:
    """member -> quantity. Raises NotShared, whose field is `key`."""
    found = {}
    for member, quantity in _object(key, said, f"“{name}”: ").items():
        if not member.strip():
            raise NotShared(key, f"“{name}” has a member without a name.", what_to_do="Name it.")
        if quantity is None:
            raise NotShared(key, f"“{name}” has no quantity for {member}.", what_to_do="Give one; 0 is none.")
        found[member] = number(key, quantity, f"“{name}” of {member}: ")
    return found


def span_from_json(said: Any) -> Span | None:
    """The days from `from` to `to`, both included, or None. Raises NotShared."""
    if said is None:
        return None
    one = _object("period", said)
    start, last = day("period", one.get("from")), day("period", one.get("to"))
    if last < start:
        raise NotShared("period", f"{last} is before {start}.", what_to_do="Give the first day as from.")
    return Span(start, last + dt.timedelta(days=1))


def day(key: str, said: Any) -> dt.date:
    """A date such as 2027-03-31 of the years 1900 to 2199. Raises NotShared."""
    try:
        found = dt.date.fromisoformat(said) if _ISO.fullmatch(said) else None
    except (TypeError, ValueError):
        found = None
    if found is None or not 1900 <= found.year <= 2199:
        raise NotShared(key, f"{shown(said)} is no date.", what_to_do="Write it as 2027-03-31.")
    return found


def number(key: str, said: Any, of: str = "") -> Fraction:
    """A number of nought or more, exactly as it is written. Raises NotShared."""
    text = said if isinstance(said, str) else None
    if isinstance(said, int | Decimal) and not isinstance(said, bool):
        text = str(said) if isinstance(said, int) else _plain(said)
    if text is None or not _NUMBER.fullmatch(text) or Fraction(text) > MOST:
        raise NotShared(
            key,
            f"{of}{shown(said)} is no number from 0 to {MOST:,} with at most {MOST_PLACES} decimal places.",
            what_to_do="Give one.",
        )
    return Fraction(text)


def whole_pence(key: str, said: Any, of: str = "", *, least: int = -MOST) -> int:
    """Whole pence. Raises NotShared."""
    if isinstance(said, Decimal) and _NUMBER.fullmatch(_plain(said.copy_abs())) and said == int(said):
        said = int(said)
    if isinstance(said, bool) or not isinstance(said, int) or not least <= said <= MOST:
        raise NotShared(key, f"{of}{shown(said)} is no number of whole pence.", what_to_do="Give pence, such as 12345.")
    return said


def pence_by_member(key: str, said: Any, *, least: int = 0) -> dict[str, int]:
    """member -> whole pence, without those that are null. Raises NotShared."""
    if said is None:
        return {}
    given = _object(key, said)
    return {
        member: whole_pence(key, pence, f"{member}: ", least=least)
        for member, pence in given.items()
        if pence is not None
    }


def coalitions_from_json(said: Any) -> dict[frozenset[str], int]:
    """What each group of members would pay without the others. Raises NotShared."""
    found: dict[frozenset[str], int] = {}
    for one in _list("coalitions", said, 2**12):
        it = _object("coalitions", one)
        members = it.get("members")
        if not isinstance(members, list) or not members or not all(isinstance(name, str) for name in members):
            raise NotShared("coalitions", "one does not list its members.", what_to_do="Name them in a list.")
        group = frozenset(members)
        if group in found or len(group) != len(members):
            raise NotShared("coalitions", f"{', '.join(sorted(group))}: said twice.", what_to_do="Leave one out.")
        found[group] = whole_pence("coalitions", it.get("pence"), f"{', '.join(sorted(group))}: ", least=0)
    return found


def shown(value: object) -> str:
    """What was given, as a refusal says it."""
    text = "nothing" if value is None else f"“{value}”"
    return f"{text[:40]}…”" if len(text) > 42 else text


def _plain(said: Decimal) -> str:
    try:
        return f"{said:f}" if -20 < said.adjusted() < 20 else ""
    except InvalidOperation:
        return ""


def _sharing(said: Mapping[str, Any], drivers: Mapping[str, Mapping[str, Fraction]]) -> Sharing:
    return Sharing(
        drivers,
        _weights(said.get("weights")),
        pence_by_member("floors", said.get("floors")),
        pence_by_member("caps", said.get("caps")),
        pence_by_member("fixed", said.get("fixed")),
    )


def _weights(said: Any) -> dict[str, Fraction]:
    if said is None:
        return {}
    return {name: number("weights", weight, f"“{name}”: ") for name, weight in _object("weights", said).items()}


def _line(said: Any, whole: Mapping[str, Any], drivers: Mapping[str, Mapping[str, Fraction]]) -> Line:
    """A line of the cost. With weights of its own, the drivers that they name alone decide."""
    it = _object("lines", said)
    name = it.get("name")
    if not isinstance(name, str) or not name.strip():
        raise NotShared("lines", "one has no name.", what_to_do="Name it.")
    own = it.get("weights")
    used = (
        drivers if own is None else {driver: drivers[driver] for driver in drivers if driver in _object("weights", own)}
    )
    try:
        sharing = _sharing({**it, "weights": whole.get("weights") if own is None else own}, used)
        return Line(name, whole_pence("amount_pence", it.get("amount_pence")), sharing)
    except NotShared as no:
        raise NotShared("lines", f"{name}: {no.reason}", what_to_do=no.what_to_do) from no


def _driver(name: str, said: Any, tiers: tuple[Tier, ...] | None, span: Span | None) -> dict[str, Fraction]:
    if not isinstance(said, list):
        return _counted(quantities_from_json("drivers", name, said), tiers)
    if span is None:
        raise NotShared("period", f"“{name}” was measured on dates.", what_to_do="Give from and to: the days shared.")
    measured = []
    for one in said:
        it = _object("drivers", one, f"“{name}”: ")
        quantities = quantities_from_json("drivers", name, it.get("quantities"))
        measured.append(Measured(day("drivers", it.get("from")), _counted(quantities, tiers)))
    try:
        return over_days(measured, span)
    except NotShared as no:
        raise NotShared("drivers", f"“{name}”: {no.reason}", what_to_do=no.what_to_do) from no


def _counted(quantities: dict[str, Fraction], tiers: tuple[Tier, ...] | None) -> dict[str, Fraction]:
    return {member: in_tiers(one, tiers) for member, one in quantities.items()} if tiers else quantities


def _tiers(said: Any, drivers: Mapping[str, Any]) -> dict[str, tuple[Tier, ...]]:
    found = {}
    for name, given in _object("tiers", {} if said is None else said).items():
        if name not in drivers or drivers[name] == EQUAL:
            raise NotShared("tiers", f"there is no driver “{name}” that has quantities.", what_to_do="Leave it out.")
        tiers = []
        for one in _list("tiers", given, 50):
            it = _object("tiers", one)
            up_to = it.get("up_to")
            tiers.append(Tier(None if up_to is None else number("tiers", up_to), number("tiers", it.get("rate"))))
        found[name] = tuple(tiers)
        check_tiers(found[name])
    return found


def _object(key: str, said: Any, of: str = "") -> Mapping[str, Any]:
    if not isinstance(said, Mapping):
        raise NotShared(key, f"{of}{shown(said)} is not an object with named keys.", what_to_do="Give one.")
    return said


def _list(key: str, said: Any, most: int) -> list[Any]:
    if not isinstance(said, list) or not said or len(said) > most:
        raise NotShared(key, f"they are no list of 1 to {most}.", what_to_do="Give an object for each.")
    return said
