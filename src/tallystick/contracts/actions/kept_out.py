"""Rows of a register that were kept out: made a contract of by hand, or left."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from tallystick.contracts import models
from tallystick.contracts.actions.keeping import NotAcceptable, NotThere, add_contract
from tallystick.contracts.queries.importing import mapping_of
from tallystick.contracts.rules.cells_flags import read_flag
from tallystick.councils.actions import check, check_moment, write_log
from tallystick.councils.rules.actors import Actor
from tallystick.councils.rules.permissions import Permission


def make_contract_of_row(
    *, row: int, values: Mapping[str, Any], suppliers: Sequence[Mapping[str, Any]], by: Actor, at: datetime,
    why: str = "",
) -> models.Contract:  # fmt: skip
    """A contract by hand of a row that was kept out. values, suppliers: as `add_contract` takes them; what the row says
    is kept with it as written.

    Raises NotThere, NotAllowed, NotAcceptable.
    """
    check_moment(at)
    with transaction.atomic():
        kept = _held(row, by)
        headings = _headings(kept)
        written = {headings.get(at, f"column {at + 1}"): cell for at, cell in enumerate(kept.cells) if cell}
        source = {
            "source_file": kept.file.sha256,
            "source_name": kept.file.name,
            "source_sheet": kept.sheet,
            "source_row": kept.row,
            "public": kept.file.public and not _withheld(kept),
            "other": written,
        }
        made = add_contract(
            organisation=kept.file.organisation.code, values={**source, **values}, suppliers=list(suppliers), by=by,
            at=at, why=why,
        )  # fmt: skip
        _decide(kept, "new", made.pk, "make_contract_of_row", by, at, why)
        return made


def leave_row(*, row: int, by: Actor, at: datetime, why: str = "") -> None:
    """Leaves a row that was kept out where it is: it is no contract. Raises NotThere, NotAllowed, NotAcceptable."""
    check_moment(at)
    with transaction.atomic():
        kept = _held(row, by)
        _decide(kept, "left", None, "leave_row", by, at, why)


def _held(number: int, by: Actor) -> models.RegisterRow:
    rows = models.RegisterRow.objects.select_for_update(of=("self",)).select_related("file__organisation")
    row = rows.filter(pk=number, place="quarantined").first()
    if row is None:
        raise NotThere()
    check(by, Permission.KEEP_REGISTER, row.file.organisation.code)
    if row.contract_id is not None:
        raise NotAcceptable({"": "Somebody has made a contract of this row already"})
    return row


def _decide(
    row: models.RegisterRow, became: str, contract: int | None, what: str, by: Actor, at: datetime, why: str
) -> None:
    before = {"became": row.became, "contract": row.contract_id}
    row.became, row.contract_id = became, contract
    row.save(update_fields=["became", "contract"])
    write_log(
        chain=row.file.organisation.code, what=what, kind="register_row", key=row.pk, about=f"register:{row.file_id}",
        before=before, after={"became": became, "contract": contract, "sheet": row.sheet, "row": row.row}, by=by, at=at,
        why=why,
    )  # fmt: skip


def _withheld(row: models.RegisterRow) -> bool:
    """Whether the row says of itself that it is confidential."""
    places = [column["position"] for column in mapping_of(row) if column["field"] == "confidential"]
    return any(read_flag(row.cells[at]) is True for at in places if at < len(row.cells) and row.cells[at])


def _headings(row: models.RegisterRow) -> dict[int, str]:
    return {column["position"]: column["heading"] or column["key"] for column in mapping_of(row)}
