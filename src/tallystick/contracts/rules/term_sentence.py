"""The term in words, as somebody sets it up: ``2+1+1, three months' notice``. Pure. docs/rules/term-in-words.md.

What is understood is shown back as fields, to be confirmed. What can be meant in two ways is asked, and what was not
understood is said: nothing is assumed and no word is passed over.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from tallystick.contracts.rules.cells import tidied
from tallystick.contracts.rules.cells_dates import dates_in
from tallystick.contracts.rules.notice_days import last_day_of
from tallystick.contracts.rules.notice_values import in_text
from tallystick.contracts.rules.term_clauses import (
    FIRST_DAY,
    D,
    Rest,
    Values,
    take_bare_notice,
    take_break,
    take_notices,
    take_renewal,
    take_used,
)
from tallystick.contracts.rules.terms import Term, read_extension, read_term, without_term
from tallystick.contracts.rules.terms_words import in_figures, kind_of, without_kind
from tallystick.kit.errors import Refused

LONGEST = 500
"""Characters of a term in words. What is longer is a clause of the contract."""

_MOST_DAYS = 60


@dataclass(frozen=True, slots=True)
class Choice:
    """One way to mean it. say: in a few words. values: columns of a contract."""

    code: str
    say: str
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Ask:
    """What the words do not settle. choices: ways to mean it; none where more has to be said."""

    code: str
    say: str
    choices: tuple[Choice, ...] = ()


@dataclass(frozen=True, slots=True)
class Sentence:
    """values: columns of a contract -> value, days as dates. asks: what is not settled. left: words not understood."""

    values: Mapping[str, Any]
    asks: tuple[Ask, ...] = ()
    left: tuple[str, ...] = ()


_FROM = r"(?:from|starting|starts?|commencing|commences|commencement|beginning|begins?|w\.?e\.?f\.?|since)"
_UNTIL = r"(?:until|till|to|up to|ending|ends?|expires|expiring|expiry)"
_ON = r"[\s:]*(?:on\s*)?"
_DAYS = (
    ("framework_end", 1, rf"(?:\bthe\s+)?\bframework\s+(?:agreement\s+)?(?:ends?|expir(?:es|ing|y)){_ON}(?P<a>{D})"),
    ("latest_end", 1, rf"\b(?:latest(?: possible)? end|extend(?:able|ible|ed)? (?:to|until)){_ON}(?P<a>{D})"),
    ("start end", 0, rf"(?:\b{_FROM}[\s:]*)?(?P<a>{D})\s*(?:-|\bto\b|\buntil\b)\s*(?P<b>{D})"),
    ("start", 0, rf"(?:\b(?:runs?|running)\s+)?\b{_FROM}[\s:]*(?:(?:on|date)\s*)*(?P<a>{D})"),
    ("end", 1, rf"(?:\b(?:runs?|running)\s+)?\b{_UNTIL}[\s:]*(?:(?:on|date)\s*)*(?P<a>{D})"),
)  # fmt: skip
_MONEY = re.compile(r"£\s?[\d.,]+\s*(?:k|m|million)?\b|\b\d{1,3}(?:,\d{3})+(?:\.\d+)?\b|\b\d{4,}\b")
_NOT_ITS_YEAR = re.compile(r",\s*\d{2}$")
"""``1 April, 60 days``: the year of a date does not stand behind a comma in two figures."""
_NO_EXTENSION = re.compile(r"\b(?:no|without(?: any)?)\s+(?:further\s+)?(?:extensions?|options? to extend)\b")
_BY = re.compile(
    r"\bat the (?P<by>council|customer|authority|buyer|supplier|contractor)(?:'s|’s)? (?:sole )?(?:option|discretion)"
)
_WORDS = """
    a an and any at be by call call-off can contract contracts each end ending extend extended extendable
    extending extension extensions first fixed follow followed for from further has have in initial is it its
    length lot may maximum month monthly months more of on one option optional options or period periods plus
    possible potential purchase renewal renewals renewable runs start starting term terms that the then
    thereafter to up with year years again after additional until unless given notice provision provided total
    but extra minimum
