"""Triggers that hold the record, on SQLite and on PostgreSQL: a log is only ever added to, a decision only ever ended.

For migrations. They hold against `queryset.update()`, bulk writes and other programs, which no signal in Django sees.
What they forbid is raised as django.db.IntegrityError on both.

SQLite makes a table anew to alter a column of it, and a trigger goes with the old table: a migration that alters such
a column puts the triggers back after it. `tests/councils/test_triggers.py` finds a decision that lost them.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

WHO_AND_WHEN = ("id", "made_by", "made_at", "why")
_NAME = re.compile(r"[a-z][a-z0-9_]{0,40}")


@dataclass(frozen=True)
class Changed:
    """Where any of `columns` differs between the row that was and the row that is to be; and other conditions.

    or_where: SQL that reads the same on both databases, of OLD and NEW, each of which forbids by itself.
    """

    columns: tuple[str, ...] = ()
    or_where: tuple[str, ...] = ()

    def sql(self, vendor: str) -> str:
        """The condition as `vendor` writes it; empty for always."""
        differs = "IS NOT" if vendor == "sqlite" else "IS DISTINCT FROM"
        return " OR ".join([*self.or_where, *(f'OLD."{column}" {differs} NEW."{column}"' for column in self.columns)])


class Forbid(Operation):
    """Makes the database itself refuse an UPDATE or a DELETE of rows of a table, always or under a condition."""

    reversible = True
    reduces_to_sql = True

    def __init__(self, event: str, table: str, message: str, when: Changed | None = None) -> None:
        if event not in ("UPDATE", "DELETE") or not _NAME.fullmatch(table):
            raise ValueError(f"No such trigger can be made: {event} of {table}")
        if event == "DELETE" and when is not None:
            raise ValueError("A row that is removed has no new values to compare")
        self.event, self.table, self.message, self.when = event, table, message, when

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """A trigger is no part of what Django knows of a model."""

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        """Makes the trigger."""
        self._run(schema_editor, {"sqlite": self._made_on_sqlite, "postgresql": self._made_on_postgresql})

    def database_backwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        """Takes the trigger away."""
        self._run(schema_editor, {"sqlite": self._gone_on_sqlite, "postgresql": self._gone_on_postgresql})

    def describe(self) -> str:
        """What `migrate` says of it."""
        return f"Forbid {self.event} of {self.table}: {self.message}"

    @property
    def _name(self) -> str:
        return f"{self.table}_{self.event.lower()}"

    @property
    def _said(self) -> str:
        return self.message.replace("'", "''")

    def _run(self, schema_editor: BaseDatabaseSchemaEditor, statements: dict[str, Any]) -> None:
        vendor = schema_editor.connection.vendor
        if vendor not in statements:
            raise NotImplementedError(f"The record is kept in SQLite or PostgreSQL, not {vendor}")
        for statement in statements[vendor]():
            schema_editor.execute(statement, params=None)

    def _made_on_sqlite(self) -> list[str]:
        condition = f"WHEN {self.when.sql('sqlite')} " if self.when else ""
        forbidden = f"BEGIN SELECT RAISE(ABORT, '{self._said}'); END"
        return [f'CREATE TRIGGER "{self._name}" BEFORE {self.event} ON "{self.table}" {condition}{forbidden}']

    def _gone_on_sqlite(self) -> list[str]:
        return [f'DROP TRIGGER "{self._name}"']

    def _made_on_postgresql(self) -> list[str]:
        condition = f"WHEN ({self.when.sql('postgresql')}) " if self.when else ""
        raised = f"RAISE EXCEPTION USING MESSAGE = '{self._said}', ERRCODE = 'integrity_constraint_violation'"
        forbid = f'EXECUTE FUNCTION "{self._name}_forbidden"()'
        body = f"LANGUAGE plpgsql AS $forbidden$ BEGIN {raised}; END $forbidden$"
        made = [
            f'CREATE FUNCTION "{self._name}_forbidden"() RETURNS trigger {body}',
            f'CREATE TRIGGER "{self._name}" BEFORE {self.event} ON "{self.table}" FOR EACH ROW {condition}{forbid}',
        ]
        if self.event == "DELETE":
            # TRUNCATE empties a table without a DELETE of any row.
            made.append(
                f'CREATE TRIGGER "{self._name}_all" BEFORE TRUNCATE ON "{self.table}" FOR EACH STATEMENT {forbid}'
            )
        return made

    def _gone_on_postgresql(self) -> list[str]:
        # The function takes every trigger that runs it along.
        return [f'DROP FUNCTION "{self._name}_forbidden"() CASCADE']


class Allow(Forbid):
    """Takes away what `Forbid` of the same made: for a table that is about to go."""

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        """Takes the trigger away."""
        super().database_backwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        """Makes the trigger again."""
        super().database_forwards(app_label, schema_editor, from_state, to_state)

    def describe(self) -> str:
        """What `migrate` says of it."""
        return f"Allow {self.event} of {self.table}"


def only_added(table: str, message: str) -> list[Forbid]:
    """Rows of `table` are never changed and never removed; `message` is what whoever tries is told."""
    return [Forbid("UPDATE", table, message), Forbid("DELETE", table, message)]


def only_ended(table: str, columns: Sequence[str]) -> list[Forbid]:
    """`table` holds decisions that say `columns`: they are never removed, and changed only by being ended, once."""
    changed = Changed((*WHO_AND_WHEN, *columns), ("OLD.ended_at IS NOT NULL",))
    return [
        Forbid("DELETE", table, "a decision is never removed"),
        Forbid("UPDATE", table, "a decision is never edited, only ended", changed),
    ]
