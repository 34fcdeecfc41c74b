"""A published register becomes companies, every row accounted for, whole or not at all."""

import json
import os
import signal
import subprocess
import sys
import time
import zipfile
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from tallystick.kit.errors import Refused
from tallystick.lake.build import writing
from tallystick.lake.companies import NoRegister, by_numbers, current, load, quarantined, store
from tallystick.lake.companies.published import COLUMNS
from tallystick.lake.store.home import Home
from tests.lake.companies.made import company, published, text, zipped

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
ONE = company("QUORVANE SYSTEMS LIMITED", "99000001", sic="62020 - Information technology consultancy activities")
TWO = company("ZELUMBRA CARE LTD", "SC990002", sic="None Supplied")


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "home")


def test_there_are_fifty_five_columns_as_published() -> None:
    assert len(COLUMNS) == len(set(COLUMNS)) == 55
    assert [c for c in COLUMNS if c != c.strip()][:3] == [
        " CompanyNumber",
        " RegAddress.AddressLine2",
        " PreviousName_1.CompanyName",
    ]


def test_a_register_is_loaded(home: Home, tmp_path: Path) -> None:
    row = company(
        'JUVANTO "CLOUD" SERVICES LTD',
        "99000003",
        postcode="ZZ1 1ZZ",
        incorporated="16/01/1975",
        status="Liquidation",
        sic="62020 - Information technology consultancy activities",
        sic2="01110 - Growing of cereals",
        was="OLD NAME LIMITED",
        until="02/03/2020",
    )
    loaded = load(home, [published(tmp_path, ONE, TWO, row)], now=NOW)
    register = loaded.register
    assert loaded.outcome == "loaded"
    assert (register.rows, register.companies, register.previous_names, register.blank) == (3, 3, 1, 0)
    assert register.as_of == "2026-11-01"
    assert register.quarantined == {}
    assert current(home) == register
    (found,) = by_numbers(home, ["99000003"]).to_dicts()
    assert found["name"] == 'JUVANTO "CLOUD" SERVICES LTD'
    assert (found["incorporated"], found["dissolved"]) == (date(1975, 1, 16), None)
    assert (found["status"], found["postcode"]) == ("Liquidation", "ZZ1 1ZZ")
    assert found["sic_codes"] == ["62020", "01110"]
    assert found["previous_names"] == ["OLD NAME LIMITED"]


def test_every_row_is_a_company_or_in_quarantine_or_blank(home: Home, tmp_path: Path) -> None:
    rows = [
        ONE,
        company("NO NUMBER LTD", ""),
        company("ODD NUMBER LTD", "ABC"),
        company("", "99000009"),
        company("THE SAME AGAIN LTD", "99000001"),
        [""] * 55,
        [*TWO, "one cell", "too many"],
        company("LOST NOUGHTS LTD", "12345"),
    ]
    register = load(home, [published(tmp_path, *rows)], now=NOW).register
    assert register.quarantined == {
        "company number malformed": 1,
        "company number repeated": 1,
        "more cells than headings": 1,
        "no company name": 1,
        "no company number": 1,
    }
    assert (register.rows, register.companies, register.blank) == (8, 2, 1)
    assert register.files[0].quarantined == 5
    kept_out = {(r["reason"], r["line"], r["company_number"], r["name"]) for r in quarantined(home).to_dicts()}
    assert ("company number repeated", 6, "99000001", "THE SAME AGAIN LTD") in kept_out
    assert ("company number malformed", 4, "ABC", "ODD NUMBER LTD") in kept_out
    assert by_numbers(home, ["00012345"])["name"].to_list() == ["LOST NOUGHTS LTD"]
    assert by_numbers(home, ["99000001"])["name"].to_list() == ["QUORVANE SYSTEMS LIMITED"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be"])
def test_any_encoding(home: Home, tmp_path: Path, encoding: str) -> None:
    row = company("CAFÉ ÉTOILE LTD", "99000004")
    load(home, [published(tmp_path, ONE, row, encoding=encoding)], now=NOW)
    assert by_numbers(home, ["99000004"])["name"].to_list() == ["CAFÉ ÉTOILE LTD"]


@pytest.mark.parametrize("line", ["\r\n", "\n", "\r"])
def test_quotes_gone_wrong_cost_one_row_and_no_more(home: Home, tmp_path: Path, line: str) -> None:
    rows = [company(f"NUMBER {n} LTD", f"99{n:06d}") for n in range(300)]
    wrong = text(*rows).replace('"NUMBER 5 LTD"', '"5" PIPES LTD"').replace('"NUMBER 90 LTD"', '"NEVER CLOSED LTD')
    path = tmp_path / "wrong.csv"
    path.write_bytes(wrong.replace("\r\n", line).encode())
    register = load(home, [path], now=NOW).register
    assert (register.rows, register.companies) == (300, 299)
    assert quarantined(home)["line"].to_list() == [92]


def test_parts_zips_and_folders_make_one_register(home: Home, tmp_path: Path) -> None:
    folder = tmp_path / "parts"
    folder.mkdir()
    zipped(folder / "BasicCompanyData-2026-11-01-part1_2.zip", **{"BasicCompanyData-2026-11-01-part1_2_csv": text(ONE)})
    published(folder, TWO, name="BasicCompanyData-2026-11-01-part2_2.csv")
    register = load(home, [folder], now=NOW).register
    assert register.companies == 2
    assert register.notes == ()
    assert [(f.rows, f.companies) for f in register.files] == [(1, 1), (1, 1)]


def test_a_missing_part_is_said(home: Home, tmp_path: Path) -> None:
    register = load(home, [published(tmp_path, ONE, name="BasicCompanyData-2026-11-01-part2_3.csv")], now=NOW).register
    assert register.notes == ("Part 1, 3 of 3 was not among these files.",)


def test_the_same_bytes_again_change_nothing(home: Home, tmp_path: Path) -> None:
    first = load(home, [published(tmp_path, ONE)], now=NOW).register
    again = load(home, [published(tmp_path, ONE)], now=NOW)
    assert again.outcome == "unchanged"
    assert again.register == first


def test_a_new_register_takes_the_place_of_the_old(home: Home, tmp_path: Path) -> None:
    load(home, [published(tmp_path, ONE)], now=NOW)
    assert by_numbers(home, ["99000001"]).height == 1
    load(home, [published(tmp_path, TWO)], now=NOW)
    assert by_numbers(home, ["99000001", "SC990002"])["company_number"].to_list() == ["SC990002"]
    assert sum(p.is_dir() for p in store.folder_of(home).iterdir()) == 1


def test_what_is_missing_is_named_and_the_register_in_use_stays(home: Home, tmp_path: Path) -> None:
    load(home, [published(tmp_path, ONE)], now=NOW)
    lacking = tmp_path / "lacking.csv"
    header = [c for c in COLUMNS if c.strip() not in ("CompanyNumber", "CompanyStatus")]
    lacking.write_text(text(header=header), encoding="utf-8")
    with pytest.raises(Refused, match=r"lacking\.csv .* lacks CompanyNumber, CompanyStatus\."):
        load(home, [lacking], now=NOW)
    assert by_numbers(home, ["99000001"]).height == 1
    assert sum(p.is_dir() for p in store.folder_of(home).iterdir()) == 1


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "empty"),
        (b"%PDF-1.4 and so on", "PDF"),
        (b"Supplier,Amount\r\nSomebody,12.00\r\n", "is not a basic company data file"),
        (text().encode(), "not one company"),
        (b"\x1f\x8b\x08\x00 packed", "packed"),
        (b"PK\x03\x04 nothing else", "damaged zip"),
    ],
)
def test_what_is_no_register_is_refused(home: Home, tmp_path: Path, content: bytes, said: str) -> None:
    path = tmp_path / "given.csv"
    path.write_bytes(content)
    with pytest.raises(Refused, match=said):
        load(home, [path], now=NOW)
    with pytest.raises(NoRegister):
        by_numbers(home, ["99000001"])


