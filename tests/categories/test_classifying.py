from typing import Any

import polars as pl
import pytest

from tallystick.categories.classifying import COLUMNS, PEERS_WHY, classify
from tallystick.categories.rules.examples import Example
from tallystick.categories.training import Model, load, save, train
from tallystick.reference.taxonomy import taxonomy


def asked(model: Model, **line: Any) -> dict[str, Any]:
    frame = pl.DataFrame([{name: line.get(name) for name in COLUMNS}], schema=dict.fromkeys(COLUMNS, pl.String))
    return classify(frame, model).row(0, named=True)


@pytest.mark.parametrize(
    ("line", "head"),
    [
        ({"account": "Computer Software"}, "productivity"),
        ({"account": "Telephones", "description": "line rental quarter 2"}, "voice"),
        ({"account": "Mobile Phone Charges"}, "mobile"),
        ({"account": "Supplies", "description": "Housing management system annual maintenance"}, "lob"),
        ({"account": "Equipment", "description": "20 x laptops for social workers"}, "devices"),
        ({"account": "Premises", "description": "CCTV cameras town centre"}, "places"),
        ({"account": "Fees", "description": "Website hosting"}, "web"),
        ({"description": "Community alarms - pendants"}, "care-tech"),
        ({"description": "Data cabling and network switches"}, "network"),
        ({"description": "Photocopier lease"}, "print"),
        ({"supplier": "Orchard Information Systems Ltd", "account": "Software licences"}, "lob"),
    ],
)
def test_technology_and_its_kind(model: Model, line: dict[str, str], head: str):
    found = asked(model, **line)
    assert found["is_ict"], found
    assert found["category"].partition(".")[0] == head, found


@pytest.mark.parametrize(
    "line",
    [
        {"description": "Foster carers network membership"},
        {"description": "Mobile crane hire", "account": "Hire of plant"},
        {"description": "Mobile library repairs"},
        {"description": "Taxi licences"},
        {"description": "CCTV drain survey", "account": "Drainage"},
        {"description": "Telephone counselling"},
        {"description": "Printing of leaflets"},
        {"description": "Heating system repairs"},
        {"description": "Tablets and medicines"},
        {"description": "Support for carers"},
        {"account": "Residential care", "supplier": "Oak Lodge Nursing Home"},
        {"account": "Agency staff", "description": "week ending"},
        {},
    ],
)
def test_words_that_only_look_like_technology(model: Model, line: dict[str, str]):
    assert not asked(model, **line)["is_ict"]


def test_the_words_choose_among_what_a_supplier_sells(model: Model):
    lines = asked(model, supplier="British Telecommunications plc", account="Telephones line rental")
    diversion = asked(model, supplier="British Telecommunications plc", account="Statutory undertakers diversions")
    assert lines["category"].startswith("voice")
    assert lines["confidence"] > diversion["confidence"] or not diversion["is_ict"]


def test_the_reason_is_in_words(model: Model):
    found = asked(model, supplier="Civica UK Limited", account="Software licences")
    assert "The account says ‘Software licences’." in found["why"]
    assert "(Civica" in found["why"]
    assert asked(model)["why"] == "Nothing here says that it is technology."


def test_published_codes_are_heard(model: Model):
    assert asked(model, category_scheme="ProClass", category_code="271600")["is_ict"]
    assert asked(model, category_scheme="CPV", category_code="48000000-8")["is_ict"]
    not_ict = asked(model, category_scheme="CPV", category_code="45000000", description="IT")
    assert not not_ict["is_ict"]
    assert "CPV code 45000000 is not technology" in not_ict["why"]
    assert asked(model, category_code="ICT")["is_ict"]


def test_a_technology_code_stands_for_a_name(model: Model):
    by_name = asked(model, supplier="Civica UK Limited", account="Fees")
    by_code = asked(model, supplier="A N Other", technology="civica", account="Fees")
    assert by_code["category"] == by_name["category"]


def test_same_rows_same_order_and_sound_values(model: Model):
    texts = ["Software", None, "Home care", "Software", ""] * 3
    found = classify(pl.DataFrame({"account": texts}), model)
    assert found.height == len(texts)
    assert found["is_ict"].to_list() == [text == "Software" for text in texts]
    assert found.null_count().sum_horizontal().item() == 0
    assert found["confidence"].is_between(0, 1).all()
    assert (found["confidence"] <= found["ict_confidence"]).all()
    assert set(found["category"]) <= {c.code for c in taxonomy().categories}


def test_no_lines_no_answers(model: Model):
    empty = classify(pl.DataFrame(schema={"supplier": pl.String}), model)
    assert empty.columns == ["category", "is_ict", "confidence", "why", "ict_confidence"]


def test_a_model_is_kept_as_plain_numbers(model: Model, tmp_path):
    save(model, tmp_path)
    assert {p.name for p in tmp_path.iterdir()} == {"weights.npz", "model.json"}
    again = load(tmp_path)
    lines = pl.DataFrame({"account": ["Computer Software", "Home care"], "supplier": ["Civica", "Oak Lodge"]})
    assert classify(lines, again).equals(classify(lines, model))


def test_what_people_correct_is_learnt():
    taught = train([Example("Zephyr quarterly levy", "web.forms")])
    found = asked(taught, description="Zephyr quarterly levy")
    assert found["is_ict"]
    assert found["category"] == "web.forms"


def test_it_scores_well_on_wordings_kept_back(model: Model):
    assert model.scores["ict_f1"] > 0.85


def test_a_suppliers_other_lines_speak_for_one_that_says_nothing(model: Model) -> None:
    plain = ["Laptops", "Docking stations", "Computer monitors", "Laptop repairs", "Invoice 95900"]
    lines = pl.DataFrame({"supplier": ["Zelter"] * 5 + ["Brindle"], "description": [*plain, "Invoice 95900"]})
    found = classify(lines, model)
    assert found["is_ict"].to_list() == [True] * 5 + [False]
    assert found["why"][4] == PEERS_WHY
    assert found["category"][4].split(".")[0] == "devices"
    assert found["confidence"][4] < 0.95


def test_a_suppliers_other_lines_do_not_overrule_what_a_line_says_plainly(model: Model) -> None:
    lines = pl.DataFrame({
        "supplier": ["Zelter"] * 9,
        "description": ["Laptops", "Resurfacing of carriageway"] + ["Grounds maintenance", "Refuse collection"] * 3
        + ["Docking stations"],
    })  # fmt: skip
    assert classify(lines, model)["is_ict"].to_list() == [True] + [False] * 7 + [True]
