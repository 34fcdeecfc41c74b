"""How a change goes from proposed to made: what may be done with it in each state, by whom, and what it is then. Pure.

docs/rules/changes.md shows the same table.
"""

from dataclasses import dataclass

from tallystick.councils.rules.permissions import Permission
from tallystick.kit.errors import Refused

PROPOSED, CHECKED, APPROVED, MADE, REJECTED = "proposed", "checked", "agreed", "made", "rejected"


@dataclass(frozen=True)
class Verb:
    """Something that is done with a change. begins: the states in which it may be. becomes: what it is after.

    asks: the permission that it takes. others: neither who proposed the change nor who wrote to it last.
    """

    code: str
    name: str
    begins: tuple[str, ...]
    becomes: str
    asks: Permission = Permission.KEEP_REGISTER
    others: bool = False


VERBS = {
    verb.code: verb
    for verb in (
        Verb("amend", "Change what is proposed", (PROPOSED, CHECKED), PROPOSED),
        Verb("check", "Check it against the law", (PROPOSED, CHECKED, APPROVED), CHECKED),
        Verb("approve", "Approve it", (CHECKED,), APPROVED, Permission.APPROVE, others=True),
        Verb("make", "Record that it was made", (APPROVED,), MADE),
        Verb("reject", "Reject it", (PROPOSED, CHECKED, APPROVED), REJECTED, Permission.APPROVE),
        Verb("withdraw", "Take it out of the register", (PROPOSED, CHECKED, REJECTED), ""),
    )
}
"""By code. What is made stays: to undo it is another change."""

_NAMES = {
    PROPOSED: "proposed and not checked",
    CHECKED: "checked and not approved",
    APPROVED: "approved",
    MADE: "made",
    REJECTED: "rejected",
}
_INSTEAD = {
    "amend": "What was approved or made is not changed: reject it, or propose another.",
    "check": "Propose another change.",
    "approve": "Check it against the law first.",
    "make": "Have it approved first.",
    "reject": "Propose another change, which undoes this one.",
    "withdraw": "What was approved is rejected, or checked again; what was made stays.",
}


def may_do(verb: str, state: str) -> bool:
    """Whether a change in this state may have this done with it, by somebody."""
    return state in VERBS[verb].begins


def check_state(verb: str, state: str) -> None:
    """Raises Refused where a change in this state may not have this done with it."""
    if not may_do(verb, state):
        raise Refused(f"The change is {_NAMES.get(state, state)}.", what_to_do=_INSTEAD[verb])


def next_verbs(state: str) -> tuple[str, ...]:
    """Codes of what may be done with a change in this state."""
    return tuple(code for code, verb in VERBS.items() if state in verb.begins)


def check_approval(permitted: str, ground: str, why: str, *, regime: str) -> None:
    """Raises Refused where a check does not bear an approval.

    permitted: as the check has it; "" for what neither regime covers. What the check does not allow outright is
    approved with a ground and a reason, as that is a person's judgement; what it says is not allowed is not approved,
    nor what is under a law that nobody has decided (regime).
    """
    if permitted == "no":
        raise Refused(
            "The check says that the law does not allow this change.",
            what_to_do="Change what is proposed, put right the answers, or reject it and buy what is needed anew.",
        )
    if permitted == "yes":
        return
    if regime == "UNKNOWN":
        raise Refused(
            "It is not known which law governs the contract, so nobody can say whether it may be changed.",
            what_to_do="Say on the contract's changes what the law turns on, with the evidence, and check it again.",
        )
    if permitted == "judgement" and not ground:
        raise Refused(
            "The check leaves it to a judgement on which ground the change may be made.",
            what_to_do="Choose the ground that is relied on, and say why.",
        )
    if not why.strip():
        raise Refused(
            "The check does not say that the law allows this change, so approving it is a judgement.",
            what_to_do="Say why it may be made: who advised, and on what.",
        )
