import numpy as np
import pytest

from tallystick.categories.rules.weighing import WEIGHTS, Evidence, chance, ict_odds, kind_chances


def evidence(**given: float) -> Evidence:
    names = Evidence.__dataclass_fields__
    return Evidence(**{name: np.array([given.get(name, 0.0)], dtype=np.float32) for name in names})


def likely(**given: float) -> float:
    return float(chance(ict_odds(evidence(**given)))[0])


def test_nothing_known_is_not_technology():
    assert likely() < 0.05


def test_a_seller_of_nothing_else_is_enough_and_of_much_else_is_not():
    assert likely(only=1) > 0.8
    assert likely(some=1) < 0.2


def test_words_about_a_service_do_not_outweigh_what_the_account_says():
    assert likely(description=-40, account=8) > 0.5


def test_a_published_code_says_more_than_one_word():
    assert likely(code_ict=1) > 0.8
    assert likely(account=3, code_not=1) < 0.1


def test_a_department_speaks_for_technology_or_not_at_all():
    assert likely(department=-9) == likely()
    assert likely(department=5) > likely()


def test_no_word_counts_for_ever():
    assert likely(account=WEIGHTS.most) == likely(account=1000)


@pytest.mark.parametrize("odds", [-1e6, 0.0, 1e6])
def test_a_chance_is_a_chance(odds: float):
    assert 0 <= float(chance(np.array([odds], dtype=np.float32))[0]) <= 1


def test_kinds_share_one():
    found = kind_chances(np.array([[1000.0, 0.0], [3.0, 3.0]], dtype=np.float32))
    assert found.sum(axis=1) == pytest.approx([1, 1])
    assert found[0, 0] > 0.99
