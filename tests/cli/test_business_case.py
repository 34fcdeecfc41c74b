import json
from pathlib import Path
from time import process_time
from typing import Any

import pytest
from click.testing import CliRunner, Result

from tallystick.cli import main
from tallystick.decisions.rules.business_case_assumptions import ASSUMPTION_KEYS
from tallystick.decisions.rules.business_case_json import BIAS_KEYS, KEYS, LINE_KEYS, OPTION_KEYS, RANGE_KEYS
from tests.contracts.rules.pages import example

REFERENCE = Path(__file__).parents[2] / "docs" / "reference"
PAGE = REFERENCE / "decisions-business-case.md"
FILES = sorted((REFERENCE / "examples").glob("business-case-*.[jy]*"))
BUILD = {"name": "Build", "type": "capital", "kind": "one_off", "flows": {"2026": -1000}}
SAVINGS = {"name": "Savings", "type": "revenue", "kind": "recurring", "flows": {"2027": 400, "2028": 400, "2029": 400}}
NEW = {"name": "New", "life_years": 3, "lines": [BUILD, SAVINGS]}
CASE: dict[str, Any] = {"base_year": 2026, "price_basis": "real", "options": [NEW]}


def run(*words: str, given: str | None = None) -> Result:
    return CliRunner().invoke(main, ["decisions", "business-case", *words], input=given)


def answered(facts: object) -> dict[str, Any]:
    said = run("-", given=json.dumps(facts, default=str))
    assert said.exit_code == 0, said.stderr
    (line,) = said.stdout.splitlines()
    found: dict[str, Any] = json.loads(line)
    return found


def new(facts: object) -> dict[str, Any]:
    found: dict[str, Any] = answered(facts)["options"]["New"]
    return found


def with_option(**more: Any) -> dict[str, Any]:
    return {**CASE, "options": [{**NEW, **more}]}


def with_build(**more: Any) -> dict[str, Any]:
    return with_option(lines=[{**BUILD, **more}, SAVINGS])


def test_the_keys_that_other_programs_rely_on() -> None:
    found = new(CASE)
    # 400 × (1 ÷ 1.035 + 1 ÷ 1.035² + 1 ÷ 1.035³) = 400 × 2.801637 = 1120.65.
    assert (found["npv"], found["eac"]) == ("120.65", "43.07")
    assert (found["payback_years"], found["discounted_payback_years"]) == (2.5, 2.66557)
    assert [(year["year"], year["net"], year["discounted"]) for year in found["by_year"]] == [
        (2026, "-1000.00", "-1000.00"), (2027, "400.00", "386.47"),
        (2028, "400.00", "373.40"), (2029, "400.00", "360.78"),
    ]  # fmt: skip


def test_rates_come_from_the_green_book_where_none_are_given() -> None:
    rates = answered(CASE)["discount_rates"]
    assert rates == {
        "bands": [{"to_year": 30, "percent": 3.5}],
        "code": "standard",
        "source": "The Green Book, February 2026",
        "mark": "V",
    }
    assert any("30 June 2026" in one["text"] and one["mark"] == "?" for one in answered(CASE)["warnings"])
    assert new({**CASE, "discount_rates": "health"})["npv"] == "164.88"
    given = answered({**CASE, "discount_rates": [{"to_year": 3, "percent": "3.5"}]})
    assert given["options"]["New"]["npv"] == "120.65"
    assert given["discount_rates"]["source"] == "given"


def test_more_than_fifty_years_are_tested_at_the_other_rates() -> None:
    far = {**SAVINGS, "flows": {"2086": 1000}}
    found = new(with_option(life_years=60, lines=[far]))
    assert found["npv"] == f"{1000 / (1.035**30 * 1.03**30):.2f}"
    assert found["npv_sensitivity"] == f"{1000 / (1.03**30 * 1.0257**30):.2f}"
    assert new(CASE)["npv_sensitivity"] is None


@pytest.mark.parametrize(
    ("base", "first", "label"),
    [(2026, "2026", 2026), ("2026", "0", 2026), ("2026/27", "2026/27", "2026/27"), ("2026-27", "2026", "2026/27")],
)
def test_years_as_people_write_them(base: int | str, first: str, label: int | str) -> None:
    found = new({**with_build(flows={first: "-1000.00"}), "base_year": base})
    assert found["npv"] == "120.65"
    assert found["by_year"][0]["year"] == label


