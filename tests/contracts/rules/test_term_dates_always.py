"""What holds of the dates of every contract, whatever it says."""

import datetime as dt
from contextlib import suppress
from dataclasses import replace

from hypothesis import assume, given
from hypothesis import strategies as st

from tallystick.contracts.rules.notice_days import UNITS, Notice, effect_of
from tallystick.contracts.rules.term_dates import KINDS, Break, Extension, Renewal, TermFacts, term_dates
from tallystick.contracts.rules.term_dates_json import facts_from_json
from tallystick.kit.errors import Refused
from tallystick.law.working_days import NATIONS, is_working_day

DAYS = st.dates(dt.date(2015, 1, 1), dt.date(2035, 12, 31))
MONTHS = st.integers(1, 60)
NOTICES = st.none() | st.builds(
    Notice, st.integers(0, 12), st.sampled_from(UNITS), st.booleans(), st.sampled_from((0, 0, 0, 2))
)
BREAKS = (
    st.builds(Break, on=DAYS)
    | st.builds(Break, every_months=MONTHS)
    | st.tuples(DAYS, DAYS).map(lambda two: Break(begins=min(two), ends=max(two)))
)
FACTS = st.builds(
    TermFacts,
    nation=st.none() | st.sampled_from(NATIONS),
    start=st.none() | DAYS,
    end=st.none() | DAYS,
    term_months=st.none() | MONTHS,
    extensions=st.lists(st.builds(Extension, MONTHS, st.sampled_from((True, False, None))), max_size=3).map(tuple),
    extension_notice=NOTICES,
    break_=st.none() | BREAKS,
    end_after=NOTICES,
    break_notice=NOTICES,
    renewal=st.none() | st.builds(Renewal, MONTHS, st.none() | st.integers(0, 4)),
    renewal_notice=NOTICES,
    rolling=st.booleans(),
    rolling_notice=NOTICES,
    framework_end=st.none() | DAYS,
    lead_time_days=st.none() | st.integers(0, 400),
    governance_days=st.none() | st.integers(0, 60),
)
NAMES = {
    "start", "end", "nation", "extensions", "extension_notice", "break_notice", "renewal_notice", "rolling_notice",
}  # fmt: skip
A_DAY = dt.timedelta(days=1)


@given(FACTS, DAYS)
def test_only_what_can_still_be_done_and_one_of_a_kind(facts: TermFacts, today: dt.date):
    found = term_dates(facts, today)
    kinds = [one.kind for one in found.decisions]
    assert len(kinds) == len(set(kinds))
    assert set(kinds) <= set(KINDS)
    for one in found.decisions:
        if one.last_day_to_give_notice and one.last_day_to_send:
            assert today <= one.last_day_to_send <= one.last_day_to_give_notice
        if one.takes_effect:
            assert one.takes_effect >= today
    days = [one.last_day_to_send or one.takes_effect or dt.date.max for one in found.decisions]
    assert days == sorted(days)


@given(FACTS, DAYS)
def test_ends_are_in_order(facts: TermFacts, today: dt.date):
    found = term_dates(facts, today)
    if found.current_end and found.latest_end:
        assert found.current_end <= found.latest_end
    if found.earliest_end and found.latest_end:
        assert found.earliest_end <= found.latest_end
    if found.earliest_end and found.decisions:
        assert found.earliest_end >= today


@given(FACTS, DAYS)
def test_no_notice_is_ever_assumed(facts: TermFacts, today: dt.date):
    found = term_dates(facts, today)
    assert set(found.unknown) <= NAMES
    notices = {
        "extension": facts.extension_notice,
        "break": facts.break_notice if facts.break_ else facts.end_after,
        "renewal": facts.renewal_notice,
        "rolling": facts.rolling_notice,
    }
    for one in found.decisions:
        if one.kind == "end":
            assert one.last_day_to_give_notice is None
        elif notices[one.kind] is None:
            assert one.last_day_to_give_notice is None
            assert one.last_safe_start is None
            assert f"{one.kind}_notice" in found.unknown


