"""The pages of registers: handed in, looked over, imported; and their questions answered. Who may see each."""

import html
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tallystick.contracts import models
from tallystick.contracts.actions import keeping
from tallystick.contracts.queries.exporting import export
from tallystick.contracts.queries.register import Asked
from tallystick.lake.store.home import Home
from tests.contracts.imported import AT, CLEAN, PHONES, contract, register
from tests.people import BOB, LEEDS, YORK, People

pytestmark = pytest.mark.django_db
SignedIn = Callable[..., Client]
SECRET = "They would go lower"
NASTY = "<script>alert('x')</script> & Sons"
ROWS = (
    PHONES,
    ("ICT-2", NASTY, "Tarnwick Software Ltd", "", "01/06/2024", "to be agreed", "n/k", "No", ""),
    ("Q-1", "", "", "", "01/01/2024", "", "£5", "", "LL1"),
    *((f"FM-{n}", f"Cleaning of hall {n}", *CLEAN[2:]) for n in range(4)),
)


def handed_in(client: Client, path: Path, organisation: str = LEEDS, **more: str) -> Any:
    upload = SimpleUploadedFile(path.name, path.read_bytes())
    return client.post(reverse("register-add"), {"file": upload, "organisation": organisation, **more})


def text(response: Any) -> str:
    assert response.status_code == 200, response
    return html.unescape(response.content.decode())


@pytest.fixture
def manager(home: Home, signed_in: SignedIn) -> Client:
    return signed_in("contract_manager", LEEDS)


@pytest.fixture
def imported(manager: Client, tmp_path: Path) -> models.RegisterFile:
    handed_in(manager, register(tmp_path, *ROWS))
    file = models.RegisterFile.objects.get()
    manager.post(reverse("register-import", args=[file.pk]))
    file.refresh_from_db()
    return file


def test_a_register_is_looked_over_and_then_imported(manager: Client, tmp_path: Path) -> None:
    response = handed_in(manager, register(tmp_path, *ROWS))
    file = models.RegisterFile.objects.get()
    assert response.url == reverse("register", args=[file.pk])
    assert not models.Contract.objects.exists()
    shown = text(manager.get(response.url))
    assert "What importing it would do" in shown
    assert "Import</button>" in shown
    assert NASTY not in manager.get(reverse("register-listed", args=[file.pk, "new"])).content.decode()
    assert "Desk telephones" in text(manager.get(reverse("register-listed", args=[file.pk, "new"])))
    assert "nothing says what contract it is" in text(
        manager.get(reverse("register-listed", args=[file.pk, "quarantined"]))
    )
    assert "to be agreed" in text(manager.get(reverse("register-listed", args=[file.pk, "questions"])))
    done = manager.post(reverse("register-import", args=[file.pk]), follow=True)
    assert "6 contracts added" in text(done)
    assert contract("ICT-1").organisation.code == LEEDS
    assert models.Party.objects.get(contract=contract("ICT-1")).supplier_id
    assert "Importing it would change nothing" in text(manager.get(response.url))


def test_changes_and_conflicts_are_shown_before_they_are_made(
    manager: Client, imported: models.RegisterFile, tmp_path: Path
) -> None:
    phones = contract("ICT-1")
    keeping.change_contract(contract=phones.pk, version=1, values={"title": "Telephones on desks"}, by=BOB, at=AT)
    later = (*PHONES[:5], "31/03/2029", *PHONES[6:])
    response = handed_in(manager, register(tmp_path, later, *ROWS[1:-1], name="later.csv"))
    number = models.RegisterFile.objects.get(name="later.csv").pk
    changes = text(manager.get(reverse("register-listed", args=[number, "changes"])))
    assert "bob changed it here: it stays" in changes
    assert "31 March 2027" in changes
    assert "31 March 2029" in changes
    assert "Cleaning of hall 3" in text(manager.get(reverse("register-listed", args=[number, "missing"])))
    csv = manager.get(reverse("register-listed-csv", args=[number, "changes"]))
    assert b"2029-03-31" in csv.getvalue()
    manager.post(reverse("register-import", args=[number]), {"take": f"{phones.pk}:title"})
    assert (contract("ICT-1").title, str(contract("ICT-1").end)) == ("Desk telephones", "2029-03-31")
    assert response.status_code == 302
    assert models.Contract.objects.filter(removed=False).count() == 6


