"""Warnings of an answer as people read them: without the keys that only a file has, and with how sure each is. Pure."""

import re
from collections.abc import Mapping
from typing import Any

MARKS = {
    "V": "verified",
    "S": "from a secondary source",
    "G": "general knowledge",
    "I": "an interpretation",
    "?": "not settled",
}
"""How sure something is, in words."""
_KEY = re.compile(r" \(`[^`]+`\)")


def warning_in_words(said: Any) -> str:
    """A warning with its mark in words. said: ``{"text": …, "mark": …}``, or a text, which has no mark."""
    if not isinstance(said, Mapping):
        return without_keys(str(said))
    text, mark = without_keys(str(said.get("text", ""))), MARKS.get(str(said.get("mark", "")), "")
    return f"{text} ({mark})" if mark else text


def without_keys(text: str) -> str:
    """A text without the names of keys in brackets, which only a file has."""
    return _KEY.sub("", text)