@given(FACTS, DAYS)
def test_given_on_the_last_day_it_is_in_time_and_the_day_after_it_is_another(facts: TermFacts, today: dt.date):
    used = tuple(Extension(one.months, True) for one in facts.extensions)  # what is not used by then may have ended it
    plain = replace(facts, end_after=None, nation=facts.nation or "england", extensions=used)
    for one in term_dates(plain, today).decisions:
        if one.kind in ("end", "extension") or one.any_day or not one.last_day_to_send:
            continue
        again = {next_.kind: next_ for next_ in term_dates(plain, one.last_day_to_send).decisions}
        assert again[one.kind].takes_effect == one.takes_effect
        later = {next_.kind: next_ for next_ in term_dates(plain, one.last_day_to_send + A_DAY).decisions}
        if one.kind in later and one.takes_effect and (effect := later[one.kind].takes_effect):
            assert effect > one.takes_effect or later[one.kind].any_day


@given(FACTS, DAYS)
def test_what_is_done_on_the_last_day_takes_effect_in_time(facts: TermFacts, today: dt.date):
    plain = replace(facts, end_after=None, nation=facts.nation or "wales")
    notices = {
        "extension": plain.extension_notice, "break": plain.break_notice, "renewal": plain.renewal_notice,
        "rolling": plain.rolling_notice,
    }  # fmt: skip
    for one in term_dates(plain, today).decisions:
        notice = notices.get(one.kind)
        if notice and one.last_day_to_give_notice and one.takes_effect:
            assert effect_of(one.last_day_to_give_notice, notice, plain.nation) <= one.takes_effect
            if notice.unit == "working_days" and plain.nation:
                assert is_working_day(one.last_day_to_give_notice, plain.nation)


@given(st.integers(1, 60), DAYS, DAYS, st.integers(0, 24))
def test_a_renewal_re_arms_for_ever(months: int, end: dt.date, today: dt.date, count: int):
    facts = TermFacts(end=end, renewal=Renewal(months), renewal_notice=Notice(count, "months"))
    seen = today
    for _ in range(5):
        found = term_dates(facts, seen)
        (one,) = found.decisions
        assert one.last_day_to_give_notice
        assert one.last_day_to_give_notice >= seen
        assert found.latest_end is None
        seen = one.last_day_to_give_notice + A_DAY


@given(DAYS, MONTHS, st.lists(MONTHS, min_size=1, max_size=4), st.integers(0, 3))
def test_using_an_extension_moves_the_end_and_not_the_latest(start: dt.date, term: int, months: list[int], used: int):
    assume(used < len(months))
    before = TermFacts(
        start=start, term_months=term, extension_notice=Notice(0, "days"),
        extensions=tuple(Extension(one, n < used) for n, one in enumerate(months)),
    )  # fmt: skip
    after = replace(before, extensions=tuple(Extension(one, n <= used) for n, one in enumerate(months)))
    one, other = term_dates(before, start), term_dates(after, start)
    assert one.latest_end == other.latest_end
    assert one.current_end
    assert other.current_end
    assert one.current_end < other.current_end
    assert one.decisions[0].new_end == other.current_end


@given(FACTS, DAYS, st.integers(0, 400), st.integers(0, 60))
def test_the_last_safe_start_is_the_notice_less_the_lead_time_and_governance(
    facts: TermFacts, today: dt.date, lead: int, governance: int
):
    found = term_dates(replace(facts, lead_time_days=lead, governance_days=governance), today)
    for one in found.decisions:
        by = one.last_day_to_send or (one.takes_effect if one.kind == "end" else None)
        if by is None or one.any_day:
            assert one.last_safe_start is None
        else:
            assert one.last_safe_start == by - A_DAY * (lead + governance)


KEYS = st.sampled_from((
    "nation", "start", "end", "term_months", "extensions", "extension_notice", "break", "end_after", "break_notice",
    "renewal", "renewal_notice", "rolling", "rolling_notice", "framework_end", "lead_time_days", "governance_days",
))  # fmt: skip
ATOMS = st.none() | st.booleans() | st.integers(-5, 10**12) | st.sampled_from(
    ("england", "2027-03-31", "2026-01-31", "months", "days", "working_days", "", "x" * 500, "２０２７-03-31")
)  # fmt: skip
INNER = st.sampled_from(("count", "unit", "clear", "months", "times", "used", "on", "from", "to", "every_months"))
VALUES = ATOMS | st.lists(st.dictionaries(INNER, ATOMS), max_size=3) | st.dictionaries(INNER, ATOMS)


@given(st.dictionaries(KEYS, VALUES), DAYS)
def test_whatever_is_said_is_answered_or_refused(said: dict[str, object], today: dt.date):
    with suppress(Refused):
        term_dates(facts_from_json(said), today)
