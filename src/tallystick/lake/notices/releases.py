"""One OCDS release to award rows: a row for each award and supplier.

Source: Open Contracting Data Standard 1.1 and 1.0, and the extensions that Contracts Finder, Find a Tender, Public
Contracts Scotland and Sell2Wales use. Addresses, contact names and e-mail are not taken: many are
people's own.
"""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from tallystick.lake.notices.rows import NO_BUYER, NOT_A_RELEASE, NOTHING_SAID, VALUE, Place, Row, Tidied
from tallystick.lake.notices.values import (
    Amount,
    NotUnderstood,
    amount,
    at,
    cpv_codes,
    day,
    first_text,
    moment_of,
    notice_key,
    number_of_company,
    objects,
    text,
    yes_or_no,
)

Release = Mapping[str, Any]

_SEE_TENDER = re.compile(r"see description of related tender\.?", re.IGNORECASE)
_SMALL = ("sme", "small", "medium", "micro")
_TAG_IN_TEXT = re.compile(r"[A-Za-z]+")


def take(release: Any, place: Place, into: Tidied, *, pounds: bool = False, address: Any = None) -> None:
    """Put one release where it belongs in `into`. pounds: an amount without a currency is in pounds.

    address: the web address of the package that it came in.
    """
    into.rows_read += 1
    if not isinstance(release, dict):
        into.keep_out(place, NOT_A_RELEASE, str(release))
        return
    awards = _awards(release)
    stage = _tag(release)
    about = _about(release, place, stage, address)
    if not awards:
        if not stage and not about["title"] and not about["buyer_name"] and not about["ocid"]:
            into.keep_out(place, NOT_A_RELEASE, str(dict(release)))
        else:
            into.other_stages[stage or "without an award"] += 1
        return
    if not about["buyer_name"] and not about["buyer_id"]:
        into.keep_out(place, NO_BUYER, about["title"] or "", about=about)
        return
    made = False
    for award in awards:
        rows = _award_rows(release, award, about, place, into, pounds=pounds, alone=len(awards) == 1)
        into.rows += rows
        made = made or bool(rows)
    if made:
        into.notices += 1


def _awards(release: Release) -> list[Release]:
    """Its awards, each with what the contract signed under it says besides; contracts that name no award too."""
    awards = objects(release.get("awards"))
    contracts = objects(release.get("contracts"))
    by_award = {text(c.get("awardID")): c for c in contracts if text(c.get("awardID"))}
    known = {text(award.get("id")) for award in awards}
    found: list[Release] = [{**award, "contract": by_award.get(text(award.get("id")))} for award in awards]
    for contract in contracts:
        if text(contract.get("awardID")) not in known and (contract.get("value") or contract.get("period")):
            found.append({**contract, "contractPeriod": contract.get("period"), "contract": contract})
    return found


def _tag(release: Release) -> str | None:
    tag = release.get("tag")
    said = [text(one) for one in tag] if isinstance(tag, list) else _TAG_IN_TEXT.findall(text(tag) or "")
    return ", ".join(sorted(one for one in said if one)) or None


def _about(release: Release, place: Place, stage: str | None, address: Any) -> Row:
    """What all award rows of a release share."""
    tender = release.get("tender")
    buyer = _buyer(release)
    moment = first_text(release.get("date"), release.get("publishedDate"))
    url = first_text(
        *(d.get("url") for a in objects(release.get("awards")) for d in objects(a.get("documents"))[:1]),
        release.get("url"),
        address,
    )
    notice_id = text(release.get("id"))
    return {
        "source_row": place.row,
        "notice_id": notice_id,
        "notice_key": notice_key(url, address, notice_id),
        "ocid": text(release.get("ocid")),
        "release_date": day(moment),
        "released_at": moment_of(moment),
        "tag": stage,
        "buyer_name": first_text(buyer.get("name"), at(buyer, "identifier", "legalName")),
        "buyer_scheme": text(at(buyer, "identifier", "scheme")),
        "buyer_id": first_text(at(buyer, "identifier", "id"), buyer.get("id")),
        "title": first_text(at(tender, "title"), release.get("title")),
        "description": first_text(at(tender, "description"), release.get("description")),
        "reference": text(at(tender, "id")),
        "category": text(at(tender, "mainProcurementCategory")),
        "procurement_method": first_text(at(tender, "procurementMethodDetails"), at(tender, "procurementMethod")),
        "url": url if url and url.startswith("http") else None,
    }


