"""Add an organisation that keeps a register here."""

from datetime import datetime

from django.db import transaction

from tallystick.councils import models
from tallystick.councils.actions.logging import write_log
from tallystick.councils.actions.permitting import NotAllowed, check_moment
from tallystick.councils.rules.actors import Actor


def add_organisation(
    *, code: str, name: str, nation: str = "", demonstration: bool = False, by: Actor, at: datetime
) -> models.Organisation:
    """The organisation with this code, added if it was not here. Only the owner or operator may add one."""
    check_moment(at)
    found = models.Organisation.objects.filter(code=code).first()
    if found is not None:
        return found
    if not by.everything:
        raise NotAllowed(
            "Only the operator of this installation adds an organisation.",
            what_to_do="They type: tallystick --as operator organisations add.",
        )
    with transaction.atomic():
        row, new = models.Organisation.objects.get_or_create(
            code=code, defaults={"name": name[:300], "nation": nation, "demonstration": demonstration}
        )
        if new:
            write_log(
                chain=code, what="add_organisation", kind="organisation", key=row.pk, about=f"organisation:{code}",
                after={"code": code, "name": row.name}, by=by, at=at,
            )  # fmt: skip
        return row
