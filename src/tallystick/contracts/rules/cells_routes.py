"""How a contract was bought: what a cell says, as one code of a short list."""

import re
from functools import lru_cache

ROUTES = {
    "open": "Open procedure",
    "restricted": "Restricted procedure",
    "competitive_flexible": "Competitive flexible procedure",
    "negotiated": "Negotiated, or competitive with negotiation",
    "competitive_dialogue": "Competitive dialogue",
    "mini_competition": "Further competition under a framework",
    "framework": "Called off a framework",
    "dynamic_market": "Dynamic market or dynamic purchasing system",
    "quotation": "Invitation to quote",
    "tender": "Invitation to tender, procedure not said",
    "direct_award": "Direct award, or negotiated without a notice",
    "waiver": "Waiver of or exemption from standing orders",
    "grant": "Grant",
    "in_house": "In house, or between public bodies",
    "other": "Something else",
}
"""Codes of `Proposed.route_code`, in words."""

_DIRECT = (
    r"direct(?:ly)? award|direct purchase|single (?:source|tender|supplier|quote)|no competition|uncompeted"
    r"|without (?:competition|prior|publication)|sole (?:source|supplier)|non[- ]?competitive"
)
_WORDS = tuple(
    (code, re.compile(pattern, re.IGNORECASE))
    for code, pattern in (
        ("mini_competition", r"mini[- ]?comp|further competition|competition (?:under|within) (?:a )?framework"),
        ("dynamic_market", r"\bdps\b|dynamic (?:purchas|market)"),
        ("waiver", r"waiver|exempt|exception|dispensation"),
        (
            "direct_award",
            _DIRECT,
        ),
        ("framework", r"framework|call[- ]?off|g-?cloud|fframwaith|\bccs\b|\bespo\b|\bypo\b"),
        ("competitive_flexible", r"competitive flexible|flexible procedure"),
        ("competitive_dialogue", r"dialogue"),
        ("negotiated", r"negotiat"),
        ("restricted", r"restricted|two[- ]stage"),
        ("open", r"\bopen\b|agored|single[- ]stage"),
        ("quotation", r"\bquot|\brf?q\b|\bitq\b|\bq\b|dyfynbris|\bqq\b|\binformal\b"),
        ("grant", r"\bgrant\b"),
        ("in_house", r"in[- ]house|teckal|inter[- ]authority|public[- ]public|internal"),
        ("tender", r"tender|\bitt\b|\bt\b|ojeu|find a tender|\bfts\b|competitive|competition|advertis|tendr"),
        ("other", r"\bother\b|arall"),
    )
)  # fmt: skip


@lru_cache(maxsize=5_000)
def read_route(text: str) -> str | None:
    """The code of `ROUTES` that a cell's words name, or None where they name none."""
    return next((code for code, words in _WORDS if words.search(text)), None)
