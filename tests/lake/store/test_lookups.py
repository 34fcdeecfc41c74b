"""Look-ups give what plain Python gives over the same payments."""

import dataclasses
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tallystick.lake.build import assemble
from tallystick.lake.store import lookups, lookups_payments
from tallystick.lake.store.home import Home
from tallystick.lake.store.lookups import NOT_KNOWN, Filters
from tests.lake.made import Payment, entry, payment, refused

NOW = "2026-11-22T09:00:00+00:00"
ALDER, BRACK, UNKNOWN = ("GB-A", "Aldermere"), ("GB-B", "Brack"), (None, None)


def some(organisation: tuple[str | None, str | None], count: int) -> list[Payment]:
    """Payments that differ in everything that can be filtered or sorted."""
    suppliers = ["Ash Ltd", "ASH LTD", "Bryn & Co", "Česká s.r.o.", None]
    return [
        payment(
            organisation_code=organisation[0],
            supplier=suppliers[n % 5],
            department=["Roads", "Adult social care", None][n % 3],
            description=["Road salt, winter", "100% wool_socks", "Agency STAFF", None][n % 4],
            date=date(2024, 1 + n % 4, 1 + n % 27) if n % 7 else None,
            month=date(2024, 1 + n % 4, 1) if n % 14 else None,
            amount_pence=(n * 7919) % 1_000 - 100,
            redacted=n % 6 == 0,
            duplicate=n % 8 == 0,
            card=[True, False, None][n % 3],
            transaction=f"T{n}",
            row=n + 2,
            sheet="Sheet 1" if n % 2 else None,
            fingerprint=n + 1_000 * len(organisation[0] or ""),
        )
        for n in range(count)
    ]


GIVEN = {"a" * 64: (ALDER, some(ALDER, 70)), "b" * 64: (BRACK, some(BRACK, 45)), "c" * 64: (UNKNOWN, some(UNKNOWN, 12))}


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Home]:
    home = Home(tmp_path_factory.mktemp("home"))
    entries = [
        entry(
            home,
            rows,
            sha256=sha256,
            organisation=organisation,
            loaded_at=sha256,
            quarantine=[
                {"reason": "no amount", "cells": '["Oak, 50%", null, "n/a"]'},
                {"reason": "no date", "amount_pence": 5},
            ],
            furniture=[{"kind": "title", "text": "Spend"}],
        )
        for sha256, (organisation, rows) in GIVEN.items()
    ]
    again = entry(
        home,
        [*some(ALDER, 69), payment(fingerprint=5, amount_pence=77)],
        sha256="d" * 64,
        organisation=ALDER,
        loaded_at="e",
    )
    assemble(home, [*entries, again, refused("f" * 64, loaded_at="f")], [], made_at=NOW)
    yield home
    lookups.forget(home)


EVERY = [
    {**row, "organisation_code": organisation[0], "organisation": organisation[1], "sha256": sha256}
    for sha256, (organisation, rows) in GIVEN.items()
    for row in rows
]

filters = st.builds(
    Filters,
    organisation=st.sampled_from([None, None, "GB-A", "GB-B", NOT_KNOWN, "nobody"]),
    supplier=st.sampled_from([None, None, "ash ltd", "bryn & co", NOT_KNOWN, "nobody"]),
    supplier_text=st.sampled_from([None, None, "", "ash", "LTD as", "ČESKÁ", "%"]),
    department=st.sampled_from([None, None, "Roads", NOT_KNOWN, "roads"]),
    month=st.sampled_from([None, None, date(2024, 2, 9)]),
    date_from=st.sampled_from([None, None, date(2024, 2, 3), date(2024, 2, 1)]),
    date_to=st.sampled_from([None, None, date(2024, 3, 9), date(2024, 2, 29), date(2024, 2, 28)]),
    description=st.sampled_from(
        [None, None, " ", "salt", "WINTER road", "%", "_", "staff agency", "zzz", "' OR 1=1 --"]
    ),
    amount_from_pence=st.none() | st.integers(-100, 900),
    amount_to_pence=st.none() | st.integers(-100, 900),
    redacted=st.sampled_from([None, None, True, False]),
    duplicate=st.sampled_from([None, None, True, False]),
    card=st.sampled_from([None, None, True, False]),
    file=st.sampled_from([None, None, "a" * 64, "d" * 64, "nobody"]),
)


