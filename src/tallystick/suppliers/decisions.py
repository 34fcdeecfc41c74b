"""What people decided about suppliers, as plain values that the rules are given."""

from dataclasses import dataclass, field

Pair = tuple[str, str]


@dataclass(frozen=True)
class Decisions:
    """same, different, unsure: pairs of units. The rest: by unit. not_suppliers: unit → kind (`rules.kinds`).

    A unit is `supplier_key(name)`, and " #" and the company number where one was published with it.
    """

    same: tuple[Pair, ...] = ()
    different: tuple[Pair, ...] = ()
    unsure: tuple[Pair, ...] = ()
    company_numbers: dict[str, str] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    groups: dict[str, str] = field(default_factory=dict)
    not_suppliers: dict[str, str] = field(default_factory=dict)

    def changed_units(self, other: "Decisions") -> set[str]:
        """Units about which the two say different things."""
        pairs = set(self.same) ^ set(other.same) | set(self.different) ^ set(other.different)
        found = {unit for pair in pairs for unit in pair}
        for mine, theirs in (
            (self.company_numbers, other.company_numbers),
            (self.not_suppliers, other.not_suppliers),
        ):
            found |= {unit for unit in mine.keys() | theirs.keys() if mine.get(unit) != theirs.get(unit)}
        return found
