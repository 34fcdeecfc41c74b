"""Files to a build: what is read, what is left alone, what people's decisions change."""

import gzip
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import polars as pl
import pytest

from tallystick.kit.errors import Refused
from tallystick.lake.build import current, writing
from tallystick.lake.catalogue import entries_of
from tallystick.lake.decisions import (
    ColumnDecision,
    DateOrderDecision,
    Decisions,
    LocalOrganisation,
    RowDecision,
)
from tallystick.lake.loading import Progress, load, rebuild
from tallystick.lake.reading import FileReading
from tallystick.lake.store.home import Home
from tests.lake.tidy.layouts.making import AMOUNT, DAY, DEP, PAID, SUM, SUPPLIER, A, D, S, gbp, listing, text, uk

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
SPEND = listing([D, DEP, S, A])


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "home")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "published"
    made.mkdir()
    return made


def loaded(
    home: Home, *paths: Path, decisions: Decisions | None = None, organisation: str | None = None
) -> list[FileReading]:
    return load(home, paths, decisions or Decisions(), organisation=organisation, now=NOW)


def lake(home: Home) -> pl.DataFrame:
    """The payments of the build in use."""
    manifest = current(home)
    assert manifest is not None
    with duckdb.connect(str(home.builds / manifest.id / "lake.duckdb"), read_only=True) as database:
        return database.execute("FROM payments ORDER BY payment_id").pl()


