"""A cell of suppliers: one, several, or words that name none."""

import re
from dataclasses import dataclass
from functools import lru_cache

_LEGAL = re.compile(
    r"\b(?:ltd|limited|plc|llp|l\.l\.p|inc|cic|llc|gmbh|co|company|group|council|trust|services"
    r"|solutions|uk|association|university|partnership"
    r"|cyf|cyfyngedig|ccc)\b\.?\)?$",
    re.IGNORECASE,
)
_UNNAMED = re.compile(
    r"^(?:various|multiple|several|many|numerous|a number of|see (?:list|attached|below|notes"
    r"|framework|lots?)|list of|as per|different|mixed|range of|framework)\b"
    r"|^\d+ (?:\w+ )?(?:suppliers|providers|contractors|companies)\b|^(?:suppliers|providers"
    r"|contractors)\b|^n/a|^multi[- ]?supplier|^all suppliers"
    r"|^.{0,40}\b(?:multiple|various|several) (?:suppliers|providers|contractors)\W*$",
    re.IGNORECASE,
)
_NO_AWARD = re.compile(r"^\W*(?:no award(?: made)?|cancelled|abandoned|no suppliers?(?: found)?)\W*$", re.IGNORECASE)
_NOT_CHOSEN = re.compile(
    r"^\W*(?:not (?:yet )?awarded|yet to be awarded|to be (?:awarded|appointed|tendered)|out to tender)\W*$",
    re.IGNORECASE,
)
_SURE = re.compile(r"\s*(?:;|\||•|\n|\r)\s*")
_LIKELY = re.compile(r"\s+/\s+|\s*,\s+(?=\S)|\s+(?:&|and|\+)\s+|/", re.IGNORECASE)
_NUMBERED = re.compile(r"(?:^|\s)(?:\(?\d{1,2}[.)]|lot\s*\d+\s*[:\-–])\s*", re.IGNORECASE)
_LOT = re.compile(r"^\(?lots?\s*[\w&, -]{1,12}?\)?\s*[:–-]\s*|\s*\(lots?\b[^)]*\)$", re.IGNORECASE)
_RECORD = re.compile(r"\[([^|\]\[]*[^|\]\[\s][^|\]\[]*)\|[^\]]*\]")
_TRADING = re.compile(r"\b(?:t/a|trading as|c/o|a/c|t/as|d/b/a|o/b/o|f/k/a)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Suppliers:
    """names: the names of a cell that has several, else empty. unnamed: it says that there are several and not who."""

    names: tuple[str, ...] = ()
    unnamed: bool = False


@lru_cache(maxsize=50_000)
def read_suppliers(text: str) -> Suppliers:
    """Several names are parted where semicolons, lines or numbers part them; at slashes, commas and “and” only where
    each part ends as a company's name does. `text` may have lines."""
    text = text.strip()
    if records := _RECORD.findall(text):
        return Suppliers(tuple(_parts(records)))
    if _UNNAMED.match(text):
        return Suppliers(unnamed=True)
    parts = _parts(_SURE.split(text))
    if len(parts) > 1:
        return Suppliers(tuple(parts)) if all(_is_name(part) for part in parts) else Suppliers()
    numbered = _parts(_NUMBERED.split(text))
    if len(numbered) > 1 and _NUMBERED.match(text) and all(_is_name(part) for part in numbered):
        return Suppliers(tuple(numbered))
    if _TRADING.search(text):
        return Suppliers()
    parts = _parts(_LIKELY.split(text))
    if len(parts) > 1 and all(_LEGAL.search(part) and " " in part for part in parts):
        return Suppliers(tuple(parts))
    slashed = _parts(re.split(r"\s+/\s+", text))
    if len(slashed) > 1 and all(_is_name(part) and len(part) > 2 for part in slashed):
        return Suppliers(tuple(slashed))
    return Suppliers()


def _parts(pieces: list[str]) -> list[str]:
    cleaned = (_LOT.sub("", " ".join(piece.split())).strip(" ,;") for piece in pieces)
    return list(dict.fromkeys(piece for piece in cleaned if piece))


def _is_name(part: str) -> bool:
    return bool(re.search(r"[A-Za-z]{2}", part)) and len(part) <= 120


def names_nobody(text: str) -> str | None:
    """``to_come`` where a supplier's cell says that nobody is chosen yet, ``not_known`` where nobody was, or the cell
    has no letter in it; else None. A name that was held back (“Redacted”) is somebody."""
    if _NOT_CHOSEN.match(text):
        return "to_come"
    return "not_known" if _NO_AWARD.match(text) or not any(ch.isalpha() for ch in text) else None


def looks_like_firm(text: str) -> bool:
    """True for text that ends as a company's name does: ``Ashbrook Limited``."""
    return bool(re.search(r"\b(?:ltd|limited|plc|llp|cic|inc|cyf)\b\.?\)?$", text, re.IGNORECASE))
