"""Suppliers of one row, their numbers and what kind they are."""

from tallystick.contracts.reading.drafting import Draft
from tallystick.contracts.rules.asking import Suggestion
from tallystick.contracts.rules.cells import said_nothing
from tallystick.contracts.rules.cells_flags import read_kind
from tallystick.contracts.rules.cells_numbers import charity_number, company_number, either_number, says_charity
from tallystick.contracts.rules.cells_suppliers import names_nobody, read_suppliers


def read(draft: Draft) -> None:
    """Fill supplier, suppliers, numbers and kind; ask who it is where the row does not say."""
    _names(draft)
    _numbers(draft)
    if text := draft.cells.get("supplier_kind"):
        draft.values["supplier_kind"] = text
        kind = read_kind(text)
        known = {"sme": kind.sme, "vcse": kind.vcse, "vcse_kind": "Charity" if kind.vcse and "harit" in text else None}
        draft.values |= {name: value for name, value in known.items() if value is not None}
        _either(draft, text)


def _names(draft: Draft) -> None:
    text = draft.cells.get("supplier")
    nothing = said_nothing(text) or names_nobody(text) if text else "not_known"
    if text is None or nothing:
        code = "to_be_confirmed" if nothing == "to_come" else "no_supplier"
        said = f"The supplier column says “{text}”" if text else "The row names no supplier"
        draft.ask("supplier", text or "", code, f"{said}. With whom is the contract?")
        return
    found = read_suppliers(draft.raw["supplier"])
    if found.unnamed:
        draft.ask(
            "supplier",
            text,
            "several_suppliers",
            f"“{text}” says that there are several suppliers and not who they are. Who are they?",
        )
        return
    draft.values["supplier"] = text
    names = list(found.names)
    if len(names) == 1:  # a record of Contracts Finder: the name, and what it adds is kept as written
        draft.values["supplier"], names = names[0], []
    more = draft.cells.get("more_suppliers")
    if more and said_nothing(more) is None:
        names = [*(names or [text]), *(read_suppliers(draft.raw["more_suppliers"]).names or (more,))]
        draft.values["suppliers"] = tuple(dict.fromkeys(names))
        return
    if names:
        draft.values["suppliers"] = tuple(names)
        several = Suggestion(f"{len(names)} suppliers: {'; '.join(names)}", {"suppliers": tuple(names)})
        one = Suggestion(f"One supplier: {text}", {"suppliers": ()})
        draft.ask("supplier", text, "several_suppliers", f"Is “{text}” {len(names)} suppliers, or one?", (several, one))


def _numbers(draft: Draft) -> None:
    for name, reader in (("company_number", company_number), ("charity_number", charity_number)):
        text = draft.cells.get(name)
        if text and said_nothing(text) is None:
            number = None if name == "company_number" and says_charity(text) else reader(text)
            if number:
                draft.values[name] = number
            else:
                _either(draft, text)
    if text := draft.cells.get("company_or_charity"):
        _either(draft, text)
        kind = read_kind(text)
        if kind.sme is not None and draft.values.get("sme") is None:
            draft.values["sme"] = kind.sme
        if kind.vcse and draft.values.get("vcse") is None:
            draft.values |= {"vcse": True}
        draft.values["supplier_kind"] = (
            text if any(ch.isalpha() for ch in text) and said_nothing(text) is None else None
        )


def _either(draft: Draft, text: str) -> None:
    found = either_number(text)
    if found.company and draft.values.get("company_number") is None:
        draft.values["company_number"] = found.company
    if found.charity and draft.values.get("charity_number") is None:
        draft.values["charity_number"] = found.charity