def meets(row: Payment, wanted: Filters) -> bool:
    def same(value: Any, asked: str | None) -> bool:
        return asked is None or value == (None if asked == NOT_KNOWN else asked)

    def words(value: str | None, asked: str | None) -> bool:
        return all(value is not None and word in value.lower() for word in (asked or "").lower().split())

    day, pence = row["date"], row["amount_pence"]
    earliest = day or row["month"]
    latest = day or (earliest and (earliest + timedelta(days=31)).replace(day=1) - timedelta(days=1))
    return (
        same(row["organisation_code"], wanted.organisation)
        and same(row["supplier_key"], wanted.supplier)
        and same(row["department"], wanted.department)
        and words(row["supplier"], wanted.supplier_text)
        and words(row["description"], wanted.description)
        and (wanted.month is None or row["month"] == wanted.month.replace(day=1))
        and (wanted.date_from is None or (earliest is not None and earliest >= wanted.date_from))
        and (wanted.date_to is None or (latest is not None and latest <= wanted.date_to))
        and (wanted.amount_from_pence is None or pence >= wanted.amount_from_pence)
        and (wanted.amount_to_pence is None or pence <= wanted.amount_to_pence)
        and all(
            asked is None or bool(row[name]) is asked
            for name, asked in (("redacted", wanted.redacted), ("duplicate", wanted.duplicate), ("card", wanted.card))
        )
        and (wanted.file is None or row["sha256"] == wanted.file)
    )


def where(row: Any) -> tuple[Any, ...]:
    get = row.get if isinstance(row, dict) else lambda name: getattr(row, name)
    return (
        get("sha256"),
        get("sheet") or "",
        get("row"),
        get("amount_pence"),
        get("supplier") or "",
        get("description") or "",
    )


@settings(max_examples=80)
@given(filters)
def test_payments_are_those_that_meet_every_filter(home: Home, wanted: Filters) -> None:
    expected = [row for row in EVERY if meets(row, wanted)]
    found = lookups.payments(home, wanted, page_size=1_000)
    assert sorted(map(where, found.rows)) == sorted(map(where, expected))
    assert (found.count, found.amount_pence) == (len(expected), sum(row["amount_pence"] for row in expected))
    streamed = [row for frame in lookups.stream_payments(home, wanted) for row in frame.iter_rows(named=True)]
    assert [row["transaction"] for row in streamed] == [
        lookups.payment(home, payment_id)["transaction"]  # type: ignore[index]
        for payment_id in sorted(row.payment_id for row in found.rows)
    ]


@pytest.mark.parametrize(
    "sort", ["date", "-date", "amount", "-amount", "supplier", "-supplier", "description", "department", "organisation"]
)
def test_pages_follow_one_another_in_order(home: Home, sort: str) -> None:
    column = {"amount": "amount_pence", "organisation": "organisation_code"}.get(sort.strip("-"), sort.strip("-"))
    pages = [lookups.payments(home, sort=sort, page=page, page_size=10) for page in range(1, 14)]
    rows = [row for page in pages for row in page.rows]
    assert len({row.payment_id for row in rows}) == len(rows) == len(EVERY) == pages[0].count
    assert pages[0].pages == 13
    known = [value for row in rows if (value := getattr(row, column)) is not None]
    assert known == sorted(known, reverse=sort.startswith("-"))
    assert all(getattr(row, column) is None for row in rows[len(known) :])


