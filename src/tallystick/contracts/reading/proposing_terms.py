"""The term of one row's contract: how long, what may be added, whether it ends; and whether that fits its dates."""

import datetime as dt
import re

from tallystick.contracts.reading import proposing_clauses
from tallystick.contracts.reading.drafting import Draft
from tallystick.contracts.reading.proposed import Extension, Notice
from tallystick.contracts.reading.proposing_ends import CLOSE, ENDLESS, NOT_CLOSE, last_day, later, work_out
from tallystick.contracts.rules.asking import Suggestion
from tallystick.contracts.rules.cells import said_nothing
from tallystick.contracts.rules.cells_dates import NEVER, dates_in, whole_date
from tallystick.contracts.rules.cells_flags import read_flag
from tallystick.contracts.rules.notices import read_notice
from tallystick.contracts.rules.terms import Term, from_a_day, read_extension, read_term
from tallystick.contracts.rules.terms_words import kind_of
from tallystick.lake.tidy.headings import fold

_DAY = dt.timedelta(days=1)
_EXERCISED = re.compile(r"\b(?:taken|used|utilised|exercised|enacted|invoked)\b", re.IGNORECASE)


def read(draft: Draft) -> None:
    """Fill term, extensions, notice, what follows from them, and `term_kind`; ask where they do not fit."""
    term = _term(draft)
    extension = _extension(draft)
    for field in ("notice", "extension_notice", "break_notice", "renewal_notice"):
        _notice(draft, field)
    if text := draft.cells.get("term_kind"):
        draft.values["term_kind"] = _kind(text)
    extensions = extension.extensions or term.extensions
    used = proposing_clauses.read(draft, extensions)
    if not term.months and _may_begin_with_the_term(draft, extensions):
        extensions = ()
    if term.months:
        draft.values["term_months"] = term.months
    kind = term.kind or (extension.kind if extension.kind in ("rolling", "open_ended") else None)
    if kind and draft.values.get("term_kind") is None:
        draft.values["term_kind"] = kind
    if draft.values.get("renewal_months") and (draft.values.get("end") or term.months):
        draft.values["term_kind"] = "renewing"
    work_out(draft, term.months, extensions, none=extension.none, said=used)
    proposing_clauses.place_break(draft)
    _check(draft)


def _may_begin_with_the_term(draft: Draft, lengths: tuple[int, ...]) -> bool:
    """Asks, where “3+1” under extensions stands beside dates three years apart: is the first the term itself?"""
    start, end, text = draft.values.get("start"), draft.values.get("end"), draft.values.get("extension") or ""
    if not (start and end and len(lengths) > 1 and "+" in text.strip()[1:] and not text.strip().startswith("+")):
        return False
    if abs(last_day(start, lengths[0]) - end) > NOT_CLOSE:
        return False
    first, *rest = lengths
    choices = [
        Suggestion(say, {**more, "extensions": tuple(map(Extension, several)), "latest_end": later(end, sum(several))})
        for say, several, more in (
            (f"The first is the term: {_said(first)}", rest, {"term_months": first}),
            ("All of them come after the end", lengths, {}),
        )
    ]
    say = f"“{text}”: the dates are {_said(first)} apart already. Is the first of them the term itself?"
    draft.ask("extension", text, "term_not_understood", say, tuple(choices))
    return True


def _kind(text: str) -> str | None:
    """The kind that a column of its own names: by our own word, by theirs, or by a yes under “Rolling contract”."""
    ours = text.lower().replace(" ", "_").replace("-", "_")
    if ours in (*ENDLESS, "fixed"):
        return ours
    return kind_of(text) or ("rolling" if read_flag(text) else None)


def _unit(heading: str) -> str | None:
    words = fold(heading).split()
    if any(word.startswith(("month", "mth")) for word in words):
        return "months"
    return "years" if any(word.startswith(("year", "yr")) for word in words) else None


def _term(draft: Draft) -> Term:
    if (text := draft.cells.get("term")) is not None:
        draft.values["term"] = text
        if said_nothing(text) is None:
            return _read(draft, "term", text)
    for name, text in draft.term_texts:
        if name == "term":
            draft.values.setdefault("term", text)
            return _read(draft, "term", text)
    return Term()


