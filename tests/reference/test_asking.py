import copy
import datetime as dt
import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tallystick.kit.errors import Refused
from tallystick.reference.asking import frequency
from tallystick.reference.asking_json import from_json, to_json
from tallystick.reference.questionnaires_shipped import shipped, shipped_one

ALL = list(shipped().values())


@pytest.mark.parametrize("it", ALL, ids=lambda it: it.id)
def test_json_there_and_back_is_the_same(it):
    assert from_json(json.loads(json.dumps(to_json(it)))) == it


@pytest.mark.parametrize("it", ALL, ids=lambda it: it.id)
def test_each_has_a_source_and_its_review_is_not_overdue(it):
    assert it.source
    assert it.valid_from < it.review_by
    assert dt.datetime.now(tz=dt.UTC).date() <= it.review_by, f"look {it.id} over, and set a new review_by"


@pytest.mark.parametrize("it", ALL, ids=lambda it: it.id)
def test_every_sentence_is_one(it):
    assert all(question.text.endswith("?") for question in it.questions)
    assert all(o.then.endswith(".") for q in it.questions for o in q.options if o.then)
    assert all(band.means.endswith(".") for band in it.bands)
    assert all(rule.why.endswith(".") for rule in it.rules)
    assert all(duty.why.endswith(".") for c in it.consequences for duty in c.duties)


def test_the_twenty_one_and_the_five():
    assert len(shipped_one("value-for-money").questions) == 21
    assert len(shipped_one("supplier-standard").questions) == 5


def test_what_is_not_shipped_is_refused():
    with pytest.raises(Refused, match=r"There is no questionnaire “\.\./secret”"):
        shipped_one("../secret")


WORDS = {
    None: "once", 1: "monthly", 3: "quarterly", 6: "every six months", 12: "yearly", 24: "every 2 years",
    18: "every 18 months",
}  # fmt: skip


@pytest.mark.parametrize(("months", "word"), WORDS.items())
def test_how_often(months, word):
    assert frequency(months) == word


def _at(*path: Any, to: Any) -> Callable[[dict[str, Any]], None]:
    def change(said: dict[str, Any]) -> None:
        spot: Any = said
        for step in path[:-1]:
            spot = spot[step]
        if to is ...:
            del spot[path[-1]]
        else:
            spot[path[-1]] = to

    return change


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (_at("title", to=...), "title has to be text"),
        (_at("title", to=" "), "title is empty"),
        (_at("title", to="x" * 3000), "longer than 2,000"),
        (_at("id", to="Two words"), "one word of small letters"),
        (_at("colour", to="blue"), "not known: colour"),
        (_at("about", to="weather"), "one of contract, procurement, supplier"),
        (_at("valid_from", to="soon"), "valid_from has to be a date"),
        (_at("review_by", to="2020-01-01"), "after valid_from"),
        (_at("questions", to=[]), "no questions"),
        (_at("questions", to={}), "has to be a list"),
        (_at("questions", 0, to="x"), "Question 1 is not an object"),
        (_at("questions", 1, "id", to="customer_impact"), "two questions called “customer_impact”"),
        (_at("questions", 0, "kind", to="guess"), "Question 1 (customer_impact): kind has to be one of"),
        (_at("questions", 0, "weight", to=True), "weight has to be a whole number"),
        (_at("questions", 0, "options", 3, "points", to=100), "500 is the most"),
        (_at("questions", 0, "section", to="nowhere"), "section that is not there: “nowhere”"),
        (_at("questions", 0, "options", 0, "points", to=-1), "points has to be a whole number"),
        (_at("questions", 0, "options", 1, "value", to="low"), "two options of one name"),
        (_at("questions", 0, "options", 0, "text", to="Not known"), "an option called “not known”"),
        (_at("questions", 0, "options", to=[{"value": "a", "text": "A"}]), "fewer than two options"),
        (_at("questions", 0, "kind", to="text"), "cannot have options"),
        (_at("questions", 1, "options", 0, "value", to="nay"), "has to have the options yes and no"),
        (_at("questions", 6, "options", 0, "at_least", to=1), "has to begin at 0"),
        (_at("questions", 6, "options", 1, "at_least", to=7), "rise from one option to the next"),
        (_at("questions", 0, "options", 3, "applies", to=False), "points cannot be given"),
        (_at("bands", 0, "at_least_percent", to=5), "begin at 0 per cent"),
        (_at("bands", 1, "outcome", to="major"), "two bands called “major”"),
        (_at("rules", 0, "when", to={}), "says no answer"),
        (_at("rules", 0, "when", to={"total_spend": []}), "names no answer to total_spend"),
        (_at("rules", 0, "when", to={"total_spend": ["much"]}), "total_spend has no answer “much”"),
        (_at("rules", 0, "when", to={"weather": ["wet"]}), "question that is not there: weather"),
        (_at("rules", 0, "at_most", to="major"), "either at_least or at_most"),
        (_at("rules", 0, "at_least", to="colossal"), "outcome that no band has: “colossal”"),
        (_at("consequences", 0, "outcome", to="colossal"), "outcome that no band has: “colossal”"),
        (_at("consequences", 0, "duties", 0, "who", to="the cat"), "who has to be one of"),
        (_at("consequences", 0, "duties", 5, "anchor", to="end"), "has to be start where the duty comes again"),
        (_at("consequences", 0, "duties", 1, "code", to="name_manager"), "two duties called “name_manager”"),
        (_at("consequences", 0, "agenda", to=[1]), "a list of texts"),
    ],
)
def test_what_could_not_be_answered_is_refused_with_its_place(change, says):
    said = copy.deepcopy(to_json(shipped_one("segmentation")))
    change(said)
    with pytest.raises(Refused) as no:
        from_json(said)
    assert says in str(no.value)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)
KEYS = sorted(to_json(shipped_one("segmentation")))


@given(st.sampled_from(KEYS), JSON)
def test_nothing_but_a_refusal_comes_of_nonsense(key, value):
    said = {**to_json(shipped_one("segmentation")), key: value}
    try:
        found = from_json(said)
    except Refused:
        return
    assert from_json(to_json(found)) == found
