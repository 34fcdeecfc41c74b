"""What one row says that its contract is worth."""

import re
from dataclasses import replace

from tallystick.contracts.reading.drafting import Draft
from tallystick.contracts.rules.asking import Suggestion
from tallystick.contracts.rules.cells import said_nothing
from tallystick.contracts.rules.cells_flags import read_flag
from tallystick.contracts.rules.register_headings import qualities
from tallystick.contracts.rules.values import Worth, read_worth
from tallystick.kit.money import LARGEST_PENCE, pounds_for_people

_WORDS = {
    "whole_life": ("whole", "total", "life", "term", "contract"),
    "month": ("month", "pcm"),
    "year": ("annual", "year", "annum", "p.a", "pa"),
}
_LETTERS = {"a": "year", "y": "year", "m": "month", "t": "whole_life"}
_SUSPICIOUS = 100_000_000
"""A million pounds in pence: a figure this large under “£000” is in pounds after all."""

_UNSURE = re.compile(r"\bt\.?b\.?[cda]\b|\bto be (?:confirmed|agreed|advised)\b|\d\s*\?+\s*$", re.IGNORECASE)


def read(draft: Draft) -> None:
    """Fill the value, its range, period, basis and VAT; the year's value; and VAT that cannot be recovered."""
    worth = _worth(draft, "value")
    annual = _worth(draft, "annual_value")
    if annual is not None:
        _annual(draft, replace(annual, period=annual.period or "year"), worth)
    if worth is not None:
        _set(draft, worth)
    for name, field in (("value_low", "value_low_pence"), ("value_high", "value_high_pence")):
        found = _worth(draft, name)
        if found is not None:
            draft.values[field] = found.pence if found.pence is not None else found.low or found.high
    vat = _worth(draft, "irrecoverable_vat")
    if vat is not None and vat.pence is not None:
        draft.values["irrecoverable_vat_pence"] = vat.pence
    _said_beside(draft)


def _worth(draft: Draft, name: str) -> Worth | None:
    """What a column of money states; None where it states nothing, or asks."""
    text = draft.cells.get(name)
    if text is None:
        return None
    nothing = said_nothing(text)
    if name == "irrecoverable_vat" and (
        nothing == "not_applicable" or (read_flag(text) is False and not text.isdigit())
    ):
        return Worth(0) if text.lower() in ("none", "nil", "no", "n") else None
    worth = Worth(understood=False) if nothing and text.lower() != "nil" else read_worth(text)
    if not worth.understood or worth.several or worth.currency:
        _ask(draft, name, text, nothing, worth)
        return None if worth.currency is None else replace(worth, pence=None, low=None, high=None, several=())
    if _UNSURE.search(text):
        _confirm(draft, name, text, worth)
    said = qualities(draft.headings.get(name, ""))
    period = worth.period or (said.get("period") if name != "annual_value" else "year")
    worth = replace(worth, period=period, basis=worth.basis or said.get("basis"), vat=worth.vat or said.get("vat"))
    return _scaled(worth, text, int(said["thousands"])) if "thousands" in said else worth


def _scaled(worth: Worth, text: str, unit: int) -> Worth:
    """The figures in the unit of their heading, unless the cell has one of its own."""
    figures = [f for f in (worth.pence, worth.low, worth.high) if f is not None]
    if (
        any(f >= _SUSPICIOUS for f in figures)
        or text.lower().rstrip(". ")[-1:] in ("k", "m")
        or "million" in text.lower()
    ):
        return worth
    if any(f * unit > LARGEST_PENCE for f in figures):
        return worth

    def times(figure: int | None) -> int | None:
        return None if figure is None else figure * unit

    return replace(worth, pence=times(worth.pence), low=times(worth.low), high=times(worth.high))


def _field(name: str) -> str:
    """The field of `Proposed` that a column of money fills."""
    return f"{name}_pence"


def _confirm(draft: Draft, name: str, text: str, worth: Worth) -> None:
    """Ask about a figure that the cell itself calls unsure."""
    figure = () if worth.pence is None else (Suggestion(pounds_for_people(worth.pence), {_field(name): worth.pence}),)
    draft.ask(_field(name), text, "to_be_confirmed", f"“{text}” is still to be confirmed. Is the figure right?", figure)


