"""How sure a category is, in words."""

from tallystick.lake.bands import SURE, UNSURE
from tallystick.web.kinds import how_sure


def test_the_words_change_where_the_bands_do() -> None:
    assert how_sure(SURE, False).startswith("Sure")
    assert how_sure(SURE - 0.01, False).startswith("Fairly sure")
    assert how_sure(UNSURE, False).startswith("Fairly sure")
    assert how_sure(UNSURE - 0.01, False).startswith("Doubtful")
    assert how_sure(None, False) == "Not known"
    assert how_sure(0.1, True) == "A person said so"
