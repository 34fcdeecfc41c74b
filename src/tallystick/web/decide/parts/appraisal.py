"""The forms of an options appraisal. Pure.

Options are names in the document, and ends of scales and ranges are pairs: the forms have them as rows with a name, and
as two boxes.
"""

from collections.abc import Mapping
from copy import deepcopy
from decimal import Decimal
from typing import Any

from tallystick.decisions.rules.weights import WEIGHTINGS
from tallystick.kit.errors import Refused
from tallystick.web.decide.fields import Field, Lens, Part, Said
from tallystick.web.governing_forms import Choices

_PAIRS = {"scale": ("worst", "best"), "range": ("low", "high")}
_NAMED = ("business_as_usual", "do_minimum")
WEIGHED = {"direct": "weight", "rank": "rank", "swing": "swing"}
"""By way of weighting, the key of a criterion that it reads."""


def opened(said: Said) -> dict[str, Any]:
    """The document with options as rows, and each criterion with its ends apart and its way of weighting."""
    whole = deepcopy(dict(said))
    if isinstance(whole.get("options"), list):
        whole["options"] = [{"name": one} if isinstance(one, str) else one for one in whole["options"]]
    if isinstance(whole.get("criteria"), list):
        whole["criteria"] = [_opened(one, said) for one in whole["criteria"]]
    return whole


def closed(changed: dict[str, Any], before: Said) -> dict[str, Any]:
    """The document as its rule reads it. What is said of an option by its name follows a new name, and goes with one
    that is taken out. Raises Refused where one end of two is missing."""
    whole = dict(changed)
    if isinstance(whole.get("options"), list):
        whole["options"] = [_name(one) for one in whole["options"]]
        whole = _renamed(whole, _list(before.get("options")))
    if isinstance(whole.get("criteria"), list):
        were, now = _list(before.get("criteria")), whole["criteria"]
        whole["criteria"] = [_closed(one, _was(were, now, at)) for at, one in enumerate(now)]
    return whole


LENS = Lens(opened, closed)


def _list(held: Any) -> list[Any]:
    return held if isinstance(held, list) else []


def _opened(row: Any, said: Said) -> Any:
    if not isinstance(row, Mapping):
        return row
    made = {**row, "way": _way(said)}
    for key, ends in _PAIRS.items():
        if isinstance(row.get(key), list) and len(row[key]) == 2:
            made[key] = dict(zip(ends, row[key], strict=True))
    return made


def _closed(row: Any, before: Any) -> Any:
    if not isinstance(row, Mapping):
        return row
    made = {key: _plain(value) for key, value in row.items() if key != "way"}
    for key, ends in _PAIRS.items():
        if isinstance(made.get(key), Mapping):
            made[key] = _ends(key, made[key], ends)
    if isinstance(before, Mapping) and before.get("pass_fail") is False and "pass_fail" not in made:
        made["pass_fail"] = False
    return made


def _ends(key: str, row: Said, ends: tuple[str, str]) -> list[Any]:
    found = [_plain(row.get(one)) for one in ends]
    if None in found:
        raise Refused(f"The {key} has one end.", what_to_do=f"Give both, the {ends[0]} and the {ends[1]}, or neither.")
    return found


def _plain(value: Any) -> Any:
    return float(value) if isinstance(value, Decimal) else value


def _name(row: Any) -> Any:
    return row["name"] if isinstance(row, Mapping) and set(row) == {"name"} else row


def _was(were: list[Any], now: list[Any], at: int) -> Any:
    """The row as it was: the one of its name; or of its place, where as many were there and that is nowhere now."""
    same = were[at] if len(were) == len(now) else None
    named = [one for one in were if isinstance(one, Mapping) and _called(one) == _called(now[at])]
    if named:
        return same if same in named else named[0]
    return None if _called(same) in map(_called, now) else same


def _called(row: Any) -> Any:
    return row.get("name") if isinstance(row, Mapping) else None


