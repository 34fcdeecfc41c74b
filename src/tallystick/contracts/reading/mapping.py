"""Which published column is which field: from what people said, from headings, from what the cells look like."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tallystick.contracts.reading.content import Looks
from tallystick.contracts.reading.fields import COLUMNS, DAYS, KINDS, OTHER
from tallystick.contracts.reading.shapes import ColumnRead
from tallystick.contracts.rules.register_headings import guesses
from tallystick.lake.tidy.headings import fold

_ORDER = {name: rank for rank, name in enumerate(COLUMNS)}
_LEAST = 0.3
_SERVICES = frozenset({"service", "services"})
_OTHER_DAYS = frozenset(
    {"notice", "award", "awarded", "advert", "advertised", "published", "publication", "approval", "approved"}
    | {"decision", "insurance", "created", "modified", "updated", "uploaded", "meeting", "birth", "payment", "invoice"}
    | {"signed", "tender"}
)
"""Words of headings that say that a column of dates is neither start nor end."""


@dataclass(frozen=True)
class Column:
    """One published column, ready to be judged. filled: rows that are not blank."""

    position: int
    heading: str
    looks: Looks
    sample: tuple[str, ...]
    filled: int

    @property
    def name(self) -> str:
        """The heading, or ``column 3`` (1-based) where there is none."""
        return self.heading or f"column {self.position + 1}"

    @property
    def key(self) -> str:
        return fold(self.heading) or f"column {self.position + 1}"


@dataclass(frozen=True)
class ColumnMap:
    """positions: field -> 0-based column. readings: every column, in order."""

    positions: Mapping[str, int]
    readings: tuple[ColumnRead, ...]

    @property
    def strength(self) -> float:
        return sum(r.confidence for r in self.readings if r.field)


_Offer = tuple[float, str, str]


def map_columns(columns: Sequence[Column], said: Mapping[str, str]) -> ColumnMap:
    """Give each field at most one column and each column at most one field; `said` (key -> field) always wins."""
    chosen: dict[str, tuple[Column, _Offer]] = {}
    taken: set[int] = set()
    for column in columns:
        name = said.get(column.key)
        if name is not None and (name in COLUMNS or name == OTHER) and name not in chosen:
            taken.add(column.position)
            if name in COLUMNS:
                chosen[name] = (column, (1.0, "person", "Somebody said so."))
    offers = sorted(
        (
            (-offer[0], column.position, _ORDER[name], column, name, offer)
            for column in columns
            if column.position not in taken
            for name, offer in _offers(column).items()
            if offer[0] >= _LEAST
        ),
        key=lambda each: each[:3],
    )
    for _, position, _, column, name, offer in offers:
        if name not in chosen and position not in taken:
            chosen[name] = (column, offer)
            taken.add(position)
    _settle(columns, chosen, taken)
    by_position = {column.position: (name, offer) for name, (column, offer) in chosen.items()}
    readings = tuple(_reading(column, by_position.get(column.position), said.get(column.key)) for column in columns)
    return ColumnMap({name: column.position for name, (column, _) in chosen.items()}, readings)


def _offers(column: Column) -> dict[str, _Offer]:
    """Field -> offer for everything that this column could be."""
    looks = column.looks
    offers: dict[str, _Offer] = {}
    for name, strength in guesses(column.heading).items():
        fit = _fit(name, looks, column.filled)
        if fit > 0:
            offers[name] = (strength * fit, "heading", f"Its heading, “{column.heading}”, says so.")
    if not column.filled or looks.plain.count == 0:
        return offers
    trust = 0.6 if not fold(column.heading) else 0.42
    plain = looks.plain
    by_content = {
        "supplier": plain.firms >= 0.15 and plain.text > 0.8 and looks.long < 80 and not plain.constant
        and "Its cells look like names of companies.",
        "owner_email": all("@" in cell and "." in cell for cell in column.sample) and "Its cells are email addresses.",
        "cpv": all(_is_cpv(cell) for cell in column.sample) and "Its cells are CPV codes.",
    }  # fmt: skip
    for name, why in by_content.items():
        if why and name not in offers:
            offers[name] = (trust * (1.0 if name != "supplier" else min(1.0, 0.6 + plain.firms)), "content", str(why))
    return offers


def _fit(name: str, looks: Looks, filled: int) -> float:
    """How well the cells bear out a heading: 0 (they deny it) to 1."""
    if not filled or looks.plain.count == 0:
        return 0.4
    plain, kind = looks.plain, KINDS[name]
    if name in DAYS or name == "period":
        if name in ("end", "latest_end", "start"):
            return (
                1.0
                if looks.dates >= 0.4
                else 0.7
                if looks.dates + looks.terms >= 0.3
                else 0.25
                if plain.text < 0.9
                else 0.0
            )
        return 1.0 if looks.dates >= 0.5 else 0.5 if looks.dates >= 0.2 else 0.0
    if kind == "money":
        if looks.worth >= 0.4 and plain.dates < 0.5:
            return 1.0
        return 0.2 if plain.dates >= 0.5 else 0.6 if looks.worth >= 0.1 else 0.35
    if kind == "flag":
        return 1.0 if looks.flags >= 0.4 or looks.kinds >= 0.4 else 0.5
    if name == "vat":
        return 0.2 if looks.worth >= 0.5 and looks.flags < 0.5 else 1.0
    if name in ("title", "supplier", "department", "organisation"):
        if looks.letters < 0.3 or plain.dates > 0.6:
            return 0.2 if plain.dates < 0.6 else 0.0
        return 0.9 if name == "title" and plain.constant and plain.count > 3 else 1.0
    if name == "description":
        return 1.0 if looks.letters >= 0.5 else 0.4
    if name == "term":
        if plain.dates > 0.5:
            return 0.0
        return 1.0 if looks.terms >= 0.3 else 0.5
    yes_or_no = looks.flags >= 0.9 and looks.letters >= 0.5
    if name == "extension":
        return 0.6 if plain.dates > 0.5 or yes_or_no else 1.0
    if name == "extendable":
        return 1.0 if yes_or_no else 0.0
    if name == "reference":
        return 0.5 if plain.dates > 0.8 or looks.long > 60 else 1.0 if plain.distinct > 0.5 or plain.count < 4 else 0.7
    return 1.0


def _settle(columns: Sequence[Column], chosen: dict[str, tuple[Column, _Offer]], taken: set[int]) -> None:
    """Give what matters most to columns whose headings said nothing: dates, money, and words that could be a title."""

    def free(test: str, least: float) -> list[Column]:
        return [c for c in columns if c.position not in taken and c.filled and getattr(c.looks, test) >= least]

    def give(name: str, column: Column, why: str) -> None:
        chosen[name] = (column, (0.4, "content", why))
        taken.add(column.position)

    days = [
        c for c in free("dates", 0.7) if c.looks.plain.dates >= 0.5 and not _OTHER_DAYS & set(fold(c.heading).split())
    ]
    days = [c for c in days if "latest_end" not in guesses(c.heading)]
    if "start" not in chosen and "end" not in chosen and "period" not in chosen and len(days) >= 2:
        give("start", days[0], "It is the first of the columns of dates, and no heading names a start.")
        give("end", days[1], "It is the second of the columns of dates, and no heading names an end.")
    elif (
        "end" not in chosen and "start" in chosen and "period" not in chosen and "term" not in chosen and len(days) == 1
    ):
        give("end", days[0], "Its cells are dates, and no heading names an end.")
    elif "start" not in chosen and "term" in chosen and "end" not in chosen and len(days) == 1:
        give("start", days[0], "Its cells are dates, and no heading names a start.")
    if not {"value", "annual_value", "value_low", "value_high"} & chosen.keys():
        money = [c for c in free("worth", 0.8) if c.looks.plain.pounds + c.looks.plain.decimals >= 0.3]
        if money:
            give("value", money[0], "Its cells are sums of money, and no heading names a value.")
    if "title" not in chosen and "description" in chosen:
        return
    if "title" not in chosen:
        words = [c for c in free("letters", 0.8) if c.looks.plain.text >= 0.8 and c.looks.plain.distinct > 0.3]
        if words:
            give(
                "title",
                max(words, key=lambda c: (c.looks.plain.words, -c.position)),
                "Its cells are words that differ from row to row.",
            )
        elif "department" in chosen and fold(chosen["department"][0].heading) in _SERVICES:
            column, _ = chosen.pop("department")
            give("title", column, "It names a service, and no other column says what a contract is for.")


def _reading(column: Column, found: tuple[str, _Offer] | None, said: str | None) -> ColumnRead:
    if found:
        name, (score, how, why) = found
        return ColumnRead(
            column.position, column.heading, column.key, name, how, round(score, 2), why, column.sample, column.filled
        )
    if said == OTHER:
        why, how = "Somebody said that it is kept with each row, as no field.", "person"
    else:
        why = "It is empty." if not column.filled else "It has no place of its own: it is kept with each row."
        how = "none"
    return ColumnRead(column.position, column.heading, column.key, None, how, 0.0, why, column.sample, column.filled)


def _is_cpv(cell: str) -> bool:
    return re.fullmatch(r"\d{8}\s?-\s?\d", cell) is not None