def test_years_may_be_counted_from_nought() -> None:
    lines = [{**BUILD, "flows": {"0": -1000}}, {**SAVINGS, "flows": {"1": 400, "2": 400, "3": 400}}]
    assert new({**with_option(lines=lines), "base_year": 0})["npv"] == "120.65"


@pytest.mark.parametrize(
    "inflation",
    [
        [{"to_year": 1, "percent": 10}, {"percent": 25}],
        {"2027": 10, "2028": 25, "2029": 25},
        {"2026/27": 7, "2027/28": "10.0", "2028/29": 25, "2029/30": 25},
    ],
)
def test_inflation_as_people_write_it(inflation: Any) -> None:
    case = {**CASE, "price_basis": "nominal", "inflation": inflation, "discount_rates": 0}
    assert [year["net"] for year in new(case)["by_year"]] == ["-1000.00", "363.64", "290.91", "232.73"]


def test_biases_of_the_line_then_the_option_then_the_case() -> None:
    case = {**CASE, "discount_rates": 0, "optimism_bias": {"project": "equipment"}}
    assert new(case)["npv_without_optimism_bias"] == "200.00"
    assert new(case)["npv"] == "-1800.00"
    assert new({**case, "optimism_bias": {"project": "equipment", "bound": "lower"}})["npv"] == "100.00"
    assert new({**case, "optimism_bias": {"project": "outsourcing"}})["npv"] == "200.00"
    assert new({**case, "optimism_bias": {"capital": 7, "revenue": 41}})["npv"] == "130.00"
    own = {**NEW, "optimism_bias": {"capital": 30}}
    assert new({**case, "options": [own]})["npv"] == "-100.00"
    assert new({**case, "options": [{**own, "lines": [{**BUILD, "optimism_bias": 5}, SAVINGS]}]})["npv"] == "150.00"


def test_the_same_seed_gives_the_same_answer() -> None:
    case = {**CASE, "ranges": [{"line": "Build", "low": 80, "high": 200}], "shape": "pert", "runs": 500, "seed": 7}
    assert answered(case) == answered(case)
    assert answered(case)["simulated"] == {"runs": 500, "seed": 7, "shape": "pert"}
    assert new(case)["simulation"] != new({**case, "seed": 8})["simulation"]
    assert new(CASE)["simulation"] is None


def test_what_is_none_of_its_keys_is_said() -> None:
    case = {**with_build(colour="red"), "ward": 1, "optimism_bias": {"capital": 1, "why": ""}}
    assert answered(case)["ignored"] == ["ward", "options[0].lines[0].colour", "optimism_bias.why"]


