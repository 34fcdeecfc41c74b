"""What pages say through the maps is what plain Python says over the same payments."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import polars as pl
import pytest

from tallystick.kit.errors import Refused
from tallystick.lake.build import assemble
from tallystick.lake.store import lookups, lookups_categories, lookups_cube, lookups_suppliers
from tallystick.lake.store.chosen import Chosen, NotWorkedOut
from tallystick.lake.store.connection import reader
from tallystick.lake.store.home import Home
from tallystick.lake.store.lookups import NOT_KNOWN, Filters
from tests.lake.made import entry
from tests.lake.mapped import write_maps
from tests.lake.store.test_lookups import ALDER, BRACK, NOW, UNKNOWN, some


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Home]:
    home = Home(tmp_path_factory.mktemp("home"))
    files = [
        entry(home, some(who, count), sha256=letter * 64, organisation=who, loaded_at=letter)
        for letter, who, count in (("a", ALDER, 70), ("b", BRACK, 45), ("c", UNKNOWN, 12))
    ]
    assemble(home, files, [], made_at=NOW)
    write_maps(home)
    yield home
    lookups.forget(home)


@pytest.fixture(scope="module")
def every(home: Home) -> list[dict[str, Any]]:
    """Every payment as the download has it, one by one."""
    return pl.concat(list(lookups.stream_payments(home))).to_dicts()


def pence(rows: list[dict[str, Any]]) -> int:
    return int(sum(row["amount"] for row in rows) * 100)


WITHIN = {"software": ("software", "software.finance"), "devices": ("devices", "devices.laptops")}

CHOSEN = [
    Chosen(),
    Chosen(organisations=("GB-A",)),
    Chosen(organisations=("GB-B", NOT_KNOWN)),
    Chosen(organisations=("nobody",)),
    Chosen(suppliers=("SASH",)),
    Chosen(suppliers=("SASH", "SBRY"), categories=("software",)),
    Chosen(categories=("devices.laptops", NOT_KNOWN)),
    Chosen(ict=True),
    Chosen(ict=False, organisations=("GB-A",)),
    Chosen(first_month=date(2024, 2, 9), last_month=date(2024, 3, 1)),
    Chosen(first_month=date(2024, 4, 1), include_not_known=True),
]


def meets(row: dict[str, Any], chosen: Chosen) -> bool:
    def among(value: str | None, wanted: tuple[str, ...]) -> bool:
        return not wanted or (value or NOT_KNOWN) in wanted

    wanted = tuple(code for asked in chosen.categories for code in WITHIN.get(asked, (asked,)))
    month = row["month"]
    return (
        among(row["organisation_code"], chosen.organisations)
        and among(row["supplier_id"], chosen.suppliers)
        and among(row["category"], wanted)
        and (chosen.ict is None or (row["category"] is not None and (row["category"] != "not-ict") is chosen.ict))
        and (
            (month is None and (chosen.include_not_known or not (chosen.first_month or chosen.last_month)))
            or (
                month is not None
                and (chosen.first_month is None or month >= chosen.first_month.replace(day=1))
                and (chosen.last_month is None or month <= chosen.last_month)
            )
        )
    )


@pytest.mark.parametrize("chosen", CHOSEN, ids=str)
def test_what_is_chosen_is_what_meets_every_filter(home: Home, every: list[dict[str, Any]], chosen: Chosen) -> None:
    months = dict(reader(home).rows("SELECT payment_id, month FROM payments"))
    rows = [{**row, "month": months[number]} for number, row in enumerate(every)]
    meant = [row for row in rows if meets(row, chosen)]
    found = lookups_cube.totals(home, chosen)
    assert (found.payments, found.amount_pence) == (len(meant), pence(meant))
    assert sum(row.payments for row in lookups_cube.by_month(home, chosen)) == len(meant)
    assert sum(row.amount_pence for row in lookups_cube.by_organisation(home, chosen)) == pence(meant)
    assert sum(row.own_pence for row in lookups_cube.by_category(home, chosen)) == pence(meant)
    assert sum(row.payments for row in lookups_cube.coverage(home, chosen)) == len(meant)
    assert sum(row.payments for row in lookups_cube.by_sme(home, chosen)) == len(meant)
    assert sum(row.payments for row in lookups_cube.by_vcse(home, chosen)) == len(meant)
    assert sum(row.payments for row in lookups_cube.by_local(home, ["ls", "M1"], chosen)) == len(meant)
    ranked = lookups_cube.top_suppliers(home, chosen)
    suppliers = {row["supplier_id"] for row in meant} - {None}
    assert {row.supplier_id for row in ranked} == suppliers
    assert lookups_cube.concentration(home, chosen).suppliers == len(suppliers)
    tail = lookups_cube.tail(home, chosen, percent=50)
    assert tail.suppliers + tail.large_suppliers == len(suppliers)
    assert tail.cost_pence(300) == tail.payments * 300
    assert len(lookups_cube.curve(home, chosen)) == len(suppliers)
    years = lookups_cube.by_year(home, chosen)
    assert sum(row.payments for row in years) == len(meant)
    dated = [row.payments for row in years if row.year is not None]
    assert sum(row.payments for row in lookups_cube.year_on_year(home, chosen)) == sum(dated)


def test_who_is_shared_and_who_is_new(home: Home) -> None:
    found = {row.supplier_id: row for row in lookups_cube.shared(home, Chosen(organisations=("GB-A",)))}
    assert (found["SASH"].organisations, found["SASH"].other_organisations) == (1, 2)
    changes = lookups_cube.new_and_gone(
        home, Chosen(suppliers=("SASH", "SBRY")), Chosen(suppliers=("SBRY",)), what=("new", "gone", "both")
    )
    assert {(row.supplier_id, row.what) for row in changes} == {("SASH", "new"), ("SBRY", "both")}


def test_months_that_are_missing_are_named(home: Home) -> None:
    assert lookups_cube.missing_months(home, "GB-A") == []
    assert lookups_cube.missing_months(home, "nobody") == []


@pytest.mark.parametrize(
    "filters",
    [
        Filters(supplier_id="SASH"),
        Filters(supplier_id="nobody"),
        Filters(category="software"),
        Filters(category=NOT_KNOWN),
        Filters(category="devices.laptops", supplier_id="SBRY", organisation="GB-A"),
        Filters(category="devices", supplier_id="SASH", organisations=("GB-A", "GB-B")),
        Filters(category="software", organisation=NOT_KNOWN),
    ],
)
def test_payments_are_filtered_through_the_maps(home: Home, every: list[dict[str, Any]], filters: Filters) -> None:
    chosen = Chosen(
        organisations=(filters.organisation,) if filters.organisation else filters.organisations,
        suppliers=(filters.supplier_id,) if filters.supplier_id else (),
        categories=(filters.category,) if filters.category else (),
    )
    meant = [row for row in every if meets({**row, "month": None}, chosen)]
    page = lookups.payments(home, filters, page_size=500)
    assert (page.count, page.amount_pence, len(page.rows)) == (len(meant), pence(meant), len(meant))
    streamed = [row for batch in lookups.stream_payments(home, filters) for row in batch.to_dicts()]
    assert streamed == meant
    names = ("sha256", "row", "supplier_id", "supplier_name", "category", "category_confidence", "category_why")
    assert {tuple(getattr(row, name) for name in names) for row in page.rows} == {
        tuple(row[name] for name in names) for row in meant
    }


@pytest.mark.parametrize("filters", [Filters(category="software"), Filters(category=NOT_KNOWN), Filters(ict=True)])
@pytest.mark.parametrize(
    ("sort", "place"),
    [
        ("-amount", lambda row: -row["amount"]),
        ("-date", lambda row: (row["date"] is None, -row["date"].toordinal() if row["date"] else 0)),
    ],
)
@pytest.mark.parametrize(("page", "page_size"), [(1, 7), (3, 7), (1, 2_000), (200, 7)])
def test_the_first_payments_of_a_category_are_in_order(
    home: Home, every: list[dict[str, Any]], filters: Filters, sort: str, place: Any, page: int, page_size: int
) -> None:
    ict = ("software", "software.finance", "devices", "devices.laptops")
    wanted = ict if filters.ict else WITHIN.get(filters.category or "", (None,))
    meant = sorted((row for row in every if row["category"] in wanted), key=place)
    found = lookups.payments(home, filters, sort=sort, page=page, page_size=page_size)
    shown = meant[(page - 1) * page_size : page * page_size]
    assert [(row.sha256, row.row) for row in found.rows] == [(row["sha256"], row["row"]) for row in shown]
    assert (found.count, found.amount_pence) == (len(meant), pence(meant))


@pytest.mark.parametrize("sure", ["said", "high", "low", "doubt", "of no such name"])
@pytest.mark.parametrize("month", [None, date(2024, 2, 9)])
@pytest.mark.parametrize("supplier_id", [None, "SASH"])
def test_the_cube_counts_what_the_list_has(home: Home, sure: str, month: date | None, supplier_id: str | None) -> None:
    filters = Filters(sure=sure, month=month, supplier_id=supplier_id)
    found = lookups.payments(home, filters, page_size=500)
    listed = (len(found.rows), sum(row.amount_pence for row in found.rows))
    assert (found.count, found.amount_pence) == listed


def test_a_page_beyond_the_last_has_the_count_of_all(home: Home) -> None:
    whole = lookups_categories.suppliers_paid(home, Chosen(ict=True))
    lookups.forget(home)
    beyond = lookups_categories.suppliers_paid(home, Chosen(ict=True), page=50)
    assert (beyond.rows, beyond.count, beyond.amount_pence) == ((), whole.count, whole.amount_pence)


def test_what_a_person_said_of_one_payment_goes_first(home: Home) -> None:
    found = lookups.payment(home, 1)
    assert found is not None
    assert (found["category"], found["category_confidence"], found["category_why"]) == (
        "devices.laptops",
        1.0,
        "A person said so.",
    )


def test_suppliers_are_found_by_any_spelling_or_number(home: Home) -> None:
    def found(**asked: Any) -> set[str]:
        return {row.supplier_id for row in lookups_suppliers.suppliers(home, **asked).rows}

    assert found() == {"SASH", "SBRY", "SČES"}
    assert found(search="ASH ltd") == found(search="01234567") == found(search="sash") == {"SASH"}
    assert found(search="nobody") == found(kind="various") == found(organisation="nobody") == set()
    assert found(organisation="GB-A", category="software") <= {"SASH", "SBRY", "SČES"}


def test_a_supplier_is_summed_and_has_its_publishers(home: Home, every: list[dict[str, Any]]) -> None:
    mine = [row for row in every if row["supplier_id"] == "SASH"]
    row = lookups_suppliers.supplier(home, "SASH")
    assert row is not None
    assert (row.payments, row.amount_pence, row.spellings, row.organisations) == (len(mine), pence(mine), 2, 3)
    assert sum(one.payments for one in lookups_suppliers.organisations(home, "SASH")) == len(mine)
    assert lookups_suppliers.supplier(home, "nobody") is None
    assert lookups_suppliers.organisations(home, "nobody") == []


def test_without_maps_it_says_so_and_payments_are_still_there(tmp_path: Any) -> None:
    home = Home(tmp_path)
    assemble(home, [entry(home, some(ALDER, 5), sha256="a")], [], made_at=NOW)
    with pytest.raises(NotWorkedOut, match="not been worked out") as refused:
        lookups_cube.totals(home)
    assert isinstance(refused.value, Refused)
    with pytest.raises(NotWorkedOut):
        lookups_suppliers.suppliers(home)
    assert [row.supplier_id for row in lookups.payments(home).rows] == [None] * 5
    assert lookups.payments(home, Filters(supplier_id="SASH")).count == 0
    assert lookups.payments(home, Filters(category="software")).count == 0
    [batch] = lookups.stream_payments(home)
    assert batch["category"].null_count() == 5
    assert "supplier_name" in (lookups.payment(home, 0) or {})
