"""Documents: what is taken and what is not, kept by its bytes, scanned, given out and noted."""

import hashlib
import os
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tallystick.contracts import models
from tallystick.contracts.actions import documents, keeping
from tallystick.contracts.actions.documents_looking import look_into
from tallystick.contracts.actions.documents_scanning import Infected, NotScanned
from tallystick.contracts.actions.keeping import NotThere
from tallystick.contracts.rules.documents import TYPES, NotTaken, type_of
from tallystick.councils.actions import NotAllowed
from tallystick.councils.models import AccessEntry, LogEntry
from tallystick.lake.store.home import Home
from tests.contracts.made_files import MACROS, NOT_TAKEN, PDF, SOMETHING_ELSE, TAKEN
from tests.people import LEEDS, YORK, People
from tests.web.registers import AT, phones

Keep = Callable[..., models.Document]


@pytest.mark.parametrize("name", TAKEN)
def test_each_kind_is_known_by_its_content(tmp_path: Path, name: str) -> None:
    (tmp_path / "file").write_bytes(TAKEN[name])
    assert type_of(name, look_into(tmp_path / "file")) == TYPES[name.rpartition(".")[2].lower()]


@pytest.mark.parametrize("name", MACROS)
def test_macros_are_refused_whatever_the_name_says(tmp_path: Path, name: str) -> None:
    (tmp_path / "file").write_bytes(MACROS[name])
    with pytest.raises(NotTaken, match="holds macros"):
        type_of(name, look_into(tmp_path / "file"))


@pytest.mark.parametrize("name", SOMETHING_ELSE)
def test_a_name_that_promises_something_else_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / "file").write_bytes(SOMETHING_ELSE[name])
    with pytest.raises(NotTaken, match="its content is something else"):
        type_of(name, look_into(tmp_path / "file"))


@pytest.mark.parametrize("name", NOT_TAKEN)
def test_other_kinds_are_refused_with_what_to_send(tmp_path: Path, name: str) -> None:
    (tmp_path / "file").write_bytes(NOT_TAKEN[name])
    with pytest.raises(NotTaken, match="Send PDF, Word"):
        type_of(name, look_into(tmp_path / "file"))


@pytest.fixture
def contract(people: People) -> Any:
    return phones(people)


@pytest.fixture
def keep(contract: Any, people: People, home: Home, tmp_path: Path) -> Keep:
    """Keeps bytes as a document of the contract, as a contract manager."""

    def kept(content: bytes = PDF, name: str = "agreement.pdf", **more: Any) -> models.Document:
        path = tmp_path / "handed-in"
        path.write_bytes(content)
        given = {"values": {"kind": "contract"}, "by": people.actor("contract_manager"), "at": AT, **more}
        return documents.keep_document(contract=contract.pk, path=path, name=name, home=home, **given)

    return kept


def files(home: Home) -> list[Path]:
    return sorted(path for path in home.documents.rglob("*") if path.is_file()) if home.documents.exists() else []


def test_a_document_is_kept_by_its_bytes_and_logged(contract: Any, keep: Keep, home: Home) -> None:
    row = keep(why="Signed")
    digest = hashlib.sha256(PDF).hexdigest()
    assert (row.sha256, row.size, row.media_type, row.scan) == (digest, len(PDF), "application/pdf", "not_scanned")
    assert (row.title, row.file_name, row.kind) == ("agreement.pdf", "agreement.pdf", "contract")
    assert files(home) == [home.documents / digest[:2] / digest]
    assert home.document_file(digest).read_bytes() == PDF
    entry = LogEntry.objects.get(kind="document")
    assert (entry.what, entry.why, entry.after["sha256"]) == ("add_document", "Signed", digest)


def test_the_same_bytes_are_kept_once(keep: Keep, home: Home) -> None:
    keep()
    keep(name="the same.pdf")
    assert len(files(home)) == 1
    assert models.Document.objects.count() == 2


@pytest.mark.parametrize(
    ("content", "name", "say"),
    [(b"", "a.pdf", "is empty"), (PDF, "a.exe", "is not kept"), (PDF, "a.docx", "something else"),
     (MACROS["prices.xlsm"], "a.xlsm", "holds macros"), (PDF + b"x" * 2000, "a.pdf", "larger than")],
)  # fmt: skip
def test_what_is_refused_leaves_nothing_behind(keep: Keep, home: Home, content: bytes, name: str, say: str) -> None:
    with pytest.raises(NotTaken, match=say):
        keep(content, name, largest=1999 if say == "larger than" else 10**6)
    assert files(home) == []
    assert not models.Document.objects.exists()
    assert not LogEntry.objects.filter(kind="document").exists()


def test_values_that_a_document_cannot_have_leave_nothing_behind(keep: Keep, home: Home) -> None:
    with pytest.raises(keeping.NotAcceptable):
        keep(values={"kind": "spell"})
    assert files(home) == []


def scanner(folder: Path, body: str) -> str:
    """A command line that runs a real program over the file."""
    script = folder / "scan a file.py"
    script.write_text(f"import sys\ncontent = open(sys.argv[1], 'rb').read()\n{body}\n")
    script.chmod(script.stat().st_mode | stat.S_IXUSR)
    return f'"{sys.executable}" "{script}"'


FINDS = "print('Test.Virus FOUND'); sys.exit(1 if b'EVIL' in content else 0)"