"""
_SMALL = frozenset(_WORDS.split())


def read_sentence(text: str, *, start: date | None = None, settled: Mapping[str, str] | None = None) -> Sentence:
    """What `text` says of a term. start: the contract's own, where it is known and the text has none.

    settled: code of an `Ask` -> code of the choice that somebody made. Raises Refused for a text longer than `LONGEST`.
    """
    if len(text) > LONGEST:
        raise Refused(
            f"The term is longer than {LONGEST} characters.",
            what_to_do="Say it shortly, such as “2+1+1, three months' notice”, and keep the clause as a document.",
        )
    rest = _rest(tidied(text))
    money = [found.strip() for found in _MONEY.findall(rest.text)]
    rest.text = _MONEY.sub(" , ", rest.text)
    used = take_used(rest)
    take_notices(rest)
    if by := rest.take(_BY):
        rest.put({"extension_by": "supplier" if by["by"] in ("supplier", "contractor") else "council"})
    take_break(rest)
    take_renewal(rest)
    _take_days(rest)
    none = bool(rest.take(_NO_EXTENSION))
    kind = kind_of(rest.text)
    bare = take_bare_notice(rest) if kind in ("rolling", "open_ended") else None
    asks = [*_take_term(rest, settled or {}), *(Ask(code, say) for code, say in rest.asked.items())]
    asks += _put_bare(rest.values, bare, settled or {})
    _put_kind(rest.values, kind)
    asks += [*_put_used(rest.values, used, none=none), *_put_break_month(rest.values, start)]
    asks += _put_notice(rest, settled or {})
    return Sentence(rest.values, tuple(asks), (*money, *_left(rest)))


@dataclass(frozen=True, slots=True)
class Clauses:
    """What a cell says of a term beside its lengths. values: columns of a contract, `break_month` besides.

    used: extensions that were used; ``all`` or ``the`` (only one) where it says so. unsaid: a notice, not said what
    for. asked: code -> sentence, of what has to be said more plainly. rest: the text without all of that.
    """

    values: Mapping[str, Any]
    used: int | str | None
    unsaid: Mapping[str, Any] | None
    asked: Mapping[str, str]
    rest: str


def read_clauses(text: str) -> Clauses:
    """The used extensions, notices, breaks and renewals in the cell of a register, tidied."""
    rest = _rest(text[:LONGEST])
    used = take_used(rest)
    take_notices(rest)
    take_break(rest)
    take_renewal(rest)
    without = re.sub(rf"\s+|{D}", " ", rest.text).replace(" , ", " ").strip(" ,.;()")
    return Clauses(rest.values, used, rest.unsaid, rest.asked, without)


def _rest(text: str) -> Rest:
    """The text in figures, its dates as letters of their own."""
    days, parts, at = {}, [], 0
    for place, day in enumerate(dates_in(text, "day")[:_MOST_DAYS]):
        letter = chr(FIRST_DAY + place)
        if _NOT_ITS_YEAR.search(text[day.at : day.end].rstrip()):
            continue
        # A date takes the spaces and the comma after it along.
        body = text[day.at : day.end]
        parts += [text[at : day.at], letter, body[len(body.rstrip(" ,.")) :]]
        days[letter], at = (day.first, day.last), day.end
    return Rest(in_figures("".join([*parts, text[at:]])), days)


def _take_days(rest: Rest) -> None:
    for names, last, pattern in _DAYS:
        if found := rest.take(re.compile(pattern)):
            first, *second = names.split()
            rest.put({first: rest.days[found["a"]][last]})
            if second:
                rest.put({second[0]: rest.days[found["b"]][1]})


def _take_term(rest: Rest, settled: Mapping[str, str]) -> list[Ask]:
    """The first term and what may be added, from what is left; asks where the unit is not said."""
    body = re.sub(rf"\s+|{D}", " ", rest.text).replace(" , ", " ").strip(" ,.;")
    if not re.search(r"\d", body):
        return []
    only_extension = "end" in rest.values and re.match(r"(?:with|plus|and|\+|option|ext|further)", body) is not None
    term = read_extension(body) if only_extension else read_term(body)
    if term.readings:
        choices = tuple(Choice(code, _parts(one), _of(one)) for code, one in zip("ab", term.readings, strict=False))
        chosen = next((one for one in choices if one.code == settled.get("unit")), None)
        if chosen is None:
            rest.text = without_term(rest.text)
            return [Ask("unit", f"“{body}”: is that years or months?", choices)]
        rest.put(dict(chosen.values))
    elif not term.understood or not (term.months or term.extensions):
        return []
    else:
        rest.put(_of(term))
    rest.text = without_term(rest.text)
    return []


def _of(term: Term) -> Values:
    values: Values = {"term_months": term.months} if term.months else {}
    return {**values, "extensions": list(term.extensions)} if term.extensions else values


def _parts(term: Term) -> str:
    parts = ([term.months] if term.months else []) + list(term.extensions)
    return " + ".join(f"{months} month{'' if months == 1 else 's'}" for months in parts)


def _put_kind(values: Values, kind: str | None) -> None:
    if "term_kind" in values:
        return
    if kind:
        values["term_kind"] = kind
    elif values.keys() & {"term_months", "end"}:
        values["term_kind"] = "fixed"


def _put_used(values: Values, used: int | str | None, *, none: bool) -> list[Ask]:
    count = len(values.get("extensions", ()))
    if none and not count:
        values["extensions_used"] = 0
    if used is None:
        return []
    if used == "the" and count != 1:
        return [Ask("used", "An extension was used, it says: say which, such as “first extension used”.")]
    said = count if used in ("all", "the") else int(used)
    if said > count:
        return [Ask("used", f"Extensions used, it says: {said}. Extensions that can be made out: {count}.")]
    values["extensions_used"] = said
    return []


def _put_break_month(values: Values, start: date | None) -> list[Ask]:
    months = values.pop("break_month", None)
    if months is None:
        return []
    began = values.get("start") or start
    if began is None:
        return [Ask("break", f"A break at month {months} is counted from the start: say when it starts.")]
    values["break_on"] = last_day_of(began, months)
    return []


def _put_bare(values: Values, bare: Values | None, settled: Mapping[str, str]) -> list[Ask]:
    if bare is None:
        return []
    choices = (
        Choice("notice", "It is the notice that ends it", {"notice": bare}),
        Choice("term", "It runs for so long at first", {"term_months": bare["count"]}),
    )
    for one in choices:
        if one.code == settled.get("rolling"):
            values |= one.values
            return []
    return [Ask("rolling", f"It rolls on, and it says {in_text(bare)}: what for?", choices)]


def _put_notice(rest: Rest, settled: Mapping[str, str]) -> list[Ask]:
    """A notice of which it is not said what it is for, where only one thing is there that it can be for."""
    notice, values = rest.unsaid, rest.values
    if notice is None:
        return []
    open_ = [name for name in _may_be_for(values) if name not in values]
    if not open_:
        return [Ask("notice", f"“{in_text(notice)}” besides: say what that notice is for.")]
    if len(open_) == 1:
        values[open_[0]] = notice
        return []
    choices = (
        Choice("extension", "To extend it", {"extension_notice": notice}),
        Choice("end", "To end it, whenever that can be done", {"notice": notice}),
        Choice("both", "For either", {"extension_notice": notice, "notice": notice}),
    )
    for one in choices:
        if one.code == settled.get("notice"):
            values |= one.values
            return []
    return [Ask("notice", f"Notice of {in_text(notice)}: what for?", choices)]


def _may_be_for(values: Values) -> list[str]:
    return ["extension_notice", "notice"] if values.get("extensions") else ["notice"]


def _left(rest: Rest) -> list[str]:
    """Words, figures and dates that nothing was made of."""
    text = without_kind(rest.text)
    found = []
    for clause in re.split(r"[,;()]|\.\s|\.$", text):
        words = re.findall(rf"{D}|[\w£%/.'’-]+", clause)
        if any(word not in _SMALL and re.search(rf"\w|{D}", word) for word in words):
            found.append(" ".join(_shown(rest, word) for word in words).strip(" .-'’"))
    return [one for one in found if one]


def _shown(rest: Rest, word: str) -> str:
    day = rest.days.get(word)
    return f"{day[0].day} {day[0]:%B %Y}" if day else word
