"""The columns of the basic company data file, as Companies House publishes it each month.

Source: Companies House free data product, "Basic company data", 55 columns; some of its headings begin with a space.
"""

import re
from collections.abc import Sequence
from datetime import date
from pathlib import PurePath

from tallystick.kit.errors import Refused

PREVIOUS_NAMES = 10
KEPT = {
    "CompanyName": "name",
    "CompanyNumber": "company_number",
    "RegAddress.PostTown": "post_town",
    "RegAddress.PostCode": "postcode",
    "CompanyCategory": "company_category",
    "CompanyStatus": "status",
    "CountryOfOrigin": "country_of_origin",
    "DissolutionDate": "dissolved",
    "IncorporationDate": "incorporated",
    "Accounts.LastMadeUpDate": "accounts_made_up",
    "Accounts.AccountCategory": "accounts_category",
    **{f"SICCode.SicText_{n}": f"sic_{n}" for n in range(1, 5)},
    **{f"PreviousName_{n}.CONDATE": f"previous_until_{n}" for n in range(1, PREVIOUS_NAMES + 1)},
    **{f"PreviousName_{n}.CompanyName": f"previous_name_{n}" for n in range(1, PREVIOUS_NAMES + 1)},
}
"""Published heading to our own. Streets are not kept: many directors give their homes."""

COLUMNS = (
    *("CompanyName", " CompanyNumber", "RegAddress.CareOf", "RegAddress.POBox", "RegAddress.AddressLine1"),
    *(" RegAddress.AddressLine2", "RegAddress.PostTown", "RegAddress.County", "RegAddress.Country"),
    *("RegAddress.PostCode", "CompanyCategory", "CompanyStatus", "CountryOfOrigin", "DissolutionDate"),
    *("IncorporationDate", "Accounts.AccountRefDay", "Accounts.AccountRefMonth", "Accounts.NextDueDate"),
    *("Accounts.LastMadeUpDate", "Accounts.AccountCategory", "Returns.NextDueDate", "Returns.LastMadeUpDate"),
    *("Mortgages.NumMortCharges", "Mortgages.NumMortOutstanding", "Mortgages.NumMortPartSatisfied"),
    *("Mortgages.NumMortSatisfied", "SICCode.SicText_1", "SICCode.SicText_2", "SICCode.SicText_3"),
    *("SICCode.SicText_4", "LimitedPartnerships.NumGenPartners", "LimitedPartnerships.NumLimPartners", "URI"),
    *("PreviousName_1.CONDATE", " PreviousName_1.CompanyName", " PreviousName_2.CONDATE"),
    " PreviousName_2.CompanyName",
    *(f for n in range(3, 11) for f in (f"PreviousName_{n}.CONDATE", f" PreviousName_{n}.CompanyName")),
    *("ConfStmtNextDueDate", " ConfStmtLastMadeUpDate"),
)
"""All 55, spaces and all, in order."""

_NAMED = re.compile(r"basiccompanydata(?:asonefile)?-(\d{4})-(\d\d)-(\d\d)(?:-part(\d+)_(\d+))?", re.IGNORECASE)
_SAID_AT_MOST = 6


def positions(header: Sequence[str | None], file: str) -> dict[str, int]:
    """Our own name of each column that is kept, and where it is in `header`. Raises Refused for those missing."""
    at = {_folded(heading): n for n, heading in reversed(list(enumerate(header))) if heading}
    missing = [heading for heading in KEPT if _folded(heading) not in at]
    if missing:
        said = ", ".join(missing[:_SAID_AT_MOST])
        more = f" and {len(missing) - _SAID_AT_MOST} more" if len(missing) > _SAID_AT_MOST else ""
        raise Refused(
            f"{file} is not a basic company data file: its first row lacks {said}{more}.",
            what_to_do="Load the file as Companies House publishes it (“Free company data product”), zipped or not.",
        )
    return {own: at[_folded(heading)] for heading, own in KEPT.items()}


def _folded(heading: str) -> str:
    return "".join(heading.split()).casefold()


def month_of(name: str) -> date | None:
    """The day that a published file's name gives: what it says was so on that day."""
    found = _NAMED.search(PurePath(name).name)
    try:
        return date(int(found[1]), int(found[2]), int(found[3])) if found else None
    except ValueError:
        return None


def parts_missing(names: Sequence[str]) -> str | None:
    """A remark where files of a register in parts are not all there, or not all of one month."""
    found = [match for match in map(_NAMED.search, names) if match]
    if len({match.groups()[:3] for match in found}) > 1:
        return "These files are of different months."
    given = {int(match[4]) for match in found if match[4]}
    of = max((int(match[5]) for match in found if match[5]), default=0)
    missing = [str(n) for n in range(1, of + 1) if n not in given]
    return f"Part {', '.join(missing)} of {of} was not among these files." if given and missing else None
