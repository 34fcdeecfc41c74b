"""Maps whose writing is killed, at any step, leave the last good maps in use, and the next writing clears up."""

import shutil
from pathlib import Path

from tallystick.lake.build import assemble
from tallystick.lake.store import maps
from tallystick.lake.store.connection import forget, reader
from tallystick.lake.store.home import Home
from tests.lake.ending import KILLED, halves, run, steps_of
from tests.lake.made import entry, payment
from tests.lake.mapped import write_maps

WRITE = """
import sys
from pathlib import Path
from tallystick.lake.store.home import Home
from tests.lake.ending import end_at
from tests.lake.mapped import write_maps
home = Home(Path(sys.argv[1]))
end_at(int(sys.argv[2]), home.root)
write_maps(home, key="new")
"""
TWO_STEPS = """
import sys
from pathlib import Path
from tests.lake.ending import end_at
folder = Path(sys.argv[1])
end_at(0, folder)
(folder / "a").mkdir()
(folder / "a").rmdir()
"""


def home_with_maps(folder: Path) -> Home:
    home = Home(folder)
    paid = [payment(supplier=name, amount_pence=n) for n, name in enumerate(["Ash Ltd", "ASH LIMITED", "Bryn", None])]
    assemble(home, [entry(home, paid, sha256="a")], [], made_at="2026-11-22T09:00:00+00:00")
    write_maps(home, key="older")
    write_maps(home, key="old")
    forget(home)
    return home


def check(home: Home) -> str:
    """The key of the maps in use, which must be whole."""
    kept = maps.current(home)
    assert kept is not None
    opened = reader(home)
    assert opened.maps_id == kept.id
    assert opened.rows("SELECT sum(payments)::INT, sum(amount_pence)::INT FROM maps.cube") == [(4, 6)]
    forget(home)
    return kept.key


def test_killed_at_any_step(tmp_path: Path) -> None:
    good = home_with_maps(tmp_path / "good")
    whole = shutil.copytree(good.root, tmp_path / "whole")
    steps = steps_of(run(WRITE, whole, 0))
    assert steps >= 5, "a folder is made, its manifest and itself are put in place, and they are put in use"
    seen = set()
    for step in range(1, steps + 1):
        home = Home(shutil.copytree(good.root, tmp_path / f"killed-{step}"))
        assert run(WRITE, home.root, step).returncode == KILLED
        seen.add(check(home))
        made = write_maps(home, key="next")
        assert check(home) == "next"
        assert halves(home.root) == []
        left = {path.name for path in home.maps.iterdir()}
        assert made in left
        assert len(left) <= maps.KEPT
    assert seen == {"old", "new"}


def test_a_process_that_is_let_run_says_how_many_steps_it_took(tmp_path: Path) -> None:
    assert steps_of(run(TWO_STEPS, tmp_path)) == 2
