"""What colleagues change while a register is being imported is not written over."""

from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, connections
from pytest_django.plugin import DjangoDbBlocker

from tallystick.contracts import models
from tallystick.contracts.actions import keeping
from tallystick.contracts.actions.importing import ChangedSince
from tallystick.contracts.actions.keeping import ChangedMeanwhile
from tallystick.contracts.actions.questions import dismiss_question
from tallystick.lake.store.home import Home
from tests import databases
from tests.contracts.imported import AT, CLEAN, PHONES, WIFI, contract, load, register
from tests.people import BOB


@pytest.fixture
def record(home: Home, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """A record that is written for real, so that threads see what others wrote."""
    with django_db_blocker.unblock(), databases.opened(home):
        yield


def another(contract: models.Contract) -> dict[str, models.Kept]:
    """Rows of a contract that a register does not say, by their kind."""
    [party] = models.Party.objects.filter(contract=contract)
    lot = keeping.add_row(contract=contract.pk, kind="lot", values={"title": "North"}, by=BOB, at=AT)
    return {"party": party, "lot": lot}


@pytest.mark.parametrize("kind", ["party", "lot", "question", "added", "removed"])
@pytest.mark.django_db
def test_what_somebody_changes_while_a_register_is_compared_is_not_written_over(
    home: Home, tmp_path: Path, kind: str
) -> None:
    """Suppliers, lots and questions are changed without their contract's own version."""
    load(home, register(tmp_path, WIFI))
    wifi = contract("ICT-2")
    kept = another(wifi)

    def meanwhile(step: str) -> None:
        if step.startswith("Writing"):
            change()

    def change() -> None:
        by: dict[str, Any] = {"contract": wifi.pk, "by": BOB, "at": AT}
        if kind == "added":
            keeping.add_row(**by, kind="party", values={"name": "Brindle Ltd"})
        elif kind == "removed":
            keeping.remove_row(**by, kind="party", row=kept["party"].pk, version=1)
        elif kind == "question":
            asked = models.Question.objects.filter(contract=wifi, field="end", state="open").get()
            dismiss_question(question=asked.pk, version=asked.version, by=BOB, at=AT)
        else:
            values = {"sme": True} if kind == "party" else {"title": "South"}
            keeping.change_row(**by, kind=kind, row=kept[kind].pk, version=1, values=values)

    later = register(tmp_path, (*WIFI[:4], "01/07/2024", "30/06/2027", *WIFI[6:]), CLEAN, name="later.csv")
    with pytest.raises(ChangedSince):
        load(home, later, say=meanwhile)
    assert contract("ICT-2").start == date(2024, 6, 1)
    assert not models.Contract.objects.filter(reference="FM-7").exists()
    assert load(home, later).counts["changed"] == 1


def test_a_colleagues_edit_in_another_transaction_stays(home: Home, tmp_path: Path, record: None) -> None:
    load(home, register(tmp_path, PHONES))
    phones = contract("ICT-1")
    party = models.Party.objects.get(contract=phones)

    def edit() -> None:
        try:
            keeping.change_row(
                contract=phones.pk, kind="party", row=party.pk, version=1, values={"sme": None}, by=BOB, at=AT
            )
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as pool:
        edits: list[Future[None]] = []

        def meanwhile(step: str) -> None:
            if step.startswith("Writing"):
                edits.append(pool.submit(edit))
                # On SQLite the other has to wait until the register is imported.
                edits[0].result() if connection.vendor == "postgresql" else None

        later = register(tmp_path, (*PHONES[:5], "31/03/2030", "", "No", ""), name="later.csv")
        if connection.vendor == "postgresql":
            with pytest.raises(ChangedSince):
                load(home, later, say=meanwhile)
            assert models.Party.objects.get(pk=party.pk).sme is None
        else:
            load(home, later, say=meanwhile)
            with pytest.raises(ChangedMeanwhile):
                edits[0].result()
            assert models.Party.objects.get(pk=party.pk).sme is False
