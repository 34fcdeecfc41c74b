"""Triggers: the log is only ever added to, and a decision is only ever ended.

They hold against `queryset.update()`, bulk writes and other programs, which no signal in Django would see.
"""

from django.db import migrations

DECISIONS = {
    "intake_columndecision": ["publisher", "sha256", "heading", "field"],
    "intake_dateorderdecision": ["publisher", "sha256", "heading", "order"],
    "intake_rowdecision": ["sha256", "sheet", "row", "action", "cells"],
    "intake_standingdecision": ["sha256", "stands"],
    "intake_organisationdecision": ["sha256", "organisation_code"],
    "intake_localorganisation": ["code", "name"],
}
WHO_AND_WHEN = ["id", "made_by", "made_at", "why"]


def _trigger(table: str, event: str, when: str, message: str) -> migrations.RunSQL:
    name = f"{table}_{event.lower()}"
    condition = f"WHEN {when} " if when else ""
    return migrations.RunSQL(
        f"CREATE TRIGGER {name} BEFORE {event} ON {table} {condition}BEGIN SELECT RAISE(ABORT, '{message}'); END",
        f"DROP TRIGGER {name}",
    )


def _changed(columns: list[str]) -> str:
    return " OR ".join(f'OLD."{column}" IS NOT NEW."{column}"' for column in columns)


class Migration(migrations.Migration):
    dependencies = [("intake", "0001_initial")]

    operations = [
        _trigger("intake_logentry", "UPDATE", "", "the log is only ever added to"),
        _trigger("intake_logentry", "DELETE", "", "the log is only ever added to"),
        *[_trigger(table, "DELETE", "", "a decision is never removed") for table in DECISIONS],
        *[
            _trigger(
                table,
                "UPDATE",
                f"OLD.ended_at IS NOT NULL OR {_changed(WHO_AND_WHEN + columns)}",
                "a decision is never edited, only ended",
            )
            for table, columns in DECISIONS.items()
        ],
    ]
