"""A contract and the notices of its buyer: which of them it was, how sure that is, and why."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tallystick.contracts.rules.notice_evidence import values_say
from tallystick.contracts.rules.notice_matching import (
    MOST_SHOWN,
    OFFERED_AT,
    SHOWN_AT,
    ContractFacts,
    NoticeFacts,
    NoticeMatch,
    Notices,
    matches,
)
from tallystick.contracts.rules.notice_words import reference_tokens, supplier_faces, title_words

NOTICE = NoticeFacts(
    id="n1",
    process="ocds-b5fd17-1",
    ocid="ocds-b5fd17-1",
    award_id="a1",
    reference="MRTN001-DN756786-01185010",
    title="Winter gritting of highways",
    supplier_name="Quorvane Grit Ltd",
    company_number="99000001",
    award_date=date(2024, 3, 20),
    start=date(2024, 4, 1),
    end=date(2027, 3, 31),
    value_pence=123_456_78,
    cpv=("90630000",),
)
OTHERS = tuple(
    replace(
        NOTICE,
        id=f"o{n}",
        process=f"o{n}",
        ocid=f"o{n}",
        reference=f"REF-DN10000{n}",
        title=title,
        supplier_name=supplier,
        company_number=None,
        award_date=date(2023, n, 5),
        start=date(2023, n, 20),
        end=None,
        value_pence=n * 55_000_00,
        cpv=(),
    )
    for n, (title, supplier) in enumerate(
        [
            ("School meals", "Brinwold Catering"),
            ("Bus shelters", "Zelumbra Steel"),
            ("Grounds maintenance", "Juvanto Parks"),
        ],
        1,
    )
)
CONTRACT = ContractFacts(
    title="Gritting (winter)",
    suppliers=("QUORVANE GRIT LIMITED",),
    start=date(2024, 4, 1),
    end=date(2029, 3, 31),
    value_pence=125_000_00,
)


def _best(contract: ContractFacts, *notices: NoticeFacts) -> NoticeMatch | None:
    found = matches(contract, Notices(notices or (NOTICE, *OTHERS)))
    return found[0] if found else None


def test_the_contracts_notice_is_offered_with_its_reasons() -> None:
    found = _best(CONTRACT)
    assert found is not None
    assert (found.id, found.offered, found.decisive) == ("n1", True, False)
    assert set(found.reasons) >= {
        "same supplier: Quorvane Grit Ltd",
        "begins on the same day",
        "the notice's value is 1.3% below",
    }
    assert any(reason.startswith("title shares: ") and "gritting" in reason for reason in found.reasons)
    assert found.against == ("ends 2 years later than the notice says",)


def test_a_notice_that_only_the_supplier_speaks_for_is_not_offered() -> None:
    found = _best(ContractFacts(title="Road salt", suppliers=("Quorvane Grit Ltd",)))
    assert found is None or not found.offered


def test_none_is_offered_where_the_notice_is_not_there() -> None:
    assert _best(CONTRACT, *OTHERS) is None


@pytest.mark.parametrize("reference", ["ocds-b5fd17-1", "OCDS-B5FD17-1", "DN756786", "mrtn001 dn756786 01185010"])
def test_the_same_ocid_or_reference_is_decisive_whatever_else_is_said(reference: str) -> None:
    found = _best(ContractFacts(title="Something else", suppliers=("Another Firm",), references=(reference,)))
    assert found is not None
    assert (found.id, found.decisive) == ("n1", True)
    assert found.offered
    assert "other supplier: Quorvane Grit Ltd" in found.against


@pytest.mark.parametrize("reference", ["1", "C12", "LOT 2", "2024", ""])
def test_a_reference_that_anything_may_have_decides_nothing(reference: str) -> None:
    found = matches(ContractFacts(references=(reference,)), Notices([replace(NOTICE, reference=reference), *OTHERS]))
    assert not [match for match in found if match.decisive]


def test_the_company_number_goes_before_the_name() -> None:
    same = _best(replace(CONTRACT, suppliers=("QG Roads",), company_numbers=("99000001",)))
    other = _best(replace(CONTRACT, suppliers=("Wholly Different",), company_numbers=("99000009",)))
    assert same is not None
    assert "same company number 99000001" in same.reasons
    assert same.offered
    assert other is None or not other.offered


def test_two_notices_that_fit_alike_are_both_shown_and_neither_offered() -> None:
    twin = replace(NOTICE, id="n2", process="p2", ocid="p2", reference="DN999999")
    found = matches(CONTRACT, Notices([NOTICE, twin, *OTHERS]))
    assert [match.id for match in found] == ["n1", "n2"]
    assert not [match for match in found if match.offered]
    assert all(match.against[0] == "another notice fits as well" for match in found)


def test_suppliers_of_one_award_are_one_match() -> None:
    beside = replace(NOTICE, id="n1b", supplier_name="Brinwold Catering", company_number=None)
    found = matches(CONTRACT, Notices([beside, NOTICE, *OTHERS]))
    assert [match.id for match in found] == ["n1"]


@pytest.mark.parametrize(
    ("mine", "annual", "theirs", "said"),
    [
        (123_456_78, None, 123_456_78, "value is the same to the penny"),
        (100_000_00, None, 120_000_00, "value is the same but for VAT"),
        (100_000_00, None, 103_000_00, "the notice's value is 3.0% above"),
        (None, 50_000_00, 150_000_00, "one value is of a year and the other of 3.0 years"),
        (100_000_00, None, 500_000_00, "the notice's value is 5.0 times as much"),
        (100_000_00, None, 25_000_00, "the notice's value is 1/4.0 of it"),
    ],
)
def test_values(mine: int | None, annual: int | None, theirs: int, said: str) -> None:
    told = values_say(mine, annual, 3.0, (theirs,))
    assert told is not None
    assert told.say == said


def test_a_value_of_a_penny_says_nothing() -> None:
    assert values_say(1, None, 3.0, (500_000_00,)) is None
    assert values_say(500_000_00, None, 3.0, (1, 0, None)) is None


def test_a_beginning_after_the_award_is_told_where_the_notice_has_no_beginning() -> None:
    found = _best(CONTRACT, replace(NOTICE, start=None, end=None, award_date=date(2024, 3, 20)), *OTHERS)
    assert found is not None
    assert "begins 12 days after the award" in found.reasons


def test_words_and_names() -> None:
    assert title_words("Provision of the Gritting of Highways Contract 2024", None) == {"gritting", "highway", "2024"}
    assert reference_tokens("MRTN001-DN756786") == {"MRTN001DN756786", "DN756786"}
    assert set(supplier_faces("Acme Ltd t/a Bright Sparks")) >= {"brightsparks", "acme"}
    assert supplier_faces("  ") == ()


DAYS = st.none() | st.dates(date(2000, 1, 1), date(2040, 1, 1))
TEXTS = st.none() | st.sampled_from(["Winter gritting", "Meals", "", "Ltd", "—", "A" * 400]) | st.text(max_size=20)
MONEY = st.none() | st.integers(-(10**12), 10**15)
CONTRACTS = st.builds(
    ContractFacts,
    title=TEXTS,
    description=TEXTS,
    suppliers=st.lists(TEXTS.filter(bool), max_size=2).map(tuple),
    company_numbers=st.sampled_from([(), ("99000001",)]),
    references=st.lists(st.text(max_size=12), max_size=2).map(tuple),
    start=DAYS,
    end=DAYS,
    awarded=DAYS,
    value_pence=MONEY,
    annual_pence=MONEY,
    cpv=st.sampled_from([(), ("90630000",)]),
)
NOTICES = st.builds(
    NoticeFacts,
    id=st.text("abc", min_size=1, max_size=4),
    process=st.text("xyz", max_size=2),
    title=TEXTS,
    supplier_name=TEXTS,
    company_number=st.sampled_from([None, "99000001"]),
    award_date=DAYS,
    start=DAYS,
    end=DAYS,
    value_pence=MONEY,
    reference=TEXTS,
)


@given(CONTRACTS, st.lists(NOTICES, max_size=8))
def test_whatever_is_said_matches_are_probabilities_that_add_up(
    contract: ContractFacts, notices: list[NoticeFacts]
) -> None:
    found = matches(contract, Notices(notices))
    assert len(found) <= MOST_SHOWN
    assert sum(match.confidence for match in found) <= 1.01
    assert all(SHOWN_AT - 0.001 <= match.confidence < 1 for match in found)
    assert [m.confidence for m in found] == sorted((m.confidence for m in found), reverse=True)
    assert all(match.reasons for match in found)
    assert sum(match.confidence >= OFFERED_AT for match in found) <= 1


@given(st.permutations([NOTICE, *OTHERS]))
def test_the_order_of_notices_is_no_matter(notices: list[NoticeFacts]) -> None:
    assert matches(CONTRACT, Notices(notices)) == matches(CONTRACT, Notices([NOTICE, *OTHERS]))
