"""Answers kept for as long as their build is in use, as the same question then has the same answer."""

from collections.abc import Callable, Hashable
from functools import lru_cache
from typing import Any, TypeVar

from django.conf import settings

from tallystick.lake.build.manifest import current_id
from tallystick.lake.store.home import Home

Answer = TypeVar("Answer")
_ANSWERS = 400
"""How many are kept; each is at most one page of a list, so together they are a few megabytes."""


def ask(look_up: Callable[..., Answer], *about: Hashable, **said: Hashable) -> Answer:
    """What `look_up` gives for this installation's home, asked once in a build. The answer must not be changed."""
    home = settings.TALLYSTICK_HOME
    answer: Answer = _answer(home, current_id(home), look_up, about, tuple(sorted(said.items())))
    return answer


@lru_cache(maxsize=_ANSWERS)
def _answer(
    home: Home,
    build: str | None,
    look_up: Callable[..., Any],
    about: tuple[Any, ...],
    said: tuple[tuple[str, Any], ...],
) -> Any:
    # If another build took over since `build` was read, its answer is kept under a name that nobody asks for again.
    return look_up(home, *about, **dict(said))