def _read(draft: Draft, name: str, text: str) -> Term:
    """One cell of term or extension; asks where it cannot be told."""
    reader = read_term if name == "term" else read_extension
    found = reader(text, _unit(draft.headings.get(name, "")))
    if found.readings:
        fitting = [each for each in found.readings if _fits(draft, each, name)]
        if len(fitting) == 1:
            return fitting[0]
        choices = tuple(_suggest(each, name) for each in found.readings)
        draft.ask(name, text, "term_not_understood", f"“{text}” does not say whether it is years or months.", choices)
        return Term(kind=found.kind)
    if not found.understood and name == "term" and (from_its_day := _from_a_day(draft, text)):
        return from_its_day
    if not found.understood and not _other_term(draft, name, text):
        draft.ask(
            name,
            text,
            "term_not_understood",
            f"“{text}” could not be read as a {'term' if name == 'term' else 'term of extension'}.",
        )
    return found if found.understood else Term()


def _fits(draft: Draft, term: Term, name: str) -> bool:
    """Whether the row's own start and end bear a reading out."""
    start, end = draft.values.get("start"), draft.values.get("end")
    if name != "term" or start is None or end is None or term.months is None:
        return False
    lengths, total = [term.months], term.months
    for months in term.extensions:
        total += months
        lengths.append(total)
    return any(abs(last_day(start, months) - end) <= CLOSE for months in lengths)


def _from_a_day(draft: Draft, text: str) -> Term | None:
    """``3 years from 01/04/2023``: a term, and the start where no cell of its own says it."""
    days = dates_in(text, draft.order)
    found = from_a_day(text, days[0]) if len(days) == 1 else None
    if found and draft.values.get("start") is None:
        draft.values["start"] = days[0].first
    return found


def _other_term(draft: Draft, name: str, text: str) -> bool:
    """A term that is no number of months and yet understood: dates, weeks, days."""
    days = dates_in(text, draft.order)
    if name == "term" and len(days) == 2:
        for field, day in (("start", days[0].first), ("end", days[1].last)):
            if draft.values.get(field) is None:
                draft.values[field] = day
        return True
    if name == "extension" and len(days) == 1 and not _EXERCISED.search(text):
        if draft.values.get("latest_end") is None and days[0].last.year <= NEVER:
            draft.values["latest_end"] = days[0].last
        return True
    if name == "term" and len(days) == 1:
        until = re.match(r"\s*(?:until|till|to|up to|expir\w+|ends?|ending)\b", text, re.IGNORECASE)
        if draft.values.get("end") is None and until and days[0].last.year <= NEVER:
            draft.values["end"] = days[0].last
        return draft.values.get("end") == days[0].last
    return _in_days(draft, name, text)


def _in_days(draft: Draft, name: str, text: str) -> bool:
    """A length in weeks or days, that is no number of months: what ends with it is worked out."""
    counted = read_notice(text)
    if counted is None or counted.unit != "days":
        return False
    start, end = draft.values.get("start"), draft.values.get("end")
    if name == "extension" and end and not _EXERCISED.search(text):
        if draft.values.get("latest_end") is None:
            draft.work_out("latest_end", end + dt.timedelta(days=counted.count))
        return True
    if name == "term" and start and end is None and not draft.asked("end"):
        draft.work_out("end", start + dt.timedelta(days=counted.count) - _DAY)
    return name == "term" and draft.values.get("end") is not None


def _extension(draft: Draft) -> Term:
    text = _said_of_extension(draft)
    if text is not None:
        draft.values["extension"] = text
        if said_nothing(text) in ("to_come", "not_known") or not any(ch.isalnum() for ch in text):
            if said_nothing(text) == "to_come":
                draft.ask(
                    "extension", text, "to_be_confirmed", f"The extension says “{text}”. What may be added to the term?"
                )
            return Term()
        if read_flag(text) is True and not text.strip().isdigit():
            if not {"latest_end", "last_extension"} & {name for name in draft.values if draft.values[name] is not None}:
                draft.ask("extension", text, "extension_not_stated", "It can be extended. For how long?")
            return Term()
        if (day := whole_date(text, draft.order)) is not None and not text.strip().isdigit():
            if draft.values.get("latest_end") is None and day.last.year <= NEVER:
                draft.values["latest_end"] = day.last
            return Term()
        return _counted(draft, text, _read(draft, "extension", text))
    for name, said in draft.term_texts:
        if name == "extension":
            draft.values.setdefault("extension", said)
            return _read(draft, "extension", said)
    return Term()


