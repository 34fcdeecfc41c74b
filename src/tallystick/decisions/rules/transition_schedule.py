"""When tasks that wait for one another can start and must finish, in whole days from nought. Pure.

The critical path method, with links from finish to start. docs/rules/transition-plan.md. Knows no dates: a task that
starts at 3 and takes 2 has the days 3 and 4, and finishes at 5.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from tallystick.kit.errors import Refused


@dataclass(frozen=True)
class Node:
    """A task: the days it takes (0 or more), what it waits for, and the day before which it does not start.

    needs: id -> lag, the days that have to pass between the finish of that one and the start of this; below nought, the
    days by which they may overlap.
    """

    days: int
    needs: Mapping[str, int]
    not_before: int = 0


@dataclass(frozen=True)
class Span:
    """Earliest and latest start and finish; finishes are the day after the last. slack: latest less earliest start."""

    start: int
    finish: int
    latest_start: int
    latest_finish: int

    @property
    def slack(self) -> int:
        """Days by which it may slip without the whole finishing later; never below nought."""
        return self.latest_start - self.start


class Circle(Refused):
    """Tasks that wait for each other in a circle: `tasks` names them, the first again at the end."""

    def __init__(self, tasks: tuple[str, ...]) -> None:
        super().__init__(
            f"{' waits for '.join(tasks)}: none of them can ever start.", what_to_do="Take one of these needs away."
        )
        self.tasks = tasks


def in_turn(needs: Mapping[str, Mapping[str, int]]) -> tuple[str, ...]:
    """Every id after all that it needs; of those that could come next, the one that sorts first. Raises Circle."""
    left = {name: set(wanted) for name, wanted in needs.items()}
    found: list[str] = []
    while left:
        ready = sorted(name for name, wanted in left.items() if not wanted)
        if not ready:
            raise Circle(_circle(left))
        found += ready
        for name in ready:
            del left[name]
        for wanted in left.values():
            wanted.difference_update(ready)
    return tuple(found)


def schedule(nodes: Mapping[str, Node]) -> dict[str, Span]:
    """The span of each task, where each starts as early as it can. Raises Circle."""
    turn = in_turn({name: node.needs for name, node in nodes.items()})
    first: dict[str, int] = {}
    for name in turn:
        node = nodes[name]
        after = [first[need] + nodes[need].days + lag for need, lag in node.needs.items()]
        first[name] = max([node.not_before, *after])
    end = max((first[name] + nodes[name].days for name in turn), default=0)
    last = _latest(nodes, turn, end)
    return {
        name: Span(first[name], first[name] + nodes[name].days, last[name], last[name] + nodes[name].days)
        for name in nodes
    }


def critical_paths(nodes: Mapping[str, Node], spans: Mapping[str, Span], most: int) -> tuple[tuple[str, ...], ...]:
    """Chains of tasks without slack, each starting as soon as the one before lets it, to the end; at most so many."""
    links = _tight(nodes, spans)
    led_to = {name for following in links.values() for name in following}
    waiting: list[tuple[str, ...]] = [(name,) for name in sorted(links, reverse=True) if name not in led_to]
    found: list[tuple[str, ...]] = []
    while waiting and len(found) < most:
        path = waiting.pop()
        following = links[path[-1]]
        if following:
            waiting += [(*path, name) for name in reversed(following)]
        else:
            found.append(path)
    return tuple(found)


def count_critical_paths(nodes: Mapping[str, Node], spans: Mapping[str, Span]) -> int:
    """How many such chains there are."""
    links = _tight(nodes, spans)
    led_to = {name for following in links.values() for name in following}
    turn = in_turn({name: node.needs for name, node in nodes.items()})
    onward: dict[str, int] = {}
    for name in reversed(turn):
        if name in links:
            onward[name] = sum(onward[one] for one in links[name]) or 1
    return sum(onward[name] for name in links if name not in led_to)


def _latest(nodes: Mapping[str, Node], turn: tuple[str, ...], end: int) -> dict[str, int]:
    """The latest start of each, so that the whole still finishes at `end`."""
    finish = dict.fromkeys(turn, end)
    last: dict[str, int] = {}
    for name in reversed(turn):
        last[name] = finish[name] - nodes[name].days
        for need, lag in nodes[name].needs.items():
            finish[need] = min(finish[need], last[name] - lag)
    return last


def _tight(nodes: Mapping[str, Node], spans: Mapping[str, Span]) -> dict[str, list[str]]:
    """Each task without slack, and those without slack that start as soon as it lets them."""
    critical = sorted(name for name, span in spans.items() if not span.slack)
    links: dict[str, list[str]] = {name: [] for name in critical}
    for name in critical:
        for need, lag in nodes[name].needs.items():
            if need in links and spans[need].finish + lag == spans[name].start:
                links[need].append(name)
    return links


def _circle(left: Mapping[str, set[str]]) -> tuple[str, ...]:
    """A circle among tasks each of which waits for another of them, from the id in it that sorts first."""

    name, seen = min(left), list[str]()
    while name not in seen:
        seen.append(name)
        name = min(left[name])
    found = seen[seen.index(name) :]
    begin = found.index(min(found))
    turned = found[begin:] + found[:begin]
    return (*turned, turned[0])
