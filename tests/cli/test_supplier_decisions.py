"""Suppliers from a terminal: listed, shown, merged, split, named, reviewed; and every word taken back."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

SPEND = """Body,Supplier,Date,Amount,Purpose
Leeds City Council,Oakhollow Networks Ltd,03/04/2024,1200.00,Broadband
Leeds City Council,OAKHOLLOW NETWORKS LIMITED,03/05/2024,300.00,Broadband
Leeds City Council,Stremadel,04/06/2024,4000.00,Water
Leeds City Council,Stremadel Water Services,04/06/2024,900.00,Water
Leeds City Council,Quillstone,04/06/2024,100.00,Placements
Leeds City Council,Quillstone Care,04/06/2024,90.00,Placements
"""


def run(home: Path, *words: str, status: int = 0) -> tuple[str, str]:
    """What `tallystick suppliers` prints, and what it says."""
    done = subprocess.run(
        [sys.executable, "-m", "tallystick", "--home", str(home), *words],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
    )
    assert done.returncode == status, done.stderr
    return done.stdout, done.stderr


def lines(text: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in text.splitlines()]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("suppliers")
    (folder / "leeds.csv").write_text(SPEND, encoding="utf-8")
    run(folder / "home", "load", str(folder / "leeds.csv"))
    return folder / "home"


def named(home: Path, name: str) -> dict[str, object]:
    return lines(run(home, "suppliers", "list", "--search", name, "--json")[0])[0]


def test_two_are_merged_and_split_again_from_the_terminal(home: Path) -> None:
    one, other = named(home, "oakhollow"), named(home, "stremadel")
    _, said = run(home, "suppliers", "merge", str(one["supplier_id"]), str(other["supplier_id"]), "--why", "One firm")
    merged = named(home, "oakhollow")
    assert merged["amount_pence"] == int(str(one["amount_pence"])) + int(str(other["amount_pence"]))
    shown, _ = run(home, "suppliers", "show", str(merged["supplier_id"]))
    assert "Stremadel" in shown
    run(home, "suppliers", "undo", "pairs", said.split()[-1])
    assert named(home, "oakhollow")["amount_pence"] == one["amount_pence"]
    run(home, "suppliers", "split", str(one["supplier_id"]), "oakhollow networks limited")
    rows = lines(run(home, "suppliers", "list", "--search", "oakhollow", "--json")[0])
    assert [row["amount_pence"] for row in rows] == [120000, 30000]


def test_what_is_in_doubt_is_listed_and_answered(home: Path) -> None:
    asked = lines(run(home, "suppliers", "review", "--json")[0])
    assert asked
    first = asked[0]
    answer = "different" if first["merged"] else "unsure"
    run(home, "suppliers", "review", str(first["unit_a"]), str(first["unit_b"]), answer)
    left = lines(run(home, "suppliers", "review", "--json")[0])
    assert (first["unit_a"], first["unit_b"]) not in {(one["unit_a"], one["unit_b"]) for one in left}
    table, said = run(home, "suppliers", "review")
    assert f"of {len(left)} pair" in said
    assert "At stake" in table


def test_a_supplier_is_renamed_and_given_its_number(home: Path) -> None:
    supplier_id = str(named(home, "quillstone")["supplier_id"])
    run(home, "suppliers", "rename", supplier_id, "Quillstone Homes")
    run(home, "suppliers", "set-number", supplier_id, "1234567")
    run(home, "suppliers", "set-group", supplier_id, "Quillstone Group")
    [row] = lines(run(home, "suppliers", "show", "--json", supplier_id)[0])
    assert (row["supplier"], row["company_number"], row["group_name"]) == (
        "Quillstone Homes",
        "01234567",
        "Quillstone Group",
    )
    assert len(row["decided"]) == 3  # type: ignore[arg-type]


def test_what_cannot_be_done_is_said(home: Path) -> None:
    assert "There is no supplier SAAAAAAAAAA" in run(home, "suppliers", "show", "SAAAAAAAAAA", status=1)[1]
    run(home, "suppliers", "review", "a", "b", status=2)
    assert "is no number" in run(home, "suppliers", "undo", "name", "²", status=1)[1]
