"""What a register's words suggest. Each is an indication, never a finding: see docs/reference/companies.md.

Sources, as read in November 2026: Companies Act 2006 ss.381-384B (small and micro), 444-444A (abridged), 448A and 479A
(subsidiaries with a guarantee), 465-467 (medium-sized) and 477 (audit exemption); Procurement Act 2023 s.123 (small and
medium-sized: fewer than 250 staff and no more than £44m turnover or £38m balance sheet).
"""

import re

_SMALL = {
    "micro entity",
    "small",
    "total exemption full",
    "total exemption small",
    "partial exemption",
    "unaudited abridged",
    "audited abridged",
    "medium",
}
"""Kinds of accounts that only small or medium-sized companies may file."""

_SOCIAL = {
    "community interest company",
    "charitable incorporated organisation",
    "scottish charitable incorporated organisation",
    "registered society",
    "industrial and provident society",
    "pri ltd by guar nsc",
    "pri lbg nsc",
    "priv ltd sect 30",
}
_COMMERCIAL = {
    "private limited company",
    "public limited company",
    "old public company",
    "private unlimited",
    "private unlimited company",
    "limited liability partnership",
    "limited partnership",
    "scottish partnership",
    "investment company with variable capital",
    "overseas entity",
}
_INTEREST_WORDS = r"\b(?:c\.?i\.?c\.?|community interest company)\s*$"
# Schools are public bodies, and those who own the flats they live in do business with nobody.
_NO_SIGN_WORDS = (
    r"\b(?:academy|academies|school|schools|college|multi[- ]academy|residents|management company|freehold(?:ers)?"
    r"|flats?|court management|right to manage|rtm)\b"
)
_INTEREST, _NO_SIGN = re.compile(_INTEREST_WORDS, re.IGNORECASE), re.compile(_NO_SIGN_WORDS, re.IGNORECASE)
NAME_SAYS = f"(?i){_INTEREST_WORDS}|{_NO_SIGN_WORDS}"
"""Only a name that has these words changes what `is_vcse` says of a company's kind."""

_OVER = {
    "dissolved": "Dissolved: it no longer exists",
    "converted/closed": "Converted or closed: it is no longer on this register under this number",
    "closed": "Closed: it is no longer on this register",
    "removed": "Removed from the register",
}
_INSOLVENT = {
    "liquidation": "In liquidation: it is being wound up",
    "in administration": "In administration: an administrator runs it",
    "administration order": "In administration: an administrator runs it",
    "in administration/administrative receiver": "In administration, with an administrative receiver",
    "in administration/receiver manager": "In administration, with a receiver",
    "receivership": "In receivership: a receiver acts for a lender",
    "administrative receiver": "In receivership: an administrative receiver runs it",
    "receiver manager / administrative receiver": "In receivership: a receiver acts for a lender",
    "voluntary arrangement": "In a voluntary arrangement: it is paying its creditors by agreement",
    "voluntary arrangement / administrative receiver": "In a voluntary arrangement, with an administrative receiver",
    "voluntary arrangement / receiver manager": "In a voluntary arrangement, with a receiver",
    "live but receiver manager on at least one charge": "Trading, with a receiver over something it owns",
    "insolvency proceedings": "In insolvency proceedings",
}
_TRADING = {
    "active": "Active",
    "open": "Open",
    "registered": "Registered",
    "active - proposal to strike off": "Active, and it is proposed to strike it off the register",
}


def is_sme(accounts_category: str | None) -> bool | None:
    """True where the company last filed accounts that only a small or medium-sized company may file; else None.

    Never False. Full and group accounts are not known: medium-sized companies file them too, and small ones may.
    A guaranteed subsidiary's, dormant or missing accounts say nothing of size. Even True is an indication: a company
    that filed as small may belong to a large private group.
    """
    return True if _folded(accounts_category) in _SMALL else None


def is_vcse(company_category: str | None, name: str | None = None) -> bool | None:
    """Whether its legal form is one that charities and social enterprises take; None where that says nothing.

    True: community interest company, charitable incorporated organisation, registered society, limited by guarantee
    without share capital. False: forms made for profit. None: any other, and schools and owners of flats limited by
    guarantee. An indication: charities trade through ordinary companies, and trade bodies are limited by guarantee.
    """
    category = _folded(company_category)
    if name and _INTEREST.search(name):
        return True
    if category in _COMMERCIAL:
        return False
    known = any(category == form or category.startswith(form + " ") for form in _SOCIAL)
    if not known:
        return None
    guaranteed = category.startswith(("pri ", "priv "))
    return None if guaranteed and name and _NO_SIGN.search(name) else True


def is_over(status: str | None) -> bool | None:
    """Whether it no longer exists: dissolved, closed or removed. None where the status is missing or a new word."""
    word = _status(status)
    return True if word in _OVER else False if word in _INSOLVENT or word in _TRADING else None


def is_insolvent(status: str | None) -> bool | None:
    """Whether it is in liquidation, administration, receivership or a voluntary arrangement. None where not known."""
    word = _status(status)
    return True if word in _INSOLVENT else False if word in _OVER or word in _TRADING else None


def status_in_words(status: str | None) -> str:
    """A status for people, such as ``In liquidation: it is being wound up``; a new word is given as published."""
    word = _status(status)
    known = _OVER.get(word) or _INSOLVENT.get(word) or _TRADING.get(word)
    return known or status or "Status not known"


def _status(text: str | None) -> str:
    return " ".join((text or "").casefold().split())


def _folded(text: str | None) -> str:
    return re.sub(r"[^a-z]+", " ", (text or "").casefold()).strip()
