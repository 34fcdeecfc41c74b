"""One company number against several names."""

import pytest

from tallystick.suppliers.rules.evidence import Company
from tallystick.suppliers.rules.names import compact, parse
from tallystick.suppliers.rules.one_number import Numbered, one_company, registered_as

COMPANY = Company("99000001", "NEWNAME HIGHWAYS LIMITED", previous_names=("OLDNAME ROADS LIMITED", "FIRST WAY LTD"))


def _numbered(name: str) -> Numbered:
    return Numbered(tuple(compact(face.text) for face in parse(name).faces), registered_as(name, COMPANY))


def _why(one: str, other: str, odds: float = 0.0, joined: tuple[frozenset[str], ...] = ()) -> str | None:
    return one_company("99000001", [_numbered(one), _numbered(other)], {(0, 1): odds}, joined).get((0, 1))


def test_a_former_name_is_no_contradiction() -> None:
    assert _why("Newname Highways", "Oldname Roads Ltd") == (
        "The register has “OLDNAME ROADS LIMITED” as a former name of “NEWNAME HIGHWAYS LIMITED” (99000001)."
    )


def test_names_that_the_register_does_not_know_contradict_the_number() -> None:
    assert _why("Newname Highways", "Zephyrine Telecoms") is None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Zelavax Fostering Limited", "Zelavxa Fostering Limited"),
        ("Vornensby Care Homes plc", "Vonrensby Care Homes plc"),
    ],
)
def test_a_slip_of_the_keyboard_is_no_contradiction(one: str, other: str) -> None:
    assert "slip of the keyboard" in (_why(one, other) or "")


def test_short_names_are_not_slips_of_one_another() -> None:
    assert _why("Zap Ltd", "Zip Ltd") is None


def test_a_trading_name_is_no_contradiction() -> None:
    assert "trading" in (_why("Naxanto Holdings Ltd t/a Bright Sparks", "Naxanto Holdings") or "")
    apart = "Naxanto Holdings", "Bright Sparks"
    assert _why(*apart) is None
    assert "trading" in (_why(*apart, joined=(frozenset({"naxantoholdings", "brightsparks"}),)) or "")


def test_names_are_one_by_way_of_a_third() -> None:
    names = [_numbered(n) for n in ("Naxanto Holdings", "Naxanto Holdings t/a Bright Sparks", "Bright Sparks", "Zoom")]
    found = one_company("99000001", names, {(a, b): 0.0 for b in range(4) for a in range(b)}, ())
    assert set(found) == {(0, 1), (1, 2), (0, 2)}
    assert "a name that joins them" in found[0, 2]


def test_a_register_says_whose_name_a_name_is() -> None:
    assert registered_as("Newname Highways (Head Office)", COMPANY)
    assert registered_as("First Way Limited t/a Zoom", COMPANY)
    assert registered_as("Newname Byways", COMPANY) is None
