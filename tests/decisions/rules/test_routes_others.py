"""What others' payments and a council's other contracts say, by rule of thumb; and what stands in whose place."""

import datetime as dt

import pytest

from tallystick.decisions.rules.routes_facts import Fact, RouteFacts
from tallystick.decisions.rules.routes_json import NotFacts, answer, answer_with, facts_from_json, known_to_json
from tallystick.decisions.rules.routes_judged import alternatives_of, others_of, overlap_of, strategy_of
from tallystick.reference.lead_times import lead_times
from tallystick.reference.route_choice import route_choice

METHOD, TODAY, LOADED = route_choice(), dt.date(2026, 11, 22), dt.date(2026, 10, 1)
LONG_AGO = dt.date(2022, 1, 1)
STAYS, LEFT = (LONG_AGO, dt.date(2026, 9, 12), LOADED), (LONG_AGO, dt.date(2025, 8, 3), LOADED)


@pytest.mark.parametrize(
    ("paid", "value"),
    [
        ([], None),
        ([STAYS], "stay"),
        ([LEFT], "leave"),
        ([STAYS, LEFT], "mixed"),
        # Nine months without a payment are neither.
        ([(LONG_AGO, dt.date(2026, 1, 12), LOADED)], None),
        # Whoever began only lately has not stayed yet.
        ([(dt.date(2026, 2, 1), dt.date(2026, 9, 12), LOADED)], None),
        # What was long ago tells nothing of today.
        ([(dt.date(2015, 1, 1), dt.date(2019, 1, 1), LOADED)], None),
        ([(None, None, LOADED)], None),
        # Exactly six months are lately; exactly twelve are not yet long.
        ([(LONG_AGO, dt.date(2026, 4, 30), LOADED)], "stay"),
        ([(LONG_AGO, dt.date(2025, 10, 1), LOADED)], None),
        ([(LONG_AGO, dt.date(2025, 9, 30), LOADED)], "leave"),
        # A payment after the month that is loaded, as one with a late date, is no month away.
        ([(LONG_AGO, dt.date(2026, 12, 1), LOADED)], "stay"),
    ],
)
def test_others_stay_leave_or_say_nothing(
    paid: list[tuple[dt.date | None, dt.date | None, dt.date]], value: str | None
) -> None:
    found = others_of(paid, METHOD)
    assert found.value == value
    assert found.note
    assert (found.confidence, found.as_of) == (("low", LOADED) if value else ("", None))


def test_a_rule_of_thumb_says_so_and_counts_as_unsure() -> None:
    found = [
        alternatives_of(7, "Software", TODAY, METHOD),
        overlap_of(1, ["Payroll"], "Software", TODAY),
        strategy_of("essential", TODAY),
    ]
    assert [one.value for one in found] == [7, "some", "fits"]
    assert {one.confidence for one in found} == {"low"}
    assert "rule of thumb" in found[0].note
    assert "“Payroll”" in found[1].note
    untold = overlap_of(2, [], "Software", TODAY).note
    assert untold.startswith("2 other contracts for “Software”. Whether")


def test_what_nobody_looked_for_is_not_taken_as_none() -> None:
    found = [alternatives_of(0, "Software", TODAY, METHOD), overlap_of(0, [], "Software", TODAY)]
    found += [strategy_of("indirect", TODAY), strategy_of(None, TODAY), strategy_of([], TODAY)]
    assert [one.value for one in found] == [None] * 5
    assert all(one.note for one in found)


def test_a_persons_word_stands_in_place_of_the_registers_and_an_empty_one_does_not() -> None:
    said = {
        "today": "2026-11-22",
        "register": {"risk": {"value": "high", "source": "The register"}, "price": {"note": "Nobody looked."}},
        "facts": {"risk": "low", "price": {"note": "Asked; no answer yet."}, "last_day": None},
    }
    found = facts_from_json(said)
    assert (found.word("risk"), found.fact("risk").source) == ("low", "")
    assert found.fact("price").note == "Asked; no answer yet."
    only = facts_from_json({**said, "facts": {"risk": {"value": None, "note": "Not sure."}}})
    assert (only.word("risk"), only.fact("risk").source) == ("high", "The register")
    with pytest.raises(NotFacts, match=r"register\.risk"):
        facts_from_json({**said, "register": {"risk": "grave"}})
    assert answer({**said, "register": {"hats": 1}}, METHOD, lead_times())["ignored"] == ["register.hats"]


def test_what_is_known_now_stands_in_place_of_what_the_register_knew() -> None:
    known = RouteFacts(TODAY, {"risk": Fact("medium", "The register")})
    found = answer_with(known, {"register": {"risk": "low", "need": "ended"}}, METHOD, lead_times())
    assert (found["facts"]["risk"]["value"], found["facts"]["need"]["value"]) == ("medium", None)


def test_facts_are_written_as_they_are_read() -> None:
    facts = RouteFacts(
        TODAY,
        {
            "last_day": Fact(dt.date(2028, 5, 31), "The register", TODAY, "high", "As signed."),
            "renews_itself": Fact(False),
            "price": Fact(None, note="Nobody looked."),
        },
    )
    said = known_to_json(facts)
    assert set(said) == {"last_day", "renews_itself", "price"}
    assert facts_from_json({"today": "2026-11-22", "register": said}).facts == facts.facts
