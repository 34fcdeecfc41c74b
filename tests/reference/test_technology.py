import csv
import datetime as dt
import re
import tomllib
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tallystick.reference import technology
from tallystick.reference.taxonomy import NOT_ICT, taxonomy
from tallystick.reference.technology import Product, folded, products_in, recognise, technology_suppliers

SUPPLIERS = technology_suppliers()


def test_there_are_many_and_each_code_is_one():
    assert len(SUPPLIERS) > 600
    assert len(technology.by_code()) == len(SUPPLIERS)
    assert [s.code for s in SUPPLIERS] == sorted(s.code for s in SUPPLIERS)
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", s.code) for s in SUPPLIERS)


def test_what_each_sells_is_in_the_taxonomy_and_is_technology():
    sold = {code for s in SUPPLIERS for code in s.sells} | {p.category for p in technology.products()}
    assert sold <= taxonomy().by_code.keys() - {NOT_ICT}
    assert all(s.sells and len(set(s.sells)) == len(s.sells) for s in SUPPLIERS)


def test_every_head_has_suppliers():
    heads = {taxonomy().head(code) for s in SUPPLIERS for code in s.sells}
    assert heads >= {c.code for c in taxonomy().top} - {NOT_ICT, "ict"}


def test_no_name_belongs_to_two():
    claimed = [(a.words, a.how) for s in SUPPLIERS for a in s.aliases]
    assert sorted({a for a in claimed if claimed.count(a) > 1}) == []


def test_each_is_found_by_every_name_it_is_paid_under():
    wrong = []
    for supplier in SUPPLIERS:
        for alias in supplier.aliases:
            assert alias.words == folded(alias.words)
            assert len(alias.words) > (2 if alias.how == "begins" else 1)
            written = [alias.words.upper()] + ([f"{alias.words} Zzyzx Ltd"] if alias.how == "begins" else [])
            wrong += [(supplier.code, name) for name in written if recognise(name) != supplier]
    assert wrong == []


def test_each_says_what_it_rests_on_and_since_when():
    for supplier in SUPPLIERS:
        assert supplier.name
        assert supplier.aliases
        assert supplier.source
        assert dt.date(2026, 11, 1) <= dt.date.fromisoformat(supplier.as_of) <= dt.date(2027, 11, 30)


def test_company_numbers_are_whole_and_each_is_one_suppliers():
    numbers = [n for s in SUPPLIERS for n in s.company_numbers]
    assert all(re.fullmatch(r"\d{8}|[A-Z]{2}\d{6}", n) for n in numbers)
    assert len(numbers) == len(set(numbers))


def test_yes_no_and_not_known_are_the_only_answers():
    text = files("tallystick.reference").joinpath("technology_suppliers.csv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(text.splitlines()))
    assert {r["sme"] for r in rows} == {"yes", "no", ""}
    assert {r["vcse"] for r in rows} <= {"yes", "no", ""}
    assert {r["only_ict"] for r in rows} == {"yes", "no"}


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Civica UK Limited", "civica"),
        ("CIVICA SERVICES LTD", "civica"),
        ("S C C", "scc"),
        ("S.C.C. (U.K.) Limited", "scc"),
        ("Specialist Computer Centres Plc", "scc"),
        ("DELL CORP LTD(FORMERLY T/A EMC)", "dell"),
        ("INSIGHT DIRECT (UK) LTD (UXBRIDG", "insight-direct"),
        ("M H R INTERNATIONAL UK LTD", "mhr"),
        ("Northgate Public Services (UK) Ltd", "nec-software-solutions-uk"),
        ("The Loop t/a Gamma Telecom Ltd", "gamma"),
        ("The Phoenix Partnership (Leeds) Ltd", "tpp"),
        ("Telefónica UK Limited", "telefonica-uk"),
        ("VIRGIN MEDIA BUSINESS(80352128)", "virgin-media-business"),
        ("Verrus (UK) T/A paybyphone", "paybyphone"),
        ("British Telecommunications Public Limited Company", "bt"),
        ("Liquid Logic LTD", "liquidlogic"),
    ],
)
def test_names_as_councils_write_them(name, code):
    found = recognise(name)
    assert found is not None
    assert found.code == code


@pytest.mark.parametrize(
    "name",
    [
        *("Stone Masonry Ltd", "Insight Counselling", "Phoenix Care Ltd", "Daisy Chain Nursery", "The Academy"),
        *(
            "Lagan Construction Ltd",
            "Gladstone House Care Home",
            "Huddle Furniture Ltd",
            "Veritas Safety Management Ltd",
        ),
        *(
            "Roc Northwest Limited",
            "Cintra Limited",
            "C D W Property",
            "Datel Electrical Limited",
            "Canon Street School",
        ),
        *(
            "Vision Care Services (UK) Ltd",
            "Capital Homes",
            "Access Group",
            "Mosaic Housing",
            "Redacted",
            "",
            "Ltd",
            "  ",
        ),
        *(
            "Orange Tree Nursery",
            "Apple Tree Care Ltd",
            "Bt",
            "Three Oaks School",
            "Advanced Childcare Ltd",
            "Oracle Care",
        ),
        *(
            "Sage Counselling",
            "Box Clever Theatre",
            "Unity Homes",
            "Sharp Roofing",
            "Brother and Sister Care",
            "Mr A Dell",
        ),
    ],
)
def test_ordinary_names_are_nobody(name):
    found = recognise(name)
    assert found is None or (name == "Bt" and found.code == "bt")


@given(st.text(max_size=60))
def test_any_text_can_be_asked_about_and_folds_once(text):
    recognise(text)
    products_in(text)
    assert folded(folded(text)) == folded(text)


def test_a_firm_that_sells_much_else_says_so():
    for code in ("capita-business-services", "serco", "iron-mountain", "siemens"):
        assert not technology.by_code()[code].only_ict
    assert technology.by_code()["softcat"].only_ict


def test_products_are_told_from_words_that_may_be_them():
    words = [p.words for p in technology.products()]
    assert len(words) == len(set(words)) > 1000
    assert all(word == folded(word) for word in words)
    found = products_in("Annual licence: Office 365 and ArcGIS; Mosaic")
    assert found == (
        Product("office 365", "productivity.office", ambiguous=False),
        Product("arcgis", "data.gis", ambiguous=False),
        Product("mosaic", "lob.adult-care", ambiguous=True),
    )
    assert products_in("Residential care") == ()


def test_of_words_that_overlap_the_longest_is_taken():
    assert [p.words for p in products_in("oracle financials support")] == ["oracle financials"]


def test_it_says_where_it_came_from_and_its_review_is_not_overdue():
    about = tomllib.loads(files("tallystick.reference").joinpath("technology.toml").read_text(encoding="utf-8"))
    assert all(source["licence"] and source["publisher"] and source["used_for"] for source in about["source"])
    assert dt.datetime.now(tz=dt.UTC).date() <= dt.date.fromisoformat(about["review_by"]), (
        "look the suppliers over, and set a new review_by"
    )