def test_a_wrong_column_is_put_right_before_importing(manager: Client, tmp_path: Path) -> None:
    handed_in(manager, register(tmp_path, *ROWS))
    file = models.RegisterFile.objects.get()
    page = reverse("register-columns", args=[file.pk])
    assert "Ledger code" in text(manager.get(page))
    [table] = file.account
    said = {f"column-{column['position']}": column["field"] or "other" for column in table["mapping"]}
    ledger = next(column["position"] for column in table["mapping"] if column["heading"] == "Ledger code")
    wrong = manager.post(page, {**said, f"column-{ledger}": "title"})
    assert wrong.status_code == 302, "two columns cannot be one field: the other is left as it was"
    done = manager.post(page, {**said, f"column-{ledger}": "department"}, follow=True)
    assert "read again" in text(done)
    manager.post(reverse("register-import", args=[file.pk]))
    assert contract("ICT-1").department == "ZZ99"


def test_what_is_wrong_is_said_beside_the_field(manager: Client, signed_in: SignedIn, tmp_path: Path) -> None:
    nothing = manager.post(reverse("register-add"), {})
    assert nothing.status_code == 422
    assert "Choose a file" in nothing.content.decode()
    path = tmp_path / "report.pdf"
    path.write_bytes(b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n")
    refused = handed_in(manager, path)
    assert (refused.status_code, "PDF" in refused.content.decode()) == (422, True)
    unknown = handed_in(signed_in("owner"), register(tmp_path, *ROWS), organisation="")
    assert (unknown.status_code, "Say whose register it is" in unknown.content.decode()) == (422, True)


def test_a_question_is_answered_and_the_next_is_offered(manager: Client, imported: models.RegisterFile) -> None:
    listed = text(manager.get(reverse("questions")))
    assert "to be agreed" in listed
    [question] = models.Question.objects.filter(field="end", state="open")
    page = reverse("question", args=[question.pk])
    shown = text(manager.get(page))
    assert "to be agreed" in shown
    assert "Tarnwick Software Ltd" in shown, "the row that it stands in"
    nothing = manager.post(page, {"version": "1"})
    assert (nothing.status_code, "Choose an answer" in nothing.content.decode()) == (422, True)
    wrong = manager.post(
        page, {"version": "1", "answer": "own", "end-day": "31", "end-month": "13", "end-year": "2027"}
    )
    assert wrong.status_code == 422
    done = manager.post(
        page,
        {"version": "1", "answer": "own", "end-day": "31", "end-month": "3", "end-year": "2027", "reason": "Seen."},
    )
    assert done.status_code == 302
    assert str(contract("ICT-2").end) == "2027-03-31"
    assert "Answered" in text(manager.get(page))
    again = manager.post(page, {"version": "1", "answer": "leave"}, follow=True)
    assert "Somebody else has answered" in text(again)


def test_an_answer_that_is_typed_is_the_answer_without_a_tick(manager: Client, imported: models.RegisterFile) -> None:
    [question] = models.Question.objects.filter(field="end", state="open")
    page, typed = reverse("question", args=[question.pk]), {"end-day": "31", "end-month": "3", "end-year": "2027"}
    both = manager.post(page, {"version": "1", "answer": "leave", **typed})
    said = both.content.decode()
    assert (both.status_code, "You chose one answer and typed another" in said) == (422, True)
    assert contract("ICT-2").end is None
    assert manager.post(page, {"version": "1", **typed}).status_code == 302
    assert str(contract("ICT-2").end) == "2027-03-31"


@pytest.mark.parametrize("answer", ["²", "٣", "-1", "+0", "00", "99", "9" * 5000, "own2", "\x00"])
def test_what_is_no_answer_is_not_taken_for_one(answer: str, manager: Client, imported: models.RegisterFile) -> None:
    [question] = models.Question.objects.filter(field="end", state="open")
    sent = manager.post(reverse("question", args=[question.pk]), {"version": "1", "answer": answer})
    assert (sent.status_code, "Choose an answer" in sent.content.decode()) == (422, True)
    question.refresh_from_db()
    assert question.state == "open"


def test_suppliers_that_are_no_names_are_asked_for_again(manager: Client, imported: models.RegisterFile) -> None:
    question = models.Question.objects.filter(state="open").first()
    assert question is not None
    models.Question.objects.filter(pk=question.pk).update(field="supplier")
    sent = manager.post(reverse("question", args=[question.pk]), {"version": "1", "answer": "own", "name": " ; ;"})
    assert (sent.status_code, "Type the answer" in sent.content.decode()) == (422, True)


@pytest.mark.parametrize("number", ["²", "٣", "9" * 5000, "-1", "x"])
def test_numbers_in_addresses_that_are_none_ask_for_all(
    number: str, manager: Client, imported: models.RegisterFile
) -> None:
    for name in ("questions", "questions-csv"):
        assert manager.get(reverse(name), {"register": number, "page": number}).status_code == 200


def test_a_question_is_left_from_the_page(manager: Client, imported: models.RegisterFile) -> None:
    [question] = models.Question.objects.filter(field="end", state="open")
    manager.post(reverse("question", args=[question.pk]), {"version": "1", "answer": "leave"})
    question.refresh_from_db()
    assert question.state == "dismissed"
    assert b"no_end" not in manager.get(reverse("questions-csv")).getvalue()


def test_a_row_kept_out_is_made_a_contract_with_a_filled_form(manager: Client, imported: models.RegisterFile) -> None:
    rows = text(manager.get(reverse("register-rows", args=[imported.pk]), {"place": "quarantined"}))
    assert "nothing says what contract it is" in rows
    row = models.RegisterRow.objects.get(place="quarantined")
    page = reverse("register-row", args=[row.pk])
    shown = text(manager.get(page))
    assert 'value="Q-1"' in shown
    assert 'value="2024"' in shown
    bad = manager.post(page, {"action": "make", "title": "", "reference": "Q-1"})
    assert bad.status_code == 422
    chosen = {"term_kind": "unknown", "value_period": "unknown", "vat": "unknown"}
    done = manager.post(page, {"action": "make", "title": "Parking", "reference": "Q-1", "name": "Tarn Ltd", **chosen})
    assert done.status_code == 302, done.content.decode()
    assert done.url == reverse("contract", args=[contract("Q-1").pk])
    assert b"quarantined" in manager.get(reverse("register-rows-csv", args=[imported.pk])).getvalue()


def test_a_row_is_left_out_from_the_page(manager: Client, imported: models.RegisterFile) -> None:
    row = models.RegisterRow.objects.get(place="quarantined")
    manager.post(reverse("register-row", args=[row.pk]), {"action": "leave", "reason": "A test line"})
    row.refresh_from_db()
    assert row.became == "left"


def pages(file: models.RegisterFile) -> list[str]:
    question, row = models.Question.objects.first(), models.RegisterRow.objects.get(place="quarantined")
    assert question is not None
    number = file.pk
    return [
        reverse("register", args=[number]), reverse("register-rows", args=[number]),
        reverse("register-rows-csv", args=[number]), reverse("register-row", args=[row.pk]),
        reverse("question", args=[question.pk]), reverse("register-columns", args=[number]),
        reverse("register-listed", args=[number, "new"]), reverse("register-listed-csv", args=[number, "new"]),
        reverse("register-file", args=[number]),
    ]  # fmt: skip


def test_a_stranger_sees_none_of_it(imported: models.RegisterFile, signed_in: SignedIn) -> None:
    stranger = signed_in("contract_manager", YORK)
    assert {page: stranger.get(page).status_code for page in pages(imported)} == dict.fromkeys(pages(imported), 404)
    for name in ("registers", "questions"):
        assert "ICT-" not in text(stranger.get(reverse(name)))
        assert "register.csv" not in text(stranger.get(reverse(name)))
    assert b"ICT-" not in stranger.get(reverse("contracts-csv")).getvalue()
    for name in ("register-import", "register-look-over"):
        assert stranger.post(reverse(name, args=[imported.pk])).status_code == 404


def test_a_reader_reads_and_changes_nothing(imported: models.RegisterFile, signed_in: SignedIn) -> None:
    reader = signed_in("reader", LEEDS)
    found = {page: reader.get(page).status_code for page in pages(imported)}
    assert list(found.values()) == [200, 200, 200, 200, 200, 403, 403, 403, 403]
    assert "Import</button>" not in text(reader.get(reverse("register", args=[imported.pk])))
    [question] = models.Question.objects.filter(field="end", state="open")
    assert "Save and go on" not in text(reader.get(reverse("question", args=[question.pk])))
    posts = [
        (reverse("register-import", args=[imported.pk]), {}),
        (reverse("register-look-over", args=[imported.pk]), {}),
        (reverse("question", args=[question.pk]), {"version": "1", "answer": "leave"}),
        (reverse("register-add"), {}),
    ]
    assert [reader.post(path, said).status_code for path, said in posts] == [403] * 4
    question.refresh_from_db()
    assert question.state == "open"


def test_rows_as_they_stand_are_papers(imported: models.RegisterFile, signed_in: SignedIn) -> None:
    """A sector user reads the register: not what its owner once wrote beside it."""
    sector = signed_in("sector", LEEDS)
    shown = text(sector.get(reverse("register", args=[imported.pk])))
    assert reverse("register-rows", args=[imported.pk]) not in shown
    for name in ("register-rows", "register-rows-csv"):
        assert sector.get(reverse(name, args=[imported.pk])).status_code == 403
    row = models.RegisterRow.objects.get(file=imported, row=3)
    assert sector.get(reverse("register-row", args=[row.pk])).status_code == 404
    asked = models.Question.objects.get(field="end", state="open")
    assert "01/06/2024" not in text(sector.get(reverse("question", args=[asked.pk])))
    assert "01/06/2024" in text(signed_in("reader", LEEDS).get(reverse("question", args=[asked.pk])))


def test_what_is_confidential_is_in_no_row_and_no_sample(
    manager: Client, home: Home, signed_in: SignedIn, tmp_path: Path
) -> None:
    made = keeping.add_contract(
        organisation=LEEDS, values={"title": "Telephones", "negotiation_notes": SECRET}, suppliers=[], by=BOB, at=AT
    )
    path = tmp_path / "export.csv"
    written = export(Asked(), form="csv", by=BOB, at=AT, today=AT.date(), confidential=True)
    path.write_bytes(b"".join(written).replace(b"Telephones", b"Desk telephones"))
    assert SECRET.encode() in path.read_bytes()
    handed_in(manager, path)
    file = models.RegisterFile.objects.get()
    manager.post(reverse("register-import", args=[file.pk]), {"take": f"{made.pk}:title"})
    file.refresh_from_db()
    assert file.state == "imported"
    assert contract("").negotiation_notes == SECRET
    rows = list(models.RegisterRow.objects.filter(file=file))
    assert any("Desk telephones" in row.cells for row in rows)
    assert SECRET not in str([row.cells for row in rows])
    assert SECRET not in str(file.account)
    row = next(row for row in rows if "Desk telephones" in row.cells)
    for role in ("sector", "reader", "administrator"):
        client = signed_in(role, LEEDS)
        assert SECRET not in text(client.get(reverse("register", args=[file.pk])))
        if role != "sector":
            assert "Desk telephones" in text(client.get(reverse("register-row", args=[row.pk])))
            assert SECRET not in text(client.get(reverse("register-row", args=[row.pk])))
            assert SECRET not in text(client.get(reverse("register-rows", args=[file.pk])))
            csv = client.get(reverse("register-rows-csv", args=[file.pk])).getvalue()
            assert b"Desk telephones" in csv
            assert SECRET.encode() not in csv


def test_nobody_is_asked_to_sign_in(imported: models.RegisterFile, people: People) -> None:
    nobody = people.client("nobody")
    for page in [
        *pages(imported),
        reverse("registers"),
        reverse("questions"),
        reverse("contracts-csv"),
    ]:
        assert nobody.get(page).status_code in (302, 403), page
