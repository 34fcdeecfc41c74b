"""Suppliers' names as written, folded only by case and punctuation. Who they really are is another room's question."""

import re
import unicodedata
from functools import lru_cache

_NOT_WORD = re.compile(r"[^\w]+|_+")


@lru_cache(maxsize=200_000)
def supplier_key(name: str) -> str:
    """``Smith & Sons (Leeds) Ltd.`` and ``SMITH AND SONS LEEDS LTD`` have one key: ``smith and sons leeds ltd``."""
    text = unicodedata.normalize("NFKC", name).casefold().replace("&", " and ").replace("'", "").replace("’", "")
    return _NOT_WORD.sub(" ", text).strip()
