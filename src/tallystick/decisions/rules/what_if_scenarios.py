"""Several changes asked of one arrangement, each by its name. Pure. docs/reference/decisions-what-if.md."""

from collections.abc import Mapping
from typing import Any

from tallystick.decisions.rules import what_if_answer
from tallystick.decisions.rules.apportioning import NotShared
from tallystick.decisions.rules.warning_words import without_keys

MOST = 50


def answer(said: Mapping[str, Any]) -> dict[str, Any]:
    """One change as the command answers it, with warnings that name no key of a file; or, where `scenarios` lists
    several, ``scenarios``: a list of ``name`` and the command's answer, or ``name``, ``problem`` and ``field`` of one
    that cannot be worked out; and ``warnings``: those of all, each after its name.

    Each scenario says what the arrangement does not say already, and may say that otherwise. Raises NotShared: where
    none of them can be worked out, for the first.
    """
    if said.get("scenarios") is None:
        alone = what_if_answer.answer(said)
        return {**alone, "warnings": [without_keys(text) for text in alone["warnings"]]}
    common = {key: value for key, value in said.items() if key != "scenarios"}
    named = _named(said["scenarios"])
    found, refused = [], []
    for at, (name, one) in enumerate(named):
        try:
            whole = {key: value for key, value in {**common, **one}.items() if key != "name"}
            found.append({"name": name, **what_if_answer.answer(whole)})
        except NotShared as no:
            place = f"scenarios[{at}].{no.field}" if no.field in one or no.field not in common else no.field
            refused.append(NotShared(place, f"{name}: {no.reason}", what_to_do=no.what_to_do))
            problem = f"{no.reason.removeprefix(f'{no.field}: ')} {no.what_to_do}".strip()
            found.append({"name": name, "problem": problem, "field": place})
    if len(refused) == len(found):
        raise refused[0]
    return {
        "scenarios": found,
        "warnings": [
            f"{one['name']}: {without_keys(text)}"
            for one in found
            for text in (*one.get("warnings", ()), *_problem(one))
        ],
    }


def scenarios_of(answer: Mapping[str, Any]) -> list[tuple[str, Mapping[str, Any]]]:
    """(name, answer) of each change that could be worked out, of either shape; one alone has the name ""."""
    if "scenarios" not in answer:
        return [("", answer)]
    return [(one["name"], one) for one in answer["scenarios"] if "members" in one]


def _problem(one: Mapping[str, Any]) -> tuple[str, ...]:
    return (f"It is not worked out: {one['problem']}",) if "problem" in one else ()


def _named(said: Any) -> list[tuple[str, Mapping[str, Any]]]:
    if not isinstance(said, list) or not 0 < len(said) <= MOST:
        raise NotShared("scenarios", f"they are no list of 1 to {MOST}.", what_to_do="Give an object for each.")
    found: list[tuple[str, Mapping[str, Any]]] = []
    for at, one in enumerate(said):
        name = one.get("name") if isinstance(one, Mapping) else None
        if not isinstance(name, str) or not name.strip():
            raise NotShared(f"scenarios[{at}].name", "it has no name.", what_to_do="Give each what-if a name.")
        if name in dict(found):
            raise NotShared(f"scenarios[{at}].name", f"two are called “{name}”.", what_to_do="Name one otherwise.")
        found.append((name, one))
    return found
