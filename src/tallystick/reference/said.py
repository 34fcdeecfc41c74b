"""Reads data that people wrote, field by field, and says where it goes wrong. Pure."""

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar, cast

from tallystick.kit.errors import Refused

T = TypeVar("T", bound=str)

_CODE = re.compile(r"[a-z0-9][a-z0-9_-]{0,59}")
LONGEST_TEXT = 2000


@dataclass
class Said:
    """One object of such data, such as ``{"id": "reputation", "weight": 5}``.

    place: where it is, for messages, such as ``Question 3``. Each method takes one field out and raises Refused where
    it is not what was asked for; `done` refuses what nobody took, so that nothing is lost unseen.
    """

    value: Mapping[str, Any]
    place: str
    _taken: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, value: object, place: str) -> "Said":
        """Raises Refused where `value` is no object with names for keys."""
        if not isinstance(value, Mapping) or not all(isinstance(key, str) for key in value):
            raise Refused(f"{place} is not an object with named fields.")
        return cls(value, place)

    def take(self, key: str) -> Any:
        """The field as it is, or None where it is not there."""
        self._taken.add(key)
        return self.value.get(key)

    def text(self, key: str, *, empty: bool = False) -> str:
        """Text without spaces around it; not there is "" where `empty` allows it."""
        value = self.take(key)
        if value is None and empty:
            return ""
        if not isinstance(value, str):
            raise self.wrong(key, "has to be text")
        if not value.strip() and not empty:
            raise self.wrong(key, "is empty")
        if len(value) > LONGEST_TEXT:
            raise self.wrong(key, f"is longer than {LONGEST_TEXT:,} letters")
        return value.strip()

    def code(self, key: str) -> str:
        """A short word of small letters, figures, dashes and underlines."""
        value = self.text(key)
        if not _CODE.fullmatch(value):
            raise self.wrong(key, "has to be one word of small letters, figures, - and _, at most 60 long")
        return value

    def one_of(self, key: str, allowed: Sequence[T]) -> T:
        value = self.text(key)
        if value not in allowed:
            raise self.wrong(key, f"has to be one of {', '.join(allowed)}")
        return cast(T, value)

    def whole(self, key: str, low: int, high: int, default: int | None = None) -> int:
        """A whole number from `low` to `high`."""
        value = self.take(key)
        if value is None and default is not None:
            return default
        if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
            raise self.wrong(key, f"has to be a whole number from {low:,} to {high:,}")
        return value

    def flag(self, key: str, default: bool) -> bool:
        value = self.take(key)
        if value is None:
            return default
        if not isinstance(value, bool):
            raise self.wrong(key, "has to be true or false")
        return value

    def day(self, key: str) -> dt.date:
        """A date, or text such as 2026-11-22."""
        value = self.take(key)
        if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
            return value
        try:
            return dt.date.fromisoformat(value)
        except (TypeError, ValueError):
            raise self.wrong(key, "has to be a date such as 2026-11-22") from None

    def several(self, key: str, name: str, most: int) -> list["Said"]:
        """A list of objects, each called `name` and its number in messages; not there is none."""
        return [Said.of(one, f"{name} {n}") for n, one in enumerate(self._listed(key, most), 1)]

    def texts(self, key: str, most: int) -> tuple[str, ...]:
        """A list of texts; not there is none."""
        listed = self._listed(key, most)
        if not all(isinstance(one, str) and one.strip() and len(one) <= LONGEST_TEXT for one in listed):
            raise self.wrong(key, "has to be a list of texts")
        return tuple(one.strip() for one in listed)

    def done(self) -> None:
        """Raises Refused where a field was not taken."""
        left = sorted(set(self.value) - self._taken)
        if left:
            raise Refused(f"{self.place} has a field that is not known: {', '.join(left)}.")

    def wrong(self, key: str, why: str) -> Refused:
        return Refused(f"{self.place}: {key} {why}.")

    def _listed(self, key: str, most: int) -> list[Any]:
        value = self.take(key)
        if value is None:
            return []
        if not isinstance(value, list | tuple):
            raise self.wrong(key, "has to be a list")
        if len(value) > most:
            raise self.wrong(key, f"has more than {most} entries")
        return list(value)
