"""Contracts that tests of the register's pages look at and change."""

from datetime import UTC, date, datetime
from typing import Any

from tallystick.contracts.actions import keeping
from tests.people import LEEDS, SAM, YORK

AT = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
NASTY = "<script>alert('x')</script> & Sons"
SECRET = "They would go lower"


def phones(people: Any, organisation: str = LEEDS, **values: Any) -> Any:
    """A contract of Leeds with a supplier and something confidential."""
    people.organisation(organisation, {LEEDS: "Leeds City Council", YORK: "City of York Council"}[organisation])
    said = {
        "reference": "ICT-1",
        "title": "Desk telephones",
        "department": "Digital",
        "start": date(2025, 4, 1),
        "end": date(2027, 3, 31),
        "value_pence": 1_200_050,
        "value_period": "year",
        "vat": "exclusive",
        "negotiation_notes": SECRET,
        "other": {"Ledger code": "ZZ99"},
        **values,
    }
    return keeping.add_contract(
        organisation=organisation, values=said, suppliers=[{"name": NASTY, "sme": True}], by=SAM, at=AT
    )


def content(response: Any) -> bytes:
    """All of an answer. One that streams is closed by being read to its end, as the test client has it."""
    return b"".join(response.streaming_content) if response.streaming else response.content
