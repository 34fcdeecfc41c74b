"""Following that is killed, as it puts anything in place, leaves the last good figures in use. The next mends all."""

from datetime import UTC, datetime
from pathlib import Path

from tallystick.lake import loading
from tallystick.lake.decisions import Decisions
from tallystick.lake.store import maps
from tallystick.lake.store.connection import forget, reader
from tallystick.lake.store.home import Home
from tests import databases
from tests.lake.ending import KILLED, halves, run, steps_of

AT = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
PAID = """Body,Supplier,Date,Amount,Purpose,Account
Leeds City Council,Oakhollow Housing Software Ltd,03/04/2024,1200.00,Housing management software,Licences
Leeds City Council,Zelter Mobile Phones Ltd,03/05/2024,90.00,Mobile phone airtime,Phones
Leeds City Council,Brindle Civil Engineering,03/04/2024,5000.00,Resurfacing of carriageway,Works
Leeds City Council,Quayworth Catering,03/04/2024,10.00,Sandwiches,Catering
"""
PENCE = 630000
BEGUN = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from tallystick.intake.record import open_record
from tallystick.lake.store.home import Home
from tests.lake.ending import end_at
from tests.people import ADA
home = Home(Path(sys.argv[1]))
open_record(home)
from tallystick.categories.actions import follow, is_behind
from tallystick.lake.store.connection import reader
from tallystick.suppliers import actions
AT = datetime.now(UTC)
ids = lambda: [id for (id,) in reader(home).rows("SELECT supplier_id FROM maps.suppliers ORDER BY supplier_id")]
merge = lambda *two: actions.merge_suppliers(home=home, supplier_ids=list(two), by=ADA, at=AT)
"""
FOLLOW = BEGUN + "end_at(int(sys.argv[2]), home.root, ('os.rename',))\nfollow(home=home, at=AT)\n"
MERGE = BEGUN + "follow(home=home, at=AT)\na, b, c, d = ids()\nmerge(a, b)\nassert is_behind(home)\n"
MERGE_MORE = BEGUN + "a, b, c = ids()\nmerge(b, c)\nend_at(0, home.root)\nfollow(home=home, at=AT)\n"


def suppliers_of(home: Home) -> int:
    """How many suppliers the figures in use have, which must be whole."""
    kept, opened = maps.current(home), reader(home)
    assert kept is not None
    assert opened.maps_id == kept.id
    assert opened.rows("SELECT sum(payments)::INT, sum(amount_pence)::INT FROM maps.cube") == [(4, PENCE)]
    [(found,)] = opened.rows("SELECT count(*) FROM maps.by_supplier")
    forget(home)
    return int(found)


def test_killed_as_anything_is_put_in_place(tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    databases.keep_record(home)
    (tmp_path / "leeds.csv").write_text(PAID, encoding="utf-8")
    loading.load(home, [tmp_path / "leeds.csv"], Decisions(), organisation=None, now=AT)
    begun = run(MERGE, home.root)
    assert begun.returncode == 0, begun.stderr
    assert suppliers_of(home) == 4
    seen, step = [], 1
    while (done := run(FOLLOW, home.root, step)).returncode == KILLED:
        seen.append(suppliers_of(home))
        step += 1
    assert done.returncode == 0, done.stderr
    assert len(seen) >= 3, "names are kept, what they bought is kept, and maps are put in use"
    assert set(seen[:-1]) == {4}, "the last good figures stay until the new ones are whole"
    assert suppliers_of(home) == 3
    assert steps_of(run(MERGE_MORE, home.root)) > 5
    assert suppliers_of(home) == 2
    assert halves(home.root) == []
    assert len(list(home.maps.iterdir())) <= maps.KEPT
    assert len(list((home.root / "categories").iterdir())) == 1
    assert len([path for path in (home.root / "suppliers").iterdir() if path.is_dir()]) <= 2
