"""Folding is stable, and the parts of a council's name come apart the same way however it is written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tallystick.reference.names import fold, place
from tallystick.reference.organisations import Directory, bundled

NAMES = [name for o in bundled() for name in (o.name, *o.other_names)]


@given(st.text(max_size=80))
def test_folding_again_changes_nothing(text):
    assert fold(fold(text)) == fold(text)


@given(st.sampled_from(NAMES))
def test_case_and_punctuation_never_matter(name):
    assert fold(name.upper()) == fold(name) == fold(f" The  {name.lower()}. ")
    assert fold(name.replace(" and ", " & ")) == fold(name)


@given(st.text(max_size=60))
def test_no_text_is_too_strange_to_look_up(text):
    directory = Directory.load()
    directory.by_name(text)
    directory.by_code(text)
    directory.in_text(text)
    directory.recognise({text: 1})


@pytest.mark.parametrize(
    ("name", "core", "types"),
    [
        ("London Borough of Camden", "camden", {"london", "borough"}),
        ("Hull, City of", "hull", {"city"}),
        ("City and County of Swansea", "swansea", {"city", "county"}),
        ("Cyngor Bwrdeistref Sirol Wrecsam", "wrecsam", {"council", "borough", "county"}),
        ("City of London", "london", {"city"}),
        ("Isle of Wight Council", "isle of wight", {"council"}),
        ("Council", "council", set()),
    ],
)
def test_a_councils_name_comes_apart(name, core, types):
    parts = place(fold(name))
    assert (parts.core, set(parts.types)) == (core, types)
