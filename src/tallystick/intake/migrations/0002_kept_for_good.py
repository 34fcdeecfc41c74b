"""Triggers: the log is only ever added to, and a decision is only ever ended."""

from django.db import migrations

from tallystick.councils.triggers import only_added, only_ended

DECISIONS = {
    "intake_columndecision": ["publisher", "sha256", "heading", "field"],
    "intake_dateorderdecision": ["publisher", "sha256", "heading", "order"],
    "intake_rowdecision": ["sha256", "sheet", "row", "action", "cells"],
    "intake_standingdecision": ["sha256", "stands"],
    "intake_organisationdecision": ["sha256", "organisation_code"],
    "intake_localorganisation": ["code", "name"],
}


class Migration(migrations.Migration):
    dependencies = [("intake", "0001_initial")]

    operations = [
        *only_added("intake_logentry", "the log is only ever added to"),
        *[trigger for table, columns in DECISIONS.items() for trigger in only_ended(table, columns)],
    ]
