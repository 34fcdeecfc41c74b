"""Words as they are searched for: in small letters, without accents and punctuation."""

import re
import unicodedata

_NOT_A_WORD = re.compile(r"[^a-z0-9]+")


def searched(text: str) -> str:
    """The words of `text` with one space between: ``"Wi-Fi & LAN (Café)"`` is ``"wi fi lan cafe"``."""
    if not text.isascii():
        text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return _NOT_A_WORD.sub(" ", text.casefold()).strip()
