"""Who is let in: the words in which the tables of the walk say what a page, a route or a command takes."""

from dataclasses import dataclass

from tallystick.councils.rules.actors import Actor
from tallystick.councils.rules.permissions import Permission, may, may_anywhere


@dataclass(frozen=True)
class Gate:
    """open: for everybody, signed in or not. permission: in the organisation whose it is; or, `anywhere`, in some.

    operator: only for whoever runs the installation. supplier: for a supplier's token, and no person's. With none of
    these: for everybody who has signed in, who is shown what is theirs to see.
    """

    open: bool = False
    permission: Permission | None = None
    anywhere: bool = False
    operator: bool = False
    supplier: bool = False

    def lets(self, actor: Actor, organisation: str) -> bool:
        """Whether `actor` comes in, where what is asked for is of the organisation with this code."""
        if self.supplier:
            return False
        if self.open or actor.everything:
            return True
        if self.operator or (actor.person is None):
            return False
        if self.permission is None:
            return True
        if self.anywhere:
            return may_anywhere(actor, self.permission)
        return may(actor, self.permission, organisation)


def of(permission: Permission) -> Gate:
    """Whoever has the permission in the organisation whose it is."""
    return Gate(permission=permission)


def anywhere(permission: Permission) -> Gate:
    """Whoever has the permission in some organisation: facts that were published are shared."""
    return Gate(permission=permission, anywhere=True)


EVERYBODY = Gate(open=True)
SIGNED_IN = Gate()
OPERATOR = Gate(operator=True)
SUPPLIER = Gate(supplier=True)


@dataclass(frozen=True)
class Ways:
    """What reading (GET) and writing (POST) take, where that is not the same."""

    read: Gate
    write: Gate
