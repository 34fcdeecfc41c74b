"""What one row says of used extensions, breaks, renewals and notice, in cells of their own or beside the term."""

from typing import Any

from tallystick.contracts.reading.drafting import Draft
from tallystick.contracts.reading.proposed import Notice
from tallystick.contracts.rules.asking import Suggestion
from tallystick.contracts.rules.cells import said_nothing
from tallystick.contracts.rules.cells_flags import read_flag
from tallystick.contracts.rules.notice_days import last_day_of
from tallystick.contracts.rules.notice_values import in_text
from tallystick.contracts.rules.term_sentence import Clauses, read_clauses
from tallystick.kit.errors import Refused

_NOTICES = frozenset({"notice", "extension_notice", "break_notice", "renewal_notice", "end_after"})
_BREAK = ("break_on", "break_from", "break_to", "break_every_months", "break_by", "break_month")
_RENEWAL = ("renewal_months", "renewal_times")
_BESIDE = (*_NOTICES, *_BREAK, *_RENEWAL)


def read(draft: Draft, extensions: tuple[int, ...]) -> int | None:
    """Fills what the row's clauses say, and asks what they leave open; how many extensions were used, if it says so."""
    used = _used_cell(draft, extensions)
    _break(draft)
    _renewal(draft)
    texts = [draft.cells.get("term"), draft.cells.get("extension"), *(text for _, text in draft.term_texts)]
    for text in dict.fromkeys(texts):
        if not text or said_nothing(text):
            continue
        found = read_clauses(text)
        _take(draft, found, _BESIDE)
        _unsaid(draft, text, found, extensions)
        if used is None:
            used = _count(found.used, extensions)
    return used


def place_break(draft: Draft) -> None:
    """A break at a month of the term, as its day, once the start is known."""
    months, start = draft.values.pop("break_month", None), draft.values.get("start")
    if months is None or draft.values.get("break_on"):
        return
    try:
        draft.values["break_on"] = last_day_of(start, months) if start else None
    except Refused:
        return


def _take(draft: Draft, found: Clauses, names: tuple[str, ...]) -> None:
    for name in names:
        value = found.values.get(name)
        if value is not None and draft.values.get(name) is None:
            draft.values[name] = _notice(value) if name in _NOTICES else value


def _notice(said: Any) -> Notice:
    return Notice(said["count"], said["unit"], bool(said.get("clear")), int(said.get("service_days", 0)))


def _unsaid(draft: Draft, text: str, found: Clauses, extensions: tuple[int, ...]) -> None:
    """A notice beside the term, where the row does not say what it is for."""
    if found.unsaid is None or draft.values.get("notice") is not None:
        return
    notice = _notice(found.unsaid)
    if not extensions:
        draft.values["notice"] = notice
    elif draft.values.get("extension_notice") is None and not draft.asked("notice"):
        choices = (
            Suggestion("To extend it", {"extension_notice": notice}),
            Suggestion("To end it, whenever that can be done", {"notice": notice}),
            Suggestion("For either", {"extension_notice": notice, "notice": notice}),
        )
        say = f"Notice of {in_text(found.unsaid)}: to extend it, or to end it?"
        draft.ask("notice", text, "notice_for_what", say, choices)


def _count(used: int | str | None, extensions: tuple[int, ...]) -> int | None:
    if used == "all":
        return len(extensions) or None
    if used == "the":
        return 1 if len(extensions) == 1 else None
    return used if isinstance(used, int) and used <= len(extensions) else None


def _used_cell(draft: Draft, extensions: tuple[int, ...]) -> int | None:
    text = draft.cells.get("extensions_used")
    if text is None:
        return None
    if said_nothing(text) == "not_applicable" or read_flag(text) is False:
        return 0 if extensions else None
    return _count(read_clauses(f"{text.removesuffix('.0')} extensions used").used, extensions)


def _break(draft: Draft) -> None:
    """A cell of its own for breaks: a day, a month, each anniversary; or only that there is one."""
    text = draft.cells.get("break")
    if text is None or said_nothing(text) or read_flag(text) is False:
        return
    found = read_clauses(text if "break" in text.lower() else f"break {text}")
    _take(draft, found, (*_BREAK, *_NOTICES))
    if found.unsaid is not None and draft.values.get("break_notice") is None:
        draft.values["break_notice"] = _notice(found.unsaid)
    if not {"break_on", "break_from", "break_every_months", "break_month", "end_after"} & found.values.keys():
        say = "It can be broken early, it says. When, and with how much notice?"
        draft.ask("break_on", text, "break_not_understood", say if read_flag(text) else f"“{text}”: {say}")


def _renewal(draft: Draft) -> None:
    """A cell of its own for renewal: for how long, how often; or only that it does."""
    text = draft.cells.get("renewal")
    if text is None or said_nothing(text) or read_flag(text) is False:
        return
    found = read_clauses(text if "renew" in text.lower() else f"renews {text}")
    _take(draft, found, (*_RENEWAL, *_NOTICES))
    if found.unsaid is not None and draft.values.get("renewal_notice") is None:
        draft.values["renewal_notice"] = _notice(found.unsaid)
    if draft.values.get("renewal_months") is None:
        say = "It renews itself, it says. By how many months each time?"
        draft.ask("renewal_months", text, "renewal_not_stated", say)
