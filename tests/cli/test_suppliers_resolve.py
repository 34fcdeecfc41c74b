"""`tallystick suppliers resolve`: the same rows out, with who each is."""

import csv
import io
from pathlib import Path

import pytest
from click.testing import CliRunner

from tallystick.cli import main


def _run(home: Path, *arguments: str, given: bytes | None = None) -> tuple[int, str, str]:
    ran = CliRunner().invoke(main, ["--home", str(home), "suppliers", "resolve", *arguments], input=given)
    assert ran.exception is None or isinstance(ran.exception, SystemExit), ran.exception
    return ran.exit_code, ran.stdout, ran.stderr


def _rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_the_same_rows_come_out_in_the_same_order(tmp_path: Path) -> None:
    given = (
        'ref,Supplier Name\n1,Zephyrine Ltd\n2,"=Odd, Ltd"\n3,ZEPHYRINE LIMITED\n4,\n5,Redacted\n6,Mr P Nobody,extra\n'
    )
    code, out, _ = _run(tmp_path, "-", given=given.encode())
    rows = _rows(out)
    assert code == 0
    assert [row["ref"] for row in rows] == list("123456")
    assert rows[1]["Supplier Name"] == "=Odd, Ltd"
    assert rows[1]["supplier_name"].startswith("'=")
    assert rows[0]["supplier_id"] == rows[2]["supplier_id"] != ""
    assert [row["supplier_id"] for row in rows[3:]] == ["", "", ""]
    assert all(row["why"] for row in rows)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_any_usual_encoding_is_read(tmp_path: Path, encoding: str) -> None:
    file = tmp_path / "names.csv"
    file.write_bytes("supplier;amount\nCafé Zephyrine;1\nOther;2\n".encode(encoding))
    code, _, _ = _run(tmp_path, str(file), "--output", str(tmp_path / "out.csv"))
    assert code == 0
    assert _rows((tmp_path / "out.csv").read_text(encoding="utf-8"))[0]["supplier_name"] == "Café Zephyrine"


def test_a_column_can_be_named(tmp_path: Path) -> None:
    code, out, _ = _run(tmp_path, "-", "--column", "who", given=b"what,Who\nx,Zephyrine\n")
    assert code == 0
    assert _rows(out)[0]["supplier_name"] == "Zephyrine"


def test_company_numbers_beside_names_are_used(tmp_path: Path) -> None:
    given = b"supplier,company number\nZephyrine,01234567\nZEPHYRINE,07654321\n"
    one, other = _rows(_run(tmp_path, "-", given=given)[1])
    assert one["supplier_id"] != other["supplier_id"]


@pytest.mark.parametrize(
    ("given", "said"),
    [(b"", "empty"), (b"\n\n", "empty"), (b"a,b\n1,2\n", "--column"), (b"%PDF-1.4 x", "PDF"), (b"PK\x03\x04xx", "CSV")],
)
def test_what_cannot_be_read_is_refused_with_a_way_out(tmp_path: Path, given: bytes, said: str) -> None:
    code, out, err = _run(tmp_path, "-", given=given)
    assert code == 1
    assert out == ""
    assert said.casefold() in err.casefold()


def test_a_missing_file_and_a_missing_column_are_refused(tmp_path: Path) -> None:
    assert _run(tmp_path, str(tmp_path / "none.csv"))[0] == 1
    code, _, err = _run(tmp_path, "-", "--column", "Payee", given=b"supplier\nA\n")
    assert code == 1
    assert "supplier" in err


def test_a_file_with_a_header_only_has_only_a_header(tmp_path: Path) -> None:
    code, out, _ = _run(tmp_path, "-", given=b"supplier\n")
    assert code == 0
    assert out == "supplier,supplier_id,supplier_name,confidence,why,candidates\n"
