"""What the Treasury's Green Book says in figures: discount rates and optimism bias. Pure once loaded from
green_book.toml, where a new edition, or a council's own figures, may be put."""

import datetime as dt
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any

from tallystick.kit.errors import Refused


@dataclass(frozen=True)
class Band:
    """percent: a year, in each year after the band before, to `to_year`: years from the base year, None without end."""

    to_year: int | None
    percent: Decimal


@dataclass(frozen=True)
class Edition:
    """Discount rates in force from a day on: code -> bands, real. mark: V, S, G, I or ?, as in docs/rules."""

    name: str
    valid_from: dt.date
    source: str
    mark: str
    caution: str
    caution_mark: str
    rates: Mapping[str, tuple[Band, ...]]


@dataclass(frozen=True)
class Bias:
    """Percent that estimates of cost are too low by: from `upper`, no risk managed, to `lower`, all of them."""

    upper: Decimal
    lower: Decimal


@dataclass(frozen=True)
class Project:
    """A kind of project. Each bias is None where the table has none; duration is of time, the others of cost."""

    code: str
    name: str
    duration: Bias | None
    capital: Bias | None
    revenue: Bias | None


@dataclass(frozen=True)
class OptimismBias:
    """Optimism bias by kind of project. mark: of its figures; caution, and its mark: of whether they still hold."""

    projects: tuple[Project, ...]
    valid_from: dt.date
    source: str
    mark: str
    caution: str
    caution_mark: str

    def project(self, code: str) -> Project | None:
        """The kind of project of that code, or None."""
        return next((one for one in self.projects if one.code == code), None)


@dataclass(frozen=True)
class GreenBook:
    """editions: the oldest first."""

    editions: tuple[Edition, ...]
    optimism_bias: OptimismBias
    review_by: dt.date

    def in_force(self, on: dt.date) -> Edition:
        """The edition in force on that day. Raises Refused for a day before the first."""
        found = [one for one in self.editions if one.valid_from <= on]
        if not found:
            raise Refused(
                f"No discount rates are known for {on}: the first edition is of {self.editions[0].valid_from}.",
                what_to_do="Give discount_rates.",
            )
        return found[-1]


def in_order(bands: Sequence[Band]) -> bool:
    """Whether each band ends later than the one before, and only the last may be without end."""
    ends = [band.to_year for band in bands]
    years = [end for end in ends if end is not None]
    return bool(ends) and None not in ends[:-1] and years == sorted(set(years))


@cache
def green_book() -> GreenBook:
    """That of green_book.toml."""
    text = files("tallystick.reference").joinpath("green_book.toml").read_text(encoding="utf-8")
    return from_toml(tomllib.loads(text, parse_float=Decimal))


def from_toml(said: Mapping[str, Any]) -> GreenBook:
    """The figures that such data says, numbers with a point as Decimal. Raises Refused where one is none."""
    bias = said["optimism_bias"]
    return GreenBook(
        editions=tuple(sorted((_edition(one) for one in said["edition"]), key=lambda one: one.valid_from)),
        optimism_bias=OptimismBias(
            projects=tuple(_project(one) for one in bias["project"]),
            valid_from=bias["valid_from"],
            source=bias["source"],
            mark=bias["mark"],
            caution=bias["caution"],
            caution_mark=bias["caution_mark"],
        ),
        review_by=said["review_by"],
    )


def _edition(said: Mapping[str, Any]) -> Edition:
    return Edition(
        name=said["name"],
        valid_from=said["valid_from"],
        source=said["source"],
        mark=said["mark"],
        caution=said["caution"],
        caution_mark=said["caution_mark"],
        rates={one["code"]: _bands(f"{said['name']}, {one['code']}", one["bands"]) for one in said["rates"]},
    )


def _bands(place: str, said: list[Mapping[str, Any]]) -> tuple[Band, ...]:
    found = tuple(Band(one.get("to_year"), _percent(place, one["percent"], 100)) for one in said)
    if not in_order(found):
        raise Refused(f"{place}: the bands are not in order.", what_to_do="Give each a later to_year.")
    return found


def _project(said: Mapping[str, Any]) -> Project:
    biases = {kind: _bias(f"{said['code']}, {kind}", said.get(kind)) for kind in ("duration", "capital", "revenue")}
    return Project(said["code"], said["name"], **biases)


def _bias(place: str, said: Mapping[str, Any] | None) -> Bias | None:
    if said is None:
        return None
    found = Bias(_percent(place, said["upper"], 1_000), _percent(place, said["lower"], 1_000))
    if found.lower > found.upper:
        raise Refused(f"{place}: the lower bound is above the upper.", what_to_do="Change them about.")
    return found


def _percent(place: str, value: object, most: int) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, int | Decimal) or not 0 <= value <= most:
        raise Refused(f"{place}: {value} is no percentage.", what_to_do=f"Give a number from 0 to {most:,}.")
    return Decimal(value)
