"""The demonstration's terms are said in words that are understood to the last, and are of every kind."""

from datetime import date

import pytest

from tallystick.contracts.rules.term_fits import misfits, worked_out
from tallystick.contracts.rules.term_sentence import read_sentence
from tallystick.demonstration.terms import Told, terms
from tallystick.reference.lead_times import lead_times

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize("told", terms(TODAY), ids=lambda told: told.words)
def test_a_term_is_understood_and_fits(told: Told) -> None:
    found = read_sentence(told.words, start=told.start)
    assert (found.asks, found.left) == ((), ())
    values = {"start": told.start, **found.values}
    values |= {one.field: one.day for one in worked_out(values, told.start)}
    assert misfits(values) == ()
    assert values.get("end") or values["term_kind"] in ("rolling", "open_ended")
    assert "next_route" not in told.values or lead_times().route(told.values["next_route"])


def test_there_is_one_of_every_kind_under_either_law() -> None:
    said = [read_sentence(told.words, start=told.start).values for told in terms(TODAY)]
    fields = {name for values in said for name in values}
    assert fields >= {"break_on", "break_every_months", "break_from", "end_after", "renewal_months", "renewal_times",
                      "extensions_used", "framework_end", "extension_notice", "break_by"}  # fmt: skip
    assert {values["term_kind"] for values in said} == {"fixed", "renewing", "rolling", "open_ended"}
    assert {told.values["regime"] for told in terms(TODAY)} == {"PA2023", "PCR2015"}
    places = [told.contract for told in terms(TODAY)]
    assert len(places) == len(set(places))
    assert all(told.start >= date(2025, 2, 24) for told in terms(TODAY) if told.values["regime"] == "PA2023")
