"""Schedules against hand-worked networks, and against brute force: every chain, and every delay tried."""

import random
import tomllib
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tallystick.decisions.rules.transition_schedule import (
    Circle,
    Node,
    Span,
    count_critical_paths,
    critical_paths,
    schedule,
)

CASES = tomllib.loads((Path(__file__).parents[1] / "cases" / "transition.toml").read_text(encoding="utf-8"))
NAMES = "abcdefg"


@pytest.mark.parametrize("case", CASES["network"], ids=lambda case: case["why"])
def test_networks_worked_by_hand(case: dict[str, Any]) -> None:
    nodes = {it["id"]: Node(it["days"], it["needs"], it.get("not_before", 0)) for it in case["tasks"]}
    spans = schedule(nodes)
    assert {name: (span.start, span.finish, span.slack) for name, span in spans.items()} == {
        it["id"]: (it["start"], it["finish"], it["slack"]) for it in case["tasks"]
    }
    assert [list(path) for path in critical_paths(nodes, spans, 9)] == case["paths"]
    assert count_critical_paths(nodes, spans) == len(case["paths"])


@st.composite
def networks(draw: st.DrawFn) -> dict[str, Node]:
    """Up to seven tasks, in which only earlier ones are needed, under names in any order."""
    names = draw(st.permutations(NAMES[: draw(st.integers(1, 7))]))
    found: dict[str, Node] = {}
    for name in names:
        needs = draw(st.dictionaries(st.sampled_from(list(found)), st.integers(-2, 3))) if found else {}
        found[name] = Node(draw(st.integers(0, 5)), needs, draw(st.sampled_from([0, 0, 0, 4, 9])))
    return found


def chains(nodes: dict[str, Node], name: str) -> list[list[str]]:
    """Every chain of needs that ends at `name`, however it begins."""
    return [[name]] + [[*chain, name] for need in nodes[name].needs for chain in chains(nodes, need)]


def starts(nodes: dict[str, Node], chain: list[str]) -> int:
    """When the last of a chain can start, if nothing but the chain held it up."""
    at = nodes[chain[0]].not_before
    for need, name in pairwise(chain):
        at = at + nodes[need].days + nodes[name].needs[need]
    return at


def end(spans: dict[str, Span]) -> int:
    return max(span.finish for span in spans.values())


@given(networks())
def test_each_starts_when_the_longest_chain_to_it_lets_it(nodes: dict[str, Node]) -> None:
    spans = schedule(nodes)
    for name, span in spans.items():
        assert span.start == max(starts(nodes, chain) for chain in chains(nodes, name))
        assert span.finish == span.start + nodes[name].days


@given(networks())
def test_slack_is_how_long_a_task_can_be_held_back_and_no_longer(nodes: dict[str, Node]) -> None:
    spans = schedule(nodes)
    for name, span in spans.items():
        assert span.slack >= 0
        for late, same in ((span.slack, True), (span.slack + 1, False)):
            held = {**nodes, name: replace(nodes[name], not_before=span.start + late)}
            assert (end(schedule(held)) == end(spans)) is same


@given(networks())
def test_the_critical_paths_are_those_that_brute_force_finds(nodes: dict[str, Node]) -> None:
    spans = schedule(nodes)
    longest = {
        tuple(chain)
        for name in nodes
        for chain in chains(nodes, name)
        if starts(nodes, chain) + nodes[name].days == end(spans)
    }
    # Of two chains of which one is the end, or the beginning, of the other, the longer one is the path.
    whole = {one for one in longest if not any(one != it and _inside(one, it) for it in longest)}
    found = critical_paths(nodes, spans, 10_000)
    assert set(found) == whole
    assert len(found) == len(set(found)) == count_critical_paths(nodes, spans) > 0
    assert all(spans[name].slack == 0 for path in found for name in path)


def _inside(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    return one in {other[n : n + len(one)] for n in range(len(other))}


@given(networks(), st.randoms())
def test_no_order_of_tasks_changes_anything(nodes: dict[str, Node], dice: random.Random) -> None:
    names = list(nodes)
    dice.shuffle(names)
    shuffled = {name: replace(nodes[name], needs=dict(reversed(nodes[name].needs.items()))) for name in names}
    spans, again = schedule(nodes), schedule(shuffled)
    assert again == spans
    assert critical_paths(shuffled, again, 20) == critical_paths(nodes, spans, 20)


@pytest.mark.parametrize(
    ("needs", "circle"),
    [
        ({"a": ["a"]}, ("a", "a")),
        ({"b": ["c"], "c": ["b"]}, ("b", "c", "b")),
        # What leads to the circle, or waits for it, is not in it.
        ({"a": ["d"], "b": ["c", "x"], "c": ["d"], "d": ["b"], "x": []}, ("b", "c", "d", "b")),
    ],
)
def test_a_circle_is_named(needs: dict[str, list[str]], circle: tuple[str, ...]) -> None:
    with pytest.raises(Circle, match="waits for") as no:
        schedule({name: Node(1, dict.fromkeys(wanted, 0)) for name, wanted in needs.items()})
    assert no.value.tasks == circle
