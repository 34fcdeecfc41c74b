"""How each field that people type is typed: worked out from its column, so that no form says it again."""

from dataclasses import dataclass
from functools import cache

from django.db import models as columns

from tallystick.contracts.declared import KINDS, MODELS
from tallystick.contracts.rules.cells_routes import ROUTES
from tallystick.reference.lead_times import lead_times

_BY_NAME = {
    ("contract", "category"): "category",
    ("contract", "route_code"): "choice",
    ("contract", "next_route"): "choice",
    ("contract", "extensions"): "extensions",
    ("contract", "notice"): "notice",
    ("contract", "extension_notice"): "notice",
    ("contract", "break_notice"): "notice",
    ("contract", "renewal_notice"): "notice",
    ("contract", "end_after"): "notice",
    ("meeting", "agenda"): "points",
}
_TO_A_ROW = {"measure_id": "measure", "meeting_id": "meeting"}
_CHOSEN = {
    ("contract", "route_code"): (("", "Not known"), *ROUTES.items()),
    ("contract", "next_route"): (("", "Not known"), *((one.code, one.name) for one in lead_times().routes)),
}
_MAY_BE_EMPTY = frozenset({("contract", "title")})


@dataclass(frozen=True)
class Control:
    """How a field is typed.

    how: ``text``, ``lines``, ``choice``, ``yes_no`` (or not known), ``tick``, ``day``, ``pounds`` (whole pence),
    ``whole``, ``figure``, ``person``, ``contract`` (one of the same organisation), ``row`` (one of the kind `of`),
    ``category``, ``extensions`` (months of each), ``notice`` (count and unit), ``points`` (a text a line), or ``none``
    where a form of its own is needed. choices: (code, words). longest: characters, 0 for no limit. needed: not to be
    left empty. low: the least that a whole number may be, None for any.
    """

    how: str
    choices: tuple[tuple[str, str], ...] = ()
    longest: int = 0
    needed: bool = False
    of: str = ""
    low: int | None = None


@cache
def controls(kind: str) -> dict[str, Control]:
    """How each typed field of a kind (a code of `KINDS`) is typed, in the order in which they are declared."""
    declared = KINDS[kind]
    by_name = {column.attname: column for column in MODELS[kind]._meta.concrete_fields}
    return {
        name: _control(kind, name, by_name[name], needed=name == declared.title)
        for name, field in declared.fields.items()
        if field.typed
    }


def _control(kind: str, name: str, column: "columns.Field[object, object]", *, needed: bool) -> Control:
    how = _BY_NAME.get((kind, name)) or _how(name, column)
    given = tuple((str(code), str(words)) for code, words in column.choices or ())
    return Control(
        how,
        choices=_CHOSEN.get((kind, name), given),
        longest=column.max_length or 0,
        needed=(needed and how in ("text", "lines") and (kind, name) not in _MAY_BE_EMPTY) or _must(column),
        of=_TO_A_ROW.get(name, ""),
        low=0 if isinstance(column, columns.PositiveIntegerField | columns.PositiveSmallIntegerField) else None,
    )


def _must(column: "columns.Field[object, object]") -> bool:
    """Whether the column cannot do without a value and has none of its own."""
    return not column.null and not column.has_default() and not isinstance(column, columns.BooleanField)


def _how(name: str, column: "columns.Field[object, object]") -> str:
    if name in _TO_A_ROW:
        return "row"
    if isinstance(column, columns.ForeignKey):
        return "contract" if name == "other_id" else "person"
    if column.choices:
        return "choice"
    for kind, how in (
        (columns.BooleanField, "yes_no" if column.null else "tick"),
        (columns.DateField, "day"),
        (columns.DecimalField, "figure"),
        (columns.TextField, "lines"),
        (columns.JSONField, "none"),
        (columns.IntegerField, "pounds" if name.endswith("_pence") else "whole"),
    ):
        if isinstance(column, kind):
            return how
    return "text"


@cache
def chosen_among(kind: str) -> dict[str, dict[str, str]]:
    """Fields of a kind that hold codes, typed by people or not: code -> words."""
    found = {name: dict(control.choices) for name, control in controls(kind).items() if control.choices}
    for column in MODELS[kind]._meta.concrete_fields:
        if column.choices and column.attname not in found:
            found[column.attname] = {str(code): str(words) for code, words in column.choices}
    return found
