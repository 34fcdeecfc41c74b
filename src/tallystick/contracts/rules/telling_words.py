"""What an e-mail about key dates says, in plain text: one line of one person's contracts after another, by day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tallystick.contracts.rules.telling import OVERDUE

LISTED = 100
"""So many are told in full; the rest are counted, and are on the page."""
_HOW_OFTEN = "Each is told once as it comes up, once in its last two weeks, and once when it is late."
_LONGEST = 300
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip


@dataclass(frozen=True)
class Item:
    """One thing to tell. contract: its title. suppliers: "" where there are none, or they may not be told.

    stage, unowned: as in `rules.telling`. owner: the name of its owner, where that is somebody else: one whose day has
    passed or, of what is told as unowned, one whom no e-mail reaches. link: the contract's page.
    """

    contract: str
    organisation: str
    suppliers: str
    what: str
    why: str
    due: date | None
    takes_effect: date | None
    last_safe_start: date | None
    stage: str
    unowned: bool
    owner: str
    owner_has_address: bool
    link: str

    @property
    def yours(self) -> bool:
        """Whether it is told to its own owner."""
        return not (self.unowned or self.owner)


def in_order(items: Sequence[Item]) -> list[Item]:
    """By day, what has none last; then by contract."""
    return sorted(items, key=lambda one: (one.due or date.max, one.contract.casefold(), one.what, one.link))


def subject(items: Sequence[Item]) -> str:
    """What the e-mail is called. It names no contract and nobody: it may be read over a shoulder."""
    late = sum(one.stage == OVERDUE for one in items)
    said = _plural(len(items), "date of a contract", "dates of contracts")
    overdue = "" if not late else ", overdue" if late == len(items) else f", {late} of them overdue"
    return f"Tallystick: {said}{overdue}"


def body(items: Sequence[Item], *, today: date, name: str, page: str) -> str:
    """The whole e-mail. name: of whom it is for. page: where all of it can be seen."""
    ordered = in_order(items)
    parts = [f"{_line(name)},", f"What is new to you on {day_in_words(today)}.\n{_HOW_OFTEN}"]
    parts += [_item(one, today) for one in ordered[:LISTED]]
    mine = all(one.yours for one in items)
    # The calendar begins with what is one's own.
    where = page if mine else f"{page}?whose=all"
    if len(ordered) > LISTED:
        parts.append(f"And {len(ordered) - LISTED} more: {where}")
    parts.append(f"All that is yours: {where}" if mine else f"All that you may see, yours or not: {where}")
    return "\n\n".join(parts) + "\n"


def day_in_words(day: date) -> str:
    """``Friday 4 June 2027``."""
    return f"{_DAYS[day.weekday()]} {day.day} {_MONTHS[day.month - 1]} {day.year}"


def _item(one: Item, today: date) -> str:
    lines = [f"{_when(one, today)}: {_line(one.what)}"]
    suppliers = f" ({_line(one.suppliers)})" if one.suppliers.strip() else ""
    lines.append(f"  {_line(one.contract)}{suppliers}, {_line(one.organisation)}")
    lines += [f"  {words}" for words in (_whose(one),) if words]
    if one.takes_effect and one.takes_effect != one.due:
        lines.append(f"  It takes effect on {day_in_words(one.takes_effect)}.")
    if one.last_safe_start:
        past = " That has passed." if one.last_safe_start < today else ""
        lines.append(f"  Last safe day to begin: {day_in_words(one.last_safe_start)}.{past}")
    if one.why.strip():
        lines.append(f"  Why: {_line(one.why)}")
    return "\n".join([*lines, f"  {one.link}"])


def _whose(one: Item) -> str:
    """Why somebody is told of what is not theirs; "" for what is."""
    if one.yours:
        return ""
    if not one.owner:
        return "Nobody owns this. Say who does, on its page."
    if not one.unowned:
        return f"It is {_line(one.owner)}'s, and its day has passed."
    if one.owner_has_address:
        return f"{_line(one.owner)} owns this, and their e-mail address takes nothing just now."
    return f"{_line(one.owner)} owns this and has no e-mail address here."


def _when(one: Item, today: date) -> str:
    if one.due is None:
        return "No day is known"
    said = day_in_words(one.due)
    days = (one.due - today).days
    if days < 0:
        return f"OVERDUE since {said}"
    left = "today" if days == 0 else f"in {_plural(days, 'day')}"
    return f"{said}, {left}"


def _plural(n: int, one: str, many: str = "") -> str:
    return f"{n} {one if n == 1 else many or one + 's'}"


def _line(text: str) -> str:
    """A text on one line, without what could pretend to be another, and cut where it is long."""
    flat = " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())
    return flat if len(flat) <= _LONGEST else flat[: _LONGEST - 1].rstrip() + "…"
