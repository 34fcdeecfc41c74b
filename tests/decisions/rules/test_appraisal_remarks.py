"""What is said besides of an appraisal."""

from typing import Any

import pytest

from tallystick.decisions.rules.appraisal_json import answer


def test_options_that_are_level_are_first_together_as_often_as_both() -> None:
    """By the share x of Cost, A scores 50, B 35 + 50x and C 12.5 + 87.5x: A is first until 0.3, B then until 0.6, and C
    beyond. At 0.3 A and B are level, and are first in 60% of all weights against 40%."""
    said: dict[str, Any] = {
        "options": ["A", "B", "C"],
        "criteria": [
            {"name": name, "weight": weight, "scale": [0, 100]} for name, weight in (("Cost", 3), ("Risk", 7))
        ],
        "scores": {"A": {"Cost": 50, "Risk": 50}, "B": {"Cost": 85, "Risk": 35}, "C": {"Cost": 100, "Risk": 12.5}},
    }
    found = answer(said)
    assert [one["option"] for one in found["ranking"] if one["rank"] == 1] == ["A", "B"]
    assert [float(found["robustness"][one]["ranks"][0]) for one in "ABC"] == pytest.approx([0.3, 0.3, 0.4], abs=0.01)
    assert not any("more often" in one["text"] for one in found["warnings"])
