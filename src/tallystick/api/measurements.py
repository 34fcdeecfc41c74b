"""The one address that a supplier's own system may come to, with a token of one contract and no person's."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from ninja import Router

from tallystick.api import reading
from tallystick.api.door import now, today
from tallystick.api.shapes import FromSupplier
from tallystick.contracts import actions
from tallystick.contracts.actions.keeping import NotAcceptable
from tallystick.contracts.actions.measuring import AlreadyRecorded
from tallystick.contracts.actions.supplier_tokens import NoSuchToken

router = Router(tags=["suppliers"])


@router.post("measurements", summary="Send a measurement, with a supplier's token", operation_id="send_measurement")
def send(request: HttpRequest, said: FromSupplier) -> HttpResponse:
    """measure: the title or the number of a measure of the token's contract. Nothing of the contract is told.

    The same figure of the same period again is taken, and changes nothing.
    """
    scheme, _, secret = request.headers.get("Authorization", "").partition(" ")
    if scheme.casefold() != "bearer":
        raise NoSuchToken()
    day, value = reading.day("day", said.day), reading.figure("value", said.value)
    wrong = {name: "It must not be empty" for name, one in (("day", day), ("value", value)) if one is None}
    if day is None or value is None:
        raise NotAcceptable(wrong)
    try:
        row = actions.send_measurement(
            secret=reading.clean(secret.strip()), measure=reading.clean(str(said.measure)), day=day, value=value,
            comment=reading.clean(said.comment), today=today(), at=now(),
        )  # fmt: skip
    except AlreadyRecorded as there:
        if not there.same:
            raise
        return JsonResponse({"outcome": "unchanged"})
    told = {"outcome": "recorded", "first": row.first.isoformat(), "last": row.last.isoformat()}
    return JsonResponse(told, status=201)
