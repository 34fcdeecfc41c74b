"""Maps are written beside the build, checked, and swapped whole."""

from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

from tallystick.lake.build import assemble
from tallystick.lake.store import maps
from tallystick.lake.store.connection import forget, reader
from tallystick.lake.store.home import Home
from tests.lake.made import entry, payment
from tests.lake.mapped import frames, write_maps

NOW = "2026-11-22T09:00:00+00:00"


@pytest.fixture
def home(tmp_path: Path) -> Home:
    home = Home(tmp_path / "home")
    paid = [payment(supplier=name, amount_pence=n) for n, name in enumerate(["Ash Ltd", "ASH LIMITED", "Bryn", None])]
    assemble(home, [entry(home, paid, sha256="a")], [], made_at=NOW)
    return home


def test_there_are_none_before_the_first(home: Home) -> None:
    assert maps.current(home) is None
    assert reader(home).maps is False


def test_they_are_read_with_the_build(home: Home) -> None:
    made = write_maps(home, key="first")
    kept = maps.current(home)
    assert kept is not None
    assert (kept.id, kept.key, kept.build) == (made, "first", reader(home).build)
    assert reader(home).maps is True
    found = reader(home).rows(
        "SELECT s.supplier_id, b.payments, b.amount_pence, b.spellings, b.organisations"
        " FROM maps.by_supplier b JOIN maps.suppliers s USING (supplier_no) ORDER BY 1"
    )
    assert found == [("SASH", 2, 1, 2, 1), ("SBRY", 1, 2, 1, 1)]
    assert reader(home).rows("SELECT sum(payments)::INT, sum(amount_pence)::INT FROM maps.cube") == [(4, 6)]


def test_a_reader_in_use_keeps_the_maps_it_has(home: Home) -> None:
    write_maps(home)
    old = reader(home)
    renamed = frames(home)["suppliers"].with_columns(supplier=pl.lit("Renamed"))
    write_maps(home, suppliers=renamed)
    name = "SELECT DISTINCT supplier FROM maps.suppliers WHERE supplier = 'Renamed'"
    assert old.rows(name) == []
    assert reader(home) is not old
    assert reader(home).rows(name) == [("Renamed",)]


def test_the_last_two_are_kept(home: Home) -> None:
    made = [write_maps(home) for _ in range(4)]
    assert {path.name for path in home.maps.iterdir()} == set(made[-2:])


def test_maps_of_another_build_are_not_read(home: Home) -> None:
    write_maps(home)
    assemble(home, [entry(home, [payment()], sha256="b")], [], made_at=NOW)
    assert reader(home).maps is False


def test_maps_of_another_version_are_not_read(home: Home) -> None:
    path = home.maps / write_maps(home) / "manifest.json"
    path.write_text(path.read_text().replace(f'"maps_version": {maps.MAPS_VERSION}', '"maps_version": 0'))
    assert maps.current(home) is None
    forget(home)
    assert reader(home).maps is False


FAULTS: dict[str, Callable[[dict[str, pl.DataFrame]], dict[str, pl.DataFrame]]] = {
    "no supplier's": lambda given: {"supplier_of": given["supplier_of"].head(1)},
    "mentions are mapped more": lambda given: {"supplier_of": pl.concat([given["supplier_of"]] * 2)},
    "not in the build": lambda given: {
        "supplier_of": pl.concat([given["supplier_of"], given["supplier_of"].head(1).with_columns(mention_id=99)])
    },
    "no supplier there is": lambda given: {"suppliers": given["suppliers"].head(1)},
    "lines are mapped more": lambda given: {"category_of": pl.concat([given["category_of"]] * 2)},
    "no category there is": lambda given: {"categories": given["categories"].tail(1)},
    "payments are mapped more": lambda given: {"category_of_payment": pl.concat([given["category_of_payment"]] * 2)},
}


@pytest.mark.parametrize("what", FAULTS)
def test_maps_that_do_not_fit_the_build_are_never_put_in_use(home: Home, what: str) -> None:
    good = write_maps(home)
    with pytest.raises(ValueError, match=what):
        write_maps(home, **FAULTS[what](frames(home)))
    kept = maps.current(home)
    assert kept is not None
    assert kept.id == good
    assert [path.name for path in home.maps.iterdir()] == [good]


def test_a_line_that_nobody_mapped_has_no_category(home: Home) -> None:
    write_maps(home, category_of=frames(home)["category_of"].clear())
    found = reader(home).rows("SELECT DISTINCT band FROM maps.cube WHERE category_no IS NULL")
    assert found == [("none",)]


def test_a_build_that_is_not_there_is_a_fault(home: Home) -> None:
    with pytest.raises(ValueError, match="no build"):
        maps.write(home, build="gone", key="k", made_at=NOW, **frames(home))


def test_with_maps_there_is_no_way_to_any_other_file(home: Home) -> None:
    write_maps(home)
    with pytest.raises(Exception, match=r"disabled|Permission"):
        reader(home).rows("SELECT * FROM read_csv('/etc/passwd')")
