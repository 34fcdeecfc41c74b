"""Is anybody worse off than alone, and what each adds to a partnership's cost. Pure. docs/rules/shapley.md."""

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations

from tallystick.decisions.rules.apportioning import NotShared, largest_remainder

MOST_MEMBERS = 10
"""Every group of members has a cost: 1,023 groups of ten, and twice as many with each member more."""

Costs = Mapping[frozenset[str], int]
"""A group of members -> the whole pence that it would pay without the others. The empty group is not in it."""


@dataclass(frozen=True)
class Alone:
    """better_by_pence: what a member saves by sharing; less than nothing if it would be better off alone."""

    member: str
    shared_pence: int
    alone_pence: int

    @property
    def better_by_pence(self) -> int:
        return self.alone_pence - self.shared_pence


@dataclass(frozen=True)
class Objection:
    """A group that would pay less by itself than its members' shares come to."""

    members: tuple[str, ...]
    shared_pence: int
    alone_pence: int


def beside_alone(shared: Mapping[str, int], alone: Mapping[str, int]) -> tuple[Alone, ...]:
    """Each member's share beside what it would pay by itself, where that is known; pence. Raises NotShared.

    Nobody is worse off than alone if no `better_by_pence` is less than nothing; of who is left out nothing is known.
    """
    for member in sorted(alone.keys() - shared.keys()):
        raise NotShared("alone", f"{member} is no member.", what_to_do="Leave it out, or give its quantities.")
    return tuple(Alone(member, shared[member], alone[member]) for member in sorted(alone))


def shapley(costs: Costs) -> dict[str, Fraction]:
    """member -> pence: what it adds to the cost, as the mean over every order in which the members could have come.

    They add to the cost of all together. Raises NotShared where a group is missing, or there are more than ten members.
    """
    members = check_costs(costs)
    count = len(members)
    orders = math.factorial(count)
    found = dict.fromkeys(members, 0)
    for size in range(1, count + 1):
        # In so many of all orders a member comes just after the size - 1 others of one group, in whatever order.
        weight = math.factorial(size - 1) * math.factorial(count - size)
        for group in combinations(members, size):
            whole = frozenset(group)
            for member in group:
                found[member] += weight * (costs[whole] - costs.get(whole - {member}, 0))
    return {member: Fraction(added, orders) for member, added in found.items()}


def shapley_pence(costs: Costs) -> dict[str, int]:
    """`shapley` in whole pence, which add to the cost of all together: largest remainder. Raises NotShared."""
    pence, _ = largest_remainder(shapley(costs), costs[frozenset(check_costs(costs))])
    return pence


def check_costs(costs: Costs) -> tuple[str, ...]:
    """The members, by name. Raises NotShared unless there is a cost for every group of them."""
    members = tuple(sorted(frozenset[str]().union(*costs)))
    if not members:
        raise NotShared("coalitions", "there are none.", what_to_do="Give what each group would pay by itself.")
    if len(members) > MOST_MEMBERS:
        raise NotShared(
            "coalitions",
            f"there are {len(members)} members, and every group of them would need a cost.",
            what_to_do=f"At most {MOST_MEMBERS} can be done exactly.",
        )
    for group in groups(members):
        if group not in costs:
            raise NotShared(
                "coalitions", f"{', '.join(sorted(group))}: there is no cost.", what_to_do="Give one for every group."
            )
    return members


def objections(shared: Mapping[str, int], costs: Costs) -> tuple[Objection, ...]:
    """Groups that would pay less by themselves, the one that would save most first. None: the shares are in the core.

    A group whose cost is not known has no objection.
    """
    found = []
    for group in groups(tuple(sorted(shared))):
        together = sum(shared[member] for member in group)
        if group in costs and costs[group] < together:
            found.append(Objection(tuple(sorted(group)), together, costs[group]))
    return tuple(sorted(found, key=lambda one: (one.alone_pence - one.shared_pence, one.members)))


def costs_by_need(needs: Iterable[tuple[int, frozenset[str]]], members: Iterable[str]) -> dict[frozenset[str], int]:
    """The cost of every group, from lines (pence, who needs it): a group pays a line in full if one of it needs it."""
    lines = tuple(needs)
    return {group: sum(pence for pence, who in lines if who & group) for group in groups(tuple(sorted(members)))}


def groups(members: tuple[str, ...]) -> Iterator[frozenset[str]]:
    """Every group of one or more, smaller ones first."""
    for size in range(1, len(members) + 1):
        for group in combinations(members, size):
            yield frozenset(group)
