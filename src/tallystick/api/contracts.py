"""Contracts: listed, read, added, changed, removed; their history, their past, and what was paid against them."""

from datetime import datetime, time, timedelta
from typing import Annotated, Any
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse
from ninja import Field, Query, Router, Schema

from tallystick.api import reading, saying
from tallystick.api.door import MOST_AT_ONCE, actor, do, home, now, seen_or_404, today
from tallystick.api.shapes import Changed, NewContract, Number, Removed, Wanted
from tallystick.contracts import actions, exporting
from tallystick.contracts.actions.keeping import NotAcceptable, NotThere
from tallystick.contracts.declared import KINDS
from tallystick.contracts.queries import contract as contracts
from tallystick.contracts.queries import exporting as exports
from tallystick.contracts.queries import past, register, spend
from tallystick.contracts.queries.contract import Seen
from tallystick.contracts.queries.register import Asked
from tallystick.councils.actions import check
from tallystick.councils.rules.permissions import Permission

router = Router(tags=["contracts"])
_LONDON = ZoneInfo("Europe/London")
_Text = Annotated[str, Field(max_length=300)]


class Filters(Schema):
    """As the filters of the site's list. Days in ISO, money in pounds."""

    text: _Text = ""
    organisation: _Text = ""
    supplier: _Text = ""
    department: _Text = ""
    category: _Text = ""
    route: _Text = ""
    tier: _Text = ""
    term: _Text = ""
    state: _Text = ""
    ends_from: _Text = ""
    ends_until: _Text = ""
    value_from_pounds: _Text = ""
    value_until_pounds: _Text = ""
    questions: bool = False
    owner: Annotated[int, Field(ge=1, lt=10**15)] | None = None
    flag: _Text = ""
    own: bool = True

    def asked(self) -> Asked:
        """Raises NotAcceptable for a day or an amount that cannot be read."""
        return Asked(
            text=reading.clean(self.text),
            organisation=reading.clean(self.organisation),
            supplier=reading.clean(self.supplier),
            department=reading.clean(self.department),
            category=reading.clean(self.category),
            route=reading.clean(self.route),
            tier=reading.clean(self.tier),
            term=reading.clean(self.term),
            state=self.state,
            ends_from=reading.day("ends_from", self.ends_from),
            ends_until=reading.day("ends_until", self.ends_until),
            value_from_pence=reading.pence("value_from_pounds", self.value_from_pounds),
            value_until_pence=reading.pence("value_until_pounds", self.value_until_pounds),
            question=self.questions,
            owner=self.owner,
            flag=self.flag,
            own=self.own,
        )


class Paging(Schema):
    """first: 0-based. count: at most 200 at once."""

    first: Annotated[int, Field(ge=0, lt=10**9)] = 0
    count: Annotated[int, Field(ge=1, le=MOST_AT_ONCE)] = 50


@router.get("contracts", summary="The register as a list")
def listed(request: HttpRequest, filters: Query[Filters], paging: Query[Paging], sort: str = "end") -> dict[str, Any]:
    """sort: end, start, title, reference, supplier, department, value, organisation; ``-`` first turns it round."""
    if sort.removeprefix("-") not in register.SORTS:
        raise NotAcceptable({"sort": f"A list is sorted by {', '.join(register.SORTS)}"})
    found = register.contracts(
        filters.asked(), by=actor(request), today=today(), sort=sort, first=paging.first, count=paging.count
    )
    return saying.page(found.rows, found.total, found.first, saying.of_dataclass)


@router.get("contracts/export", summary="The register as a file")
def export(
    request: HttpRequest, filters: Query[Filters], form: str = "csv", confidential: bool = False
) -> HttpResponse | StreamingHttpResponse:
    """form: csv, xlsx or json (one object a line). confidential: with confidential fields, each reading noted."""
    if form not in exporting.MEDIA:
        raise NotAcceptable({"form": f"A register is exported as {', '.join(exporting.MEDIA)}"})
    parts = exports.export(
        filters.asked(), form=form, by=actor(request), at=now(), today=today(), confidential=confidential
    )
    response = StreamingHttpResponse(parts, content_type=exporting.MEDIA[form])
    response["Content-Disposition"] = f'attachment; filename="contracts.{exporting.ENDINGS[form]}"'
    return response


@router.post("contracts", summary="Add a contract")
def add(request: HttpRequest, said: NewContract) -> HttpResponse:
    made = do(
        request, actions.add_contract, organisation=reading.clean(said.organisation),
        values=reading.fields("contract", said.values),
        suppliers=[reading.fields("party", one) for one in said.suppliers], why=reading.clean(said.why),
    )  # fmt: skip
    return said_of(seen_or_404(request, made.pk), status=201)


