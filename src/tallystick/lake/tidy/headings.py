"""What publishers call their columns: folding a heading, and which field its words suggest."""

import html
import re
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

FIELDS = (
    "organisation", "department", "supplier", "supplier_number", "company_number", "vat_number", "supplier_postcode",
    "date", "net", "vat", "gross", "amount", "description", "account", "category_code", "transaction",
    "contract_reference", "card",
)  # fmt: skip
"""Canonical columns that a published column may become. `amount` is one whose VAT basis is not stated."""

AMOUNTS = ("net", "gross", "amount")
"""Fields that can be the amount of a payment, in order of preference."""

SCHEMES = {
    "proclass": "ProClass", "pro class": "ProClass", "cpv": "CPV", "sercop": "SeRCOP", "bvacop": "BVACOP",
    "unspsc": "UNSPSC", "mcc": "MCC", "merchant category": "merchant category",
}  # fmt: skip

_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_NOT_WORD = re.compile(r"[^a-z0-9]+")
_NUMBERED = re.compile(r"^\d{1,2} (?=[a-z]{3})")


@lru_cache(maxsize=20_000)
def fold(heading: str | None) -> str:
    """A heading in lower case, its words parted by single spaces, without punctuation, pound signs or leading number.

    ``SupplierName`` and ``SUPPLIER_NAME `` and ``6 Supplier name`` are all ``supplier name``.
    """
    if not heading:
        return ""
    text = html.unescape(heading).replace("\u00a0", " ").replace("œ", "")
    if not text.isupper() and " " not in text.strip():
        text = _CAMEL.sub(" ", text)
    folded = _NOT_WORD.sub(" ", text.lower().replace("'", "").replace("’", "")).strip()
    return _NUMBERED.sub("", folded)


@dataclass(frozen=True)
class _Words:
    exact: dict[str, float]
    words: tuple[tuple[str, ...], ...]
    unless: frozenset[str]


@dataclass(frozen=True)
class Other:
    """A kind of table that is no list of payments: `least` of its words among the headings give it away."""

    name: str
    words: frozenset[str]
    least: int


@dataclass(frozen=True)
class Vocabulary:
    """`reference/headings.toml`, ready to be asked. All words are folded."""

    fields: dict[str, _Words]
    register: frozenset[str]
    register_exact: frozenset[str]
    pivot_corner: frozenset[str]
    others: tuple[Other, ...]
    beside: dict[str, frozenset[str]]
    units: frozenset[str]
    short: dict[str, str]
    known: dict[int, tuple[str, ...]]
    """Words of five letters or more that stand in some heading, by length."""

    def suggestions(self, folded: str) -> dict[str, float]:
        """Fields that a folded heading suggests, with a strength from 0 to 1; empty where it suggests none."""
        return _suggestions(folded)

    def guesses(self, folded: str) -> dict[str, float]:
        """`suggestions`, and those of the heading with abbreviations written out; or, where there are none, with slips
        of the keyboard put right. Only for cells that are known to be headings."""
        said, in_full = _suggestions(folded), _in_full(folded)
        if not in_full and not said:
            return _mended(folded)
        return {field: max(said.get(field, 0.0), in_full.get(field, 0.0)) for field in said | in_full}


@cache
def vocabulary() -> Vocabulary:
    """`reference/headings.toml`, read once."""
    raw = tomllib.loads(files("tallystick.reference").joinpath("headings.toml").read_text(encoding="utf-8"))
    fields = {}
    known: set[str] = set()
    for field in FIELDS:
        entry = raw["fields"][field]
        exact = {name: max(0.8, 1 - 0.004 * rank) for rank, name in enumerate(entry["exact"])}
        fields[field] = _Words(exact, tuple(tuple(w) for w in entry["words"]), frozenset(entry["unless"]))
        known.update(
            word for name in (*exact, *map(" ".join, entry["words"])) for word in name.split() if len(word) >= 5
        )
    by_length: dict[int, tuple[str, ...]] = {
        n: tuple(sorted(w for w in known if len(w) == n)) for n in {len(w) for w in known}
    }
    return Vocabulary(
        fields,
        register=frozenset(raw["registers"]["words"]),
        register_exact=frozenset(raw["registers"]["exact"]),
        pivot_corner=frozenset(raw["pivots"]["corner"]),
        others=tuple(Other(o["name"], frozenset(o["words"]), o["least"]) for o in raw["others"].values()),
        beside={name: frozenset(words) for name, words in raw["beside"].items()},
        units=frozenset(raw["units"]["words"]),
        short=raw["short"],
        known=by_length,
    )


@lru_cache(maxsize=20_000)
def _suggestions(folded: str) -> dict[str, float]:
    if not folded or len(folded) > 90:
        return {}
    words = set(folded.split())
    found: dict[str, float] = {}
    for field, entry in vocabulary().fields.items():
        if folded in entry.exact:
            found[field] = entry.exact[folded]
        elif len(words) <= 9 and not words & entry.unless:
            for rank, needed in enumerate(entry.words):
                if words.issuperset(needed):
                    found[field] = 0.74 - 0.01 * rank - 0.02 * max(0, len(words) - len(needed) - 1)
                    break
    found = {field: strength for field, strength in found.items() if strength > 0.3}
    # Unit4 (Agresso) writes a code's description as the code's name and (T).
    return found if found or not folded.endswith(" t") else _suggestions(folded[:-2])


@lru_cache(maxsize=2_000)
def _in_full(folded: str) -> dict[str, float]:
    words = folded.split()
    short = vocabulary().short
    if len(words) < 2 or not any(word in short for word in words):
        return {}
    return {field: 0.9 * strength for field, strength in _suggestions(" ".join(short.get(w, w) for w in words)).items()}


@lru_cache(maxsize=2_000)
def _mended(folded: str) -> dict[str, float]:
    words = folded.split()
    if not words or len(words) > 6:
        return {}
    mended = " ".join(vocabulary().short.get(word) or _spelt(word) for word in words)
    return {} if mended == folded else {field: 0.9 * strength for field, strength in _suggestions(mended).items()}


def _spelt(word: str) -> str:
    """The one word of the vocabulary that is a slip or two of the keyboard from `word`; else `word`."""
    if len(word) < 5:
        return word
    allowed = 1 if len(word) < 8 else 2
    near = [
        known
        for length in range(len(word) - allowed, len(word) + allowed + 1)
        for known in vocabulary().known.get(length, ())
        if known[0] == word[0] and _slips(word, known) <= allowed
    ]
    if word in near or not near:
        return word
    return min(near, key=lambda known: _slips(word, known))


def _slips(a: str, b: str) -> int:
    """Letters to add, drop, change or swap with the next to make one word the other."""
    before: list[int] = []
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, start=1):
        older, before, row = before, row, [i]
        for j, y in enumerate(b, start=1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (x != y))
            if i > 1 and j > 1 and x == b[j - 2] and a[i - 2] == y:
                cost = min(cost, older[j - 2] + 1)
            row.append(cost)
    return row[-1]


def scheme_of(folded: str) -> str | None:
    """The scheme that a category column's heading names, or None."""
    for words, scheme in SCHEMES.items():
        if words in folded:
            return scheme
    return None
