"""Categories as pages and forms name them, and how sure a category is, in words."""

from functools import cache

from tallystick.lake.bands import SURE, UNSURE
from tallystick.lake.store.lookups import NOT_KNOWN
from tallystick.lake.store.lookups_evidence import Reach
from tallystick.reference.taxonomy import NOT_ICT, taxonomy
from tallystick.web import words

Groups = list[tuple[str, list[tuple[str, str]]]]

BANDS = (
    ("said", "A person said so", "A person said so"),
    ("high", "Sure", "Sure: right nine times in ten"),
    ("middle", "Fairly sure", "Fairly sure: right more often than not"),
    ("low", "Doubtful", "Doubtful: little to go by"),
    ("none", "Not known", "Not known: nothing to go by"),
)
"""How sure a category is, as look-ups name it, in short and in words; the surest first."""

ICT_CHOICES = (("", "ICT and all else"), ("yes", "ICT only"), ("no", "All but ICT"))
"""For the switch that every figure of categories and money has."""

SURE_CHOICES = (
    ("", "Any, however sure"),
    ("said", "As a person said"),
    ("high", "Sure"),
    ("middle", "Fairly sure"),
    ("doubtful", "Doubtful or not known"),
    ("doubt", "All but sure"),
)
"""How sure a category is, for the filter of payments."""


@cache
def category_groups() -> Groups:
    """Every category as choices of a form, under their heads; "not ICT" first, in a group that has no name."""
    known = taxonomy()
    groups: Groups = [("", [(NOT_ICT, known.by_code[NOT_ICT].name)])]
    for head in known.top:
        if head.code != NOT_ICT:
            below = known.children(head.code)
            own = f"{head.name}: which kind is not known" if below else head.name
            groups.append((head.name, [(head.code, own), *((one.code, one.name) for one in below)]))
    return groups


@cache
def category_filter() -> Groups:
    """As `category_groups`, for a filter: a head stands for all that is below it."""
    known = taxonomy()
    groups: Groups = [("", [("", "Any category"), (NOT_ICT, known.by_code[NOT_ICT].name), (NOT_KNOWN, "Not known")])]
    for head in known.top:
        if head.code != NOT_ICT:
            below = [(one.code, one.name) for one in known.children(head.code)]
            groups.append((head.name, [(head.code, f"{head.name}: all" if below else head.name), *below]))
    return groups


def category_name(code: str | None) -> str:
    """What a category is called, with its head's name where it has one; "not known" where there is none."""
    category = taxonomy().by_code.get(code or "")
    if category is None:
        return "not known"
    head = taxonomy().by_code.get(category.parent or "")
    return f"{head.name}: {category.name}" if head else category.name


def how_sure(confidence: float | None, decided: bool) -> str:
    """A confidence in words, with the figure; never 100% for what nobody has said."""
    if decided:
        return "A person said so"
    if confidence is None:
        return "Not known"
    name = "Sure" if confidence >= SURE else "Fairly sure" if confidence >= UNSURE else "Doubtful"
    return f"{name} ({min(round(100 * confidence), 99)}%)"


def reach_in_words(reach: Reach) -> str:
    """1,234 payments, £5.6 million, by 3 publishers."""
    by = words.many(reach.organisations, "publisher")
    return f"{words.many(reach.payments, 'payment')}, {words.pounds_in_short(reach.amount_pence)}, by {by}"