def _said_of_extension(draft: Draft) -> str | None:
    """The cell that says what may be added: its own, unless that says nothing and another says whether or how often."""
    text, whether, count = (draft.cells.get(name) for name in ("extension", "extendable", "extension_count"))
    silent = text is None or said_nothing(text) is not None or text.strip() == "0"
    if whether is not None and silent:
        return whether
    return count if text is None else text


def _counted(draft: Draft, text: str, found: Term) -> Term:
    """The extensions, where a column of its own says how many there are; asks whether a length is of each or of all."""
    count = draft.cells.get("extension_count", "").strip().removesuffix(".0")
    if not count.isdigit() or not 1 < int(count) < 20 or len(found.extensions) != 1 or text == count:
        return found
    each, times = found.extensions[0], int(count)
    end, latest = draft.values.get("end"), draft.values.get("latest_end")
    if end and latest:
        return Term(extensions=(each,) * times) if later(end, each * times) == latest else found
    choices = (
        Suggestion(f"{times} x {_said(each)}", {"extensions": (Extension(each),) * times}),
        Suggestion(f"{_said(each)} in all", {"extensions": (Extension(each),)}),
    )
    say = f"There are {times} extensions, and “{text}”. Is that each of them, or all together?"
    draft.ask("extension", text, "term_not_understood", say, choices)
    return Term()


def _notice(draft: Draft, name: str) -> None:
    text = draft.cells.get(name)
    if text is None or said_nothing(text):
        return
    found = read_notice(text, _unit(draft.headings.get(name, "")) or _days(draft.headings.get(name, "")))
    if found:
        draft.values[name] = Notice(found.count, found.unit, found.clear)
    elif read_flag(text) is not False:
        draft.ask(name, text, "notice_not_understood", f"“{text}” could not be read as a period of notice.")


def _days(heading: str) -> str | None:
    return "days" if "days" in fold(heading).split() else None


def _suggest(term: Term, name: str) -> Suggestion:
    parts = ([term.months] if term.months else []) + list(term.extensions)
    values: dict[str, object] = {"extensions": tuple(Extension(months) for months in term.extensions)}
    if name == "term":
        values["term_months"] = term.months
    return Suggestion(" + ".join(map(_said, parts)), values)


def _said(months: int) -> str:
    count, unit = (months // 12, "year") if months % 12 == 0 else (months, "month")
    return f"{count} {unit}" if count == 1 else f"{count} {unit}s"


def _check(draft: Draft) -> None:
    """Ask about what is missing or cannot be."""
    values = draft.values
    start, end, latest = values.get("start"), values.get("end"), values.get("latest_end")
    if end is None and values.get("term_kind") not in ENDLESS and not draft.asked("end", "term"):
        text = draft.cells.get("end", "")
        said = (
            f"The end date says “{text}”"
            if text
            else "There is no end date, and nothing says that the contract has none"
        )
        choices: tuple[Suggestion, ...] = (
            Suggestion("It has no end", {"term_kind": "open_ended"}),
            Suggestion("It rolls on until notice is given", {"term_kind": "rolling"}),
            Suggestion("It was one purchase", {"term_kind": "one_off"}),
        )
        if last := latest or values.get("last_extension"):
            choices = (Suggestion(f"{last.day} {last:%B %Y}, its last extension", {"end": last}), *choices)
        draft.ask("end", text, "no_end", f"{said}. When does it end?", choices)
    if start and end and end < start:
        swap = Suggestion("They are the wrong way round", {"start": end, "end": start})
        draft.ask("end", draft.cells.get("end", ""), "end_before_start", "The end is before the start.", (swap,))
    if end and latest and latest < end:
        same = Suggestion("There is no extension", {"latest_end": end})
        draft.ask(
            "latest_end",
            draft.cells.get("latest_end", ""),
            "latest_end_before_end",
            "The latest end is before the end.",
            (same,),
        )
