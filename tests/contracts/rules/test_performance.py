import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tallystick.contracts.rules.performance import (
    AUDIENCES,
    DIRECTIONS,
    WORST_FIRST,
    Measured,
    Target,
    Trigger,
    checked,
    fired,
    rate,
)
from tallystick.contracts.rules.performance_credits import Miss, credits
from tallystick.contracts.rules.performance_json import scheme_from_json, trigger_from_json
from tallystick.kit.errors import Refused
from tallystick.reference.performance_ratings import performance_ratings
from tests.contracts.rules.pages import example

FIGURES = st.decimals(min_value=-1000, max_value=1000, places=3)


def target(direction: str, **figures: Any) -> Target:
    return Target(direction, **{name: Decimal(str(figure)) for name, figure in figures.items()})  # type: ignore[arg-type]


UP = target("higher", target=95, approaching=92, improvement=88)
DOWN = target("lower", target=4, approaching=6, improvement=10)
WITHIN = target("within", low=20, high=30, approaching=2, improvement=5)
BARE = target("higher", target=95)


def test_the_worked_example():
    said, gives = example("performance-ratings")
    aim = Target(said["target"].pop("direction"), **{k: Decimal(v) for k, v in said["target"].items()})
    figures = [Measured(month, None if value is None else Decimal(value)) for month, value in said["figures"]]
    reached = fired(trigger_from_json(said["trigger"]), aim, figures)
    scheme = scheme_from_json(said["credit"])
    ratings = [rate(aim, one.value).rating for one in figures]
    owed = [credits(scheme, [Miss("Solved in time", r)], charge_pence=said["charge_pence"]) for r in ratings]
    assert gives == {
        "ratings": ratings,
        "fired": reached.fired,
        "periods": list(reached.periods),
        "credits_pence": [one.pence for one in owed],
        "working": list(owed[-1].working),
    }


def test_the_ratings_are_the_laws_own():
    law = performance_ratings()
    assert [rating.name for rating in law.ratings] == [
        "Good", "Approaching target", "Requires improvement", "Inadequate", "Other",
    ]  # fmt: skip
    assert [rating.code for rating in law.ratings][:4] == list(reversed(WORST_FIRST))
    assert law.named("other").means
    assert "regulation 39(5)" in law.source
    assert law.mark == "V"
    assert dt.datetime.now(tz=dt.UTC).date() <= dt.date.fromisoformat(law.review_by), "look the ratings over"
    assert set(AUDIENCES) == {"residents", "staff", "members", "service"}
    assert set(DIRECTIONS) == {"higher", "lower", "within"}


@pytest.mark.parametrize(
    ("aim", "value", "rating"),
    [
        (UP, "95", "good"),
        (UP, "100", "good"),
        (UP, "94.999", "approaching_target"),
        (UP, "92", "approaching_target"),
        (UP, "91.999", "requires_improvement"),
        (UP, "88", "requires_improvement"),
        (UP, "87.999", "inadequate"),
        (DOWN, "0", "good"),
        (DOWN, "4", "good"),
        (DOWN, "4.01", "approaching_target"),
        (DOWN, "6", "approaching_target"),
        (DOWN, "10", "requires_improvement"),
        (DOWN, "10.01", "inadequate"),
        (WITHIN, "20", "good"),
        (WITHIN, "30", "good"),
        (WITHIN, "18", "approaching_target"),
        (WITHIN, "32", "approaching_target"),
        (WITHIN, "15", "requires_improvement"),
        (WITHIN, "35.1", "inadequate"),
        (BARE, "95", "good"),
        (BARE, "94", None),
    ],
)
def test_a_figure_on_a_border_is_on_its_better_side(aim: Target, value: str, rating: str | None):
    found = rate(aim, Decimal(value))
    assert found.rating == rating
    assert found.met is (rating == "good")
    assert found.why.endswith(".")


def test_no_figure_has_no_rating():
    assert rate(UP, None).rating is None
    assert rate(UP, None).met is None


def test_a_miss_without_thresholds_is_for_a_person_to_rate():
    assert "for a person to rate" in rate(BARE, Decimal(94)).why


def test_why_is_in_plain_figures():
    assert rate(UP, Decimal("91.900")).why == "91.9 misses 95 or more by 3.1. That is within 88."
    assert rate(DOWN, Decimal("1E+3")).why == "1,000 misses 4 or less by 996. That is beyond 10."
    assert rate(WITHIN, Decimal("19.5")).why == "19.5 is 0.5 outside 20 to 30. That is within 2."


@given(st.sampled_from([UP, DOWN]), FIGURES, FIGURES)
def test_a_better_figure_is_never_rated_worse(aim: Target, one: Decimal, other: Decimal):
    worse, better = sorted((one, other), reverse=aim.direction == "lower")
    rank = WORST_FIRST.index
    assert rank(rate(aim, worse).rating or "") <= rank(rate(aim, better).rating or "")


