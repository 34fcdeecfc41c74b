"""The forms of what happens if a partner leaves, joins or changes. Pure."""

from copy import deepcopy
from dataclasses import replace
from typing import Any

from tallystick.web.decide.fields import Field, Lens, Part, Said
from tallystick.web.decide.parts import sharing
from tallystick.web.decide.parts.sharing_rows import (
    close_drivers,
    closed,
    drivers_of,
    member_choices,
    members_of,
    names_now,
    open_drivers,
    opened,
)
from tallystick.web.governing_forms import Choices

CHANGED = (
    "change_on",
    "amount_after_pence",
    "after",
    "leaves",
    "joins",
    "moves",
    "stranded_borne_by_leavers",
    "one_off",
)
"""Keys of a change: of one what-if, or of each of several."""
BEARERS = (
    ("leavers", "Those who leave"),
    ("stayers", "Those who stay"),
    ("joiners", "Those who join"),
    ("all_before", "All who shared before"),
)
_BEGUN = (
    "amount_pence", "members", "drivers", "weights", "tiers", "floors", "caps", "fixed", "period", "alone",
    "coalitions",
)  # fmt: skip
_BOUNDS = ("weights", "floors", "caps", "fixed")
_WHOLE = ("amount_pence", "alone", "coalitions")
"""What a shared cost says of the whole, which says nothing of one line."""
_LISTS = ("moves", "one_off")


def lines_of(said: Said) -> list[dict[str, Any]]:
    """The lines of a shared cost; none where it is one sum."""
    given = said.get("lines")
    return [one for one in given if isinstance(one, dict)] if isinstance(given, list) else []


def begun_from(said: Said, line: Said | None = None) -> dict[str, Any]:
    """The arrangement of who pays what, to ask what-ifs of. line: of a cost by line, which one."""
    own = {key: line[key] for key in (*_BOUNDS, "amount_pence") if key in line} if line else {}
    common = {key: said[key] for key in _BEGUN if key in said and not (line and key in _WHOLE)}
    made = deepcopy({**common, **own})
    named = made.get("weights")
    if line and isinstance(line.get("weights"), dict) and isinstance(named, dict):
        for key in ("drivers", "tiers"):
            held = made.get(key)
            if isinstance(held, dict):
                made[key] = {name: one for name, one in held.items() if name in named}
    return made


def what_ifs_of(said: Said) -> list[dict[str, Any]]:
    """What each what-if says; one that stands by itself has no name."""
    given = said.get("scenarios")
    if isinstance(given, list):
        return [one for one in given if isinstance(one, dict)]
    one = {key: said[key] for key in CHANGED if key in said}
    return [one] if one else []


def _opened(said: Said) -> dict[str, Any]:
    whole = opened(said)
    if "scenarios" not in said:
        whole = {key: value for key, value in whole.items() if key not in CHANGED}
        whole["scenarios"] = deepcopy(what_ifs_of(said))
    for one in whole["scenarios"] if isinstance(whole["scenarios"], list) else ():
        if isinstance(one, dict):
            _open(one)
    return whole


def _open(one: dict[str, Any]) -> None:
    joins = {} if one.get("joins") is None else one["joins"]
    if isinstance(joins, dict):
        one["joins"] = [{"was": name, "name": name, "quantities": quantities} for name, quantities in joins.items()]
    if one.get("after") is None:
        one["after"] = {}
    if isinstance(one["after"], dict):
        open_drivers(one["after"])


def _closed(rows: dict[str, Any], said: Said) -> dict[str, Any]:
    whole, before = dict(rows), what_ifs_of(said)
    held = whole.get("scenarios")
    if not isinstance(held, list):
        return closed(whole, said)
    made = [_close(one, before) if isinstance(one, dict) else one for one in held]
    del whole["scenarios"]
    if "scenarios" not in said and len(made) == 1 and not made[0].get("name"):
        whole |= made[0]
    elif made:
        whole["scenarios"] = made
    return closed(whole, said)


def _close(one: dict[str, Any], before: list[dict[str, Any]]) -> dict[str, Any]:
    made = dict(one)
    joins, after = made.get("joins"), made.get("after")
    if isinstance(joins, list) and _named(joins):
        del made["joins"]
        names_now(joins, (), "those who join")
        if joins:
            made["joins"] = {row["name"]: row.get("quantities", {}) for row in joins}
    if isinstance(after, dict):
        after = dict(after)
        if _named(after.get("drivers") or []):
            close_drivers(after, {"drivers": {}} if after.get("drivers") else {})
        made["after"] = after
        if not after:
            del made["after"]
    return {key: value for key, value in made.items() if key not in _LISTS or value != []}


