"""Flat notices, a row or a plain object each, to releases: by their headings."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from tallystick.lake.notices import headings
from tallystick.lake.notices.releases import take
from tallystick.lake.notices.rows import Place, Tidied
from tallystick.lake.notices.values import cpv_codes, first_text, text

_IN_BRACKETS = re.compile(r"\[([^\[\]]*)\]")
_REF_TYPES = {"COMPANIES_HOUSE": "GB-COH", "CHARITY_COMMISSION": "GB-CHC", "DUNS_NUMBER": "XI-DUNS"}
_MOST_LOOKED_AT = 200


@dataclass
class _Notice:
    """Rows that say one award: of each further row, only its supplier and its codes are new."""

    place: Place
    said: dict[str, Any]
    suppliers: list[dict[str, Any]] = field(default_factory=list)
    codes: list[str] = field(default_factory=list)


def is_flat(values: Sequence[Any]) -> bool:
    """Whether a list is of plain objects whose names are those of notices."""
    looked = [one for one in values[:_MOST_LOOKED_AT] if isinstance(one, Mapping)]
    if not looked or len(looked) < len(values[:_MOST_LOOKED_AT]):
        return False
    if any(isinstance(one.get(name), Mapping | list) for one in looked for name in ("buyer", "awards", "tender")):
        return False
    names = {name for one in looked for name in one}
    fields = {place for name in names if (place := headings.where(str(name)))}
    return headings.says_notices(fields) and any(headings.folded(n) not in ("status",) for n in names)


def take_object(value: Any, place: Place, into: Tidied) -> None:
    """Put one plain object into `into`."""
    if not isinstance(value, Mapping):
        take(value, place, into)
        return
    names = list(value)
    at = headings.positions([str(name) for name in names])
    said = _said(at, [value[name] for name in names])
    _settle(_Notice(place, said, _suppliers(said), cpv_codes(said.get("tender/cpv"))), into, _can_award(at))


def take_table(
    header: Sequence[str | None], rows: Iterable[tuple[int, Sequence[Any]]], inside: str, into: Tidied
) -> None:
    """Put every row of a table into `into`. rows: the line of each, and its cells.

    Rows that say the same award of the same notice again, for another supplier or another code, are joined to it.
    """
    at = headings.positions(header)
    links = [n for n, h in enumerate(header) if (h or "").strip() in ("_link_release", "_link_award")]
    notices: dict[Any, _Notice] = {}
    for line, cells in rows:
        if not any(text(cell) for cell in cells):
            into.rows_read += 1
            into.blank += 1
            continue
        said = _said(at, cells)
        linked = tuple(text(cells[n]) for n in links)
        key = _key(said, linked) or line
        known = notices.get(key)
        suppliers, codes = _suppliers(said), cpv_codes(said.get("tender/cpv"))
        if known is None:
            if linked and not said.get("id"):
                said["id"] = "release " + (linked[0] or "")
            notices[key] = _Notice(Place(line, inside), said, suppliers, codes)
            continue
        into.rows_read += 1
        into.joined += 1
        known.suppliers += [one for one in suppliers if one not in known.suppliers]
        known.codes += [code for code in codes if code not in known.codes]
    for notice in notices.values():
        _settle(notice, into, _can_award(at))


def _can_award(at: Mapping[str, Any]) -> bool:
    return bool(headings.MEANS_AWARD & at.keys()) or "awarded" in at


def _said(at: Mapping[str, list[int]], cells: Sequence[Any]) -> dict[str, Any]:
    """Each field's first cell that says something, as it is."""
    said = {}
    for place, columns in at.items():
        value = next((cells[n] for n in columns if n < len(cells) and _says(cells[n])), None)
        if value is not None:
            said[place] = value
    return said


def _says(value: Any) -> bool:
    return isinstance(value, bool) or text(value) is not None


