"""What `tallystick decisions what-if` answers, from JSON to JSON. Pure. docs/reference/decisions-what-if.md."""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from math import floor
from typing import Any

from tallystick.decisions.rules.apportioning import NotShared, Sharing, apportion, members_of
from tallystick.decisions.rules.apportioning_answer import method, percent
from tallystick.decisions.rules.shapley import Costs, check_costs, groups, objections, shapley, shapley_pence
from tallystick.decisions.rules.what_if import Effect, WhatIf, what_if
from tallystick.decisions.rules.what_if_json import Asked, asked_from_json_what_if, strangers

ROUNDING = (
    "Largest remainder, for each column by itself: what all pay before, for running it, of what is stranded, and of "
    "each one-off cost adds up to the penny. A whole period's shares are rounded for themselves."
)


def answer(said: Mapping[str, Any]) -> dict[str, Any]:
    """Who pays what before and after a change, with the keys of the command. Raises NotShared."""
    asked = asked_from_json_what_if(said)
    change = asked.change
    found = what_if(change)
    whole = {
        "before": apportion(change.cost_pence, change.before),
        "after": apportion(change.cost_after_pence, change.after),
    }
    shares = {name: one.pence for name, one in whole.items()}
    return {
        "members": {one.member: _member(one, shares) for one in found.effects},
        "gain": list(found.gain),
        "lose": list(found.lose),
        "leavers": list(found.leavers),
        "joiners": list(found.joiners),
        "stranded": _stranded(found),
        "one_off": [
            {"name": one.name, "pence": one.pence, "borne_by": one.borne_by, "shares": dict(borne)}
            for one, borne in zip(change.one_off, found.one_off, strict=True)
        ],
        "totals": {
            key: sum(getattr(one, key) for one in found.effects)
            for key in (
                "before_pence",
                "running_pence",
                "stranded_pence",
                "one_off_pence",
                "after_pence",
                "change_pence",
            )
        },
        "period": {
            "from": asked.span.start.isoformat(),
            "change_on": asked.change_on.isoformat(),
            "days": change.days,
            "days_after": change.days_after,
        },
        "method": {
            "before": method(change.before, whole["before"]),
            "after": method(change.after, whole["after"]),
        },
        "rounding": ROUNDING,
        **_alone(asked, found, shares),
        **_shapley(asked, shares),
        "warnings": list(_remarks(asked, found)),
        "ignored": strangers(said),
    }


def _member(one: Effect, shares: Mapping[str, Mapping[str, int]]) -> dict[str, Any]:
    return {
        "before_pence": one.before_pence,
        "after_pence": one.after_pence,
        "change_pence": one.change_pence,
        "change_percent": percent(Fraction(one.change_pence, one.before_pence) if one.before_pence else None),
        "running_pence": one.running_pence,
        "stranded_pence": one.stranded_pence,
        "one_off_pence": one.one_off_pence,
        "whole_period_after_pence": shares["after"].get(one.member),
    }


def _stranded(found: WhatIf) -> dict[str, int]:
    by_leavers = sum(one.stranded_pence for one in found.effects)
    return {
        "pence": found.stranded_pence,
        "by_leavers_pence": by_leavers,
        "by_the_others_pence": found.stranded_pence - by_leavers,
    }


def _alone(asked: Asked, found: WhatIf, shares: Mapping[str, Mapping[str, int]]) -> dict[str, Any]:
    """Each whole period's share beside what it would cost alone; and what leavers pay with being alone afterwards."""
    if not asked.alone:
        return {}
    effects = {one.member: one for one in found.effects}
    for member in sorted(asked.alone.keys() - effects.keys()):
        raise NotShared("alone", f"{member} is no member.", what_to_do="Leave it out, or give its quantities.")
    compared = {
        name: {member: asked.alone[member] - pence[member] for member in sorted(asked.alone) if member in pence}
        for name, pence in shares.items()
    }
    part = Fraction(asked.change.days_after, asked.change.days)
    return {
        "alone": {
            member: {
                "pence": pence,
                "better_by_before_pence": compared["before"].get(member),
                "better_by_after_pence": compared["after"].get(member),
            }
            for member, pence in sorted(asked.alone.items())
        },
        "worse_off_than_alone": {
            name: [member for member, better in one.items() if better < 0] for name, one in compared.items()
        },
        "leaving": {
            member: _leaving(effects[member], floor(asked.alone[member] * part + Fraction(1, 2)))
            for member in found.leavers
            if member in asked.alone
        },
        "alone_not_known": sorted(effects.keys() - asked.alone.keys()),
    }


def _leaving(one: Effect, alone_pence: int) -> dict[str, int]:
    return {
        "alone_pence": alone_pence,
        "with_alone_pence": one.after_pence + alone_pence,
        "change_pence": one.change_pence + alone_pence,
    }


def _shapley(asked: Asked, shares: Mapping[str, Mapping[str, int]]) -> dict[str, Any]:
    """What each adds, before and after, from what each group would pay by itself."""
    if asked.coalitions is None:
        return {}
    both: dict[str, tuple[Sharing, Mapping[str, int]]] = {
        "before": (asked.change.before, shares["before"]),
        "after": (asked.change.after, shares["after"]),
    }
    known = {*members_of(asked.change.before), *members_of(asked.change.after)}
    for member in sorted(frozenset[str]().union(*asked.coalitions) - known):
        raise NotShared("coalitions", f"{member} is no member.", what_to_do="Leave its groups out.")
    costs = {name: _among(asked.coalitions, members_of(sharing)) for name, (sharing, _) in both.items()}
    return {
        "shapley": {name: _added(one) for name, one in costs.items()},
        "objections": {
            name: [
                {"members": list(one.members), "shared_pence": one.shared_pence, "alone_pence": one.alone_pence}
                for one in objections(both[name][1], costs[name])
            ]
            for name in both
        },
    }


def _among(costs: Costs, members: tuple[str, ...]) -> Costs:
    """The costs of every group of those members. Raises NotShared where one is missing."""
    if len(members) <= 12:
        for group in groups(members):
            if group not in costs:
                raise NotShared(
                    "coalitions",
                    f"{', '.join(sorted(group))}: there is no cost.",
                    what_to_do="Give one for every group of those who share before, and of those who share after.",
                )
    return {group: pence for group, pence in costs.items() if group <= set(members)}


def _added(costs: Costs) -> dict[str, Any]:
    whole, exact, pence = costs[frozenset(check_costs(costs))], shapley(costs), shapley_pence(costs)
    return {
        "of_pence": whole,
        "shares": {
            member: {"pence": pence[member], "percent": percent(exact[member] / whole if whole else None)}
            for member in sorted(exact)
        },
    }


def _remarks(asked: Asked, found: WhatIf) -> Iterator[str]:
    if found.stranded_pence and not asked.said_stranded:
        yield (
            "Nothing says who bears what is stranded (`stranded_borne_by_leavers`): those who share afterwards do "
            "here. See what the agreement says."
        )
    if found.leavers and not asked.change.one_off:
        yield "Somebody leaves, and no cost of leaving (`one_off`) is given: it is not known here, and is in no figure."
    if not asked.alone:
        yield "Whether anybody is worse off than alone is not known: no cost of going alone (`alone`) is given."
    elif {*asked.alone} != {one.member for one in found.effects}:
        yield "Whether everybody is better off than alone is not known: some costs of going alone are not given."
