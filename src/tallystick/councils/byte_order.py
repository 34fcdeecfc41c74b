"""Text that the database compares as Python does, by its bytes and not as a dictionary would. For migrations."""

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState


class ByteOrder(Operation):
    """On PostgreSQL makes columns of text compare by their bytes, as they do on SQLite.

    A constraint that one text is less than another then means what it means to the code that puts them in order.
    To stand before any trigger that names the columns: PostgreSQL alters none that one names.
    """

    reversible = True

    def __init__(self, model: str, *columns: str) -> None:
        self.model, self.columns = model, columns

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """The order of a text is no part of what Django knows of a model here."""

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        """Gives the columns the order of their bytes."""
        self._order(app_label, schema_editor, to_state, '"C"')

    def database_backwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        """Gives them the database's own order back."""
        self._order(app_label, schema_editor, to_state, '"default"')

    def describe(self) -> str:
        """What `migrate` says of it."""
        return f"Compare {', '.join(self.columns)} of {self.model} by their bytes"

    def _order(self, app_label: str, editor: BaseDatabaseSchemaEditor, state: ProjectState, collation: str) -> None:
        if editor.connection.vendor != "postgresql":
            return
        its = state.apps.get_model(app_label, self.model)._meta
        for column in self.columns:
            kind = its.get_field(column).db_type(editor.connection)
            editor.execute(f'ALTER TABLE "{its.db_table}" ALTER COLUMN "{column}" TYPE {kind} COLLATE {collation}')
