"""What people said of suppliers, over a list from anywhere."""

from types import SimpleNamespace
from typing import Any

import polars as pl

from tallystick.categories.listed import corrected
from tallystick.categories.queries import Corrections

FOUND = pl.DataFrame(
    {
        "category": ["devices.laptops", "not-ict", "devices.laptops"],
        "is_ict": [True, False, True],
        "confidence": [0.7, 0.8, 0.7],
        "why": ["Words.", "Words.", "Words."],
        "ict_confidence": [0.9, 0.8, 0.9],
    }
)


def known(**units: str) -> Any:
    return SimpleNamespace(units=pl.DataFrame({"unit": list(units), "supplier_id": list(units.values())}))


def test_suppliers_are_put_right_in_order_and_nobody_else() -> None:
    said = Corrections(suppliers={("oak", ""): "not-ict", ("gone", ""): "devices"}, accounts={("GB-A", "x"): "devices"})
    found = corrected(FOUND, pl.Series(["S1", "S1", ""]), said, known(oak="S1"))
    assert found["category"].to_list() == ["not-ict", "not-ict", "devices.laptops"]
    assert found["is_ict"].to_list() == [False, False, True]
    assert found["confidence"].to_list() == [1.0, 1.0, 0.7]
    assert found["ict_confidence"].to_list() == [1.0, 1.0, 0.9]
    assert found["why"].to_list() == ["A person said so, for this supplier."] * 2 + ["Words."]
    assert found.columns == FOUND.columns


def test_a_part_of_what_a_supplier_is_paid_is_put_right_alone() -> None:
    said = Corrections(suppliers={("oak", "devices"): "network"})
    found = corrected(FOUND, pl.Series(["S1", "S1", ""]), said, known(oak="S1"))
    assert found["category"].to_list() == ["network", "not-ict", "devices.laptops"]
