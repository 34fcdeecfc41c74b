"""Who pays what as rows of forms: a row for each member and for each driver, where the rule reads maps by name. Pure.

A name that is changed in its row changes wherever it stands; one that is taken out goes from there too. What is not as
the rule reads it stays where it is, for whoever mends it as text.
"""

from collections.abc import Callable, Iterable, Mapping
from copy import deepcopy
from typing import Any

from tallystick.kit.errors import Refused
from tallystick.web.decide.fields import Lens, Said
from tallystick.web.governing_forms import Choices

SUMS = ("fixed", "floors", "caps", "charged", "alone")
"""Maps of members to pence, which are fields of a member's row."""
OF_DRIVERS = ("weights", "tiers")
"""Maps of drivers, which are fields of a driver's row."""
EQUAL = "equal"
_TAKEN = "\0"
Names = Mapping[str, str]
"""Name before -> name now; `_TAKEN` of one that was taken out."""


class TwiceThere(Refused):
    """Two rows of one name."""


def members_of(said: Said) -> list[str]:
    """Who shares: in the order in which they are named, then in which they first have a quantity."""
    given = said.get("members")
    named = [one for one in given if isinstance(one, str)] if isinstance(given, list) else []
    return list(dict.fromkeys([*named, *_counted(said)]))


def drivers_of(said: Said) -> list[str]:
    """The names of the drivers."""
    held = said.get("drivers")
    return list(held) if isinstance(held, Mapping) else []


def member_choices(said: Said) -> Choices:
    """Members to choose from."""
    return [(one, one) for one in members_of(said)]


def driver_choices(said: Said) -> Choices:
    """Drivers to choose from."""
    return [(one, one) for one in drivers_of(said)]


def opened(said: Said) -> dict[str, Any]:
    """A document with its members and drivers as rows."""
    whole: dict[str, Any] = deepcopy(dict(said))
    names = members_of(said)
    if _all_text(said.get("members")):
        whole["members"] = [{"was": name, "name": name} for name in names]
        for key in SUMS:
            _into_rows(whole, key, whole["members"])
    open_drivers(whole)
    return whole


def closed(rows: dict[str, Any], said: Said) -> dict[str, Any]:
    """The document of rows. Raises TwiceThere."""
    whole = dict(rows)
    drivers = close_drivers(whole, said)
    if not _all_text(said.get("members")):
        return rename(whole, {}, drivers)
    held = whole.pop("members", [])
    members = names_now(held, members_of(said), "members")
    for key in SUMS:
        _out_of_rows(whole, key, held, said)
    whole = rename(whole, members, drivers)
    names = [row["name"] for row in held]
    if names and (said.get("members") or set(names) != set(_counted(whole))):
        whole["members"] = names
    return whole


LENS = Lens(opened, closed)


def open_drivers(whole: dict[str, Any]) -> None:
    """Puts a row in place of each driver of an arrangement, with its weight and its tiers."""
    held = whole.get("drivers", {})
    if isinstance(held, Mapping):
        whole["drivers"] = [{"was": name, "name": name, **_opened_driver(one)} for name, one in held.items()]
        for key in OF_DRIVERS:
            _into_rows(whole, key, whole["drivers"])


def close_drivers(whole: dict[str, Any], said: Said) -> dict[str, str]:
    """Puts the drivers back; their names now. said: the arrangement before. Raises TwiceThere."""
    held = said.get("drivers", {})
    if not isinstance(held, Mapping) or not isinstance(whole.get("drivers", []), list):
        return {}
    rows = whole.pop("drivers", [])
    found = names_now(rows, held, "drivers")
    for key in OF_DRIVERS:
        _out_of_rows(whole, key, rows, said)
    if rows or "drivers" in said:
        whole["drivers"] = {row["name"]: _closed_driver(row) for row in rows}
    return found


def names_now(rows: list[dict[str, Any]], before: Iterable[str], what: str) -> dict[str, str]:
    """The name that each of `before` has in rows. Raises TwiceThere."""
    names = [row["name"] for row in rows]
    for name in names:
        if names.count(name) > 1:
            raise TwiceThere(f"“{name}” is among the {what} already.", what_to_do="Change the row that is there.")
    now = {row["was"]: row["name"] for row in rows if isinstance(row.get("was"), str)}
    return {name: now.get(name, _TAKEN) for name in before}


def rename(whole: dict[str, Any], members: Names, drivers: Names) -> dict[str, Any]:
    """The document with other names wherever they stand, and without those that were taken out."""
    members, drivers = _changed(members), _changed(drivers)
    if not members and not drivers:
        return whole
    return {key: _RENAMED[key](value, members, drivers) if key in _RENAMED else value for key, value in whole.items()}


def _changed(names: Names) -> Names:
    return {before: now for before, now in names.items() if before != now}


def _opened_driver(one: Any) -> dict[str, Any]:
    if one == EQUAL:
        return {EQUAL: True}
    if isinstance(one, Mapping):
        return {"quantities": dict(one)}
    if isinstance(one, list) and one and all(isinstance(row, Mapping) for row in one):
        return {"measured": one}
    return {"held": one}


