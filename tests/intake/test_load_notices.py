"""Loading award notices: who may, and that it is in the log."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from tallystick.councils.actions import NotAllowed
from tallystick.councils.models import LogEntry
from tallystick.councils.rules.actors import NOBODY, owner
from tallystick.intake.actions.notices import load_notices
from tallystick.lake import notices
from tallystick.lake.store.home import Home
from tests.lake.notices.made import package, release, written

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)


def test_a_load_is_in_the_log(home: Home, tmp_path: Path) -> None:
    path = written(tmp_path / "a.json", package(release(1)))
    (reading,) = load_notices(home=home, paths=[path], by=owner("Sam"), at=NOW)
    entry = LogEntry.objects.get(what="load_notices")
    assert (entry.by, entry.about) == ("Sam", reading.sha256)
    assert entry.after == {"files": 1, "loaded": 1}
    assert notices.listed(home).count == 1


def test_nobody_loads_who_may_not(home: Home, tmp_path: Path) -> None:
    path = written(tmp_path / "a.json", package(release(1)))
    with pytest.raises(NotAllowed):
        load_notices(home=home, paths=[path], by=NOBODY, at=NOW)
    assert notices.current(home) is None
