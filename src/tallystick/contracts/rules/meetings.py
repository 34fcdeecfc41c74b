"""What a contract's performance meeting covers, by its tier, and when the next is due. Pure.

docs/rules/segmentation.md has the agendas, which are part of the questionnaire's consequences.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from tallystick.reference.asking import Questionnaire


@dataclass(frozen=True)
class OpenAction:
    """An action from an earlier meeting that is not done."""

    what: str
    owner: str
    due: dt.date | None


@dataclass(frozen=True)
class Item:
    """One item of an agenda, with what is known to go under it."""

    title: str
    notes: tuple[str, ...] = ()


def agenda(questionnaire: Questionnaire, tier: str) -> tuple[str, ...]:
    """The titles of what a meeting of a contract of that tier covers, in order; none where nothing says so."""
    return questionnaire.consequence(tier).agenda


def prepared(titles: Iterable[str], actions: Iterable[OpenAction], *, on: dt.date) -> tuple[Item, ...]:
    """The agenda of a meeting held on that day: actions not done stand under the first item, the latest due first said.

    An action that is overdue on that day says so. Where there are no titles, the actions are the only item.
    """
    notes = tuple(_said(action, on) for action in sorted(actions, key=lambda a: (a.due or dt.date.max, a.what)))
    first, *rest = list(titles) or ["Actions from the last meeting"]
    return (Item(first, notes), *(Item(title) for title in rest))


def _said(action: OpenAction, on: dt.date) -> str:
    who = f"{action.what} ({action.owner})" if action.owner else action.what
    if action.due is None:
        return f"{who}: no date set"
    late = (on - action.due).days
    overdue = f", {late} {'day' if late == 1 else 'days'} overdue" if late > 0 else ""
    return f"{who}: due {action.due.isoformat()}{overdue}"
