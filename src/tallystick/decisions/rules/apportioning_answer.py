"""What `tallystick decisions apportion` answers, from JSON to JSON. Pure. docs/reference/decisions-apportion.md."""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from tallystick.decisions.rules.apportioning import (
    CAP,
    FLOOR,
    Apportioned,
    Line,
    NotShared,
    Share,
    Sharing,
    apportion,
    apportion_lines,
    together,
    true_up,
    weights_of,
)
from tallystick.decisions.rules.apportioning_json import (
    asked_from_json,
    coalitions_from_json,
    pence_by_member,
    strangers,
)
from tallystick.decisions.rules.shapley import beside_alone, check_costs, objections, shapley, shapley_pence

NEGATIVE = (
    "A negative amount is shared as its opposite: floors, caps and fixed sums are of the amount without its sign."
)
PERCENTAGES = "Percentages are of the shares before rounding, each rounded to one decimal place (half up)."


def answer(said: Mapping[str, Any]) -> dict[str, Any]:
    """Who pays how much, with the keys of the command. Raises NotShared."""
    asked = asked_from_json(said)
    if asked.split:
        apart = apportion_lines(asked.lines)
        found = together(apart)
    else:
        apart = ()
        found = apportion(asked.lines[0].amount_pence, asked.lines[0].sharing)
    result = {
        "shares": _shares(found),
        "method": _method_by_line(asked.lines) if asked.split else method(asked.lines[0].sharing, found),
        "rounding": _rounding_by_line() if asked.split else rounding(found),
        "amount_pence": found.amount_pence,
    }
    if asked.split:
        result["lines"] = [_line(line, one) for line, one in zip(asked.lines, apart, strict=True)]
    return {**result, **_beside(said, found), "ignored": list(strangers(said))}


def percent(part: Fraction | None) -> float | None:
    """A part of one as per cent to one decimal place, half up; None of nothing."""
    return None if part is None else float(_rounded(part * 100, 1))


def method(sharing: Sharing, found: Apportioned) -> str:
    """How the shares came about, in sentences."""
    weights = weights_of(sharing)
    by = [name if len(weights) == 1 else f"{name} ({percent(weight)}%)" for name, weight in weights.items()]
    said = [f"In proportion to {_and(by)}."]
    if any(sharing.fixed.values()):
        who = [member for member, pence in sorted(sharing.fixed.items()) if pence]
        said.append(f"{_and(who)} first {'pays' if len(who) == 1 else 'pay'} a fixed sum, and the rest is shared.")
    said += [_kept(found, kept) for kept in (FLOOR, CAP) if _keeping(found, kept)]
    if _keeping(found, FLOOR) or _keeping(found, CAP):
        said.append("The rest is shared by the others in proportion.")
    if found.amount_pence < 0:
        said.append(NEGATIVE)
    return " ".join(said)


def rounding(found: Apportioned) -> str:
    """How whole pence came about, in sentences."""
    said = "Largest remainder: each share is rounded down to a whole penny"
    if found.rounded_up:
        said += (
            f", and the {len(found.rounded_up)}p left over goes, a penny each, to the largest fractions of a penny "
            f"(of equal ones, to the name that sorts first): {_and(list(found.rounded_up))}"
        )
    else:
        said += ", and nothing is left over"
    return f"{said}. {PERCENTAGES}"


def _method_by_line(lines: tuple[Line, ...]) -> str:
    return f"Each of {len(lines)} lines is shared in its own way, and the shares are added."


def _rounding_by_line() -> str:
    return f"Largest remainder, in each line for itself; the whole pence are added. {PERCENTAGES}"


def _shares(found: Apportioned) -> dict[str, Any]:
    return {share.member: _share(share) for share in found.shares}


def _share(share: Share) -> dict[str, Any]:
    return {
        "pence": share.pence,
        "percent": percent(share.part),
        "exact_pence": str(_rounded(share.exact, 6)),
        "kept": share.kept or None,
    }


def _line(line: Line, found: Apportioned) -> dict[str, Any]:
    return {
        "name": line.name,
        "amount_pence": line.amount_pence,
        "shares": _shares(found),
        "method": method(line.sharing, found),
        "rounding": rounding(found),
    }


def _beside(said: Mapping[str, Any], found: Apportioned) -> dict[str, Any]:
    """What was charged, what each would pay alone, what each adds: of these, what was asked."""
    answers: dict[str, Any] = {}
    if said.get("charged") is not None:
        settled = true_up(pence_by_member("charged", said["charged"], least=-(10**15)), found.pence)
        answers["true_up"] = {
            one.member: {"charged_pence": one.charged_pence, "to_pay_pence": one.pence} for one in settled
        }
    if said.get("alone") is not None:
        alone = beside_alone(found.pence, pence_by_member("alone", said["alone"]))
        answers["alone"] = {
            one.member: {"pence": one.alone_pence, "better_by_pence": one.better_by_pence} for one in alone
        }
        answers["worse_off_than_alone"] = [one.member for one in alone if one.better_by_pence < 0]
    if said.get("coalitions") is not None:
        answers |= _coalitions(said["coalitions"], found)
    return answers


def _coalitions(said: Any, found: Apportioned) -> dict[str, Any]:
    costs = coalitions_from_json(said)
    members = check_costs(costs)
    if members != tuple(found.pence):
        raise NotShared("coalitions", "their members are not those who share.", what_to_do="Name the same members.")
    whole, exact, pence = costs[frozenset(members)], shapley(costs), shapley_pence(costs)
    return {
        "shapley": {
            member: {"pence": pence[member], "percent": percent(exact[member] / whole if whole else None)}
            for member in members
        },
        "objections": [
            {"members": list(one.members), "shared_pence": one.shared_pence, "alone_pence": one.alone_pence}
            for one in objections(found.pence, costs)
        ],
    }


def _keeping(found: Apportioned, kept: str) -> list[str]:
    return [share.member for share in found.shares if share.kept == kept]


def _kept(found: Apportioned, kept: str) -> str:
    who = _keeping(found, kept)
    return f"{_and(who)} {'keeps its' if len(who) == 1 else 'keep their'} {kept}{'' if len(who) == 1 else 's'}."


def _and(names: list[str]) -> str:
    return " and ".join(filter(None, [", ".join(names[:-1]), names[-1]]))


def _rounded(value: Fraction, places: int) -> Decimal:
    """Half up, away from nought."""
    scaled = abs(value) * 10**places
    whole = int(scaled + Fraction(1, 2))
    return Decimal(-whole if value < 0 else whole).scaleb(-places)
