"""Which regime governs a contract: the Public Contracts Regulations 2015, or the Procurement Act 2023.

Authority: SI 2024/716 reg 5 (what the 2015 Regulations go on to govern) and reg 7 (concessions) [V]; PPN 019 (a
call-off follows its framework) [V]. The day on which a contract starts, or was signed, decides nothing.
"""

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from tallystick.reference.thresholds import law_of_changes

if TYPE_CHECKING:
    from tallystick.law.changes.asked import ChangeFacts

Code = Literal["PCR2015", "PA2023", "UNKNOWN", "NOT_COVERED"]
Mark = Literal["V", "S", "G", "I", "?"]

NAMES = {"PCR2015": "the Public Contracts Regulations 2015", "PA2023": "the Procurement Act 2023"}
_SAVED_BY = (
    ("awarded", "the contract was awarded", "SI 2024/716 reg 5(3)(a)"),
    ("negotiation_contacted", "a supplier was contacted to begin a negotiated procedure", "SI 2024/716 reg 5(3)(b)"),
    ("notice_published", "the contract notice was sent for publication", "SI 2024/716 reg 5(3)(c)"),
    ("transparency_notice_published", "a voluntary transparency notice was published", "SI 2024/716 reg 5(3)(d)"),
    ("contracts_finder_published", "the opportunity was published on Contracts Finder", "SI 2024/716 reg 5(3)(e)"),
)
BEGINS = (
    "procurement_commenced", "notice_published", "transparency_notice_published", "contracts_finder_published",
    "negotiation_contacted",
)  # fmt: skip
"""What begins a procurement, by its names among the facts. An award does not: it may follow a notice of long before."""


@dataclass(frozen=True, slots=True)
class Regime:
    """code: which regime. why: what it rests on, in a sentence or more. mark: how well that was verified."""

    code: Code
    why: str
    mark: Mark


def decide_regime(facts: "ChangeFacts") -> Regime:
    """The regime of the contract, by what is known of how it came about; UNKNOWN where that does not settle it."""
    if facts.nation == "scotland":
        return Regime(
            "NOT_COVERED",
            "Scotland has procurement law of its own, which is not among these rules: not covered.",
            "V",
        )
    found = _decided(facts)
    if found.code == "PCR2015" and facts.kind == "concession":
        return Regime(
            "NOT_COVERED",
            f"{found.why} But a concession of that time is under the Concession Contracts Regulations 2016 "
            "(SI 2024/716 reg 7), which are not among these rules: not covered.",
            "V",
        )
    return found


def _decided(facts: "ChangeFacts") -> Regime:
    if facts.regime in ("PCR2015", "PA2023"):
        return Regime(facts.regime, f"It was said to be under {NAMES[facts.regime]}.", "V")
    if facts.regime == "NOT_COVERED":
        return Regime("NOT_COVERED", "It was said to be under neither regime: not covered.", "V")
    if facts.parent_regime in ("PCR2015", "PA2023"):
        return Regime(
            facts.parent_regime,
            "A call-off follows its framework or dynamic purchasing system, which is under "
            f"{NAMES[facts.parent_regime]}, whenever it is placed (PPN 019).",
            "V",
        )
    if facts.parent_regime == "NOT_COVERED":
        return Regime(
            "NOT_COVERED", "A call-off follows its framework, which is under neither regime: not covered.", "V"
        )
    return by_events(facts)


def by_events(facts: "ChangeFacts") -> Regime:
    """The regime by what happened on which day alone, whatever was said of it or of its framework."""
    begins = law_of_changes().act_from
    for name, what, citation in _SAVED_BY:
        on = getattr(facts, name)
        if isinstance(on, dt.date) and on < begins:
            return Regime("PCR2015", f"On {said(on)}, before {said(begins)}, {what} ({citation}).", "V")
    steps = [on for name in BEGINS if isinstance(on := getattr(facts, name), dt.date)]
    if steps and min(steps) >= begins:
        return Regime(
            "PA2023",
            f"The first step that is known was taken on {said(min(steps))}, on or after {said(begins)}, and nothing "
            "before that day brings it under the 2015 Regulations (SI 2024/716 regs 2 and 5).",
            "V",
        )
    return Regime("UNKNOWN", _not_settled(facts, begins), "V")


def _not_settled(facts: "ChangeFacts", begins: dt.date) -> str:
    commenced = facts.procurement_commenced
    ask = (
        "Was the contract awarded, its notice sent for publication, or a supplier contacted to negotiate before "
        f"{said(begins)}? "
        "Is it a call-off, and from which framework? A person has to decide, and keep the evidence."
    )
    if isinstance(commenced, dt.date) and commenced < begins:
        return (
            f"The procurement commenced on {said(commenced)}, before {said(begins)}, but nothing is known that "
            f"brings it under the 2015 Regulations: a start is not enough. {ask}"
        )
    if isinstance(facts.awarded, dt.date):
        return (
            f"It was awarded on {said(facts.awarded)}, but its procurement may have begun before {said(begins)}. {ask}"
        )
    return f"Nothing is known that settles it; the day on which a contract starts does not. {ask}"


def said(day: dt.date) -> str:
    """A day as people write it: 24 February 2025."""
    return f"{day.day} {day:%B %Y}"
