"""Tables that belong together: awards in one, their suppliers in another, their buyers in a third.

So some exports flatten releases: each row has a ``_link`` of its own, and the ``_link_release`` (and ``_link_awards``)
of what it belongs to.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tallystick.kit.errors import Refused
from tallystick.lake.notices.releases import take
from tallystick.lake.notices.rows import NO_AWARD, Place, Row, Tidied
from tallystick.lake.notices.values import text

AWARDS, SUPPLIERS, BUYER, MAIN, TENDER, ITEMS, OTHER = (
    "awards",
    "suppliers",
    "buyer",
    "releases",
    "tender",
    "items",
    "other",
)

_BESIDE = (SUPPLIERS, BUYER, MAIN, TENDER, ITEMS, OTHER)

Cells = Mapping[str, Any]


@dataclass(frozen=True)
class Linked:
    """One such table. role: one of those above. rows: line, and cells by heading."""

    role: str
    rows: Sequence[tuple[int, Cells]]


def is_linked(header: Sequence[str | None]) -> bool:
    """Whether a table is one of several that belong together. One that is joined already is not."""
    said = {(h or "").strip() for h in header}
    return "_link" in said and bool({"_link_release", "_link_main", "ocid"} & said)


def linked(header: Sequence[str | None], rows: Sequence[tuple[int, Sequence[Any]]]) -> Linked:
    """A table as one of several, by its headings."""
    names = [(h or "").strip() for h in header]
    told = [(line, dict(zip(names, cells, strict=False))) for line, cells in rows]
    return Linked(_role(set(names)), told)


def _role(names: set[str]) -> str:
    if "_link_awards" in names:
        return SUPPLIERS if "name" in names else OTHER
    if "contractPeriod_startDate" in names and "value_amount" in names:
        return AWARDS
    if "ocid" in names:
        return MAIN
    if "procurementMethod" in names or "procurementMethodDetails" in names:
        return TENDER
    if "classification_id" in names:
        return ITEMS
    if "name" in names and "roles" not in names:
        return BUYER
    return OTHER


def refuse_alone(tables: Sequence[Linked]) -> None:
    """Raise Refused unless the awards and their buyers are both there."""
    roles = {one.role for one in tables}
    missing = [said for role, said in ((AWARDS, "the awards"), (BUYER, "the buyers")) if role not in roles]
    if MAIN in roles and any("buyer_name" in cells for t in tables if t.role == MAIN for _, cells in t.rows[:1]):
        missing = [one for one in missing if one != "the buyers"]
    if missing:
        raise Refused(
            f"This is one of several tables that belong together, and {' and '.join(missing)} are not among them.",
            what_to_do="Load the awards, suppliers and buyers at once: name all the files in one command.",
        )


def take_together(tables: Sequence[Linked], into: Tidied) -> None:
    """Put awards joined to their suppliers, buyers and tenders into `into`; every other row is counted as joined, or
    as of a release without an award."""
    awards = [row for one in tables if one.role == AWARDS for row in one.rows]
    released = {_release(cells) for _, cells in awards}
    named = {text(cells.get("_link")) for _, cells in awards}
    beside: dict[str, dict[str, list[Cells]]] = {role: defaultdict(list) for role in _BESIDE}
    for one in tables:
        for line, cells in one.rows if one.role != AWARDS else ():
            into.rows_read += 1
            if not any(text(cell) for cell in cells.values()):
                into.blank += 1
            elif one.role == SUPPLIERS and text(cells.get("_link_awards")) not in named:
                into.keep_out(Place(line), NO_AWARD, text(cells.get("name")) or "")
            elif _release(cells) not in released:
                into.other_stages["a release without an award"] += 1
            else:
                into.joined += 1
                key = text(cells.get("_link_awards")) if one.role == SUPPLIERS else _release(cells)
                beside[one.role][key or ""].append(cells)
    for line, cells in awards:
        take(
            _joined(cells, {role: its.get(_key(role, cells), []) for role, its in beside.items()}),
            Place(line),
            into,
            pounds=True,
        )


def _key(role: str, award: Cells) -> str:
    return (text(award.get("_link")) or "") if role == SUPPLIERS else _release(award)


def _release(cells: Cells) -> str:
    return text(cells.get("_link_release")) or text(cells.get("_link_main")) or text(cells.get("_link")) or ""


def _item(cells: Cells) -> Row:
    return {"classification": {"scheme": cells.get("classification_scheme"), "id": cells.get("classification_id")}}


def _joined(award: Cells, beside: Mapping[str, Sequence[Cells]]) -> dict[str, Any]:
    its, told, first = ((beside[role] or [{}])[0] for role in (BUYER, TENDER, MAIN))
    return {
        "ocid": first.get("ocid"),
        "id": first.get("id"),
        "date": first.get("date") or award.get("datePublished"),
        "tag": first.get("tag") or "award",
        "buyer": {
            "name": its.get("name") or first.get("buyer_name"),
            "id": its.get("id"),
            "identifier": {"scheme": its.get("identifier_scheme"), "id": its.get("identifier_id")},
        },
        "tender": {
            **{name: told.get(name) for name in ("id", "title", "description")},
            **{name: told.get(name) for name in ("procurementMethod", "procurementMethodDetails")},
            "items": [_item(one) for one in beside[ITEMS]],
        },
        "awards": [
            {
                **{name: award.get(name) for name in ("id", "title", "description", "status", "date")},
                "value": {"amount": award.get("value_amount"), "currency": award.get("value_currency")},
                "contractPeriod": {
                    "startDate": award.get("contractPeriod_startDate"),
                    "endDate": award.get("contractPeriod_endDate"),
                },
                "suppliers": [
                    {
                        "name": one.get("name"),
                        "id": one.get("id"),
                        "identifier": {"scheme": one.get("identifier_scheme"), "id": one.get("identifier_id")},
                        "sme": one.get("sme"),
                        "vco": one.get("vco"),
                        "x_awardValue": {
                            "amount": one.get("x_awardValue_amount"),
                            "currency": one.get("x_awardValue_currency"),
                        },
                    }
                    for one in beside[SUPPLIERS]
                ],
            }
        ],
    }
