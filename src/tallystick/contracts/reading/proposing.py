"""One row's cells to a proposed contract and the questions it raises. No row knows of another here."""

import re

from tallystick.contracts.reading import proposing_dates, proposing_suppliers, proposing_terms, proposing_values
from tallystick.contracts.reading.drafting import Draft
from tallystick.contracts.reading.fields import KINDS
from tallystick.contracts.reading.tables import long_text
from tallystick.contracts.rules.cells import said_nothing
from tallystick.contracts.rules.cells_flags import read_flag, read_kind
from tallystick.contracts.rules.cells_numbers import either_number
from tallystick.contracts.rules.cells_routes import read_route

_PLAIN = frozenset(name for name, kind in KINDS.items() if kind == "text" and name != "organisation_code")
_FLAGS = tuple(name for name, kind in KINDS.items() if kind == "flag")
_NUMBER = re.compile(r"\b[A-Z]{0,2}\d{6,8}\b")
_SAYS_NOTHING = frozenset({"not_known", "to_come"})


def fill(draft: Draft) -> None:
    """Fill the draft from its cells, and ask what cannot be read."""
    cells = draft.cells
    for name, text in cells.items():
        if name in _PLAIN:
            draft.values[name] = None if said_nothing(text) == "not_applicable" else text
    for name in ("description", "notes"):
        if name in cells:
            draft.values[name] = long_text(draft.raw[name])
    proposing_suppliers.read(draft)
    if draft.values.get("title") is None and draft.values.get("description") is None:
        draft.ask(
            "title",
            cells.get("title", ""),
            "no_title",
            "What is this contract for? The row has no title and no description.",
        )
    proposing_dates.read(draft)
    proposing_terms.read(draft)
    proposing_values.read(draft)
    if route := cells.get("route"):
        draft.values["route"] = route
        draft.values["route_code"] = None if said_nothing(route) else read_route(route)
    for name in _FLAGS:
        if flag := cells.get(name):
            _flag(draft, name, flag)
    if both := cells.get("sme_or_vcse"):
        _sme_or_vcse(draft, both)


def _flag(draft: Draft, name: str, text: str) -> None:
    if said_nothing(text) in _SAYS_NOTHING or text.lower().strip(" .") in ("n/a", "na", "not applicable", "-", "--"):
        return
    flag = read_flag(text)
    if flag is None and name in ("sme", "vcse"):
        kind = read_kind(text)
        flag = kind.sme if name == "sme" else kind.vcse
        if kind.vcse_kind and draft.values.get("vcse_kind") is None:
            draft.values["vcse_kind"] = kind.vcse_kind
    if flag is None:
        draft.ask(name, text, "flag_not_understood", f"“{text}” is neither yes nor no. Which is it?")
    draft.values[name] = flag


def _sme_or_vcse(draft: Draft, text: str) -> None:
    """One column for both: ``SME``, ``VCSE``, ``Both``, ``No``."""
    kind = read_kind(text)
    if kind != read_kind(""):
        known = {"sme": kind.sme, "vcse": kind.vcse, "vcse_kind": kind.vcse_kind}
        draft.values |= {name: value for name, value in known.items() if value is not None}
        numbers = either_number("".join(_NUMBER.findall(text)[:1]))
        for name, number in (("company_number", numbers.company), ("charity_number", numbers.charity)):
            if number and draft.values.get(name) is None:
                draft.values[name] = number
    elif read_flag(text) is False and text.lower() not in ("na",):
        draft.values |= {"sme": False, "vcse": False}
    elif said_nothing(text) is None:
        say = f"“{text}” does not say whether the supplier is an SME or a VCSE."
        draft.ask("sme", text, "flag_not_understood", say)
