"""What is exported can be loaded again, and then nothing is different."""

import csv
import io
import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from tallystick.contracts import models
from tallystick.contracts.actions import hand_in, keeping
from tallystick.contracts.actions.importing import RegisterRefused
from tallystick.contracts.declared.controls import controls
from tallystick.contracts.exporting.columns import HEADINGS, escaped, unescaped
from tallystick.contracts.queries.exporting import export
from tallystick.contracts.queries.register import Asked
from tallystick.contracts.rules.notice_values import kept
from tallystick.councils.actions import NotAllowed
from tallystick.councils.models import AccessEntry, LogEntry, Organisation
from tallystick.councils.rules.actors import Actor
from tallystick.lake.store.home import Home
from tests.contracts.imported import AT, PHONES, WIFI, contract, load, register
from tests.people import LEEDS, SAM, YORK

pytestmark = pytest.mark.django_db
SECRET = "They would go lower"


def exported(form: str = "csv", *, organisation: str = "", by: Actor = SAM, confidential: bool = False) -> bytes:
    asked = Asked(organisation=organisation)
    return b"".join(export(asked, form=form, by=by, at=AT, today=AT.date(), confidential=confidential))


def rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


def worksheet(path: Path) -> dict[str, Any]:
    """The first row of a workbook, as a spreadsheet has it."""
    headings, first = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()[:2]
    return dict(zip(headings, first, strict=True))


@given(st.text(max_size=40))
def test_any_text_is_escaped_and_read_back(text: str) -> None:
    assert unescaped(escaped(text)) == text
    assert not escaped(text).startswith(("=", "@", "\t", "\r", "\n"))


def test_the_columns_that_are_promised_come_first() -> None:
    promised = (
        "reference title description supplier_id supplier_name supplier_as_written company_number department start end "
        "latest_end review extension value value_basis vat cpv category route sme vcse source_file source_sheet "
        "source_row"
    )
    assert list(HEADINGS)[:24] == promised.split()


def test_every_column_is_told_of() -> None:
    page = (Path(__file__).parents[2] / "docs" / "reference" / "register-fields.md").read_text(encoding="utf-8")
    told = [line.split("`")[1] for line in page.splitlines() if line.startswith("| `")]
    assert told[: len(HEADINGS)] == list(HEADINGS)


def test_every_field_that_people_type_goes_out() -> None:
    told = {heading.column for heading in HEADINGS.values()}
    typed = {name: f"{name.removesuffix('_id')}" if name.endswith("_id") else name for name in controls("contract")}
    assert {name for name, column in typed.items() if column not in told} == set()


_TEXT = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=30).map(str.strip)
_LINES = st.lists(_TEXT, max_size=3).map("\n".join).map(str.strip)
_DAY = st.dates(date(1950, 1, 1), date(2120, 12, 31))
NOTICES = st.builds(
    kept,
    st.integers(0, 400),
    st.sampled_from(["days", "working_days", "months"]),
    clear=st.booleans(),
    service_days=st.sampled_from([0, 1, 2]),
)
_VALUES: dict[str, st.SearchStrategy[Any]] = {
    "text": _TEXT,
    "lines": _LINES,
    "yes_no": st.sampled_from([None, True, False]),
    "tick": st.booleans(),
    "day": st.none() | _DAY,
    "pounds": st.none() | st.integers(-(10**12), 10**12),
    "whole": st.none() | st.integers(0, 600),
    "extensions": st.lists(st.integers(1, 60), max_size=4),
    "notice": st.none() | NOTICES,
}  # fmt: skip


def _value(name: str, control: Any) -> st.SearchStrategy[Any]:
    if control.how == "choice":
        return st.sampled_from([code for code, _ in control.choices])
    return _VALUES[control.how].map(lambda value: value[: control.longest] if control.longest and value else value)


