"""The page of a business case: what follows from it drawn, its lists in forms, and its workbook there and back."""

import json
import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from tallystick.decisions import models
from tallystick.decisions.queries.answering import worked_out
from tallystick.decisions.workbooks import reading
from tallystick.kit.errors import Refused
from tallystick.web.decide.drawn.business_case import highlight
from tallystick.web.decide.drawn.business_case_words import change, money, place, share, years
from tallystick.web.decide.parts.business_case_rows import closed, opened, rates_as_lines, rates_from_lines
from tests.decisions.workbooks.test_workbooks import Book, edited
from tests.people import LEEDS, People

pytestmark = [pytest.mark.django_db, pytest.mark.once]
EXAMPLE = Path(__file__).parents[2] / "docs" / "reference" / "examples" / "business-case-service-desk.json"
CASE: dict[str, Any] = json.loads(EXAMPLE.read_text(encoding="utf-8"))
HOSTILE = ["x" * 10_000, "🙂🙂", "NaN", "1e999", "-1", "", "<script>alert(1)</script>", "=1+1"]


@pytest.fixture
def keeper(people: People) -> Client:
    people.organisation(LEEDS, "Leeds City Council")
    return people.client("contract_manager")


@pytest.fixture
def address(keeper: Client) -> str:
    """Of the business case of a decision, which is not written yet."""
    keeper.post("/decide/start/", {"title": "After the payroll contract", "kind": "route"})
    return f"/decide/{models.Decision.objects.get().pk}/document/business_case"


@pytest.fixture
def case(keeper: Client, address: str) -> str:
    _write(keeper, address, CASE)
    return address


def _write(keeper: Client, address: str, said: dict[str, Any], version: int = 0) -> None:
    sent = keeper.post(f"{address}/text/", {"said": json.dumps(said), "version": version})
    assert sent.status_code == 302, sent.content.decode()


def _said() -> Any:
    return models.Document.objects.order_by("-edition")[0].said


def _page(client: Client, address: str) -> str:
    return " ".join(client.get(f"{address}/").content.decode().split())


def _answer(said: Any) -> dict[str, Any]:
    found, problem, _ = worked_out("business_case", said, timezone.localdate())
    assert found is not None, problem
    return found


def _money(said: Any) -> set[str]:
    """Every sum of an answer, wherever it stands, but for what ignores a name."""
    if isinstance(said, dict):
        return {one for value in said.values() for one in _money(value)}
    if isinstance(said, list):
        return {one for value in said for one in _money(value)}
    return {money(said)} if isinstance(said, str) and re.fullmatch(r"-?\d+\.\d\d", said) else set()


def test_every_sum_of_the_answer_is_on_the_page_to_the_penny(keeper: Client, case: str) -> None:
    page, answer = _page(keeper, case), _answer(_said())
    for name, one in answer["options"].items():
        left_out = {"switching_values", "simulation"}
        missing = {
            pounds for pounds in _money({k: v for k, v in one.items() if k not in left_out}) if pounds not in page
        }
        assert not missing, (name, missing)
        for pounds in one["simulation"]["percentiles"].values():
            assert money(pounds) in page
        assert f"± {money(one['simulation']['mean_error'])}" in page


def test_the_two_views_and_the_choices_are_named(keeper: Client, case: str) -> None:
    page = _page(keeper, case)
    assert "the economic view</h2>" in page
    assert "the cash view</h2>" in page
    for told in (
        "Share ranks first", "Keep (business as usual)", "10,000 runs from seed 2026", "90% of risks managed",
        "Equipment and development", "Source: verified", "2% a year", "From base budget",
        "transformation reserve", "Lines and years: Keep", "When options pay back over the runs",
        "Which lines matter most: Share", "prices of 2026/27",
    ):  # fmt: skip
        assert told in page, told
    assert page.count("<h1") == 1
    ids = re.findall(r' id="([^"]+)"', page)
    assert len(ids) == len(set(ids))


def test_a_case_of_one_point_without_ranges_or_rival(keeper: Client, address: str) -> None:
    lines = [{"name": "A", "type": "revenue", "kind": "recurring", "flows": {"2026": 0}}]
    one = {"name": "Only", "life_years": 1, "lines": lines}
    _write(keeper, address, {"base_year": 2026, "price_basis": "real", "options": [one]})
    page = _page(keeper, address)
    assert "No line has a range" in page
    assert "the only option" in page
    _write(keeper, address, {"base_year": 2026, "price_basis": "real", "options": [{**one, "lines": []}]}, 1)
    assert "the only option" in _page(keeper, address)


