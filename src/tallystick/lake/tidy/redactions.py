"""Names withheld, in whichever column they sit."""

import re

import polars as pl

from tallystick.lake.tidy.headings import fold
from tallystick.lake.tidy.layout import Layout

REDACTION = re.compile(
    r"""^\W*(?:
        redact(?:ed|ion)?\b.*            | .{0,40}\bredacted\b.{0,60}
      | (?:name|supplier|payee|details?|information|data|text|personal\ (?:data|details|information))\ (?:with?held
        |removed|suppressed|not\ disclosed|protected).*
      | with?held\b.*                     | suppressed\b.*
      | personal\ (?:data|information|details)\b.*
      | (?:protected|restricted)\ (?:data|information|name|payee|supplier).*
      | (?:data\ protection|foia?|dpa|gdpr)\ (?:act\ )?(?:exempt(?:ion)?|redact(?:ion|ed)|1998|2018)\b.{0,40}
      | (?:s|sec|section)\.?\ ?40\b.{0,20}\b(?:exempt|foi|personal|data|redact).{0,30}
      | .{1,40}\bname\ (?:with?held|removed|suppressed|not\ disclosed).*
      | commercial(?:ly)?\ (?:confidential|sensitive|in\ confidence)\b.{0,40}
      | exempt(?:\ (?:from|under)\b.*|\ information.*)?
      | confidential(?:\ (?:payment|supplier|information|data|payee|name).*)?
      | not\ (?:disclosed|for\ publication).*
      | (?:individual|private\ individual|personal)\ (?:redacted|with?held|payment\ redacted).*
      | (?=[\ x*█#]*[x*█#]{3})[\ x*█#]+
    )\W*$""",
    re.IGNORECASE | re.VERBOSE,
)
_NOBODY = re.compile(
    r"""^\W*(?:(?:private|named|an)\ )?(?:individuals?|persons?|client|clients|tenants?|employees?|service\ users?
      |foster\ (?:carers?|parents?|care\ payments?)|adopt(?:er|ers|ive\ parents?)
      |vulnerable\ (?:adults?|child(?:ren)?|persons?|people)
      |data\ protection(?:\ act)?|foia?|dpa|gdpr|(?:foia?\ )?(?:s|sec|section)\.?\ ?40(?:\(2\))?
      |staff\ members?|members?\ of\ (?:staff|the\ public)|kinship\ carers?|personal\ payments?
      )(?:\ (?:payments?|details?|names?))?\W*$""",
    re.IGNORECASE | re.VERBOSE,
)
"""Who a payee is, in place of a name: a redaction in the supplier's own cell and nowhere else."""

REDACTION_HINTS = ["redact", "withh", "suppress", "personal ", "protect", "exempt", "confidential", "disclos",
                   "publication",
                   "xxx", "***", "###", "██", "removed", "gdpr", "dpa", "foi", "s40", "s.40", "s 40", "section",
                   "commercial"]  # fmt: skip
"""A cell without one of these, in either case, is no redaction: the cheap test that comes first."""

_IDENTIFIERS = ("supplier_number", "company_number", "vat_number", "supplier_postcode", "transaction",
                "contract_reference", "category_code")  # fmt: skip
_NO_WORDS = ("net", "gross", "vat", "amount", "date", "supplier", "card")
_IDENTIFIER = re.compile(r"\b(?:number|no|id|ref|reference|code|registration|reg|uri|date)\b")


def is_redaction(text: str | None) -> bool:
    """True for a cell that says only that something was withheld."""
    return bool(text) and len(str(text)) <= 120 and bool(REDACTION.match(str(text)))


def redactions(cells: pl.Series) -> pl.Series:
    """Boolean, as long as `cells`: which of them are redactions. Null cells are not."""
    hinted = cells.filter(
        cells.str.contains_any(REDACTION_HINTS, ascii_case_insensitive=True).fill_null(False)
    ).unique()
    found = [text for text in hinted.to_list() if is_redaction(text)]
    if not found:
        return pl.repeat(False, len(cells), dtype=pl.Boolean, eager=True)
    return cells.is_in(found).fill_null(False)


def is_nobody(supplier: str) -> bool:
    """True for a supplier's cell that says what sort of person was paid, and no more."""
    return len(supplier) <= 40 and bool(_NOBODY.match(supplier))


def redacted_rows(layout: Layout, cells: pl.DataFrame, supplier: pl.Series, hinted: set[str]) -> pl.Series | bool:
    """True where who was paid is withheld: in the supplier's own cell; in any other cell of words; or, where the
    supplier is blank, in any cell at all. A withheld invoice number beside a named supplier withholds nobody.

    hinted: columns of `cells` in which some cell may be a redaction; no other is looked at.
    """
    mapped = {position: field for field, position in layout.map.positions.items()}
    found: pl.Series | None = None
    for column in layout.columns:
        field = mapped.get(column.position)
        if f"c{column.position}" not in hinted or (field in _NO_WORDS and field != "supplier"):
            continue
        identifier = field in _IDENTIFIERS or (field is None and bool(_IDENTIFIER.search(fold(column.heading))))
        if identifier and not supplier.null_count():
            continue
        here = redactions(cells[f"c{column.position}"])
        if identifier:
            here = here & supplier.is_null()
        found = here if found is None else found | here
    return False if found is None else found
