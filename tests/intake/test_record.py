"""The record: what holds whoever writes to it, and what no action may leave half done."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from tallystick.councils.actions import write_log
from tallystick.councils.models import LogEntry
from tallystick.councils.rules.actors import NOBODY, Actor, owner
from tallystick.intake import actions, models, queries, rules
from tallystick.kit.errors import Refused
from tallystick.lake import loading
from tallystick.lake.decisions import ColumnDecision, Decisions, RowDecision
from tallystick.lake.store import lookups
from tallystick.lake.store.home import Home
from tallystick.lake.tidy.headings import FIELDS
from tests.people import ADA, BOB

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
LATER = datetime(2026, 11, 22, 9, 45, tzinfo=UTC)

SPEND = """Body,Supplier,Date,Amount,Purpose
Leeds City Council,Oakhollow Networks Ltd,03/04/2024,1200.00,Broadband
Leeds City Council,Brindle & Sons,31/04/2024,75.50,Repairs
Leeds City Council,Brindle & Sons,17/04/2024,n/k,Repairs
Leeds City Council,Tarn Software,19/04/2024,310.25,Licences
"""


@pytest.fixture(scope="module")
def read_once(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A home with one file of Leeds, of whose four rows one has no such date and one an amount that cannot be read."""
    folder = tmp_path_factory.mktemp("leeds")
    path = folder / "spend.csv"
    path.write_text(SPEND, encoding="utf-8")
    home = Home(folder / "home")
    [reading] = loading.load(home, [path], Decisions(), organisation=None, now=AT)
    assert reading.outcome == "loaded"
    return home.root, reading.sha256


@pytest.fixture
def sha256(home: Home, read_once: tuple[Path, str]) -> str:
    """That file, loaded in this test's own home."""
    root, sha256 = read_once
    shutil.copytree(root, home.root, dirs_exist_ok=True)
    return sha256


def test_every_field_of_a_payment_can_be_chosen_for_a_column() -> None:
    assert set(rules.FIELDS) == {*FIELDS, "extra"}


def test_a_load_is_logged_with_who_and_when(home: Home, tmp_path: Path) -> None:
    path = tmp_path / "spend.csv"
    path.write_text(SPEND, encoding="utf-8")
    [reading] = actions.load(home=home, paths=[path], by=ADA, at=AT)
    [line], total = queries.log()
    assert (total, line.what, line.by, line.at, line.about) == (1, "load", "ada", AT, reading.sha256)
    assert line.after == {"files": 1, "organisation": None, "loaded": 1}


def test_a_column_is_corrected_for_a_file_and_the_figures_follow(home: Home, sha256: str) -> None:
    actions.correct_column(home=home, heading="Purpose", field="account", sha256=sha256, by=ADA, at=AT, why="a code")
    assert queries.decisions().columns == (ColumnDecision(None, sha256, "purpose", "account"),)
    reading = lookups.reading(home, sha256)
    assert reading is not None
    assert reading.tables[0].columns["account"] == "Purpose"
    line = queries.log()[0][0]
    assert (line.what, line.why, line.before, line.after["field"]) == ("correct_column", "a code", None, "account")


def test_deciding_again_supersedes_and_keeps_what_was_said_before(home: Home, sha256: str) -> None:
    decide = {"home": home, "heading": "Purpose", "sha256": sha256, "by": ADA}
    actions.correct_column(field="account", at=AT, **decide)
    actions.correct_column(field="extra", at=LATER, **decide)
    first, second = models.ColumnDecision.objects.order_by("id")
    assert (first.field, first.ended_how, first.ended_at) == ("account", "superseded", LATER)
    assert (second.field, second.ended_how) == ("extra", "")
    assert [d.field for d in queries.decisions().columns] == ["extra"]


def test_the_same_decision_twice_is_refused(home: Home, sha256: str) -> None:
    actions.correct_column(home=home, heading="Purpose", field="account", sha256=sha256, by=ADA, at=AT)
    with pytest.raises(Refused, match="already"):
        actions.correct_column(home=home, heading="PURPOSE ", field="account", sha256=sha256, by=ADA, at=LATER)
    assert models.ColumnDecision.objects.count() == 1


