"""The frame of a contract's pages: which contract, its tabs, and the rows of any kind as a section of a page.

A tab's page is `page(request, number, "risks")` for its context, and a template that extends
``web/contracts/base.html`` and includes ``web/contracts/section.html`` with each of its sections.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest
from django.urls import reverse

from tallystick.contracts.declared import KINDS, Access
from tallystick.contracts.queries import contract as contracts
from tallystick.contracts.queries.contract import Entry, Seen
from tallystick.contracts.queries.facts import Named, named
from tallystick.councils.rules.permissions import Permission, may
from tallystick.web.contract_words import in_words, row_title
from tallystick.web.deciding import actor
from tallystick.web.tabs import Tab

TABS = {
    "agreement": ("Overview", "contract"),
    "dates": ("Dates", "contract-dates"),
    "spend": ("Spend", "contract-spend"),
    "performance": ("Performance", "contract-performance"),
    "meetings": ("Meetings and letters", "contract-meetings"),
    "risks": ("Risks", "contract-risks"),
    "changes": ("Changes", "contract-changes"),
    "governance": ("Governance", "contract-governance"),
    "documents": ("Documents", "contract-documents"),
    "history": ("History", "contract-history"),
}
"""Tabs of a contract by `Kind.tab`: what each is called and the name of its address."""

_OF_EVERYBODY = ("agreement", "spend")
LONG = 90
"""A text of more characters takes the whole width."""


@dataclass(frozen=True)
class Fact:
    """One field of a row as it is shown."""

    name: str
    label: str
    text: str
    long: bool = False


@dataclass(frozen=True)
class Shown:
    """A row as a section shows it. hidden: confidential fields that hold something. change, remove: addresses or ""."""

    id: int
    title: str
    facts: Sequence[Fact]
    entry: Entry
    change: str = ""
    remove: str = ""
    hidden: Sequence[tuple[str, str]] = ()

    @property
    def anchor(self) -> str:
        return f"{self.entry.kind}-{self.id}"


@dataclass(frozen=True)
class Section:
    """Rows of one kind. add: the address of the form for another, "" where there is none or it may not be."""

    kind: str
    title: str
    rows: Sequence[Shown]
    add: str = ""
    adding: str = ""
    may_read_confidential: bool = False
    back: str = ""


def seen_or_404(request: HttpRequest, number: int) -> Seen:
    """The contract, as whoever is signed in may see it. Raises Http404 for one that they may not know of."""
    found = contracts.contract(number, by=actor(request))
    if found is None:
        raise Http404
    return found


def said_why(request: HttpRequest) -> str:
    """The reason that was given in a form of the register; empty if there was none."""
    return request.POST.get("reason", "").strip()[:2000]


def page(request: HttpRequest, number: int, tab: str) -> dict[str, Any]:
    """What every page of a contract is told: section, seen, title, tabs, tab. Raises Http404.

    Only the first two tabs are there for a contract of another organisation.
    """
    seen = seen_or_404(request, number)
    if not seen.own and tab not in _OF_EVERYBODY:
        raise Http404
    if tab == "documents" and Access.PAPERS not in seen.accesses:
        raise Http404
    return {
        "section": "contracts",
        "seen": seen,
        "contract_title": contract_title(seen),
        "tabs": tabs(seen, tab),
        "tab": TABS[tab][0],
        "may_read_confidential": may(actor(request), Permission.READ_CONFIDENTIAL, seen.organisation),
    }


def tabs(seen: Seen, current: str) -> list[Tab]:
    """The tabs of a contract that may be seen, with where we are."""
    shown = [tab for tab in TABS if seen.own or tab in _OF_EVERYBODY]
    if Access.PAPERS not in seen.accesses:
        shown = [tab for tab in shown if tab != "documents"]
    return [(TABS[tab][0], reverse(TABS[tab][1], args=[seen.id]), tab == current) for tab in shown]


def contract_title(seen: Seen) -> str:
    """What a contract is called."""
    return str(seen["title"] or seen["description"] or seen["reference"] or f"Contract {seen.id}")


def tab_address(seen: Seen, tab: str) -> str:
    """The address of a tab; of the overview for what has none of its own."""
    return reverse(TABS.get(tab, TABS["agreement"])[1], args=[seen.id])


def section(
    request: HttpRequest, seen: Seen, kind: str, *, title: str = "", rows: Sequence[Entry] | None = None,
    leave_out: Sequence[str] = (),
) -> Section:  # fmt: skip
    """The rows of a kind, with what may be done to them. rows: only these. leave_out: fields that are not shown."""
    declared = KINDS[kind]
    found = contracts.rows(seen, kind) if rows is None else rows
    names = named(((kind, row.values) for row in found), by=actor(request))
    addable = seen.may_change and declared.adding and not (kind == "exit" and found)
    return Section(
        kind=kind,
        title=title or declared.plural.capitalize(),
        rows=[shown(seen, row, names, leave_out=leave_out) for row in found],
        add=reverse("contract-row-add", args=[seen.id, kind]) if addable else "",
        adding=declared.adding,
        may_read_confidential=may(actor(request), Permission.READ_CONFIDENTIAL, seen.organisation),
        back=request.path,
    )


def shown(seen: Seen, row: Entry, names: Named, *, leave_out: Sequence[str] = ()) -> Shown:
    """One row as a section shows it."""
    declared = KINDS[row.kind]
    typed = any(field.typed for field in declared.fields.values())
    changeable = seen.may_change and typed
    address = [seen.id, row.kind, row.id]
    return Shown(
        id=row.id,
        title=row_title(row.kind, str(row.values.get(declared.title) or ""))
        or f"{declared.name.capitalize()} {row.id}",
        facts=facts(row.kind, row.values, names, leave_out=(declared.title, *leave_out)),
        entry=row,
        change=reverse("contract-row", args=address) if changeable else "",
        remove=reverse("contract-row-remove", args=address) if changeable else "",
        hidden=[(name, declared.fields[name].label) for name in row.hidden],
    )


def facts(
    kind: str, values: Mapping[str, Any], names: Named, *, only: Sequence[str] | None = None,
    leave_out: Sequence[str] = (),
) -> list[Fact]:  # fmt: skip
    """Fields of a row that say something, in the order in which they are declared."""
    found = []
    for name, field in KINDS[kind].fields.items():
        if name in leave_out or (only is not None and name not in only):
            continue
        text = in_words(kind, name, values.get(name), names)
        if text:
            found.append(Fact(name, field.label, text, len(text) > LONG or "\n" in text))
    return found
