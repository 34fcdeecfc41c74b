"""Record what was measured, how it was rated, and what a miss costs the supplier."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
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
from tallystick.contracts.queries.performance import period_name, periods_of, target_of
from tallystick.contracts.rules.performance import OTHER, rate
from tallystick.contracts.rules.performance_json import (
    scheme_from_json,
    scheme_to_json,
    trigger_from_json,
    trigger_to_json,
)
from tallystick.contracts.stating import said
from tallystick.councils.actions import check_moment
from tallystick.councils.rules.actors import Actor
from tallystick.kit.errors import Refused
from tallystick.reference.performance_ratings import performance_ratings

TYPED, UPLOADED, SENT = "typed", "upload", "supplier"


class AlreadyRecorded(Refused):
    """The period has a figure. `same`: whether it is the one that was handed in."""

    def __init__(self, period: str, *, same: bool) -> None:
        reason = f"{period} has this figure already." if same else f"{period} has another figure already."
        super().__init__(reason, what_to_do="" if same else "Correct that one, with a reason, if it is wrong.")
        self.same = same


def record_measurement(
    *, contract: int, measure: int, day: date, value: Decimal | None, rating: str = "", comment: str = "",
    today: date, by: Actor, at: datetime, why: str = "",
) -> models.Measurement:  # fmt: skip
    """Records the figure of the period that `day` is in. rating: a person's own, which needs `why`; "" for the
    target's.

    Raises NotThere, NotAllowed; NotAcceptable for a day in no period that has begun; AlreadyRecorded.
    """
    check_moment(at)
    with transaction.atomic():
        of = held(contract, by=by)
        return record_held(
            of, _measure(of, measure), day=day, value=value, rating=rating, comment=comment, today=today,
            how=TYPED, by=by, at=at, why=why,
        )  # fmt: skip


def record_held(
    of: models.Contract, measure: models.Measure, *, day: date, value: Decimal | None, rating: str = "",
    comment: str = "", today: date, how: str, by: Actor, at: datetime, why: str = "",
) -> models.Measurement:  # fmt: skip
    """For verbs of this shelf that hold the contract. Raises as `record_measurement`."""
    values = said(measure)
    period = next((one for one in periods_of(values, said(of), until=today) if one.first <= day < one.until), None)
    if period is None:
        raise NotAcceptable({"day": f"{day.day} {day:%B %Y} is in no period of “{measure.title}” that has begun"})
    there = models.Measurement.objects.filter(
        measure=measure, removed=False, first__lte=period.last, last__gte=period.first
    ).first()
    if there is not None:
        raise AlreadyRecorded(period_name(there.first, there.last), same=there.value == value)
    row = add_held(
        models.Measurement(contract=of),
        {
            "measure_id": measure.pk, "first": period.first, "last": period.last, "value": value,
            "comment": comment, "how": how, **_rated(values, value, rating, why),
        },
        by=by, at=at, why=why, what="record_measurement",
    )  # fmt: skip
    assert isinstance(row, models.Measurement)
    return row


def correct_measurement(
    *, contract: int, measurement: int, version: int, value: Decimal | None, rating: str = "", comment: str = "",
    by: Actor, at: datetime, why: str,
) -> models.Measurement:  # fmt: skip
    """Corrects a recorded figure, or its rating, with a reason; it is rated anew. Raises as `record_measurement`."""
    check_moment(at)
    with transaction.atomic():
        of = held(contract, by=by)
        row = held_row(of, "measurement", measurement)
        assert isinstance(row, models.Measurement)
        if row.version != version:
            raise ChangedMeanwhile(said(row), row.version)
        if not why.strip():
            raise NotAcceptable({"why": "Say why it is corrected"})
        values = {"value": value, "comment": comment, **_rated(said(row.measure), value, rating, why)}
        change_held(row, of, values, what="correct_measurement", by=by, at=at, why=why)
    return row


def set_measure_terms(
    *, contract: int, measure: int, version: int, trigger: Mapping[str, Any] | None,
    credit: Mapping[str, Any] | None, by: Actor, at: datetime, why: str = "",
) -> models.Measure:  # fmt: skip
    """Says what misses of a measure lead to. trigger, credit: as `rules.performance_json`; None for nothing.

    Raises NotThere, NotAllowed, ChangedMeanwhile; Refused for what could not be worked.
    """
    check_moment(at)
    terms = {
        "trigger": trigger_to_json(trigger_from_json(trigger)) if trigger else None,
        "credit": scheme_to_json(scheme_from_json(credit)) if credit else None,
    }
    with transaction.atomic():
        of = held(contract, by=by)
        row = _measure(of, measure)
        if row.version != version:
            raise ChangedMeanwhile(said(row), row.version)
        change_held(row, of, terms, what="set_measure_terms", by=by, at=at, why=why)
    return row


def record_credit(
    *, contract: int, measurement: int, amount_pence: int, working: str, by: Actor, at: datetime, why: str = ""
) -> models.ServiceCredit:
    """Records what the supplier owes for a measured period: due, to be claimed.

    Raises NotThere, NotAllowed; Refused where a credit of the period was recorded already; NotAcceptable.
    """
    check_moment(at)
    if amount_pence <= 0:
        raise NotAcceptable({"amount_pence": "The amount has to be more than nothing"})
    with transaction.atomic():
        of = held(contract, by=by)
        measured = held_row(of, "measurement", measurement)
        assert isinstance(measured, models.Measurement)
        same = models.ServiceCredit.objects.filter(
            measure=measured.measure_id, first=measured.first, contract=of, removed=False
        )
        if same.exists():
            raise Refused("A service credit of this period was recorded already.", what_to_do="Change that one.")
        row = add_held(
            models.ServiceCredit(contract=of),
            {
                "measure_id": measured.measure_id, "first": measured.first, "last": measured.last,
                "amount_pence": amount_pence, "state": "due", "working": working,
            },
            by=by, at=at, why=why, what="record_credit",
        )  # fmt: skip
        assert isinstance(row, models.ServiceCredit)
    return row


def _rated(measure: Mapping[str, Any], value: Decimal | None, rating: str, why: str) -> dict[str, str]:
    """The rating's columns: the target's where a person gave none, or gave the same."""
    given = ""
    try:
        given = rate(target_of(measure), value).rating or ""
    except Refused:
        given = ""
    if not rating or rating == given:
        return {"rating": given, "rating_how": "worked_out", "rating_why": ""}
    if rating not in {one.code for one in performance_ratings().ratings}:
        raise NotAcceptable({"rating": f"“{rating[:40]}” is no rating"})
    if not why.strip():
        reason = "Say what it was" if rating == OTHER else "Say why it is rated so"
        raise NotAcceptable({"why": reason})
    return {"rating": rating, "rating_how": "person", "rating_why": why.strip()}


def _measure(of: models.Contract, number: int) -> models.Measure:
    row = held_row(of, "measure", number)
    assert isinstance(row, models.Measure)
    return row
