"""What a register's words suggest, and that they never say more."""

import pytest

from tallystick.lake.companies import is_insolvent, is_over, is_sme, is_vcse, status_in_words

GUARANTEED = "PRI/LTD BY GUAR/NSC (Private, limited by guarantee, no share capital)"
EXEMPT = "PRI/LBG/NSC (Private, Limited by guarantee, no share capital, use of 'Limited' exemption)"


@pytest.mark.parametrize(
    ("accounts", "sme"),
    [
        ("MICRO ENTITY", True),
        ("TOTAL EXEMPTION FULL", True),
        ("UNAUDITED ABRIDGED", True),
        ("SMALL", True),
        ("MEDIUM", True),
        ("FULL", None),
        ("GROUP", None),
        ("AUDIT EXEMPTION SUBSIDIARY", None),
        ("DORMANT", None),
        ("NO ACCOUNTS FILED", None),
        (None, None),
    ],
)
def test_sme(accounts: str | None, sme: bool | None) -> None:
    assert is_sme(accounts) is sme


@pytest.mark.parametrize(
    ("category", "name", "vcse"),
    [
        ("Community Interest Company", "ISTRELL PLAY C.I.C.", True),
        ("Private Limited Company", "ISTRELL PLAY COMMUNITY INTEREST COMPANY", True),
        ("Private Limited Company", "ISTRELL PLAY LIMITED", False),
        ("Charitable Incorporated Organisation", None, True),
        ("Scottish Charitable Incorporated Organisation", None, True),
        ("Registered Society", None, True),
        (GUARANTEED, "ISTRELL ADVICE", True),
        (EXEMPT, "ISTRELL ADVICE", True),
        (GUARANTEED, "ISTRELL ACADEMY TRUST", None),
        (GUARANTEED, "12 HIGH STREET RESIDENTS LIMITED", None),
        ("Royal Charter Company", "X", None),
        ("Limited Liability Partnership", "X LLP", False),
        (None, None, None),
    ],
)
def test_vcse(category: str | None, name: str | None, vcse: bool | None) -> None:
    assert is_vcse(category, name) is vcse


@pytest.mark.parametrize(
    ("status", "over", "insolvent"),
    [
        ("Active", False, False),
        ("Active - Proposal to Strike off", False, False),
        ("Liquidation", False, True),
        ("In Administration", False, True),
        ("Voluntary Arrangement", False, True),
        ("RECEIVERSHIP", False, True),
        ("Live but Receiver Manager on at least one charge", False, True),
        ("Dissolved", True, False),
        ("Converted/Closed", True, False),
        ("Something new", None, None),
        (None, None, None),
    ],
)
def test_statuses(status: str | None, over: bool | None, insolvent: bool | None) -> None:
    assert is_over(status) is over
    assert is_insolvent(status) is insolvent


def test_a_status_in_words() -> None:
    assert status_in_words("Liquidation") == "In liquidation: it is being wound up"
    assert status_in_words("Something new") == "Something new"
    assert status_in_words(None) == "Status not known"
