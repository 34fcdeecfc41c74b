"""Headings of flat notices, as services and their re-users publish them, and where in a release each belongs."""

import re
from collections.abc import Sequence

_NOT_WORD = re.compile(r"[^a-z0-9]+")

_FIELDS: dict[str, str] = {
    "id": "noticeid noticeidentifier id sourceid publishednoticeid ukuid",
    "ocid": "ocid opencontractingid ",
    "date": "publisheddate publisheddatetime releasedate dateofpublication datepublished pubdate publishedat "
    "publicationdate awarddatepublished",
    "status": "noticestatus status noticestage",
    "tag": "releasetag tag noticetype",
    "url": "url noticeurl link sourceurl tenderurl awarddocumentsurl webaddress noticelink",
    "buyer/name": "buyername buyer organisation organisationname organizationname council authority authorityname "
    "contractingauthority contractingauthorityname buyerorganisation",
    "buyer/identifier/scheme": "buyeridscheme",
    "buyer/identifier/id": "buyerid gsscode organisationcode buyeridentifier",
    "tender/id": "idtender reference contractreference tenderid procurementreference",
    "tender/title": "title tendertitle contracttitle noticetitle",
    "tender/description": "description tenderdescription shortdesc noticedescription",
    "tender/cpv": "cpvcodes cpvcode cpvs cpv classificationcode classificationid",
    "tender/mainProcurementCategory": "xclassificationsojeucontracttype ojeucontracttype contracttype",
    "tender/procurementMethod": "procurementmethod",
    "tender/procurementMethodDetails": "procurementmethoddetails ojeuproceduretype proceduretype procedure",
    "award/id": "idaward awardid",
    "award/title": "awardtitle",
    "award/description": "awarddescription",
    "award/status": "awardstatus",
    "award/date": "awarddate awardeddate datecontractawarded awarddecisiondate dateawarded dateofaward",
    "award/value/amount": "awardvalue awardedvalue awardamount valueofaward contractawardvalue totalawardvalue",
    "award/value/currency": "awardvaluecurrency awardcurrency awardedvaluecurrency",
    "award/contractPeriod/startDate": "contractstartdate contractperiodstartdate contractstart",
    "award/contractPeriod/endDate": "contractenddate contractperiodenddate contractend",
    "supplier/name": "suppliername awardedsupplier winningsupplier nameofsupplier successfulsupplier awardedto",
    "supplier/several": "suppliernameaddressreftyperefnumberissmeisvcse",
    "supplier/identifier/scheme": "supplieridscheme supplieridentifierscheme supplierreftype",
    "supplier/identifier/id": "supplierid supplieridentifierid supplieridentifier supplierrefnumber companynumber "
    "suppliercompanynumber",
    "supplier/sme": "sme awardedtosme supplierissme issme",
    "supplier/vco": "vco awardedtovcse supplierisvcse isvcse vcse",
}
_WHERE = {_NOT_WORD.sub("", word.casefold()): where for where, said in _FIELDS.items() for word in said.split()}

MEANS_AWARD = frozenset(
    {"award/id", "award/title", "award/date", "award/value/amount", "supplier/several", "award/status"}
)
"""Fields that only an award has. A supplier alone may be somebody who was paid."""

AWARDED_SUPPLIERS = frozenset({"awardedsupplier", "winningsupplier", "successfulsupplier", "awardedto"})

_STEP = re.compile(
    r"(?:releases?[/.]\d+[/.])?(?:ocid|id|tag|date|uri|language|initiationType"
    r"|(?:tender|buyer|awards?|parties|contracts|planning|relatedProcesses|publisher|tag)[/.][\w/.\[\]]+)",
    re.IGNORECASE,
)
_STEPS = re.compile(r"[/.]")
_INDEXED = re.compile(r"(?:awards|parties|contracts|tender|releases)[/.]", re.IGNORECASE)


def folded(heading: str | None) -> str:
    """Letters and figures of a heading, in lower case."""
    return _NOT_WORD.sub("", (heading or "").casefold())


def where(heading: str | None) -> str | None:
    """Where in a release the cells under `heading` belong, as a path of ours; None for a heading not known."""
    return _WHERE.get(folded(heading))


def paths(header: Sequence[str | None]) -> bool:
    """Whether headings are paths into a release: ``releases/0/awards/0/value/amount`` or ``awards.0.date``."""
    said = [h.strip() for h in header if h and h.strip()]
    like = [h for h in said if _STEP.fullmatch(h)]
    return len(like) >= 3 and len(like) * 2 >= len(said) and any(_INDEXED.match(h) for h in like)


def is_path(heading: str) -> bool:
    """Whether one heading is a path into a release."""
    return bool(_STEP.fullmatch(heading.strip())) and bool(_STEPS.search(heading))


def positions(header: Sequence[str | None]) -> dict[str, list[int]]:
    """Where each field known is: every heading that says it, in order. ``awarded``: the supplier is one who won."""
    found: dict[str, list[int]] = {}
    for n, heading in enumerate(header):
        place = where(heading)
        if place:
            found.setdefault(place, []).append(n)
    won = [n for n, heading in enumerate(header) if folded(heading) in AWARDED_SUPPLIERS]
    return {**found, "awarded": won} if won else found


def says_notices(fields: frozenset[str] | set[str]) -> bool:
    """Whether a table with these fields is one of notices: who buys, what, and when or which."""
    who = "buyer/name" in fields
    what = bool(fields & {"tender/title", "tender/description", "award/title", "award/description"})
    which = bool(fields & {"id", "ocid", "date", "tag", "status", "url", "award/id", "award/date"})
    return who and what and which
