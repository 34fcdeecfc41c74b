from decimal import Decimal

import pytest

from tallystick.kit.wholes import whole_number


@pytest.mark.parametrize(
    ("value", "whole"),
    [
        (3, 3), (-3, -3), (0, 0), (3.0, 3), (Decimal("3.0"), 3), (Decimal("24.000"), 24), (Decimal("1E+2"), 100),
        (3.5, None), (Decimal("3.01"), None), (True, None), ("3", None), (None, None), ([3], None),
        (float("nan"), None), (float("inf"), None), (Decimal("NaN"), None), (Decimal("1E+999999999"), None),
    ],
)  # fmt: skip
def test_a_number_without_a_fraction_is_whole_however_it_is_written(value: object, whole: int | None):
    found = whole_number(value)
    assert found == whole
    assert found is None or type(found) is int
