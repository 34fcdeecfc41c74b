"""The register as it goes out: what whoever asks may see of it, and no more."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from itertools import islice
from typing import Any

from tallystick.contracts import models
from tallystick.contracts.declared import Access, confidential_fields, visible_fields
from tallystick.contracts.exporting.columns import Exported
from tallystick.contracts.exporting.writing import WRITERS
from tallystick.contracts.queries.register import Asked, fitting
from tallystick.contracts.queries.seeing import accesses
from tallystick.councils.actions import check, record_reading
from tallystick.councils.models import Person
from tallystick.councils.rules.actors import Actor
from tallystick.councils.rules.permissions import Permission

_AT_A_TIME = 1000
_WORKED_OUT = ("supplier_id", "supplier_name")


def export(
    asked: Asked, *, form: str, by: Actor, at: datetime, today: date, confidential: bool = False, why: str = ""
) -> Iterator[bytes]:
    """The contracts that fit, in the order in which they were added, as a file.

    form: a key of `exporting.MEDIA`. confidential: with the confidential fields, each contract's noted in the access
    log; raises NotAllowed, before anything is written, where `by` may not read those of one of the organisations.
    """
    rows = fitting(asked, by=by, today=today)
    if confidential:
        for code in rows.order_by().values_list("organisation__code", flat=True).distinct():
            check(by, Permission.READ_CONFIDENTIAL, code)
    see = _Seeing(by, confidential)
    others: dict[str, None] = {}
    for code, public, kept in (
        rows.exclude(other={}).order_by("pk").values_list("organisation__code", "public", "other")
    ):
        if "other" in see.contract(code, public):
            others.update(dict.fromkeys(kept))
    return WRITERS[form](_exported(rows, see, by, at, why), list(others), confidential)


class _Seeing:
    """Which columns may be seen, by organisation and by whether the contract is public."""

    def __init__(self, by: Actor, confidential: bool) -> None:
        self._by, self._confidential = by, confidential
        self._known: dict[tuple[str, str, bool], frozenset[str]] = {}

    def contract(self, code: str, public: bool) -> frozenset[str]:
        return self._visible("contract", code, public)

    def party(self, code: str, public: bool) -> frozenset[str]:
        return self._visible("party", code, public) | frozenset(_WORKED_OUT)

    def lot(self, code: str, public: bool) -> frozenset[str]:
        return self._visible("lot", code, public)

    def _visible(self, kind: str, code: str, public: bool) -> frozenset[str]:
        key = kind, code, public
        if key not in self._known:
            opened = accesses(self._by, code, public=public)
            told = visible_fields(kind, opened if self._confidential else opened - {Access.CONFIDENTIAL})
            self._known[key] = told
        return self._known[key]


def _exported(rows: Any, see: _Seeing, by: Actor, at: datetime, why: str) -> Iterator[Exported]:
    people = dict(Person.objects.values_list("pk", "name"))
    secret = confidential_fields("contract")
    waiting = rows.select_related("organisation").order_by("pk").iterator(_AT_A_TIME)
    while some := list(islice(waiting, _AT_A_TIME)):
        parties, lots = _of(models.Party, some), _of(models.Lot, some)
        for row in some:
            code, public = row.organisation.code, row.public
            visible = see.contract(code, public)
            told = [name for name in secret & visible if getattr(row, name) not in (None, "")]
            if told:
                record_reading(
                    organisation=code, kind="contract", key=row.pk, about=f"contract:{row.pk}", fields=told, by=by,
                    at=at, why=why or "Exported.",
                )  # fmt: skip
            yield Exported(
                number=row.pk,
                identity=row.identity if "other" in visible else "",
                organisation=code,
                organisation_name=row.organisation.name,
                values=_seen(row, visible),
                parties=[_seen(party, see.party(code, public)) for party in parties.get(row.pk, [])],
                lots=[_seen(lot, see.lot(code, public)) for lot in lots.get(row.pk, [])],
                people=people,
            )


def _seen(row: Any, visible: Iterable[str]) -> dict[str, Any]:
    return {name: getattr(row, name) for name in visible}


def _of(model: Any, rows: list[Any]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = {}
    for one in model.objects.filter(contract__in=rows, removed=False).order_by("pk"):
        found.setdefault(one.contract_id, []).append(one)
    return found
