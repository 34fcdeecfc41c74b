"""Many companies at once, by number and by the names they have and had."""

from datetime import UTC, date, datetime

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tallystick.lake.companies import bare_key, by_name_keys, by_names, by_numbers, load
from tallystick.lake.companies.blocks import Blocks
from tallystick.lake.companies.names import bare_keys_of, keys_of
from tallystick.lake.companies.numbers import WHOLE, company_number, company_numbers
from tallystick.lake.store.home import Home
from tallystick.lake.tidy.names import supplier_key
from tests.lake.companies.made import company, published, text

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    folder = tmp_path_factory.mktemp("companies")
    rows = [
        company("QUORVANE SYSTEMS LIMITED", "99000001", accounts="MICRO ENTITY"),
        company("QUORVANE SYSTEMS LLP", "OC990001", category="Limited Liability Partnership"),
        company("VEXADEL LIMITED", "99000002", was="QUORVANE SYSTEMS LTD", until="05/06/2019", was2="BRINLEY LTD"),
        company("THE ZELUMBRA & CO. (UK) PLC", "99000003", accounts="GROUP", category="Public Limited Company"),
        company("QUORVANE SYSTEMS LIMITED", "99000005", status="Dissolved", dissolved="01/02/2020"),
        company("ISTRELL PLAY C.I.C.", "99000006", category="Community Interest Company"),
    ]
    made = Home(folder / "home")
    load(made, [published(folder, *rows)], now=NOW)
    return made


def test_by_number_however_it_is_written(home: Home) -> None:
    found = by_numbers(home, ["99000001", " oc990001 ", "OC 990001", "99000099", "", "various"])
    assert found.select("asked", "company_number").rows() == [
        (" oc990001 ", "OC990001"),
        ("99000001", "99000001"),
        ("OC 990001", "OC990001"),
    ]


def test_all_companies_that_have_or_had_a_name(home: Home) -> None:
    found = by_names(home, ["Quorvane Systems Ltd."])
    assert found.select("company_number", "exact", "previous", "status").rows() == [
        ("99000002", True, True, "Active"),
        ("99000001", False, False, "Active"),
        ("99000005", False, False, "Dissolved"),
        ("OC990001", False, False, "Active"),
    ]
    assert found["until"].to_list() == [date(2019, 6, 5), None, None, None]
    assert found["matched_name"][0] == "QUORVANE SYSTEMS LTD"
    assert found["previous_names"].to_list()[0] == ["QUORVANE SYSTEMS LTD", "BRINLEY LTD"]


def test_by_key_and_only_exactly(home: Home) -> None:
    keys = ["quorvane systems limited", "zelumbra and co uk plc", "nobody"]
    found = by_name_keys(home, keys, exact=True)
    assert found["company_number"].to_list() == ["99000001", "99000005"]
    assert by_name_keys(home, keys).filter(asked="zelumbra and co uk plc").height == 1


def test_indications_come_with_each_company(home: Home) -> None:
    found = by_numbers(home, ["99000001", "99000003", "99000006"]).sort("company_number")
    assert found["sme"].to_list() == [True, None, None]
    assert found["vcse"].to_list() == [False, False, True]


def test_nothing_asked_is_nothing_found(home: Home) -> None:
    assert by_numbers(home, []).height == 0
    assert by_names(home, ["", "???"]).height == 0


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("01234567", "01234567"),
        ("1234567", "01234567"),
        ("123456", "00123456"),
        ("12345", None),
        ("1234567.0", "01234567"),
        ("SC 12345", "SC012345"),
        ("ni012345", "NI012345"),
        ("IP12345R", "IP12345R"),
        ("R0000123", "R0000123"),
        ("00000000", None),
        ("123456789", None),
        ("GB123456789", None),
        ("N/A", None),
        ("", None),
        (None, None),
    ],
)
def test_company_numbers(written: str | None, number: str | None) -> None:
    assert company_number(written) == number


@given(st.lists(st.one_of(st.none(), st.from_regex(WHOLE, fullmatch=True), st.text(max_size=10)), min_size=1))
def test_many_numbers_are_as_each_alone(texts: list[str | None]) -> None:
    many = company_numbers(pl.Series(texts, dtype=pl.String()), shortest=1).to_list()
    assert many == [company_number(text, shortest=1) for text in texts]


@given(st.lists(st.text(max_size=40), min_size=1))
def test_many_keys_are_as_each_alone(names: list[str]) -> None:
    keys = keys_of(pl.Series(names, dtype=pl.String()))
    assert keys.to_list() == [supplier_key(name) for name in names]
    assert bare_keys_of(keys).to_list() == [bare_key(key) for key in keys.to_list()]


@pytest.mark.parametrize(
    ("name", "bare"),
    [
        ("SMITH & SONS LIMITED", "smith and sons"),
        ("Smith and Sons Ltd.", "smith and sons"),
        ("The Smith Company P.L.C.", "smith"),
        ("Smith & Co. LLP", "smith"),
        ("PLAY FOR ALL C.I.C.", "play for all"),
        ("Play for All Community Interest Company", "play for all"),
        ("CWMNI DRAIG CYF", "cwmni draig"),
        ("LIMITED", "limited"),
        ("THE LIMITED", "limited"),
        ("Limited Edition Ltd", "limited edition"),
    ],
)
def test_names_without_their_legal_form(name: str, bare: str) -> None:
    assert bare_key(supplier_key(name)) == bare


@given(st.integers(min_value=60, max_value=400), st.integers(min_value=1, max_value=300))
def test_blocks_are_whole_records_and_lose_nothing(block: int, piece: int) -> None:
    whole = text(company('A "QUOTED"\nNAME LTD', "99000001"), company("B LTD", "99000002")).encode()
    blocks = Blocks(block)
    given_back = []
    for at in range(0, len(whole), piece):
        blocks.write(whole[at : at + piece])
        given_back += list(blocks.ready())
    given_back += list(blocks.rest())
    assert b"".join(given_back) == whole
    assert all(part.count(b'"') % 2 == 0 for part in given_back)
