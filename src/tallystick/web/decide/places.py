"""Places in a JSON document: what stands there, and what is put there. Pure.

A place is steps with dots between, such as ``options.0.lines``; rows count from 0.
"""

import re
from collections.abc import Mapping
from typing import Any

from tallystick.kit.errors import Refused

Said = Mapping[str, Any]


def found_in(said: Said, place: str) -> Any:
    """What stands at a place such as ``options.0.lines``; None where nothing does. Rows of an object count from 0 in
    the order in which they were written."""
    at: Any = said
    for step in place.split(".") if place else ():
        if isinstance(at, Mapping):
            if step.isdigit() and step not in at:
                rows = list(at.values())
                at = rows[int(step)] if int(step) < len(rows) else None
            else:
                at = at.get(step)
        elif isinstance(at, list) and step.isdigit() and int(step) < len(at):
            at = at[int(step)]
        else:
            return None
    return at


def get(row: Said, key: str) -> Any:
    """What a row says under a key, with dots where it is within another; None where it says nothing."""
    at: Any = row
    for step in key.split("."):
        at = at.get(step) if isinstance(at, Mapping) else None
    return at


def put(row: dict[str, Any], key: str, value: Any) -> None:
    """Puts a value in; one that says nothing takes its key out, and what is then empty with it."""
    first, _, rest = key.partition(".")
    if rest:
        inner = dict(row[first]) if isinstance(row.get(first), Mapping) else {}
        put(inner, rest, value)
        value = inner
    elif isinstance(value, list) and isinstance(row.get(key), list):
        whole = {code_of(one): one for one in row[key]}
        value = [whole.get(one, one) for one in value]
    if value in (None, "", [], {}):
        row.pop(first, None)
    else:
        row[first] = value


def code_of(one: Any) -> str:
    """A name in a list of them, which some lists give with more: ``{"id": "terms", "lag": 20}``."""
    return str(one.get("id", "")) if isinstance(one, Mapping) else str(one)


def keyed(name: str, row: Any) -> dict[str, Any]:
    """A row of an object of names: its name under "", and under ``is`` what is one value."""
    return {"": name, **row} if isinstance(row, Mapping) else {"": name, "is": row}


def with_keyed(whole: dict[str, Any], above: str, last: str, row: dict[str, Any] | None) -> dict[str, Any]:
    """`whole` with a row, as `keyed` gives it, put at `last` in the object at `above`, or taken out for None.

    Names stay in their order. Raises Refused for a name that another row has; LookupError where no object can be.
    """
    over, _, key = above.rpartition(".")
    holder = found_in(whole, over)
    held = holder.get(key) if isinstance(holder, dict) else holder
    if not isinstance(holder, dict) or not (held is None or isinstance(held, Mapping)):
        raise LookupError(above)
    pairs = list((held or {}).items())
    if row is None:
        del pairs[int(last)]
    else:
        name = str(row.get("", ""))
        inner = {one: value for one, value in row.items() if one}
        pair = (name, inner["is"] if set(inner) == {"is"} else inner)
        if name in [one for at, (one, _) in enumerate(pairs) if str(at) != last]:
            raise Refused(f"“{name}” is there already.", what_to_do="Change the row that is there.")
        if last == "add":
            pairs.append(pair)
        else:
            pairs[int(last)] = pair
    holder[key] = dict(pairs)
    return whole


def list_at(whole: dict[str, Any], place: str) -> list[Any]:
    """The list at a place, to be changed; a new one where there is none. Raises LookupError where none can be."""
    over, _, key = place.rpartition(".")
    holder = found_in(whole, over)
    if not isinstance(holder, dict):
        raise LookupError(place)
    held = holder.setdefault(key, [])
    if not isinstance(held, list):
        raise LookupError(place)
    return held


def next_id(rows: list[Any], prefix: str) -> str:
    """The prefix, and the first whole number after all ids that are one so written."""
    ids = [str(row.get("id")) for row in rows if isinstance(row, dict)]
    taken = [one.removeprefix(prefix) for one in ids if one.startswith(prefix)]
    return f"{prefix}{1 + max((int(one) for one in taken if re.fullmatch('[0-9]{1,9}', one)), default=0)}"
