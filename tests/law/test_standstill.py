import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tallystick.law.deadlines_asked import StandstillFacts, WrongFact, standstill_from_json
from tallystick.law.standstill import latest_publication, standstill
from tallystick.law.working_days import NATIONS, is_working_day
from tests.contracts.rules.pages import example
from tests.law.tables import as_json, rows

EXPECTED = {"ends", "skipped", "mark", "citation", "required", "unknown", "refused", "why"}
A_DAY = dt.timedelta(days=1)
DAYS = st.dates(dt.date(2012, 1, 1), dt.date(2040, 12, 31))


@pytest.mark.parametrize(("regime", "row"), rows("standstill"))
def test_each_case_of_the_table(regime: str, row: dict[str, Any]):
    said = {"regime": regime, **as_json(row, without=EXPECTED)}
    if "refused" in row:
        with pytest.raises(WrongFact) as no:
            standstill(standstill_from_json(said))
        assert no.value.field == row["refused"]
        return
    found = standstill(standstill_from_json(said))
    ends = row.get("ends")
    assert found.last_day == ends
    assert found.earliest_signature == (ends + A_DAY if ends else None)
    assert found.unknown == tuple(row.get("unknown", ()))
    assert found.required is row.get("required")
    for key in ("mark", "citation"):
        assert getattr(found, key) == row.get(key, getattr(found, key))
    if "skipped" in row:
        assert [f"{one.date} {one.why}" for one in found.skipped] == row["skipped"]


def test_the_worked_example():
    said, gives = example("standstill")
    found = standstill(standstill_from_json(said))
    assert gives == {
        "last_day": str(found.last_day),
        "earliest_signature": str(found.earliest_signature),
        "skipped": [{"date": str(one.date), "why": one.why} for one in found.skipped],
        "citation": found.citation,
    }


@given(DAYS, st.integers(8, 40))
def test_there_are_as_many_working_days_in_it_as_were_asked_for(published: dt.date, count: int):
    found = standstill(StandstillFacts(regime="PA2023", published=published, working_days=count))
    assert found.last_day is not None
    days = [published + A_DAY * n for n in range((found.last_day - published).days + 1)]
    working = [day for day in days if all(is_working_day(day, nation) for nation in NATIONS)]
    assert len(working) == count
    assert working[-1] == found.last_day
    assert [one.date for one in found.skipped] == [day for day in days if day not in working]


@given(DAYS, st.sampled_from(NATIONS), st.sampled_from([("electronic", 10), ("other", 15)]))
def test_letters_sent_later_never_end_it_sooner(sent: dt.date, nation: str, method: tuple[str, int]):
    def ends(day: dt.date) -> dt.date:
        found = standstill(StandstillFacts(regime="PCR2015", sent=day, method=method[0], nation=nation))
        assert found.last_day is not None
        assert found.last_day >= day + method[1] * A_DAY
        return found.last_day

    assert ends(sent) <= ends(sent + A_DAY)


@given(DAYS)
def test_the_latest_publication_is_the_latest(signature: dt.date):
    def first_signature(published: dt.date) -> dt.date:
        found = standstill(StandstillFacts(regime="PA2023", published=published)).earliest_signature
        assert found is not None
        return found

    published = latest_publication(signature)
    assert first_signature(published) <= signature < first_signature(published + A_DAY)


def test_what_is_as_expected_only_is_said_to_be():
    found = standstill(StandstillFacts(regime="PA2023", published=dt.date(2031, 3, 3)))
    assert [warning.mark for warning in found.warnings] == ["I"]
    assert "2031" in found.warnings[0].text


def test_scotland_has_its_own_law():
    found = standstill(StandstillFacts(regime="PCR2015", sent=dt.date(2026, 11, 2), method="other", nation="scotland"))
    assert found.last_day == dt.date(2026, 11, 17)
    assert "Scotland" in found.warnings[0].text
