"""A question to an officer about a cell that could not be taken as it stands."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One answer to choose. say: a few words for a button. values: field of `Proposed` -> value, ready to be set."""

    say: str
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Question:
    """field: the field of `Proposed` it is about ("" for the whole row). text: the cell as written.

    code: a stable word, one of `CODES`. say: a sentence for an officer. suggestions: none, or answers to choose.
    """

    field: str
    text: str
    code: str
    say: str
    suggestions: tuple[Suggestion, ...] = ()


CODES = {
    "no_end": "No end date, and nothing that says the contract has none",
    "date_not_understood": "A date that could not be read",
    "date_not_exact": "A time that is no day or month: a year, a quarter, a season",
    "date_says_more": "A date with words that could not be read",
    "two_dates": "Two dates in one cell",
    "to_be_confirmed": "The register says that it is still to be confirmed",
    "end_before_start": "The end is before the start",
    "latest_end_before_end": "The latest end is before the end",
    "value_not_understood": "A value that could not be read",
    "several_values": "Several values in one cell",
    "other_currency": "A value in another currency",
    "term_not_understood": "A term or extension that could not be read",
    "extension_not_stated": "It can be extended, and it is not said for how long",
    "term_does_not_fit": "The term and the dates do not agree",
    "notice_not_understood": "A notice period that could not be read",
    "notice_for_what": "A notice, and it is not said what for",
    "break_not_understood": "A break clause that could not be read",
    "renewal_not_stated": "It renews itself, and it is not said for how long",
    "several_suppliers": "Several suppliers in one cell",
    "no_supplier": "No supplier",
    "no_title": "No title and no description",
    "duplicate_reference": "A reference that stands on several rows that may be one contract",
    "repeated_row": "A row that says exactly what another says",
    "flag_not_understood": "A yes or no that could not be read",
}
"""Every code of a question, and what it means in general. The first question of a row is the one it is counted by."""
