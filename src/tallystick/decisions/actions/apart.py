"""Nobody approves their own paper: whoever has to do with it so is refused as an approver."""

from collections.abc import Sequence

from tallystick.councils.actions.permitting import NotAllowed
from tallystick.decisions import models
from tallystick.decisions.queries.apart import ties_of
from tallystick.decisions.rules.apart import KEPT_APART, same, why_not
from tallystick.kit.errors import Refused


def check_may_be(of: models.Decision, role: str, name: str, person: int | None) -> None:
    """Raises Refused where a part in a decision keeps somebody from the other that they have."""
    if role == "approver":
        why = why_not(ties_of(of), name, person)
        if why:
            raise Refused(f"{name} {why}, and so cannot approve it.", what_to_do="Name somebody else who approves it.")
    elif role in KEPT_APART and any(one.what == "approver" and same(one, name, person) for one in ties_of(of)):
        raise Refused(
            f"{name} approves or refuses it: whoever does that neither proposes it nor agrees its scores.",
            what_to_do="Name somebody else, or take them out of those who approve it first.",
        )


def check_apart(of: models.Decision, row: models.Involved) -> None:
    """Raises NotAllowed where an approver has to do with what they would approve."""
    why = why_not(ties_of(of), row.name, row.person_id)
    if why:
        raise NotAllowed(
            f"Whoever wrote or proposed it does not approve it: {row.name} {why}.",
            what_to_do="Name somebody else who approves it.",
        )


def check_all_may_approve(of: models.Decision, approvers: Sequence[models.Involved]) -> None:
    """Raises Refused with the names of approvers who could not approve it once it is put to them."""
    ties = ties_of(of)
    found = [(one.name, why_not(ties, one.name, one.person_id)) for one in approvers]
    told = [f"{name} {why}" for name, why in found if why]
    if told:
        raise Refused(
            f"Not everybody who is to approve it may: {'; '.join(told)}.",
            what_to_do="Take them out, and name somebody else who approves it.",
        )
