"""What kinds of words may stand in a local authority's name, so that Leicester City is not Leicestershire County."""

from collections.abc import Iterable

from tallystick.reference.names import TYPE_WORDS, place

_ALWAYS: dict[str, frozenset[str]] = {
    "county council": frozenset({"council", "county"}),
    "district council": frozenset({"council", "district", "borough"}),
    "metropolitan district council": frozenset({"council", "metropolitan", "district", "borough", "city"}),
    "London borough council": frozenset({"council", "london", "borough"}),
    "unitary authority": frozenset({"council", "unitary", "authority", "borough", "district"}),
    "city corporation": frozenset({"council", "city", "corporation", "london"}),
    "local body": TYPE_WORDS,
}


_NEVER_BARE = frozenset({"london", "richmond", "kingston", "newcastle", "barrow"})
"""Places that are more than their council: the name alone is nobody's."""


def permitted_types(kind: str, folded_names: Iterable[str]) -> frozenset[str]:
    """The words that a body of this `kind`, with these folded names, may carry.

    "city" and "county" only if one of its names has them.
    """
    allowed = set(_ALWAYS[kind])
    for name in folded_names:
        allowed |= place(name).types
    return frozenset(allowed - {"cc"})


def fits(core: str, said: frozenset[str], allowed: frozenset[str]) -> bool:
    """Whether `core`, with the words `said`, can be a body that may carry those `allowed`.

    "cc" is a city council or a county council.
    """
    if core in _NEVER_BARE and not said:
        return False
    if core == "london" and not said & {"city", "corporation"}:
        return False
    if "cc" in said:
        return bool({"city", "county"} & allowed) and said - {"cc"} <= allowed
    return said <= allowed