def _key(said: Mapping[str, Any], linked: tuple[str | None, ...]) -> Any:
    """What makes rows one award, or None where nothing says."""
    notice = tuple(text(said.get(name)) for name in ("id", "ocid")) + linked
    if not any(notice):
        return None
    names = ("award/id", "award/value/amount", "award/date", "award/title", "tender/title", "status", "tag")
    dates = ("award/contractPeriod/startDate", "award/contractPeriod/endDate")
    return notice, tuple(text(said.get(name)) for name in (*names, *dates))


def _suppliers(said: Mapping[str, Any]) -> list[dict[str, Any]]:
    several = text(said.get("supplier/several"))
    if several:
        return [one for part in _IN_BRACKETS.findall(several) if (one := _bracketed(part))]
    if "supplier/name" not in said and "supplier/identifier/id" not in said:
        return []
    identifier = {"scheme": said.get("supplier/identifier/scheme"), "id": said.get("supplier/identifier/id")}
    return [
        {
            "name": said.get("supplier/name"),
            "identifier": identifier if identifier["id"] else {},
            "sme": said.get("supplier/sme"),
            "vco": said.get("supplier/vco"),
        }
    ]


def _bracketed(part: str) -> dict[str, Any] | None:
    """``Name|Address|COMPANIES_HOUSE|01234567|Yes|No``: how Contracts Finder's own export writes each supplier."""
    cells = [text(cell) for cell in part.split("|")]
    if len(cells) < 2:
        return {"name": cells[0]} if cells[0] else None
    name, tail = cells[0], [*cells[2:], None, None, None, None]
    scheme = _REF_TYPES.get((tail[0] or "").upper(), tail[0])
    return (
        {"name": name, "identifier": {"scheme": scheme, "id": tail[1]}, "sme": tail[2], "vco": tail[3]}
        if name
        else None
    )


def _settle(notice: _Notice, into: Tidied, can_award: bool) -> None:
    """One flat notice, as the release that it would have been."""
    said = notice.said
    release: dict[str, Any] = {
        "id": said.get("id"),
        "ocid": said.get("ocid"),
        "date": said.get("date"),
        "tag": first_text(said.get("status"), said.get("tag")),
        "url": said.get("url"),
        "buyer": {
            "name": said.get("buyer/name"),
            "identifier": {"scheme": said.get("buyer/identifier/scheme"), "id": said.get("buyer/identifier/id")},
        },
        "tender": {
            "id": said.get("tender/id"),
            "title": first_text(said.get("tender/title"), said.get("award/title")),
            "description": said.get("tender/description"),
            "mainProcurementCategory": said.get("tender/mainProcurementCategory"),
            "procurementMethodDetails": first_text(
                said.get("tender/procurementMethodDetails"), said.get("tender/procurementMethod")
            ),
            "items": [{"classification": {"scheme": "CPV", "id": code}} for code in notice.codes],
        },
    }
    if can_award and _is_award(notice):
        release["awards"] = [_award(notice)]
    take(release, notice.place, into, pounds=True)


def _is_award(notice: _Notice) -> bool:
    """Whether anything is said of an award: a value of nought is how some say that there is none."""
    said = notice.said
    if notice.suppliers or any(name in said for name in ("award/id", "award/date", "award/title")):
        return True
    return "award/value/amount" in said and (text(said["award/value/amount"]) or "").strip("0.£, ") != ""


def _award(notice: _Notice) -> dict[str, Any]:
    said = notice.said
    return {
        "id": said.get("award/id"),
        "title": said.get("award/title"),
        "description": said.get("award/description"),
        "status": said.get("award/status"),
        "date": said.get("award/date"),
        "value": {"amount": said.get("award/value/amount"), "currency": said.get("award/value/currency")},
        "contractPeriod": {
            "startDate": said.get("award/contractPeriod/startDate"),
            "endDate": said.get("award/contractPeriod/endDate"),
        },
        "suppliers": notice.suppliers,
    }
