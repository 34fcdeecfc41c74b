import csv
import io
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tallystick.cli import main
from tallystick.lake.store.home import Home
from tests.commands import Tallystick

ADDED = ["is_ict", "category", "category_name", "confidence", "why", "ict_confidence"]


def run(home: Path, *words: str, given: bytes | None = None) -> Result:
    return CliRunner().invoke(main, ["--home", str(home), "categories", *words], input=given)


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("home")


def test_the_same_rows_come_back_with_answers(home: Path, tmp_path: Path):
    file = tmp_path / "spend.csv"
    file.write_text(
        "ref,supplier,description,account,amount\n"
        'b,Acme Ltd,"Laptops, and docks",IT hardware,1200.00\n'
        "a,Oak Lodge,Residential care,Placements,900.00\n"
        "a,Oak Lodge,Residential care,Placements,900.00\n",
        encoding="utf-8",
    )
    out = tmp_path / "answers.csv"
    assert run(home, "classify", str(file), "--output", str(out)).exit_code == 0
    found = rows(out.read_text(encoding="utf-8"))
    assert list(found[0]) == ["ref", "supplier", "description", "account", "amount", *ADDED]
    assert [row["ref"] for row in found] == ["b", "a", "a"]
    assert [row["is_ict"] for row in found] == ["yes", "no", "no"]
    assert found[0]["description"] == "Laptops, and docks"
    assert found[0]["category"].startswith("devices")
    assert found[1]["category_name"] == "Not ICT"
    assert 0 <= float(found[0]["confidence"]) <= 1


def test_standard_input_published_headings_and_codes(home: Path):
    given = "Supplier Name,Purpose of Spend,ProClass\nA,,271600\nB,,110000\n".encode("utf-8-sig")
    said = run(home, "classify", "-", given=given)
    assert said.exit_code == 0
    assert [row["is_ict"] for row in rows(said.stdout)] == ["yes", "no"]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_any_usual_delimiter_gives_the_same_answers(home: Path, delimiter: str):
    rows_in = [["supplier", "description", "account"], ["Acme Ltd", "Laptops", "IT hardware"], ["Oak", "Care", "Homes"]]
    given = "".join(delimiter.join(row) + "\n" for row in rows_in).encode()
    said = run(home, "classify", "-", given=given)
    assert said.exit_code == 0
    assert [(row["description"], row["is_ict"]) for row in rows(said.stdout)] == [("Laptops", "yes"), ("Care", "no")]


def test_other_encodings_blank_lines_and_short_rows(home: Path):
    given = "account,supplier\nTelephones – calls\n\n,\nCafé,,more\n".encode("cp1252")
    said = run(home, "classify", "-", given=given)
    assert said.exit_code == 0
    assert len(said.stdout.splitlines()) == 5
    assert said.stdout.splitlines()[2] == ""
    assert [row["account"] for row in rows(said.stdout)] == ["Telephones – calls", "", "Café"]


@pytest.mark.parametrize(
    "given",
    [b"", b"\n\n", b"amount,date\n1,2\n", b"\x00\x01\x02", b'account\n"', b"\xff\xfe\x00"],
)
def test_what_cannot_be_read_is_refused(home: Path, given: bytes):
    said = run(home, "classify", "-", given=given)
    assert said.exit_code in (0, 1)
    assert said.exception is None or isinstance(said.exception, SystemExit)
    if said.exit_code == 1:
        assert "tallystick: " in said.output


def test_a_header_alone_gives_a_header(home: Path):
    said = run(home, "classify", "-", given=b"account\n")
    assert said.exit_code == 0
    assert said.stdout.splitlines() == [",".join(["account", *ADDED])]


def test_a_file_that_is_not_there_is_refused(home: Path, tmp_path: Path):
    said = run(home, "classify", str(tmp_path / "none.csv"))
    assert said.exit_code == 1
    assert "cannot be read" in said.output


@pytest.mark.once
def test_training_prints_its_scores(tmp_path: Path, tallystick: Tallystick):
    said = tallystick(Home(tmp_path), "categories", "train")
    assert "F1" in said.out + said.err
    assert "examples" in said.out + said.err


SPEND = """Body,Supplier,Date,Amount,Purpose
Leeds City Council,Brindlemoor Highways Ltd,03/04/2024,1200.00,Resurfacing
Leeds City Council,Brindlemoor Highways Ltd,03/05/2024,300.00,Resurfacing
"""


def test_what_a_person_said_of_a_supplier_holds_for_a_list(tmp_path: Path, tallystick: Tallystick):
    (tmp_path / "leeds.csv").write_text(SPEND, encoding="utf-8")
    own = Home(tmp_path / "home")
    tallystick(own, "load", str(tmp_path / "leeds.csv"))
    [row] = tallystick(own, "suppliers", "list", "--json").lines
    tallystick(own, "categories", "correct", "devices", "--supplier", row["supplier_id"])
    (tmp_path / "list.csv").write_text("supplier;purpose\nBRINDLEMOOR HIGHWAYS LIMITED;Resurfacing\n\nOak;Care\n")
    found = rows(tallystick(own, "categories", "classify", str(tmp_path / "list.csv")).out)
    assert [(one["is_ict"], one["category"]) for one in found] == [("yes", "devices"), ("no", "not-ict")]
    assert (found[0]["confidence"], found[0]["why"]) == ("1.000", "A person said so, for this supplier.")
