"""The log that intake kept by itself, in homes of before, goes whole and in order into the chained one."""

import json

import pytest
from django.db import connection

from tallystick.lake.store.home import Home
from tests import databases
from tests.lake.ending import run

BEFORE = """
import sys
from datetime import UTC, datetime
from pathlib import Path
import django
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from tallystick.lake.store.home import Home
home = Home(Path(sys.argv[1]))
home.create()
django.setup()
for app in sys.argv[2].split():
    call_command("migrate", app, verbosity=0)
for app in ("intake", "suppliers", "categories"):
    call_command("migrate", app, "0002", verbosity=0)
def log(what, **said):
    state = MigrationExecutor(connection).loader.project_state(("intake", "0002_kept_for_good"))
    state.apps.get_model("intake", "LogEntry").objects.create(what=what, **said)
"""
WRITTEN = """
AT = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
log("load", at=AT, by="ada", about="a" * 64, after={"files": 1, "loaded": 1})
log("correct_column", at=AT, by="bob", about="GB-X", kind="columndecision", decision=7, after={"field": "vat"}, why="ü")
log("undo_decision", at=AT, by="ada", about="GB-X", kind="columndecision", decision=7, before={"field": "vat"})
"""
MANY = """
AT = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
state = MigrationExecutor(connection).loader.project_state(("intake", "0002_kept_for_good"))
old = state.apps.get_model("intake", "LogEntry")
old.objects.bulk_create([old(what="load", at=AT, by=f"person {n}") for n in range(4500)])
"""
CHAINED = """
from tallystick.councils.actions import write_log
from tallystick.councils.rules.actors import owner
write_log(chain="", what="used_link", kind="person", key=1, by=owner("eve"), at=datetime(2026, 11, 22, tzinfo=UTC))
"""
AFTER = """
import json
from tallystick.intake.record import open_record
open_record(home)
from tallystick.councils.actions import write_log
from tallystick.councils.models import LogEntry
from tallystick.councils.queries import verify_chains
from tallystick.councils.rules.actors import owner
from tallystick.intake import queries
checked = list(verify_chains())
write_log(chain="", what="load", by=owner("next"), at=datetime(2026, 11, 23, tzinfo=UTC))
checked += verify_chains()
with connection.cursor() as cursor:
    gone = "intake_logentry" not in connection.introspection.table_names(cursor)
    left = 0
    if connection.vendor == "postgresql":
        cursor.execute("SELECT count(*) FROM pg_proc WHERE proname LIKE 'intake_logentry%'")
        [left] = cursor.fetchone()
COLUMNS = ("sequence", "what", "by", "via", "kind", "key", "about", "before", "after", "why")
kept = LogEntry.objects.order_by("sequence")
print(json.dumps({
    "entries": list(kept.values_list(*COLUMNS)),
    "moments": len({line.at for line in kept}),
    "faults": [str(one.fault) for one in checked if one.fault],
    "shown": queries.log()[1],
    "gone": gone,
    "functions left": left,
}))
"""


def moved(home: Home, *written: str, councils: bool = False) -> dict[str, object]:
    """What the log holds after a home of before, in which `written` was run, was opened by this version."""
    home.record.unlink(missing_ok=True)
    databases.empty(home)
    done = run(BEFORE + "".join(written) + AFTER, home.root, "councils" if councils else "")
    assert done.returncode == 0, done.stderr
    found: dict[str, object] = json.loads(done.stdout)
    assert (found["faults"], found["gone"], found["functions left"]) == ([], True, 0)
    return found


@pytest.mark.once
def test_every_line_of_the_old_log_is_in_the_chain_in_its_order(home: Home) -> None:
    found = moved(home, WRITTEN)
    assert found["entries"] == [
        [1, "load", "ada", "", "", "", "a" * 64, None, {"files": 1, "loaded": 1}, ""],
        [2, "correct_column", "bob", "", "columndecision", "7", "GB-X", None, {"field": "vat"}, "ü"],
        [3, "undo_decision", "ada", "", "columndecision", "7", "GB-X", {"field": "vat"}, None, ""],
        [4, "load", "next", "command", "", "", "", None, None, ""],
    ]
    assert (found["shown"], found["moments"]) == (4, 2)


def test_thousands_follow_what_the_chain_held_already(home: Home) -> None:
    found = moved(home, CHAINED, WRITTEN, MANY, councils=True)
    entries = found["entries"]
    assert isinstance(entries, list)
    assert [entry[0] for entry in entries] == list(range(1, len(entries) + 1))
    told = [entry[1] for entry in entries]
    assert told == ["used_link", "load", "correct_column", "undo_decision", *["load"] * 4501]
    assert found["shown"] == 4504, "who came in by which link is for nobody to see among decisions"


@pytest.mark.django_db
def test_nothing_is_left_where_the_old_log_was_empty() -> None:
    assert "intake_logentry" not in connection.introspection.table_names()
