"""A name taken apart."""

import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tallystick.suppliers.rules.kinds import INDIVIDUAL, REDACTED, SUPPLIER, VARIOUS, kind_of
from tallystick.suppliers.rules.names import LONGEST, parse

PIECES = st.sampled_from(
    [
        "Acme",
        "BRIGHT",
        "Sparks",
        "Ltd",
        "Limited",
        "PLC",
        "t/a",
        "trading as",
        "(UK)",
        "(Leeds)",
        "&",
        "and",
        "the",
        "12345",
        "J",
        "K.",
        "formerly",
        "Services",
        "c/o",
        "-",
        "Wharfedale",
        "CIC",
        "O'Neill",
        "’",
        "2000",
    ]
)
SAYING = ("Acme", "BRIGHT", "Wharfedale", "O'Neill", "J")
"""Without one of these, what is left of a name may be "trading as" alone, and then there is nothing to find again."""


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Acme Widgets Ltd", "ACME WIDGETS LIMITED"),
        (
            "Acme Widgets Ltd.",
            "The Acme Widgets Company Limited by Guarantee".replace(" Company Limited by Guarantee", ""),
        ),
        ("A.C.M.E. Widgets", "ACME Widgets"),
        ("A C M E Widgets", "ACME Widgets"),
        ("Core Stream Ltd", "Corestream"),
        ("Brown & Green LLP", "Brown and Green"),
        ("Acme (UK) Limited", "Acme UK Ltd"),
        ("Acme United Kingdom Ltd", "Acme UK Ltd"),
        ("Wharfe&#039;s Bakery", "Wharfes Bakery"),
        ("0012345 - Acme Widgets", "Acme Widgets"),
        ("Acme Widgets Ltd 02", "Acme Widgets Ltd"),
        ("Acme Widgets Public Limited Company", "Acme Widgets plc"),
    ],
)
def test_names_that_differ_only_in_form_have_one_key(one: str, other: str) -> None:
    assert parse(one).key == parse(other).key


@pytest.mark.parametrize(
    ("name", "faces"),
    [
        ("Acme Holdings Ltd t/a Bright Sparks", {"acme holdings", "bright sparks"}),
        ("Acme Holdings Limited trading as Bright Sparks", {"acme holdings", "bright sparks"}),
        ("Acme Fire Ltd (Formerly Allied Protection)", {"acme fire", "allied protection"}),
        ("Bright Sparks, a trading division of Acme Ltd", {"bright sparks", "acme"}),
        ("Acme Rubber Ltd - Western", {"acme rubber"}),
        ("Acme Talent Limited (Horsefly)", {"acme talent", "horsefly"}),
        ("Acme Holdings Ltd c/o Somebody Else", {"acme holdings"}),
    ],
)
def test_a_name_has_the_faces_it_may_be_known_by(name: str, faces: set[str]) -> None:
    assert faces <= {face.text for face in parse(name).faces}


def test_a_place_in_brackets_is_no_name_of_its_own() -> None:
    assert [face.text for face in parse("Acme Contracts (Manchester) Ltd").faces] == ["acme contracts manchester"]


@given(st.lists(PIECES, max_size=7).map(" ".join))
def test_every_name_has_a_face(name: str) -> None:
    assert all(face.text for face in parse(name).faces[1:])
    assert parse(name).faces[0].text or not name


@given(st.lists(PIECES, max_size=7), st.sampled_from(SAYING))
@example(["12345", "&"], "Acme")
@example(["Ltd", "J"], "J")
@example(["2000", "2000", "&"], "Acme")
def test_parsing_what_was_parsed_changes_nothing(pieces: list[str], saying: str) -> None:
    for face in parse(" ".join([saying, *pieces])).faces:
        assert parse(face.text).faces[0].text == face.text


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Redacted", REDACTED),
        ("REDACTED PERSONAL DATA", REDACTED),
        ("Mr J Smith", INDIVIDUAL),
        ("J Smith", INDIVIDUAL),
        ("Smith, John", INDIVIDUAL),
        ("Foster Carer 1234", INDIVIDUAL),
        ("Foster carers", INDIVIDUAL),
        ("Direct Payment Client", INDIVIDUAL),
        ("Redcated Personal Data", REDACTED),
        ("GDPR", REDACTED),
        ("XX XXXXXX XXXXXX", REDACTED),
        ("*****", REDACTED),
        ("Name withheld", REDACTED),
        ("Mr & Mrs Smith", INDIVIDUAL),
        ("Mr J Smith & Mrs A Smith", INDIVIDUAL),
        ("Dr Jane Smith *1234*", INDIVIDUAL),
        ("A J Bradbury", INDIVIDUAL),
        ("Various", VARIOUS),
        ("Various - Total Expenses", VARIOUS),
        ("Pensions refund", VARIOUS),
        ("Sundry creditors", VARIOUS),
        ("N/A", VARIOUS),
        ("-", VARIOUS),
        ("J Smith Builders", SUPPLIER),
        ("J Smith Ltd", SUPPLIER),
        ("Various Ltd", SUPPLIER),
        ("Foster Care Associates Ltd", SUPPLIER),
        ("The Foster Care Co-operative", SUPPLIER),
        ("Mr Clutch Autocentres Ltd", SUPPLIER),
        ("Dr Smith & Partners", SUPPLIER),
        ("3M", SUPPLIER),
        ("3663", SUPPLIER),
        ("Dr Smith & Dr Jones", SUPPLIER),
        ("Sir John Smith College", SUPPLIER),
        ("Mr Fox's Garden", SUPPLIER),
        ("Mr J Smith t/a Bright Sparks", SUPPLIER),
        ("St Andrews", SUPPLIER),
        ("Data Protection People Ltd", SUPPLIER),
    ],
)
def test_who_is_no_supplier(name: str, kind: str) -> None:
    assert kind_of(name) == kind


def test_a_company_number_makes_a_supplier_of_a_persons_name() -> None:
    assert kind_of("J Smith", numbered=True) == SUPPLIER


def test_a_cell_of_any_length_is_taken_apart_at_once() -> None:
    began = time.process_time()
    its = parse("A B " * 50_000 + "Ltd")
    assert time.process_time() - began < 0.5
    assert max(len(face.text) for face in its.faces) <= LONGEST
    assert parse("Wharfedale Print " + "x" * 250).key != parse("Wharfedale Paint " + "x" * 250).key