def _named(rows: Any) -> bool:
    """Whether these are rows that each have a name, as this opened them; else they stay as they are written."""
    return isinstance(rows, list) and all(isinstance(row, dict) and isinstance(row.get("name"), str) for row in rows)


LENS = Lens(_opened, _closed)


def _drivers(said: Said) -> Choices:
    """Those of before, and those of any arrangement afterwards."""
    after = [one.get("after") for one in what_ifs_of(said)]
    names = [*drivers_of(said), *(name for one in after if isinstance(one, dict) for name in drivers_of(one))]
    return [(name, name) for name in dict.fromkeys(names)]


def _everybody(said: Said) -> Choices:
    """Who shares before, and who joins in any what-if."""
    joins = [one.get("joins") for one in what_ifs_of(said)]
    names = [*members_of(said), *(name for one in joins if isinstance(one, dict) for name in one)]
    return [(name, name) for name in dict.fromkeys(names)]


def _of(lists: str, one: str, many: str, parts: tuple[Field, ...], explain: str = "") -> Part:
    return Part(f"scenarios.*.{lists}", one, many, parts, lens=LENS, explain=explain)


PARTS = (
    Part(
        "scenarios", "what-if", "What-ifs",
        (
            Field("name", "Name", hint="Such as: Ashby leaves", needed=True, words="What if"),
            Field("change_on", "First day of the new arrangement", "day", needed=True, column=True, words="From"),
            Field("leaves", "Who leaves", "several", choices=member_choices, column=True, words="Leaves"),
            Field("amount_after_pence", "What a whole period would cost then", "pence", needed=True, column=True,
                  words="Would then cost",
                  hint="The same as before is an answer too: then nothing is saved by the change."),
            Field("stranded_borne_by_leavers", "Part of what is stranded that those who leave go on paying", "figure",
                  hint="From 0 to 1 (half is 0.5), until the period ends, as the agreement says. Empty: not known.",
                  words="Share of stranded costs paid by those who leave", column=True),
            Field("after.weights", "Drivers then count", "each", choices=_drivers,
                  hint="Left empty: as before. Needed for each driver where one is said."),
            Field("after.fixed", "Fixed sums then", "each_pence", choices=_everybody, hint="Left empty: as before"),
            Field("after.floors", "Least then", "each_pence", choices=_everybody, hint="Left empty: as before"),
            Field("after.caps", "Most then", "each_pence", choices=_everybody, hint="Left empty: as before"),
        ),
        lens=LENS, explain="Each is a change of the same arrangement, asked for itself. Who joins, what moves and what "
        "the change itself costs are lists of its own, once it is saved.",
    ),
    _of(
        "joins", "member that joins", "Joins",
        (
            Field("name", "Name", needed=True, words="Who joins"),
            Field("quantities", "How many it has of each driver", "each", choices=_drivers, column=True, words="Has"),
        ),
    ),
    _of(
        "moves", "move", "Moves",
        (
            Field("driver", "Of which driver", "choice", choices=_drivers, needed=True, words="Driver"),
            Field("from", "From", "choice", choices=_everybody, needed=True, column=True),
            Field("to", "To", "choice", choices=_everybody, needed=True, column=True),
            Field("quantity", "How many", "figure", needed=True, column=True),
        ),
        "Users, devices or other quantities that one member gives to another.",
    ),
    *sharing.drivers("scenarios.*.after.drivers", "driver of then", "Shared afterwards by", LENS, member_choices,
                     "Say anew what it is shared by"),
    _of(
        "one_off", "cost of the change", "Costs of the change itself",
        (
            Field("name", "Name", hint="Such as: exit charge, moving data", needed=True, words="Cost"),
            Field("pence", "What it comes to", "pence", needed=True, column=True, words="Comes to"),
            Field("borne_by", "Who bears it", "choice", choices=BEARERS, needed=True, column=True),
        ),
        "Each is shared among those who bear it as they shared before; among those who join, as they will share.",
    ),
    Part(
        "", "cost", "The arrangement before",
        (
            Field("amount_pence", "What a whole period costs", "pence", needed=True),
            Field("period.from", "First day of the period", "day", needed=True),
            Field("period.to", "Last day of the period", "day", needed=True),
        ),
        single=True, explain="The cost falls evenly on the days of the period.",
    ),
    *sharing.arrangement(LENS, charged=False, alone="What a whole period would cost it by itself"),
    *(replace(one, lens=LENS) for one in sharing.PARTS if one.place == "coalitions"),
)  # fmt: skip
