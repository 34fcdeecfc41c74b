"""Files of notices become the notices in use: whole or not at all, each award once, its history kept."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pytest

from tallystick.kit.errors import Refused
from tallystick.lake import notices
from tallystick.lake.build import writing
from tallystick.lake.notices import building, loading, store
from tallystick.lake.store.home import Home
from tests.lake.notices.made import COUNCIL, package, release, table, written

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "home")


def _load(home: Home, *paths: Path) -> list[notices.NoticesReading]:
    return notices.load(home, paths, now=NOW)


def test_what_was_loaded_is_in_use(home: Home, tmp_path: Path) -> None:
    (reading,) = _load(home, written(tmp_path / "a.json", package(release(1), release(2, tag=["tender"], awards=[]))))
    assert (reading.outcome, reading.rows_read, reading.award_rows) == ("loaded", 2, 1)
    assert reading.other_stages == {"tender": 1}
    (row,) = notices.listed(home).rows
    assert (row.buyer_code, row.supplier_key, row.stands) == ("GB-LAE-BRD", "quorvane grit ltd", True)
    assert (row.file, row.sha256, row.source_row) == ("a.json", reading.sha256, 1)
    assert home.raw_file(reading.sha256).read_bytes() == (tmp_path / "a.json").read_bytes()
    current = notices.current(home)
    assert current is not None
    assert (current.rows, current.standing, current.recognised) == (1, 1, 1)


def test_the_same_file_again_changes_nothing(home: Home, tmp_path: Path) -> None:
    path = written(tmp_path / "a.json", package(release(1)))
    _load(home, path)
    before = store.current_id(home)
    assert [r.outcome for r in _load(home, path)] == ["unchanged"]
    assert [r.outcome for r in _load(home, path, written(tmp_path / "b.json", path.read_text()))] == ["unchanged"] * 2
    assert store.current_id(home) == before


def test_another_file_is_added_to_those_in_use(home: Home, tmp_path: Path) -> None:
    _load(home, written(tmp_path / "a.json", package(release(1))))
    (first,) = notices.listed(home).rows
    _load(home, written(tmp_path / "b.json", package(release(2))))
    assert {row.title for row in notices.listed(home).rows} == {"Winter gritting 1", "Winter gritting 2"}
    assert notices.by_ids(home, [first.id])[first.id].title == first.title


def test_of_several_releases_the_latest_stands_and_the_others_are_there(home: Home, tmp_path: Path) -> None:
    later = release(1, id="later-2", date="2024-05-01T00:00:00Z", tag=["awardUpdate"])
    later["awards"][0]["value"]["amount"] = 2000
    _load(home, written(tmp_path / "b.json", package(later)))
    _load(home, written(tmp_path / "a.json", package(release(1))))
    (stands,) = notices.listed(home).rows
    assert (stands.value_pence, stands.tag) == (200000, "awardUpdate")
    both = notices.releases_of(home, stands.process)
    assert [(row.value_pence, row.stands, row.superseded_by) for row in both] == [
        (200000, True, None),
        (123450, False, stands.id),
    ]
    assert both[1].superseded_why == "a later release"
    assert notices.listed(home, earlier=True).count == 2


def test_the_same_release_in_two_files_stands_once(home: Home, tmp_path: Path) -> None:
    _load(home, written(tmp_path / "a.json", package(release(1))), written(tmp_path / "b.json", [release(1)]))
    rows = notices.listed(home, earlier=True).rows
    assert sorted((row.file, row.stands) for row in rows) == [("a.json", True), ("b.json", False)]
    assert {row.superseded_why for row in rows} == {None, "the same release is in another file"}


def test_a_flat_copy_gives_way_to_the_release(home: Home, tmp_path: Path) -> None:
    flat = {
        "id": "00000001-0000-4000-8000-000000000000",
        "title": "Winter gritting 1",
        "organisation": COUNCIL,
        "status": "awarded",
        "awarded_supplier": "QUORVANE GRIT LTD",
        "awarded_value": 1234.5,
        "awarded_date": "2024-02-20",
        "published_date": "2024-03-02",
    }
    _load(
        home, written(tmp_path / "flat.json", {"contracts": [flat]}), written(tmp_path / "a.json", package(release(1)))
    )
    (row,) = notices.listed(home).rows
    assert row.file == "a.json"
    assert notices.listed(home, earlier=True).count == 2


def test_awards_of_one_notice_without_numbers_all_stand(home: Home, tmp_path: Path) -> None:
    header = ["Notice ID", "Published Date", "Buyer Name", "Award Title", "Award Value", "Supplier Name"]
    rows = [["n1", "2024-03-01", COUNCIL, f"Lot {n}", f"{n}00", f"Brinwold {n}"] for n in (1, 2, 3)]
    _load(home, table(tmp_path / "a.csv", header, *rows))
    assert notices.listed(home).count == 3


def test_a_folder_a_refusal_and_the_rest(home: Home, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    written(folder / "a.json", package(release(1), {"nothing": 1}))
    written(folder / "b.json", {"$schema": "x", "properties": {}})
    readings = _load(home, folder)
    assert [(r.file, r.outcome) for r in readings] == [("a.json", "partly"), ("b.json", "refused")]
    assert "schema" in (readings[1].reason or "")
    assert notices.listed(home).count == 1
    assert [row.file for row in notices.quarantined(home)] == ["a.json"]
    with pytest.raises(Refused, match="There is nothing at"):
        _load(home, tmp_path / "gone")


def test_another_currency_is_kept_as_it_is(home: Home, tmp_path: Path) -> None:
    euros = release(1)
    euros["awards"][0]["value"] = {"amount": 99.999, "currency": "EUR"}
    _load(home, written(tmp_path / "a.json", package(euros)))
    (row,) = notices.listed(home).rows
    assert (row.amount, row.currency, row.value_pence) == ("99.999", "EUR", None)


def test_buyers_are_recognised_where_that_is_beyond_doubt(home: Home, tmp_path: Path) -> None:
    said = {
        1: "BRADFORD METROPOLITAN DISTRICT COUNCIL",
        2: f"{COUNCIL} - Highways",
        3: f"{COUNCIL} Passenger Transport",
        4: "Friends of Bradford Council for Voluntary Service",
        5: "The Zelumbra Trust",
    }
    made = [release(n, buyer={"name": name}, parties=[]) for n, name in said.items()]
    for one in made:
        one["awards"][0]["suppliers"] = [{"name": "Brinwold"}]
    notices.load(
        home, [written(tmp_path / "a.json", package(*made))], now=NOW, local=[("local:z", "The Zelumbra Trust")]
    )
    found = {row.buyer_name: row.buyer_code for row in notices.listed(home).rows}
    assert found == {
        said[1]: "GB-LAE-BRD",
        said[2]: "GB-LAE-BRD",
        said[3]: "GB-LAE-BRD",
        said[4]: None,
        said[5]: "local:z",
    }
    assert {b.code: b.rows for b in notices.buyers(home)}["GB-LAE-BRD"] == 3


def test_lists(home: Home, tmp_path: Path) -> None:
    made = [release(n) for n in range(1, 6)]
    for n, one in enumerate(made, 1):
        one["awards"][0]["value"]["amount"] = n * 7 % 5
    _load(home, written(tmp_path / "a.json", package(*made)))
    page = notices.listed(home, sort="-value", page=2, page_size=2)
    assert (page.count, page.pages) == (5, 3)
    assert [row.value_pence for row in page.rows] == [200, 100]
    beyond = notices.listed(home, page=9, page_size=2)
    assert (beyond.count, beyond.rows) == (5, ())
    assert [row.title for row in notices.listed(home, text="GRITTING 3").rows] == ["Winter gritting 3"]
    assert notices.listed(home, text="100%' --").count == 0
    assert notices.listed(home, supplier_key="quorvane grit ltd", company_number="99000001").count == 5
    assert notices.listed(home, buyer_code="GB-LAE-LDS").count == 0
    assert len(notices.of_supplier(home, [], ["99000001"])) == len(notices.of_buyer(home, "GB-LAE-BRD")) == 5
    assert notices.listed(home, sort="nonsense; DROP TABLE notices").count == 5


def test_without_notices(home: Home) -> None:
    assert notices.current(home) is None
    with pytest.raises(notices.NoNotices):
        notices.listed(home)


def test_one_load_at_a_time(home: Home, tmp_path: Path) -> None:
    path = written(tmp_path / "a.json", package(release(1)))
    with writing(home), pytest.raises(Refused, match="Another load"):
        _load(home, path)


def test_what_another_version_made_is_made_again(home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _load(home, written(tmp_path / "a.json", package(release(1))))
    monkeypatch.setattr(loading, "READER", loading.READER + 1)
    (tmp_path / "a.json").unlink()
    _load(home, written(tmp_path / "b.json", package(release(2))))
    current = notices.current(home)
    assert current is not None
    assert {reading.key.rsplit("-", 1)[1] for reading in current.readings} == {str(loading.READER)}
    assert notices.listed(home).count == 2


def test_a_load_cut_short_leaves_what_was_in_use(home: Home, tmp_path: Path) -> None:
    """Stopped at several moments by the system, as power cuts do: old or new, never half, and nothing is left over."""
    _load(home, written(tmp_path / "a.json", package(release(1))))
    many = written(tmp_path / "b.json", package(*(release(n) for n in range(2, 400))))
    program = (
        "import sys; from datetime import datetime, UTC; from pathlib import Path\n"
        "from tallystick.lake import notices; from tallystick.lake.store.home import Home\n"
        "print('ready', flush=True)\n"
        "notices.load(Home(Path(sys.argv[1])), [Path(sys.argv[2])], now=datetime.now(UTC))\n"
    )
    for wait in (0.02, 0.1, 0.25):
        made = subprocess.Popen(
            [sys.executable, "-c", program, str(home.root), str(many)], stdout=subprocess.PIPE, env=os.environ
        )
        assert made.stdout is not None
        with made:
            made.stdout.readline()
            time.sleep(wait)
            made.kill()
        with duckdb.connect(
            str(store.folder_of(home) / str(store.current_id(home)) / store.DATABASE), read_only=True
        ) as at:
            assert at.execute("SELECT count(*) FROM notices").fetchall() in ([(1,)], [(399,)])
    _load(home, many)
    assert notices.listed(home).count == 399
    left = {path.name for path in store.folder_of(home).iterdir()}
    assert left == {"files", "current", store.current_id(home)}
    assert not [path for path in (store.folder_of(home) / "files").iterdir() if path.name.endswith(store.UNFINISHED)]


def _fewer(made: Callable[..., tuple[int, int, int]]) -> Callable[..., tuple[int, int, int]]:
    return lambda *given: (made(*given)[0] - 1, 0, 0)


def test_notices_that_do_not_add_up_are_not_put_in_use(
    home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _load(home, written(tmp_path / "a.json", package(release(1))))
    before = store.current_id(home)
    monkeypatch.setattr(loading, "built", _fewer(building.built))
    with pytest.raises(loading.NoticesFailed):
        _load(home, written(tmp_path / "b.json", package(release(2))))
    assert store.current_id(home) == before
    assert json.loads((store.folder_of(home) / str(before) / "manifest.json").read_text())["rows"] == 1
