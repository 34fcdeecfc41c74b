"""Dates of one row: a day a cell where that is what it holds, and what else there may be."""

import datetime as dt
import re

from tallystick.contracts.reading.drafting import Draft
from tallystick.contracts.reading.fields import COLUMNS, DAYS
from tallystick.contracts.reading.proposed import Notice
from tallystick.contracts.rules.asking import Suggestion
from tallystick.contracts.rules.cells import said_nothing
from tallystick.contracts.rules.cells_dates import NEVER, Day, dates_in, loose_times, whole_date
from tallystick.contracts.rules.notices import read_notice
from tallystick.contracts.rules.terms import Term, from_a_day, read_extension, read_term
from tallystick.contracts.rules.terms_words import kind_of
from tallystick.kit.months import add_months

_LAST = frozenset({"end", "latest_end", "last_extension", "terminated"})
"""Fields for which a month means its last day."""

_ASKED = frozenset({"start", "end", "latest_end", "review", "awarded", "signed", "last_extension", "terminated"})
_FIRST_YEAR = 1902
"""An earlier date is how a spreadsheet shows a nought."""

_FILLER = re.compile(
    r"\b(?:up to|until|till|to|from|by|on|expir(?:es|ed|y)|ends?|ending|ended|commenc(?:es|ing"
    r"|ed)|start(?:s|ed|ing)?|circa|approx(?:imately)?|w\.?e\.?f|of|the|date"
    r"|initial(?:ly)?|contract|currently|current|and|then|at|as|is|due|between|period|c|mid"
    r"|end of|est|estimated|term|inclusive|midnight|noon)\b|[\W_]+",
    re.IGNORECASE,
)
_EXTENDED = re.compile(
    r"\b(?:ext(?:ended|ension|end)?|option|max(?:imum)?|latest|possible|final|renew\w*)\b", re.IGNORECASE
)
_LONG = 1_200
_WAS_EXTENDED = re.compile(r"(?<!if )(?<!be )(?<!or )\bextended\b(?! (?:if|option))", re.IGNORECASE)
_BETWEEN = re.compile(r"^\s*(?:-|–|—|to|until|till|up to|and|/|>|through)\s*$", re.IGNORECASE)


def read(draft: Draft) -> None:
    """Fill every date, and ask about those that cannot be read. Terms in a date's cell go to `Draft.term_texts`."""
    if text := draft.cells.get("period"):
        _period(draft, text)
    for name in DAYS:
        if text := draft.cells.get(name):
            _day(draft, name, text)


def _day(draft: Draft, name: str, text: str) -> None:
    nothing = said_nothing(text)
    if nothing:
        if nothing == "to_come" and name in ("start", "end"):
            draft.ask(
                name,
                text,
                "to_be_confirmed",
                f"The {COLUMNS[name].lower()} says “{text}”. What is it, or what is planned?",
            )
        return
    day = whole_date(text, draft.order)
    if day is not None:
        _set(draft, name, text, day)
        return
    days = dates_in(text, draft.order)
    if len(days) == 1:
        _one_with_words(draft, name, text, days[0])
    elif days:
        _several(draft, name, text, days)
    else:
        _words(draft, name, text)


def _set(draft: Draft, name: str, text: str, day: Day) -> None:
    value = day.last if name in _LAST else day.first
    if value.year > NEVER:
        if name == "end":
            draft.values["term_kind"] = "open_ended"
        elif name not in _LAST:
            _not_understood(draft, name, text)
    elif value.year < _FIRST_YEAR:
        _not_understood(draft, name, text)
    else:
        draft.values[name] = value


def _one_with_words(draft: Draft, name: str, text: str, day: Day) -> None:
    """``31/03/2026 with option to extend 2 years``: a date, and words that may say more."""
    rest = f"{text[: day.at]} {text[day.end :]}"
    bare = _FILLER.sub(" ", rest).strip()
    if name in _LAST and (term := from_a_day(text, day)) is not None and _from(draft, term, day):
        return
    _set(draft, name, text, day)
    said = rest.strip(" ()[],;.-–:")
    if not bare and "?" not in said:
        return
    if said_nothing(said) == "to_come" or said.lower() == "provisional" or not bare:
        draft.ask(
            name,
            text,
            "to_be_confirmed",
            f"“{text}” is still to be confirmed. Is the date right?",
            (_suggest(name, day),),
        )
        return
    if name in _LAST and _WAS_EXTENDED.search(said) and not re.search(r"\bfrom\b", said, re.IGNORECASE):
        return
    if name == "end" and _is_the_term(draft, said):
        draft.term_texts.append(("term", said))
        return
    extended, kind = read_extension(said), kind_of(said)
    if name in _LAST and (kind or (extended.understood and not extended.readings)):
        if extended.extensions:
            draft.term_texts.append(("extension", said))
        if kind:
            draft.values["term_kind"] = kind
    elif name == "start" and read_term(said).understood and read_term(said).months:
        draft.term_texts.append(("term", said))
    else:
        draft.ask(
            name,
            text,
            "date_says_more",
            f"“{text}” says more than a date. Is {_said(draft.values.get(name))} right?",
            (_suggest(name, day),),
        )


