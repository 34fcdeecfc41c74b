"""Who is asking: handed to every action and every query of a register as `by`."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Actor:
    """A person, or a program with a person's token, at one of the doors.

    name: as the log writes it. person: the row's number, None where there is no such row.
    memberships: (code of an organisation, role), those in force.
    everything: the owner of a laptop, or the operator at a server's command line, whom nothing is refused.
    via: ``site``, ``command``, ``api`` or ``supplier``.
    """

    name: str
    person: int | None = None
    memberships: frozenset[tuple[str, str]] = frozenset()
    everything: bool = False
    via: str = "site"

    def roles_in(self, organisation: str) -> frozenset[str]:
        """The roles held in one organisation, by its code."""
        return frozenset(role for code, role in self.memberships if code == organisation)

    @property
    def organisations(self) -> frozenset[str]:
        """Codes of the organisations in which some role is held."""
        return frozenset(code for code, _ in self.memberships)


NOBODY = Actor("nobody")
"""Somebody who has not signed in."""


def owner(name: str, *, person: int | None = None, via: str = "command") -> Actor:
    """Whoever this installation belongs to: nothing is refused, everything is logged."""
    return Actor(name, person=person, everything=True, via=via)
