"""Criteria, their weights and ranges from JSON, in each of the ways that weights come about. Pure."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from tallystick.decisions.rules.appraisal import FULL, Criterion, plausible_weights
from tallystick.decisions.rules.weights import WEIGHTINGS, rank_order_centroid, shares_of_one
from tallystick.kit.errors import Refused

KEYS = ("name", "weight", "range", "rank", "swing", "scale", "minimum", "pass_fail", "description", "descriptors")
"""Every key of a criterion that is read; the last two are for people."""
UNITS = ("share", "weight")
MOST_CRITERIA, MOST_NAME = 30, 200
_MOST = Fraction(10**12)
_NUMBER = re.compile(r"[+-]?\d{1,13}(\.\d{1,40})?", re.ASCII)
_A_RANGE = "Write it as [low, high], such as [0.2, 0.4]."

Said = Mapping[str, Any]
Ranges = list[tuple[Fraction, Fraction] | None]


class NotAnAppraisal(Refused):
    """Something that cannot be appraised, in the key named by `field`."""

    def __init__(self, field: str, reason: str, *, what_to_do: str = "") -> None:
        super().__init__(f"{field}: {reason}", what_to_do=what_to_do)
        self.field = field


@dataclass(frozen=True, slots=True)
class Weighed:
    """criteria: those that are scored, with weights that add to one. gates: names of those passed or failed.

    method: how weights came about. range_unit: whether ranges were read as shares of one or on the weights' own scale;
    None where there are none. outside: criteria whose weight is outside its own range. ignored: keys that are none.
    """

    criteria: tuple[Criterion, ...]
    gates: tuple[str, ...]
    method: str
    range_unit: str | None
    outside: tuple[str, ...]
    ignored: tuple[str, ...]


def weighed_from_json(said: Said) -> Weighed:
    """The criteria that `said` tells of. Raises NotAnAppraisal."""
    rows = _rows(said.get("criteria"))
    scored = {field: row for field, row in rows.items() if not _is_gate(field, row)}
    if not scored:
        raise NotAnAppraisal("criteria", "none of them is scored.", what_to_do="Give one at least with a weight.")
    method = _one_of("weighting", said.get("weighting"), tuple(WEIGHTINGS)) or "direct"
    given = _WAYS[method](scored)
    shares, whole_weight = shares_of_one(given), sum(given.values(), Fraction(0))
    ranges = {field: _range(field, row.get("range")) for field, row in scored.items()}
    unit = _one_of("range_unit", said.get("range_unit"), UNITS) or _unit(list(ranges.values()))
    criteria = []
    for field, row in scored.items():
        low, high = _in_shares(field, ranges[field], unit, whole_weight)
        scale = _scale(field, row.get("scale"))
        criteria.append(Criterion(row["name"], shares[field], low, high, scale, _minimum(field, row, scale)))
    _alike(scored, criteria)
    if plausible_weights(criteria) is None:
        raise NotAnAppraisal("criteria", "no weights in these ranges add to one.", what_to_do="Widen the ranges.")
    return Weighed(
        tuple(criteria),
        tuple(row["name"] for field, row in rows.items() if field not in scored),
        method,
        unit if any(ranges.values()) else None,
        tuple(one.name for one in criteria if not one.low <= one.weight <= one.high),
        tuple(f"{field}.{key}" for field, row in rows.items() for key in row if key not in KEYS),
    )


def number(field: str, said: Any, what_to_do: str) -> Fraction:
    """The exact number that `said` is, as a number or in digits. Raises NotAnAppraisal."""
    if isinstance(said, int | float | Decimal | str) and not isinstance(said, bool):
        # As JSON writes it: 1e3 is a number, but 1e999999 is one that nobody needs and no memory holds.
        text = said.strip() if isinstance(said, str) else _plain(said)
        if _NUMBER.fullmatch(text) and abs(found := Fraction(text)) <= _MOST:
            return found
    raise NotAnAppraisal(field, f"{shown(said)} is no number that can be used here.", what_to_do=what_to_do)


def whole(field: str, said: Any, low: int, high: int, otherwise: int) -> int:
    """A whole number from low to high, `otherwise` where nothing is said. Raises NotAnAppraisal."""
    if said is None:
        return otherwise
    if isinstance(said, bool) or not isinstance(said, int) or not low <= said <= high:
        raise NotAnAppraisal(
            field,
            f"{shown(said)} is no whole number from {low:,} to {high:,}.",
            what_to_do="Give one, or leave it out.",
        )
    return said


def name_of(field: str, said: Any) -> str:
    """A name: text with something in it. Raises NotAnAppraisal."""
    if isinstance(said, str) and said.strip() and len(said) <= MOST_NAME:
        return said
    raise NotAnAppraisal(
        field, f"{shown(said)} is no name.", what_to_do=f"Give a name in text, of at most {MOST_NAME} letters."
    )


def an_object(field: str, said: Any, what_to_do: str) -> Said:
    """An object with named keys. Raises NotAnAppraisal."""
    if isinstance(said, Mapping) and all(isinstance(key, str) for key in said):
        return said
    reason = "there is nothing." if said is None else f"{shown(said)} is not an object with named keys."
    raise NotAnAppraisal(field, reason, what_to_do=what_to_do)


def shown(said: object) -> str:
    """What was said, in quotation marks and not too long."""
    text = str(said)
    return f"“{text[:40]}…”" if len(text) > 40 else f"“{text}”"


def _one_of(field: str, said: Any, words: tuple[str, ...]) -> str | None:
    if said is None or (isinstance(said, str) and said in words):
        return said
    raise NotAnAppraisal(field, f"{shown(said)} is not known.", what_to_do=f"It is one of: {', '.join(words)}.")


def _plain(said: float | Decimal) -> str:
    """A number in digits, without an exponent; text that is no number where it would be too long."""
    exact = Decimal(str(said))
    if not exact:
        return "0"
    return format(exact, "f") if exact.is_finite() and abs(exact.adjusted()) <= 20 else "no"


def _rows(said: Any) -> dict[str, Said]:
    """field -> criterion, in order, each with a name of its own."""
    if not isinstance(said, list | tuple) or not said:
        raise NotAnAppraisal("criteria", "there are none.", what_to_do='Write each as {"name": "Cost", "weight": 30}.')
    if len(said) > MOST_CRITERIA:
        raise NotAnAppraisal("criteria", f"there are more than {MOST_CRITERIA}.", what_to_do="Bring some together.")
    rows: dict[str, Said] = {}
    for place, one in enumerate(said):
        field = f"criteria[{place}]"
        row = an_object(field, one, 'Write it as {"name": "Cost", "weight": 30}.')
        name = name_of(f"{field}.name", row.get("name"))
        if name in [other["name"] for other in rows.values()]:
            raise NotAnAppraisal(f"{field}.name", f"{shown(name)} is there twice.", what_to_do="Name each once.")
        rows[field] = row
    return rows


def _is_gate(field: str, row: Said) -> bool:
    said = row.get("pass_fail")
    if said is None or said is False:
        return False
    if said is not True:
        raise NotAnAppraisal(f"{field}.pass_fail", f"{shown(said)} is neither true nor false.", what_to_do="Say which.")
    for key in ("weight", "rank", "swing", "range", "scale", "minimum"):
        if row.get(key) is not None:
            raise NotAnAppraisal(
                f"{field}.{key}",
                "what is passed or failed has none.",
                what_to_do="Leave it out, or leave out pass_fail and give a minimum.",
            )
    return True


def _direct(scored: Mapping[str, Said]) -> dict[str, Fraction]:
    return _not_all_nought(scored, "weight", "Say how much it weighs: any number, 0 or more.")


def _swing(scored: Mapping[str, Said]) -> dict[str, Fraction]:
    points = _not_all_nought(scored, "swing", "Say what its swing is worth, from 0 to 100.")
    for field, one in points.items():
        if one > FULL:
            raise NotAnAppraisal(f"{field}.swing", "it is more than 100.", what_to_do="100 is for the largest swing.")
    if max(points.values()) != FULL:
        raise NotAnAppraisal(
            "criteria", "no swing has 100 points.", what_to_do="Give them to the one that matters most."
        )
    return points


def _by_rank(scored: Mapping[str, Said]) -> dict[str, Fraction]:
    missing = [field for field, row in scored.items() if row.get("rank") is None]
    if missing:
        raise NotAnAppraisal(f"{missing[0]}.rank", "there is none.", what_to_do="1 is for what matters most.")
    return rank_order_centroid(
        {field: whole(f"{field}.rank", row["rank"], 1, MOST_CRITERIA, 1) for field, row in scored.items()}
    )


_WAYS: dict[str, Callable[[Mapping[str, Said]], dict[str, Fraction]]] = {
    "direct": _direct,
    "rank": _by_rank,
    "swing": _swing,
}


def _not_all_nought(scored: Mapping[str, Said], key: str, what_to_do: str) -> dict[str, Fraction]:
    found = {}
    for field, row in scored.items():
        if row.get(key) is None:
            raise NotAnAppraisal(f"{field}.{key}", "there is none.", what_to_do=what_to_do)
        found[field] = number(f"{field}.{key}", row[key], what_to_do)
        if found[field] < 0:
            raise NotAnAppraisal(f"{field}.{key}", f"{shown(row[key])} is below nought.", what_to_do=what_to_do)
    if not any(found.values()):
        raise NotAnAppraisal("criteria", f"every {key} is nought.", what_to_do="Give one at least that is more.")
    return found


def _range(field: str, said: Any) -> tuple[Fraction, Fraction] | None:
    if said is None:
        return None
    field = f"{field}.range"
    if not isinstance(said, list | tuple) or len(said) != 2:
        raise NotAnAppraisal(field, f"{shown(said)} is no range.", what_to_do=_A_RANGE)
    low, high = (number(field, one, _A_RANGE) for one in said)
    if low < 0 or high < low:
        raise NotAnAppraisal(field, f"{shown(said)} does not go from a low to a high, 0 or more.", what_to_do=_A_RANGE)
    return low, high


def _unit(ranges: Ranges) -> str:
    """Shares of one, unless a range goes above one: then they are on the scale that the weights are on."""
    return "weight" if any(one is not None and one[1] > 1 for one in ranges) else "share"


def _in_shares(
    field: str, said: tuple[Fraction, Fraction] | None, unit: str, whole_weight: Fraction
) -> tuple[Fraction, Fraction]:
    if said is None:
        return Fraction(0), Fraction(1)
    low, high = said if unit == "share" else (said[0] / whole_weight, said[1] / whole_weight)
    if low > 1:
        raise NotAnAppraisal(f"{field}.range", "it begins above all weights together.", what_to_do=_A_RANGE)
    return low, min(high, Fraction(1))


def _scale(field: str, said: Any) -> tuple[Fraction, Fraction] | None:
    if said is None:
        return None
    what_to_do = "Write it as [worst, best], such as [1, 5]; the best may be the smaller."
    if not isinstance(said, list | tuple) or len(said) != 2:
        raise NotAnAppraisal(f"{field}.scale", f"{shown(said)} is no scale.", what_to_do=what_to_do)
    worst, best = (number(f"{field}.scale", one, what_to_do) for one in said)
    if worst == best:
        raise NotAnAppraisal(f"{field}.scale", "its worst is its best.", what_to_do=what_to_do)
    return worst, best


def _minimum(field: str, row: Said, scale: tuple[Fraction, Fraction] | None) -> Fraction | None:
    if row.get("minimum") is None:
        return None
    least = number(f"{field}.minimum", row["minimum"], "Give the score that an option must reach.")
    if scale and not min(scale) <= least <= max(scale):
        raise NotAnAppraisal(f"{field}.minimum", "it is not on the scale.", what_to_do="Mend one of the two.")
    return least


def _alike(scored: Mapping[str, Said], criteria: list[Criterion]) -> None:
    """Refuses scores of which some are made points from 0 to 100 and some are not: their means would mean nothing."""
    without = [field for field, one in zip(scored, criteria, strict=True) if one.scale is None]
    if 0 < len(without) < len(criteria):
        raise NotAnAppraisal(
            f"{without[0]}.scale", "others have a scale and this has none.", what_to_do="Give each one, or none."
        )
