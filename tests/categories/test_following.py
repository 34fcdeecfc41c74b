"""From files and decisions to maps: what a person says shows at once, in every figure, and can be taken back."""

import shutil
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from tallystick.categories import actions
from tallystick.categories import queries as category_queries
from tallystick.categories.model import model_for
from tallystick.kit.errors import Refused
from tallystick.lake import loading
from tallystick.lake.build import writing
from tallystick.lake.decisions import Decisions
from tallystick.lake.store import maps
from tallystick.lake.store.connection import reader
from tallystick.lake.store.home import Home
from tallystick.suppliers import actions as suppliers
from tallystick.suppliers import queries as supplier_queries
from tallystick.suppliers.kept import kept_name
from tests.people import ADA

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
LATER = datetime(2026, 11, 22, 9, 45, tzinfo=UTC)
WHO = {"by": ADA, "at": AT}

LEEDS = """Body,Directorate,Supplier,Date,Amount,Purpose,Account
Leeds City Council,Housing,Oakhollow Housing Software Ltd,03/04/2024,1200.00,Housing management software,Licences
Leeds City Council,Housing,OAKHOLLOW HOUSING SOFTWARE LIMITED,03/05/2024,800.00,Support of housing software,Licences
Leeds City Council,Roads,Brindle Civil Engineering,03/04/2024,5000.00,Resurfacing of carriageway,Works
Leeds City Council,Roads,Brindle Civil Engineering,05/04/2024,300.00,Sundries,Sundry
Leeds City Council,Care,REDACTED PERSONAL DATA,19/04/2024,310.25,Foster care allowance,Allowances
"""
YORK = """Body,Supplier,Date,Amount,Purpose,Account
City of York Council,Oakhollow Housing Software,03/06/2024,400.00,Software,ICT
City of York Council,Zelter Mobile Phones Ltd,03/06/2024,90.00,Mobile phone airtime,Phones
"""


@pytest.fixture(scope="module")
def read_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("two-councils")
    (folder / "leeds.csv").write_text(LEEDS, encoding="utf-8")
    (folder / "york.csv").write_text(YORK, encoding="utf-8")
    home = Home(folder / "home")
    loading.load(home, [folder / "leeds.csv", folder / "york.csv"], Decisions(), organisation=None, now=AT)
    return home.root


@pytest.fixture
def loaded(home: Home, read_once: Path) -> Home:
    """Two councils' files, with suppliers and categories worked out, in this test's own home."""
    shutil.copytree(read_once, home.root, dirs_exist_ok=True)
    assert actions.follow(home=home, at=AT)
    return home


def paid(home: Home, category: str = "") -> dict[str, int]:
    """What each supplier was paid, in pence, for technology or for one category of it."""
    rows = reader(home).rows(
        "SELECT s.supplier, sum(c.amount_pence)::BIGINT FROM maps.cube c JOIN maps.suppliers s USING (supplier_no)"
        " JOIN maps.categories k USING (category_no) WHERE CASE WHEN ? = '' THEN k.is_ict ELSE k.category = ? END"
        " GROUP BY ALL",
        [category, category],
    )
    return dict(rows)


def supplier_id(home: Home, words: str) -> str:
    [(found,)] = reader(home).rows(
        "SELECT DISTINCT supplier_id FROM maps.suppliers WHERE lower(supplier) LIKE ?", [f"%{words}%"]
    )
    return str(found)


def names_of(home: Home, words: str) -> set[str]:
    return set(supplier_queries.units_of(supplier_queries.resolution(home), supplier_id(home, words)))


def test_one_supplier_behind_many_spellings_and_technology_told_from_the_rest(loaded: Home) -> None:
    assert names_of(loaded, "oakhollow") == {
        "oakhollow housing software ltd",
        "oakhollow housing software limited",
        "oakhollow housing software",
    }
    technology = paid(loaded)
    assert sum(technology.values()) == 120000 + 80000 + 40000 + 9000
    assert not any("Brindle" in name for name in technology)


def test_every_payment_and_penny_is_in_the_cube(loaded: Home) -> None:
    sums = "SELECT sum(payments)::BIGINT, sum(amount_pence)::BIGINT FROM"
    assert reader(loaded).rows(f"{sums} maps.cube") == reader(loaded).rows(f"{sums} totals")


def test_asked_again_nothing_is_done(loaded: Home) -> None:
    before = maps.current(loaded)
    assert not actions.is_behind(loaded)
    assert not actions.follow(home=loaded, at=AT)
    assert maps.current(loaded) == before


