"""Where everything is in the workbook of a business case. Sheets are read by the words in their heading rows."""

from xlsxwriter.utility import xl_col_to_name

CASE, ASSUMPTIONS, RATES, OPTIONS, LINES, RANGES = "Case", "Assumptions", "Rates", "Options", "Lines", "Ranges"
"""Sheets to be filled in."""
SUMMARY, GIVEN, RAISED, REAL, CASH, RESULTS, REMARKS = (
    "Summary", "Given", "Raised", "Real", "Cash", "Results", "Remarks",
)  # fmt: skip
"""Sheets that are worked out, and what should be read with them."""
YEARS = "Years"

HEAD, FIRST = 2, 3
"""Rows, from 0: of headings, and the first below it."""
CASE_KEYS = (
    "base_year", "price_basis", "discount_rates", "business_as_usual", "do_minimum", "shape", "runs", "seed",
)  # fmt: skip
ASSUMPTION_HEADINGS = ("assumption", "value", "unit", "source")
MOST_ASSUMPTIONS = 500
RATE_HEADINGS = ("discount to_year", "discount percent", "from year", "percent used")
INFLATION_HEADINGS = ("inflation to_year", "inflation percent", "from year", "percent used")
INFLATION_AT = 5
"""The column where inflation begins on the sheet of rates."""
OPTION_HEADINGS = ("option", "life_years", "works_months", "works_optimism_bias")
LINE_HEADINGS = (
    "option", "line", "type", "kind", "cashable", "funding", "vat_percent", "vat_recoverable", "optimism_bias",
    "given_as", "price",
)  # fmt: skip
RANGE_HEADINGS = ("option", "line", "low", "likely", "high")
FLOWS, QUANTITY = "flows", "quantity"
INPUT_YEAR, YEAR = len(LINE_HEADINGS), 3
"""The column of the base year: on the sheet of lines, and on the others that have years."""
NUMBER_ROW, RATE_ROW, FACTOR_ROW, INFLATION_ROW, LEVEL_ROW = (FIRST + place for place in range(5))
"""Rows of the sheet of years."""

ROWS = (
    "net", "discounted", "cumulative", "cumulative_discounted", "paid out before", "paid out before, discounted",
    "paid back at", "paid back at, discounted", "factor within life", "costs", "benefits", "cash capital",
    "cash revenue", "cash vat", "cash total",
)  # fmt: skip
"""The rows of an option on the sheet of results."""
SUMMARY_HEADINGS = (
    "option", "npv", "eac", "payback_years", "discounted_payback_years", "life_years", "annuity_factor",
    "present_costs", "present_benefits", "bcr", "cash total",
)  # fmt: skip
NEVER = "never"


def cell(row: int, column: int, *, fixed: str = "") -> str:
    """A1 for 0, 0. fixed: which of "row" and "column" stay when it is copied."""
    name = xl_col_to_name(column)
    return f"{'$' if 'column' in fixed else ''}{name}{'$' if 'row' in fixed else ''}{row + 1}"


def block(first: tuple[int, int], last: tuple[int, int]) -> str:
    """A1:B2, from one corner to the other."""
    return f"{cell(*first)}:{cell(*last)}"


def row_of(option: int, what: str) -> int:
    """The row of the results that says `what` of an option, counted from 0."""
    return FIRST + option * (len(ROWS) + 1) + ROWS.index(what)


def number_in(reference: str) -> str:
    """A formula's part: the number in a cell, or what the assumption named there says, or its opposite."""
    table = f"{ASSUMPTIONS}!$A${FIRST + 1}:$B${FIRST + MOST_ASSUMPTIONS}"
    named, opposite = f"VLOOKUP({reference},{table},2,FALSE)", f"VLOOKUP(TRIM(MID({reference},2,250)),{table},2,FALSE)"
    return f'IF(ISTEXT({reference}),IF(LEFT({reference},1)="-",-{opposite},{named}),{reference})'
