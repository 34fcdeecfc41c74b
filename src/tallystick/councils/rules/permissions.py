"""What each role may do. Deny by default: what is not in the table is refused."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from tallystick.councils.rules.actors import Actor


class Permission(StrEnum):
    """Something that may be allowed in one organisation."""

    READ = "read its register"
    READ_PAPERS = "read documents, minutes and correspondence"
    READ_CONFIDENTIAL = "read confidential figures and notes"
    KEEP_REGISTER = "change its register"
    LOAD_FACTS = "load published files"
    DECIDE_FACTS = "decide what published files say"
    SET_METHODS = "amend questionnaires and scales"
    APPROVE = "approve"
    READ_LOG = "read its whole log"
    MANAGE_PEOPLE = "invite people and give roles"


@dataclass(frozen=True)
class Role:
    """A role as people choose it."""

    code: str
    name: str
    what: str
    permissions: frozenset[Permission]


_P = Permission
ROLES: dict[str, Role] = {
    role.code: role
    for role in (
        Role(
            "reader",
            "Reader",
            "Reads the register, its documents and its minutes.",
            frozenset({_P.READ, _P.READ_PAPERS}),
        ),
        Role(
            "contract_manager",
            "Contract manager",
            "Keeps the register, confidential figures included, and loads published files.",
            frozenset({_P.READ, _P.READ_PAPERS, _P.READ_CONFIDENTIAL, _P.KEEP_REGISTER, _P.LOAD_FACTS}),
        ),
        Role(
            "category_manager",
            "Category manager",
            "Does what a contract manager does, decides what published files say, and amends questionnaires.",
            frozenset(
                {_P.READ, _P.READ_PAPERS, _P.READ_CONFIDENTIAL, _P.KEEP_REGISTER, _P.LOAD_FACTS, _P.DECIDE_FACTS}
                | {_P.SET_METHODS}
            ),
        ),
        Role(
            "approver",
            "Approver",
            "Reads everything, the log included, and approves.",
            frozenset({_P.READ, _P.READ_PAPERS, _P.READ_CONFIDENTIAL, _P.APPROVE, _P.READ_LOG}),
        ),
        Role(
            "administrator",
            "Administrator",
            "Invites people and gives roles, reads the log, decides what published files say. Not confidential "
            "figures: for those another role is needed too.",
            frozenset(
                {_P.READ, _P.READ_PAPERS, _P.LOAD_FACTS, _P.DECIDE_FACTS, _P.SET_METHODS, _P.READ_LOG}
                | {_P.MANAGE_PEOPLE}
            ),
        ),
        Role(
            "sector",
            "Sector user",
            "Reads the registers of the several organisations that let them: no documents, minutes or confidential "
            "figures.",
            frozenset({_P.READ}),
        ),
    )
}


def may(actor: Actor, permission: Permission, organisation: str) -> bool:
    """Whether `actor` has a permission in the organisation with this code."""
    return actor.everything or any(
        role in ROLES and permission in ROLES[role].permissions for role in actor.roles_in(organisation)
    )


def may_anywhere(actor: Actor, permission: Permission) -> bool:
    """Whether `actor` has a permission in some organisation: for facts that all share."""
    return actor.everything or any(may(actor, permission, code) for code in actor.organisations)


def organisations_where(actor: Actor, permission: Permission, among: Iterable[str] = ()) -> frozenset[str]:
    """Codes of the organisations in which `actor` has a permission; for the owner, all of `among`."""
    if actor.everything:
        return frozenset(among)
    return frozenset(code for code in actor.organisations if may(actor, permission, code))
