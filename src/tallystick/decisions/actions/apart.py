"""Nobody approves their own paper: whoever proposed it, agrees its scores or wrote a document of it is kept apart."""

from collections.abc import Sequence

from django.db.models import Q

from tallystick.councils.actions.permitting import NotAllowed
from tallystick.decisions import models
from tallystick.kit.errors import Refused

_WHY = {"proposer": "proposes it", "moderator": "agrees its scores"}
_WROTE = "wrote a document of it"
KEPT_APART = frozenset(_WHY)
"""Roles that nobody has beside that of an approver."""


def why_not(of: models.Decision, name: str, person: int | None = None) -> str:
    """Why somebody may not approve a decision, such as “agrees its scores”; nothing where they may.

    Where one of two has no account they are known by name alone, in letters large or small: two people of one name
    are told apart by what is written of them, as “Ann Lee (Leeds)”.
    """
    roles = set(
        of.involved.filter(_same(name, person), role__in=KEPT_APART, removed=False).values_list("role", flat=True)
    )
    found = [_WHY[role] for role in sorted(roles, reverse=True)]
    wrote = Q(made_by=person) if person is not None else Q(made_by__name__iexact=name)
    if of.documents.filter(wrote).exists():
        found.append(_WROTE)
    return " and ".join(found)


def check_may_be(of: models.Decision, role: str, name: str, person: int | None) -> None:
    """Raises Refused where a part in a decision keeps somebody from the other that they have."""
    if role == "approver":
        why = why_not(of, name, person)
        if why:
            raise Refused(f"{name} {why}, and so cannot approve it.", what_to_do="Name somebody else who approves it.")
    elif role in KEPT_APART and of.involved.filter(_same(name, person), role="approver", removed=False).exists():
        raise Refused(
            f"{name} approves or refuses it: whoever does that neither proposes it nor agrees its scores.",
            what_to_do="Name somebody else, or take them out of those who approve it first.",
        )


def check_apart(of: models.Decision, row: models.Involved) -> None:
    """Raises NotAllowed where an approver has to do with what they would approve."""
    why = why_not(of, row.name, row.person_id)
    if why:
        raise NotAllowed(
            f"Whoever wrote or proposed it does not approve it: {row.name} {why}.",
            what_to_do="Name somebody else who approves it.",
        )


def check_all_may_approve(of: models.Decision, approvers: Sequence[models.Involved]) -> None:
    """Raises Refused with the names of approvers who could not approve it once it is put to them."""
    found = [(one.name, why_not(of, one.name, one.person_id)) for one in approvers]
    told = [f"{name} {why}" for name, why in found if why]
    if told:
        raise Refused(
            f"Not everybody who is to approve it may: {'; '.join(told)}.",
            what_to_do="Take them out, and name somebody else who approves it.",
        )


def _same(name: str, person: int | None) -> Q:
    """Parts of the same somebody, as far as can be told."""
    if person is None:
        return Q(name__iexact=name)
    return Q(person=person) | Q(person=None, name__iexact=name)