def test_assumptions_and_works_are_told_in_words(keeper: Client, address: str) -> None:
    said = {
        "base_year": 2026, "price_basis": "real", "optimism_bias": {"project": "equipment"},
        "assumptions": {"desks": {"value": 1200, "unit": "desks", "source": "Count of May 2026"}, "idle": 3},
        "options": [{"name": "New", "life_years": 2, "works_months": 12, "lines": [
            {"name": "Build", "type": "capital", "kind": "one_off", "quantity": {"2026": "desks"}, "price": -2},
        ]}],
    }  # fmt: skip
    _write(keeper, address, said)
    page = _page(keeper, address)
    assert "they may take 18.5 months, 6.5 months late; the table has from 13.2 to 18.5 months." in page
    assert "New, Build, quantity" in page
    assert "Count of May 2026" in page
    assert "nowhere" in page
    assert "2026: 1200 at −£2" in page


def test_a_case_is_written_in_forms_from_nothing(keeper: Client, address: str) -> None:
    sent = [
        ("-", {"base-year": "2026/27", "price-basis": "real", "inflation": "2", "shape": "triangular", "runs": "10000",
               "seed": "1"}),
        ("assumptions.add", {"name": "licence price", "value": "99.5", "unit": "pounds", "source": "Quote"}),
        ("options.add", {"name": "Keep", "life-years": "3"}),
        ("options.add", {"name": "New", "life-years": "3", "works-months": "6"}),
        ("options.0.lines.add", {"name": "Run", "type": "revenue", "kind": "recurring",
                                 "flows": "2027/28: -£1,000\n2028/29: -1000"}),
        ("options.1.lines.add", {"name": "Licences", "type": "revenue", "kind": "recurring", "quantity": "2027/28: 4",
                                 "price": "-licence price", "vat-percent": "20", "vat-recoverable": "no",
                                 "cashable": "no", "funding": "Reserve"}),
        ("ranges.add", {"line": "Licences", "option": "New", "low": "80", "likely": "100", "high": "150"}),
        ("-", {"base-year": "2026/27", "price-basis": "real", "inflation": "2", "business-as-usual": "Keep",
               "optimism-bias-project": "equipment", "optimism-bias-bound": "lower", "shape": "pert", "runs": "500",
               "seed": "1"}),
    ]  # fmt: skip
    for version, (place_, typed) in enumerate(sent):
        done = keeper.post(f"{address}/place/{place_}/", {**typed, "version": version})
        assert done.status_code == 302, (place_, done.content.decode())
    assert _said() == {
        "base_year": "2026/27", "price_basis": "real", "inflation": 2, "business_as_usual": "Keep",
        "optimism_bias": {"project": "equipment", "bound": "lower"}, "shape": "pert", "runs": 500,
        "assumptions": {"licence price": {"value": 99.5, "unit": "pounds", "source": "Quote"}},
        "options": [
            {"name": "Keep", "life_years": 3, "lines": [
                {"name": "Run", "type": "revenue", "kind": "recurring", "flows": {"2027/28": -1000, "2028/29": -1000}},
            ]},
            {"name": "New", "life_years": 3, "works_months": 6, "lines": [
                {"name": "Licences", "type": "revenue", "kind": "recurring", "quantity": {"2027/28": 4},
                 "price": "-licence price", "vat": {"percent": 20, "recoverable": False}, "cashable": False,
                 "funding": "Reserve"},
            ]},
        ],
        "ranges": [{"line": "Licences", "option": "New", "low": 80, "high": 150}],
    }  # fmt: skip
    assert _answer(_said())["options"]["New"]["cash"]["total"] == "0.00"
    assert "New ranks first" in _page(keeper, address)


@pytest.mark.parametrize("row", ["-", "options.0", "options.1.lines.1", "ranges.0"])
def test_a_form_sent_as_it_is_shown_changes_nothing(keeper: Client, case: str, row: str) -> None:
    form = keeper.get(f"{case}/place/{row}/").context["form"]
    sent: dict[str, Any] = {}
    for box in form.boxes:
        sent[box.name] = box.text
    assert keeper.post(f"{case}/place/{row}/", {**sent, "version": 1}).status_code == 302
    assert _said() == CASE


