"""Private addresses of calendars: whose dates may be chosen for one, and how its answers are marked."""

import hashlib
from typing import Any
from urllib.parse import urlencode

from tallystick.contracts.queries.calendar import departments
from tallystick.councils import queries as councils
from tallystick.councils.rules.actors import Actor
from tallystick.web.contract_figures import MANY

MINE = "mine"
PRIVATE = {
    "Cache-Control": "private, no-cache",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex, nofollow",
}
"""Headers of what a private address answers: kept by nobody between, passed on to nobody, and found by no search."""
_IN = "in|"


def choice(organisation: str, department: str = "") -> str:
    """How a form names an organisation's dates, or a department's."""
    return f"{_IN}{organisation}|{department}"


def read_choice(chosen: str) -> dict[str, Any]:
    """What an action is told of a choice: scope, and of which organisation and department."""
    if not chosen.startswith(_IN):
        return {"scope": chosen}
    organisation, _, department = chosen.removeprefix(_IN).partition("|")
    scope = "department" if department else "organisation"
    return {"scope": scope, "organisation": organisation, "department": department}


def offered(by: Actor, asked: str) -> list[tuple[str, str]]:
    """Whose dates may be chosen, as (choice, words).

    Departments where there are few organisations; of many, only the one that is asked for already.
    """
    found = [(MINE, "What is mine")]
    ours = councils.organisations(by=by)
    wanted = read_choice(asked)
    for one in ours:
        found.append((choice(one.code), f"{one.name}: everything"))
        if len(ours) <= MANY:
            names = departments(by, organisation=one.code)
        else:
            names = [wanted["department"]] if wanted.get("organisation") == one.code and wanted["department"] else []
        found += [(choice(one.code, name), f"{one.name}: {name}") for name in names]
    return found


def address_of_choices(whose: str) -> str:
    """What stands after the address of the page of calendars, so that something is chosen there already."""
    return f"?{urlencode({'whose': whose})}" if whose else ""


def etag_of(content: bytes) -> str:
    """Of an answer: another whenever it says something else."""
    return f'"{hashlib.sha256(content).hexdigest()[:32]}"'
