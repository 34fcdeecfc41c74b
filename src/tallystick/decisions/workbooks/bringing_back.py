"""A business case from its workbook, put in place of the one that was kept: what is the same stays as it was written.

A workbook says less than a document: numbers are texts in it, optimism bias is a percentage of each line, keys that no
rule reads are not there. Where it comes to the same, the document's own words stand.
"""

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from tallystick.decisions.rules.business_case import compare
from tallystick.decisions.rules.business_case_json import (
    KEYS,
    LINE_KEYS,
    OPTION_KEYS,
    RANGE_KEYS,
    asked_from_json,
)
from tallystick.decisions.rules.discounting import NotABusinessCase
from tallystick.decisions.workbooks.reading import NotAWorkbook, read_workbook
from tallystick.kit.errors import Refused
from tallystick.reference.green_book import GreenBook

Said = Mapping[str, Any]
_Biases = Mapping[tuple[str, str], tuple[str, Decimal | None]]
"""(option, line) -> type and percent; (option, "") -> "" and percent of time."""
_DEFAULTS = {"discount_rates": "standard", "shape": "triangular", "runs": 10_000, "seed": 1}
"""What is meant where nothing is said."""


def brought_back(data: bytes, before: Said, book: GreenBook, today: dt.date) -> dict[str, Any]:
    """The case that a workbook says, as the next edition of `before`. Raises Refused, which names sheet and cell."""
    said, places = read_workbook(data, book, today)
    whole = _carried(said, before, book, today)
    try:
        # Whether each year has a rate is known by comparing; the runs of a simulation would say nothing more of it.
        compare(asked_from_json(whole, book, today).case)
    except NotABusinessCase as no:
        raise NotAWorkbook(_at_its_cell(no, places), what_to_do=no.what_to_do) from None
    return whole


def _at_its_cell(no: NotABusinessCase, places: Mapping[str, str]) -> str:
    """The reason, with the cell of its field, or of the nearest field above that has one."""
    reason, field = no.reason, no.field
    at = field
    while at and at not in places:
        at = at[: max(at.rfind("."), at.rfind("["), 0)]
    return reason.replace(field, places[at], 1) if at else reason


def _carried(said: dict[str, Any], before: Said, book: GreenBook, today: dt.date) -> dict[str, Any]:
    kept = {key: value for key, value in before.items() if key not in KEYS}
    old = {str(one.get("name")): one for one in _rows(before.get("options"))}
    biases = _biases(before, book, today)
    options = [_option(one, before, old.get(str(one["name"]), {}), biases) for one in said["options"]]
    found = {**said, "options": options}
    for key, otherwise in _DEFAULTS.items():
        if key not in before and found.get(key) == otherwise:
            del found[key]
    if "ranges" in found:
        found["ranges"] = _ranges(found["ranges"], _rows(before.get("ranges")))
    if biases and before.get("optimism_bias") is not None:
        found["optimism_bias"] = before["optimism_bias"]
    return _in_order(kept | {key: _same(value, before.get(key)) for key, value in found.items()}, before)


def _ranges(said: list[dict[str, Any]], before: list[Said]) -> list[dict[str, Any]]:
    """Each as it was; without a likely figure where it had none and is as likely as things are."""
    old = {(one.get("option"), one.get("line")): one for one in before}
    found = []
    for one in said:
        was = old.get((one.get("option"), one.get("line")), {})
        usual = was.get("likely") is None and _number(one.get("likely")) == 100
        held = {key: value for key, value in was.items() if key not in RANGE_KEYS} | one
        kept = {key: _same(value, was.get(key)) for key, value in held.items() if not (usual and key == "likely")}
        found.append(_in_order(kept, was))
    return found


def _option(said: dict[str, Any], before: Said, old: Said, biases: _Biases) -> dict[str, Any]:
    lines = {str(one.get("name")): one for one in _rows(old.get("lines"))}
    name = str(said["name"])
    found = {key: value for key, value in old.items() if key not in OPTION_KEYS} | said
    found["lines"] = [
        _line(one, lines.get(str(one["name"]), {}), biases.get((name, str(one["name"])))) for one in said["lines"]
    ]
    late = found.pop("optimism_bias", {}).get("duration")
    own = old.get("optimism_bias") if biases else None
    if own is not None:
        found["optimism_bias"] = own
    if late is not None and biases.get((name, "")) != ("", _number(late)):
        # What stands for an option stands in place of the case's as a whole.
        whole = own or (before.get("optimism_bias") if biases else None) or {}
        found["optimism_bias"] = {**whole, "duration": late}
    return _in_order({key: _same(value, old.get(key)) for key, value in found.items()}, old)


def _line(said: Said, old: Said, bias: tuple[str, Decimal | None] | None) -> dict[str, Any]:
    found = {key: value for key, value in old.items() if key not in LINE_KEYS} | dict(said)
    if old.get("optimism_bias") is None and bias == (said.get("type"), _number(said.get("optimism_bias"))):
        del found["optimism_bias"]
    if found.get("cashable") is True and "cashable" not in old:
        del found["cashable"]
    vat, was = found.get("vat"), old.get("vat")
    if was is None and isinstance(vat, Mapping) and _number(vat["percent"]) == 0 and vat["recoverable"]:
        del found["vat"]
    elif isinstance(vat, dict) and vat.get("recoverable") is True and isinstance(was, Mapping):
        found["vat"] = {key: vat[key] for key in vat if key != "recoverable" or key in was}
    return _in_order({key: _same(value, old.get(key)) for key, value in found.items()}, old)


def _biases(before: Said, book: GreenBook, today: dt.date) -> _Biases:
    """Those of the document; none where it is no case yet."""
    try:
        asked = asked_from_json(before, book, today)
    except Refused:
        return {}
    found: dict[tuple[str, str], tuple[str, Decimal | None]] = {
        (option.name, line.name): (str(line.type), line.bias) for option in asked.case.options for line in option.lines
    }
    return found | {(name, ""): ("", one.percent) for name, one in asked.works.items()}


def _same(now: Any, was: Any) -> Any:
    """`now`, with `was` wherever the two say the same."""
    if isinstance(now, Mapping) and isinstance(was, Mapping):
        return _in_order({key: _same(value, was.get(key)) for key, value in now.items()}, was)
    if isinstance(now, Mapping) and set(now) == {"value"} and _number(now["value"]) == _number(was) is not None:
        return was
    if isinstance(now, list) and isinstance(was, list) and len(now) == len(was):
        return [_same(one, other) for one, other in zip(now, was, strict=True)]
    if isinstance(now, list) and len(now) == 1 and isinstance(now[0], Mapping) and set(now[0]) == {"percent"}:
        return was if _same(now[0]["percent"], was) is was and was is not None else now
    return was if now == was or (_number(now) is not None and _number(now) == _number(was)) else now


def _in_order(found: dict[str, Any], was: Said) -> dict[str, Any]:
    """Keys in the order in which they were, new ones after them."""
    return {
        key: found[key] for key in [*(key for key in was if key in found), *(key for key in found if key not in was)]
    }


def _rows(value: Any) -> list[Said]:
    return [one for one in value if isinstance(one, Mapping)] if isinstance(value, list) else []


def _number(value: Any) -> Decimal | None:
    if isinstance(value, bool) or not isinstance(value, int | float | str | Decimal):
        return None
    try:
        found = Decimal(str(value).strip())
    except InvalidOperation:
        return None
    return found if found.is_finite() else None
