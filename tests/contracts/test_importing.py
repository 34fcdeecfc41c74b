"""Every row of a register becomes a contract, a question, or is kept out; what is here already is compared first."""

from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tallystick.contracts import models
from tallystick.contracts.actions import hand_in, import_register, keeping, load_register, recognise
from tallystick.contracts.actions.importing import RegisterRefused
from tallystick.contracts.actions.kept_out import make_contract_of_row
from tallystick.contracts.importing.taken import COLUMN_OF, PARTY_COLUMN_OF
from tallystick.contracts.queries.whose import NotKnownWhose
from tallystick.contracts.reading.proposed import FIELDS
from tallystick.contracts.stating import said
from tallystick.councils.actions import NotAllowed
from tallystick.councils.models import LogEntry
from tallystick.councils.queries import verify_chains
from tallystick.lake.store.home import Home
from tests.contracts.imported import AT, CLEAN, HEADINGS, PHONES, WIFI, contract, load, register, suppliers
from tests.people import BOB, LEEDS, SAM, YORK

pytestmark = pytest.mark.django_db


def test_every_field_of_a_reading_is_taken_somewhere() -> None:
    taken = {*COLUMN_OF, *PARTY_COLUMN_OF, "supplier", "suppliers", "other", "as_written"}
    # Whose it is decides where the contract goes; what was worked out is told on the page of the register.
    assert set(FIELDS) - taken == {"organisation", "organisation_code", "worked_out"}


def test_rows_become_contracts_suppliers_and_questions(home: Home, tmp_path: Path) -> None:
    done = load(home, register(tmp_path, PHONES, WIFI, CLEAN))
    assert (done.outcome, done.counts["new"]) == ("loaded", 3)
    phones = contract("ICT-1")
    assert (phones.title, phones.start, phones.end, phones.value_pence) == (
        "Desk telephones", date(2024, 4, 1), date(2027, 3, 31), 1_200_050,
    )  # fmt: skip
    assert phones.organisation.code == LEEDS
    assert phones.other == {"Ledger code": "ZZ99"}
    assert phones.as_written["value"] == "£12,000.50"
    assert (phones.source_name, phones.source_row, phones.source_file) == ("register.csv", 3, done.reading.sha256)
    [party] = models.Party.objects.filter(contract=phones)
    assert (party.name, party.company_number, party.sme) == ("Oakhollow Networks Ltd", "01234567", True)
    assert "oakhollow" in phones.search_text
    asked = models.Question.objects.filter(contract=contract("ICT-2"), state="open")
    assert {(one.field, one.written) for one in asked} >= {("end", "TBC")}
    assert all(one.row is not None and one.row.row == 4 for one in asked)


def test_every_physical_row_is_accounted_for(home: Home, tmp_path: Path) -> None:
    done = load(
        home, register(tmp_path, PHONES, WIFI, ("", "", "", "", "01/01/2024", "", "£5", "", ""), ("",) * 9, CLEAN)
    )
    [table] = done.as_json()["tables"]
    kept = Counter(models.RegisterRow.objects.values_list("place", flat=True))
    assert kept == {"contract": 2, "question": 1, "quarantined": 1, "furniture": 2, "blank": 1}
    assert table["rows_read"] == sum(kept.values()) == 7
    assert table["contracts"] + sum(table["questions"].values()) + sum(table["quarantined"].values()) + table[
        "furniture"] + table["blank"] == table["rows_read"]  # fmt: skip
    [file] = models.RegisterFile.objects.all()
    assert (file.state, file.imported_at, file.handed_in_by) == ("imported", AT, "Sam")
    assert home.raw_file(done.reading.sha256).read_bytes() == (tmp_path / "register.csv").read_bytes()


def test_all_that_was_added_is_in_the_log_as_it_is(home: Home, tmp_path: Path) -> None:
    load(home, register(tmp_path, PHONES, WIFI))
    for kind, model in (("contract", models.Contract), ("party", models.Party), ("question", models.Question)):
        for row in model.objects.all():
            [entry] = LogEntry.objects.filter(chain=LEEDS, kind=kind, key=str(row.pk))
            assert entry.after == said(row)
            assert entry.before is None
            assert entry.about == f"contract:{row.pk if kind == 'contract' else row.contract_id}"  # type: ignore[attr-defined]
    assert [one.fault for one in verify_chains()] == [None] * len(list(verify_chains()))


def test_the_same_file_again_changes_nothing(home: Home, tmp_path: Path) -> None:
    path = register(tmp_path, PHONES, WIFI, CLEAN)
    load(home, path)
    before = LogEntry.objects.count()
    assert load(home, path).outcome == "unchanged"
    assert (LogEntry.objects.count(), models.Contract.objects.count()) == (before, 3)


