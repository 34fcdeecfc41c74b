"""Say what a column is."""

from collections.abc import Mapping
from datetime import datetime
from functools import partial

from tallystick.councils.actions import Line
from tallystick.councils.rules.actors import Actor
from tallystick.intake import models, rules
from tallystick.intake.actions.applying import decided
from tallystick.intake.actions.keeping import check_may_decide, keep, keep_each
from tallystick.kit.errors import Refused
from tallystick.lake.reading import FileReading
from tallystick.lake.store.home import Home
from tallystick.lake.tidy.headings import fold


def correct_column(
    *,
    home: Home,
    heading: str,
    field: str,
    publisher: str | None = None,
    sha256: str | None = None,
    by: Actor,
    at: datetime,
    why: str = "",
) -> list[FileReading]:
    """Says what the column under `heading` is, for one file or for every file of a publisher."""
    return correct_columns(
        home=home, fields={heading: field}, publisher=publisher, sha256=sha256, by=by, at=at, why=why
    )


def correct_columns(
    *,
    home: Home,
    fields: Mapping[str, str],
    publisher: str | None = None,
    sha256: str | None = None,
    by: Actor,
    at: datetime,
    why: str = "",
) -> list[FileReading]:
    """As `correct_column` for several: heading (as published, or ``column 3``) to field. All or none is kept."""
    by = check_may_decide(by=by, at=at)
    rules.check_scope(publisher, sha256)
    for field in fields.values():
        rules.check_field(field)

    def keep_one(heading: str, field: str, lines: list[Line]) -> None:
        scope = _scope(publisher, sha256, heading)
        keep(
            models.ColumnDecision(**scope, field=field),
            instead_of=scope,
            what="correct_column",
            about=publisher or sha256 or "",
            by=by,
            at=at,
            why=why,
            lines=lines,
        )

    keeps = [partial(keep_one, heading, field) for heading, field in fields.items()]
    return decided(home=home, at=at, keep=lambda: keep_each(keeps, by=by, at=at, why=why))


def set_date_order(
    *,
    home: Home,
    heading: str,
    order: str,
    publisher: str | None = None,
    sha256: str | None = None,
    by: Actor,
    at: datetime,
    why: str = "",
) -> list[FileReading]:
    """Says whether the dates under `heading` begin with the ``day`` or the ``month``. Scoped as `correct_column`."""
    by = check_may_decide(by=by, at=at)
    rules.check_scope(publisher, sha256)
    rules.check_order(order)
    scope = _scope(publisher, sha256, heading)
    return decided(
        home=home,
        at=at,
        keep=lambda: keep(
            models.DateOrderDecision(**scope, order=order),
            instead_of=scope,
            what="set_date_order",
            about=publisher or sha256 or "",
            by=by,
            at=at,
            why=why,
        ),
    )


def _scope(publisher: str | None, sha256: str | None, heading: str) -> dict[str, str]:
    folded = fold(heading)
    if not folded:
        raise Refused("The column has no heading.", what_to_do="Name it by its place, such as “column 3”.")
    return {"publisher": publisher or "", "sha256": sha256 or "", "heading": folded}
