"""Published award notices that may be a contract's: offered as evidence, for a person to adopt."""

from dataclasses import dataclass, fields
from datetime import date
from functools import lru_cache
from typing import Any

from tallystick.contracts.queries.contract import Seen, rows, suppliers_of
from tallystick.contracts.rules.notice_matching import ContractFacts, NoticeFacts, NoticeMatch, Notices, matches
from tallystick.lake import notices
from tallystick.lake.notices import NoticeRow
from tallystick.lake.store.home import Home

_FACTS = [field.name for field in fields(NoticeFacts)]


@dataclass(frozen=True)
class Said:
    """What a notice says of one field of the contract. here: what the contract says now. Both as `stating.said`.

    missing: the contract does not say it, so that taking it over contradicts nothing.
    """

    field: str
    there: Any
    here: Any

    @property
    def missing(self) -> bool:
        return self.here in (None, "", "unknown")


@dataclass(frozen=True)
class Offered:
    """A notice that may be the contract's, with how sure that is and why. adopted: a person took it already."""

    notice: NoticeRow
    match: NoticeMatch
    adopted: bool
    said: tuple[Said, ...]


def offered(home: Home, seen: Seen) -> list[Offered]:
    """Notices of the contract's council that may be it, likeliest first: nothing for a contract of another's.

    Raises `lake.notices.NoNotices` where none were loaded.
    """
    found = notices.current(home)
    if found is None:
        raise notices.NoNotices()
    if not seen.own:
        return []
    ready, by_id = _of_buyer(home, found.id, seen.organisation)
    adopted = {row.values["notice"] for row in rows(seen, "notice")}
    return [
        Offered(by_id[match.id], match, match.id in adopted, said_by(seen, by_id[match.id]))
        for match in matches(_facts(seen), ready)
    ]


def said_by(seen: Seen, notice: NoticeRow) -> tuple[Said, ...]:
    """What a notice says of fields that a contract has too, where the two differ."""
    told: dict[str, Any] = {
        "ocid": notice.ocid,
        "awarded": _iso(notice.award_date),
        "start": _iso(notice.start),
        "end": _iso(notice.end),
        "cpv": ", ".join(notice.cpv) or None,
    }
    # The award's value is the contract's only where one supplier has all of it.
    if notice.suppliers == 1 and notice.value_pence:
        basis = {"net": "exclusive", "gross": "inclusive"}.get(notice.value_basis)
        told |= {"value_pence": notice.value_pence, "vat": basis, "value_period": "whole_life"}
    return tuple(Said(name, value, seen[name]) for name, value in told.items() if value not in (None, "", seen[name]))


@lru_cache(maxsize=64)
def _of_buyer(home: Home, edition: str, organisation: str) -> tuple[Notices, dict[str, NoticeRow]]:
    """The notices of a council, made ready; `edition` names the notices in use."""
    found = notices.of_buyer(home, organisation)
    ready = Notices(NoticeFacts(**{name: getattr(row, name) for name in _FACTS}) for row in found)
    return ready, {row.id: row for row in found}


def _facts(seen: Seen) -> ContractFacts:
    parties = [party for party in suppliers_of(seen) if party.role == "supplier"]
    whole_life = seen["value_period"] != "year" and seen["value_period"] != "month"
    return ContractFacts(
        title=seen["title"] or None,
        description=seen["description"] or None,
        suppliers=tuple(name for party in parties for name in (party.name, party.supplier_name) if name),
        company_numbers=tuple(party.company_number for party in parties if party.company_number),
        references=tuple(text for text in (seen["reference"], seen["ocid"]) if text),
        start=_day(seen["start"]),
        end=_day(seen["end"]),
        awarded=_day(seen["awarded"]),
        value_pence=seen["value_pence"] if whole_life else None,
        annual_pence=seen["annual_value_pence"] or (seen["value_pence"] if seen["value_period"] == "year" else None),
        cpv=tuple(str(seen["cpv"] or "").replace(",", " ").split()),
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
