"""The demonstration's councils are made up, the same every time, and as untidy as real ones."""

import zipfile

import pytest

from tallystick.demonstration import NOTICE, fiction, write
from tallystick.demonstration.layouts import TITLE
from tallystick.demonstration.payments import MONTHS, payments
from tallystick.demonstration.sheets import serial
from tallystick.lake.read import open_file
from tallystick.reference.organisations import Directory

MARKET = fiction.market(1834)


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
    names = [s.name for several in MARKET.by_sector.values() for s in several] + MARKET.sole_traders
    assert len(set(names)) > 400
    assert [n for n in names if directory.by_name(n)] == []


def test_company_numbers_are_ones_no_register_has_reached():
    numbers = [s.company_number for several in MARKET.by_sector.values() for s in several if s.company_number]
    assert numbers
    assert all(len(n) == 8 and n.startswith("99") for n in numbers)


@pytest.mark.parametrize("council", fiction.councils(), ids=lambda c: c.slug)
def test_payments_have_the_proportions_of_real_ones(council):
    by_month = payments(council, MARKET, seed=1834, scale=0.5)
    rows = [p for month in by_month for p in month]
    amounts = sorted(p.amount for p in rows)
    assert len(by_month) == MONTHS
    assert 0.05 < sum(not p.supplier_number for p in rows) / len(rows) < 0.12
    assert 0.005 < sum(a < 0 for a in amounts) / len(rows) < 0.03
    assert 0.06 < sum(p.account.startswith("Computer") for p in rows) / len(rows) < 0.22
    assert 0.002 < (len(rows) - len(set(rows))) / len(rows) < 0.02
    assert amounts[-1] > 40 * amounts[len(amounts) // 2]
    assert all(abs(p.amount) >= 500_00 or p.amount > 0 for p in rows)


def test_there_are_between_sixty_and_a_hundred_and_twenty_thousand_payments():
    made = sum(len(m) for c in fiction.councils() for m in payments(c, MARKET, seed=1834, scale=1.0))
    assert 60_000 <= made <= 120_000


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