BIASED = "options[0].lines[0]"
REFUSED: list[tuple[dict[str, Any], str]] = [
    ({**CASE, "price_basis": "nominal"}, "inflation"),
    ({**CASE, "price_basis": "nominal", "inflation": None}, "inflation"),
    ({**CASE, "price_basis": "nominal", "inflation": []}, "inflation"),
    ({**CASE, "price_basis": "nominal", "inflation": [{"to_year": 2, "percent": 2}]}, "inflation"),
    ({**CASE, "inflation": "high"}, "inflation"),
    ({**CASE, "inflation": {}}, "inflation"),
    ({**CASE, "inflation": {"2027": 2, "2029": 2}}, "inflation"),
    ({**CASE, "inflation": {"2027": 2, "1": 2}}, "inflation"),
    ({**CASE, "inflation": {"2027": 2, "2028": 2}}, "inflation"),
    ({**CASE, "price_basis": None}, "price_basis"),
    ({**CASE, "price_basis": "cash"}, "price_basis"),
    ({**CASE, "base_year": None}, "base_year"),
    ({**CASE, "base_year": True}, "base_year"),
    ({**CASE, "base_year": "2026/28"}, "base_year"),
    ({**CASE, "discount_rates": "treasury"}, "discount_rates"),
    ({**CASE, "discount_rates": []}, "discount_rates"),
    ({**CASE, "discount_rates": [{"to_year": 2, "percent": 3}]}, "discount_rates"),
    ({**CASE, "discount_rates": [{"to_year": 5, "percent": 3}, {"to_year": 5, "percent": 2}]}, "discount_rates"),
    ({**CASE, "discount_rates": [{"to_year": 2056, "percent": 3}]}, "discount_rates[0].to_year"),
    ({**CASE, "discount_rates": [{"to_year": 30}]}, "discount_rates[0].percent"),
    ({**CASE, "discount_rates": [3.5]}, "discount_rates[0]"),
    ({**CASE, "discount_rates": -1}, "discount_rates"),
    ({**CASE, "options": None}, "options"),
    ({**CASE, "options": []}, "options"),
    ({**CASE, "options": {"New": NEW}}, "options"),
    ({**CASE, "options": [NEW, NEW]}, "options"),
    ({**CASE, "options": [1]}, "options[0]"),
    (with_option(name=" "), "options[0].name"),
    (with_option(life_years=None), "options[0].life_years"),
    (with_option(life_years=0), "options[0].life_years"),
    (with_option(life_years="3"), "options[0].life_years"),
    (with_option(life_years=201), "options[0].life_years"),
    (with_option(lines=None), "options[0].lines"),
    (with_option(lines=[BUILD, BUILD]), "options[0].lines"),
    (with_build(name=None), f"{BIASED}.name"),
    (with_build(type="cost"), f"{BIASED}.type"),
    (with_build(kind=["one_off"]), f"{BIASED}.kind"),
    (with_build(flows=None), f"{BIASED}.flows"),
    (with_build(flows=[1]), f"{BIASED}.flows"),
    (with_build(flows={"2025": -1}), f"{BIASED}.flows"),
    (with_build(flows={"2300": -1}), f"{BIASED}.flows"),
    (with_build(flows={"soon": -1}), f"{BIASED}.flows"),
    (with_build(flows={"2026": -1, "2026/27": -1}), f"{BIASED}.flows"),
    (with_build(flows={"2026": None}), f"{BIASED}.flows"),
    (with_build(flows={"2026": True}), f"{BIASED}.flows"),
    (with_build(flows={"2026": "£5"}), f"{BIASED}.flows"),
    (with_build(flows={"2026": 10**13}), f"{BIASED}.flows"),
    (with_build(optimism_bias="lots"), f"{BIASED}.optimism_bias"),
    (with_build(cashable="yes"), f"{BIASED}.cashable"),
    (with_build(vat=20), f"{BIASED}.vat"),
    (with_build(vat={"percent": 200}), f"{BIASED}.vat.percent"),
    (with_build(funding=5), f"{BIASED}.funding"),
    ({**CASE, "business_as_usual": "Old"}, "business_as_usual"),
    ({**CASE, "do_minimum": "Old"}, "do_minimum"),
    (with_build(quantity={"2026": 1}), f"{BIASED}.flows"),
    (with_build(flows=None, quantity={"2026": 1}), f"{BIASED}.price"),
    (with_build(flows=None, price=-1), f"{BIASED}.quantity"),
    (with_build(flows=None, price=-1, quantity={"2026": -1}), f"{BIASED}.quantity"),
    (with_build(flows=None, price=-(10**6), quantity={"2026": 10**6}), f"{BIASED}.quantity"),
    (with_build(flows=None, price="licences", quantity={"2026": 1}), f"{BIASED}.price"),
    (with_build(flows={"2026": "licences"}), f"{BIASED}.flows"),
    ({**CASE, "assumptions": [1]}, "assumptions"),
    ({**CASE, "assumptions": {"5": 1}}, "assumptions"),
    ({**CASE, "assumptions": {"-a": 1}}, "assumptions"),
    ({**CASE, "assumptions": {"a*": 1}}, "assumptions"),
    ({**CASE, "assumptions": {"health": 1}}, "assumptions"),
    ({**CASE, "assumptions": {"a": 1, "A": 1}}, "assumptions"),
    ({**CASE, "assumptions": {"a": "b", "b": 1}}, "assumptions.a"),
    ({**CASE, "assumptions": {"a": {"unit": "pounds"}}}, "assumptions.a"),
    ({**CASE, "assumptions": {"a": {"value": 1, "unit": 5}}}, "assumptions.a.unit"),
    ({**with_build(vat={"percent": "vat"}), "assumptions": {"vat": 120}}, f"{BIASED}.vat.percent"),
    ({**CASE, "optimism_bias": 20}, "optimism_bias"),
    ({**CASE, "optimism_bias": {}}, "optimism_bias"),
    ({**CASE, "optimism_bias": {"project": "boats"}}, "optimism_bias.project"),
    ({**CASE, "optimism_bias": {"project": "equipment", "bound": "middle"}}, "optimism_bias.bound"),
    ({**CASE, "optimism_bias": {"project": "equipment", "bound": "upper", "mitigated_percent": 5}},
     "optimism_bias.bound"),
    ({**CASE, "optimism_bias": {"project": "equipment", "mitigated_percent": 101}}, "optimism_bias.mitigated_percent"),
    ({**CASE, "optimism_bias": {"capital": -5}}, "optimism_bias.capital"),
    ({**CASE, "ranges": {"Build": 1}}, "ranges"),
    ({**CASE, "ranges": [{"line": "Build", "low": 80}]}, "ranges[0].high"),
    ({**CASE, "ranges": [{"line": "Build", "low": 120, "high": 150}]}, "ranges[0].low"),
    ({**CASE, "ranges": [{"line": "Roof", "low": 80, "high": 150}]}, "ranges[0].line"),
    ({**CASE, "ranges": [{"line": "Build", "option": "Old", "low": 80, "high": 150}]}, "ranges[0].option"),
    ({**CASE, "ranges": [{"line": "Build", "low": 80, "high": 150}] * 2}, "ranges[1].line"),
    ({**CASE, "shape": "normal"}, "shape"),
    ({**CASE, "runs": 5}, "runs"),
    ({**CASE, "runs": 10**9}, "runs"),
    ({**CASE, "seed": "now"}, "seed"),
]  # fmt: skip


