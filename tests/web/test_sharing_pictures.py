"""Bars of who pays what: as long as the sums, and on their side of nought."""

import pytest

from tallystick.web.decide.drawn.sharing_figures import Asked, Picture, part_of, pictures

RED, BLUE = "#c0562f", "#4f8fc9"


def _ends(picture: Picture, row: int) -> list[tuple[float, float]]:
    return [(piece.x, piece.x + piece.width) for strip in picture.rows[row].strips for piece in strip.pieces]


def test_what_is_below_nought_is_drawn_to_the_left_of_it() -> None:
    rows = [Asked("Pays", "£300.00", [[(30_000, RED)]], 10_000), Asked("Has back", "−£100.00", [[(-10_000, BLUE)]])]
    for picture in pictures(rows):
        [(nought, end)], [(left, right)] = _ends(picture, 0), _ends(picture, 1)
        assert picture.rows[0].nought == picture.rows[1].nought == pytest.approx(nought)
        assert right == pytest.approx(nought, abs=0.11)
        assert left == 0
        assert end - nought == pytest.approx(3 * (right - left), abs=0.3)
        assert picture.rows[0].mark == pytest.approx(1 + nought + (end - nought) / 3, abs=0.2)
        assert end <= picture.width


def test_pieces_of_one_side_follow_each_other_away_from_nought() -> None:
    [wide, _] = pictures([Asked("Back", "", [[(-10, RED), (-30, BLUE)]]), Asked("Pays", "", [[(10, RED), (30, BLUE)]])])
    back, pays = _ends(wide, 0), _ends(wide, 1)
    nought = wide.rows[0].nought
    assert nought is not None
    assert back[0][1] == pays[0][0] == pytest.approx(nought)
    assert back[1][1] == pytest.approx(back[0][0], abs=0.11)
    assert pays[1][0] == pytest.approx(pays[0][1], abs=0.11)


def test_pieces_of_both_signs_are_drawn_as_their_sum_on_its_side() -> None:
    [wide, _] = pictures([Asked("Back", "", [[(10, RED), (-30, BLUE)]]), Asked("Pays", "", [[(20, BLUE)]])])
    [(left, right)], [(nought, _)] = _ends(wide, 0), _ends(wide, 1)
    assert left == 0
    assert right == pytest.approx(nought)


def test_where_nothing_is_below_nought_there_is_no_line_of_it() -> None:
    [wide, _] = pictures([Asked("Pays", "", [[(20, BLUE)]]), Asked("Nothing", "", [[(0, BLUE)]])])
    assert [row.nought for row in wide.rows] == [None, None]
    assert _ends(wide, 0) == [(0, wide.width - 4)]
    assert _ends(wide, 1) == []


def test_a_part_that_is_not_quite_none_or_all_is_not_said_to_be() -> None:
    assert part_of(0.0, 4, 10_000) == "less than 0.1%"
    assert part_of(100.0, 9_999, 10_000) == "more than 99.9%"
    assert [part_of(*one) for one in ((0.0, 0, 5), (100.0, 5, 5), (None, 0, 0))] == ["0.0%", "100.0%", "not known"]


def test_a_name_leaves_room_for_what_is_said_beside_it() -> None:
    long, short = (Asked("Cindermoor Metropolitan Borough Council", told, []) for told in ("£197,081.39 (21.4%)", "£5"))
    names = [[row.name for row in picture.rows] for picture in pictures([long, short])]
    assert names[0] == [long.name] * 2
    assert len(names[1][0]) * 9 + len(long.told) * 8 < 340
    assert len(names[1][0]) < len(names[1][1])
