"""What rows of the register say, in words: each value of each field as a page shows it."""

from collections.abc import Mapping, Sequence
from typing import Any

from tallystick.contracts.declared import KINDS
from tallystick.contracts.declared.controls import chosen_among, controls
from tallystick.contracts.queries.facts import Named
from tallystick.contracts.rules import notice_values
from tallystick.web import words
from tallystick.web.kinds import category_name

_NOBODY = Named()


def in_words(kind: str, name: str, value: Any, named: Named = _NOBODY) -> str:
    """One value of a field of a kind; empty where it is not known. Numbers of people and rows by their names."""
    if value is None or value == "" or value == [] or value == {}:
        return ""
    control = controls(kind).get(name)
    how = control.how if control else _untyped(name)
    if name in chosen_among(kind):
        return chosen_among(kind)[name].get(str(value), str(value))
    match how:
        case "yes_no" | "tick":
            return "Yes" if value else "No"
        case "day":
            return words.day(value)
        case "pounds":
            return words.pounds(value)
        case "whole":
            return words.count(value)
        case "person":
            return named.people.get(value, f"Person {value}")
        case "contract":
            return named.contracts.get(value, f"Contract {value}")
        case "row":
            of = control.of if control else ""
            return row_title(of, named.rows.get((of, value), "")) or f"{KINDS[of].name.capitalize()} {value}"
        case "category":
            return category_name(str(value))
        case "extensions":
            return extensions_in_words(value)
        case "notice":
            return notice_in_words(value)
        case "points":
            return "; ".join(str(point) for point in value)
    return _plain(value)


def row_title(kind: str, title: str) -> str:
    """A row's title as people read it: a code as its words, a day as a day."""
    return in_words(kind, KINDS[kind].title, title) if title else ""


def extensions_in_words(months: Sequence[int]) -> str:
    """12 months, then 12 months."""
    return ", then ".join(words.many(one, "month") for one in months)


def notice_in_words(notice: Mapping[str, Any]) -> str:
    """3 months; 90 days; 20 clear working days."""
    return notice_values.in_text(notice)


def _untyped(name: str) -> str:
    """How a field that nobody types is shown."""
    if name.endswith(("_on", "_day")):
        return "day"
    return "pounds" if name.endswith("_pence") else "text"


def _plain(value: Any) -> str:
    match value:
        case Mapping():
            return ", ".join(f"{name}: {_plain(one)}" for name, one in value.items())
        case list() | tuple():
            return "; ".join(_plain(one) for one in value)
        case bool():
            return "Yes" if value else "No"
        case int():
            return words.count(value)
    return str(value)
