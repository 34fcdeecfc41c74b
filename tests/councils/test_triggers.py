"""What the database itself refuses, whoever asks."""

import re
from datetime import UTC, datetime

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction

from tallystick.councils.actions import record_reading, write_log
from tallystick.intake.models import Decision
from tests.people import LEEDS, SAM

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)

REFUSED = [
    "UPDATE councils_logentry SET \"by\" = 'Eve'",
    "UPDATE councils_logentry SET hash = hash",
    "DELETE FROM councils_logentry",
    "UPDATE councils_accessentry SET \"by\" = 'Eve'",
    "DELETE FROM councils_accessentry",
    "DELETE FROM councils_chain",
    "UPDATE councils_chain SET length = length - 1",
    "UPDATE councils_chain SET name = 'x'",
]


@pytest.fixture
def written() -> None:
    write_log(chain=LEEDS, what="change", by=SAM, at=AT)
    record_reading(
        organisation=LEEDS, kind="price_line", key=1, about="contract:1", fields=["unit_price_pence"], by=SAM, at=AT
    )


@pytest.mark.parametrize("statement", REFUSED)
def test_the_logs_are_only_ever_added_to(written: None, statement: str) -> None:
    with pytest.raises(IntegrityError, match="only ever added to"), transaction.atomic():
        connection.cursor().execute(statement)


@pytest.mark.parametrize("table", ["councils_logentry", "councils_accessentry", "councils_chain"])
def test_the_logs_are_not_emptied_at_once(written: None, table: str) -> None:
    statement = f"TRUNCATE {table}" if connection.vendor == "postgresql" else f"DELETE FROM {table}"
    with pytest.raises(IntegrityError, match="only ever added to"), transaction.atomic():
        connection.cursor().execute(statement)


def test_two_entries_cannot_have_one_place(written: None) -> None:
    columns = 'chain, sequence, at, "by", via, what, why, kind, "key", about, previous, hash'
    with pytest.raises(IntegrityError), transaction.atomic():
        connection.cursor().execute(
            f"INSERT INTO councils_logentry ({columns}) SELECT {columns} FROM councils_logentry"
        )


DECISIONS = [model for model in apps.get_models() if issubclass(model, Decision)]
ENDING = {"ended_by", "ended_at", "ended_how"}


@pytest.mark.parametrize("model", DECISIONS, ids=lambda model: model._meta.label)
def test_every_decision_is_held_by_triggers_that_name_all_that_it_says(model: type[Decision]) -> None:
    table = model._meta.db_table
    said = {field.column for field in model._meta.concrete_fields} - ENDING
    held = dict(_triggers(table))
    assert f"{table}_delete" in held
    named = set(re.findall(r'\bOLD\."?(\w+)', held[f"{table}_update"], re.IGNORECASE))
    assert said - named == set(), "A migration has to forbid changing these, by only_ended."


def _triggers(table: str) -> list[tuple[str, str]]:
    asked = {
        "sqlite": "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s",
        "postgresql": "SELECT tgname, pg_get_triggerdef(oid) FROM pg_trigger WHERE tgrelid = %s::regclass",
    }
    with connection.cursor() as cursor:
        cursor.execute(asked[connection.vendor], [table])
        return list(cursor.fetchall())
