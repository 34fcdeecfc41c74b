"""Assumptions of a business case: named once, and used wherever a number may stand. Pure.

docs/reference/decisions-business-case.md. A name stands for its value, and “-name” for its opposite.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from tallystick.decisions.rules.business_case_numbers import (
    MOST_NAME,
    MOST_POUNDS,
    an_object,
    name_of,
    number,
    shown,
)
from tallystick.decisions.rules.discounting import NotABusinessCase

ASSUMPTION_KEYS = ("value", "unit", "source")
MOST_ASSUMPTIONS = 500
_RESERVED = frozenset({"standard", "health", "sensitivity"})
"""Words that stand for a table of rates."""
_NAME = re.compile(r"[^\W\d_][^*?~\x00-\x1f]*")


@dataclass(frozen=True)
class Assumption:
    """unit, source: as given, "" where nothing was said."""

    name: str
    value: Decimal
    unit: str = ""
    source: str = ""


@dataclass(frozen=True)
class Assumptions:
    """named: in their order. uses: name -> the places where it stood, filled while a case is read."""

    named: Mapping[str, Assumption] = field(default_factory=dict)
    uses: dict[str, list[str]] = field(default_factory=dict)

    def number(self, place: str, said: Any, low: Decimal | int, high: Decimal | int) -> Decimal:
        """A number, or what an assumption of that name says. Raises NotABusinessCase."""
        text = said.strip() if isinstance(said, str) else ""
        bare = text.removeprefix("-").strip()
        if bare in self.named:
            value = self._used(bare, place)
            return number(place, -value if text.startswith("-") else value, low, high)
        if _NAME.fullmatch(bare):
            raise NotABusinessCase(
                place, f"{shown(said)} is no number, and no assumption.", what_to_do="Name it under assumptions."
            )
        return number(place, said, low, high)

    def within(self, place: str, said: Any) -> Any:
        """`said`, with the value in place of each text that is an assumption's name."""
        if isinstance(said, Mapping):
            return {key: self.within(place, one) for key, one in said.items()}
        if isinstance(said, list):
            return [self.within(place, one) for one in said]
        return self._used(said, place) if isinstance(said, str) and said in self.named else said

    def _used(self, name: str, place: str) -> Decimal:
        self.uses.setdefault(name, []).append(place)
        return self.named[name].value


def assumptions_from_json(said: Any) -> Assumptions:
    """name -> number, or an object with `value`, `unit` and `source`. Raises NotABusinessCase."""
    given = an_object("assumptions", {} if said is None else said)
    if len(given) > MOST_ASSUMPTIONS:
        raise NotABusinessCase("assumptions", f"there are more than {MOST_ASSUMPTIONS}.")
    found: dict[str, Assumption] = {}
    for name, one in given.items():
        _check_name(name, [*found])
        place = f"assumptions.{name}"
        it = one if isinstance(one, Mapping) else {"value": one}
        unit, source = ("" if it.get(key) is None else name_of(f"{place}.{key}", it[key]) for key in ("unit", "source"))
        found[name] = Assumption(name, number(place, it.get("value"), -MOST_POUNDS, MOST_POUNDS), unit, source)
    return Assumptions(found)


def _check_name(name: str, others: list[str]) -> None:
    if not _NAME.fullmatch(name) or name != name.strip() or len(name) > MOST_NAME or name in _RESERVED:
        raise NotABusinessCase(
            "assumptions",
            f"{shown(name)} cannot be the name of one.",
            what_to_do=f"Begin with a letter, without *, ? and ~; not {', '.join(sorted(_RESERVED))}.",
        )
    if name.casefold() in {other.casefold() for other in others}:
        raise NotABusinessCase(
            "assumptions", f"{shown(name)} is there twice, in other letters.", what_to_do="Name each differently."
        )
