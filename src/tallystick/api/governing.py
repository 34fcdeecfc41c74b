"""How contracts are governed: questionnaires, the tier, duties, figures, and suppliers' tokens."""

from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from ninja import Field, Query, Router, Schema

from tallystick.api import reading, saying
from tallystick.api.contracts import Paging
from tallystick.api.door import actor, do, row_or_404, seen_or_404, today
from tallystick.api.shapes import Answers, Corrected, Done, Dropped, Measured, NewToken, Number, Removed
from tallystick.contracts import actions
from tallystick.contracts.actions.keeping import NotAcceptable, NotThere
from tallystick.contracts.queries import governance, methods
from tallystick.contracts.queries.contract import Seen
from tallystick.councils.actions import check
from tallystick.councils.rules.permissions import Permission
from tallystick.reference.asking_json import to_json
from tallystick.reference.questionnaires_shipped import SHIPPED

router = Router(tags=["governing"])


class DutyFilters(Schema):
    """when: overdue, month, no_day or "". owner: a person's number."""

    text: Annotated[str, Field(max_length=300)] = ""
    organisation: Annotated[str, Field(max_length=300)] = ""
    owner: Annotated[int, Field(ge=1, lt=10**15)] | None = None
    when: Annotated[str, Field(max_length=20)] = ""
    state: Annotated[str, Field(max_length=20)] = "open"
    sort: Annotated[str, Field(max_length=20)] = "due"


@router.get("questionnaires/{organisation}/{name}", summary="A questionnaire as it holds in an organisation")
def questionnaire(request: HttpRequest, organisation: str, name: str) -> dict[str, Any]:
    check(actor(request), Permission.READ, organisation)
    if name not in SHIPPED:
        raise NotThere()
    return to_json(methods.questionnaire(organisation, name))


@router.post("contracts/{number}/answers/{name}", summary="Answer a questionnaire; the nine questions give the tier")
def answer(request: HttpRequest, number: Number, name: str, said: Answers) -> HttpResponse:
    seen = _kept(request, number)
    if name not in SHIPPED:
        raise NotThere()
    answers, why = reading.cleaned(said.answers), reading.clean(said.why)
    if name == methods.SEGMENTATION:
        row = do(
            request, actions.segment_contract, contract=seen.id, answers=answers, today=today(),
            tier=reading.clean(said.tier), why=why,
        )  # fmt: skip
    elif said.tier:
        raise NotAcceptable({"tier": "Only the nine questions give a tier"})
    else:
        row = do(
            request, actions.answer_questionnaire, contract=seen.id, questionnaire=name, answers=answers,
            today=today(), why=why,
        )  # fmt: skip
    told = saying.entry(row_or_404(seen, "answers", row.pk))
    return JsonResponse({**told, "tier": seen_or_404(request, number)["tier"]}, status=201)


@router.get("duties", summary="What has to be done, in all contracts of one's own")
def duties(request: HttpRequest, filters: Query[DutyFilters], paging: Query[Paging]) -> dict[str, Any]:
    asked = governance.DutiesAsked(
        text=reading.clean(filters.text), organisation=reading.clean(filters.organisation), owner=filters.owner,
        when=filters.when, state=reading.clean(filters.state),
    )  # fmt: skip
    if filters.sort.removeprefix("-") not in governance.SORTS:
        raise NotAcceptable({"sort": f"Duties are sorted by {', '.join(governance.SORTS)}"})
    found = governance.duties(
        asked, by=actor(request), today=today(), sort=filters.sort, first=paging.first, count=paging.count
    )
    return {**saying.page(found.rows, found.total, paging.first, saying.of_dataclass), "overdue": found.overdue}


@router.post("contracts/{number}/duties/{row}/done", summary="Say that a duty was done")
def finish(request: HttpRequest, number: Number, row: Number, said: Done) -> dict[str, Any]:
    seen = _kept(request, number)
    done = reading.day("done", said.done)
    if done is None:
        raise NotAcceptable({"done": "Say when it was done"})
    do(
        request, actions.finish_duty, contract=seen.id, duty=row, version=said.version, done=done, today=today(),
        why=reading.clean(said.why),
    )  # fmt: skip
    return saying.entry(row_or_404(seen, "duty", row))


@router.post("contracts/{number}/duties/{row}/not-needed", summary="Say that a duty is not needed, and why")
def drop(request: HttpRequest, number: Number, row: Number, said: Dropped) -> dict[str, Any]:
    seen = _kept(request, number)
    do(request, actions.drop_duty, contract=seen.id, duty=row, version=said.version, why=reading.clean(said.why))
    return saying.entry(row_or_404(seen, "duty", row))


@router.post("contracts/{number}/measurements", summary="Record the figure of a period")
def record(request: HttpRequest, number: Number, said: Measured) -> HttpResponse:
    seen = _kept(request, number)
    day = reading.day("day", said.day)
    if day is None:
        raise NotAcceptable({"day": "Say a day of the period"})
    made = do(
        request, actions.record_measurement, contract=seen.id, measure=said.measure, day=day,
        value=reading.figure("value", said.value), rating=reading.clean(said.rating),
        comment=reading.clean(said.comment), today=today(), why=reading.clean(said.why),
    )  # fmt: skip
    return JsonResponse(saying.entry(row_or_404(seen, "measurement", made.pk)), status=201)


@router.patch("contracts/{number}/measurements/{row}", summary="Correct a recorded figure, with a reason")
def correct(request: HttpRequest, number: Number, row: Number, said: Corrected) -> dict[str, Any]:
    seen = _kept(request, number)
    do(
        request, actions.correct_measurement, contract=seen.id, measurement=row, version=said.version,
        value=reading.figure("value", said.value), rating=reading.clean(said.rating),
        comment=reading.clean(said.comment), why=reading.clean(said.why),
    )  # fmt: skip
    return saying.entry(row_or_404(seen, "measurement", row))


@router.post("contracts/{number}/tokens", summary="Make a supplier's token; its secret is told once")
def make_token(request: HttpRequest, number: Number, said: NewToken) -> HttpResponse:
    seen = _kept(request, number)
    secret = do(
        request, actions.make_supplier_token, contract=seen.id, name=reading.clean(said.name), days=said.days,
        why=reading.clean(said.why),
    )  # fmt: skip
    return JsonResponse({"secret": secret}, status=201)


@router.post("contracts/{number}/tokens/{row}/end", summary="End a supplier's token")
def end_token(request: HttpRequest, number: Number, row: Number, said: Removed) -> HttpResponse:
    seen = _kept(request, number)
    do(
        request, actions.end_supplier_token, contract=seen.id, token=row, version=said.version,
        why=reading.clean(said.why),
    )  # fmt: skip
    return HttpResponse(status=204)


def _kept(request: HttpRequest, number: int) -> Seen:
    """The contract, for somebody who keeps its register. Raises NotThere, NotAllowed."""
    seen = seen_or_404(request, number)
    check(actor(request), Permission.KEEP_REGISTER, seen.organisation)
    return seen
