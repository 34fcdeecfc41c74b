"""Which law governs a contract follows from its evidence, or from a person who has some."""

from datetime import date
from typing import Any

import pytest

from tallystick.contracts.actions.keeping import NotAcceptable
from tallystick.contracts.actions.legal_facts import keep_legal_facts
from tests.contracts.changed import AT, Told, leeds
from tests.people import People

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> People:
    return leeds()


@pytest.mark.parametrize(
    ("values", "regime", "evidence"),
    [
        ({"parent_regime": "PCR2015"}, "PCR2015", "parent"),
        ({"notice_published": date(2025, 1, 6)}, "PCR2015", "notice"),
        ({"negotiation_contacted": date(2025, 2, 23)}, "PCR2015", "approach"),
        ({"procurement_commenced": date(2025, 2, 1), "notice_published": date(2025, 2, 23)}, "PCR2015", "notice"),
        ({"procurement_commenced": date(2025, 2, 24)}, "PA2023", "begun"),
        ({"negotiation_contacted": date(2025, 2, 24)}, "PA2023", "begun"),
        ({"procurement_commenced": date(2025, 2, 24), "notice_published": date(2025, 6, 1)}, "PA2023", "notice"),
    ],
)
def test_the_law_follows_from_its_evidence(
    people: People, values: dict[str, Any], regime: str, evidence: str
) -> None:  # fmt: skip
    told = Told(people)
    assert told.law(**values).code == regime
    assert (told.row.regime, told.row.regime_evidence) == (regime, evidence)


def test_a_start_decides_nothing_and_a_person_needs_evidence(people: People) -> None:
    told = Told(people)
    said = {"contract": told.contract, "values": {"supply": "goods"}, "by": told.manager, "at": AT}
    found = keep_legal_facts(**said, version=0)
    assert (found.code, told.row.regime) == ("UNKNOWN", "")
    with pytest.raises(NotAcceptable):
        keep_legal_facts(**said, version=1, regime="PA2023")
    keep_legal_facts(**said, version=1, regime="PA2023", evidence="UK4 2025/S 000-012345")
    assert (told.row.regime, told.row.regime_evidence) == ("PA2023", "person")
    assert told.row.regime_reference == "UK4 2025/S 000-012345"
    with pytest.raises(NotAcceptable):
        keep_legal_facts(**said, version=1, regime="nonsense")
