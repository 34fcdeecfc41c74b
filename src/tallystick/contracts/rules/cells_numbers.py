"""Numbers of companies and charities, as registers write them."""

import re
from dataclasses import dataclass
from functools import lru_cache

from tallystick.lake.companies.numbers import company_number as as_registered

_COMPANY = re.compile(
    r"\b((?:[A-Z]{2}\s?\d{4,6}|(?:IP|SP|RS|NP|NO)\s?\d{5}[A-Z]|SL\d{5}A|R\d{7}|\d{6,8}))\b", re.IGNORECASE
)
_CHARITY_WORD = re.compile(r"charit|elusen", re.IGNORECASE)
_COMPANY_WORD = re.compile(r"compan|plc|ltd|limited|llp|\bcrn\b|\bco\b|cwmni|coh\b", re.IGNORECASE)
_CHARITY = re.compile(r"\b(SC\d{6}|(?:NIC)?1\d{5}|1\d{6}|[2-9]\d{5}|XT?\d{5})(?:-\d{1,3})?\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Numbers:
    """company: eight characters as Companies House writes it. charity: as its regulator writes it."""

    company: str | None = None
    charity: str | None = None


@lru_cache(maxsize=50_000)
def company_number(text: str) -> str | None:
    """The company number in a cell (``gb/07445476``, ``3825425``, ``Co. No. 928555``, ``SC 089526``), padded to eight
    characters; None where there is none, or more than one."""
    body = re.sub(r"^\s*(?:gb-coh|coh|gb|uk)\s*[-/:]\s*", "", text, flags=re.IGNORECASE)
    if whole := as_registered(body, shortest=4):
        return whole
    found = {number for match in _COMPANY.findall(body) if (number := as_registered(match))}
    return found.pop() if len(found) == 1 else None


@lru_cache(maxsize=50_000)
def charity_number(text: str) -> str | None:
    """The charity number in a cell, or None where there is none, or more than one."""
    body = text.strip().removesuffix(".0")
    if re.fullmatch(r"\d{6,7}(?:-\d+)?", body):
        return body
    found: set[str] = {match.upper() for match in _CHARITY.findall(body)}
    if not found and _CHARITY_WORD.search(body):
        found = set(re.findall(r"\b\d{6,7}\b", body))
    return found.pop() if len(found) == 1 else None


def says_charity(text: str) -> bool:
    """Whether a cell's words call its number a charity's, and no company's."""
    return bool(_CHARITY_WORD.search(text)) and not _COMPANY_WORD.search(text)


@lru_cache(maxsize=50_000)
def either_number(text: str) -> Numbers:
    """The numbers of a cell that may hold either kind, told by its words or, without words, by their shape: a charity's
    has six digits, or seven that begin with a 1. Empty where it cannot be told."""
    charity, company = _CHARITY_WORD.search(text), _COMPANY_WORD.search(text)
    if charity and not company:
        return Numbers(charity=charity_number(text))
    if company and not charity:
        return Numbers(company=company_number(text))
    if charity and company:
        first, second = sorted((charity.start(), company.start()))
        parts = {"charity": text[charity.start() :], "company": text[company.start() :]}
        key = "charity" if charity.start() == first else "company"
        parts[key] = text[first:second]
        return Numbers(company_number(parts["company"]), charity_number(parts["charity"]))
    bare = text.strip().removesuffix(".0")
    if re.fullmatch(r"0\d{7}|1\d{7}|[A-Z]{2}\d{6}", bare, re.IGNORECASE):
        return Numbers(company=company_number(bare))
    return Numbers(charity=bare) if re.fullmatch(r"1\d{6}|[2-9]\d{5}", bare) else Numbers()
