"""Keys by which companies' names are looked up: `supplier_key`, and the same without the legal form."""

import re

import polars as pl

from tallystick.lake.tidy.names import supplier_key

# Endings that only say what kind of body it is, in English and Welsh: the Company, Limited Liability Partnership and
# Business (Names and Trading Disclosures) Regulations 2015, Schedule 2, and the kinds of body made since. "Company" and
# "and company" before them are passed over too, as Schedule 3 of the same does when it asks whether two names are one.
_FORMS = (
    "limited|ltd|public limited company|plc|p l c|unlimited|limited liability partnership|llp|l l p"
    "|limited partnership|lp|l p|community interest company|cic|c i c|community interest public limited company"
    "|charitable incorporated organisation|cio|scottish charitable incorporated organisation|scio"
    "|incorporated|inc|cyfyngedig|cyf|cwmni cyfyngedig cyhoeddus|ccc|anghyfyngedig"
    "|partneriaeth atebolrwydd cyfyngedig|pac|cwmni buddiant cymunedol|cbc"
)
BARE = rf"^(?:the )?(.+?)(?: (?:and )?(?:company|co))?(?: (?:{_FORMS}))*$"
_BARE = re.compile(BARE)


def bare_key(key: str) -> str:
    """A supplier key without its legal form: ``smith and sons ltd`` and ``smith and sons limited`` share one.

    A name that is nothing but a legal form is left as it is.
    """
    found = _BARE.match(key)
    return found[1] if found else key


def keys_of(names: pl.Series) -> pl.Series:
    """`supplier_key` of each name (no nulls). Names in ASCII, nearly all of them, are folded all at once."""
    folded = (
        names.str.to_lowercase()
        .str.replace_all("&", " and ", literal=True)
        .str.replace_all("'", "", literal=True)
        .str.replace_all("[^a-z0-9]+", " ")
        .str.strip_chars(" ")
    )
    other = names.str.contains(r"[^\x00-\x7F]")
    if not other.any():
        return folded
    slow = names.filter(other).unique()
    keys = {name: supplier_key(name) for name in slow.to_list()}
    careful = names.replace_strict(list(keys), list(keys.values()), default=None, return_dtype=pl.String())
    return pl.select(pl.when(other).then(careful).otherwise(folded)).to_series()


def bare_keys_of(keys: pl.Series) -> pl.Series:
    """`bare_key` of each key."""
    return keys.str.replace(BARE, "${1}")
