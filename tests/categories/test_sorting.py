"""What people said, laid over what the system thought: held against a slow twin that goes line by line."""

from typing import Any

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from tallystick.categories.queries import Corrections
from tallystick.categories.sorting import DECIDED_WHY, overlaid

CATEGORIES = ("lob", "lob.housing", "voice", "voice.lines", "not-ict")
SUPPLIERS = {"tarn": "S1", "tarn software": "S1", "brindle": "S2"}
category = st.sampled_from(CATEGORIES)
corrections = st.builds(
    Corrections,
    suppliers=st.dictionaries(
        st.tuples(st.sampled_from([*SUPPLIERS, "gone"]), st.sampled_from(["", *CATEGORIES])), category
    ),
    accounts=st.dictionaries(
        st.tuples(st.sampled_from(["leeds", "york"]), st.sampled_from(["Lines", "Desks"])), category
    ),
)
lines = st.lists(
    st.fixed_dictionaries({
        "supplier_id": st.sampled_from(["S1", "S2", "S3", None]),
        "organisation_code": st.sampled_from(["leeds", "york", None]),
        "account": st.sampled_from(["Lines", "Desks", None]),
        "category": st.one_of(st.none(), category),
        "confidence": st.sampled_from([0.2, 0.7, 0.95]),
    }),
    max_size=12,
)  # fmt: skip


def slow(line: dict[str, Any], said: Corrections) -> tuple[str | None, float, str, bool]:
    """The same, one line at a time and one rule after another."""
    of_supplier: dict[str, str] = {}
    for (unit, was), what in said.suppliers.items():
        if SUPPLIERS.get(unit) == line["supplier_id"] and line["supplier_id"] is not None:
            of_supplier[was] = what
    thought = line["category"]
    for was in (thought, thought.split(".")[0] if thought else None, ""):
        if was is not None and was in of_supplier:
            return of_supplier[was], 1.0, DECIDED_WHY.format("this supplier"), True
    by_account = said.accounts.get((line["organisation_code"], line["account"]))
    if by_account is not None:
        return by_account, 1.0, DECIDED_WHY.format("this account"), True
    return thought, line["confidence"], "thought", False


@given(lines, corrections)
def test_laid_over_as_the_slow_twin_says(rows: list[dict[str, Any]], said: Corrections) -> None:
    schema = dict.fromkeys(("supplier_id", "organisation_code", "account", "category", "why"), pl.String)
    frame = pl.DataFrame(
        [{**row, "why": "thought", "line_id": number} for number, row in enumerate(rows)],
        schema={"line_id": pl.Int32, **schema, "confidence": pl.Float64},
    )
    found = overlaid(frame, said, SUPPLIERS).sort("line_id")
    assert list(found.select("category", "confidence", "why", "decided").iter_rows()) == [
        slow(row, said) for row in rows
    ]
    assert found["line_id"].to_list() == list(range(len(rows)))
