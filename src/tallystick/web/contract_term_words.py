"""The term of a contract as somebody says it in words: what was understood, what goes, and what is still asked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from django.http import QueryDict
from django.utils import timezone

from tallystick.contracts.declared import KINDS
from tallystick.contracts.declared.controls import controls
from tallystick.contracts.queries.contract import Seen
from tallystick.contracts.rules.term_fits import worked_out
from tallystick.contracts.rules.term_replaced import is_empty, open_asks, replaced
from tallystick.contracts.rules.term_sentence import LONGEST, Ask, Sentence, read_sentence
from tallystick.contracts.stating import stated
from tallystick.kit.errors import Refused
from tallystick.web.contract_forms import Form, same_value
from tallystick.web.contract_words import in_words

SETTLE = "settle-"
"""Before the code of a question: the name of what answers it."""
_SETTLED = "settled-"
"""The same, of an answer that was given before the fields were shown, and stands in them."""
_AN_ANSWER = "Choose an answer, or fill in the field that it is about."
_IN_WORDS = "Say it in the words, or fill in the field that it is about."


@dataclass(frozen=True)
class Read:
    """The term in words, as far as it was sent. understood, cleared: (label, in words) of each field that the words
    say, and of each that held something and is emptied or counted anew. asks: with the answer. settled: answers that
    stand in the fields. sent: whether there are words to save. error: why they were not read."""

    words: str
    understood: Sequence[tuple[str, str]] = ()
    cleared: Sequence[tuple[str, str]] = ()
    asks: Sequence[tuple[Ask, str]] = ()
    left: Sequence[str] = ()
    settled: Mapping[str, str] = field(default_factory=dict)
    sent: bool = False
    error: str = ""


def read_words(seen: Seen, sent: QueryDict) -> tuple[Read, Mapping[str, Any] | None]:
    """The words that were sent to be read, and the contract's fields with what they say in place of its term."""
    words = sent.get("words", "").strip()
    if not words:
        return Read(str(seen["term"] or "")), None
    settled = _answers(sent, SETTLE)
    try:
        found = read_sentence(words, start=as_day(seen["start"]), settled=settled)
    except Refused as no:
        return Read(words[: LONGEST * 2], error=str(no)), None
    before = seen.entry.values
    said = {name: stated(value) for name, value in found.values.items()}
    goes = replaced(before, found)
    values = {**before, **goes, **said, "term": words}
    if found.values.keys() & {"start", "term_months", "extensions", "extensions_used", "end"}:
        # What was worked out of the term before does not outlive it.
        values |= {name: said.get(name) for name in ("end", "latest_end") if _followed(seen, name)}
    values |= {one.field: one.day.isoformat() for one in worked_out(as_days(values), timezone.localdate())}
    cleared = [_cleared(name, before[name], values[name]) for name in goes if values[name] != before[name]]
    understood = [(_label(name), in_words("contract", name, value)) for name, value in said.items()]
    asks = [(ask, settled.get(ask.code, "")) for ask in found.asks]
    answers = {code: answer for code, answer in settled.items() if code not in {ask.code for ask in found.asks}}
    return Read(words, understood, cleared, asks, found.left, answers, sent=True), values


def read_again(seen: Seen, sent: QueryDict, form: Form) -> tuple[Read, Form, Mapping[str, str]]:
    """What was read before, sent with the fields: with the fields as the answers have them, and what is still asked.

    The last is by the name of what would answer it. A field that somebody filled in stands as it is.
    """
    words = sent.get("words", "").strip()[:LONGEST]
    if not words:
        return Read(str(seen["term"] or "")), form, {}
    settled, given = _answers(sent, _SETTLED), _answers(sent, SETTLE)
    was = read_sentence(words, start=as_day(seen["start"]), settled=settled)
    found = read_sentence(words, start=form.values.get("start") or as_day(seen["start"]), settled={**settled, **given})
    answered = {
        name: value
        for name, value in found.values.items()
        if was.values.get(name) != value and name in form.values and is_empty(form.values[name])
    }
    form = replace(form, values={**form.values, **answered})
    by_hand = {name: value for name, value in form.values.items() if not same_value(value, seen.entry.values.get(name))}
    asked, open_ = _asked(was, found, given), open_asks(found, by_hand)
    still = {
        f"{SETTLE}{ask.code}": f"{ask.say} {_AN_ANSWER if ask.choices else _IN_WORDS}"
        for ask, _ in asked
        if ask.code in open_
    }
    return Read(words, asks=asked, settled=settled, sent=True), form, still


def _asked(was: Sentence, found: Sentence, given: Mapping[str, str]) -> list[tuple[Ask, str]]:
    """Each question that is open, or that was answered with the fields, with its answer."""
    open_ = {ask.code for ask in found.asks}
    every = {ask.code: ask for ask in (*was.asks, *found.asks)}
    return [(ask, given.get(code, "")) for code, ask in every.items() if code in open_ or code in given]


def _answers(sent: QueryDict, prefix: str) -> dict[str, str]:
    return {name.removeprefix(prefix): str(code) for name, code in sent.items() if name.startswith(prefix)}


def _label(name: str) -> str:
    return KINDS["contract"].fields[name].label


def _cleared(name: str, before: Any, now: Any) -> tuple[str, str]:
    old, new = in_words("contract", name, before), in_words("contract", name, now)
    return _label(name), f"{old}; now {new}, worked out" if name in ("end", "latest_end") and new else old


def _followed(seen: Seen, name: str) -> bool:
    """Whether a day of the contract is what its term comes to, and so follows where the term is changed."""
    before = as_days(seen.entry.values)
    day = before.get(name)
    without = {**before, name: None, **({"latest_end": None} if name == "end" else {})}
    return day is None or any(one.field == name and one.day == day for one in worked_out(without, date.min))


def as_days(values: Mapping[str, Any]) -> dict[str, Any]:
    """Columns as `said` gives them, with days as dates."""
    days = {name for name, control in controls("contract").items() if control.how == "day"}
    return {name: as_day(value) if name in days else value for name, value in values.items()}


def as_day(said: Any) -> date | None:
    """A day as a row keeps it in the log."""
    return date.fromisoformat(said) if isinstance(said, str) and said else None