def write(path: Path, content: str | bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def test_a_folder_is_loaded_in_order_and_adds_up(home: Home, folder: Path) -> None:
    write(folder / "2024-04.csv", SPEND)
    write(folder / "deeper" / "2024-05.csv", SPEND.replace("/04/2024", "/05/2024"))
    readings = loaded(home, folder)
    assert [(r.file, r.outcome) for r in readings] == [("2024-04.csv", "loaded"), ("2024-05.csv", "loaded")]
    payments = lake(home)
    assert (payments.height, payments["amount_pence"].sum()) == (2 * len(PAID), 2 * SUM)


def test_progress_is_told_file_by_file(home: Home, folder: Path) -> None:
    write(folder / "a.csv", SPEND)
    told: list[Progress] = []
    load(home, [folder], Decisions(), organisation=None, now=NOW, progress=told.append)
    assert [(p.done, p.of) for p in told if p.step == "Reading files"] == [(0, 1), (1, 1)]
    assert told[-1].step != "Reading files", "the build is told of too"


def test_loading_again_changes_nothing(home: Home, folder: Path) -> None:
    file = write(folder / "a.csv", SPEND)
    loaded(home, file)
    before = home.current.read_text()
    [again] = loaded(home, file)
    assert again.outcome == "unchanged"
    assert again.tables[0].payments == len(PAID), "what it was found to be is told again"
    assert home.current.read_text() == before


def test_the_same_bytes_under_two_names_count_once(home: Home, folder: Path) -> None:
    write(folder / "a.csv", SPEND)
    write(folder / "b.csv", SPEND)
    assert [r.outcome for r in loaded(home, folder)] == ["loaded", "unchanged"]
    assert lake(home).height == len(PAID)
    [copy] = loaded(home, write(folder / "c.csv", SPEND))
    assert (copy.outcome, copy.file) == ("unchanged", "c.csv")


def test_a_packed_copy_is_another_file_and_is_held(home: Home, folder: Path) -> None:
    loaded(home, write(folder / "a.csv", SPEND))
    [copy] = loaded(home, write(folder / "a.csv.gz", gzip.compress(SPEND.encode())))
    assert copy.held is not None
    assert lake(home).height == len(PAID)


def test_hidden_files_are_left_alone(home: Home, folder: Path) -> None:
    write(folder / "a.csv", SPEND)
    for name in (".DS_Store", ".hidden/b.csv", "Thumbs.db"):
        write(folder / name, "x")
    assert [r.file for r in loaded(home, folder)] == ["a.csv"]


def test_a_path_that_is_not_there_is_refused(home: Home, folder: Path) -> None:
    with pytest.raises(Refused, match=r"nowhere\.csv"):
        loaded(home, folder / "nowhere.csv")


def test_an_empty_folder_is_refused(home: Home, folder: Path) -> None:
    with pytest.raises(Refused, match="no files"):
        loaded(home, folder)


def test_a_file_that_cannot_be_read_is_refused_and_the_others_are_not(home: Home, folder: Path) -> None:
    write(folder / "a.csv", SPEND)
    write(folder / "b.pdf", b"%PDF-1.7\n...")
    readings = loaded(home, folder)
    assert [r.outcome for r in readings] == ["loaded", "refused"]
    assert "PDF" in str(readings[1].reason)
    assert [e.outcome for e in entries_of(home)] == ["loaded", "refused"]


def test_organisation_is_by_name_or_code_and_is_remembered(home: Home, folder: Path) -> None:
    file = write(folder / "a.csv", SPEND)
    [reading] = loaded(home, file, organisation="Leeds City Council")
    assert reading.organisation["name"] == "Leeds City Council"
    assert reading.organisation["how"] == "given"
    [again] = loaded(home, file)
    assert again.outcome == "unchanged"
    assert again.organisation["name"] == "Leeds City Council", "a person's word is not lost by loading without it"
    [changed] = loaded(home, file, organisation="Bristol City Council")
    assert (changed.outcome, changed.organisation["name"]) == ("loaded", "Bristol City Council")
    assert {e.organisation for e in entries_of(home)} == {"Bristol City Council"}


def test_an_organisation_that_is_not_known_is_refused(home: Home, folder: Path) -> None:
    with pytest.raises(Refused):
        loaded(home, write(folder / "a.csv", SPEND), organisation="Nowhere on Sea Corporation of Wombles")


def test_a_local_organisation_is_known(home: Home, folder: Path) -> None:
    local = Decisions(local_organisations=(LocalOrganisation("local:borchester", "Borchester Council"),))
    [reading] = loaded(home, write(folder / "a.csv", SPEND), decisions=local, organisation="Borchester Council")
    assert reading.organisation["code"] == "local:borchester"


def test_a_learned_column_is_read_right_in_the_publishers_next_file(home: Home, folder: Path) -> None:
    columns = [("Wann", DAY), ("Wer", SUPPLIER), ("Brutto", lambda p: gbp(p.gross)), ("Netto", AMOUNT)]
    [first] = loaded(home, write(folder / "a.csv", listing(columns)), organisation="Leeds City Council")
    code = first.organisation["code"]
    said = Decisions(
        columns=(ColumnDecision(code, None, "netto", "net"), ColumnDecision(code, None, "wer", "supplier"))
    )
    [second] = loaded(
        home, write(folder / "b.csv", listing(columns).replace("/04/2024", "/05/2024")), decisions=said,
        organisation="Leeds City Council",
    )  # fmt: skip
    table = second.tables[0]
    assert (table.columns["net"], table.columns["supplier"], table.amount_basis) == ("Netto", "Wer", "net")
    assert table.pence_payments == SUM
    assert {r.how for r in table.mapping if r.heading == "Netto"} == {"learned"}
    [elsewhere] = loaded(
        home, write(folder / "c.csv", listing(columns) + " \r\n"), decisions=said, organisation="Bristol"
    )
    assert not any(r.how == "learned" for r in elsewhere.tables[0].mapping)


def test_a_decision_reads_again_only_what_it_bears_on(home: Home, folder: Path) -> None:
    files = [write(folder / f"{n}.csv", SPEND.replace("/04/2024", f"/0{n}/2024")) for n in (4, 5)]
    first, second = loaded(home, *files)
    said = Decisions(columns=(ColumnDecision(None, first.sha256, "directorate", "extra"),))
    [again] = rebuild(home, said, now=NOW)
    assert (again.sha256, again.tables[0].columns.get("department")) == (first.sha256, None)
    assert rebuild(home, said, now=NOW) == [], "nothing is left to do"
    [undone] = rebuild(home, Decisions(), now=NOW)
    assert undone.tables[0].columns["department"] == "Directorate"
    assert second.sha256 != first.sha256


def test_an_order_of_dates_is_changed_by_a_persons_word(home: Home, folder: Path) -> None:
    file = write(
        folder / "a.csv",
        text([["Date", "Supplier", "Amount"], ["02/04/2024", "Ash Ltd", "5.00"], ["03/04/2024", "Oak Ltd", "6.00"]]),
    )
    [reading] = loaded(home, file)
    assert reading.tables[0].date_order is not None
    assert reading.tables[0].date_order["flagged"]
    said = Decisions(date_orders=(DateOrderDecision(None, reading.sha256, "date", "month"),))
    [again] = rebuild(home, said, now=NOW)
    assert (again.tables[0].first_date, again.tables[0].last_date) == ("2024-02-04", "2024-03-04")


BAD = SPEND.replace("880.31", "see note").replace("30/04/2024", "TBC")


def test_a_mended_row_is_a_payment_and_stays_one(home: Home, folder: Path) -> None:
    [reading] = loaded(home, write(folder / "a.csv", BAD))
    assert reading.tables[0].quarantined == {"amount not readable": 1, "date not readable": 1}
    row = 2 + next(i for i, p in enumerate(PAID) if p.supplier == "Amount Ltd")
    mended = RowDecision(reading.sha256, None, row, "mend", {3: "£880.31"})
    said = Decisions(rows=(mended,))
    [again] = rebuild(home, said, now=NOW)
    assert again.tables[0].quarantined == {"date not readable": 1}
    assert lake(home).filter(pl.col("row") == row)["amount_pence"].to_list() == [88031]
    more = Decisions(rows=(mended,), columns=(ColumnDecision(None, reading.sha256, "directorate", "extra"),))
    [later] = rebuild(home, more, now=NOW)
    assert later.tables[0].quarantined == {"date not readable": 1}, "it survives reading again for another reason"


def test_a_row_is_released_if_only_its_date_is_not_known(home: Home, folder: Path) -> None:
    [reading] = loaded(home, write(folder / "a.csv", BAD))
    dated = 2 + next(i for i, p in enumerate(PAID) if uk(p.day) == "30/04/2024")
    priced = 2 + next(i for i, p in enumerate(PAID) if p.supplier == "Amount Ltd")
    said = Decisions(rows=tuple(RowDecision(reading.sha256, None, row, "release") for row in (dated, priced)))
    [again] = rebuild(home, said, now=NOW)
    assert again.tables[0].quarantined == {"amount not readable": 1}, "nobody knows how much it was"
    assert lake(home).filter(pl.col("row") == dated).select("date", "amount_pence").rows() == [(None, 54321)]


def test_a_row_said_to_be_no_payment_is_furniture(home: Home, folder: Path) -> None:
    [reading] = loaded(home, write(folder / "a.csv", SPEND))
    [again] = rebuild(home, Decisions(rows=(RowDecision(reading.sha256, None, 2, "furniture"),)), now=NOW)
    table = again.tables[0]
    assert (table.payments, table.furniture, table.pence_furniture) == (len(PAID) - 1, 2, PAID[0].pence)


def test_who_published_is_told_by_the_title_on_the_day_it_was_published(home: Home, folder: Path) -> None:
    [reading] = loaded(home, write(folder / "a.csv", "Leeds City Council\r\nPayments over £500\r\n" + SPEND))
    assert (reading.organisation["name"], reading.organisation["how"]) == ("Leeds City Council", "content")


@pytest.mark.parametrize("does", ["load", "rebuild"])
def test_decisions_are_asked_for_once_nobody_else_can_write(home: Home, folder: Path, does: str) -> None:
    path = write(folder / "a.csv", SPEND)
    loaded(home, path)
    asked = []

    def ask() -> Decisions:
        with pytest.raises(Refused, match="Another load"), writing(home):
            pass
        asked.append(home)
        return Decisions(local_organisations=(LocalOrganisation("local-1", "Parish of Nowhere"),))

    if does == "load":
        [reading] = load(home, [path], ask, organisation="Parish of Nowhere", now=NOW)
        assert reading.organisation["code"] == "local-1"
    else:
        assert rebuild(home, ask, now=NOW) == []
    assert asked == [home]
