"""The documents of a contract on its pages: handed in, refused in words, and given out as downloads alone."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tallystick.contracts import models
from tallystick.councils.models import AccessEntry
from tallystick.lake.store.home import Home
from tests.contracts.made_files import PDF, PROGRAM
from tests.people import LEEDS, YORK, People
from tests.web.registers import content, phones

SignedIn = Callable[..., Client]


@pytest.fixture
def contract(people: People, home: Home) -> Any:
    return phones(people)


def hand_in(client: Client, contract: Any, bytes_of: bytes = PDF, name: str = "agreement.pdf", **more: Any) -> Any:
    sent = {"file": SimpleUploadedFile(name, bytes_of), "kind": "contract", **more}
    return client.post(f"/contracts/{contract.pk}/documents/add/", sent)


def test_a_document_is_handed_in_listed_and_given_out(contract: Any, signed_in: SignedIn) -> None:
    client = signed_in("contract_manager", LEEDS)
    assert client.get(f"/contracts/{contract.pk}/documents/add/").status_code == 200
    expiry = {"expires-day": "1", "expires-month": "5", "expires-year": "2027", "title": "The agreement"}
    assert hand_in(client, contract, name="Signed <b>.pdf", **expiry).status_code == 302
    row = models.Document.objects.get()
    assert (row.title, row.file_name) == ("The agreement", "Signed _b_.pdf")
    listed = client.get(f"/contracts/{contract.pk}/documents/").content.decode()
    for text in ("The agreement", "Signed _b_.pdf", "1 May 2027", row.sha256, "Not scanned for viruses"):
        assert text in listed
    given = signed_in("reader", LEEDS).get(f"/contracts/{contract.pk}/documents/{row.pk}/file/")
    assert content(given) == PDF
    assert given["Content-Disposition"] == 'attachment; filename="Signed _b_.pdf"'
    assert given["Content-Type"] == "application/octet-stream"
    assert given["X-Content-Type-Options"] == "nosniff"
    assert given["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert given["Cache-Control"] == "private, no-store"
    assert AccessEntry.objects.get().key == str(row.pk)


def test_without_a_title_it_is_called_by_its_file(contract: Any, signed_in: SignedIn) -> None:
    hand_in(signed_in("contract_manager", LEEDS), contract)
    assert models.Document.objects.get().title == "agreement.pdf"


@pytest.mark.parametrize(
    ("bytes_of", "name", "say"),
    [(PROGRAM, "agreement.pdf", "its content is something else"), (PROGRAM, "setup.exe", "is not kept as a document"),
     (PDF + bytes(600), "large.pdf", "The file is larger than 500 bytes")],
)  # fmt: skip
def test_what_is_refused_is_said_beside_the_file(
    contract: Any, signed_in: SignedIn, settings: Any, bytes_of: bytes, name: str, say: str
) -> None:
    settings.TALLYSTICK_DOCUMENT_BYTES = 500
    said = hand_in(signed_in("contract_manager", LEEDS), contract, bytes_of, name, title="My title")
    assert said.status_code == 422
    text = said.content.decode()
    assert '<a href="#file">' in text
    assert say in text
    assert 'value="My title"' in text
    assert not models.Document.objects.exists()


def test_no_file_is_said(contract: Any, signed_in: SignedIn) -> None:
    said = signed_in("contract_manager", LEEDS).post(f"/contracts/{contract.pk}/documents/add/", {"kind": "other"})
    assert said.status_code == 422
    assert "Choose a file" in said.content.decode()


def test_the_scanner_that_is_set_is_asked(contract: Any, signed_in: SignedIn, settings: Any) -> None:
    settings.TALLYSTICK_SCANNER = "false"
    said = hand_in(signed_in("contract_manager", LEEDS), contract)
    assert said.status_code == 422
    assert "The virus scanner found something in “agreement.pdf”" in said.content.decode()
    settings.TALLYSTICK_SCANNER = "true"
    assert hand_in(signed_in("contract_manager", LEEDS), contract).status_code == 302
    assert models.Document.objects.get().scan == "clean"


def test_a_document_is_described_anew_and_removed(contract: Any, signed_in: SignedIn) -> None:
    client = signed_in("contract_manager", LEEDS)
    hand_in(client, contract)
    row = models.Document.objects.get()
    where = f"/contracts/{contract.pk}/document/{row.pk}/"
    assert client.post(where, {"version": 1, "kind": "variation", "title": "Variation 1"}).status_code == 302
    row.refresh_from_db()
    assert (row.kind, row.title, row.sha256[:0]) == ("variation", "Variation 1", "")
    assert client.post(f"{where}remove/", {"version": 2}).status_code == 302
    assert client.get(f"/contracts/{contract.pk}/documents/{row.pk}/file/").status_code == 404


@pytest.mark.parametrize(
    ("role", "organisation", "page", "add", "file"),
    [("reader", LEEDS, 200, 403, 200), ("administrator", LEEDS, 200, 403, 200), ("approver", LEEDS, 200, 403, 200),
     ("sector", LEEDS, 404, 404, 404), ("nothing", LEEDS, 404, 404, 404), ("contract_manager", YORK, 404, 404, 404),
     ("nobody", LEEDS, 302, 302, 302)],
)  # fmt: skip
@pytest.mark.parametrize("public", [False, True])
def test_who_sees_and_who_adds(
    contract: Any, signed_in: SignedIn, role: str, organisation: str, page: int, add: int, file: int, public: bool
) -> None:
    hand_in(signed_in("contract_manager", LEEDS), contract)
    models.Contract.objects.update(public=public)
    row = models.Document.objects.get()
    client, where = signed_in(role, organisation), f"/contracts/{contract.pk}/documents/"
    assert client.get(where).status_code == page
    assert client.get(f"{where}add/").status_code == add
    assert hand_in(client, contract).status_code == add
    given = client.get(f"{where}{row.pk}/file/")
    assert given.status_code == file
    content(given)
    overview = client.get(f"/contracts/{contract.pk}/").content.decode()
    assert ("/documents/" in overview) == (page == 200)


def test_a_document_is_not_found_by_way_of_another_contract(people: People, contract: Any, signed_in: SignedIn) -> None:
    client, other = signed_in("contract_manager", LEEDS), phones(people, reference="ICT-2")
    hand_in(client, contract)
    row = models.Document.objects.get()
    assert client.get(f"/contracts/{other.pk}/documents/{row.pk}/file/").status_code == 404


def test_documents_are_under_no_address_of_files(contract: Any, signed_in: SignedIn, home: Home) -> None:
    client = signed_in("contract_manager", LEEDS)
    hand_in(client, contract)
    sha256 = models.Document.objects.get().sha256
    for path in (f"/files/{sha256}/as-published/", f"/static/documents/{sha256[:2]}/{sha256}", f"/documents/{sha256}"):
        assert client.get(path).status_code in (404, 200, 409)
        assert PDF not in content(client.get(path))
