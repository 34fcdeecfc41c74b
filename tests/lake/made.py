"""Made-up files, written as tidying would write them, for tests of builds, tables and look-ups."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

import polars as pl
from hypothesis import strategies as st

from tallystick.lake.build import Entry
from tallystick.lake.reading import FileReading, TableReading
from tallystick.lake.store.home import Home
from tallystick.lake.tidy.schema import FURNITURE, PAYMENTS, QUARANTINE

Payment = dict[str, Any]


def payment(**given: Any) -> Payment:
    """A payment with every column: those given, and plain ones for the rest.

    own: columns that win over what its file says of all its payments, such as an organisation of its own.
    """
    supplier = given.get("supplier", "Ashbrook Limited")
    plain: Payment = dict.fromkeys(PAYMENTS)
    plain |= {
        "department": "Roads",
        "supplier": supplier,
        "supplier_key": supplier.lower().replace(".", "") if supplier else None,
        "date": date(2024, 3, 5),
        "amount_pence": 12_345,
        "amount_basis": "net",
        "description": "Road salt",
        "card": False,
        "redacted": False,
        "duplicate": False,
        "row": 2,
        "extra": "{}",
    }
    plain |= given
    if "month" not in given and plain["date"]:
        plain["month"] = plain["date"].replace(day=1)
    if "fingerprint" not in given:
        parts = (plain["date"], plain["amount_pence"], plain["supplier"], plain["transaction"])
        plain["fingerprint"] = hash(repr(parts)) % 2**64
    return plain


def entry(
    home: Home,
    payments: Iterable[Payment],
    *,
    sha256: str,
    organisation: tuple[str | None, str | None] = ("GB-LAE-AAA", "Aldermere Council"),
    file: str | None = None,
    loaded_at: str = "2026-11-22T09:00:00+00:00",
    quarantine: Sequence[Mapping[str, Any]] = (),
    furniture: Sequence[Mapping[str, Any]] = (),
) -> Entry:
    """Write the tidy files of one loaded file, and give its entry, whose reading agrees with them."""
    code, name = organisation
    file = file or f"{sha256[:6]}.csv"
    of_file = {"organisation_code": code, "organisation": name, "file": file, "sha256": sha256}
    rows = [{**row, **of_file, **(row.get("own") or {})} for row in payments]
    kept = [{**dict.fromkeys(QUARANTINE), **of_file, "row": 90, "cells": "[]", **row} for row in quarantine]
    fixed = [{**dict.fromkeys(FURNITURE), "sha256": sha256, "row": 1, "kind": "header", **row} for row in furniture]
    tidy = f"tidy/{sha256}/key"
    folder = home.root / tidy
    folder.mkdir(parents=True, exist_ok=True)
    frame(rows, PAYMENTS).write_parquet(folder / "payments.parquet")
    frame(kept, QUARANTINE).write_parquet(folder / "quarantine.parquet")
    frame(fixed, FURNITURE).write_parquet(folder / "furniture.parquet")
    dates = sorted(row["date"].isoformat() for row in rows if row["date"])
    reasons = [row["reason"] for row in kept]
    table = TableReading(
        sheet=None,
        header_row=1,
        rows_read=len(rows) + len(kept) + len(fixed),
        payments=len(rows),
        quarantined={reason: reasons.count(reason) for reason in reasons},
        furniture=len(fixed),
        pence_payments=sum(row["amount_pence"] for row in rows),
        pence_quarantined=sum(row["amount_pence"] or 0 for row in kept),
        pence_furniture=sum(row["amount_pence"] or 0 for row in fixed),
        first_date=dates[0] if dates else None,
        last_date=dates[-1] if dates else None,
    )
    who = {"code": code, "name": name, "how": "given"}
    reading = FileReading(file, sha256, 1_000, "csv", "utf-8", "loaded", None, who, [table])
    return Entry(sha256, file, loaded_at, "loaded", tidy, code, name, reading)


def refused(sha256: str, *, file: str = "minutes.pdf", loaded_at: str = "2026-11-22T09:00:00+00:00") -> Entry:
    reading = FileReading(
        file, sha256, 10, None, None, "refused", "This is a PDF.", {"code": None, "name": None, "how": "not known"}
    )
    return Entry(sha256, file, loaded_at, "refused", None, None, None, reading)


def frame(rows: Sequence[Mapping[str, Any]], schema: Mapping[str, pl.DataType]) -> pl.DataFrame:
    return pl.DataFrame([{name: row[name] for name in schema} for row in rows], schema=dict(schema))


def some_payments(most: int = 30) -> st.SearchStrategy[list[Payment]]:
    """Lists of payments with nulls, negative amounts, spellings of one supplier, ties, some of a body of their own."""
    suppliers = ["Ash Ltd", "ASH LTD", "A.sh Ltd.", "Bryn & Co", "Črna d.o.o.", "REDACTED", "", None]
    days = st.dates(date(2023, 11, 1), date(2024, 4, 30))
    when = st.one_of(
        days.map(lambda day: {"date": day}),
        days.map(lambda day: {"date": None, "month": day.replace(day=1)}),
        st.just({"date": None}),
    )
    return st.lists(
        st.builds(
            lambda when, own, **given: payment(**when, **given, own=own),
            when=when,
            own=st.sampled_from([{}, {}, {"organisation_code": "GB-A", "organisation": "ALDERMERE"}]),
            supplier=st.sampled_from(suppliers),
            department=st.sampled_from(["Roads", "Adult social care", "roads", None]),
            description=st.sampled_from(["Road salt", "road SALT", "100% wool", "Åse_x", "", None]),
            amount_pence=st.sampled_from([0, 1, -1, 500, -500, 12_345, 9_000_000_000_000]),
            redacted=st.booleans() | st.none(),
            duplicate=st.booleans(),
            card=st.booleans() | st.none(),
            company_number=st.sampled_from([None, None, "01234567", "07654321"]),
            supplier_number=st.sampled_from([None, "100", "200"]),
            vat_number=st.sampled_from([None, None, "GB1"]),
            supplier_postcode=st.sampled_from([None, "AM1 1AA", "am1 1aa"]),
            account=st.sampled_from([None, "Materials", "materials"]),
            category_code=st.sampled_from([None, "201100", "30200000"]),
            category_scheme=st.sampled_from(["ProClass", "CPV", None]),
            sheet=st.sampled_from([None, "Sheet 1"]),
            row=st.integers(1, 50),
        ),
        max_size=most,
    )
