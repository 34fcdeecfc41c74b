"""Names of options and criteria in an appraisal as it is written, which need not be one yet: text alone, each once.

Pure.
"""

from collections.abc import Mapping
from typing import Any


def options_named(said: Mapping[str, Any]) -> list[str]:
    """The options of an appraisal, in their order."""
    given = said.get("options")
    rows = given if isinstance(given, list) else []
    return list(dict.fromkeys(one for one in rows if isinstance(one, str) and one.strip()))


def criteria_named(said: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
    """The criteria of an appraisal by name, in their order; of two of one name the first."""
    given = said.get("criteria")
    found: dict[str, Mapping[str, Any]] = {}
    for one in given if isinstance(given, list) else []:
        name = one.get("name") if isinstance(one, Mapping) else None
        if isinstance(name, str) and name.strip():
            found.setdefault(name, one)
    return found