def test_a_page_that_asks_again_reads_no_decision_again(loaded: Home, django_assert_num_queries: Any) -> None:
    assert not actions.is_behind(loaded)
    with django_assert_num_queries(1):
        assert not actions.is_behind(loaded)
    actions.correct_supplier(home=loaded, supplier_id=supplier_id(loaded, "brindle"), category="voice", **WHO)
    assert actions.is_behind(loaded)
    with django_assert_num_queries(1):
        assert actions.is_behind(loaded)
    actions.follow(home=loaded, at=AT)
    assert not actions.is_behind(loaded)


def test_what_was_taught_is_learnt_and_is_behind_until_it_is_followed(loaded: Home) -> None:
    [(publisher,)] = reader(loaded).rows("SELECT organisation_code FROM organisations WHERE organisation LIKE 'Leeds%'")
    actions.correct_account(home=loaded, publisher=publisher, account="Sundry", category="voice", **WHO)
    actions.follow(home=loaded, at=AT)
    assert not actions.is_behind(loaded)
    model_for(loaded, taught=category_queries.taught(loaded))
    assert actions.is_behind(loaded)
    actions.follow(home=loaded, at=AT)
    assert not actions.is_behind(loaded)


def test_a_split_shows_at_once_and_is_undone_whole(loaded: Home) -> None:
    whole = supplier_id(loaded, "oakhollow")
    batch = suppliers.split_supplier(home=loaded, supplier_id=whole, units=["oakhollow housing software"], **WHO)
    assert actions.is_behind(loaded)
    assert actions.follow(home=loaded, at=AT)
    amounts = sorted(pence for name, pence in paid(loaded).items() if "oakhollow" in name.lower())
    assert amounts == [40000, 200000]
    suppliers.undo_judgement(batch=batch, **WHO)
    assert actions.follow(home=loaded, at=AT)
    assert supplier_id(loaded, "oakhollow") == whole


def test_a_split_leaves_both_sides_whole_even_where_names_were_joined_through_one_that_left(loaded: Home) -> None:
    ids = [supplier_id(loaded, "zelter"), supplier_id(loaded, "brindle"), supplier_id(loaded, "oakhollow")]
    suppliers.merge_suppliers(home=loaded, supplier_ids=ids, **WHO)
    actions.follow(home=loaded, at=AT)
    leaving = ["oakhollow housing software", "oakhollow housing software limited", "oakhollow housing software ltd"]
    suppliers.split_supplier(home=loaded, supplier_id=supplier_of(loaded, leaving[0]), units=leaving, **WHO)
    actions.follow(home=loaded, at=AT)
    whole = {
        unit: supplier_of(loaded, unit) for unit in [*leaving, "zelter mobile phones ltd", "brindle civil engineering"]
    }
    assert len({whole[unit] for unit in leaving}) == 1
    assert whole["zelter mobile phones ltd"] == whole["brindle civil engineering"] != whole[leaving[0]]


def supplier_of(home: Home, unit: str) -> str:
    return str(supplier_queries.supplier_of_unit(home, unit))


def test_a_merge_joins_what_no_rule_would(loaded: Home) -> None:
    ids = [supplier_id(loaded, "zelter"), supplier_id(loaded, "oakhollow")]
    suppliers.merge_suppliers(home=loaded, supplier_ids=ids, **WHO)
    actions.follow(home=loaded, at=AT)
    assert "zelter mobile phones ltd" in names_of(loaded, "oakhollow")


def test_merging_what_was_split_takes_the_later_word(loaded: Home) -> None:
    whole = supplier_id(loaded, "oakhollow")
    suppliers.split_supplier(home=loaded, supplier_id=whole, units=["oakhollow housing software"], **WHO)
    actions.follow(home=loaded, at=AT)
    resolution = supplier_queries.resolution(loaded)
    ids = {dict(resolution.units.select("unit", "supplier_id").iter_rows())[u] for u in (
        "oakhollow housing software", "oakhollow housing software ltd")}  # fmt: skip
    assert len(ids) == 2
    suppliers.merge_suppliers(home=loaded, supplier_ids=sorted(ids), **WHO)
    assert supplier_queries.decisions().different == ()
    actions.follow(home=loaded, at=AT)
    assert len(names_of(loaded, "oakhollow")) == 3


def test_a_split_needs_some_names_and_not_all(loaded: Home) -> None:
    whole = supplier_id(loaded, "oakhollow")
    for units in ([], sorted(names_of(loaded, "oakhollow")), ["somebody else"]):
        with pytest.raises(Refused):
            suppliers.split_supplier(home=loaded, supplier_id=whole, units=units, **WHO)