def test_a_decision_that_was_kept_and_never_applied_is_applied_when_decided_again(home: Home, sha256: str) -> None:
    models.ColumnDecision.objects.create(sha256=sha256, heading="purpose", field="account", made_by="ada", made_at=AT)
    readings = actions.correct_column(home=home, heading="Purpose", field="account", sha256=sha256, by=ADA, at=LATER)
    assert readings[0].tables[0].columns["account"] == "Purpose"


def test_of_several_decisions_those_that_are_new_are_kept(home: Home, sha256: str) -> None:
    actions.correct_column(home=home, heading="Purpose", field="account", sha256=sha256, by=ADA, at=AT)
    both = {"Purpose": "account", "Body": "department"}
    actions.correct_columns(home=home, fields=both, sha256=sha256, by=ADA, at=LATER)
    assert [d.heading for d in queries.decisions().columns] == ["purpose", "body"]


def test_the_next_load_applies_what_was_kept_and_never_applied(home: Home, sha256: str, tmp_path: Path) -> None:
    models.ColumnDecision.objects.create(
        sha256=sha256, heading="purpose", field="account", made_by="ada", made_at=LATER
    )
    other = tmp_path / "other.csv"
    other.write_text(SPEND.replace("2024", "2025"), encoding="utf-8")
    actions.load(home=home, paths=[other], by=ADA, at=LATER)
    reading = lookups.reading(home, sha256)
    assert reading is not None
    assert reading.tables[0].columns["account"] == "Purpose"


def test_a_decision_for_a_publisher_holds_for_its_next_file(home: Home, sha256: str, tmp_path: Path) -> None:
    actions.correct_column(home=home, heading="Purpose", field="account", publisher="GB-LAE-LDS", by=ADA, at=AT)
    other = tmp_path / "other.csv"
    other.write_text(SPEND.replace("2024", "2025"), encoding="utf-8")
    [reading] = actions.load(home=home, paths=[other], by=ADA, at=LATER)
    assert reading.tables[0].columns["account"] == "Purpose"


@contextmanager
def broken_log() -> Iterator[None]:
    """The database refuses entries of the log."""

    def refuse(execute: Callable[..., object], sql: str, *rest: object) -> object:
        if sql.startswith("INSERT INTO") and "councils_logentry" in sql:
            raise DatabaseError("disk full")
        return execute(sql, *rest)

    with connection.execute_wrapper(refuse):
        yield


def test_a_failing_log_takes_the_decision_back_with_it(home: Home, sha256: str) -> None:
    with broken_log(), pytest.raises(DatabaseError, match="disk full"):
        actions.correct_column(home=home, heading="Purpose", field="account", sha256=sha256, by=ADA, at=AT)
    assert models.ColumnDecision.objects.count() == 0
    reading = lookups.reading(home, sha256)
    assert reading is not None
    assert "account" not in reading.tables[0].columns


def test_a_failing_log_leaves_the_old_decision_in_force(home: Home, sha256: str) -> None:
    actions.correct_column(home=home, heading="Purpose", field="account", sha256=sha256, by=ADA, at=AT)
    with broken_log(), pytest.raises(DatabaseError, match="disk full"):
        actions.correct_column(home=home, heading="Purpose", field="extra", sha256=sha256, by=ADA, at=LATER)
    assert [d.field for d in queries.decisions().columns] == ["account"]


@pytest.mark.parametrize(
    "attempt",
    [
        lambda: LogEntry.objects.update(by="somebody else"),
        lambda: LogEntry.objects.all().delete(),
        lambda: models.ColumnDecision.objects.update(field="supplier"),
        lambda: models.ColumnDecision.objects.all().delete(),
        lambda: models.ColumnDecision.objects.update(made_by="somebody else"),
    ],
)
def test_neither_the_log_nor_a_decision_can_be_rewritten(attempt: object) -> None:
    write_log(chain="", what="load", by=ADA, at=AT)
    models.ColumnDecision.objects.create(sha256="a" * 64, heading="x", field="extra", made_by="ada", made_at=AT)
    with pytest.raises(IntegrityError), transaction.atomic():
        attempt()  # type: ignore[operator]


