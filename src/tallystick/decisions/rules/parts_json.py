"""Risk registers, charters and plans from JSON: takes one field after another, and says where it goes wrong. Pure."""

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, TypeVar, cast

from tallystick.kit.dates import FIRST_TERM_YEAR, LAST_TERM_YEAR
from tallystick.kit.errors import Refused
from tallystick.kit.wholes import whole_number

Word = TypeVar("Word", bound=str)

MOST_TEXT, MOST_ID = 4_000, 60
MOST_NUMBER = Decimal(10) ** 15
_ISO = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_UNKEPT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")
"""What no database keeps as text, and no page shows."""
_NUMBER = re.compile(r"-?\d{1,16}(\.\d{1,9})?", re.ASCII)


class NotADocument(Refused):
    """A register, charter or plan that cannot be read as given: what is at fault is the place named by `field`."""

    def __init__(self, place: str, reason: str, *, what_to_do: str = "") -> None:
        super().__init__(f"{place}: {reason}" if place else reason, what_to_do=what_to_do)
        self.field = place


@dataclass
class Part:
    """One object of such a document. place: its place, such as ``risks[2]``; "" is the whole.

    Each method takes one key out and raises NotADocument where its value is not what was asked for. `done` refuses the
    keys that nobody took, so that nothing is lost unseen.
    """

    value: Mapping[str, Any]
    place: str = ""
    _taken: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, said: object, place: str = "") -> "Part":
        """Raises NotADocument where `said` is no object with names for keys."""
        if isinstance(said, Mapping) and all(isinstance(key, str) for key in said):
            return cls(said, place)
        raise NotADocument(place, f"{shown(said)} is not an object with named keys.", what_to_do="Give one.")

    def at(self, key: str) -> str:
        """The place of a key, such as ``risks[2].title``."""
        return f"{self.place}.{key}" if self.place else key

    def take(self, key: str) -> Any:
        """The value as it is, or None where it is not there."""
        self._taken.add(key)
        return self.value.get(key)

    def has(self, key: str) -> bool:
        """Whether something is said there. A key that is null says nothing."""
        return self.value.get(key) is not None

    def text(self, key: str) -> str:
        """Text with something in it, without spaces around it."""
        found = self.words(key)
        if not found:
            raise self.wrong(key, "nothing is given.", "Write something.")
        return found

    def words(self, key: str) -> str:
        """Text without spaces around it; "" where nothing is said."""
        said = self.take(key)
        if said is None:
            return ""
        if not isinstance(said, str) or len(said) > MOST_TEXT:
            raise self.wrong(key, f"{shown(said)} is no text of at most {MOST_TEXT:,} letters.", "Write it shorter.")
        if _UNKEPT.search(said):
            raise self.wrong(key, "it has letters that cannot be shown.", "Type it again.")
        return said.strip()

    def code(self, key: str) -> str:
        """What others name it by: text, or a whole number, of at most 60 letters."""
        said = self.take(key)
        whole = whole_number(said)
        text = str(whole) if whole is not None else said.strip() if isinstance(said, str) else ""
        if not text or len(text) > MOST_ID or _UNKEPT.search(text):
            raise self.wrong(key, f"{shown(said)} names nothing.", f"Give text of at most {MOST_ID} letters.")
        return text

    def codes(self, key: str, most: int) -> tuple[str, ...]:
        """A list of such names, none twice; not there is none."""
        listed = self._listed(key, 0, most)
        found = tuple(Part({key: one}, self.place).code(key) for one in listed)
        no_two(self.at(key), found)
        return found

    def texts(self, key: str, most: int) -> tuple[str, ...]:
        """A list of texts, none empty and none twice; not there is none."""
        found = tuple(Part({key: one}, self.place).text(key) for one in self._listed(key, 0, most))
        no_two(self.at(key), found)
        return found

    def one_of(self, key: str, words: Sequence[Word], otherwise: Word | None = None) -> Word:
        """One of those words; `otherwise` where nothing is said and that is allowed."""
        said = self.take(key)
        if said is None and otherwise is not None:
            return otherwise
        if not isinstance(said, str) or said not in words:
            raise self.wrong(key, f"{shown(said)} is not known.", f"Give one of: {', '.join(words)}.")
        return cast(Word, said)

    def flag(self, key: str) -> bool | None:
        """True, false, or None where nothing is said."""
        said = self.take(key)
        if said is None or isinstance(said, bool):
            return said
        raise self.wrong(key, f"{shown(said)} is neither true nor false.", "Give one of them.")

    def whole(self, key: str, low: int, high: int) -> int:
        """A whole number from `low` to `high`."""
        found = whole_number(self.take(key))
        if found is None or not low <= found <= high:
            raise self.wrong(
                key, f"{shown(self.value.get(key))} is no whole number from {low:,} to {high:,}.", "Give one."
            )
        return found

    def number(self, key: str) -> Decimal:
        """A number exactly as written, as a number or in digits, below 10¹⁵ and with at most 9 decimal places."""
        said = self.take(key)
        text = said.strip() if isinstance(said, str) else _plain(said)
        if not _NUMBER.fullmatch(text) or abs(Decimal(text)) > MOST_NUMBER:
            raise self.wrong(key, f"{shown(said)} is no number with at most 9 decimal places.", "Give one.")
        return Decimal(text)

    def day(self, key: str) -> dt.date:
        """A date such as 2027-03-31 of the years 1900 to 2199."""
        said = self.take(key)
        try:
            found = dt.date.fromisoformat(said) if isinstance(said, str) and _ISO.fullmatch(said) else None
        except ValueError:
            found = None
        if found is None or not FIRST_TERM_YEAR <= found.year <= LAST_TERM_YEAR:
            raise self.wrong(key, f"{shown(said)} is no date.", "Write it as 2027-03-31.")
        return found

    def day_or_none(self, key: str) -> dt.date | None:
        """Such a date, or None where nothing is said."""
        return self.day(key) if self.has(key) else self.take(key)

    def part(self, key: str) -> "Part":
        """An object in this one."""
        return Part.of(self.take(key), self.at(key))

    def parts(self, key: str, most: int, least: int = 0) -> list["Part"]:
        """A list of objects; not there is none, where none are enough."""
        return [Part.of(one, f"{self.at(key)}[{n}]") for n, one in enumerate(self._listed(key, least, most))]

    def done(self) -> None:
        """Raises NotADocument where there is a key that nobody took."""
        left = sorted(set(self.value) - self._taken)
        if left:
            raise self.wrong(left[0][:MOST_ID], "it is not known here.", f"Leave it out: {', '.join(left)[:300]}.")

    def wrong(self, key: str, reason: str, what_to_do: str = "") -> NotADocument:
        """The refusal of a key's value, to be raised."""
        return NotADocument(self.at(key), reason, what_to_do=what_to_do)

    def _listed(self, key: str, least: int, most: int) -> list[Any]:
        said = self.take(key)
        if said is None and not least:
            return []
        if not isinstance(said, list) or not least <= len(said) <= most:
            what = f"there are {len(said):,}" if isinstance(said, list) else f"{shown(said)} is no list"
            raise self.wrong(key, f"{what}.", f"Give a list of {least} to {most:,}.")
        return said


def no_two(place: str, names: Iterable[str]) -> None:
    """Raises NotADocument where a name is there twice."""
    seen: set[str] = set()
    for name in names:
        if name in seen:
            raise NotADocument(place, f"{shown(name)} is there twice.", what_to_do="Name each of them differently.")
        seen.add(name)


def shown(said: object) -> str:
    """What was said, in quotation marks and not too long; “nothing” for null."""
    if said is None:
        return "nothing"
    text = f"“{said}”" if isinstance(said, str | int | float | Decimal) else "what is given"
    return f"{text[:40]}…”" if len(text) > 42 else text


def in_words(names: Sequence[str]) -> str:
    """`a`, `a and b`, or `a, b and c`."""
    return " and ".join(filter(None, [", ".join(names[:-1]), *names[-1:]]))


def plain(number: Decimal) -> str:
    """The number as it is written, without an exponent or noughts that say nothing."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _plain(said: object) -> str:
    if isinstance(said, bool):
        return ""
    if isinstance(said, Decimal):
        return f"{said:f}" if said.is_finite() and -20 < said.adjusted() < 20 else ""
    return repr(said) if isinstance(said, int | float) else ""
