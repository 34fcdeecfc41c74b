from tallystick.categories.rules.examples import NOT_ICT, made
from tallystick.categories.training import own_examples
from tallystick.reference.taxonomy import taxonomy


def test_every_example_is_of_a_category_that_exists_and_says_something():
    codes = {c.code for c in taxonomy().categories}
    for example in own_examples():
        assert example.category in codes, example
        assert example.text.strip(), example
        assert example.weight > 0


def test_every_kind_has_examples():
    told = {e.category for e in own_examples()}
    assert {c.code for c in taxonomy().categories} - told <= {"care-tech", "places"}


def test_there_are_thousands_for_and_against():
    against = sum(e.category == NOT_ICT for e in own_examples())
    assert against > 5000
    assert len(own_examples()) - against > 5000


def test_they_are_the_same_each_time():
    lists = {
        "ict": {"categories": {"devices": ["laptops"]}, "neutral": {"ict": ["renewal"]}},
        "not_ict": {"areas": {"care": {"departments": ["Adults"], "wording": ["home care"]}}},
        "patterns": {
            "software": {"patterns": ["{service} system"], "services": {"lob.housing": ["rents"]}},
            "products": {"patterns": ["{product} licences"]},
            "plain": {
                "patterns": ["{service} {noun}"],
                "nouns": ["staff"],
                "neutral": ["invoice"],
                "empty": ["services"],
            },
        },
    }
    once = made(**lists, products=[("uniform", "lob.planning", True)], taxonomy_words=[("pcs", "devices")])
    again = made(**lists, products=[("uniform", "lob.planning", True)], taxonomy_words=[("pcs", "devices")])
    assert once == again
    texts = {(e.text, e.category) for e in once}
    assert ("rents system", "lob.housing") in texts
    assert ("uniform licences", "lob.planning") in texts
    assert ("uniform", "lob.planning") not in texts
    assert {("services", NOT_ICT), ("services", "ict")} <= texts