def _drawn(kind: str) -> st.SearchStrategy[dict[str, Any]]:
    kinds = {name: control for name, control in controls(kind).items() if control.how in {*_VALUES, "choice"}}
    return st.fixed_dictionaries({}, optional={name: _value(name, control) for name, control in kinds.items()})


def _in_order(values: dict[str, Any]) -> dict[str, Any]:
    """With days in an order that a contract takes, and a title."""
    start, end, latest = (values.get(name) for name in ("start", "end", "latest_end"))
    if start and end and end < start:
        values["end"] = end = start + timedelta(days=1)
    if end and latest and latest < end:
        values["latest_end"] = end
    return {**values, "title": values.get("title") or "Untitled"}


_CONTRACT = st.tuples(
    _drawn("contract").map(_in_order),
    st.lists(_drawn("party").map(lambda one: {**one, "name": one.get("name") or "Somebody"}), max_size=3),
    st.lists(_drawn("lot").map(lambda one: {**one, "title": one.get("title") or "A lot"}), max_size=2),
    st.dictionaries(_TEXT.filter(bool), _TEXT.filter(bool), max_size=3),
)


@pytest.mark.parametrize(
    "form", [pytest.param("csv", marks=pytest.mark.once), pytest.param("xlsx", marks=pytest.mark.once), "json"]
)
@given(drawn=st.lists(_CONTRACT, min_size=1, max_size=4))
@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_any_register_goes_out_and_comes_back_the_same(
    home: Home, tmp_path: Path, people: Any, form: str, drawn: list[Any]
) -> None:
    for one in (LEEDS, YORK):
        people.organisation(one)
    _forget()
    for values, suppliers, lots, other in drawn:
        made = keeping.add_contract(
            organisation=LEEDS, values={**values, "other": other}, suppliers=suppliers, by=SAM, at=AT
        )
        for lot in lots:
            keeping.add_row(contract=made.pk, kind="lot", values=lot, by=SAM, at=AT)
    path = tmp_path / f"register.{form}"
    path.write_bytes(exported(form, confidential=True))
    before = LogEntry.objects.count()
    again = load(home, path, organisation=None)
    assert (again.outcome, [plan.changing for plan in again.plans]) == ("unchanged", [[]]), again.reason
    assert LogEntry.objects.count() == before
    first = rows(exported(confidential=True))
    _forget()
    assert load(home, path, organisation=None).counts["new"] == len(drawn)
    assert _without_numbers(rows(exported(confidential=True))) == _without_numbers(first)


def _forget() -> None:
    """An empty register, as another installation has it."""
    of_a_contract = (models.Question, models.RegisterRow, models.Party, models.Lot, models.KeyDate, models.Reckoned)
    for model in (*of_a_contract, models.RegisterFile, models.Contract):
        model.objects.all().delete()


def _without_numbers(found: list[dict[str, str]]) -> list[dict[str, str]]:
    """What only the installation itself knows is left out: numbers, and where a contract that was typed came from."""
    own = {"contract", "source_file", "source_sheet", "source_row", "source_sha256"}
    return [{name: cell for name, cell in row.items() if name not in own} for row in found]


@pytest.mark.parametrize("form", ["csv", "xlsx", "json"])
def test_a_register_that_was_imported_goes_out_and_comes_back(home: Home, tmp_path: Path, form: str) -> None:
    several = ("ICT-4", "Support", "Zelter Ltd; Brindle Ltd", "", *PHONES[4:])
    load(home, register(tmp_path, PHONES, WIFI, several, several, name="real.csv"))
    path = tmp_path / f"out.{form}"
    path.write_bytes(exported(form))
    again = load(home, path, organisation=None)
    assert (again.outcome, again.counts["unchanged"]) == ("unchanged", 4)
    assert again.organisation["code"] == LEEDS


