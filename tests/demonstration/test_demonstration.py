"""The demonstration's councils are made up, the same every time, and as untidy as real ones."""

import re
import zipfile
from collections import Counter, defaultdict
from datetime import UTC, datetime

import pytest

from tallystick.demonstration import NOTICE, fiction, write, write_register
from tallystick.demonstration.layouts import TITLE
from tallystick.demonstration.payments import MONTHS, payments
from tallystick.demonstration.sheets import serial
from tallystick.lake import companies
from tallystick.lake.read import open_file
from tallystick.lake.store.home import Home
from tallystick.reference.organisations import Directory
from tallystick.reference.taxonomy import ICT, NOT_ICT, taxonomy

MARKET = fiction.market(1834)
SUPPLIERS = [s for several in MARKET.by_sector.values() for s in several]
TECHNOLOGY = {str(s.number): s for s in SUPPLIERS if s.sector.category}


@pytest.fixture(scope="module")
def everything():
    """Council's folder to its payments, at full size."""
    return {
        c.slug: [p for month in payments(c, MARKET, seed=1834, scale=1.0) for p in month] for c in fiction.councils()
    }


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    return write(tmp_path_factory.mktemp("demonstration"), scale=0.1)


def test_the_same_seed_gives_the_same_bytes(written, tmp_path):
    again = write(tmp_path, scale=0.1)
    assert [(p.name, p.read_bytes()) for p, _ in again] == [(p.name, p.read_bytes()) for p, _ in written]


def test_another_seed_gives_other_payments(written, tmp_path):
    other = write(tmp_path, seed=1, scale=0.1)
    assert other[0][0].read_bytes() != written[0][0].read_bytes()


@pytest.mark.parametrize("council", fiction.councils(), ids=lambda c: c.slug)
def test_no_council_is_a_real_body(council):
    directory = Directory.load()
    assert directory.by_name(council.name) is None
    assert directory.in_text(council.name) == []
    assert directory.in_text(f"{council.slug}/{council.slug}-2024-05.csv") == []


def test_no_supplier_is_a_real_public_body():
    directory = Directory.load()
    names = [n for s in SUPPLIERS for n in (s.name, s.former, s.trading_as) if n] + MARKET.sole_traders
    assert len(set(names)) > 400
    assert [n for n in names if directory.by_name(n)] == []


def test_company_numbers_are_ones_no_register_has_reached():
    numbers = [s.company_number for s in SUPPLIERS if s.company_number] + [s.company_number for s in MARKET.namesakes]
    assert len(set(numbers)) == len(numbers) > 300
    assert all(re.fullmatch(r"99\d{6}|OC99\d{4}", n) for n in numbers)