def _from(draft: Draft, term: Term, day: Day) -> bool:
    """Take ``5 years from 01/04/2023`` for the term that it is; False where the row's start is another day."""
    if draft.values.get("start") not in (None, day.first):
        return False
    draft.values.setdefault("start", day.first)
    draft.term_texts.append(("term", "+".join(f"{months}m" for months in (term.months or 0, *term.extensions))))
    return True


def _is_the_term(draft: Draft, said: str) -> bool:
    """Whether a sum beside an end (``31/03/2026 (2+1)``) is all of the term, and not what may be added to it."""
    start, end, term = draft.values.get("start"), draft.values.get("end"), read_term(said)
    if not (start and end and said[0].isdigit() and term.understood and term.months and term.extensions):
        return False
    after = add_months(start, min(term.months + sum(term.extensions), _LONG))
    return bool(after - end == dt.timedelta(days=1))


def _several(draft: Draft, name: str, text: str, days: tuple[Day, ...]) -> None:
    first, last = days[0], days[-1]
    if (
        len(days) == 2
        and name in ("start", "end")
        and _BETWEEN.match(text[first.end : last.at])
        and first.first <= last.last
    ):
        other = "end" if name == "start" else "start"
        if other not in draft.cells or _same(draft, other, first if name == "end" else last):
            _set(draft, "start", text, first)
            _set(draft, "end", text, last)
            return
    order = sorted(days, key=lambda day: day.last, reverse=bool(_EXTENDED.search(text)))
    choices = [_suggest(name, day) for day in order]
    if name == "end" and len(days) == 2 and order[0].last != order[1].last:
        early, late = sorted((order[0].last, order[1].last))
        choices.append(
            Suggestion(f"{_said(early)}, and {_said(late)} if it is extended", {"end": early, "latest_end": late})
        )
    draft.ask(
        name,
        text,
        "two_dates",
        f"“{text}” has {len(days)} dates. Which is the {COLUMNS[name].lower()}?",
        tuple(choices),
    )


def _same(draft: Draft, name: str, day: Day) -> bool:
    stated = whole_date(draft.cells[name], draft.order)
    return stated is not None and stated.first == day.first


def _words(draft: Draft, name: str, text: str) -> None:
    """No day at all: a year or a quarter, words for a contract without end, or a term."""
    loose = loose_times(text)
    if loose:
        choices = tuple(_suggest(name, day) for day in loose)
        draft.ask(
            name, text, "date_not_exact", f"“{text}” is not a day. Which day is the {COLUMNS[name].lower()}?", choices
        )
        return
    if name == "review" and re.search(r"annual|yearly|quarter|month|ongoing|rolling|regular", text, re.IGNORECASE):
        draft.values["notes"] = "\n".join(filter(None, (draft.values.get("notes"), f"Review: {text}")))
        return
    if name in _LAST and kind_of(text):
        if name == "end":
            draft.values["term_kind"] = kind_of(text)
            _until_notice(draft, text)
            if (term := read_term(text)).understood and (term.months or term.extensions):
                draft.term_texts.append(("term", text))
        return
    if name == "end" and _until_notice(draft, text):
        return
    if name in ("end", "latest_end") and read_term(text).understood and any(ch.isdigit() for ch in text):
        draft.term_texts.append(("term" if name == "end" else "extension", text))
        return
    if name in _ASKED:
        _not_understood(draft, name, text)


def _until_notice(draft: Draft, text: str) -> bool:
    """``3 months' notice`` for an end: it rolls on until notice of that length is given."""
    found = read_notice(text) if re.search(r"\bnotice\b", text, re.IGNORECASE) else None
    if found is None:
        return False
    draft.values.setdefault("term_kind", "rolling")
    if "notice" not in draft.cells:
        draft.values["notice"] = Notice(found.count, found.unit, found.clear)
    return True


def _period(draft: Draft, text: str) -> None:
    """Start and end in one cell."""
    days = dates_in(text, draft.order)
    if len(days) == 2:
        _set(draft, "start", text, days[0])
        _set(draft, "end", text, days[1])
        rest = f"{text[: days[0].at]} {text[days[1].end :]}"
        extended = read_extension(rest.strip(" ()[],;.-–:"))
        if extended.understood and extended.extensions:
            draft.term_texts.append(("extension", rest.strip(" ()[],;.-–:")))
    elif len(days) == 1:
        name = "end" if re.match(r"\s*(?:until|to|up to|expir|end|till|by)", text, re.IGNORECASE) else "start"
        _one_with_words(draft, name, text, days[0])
    elif not days and (loose := loose_times(text)) and loose[0].form == "financial_year":
        _set(draft, "start", text, loose[0])
        _set(draft, "end", text, loose[0])
    elif not days and said_nothing(text) is None:
        draft.term_texts.append(("term", text))
    elif days:
        _several(draft, "end", text, days)


def _not_understood(draft: Draft, name: str, text: str) -> None:
    draft.ask(
        name,
        text,
        "date_not_understood",
        f"“{text}” is not a date that we can read. What is the {COLUMNS[name].lower()}?",
    )


def _suggest(name: str, day: Day) -> Suggestion:
    value = day.last if name in _LAST else day.first
    return Suggestion(_said(value), {name: value})


def _said(day: dt.date | None) -> str:
    return f"{day.day} {day:%B %Y}" if day else "it"
