"""What the law asks of a change, its grounds, its verdicts and the states of a change, in words. Pure.

The words are ours: the law's own are behind each citation.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Question:
    """One question about a change. regimes: under which it is asked."""

    name: str
    text: str
    hint: str = ""
    regimes: tuple[str, ...] = ("PCR2015", "PA2023")


_PCR, _ACT = ("PCR2015",), ("PA2023",)

QUESTIONS = (
    Question(
        "provided_for", "Does the contract itself provide for this change, clearly and in full?",
        "An option or review clause that was in the contract, and in the notice, from the start",
    ),
    Question("new_kind_of_supply", "Is it for a kind of goods, services or works that the contract did not cover?"),
    Question("alters_overall_nature", "Would it make the contract, as a whole, something else?"),
    Question("favours_supplier", "Does it shift the balance of the bargain towards the supplier?"),
    Question(
        "admits_other_bidders", "Had it been in the first competition, could others have bid, or another have won?",
        regimes=_PCR,
    ),
    Question("additional_supply", "Is it for more supplies, on top of what was bought?"),
    Question("became_necessary", "Did those supplies become necessary, and were they not in the first procurement?",
             regimes=_PCR),
    Question(
        "change_of_supplier_impossible", "Is there an economic or technical reason why no other supplier could do it?",
        "Such as what is there already having to work with it", regimes=_PCR,
    ),
    Question(
        "different_supplier_incompatible", "Would another supplier's be different from or not work with what is there?",
        "So that using or keeping it would be out of proportion difficult", regimes=_ACT,
    ),
    Question("significant_inconvenience", "Would another supplier mean significant inconvenience?"),
    Question("duplicates_cost", "Would another supplier mean paying for much of it twice?"),
    Question("unforeseeable", "Does it follow from what could not reasonably have been foreseen before award?"),
    Question("urgent", "Is it for extreme urgency that nobody here caused, or to protect life?", regimes=_ACT),
    Question(
        "known_risk", "Has a risk come about that the tender notice named as one that might change the contract?",
        regimes=_ACT,
    ),
    Question("new_supplier", "Does another supplier take the contract over?"),
    Question("restructuring", "Is that because of a restructuring, takeover or insolvency of the supplier?"),
    Question("supplier_excluded", "Is the new supplier excluded, or could it be?"),
    Question(
        "could_be_combined", "Could it reasonably have been made together with another change?",
        "Changes that are split are looked at together",
    ),
)  # fmt: skip
"""In the order in which they are asked."""

GROUNDS: Mapping[str, str] = {
    "72(1)(a)": "The contract provides for it",
    "72(1)(b)": "Additional supplies that became necessary",
    "72(1)(c)": "What could not have been foreseen",
    "72(1)(d)": "A new contractor",
    "72(1)(e)": "Not substantial",
    "72(1)(f)": "Small in value",
    "74(2)": "A light touch contract",
    "74(3)": "Not a substantial modification",
    "74(4)": "A below-threshold modification",
    "Sch 8 para 1": "The contract provides for it",
    "Sch 8 para 2": "Urgency, and the protection of life",
    "Sch 8 para 4": "Unforeseeable circumstances",
    "Sch 8 para 5": "A known risk came about",
    "Sch 8 para 8": "Additional goods, services or works",
    "Sch 8 para 9": "Corporate restructuring of the supplier",
    "below threshold": "Below the threshold",
}
"""Grounds by id, each in a few words."""

VERDICTS: Mapping[str, tuple[str, str]] = {
    "met": ("Allows it", "green"),
    "not_met": ("Does not", "red"),
    "judgement": ("To be judged", "yellow"),
    "not_applicable": ("Not needed", "grey"),
}
"""Verdict on a ground: words and the colour of its tag."""

BARS: Mapping[str, tuple[str, str]] = {
    "met": ("Does not bar it", "green"),
    "not_met": ("Bars it", "red"),
    "judgement": ("To be judged", "yellow"),
    "not_applicable": ("Not needed", "grey"),
}

PERMITTED: Mapping[str, tuple[str, str]] = {
    "yes": ("Yes", "green"),
    "no": ("No", "red"),
    "judgement": ("It depends", "yellow"),
    "": ("Not covered", "grey"),
}
"""May it be made: words and the colour of the tag."""

STATES: Mapping[str, tuple[str, str]] = {
    "proposed": ("Proposed", "blue"),
    "checked": ("Checked", "light-blue"),
    "agreed": ("Approved", "green"),
    "made": ("Made", "turquoise"),
    "rejected": ("Rejected", "grey"),
}

NOTICES: Mapping[str, str] = {
    "UK10": "Contract change notice (UK10)",
    "s77": "The contract as modified, or the modification",
    "PCR_modification": "Modification notice",
}


def questions_of(regime: str) -> tuple[Question, ...]:
    """Those that are asked under a regime; all where it is not known."""
    return tuple(one for one in QUESTIONS if regime not in ("PCR2015", "PA2023") or regime in one.regimes)


def ground_name(ground: str) -> str:
    """``72(1)(b): Additional supplies that became necessary``; the id alone where it is none of these."""
    return f"{ground}: {GROUNDS[ground]}" if ground in GROUNDS else ground


def figure(said: Any, unit: str) -> str:
    """A limit, used or remaining figure as a check keeps it; "" where there is none."""
    if said is None:
        return ""
    if unit == "months":
        return f"{said} month" if str(said) == "1" else f"{said} months"
    text = str(said)
    minus, text = ("−", text[1:]) if text.startswith("-") else ("", text)
    pounds, _, pence = text.partition(".")
    return f"{minus}£{int(pounds):,}.{(pence + '00')[:2]}"
