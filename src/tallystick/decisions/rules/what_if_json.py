"""A change of a shared arrangement from JSON. Pure. docs/reference/decisions-what-if.md."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from tallystick.decisions.rules.apportioning import NotShared, Sharing
from tallystick.decisions.rules.apportioning_json import (
    KEYS as SHARED_KEYS,
)
from tallystick.decisions.rules.apportioning_json import (
    asked_from_json,
    coalitions_from_json,
    day,
    number,
    pence_by_member,
    quantities_from_json,
    shown,
    span_from_json,
    whole_pence,
)
from tallystick.decisions.rules.drivers import Span
from tallystick.decisions.rules.shapley import Costs
from tallystick.decisions.rules.what_if import Change, OneOff, joined, moved, without

AFTER_KEYS = ("members", "drivers", "weights", "floors", "caps", "fixed", "tiers")
"""What the arrangement afterwards may say anew; what it leaves out stays as before."""
MOVE_KEYS = ("driver", "from", "to", "quantity")
ONE_OFF_KEYS = ("name", "pence", "borne_by")
KEYS = (
    "amount_pence", "period", *AFTER_KEYS, "change_on", "amount_after_pence", "after", "leaves", "joins", "moves",
    "stranded_borne_by_leavers", "one_off", "alone", "coalitions",
)  # fmt: skip
"""Every key that the command reads."""
_MOST = 100


@dataclass(frozen=True)
class Asked:
    """alone: member -> pence that a whole period would cost it by itself, for whom that is known. said_stranded:
    whether anything was said about who bears what is stranded."""

    change: Change
    span: Span
    change_on: dt.date
    alone: Mapping[str, int]
    coalitions: Costs | None
    said_stranded: bool


def asked_from_json_what_if(said: Mapping[str, Any]) -> Asked:
    """The change that `said` tells of. Raises NotShared."""
    _no_lines(said)
    span, on = _days(said)
    before = asked_from_json({key: said[key] for key in said if key in SHARED_KEYS}).lines[0]
    stranded = said.get("stranded_borne_by_leavers")
    change = Change(
        before=before.sharing,
        after=_afterwards(said, before.sharing),
        cost_pence=before.amount_pence,
        cost_after_pence=_cost_after(said),
        days=(span.end - span.start).days,
        days_after=(span.end - on).days,
        stranded_borne_by_leavers=Fraction(0) if stranded is None else _part(stranded),
        one_off=tuple(_one_off(one) for one in _list("one_off", said.get("one_off"))),
    )
    return Asked(
        change=change,
        span=span,
        change_on=on,
        alone=pence_by_member("alone", said.get("alone")),
        coalitions=None if said.get("coalitions") is None else coalitions_from_json(said["coalitions"]),
        said_stranded=stranded is not None,
    )


def strangers(said: Mapping[str, Any]) -> list[str]:
    """Places of keys that are nothing known here."""
    found = [key for key in said if key not in KEYS]
    found += [f"after.{key}" for key in said.get("after") or {} if key not in AFTER_KEYS]
    for name, known in (("moves", MOVE_KEYS), ("one_off", ONE_OFF_KEYS)):
        for place, one in enumerate(said.get(name) or []):
            found += [f"{name}[{place}].{key}" for key in one if key not in known]
    return found


def _no_lines(said: Mapping[str, Any]) -> None:
    if said.get("lines") is not None:
        raise NotShared("lines", "a change is asked of one cost.", what_to_do="Ask of each line for itself.")


def _days(said: Mapping[str, Any]) -> tuple[Span, dt.date]:
    span = span_from_json(said.get("period"))
    if span is None:
        raise NotShared("period", "nothing is given.", what_to_do="Give from and to: the days that the cost is of.")
    on = day("change_on", said.get("change_on"))
    if not span.start <= on < span.end:
        raise NotShared(
            "change_on", f"{on} is not in the period.", what_to_do="Give the first day of the new arrangement."
        )
    return span, on


def _cost_after(said: Mapping[str, Any]) -> int:
    if said.get("amount_after_pence") is None:
        raise NotShared(
            "amount_after_pence",
            "nothing is given.",
            what_to_do="Give what a whole period would cost under the new arrangement; the same, if nothing is saved.",
        )
    return whole_pence("amount_after_pence", said["amount_after_pence"], least=0)


def _afterwards(said: Mapping[str, Any], before: Sharing) -> Sharing:
    """What is said anew, then who leaves, then who joins, then what moves."""
    found = before
    again = _object("after", said.get("after"))
    if again:
        whole = {**said, **_still_there(said, again), **{key: again[key] for key in AFTER_KEYS if key in again}}
        try:
            found = asked_from_json({key: whole[key] for key in whole if key in SHARED_KEYS}).lines[0].sharing
        except NotShared as no:
            raise NotShared("after", str(no.reason), what_to_do=no.what_to_do) from no
    for member in _list("leaves", said.get("leaves")):
        if not isinstance(member, str):
            raise NotShared("leaves", f"{shown(member)} is no name.", what_to_do="Give a list of names.")
        found = without(found, member)
    for member, quantities in _object("joins", said.get("joins")).items():
        found = joined(found, member, quantities_from_json("joins", member, quantities))
    for one in _list("moves", said.get("moves")):
        found = _moved(found, _object("moves", one))
    if found == before and said.get("amount_after_pence") == said.get("amount_pence"):
        raise NotShared("change_on", "nothing changes.", what_to_do="Say after, leaves, joins, moves or another cost.")
    return found


def _still_there(said: Mapping[str, Any], again: Mapping[str, Any]) -> dict[str, Any]:
    """Weights and tiers of before, of those drivers that are there afterwards too."""
    drivers = again.get("drivers")
    if not isinstance(drivers, Mapping):
        return {}
    held = {key: said[key] for key in ("weights", "tiers") if isinstance(said.get(key), Mapping)}
    return {key: {name: one for name, one in of.items() if name in drivers} for key, of in held.items()}


def _moved(sharing: Sharing, one: Mapping[str, Any]) -> Sharing:
    driver, giver, taker = (_name("moves", one.get(key)) for key in ("driver", "from", "to"))
    return moved(sharing, driver, giver=giver, taker=taker, quantity=number("moves", one.get("quantity")))


def _one_off(said: Any) -> OneOff:
    one = _object("one_off", said)
    name = _name("one_off", one.get("name"))
    return OneOff(
        name, whole_pence("one_off", one.get("pence"), f"{name}: "), _name("one_off", one.get("borne_by"), f"{name}: ")
    )


def _part(said: Any) -> Fraction:
    found = number("stranded_borne_by_leavers", said)
    if found > 1:
        raise NotShared("stranded_borne_by_leavers", f"{shown(said)} is more than 1.", what_to_do="Half is 0.5.")
    return found


def _name(key: str, said: Any, of: str = "") -> str:
    if isinstance(said, str) and said.strip():
        return said
    raise NotShared(key, f"{of}{shown(said)} is no name.", what_to_do="Give one.")


def _object(key: str, said: Any) -> Mapping[str, Any]:
    if said is None:
        return {}
    if not isinstance(said, Mapping):
        raise NotShared(key, f"{shown(said)} is not an object with named keys.", what_to_do="Give one.")
    return said


def _list(key: str, said: Any) -> list[Any]:
    if said is None:
        return []
    if not isinstance(said, list) or len(said) > _MOST:
        raise NotShared(key, f"they are no list of at most {_MOST}.", what_to_do="Give one.")
    return said
