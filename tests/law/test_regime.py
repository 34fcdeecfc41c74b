from datetime import date
from typing import Any

import pytest

from tallystick.contracts.models import LegalFacts
from tallystick.law.changes import facts_from_json
from tallystick.law.changes.case import commenced_on
from tallystick.law.regime import BEGINS, decide_regime
from tests.law.tables import as_json, rows


@pytest.mark.parametrize(("heading", "row"), rows("regimes"))
def test_a_case(heading: str, row: dict[str, Any]) -> None:
    facts = as_json(row, without={"regime", "said", "says", "why"})
    if "said" in row:
        facts["regime"] = row["said"]
    found = decide_regime(facts_from_json(facts))
    assert found.code == row["regime"], found.why
    assert row.get("says", "") in found.why
    assert found.why.endswith(".")


def test_a_start_alone_never_decides() -> None:
    for day in ("2019-01-01", "2025-02-23", "2025-02-24", "2026-10-12"):
        assert decide_regime(facts_from_json({"start": day, "contract_date": day})).code == "UNKNOWN"


@pytest.mark.parametrize("name", BEGINS)
def test_each_day_that_begins_a_procurement_is_read_and_settles_the_law(name: str) -> None:
    assert decide_regime(facts_from_json({name: "2025-06-01"})).code == "PA2023"
    assert commenced_on(facts_from_json({name: "2025-06-01", "awarded": "2026-06-01"})) == (date(2025, 6, 1), False)
    assert name in {one.name for one in LegalFacts._meta.fields}
