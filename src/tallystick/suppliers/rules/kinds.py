"""Who is no supplier: names that were withheld, people, and words that stand for nobody in particular."""

import re

from tallystick.lake.tidy.redactions import is_nobody, is_redaction
from tallystick.reference.company_names import company_names
from tallystick.suppliers.rules.folding import plain, words

SUPPLIER, INDIVIDUAL, VARIOUS, REDACTED = "supplier", "individual", "various", "redacted"

REASONS = {
    REDACTED: "The publisher withheld this name.",
    INDIVIDUAL: "This looks like a person, not a supplier. People are never matched.",
    VARIOUS: "This names nobody in particular.",
}
"""Why a name is no supplier, for people."""

_NO_PERSON = re.compile(r"['’]s\b|^\W*st\b", re.IGNORECASE)
"""``Mr Fox's``, ``St Andrews``."""


def kind_of(name: str, *, numbered: bool = False) -> str:
    """SUPPLIER, INDIVIDUAL, VARIOUS or REDACTED. numbered: a company number was published with it, so it is a supplier
    unless the name was withheld."""
    if is_redaction(name):
        return REDACTED
    if numbered:
        return SUPPLIER
    known = company_names()
    its = words(plain(name))
    if " ".join(its) in known.known_businesses:
        return SUPPLIER
    if known.withheld.issuperset(its) and not known.withheld_need.isdisjoint(its):
        return REDACTED
    if not any(word.isalpha() and len(word) > 1 for word in its):
        return VARIOUS if not any(letter.isalpha() for letter in name) or len("".join(its)) < 2 else SUPPLIER
    if not known.legal_forms.isdisjoint(its):
        return SUPPLIER
    if not known.various_need.isdisjoint(its) and all(word in known.various or word.isdigit() for word in its):
        return VARIOUS
    if is_nobody(name) or _is_sort_of_person(its) or _is_couple(its) or _is_person(name, its):
        return INDIVIDUAL
    return SUPPLIER


def _is_sort_of_person(its: list[str]) -> bool:
    """``Foster carer 1234``, ``Direct payment client``: one of the listed sorts, and then no word but initials."""
    if company_names().people_words.isdisjoint(its):
        return False
    text = " ".join(word for word in its if not any(letter.isdigit() for letter in word))
    for people in company_names().people:
        if text == people or (text.startswith(people + " ") and len(text) - len(people) <= 4):
            return True
    return False


def _is_couple(its: list[str]) -> bool:
    """``Mr & Mrs J Bloggs``. Two doctors are a practice."""
    known = company_names()
    titles = [word for word in its if word in known.titles]
    named = [word for word in its if word not in known.titles and word != "and"]
    return (
        "and" in its
        and its[0] in known.titles
        and len(titles) > 1
        and not {"dr", "sir", "lady"} & set(titles)
        and len(named) <= 6
        and known.business.isdisjoint(named)
    )


def _is_person(name: str, its: list[str]) -> bool:
    known = company_names()
    if _NO_PERSON.search(name):
        return False
    if its[0] in known.titles and its[-1].isdigit():
        its = its[:-1]
    named = [word for word in its if word not in known.titles]
    if not named or any(word in known.business or any(map(str.isdigit, word)) for word in named):
        return False
    titled = its[0] in known.titles or its[-1] in known.titles
    if titled:
        return len(named) <= 4 and len(its) > 1
    if not 2 <= len(its) <= 4:
        return False
    if "," in name and name.count(",") == 1 and len(its) <= 3:
        its = [*its[1:], its[0]]
    *fore, last = its
    if last not in known.surnames and last not in known.more_surnames:
        return False
    return all(word in known.first_names or len(word) <= 2 for word in fore)
