"""A unit is spelt in one place."""

import polars as pl
import pytest

from tallystick.suppliers.units import unit_column, unit_of, unit_parts


@pytest.mark.parametrize(("key", "number"), [("acme widgets", "01234567"), ("acme widgets", None), ("", None)])
def test_a_unit_is_spelt_the_same_one_at_a_time_and_in_a_column(key: str, number: str | None) -> None:
    rows = pl.DataFrame(
        {"supplier_key": [key], "company_number": [number]},
        schema={"supplier_key": pl.String, "company_number": pl.String},
    )
    unit = unit_of(key, number)
    assert rows.select(unit_column())["unit"].to_list() == [unit]
    assert unit_parts(unit) == (key, number)
