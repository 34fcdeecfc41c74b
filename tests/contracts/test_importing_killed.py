"""An import that is killed leaves the register as it was, and the next one does all of it."""

from pathlib import Path

from pytest_django.plugin import DjangoDbBlocker

from tallystick.lake.store.home import Home
from tests import databases
from tests.commands import Tallystick
from tests.contracts.imported import CLEAN, PHONES, WIFI, register
from tests.lake.ending import KILLED, run

BEGUN = """
import os, sys
from pathlib import Path
from tallystick.intake.record import open_record
from tallystick.lake.store.home import Home
home = Home(Path(sys.argv[1]))
open_record(home)
from django.db import connection
from tests.contracts.imported import load
step, taken = int(sys.argv[3]), 0
def count(execute, sql, params, many, context):
    global taken
    if sql.startswith(("INSERT", "UPDATE")):
        taken += 1
        if taken == step:
            os._exit(9)
    return execute(sql, params, many, context)
with connection.execute_wrapper(count):
    load(home, Path(sys.argv[2]))
print("steps", taken)
"""


def test_killed_at_any_write(
    home: Home, tmp_path: Path, tallystick: Tallystick, django_db_blocker: DjangoDbBlocker
) -> None:
    first = register(tmp_path, PHONES, WIFI, name="first.csv")
    tallystick(home, "--as", "operator", "contracts", "load", "--organisation", "Leeds City Council", str(first))
    later = (*PHONES[:5], "31/03/2030", *PHONES[6:])
    path = register(tmp_path, later, WIFI, CLEAN, name="later.csv")
    before, seen, step = exported(home, tallystick), 0, 1
    while (done := run(BEGUN, home.root, path, step)).returncode == KILLED:
        assert exported(home, tallystick) == before
        seen += 1
        step += 4
    assert done.returncode == 0, done.stderr
    assert seen >= 3
    assert "2030-03-31" in exported(home, tallystick)
    assert "Office cleaning" in exported(home, tallystick)
    with django_db_blocker.unblock(), databases.opened(home):
        from tallystick.councils.queries import verify_chains

        assert all(one.fault is None for one in verify_chains())


def exported(home: Home, tallystick: Tallystick) -> str:
    return tallystick(home, "--as", "operator", "contracts", "export").out
