"""What publishers call their columns: folding a heading, and which field its words suggest."""

import html
import re
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

FIELDS = (
    "organisation", "department", "supplier", "supplier_number", "company_number", "vat_number", "date", "net", "vat",
    "gross", "amount", "description", "account", "category_code", "transaction", "contract_reference", "card",
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
class Vocabulary:
    """`reference/headings.toml`, ready to be asked."""

    fields: dict[str, _Words]
    register: frozenset[str]
    pivot_corner: frozenset[str]

    def suggestions(self, folded: str) -> dict[str, float]:
        """Fields that a folded heading suggests, with a strength from 0 to 1; empty where it suggests none."""
        return _suggestions(folded)

    def knows(self, folded: str) -> bool:
        return bool(_suggestions(folded))


@cache
def vocabulary() -> Vocabulary:
    raw = tomllib.loads(files("tallystick.reference").joinpath("headings.toml").read_text(encoding="utf-8"))
    fields = {}
    for field in FIELDS:
        entry = raw["fields"][field]
        exact = {name: max(0.8, 1 - 0.004 * rank) for rank, name in enumerate(entry["exact"])}
        fields[field] = _Words(exact, tuple(tuple(w) for w in entry["words"]), frozenset(entry["unless"]))
    return Vocabulary(fields, frozenset(raw["registers"]["words"]), frozenset(raw["pivots"]["corner"]))


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
    return {field: strength for field, strength in found.items() if strength > 0.3}


def scheme_of(folded: str) -> str | None:
    """The scheme that a category column's heading names, or None."""
    for words, scheme in SCHEMES.items():
        if words in folded:
            return scheme
    return None