def test_a_newer_register_changes_what_it_says_otherwise_and_blanks_nothing(home: Home, tmp_path: Path) -> None:
    load(home, register(tmp_path, PHONES, WIFI, CLEAN))
    later = ("ict 1", "Desk telephones", "Oakhollow Networks Ltd", "", "01/04/2024", "31/03/2029", "", "", "YY1")
    new = ("ICT-9", "Printers", "Zelter Ltd", "", "01/04/2026", "31/03/2030", "£7", "", "")
    done = load(home, register(tmp_path, later, WIFI, new, name="later.csv"))
    assert (done.outcome, done.counts) == (
        "loaded", {"new": 1, "changed": 1, "unchanged": 1, "conflicts": 0, "left_out": 0, "missing": 1},
    )  # fmt: skip
    phones = models.Contract.objects.get(organisation__code=LEEDS, title="Desk telephones")
    assert (phones.end, phones.value_pence, phones.version) == (date(2029, 3, 31), 1_200_050, 2)
    assert phones.other == {"Ledger code": "YY1"}
    assert models.Party.objects.get(contract=phones).company_number == "01234567"
    entry = LogEntry.objects.filter(about=f"contract:{phones.pk}", what="import_change").get()
    assert (entry.before["end"], entry.after["end"]) == ("2027-03-31", "2029-03-31")
    assert entry.after == said(phones)
    assert not contract("FM-7").removed
    assert [plan.missing[0].reference for plan in done.plans] == ["FM-7"]


def test_what_a_person_changed_here_stays_unless_they_take_the_registers(home: Home, tmp_path: Path) -> None:
    load(home, register(tmp_path, PHONES))
    phones = contract("ICT-1")
    keeping.change_contract(contract=phones.pk, version=1, values={"title": "Telephones on desks"}, by=BOB, at=AT)
    later = (*PHONES[:5], "31/03/2028", *PHONES[6:])
    path = register(tmp_path, later, name="later.csv")
    shown = load(home, path, preview=True)
    [changing] = shown.plans[0].changing
    assert {one.field for one in changing.differences} == {"title", "end"}
    assert {name: person.by for name, person in changing.by_hand.items()} == {"title": "bob"}
    assert contract("ICT-1").end == date(2027, 3, 31)
    file = hand_in(home=home, path=path, name="later.csv", organisation=LEEDS, by=SAM, at=AT)
    import_register(home=home, register=file.pk, by=SAM, at=AT)
    assert (contract("ICT-1").title, contract("ICT-1").end) == ("Telephones on desks", date(2028, 3, 31))
    again = register(tmp_path, later, ("X", *WIFI[1:]), name="third.csv")
    file = hand_in(home=home, path=again, name="third.csv", organisation=LEEDS, by=SAM, at=AT)
    import_register(home=home, register=file.pk, take=frozenset({f"{phones.pk}:title"}), by=SAM, at=AT)
    assert contract("ICT-1").title == "Desk telephones"


def test_another_supplier_takes_the_place_of_the_one_before(home: Home, tmp_path: Path) -> None:
    load(home, register(tmp_path, PHONES))
    later = (*PHONES[:2], "Zelter Ltd; Brindle Ltd", "", *PHONES[4:])
    done = load(home, register(tmp_path, later, name="later.csv"))
    assert done.counts["changed"] == 1
    assert suppliers(contract("ICT-1")) == ["Zelter Ltd", "Brindle Ltd"]
    assert contract("ICT-1").supplier_label == "Zelter Ltd; Brindle Ltd"
    removed = LogEntry.objects.get(what="import_party_removed")
    assert removed.after["name"] == "Oakhollow Networks Ltd"
    assert load(home, register(tmp_path, later, name="again.csv"), preview=True).counts["changed"] == 0


def test_an_answered_question_is_closed_by_a_register_that_says_it(home: Home, tmp_path: Path) -> None:
    load(home, register(tmp_path, WIFI))
    open_ones = models.Question.objects.filter(field="end", state="open")
    assert open_ones.exists()
    load(home, register(tmp_path, (*WIFI[:5], "30/06/2027", *WIFI[6:]), name="later.csv"))
    assert contract("ICT-2").end == date(2027, 6, 30)
    assert not open_ones.exists()


def test_what_was_taken_out_here_is_not_brought_back(home: Home, tmp_path: Path) -> None:
    load(home, register(tmp_path, PHONES, CLEAN))
    phones = contract("ICT-1")
    keeping.remove_contract(contract=phones.pk, version=1, by=SAM, at=AT, why="It never was ours.")
    done = load(home, register(tmp_path, PHONES, CLEAN, WIFI, name="later.csv"))
    assert (done.counts["left_out"], done.counts["new"]) == (1, 1)
    assert models.Contract.objects.filter(reference="ICT-1", removed=False).count() == 0
    assert models.RegisterRow.objects.get(file__name="later.csv", row=3).became == "left_out"


def test_a_preview_changes_nothing(home: Home, tmp_path: Path) -> None:
    done = load(home, register(tmp_path, PHONES, WIFI), preview=True)
    assert done.counts["new"] == 2
    counts = [model.objects.count() for model in (models.Contract, models.RegisterFile, LogEntry)]
    assert counts == [0, 0, 0]


