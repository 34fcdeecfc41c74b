"""Adopt a published award notice as evidence of a contract, and let go of it again."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from tallystick.contracts import models
from tallystick.contracts.actions.keeping import (
    ChangedMeanwhile,
    NotAcceptable,
    NotThere,
    add_held,
    change_held,
    held,
    remove_row,
)
from tallystick.contracts.actions.reckoning import together
from tallystick.contracts.queries.contract import contract as seen_contract
from tallystick.contracts.queries.noticed import offered
from tallystick.contracts.stating import said
from tallystick.councils.actions import check_moment
from tallystick.councils.rules.actors import Actor
from tallystick.lake.store.home import Home


def adopt_notice(
    *, home: Home, contract: int, notice: str, version: int, take: Collection[str] = (), by: Actor, at: datetime,
    why: str = "",
) -> models.AdoptedNotice:  # fmt: skip
    """Keeps a notice that is offered for a contract as its evidence, and takes over the fields named in `take`.

    version: of the contract, as it was read. Raises NotThere for a notice that is not offered; NotAcceptable for one
    that was adopted already or a field that it does not say; ChangedMeanwhile.
    """
    check_moment(at)
    with transaction.atomic(), together(at=at):
        of = held(contract, by=by)
        if of.version != version:
            raise ChangedMeanwhile(said(of), of.version)
        seen = seen_contract(contract, by=by)
        if seen is None:
            raise NotThere()
        one = next((one for one in offered(home, seen) if one.notice.id == notice), None)
        if one is None:
            raise NotThere()
        if one.adopted:
            raise NotAcceptable({"notice": "This notice is the contract's evidence already"})
        told = {say.field: say.there for say in one.said}
        if set(take) - set(told):
            raise NotAcceptable({"take": "The notice does not say that"})
        row = models.AdoptedNotice(contract=of)
        add_held(
            row,
            {
                "notice": one.notice.id,
                "ocid": one.notice.ocid or "",
                "source_file": one.notice.sha256,
                "source_row": one.notice.source_row,
                "url": one.notice.url or "",
                "values": {"title": one.notice.title, "supplier": one.notice.supplier_name, **told},
                "confidence_thousandths": round(one.match.confidence * 1000),
                "reasons": [*one.match.reasons, *(f"Against: {say}" for say in one.match.against)],
            },
            by=by,
            at=at,
            why=why,
            what="adopt_notice",
        )
        if take:
            values = {name: told[name] for name in take}
            change_held(of, of, values, what="change_contract", by=by, at=at, why=why or "From the award notice")
    return row


def let_go_of_notice(*, contract: int, notice: int, version: int, by: Actor, at: datetime, why: str = "") -> None:
    """Takes an adopted notice away again; fields that were taken over from it stay. Raises as `keeping.remove_row`."""
    remove_row(contract=contract, kind="notice", row=notice, version=version, by=by, at=at, why=why)
