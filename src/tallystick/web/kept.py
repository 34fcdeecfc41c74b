"""Answers kept for as long as what they come from is in use, as the same question then has the same answer."""

from collections.abc import Callable, Hashable
from functools import lru_cache
from typing import Any, TypeVar

from django.conf import settings

from tallystick.lake.build.manifest import current_id
from tallystick.lake.store import maps
from tallystick.lake.store.home import Home

Answer = TypeVar("Answer")
_ANSWERS = 400
"""How many are kept; each is at most one page of a list, so together they are a few megabytes."""


def ask(look_up: Callable[..., Answer], *about: Hashable, **said: Hashable) -> Answer:
    """What `look_up` gives for this installation's home, asked once in an edition. The answer must not be changed."""
    home = settings.TALLYSTICK_HOME
    answer: Answer = _answer(home, edition(home), look_up, about, tuple(sorted(said.items())))
    return answer


def edition(home: Home) -> str | None:
    """What is shown now: the build in use with its maps of suppliers and categories. None before the first build."""
    build, mapped = current_id(home), maps.current(home)
    return mapped.id if build and mapped and mapped.build == build else build


@lru_cache(maxsize=_ANSWERS)
def _answer(
    home: Home,
    shown: str | None,
    look_up: Callable[..., Any],
    about: tuple[Any, ...],
    said: tuple[tuple[str, Any], ...],
) -> Any:
    # If another edition took over since `shown` was read, its answer is kept under a name that nobody asks for again.
    return look_up(home, *about, **dict(said))