@router.get("contracts/{number}", summary="One contract, or as it was on a day")
def one(request: HttpRequest, number: Number, on: str = "") -> HttpResponse:
    """on: a day in ISO; the contract is then as it was at the end of it, with all its rows."""
    seen = seen_or_404(request, number)
    if not on:
        return said_of(seen)
    wanted = reading.day("on", on)
    assert wanted is not None
    if wanted.year >= 9999:
        raise NotAcceptable({"on": "There is no such day to come"})
    end = datetime.combine(wanted + timedelta(days=1), time(), tzinfo=_LONDON) - timedelta(microseconds=1)
    found = past.as_it_was(seen, end)
    if not found:
        raise NotThere()
    rows = {kind: [saying.entry(row) for row in some] for kind, some in found.items()}
    return JsonResponse({"on": on, "rows": rows})


@router.patch("contracts/{number}", summary="Change fields of a contract")
def change(request: HttpRequest, number: Number, said: Changed) -> HttpResponse:
    seen = seen_or_404(request, number)
    check(actor(request), Permission.KEEP_REGISTER, seen.organisation)
    values = reading.fields("contract", said.values)
    do(
        request, actions.change_contract, contract=seen.id, version=said.version, values=values,
        why=reading.clean(said.why),
    )  # fmt: skip
    return said_of(seen_or_404(request, number))


@router.post("contracts/{number}/remove", summary="Take a contract out of the register")
def remove(request: HttpRequest, number: Number, said: Removed) -> HttpResponse:
    seen = seen_or_404(request, number)
    do(request, actions.remove_contract, contract=seen.id, version=said.version, why=reading.clean(said.why))
    return HttpResponse(status=204)


@router.post("contracts/{number}/confidential", summary="Confidential fields, each reading noted")
def confidential(request: HttpRequest, number: Number, said: Wanted) -> HttpResponse:
    seen = seen_or_404(request, number)
    by = actor(request)
    check(by, Permission.READ_CONFIDENTIAL, seen.organisation)
    kind = said.kind
    if kind not in KINDS:
        raise NotThere()
    of = [seen.entry] if kind == "contract" else contracts.rows(seen, kind)
    wanted = [row.id for row in of if not said.rows or row.id in said.rows]
    told = contracts.read_confidential(seen, kind, wanted, by=by, at=now(), why=reading.clean(said.why))
    return JsonResponse({"kind": kind, "rows": {str(row): saying.values(values) for row, values in told.items()}})


@router.get("contracts/{number}/history", summary="Everything that was ever changed")
def history(request: HttpRequest, number: Number, paging: Query[Paging]) -> dict[str, Any]:
    seen = seen_or_404(request, number)
    found, total = past.history(seen, first=paging.first, count=paging.count)

    def said(line: past.Changed) -> dict[str, Any]:
        fields = [{"field": label, "before": before, "after": after} for label, before, after in line.fields]
        return {
            "at": line.at.isoformat(), "by": line.by, "via": line.via, "what": line.what, "why": line.why,
            "kind": line.kind, "row": line.key, "changed": fields, "confidential": list(line.hidden),
        }  # fmt: skip

    return saying.page(found, total, paging.first, said)


@router.get("contracts/{number}/spend", summary="What was paid against it, as published")
def spent(request: HttpRequest, number: Number) -> dict[str, Any]:
    """loaded: null where no payments of the council are loaded, and then nothing is known of the spend."""
    found = spend.spend_against(seen_or_404(request, number), home=home(), by=actor(request), today=today())
    matched = found.spend.matched
    return {
        "loaded": saying.of_dataclass(found.loaded) if found.loaded else None,
        "worked_out": found.worked_out,
        "first": saying.value("first", found.first),
        "last": found.last.isoformat(),
        "amount_pounds": saying.value("amount_pence", found.spend.amount_pence) if found.loaded else None,
        "payments": [{"how": one.how, **saying.of_dataclass(one.payment)} for one in matched[:MOST_AT_ONCE]],
        "total": len(matched),
        "undated": len(found.spend.undated),
        "worth": {"pounds": saying.value("pence_pence", found.worth.pence), "working": found.worth.working}
        if found.worth
        else None,
        "suppliers": [{"id": number, "name": name} for number, name in found.suppliers],
        "unknown_suppliers": list(found.unknown),
        "other_contracts_alike": found.alike,
    }


def said_of(seen: Seen, *, status: int = 200) -> HttpResponse:
    """A contract with its suppliers, its version for a change, and how many rows of each kind it has."""
    rows = {kind: contracts.rows(seen, kind) for kind in KINDS if kind != "contract"}
    return JsonResponse(
        {
            **saying.entry(seen.entry),
            "organisation": seen.organisation,
            "organisation_name": seen.organisation_name,
            "may_change": seen.may_change,
            "suppliers": [saying.entry(row) for row in rows["party"]],
            "rows": {kind: len(some) for kind, some in rows.items() if KINDS[kind].access in seen.accesses},
        },
        status=status,
    )
