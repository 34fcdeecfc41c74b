"""What one version of a questionnaire has otherwise than another: for whoever amends it, and for the log. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from tallystick.reference.asking import Questionnaire
from tallystick.reference.asking_json import to_json

_NAMED_BY = ("id", "code", "outcome", "value")


@dataclass(frozen=True)
class Changed:
    """One thing that differs. place: such as ``questions, reputation, weight``. None is "not there"."""

    place: str
    before: Any
    after: Any


def changes(before: Questionnaire, after: Questionnaire) -> tuple[Changed, ...]:
    """Everything in which they differ, but for the version itself. Questions, options and the like are matched by name.

    A new order alone, of questions or of an agenda, is one change of the whole list.
    """
    first, then = to_json(before), to_json(after)
    first.pop("version")
    then.pop("version")
    return tuple(_between("", first, then))


def _between(place: str, before: Any, after: Any) -> Iterator[Changed]:
    if before == after:
        return
    if isinstance(before, Mapping) and isinstance(after, Mapping):
        for key in dict.fromkeys([*before, *after]):
            yield from _between(f"{place}, {key}" if place else key, before.get(key), after.get(key))
        return
    if isinstance(before, list) and isinstance(after, list):
        first, then = _by_name(before), _by_name(after)
        if first is not None and then is not None and (before or after):
            common = [name for name in first if name in then]
            if common != [name for name in then if name in first]:
                yield Changed(f"{place}, order", list(first), list(then))
            yield from _between(place, first, then)
            return
    yield Changed(place, before, after)


def _by_name(several: list[Any]) -> dict[str, Any] | None:
    """The entries by what names them; None where they are not named."""
    found = {}
    for one in several:
        if not isinstance(one, Mapping):
            return None
        name = next((one[key] for key in _NAMED_BY if key in one), None)
        if name is None:
            return None
        found[str(name)] = one
    return found
