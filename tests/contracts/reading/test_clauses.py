"""Used extensions, breaks, renewals and notices of registers, in columns of their own or beside the term."""

import datetime as dt
from typing import Any

import pytest

from tallystick.contracts.reading import Notice
from tests.contracts.reading import made

D = dt.date


def read(cells: dict[str, str]) -> tuple[dict[str, Any], list[tuple[str, str]]]:
    """What a row of a plain register with these columns proposes, and (field, code) of each question."""
    row = {"Title": "Door entry", "Supplier": "Gorse Ltd", "Start date": "01/04/2024", "End date": "", **cells}
    found = made.row_of(list(row), list(row.values()))
    assert found.contract is not None
    assert not found.contract.other.keys() - {"Grounds"}, "each column is understood"
    values = {name: getattr(found.contract, name) for name in found.contract.__slots__}
    return values, [(question.field, question.code) for question in found.questions]


@pytest.mark.parametrize(
    ("cells", "means"),
    [
        # Three months' notice beside 2+1+1 is asked below; with words for what it is for it is taken.
        ({"Term": "2+1+1, 3 months' notice to extend"}, {"extension_notice": Notice(3, "months"), "notice": None}),
        ({"Term": "3 years, 3 months' notice"}, {"notice": Notice(3, "months")}),
        ({"Term": "3 years, break at month 24 on 90 days' notice"},
         {"break_on": D(2026, 3, 31), "break_notice": Notice(90, "days")}),
        ({"Term": "12 months, renews each year unless 60 days' notice"},
         {"renewal_months": 12, "renewal_notice": Notice(60, "days"), "term_kind": "renewing", "end": D(2025, 3, 31)}),
        ({"Term": "2+1+1 (first extension used)"}, {"extensions_used": 1, "end": D(2027, 3, 31),
         "latest_end": D(2028, 3, 31)}),
        ({"Term": "2+1+1", "End date": "31/03/2027"}, {"extensions_used": 1, "latest_end": D(2028, 3, 31)}),
        ({"Term": "2+1+1", "End date": "31/03/2026"}, {"extensions_used": 0, "latest_end": D(2028, 3, 31)}),
        # No end date: whether an extension was used is not known.
        ({"Term": "2+1+1"}, {"extensions_used": None, "end": D(2026, 3, 31)}),
        ({"Term": "2+1+1", "Extensions used": "2"}, {"extensions_used": 2, "end": D(2028, 3, 31)}),
        ({"Term": "2+1+1", "Extensions used": "None"}, {"extensions_used": 0}),
        ({"End date": "31/03/2028", "Break clause": "31/03/2026"}, {"break_on": D(2026, 3, 31)}),
        ({"End date": "31/03/2028", "Break clause": "Annual, 3 months notice"},
         {"break_every_months": 12, "break_notice": Notice(3, "months")}),
        ({"End date": "31/03/2028", "Break clause": "No"}, {"break_on": None}),
        ({"End date": "31/03/2028", "Break clause": "At any time on 30 clear days' notice"},
         {"end_after": Notice(30, "days", clear=True)}),
        ({"End date": "31/03/2028", "Break notice": "20 working days"}, {"break_notice": Notice(20, "working_days")}),
        ({"End date": "31/03/2028", "Auto renewal": "12 months", "Renewal notice": "3 months"},
         {"renewal_months": 12, "renewal_notice": Notice(3, "months"), "term_kind": "renewing"}),
        ({"End date": "31/03/2028", "Notice period": "28 clear days"}, {"notice": Notice(28, "days", clear=True)}),
        ({"End date": "31/03/2028", "Framework end date": "30/09/2026"}, {"framework_end": D(2026, 9, 30)}),
    ],
)  # fmt: skip
def test_a_clause_is_what_it_says(cells: dict[str, str], means: dict[str, Any]) -> None:
    values, codes = read(cells)
    assert {name: values[name] for name in means} == means
    assert codes == []


@pytest.mark.parametrize(
    ("cells", "field", "code"),
    [
        ({"Term": "2+1+1, 3 months' notice"}, "notice", "notice_for_what"),
        ({"End date": "31/03/2028", "Break clause": "Yes"}, "break_on", "break_not_understood"),
        ({"End date": "31/03/2028", "Break clause": "See schedule 4"}, "break_on", "break_not_understood"),
        ({"End date": "31/03/2028", "Auto renewal": "Yes"}, "renewal_months", "renewal_not_stated"),
        ({"Term": "2+1+1 (first extension used)", "End date": "31/03/2026"}, "term", "term_does_not_fit"),
    ],
)
def test_what_a_clause_leaves_open_is_asked(cells: dict[str, str], field: str, code: str) -> None:
    values, codes = read(cells)
    assert codes == [(field, code)]
    assert values["notice"] is None
