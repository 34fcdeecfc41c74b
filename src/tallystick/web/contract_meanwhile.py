"""Two people changed the same row at once: what was there, what one saved and what the other typed, field by field."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict

from tallystick.contracts.queries.contract import Entry
from tallystick.contracts.queries.facts import named
from tallystick.contracts.stating import stated
from tallystick.councils.rules.actors import Actor
from tallystick.web.contract_forms import Box, Form, same_value
from tallystick.web.contract_words import in_words

KEEP = "keep-"


@dataclass(frozen=True)
class Met:
    """One field on which the two differ. before: None where that is not known. choice: ``yours``, ``theirs`` or ""
    where both changed it and somebody has to say."""

    box: Box
    before: str | None
    theirs: str
    yours: str
    choice: str

    @property
    def both(self) -> bool:
        return not self.choice


@dataclass(frozen=True)
class Meeting:
    """fields: where yours differs from what there is now. theirs: (label, before, now) of what only they changed."""

    fields: Sequence[Met]
    theirs: Sequence[tuple[str, str, str]]


def chosen_names(sent: QueryDict, names: Sequence[str]) -> list[str]:
    """Fields that a form sends: all, or, of a form that settles what two people did, those to be saved as yours."""
    if sent.get("settling") != "yes":
        return list(names)
    return [name for name in names if sent.get(KEEP + name) == "yours"]


def not_chosen(sent: QueryDict, names: Sequence[str]) -> list[str]:
    """Fields on which the two differ, of a form that settles that, for which nothing was chosen."""
    if sent.get("settling") != "yes":
        return []
    chosen = {name for name in names if sent.get(KEEP + name) in ("yours", "theirs")}
    return [name for name in names if name in sent.getlist("differs") and name not in chosen]


def meeting_of(form: Form, before: Entry | None, theirs: Entry, *, by: Actor) -> Meeting:
    """What to show of both. before: the row as it was when the form was opened."""
    kind = form.kind
    yours: dict[str, Any] = {name: stated(value) for name, value in form.values.items()}
    was: Mapping[str, Any] = before.values if before else {}
    names = named([(kind, yours), (kind, theirs.values), (kind, was)], by=by)

    def say(name: str, values: Mapping[str, Any]) -> str:
        return in_words(kind, name, values.get(name), names)

    fields, only_theirs = [], []
    for box in form.boxes:
        name = box.name
        if name not in yours:
            continue
        if box.confidential:
            fields.append(Met(box, None, "Confidential", "What you typed", ""))
            continue
        they_changed = before is None or not same_value(was.get(name), theirs.values.get(name))
        you_changed = before is None or not same_value(yours[name], was.get(name))
        if same_value(yours[name], theirs.values.get(name)):
            continue
        if you_changed:
            choice = "" if they_changed else "yours"
            fields.append(
                Met(box, say(name, was) if before else None, say(name, theirs.values), say(name, yours), choice)
            )
        else:
            only_theirs.append((box.label, say(name, was), say(name, theirs.values)))
    return Meeting(fields, only_theirs)
