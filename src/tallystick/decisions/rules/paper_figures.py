"""Figures as they are read in a report, and the book in which each is entered with where it came from. Pure."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from tallystick.decisions.rules.paper import Cell, Figure, NotAPaper, Ref
from tallystick.decisions.rules.routes_words import day_in_words

NOT_KNOWN = "Not known"
_MINUS = "\N{MINUS SIGN}"


@dataclass(frozen=True)
class Part:
    """One document of a decision, and what its rule made of it.

    edition, by, as_of, version: of the document, who entered it, the day it is of, the rule; "" is not known.
    chosen_exempt: what was chosen is exempt, whatever the document is.
    """

    kind: str
    name: str
    said: Mapping[str, Any]
    answer: Mapping[str, Any]
    edition: str = ""
    by: str = ""
    as_of: str = ""
    version: str = ""
    exempt: bool = False
    chosen_exempt: bool = False

    @property
    def came_from(self) -> str:
        """The part, its edition, who entered it and which rule worked it out, in words."""
        said = [
            self.name,
            f"edition {self.edition or 'not known'}",
            f"entered by {self.by or 'somebody not known'}",
        ]
        return f"{', '.join(said)}; worked out by {self.version or 'a version not known'}"


@dataclass
class Book:
    """Figures in the order in which a report first comes to them. exempt: ids that a person marked."""

    exempt: frozenset[str] = frozenset()
    figures: dict[str, Figure] = field(default_factory=dict)

    def enter(
        self, part: Part, name: str, shown: str, what: str, *, row: str = "", groups: tuple[str, ...] = ()
    ) -> Ref:
        """A figure of a part, by a name that is its own there. row: which row of the part it is of."""
        key = f"{part.kind}.{name}"
        if key not in self.figures:
            self.figures[key] = Figure(
                id=key,
                shown=shown,
                what=what,
                came_from=part.came_from,
                as_of=day_in_words(part.as_of),
                mark="Worked out",
                exempt=part.exempt or key in self.exempt,
                groups=tuple(f"{part.kind}.{group}" for group in groups),
                whole=part.exempt,
            )
        return Ref(key)

    def cell(self, part: Part, name: str, shown: str, what: str, *, groups: tuple[str, ...] = ()) -> Cell:
        """The same, as a cell."""
        return Cell(figure=self.enter(part, name, shown, what, groups=groups).id)

    def strangers(self) -> list[str]:
        """Ids that were marked as exempt and are no figure of the report."""
        return sorted(self.exempt - self.figures.keys())


def pounds(said: Any) -> str:
    """Pounds as they are read, from text or a number of pounds: ``−£1,234.50``."""
    if said is None:
        return NOT_KNOWN
    value = Decimal(str(said))
    places = ",.2f" if isinstance(said, str) or value != value.to_integral_value() else ",.0f"
    return f"{_MINUS if value < 0 else ''}£{abs(value):{places}}"


def from_pence(pence: int | None) -> str:
    """Whole pence as pounds."""
    return NOT_KNOWN if pence is None else pounds(format(Decimal(pence).scaleb(-2), "f"))


def per_cent(share: Any, places: int = 1) -> str:
    """A share of one, as per cent."""
    return NOT_KNOWN if share is None else f"{rounded(Decimal(str(share)) * 100, places)}%"


def number(said: Any, places: int = 2) -> str:
    """A number to so many places at most."""
    if said is None:
        return NOT_KNOWN
    text = rounded(Decimal(str(said)), places)
    return text.rstrip("0").rstrip(".") if "." in text else text


def rounded(value: Decimal, places: int) -> str:
    """Half up, with a minus sign as it is printed."""
    found = value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    return f"{_MINUS if found < 0 else ''}{abs(found):,f}"


def a_day(field_: str, said: Any) -> str:
    """A date of a report as ISO text. Raises NotAPaper."""
    if said in (None, ""):
        return ""
    try:
        return dt.date.fromisoformat(str(said)).isoformat()
    except ValueError:
        raise NotAPaper(field_, f"{str(said)[:40]!r} is no date.", what_to_do="Write it as 2026-11-22.") from None