@given(FIGURES, FIGURES, FIGURES, FIGURES)
def test_lower_is_higher_turned_round(aim: Decimal, first: Decimal, second: Decimal, value: Decimal):
    thresholds = sorted((aim, first, second), reverse=True)
    up = Target("higher", *(thresholds[0], None, None, *thresholds[1:]))
    down = Target("lower", *(-thresholds[0], None, None, *(-t for t in thresholds[1:])))
    assert rate(up, value).rating == rate(down, -value).rating


@pytest.mark.parametrize(
    ("aim", "says"),
    [
        (target("higher"), "needs one target"),
        (target("higher", target=1, low=0), "needs one target"),
        (target("within", low=5, high=1), "in that order"),
        (target("within", low=5), "in that order"),
        (target("higher", target=95, approaching=96, improvement=90), "fall below the target"),
        (target("higher", target=95, approaching=90, improvement=92), "fall below the target"),
        (target("lower", target=4, approaching=3, improvement=5), "rise above the target"),
        (target("within", low=1, high=2, approaching=-1, improvement=5), "widen around the range"),
        (target("higher", target=95, approaching=92), "Only one of the two thresholds"),
        (target("higher", target="NaN"), "has to be a number"),
    ],
)
def test_a_target_that_rates_nothing_is_refused(aim: Target, says: str):
    with pytest.raises(Refused, match=says):
        checked(aim)


def test_a_figure_that_is_no_number_is_refused():
    with pytest.raises(Refused, match="has to be a number"):
        rate(UP, Decimal("Infinity"))


def months(*values: int | None) -> list[Measured]:
    return [Measured(f"m{n}", None if v is None else Decimal(v)) for n, v in enumerate(values)]


@pytest.mark.parametrize(
    ("trigger", "values", "reached", "possible"),
    [
        (Trigger(2, None, "good", ""), (94, 94), True, False),
        (Trigger(2, None, "good", ""), (94, 96, 94), False, False),
        (Trigger(2, None, "good", ""), (94, None, 94), False, True),
        (Trigger(2, None, "good", ""), (94, None, 96), False, True),
        (Trigger(2, None, "good", ""), (96, None, 96), False, False),
        (Trigger(2, 3, "good", ""), (94, 96, 94), True, False),
        (Trigger(2, 3, "good", ""), (94, 96, 96, 94), False, False),
        (Trigger(2, 12, "good", ""), (94, 94), True, False),
        (Trigger(1, None, "requires_improvement", ""), (90, 89), False, False),
        (Trigger(1, None, "requires_improvement", ""), (90, 80), True, False),
        (Trigger(3, None, "good", ""), (94, 94), False, False),
        (Trigger(1, None, "good", ""), (), False, False),
    ],
)
def test_trigger_points(trigger: Trigger, values: tuple[int | None, ...], reached: bool, possible: bool):
    found = fired(trigger, UP, months(*values))
    assert (found.fired, found.possible) == (reached, possible)
    assert len(found.periods) >= trigger.misses if reached else found.periods == ()


def test_a_persons_rating_stands_and_other_is_no_miss_that_can_be_told():
    rated = [Measured("m0", Decimal(80), "good"), Measured("m1", Decimal(80))]
    assert not fired(Trigger(2, None, "good", ""), UP, rated).fired
    other = [Measured("m0", Decimal(80), "other"), Measured("m1", Decimal(80))]
    assert fired(Trigger(2, None, "good", ""), UP, other).possible


def test_without_thresholds_a_miss_is_a_miss_and_how_bad_is_not_known():
    assert fired(Trigger(2, None, "good", ""), BARE, months(94, 1)).fired
    found = fired(Trigger(2, None, "requires_improvement", ""), BARE, months(94, 1))
    assert (found.fired, found.possible) == (False, True)


@given(
    st.lists(st.sampled_from([80, 96, None]), max_size=10),
    st.integers(1, 4),
    st.one_of(st.none(), st.integers(0, 4)),
)
def test_trigger_points_are_what_counting_finds(values: list[int | None], misses: int, more: int | None):
    of = None if more is None else misses + more
    found = fired(Trigger(misses, of, "good", ""), UP, months(*values))

    def counted(missed: list[bool]) -> bool:
        width = of or misses
        return any(sum(missed[n : n + width]) >= misses for n in range(len(missed)))

    assert found.fired is counted([v == 80 for v in values])
    assert found.possible is (not found.fired and counted([v != 96 for v in values]))


@pytest.mark.parametrize(
    "trigger",
    [
        Trigger(0, None, "good", ""),
        Trigger(3, 2, "good", ""),
        Trigger(1, None, "inadequate", ""),
        Trigger(1, 1, "x", ""),
    ],
)
def test_a_trigger_point_that_nothing_reaches_is_refused(trigger: Trigger):
    with pytest.raises(Refused):
        fired(trigger, UP, months(1))
