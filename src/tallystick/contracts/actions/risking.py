"""Keep the risks of a contract, each rated on a scale and an edition of it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from tallystick.contracts import models
from tallystick.contracts.actions.keeping import (
    ChangedMeanwhile,
    NotAcceptable,
    add_held,
    change_held,
    held,
    held_row,
)
from tallystick.contracts.queries import methods
from tallystick.contracts.queries.risks import scale_of
from tallystick.contracts.rules.scales import rate
from tallystick.contracts.stating import said
from tallystick.councils.actions import check_moment
from tallystick.councils.rules.actors import Actor
from tallystick.kit.errors import Refused
from tallystick.reference.risk_scales import Scale

_PAIRS = {"": "Likelihood and impact", "_after": "Likelihood and impact once mitigated"}


def add_risk(
    *, contract: int, values: Mapping[str, Any], scale: str = "", by: Actor, at: datetime, why: str = ""
) -> models.Risk:
    """A new risk. values: fields of a risk, likelihood and impact as steps from 1. scale: the name of one that holds
    in the organisation, "" for the one that new risks are rated on.

    Raises NotThere, NotAllowed; NotAcceptable for steps that the scale does not have, or one without the other.
    """
    check_moment(at)
    with transaction.atomic():
        of = held(contract, by=by)
        on = methods.scale(of.organisation.code, scale)
        _check(on, values)
        kept = {**values, "scale": on.id, "scale_version": on.version}
        row = add_held(models.Risk(contract=of), kept, by=by, at=at, why=why, what="add_risk")
        assert isinstance(row, models.Risk)
    return row


def change_risk(
    *, contract: int, risk: int, version: int, values: Mapping[str, Any], scale: str | None = None, by: Actor,
    at: datetime, why: str = "",
) -> models.Risk:  # fmt: skip
    """Changes a risk. scale: None to stay on the edition that it was rated on, else as `add_risk`. Raises as
    `add_risk`, and ChangedMeanwhile.
    """
    check_moment(at)
    with transaction.atomic():
        of = held(contract, by=by)
        row = held_row(of, "risk", risk)
        assert isinstance(row, models.Risk)
        before = said(row)
        if row.version != version:
            raise ChangedMeanwhile(before, row.version)
        organisation = of.organisation.code
        on = scale_of(organisation, before) if scale is None else methods.scale(organisation, scale)
        _check(on, {**before, **values})
        kept = {**values, "scale": on.id, "scale_version": on.version}
        change_held(row, of, kept, what="change_risk", by=by, at=at, why=why)
    return row


def _check(scale: Scale, values: Mapping[str, Any]) -> None:
    """Raises NotAcceptable where the values cannot be rated."""
    wrong = {}
    for which, name in _PAIRS.items():
        likelihood, impact = values.get(f"likelihood{which}"), values.get(f"impact{which}")
        if (likelihood is None) != (impact is None):
            field = f"likelihood{which}" if likelihood is None else f"impact{which}"
            wrong[field] = f"{name}: give both, or neither"
        elif likelihood is not None and impact is not None:
            try:
                rate(scale, likelihood, impact)
            except Refused as no:
                wrong[f"likelihood{which}"] = no.reason
    if wrong:
        raise NotAcceptable(wrong)
