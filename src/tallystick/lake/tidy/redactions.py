"""Names withheld, in whichever column they sit."""

import re

import polars as pl

REDACTION = re.compile(
    r"""^\W*(?:
        redact(?:ed|ion)?\b.*            | .{0,40}\bredacted\b.{0,60}
      | (?:name|supplier|payee|details?|information|data|text|personal\ (?:data|details|information))\ (?:with?held|removed|suppressed|not\ disclosed|protected).*
      | with?held\b.*                     | suppressed\b.*
      | personal\ (?:data|information|details)\b.*
      | (?:protected|restricted)\ (?:data|information|name|payee|supplier).*
      | (?:data\ protection|foi(?:a)?|dpa)\ (?:act\ )?(?:exempt(?:ion)?|redaction|1998|2018)?.{0,40}
      | exempt(?:\ (?:from|under)\b.*|\ information.*)?
      | confidential(?:\ (?:payment|supplier|information|data|payee|name).*)?
      | not\ (?:disclosed|for\ publication).*
      | (?:individual|private\ individual|personal)\ (?:redacted|with?held|payment\ redacted).*
      | [x*]{3,}(?:[\ x*]*)
    )\W*$""",
    re.IGNORECASE | re.VERBOSE,
)
_HINT = r"(?i)redact|withh|suppress|personal (?:data|info|det)|protect|exempt|confidential|disclos|publication|xxx|\*\*\*|removed"


def is_redaction(text: str | None) -> bool:
    """True for a cell that says only that something was withheld."""
    return bool(text) and len(str(text)) <= 120 and bool(REDACTION.match(str(text)))


def redactions(cells: pl.Series) -> pl.Series:
    """Boolean, as long as `cells`: which of them are redactions. Null cells are not.

    Only distinct cells that could be one are read closely.
    """
    hinted = cells.filter(cells.str.contains(_HINT).fill_null(False)).unique()
    found = [text for text in hinted.to_list() if is_redaction(text)]
    if not found:
        return pl.repeat(False, len(cells), dtype=pl.Boolean, eager=True)
    return cells.is_in(found).fill_null(False)