@pytest.mark.parametrize("council", fiction.councils(), ids=lambda c: c.slug)
def test_payments_have_the_proportions_of_real_ones(council):
    by_month = payments(council, MARKET, seed=1834, scale=0.5)
    rows = [p for month in by_month for p in month]
    amounts = sorted(p.amount for p in rows)
    assert len(by_month) == MONTHS
    assert 0.05 < sum(not p.supplier_number for p in rows) / len(rows) < 0.12
    assert 0.005 < sum(a < 0 for a in amounts) / len(rows) < 0.03
    assert 0.06 < sum(p.supplier_number in TECHNOLOGY for p in rows) / len(rows) < 0.22
    assert 0.002 < (len(rows) - len(set(rows))) / len(rows) < 0.02
    assert amounts[-1] > 40 * amounts[len(amounts) // 2]
    assert all(abs(p.amount) >= 500_00 or p.amount > 0 for p in rows)


def test_there_are_between_a_hundred_and_a_hundred_and_twenty_thousand_payments(everything):
    assert 100_000 <= sum(map(len, everything.values())) <= 120_000


def test_nine_tenths_of_the_money_for_technology_goes_to_fewer_than_a_fifth_of_its_suppliers(everything):
    paid = Counter()
    for rows in everything.values():
        for p in rows:
            if p.supplier_number in TECHNOLOGY:
                paid[p.supplier_number] += p.amount
    largest = sorted(paid.values(), reverse=True)
    assert len(largest) > 100
    assert sum(largest[: len(largest) // 5]) > 0.9 * sum(largest)


def test_every_kind_of_technology_is_bought():
    bought = {s.sector.category for s in TECHNOLOGY.values()}
    assert bought == {c.code for c in taxonomy().top if c.is_ict and c.code != ICT}


def test_codes_of_technology_are_codes_of_technology():
    kinds = taxonomy()
    for sector in {s.sector for s in TECHNOLOGY.values()}:
        found = kinds.from_cpv(sector.cpv) if sector.cpv else None
        assert found is None or found.category != NOT_ICT, sector.name


def test_suppliers_are_spelt_in_several_ways_and_paid_by_several_councils(everything):
    spellings, councils = defaultdict(set), defaultdict(set)
    for slug, rows in everything.items():
        for p in rows:
            if p.supplier_number in TECHNOLOGY:
                spellings[p.supplier_number].add(p.supplier.strip())
                councils[p.supplier_number].add(slug)
    assert sum(map(len, spellings.values())) > 4 * len(spellings)
    assert sum(len(c) > 1 for c in councils.values()) > 0.8 * len(councils)
    every = {name for rows in everything.values() for p in rows for name in [p.supplier]}
    for sign in (" t/a ", "(formerly ", " - Head Office", "Various", "Foster Carer "):
        assert any(sign.upper() in name.upper() for name in every), sign


def test_a_number_has_two_names_and_a_name_two_numbers(everything):
    names, numbers = defaultdict(set), defaultdict(set)
    for slug in ("quillshire-county-council", "cindermoor-metropolitan-borough-council"):
        for p in everything[slug]:
            if p.company_number:
                names[p.company_number].add(p.supplier_number)
                numbers[p.supplier_number].add(p.company_number)
    assert sum(len(several) > 1 for several in names.values()) == 2
    assert sum(len(several) > 1 for several in numbers.values()) >= 2


def test_a_name_changes_when_the_company_did(everything):
    rows = everything["quillshire-county-council"]
    changed = [s for s in SUPPLIERS if s.former]
    assert len(changed) > 20
    for supplier in changed:
        mine = [p for p in rows if p.supplier_number == str(supplier.number)]
        old = [p.date for p in mine if p.supplier.upper().startswith(supplier.former.split()[0].upper())]
        new = [p.date for p in mine if p.supplier.upper().startswith(supplier.name.split()[0].upper())]
        assert not old or not new or max(old) < max(new)


def test_one_council_has_not_published_every_month(written):
    files = [p.name for p, _ in written if p.parent.name == "london-borough-of-larkhythe"]
    assert len(files) == MONTHS - 3
    assert "larkhythe_dec2023.txt" not in files
    assert "larkhythe_dec2022.txt" in files


def test_the_register_is_one_that_can_be_loaded(tmp_path):
    home = Home(tmp_path / "home")
    file = write_register(tmp_path)
    assert file.read_bytes() == write_register(tmp_path).read_bytes()
    register = companies.load(home, [file], now=datetime(2026, 11, 22, tzinfo=UTC)).register
    assert register.companies == register.rows > 300
    assert register.previous_names > 20
    changed = next(s for s in SUPPLIERS if s.former)
    found = companies.by_names(home, [changed.former, MARKET.namesakes[0].name])
    assert changed.company_number in found.filter("previous")["company_number"].to_list()
    statuses = set(companies.by_numbers(home, [s.company_number for s in SUPPLIERS])["status"])
    assert {"Active", "Liquidation", "Active - Proposal to Strike off"} <= statuses
    dissolved = companies.by_numbers(home, [MARKET.namesakes[0].company_number])
    assert dissolved["status"].to_list() == ["Dissolved"]


def test_every_layout_is_a_different_one():
    assert len({c.layout for c in fiction.councils()}) == len(fiction.councils()) == 8


def test_every_file_can_be_opened_but_the_one_that_is_no_table(written):
    formats = set()
    for path, _ in written:
        if path.read_bytes().startswith(b"%PDF"):
            continue
        opened = open_file(path)
        assert opened.sheets, path
        assert opened.refused == [], path
        formats |= {sheet.format for sheet in opened.sheets}
    assert formats == {"csv", "tsv", "semicolon", "pipe", "xlsx", "ods"}


def test_every_layout_with_a_title_says_that_it_is_fictional(written):
    titled = {"tarnholt-city-council", "cindermoor-metropolitan-borough-council", "fennelbury-district-council"}
    titled.add("vale-of-ossermere-district-council")
    for path, _ in written:
        if path.parent.name in titled:
            text = "".join(str(c) for s in open_file(path).sheets for row in s.cells.head(3).iter_rows() for c in row)
            assert TITLE.casefold() in text.casefold(), path
    assert "made up" in NOTICE


def test_a_month_is_published_again_with_differences(written):
    folder = next(p.parent for p, _ in written if p.suffix == ".zip")
    with zipfile.ZipFile(folder / f"{folder.name}-2024-25.zip") as archive:
        first = set(archive.read("2024-06.csv").decode().splitlines())
    again = set(next(folder.glob("*republished.csv")).read_text(encoding="utf-8").splitlines())
    assert len(first & again) * 2 > len(again)
    assert first - again
    assert again - first


def test_some_cells_cannot_be_read(written):
    path = next(p for p, _ in written if p.suffix == ".zip")
    with zipfile.ZipFile(path) as archive:
        text = "".join(archive.read(name).decode() for name in archive.namelist())
    assert "31/02/2024" in text
    assert "see credit note" in text


def test_dates_are_counted_as_spreadsheets_count_them():
    day = next(p.date for p in payments(fiction.councils()[0], MARKET, seed=1834, scale=0.1)[0])
    assert serial(day.replace(year=2024, month=3, day=31)) == 45382