def _ask(draft: Draft, name: str, text: str, nothing: str | None, worth: Worth) -> None:
    field = _field(name)
    if worth.currency:
        say = f"“{text}” is not in pounds. What is it in pounds?"
        draft.ask(field, text, "other_currency", say)
        draft.values["currency"] = worth.currency
    elif worth.several:
        total = sum(worth.several)
        each = dict.fromkeys((total, *worth.several))
        choices = tuple(
            Suggestion(pounds_for_people(pence) + (" in all" if pence == total else ""), {field: pence})
            for pence in each
        )
        draft.ask(field, text, "several_values", f"“{text}” has several figures. What is the contract worth?", choices)
    elif nothing == "to_come":
        draft.ask(field, text, "to_be_confirmed", f"The value says “{text}”. What is it, or what is the estimate?")
    else:
        nought = (Suggestion("It costs nothing", {field: 0}),) if nothing == "not_applicable" else ()
        draft.ask(
            field,
            text,
            "value_not_understood",
            f"“{text}” states no value. What is it, or what is the estimate?",
            nought,
        )


def _annual(draft: Draft, annual: Worth, worth: Worth | None) -> None:
    if annual.pence is not None:
        draft.values["annual_value_pence"] = annual.pence * 12 if annual.period == "month" else annual.pence
    if worth is None and "value" not in draft.cells:
        _set(draft, annual)
    elif annual.currency:
        draft.values["currency"] = annual.currency


def _set(draft: Draft, worth: Worth) -> None:
    values = draft.values
    known = {
        "value_pence": worth.pence,
        "value_low_pence": worth.low,
        "value_high_pence": worth.high,
        "value_period": worth.period,
        "value_basis": worth.basis,
        "vat": worth.vat,
        "currency": worth.currency,
    }
    values |= {name: value for name, value in known.items() if value is not None}
    if worth.pence is not None and values.get("annual_value_pence") is None:
        if worth.period == "year":
            values["annual_value_pence"] = worth.pence
        elif worth.period == "month":
            draft.work_out("annual_value_pence", worth.pence * 12)


def _said_beside(draft: Draft) -> None:
    """Columns of their own for basis, period, VAT and currency."""
    values, cells = draft.values, draft.cells
    if (text := cells.get("value_basis")) and (basis := basis_of(text)):
        values["value_basis"] = basis
    if text := cells.get("value_period"):
        folded = text.lower().replace("_", " ")
        found = _LETTERS.get(folded.strip(" .()"))
        found = found or next((code for code, words in _WORDS.items() if any(word in folded for word in words)), None)
        if found:
            values["value_period"] = found
        if found == "year" and values.get("annual_value_pence") is None:
            values["annual_value_pence"] = values.get("value_pence")
    if text := cells.get("vat"):
        folded, flag = text.lower(), read_flag(text)
        inclusive = flag is True or folded.startswith(("inc", "gross", "with vat"))
        if inclusive or flag is False or folded.startswith(("exc", "ex", "net", "without", "plus")):
            values["vat"] = "inclusive" if inclusive else "exclusive"
    text = cells.get("currency")
    if (
        text
        and said_nothing(text) is None
        and text.upper() not in ("GBP", "£", "POUNDS", "STERLING", "GB POUNDS", "POUND STERLING")
    ):
        values["currency"] = text.upper()[:10]
        draft.ask("value_pence", text, "other_currency", f"The value is in {text}. What is it in pounds?")
        for name in ("value_pence", "annual_value_pence"):
            values.pop(name, None)


def basis_of(text: str) -> str | None:
    """``estimated`` or ``actual``, where a word of a cell says so: “Estimated cost”, “Fixed”."""
    folded = text.lower()
    if any(word in folded for word in ("est", "approx", "anticipat", "variable", "budget")) or folded == "e":
        return "estimated"
    return (
        "actual"
        if any(word in folded for word in ("actual", "fixed", "award", "final", "agreed", "spent"))
        or folded in ("f", "a")
        else None
    )