def test_an_ended_decision_stays_ended() -> None:
    models.ColumnDecision.objects.create(
        sha256="a" * 64, heading="x", field="extra", made_by="ada", made_at=AT, ended_at=LATER, ended_how="undone"
    )
    with pytest.raises(IntegrityError), transaction.atomic():
        models.ColumnDecision.objects.update(ended_at=None)


def test_two_decisions_about_one_thing_cannot_both_be_in_force() -> None:
    models.StandingDecision.objects.create(sha256="a" * 64, stands=True, made_by="ada", made_at=AT)
    with pytest.raises(IntegrityError), transaction.atomic():
        models.StandingDecision.objects.create(sha256="a" * 64, stands=False, made_by="ada", made_at=AT)


def test_a_row_is_mended_cell_by_cell(home: Home, sha256: str) -> None:
    actions.mend_row(home=home, sha256=sha256, sheet=None, row=4, cells={3: "42.00"}, by=ADA, at=AT)
    payment = lookups.payment_at(home, sha256, 4)
    assert payment is not None
    assert payment["amount_pence"] == 4200
    actions.mend_row(home=home, sha256=sha256, sheet=None, row=4, cells={4: "Roof"}, by=ADA, at=LATER)
    assert queries.decisions().rows == (RowDecision(sha256, None, 4, "mend", {3: "42.00", 4: "Roof"}),)
    payment = lookups.payment_at(home, sha256, 4)
    assert payment is not None
    assert (payment["amount_pence"], payment["description"]) == (4200, "Roof")


def test_a_row_with_a_readable_amount_is_released(home: Home, sha256: str) -> None:
    actions.release_row(home=home, sha256=sha256, sheet=None, row=3, by=ADA, at=AT)
    payment = lookups.payment_at(home, sha256, 3)
    assert payment is not None
    assert (payment["amount_pence"], payment["date"]) == (7550, None)


def test_a_row_whose_amount_cannot_be_read_is_not_released(home: Home, sha256: str) -> None:
    with pytest.raises(Refused, match="line 4"):
        actions.release_rows(home=home, sha256=sha256, places=[(None, 3), (None, 4)], by=ADA, at=AT)
    assert queries.decisions().rows == ()


def test_a_row_is_said_to_be_no_payment(home: Home, sha256: str) -> None:
    actions.mark_as_furniture(home=home, sha256=sha256, places=[(None, 4)], by=ADA, at=AT)
    assert [row.row for row in lookups.quarantine(home, sha256=sha256).rows] == [3]
    assert 4 in [row.row for row in lookups.furniture(home, sha256).rows]


def test_undoing_gives_back_what_was_read_before(home: Home, sha256: str) -> None:
    actions.release_row(home=home, sha256=sha256, sheet=None, row=3, by=ADA, at=AT)
    [decided] = queries.rows_decided(sha256=sha256).values()
    actions.undo_decision(home=home, kind="row", decision_id=decided.id, by=BOB, at=LATER)
    assert lookups.payment_at(home, sha256, 3) is None
    assert queries.decisions().rows == ()
    [about] = queries.decisions_about(sha256=sha256, publisher=None)
    assert (about.ended_how, about.ended_by) == ("undone", "bob")
    with pytest.raises(Refused, match="already"):
        actions.undo_decision(home=home, kind="row", decision_id=decided.id, by=BOB, at=LATER)


def test_a_publisher_is_said_by_name_or_code_and_near_names_are_offered(home: Home, sha256: str) -> None:
    actions.set_organisation(home=home, sha256=sha256, organisation="Bradford Council", by=ADA, at=AT)
    file = lookups.file(home, sha256)
    assert file is not None
    assert (file.organisation_code, file.organisation_how) == ("GB-LAE-BRD", "person")
    with pytest.raises(Refused):
        actions.set_organisation(home=home, sha256=sha256, organisation="Atlantis", by=ADA, at=LATER)


def test_a_body_in_no_list_is_named_by_a_person(home: Home, sha256: str) -> None:
    actions.name_local_organisation(home=home, name="Thornmere  Vale Council", sha256=sha256, by=ADA, at=AT)
    file = lookups.file(home, sha256)
    assert file is not None
    assert (file.organisation_code, file.organisation) == ("local:thornmere-vale-council", "Thornmere Vale Council")
    with pytest.raises(Refused, match="known already"):
        actions.name_local_organisation(home=home, name="Leeds City Council", by=ADA, at=LATER)


