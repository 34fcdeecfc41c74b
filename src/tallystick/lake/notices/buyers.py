"""Who a buyer's name as published means, in the list of public bodies."""

import re

from tallystick.reference.organisations import Directory, Organisation

_PARTED = re.compile(r"\s+[-–—:|/]\s+|\s*[,(\[]\s*|\s+on behalf of\s+|\s+acting (?:through|by)\s+", re.IGNORECASE)


_ENDS = frozenset({"council", "trust", "authority", "corporation", "board", "agency", "police", "constabulary"})
_ANOTHER = frozenset({"and", "&", "for", "of", "company", "companies", "trust", "association", "limited", "ltd", "or"})


def buyer_code(name: str | None, scheme: str | None, number: str | None, directory: Directory) -> str | None:
    """The code of the body that a buyer is, or None where that is not beyond doubt.

    By a number of a list that is known, by its whole name, by what stands before a dash, comma or bracket (a
    department's name follows), or by a name that it begins with (``Leeds City Council Highways``).
    """
    found = _by_number(scheme, number, directory) or _by_name(name or "", directory)
    return found.code if found else None


def _by_number(scheme: str | None, number: str | None, directory: Directory) -> Organisation | None:
    if not number:
        return None
    several = (f"{scheme}-{number}", number) if scheme else (number,)
    return next((found for said in several if (found := directory.in_cell(said)) and found.name != said), None)


def _by_name(name: str, directory: Directory) -> Organisation | None:
    whole = directory.in_cell(name)
    if whole or not name:
        return whole
    parts = [part for part in _PARTED.split(name) if part.strip()]
    if len(parts) > 1 and (first := directory.in_cell(parts[0])):
        return first
    begun = directory.in_text(name)
    return begun[0] if len(begun) == 1 and _begins(name, begun[0], directory) else None


def _begins(name: str, body: Organisation, directory: Directory) -> bool:
    """Whether a name begins with the body's own, to a word such as council, and what follows makes it no other body."""
    said = name.split()
    for length in range(len(said) - 1, 1, -1):
        if said[length - 1].casefold().strip(".,") in _ENDS and directory.in_cell(" ".join(said[:length])) == body:
            return said[length].casefold() not in _ANOTHER
    return False
