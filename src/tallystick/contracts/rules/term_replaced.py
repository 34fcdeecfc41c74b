"""What a new term in words takes the place of: the fields of the old one that it does not speak of. Pure.

docs/rules/term-in-words.md.
"""

from collections.abc import Mapping
from typing import Any

from tallystick.contracts.rules.term_fits import ENDLESS
from tallystick.contracts.rules.term_sentence import Sentence

_EMPTY: Mapping[str, Any] = {
    "end": None, "latest_end": None, "term_kind": "unknown", "term_months": None, "extensions": [],
    "extensions_used": None, "extension_by": "", "extension_notice": None, "break_on": None, "break_from": None,
    "break_to": None, "break_every_months": None, "break_by": "", "break_notice": None, "end_after": None,
    "renewal_months": None, "renewal_times": None, "renewal_notice": None, "notice": None,
}  # fmt: skip
"""The fields that words may say, as they are where nothing is said. The start stays, and is none of them."""
_LENGTHS = frozenset({"term_months", "end", "term_kind"})
_ASKED_LENGTHS = frozenset({"unit", "rolling"})
_BY_HAND = {
    "used": ("extensions_used",), "break": ("break_on",), "renewal": ("renewal_months",),
    "notice": ("notice", "extension_notice", "break_notice", "renewal_notice"),
}  # fmt: skip
"""Fields in which somebody may answer what has no choices."""


def is_new(said: Sentence) -> bool:
    """Whether words say how long a contract runs, and so are a term of their own; else they add to the one there is."""
    return bool(_LENGTHS & said.values.keys()) or any(ask.code in _ASKED_LENGTHS for ask in said.asks)


def replaced(values: Mapping[str, Any], said: Sentence) -> dict[str, Any]:
    """Fields of `values`, columns of a contract, that a new term empties, each as it is then.

    An end stays where there is no start that another could be counted from, unless the new term has none.
    """
    if not is_new(said):
        return {}
    keeps_end = not (said.values.get("start") or values.get("start")) and said.values.get("term_kind") not in ENDLESS
    return {
        name: empty
        for name, empty in _EMPTY.items()
        if name not in said.values and not (name == "end" and keeps_end) and not is_empty(values.get(name))
    }


def is_empty(value: Any) -> bool:
    """Whether a field of the term says nothing."""
    return value in (None, "", [], "unknown")


def open_asks(said: Sentence, typed: Mapping[str, Any]) -> frozenset[str]:
    """Codes of what words ask and neither an answer nor a field that was filled in settles. typed: those fields."""
    return frozenset(
        ask.code
        for ask in said.asks
        if all(
            is_empty(typed.get(name))
            for name in {*(name for one in ask.choices for name in one.values), *_BY_HAND.get(ask.code, ())}
        )
    )
