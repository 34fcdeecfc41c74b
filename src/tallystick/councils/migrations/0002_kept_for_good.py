"""Triggers: the log and the access log are only ever added to, and a chain only ever grows."""

from django.db import migrations

from tallystick.councils.triggers import Changed, Forbid, only_added


class Migration(migrations.Migration):
    dependencies = [("councils", "0001_initial")]

    operations = [
        *only_added("councils_logentry", "the log is only ever added to"),
        *only_added("councils_accessentry", "the access log is only ever added to"),
        Forbid("DELETE", "councils_chain", "the log is only ever added to"),
        Forbid(
            "UPDATE",
            "councils_chain",
            "the log is only ever added to",
            Changed(("id", "name"), ("NEW.length < OLD.length",)),
        ),
    ]
