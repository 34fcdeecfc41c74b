"""The firms that sell technology to UK councils, and the products they are known by.

Pure once loaded. technology_suppliers.csv and technology_products.csv hold the facts, each supplier with its source and
date; technology.toml says when they are to be looked at again. docs/reference/technology-suppliers.md is for people.
"""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Literal

from tallystick.reference import taxonomy

_BETWEEN_NAMES = re.compile(r"\bt\s?/\s?as?\b|\btrading as\b|\bformerly\b|\bpreviously\b|\bf/k/a\b")
_IN_BRACKETS = re.compile(r"\([^)]*\)|\[[^\]]*\]")
_LIMITED = re.compile(r"\blimited\b")
_PUBLIC_COMPANY = re.compile(r"\bpublic ltd company\b")
_AT_THE_END = frozenset(
    {"ltd", "plc", "llp", "llc", "inc", "corp", "corporation", "co", "company", "gmbh", "bv", "sarl", "sas", "ag"}
    | {"uk", "gb", "europe", "emea", "ireland", "dac"}
)


@dataclass(frozen=True)
class Alias:
    """A name that a supplier is paid under, folded.

    how: `exact` where the whole name must be this, legal form and country at its end aside unless the alias has them;
    `begins` where the name only has to begin with these words.
    """

    words: str
    how: Literal["exact", "begins"]


@dataclass(frozen=True)
class TechnologySupplier:
    """A firm that sells technology to councils.

    code: a slug, one a supplier and never reused. sells: category codes of the taxonomy, the main one first.
    only_ict: False where the firm sells much that is not technology, so that its name alone proves little.
    group: whose it is, or None. company_numbers: eight long; only those that published files agree on.
    sme, vcse: None where not known. source: what the row rests on. as_of: ISO date.
    """

    code: str
    name: str
    aliases: tuple[Alias, ...]
    company_numbers: tuple[str, ...]
    group: str | None
    sells: tuple[str, ...]
    only_ict: bool
    sme: bool | None
    vcse: bool | None
    source: str
    as_of: str


@dataclass(frozen=True)
class Product:
    """A product or maker, by the folded words it is named by.

    category: what it is. ambiguous: the words also mean other things, and are a hint and no more.
    """

    words: str
    category: str
    ambiguous: bool


@cache
def technology_suppliers() -> tuple[TechnologySupplier, ...]:
    """Every supplier of technology_suppliers.csv, by code."""
    return tuple(_supplier(row) for row in _rows("technology_suppliers.csv"))


@cache
def by_code() -> dict[str, TechnologySupplier]:
    """The suppliers, by their codes."""
    return {supplier.code: supplier for supplier in technology_suppliers()}


@cache
def products() -> tuple[Product, ...]:
    """Every product of technology_products.csv."""
    return tuple(Product(r["words"], r["category"], r["ambiguous"] == "yes") for r in _rows("technology_products.csv"))


@lru_cache(maxsize=200_000)
def recognise(name: str) -> TechnologySupplier | None:
    """The supplier that `name`, as written by a publisher, is; None where it is none of them, or could be another.

    The name is compared whole, then without what is in brackets, then in its parts around "t/a" and "formerly".
    """
    exact, begins, longest = _index()
    for words in _readings(name):
        found = exact.get(" ".join(words)) or exact.get(" ".join(_without_form(words)))
        if found is not None:
            return found
        for length in range(min(longest, len(words)), 0, -1):
            found = begins.get(" ".join(words[:length]))
            if found is not None:
                return found
    return None


def products_in(text: str) -> tuple[Product, ...]:
    """The products that `text` names, in the order they come; of words that overlap, the longest."""
    known, longest = _product_index()
    words = folded(text).split(" ")
    found: list[Product] = []
    at = 0
    while at < len(words):
        for length in range(min(longest, len(words) - at), 0, -1):
            product = known.get(" ".join(words[at : at + length]))
            if product is not None:
                found.append(product)
                at += length
                break
        else:
            at += 1
    return tuple(dict.fromkeys(found))


def folded(name: str) -> str:
    """`name` as `taxonomy.folded` folds words, with "limited" as "ltd" and "public limited company" as "plc".

    ``S.C.C. Limited`` and ``SCC Ltd`` are both ``scc ltd``. Folding again changes nothing.
    """
    text = taxonomy.folded(name)
    if "limited" in text:
        text = _LIMITED.sub("ltd", text)
    return _PUBLIC_COMPANY.sub("plc", text) if "public ltd" in text else text


def _readings(name: str) -> Iterator[list[str]]:
    """The ways to read a name, best first, each as words."""
    lower = name.casefold()
    texts = [lower]
    if "(" in lower or "[" in lower:
        texts.append(_IN_BRACKETS.sub(" ", lower))
    parts = _BETWEEN_NAMES.split(lower)
    if len(parts) > 1:
        texts.extend(parts)
    for text in texts:
        words = folded(text).split()
        if words:
            yield words
            if words[0] == "the" and len(words) > 1:
                yield words[1:]


def _without_form(words: list[str]) -> list[str]:
    """The words without the legal form, the country or an account's number at their end."""
    last = len(words)
    while last > 1 and (words[last - 1] in _AT_THE_END or words[last - 1].isdigit()):
        last -= 1
    return words[:last]


@cache
def _index() -> tuple[dict[str, TechnologySupplier], dict[str, TechnologySupplier], int]:
    exact: dict[str, TechnologySupplier] = {}
    begins: dict[str, TechnologySupplier] = {}
    for supplier in technology_suppliers():
        for alias in supplier.aliases:
            (exact if alias.how == "exact" else begins)[alias.words] = supplier
    return exact, begins, max(words.count(" ") + 1 for words in begins)


@cache
def _product_index() -> tuple[dict[str, Product], int]:
    known = {product.words: product for product in products()}
    return known, max(words.count(" ") + 1 for words in known)


def _rows(file: str) -> list[dict[str, str]]:
    text = files("tallystick.reference").joinpath(file).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


def _supplier(row: dict[str, str]) -> TechnologySupplier:
    return TechnologySupplier(
        code=row["code"],
        name=row["name"],
        aliases=tuple(_alias(text) for text in row["aliases"].split("|")),
        company_numbers=_several(row["company_numbers"]),
        group=row["group"] or None,
        sells=_several(row["sells"]),
        only_ict=row["only_ict"] == "yes",
        sme=_known(row["sme"]),
        vcse=_known(row["vcse"]),
        source=row["source"],
        as_of=row["as_of"],
    )


def _alias(text: str) -> Alias:
    return Alias(text[:-1], "begins") if text.endswith("*") else Alias(text, "exact")


def _several(text: str) -> tuple[str, ...]:
    return tuple(text.split("|")) if text else ()


def _known(text: str) -> bool | None:
    return {"yes": True, "no": False, "": None}[text]