def test_a_supplier_is_renamed_numbered_and_grouped(loaded: Home) -> None:
    one = supplier_id(loaded, "zelter")
    suppliers.rename_supplier(home=loaded, supplier_id=one, name="Zelter  Mobile", **WHO)
    suppliers.set_company_number(home=loaded, supplier_id=one, company_number="99 1234", **WHO)
    suppliers.set_group(home=loaded, supplier_id=one, group="Zelter Group", **WHO)
    actions.follow(home=loaded, at=AT)
    [row] = reader(loaded).rows(
        "SELECT supplier, company_number, group_name FROM maps.suppliers WHERE supplier_id = ?",
        [supplier_id(loaded, "zelter")],
    )
    assert row == ("Zelter Mobile", "00991234", "Zelter Group")
    with pytest.raises(Refused, match="not a company number"):
        suppliers.set_company_number(home=loaded, supplier_id=one, company_number="twelve", **WHO)


def test_a_corrected_supplier_changes_the_total_and_undoing_restores_it(loaded: Home) -> None:
    before = paid(loaded)
    brindle = supplier_id(loaded, "brindle")
    assert category_queries.supplier_reach(loaded, brindle).payments == 2
    actions.correct_supplier(home=loaded, supplier_id=brindle, category="network.cabling", **WHO)
    actions.follow(home=loaded, at=AT)
    assert paid(loaded, "network.cabling") == {"Brindle Civil Engineering": 530000}
    [last] = category_queries.corrections_made(in_force=True)
    assert (last.kind, last.category) == ("supplier", "network.cabling")
    actions.undo_correction(kind=last.kind, decision_id=last.id, **WHO)
    actions.follow(home=loaded, at=AT)
    assert paid(loaded) == before


def test_one_payment_and_one_account_are_corrected_the_narrower_before_the_wider(loaded: Home) -> None:
    [(sha256, sheet, row)] = reader(loaded).rows(
        "SELECT sha256, p.sheet, p.row FROM payments p JOIN files USING (file_id) WHERE p.amount_pence = 30000"
    )
    [(publisher,)] = reader(loaded).rows("SELECT organisation_code FROM organisations WHERE organisation LIKE 'Leeds%'")
    reach = category_queries.account_reach(loaded, publisher, "Sundry")
    assert (reach.payments, reach.amount_pence, reach.organisations) == (1, 30000, 1)
    actions.correct_account(home=loaded, publisher=publisher, account="Sundry", category="print.consumables", **WHO)
    actions.follow(home=loaded, at=AT)
    assert sum(paid(loaded, "print.consumables").values()) == 30000
    actions.correct_payment(home=loaded, sha256=sha256, sheet=sheet, row=row, category="training.courses", **WHO)
    actions.follow(home=loaded, at=AT)
    assert paid(loaded, "print.consumables") == {}
    assert sum(paid(loaded, "training.courses").values()) == 30000


def test_what_is_not_there_is_refused(loaded: Home) -> None:
    with pytest.raises(Refused, match="not a category"):
        actions.correct_supplier(home=loaded, supplier_id=supplier_id(loaded, "brindle"), category="nonsense", **WHO)
    with pytest.raises(Refused, match="no such account"):
        actions.correct_account(home=loaded, publisher="nobody", account="Sundry", category="voice", **WHO)
    with pytest.raises(Refused, match="no such payment"):
        actions.correct_payment(home=loaded, sha256="0" * 64, sheet=None, row=2, category="voice", **WHO)
    with pytest.raises(Refused, match="no supplier"):
        suppliers.rename_supplier(home=loaded, supplier_id="SNOBODY", name="x", **WHO)