def test_a_zip_without_a_register_is_refused(home: Home, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="no CSV"):
        load(home, [zipped(tmp_path / "a.zip", readme="nothing")], now=NOW)
    with pytest.raises(Refused, match="archive inside an archive"):
        load(home, [zipped(tmp_path / "b.zip", inner_csv=b"PK\x03\x04")], now=NOW)


def test_a_zip_bomb_is_refused_before_it_is_unpacked(home: Home, tmp_path: Path) -> None:
    bomb = tmp_path / "bomb.zip"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("r.csv", "w") as member:
        member.write(text(ONE).encode())
        for _ in range(640):
            member.write(b'"","' + b" " * 100_000 + b'"\r\n')
    began = time.monotonic()
    with pytest.raises(Refused, match="times its size"):
        load(home, [bomb], now=NOW)
    assert time.monotonic() - began < 20


def test_a_path_that_is_not_there_is_refused(home: Home, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="no file or folder"):
        load(home, [tmp_path / "none.csv"], now=NOW)


def test_one_load_at_a_time(home: Home, tmp_path: Path) -> None:
    with writing(home), pytest.raises(Refused, match="Another load"):
        load(home, [published(tmp_path, ONE)], now=NOW)


KILLED = """
import sys, time
from datetime import datetime, UTC
from pathlib import Path
from tallystick.lake.companies import load
from tallystick.lake.store.home import Home
def wait(progress):
    print(progress.step, flush=True)
    time.sleep(0.2)
load(Home(Path(sys.argv[1])), [Path(sys.argv[2])], now=datetime.now(UTC), progress=wait)
"""


@pytest.mark.parametrize("moment", ["Reading companies", "Putting them in order"])
def test_a_load_that_is_killed_leaves_the_last_good_register(home: Home, tmp_path: Path, moment: str) -> None:
    load(home, [published(tmp_path, ONE)], now=NOW)
    newer = published(tmp_path, ONE, TWO, name="newer.csv")
    process = subprocess.Popen(
        [sys.executable, "-c", KILLED, str(home.root), str(newer)], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    with process:
        while process.stdout.readline().strip() != moment:
            assert process.poll() is None
        os.kill(process.pid, signal.SIGTERM if os.name == "nt" else signal.SIGKILL)
    assert by_numbers(home, ["99000001", "SC990002"]).height == 1
    load(home, [newer], now=NOW)
    assert by_numbers(home, ["99000001", "SC990002"]).height == 2
    assert sum(p.is_dir() for p in store.folder_of(home).iterdir()) == 1


def test_a_register_of_another_version_is_no_register(home: Home, tmp_path: Path) -> None:
    register = load(home, [published(tmp_path, ONE)], now=NOW).register
    manifest = store.folder_of(home) / register.id / "manifest.json"
    manifest.write_text(json.dumps({**json.loads(manifest.read_text()), "version": 0}))
    assert current(home) is None
    assert load(home, [published(tmp_path, ONE)], now=NOW).outcome == "loaded"
