"""What the database itself refuses, whoever asks."""

from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, connection, transaction

from tallystick.councils.actions import record_reading, write_log
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