def _buyer(release: Release) -> Release:
    """The buyer, with what its party says of it."""
    buyer = at(release, "buyer")
    parties = objects(release.get("parties"))
    mine: Release = buyer if isinstance(buyer, dict) else {}
    party = _party(parties, mine)
    if not party:
        named = [p for role in ("buyer", "procuringEntity") for p in parties if role in _roles(p)]
        party = named[0] if named else {}
    if not mine and not party:
        entity = at(release, "tender", "procuringEntity")
        return entity if isinstance(entity, dict) else {}
    return {**party, **{key: value for key, value in mine.items() if value not in (None, "", {}, [])}}


def _roles(party: Release) -> list[str]:
    roles = party.get("roles")
    return [str(role) for role in roles] if isinstance(roles, list) else [str(roles or "")]


def _party(parties: list[Release], named: Release) -> Release:
    """The party that `named` speaks of: by number, and by name too where several have that number."""
    found = [party for party in parties if named.get("id") is not None and party.get("id") == named.get("id")]
    if len(found) > 1:
        found = [party for party in found if text(party.get("name")) == text(named.get("name"))] or found
    return found[0] if found else {}


def _award_rows(
    release: Release, award: Release, about: Row, place: Place, into: Tidied, *, pounds: bool, alone: bool
) -> list[Row]:
    remarks: list[str] = []
    suppliers = _suppliers(release, award, alone=alone)
    title = first_text(award.get("title"), about["title"])
    try:
        value, gross = _value(award, pounds=pounds)
    except NotUnderstood as no:
        into.keep_out(place, VALUE, no.what, about=about, whole=alone)
        return []
    if not suppliers and not title:
        into.keep_out(place, NOTHING_SAID, "", about=about, whole=alone)
        return []
    start, end = _period(release, award, remarks)
    said = text(award.get("description"))
    row = {
        **about,
        "source_place": place.inside,
        "award_id": text(award.get("id")),
        "award_status": text(award.get("status")),
        "title": title,
        "description": said if said and not _SEE_TENDER.fullmatch(said) else about["description"],
        "cpv": _cpv(release, award),
        "award_date": _day(first_text(award.get("date"), at(award, "contract", "dateSigned")), "award date", remarks),
        "start": start,
        "end": end,
        "amount": value.written if value else None,
        "currency": value.currency if value else None,
        "value_pence": value.pence if value else None,
        "value_basis": "net" if gross else "unknown",
        "value_gross_pence": gross.pence if gross else None,
        "suppliers": len(suppliers),
        "remarks": remarks,
    }
    into.awards += 1
    if not suppliers:
        remarks.append("No supplier is named.")
        return [{**row, "supplier_position": 0}]
    return [{**row, **_supplier(one, n, pounds=pounds)} for n, one in enumerate(suppliers, 1)]


def _value(award: Release, *, pounds: bool) -> tuple[Amount | None, Amount | None]:
    """The award's value, else its contract's; and the same with VAT, where that is published beside it."""
    value = award.get("value") or at(award, "contract", "value")
    if not isinstance(value, dict):
        return amount(value, None, pounds_unless_said=pounds), None
    currency = value.get("currency")
    net = amount(value.get("amount"), currency, pounds_unless_said=pounds)
    return net, amount(value.get("amountGross"), currency, pounds_unless_said=pounds)