def test_two_councils_go_out_together_and_each_keeps_its_own(home: Home, tmp_path: Path) -> None:
    load(home, register(tmp_path, PHONES))
    load(home, register(tmp_path, WIFI, name="york.csv"), organisation=YORK)
    path = tmp_path / "both.csv"
    path.write_bytes(exported())
    assert load(home, path, organisation=None).counts["unchanged"] == 2
    edited = path.read_text(encoding="utf-8-sig").replace("Wi-Fi in libraries", "Wi-Fi everywhere")
    path.write_text(edited, encoding="utf-8")
    assert load(home, path, organisation=None).counts["changed"] == 1
    assert contract("ICT-2").organisation.code == YORK
    assert Organisation.objects.count() == 2


def test_what_was_edited_in_a_spreadsheet_changes_that_and_asks_what_it_cannot_read(home: Home, tmp_path: Path) -> None:
    load(home, register(tmp_path, PHONES, WIFI))
    path = tmp_path / "out.csv"
    found = rows(exported())
    found[0] |= {"title": "Telephones, desk", "end": "31/03/2031", "value": "£13,000", "review": "soon"}
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(found[0]))
        writer.writeheader()
        writer.writerows(found)
    done = load(home, path, organisation=None)
    assert (done.counts["new"], done.counts["changed"]) == (0, 1)
    phones = contract("ICT-1")
    assert (phones.title, phones.end, phones.value_pence) == ("Telephones, desk", date(2031, 3, 31), 1_300_000)
    [asked] = models.Question.objects.filter(contract=phones)
    assert (asked.field, asked.written) == ("review", "soon")


@pytest.mark.parametrize(
    ("column", "cell"),
    [("as_written", '{"a": 1.5, "b": NaN, "title": "Phones"}'), ("as_written", "[" * 100_000), ("lots", "[" * 100_000),
     ("suppliers", '[{"name": 1.5}, {"name": ["x"], "sme": 1e9}]'), ("as_written", '{"a": "\\ud800"}'),
     ("lots", '[{"number": {"a": 1.5}, "value_pence": 1e400}]')],
)  # fmt: skip
def test_no_edit_of_a_cell_of_json_is_a_fault(home: Home, tmp_path: Path, column: str, cell: str) -> None:
    load(home, register(tmp_path, PHONES))
    path = tmp_path / "out.csv"
    found = rows(exported())
    # A contract that is new here: all that its row says is kept.
    found[0] |= {column: cell, "reference": "N-1", "title": "New", "contract": "", "identity": "", "start": ""}
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(found[0]))
        writer.writeheader()
        writer.writerows(found)
    assert load(home, path, organisation=None).counts["new"] == 1
    assert all(isinstance(text, str) for text in contract("N-1").as_written.values())


def test_whose_an_export_is_is_not_said_otherwise(home: Home, tmp_path: Path) -> None:
    load(home, register(tmp_path, PHONES))
    load(home, register(tmp_path, WIFI, name="york.csv"), organisation=YORK)
    yorks, both = tmp_path / "yorks.csv", tmp_path / "both.csv"
    yorks.write_bytes(exported(organisation=YORK))
    both.write_bytes(exported())
    for path in (yorks, both):
        for preview in (False, True):
            refused = load(home, path, organisation=LEEDS, preview=preview)
            assert refused.outcome == "refused"
            assert "This export has contracts of" in str(refused.reason)
        with pytest.raises(RegisterRefused, match="This export has contracts of"):
            hand_in(home=home, path=path, name=path.name, organisation=LEEDS, by=SAM, at=AT)
    assert load(home, yorks, organisation=YORK).outcome == "unchanged"
    edited = both.read_text(encoding="utf-8-sig").replace("Wi-Fi in libraries", "Wi-Fi everywhere")
    both.write_text(edited, encoding="utf-8")
    done = load(home, both, organisation=None).as_json()
    assert [one["code"] for one in done["organisations"]] == [LEEDS, YORK]


