"""A value without VAT, its VAT and the value with it: as far as each was said."""

import pytest

from tallystick.contracts.rules.value_with_vat import Amounts, amounts


@pytest.mark.parametrize(
    ("value", "vat", "of_it", "told"),
    [
        (1000, "exclusive", 200, Amounts(1000, 200, 1200, "net")),
        (1200, "inclusive", 200, Amounts(1000, 200, 1200, "gross")),
        (1000, "exclusive", None, Amounts(1000, None, None, "net")),
        (1200, "inclusive", None, Amounts(None, None, 1200, "gross")),
        (1000, "exclusive", 0, Amounts(1000, 0, 1000, "net")),
        (1000, "unknown", 200, Amounts(None, 200, None, "")),
        (None, "exclusive", 200, Amounts(None, 200, None, "")),
    ],
)
def test_no_rate_is_supposed(value: int | None, vat: str, of_it: int | None, told: Amounts) -> None:
    assert amounts(value, vat, of_it) == told
