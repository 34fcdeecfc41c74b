"""What councils buy from technology suppliers, in two levels, and what other people's codes mean in it.

Pure once loaded. The words of it are in categories.toml, with source and review date; docs/reference/categories.md is
the same for people.
"""

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from typing import Any, Literal

NOT_ICT = "not-ict"
"""The category of everything that is not technology."""

ICT = "ict"
"""The category of technology when nothing says which kind."""

Sure = Literal["exact", "division"]

_CPV = re.compile(r"(?<!\d)(\d{2,8})(?:-\d)?(?!\d)")
_PROCLASS = re.compile(r"(?<!\d)(\d{6})(?!\d)")
_NOT_A_WORD = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True)
class Category:
    """One head of the taxonomy.

    code: `devices`, or `devices.laptops` for one below it. belongs, does_not: one sentence each.
    cpv: eight digits without the check digit; each stands for all codes below it. proclass: six digits.
    strong: folded words that alone show the category; weak: folded words that hint at it.
    """

    code: str
    name: str
    belongs: str
    does_not: str
    cpv: tuple[str, ...]
    proclass: tuple[str, ...]
    strong: tuple[str, ...]
    weak: tuple[str, ...]

    @property
    def parent(self) -> str | None:
        """The code of the head above, or None for one of the first level."""
        return self.code.partition(".")[0] if "." in self.code else None

    @property
    def is_ict(self) -> bool:
        return self.code != NOT_ICT


@dataclass(frozen=True)
class Match:
    """What a published code means here.

    category: a code of the taxonomy. sure: `exact` where the code says it; `division` where only its division does.
    also: other categories that the same published code holds, none of them as likely.
    """

    category: str
    sure: Sure
    also: tuple[str, ...] = ()


@dataclass(frozen=True)
class Taxonomy:
    """Every category in the order a page shows them: each head, then those below it; "not ICT" last."""

    categories: tuple[Category, ...]
    valid_from: str
    review_by: str
    source: str
    _cpv: dict[str, str]
    _mixed: frozenset[str]
    _proclass: dict[str, str]
    _proclass_also: dict[str, tuple[str, ...]]
    _proclass_divisions: tuple[str, ...]
    _sercop: frozenset[str]

    @cached_property
    def by_code(self) -> dict[str, Category]:
        return {category.code: category for category in self.categories}

    @cached_property
    def top(self) -> tuple[Category, ...]:
        """The categories of the first level."""
        return tuple(c for c in self.categories if c.parent is None)

    def children(self, code: str) -> tuple[Category, ...]:
        """Those below `code`; none for one of the second level."""
        return tuple(c for c in self.categories if c.parent == code)

    def head(self, code: str) -> str:
        """The code of the first level that `code` is, or is below."""
        return code.partition(".")[0]

    def from_cpv(self, code: str) -> Match | None:
        """What a CPV code means; with or without its check digit, and cut short or not.

        None for what is no CPV code, and for a division that holds technology and much else.
        """
        found = _CPV.search(code)
        if found is None:
            return None
        digits = found.group(1)
        if len(digits) == 7:  # a leading nought that a spreadsheet took off
            digits = "0" + digits
        if digits.startswith("00"):
            return None
        for length in range(len(digits), 1, -1):
            category = self._cpv.get(digits[:length])
            if category is not None:
                return Match(category, "exact" if length > 2 else "division")
        if digits[:2] in self._mixed and not digits[2:].strip("0"):
            return None
        return Match(NOT_ICT, "division")

    def from_proclass(self, code: str) -> Match | None:
        """What a ProClass number means, or None for what is no ProClass number (six digits)."""
        found = _PROCLASS.search(code)
        if found is None:
            return None
        number = found.group(1)
        category = self._proclass.get(number)
        if category is not None:
            return Match(category, "exact", self._proclass_also.get(number, ()))
        if number.startswith(self._proclass_divisions):
            return Match(ICT, "division")
        return Match(NOT_ICT, "division") if "10" <= number[:2] <= "41" else None

    def from_sercop(self, heading: str) -> Match | None:
        """What a subjective heading of SeRCOP means: technology of a kind not known, or None where it does not say."""
        return Match(ICT, "division") if folded(heading) in self._sercop else None


def folded(text: str) -> str:
    """Lower case, letters and figures only, initials joined, one space between words: as `strong` and `weak` are.

    ``I.T. & Children's Services`` is ``it and childrens services``. Folding again changes nothing.
    """
    if not text.isascii():
        text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    text = text.casefold().replace("&amp;", "&").replace("&", " and ").replace("'", "").replace("’", "")
    return " ".join(_initials_joined(_NOT_A_WORD.sub(" ", text).split()))


def _initials_joined(words: list[str]) -> Iterator[str]:
    initials = ""
    for word in words:
        if len(word) == 1 and word.isalpha():
            initials += word
            continue
        if initials:
            yield initials
            initials = ""
        yield word
    if initials:
        yield initials


@cache
def taxonomy() -> Taxonomy:
    """The taxonomy of categories.toml."""
    said = tomllib.loads(files("tallystick.reference").joinpath("categories.toml").read_text(encoding="utf-8"))
    categories = (*(_category(entry) for entry in said["category"]), _not_ict())
    cpv = {_stem(code): category.code for category in categories for code in category.cpv}
    cpv.update((_stem(code), NOT_ICT) for code in said["cpv_not_ict"])
    return Taxonomy(
        categories=categories,
        valid_from=said["valid_from"],
        review_by=said["review_by"],
        source=said["source"],
        _cpv=cpv,
        _mixed=frozenset(said["cpv_mixed_divisions"]),
        _proclass={number: category.code for category in categories for number in category.proclass},
        _proclass_also={number: tuple(codes) for number, codes in said["proclass_also"].items()},
        _proclass_divisions=tuple(said["proclass_ict_divisions"]),
        _sercop=frozenset(said["sercop_ict"]),
    )


def _category(entry: dict[str, Any]) -> Category:
    def several(key: str) -> tuple[str, ...]:
        values: Iterable[str] = entry.get(key, ())
        return tuple(values)

    return Category(
        code=entry["code"],
        name=entry["name"],
        belongs=entry["belongs"],
        does_not=entry["not"],
        cpv=several("cpv"),
        proclass=several("proclass"),
        strong=several("strong"),
        weak=several("weak"),
    )


def _not_ict() -> Category:
    return Category(NOT_ICT, "Not ICT", "Everything that is not technology.", "Any of the other heads.", (), (), (), ())


def _stem(code: str) -> str:
    """30210000 is 3021: what every code below it begins with. A division keeps both its figures."""
    return code[:2] + code[2:].rstrip("0")