def test_while_a_load_is_running_the_decision_is_kept_and_the_last_figures_stay(
    loaded: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = paid(loaded)
    actions.correct_supplier(home=loaded, supplier_id=supplier_id(loaded, "brindle"), category="voice", **WHO)
    monkeypatch.setattr("tallystick.categories.actions.following.WAIT_SECONDS", 0)
    with writing(loaded), pytest.raises(Refused, match="Another load is running"):
        actions.follow(home=loaded, at=AT)
    assert paid(loaded) == before
    assert actions.is_behind(loaded)


def test_what_is_derived_can_be_thrown_away_and_made_again(loaded: Home) -> None:
    actions.correct_supplier(home=loaded, supplier_id=supplier_id(loaded, "brindle"), category="voice", **WHO)
    actions.follow(home=loaded, at=AT)
    before = paid(loaded)
    name = kept_name(loaded)
    for folder in ("suppliers", "categories", "maps"):
        shutil.rmtree(loaded.root / folder)
    (loaded.root / "maps-current").unlink()
    assert actions.follow(home=loaded, at=AT)
    assert paid(loaded) == before
    assert kept_name(loaded) != name


def test_before_the_first_load_there_is_nothing_to_follow(home: Home) -> None:
    assert not actions.is_behind(home)
    assert not actions.follow(home=home, at=AT)


def kinds_of(home: Home) -> set[str]:
    found = supplier_queries.resolution(home).units
    return {kind for unit, kind in found.select("unit", "kind").iter_rows() if unit.startswith("oakhollow")}


def test_what_is_said_of_a_supplier_is_said_of_every_name_it_has(loaded: Home) -> None:
    one = supplier_id(loaded, "oakhollow")
    suppliers.set_kind(home=loaded, supplier_id=one, kind="individual", **WHO)
    actions.follow(home=loaded, at=AT)
    assert kinds_of(loaded) == {"individual"}
    said = supplier_queries.judged_about(["oakhollow housing software"])
    assert [line.sentence for line in said] == ["This is a person."]
    kind, key = said[0].undo
    suppliers.undo_description(kind=kind, decision_id=int(key), **WHO)
    actions.follow(home=loaded, at=AT)
    assert kinds_of(loaded) == {"supplier"}
    assert len(names_of(loaded, "oakhollow")) == 3


def test_a_name_corrected_twice_and_undone_is_the_first_again(loaded: Home) -> None:
    one = supplier_id(loaded, "zelter")
    suppliers.rename_supplier(home=loaded, supplier_id=one, name="Zelter A", by=ADA, at=AT)
    suppliers.rename_supplier(home=loaded, supplier_id=one, name="Zelter B", by=ADA, at=LATER)
    last = next(line for line in supplier_queries.judged_about(["zelter mobile phones ltd"]) if not line.ended_how)
    suppliers.undo_description(kind=last.undo[0], decision_id=int(last.undo[1]), by=ADA, at=LATER)
    assert supplier_queries.decisions().names == {"zelter mobile phones ltd": "Zelter A"}


def test_a_supplier_corrected_twice_and_undone_is_the_first_again(loaded: Home) -> None:
    brindle = supplier_id(loaded, "brindle")
    actions.correct_supplier(home=loaded, supplier_id=brindle, category="voice", by=ADA, at=AT)
    actions.correct_supplier(home=loaded, supplier_id=brindle, category="mobile", by=ADA, at=LATER)
    [last] = category_queries.corrections_made(in_force=True)
    actions.undo_correction(kind=last.kind, decision_id=last.id, by=ADA, at=LATER)
    assert set(category_queries.corrections().suppliers.values()) == {"voice"}


def test_an_undone_merge_that_was_worked_out_and_never_shown_leaves_nothing_behind(
    loaded: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As when the process is killed between who is who and what was bought."""
    before = paid(loaded)
    ids = [supplier_id(loaded, "zelter"), supplier_id(loaded, "oakhollow")]
    batch = suppliers.merge_suppliers(home=loaded, supplier_ids=ids, **WHO)
    with monkeypatch.context() as broken:
        broken.setattr("tallystick.lake.store.maps.write", interrupted)
        with pytest.raises(KeyboardInterrupt):
            actions.follow(home=loaded, at=AT)
    suppliers.undo_judgement(batch=batch, **WHO)
    actions.correct_supplier(home=loaded, supplier_id=supplier_id(loaded, "brindle"), category="not-ict", **WHO)
    actions.follow(home=loaded, at=AT)
    assert paid(loaded) == before
    assert "zelter mobile phones ltd" not in names_of(loaded, "oakhollow")


def interrupted(*given: object, **named: object) -> None:
    raise KeyboardInterrupt


def test_reference_data_that_changed_reaches_names_that_were_known(
    loaded: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tallystick.suppliers.actions.resolving.names_key", lambda: "another")
    monkeypatch.setattr("tallystick.suppliers.actions.resolving.technology_code", lambda name: "made-up")
    assert actions.follow(home=loaded, at=AT)
    codes = reader(loaded).rows("SELECT DISTINCT technology FROM maps.suppliers WHERE kind = 'supplier'")
    assert codes == [("made-up",)]
