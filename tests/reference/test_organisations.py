"""Public bodies are recognised by any of their names and codes, and by nobody else's."""

import datetime as dt
import tomllib
from importlib.resources import files

import pytest

from tallystick.kit.errors import Refused
from tallystick.reference.organisations import Directory, bundled

DIRECTORY = Directory.load()


def code(found):
    return found.code if found else None


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Leeds", "GB-LAE-LDS"),
        ("LEEDS CITY COUNCIL", "GB-LAE-LDS"),
        ("City of Leeds", "GB-LAE-LDS"),
        ("Wakefield MDC", "GB-LAE-WKF"),
        ("The Borough of Calderdale", "GB-LAE-CLD"),
        ("Calderdale M.B.C.", None),
        ("LB Camden", "GB-LAE-CMD"),
        ("Camden LBC", "GB-LAE-CMD"),
        ("Camden London Borough Council", "GB-LAE-CMD"),
        ("London Borough of Camden", "GB-LAE-CMD"),
        ("Royal Borough of Kensington & Chelsea", "GB-LAE-KEC"),
        ("Royal Borough of Windsor &amp; Maidenhead", "GB-LAE-WNM"),
        ("Leicester City", "GB-LAE-LCE"),
        ("Leicester CC", "GB-LAE-LCE"),
        ("Leicestershire CC", "GB-LAE-LEC"),
        ("Leicester County Council", None),
        ("Leicestershire City Council", None),
        ("City of Bristol", "GB-LAE-BST"),
        ("Bristol City Council", "GB-LAE-BST"),
        ("Newcastle-under-Lyme", "GB-LAE-NEC"),
        ("Newcastle upon Tyne City Council", "GB-LAE-NET"),
        ("Newcastle", None),
        ("Lincoln", "GB-LAE-LIC"),
        ("North Lincolnshire", "GB-LAE-NLN"),
        ("York", "GB-LAE-YOR"),
        ("City of York Council", "GB-LAE-YOR"),
        ("Richmond", None),
        ("LB Richmond upon Thames", "GB-LAE-RIC"),
        ("Richmondshire District Council", "GB-LAE-RIH"),
        ("Saint Helens MBC", "GB-LAE-SHN"),
        ("St. Helens Council", "GB-LAE-SHN"),
        ("King's Lynn & West Norfolk", "GB-LAE-KIN"),
        ("Hull CC", "GB-LAE-KHL"),
        ("Durham", "GB-LAE-DUR"),
        ("City of London", "GB-LAE-LND"),
        ("London", None),
        ("London Council", None),
        ("Cyngor Sir Gâr", "GB-PLA-CMN"),
        ("Caerdydd", "GB-PLA-CRF"),
        ("City & County of Swansea", "GB-PLA-SWA"),
        ("Comhairle nan Eilean Siar", "GB-LAS-ELS"),
        ("Dundee", "GB-LAS-DND"),
        ("Derry City Council", "GB-LANI-DRY"),
        ("Suffolk Coastal", "GB-LAE-SUF"),
        ("Greater London Authority", "GB-LAE-GLA"),
        ("GLA", "GB-LAE-GLA"),
        ("Lancashire Fire & Rescue Service", "ts:lancashire-fire-and-rescue-authority"),
        ("Kent Police", "ts:kent-police"),
        ("Department for Transport (SSC)", "GB-GOR-D9"),
        ("DEFRA", "GB-GOR-D7"),
        ("Capacity Builders", "GB-GOR-OT928"),
        ("RPA", "GB-GOR-EA58"),
        ("National Institute for Health & Clinical Excellence", "GB-GOR-PB474"),
        ("NHS South East London CCG", "GB-NHS-72Q"),
        ("NHS Tower Hamlets Clinical Commissioning Group", "GB-NHS-08V"),
        ("Chelsea & Westminster NHS Foundation Trust", "GB-NHS-RQM"),
        ("Epsom & ST Helier University Hospital", "GB-NHS-RVR"),
        ("King's College", None),
        ("Council", None),
        ("NHS Trust", None),
        ("The", None),
        ("", None),
        ("Corporate Services", None),
        ("North East", None),
    ],
)
def test_a_name_is_one_body_or_none(name, expected):
    assert code(DIRECTORY.by_name(name)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("GB-LAE-LDS", "GB-LAE-LDS"),
        ("gb-lae-lds", "GB-LAE-LDS"),
        ("E08000035", "GB-LAE-LDS"),
        ("00DA", "GB-LAE-LDS"),
        ("18", "GB-LAE-DEV"),
        ("RJ6", "GB-NHS-RJ6"),
        ("local-authority-eng:LDS", "GB-LAE-LDS"),
        ("http://opendatacommunities.org/id/metropolitan-district-council/leeds", "GB-LAE-LDS"),
        ("Http://opendatacommunities.org/doc/county-council/norfolk", "GB-LAE-NFK"),
        ("http://opendatacommunities.org/id/fire-authority/lancashire", "ts:lancashire-fire-and-rescue-authority"),
        ("http://statistics.data.gov.uk/doc/local-authority/00DA", "GB-LAE-LDS"),
        ("http://statistics.data.gov.uk/id/statistical-geography/E08000036", "GB-LAE-WKF"),
        ("Council - http://opendatacommunities.org/doc/metropolitan-district-council/manchester", "GB-LAE-MAN"),
        ("http://reference.data.gov.uk/id/department/dft", "GB-GOR-D9"),
        ("https://www.gov.uk/government/organisations/department-for-transport", "GB-GOR-D9"),
        ("http://example.org/", None),
        ("E99999999", None),
    ],
)
def test_any_code_will_do(text, expected):
    assert code(DIRECTORY.by_code(text)) == expected


