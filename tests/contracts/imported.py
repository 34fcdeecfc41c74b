"""Registers as small files, and what their import made of the record."""

import csv
import io
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tallystick.contracts import models
from tallystick.contracts.actions import load_register
from tallystick.contracts.actions.importing import Handed
from tallystick.councils.rules.actors import Actor
from tallystick.lake.store.home import Home
from tests.people import LEEDS, SAM

AT = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
HEADINGS = ("Contract reference", "Title", "Supplier", "Company number", "Start date", "End date", "Contract value",
            "SME", "Ledger code")  # fmt: skip
PHONES = ("ICT-1", "Desk telephones", "Oakhollow Networks Ltd", "01234567", "01/04/2024", "31/03/2027", "£12,000.50",
          "Yes", "ZZ99")  # fmt: skip
WIFI = ("ICT-2", "Wi-Fi in libraries", "Tarnwick Software Ltd", "", "01/06/2024", "TBC", "n/k", "No", "")
CLEAN = ("FM-7", "Office cleaning", "Brindle Ltd", "", "01/01/2023", "31/12/2028", "£90,000", "", "AA1")


def register(folder: Path, *rows: tuple[str, ...], name: str = "register.csv", headings: Any = HEADINGS) -> Path:
    """A register as CSV, with a title above its headings."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["Contracts register"] + [""] * (len(headings) - 1))
    writer.writerow(headings)
    writer.writerows(rows)
    path = folder / name
    path.write_text(out.getvalue(), encoding="utf-8")
    return path


def load(home: Home, path: Path, *, organisation: str | None = LEEDS, by: Actor = SAM, **more: Any) -> Handed:
    """What `contracts load` does."""
    return load_register(home=home, path=path, organisation=organisation, by=by, at=AT, **more)


def contract(reference: str) -> models.Contract:
    """The contract of that reference that is in the register."""
    return models.Contract.objects.get(reference=reference, removed=False)


def suppliers(of: models.Contract) -> list[str]:
    """The names of its suppliers."""
    rows = models.Party.objects.filter(contract=of, removed=False).order_by("pk")
    return [row.name for row in rows]