def test_lines_of_json_that_were_edited_are_read_as_far_as_they_can_be(home: Home, tmp_path: Path) -> None:
    load(home, register(tmp_path, PHONES, WIFI))
    path = tmp_path / "out.json"
    first, second = exported("json").decode().splitlines()
    path.write_text(first.replace("Desk telephones", "Telephones") + "\n" + second[:-9] + "\n", encoding="utf-8")
    done = load(home, path, organisation=None)
    assert (done.counts["new"], done.counts["changed"], contract("ICT-1").title) == (0, 1, "Telephones")
    [table] = done.as_json()["tables"]
    assert (table["rows_read"], table["contracts"], sum(table["quarantined"].values())) == (2, 1, 1)
    path.write_text('{"name": "no register"}\n', encoding="utf-8")
    assert load(home, path).outcome == "refused"


def test_no_cell_is_run_by_a_spreadsheet(home: Home, tmp_path: Path) -> None:
    nasty = '=HYPERLINK("http://x.example","y")'
    load(home, register(tmp_path, (PHONES[0], nasty, "@SUM(A1)", *PHONES[3:8], "+44 dialled")))
    [row] = rows(exported())
    assert (row["title"], row["supplier_as_written"]) == ("'" + nasty, "'@SUM(A1)")
    path = tmp_path / "out.xlsx"
    path.write_bytes(exported("xlsx"))
    assert worksheet(path)["title"] == nasty, "a text in a worksheet is a text"
    assert load(home, path, organisation=None).outcome == "unchanged"


def test_a_workbook_has_dates_sums_and_texts(home: Home, tmp_path: Path) -> None:
    load(home, register(tmp_path, PHONES))
    path = tmp_path / "out.xlsx"
    path.write_bytes(exported("xlsx"))
    row = worksheet(path)
    assert (row["start"], row["value"], row["company_number"]) == (date(2024, 4, 1), 12000.5, "01234567")


def test_json_is_one_object_a_line_with_null_for_what_is_not_known(home: Home, tmp_path: Path) -> None:
    load(home, register(tmp_path, PHONES, WIFI))
    first, second = (json.loads(line) for line in exported("json").splitlines())
    assert (first["reference"], first["start"], first["value"], first["sme"], first["vcse"]) == (
        "ICT-1", "2024-04-01", "12000.50", True, None,
    )  # fmt: skip
    assert first["suppliers"][0]["name"] == "Oakhollow Networks Ltd"
    assert first["other"] == {"Ledger code": "ZZ99"}
    assert (second["end"], second["value"]) == (None, None)


def test_confidential_fields_go_out_only_where_asked_and_allowed_and_each_is_noted(home: Home, people: Any) -> None:
    people.organisation(LEEDS)
    keeping.add_contract(
        organisation=LEEDS, values={"title": "A", "negotiation_notes": SECRET}, suppliers=[], by=SAM, at=AT
    )
    keeping.add_contract(organisation=LEEDS, values={"title": "B"}, suppliers=[], by=SAM, at=AT)
    manager = people.actor("contract_manager")
    for form in ("csv", "json"):
        assert SECRET.encode() not in exported(form, by=manager)
    assert AccessEntry.objects.count() == 0
    with pytest.raises(NotAllowed):
        exported(by=people.actor("reader"), confidential=True)
    assert SECRET.encode() in exported(by=manager, confidential=True)
    [noted] = AccessEntry.objects.all()
    assert (noted.by, noted.fields, noted.organisation) == (manager.name, ["negotiation_notes"], LEEDS)


def test_others_export_only_what_is_public(home: Home, tmp_path: Path, people: Any) -> None:
    load(home, register(tmp_path, PHONES), public=True)
    load(home, register(tmp_path, WIFI, name="kept.csv"))
    stranger = people.actor("contract_manager", YORK)
    [row] = rows(exported(by=stranger))
    assert row["reference"] == "ICT-1"
    assert "ZZ99" not in str(row), "other columns of the register are the council's own"
    assert (row["as_written"], row["source_file"], row["identity"]) == ("", "", "")
    assert exported("json", by=people.actor("nobody")) == b""
