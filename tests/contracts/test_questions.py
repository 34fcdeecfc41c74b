"""Questions are answered for one contract or for all alike, kept-out rows made into contracts, columns remembered."""

from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tallystick.contracts import models
from tallystick.contracts.actions import add_contract, answer_values, hand_in, import_register
from tallystick.contracts.actions.keeping import ChangedMeanwhile, NotAcceptable, NotThere, put
from tallystick.contracts.actions.kept_out import leave_row, make_contract_of_row
from tallystick.contracts.actions.mapping import keep_columns
from tallystick.contracts.actions.questions import answer_question, dismiss_question
from tallystick.contracts.declared import KINDS
from tallystick.contracts.importing.taken import COLUMN_OF, PARTY_COLUMN_OF
from tallystick.contracts.queries import importing
from tallystick.contracts.stating import said
from tallystick.councils.actions import NotAllowed, add_organisation
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


LEAF = st.none() | st.booleans() | st.integers() | st.text(max_size=12) | st.sampled_from(["2027-03-31", "days"])
ANY_JSON = st.recursive(
    LEAF,
    lambda one: st.lists(one, max_size=3) | st.dictionaries(st.sampled_from(["count", "unit", "months"]), one),
    max_leaves=6,
)
PLAIN = [(f"FM-{n}", f"Cleaning of hall {n}", *CLEAN[2:]) for n in range(6)]
"""Enough that the columns are plain."""


def asked(reference: str, field: str = "end") -> models.Question:
    return models.Question.objects.get(contract=contract(reference), field=field, removed=False)


def asked_of_a_contract() -> models.Question:
    """A question about a contract that has a supplier."""
    add_organisation(code=LEEDS, name="Leeds City Council", nation="England", by=SAM, at=AT)
    of = add_contract(organisation=LEEDS, values={"title": "Help"}, suppliers=[{"name": "Tarn Ltd"}], by=SAM, at=AT)
    return models.Question.objects.create(contract=of, field="end", code="no_end")


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


@pytest.mark.parametrize(
    ("end", "extension", "answer", "latest"),
    [
        ("31/03/2027", "Yes", {"extensions": [12, 12]}, date(2029, 3, 31)),
        ("31/03/2027", "Yes", {"extensions": [{"months": 24, "used": False}]}, date(2029, 3, 31)),
        ("31/03/2027", "Yes", {"extensions": [12], "latest_end": "2028-06-30"}, date(2028, 6, 30)),
        ("31/03/2027", "Yes", {"extensions": [12, 12], "extensions_used": 1}, date(2028, 3, 31)),
        ("31/03/2027", "Yes", {"notes": "Ask legal"}, None),
    ],
)
def test_an_answered_extension_gives_the_latest_end_as_a_register_does(
    home: Home, tmp_path: Path, end: str, extension: str, answer: dict[str, Any], latest: date | None
) -> None:
    headings = ("Title", "Supplier", "Start date", "End date", "Extension options")
    row = ("Help desk", "Zelter Ltd", "01/04/2024", end, extension)
    load(home, register(tmp_path, row, ("Other", "Brindle Ltd", *row[2:4], "12 months"), headings=headings))
    question = models.Question.objects.get(field="extension")
    assert question.contract.latest_end is None
    answer_question(question=question.pk, version=1, values=answer, by=SAM, at=AT)
    question.contract.refresh_from_db()
    assert question.contract.latest_end == latest
    stated = models.Contract.objects.get(title="Other")
    assert stated.latest_end == date(2028, 3, 31), "as where the register says it"


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


NO_ANSWERS: list[dict[str, Any]] = [
    {"other": [1]}, {"other": {"Ledger code": "x"}}, {"as_written": "s"}, {"source_row": 1}, {"public": False},
    {"tier": "operational"}, {"tier_why": "x"}, {"negotiation_notes": "x"}, {"search_text": "x"}, {"category_how": "x"},
    {"id": 4}, {"version": 4}, {"removed": True}, {"organisation_id": 1}, {"nonsense": "x"}, {"": ""}, {"_meta": None},
    {"extensions": ["x"]}, {"extensions": 12}, {"extensions": [0]}, {"extensions": [True]}, {"extensions": [{}]},
    {"notice": "banana"}, {"notice": {"count": 3, "unit": "moons"}}, {"notice": {"count": "3", "unit": "days"}},
    {"end": 5}, {"end": True}, {"end": "soon"}, {"end": ["2027-05-31"]}, {"end": "2027-02-30"}, {"title": 5},
    {"term_kind": "banana"}, {"route_code": "banana"}, {"term_months": "12"}, {"term_months": -1}, {"tupe": "yes"},
    {"value_pence": "5"}, {"value_pence": True}, {"value_pence": 10**30}, {"owner_id": "x"}, {"owner_id": 10**30},
    {"suppliers": "Acme"}, {"suppliers": 5}, {"suppliers": [5]}, {"suppliers": [" "]}, {"suppliers": None},
    {"suppliers": ["x" * 501]}, {"supplier": 5}, {"supplier": ""}, {"sme": "yes"}, {"company_number": 7},
]  # fmt: skip


def test_what_is_no_value_of_a_field_that_is_typed_answers_nothing(home: Home) -> None:
    question = asked_of_a_contract()
    before, entries = said(question.contract), LogEntry.objects.count()
    for values in NO_ANSWERS:
        with pytest.raises(NotAcceptable) as no:
            answer_question(question=question.pk, version=1, values=values, by=SAM, at=AT)
        assert set(no.value.fields) <= {*values, "name"}, (values, "it is said of the field itself")
        question.contract.refresh_from_db()
        question.refresh_from_db()
        assert (question.state, said(question.contract), LogEntry.objects.count()) == ("open", before, entries), values
        assert [one.name for one in models.Party.objects.all()] == ["Tarn Ltd"], values


@pytest.mark.parametrize(
    ("values", "after"),
    [
        ({"extensions": [{"months": 12, "used": False}, 6]}, [12, 6]),
        ({"extensions": None}, []),
        ({"notice": {"count": 3, "unit": "months", "more": 1}}, {"count": 3, "unit": "months"}),
        ({"notice": None}, None),
        ({"end": ""}, None),
        ({"end": date(2027, 5, 31)}, "2027-05-31"),
        ({"term_kind": None}, "unknown"),
        ({"value_pence": 0}, 0),
        ({"owner": " Ada\x00 "}, "Ada\ufffd"),
        ({"confidential": True}, True),
    ],
)
def test_what_a_field_holds_is_put_into_it(values: dict[str, Any], after: Any, home: Home) -> None:
    question = asked_of_a_contract()
    answer_question(question=question.pk, version=1, values=values, by=SAM, at=AT)
    question.contract.refresh_from_db()
    [name] = values
    assert said(question.contract)[COLUMN_OF[name]] == after


@given(name=st.sampled_from(sorted({*COLUMN_OF, *PARTY_COLUMN_OF, *KINDS["contract"].fields})), value=ANY_JSON)
def test_any_json_is_a_value_or_is_refused(name: str, value: Any) -> None:
    with suppress(NotAcceptable):
        told = answer_values.given({name: value})
        put(models.Contract(), {column: one for column, one in told.contract.items() if not column.endswith("_id")})
        put(models.Party(), told.party)
        assert len(told.contract) + len(told.party) == 1


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
