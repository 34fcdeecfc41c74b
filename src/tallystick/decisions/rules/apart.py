"""Nobody approves their own paper: whoever proposed it, agrees its scores or wrote of it is kept apart. Pure."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from tallystick.decisions.rules.partnership import Named

WROTE = "wrote"
KEPT_APART = frozenset({"proposer", "moderator"})
"""Roles that nobody has beside that of an approver."""
_WHY = {"proposer": "proposes it", "moderator": "agrees its scores", WROTE: "wrote a document of it"}
LONGEST_NAME, LONGEST_SPEAKS_FOR = 200, 300
"""Characters of whoever has a part in a decision, and of whom they speak for."""


@dataclass(frozen=True)
class Tie:
    """What somebody has to do with a decision. what: a role, or WROTE. person: None for somebody without an account."""

    what: str
    name: str
    person: int | None


@dataclass(frozen=True)
class Seated:
    """Somebody on a board as a decision would name them. there: they have that part already. why_not: why they may not
    have it, such as “agrees its scores”."""

    who: Named
    there: bool
    why_not: str

    @property
    def new(self) -> bool:
        """Whether they would be named."""
        return not self.there and not self.why_not


def why_not(ties: Iterable[Tie], name: str, person: int | None = None) -> str:
    """Why somebody may not approve a decision, such as “agrees its scores”; nothing where they may.

    Where one of two has no account they are known by name alone, in letters large or small: two people of one name
    are told apart by what is written of them, as “Ann Lee (Leeds)”.
    """
    found = {one.what for one in ties if same(one, name, person)}
    return " and ".join(told for what, told in _WHY.items() if what in found)


def same(tie: Tie, name: str, person: int | None) -> bool:
    """Whether a tie is that of somebody, as far as can be told."""
    if person is not None and tie.person is not None:
        return tie.person == person
    return tie.name.casefold() == name.casefold()


def would_name(
    board: Iterable[Named], there: Collection[tuple[str, str, str]], ties: Collection[Tie]
) -> tuple[Seated, ...]:  # fmt: skip
    """Those on a board, as a decision would name them. there: role, name and whom they speak for of those who have a
    part."""
    found = []
    for one in board:
        who = replace(one, name=_cut(one.name, LONGEST_NAME), speaks_for=_cut(one.speaks_for, LONGEST_SPEAKS_FOR))
        why = why_not(ties, who.name) if who.part == "approver" else ""
        found.append(Seated(who, (who.part, who.name, who.speaks_for) in there, why))
    return tuple(found)


def told_out(board: Iterable[Seated]) -> str:
    """Who of a board is left out, and why, as a sentence; nothing for none."""
    out = dict.fromkeys(f"{one.who.name} {one.why_not}" for one in board if one.why_not and not one.there)
    return f"Left out, as whoever has to do with it so does not approve it: {'; '.join(out)}." if out else ""


def _cut(text: str, longest: int) -> str:
    return text.strip()[:longest].strip()