def test_a_line_that_cannot_be_answered_says_so_and_the_rest_go_on() -> None:
    awkward = json.dumps(with_build(flows={"2026": 0})).replace('"2026": 0', '"2026": 1e999999')
    lines = [*(json.dumps(facts) for facts, _ in REFUSED), "[1]", "{", awkward, json.dumps(CASE)]
    said = run("-", "--lines", given="\n".join(lines))
    assert said.exit_code == 0, said.stderr
    *found, last = [json.loads(line) for line in said.stdout.splitlines()]
    wanted = [*(field for _, field in REFUSED), None, None, f"{BIASED}.flows"]
    assert [(one["field"], one["error"]) for one in found] == [
        (field, one["error"]) for field, one in zip(wanted, found, strict=True)
    ]
    assert all(set(one) == {"error", "field"} and one["error"].endswith(".") for one in found)
    assert last["options"]["New"]["npv"] == "120.65"


def test_a_refusal_is_plain_and_is_no_traceback() -> None:
    said = run("-", given=json.dumps({**CASE, "price_basis": "nominal"}))
    assert said.exit_code == 1
    assert "inflation: prices are nominal, and no inflation is given." in said.stderr
    assert "Traceback" not in said.stderr


@pytest.mark.parametrize("page", ["npv", "optimism-bias", "simulation"])
def test_the_example_of_a_rule_comes_out_as_its_page_says(page: str) -> None:
    given, gives = example(page)
    assert _part(answered(given), gives) == json.loads(json.dumps(gives, default=float))


def _part(found: Any, wanted: Any) -> Any:
    """What `found` has of the keys that `wanted` has."""
    if isinstance(wanted, dict):
        return {key: _part(found[key], value) for key, value in wanted.items()}
    return found


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_the_example_files_are_answered(file: Path) -> None:
    said = run(str(file))
    assert said.exit_code == 0, said.stderr
    found = json.loads(said.stdout)
    assert found["ignored"] == []
    assert f"(examples/{file.name})" in PAGE.read_text(encoding="utf-8")


def test_the_shared_service_by_hand() -> None:
    found = answered(json.loads((REFERENCE / "examples" / "business-case-service-desk.json").read_text()))["options"]
    factors = [1.035**-year for year in range(6)]
    keep = -277_000 * sum(factors[1:])
    uplift = 1 + (200 - 0.9 * 190) / 100
    charge = sum(pounds * factors[year] for year, pounds in enumerate((0, 255, 250, 245, 240, 240))) * -1000
    share = -35_000 - uplift * (10_000 + 7_000 * factors[1]) + charge + 6_000 * sum(factors[2:])
    assert float(found["Keep"]["npv"]) == pytest.approx(keep, abs=0.01)
    assert float(found["Share"]["npv"]) == pytest.approx(share, abs=0.01)
    assert float(found["Share"]["against_business_as_usual"]["npv"]) == pytest.approx(share - keep, abs=0.01)
    (year,) = [one for one in found["Share"]["by_year"] if one["year"] == "2027/28"]
    assert float(year["cash"]["capital"]) == pytest.approx(-7_000 * uplift * 1.02, abs=0.01)
    assert year["cash"]["funding"]["base budget"] == "-260100.00"


