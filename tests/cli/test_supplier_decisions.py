"""Suppliers from a terminal: listed, shown, merged, split, named, reviewed; and every word taken back."""

from dataclasses import dataclass
from typing import Any

import pytest

from tallystick.lake.store.home import Home
from tests.commands import Said, Tallystick

SPEND = """Body,Supplier,Date,Amount,Purpose
Leeds City Council,Oakhollow Networks Ltd,03/04/2024,1200.00,Broadband
Leeds City Council,OAKHOLLOW NETWORKS LIMITED,03/05/2024,300.00,Broadband
Leeds City Council,Stremadel,04/06/2024,4000.00,Water
Leeds City Council,Stremadel Water Services,04/06/2024,900.00,Water
Leeds City Council,Quillstone,04/06/2024,100.00,Placements
Leeds City Council,Quillstone Care,04/06/2024,90.00,Placements
"""


@dataclass(frozen=True)
class Suppliers:
    """`tallystick suppliers` on a home where six payments are loaded."""

    home: Home
    tallystick: Tallystick

    def __call__(self, *words: str, status: int = 0) -> Said:
        return self.tallystick(self.home, "suppliers", *words, status=status)

    def named(self, name: str) -> dict[str, Any]:
        return self("list", "--search", name, "--json").lines[0]


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory, tallystick: Tallystick) -> Home:
    folder = tmp_path_factory.mktemp("suppliers")
    (folder / "leeds.csv").write_text(SPEND, encoding="utf-8")
    tallystick(Home(folder / "home"), "load", str(folder / "leeds.csv"))
    return Home(folder / "home")


@pytest.fixture
def suppliers(loaded: Home, tallystick: Tallystick) -> Suppliers:
    return Suppliers(loaded, tallystick)


def test_two_are_merged_and_split_again_from_the_terminal(suppliers: Suppliers) -> None:
    one, other = suppliers.named("oakhollow"), suppliers.named("stremadel")
    said = suppliers("merge", str(one["supplier_id"]), str(other["supplier_id"]), "--why", "One firm")
    merged = suppliers.named("oakhollow")
    assert merged["amount_pence"] == int(str(one["amount_pence"])) + int(str(other["amount_pence"]))
    shown = suppliers("show", str(merged["supplier_id"]))
    assert "Stremadel" in shown.out
    suppliers("undo", "pairs", said.err.split()[-1])
    assert suppliers.named("oakhollow")["amount_pence"] == one["amount_pence"]
    suppliers("split", str(one["supplier_id"]), "oakhollow networks limited")
    rows = suppliers("list", "--search", "oakhollow", "--json").lines
    assert [row["amount_pence"] for row in rows] == [120000, 30000]


def test_what_is_in_doubt_is_listed_and_answered(suppliers: Suppliers) -> None:
    asked = suppliers("review", "--json").lines
    assert asked
    first = asked[0]
    answer = "different" if first["merged"] else "unsure"
    suppliers("review", str(first["unit_a"]), str(first["unit_b"]), answer)
    left = suppliers("review", "--json").lines
    assert (first["unit_a"], first["unit_b"]) not in {(one["unit_a"], one["unit_b"]) for one in left}
    shown = suppliers("review")
    assert f"of {len(left)} pair" in shown.err
    assert "At stake" in shown.out


def test_a_supplier_is_renamed_and_given_its_number(suppliers: Suppliers) -> None:
    supplier_id = str(suppliers.named("quillstone")["supplier_id"])
    suppliers("rename", supplier_id, "Quillstone Homes")
    suppliers("set-number", supplier_id, "1234567")
    suppliers("set-group", supplier_id, "Quillstone Group")
    [row] = suppliers("show", "--json", supplier_id).lines
    assert (row["supplier"], row["company_number"], row["group_name"]) == (
        "Quillstone Homes",
        "01234567",
        "Quillstone Group",
    )
    assert len(row["decided"]) == 3


def test_what_cannot_be_done_is_said(suppliers: Suppliers) -> None:
    assert "There is no supplier SAAAAAAAAAA" in suppliers("show", "SAAAAAAAAAA", status=1).err
    suppliers("review", "a", "b", status=2)
    assert "is no number" in suppliers("undo", "name", "²", status=1).err