@pytest.mark.parametrize("organisation", bundled(), ids=lambda o: o.code)
def test_every_body_is_found_by_its_own_name_and_code(organisation):
    assert DIRECTORY.by_name(organisation.name) == organisation
    assert DIRECTORY.by_code(organisation.code) == organisation


def test_another_name_never_leads_to_a_different_body():
    wrong = [
        (organisation.code, name, found.code)
        for organisation in bundled()
        for name in organisation.other_names
        if (found := DIRECTORY.by_name(name)) is not None and found != organisation
    ]
    assert wrong == []


def test_names_two_bodies_share_are_few_and_known():
    shared = {name for o in bundled() for name in o.other_names if DIRECTORY.by_name(name) is None}
    assert shared == {"ORR", "AWE", "Buckinghamshire", "Dorset", "North Yorkshire", "Somerset"}


def test_the_day_decides_between_a_council_and_the_one_that_replaced_it():
    assert DIRECTORY.by_name("Somerset") is None
    assert code(DIRECTORY.by_name("Somerset", on="2014-05-01")) == "GB-LAE-SOM"
    assert code(DIRECTORY.by_name("Somerset", on="2024-05-01")) == "GB-LAE-SMT"


def test_a_successor_is_told_and_not_put_in_a_bodys_place():
    coastal = DIRECTORY.by_name("Suffolk Coastal District Council")
    assert coastal is not None
    assert coastal.successor == "GB-LAE-ESK"
    assert [coastal.active_on(day) for day in ("2011-04-01", "2019-03-31", "2019-04-01")] == [True, True, False]
    assert code(DIRECTORY.by_name("Suffolk Coastal", on="2023-01-01")) == "GB-LAE-SUF"


def test_every_successor_is_in_the_list_and_no_body_ends_before_it_begins():
    codes = {o.code for o in bundled()}
    for organisation in bundled():
        assert set((organisation.successor or "").split()) <= codes
        for day in (organisation.valid_from, organisation.valid_to):
            assert day is None or dt.date.fromisoformat(day)
        if organisation.valid_from and organisation.valid_to:
            assert organisation.valid_from < organisation.valid_to, organisation.code


