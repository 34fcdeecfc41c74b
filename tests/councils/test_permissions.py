"""What each role may do, written out: a change of the table is a change of this."""

import pytest

from tallystick.councils.actions import NotAllowed, check, check_anywhere
from tallystick.councils.rules.actors import NOBODY, Actor, owner
from tallystick.councils.rules.permissions import ROLES, Permission, may, may_anywhere, organisations_where

HERE, THERE = "GB-LAE-LDS", "GB-LAE-YOR"
P = Permission
TABLE = {
    "reader": {P.READ, P.READ_PAPERS},
    "contract_manager": {P.READ, P.READ_PAPERS, P.READ_CONFIDENTIAL, P.KEEP_REGISTER, P.LOAD_FACTS},
    "category_manager": {
        *(P.READ, P.READ_PAPERS, P.READ_CONFIDENTIAL, P.KEEP_REGISTER, P.LOAD_FACTS),
        *(P.DECIDE_FACTS, P.SET_METHODS),
    },
    "approver": {P.READ, P.READ_PAPERS, P.READ_CONFIDENTIAL, P.APPROVE, P.READ_LOG},
    "administrator": {
        *(P.READ, P.READ_PAPERS, P.LOAD_FACTS, P.DECIDE_FACTS, P.SET_METHODS, P.READ_LOG, P.MANAGE_PEOPLE)
    },
    "sector": {P.READ},
}


def who(role: str, code: str = HERE) -> Actor:
    return Actor("Ada", person=1, memberships=frozenset({(code, role)}))


def test_the_table_has_every_role() -> None:
    assert set(TABLE) == set(ROLES)


@pytest.mark.parametrize("permission", Permission)
@pytest.mark.parametrize("role", TABLE)
def test_a_role_may_what_the_table_says_in_its_own_organisation_only(role: str, permission: Permission) -> None:
    assert may(who(role), permission, HERE) is (permission in TABLE[role])
    assert not may(who(role), permission, THERE)
    assert may_anywhere(who(role), permission) is (permission in TABLE[role])
    assert organisations_where(who(role), permission) == ({HERE} if permission in TABLE[role] else set())


@pytest.mark.parametrize("permission", Permission)
def test_nobody_may_anything_and_the_owner_everything(permission: Permission) -> None:
    assert not may(NOBODY, permission, HERE)
    assert not may_anywhere(NOBODY, permission)
    assert may(owner("Sam"), permission, HERE)
    assert may_anywhere(owner("Sam"), permission)
    assert organisations_where(owner("Sam"), permission, [HERE, THERE]) == {HERE, THERE}


def test_whoever_changes_a_register_may_read_all_of_it() -> None:
    # A form of what is in part withheld would be sent back without that part.
    for role in ROLES.values():
        if Permission.KEEP_REGISTER in role.permissions:
            assert {Permission.READ_PAPERS, Permission.READ_CONFIDENTIAL} <= role.permissions, role.code


@pytest.mark.parametrize("permission", Permission)
def test_a_role_that_is_not_one_may_nothing(permission: Permission) -> None:
    assert not may(who("superuser"), permission, HERE)
    assert not may(who("administrator", ""), permission, HERE)


def test_two_roles_add_up_in_one_place_and_not_across_places() -> None:
    both = Actor(
        "Ada", person=1, memberships=frozenset({(HERE, "reader"), (HERE, "administrator"), (THERE, "approver")})
    )
    assert may(both, P.MANAGE_PEOPLE, HERE)
    assert not may(both, P.READ_CONFIDENTIAL, HERE)
    assert may(both, P.READ_CONFIDENTIAL, THERE)
    assert not may(both, P.MANAGE_PEOPLE, THERE)


def test_checking_says_why_not() -> None:
    check(who("approver"), P.APPROVE, HERE)
    check_anywhere(who("approver"), P.APPROVE)
    with pytest.raises(NotAllowed, match="Your role does not let you approve"):
        check(who("reader"), P.APPROVE, HERE)
    with pytest.raises(NotAllowed, match="Nobody has signed in"):
        check_anywhere(NOBODY, P.READ)