def test_what_the_scanner_lets_pass_is_kept_as_clean(keep: Keep, tmp_path: Path) -> None:
    assert keep(scanner=scanner(tmp_path, FINDS)).scan == "clean"


def test_what_the_scanner_finds_is_refused_and_logged(contract: Any, keep: Keep, home: Home, tmp_path: Path) -> None:
    with pytest.raises(Infected) as no:
        keep(PDF + b"EVIL", "bad.pdf", scanner=scanner(tmp_path, FINDS))
    assert no.value.said == "Test.Virus FOUND"
    assert files(home) == []
    assert not models.Document.objects.exists()
    entry = LogEntry.objects.get(what="refuse_document")
    assert entry.about == f"contract:{contract.pk}"
    assert entry.after["file_name"] == "bad.pdf"
    assert entry.after["scanner"] == "Test.Virus FOUND"


@pytest.mark.parametrize("body", ["sys.exit(2)", "raise SystemError"])
def test_a_scanner_that_fails_keeps_nothing(keep: Keep, home: Home, tmp_path: Path, body: str) -> None:
    # An exception ends Python with 1, which would say "infected": this one is made to end otherwise.
    body = body if body.startswith("sys") else "import os\nos.abort()"
    with pytest.raises(NotScanned, match="could not be scanned for viruses"):
        keep(scanner=scanner(tmp_path, body))
    assert files(home) == []


def test_a_scanner_that_is_not_there_keeps_nothing(keep: Keep, home: Home, tmp_path: Path) -> None:
    with pytest.raises(NotScanned, match="could not be started"):
        keep(scanner=str(tmp_path / "none"))
    assert files(home) == []


def test_giving_out_is_noted_and_gives_the_bytes(contract: Any, keep: Keep, people: People, home: Home) -> None:
    row = keep()
    given, path = documents.give_out(
        contract=contract.pk, document=row.pk, home=home, by=people.actor("reader"), at=AT, why="Renewal"
    )
    assert (given.file_name, path.read_bytes()) == ("agreement.pdf", PDF)
    noted = AccessEntry.objects.get()
    assert (noted.kind, noted.key, noted.about, noted.why) == (
        "document", str(row.pk), f"contract:{contract.pk}", "Renewal"
    )  # fmt: skip


@pytest.mark.parametrize("change", ["changed", "gone"])
def test_a_file_that_is_not_what_was_handed_in_is_not_given_out(
    contract: Any, keep: Keep, people: People, home: Home, change: str
) -> None:
    row = keep()
    path = home.document_file(row.sha256)
    if change == "changed":
        path.write_bytes(PDF + b"!")
    else:
        path.unlink()
    asked = {"contract": contract.pk, "document": row.pk, "home": home, "by": people.actor("reader"), "at": AT}
    with pytest.raises(documents.Damaged):
        documents.give_out(**asked)
    assert not AccessEntry.objects.exists()
    keep(name="again.pdf")
    assert documents.give_out(**asked)[1].read_bytes() == PDF, "handing the same in again puts it right"


@pytest.mark.parametrize(
    ("role", "organisation", "kept", "given"),
    [("contract_manager", LEEDS, None, None), ("reader", LEEDS, NotAllowed, None),
     ("administrator", LEEDS, NotAllowed, None), ("sector", LEEDS, NotAllowed, NotAllowed),
     ("contract_manager", YORK, NotThere, NotThere), ("nobody", LEEDS, NotThere, NotThere)],
)  # fmt: skip
def test_who_may_keep_and_who_may_have(
    contract: Any, keep: Keep, people: People, home: Home, role: str, organisation: str, kept: Any, given: Any
) -> None:
    row, by = keep(), people.actor(role, organisation)
    for expected, doing in (
        (kept, lambda: keep(by=by)),
        (given, lambda: documents.give_out(contract=contract.pk, document=row.pk, home=home, by=by, at=AT)),
    ):
        if expected is None:
            doing()
        else:
            with pytest.raises(expected):
                doing()


def test_a_document_of_a_public_contract_is_not_given_to_strangers(keep: Keep, people: People, home: Home) -> None:
    row = keep()
    models.Contract.objects.update(public=True)
    asked = {"contract": row.contract_id, "document": row.pk, "home": home, "at": AT}
    with pytest.raises(NotAllowed):
        documents.give_out(by=people.actor("contract_manager", YORK), **asked)


@pytest.mark.skipif(os.name == "nt", reason="a process is killed otherwise there")
def test_a_process_killed_while_it_writes_leaves_no_half_document(home: Home, tmp_path: Path) -> None:
    source = tmp_path / "large.pdf"
    source.write_bytes(PDF + bytes(30_000_000))
    killed = subprocess.run(
        [sys.executable, "-c", _KILLED, str(source), str(home.root)], capture_output=True, text=True, check=False
    )
    assert killed.returncode == -9, killed.stderr
    assert all(path.suffix == ".half" for path in files(home)), "nothing stands under the name of a whole document"


_KILLED = """
import os, sys, signal
from pathlib import Path
os.environ["DJANGO_SETTINGS_MODULE"] = "tallystick.config.settings"
os.environ["TALLYSTICK_HOME"] = sys.argv[2]
import django
django.setup()
from tallystick.contracts.actions import documents
from tallystick.lake.store.home import Home
os.fsync = lambda number: os.kill(os.getpid(), signal.SIGKILL)
documents._copied(Path(sys.argv[1]), Home(Path(sys.argv[2])).documents / "x.half")
"""