def _closed_driver(row: Mapping[str, Any]) -> Any:
    if row.get("measured"):
        return row["measured"]
    if row.get(EQUAL):
        return EQUAL
    return row["held"] if "held" in row and "quantities" not in row else row.get("quantities", {})


def _into_rows(whole: dict[str, Any], key: str, rows: list[dict[str, Any]]) -> None:
    """What a map says of each row's name goes to the row; the rest stays where it is."""
    held = whole.get(key)
    if isinstance(held, Mapping):
        left = dict(held)
        for row in rows:
            if row["name"] in left:
                row[key] = left.pop(row["name"])
        whole[key] = left
        if not left:
            del whole[key]


def _out_of_rows(whole: dict[str, Any], key: str, rows: list[dict[str, Any]], said: Said) -> None:
    if key in whole and not isinstance(whole[key], Mapping):
        return
    found = {row["name"]: row[key] for row in rows if key in row}
    held = {**found, **{name: one for name, one in whole.get(key, {}).items() if name not in found}}
    if held or said.get(key) == {}:
        whole[key] = held
    else:
        whole.pop(key, None)


def _counted(said: Said) -> list[str]:
    """Members who have a quantity of a driver."""
    held = said.get("drivers")
    found: list[str] = []
    for one in held.values() if isinstance(held, Mapping) else ():
        rows = one if isinstance(one, list) else [{"quantities": one}]
        for row in rows:
            quantities = row.get("quantities") if isinstance(row, Mapping) else None
            found += list(quantities) if isinstance(quantities, Mapping) else []
    return list(dict.fromkeys(found))


def _all_text(given: Any) -> bool:
    return given is None or (isinstance(given, list) and all(isinstance(one, str) for one in given))


def _keys(value: Any, names: Names) -> Any:
    if not isinstance(value, Mapping):
        return value
    return {names.get(name, name): one for name, one in value.items() if names.get(name) != _TAKEN}


def _items(value: Any, names: Names) -> Any:
    if not isinstance(value, list) or not _all_text(value):
        return value
    return [names.get(one, one) for one in value if names.get(one) != _TAKEN]


def _drivers(value: Any, members: Names, drivers: Names) -> Any:
    """Of what each driver has; the drivers' own names are those of their rows already."""
    if not isinstance(value, Mapping):
        return value
    return {
        name: [_row(row, {"quantities": members}) for row in one] if isinstance(one, list) else _keys(one, members)
        for name, one in value.items()
    }


def _row(row: Any, of: Mapping[str, Names]) -> Any:
    """A row with the names in some of its maps changed."""
    if not isinstance(row, Mapping):
        return row
    return {key: _keys(value, of[key]) if key in of else value for key, value in row.items()}


def _lines(value: Any, members: Names, drivers: Names) -> Any:
    of = {"weights": drivers, "floors": members, "caps": members, "fixed": members}
    return [_row(row, of) for row in value] if isinstance(value, list) else value


def _groups(value: Any, members: Names, drivers: Names) -> Any:
    """Groups without somebody who was taken out are what groups with them were no more: those go."""
    if not isinstance(value, list):
        return value
    gone = {name for name, now in members.items() if now == _TAKEN}
    kept = [row for row in value if not (isinstance(row, Mapping) and gone & set(map(str, row.get("members") or ())))]
    return [
        {**row, "members": _items(row.get("members"), members)} if isinstance(row, Mapping) else row for row in kept
    ]


def _quantities(value: Any, members: Names, drivers: Names) -> Any:
    """Of those who join: their quantities of each driver."""
    return {name: _keys(one, drivers) for name, one in value.items()} if isinstance(value, Mapping) else value


def _moves(value: Any, members: Names, drivers: Names) -> Any:
    of = {"driver": drivers, "from": members, "to": members}
    if not isinstance(value, list):
        return value
    return [
        {key: of[key].get(one, one) if key in of and isinstance(one, str) else one for key, one in row.items()}
        for row in value
        if isinstance(row, Mapping) and _TAKEN not in [of[key].get(str(row.get(key))) for key in of]
    ]


def _after(value: Any, members: Names, drivers: Names) -> Any:
    return rename(dict(value), members, drivers) if isinstance(value, Mapping) else value


def _scenarios(value: Any, members: Names, drivers: Names) -> Any:
    if not isinstance(value, list):
        return value
    return [rename(dict(one), members, drivers) if isinstance(one, Mapping) else one for one in value]


_RENAMED: Mapping[str, Callable[[Any, Names, Names], Any]] = {
    "drivers": _drivers,
    "lines": _lines,
    "coalitions": _groups,
    "leaves": lambda value, members, _: _items(value, members),
    "joins": _quantities,
    "moves": _moves,
    "after": _after,
    "scenarios": _scenarios,
    **dict.fromkeys(SUMS, lambda value, members, _: _keys(value, members)),
    **dict.fromkeys(OF_DRIVERS, lambda value, _, drivers: _keys(value, drivers)),
}
