"""Triggers that hold the record: the log is only ever added to, and a decision is only ever ended.

For migrations. They hold against `queryset.update()`, bulk writes and other programs, which no signal in Django sees.
"""

from collections.abc import Sequence

from django.db import migrations

WHO_AND_WHEN = ("id", "made_by", "made_at", "why")


def only_added(table: str, message: str) -> list[migrations.RunSQL]:
    """Rows of `table` are never changed and never removed."""
    return [_trigger(table, "UPDATE", "", message), _trigger(table, "DELETE", "", message)]


def only_ended(table: str, columns: Sequence[str]) -> list[migrations.RunSQL]:
    """`table` holds decisions that say `columns`: they are never removed, and changed only by being ended, once."""
    changed = " OR ".join(f'OLD."{column}" IS NOT NEW."{column}"' for column in (*WHO_AND_WHEN, *columns))
    return [
        _trigger(table, "DELETE", "", "a decision is never removed"),
        _trigger(table, "UPDATE", f"OLD.ended_at IS NOT NULL OR {changed}", "a decision is never edited, only ended"),
    ]


def _trigger(table: str, event: str, when: str, message: str) -> migrations.RunSQL:
    name = f"{table}_{event.lower()}"
    condition = f"WHEN {when} " if when else ""
    return migrations.RunSQL(
        f"CREATE TRIGGER {name} BEFORE {event} ON {table} {condition}BEGIN SELECT RAISE(ABORT, '{message}'); END",
        f"DROP TRIGGER {name}",
    )