@pytest.mark.parametrize("typed", HOSTILE)
@pytest.mark.parametrize(
    ("row", "box", "form"),
    [
        ("-", "inflation", {"base-year": "2026/27", "price-basis": "real", "runs": "100", "seed": "1"}),
        ("-", "base-year", {"price-basis": "real", "runs": "100", "seed": "1"}),
        ("options.0", "works-months", {"name": "Keep", "life-years": "5"}),
        ("options.0.lines.0", "flows", {"name": "Service", "type": "revenue", "kind": "recurring"}),
        ("options.0.lines.0", "optimism-bias",
         {"name": "Service", "type": "revenue", "kind": "recurring", "flows": "2027/28: 1"}),
        ("ranges.0", "low", {"line": "Charge", "option": "Share", "high": "115"}),
    ],
)  # fmt: skip
def test_hostile_input_is_told_beside_its_box_and_never_a_traceback(
    keeper: Client, case: str, row: str, box: str, form: dict[str, str], typed: str
) -> None:
    sent = keeper.post(f"{case}/place/{row}/", {**form, box: typed, "version": 1})
    assert sent.status_code in (302, 422)
    assert "<script>alert" not in sent.content.decode()
    if sent.status_code == 302:
        assert keeper.get(f"{case}/").status_code == 200
        assert _answer(_said())
    else:
        assert models.Document.objects.count() == 1


def test_a_workbook_goes_out_and_an_edited_one_comes_back_to_the_penny(keeper: Client, case: str) -> None:
    sent = keeper.get(f"{case}/workbook.xlsx")
    assert sent["Content-Type"].endswith("spreadsheetml.sheet")
    book, answer = Book(sent.content), _answer(_said())
    for row, (name, one) in enumerate(answer["options"].items(), start=4):
        assert book.value(("Summary", row - 1, 0)) == name
        assert round(float(book.value(("Summary", row - 1, 1))), 2) == float(one["npv"])
        assert money(one["npv"]) in _page(keeper, case)
    data = edited(CASE, ("Lines", "M4", -300_000))
    assert _bring(keeper, case, data).status_code == 302
    expected = json.loads(json.dumps(CASE))
    expected["options"][0]["lines"][0]["flows"]["2027/28"] = "-300000"
    assert _said() == expected
    assert money(_answer(expected)["options"]["Keep"]["npv"]) in _page(keeper, case)


def _bring(client: Client, address: str, data: bytes, version: int = 1, name: str = "case.xlsx") -> Any:
    file = SimpleUploadedFile(name, data)
    return client.post(f"{address}/workbook/", {"file": file, "version": version})


@pytest.mark.parametrize("data", [b"x", b"PK\x03\x04" + b"0" * 99, "🙂".encode() * 9])
def test_what_is_no_workbook_is_refused_and_nothing_is_kept(keeper: Client, case: str, data: bytes) -> None:
    sent = _bring(keeper, case, data)
    assert sent.status_code == 422
    assert "This is no XLSX workbook" in sent.content.decode()
    assert models.Document.objects.count() == 1


def test_a_refusal_names_the_sheet_and_the_cell(keeper: Client, case: str) -> None:
    sent = _bring(keeper, case, edited(CASE, ("Lines", "M4", "soon")))
    assert (sent.status_code, "Lines!M4" in sent.content.decode()) == (422, True)
    sent = _bring(keeper, case, edited(CASE, ("Options", "B4", 0)))
    assert (sent.status_code, "Options!B4" in sent.content.decode()) == (422, True)
    assert keeper.post(f"{case}/workbook/", {"version": 1}).status_code == 422
    assert models.Document.objects.count() == 1


def test_one_that_is_too_large_or_late_is_refused(keeper: Client, case: str, monkeypatch: pytest.MonkeyPatch) -> None:
    late = _bring(keeper, case, edited(CASE), version=0)
    assert (late.status_code, "Somebody else wrote" in late.content.decode()) == (422, True)
    monkeypatch.setattr("tallystick.web.views.decide_workbooks.MOST_BYTES", 100)
    large = _bring(keeper, case, edited(CASE))
    assert (large.status_code, "larger than" in large.content.decode()) == (422, True)
    assert reading.MOST_BYTES == 20 * 1024**2


