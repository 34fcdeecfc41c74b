"""One log: what this room wrote goes into the installation's chain, in the order it was written, and its table goes."""

from itertools import islice
from typing import Any

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from tallystick.councils.rules.chain import START, Entry, linked
from tallystick.councils.triggers import Allow

CHAIN = ""
AT_A_TIME = 2000
ONLY_ADDED = "the log is only ever added to"


def copy(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Every line of the old log as an entry of the chain. At which door it was decided was not kept."""
    lines = apps.get_model("intake", "LogEntry").objects.order_by("id")
    kept, chains = apps.get_model("councils", "LogEntry"), apps.get_model("councils", "Chain")
    if not lines.exists():
        return
    end, _ = chains.objects.get_or_create(name=CHAIN, defaults={"last": START})
    waiting = (_entry(line) for line in lines.iterator(AT_A_TIME))
    while some := list(islice(waiting, AT_A_TIME)):
        entries = linked(some, sequence=end.length, previous=end.last)
        kept.objects.bulk_create([kept(**vars(entry)) for entry in entries])
        end.length, end.last = entries[-1].sequence, entries[-1].hash
    end.save(update_fields=["length", "last"])


def _entry(line: Any) -> Entry:
    return Entry(
        chain=CHAIN,
        sequence=0,
        at=line.at,
        by=line.by,
        person=None,
        via="",
        what=line.what,
        why=line.why,
        kind=line.kind,
        key="" if line.decision is None else str(line.decision),
        about=line.about,
        before=line.before,
        after=line.after,
    )


class Migration(migrations.Migration):
    dependencies = [("intake", "0002_kept_for_good"), ("councils", "0002_kept_for_good")]

    operations = [
        migrations.RunPython(copy, migrations.RunPython.noop),
        # On PostgreSQL each trigger has a function, which would outlive its table.
        Allow("DELETE", "intake_logentry", ONLY_ADDED),
        Allow("UPDATE", "intake_logentry", ONLY_ADDED),
        migrations.DeleteModel(name="LogEntry"),
    ]