def _period(release: Release, award: Release, remarks: list[str]) -> tuple[date | None, date | None]:
    lots = (
        {text(lot) for lot in award.get("relatedLots") or []} if isinstance(award.get("relatedLots"), list) else set()
    )
    of_lots = [
        lot.get("contractPeriod")
        for lot in objects(at(release, "tender", "lots"))
        if not lots or text(lot.get("id")) in lots
    ]
    several = (
        award.get("contractPeriod"),
        at(award, "contract", "period"),
        at(release, "tender", "contractPeriod"),
        *(of_lots[:1] if len(of_lots) == 1 or lots else ()),
    )
    for period in several:
        if isinstance(period, dict) and (text(period.get("startDate")) or text(period.get("endDate"))):
            return (
                _day(period.get("startDate"), "start", remarks),
                _day(first_text(period.get("endDate")), "end", remarks),
            )
    return None, None


def _day(value: Any, what: str, remarks: list[str]) -> date | None:
    said = text(value)
    found = day(said)
    if said and found is None:
        remarks.append(f"The {what} was published as {said[:40]!r}, which is not a date that can be used.")
    return found


def _cpv(release: Release, award: Release) -> list[str]:
    tender = at(release, "tender")
    said = [at(tender, "classification")]
    for item in (*objects(award.get("items")), *objects(at(tender, "items"))):
        said += [item.get("classification"), *objects(item.get("additionalClassifications"))]
    return cpv_codes(*(at(one, "id") for one in said if (text(at(one, "scheme")) or "CPV").upper() == "CPV"))


def _suppliers(release: Release, award: Release, *, alone: bool) -> list[Release]:
    """Each supplier once, with what its party says; those of the parties where the one award names none."""
    parties = objects(release.get("parties"))
    found: list[Release] = []
    for one in objects(award.get("suppliers")):
        party = _party(parties, one)
        merged = {**party, **{key: value for key, value in one.items() if value not in (None, "", {}, [])}}
        if (text(merged.get("name")) or _identifier(merged)[1]) and merged not in found:
            found.append(merged)
    if not found and alone:
        found = [party for party in parties if "supplier" in _roles(party) and text(party.get("name"))]
    return found


def _identifier(supplier: Release) -> tuple[str | None, str | None]:
    """Scheme and number, that of Companies House before any other."""
    several = [*objects(supplier.get("identifier")), *objects(supplier.get("additionalIdentifiers"))]
    pairs = [(text(one.get("scheme")), text(one.get("id"))) for one in several if text(one.get("id"))]
    companies = [pair for pair in pairs if number_of_company(*pair)]
    if companies or pairs:
        return (companies or pairs)[0]
    own = text(supplier.get("id")) or ""
    return ("GB-COH", own[7:]) if own.upper().startswith("GB-COH-") else (None, None)


def _supplier(supplier: Release, position: int, *, pounds: bool) -> Row:
    scheme, identifier = _identifier(supplier)
    scale = (text(at(supplier, "details", "scale")) or "").casefold()
    small = yes_or_no(supplier.get("sme"))
    if small is None and scale:
        small = True if scale in _SMALL else False if scale == "large" else None
    social = [yes_or_no(at(supplier, *path)) for path in (("vco",), ("vcse",), ("details", "vcse"))]
    own = at(supplier, "x_awardValue")
    try:
        value = amount(at(own, "amount"), at(own, "currency"), pounds_unless_said=pounds)
    except NotUnderstood:
        value = None
    return {
        "supplier_position": position,
        "supplier_name": first_text(supplier.get("name"), at(supplier, "identifier", "legalName")),
        "supplier_scheme": scheme,
        "supplier_id": identifier,
        "company_number": number_of_company(scheme, identifier),
        "supplier_value_pence": value.pence if value else None,
        "sme": small,
        "vcse": next((one for one in social if one is not None), None),
    }
