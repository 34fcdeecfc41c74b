"""Thresholds, and the limits on changing a contract, each from a day on. Pure once loaded from thresholds.toml."""

import datetime as dt
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, Literal, cast

Mark = Literal["V", "S", "G", "I", "?"]
KINDS = ("services", "goods", "works", "light_touch", "concession")


@dataclass(frozen=True)
class Thresholds:
    """What is in force from a day on: whole pounds with VAT for each kind of contract of a council."""

    since: dt.date
    pounds: dict[str, int]
    source: str
    mark: Mark


@dataclass(frozen=True)
class Limit:
    """One limit from a day on, in per cent, pounds with VAT or days, as its name says."""

    name: str
    value: int
    since: dt.date
    source: str
    mark: Mark


@dataclass(frozen=True)
class Reading:
    """Something that an answer rests on and that the law's text does not say outright."""

    code: str
    text: str
    mark: Mark


@dataclass(frozen=True)
class LawOfChanges:
    """All of thresholds.toml. act_from: the day from which the Procurement Act 2023 governs what begins.

    thresholds, limits: the earliest first. unsettled_from: from when it is not settled which threshold a contract under
    the 2015 Regulations is compared with.
    """

    version: str
    review_by: dt.date
    act_from: dt.date
    thresholds: tuple[Thresholds, ...]
    unsettled_from: dt.date
    unsettled: Reading
    limits: tuple[Limit, ...]
    readings: dict[str, Reading]

    def thresholds_on(self, day: dt.date) -> Thresholds:
        """Those in force on `day`; before the first, the first."""
        found = [one for one in self.thresholds if one.since <= day]
        return found[-1] if found else self.thresholds[0]

    def limit(self, name: str, day: dt.date | None = None) -> int:
        """The limit of that name in force on `day`, or the latest. Before the first, the first. Raises KeyError."""
        named = [one for one in self.limits if one.name == name]
        if not named:
            raise KeyError(name)
        found = [one for one in named if day is None or one.since <= day]
        return (found[-1] if found else named[0]).value

    def next_after(self, day: dt.date) -> dt.date | None:
        """The first day after `day` from which another threshold or limit is in force; None where none is known."""
        begins = [self.unsettled_from, *(one.since for one in self.thresholds), *(one.since for one in self.limits)]
        return min((one for one in begins if one > day), default=None)


@cache
def law_of_changes() -> LawOfChanges:
    """The facts of thresholds.toml."""
    text = files("tallystick.reference").joinpath("thresholds.toml").read_text(encoding="utf-8")
    said = tomllib.loads(text)
    unsettled = said["pcr_threshold"]
    return LawOfChanges(
        version=said["version"],
        review_by=said["review_by"],
        act_from=said["act_from"],
        thresholds=tuple(_thresholds(one) for one in said["thresholds"]),
        unsettled_from=unsettled["unsettled_from"],
        unsettled=Reading("pcr_threshold", unsettled["why"], unsettled["mark"]),
        limits=tuple(
            Limit(one["name"], one["value"], one["from"], one["source"], one["mark"]) for one in said["limits"]
        ),
        readings={one["code"]: Reading(**one) for one in said["reading"]},
    )


@lru_cache(maxsize=65_536)
def limit_on(name: str, day: dt.date | None) -> int:
    """`LawOfChanges.limit`, remembered: it is asked for every contract of a portfolio."""
    return law_of_changes().limit(name, day)


def _thresholds(one: dict[str, Any]) -> Thresholds:
    pounds = {kind: one[kind] for kind in KINDS}
    return Thresholds(one["from"], pounds, one["source"], cast(Mark, one["mark"]))
