"""What an address asks of the register's list, and what could not be read of it."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.http import QueryDict

from tallystick.contracts.choices import TIERS
from tallystick.contracts.declared.controls import Control, controls
from tallystick.contracts.queries.register import Asked
from tallystick.councils.rules.actors import Actor
from tallystick.web.contract_typing import NotRead, from_typed
from tallystick.web.kinds import Groups, category_groups

STATES = (
    ("", "Current or ended"),
    ("current", "Current"),
    ("endless", "Current, without an end"),
    ("ended", "Ended"),
    ("not_known", "End not known"),
)
FLAGS = (("", "Any"), ("sme", "Small or medium"), ("vcse", "Voluntary or community"))
QUESTIONS = (("", "With or without"), ("yes", "With open questions"))
EVERYTHING = "all"
"""In place of a code: every organisation whose contracts may be seen, public ones of others among them."""

_POUNDS = Control("pounds")


@dataclass
class RegisterAsked:
    """The filters. errors: by the name of the field, why it could not be used."""

    asked: Asked
    errors: dict[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, given: QueryDict, by: Actor) -> "RegisterAsked":
        errors: dict[str, str] = {}

        def day(name: str, label: str) -> date | None:
            text = given.get(name, "").strip()
            try:
                return date.fromisoformat(text) if text else None
            except ValueError:
                errors[name] = f"“{label}” must be a date such as 2027-03-31"
                return None

        def pence(name: str, label: str) -> int | None:
            try:
                found: int | None = from_typed(_POUNDS, {"": given.get(name, "")})
            except NotRead as no:
                errors[name] = f"“{label}” {no}"
                return None
            return found

        def one_of(name: str, choices: Any) -> str:
            text = given.get(name, "")
            return text if text in {code for code, _ in choices} else ""

        organisation = given.get("organisation", "").strip()
        asked = Asked(
            text=given.get("text", "").strip()[:300],
            organisation="" if organisation == EVERYTHING else organisation[:100],
            own=not organisation,
            supplier=given.get("supplier", "").strip()[:300],
            department=given.get("department", "").strip()[:300],
            category=given.get("category", "").strip()[:40],
            route=one_of("route", route_choices()),
            tier=one_of("tier", tier_choices()),
            term=one_of("term", term_choices()),
            state=one_of("state", STATES),
            ends_from=day("from", "Ends from"),
            ends_until=day("to", "Ends to"),
            value_from_pence=pence("least", "Smallest value"),
            value_until_pence=pence("most", "Largest value"),
            question=given.get("questions") == "yes",
            owner=by.person if given.get("owner") == "me" else _number(given.get("owner", "")),
            flag=one_of("flag", FLAGS),
        )
        return cls(asked, errors)


def route_choices() -> list[tuple[str, str]]:
    """Routes to filter by."""
    return [("", "Any"), *((code, name) for code, name in controls("contract")["route_code"].choices if code)]


def tier_choices() -> list[tuple[str, str]]:
    """Tiers to filter by."""
    return [("", "Any"), *((code or "none", name) for code, name in TIERS)]


def term_choices() -> list[tuple[str, str]]:
    """Kinds of term to filter by."""
    return [("", "Any"), *controls("contract")["term_kind"].choices]


def category_choices() -> Groups:
    """Categories to filter by: a head stands for all that is below it."""
    groups: Groups = [("", [("", "Any"), ("none", "Not known")])]
    for head, choices in category_groups():
        heads = [(code, name.removesuffix(": which kind is not known") + ": all") for code, name in choices[:1]]
        groups.append((head, [*(heads if head and len(choices) > 1 else choices[:1]), *choices[1:]]))
    return groups


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else None