def test_in_a_cell_three_letters_are_no_code():
    assert code(DIRECTORY.by_code("MAN")) == "GB-LAE-MAN"
    assert DIRECTORY.in_cell("MAN") is None
    assert code(DIRECTORY.in_cell("00DA")) == "GB-LAE-LDS"
    assert code(DIRECTORY.in_cell("Leeds")) == "GB-LAE-LDS"


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({"Leeds City Council": 900, "East - North East Homes": 60, "": 500}, "GB-LAE-LDS"),
        ({"http://statistics.data.gov.uk/doc/local-authority/00DA": 10}, "GB-LAE-LDS"),
        ({"18": 5000}, None),  # Devon's old code, and anybody's ledger code
        ({"18": 50, "24": 30, "71": 10}, None),
        ({"RPA": 60}, "GB-GOR-EA58"),
        ({"Highways Agency": 2500, "Department for Transport": 1400}, None),
        ({"Ashford": 30, "Dover": 30, "Swale": 40}, None),
        ({"Health & Wellbeing": 59, "Place": 14}, None),
        ({"1007": 5000}, None),
        ({"CEX": 10}, None),
        ({}, None),
        ({"": 10, "  ": 3}, None),
    ],
)
def test_a_column_names_a_body_only_when_it_is_clear(cells, expected):
    assert code(DIRECTORY.recognise(cells)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Wakefield Council Supplier Spend Greater Than £500 April 2015", ["GB-LAE-WKF"]),
        ("London Borough of Camden - payments over £500", ["GB-LAE-CMD"]),
        ("Spend over £500 for Royal Borough of Windsor and Maidenhead 2011/12", ["GB-LAE-WNM"]),
        ("BOROUGH COUNCIL OF KING'S LYNN & WEST NORFOLK", ["GB-LAE-KIN"]),
        ("NHS Tower Hamlets CCG spend over 25k", ["GB-NHS-08V"]),
        ("West Yorkshire Fire and Rescue Authority", ["ts:west-yorkshire-fire-and-rescue-authority"]),
        ("Norfolk County Council and Suffolk County Council", ["GB-LAE-NFK", "GB-LAE-SFK"]),
        ("Cyngor Gwynedd - taliadau dros £500", ["GB-PLA-GWN"]),
        ("http://statistics.data.gov.uk/doc/local-authority-district/00CY", ["GB-LAE-CLD"]),
        ("Reading the report in March on sale", []),
        ("Bath and Reading", []),
        ("Payments to Leeds suppliers", []),
        ("Leeds City Region", []),
        ("Leicester City Football Club", []),
        ("Durham County Cricket Club", []),
        ("City of Bristol College", []),
        ("Community Council of Devon", []),
        ("Age UK Wakefield District", []),
        ("Lichfield City Council", []),
        ("Ashford Town Council", []),
        ("Sutton Coldfield Town Council", []),
        ("Angus Smith Building Ltd", []),
        ("leeds-city-council/2011-01.csv", ["GB-LAE-LDS"]),
        ("leeds/raw/2011-01.csv", ["GB-LAE-LDS"]),
        ("LeedsCityCouncil_Spend_April_2014.csv", ["GB-LAE-LDS"]),
        ("wakefield_spend_2015-04.csv", ["GB-LAE-WKF"]),
        ("cambridge_city_council_payments_over_500_q1_2019-20.csv", ["GB-LAE-CAB"]),
        ("Example_Data_Tameside_Tameside_September_2014.csv", ["GB-LAE-TAM"]),
        ("networkrail/x.csv", ["GB-GOR-OT1244"]),
        ("leeds", ["GB-LAE-LDS"]),
        ("lancashire_fire", ["ts:lancashire-fire-and-rescue-authority"]),
        ("reading/2012.csv", ["GB-LAE-RDG"]),
        ("reading.csv", []),
        ("reading-spend-2014.csv", ["GB-LAE-RDG"]),
        ("/home/bradford/Downloads/spend.csv", []),
        ("C:\\Users\\me\\Downloads\\Payments-to-suppliers-Q3.csv", []),
        ("DCCSpendingOver500_202405.csv", []),
        ("", []),
    ],
)
def test_titles_and_paths_name_a_body_only_beyond_doubt(text, expected):
    assert [o.code for o in DIRECTORY.in_text(text)] == expected


def test_a_local_body_is_known_by_a_persons_word():
    directory = Directory.load([("local:ambleforth-vale", "Ambleforth Vale District Council")])
    found = directory.by_name("Ambleforth Vale DC")
    assert code(found) == "local:ambleforth-vale"
    assert code(directory.recognise({"AMBLEFORTH VALE DISTRICT COUNCIL": 10})) == "local:ambleforth-vale"
    assert [o.code for o in directory.in_text("Ambleforth Vale District Council: spending")] == [
        "local:ambleforth-vale"
    ]
    assert DIRECTORY.by_name("Ambleforth Vale DC") is None


def test_a_local_bodys_name_is_taken_before_a_bundled_ones():
    directory = Directory.load([("local:leeds", "Leeds City Council")])
    assert code(directory.by_name("Leeds City Council")) == "local:leeds"
    assert code(directory.by_code("GB-LAE-LDS")) == "GB-LAE-LDS"


def test_resolving_says_what_was_nearly_meant():
    assert DIRECTORY.resolve("GB-LAE-LDS").name == "Leeds City Council"
    assert DIRECTORY.resolve("leeds city").code == "GB-LAE-LDS"
    with pytest.raises(Refused, match="Wakefield Metropolitan District Council"):
        DIRECTORY.resolve("Wakefeld Concil")
    with pytest.raises(Refused, match="more than one public body"):
        DIRECTORY.resolve("Somerset")
    with pytest.raises(Refused):
        DIRECTORY.resolve("")


def test_near_names_are_five_at_most_and_best_first():
    near = DIRECTORY.near("Newcastle")
    assert 1 < len(near) <= 5
    assert {o.code for o in near[:2]} == {"GB-LAE-NET", "GB-LAE-NEC"}


def test_the_list_says_where_it_came_from_and_its_review_is_not_overdue():
    about = tomllib.loads(files("tallystick.reference").joinpath("organisations.toml").read_text(encoding="utf-8"))
    assert all(source["licence"] and source["by"] and source["used_for"] for source in about["source"])
    assert dt.datetime.now(tz=dt.UTC).date() <= about["review_by"], (
        "look the list over, make it again, and set a new review_by"
    )
