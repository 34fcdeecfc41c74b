"""Registers that were handed in, their rows, and the questions that they left."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet

from tallystick.contracts import models
from tallystick.contracts.rules.asking import CODES
from tallystick.councils.actions import check
from tallystick.councils.rules.actors import Actor
from tallystick.councils.rules.permissions import Permission, may, organisations_where

QUESTION_SORTS = {
    "contract": ("contract__title", "pk"),
    "supplier": ("contract__supplier_label", "pk"),
    "code": ("code", "pk"),
    "field": ("field", "pk"),
    "row": ("row__file", "row__row", "pk"),
}
ROW_SORTS = {"row": ("sheet", "row"), "reason": ("reason", "sheet", "row"), "became": ("became", "sheet", "row")}
PLACES = {
    "contract": "A contract",
    "question": "A contract with a question",
    "quarantined": "Kept out",
    "furniture": "No contract: headings, titles, totals",
    "blank": "Blank",
}
BECAME = {
    "new": "New",
    "changed": "Changed",
    "unchanged": "As it was",
    "left_out": "Taken out here before",
    "left": "Left out by a person",
}


@dataclass(frozen=True)
class Found:
    """Rows from `first`, of `count`."""

    rows: Sequence[Any]
    count: int
    first: int = 0
    amount_pence: int | None = None


@dataclass(frozen=True)
class Sought:
    """Which questions. text: words of the contract, its suppliers or the cell. register: a number."""

    text: str = ""
    code: str = ""
    organisation: str = ""
    register: int | None = None
    state: str = "open"
    contract: int | None = None


def registers(*, by: Actor, permission: Permission = Permission.READ) -> list[models.RegisterFile]:
    """Those of the organisations whose register `by` may read, the last first."""
    return list(_registers(by, permission).order_by("-handed_in_at", "-pk"))


def register(number: int, *, by: Actor) -> models.RegisterFile | None:
    """One of them, or None."""
    return _registers(by, Permission.READ).filter(pk=number).first()


def account(of: models.RegisterFile, *, by: Actor) -> list[dict[str, Any]]:
    """What a register's rows became, sheet by sheet; without cells of its columns where `by` may not read papers."""
    if may(by, Permission.READ_PAPERS, of.organisation.code):
        return list(of.account)
    return [
        {**table, "mapping": [{**column, "sample": []} for column in table.get("mapping", ())]} for table in of.account
    ]


def rows(
    of: models.RegisterFile, *, by: Actor, place: str = "", text: str = "", sort: str = "row", first: int = 0,
    count: int = 50,
) -> Found:  # fmt: skip
    """Physical rows of a register that was imported, with the contract that each became. Raises NotAllowed: a row as it
    stands in its register is a paper.
    """
    check(by, Permission.READ_PAPERS, of.organisation.code)
    found = models.RegisterRow.objects.filter(file=of).select_related("contract")
    if place:
        found = found.filter(place=place)
    for word in text.split()[:10]:
        found = found.filter(Q(cells__icontains=word) | Q(contract__title__icontains=word))
    return Found(list(_sorted(found, sort, ROW_SORTS, "row")[first : first + count]), found.count(), first)


def row(number: int, *, by: Actor) -> models.RegisterRow | None:
    """One physical row, of a register whose papers `by` may read, or None."""
    found = models.RegisterRow.objects.filter(pk=number, file__in=_registers(by, Permission.READ_PAPERS))
    return found.select_related("file__organisation", "contract").first()


def questions(sought: Sought, *, by: Actor, sort: str = "row", first: int = 0, count: int = 50) -> Found:
    """Questions that fit, of the organisations whose register `by` may read."""
    found = _questions(sought, by)
    return Found(list(_sorted(found, sort, QUESTION_SORTS, "row")[first : first + count]), found.count(), first)


def codes(sought: Sought, *, by: Actor) -> list[tuple[str, str, int]]:
    """(code, what it means, how many) of the questions that fit, whatever their code, the most first."""
    found = _questions(sought, by).order_by().values_list("code").annotate(n=Count("pk"))
    return sorted(((code, CODES.get(code, code), n) for code, n in found), key=lambda one: (-one[2], one[1]))


def mapping_of(row: models.RegisterRow) -> list[dict[str, Any]]:
    """The columns of the sheet that a row stands in, as `importing.telling` tells them."""
    for table in row.file.account:
        if (table.get("sheet") or "") == row.sheet:
            return list(table.get("mapping", ()))
    return []


def question(number: int, *, by: Actor) -> models.Question | None:
    """One question, or None where there is none that `by` may know of."""
    return _questions(Sought(state=""), by).filter(pk=number).first()


def alike(of: models.Question) -> int:
    """How many other open questions of the same register are about the same words in the same field."""
    if of.row is None:
        return 0
    found = models.Question.objects.filter(
        row__file=of.row.file_id, field=of.field, code=of.code, written=of.written, state="open", removed=False,
        contract__removed=False,
    )  # fmt: skip
    return found.exclude(pk=of.pk).count()


def next_question(after: models.Question, *, by: Actor) -> int | None:
    """The number of the open question that comes next in the same organisation, from the first again after the last."""
    sought = Sought(organisation=after.contract.organisation.code)
    numbers = _questions(sought, by).exclude(pk=after.pk).order_by("pk").values_list("pk", flat=True)
    return numbers.filter(pk__gt=after.pk).first() or numbers.first()


def _questions(sought: Sought, by: Actor) -> QuerySet[models.Question]:
    found = models.Question.objects.filter(removed=False, contract__removed=False)
    found = found.select_related("contract__organisation", "row__file")
    if not by.everything:
        found = found.filter(contract__organisation__code__in=organisations_where(by, Permission.READ))
    exact: dict[str, Any] = {
        "state": sought.state,
        "code": sought.code,
        "contract__organisation__code": sought.organisation,
        "row__file": sought.register,
        "contract": sought.contract,
    }
    found = found.filter(**{name: value for name, value in exact.items() if value not in ("", None)})
    for word in sought.text.split()[:10]:
        found = found.filter(
            Q(written__icontains=word)
            | Q(contract__title__icontains=word)
            | Q(contract__reference__icontains=word)
            | Q(contract__supplier_label__icontains=word)
        )
    return found


def _registers(by: Actor, permission: Permission) -> QuerySet[models.RegisterFile]:
    found = models.RegisterFile.objects.filter(removed=False).select_related("organisation")
    return found if by.everything else found.filter(organisation__code__in=organisations_where(by, permission))


def _sorted(rows: QuerySet[Any], sort: str, sorts: dict[str, tuple[str, ...]], default: str) -> QuerySet[Any]:
    names = sorts.get(sort.removeprefix("-"), sorts[default])
    return rows.order_by(*(f"-{name}" for name in names) if sort.startswith("-") else names)