def test_who_may_take_a_workbook_away_and_bring_it_back(keeper: Client, case: str, people: People) -> None:
    reader = people.client("reader")
    assert reader.get(f"{case}/workbook.xlsx").status_code == 200
    assert reader.get(f"{case}/workbook/").status_code == 403
    assert _bring(reader, case, edited(CASE)).status_code == 403
    keeper.post(f"{case}/exempt/", {"exempt": "yes", "version": 1})
    assert reader.get(f"{case}/workbook.xlsx").status_code == 404
    assert keeper.get(f"{case}/workbook.xlsx").status_code == 200
    assert _bring(keeper, case, edited(CASE, ("Lines", "M4", -1)), version=2).status_code == 302
    assert models.Document.objects.get(edition=3).exempt


def test_where_there_is_no_case_there_is_no_workbook_and_it_says_why(keeper: Client, address: str) -> None:
    assert keeper.get(f"{address}/workbook.xlsx").status_code == 404
    assert keeper.get(f"{address}/workbook/").status_code == 200
    _write(keeper, address, {"base_year": 2026})
    sent = keeper.get(f"{address}/workbook.xlsx", follow=True)
    assert "There is no workbook of it" in sent.content.decode()
    assert _bring(keeper, address, edited(CASE)).status_code == 302
    assert _answer(_said())["options"] == _answer(CASE)["options"]


def test_the_line_of_a_decision_is_of_the_best_first() -> None:
    assert highlight({"options": {"A": {"npv": "-10.50"}, "B": {"npv": "2000.49"}}}) == (
        "Net present value: B £2,000; A −£10"
    )


def test_words() -> None:
    assert [money(one) for one in ("-1234.50", "1234.00", "0.00", 12, None)] == [
        "−£1,234.50", "£1,234", "£0", "£12", "",
    ]  # fmt: skip
    assert [years(one) for one in (None, 0.0, 1.0, 2.54)] == ["never", "0 years", "1 year", "2.5 years"]
    assert [share(one) for one in (0, 0.00001, 0.5, 0.99999, 1)] == [
        "0%", "less than 0.1%", "50%", "more than 99.9%", "100%",
    ]  # fmt: skip
    assert change(12.5, "level") == "12.5% more: level"
    assert change(-150.0, "level") == "150% less, which turns its sign: level"
    assert change(None, "level") == "No change of it does that: level"
    assert place("options[9].lines[0].flows", CASE) == "flows"
    assert place("options[1].lines[2].vat.percent", CASE) == "Share, Charge, VAT"


_PERCENTS = st.one_of(st.integers(-20, 99), st.sampled_from([2.5, "growth"]))


@given(
    st.one_of(
        _PERCENTS,
        st.dictionaries(st.integers(2027, 2050).map(str), _PERCENTS, min_size=1, max_size=5),
        st.lists(_PERCENTS, min_size=1, max_size=3).map(
            lambda found: [
                {"percent": one} if at == len(found) - 1 else {"to_year": at + 1, "percent": one}
                for at, one in enumerate(found)
            ]
        ),
    )
)
def test_rates_are_typed_as_they_are_shown(said: Any) -> None:
    again = rates_from_lines("inflation", rates_as_lines(said))
    assert json.loads(json.dumps(again, default=float)) == said
    before = {"inflation": said, "assumptions": {"growth": 2}}
    assert closed(opened(before), before) == before


@pytest.mark.parametrize("lines", [["a: b"], ["2027: 1", "2027: 2"], ["2027: 1", "to year 2: 3"], ["after that: "]])
def test_rates_that_cannot_be_read_are_refused(lines: list[str]) -> None:
    with pytest.raises(Refused):
        rates_from_lines("inflation", lines)


def test_discount_rates_are_by_years_from_the_base_year_alone() -> None:
    assert rates_from_lines("discount_rates", ["to year 30: 3.5", "after that: 3%"]) == [
        {"to_year": 30, "percent": Decimal("3.5")}, {"percent": 3},
    ]  # fmt: skip
    assert rates_from_lines("discount_rates", ["health"]) == "health"
    with pytest.raises(Refused, match="no rate of a year"):
        rates_from_lines("discount_rates", ["2027/28: 2.5"])