def test_a_held_file_is_let_stand_instead_of_the_first(home: Home, sha256: str, tmp_path: Path) -> None:
    again = tmp_path / "again.csv"
    again.write_text(SPEND.replace("Licences", "Licences and support"), encoding="utf-8")
    [reading] = actions.load(home=home, paths=[again], by=ADA, at=LATER)
    assert reading.held is not None
    assert reading.held["by"] == sha256
    before = lookups.totals(home)
    actions.let_stand(home=home, sha256=reading.sha256, instead_of=sha256, by=ADA, at=LATER)
    first, second = lookups.file(home, sha256), lookups.file(home, reading.sha256)
    assert first is not None
    assert second is not None
    assert (first.standing, second.standing) == (False, True)
    assert lookups.totals(home).amount_pence == before.amount_pence
    actions.set_aside(home=home, sha256=reading.sha256, by=ADA, at=LATER)
    assert lookups.totals(home).payments == 0


@pytest.mark.parametrize("by", [NOBODY, owner(""), owner("   ")])
def test_nothing_is_decided_by_nobody(home: Home, by: Actor) -> None:
    with pytest.raises(Refused, match="Nobody"):
        actions.set_aside(home=home, sha256="a" * 64, by=by, at=AT)


def test_a_time_without_a_zone_is_a_bug(home: Home) -> None:
    with pytest.raises(ValueError, match="aware"):
        actions.set_aside(home=home, sha256="a" * 64, by=ADA, at=AT.replace(tzinfo=None))


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"field": "colour"}, "colour"),
        ({"publisher": "GB-LAE-LDS"}, "one file or for every file"),
        ({"sha256": None}, "one file or for every file"),
        ({"heading": "  "}, "no heading"),
    ],
)
def test_a_decision_that_means_nothing_is_refused(
    home: Home, sha256: str, changes: dict[str, str | None], reason: str
) -> None:
    said = {"heading": "Purpose", "field": "account", "sha256": sha256, "by": ADA, "at": AT, **changes}
    with pytest.raises(Refused, match=reason):
        actions.correct_column(home=home, **said)  # type: ignore[arg-type]
    assert models.ColumnDecision.objects.count() == 0


def test_a_decision_is_kept_while_another_load_is_running(home: Home, sha256: str) -> None:
    from tallystick.lake.build import writing

    with writing(home), pytest.raises(actions.NotYetApplied, match="is kept"):
        actions.correct_column(home=home, heading="Purpose", field="account", sha256=sha256, by=ADA, at=AT)
    assert models.ColumnDecision.objects.count() == 1
    actions.apply(home=home, at=LATER)
    reading = lookups.reading(home, sha256)
    assert reading is not None
    assert reading.tables[0].columns["account"] == "Purpose"


def test_applying_again_changes_nothing(home: Home, sha256: str) -> None:
    build = lookups.files(home).rows, (home.root / "current").read_text()
    assert actions.apply(home=home, at=LATER) == []
    assert (lookups.files(home).rows, (home.root / "current").read_text()) == build


def test_the_order_of_dates_is_said_for_a_column(home: Home, tmp_path: Path) -> None:
    path = tmp_path / "spend.csv"
    path.write_text(
        SPEND.replace("31/04", "05/06").replace("17/04", "07/08").replace("19/04", "09/10"), encoding="utf-8"
    )
    [reading] = actions.load(home=home, paths=[path], by=ADA, at=AT)
    actions.set_date_order(
        home=home, heading="Date", order="month", publisher="GB-LAE-LDS", by=ADA, at=LATER, why="an American system"
    )
    payment = lookups.payment_at(home, reading.sha256, 2)
    assert payment is not None
    assert payment["date"].isoformat() == "2024-03-04"
    with pytest.raises(Refused, match="order"):
        actions.set_date_order(home=home, heading="Date", order="year", sha256=reading.sha256, by=ADA, at=LATER)


def test_progress_is_told(home: Home, tmp_path: Path) -> None:
    path = tmp_path / "spend.csv"
    path.write_text(SPEND, encoding="utf-8")
    told: list[loading.Progress] = []
    actions.load(home=home, paths=[path], by=ADA, at=AT, progress=told.append)
    assert told[-1].of == 1
