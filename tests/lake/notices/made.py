"""Notices for tests, of bodies and suppliers that are not."""

import csv
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

COUNCIL = "Bradford Metropolitan District Council"
"""A public body that is in the list, so that a buyer can be recognised; what it buys here is made up."""


def release(number: int, **given: Any) -> dict[str, Any]:
    """A release of one award to one supplier; `given` takes the place of its parts."""
    guid = f"{number:08x}-0000-4000-8000-000000000000"
    return {
        "ocid": f"ocds-test00-{number}",
        "id": f"{guid}-1",
        "date": "2024-03-01T10:00:00Z",
        "tag": ["award"],
        "buyer": {"id": "b", "name": COUNCIL},
        "tender": {
            "id": f"DN{700000 + number}",
            "title": f"Winter gritting {number}",
            "description": "Keeping roads open",
            "classification": {"scheme": "CPV", "id": "90630000"},
        },
        "parties": [
            {"id": "b", "name": COUNCIL, "roles": ["buyer"]},
            {
                "id": "s",
                "name": "Quorvane Grit Ltd",
                "roles": ["supplier"],
                "identifier": {"scheme": "GB-COH", "id": "99000001"},
                "details": {"scale": "sme", "vcse": False},
                "contactPoint": {"name": "Zelda Private", "email": "zelda@example.org"},
            },
        ],
        "awards": [
            {
                "id": f"a{number}",
                "status": "active",
                "date": "2024-02-20T00:00:00Z",
                "value": {"amount": 1234.5, "currency": "GBP"},
                "suppliers": [{"id": "s", "name": "Quorvane Grit Ltd"}],
                "contractPeriod": {"startDate": "2024-04-01T00:00:00+01:00", "endDate": "2027-03-31T23:59:59+01:00"},
                "documents": [{"url": f"https://www.contractsfinder.service.gov.uk/Notice/{guid}"}],
            }
        ],
        **given,
    }


def package(*releases: dict[str, Any]) -> dict[str, Any]:
    return {"uri": "https://example.org/p.json", "version": "1.1", "releases": list(releases)}


def written(path: Path, value: Any) -> Path:
    """JSON, or a text as it is."""
    path.write_text(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False), encoding="utf-8")
    return path


def table(path: Path, *rows: Sequence[str]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    return path