def test_a_page_far_on_is_found_in_another_way_and_is_the_same(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    usual = [lookups.payments(home, sort="-amount", page=page, page_size=10) for page in range(1, 15)]
    monkeypatch.setattr(lookups_payments, "FETCHED_LATE", 25)
    assert [lookups.payments(home, sort="-amount", page=page, page_size=10) for page in range(1, 15)] == usual


def test_a_sort_or_page_that_is_not_offered_means_the_default(home: Home) -> None:
    usual = lookups.payments(home)
    assert lookups.payments(home, sort="payment_id; DROP TABLE payments") == usual
    assert lookups.payments(home, page=-3) == usual
    assert lookups.payments(home, page=99).rows == ()
    assert lookups.suppliers(home, sort="-nothing").rows == lookups.suppliers(home).rows


def test_one_payment_has_every_canonical_column_and_an_address_that_lasts(home: Home) -> None:
    row = lookups.payments(home, Filters(organisation="GB-B"), sort="-amount").rows[0]
    found = lookups.payment(home, row.payment_id)
    assert found is not None
    assert found == lookups.payment_at(home, row.sha256, row.row, row.sheet)
    assert (found["amount_pence"], found["file"], found["transaction"], found["extra"]) == (
        row.amount_pence,
        row.file,
        f"T{row.row - 2}",
        "{}",
    )
    assert lookups.payment(home, 10**9) is None
    assert lookups.payment_at(home, "nobody", 1) is None


def test_the_stream_has_the_columns_that_were_promised_in_pounds(home: Home) -> None:
    frame = next(lookups.stream_payments(home))
    assert tuple(frame.columns) == lookups.COLUMNS
    assert [str(value) for value in frame["amount"].head(3)] == [
        f"{row['amount_pence'] / 100:.2f}" for row in GIVEN["a" * 64][1][:3]
    ]


def test_totals_and_organisations_add_up(home: Home) -> None:
    totals = lookups.totals(home)
    assert (totals.payments, totals.amount_pence) == (len(EVERY), sum(row["amount_pence"] for row in EVERY))
    assert (totals.files, totals.refused, totals.held, totals.quarantined) == (5, 1, 1, 6)
    found = lookups.organisations(home)
    assert (found.count, found.amount_pence) == (3, totals.amount_pence)
    assert {row.organisation_code for row in found.rows} == {"GB-A", "GB-B", None}
    assert [row.organisation for row in lookups.organisations(home, search="BRA").rows] == ["Brack"]
    assert lookups.organisation(home, "GB-A") in found.rows
    assert lookups.organisation(home, NOT_KNOWN) in found.rows
    assert lookups.organisation(home, "nobody") is None


def test_suppliers_of_all_and_of_one(home: Home) -> None:
    everybody = lookups.suppliers(home, sort="supplier")
    assert [row.supplier_key for row in everybody.rows] == ["ash ltd", "bryn & co", "česká sro", None]
    ash = everybody.rows[0]
    assert (ash.spellings, ash.organisations) == (2, 3)
    assert lookups.supplier(home, "ash ltd") == ash
    assert lookups.spellings(home, "ash ltd") == ["ASH LTD", "Ash Ltd"]
    of_alder = lookups.suppliers(home, organisation="GB-A")
    assert sum(row.payments for row in of_alder.rows) == 70
    assert lookups.suppliers(home, organisation="nobody").count == 0
    assert lookups.suppliers(home, search="čes").count == 1
    paid = lookups.supplier_organisations(home, "ash ltd")
    assert sum(row.payments for row in paid) == ash.payments
    assert sum(row.payments for row in lookups.supplier_organisations(home, NOT_KNOWN)) == everybody.rows[-1].payments


@pytest.mark.parametrize("organisation", [None, "GB-A", NOT_KNOWN, "nobody"])
@pytest.mark.parametrize("supplier", [None, "ash ltd", NOT_KNOWN, "nobody"])
def test_months_add_up(home: Home, organisation: str | None, supplier: str | None) -> None:
    wanted = Filters(organisation=organisation, supplier=supplier)
    rows = [row for row in EVERY if meets(row, wanted)]
    found = lookups.months(home, organisation=organisation, supplier=supplier)
    by_month = {month.month: (month.payments, month.amount_pence) for month in found}
    for month in {row["month"] for row in rows}:
        group = [row for row in rows if row["month"] == month]
        assert by_month.pop(month) == (len(group), sum(row["amount_pence"] for row in group))
    assert by_month == {}


def test_departments_and_coverage(home: Home) -> None:
    found = lookups.departments(home, organisation="GB-A")
    assert {row.department for row in found.rows} == {"Roads", "Adult social care", None}
    assert sum(row.payments for row in found.rows) == 70
    assert lookups.departments(home, search="social adult").count == 3
    assert lookups.departments(home, organisation=NOT_KNOWN).count == 3
    months = lookups.coverage(home)
    assert sum(row.payments for row in months) == len([row for row in EVERY if row["month"]])


def test_files_and_what_became_of_them(home: Home) -> None:
    assert lookups.files(home).count == 5
    assert [row.sha256[0] for row in lookups.files(home, outcome="refused").rows] == ["f"]
    assert [row.sha256[0] for row in lookups.files(home, outcome="held").rows] == ["d"]
    assert lookups.files(home, outcome="loaded", standing=True).count == 3
    assert [row.sha256[0] for row in lookups.files(home, organisation="GB-A", sort="loaded").rows] == ["a", "d"]
    assert lookups.files(home, search="AAA").count == 1
    one = lookups.file(home, "a" * 64)
    assert one is not None
    assert (one.payments, one.quarantined, one.furniture, one.standing, one.held) == (70, 2, 1, True, None)
    assert lookups.file(home, "nobody") is None
    reading = lookups.reading(home, "d" * 64)
    assert reading is not None
    assert reading.held is not None
    assert reading.held["by"] == "a" * 64
    assert lookups.reading(home, "nobody") is None


def test_quarantine_and_furniture(home: Home) -> None:
    assert lookups.quarantine(home).count == 6
    found = lookups.quarantine(home, sha256="b" * 64, reason="no amount", search="oak 50%")
    assert [row.cells for row in found.rows] == [["Oak, 50%", None, "n/a"]]
    assert lookups.quarantine(home, organisation=NOT_KNOWN).count == 2
    assert lookups.quarantine_reasons(home) == [("no amount", 3, 0), ("no date", 3, 15)]
    assert [row.text for row in lookups.furniture(home, "a" * 64).rows] == ["Spend"]


def test_a_held_file_beside_the_first(home: Home) -> None:
    found = lookups.comparison(home, "d" * 64)
    assert found is not None
    assert (found.here.sha256[0], found.there.sha256[0]) == ("d", "a")
    assert (found.rows_in_both, found.rows_only_here, found.rows_only_there) == (69, 1, 1)
    assert [row.amount_pence for row in found.only_here] == [77] == [found.pence_only_here]
    assert [row.row for row in found.only_there] == [71]
    assert lookups.comparison(home, "a" * 64) is None
    assert lookups.comparison(home, "nobody") is None


def test_two_that_match_are_two_and_not_one(tmp_path: Path) -> None:
    home = Home(tmp_path)
    twice = [payment(row=n, fingerprint=9) for n in (2, 3, 4)]
    files = [entry(home, twice[:2], sha256="a", loaded_at="a"), entry(home, twice, sha256="b", loaded_at="b")]
    assemble(home, files, [], made_at=NOW)
    found = lookups.comparison(home, "b")
    assert found is not None
    assert (found.rows_in_both, found.rows_only_here, found.rows_only_there) == (2, 1, 0)
    lookups.forget(home)


def test_readers_cannot_reach_other_files_or_write(home: Home) -> None:
    from tallystick.lake.store.connection import reader

    opened = reader(home)
    for sql in (
        "SELECT * FROM read_csv('/etc/passwd')",
        "COPY payments TO 'out.csv'",
        "DELETE FROM payments",
        "SET enable_external_access = true",
        "ATTACH 'other.duckdb'",
    ):
        with pytest.raises(Exception, match=r"(?i)permission|disabled|read-only|cannot|locked"):
            opened.rows(sql)


def test_every_row_is_a_value() -> None:
    for name in lookups.__all__:
        made = getattr(lookups, name)
        if isinstance(made, type) and dataclasses.is_dataclass(made):
            assert made.__dataclass_params__.frozen, name  # type: ignore[attr-defined]
