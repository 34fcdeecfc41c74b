"""A contract as it was at a moment, and everything that was ever changed: read from the log."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tallystick.contracts.declared import KINDS, Access, confidential_fields, visible_fields
from tallystick.contracts.queries.contract import Entry, Seen, hidden_in
from tallystick.councils.models import LogEntry


@dataclass(frozen=True)
class Changed:
    """One entry of a contract's history. fields: (label, before, after) of what may be seen, as `stating.said` has it.

    names: of the same fields, as they are declared. hidden: confidential fields that changed too.
    """

    id: int
    at: datetime
    by: str
    via: str
    what: str
    why: str
    kind: str
    key: str
    fields: tuple[tuple[str, Any, Any], ...]
    hidden: tuple[str, ...]
    names: tuple[str, ...] = ()


def as_it_was(seen: Seen, moment: datetime) -> dict[str, list[Entry]]:
    """Rows of the contract by kind as they stood at `moment`, without those removed; nothing if it was not there.

    Nothing for a contract of another organisation either: it may not have been public then.
    """
    if not seen.own:
        return {}
    entries = LogEntry.objects.filter(chain=seen.organisation, about=f"contract:{seen.id}", at__lte=moment)
    last: dict[tuple[str, str], Any] = {}
    for kind, key, after in entries.order_by("sequence").values_list("kind", "key", "after"):
        if kind in KINDS and after is not None:
            last[kind, key] = after
    found: dict[str, list[Entry]] = {}
    for (kind, key), after in last.items():
        if after.get("removed") or KINDS[kind].access not in seen.accesses:
            continue
        found.setdefault(kind, []).append(_entry(kind, key, after, seen))
    return found if "contract" in found else {}


def version_of(seen: Seen, kind: str, number: int, version: int) -> Entry | None:
    """A row of the contract as it was in that version of it, in the fields that may be seen; None where that is not
    kept or may not be known.
    """
    if not seen.own or kind not in KINDS or KINDS[kind].access not in seen.accesses:
        return None
    of_row = LogEntry.objects.filter(chain=seen.organisation, about=f"contract:{seen.id}", kind=kind, key=str(number))
    for after in of_row.order_by("-sequence").values_list("after", flat=True):
        if after and after.get("version") == version:
            return _entry(kind, str(number), after, seen)
    return None


def last_change(seen: Seen, kind: str, number: int) -> Changed | None:
    """The last entry of the history about a row of the contract, or None."""
    if not seen.own or kind not in KINDS or KINDS[kind].access not in seen.accesses:
        return None
    of_row = LogEntry.objects.filter(chain=seen.organisation, about=f"contract:{seen.id}", kind=kind, key=str(number))
    last = of_row.order_by("-sequence").first()
    return _changed(last, seen) if last else None


def history(seen: Seen, *, first: int = 0, count: int = 50) -> tuple[Sequence[Changed], int]:
    """What was changed of the contract, newest first, from `first`; and how many entries there are.

    Nothing for a contract of another organisation: its log is not public.
    """
    if not seen.own:
        return [], 0
    entries = LogEntry.objects.filter(chain=seen.organisation, about=f"contract:{seen.id}").order_by("-sequence")
    if Access.PAPERS not in seen.accesses:
        entries = entries.exclude(kind__in=[code for code, kind in KINDS.items() if kind.access is Access.PAPERS])
    return [_changed(entry, seen) for entry in entries[first : first + count]], entries.count()


def _entry(kind: str, key: str, after: dict[str, Any], seen: Seen) -> Entry:
    visible = visible_fields(kind, seen.accesses - {Access.CONFIDENTIAL})
    hidden = hidden_in(kind, after, seen.accesses)
    shown = {name: value for name, value in after.items() if name in visible}
    return Entry(kind, int(key), after.get("version", 1), shown, hidden)


def _changed(entry: LogEntry, seen: Seen) -> Changed:
    before, after = entry.before or {}, entry.after or {}
    kind = KINDS.get(entry.kind)
    names = [name for name in {**before, **after} if _said(before.get(name)) != _said(after.get(name))]
    visible = visible_fields(entry.kind, seen.accesses - {Access.CONFIDENTIAL}) if kind else frozenset()
    told_of = tuple(name for name in names if name in visible)
    shown = tuple((kind.fields[name].label, before.get(name), after.get(name)) for name in told_of) if kind else ()
    told = Access.CONFIDENTIAL in seen.accesses
    hidden = tuple(sorted(confidential_fields(entry.kind) & set(names))) if told else ()
    return Changed(
        entry.pk, entry.at, entry.by, entry.via, entry.what, entry.why, entry.kind, entry.key, shown, hidden, told_of
    )  # fmt: skip


def _said(value: Any) -> Any:
    """The same for everything that says nothing: a new row has many an empty field that nobody filled in."""
    return None if value in ("", [], {}) else value
