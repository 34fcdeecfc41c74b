import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tallystick.categories.wording import MOST_WORDS, features, words


def said(text: str) -> list[str]:
    return words(pl.Series([text]))["word"].to_list()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("I.T. Equip & S/Ware", ["it", "equipment", "software"]),
        ("ICT MAINTCE", ["ict", "maintenance"]),
        ("IS/IT Licenses", ["it", "licence"]),
        ("IT HARDWARE - Scanners, Printers, MFD's", ["it", "hardware", "scanner", "printer", "mfd"]),
        ("E-Learning and Wi-Fi on-line", ["elearning", "wifi", "online"]),
        ("Office 365 subs", ["microsoft", "office", "subscription"]),
        ("gas bus access virus analysis", ["gas", "bus", "access", "virus", "analysis"]),
        ("Comp grant", ["comp", "grant"]),
    ],
)
def test_usual_ways_of_writing_are_one_word(text: str, expected: list[str]):
    assert said(text) == expected


def test_pairs_are_of_neighbours_in_one_text():
    found = features(pl.Series(["computer software", "bus", "software"]))
    assert found.filter(pl.col("feature").str.contains(" "))["feature"].to_list() == ["computer software"]
    assert found.filter(pl.col("text") == 1)["feature"].to_list() == ["bus"]


@given(st.lists(st.none() | st.text(max_size=40), max_size=8))
def test_any_text_has_its_own_words_and_no_others(texts: list[str | None]):
    found = features(pl.Series(texts, dtype=pl.String))
    assert set(found["text"]) <= set(range(len(texts)))
    assert found["feature"].null_count() == 0
    for at in set(found["text"]):
        assert texts[at]


def test_a_very_long_text_is_cut():
    assert len(said("word " * 10_000)) == MOST_WORDS