def test_quantities_by_prices_and_assumptions_named_once() -> None:
    bought = {**BUILD, "flows": None, "quantity": {"2026": "people", "2027": "0.5"}, "price": "- price"}
    case = {
        **with_option(lines=[bought, SAVINGS]),
        "assumptions": {"people": 40, "price": {"value": "12.25", "unit": "pounds", "source": "quotation"}, "idle": 1},
        "discount_rates": 0,
    }
    found = answered(case)
    assert [year["net"] for year in found["options"]["New"]["by_year"][:2]] == ["-490.00", "393.88"]
    place = f"{BIASED}.price"
    assert found["assumptions"]["price"] == {
        "value": "12.25", "unit": "pounds", "source": "quotation", "used_in": [place],
    }  # fmt: skip
    assert found["assumptions"]["idle"] == {"value": "1", "unit": None, "source": None, "used_in": []}
    assert any("“idle” is used nowhere" in one["text"] for one in found["warnings"])
    assert found["options"]["New"]["lines"][0]["quantity"] == {"2026": "40", "2027": "0.5"}
    assert found["options"]["New"]["lines"][0]["price"] == "-12.25"


def test_assumptions_stand_for_rates_too() -> None:
    case = {
        **with_build(vat={"percent": "vat", "recoverable": False}, optimism_bias="late"),
        "assumptions": {"vat": 20, "late": 10, "rises": 5, "rate": 0},
        "inflation": {"2027": "rises", "2028": "rises", "2029": 0},
        "discount_rates": "rate",
    }
    one = new(case)
    assert one["npv"] == "100.00"
    assert (one["cash"]["capital"], one["cash"]["vat"]) == ("-1100.00", "-220.00")
    assert one["cash"]["revenue"] == f"{400 * 1.05 + 2 * 400 * 1.05**2:.2f}"


def test_benefits_that_are_money_and_those_that_are_not() -> None:
    time = {**SAVINGS, "name": "Time", "cashable": False, "flows": {"2027": 50}}
    one = new({**with_option(lines=[BUILD, SAVINGS, time]), "discount_rates": 0})
    assert one["benefits"] == {"cashable": "1200.00", "not_cashable": "50.00"}
    assert (one["present_benefits"], one["cash"]["total"]) == ("1250.00", "200.00")


def test_business_as_usual_and_do_minimum_are_asked_for() -> None:
    def asked(case: dict[str, Any]) -> list[str]:
        said = " ".join(one["text"] for one in answered(case)["warnings"])
        return [key for key in ("business_as_usual", "do_minimum") if f"`{key}`" in said]

    assert asked(CASE) == ["business_as_usual", "do_minimum"]
    assert asked({**CASE, "do_minimum": "New"}) == ["business_as_usual"]
    assert asked({**CASE, "do_minimum": "New", "business_as_usual": "New"}) == []


def test_every_key_is_documented() -> None:
    text = PAGE.read_text(encoding="utf-8")
    found = answered({**CASE, "ranges": [{"line": "Build", "low": 80, "high": 150}]})
    one = found["options"]["New"]
    keys = {*KEYS, *OPTION_KEYS, *LINE_KEYS, *RANGE_KEYS, *BIAS_KEYS, *found, *one, *one["by_year"][0]}
    keys |= {*one["by_year"][0]["cash"], *one["simulation"], *one["tornado"][0], *one["switching_values"][0]}
    keys |= {*one["lines"][0], *one["whole_life"], *found["discount_rates"], *found["simulated"]}
    keys |= {*ASSUMPTION_KEYS, "used_in", "cashable", "not_cashable"}
    assert sorted(key for key in keys if f"`{key}`" not in text) == []


def test_ten_thousand_runs_of_five_options_take_less_than_two_seconds() -> None:
    flows = {str(year): -1_000 * (year - 2020) for year in range(2026, 2037)}
    lines = [{**SAVINGS, "name": f"line {number}", "flows": flows} for number in range(20)]
    names = [f"option {number}" for number in range(5)]
    case = {
        **CASE,
        "options": [{"name": name, "life_years": 10, "lines": lines} for name in names],
        "ranges": [
            {"option": name, "line": line["name"], "low": 80, "likely": 100, "high": 160}
            for name in names
            for line in lines
        ],
        "runs": 10_000,
    }
    began = process_time()
    found = answered(case)
    assert process_time() - began < 2
    assert sum(one["simulation"]["first"] for one in found["options"].values()) == pytest.approx(1, abs=1e-5)
