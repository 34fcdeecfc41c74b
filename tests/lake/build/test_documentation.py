"""What is written of the lake is what the lake is, column by column."""

import dataclasses
import re
from pathlib import Path

import polars as pl
import pytest

from tallystick.lake.build import Manifest, assemble
from tallystick.lake.store.connection import reader
from tallystick.lake.store.home import Home
from tallystick.lake.store.lookups import COLUMNS
from tallystick.lake.tidy import schema
from tests.house.tree import ROOT
from tests.lake.made import entry, payment
from tests.lake.mapped import write_maps

REFERENCE = ROOT / "docs" / "reference"


def sections(page: Path) -> dict[str, list[list[str]]]:
    """For each heading of a page, the rows of the table under it, without the row of column names."""
    found: dict[str, list[list[str]]] = {}
    for part in re.split(r"^## ", page.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
        title, _, body = part.partition("\n")
        rows = [
            [cell.strip() for cell in line.strip("|").split("|")] for line in body.splitlines() if line.startswith("|")
        ]
        found[title.strip()] = rows[2:]
    return found


KINDS = {
    pl.String(): "text",
    pl.Date(): "date",
    pl.Int64(): "whole number",
    pl.UInt64(): "whole number",
    pl.Boolean(): "true or false",
}


@pytest.mark.parametrize(
    ("title", "columns"),
    [("Payments", schema.PAYMENTS), ("Quarantine", schema.QUARANTINE), ("Furniture", schema.FURNITURE)],
)
def test_tidy_columns_are_documented(title: str, columns: dict[str, pl.DataType]) -> None:
    written = [(row[0].strip("`"), row[1]) for row in sections(REFERENCE / "payments.md")[title]]
    assert written == [(name, KINDS[dtype]) for name, dtype in columns.items()]


def test_the_columns_in_which_payments_leave_are_documented() -> None:
    text = (REFERENCE / "payments.md").read_text(encoding="utf-8").partition("## As they leave")[2]
    assert tuple(re.findall(r"`(\w+)`", text.partition("Here")[0])) == COLUMNS


def test_every_table_of_a_build_is_documented(tmp_path: Path) -> None:
    home = Home(tmp_path)
    assemble(home, [entry(home, [payment()], sha256="a")], [], made_at="2026-11-22")
    assert written("lake.md", "The manifest") == made(home, "built")


def test_every_table_of_maps_is_documented(tmp_path: Path) -> None:
    home = Home(tmp_path)
    assemble(home, [entry(home, [payment()], sha256="a")], [], made_at="2026-11-22")
    write_maps(home)
    assert written("maps.md") == made(home, "maps")


Columns = dict[str, list[tuple[str, str]]]


def made(home: Home, database: str) -> Columns:
    """The columns of each table, as they are."""
    columns = reader(home).rows(
        "SELECT table_name, column_name, data_type FROM duckdb_columns() WHERE NOT internal AND database_name = ?"
        " ORDER BY table_name, column_index",
        [database],
    )
    found: Columns = {}
    for table, column, kind in columns:
        found.setdefault(table, []).append((column, kind))
    return found


def written(page: str, *others: str) -> Columns:
    """The columns of each table, as a page has them. others: titles under which is something else."""
    return {
        title: [(row[0].strip("`"), row[1]) for row in rows]
        for title, rows in sections(REFERENCE / page).items()
        if title not in others
    }


def test_every_key_of_the_manifest_is_documented() -> None:
    written = [row[0].strip("`") for row in sections(REFERENCE / "lake.md")["The manifest"]]
    assert written == [field.name for field in dataclasses.fields(Manifest)]


def test_every_column_says_what_it_holds() -> None:
    for page in ("payments.md", "lake.md", "maps.md"):
        for title, rows in sections(REFERENCE / page).items():
            assert all(row[-1] for row in rows), (page, title)
