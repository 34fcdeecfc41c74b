"""Upload: what is taken in, under which names, and what the form says of the rest."""

import json
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from pytest_django.plugin import DjangoDbBlocker

from tallystick.councils.models import Membership, Organisation, Person
from tallystick.councils.queries import actor_of
from tallystick.intake import queries
from tallystick.lake.store.home import Home
from tallystick.web import jobs
from tallystick.web.uploading import keep, safe_name
from tests import databases

AT = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)


@given(st.text(max_size=300))
def test_any_name_becomes_one_that_a_folder_takes(name: str) -> None:
    safe = safe_name(name)
    assert 0 < len(safe) <= 160
    assert safe not in {".", ".."}
    assert not set(safe) & set('/\\:*?"<>|\0\n\r')
    assert safe_name(safe) == safe


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("../../etc/passwd", "passwd"),
        (r"C:\Users\ada\spend.csv", "spend.csv"),
        ("Spend £500 (April).csv", "Spend _500 (April).csv"),
        ("CON.csv", "file_CON.csv"),
        ("..", "file"),
        ("", "file"),
        ("Gwariant dros £25,000 – Ebrill.xlsx", "Gwariant dros _25,000 _ Ebrill.xlsx"),
    ],
)
def test_names_are_made_safe_and_kept_readable(name: str, safe: str) -> None:
    assert safe_name(name) == safe


def test_two_files_of_one_name_are_both_kept(tmp_path: Path) -> None:
    paths = [keep(SimpleUploadedFile("a.csv", content), tmp_path) for content in (b"1", b"2")]
    assert [(path.name, path.read_bytes()) for path in paths] == [("a.csv", b"1"), ("a (2).csv", b"2")]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("form", "says"),
    [
        ({}, "Choose one or more files"),
        ({"organisation": "Atlantis", "files": SimpleUploadedFile("a.csv", b"x")}, "Atlantis"),
    ],
)
def test_what_is_wrong_is_said_beside_the_field(client: Client, home: Home, form: dict[str, object], says: str) -> None:
    response = client.post(reverse("upload"), form)
    assert response.status_code == 422
    html = response.content.decode()
    assert says in html
    assert "There is a problem" in html
    assert "<title>Error: Upload files" in html
    assert list(home.uploads.iterdir()) == []


@pytest.mark.django_db
def test_more_than_the_site_takes_is_said(client: Client, home: Home, settings: object) -> None:
    settings.TALLYSTICK_UPLOAD_BYTES = 100_000  # type: ignore[attr-defined]
    response = client.post(reverse("upload"), {"files": SimpleUploadedFile("a.csv", b"x" * 300_000)})
    assert response.status_code == 422
    assert "larger than 100 kB together" in response.content.decode()
    assert list(home.uploads.iterdir()) == []


@pytest.mark.django_db
def test_too_many_files_are_said(client: Client, home: Home, settings: object) -> None:
    settings.TALLYSTICK_UPLOAD_FILES = 2  # type: ignore[attr-defined]
    files = [SimpleUploadedFile(f"{n}.csv", b"x") for n in range(3)]
    response = client.post(reverse("upload"), {"files": files})
    assert "at most 2 files" in response.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("ended", "result", "errors", "says"),
    [
        (None, "", "", "The site was stopped while they were being read"),
        (1, "", "tallystick: Another load is running.", "Another load is running"),
        (0, '{"file": "<b>a.csv</b>", "outcome": "refused", "reason": "This is a PDF."}', "", "This is a PDF."),
    ],
)
def test_how_a_load_ended_is_said(
    client: Client, home: Home, ended: int | None, result: str, errors: str, says: str
) -> None:
    folder = home.jobs / "20261122-093000-00c0ffee"
    folder.mkdir()
    (folder / "job.json").write_text(json.dumps({"started_at": AT.isoformat(), "files": ["<b>a.csv</b>"]}))
    (folder / "result.jsonl").write_text(result)
    (folder / "errors.txt").write_text(errors)
    (folder / "progress.json").write_text('{"done": 1, "o')
    if ended is not None:
        (folder / "ended.json").write_text(json.dumps({"status": ended}))
    html = client.get(reverse("job", args=[folder.name])).content.decode()
    assert says in html
    assert "<b>a.csv" not in html


def test_old_jobs_and_uploads_left_behind_are_cleared(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    for folder in (home.jobs, home.uploads):
        for name in ("20260101-000000-00000000", "20261121-000000-00000000", "somebody's folder"):
            (folder / name).mkdir()
    jobs.tidy_up(home, AT)
    kept = ["20261121-000000-00000000", "somebody's folder"]
    assert sorted(path.name for path in home.jobs.iterdir()) == kept
    assert sorted(path.name for path in home.uploads.iterdir()) == kept


def test_a_load_runs_in_the_name_of_who_asked(home: Home, django_db_blocker: DjangoDbBlocker) -> None:
    spend = b"Body,Supplier,Date,Amount\nLeeds City Council,Oakhollow Networks Ltd,03/04/2024,1200.00\n"
    with django_db_blocker.unblock(), databases.opened(home):
        ada = Person.objects.create(email="ada@leeds.gov.uk", name="Ada")
        leeds = Organisation.objects.create(code="GB-LAE-LDS", name="Leeds City Council")
        Membership.objects.create(person=ada, organisation=leeds, role="contract_manager", begun_at=AT)
        by = actor_of(ada)
        job = jobs.start(home, [SimpleUploadedFile("spend.csv", spend)], organisation=None, by=by, at=AT)
        until = time.monotonic() + 120
        while job.state == "running" and time.monotonic() < until:
            time.sleep(0.1)
            job = jobs.find(home, job.id) or job
        assert job.state == "ended", job.said
        [line] = queries.log()[0]
    assert (line.what, line.by, line.person, line.via) == ("load", "Ada", ada.pk, "site")
