"""Questions are answered for one contract or for all alike, kept-out rows made into contracts, columns remembered."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tallystick.contracts import models
from tallystick.contracts.actions import hand_in, import_register
from tallystick.contracts.actions.keeping import ChangedMeanwhile, NotAcceptable, NotThere
from tallystick.contracts.actions.kept_out import leave_row, make_contract_of_row
from tallystick.contracts.actions.mapping import keep_columns
from tallystick.contracts.actions.questions import answer_question, dismiss_question
from tallystick.contracts.queries import importing
from tallystick.contracts.stating import said
from tallystick.councils.actions import NotAllowed
from tallystick.councils.models import LogEntry
from tallystick.councils.queries import verify_chains
from tallystick.lake.store.home import Home
from tests.contracts.imported import AT, CLEAN, PHONES, contract, load, register, suppliers
from tests.people import LEEDS, SAM, YORK

pytestmark = pytest.mark.django_db


def open_ended(reference: str, start: str = "01/06/2024") -> tuple[str, ...]:
    return (
        reference,
        f"Service {reference}",
        "Tarnwick Software Ltd",
        "",
        start,
        "to be agreed w/ supplier",
        "",
        "",
        "",
    )


PLAIN = [(f"FM-{n}", f"Cleaning of hall {n}", *CLEAN[2:]) for n in range(6)]
"""Enough that the columns are plain."""


def asked(reference: str, field: str = "end") -> models.Question:
    return models.Question.objects.get(contract=contract(reference), field=field, removed=False)


def test_an_answer_sets_the_field_and_is_in_the_log(home: Home, tmp_path: Path) -> None:
    load(home, register(tmp_path, open_ended("A"), *PLAIN))
    question = asked("A")
    done = answer_question(
        question=question.pk, version=1, values={"end": date(2027, 5, 31)}, by=SAM, at=AT, why="The contract says so."
    )
    assert done == (1, 0)
    one = contract("A")
    assert (one.end, one.version) == (date(2027, 5, 31), 2)
    question.refresh_from_db()
    assert (question.state, question.answer) == ("answered", {"fields": ["end"], "values": {"end": "2027-05-31"}})
    entries = LogEntry.objects.filter(about=f"contract:{one.pk}", what="answer_question")
    assert {entry.kind: entry.after for entry in entries} == {"contract": said(one), "question": said(question)}
    assert {entry.why for entry in entries} == {"The contract says so."}
    assert all(chain.fault is None for chain in verify_chains())


def test_an_answer_is_given_to_all_alike_and_what_cannot_take_it_stays_open(home: Home, tmp_path: Path) -> None:
    rows = [open_ended("A"), open_ended("B"), open_ended("C", start="01/06/2030"), *PLAIN]
    load(home, register(tmp_path, *rows))
    load(home, register(tmp_path, open_ended("A"), *PLAIN, name="york.csv"), organisation=YORK)
    question = models.Question.objects.get(contract__reference="A", contract__organisation__code=LEEDS, field="end")
    assert importing.alike(question) == 2
    done = answer_question(question=question.pk, version=1, values={"end": "2027-05-31"}, alike=True, by=SAM, at=AT)
    assert done == (2, 1), "the third begins after that day"
    ends = models.Contract.objects.filter(organisation__code=LEEDS).order_by("reference").values_list("end", flat=True)
    assert list(ends)[:3] == [date(2027, 5, 31), date(2027, 5, 31), None]
    assert models.Question.objects.filter(state="open", field="end").count() == 2, "one here, and York's own"


def test_suggestions_can_be_taken_as_they_are(home: Home, tmp_path: Path) -> None:
    swapped = ("A", "Help", "Zelter Ltd", "", "31/03/2027", "01/04/2024", "£5", "", "")
    empty = ("B", "Help desk", "Zelter Ltd", "", "01/04/2024", "", "£5", "", "")
    load(home, register(tmp_path, swapped, empty))
    for reference, code in (("A", "end_before_start"), ("B", "no_end")):
        question = models.Question.objects.get(contract=contract(reference), code=code)
        for at, suggestion in enumerate(question.suggestions):
            models.Question.objects.filter(pk=question.pk).update(state="open", version=1)
            answer_question(question=question.pk, version=1, values=suggestion["values"], by=SAM, at=AT)
            one = contract(reference)
            for field, value in suggestion["values"].items():
                assert said(one)[field] == value, (at, field)
    assert contract("B").term_kind in ("open_ended", "rolling", "one_off")


def test_several_suppliers_take_the_place_of_the_cell(home: Home, tmp_path: Path) -> None:
    load(home, register(tmp_path, ("A", "Help", "Zelter, Brindle and others", "", *PHONES[4:7], "Yes", "")))
    question = models.Question.objects.create(contract=contract("A"), field="supplier", code="several_suppliers")
    answer_question(question=question.pk, version=1, values={"suppliers": ["Zelter Ltd", "Brindle Ltd"]}, by=SAM, at=AT)
    assert suppliers(contract("A")) == ["Zelter Ltd", "Brindle Ltd"]
    assert contract("A").supplier_label == "Zelter Ltd; Brindle Ltd"
    assert set(models.Party.objects.filter(removed=False).values_list("sme", flat=True)) == {True}


def test_what_was_answered_is_not_asked_again_and_not_undone_by_the_same_cell(home: Home, tmp_path: Path) -> None:
    load(home, register(tmp_path, open_ended("A"), *PLAIN))
    answer_question(question=asked("A").pk, version=1, values={"end": "2027-05-31"}, by=SAM, at=AT)
    again = load(home, register(tmp_path, open_ended("A"), *PLAIN, PHONES, name="later.csv"))
    assert (again.counts["changed"], again.counts["conflicts"]) == (0, 0)
    assert models.Question.objects.filter(contract=contract("A"), field="end").count() == 1


def test_a_question_may_be_left(home: Home, tmp_path: Path) -> None:
    load(home, register(tmp_path, open_ended("A"), open_ended("B")))
    assert dismiss_question(question=asked("A").pk, version=1, alike=True, by=SAM, at=AT) == (2, 0)
    assert [asked(name).state for name in "AB"] == ["dismissed", "dismissed"]
    assert contract("A").end is None


def test_two_who_answer_at_once_are_told(home: Home, tmp_path: Path) -> None:
    load(home, register(tmp_path, open_ended("A")))
    question = asked("A").pk
    dismiss_question(question=question, version=1, by=SAM, at=AT)
    for version in (1, 2):
        with pytest.raises(ChangedMeanwhile):
            answer_question(question=question, version=version, values={"end": "2027-05-31"}, by=SAM, at=AT)


def test_an_answer_that_a_contract_cannot_hold_changes_nothing(home: Home, tmp_path: Path) -> None:
    load(home, register(tmp_path, open_ended("A")))
    before = LogEntry.objects.count()
    for values in ({"end": "2020-01-01"}, {"end": "soon"}):
        with pytest.raises(NotAcceptable):
            answer_question(question=asked("A").pk, version=1, values=values, by=SAM, at=AT)
    assert (asked("A").state, LogEntry.objects.count()) == ("open", before)


def test_only_who_keeps_the_register_answers(home: Home, tmp_path: Path, people: Any) -> None:
    load(home, register(tmp_path, open_ended("A"), ("", "", "", "", "01/01/2024", "", "£5", "", "")))
    question = asked("A").pk
    row = models.RegisterRow.objects.get(place="quarantined").pk
    file = models.RegisterFile.objects.get()
    for by, no in ((people.actor("reader"), NotAllowed), (people.actor("contract_manager", YORK), NotThere)):
        with pytest.raises(no):
            answer_question(question=question, version=1, values={"end": "2027-05-31"}, by=by, at=AT)
        with pytest.raises(no):
            dismiss_question(question=question, version=1, by=by, at=AT)
        with pytest.raises(NotAllowed):
            leave_row(row=row, by=by, at=AT)
        with pytest.raises(NotAllowed):
            keep_columns(register=file.pk, fingerprint=file.account[0]["fingerprint"], fields={}, by=by, at=AT)
    stranger = people.actor("contract_manager", YORK)
    assert importing.question(question, by=stranger) is None
    assert importing.questions(importing.Sought(), by=stranger).count == 0
    assert importing.register(file.pk, by=stranger) is None
    assert importing.row(row, by=stranger) is None


def test_a_row_that_was_kept_out_becomes_a_contract_once(home: Home, tmp_path: Path) -> None:
    load(home, register(tmp_path, PHONES, ("Q-1", "", "", "", "01/01/2024", "", "£5", "", "LL1")))
    row = models.RegisterRow.objects.get(place="quarantined")
    made = make_contract_of_row(
        row=row.pk, values={"title": "Parking", "reference": "Q-1"}, suppliers=[{"name": "Tarn Ltd"}], by=SAM, at=AT
    )
    assert (made.title, made.source_row, made.other["Ledger code"]) == ("Parking", 4, "LL1")
    assert suppliers(made) == ["Tarn Ltd"]
    row.refresh_from_db()
    assert (row.became, row.contract_id) == ("new", made.pk)
    with pytest.raises(NotAcceptable):
        make_contract_of_row(row=row.pk, values={"title": "Again"}, suppliers=[], by=SAM, at=AT)


def test_a_row_may_be_left_out(home: Home, tmp_path: Path) -> None:
    load(home, register(tmp_path, PHONES, ("Q-1", "", "", "", "01/01/2024", "", "£5", "", "")))
    row = models.RegisterRow.objects.get(place="quarantined")
    leave_row(row=row.pk, by=SAM, at=AT, why="A test line.")
    row.refresh_from_db()
    assert (row.became, row.contract_id) == ("left", None)
    assert LogEntry.objects.get(what="leave_row").why == "A test line."


def test_what_a_column_is_is_remembered_for_every_register_laid_out_so(home: Home, tmp_path: Path) -> None:
    path = register(tmp_path, PHONES, CLEAN)
    load(home, path)
    file = models.RegisterFile.objects.get()
    [table] = file.account
    ledger = next(column["key"] for column in table["mapping"] if column["heading"] == "Ledger code")
    assert keep_columns(
        register=file.pk, fingerprint=table["fingerprint"], fields={ledger: "department"}, by=SAM, at=AT
    )
    assert not keep_columns(
        register=file.pk, fingerprint=table["fingerprint"], fields={ledger: "department"}, by=SAM, at=AT
    )
    assert load(home, path, preview=True).counts["changed"] == 2
    assert load(home, path).counts["changed"] == 2
    assert contract("ICT-1").department == "ZZ99"
    assert load(home, path).outcome == "unchanged"
    later = register(tmp_path, (*PHONES[:8], "AB1"), name="later.csv")
    load(home, later)
    assert contract("ICT-1").department == "AB1"
    other = load(home, register(tmp_path, PHONES, name="york.csv"), organisation=YORK, preview=True)
    assert "department" not in other.plans[0].new[0].values, "another council's columns are its own"


@pytest.mark.parametrize(
    ("fields", "order"),
    [({"title": "nonsense"}, ""), ({"title": "supplier", "supplier": "supplier"}, ""), ({}, "year")],
)
def test_columns_that_cannot_be_are_refused(home: Home, tmp_path: Path, fields: dict[str, str], order: str) -> None:
    load(home, register(tmp_path, PHONES))
    file = models.RegisterFile.objects.get()
    with pytest.raises(NotAcceptable):
        keep_columns(
            register=file.pk, fingerprint=file.account[0]["fingerprint"], fields=fields, date_order=order, by=SAM, at=AT
        )


def test_the_order_of_dates_is_remembered(home: Home, tmp_path: Path) -> None:
    american = ("A", "Help", "Zelter Ltd", "", "04/05/2024", "05/06/2027", "£5", "", "")
    path = register(tmp_path, american)
    file = hand_in(home=home, path=path, name=path.name, organisation=LEEDS, by=SAM, at=AT)
    keep_columns(
        register=file.pk, fingerprint=file.account[0]["fingerprint"], fields={}, date_order="month", by=SAM, at=AT
    )
    import_register(home=home, register=file.pk, by=SAM, at=AT)
    assert (contract("A").start, contract("A").end) == (date(2024, 4, 5), date(2027, 5, 6))
