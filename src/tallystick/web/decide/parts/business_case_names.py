"""Names of a business case wherever they stand, once a form changed one: of options, lines and assumptions. Pure.

What names an option or a line that was taken out goes with it; an assumption that is asked for and gone is left to be
refused, as no number is known in its place. What is not as the rule reads it stays where it is.
"""

from collections.abc import Mapping
from typing import Any

from tallystick.web.decide.fields import Said

Names = Mapping[str, str | None]
"""Name before -> name now, of those that have another; None of one that was taken out."""
_OF_OPTIONS = ("business_as_usual", "do_minimum")
_OF_RATES = ("inflation", "discount_rates")
_OF_BIAS = ("capital", "revenue", "duration")
_OF_A_LINE = ("flows", "quantity", "price", "optimism_bias")


def renamed(whole: Said, before: Said) -> dict[str, Any]:
    """A case as it was changed, with what is said by name under the names that there are now. before: as it was."""
    options = _changed(_names(before.get("options")), _names(whole.get("options")))
    made = {key: one for key, one in whole.items() if key not in _OF_OPTIONS or _still(one, options)}
    for key in _OF_OPTIONS:
        if key in made:
            made[key] = _now(made[key], options)
    lines = _of_lines(before, whole, options)
    if isinstance(made.get("ranges"), list) and (options or lines):
        made["ranges"] = [one for row in made["ranges"] if (one := _range(row, options, lines)) is not None]
    held, now = before.get("assumptions"), whole.get("assumptions")
    if isinstance(held, Mapping) and isinstance(now, Mapping) and len(held) == len(now):
        made = _numbers(made, {old: new for old, new in _changed([*held], [*now]).items() if new is not None})
    return made


def _changed(before: list[str], now: list[str]) -> Names:
    """Those of `before` that are not there now: by their place where none came and none went, but where what stands
    there was elsewhere. None where a name is there twice, which its rule refuses."""
    if len({*now}) != len(now):
        return {}
    at_place = dict(zip(before, now, strict=True)) if len(now) == len(before) else {}
    gone = [name for name in before if name not in now]
    return {name: None if at_place.get(name) in before else at_place.get(name) for name in gone}


def _of_lines(before: Said, whole: Said, options: Names) -> dict[str, Names]:
    """By the option that was, and by "" of all options, the lines that have another name or are gone."""
    had, has = _lines(before), _lines(whole)
    left = {name for names in has.values() for name in names}
    found: dict[str, Names] = {}
    for option, names in had.items():
        now = _now(option, options)
        if (now is None or now in has) and (changed := _changed(names, has.get(now, []))):
            found[option] = changed
    of_all = {old: new for names in found.values() for old, new in names.items() if old not in left}
    return {**found, "": of_all} if of_all else found


def _range(row: Any, options: Names, lines: Mapping[str, Names]) -> Any:
    """A range under the names that there are now; None where what it is of is gone."""
    if not isinstance(row, Mapping):
        return row
    option, line = row.get("option"), row.get("line")
    of = lines.get(option if isinstance(option, str) else "", {})
    if not _still(option, options) or not _still(line, of):
        return None
    now = {"option": _now(option, options), "line": _now(line, of)}
    return {key: now.get(key, one) for key, one in row.items()}


def _numbers(whole: dict[str, Any], names: Mapping[str, str]) -> dict[str, Any]:
    """With the names of assumptions where a number may stand."""
    if not names:
        return whole
    made = {key: _deep(one, names) if key in _OF_RATES else one for key, one in whole.items()}
    made |= {"optimism_bias": _within(whole["optimism_bias"], _OF_BIAS, names)} if "optimism_bias" in whole else {}
    if isinstance(whole.get("options"), list):
        made["options"] = [_option(one, names) for one in whole["options"]]
    return made


def _option(row: Any, names: Mapping[str, str]) -> Any:
    made = _within(row, ("works_months",), names)
    if isinstance(made, dict):
        if "optimism_bias" in made:
            made["optimism_bias"] = _within(made["optimism_bias"], _OF_BIAS, names)
        if isinstance(made.get("lines"), list):
            made["lines"] = [_line(one, names) for one in made["lines"]]
    return made


def _line(row: Any, names: Mapping[str, str]) -> Any:
    made = _within(row, _OF_A_LINE, names)
    return (
        {**made, "vat": _within(made["vat"], ("percent",), names)} if isinstance(made, dict) and "vat" in made else made
    )


def _within(row: Any, keys: tuple[str, ...], names: Mapping[str, str]) -> Any:
    if not isinstance(row, Mapping):
        return row
    return {key: _deep(one, names) if key in keys else one for key, one in row.items()}


def _deep(value: Any, names: Mapping[str, str]) -> Any:
    """A number's place, or several of them: a name, or its opposite with a minus sign."""
    match value:
        case str():
            bare = value.strip().removeprefix("-").strip()
            return f"{'-' if value.strip().startswith('-') else ''}{names[bare]}" if bare in names else value
        case Mapping():
            return {key: _deep(one, names) for key, one in value.items()}
        case list():
            return [_deep(one, names) for one in value]
    return value


def _lines(said: Said) -> dict[str, list[str]]:
    options = said.get("options")
    rows = options if isinstance(options, list) else []
    return {
        one["name"]: _names(one.get("lines"))
        for one in rows if isinstance(one, Mapping) and isinstance(one.get("name"), str)
    }  # fmt: skip


def _names(rows: Any) -> list[str]:
    """Of rows that have one each; nothing where one of them has none, as places would not tell which is which."""
    named = [one.get("name") if isinstance(one, Mapping) else None for one in (rows if isinstance(rows, list) else ())]
    found = [one for one in named if isinstance(one, str)]
    return found if len(found) == len(named) else []


def _still(name: Any, names: Names) -> bool:
    return not isinstance(name, str) or names.get(name, name) is not None


def _now(name: Any, names: Names) -> Any:
    return names.get(name, name) if isinstance(name, str) else name