@pytest.mark.parametrize("role", ["reader", "approver", "sector", "administrator", "nothing", "nobody"])
def test_only_who_keeps_the_register_imports_into_it(home: Home, tmp_path: Path, people: Any, role: str) -> None:
    by = people.actor(role)
    people.organisation(LEEDS)
    path = register(tmp_path, PHONES)
    for way in (load_register, hand_in):
        more = {"name": "register.csv"} if way is hand_in else {}
        with pytest.raises(NotAllowed):
            way(home=home, path=path, organisation=LEEDS, by=by, at=AT, **more)
    assert not models.Contract.objects.exists()
    assert not models.RegisterFile.objects.exists()


def test_a_contract_manager_of_one_council_imports_into_no_other(home: Home, tmp_path: Path, people: Any) -> None:
    by = people.actor("contract_manager")
    people.organisation(YORK)
    path = register(tmp_path, PHONES)
    with pytest.raises(NotAllowed):
        load(home, path, organisation=YORK, by=by)
    # A file that does not say whose it is is of the only council that they may keep.
    done = load(home, path, organisation=None, by=by)
    assert (done.organisation["code"], done.organisation["how"]) == (LEEDS, "only")


def test_whose_a_register_is_is_asked_and_not_guessed(home: Home, tmp_path: Path) -> None:
    load(home, register(tmp_path, PHONES))
    path = register(tmp_path, CLEAN, name="other.csv")
    with pytest.raises(NotKnownWhose):
        hand_in(home=home, path=path, name="other.csv", by=SAM, at=AT)
    done = load(home, path, organisation=None)
    assert (done.organisation["name"], done.organisation["how"]) == ("Council not known", "not known")
    refused = load(home, path, organisation="Leedz City Councel")
    assert refused.outcome == "refused"
    assert "Leeds City Council" in str(refused.reason)


def test_a_file_that_is_no_register_is_refused_with_a_sentence(home: Home, tmp_path: Path) -> None:
    path = tmp_path / "report.pdf"
    path.write_bytes(b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n")
    done = load(home, path)
    assert (done.outcome, done.counts) == ("refused", {})
    assert "PDF" in str(done.reason)
    with pytest.raises(RegisterRefused, match="PDF"):
        hand_in(home=home, path=path, name="report.pdf", organisation=LEEDS, by=SAM, at=AT)


def test_a_cell_longer_than_its_column_is_cut_and_kept_whole_as_written(home: Home, tmp_path: Path) -> None:
    long = "Telephones " + "and more " * 200
    load(home, register(tmp_path, (PHONES[0], long, *PHONES[2:])))
    phones = contract("ICT-1")
    assert len(phones.title) == 1000
    assert phones.as_written["title"] == long.strip()


def test_parties_are_recognised_as_one_supplier(home: Home, tmp_path: Path) -> None:
    again = ("ICT-3", "Lines", "OAKHOLLOW NETWORKS LIMITED", "01234567", *PHONES[4:])
    load(home, register(tmp_path, PHONES, again, ("X-1", "Help", "REDACTED", "", *PHONES[4:]), headings=HEADINGS))
    assert recognise(home=home)
    found = dict(models.Party.objects.values_list("name", "supplier_id"))
    assert found["Oakhollow Networks Ltd"] == found["OAKHOLLOW NETWORKS LIMITED"] != ""
    assert found["REDACTED"] == ""
    assert not recognise(home=home), "nothing has changed since"
    keeping.change_row(
        contract=contract("ICT-3").pk, kind="party", row=models.Party.objects.get(name="OAKHOLLOW NETWORKS LIMITED").pk,
        version=1, values={"name": "Zelter Ltd", "company_number": ""}, by=SAM, at=AT,
    )  # fmt: skip
    assert recognise(home=home)
    assert models.Party.objects.get(name="Zelter Ltd").supplier_id != found["Oakhollow Networks Ltd"]


MARKED = (*HEADINGS, "Confidential")


def test_what_its_register_marks_confidential_is_not_published(home: Home, tmp_path: Path) -> None:
    first = register(tmp_path, (*PHONES, "No"), (*WIFI, "Yes"), (*CLEAN, ""), headings=MARKED)
    load(home, first, public=True)
    said = dict(models.Contract.objects.values_list("reference", "public"))
    assert said == {"ICT-1": True, "ICT-2": False, "FM-7": True}
    load(home, register(tmp_path, (*PHONES, "Yes"), name="later.csv", headings=MARKED), public=True)
    assert not contract("ICT-1").public
    assert contract("FM-7").public
    assert LogEntry.objects.get(about=f"contract:{contract('ICT-1').pk}", what="import_change").after["public"] is False


def test_a_row_kept_out_that_is_marked_confidential_is_not_published_either(home: Home, tmp_path: Path) -> None:
    out = (("Q-1", "", "", "", "01/01/2024", "", "£5", "", "", "Yes"), ("Q-2", *[""] * 3, *CLEAN[4:7], "", "", "No"))
    load(home, register(tmp_path, (*PHONES, "No"), (*WIFI, "Yes"), *out, headings=MARKED), public=True)
    rows = models.RegisterRow.objects.filter(place="quarantined").order_by("row")
    made = [make_contract_of_row(row=row.pk, values={"title": "X"}, suppliers=[], by=SAM, at=AT) for row in rows]
    assert [one.public for one in made] == [False, True]
