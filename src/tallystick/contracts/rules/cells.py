"""What is in a cell before it is read as anything: clean text, and words that say that nothing is said."""

import html
import re
from functools import lru_cache

_SPACES = re.compile(r"[ \t\u00a0\u2000-\u200b\u202f\u3000\ufeff]+")
_LINES = re.compile(r"\s*[\r\n\u2028]+\s*")
_ENTITY = re.compile(r"&(?:#\d+|#x[0-9a-f]+|[a-z]{2,8});", re.IGNORECASE)
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
_NOT_APPLICABLE = frozenset(
    {
        "n/a",
        "na",
        "n.a.",
        "n.a",
        "n\\a",
        "n-a",
        "n a",
        "not applicable",
        "none",
        "no",
        "-",
        "--",
        "---",
        "–",
        "—",
        ".",
        "..",
        "*",
    }
    | {
        "/",
        "blank",
        "null",
        "(blank)",
        "(none)",
        "not required",
        "none applicable",
        "nothing",
        "amherthnasol",
        "dim",
    }
)
_NOT_KNOWN = frozenset(
    {
        "not known",
        "unknown",
        "not recorded",
        "not available",
        "unavailable",
        "not stated",
        "not specified",
        "?",
        "??",
        "???",
    }
    | {
        "no information",
        "not provided",
        "information not held",
        "not held",
        "data not available",
        "no data",
        "unk",
        "#n/a",
    }
    | {"#ref!", "#value!", "#name?", "#div/0!", "#null!", "#num!", "missing", "no record", "don't know", "dont know"}
)
_TO_COME = re.compile(
    r"^(?:tbc|tba|tbd|t\.b\.c\.?|t\.b\.a\.?|to be (?:confirmed|advised|agreed|determined|decided"
    r"|announced|set|finalised)"
    r"|awaiting\b.*|pending\b.*|under (?:negotiation|review)|being (?:negotiated|reviewed)"
    r"|not yet (?:known|agreed|confirmed|determined)"
    r"|i'w gadarnhau|to follow|in progress|yet to be .*)[ .?]*$",
    re.IGNORECASE,
)


@lru_cache(maxsize=100_000)
def tidied(text: str) -> str:
    """`text` on one line, single spaces, entities written out, without what `kit.spreadsheets.defused` put there."""
    if "&" in text and _ENTITY.search(text):
        text = html.unescape(text)
    return undefused(_SPACES.sub(" ", _LINES.sub(" ", text)).strip())


@lru_cache(maxsize=20_000)
def paragraphs(text: str) -> str:
    """As `tidied`, but lines are kept as lines."""
    if "\n" not in text and "\r" not in text:
        return tidied(text)
    lines = [tidied(line) for line in re.split(r"\r\n|\r|\n", text.strip())]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def undefused(text: str) -> str:
    """`text` without the apostrophe that keeps a spreadsheet from running it as a formula."""
    return text[1:] if text.startswith("'") and text[1:2] in _FORMULA and len(text) > 1 else text


@lru_cache(maxsize=50_000)
def said_nothing(text: str) -> str | None:
    """``not_applicable`` for ``N/A``, ``None``, ``-``; ``not_known`` for ``Unknown``, ``?``, ``#REF!``; ``to_come`` for
    ``TBC`` and its like; None where the cell says something. Takes tidied text."""
    folded = text.lower().strip(" .:;[]()") or text.lower()
    if folded in _NOT_APPLICABLE or text.lower() in _NOT_APPLICABLE:
        return "not_applicable"
    if folded in _NOT_KNOWN or text in _NOT_KNOWN:
        return "not_known"
    return "to_come" if _TO_COME.match(text) else None
