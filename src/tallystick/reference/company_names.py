"""Words of suppliers' names: legal forms, words that are the same, kinds of words, and how common each is."""

import csv
import io
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

FREQUENCIES_OF = 100_000
"""Frequencies are how many of so many distinct names have the word."""


@dataclass(frozen=True)
class CompanyNames:
    """`company_names.toml` and `company_name_words.csv`, read once.

    long_forms: legal forms of several words, in the order in which to look for them. long_form_words, people_words:
    the first words of those and of `people`. kinds: word → kind.
    frequencies: word → distinct names in every 100,000 that have it; a word that is not there is rare.
    """

    legal_forms: frozenset[str]
    last_legal_forms: frozenset[str]
    long_forms: tuple[tuple[str, str], ...]
    long_form_words: frozenset[str]
    opposed_forms: frozenset[frozenset[str]]
    sites: frozenset[str]
    alike: dict[str, str]
    kinds: dict[str, str]
    frequencies: dict[str, float]
    titles: frozenset[str]
    various: frozenset[str]
    various_need: frozenset[str]
    people: tuple[str, ...]
    people_words: frozenset[str]
    business: frozenset[str]
    first_names: frozenset[str]
    surnames: frozenset[str]
    more_surnames: frozenset[str]
    withheld: frozenset[str]
    withheld_need: frozenset[str]
    known_businesses: frozenset[str]


@cache
def company_names() -> CompanyNames:
    """The words, as kept by people in `company_names.toml`, and counted in `company_name_words.csv`."""
    folder = files("tallystick.reference")
    raw = tomllib.loads(folder.joinpath("company_names.toml").read_text(encoding="utf-8"))
    counted = folder.joinpath("company_name_words.csv").read_text(encoding="utf-8")
    nobody = raw["nobody"]
    people = dict.fromkeys((*nobody["first_names"], *nobody["surnames"]), "person")
    long_forms = sorted(raw["long_legal_forms"].items(), key=lambda form: -len(form[0]))
    return CompanyNames(
        legal_forms=frozenset(raw["legal_forms"]),
        last_legal_forms=frozenset(raw["last_legal_forms"]),
        long_forms=tuple(long_forms),
        long_form_words=frozenset(form.split()[0] for form in raw["long_legal_forms"]),
        opposed_forms=frozenset(frozenset(pair) for pair in raw["opposed_forms"]),
        sites=frozenset(raw["sites"]),
        alike=raw["alike"],
        kinds=people | {word: kind for kind, words in raw["kinds"].items() for word in words},
        frequencies={row["word"]: float(row["per_100000"]) for row in csv.DictReader(io.StringIO(counted))},
        titles=frozenset(nobody["titles"]),
        various=frozenset(nobody["various"]),
        various_need=frozenset(nobody["various_need"]),
        people=tuple(nobody["people"]),
        people_words=frozenset(sort.split()[0] for sort in nobody["people"]),
        business=frozenset(nobody["business"]),
        first_names=frozenset(nobody["first_names"]),
        surnames=frozenset(nobody["surnames"]),
        more_surnames=frozenset(nobody["more_surnames"]),
        withheld=frozenset(nobody["withheld"]),
        withheld_need=frozenset(nobody["withheld_need"]),
        known_businesses=frozenset(nobody["known_businesses"]),
    )
