"""A period of notice as the register keeps it, ``{"count": 3, "unit": "months"}``, and as people write it. Pure.

``"clear": true`` is there where the days are clear ones, and ``"service_days"`` where the contract gives a notice so
many working days to arrive; neither stands there otherwise, so that one notice has one value.
"""

import re
from collections.abc import Mapping
from typing import Any, TypeGuard

from tallystick.contracts.rules.notice_days import UNITS, Notice

MOST = 10_000
"""A count is less than this. None at all is 0 days."""

_MOST_SERVICE = 100
_UNITS = r"working days?|business days?|days?|weeks?|months?|years?"
_TEXT = re.compile(
    rf"(?P<count>\d{{1,4}})\s*(?P<clear>clear\s+)?(?P<unit>{_UNITS})['’]?(?P<clear2>\s+clear)?"
    r"(?:\s*(?:,|\+|and|with)?\s*(?P<service>\d{1,2})\s*working days?\s*(?:to arrive|for service|to be received))?",
    re.IGNORECASE,
)
_ONE = {"days": "day", "working_days": "working day", "months": "month"}


def notice_of(said: Any) -> dict[str, Any] | None:
    """A notice as it is kept, from a JSON value that may be one; None where it is none."""
    if not isinstance(said, Mapping):
        return None
    count, unit, clear, service = (said.get(name) for name in ("count", "unit", "clear", "service_days"))
    if not _is_whole(count) or not 0 <= count < MOST or unit not in UNITS or not (clear is None or clear in (0, 1)):
        return None
    if service is not None and not (_is_whole(service) and 0 <= service < _MOST_SERVICE):
        return None
    return kept(count, str(unit), clear=bool(clear), service_days=service or 0)


def kept(count: int, unit: str, *, clear: bool = False, service_days: int = 0) -> dict[str, Any]:
    """The value of one notice."""
    more: dict[str, Any] = {"clear": True} if clear else {}
    if service_days:
        more["service_days"] = service_days
    return {"count": count, "unit": unit, **more}


def counted(said: Mapping[str, Any] | None) -> Notice | None:
    """The notice that a kept value is, to be counted with."""
    if not said or said.get("unit") not in UNITS:
        return None
    return Notice(
        int(said["count"]), said["unit"], clear=bool(said.get("clear")), service_days=int(said.get("service_days") or 0)
    )


def in_text(said: Mapping[str, Any]) -> str:
    """``3 months``, ``20 clear working days``, ``90 days, 2 working days to arrive``."""
    unit = str(said.get("unit"))
    number = said.get("count")
    service = said.get("service_days")
    one = _ONE.get(unit, unit)
    text = f"{number} {'clear ' if said.get('clear') else ''}{one}{'' if number == 1 else 's'}"
    return f"{text}, {service} working day{'' if service == 1 else 's'} to arrive" if service else text


def read(text: str) -> dict[str, Any] | None:
    """The notice that the whole of `text` is, as `in_text` writes it or somebody types it; None where it is none.

    A week is seven days, a year twelve months.
    """
    found = _TEXT.fullmatch(text.strip())
    if not found:
        return None
    count, unit = int(found["count"]), found["unit"].lower().rstrip("s")
    if unit in ("week", "year"):
        count, unit = (count * 7, "day") if unit == "week" else (count * 12, "month")
    unit = "working_days" if " " in unit else f"{unit}s"
    return kept(count, unit, clear=bool(found["clear"] or found["clear2"]), service_days=int(found["service"] or 0))


def _is_whole(value: Any) -> TypeGuard[int]:
    return isinstance(value, int) and not isinstance(value, bool)