def _renamed(whole: dict[str, Any], before: list[Any]) -> dict[str, Any]:
    """What is said of options by name, under the names that they have now."""
    now = whole["options"]
    names: dict[Any, Any] = {}
    for at, old in enumerate(before):
        if isinstance(old, str) and old not in now:
            new = now[at] if len(now) == len(before) else None
            names[old] = None if new in before else new
    scores = whole.get("scores")
    if isinstance(scores, Mapping) and all(one is None or isinstance(one, str) for one in names.values()):
        kept = {names.get(name, name): one for name, one in scores.items()}
        whole["scores"] = {name: one for name, one in kept.items() if name is not None}
    for key in _NAMED:
        if isinstance(whole.get(key), str) and whole[key] in names:
            whole[key] = names[whole[key]]
            if whole[key] is None:
                del whole[key]
    return whole


def _way(said: Said) -> str:
    way = said.get("weighting")
    return way if isinstance(way, str) and way in WEIGHED else "direct"


def _asks(way: str) -> Any:
    return lambda row: row.get("way") == way


def _begins(said: Said, place: str) -> dict[str, Any]:
    return {"way": _way(said)}


def _options(said: Said) -> Choices:
    options = said.get("options")
    return [(one, one) for one in options if isinstance(one, str)] if isinstance(options, list) else []


_WAYS = [(one.method, one.name) for one in WEIGHTINGS.values()]
_APT = " ".join(f"{one.name}. {one.apt}" for one in WEIGHTINGS.values())

PARTS = (
    Part(
        "", "way of weighing", "How it is weighed",
        (
            Field("weighting", "Where weights come from", "choice", choices=_WAYS, otherwise="direct"),
            Field(
                "business_as_usual", "Option that is business as usual", "choice", choices=_options,
                hint="Going on as now: what the others are compared with",
            ),
            Field(
                "do_minimum", "Option that does the minimum", "choice", choices=_options,
                hint="The least that would do",
            ),
            Field(
                "draws", "Sets of weights to draw", "whole", otherwise="100000",
                hint="1,000 to 1,000,000. Used where shares cannot be exact",
            ),
            Field("seed", "Seed of the draws", "whole", otherwise="1", hint="The same seed gives the same draws"),
        ),
        single=True, strict=True, explain=_APT,
    ),
    Part(
        "options", "option", "Options", (Field("name", "Option", needed=True),), lens=LENS, strict=True,
        explain="People's scores are kept under the option's name: one with a new name is scored again.",
    ),
    Part(
        "criteria", "criterion", "Criteria",
        (
            Field("name", "Criterion", needed=True),
            Field("description", "What it asks", "lines"),
            Field(
                "pass_fail", "An option passes it or fails, and is out if it fails", "tick",
                hint="Such a criterion has no weight and no scale", column=True, words="Pass or fail",
            ),
            Field(
                "weight", "Weight", "figure", hint="Any number, 0 or more: 3 and 1 are three quarters and one quarter",
                when=_asks("direct"), column=True,
            ),
            Field(
                "rank", "Place", "whole", hint="1 for what matters most; places may be shared", when=_asks("rank"),
                column=True,
            ),
            Field(
                "swing", "Swing", "figure", when=_asks("swing"), column=True,
                hint="100 where going from the worst score to the best matters most; less for the others",
            ),
            Field("scale.worst", "Worst score", "figure", hint="May be the larger, as for a price", column=True),
            Field("scale.best", "Best score", "figure", column=True),
            Field(
                "descriptors", "What the scores mean", "points",
                hint="One a line, from the lowest score up: 1, 2, 3 …",
            ),
            Field("minimum", "Score that an option must reach", "figure", hint="One that does not is out"),
            Field(
                "range.low", "Lowest weight that is plausible", "figure",
                hint="As a share of one, such as 0.2, or on the scale of the weights",
            ),
            Field("range.high", "Highest weight that is plausible", "figure"),
        ),
        lens=LENS, strict=True, begins=_begins,
    ),
)  # fmt: skip
