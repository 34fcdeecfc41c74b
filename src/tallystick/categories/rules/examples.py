"""Wording with its category, made from lists and patterns. Pure: lists in, examples out, the same each time."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import cycle
from typing import Any

NOT_ICT = "not-ict"
PRODUCT = "a product"
"""The root of what names a product: nobody can tell a product from a name never seen, so none is kept back."""
EMPTY = "says nothing"
"""The root of wording that is as often technology as not, and says nothing of its kind."""


@dataclass(frozen=True)
class Example:
    """A wording as it could stand in a description or an account, with the category that it was for.

    weight: how many ordinary examples it counts as. root: the wording that it was made from, if it was made from one:
    those of one root are kept back together when the model is tested.
    """

    text: str
    category: str
    weight: float = 1.0
    root: str = ""


def made(
    *,
    ict: Mapping[str, Any],
    not_ict: Mapping[str, Any],
    patterns: Mapping[str, Any],
    products: Sequence[tuple[str, str, bool]],
    taxonomy_words: Sequence[tuple[str, str]],
) -> list[Example]:
    """Every example, from the parsed files of reference/category_examples.

    taxonomy_words: (wording, category); products: the same, and whether the name is also an ordinary word. What is
    plain wording for technology is also written with the services that it is bought for, so that a service's name
    says nothing against it.
    """
    services = [service for of in patterns["software"]["services"].values() for service in of]
    departments = [d for area in not_ict["areas"].values() for d in area["departments"]]
    plain = [(text, code) for code, texts in ict["categories"].items() for text in texts]
    empty = patterns["plain"]["empty"]
    other = [text for area in not_ict["areas"].values() for text in area["wording"] if text not in empty]
    neutral = patterns["plain"]["neutral"]
    return [
        *(Example(text, code, 2.0) for text, code in plain),
        *_beside(plain, cycle(services + departments), 3),
        *_beside(plain, cycle([*ict["neutral"]["ict"], *neutral]), 1),
        *(Example(text, code, 2.0) for text, code in taxonomy_words),
        *_software(patterns["software"]),
        *_products(patterns["products"]["patterns"], products),
        *(Example(text, NOT_ICT, 2.0) for text in other),
        *_beside([(text, NOT_ICT) for text in other], cycle(services + departments), 1),
        *_beside([(text, NOT_ICT) for text in other], cycle(neutral), 2),
        *_people(patterns["plain"], services + departments),
        *(Example(text, NOT_ICT) for text in (*services, *departments)),
        *(Example(text, category, 8.0, EMPTY) for text in empty for category in (NOT_ICT, "ict")),
    ]


def _beside(wording: Sequence[tuple[str, str]], beside: Iterator[str], times: int) -> Iterator[Example]:
    for text, category in wording:
        for turn in range(times):
            said = f"{text} {next(beside)}" if turn % 2 == 0 else f"{next(beside)} {text}"
            yield Example(said, category, 0.5, text)


def _software(patterns: Mapping[str, Any]) -> Iterator[Example]:
    for category, services in patterns["services"].items():
        for service in services:
            for pattern in patterns["patterns"]:
                yield Example(pattern.format(service=service), category, 0.5, service)


def _products(patterns: Sequence[str], products: Sequence[tuple[str, str, bool]]) -> Iterator[Example]:
    """Each product alone, unless its name is an ordinary word, and with one of the patterns in turn."""
    for at, (product, category, ordinary) in enumerate(products):
        if not ordinary:
            yield Example(product, category, 0.5, PRODUCT)
        yield Example(patterns[at % len(patterns)].format(product=product), category, 0.5, PRODUCT)


def _people(patterns: Mapping[str, Any], services: Sequence[str]) -> Iterator[Example]:
    """Each service with each thing that is bought for it and is no technology."""
    for at, noun in enumerate(patterns["nouns"]):
        for service in services[at % 3 :: 3]:
            pattern = patterns["patterns"][len(service) % len(patterns["patterns"])]
            yield Example(pattern.format(service=service, noun=noun), NOT_ICT, 0.3, service)
