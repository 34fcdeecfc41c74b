"""What importing a register would do: new, changed, unchanged and missing contracts, and what would be asked."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from tallystick.contracts.importing.comparing import Difference
from tallystick.contracts.importing.matching import Known
from tallystick.contracts.importing.taken import Incoming
from tallystick.contracts.rules.asking import Question


@dataclass(frozen=True)
class Person:
    """Who changed a field by hand since the register came last, and when (ISO)."""

    by: str
    at: str


@dataclass
class Changing:
    """A contract that is here and that a row says otherwise of.

    by_hand: field -> who changed it here: kept as it is here, unless somebody says to take the register's.
    asked: questions that are new. settled: numbers of open questions that the row answers.
    parties, lots, kept: rows of the contract as they were when it was compared; kept: its questions.
    """

    incoming: Incoming
    contract: Any
    parties: list[Any]
    lots: list[Any]
    differences: list[Difference]
    by_hand: dict[str, Person] = field(default_factory=dict)
    asked: tuple[Question, ...] = ()
    settled: tuple[int, ...] = ()
    kept: list[Any] = field(default_factory=list)

    def taken(self, take: frozenset[str]) -> list[Difference]:
        """What is done: all but what a person changed here, and of that what `take` names as ``number:field``."""
        return [
            one
            for one in self.differences
            if one.field not in self.by_hand or f"{self.contract.pk}:{one.field}" in take
        ]

    def changes(self, take: frozenset[str] = frozenset()) -> bool:
        """Whether anything is done."""
        return bool(self.asked or self.settled or self.taken(take))


@dataclass
class Plan:
    """organisation: the code of whose register it is. missing: of earlier registers and not in this one; none of them
    is touched. left_out: rows of contracts that somebody took out of the register here, by the contract's number.
    """

    organisation: str
    new: list[Incoming] = field(default_factory=list)
    changing: list[Changing] = field(default_factory=list)
    unchanged: list[tuple[Incoming, int]] = field(default_factory=list)
    left_out: list[tuple[Incoming, int]] = field(default_factory=list)
    missing: list[Known] = field(default_factory=list)

    def counts(self, take: frozenset[str] = frozenset()) -> Mapping[str, int]:
        """How many of each: new, changed, conflicts (fields), unchanged, left_out, missing."""
        changed = sum(1 for one in self.changing if one.changes(take))
        return {
            "new": len(self.new),
            "changed": changed,
            "unchanged": len(self.unchanged) + len(self.changing) - changed,
            "conflicts": sum(len(one.by_hand) for one in self.changing),
            "left_out": len(self.left_out),
            "missing": len(self.missing),
        }

    def does_anything(self, take: frozenset[str] = frozenset()) -> bool:
        """Whether importing would change the register."""
        return bool(self.new) or any(one.changes(take) for one in self.changing)
