"""A business case as a workbook with live formulas. docs/reference/decisions-business-case.md.

Each formula is written with what it comes to, worked out exactly; text is never written as a formula.
"""

import datetime as dt
import io
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

import xlsxwriter

from tallystick.decisions.rules.business_case import Compared, Prices, compare
from tallystick.decisions.rules.business_case_json import Asked, asked_from_json
from tallystick.decisions.rules.business_case_remarks import remarks
from tallystick.decisions.rules.discounting import NotABusinessCase, fifty_figures
from tallystick.decisions.workbooks import layout as at
from tallystick.decisions.workbooks.formulas import Formula, lines_worked_out, results, summary, years
from tallystick.decisions.workbooks.inputs import Entry, band_entries, entries, works_entries
from tallystick.kit.dates import financial_year_of
from tallystick.reference.green_book import GreenBook

_FIGURES = 15
MOST_CELLS = 30_000
"""Each is a formula on four sheets: so many take ten seconds or more, and no case of a council comes near."""
_SHEETS = (
    at.SUMMARY, at.CASE, at.ASSUMPTIONS, at.RATES, at.OPTIONS, at.LINES, at.RANGES, at.YEARS, at.GIVEN, at.RAISED,
    at.REAL, at.CASH, at.RESULTS, at.REMARKS,
)  # fmt: skip
_SAYS = {
    at.SUMMARY: "Worked out: what each option comes to. Fill in Case, Assumptions, Rates, Options and Lines.",
    at.CASE: "To be filled in. discount_rates: standard, health or sensitivity; empty: those on the sheet Rates.",
    at.ASSUMPTIONS: "To be filled in. A name stands for its value wherever a number may, and -name for its opposite.",
    at.RATES: "To be filled in: percent a year, to the year so many after the base year. Empty to_year: without end.",
    at.OPTIONS: "To be filled in: options, years of use; months of works if any, and percent that they are short by.",
    at.LINES: "To be filled in: pounds by year, or units by year and a price. Costs are below nought.",
    at.RANGES: "To be filled in: percent of a line's figures. Simulated by the command, and not by this workbook.",
    at.YEARS: "Worked out: what a pound of each year is worth.",
    at.GIVEN: "Worked out: pounds by year as given; units by price.",
    at.RAISED: "Worked out: the same, with costs raised for optimism.",
    at.REAL: "Worked out: the same, in money of the base year.",
    at.CASH: "Worked out: what the budget sees, without VAT, in money of the year where inflation is known.",
    at.RESULTS: "Worked out: each option by year.",
    at.REMARKS: "What should be read with it, when it was written.",
}


def write_workbook(said: Mapping[str, Any], book: GreenBook, today: dt.date) -> bytes:
    """The XLSX of the case that `said` tells of. Raises NotABusinessCase."""
    asked = asked_from_json(said, book, today)
    _refuse_too_much(asked)
    found = compare(asked.case)
    out = io.BytesIO()
    with fifty_figures():
        _Writer(said, asked, found, out, today).write(book)
    return out.getvalue()


def _refuse_too_much(asked: Asked) -> None:
    cells = (asked.case.last_year + 1) * sum(len(one.lines) + len(at.ROWS) for one in asked.case.options)
    if cells > MOST_CELLS:
        raise NotABusinessCase(
            "workbook",
            f"the lines by their years are {cells:,} cells, and {MOST_CELLS:,} are written at most.",
            what_to_do="Put lines together, or give fewer years.",
        )


class _Writer:
    """One workbook being written."""

    def __init__(self, said: Mapping[str, Any], asked: Asked, found: Compared, out: io.BytesIO, today: dt.date) -> None:
        self.said, self.asked, self.found = said, asked, found
        options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        self.book: Any = xlsxwriter.Workbook(out, options)
        self.book.set_properties({"created": dt.datetime.combine(today, dt.time(), dt.UTC)})
        self.bold = self.book.add_format({"bold": True})
        self.pounds = self.book.add_format({"num_format": "#,##0.00;[Red]-#,##0.00"})
        self.filled = self.book.add_format({"bg_color": "#FFF8DC", "num_format": "General"})
        self.sheets: dict[str, Any] = {name: self.book.add_worksheet(name) for name in _SHEETS}

    def write(self, book: GreenBook) -> None:
        """Every sheet."""
        for name, sheet in self.sheets.items():
            sheet.write_string(0, 0, _SAYS[name], self.bold)
            sheet.freeze_panes(at.FIRST, 1)
            sheet.set_column(0, 1, 24)
            sheet.set_column(2, at.INPUT_YEAR + self.asked.case.last_year, 14)
        self._case()
        self._rates()
        self._lines()
        self._ranges()
        self._worked_out()
        for place, (text, mark) in enumerate(remarks(self.asked, self.found, book)):
            self._text(at.REMARKS, at.FIRST + place, 0, text)
            self._text(at.REMARKS, at.FIRST + place, 1, mark)
        self._headings(at.REMARKS, ("remark", "mark"))
        self.book.close()

    def _case(self) -> None:
        asked, case = self.asked, self.asked.case
        values = (
            self._label(0), "nominal" if case.nominal else "real", asked.rates_code, case.as_now, case.do_minimum,
            asked.shape, str(asked.runs), str(asked.seed),
        )  # fmt: skip
        self._headings(at.CASE, ("key", "value"))
        for place, (key, value) in enumerate(zip(at.CASE_KEYS, values, strict=True)):
            self._text(at.CASE, at.FIRST + place, 0, key)
            self._text(at.CASE, at.FIRST + place, 1, value or "", self.filled)
        self._headings(at.ASSUMPTIONS, at.ASSUMPTION_HEADINGS)
        for place, one in enumerate(asked.assumptions.named.values(), at.FIRST):
            for column, text in ((0, one.name), (2, one.unit), (3, one.source)):
                self._text(at.ASSUMPTIONS, place, column, text, self.filled)
            self._entry(at.ASSUMPTIONS, place, 1, one.value)
        self._headings(at.OPTIONS, at.OPTION_HEADINGS)
        for place, option in enumerate(case.options, at.FIRST):
            self._text(at.OPTIONS, place, 0, option.name, self.filled)
            self._entry(at.OPTIONS, place, 1, Decimal(option.life_years))
            for column, entry in enumerate(works_entries(self.said["options"][place - at.FIRST], self.asked), 2):
                self._entry(at.OPTIONS, place, column, entry)

    def _rates(self) -> None:
        case, said = self.asked.case, self.said
        discount: list[tuple[int | None, Entry]] = [(band.to_year, band.percent) for band in case.rates]
        if self.asked.edition is None:
            discount = band_entries(said["discount_rates"], case.rates, self.asked)
        inflation = band_entries(said["inflation"], case.inflation, self.asked) if case.inflation else []
        self._headings(at.RATES, (*at.RATE_HEADINGS, "", *at.INFLATION_HEADINGS))
        tables = ((0, discount, case.rates), (at.INFLATION_AT, inflation, case.inflation))
        for column, given, bands in tables:
            for place, ((to_year, percent), band) in enumerate(zip(given, bands, strict=True)):
                row = at.FIRST + place
                if to_year is not None:
                    self._entry(at.RATES, row, column, Decimal(to_year))
                self._entry(at.RATES, row, column + 1, percent)
                first = "=1" if not place else f"={at.cell(row - 1, column)}+1"
                since = 1 if not place else (given[place - 1][0] or 0) + 1
                self._formula(at.RATES, Formula(row, column + 2, first, since))
                used = f"={at.number_in(at.cell(row, column + 1))}"
                self._formula(at.RATES, Formula(row, column + 3, used, band.percent))

    def _lines(self) -> None:
        labels = [self._label(year) for year in range(self.asked.case.last_year + 1)]
        self._headings(at.LINES, (*at.LINE_HEADINGS, *labels))
        row = at.FIRST
        for option, lines in zip(self.asked.case.options, entries(self.said, self.asked), strict=True):
            for one in lines:
                line = one.line
                words: tuple[Entry | None, ...] = (
                    option.name, line.name, line.type, line.kind, _yes(line.cashable), line.funding, one.vat_percent,
                    _yes(line.vat_back), one.bias, at.FLOWS if one.price is None else at.QUANTITY, one.price,
                )  # fmt: skip
                for column, word in enumerate(words):
                    if word is not None and word != "":
                        self._entry(at.LINES, row, column, word)
                for year, value in one.by_year.items():
                    self._entry(at.LINES, row, at.INPUT_YEAR + year, value)
                row += 1

    def _ranges(self) -> None:
        self._headings(at.RANGES, at.RANGE_HEADINGS)
        for row, one in enumerate(self.asked.ranges, at.FIRST):
            words: tuple[Entry, ...] = (one.option or "", one.line, one.low, one.likely, one.high)
            for column, value in enumerate(words):
                self._entry(at.RANGES, row, column, value)

    def _worked_out(self) -> None:
        case, prices = self.asked.case, Prices.of(self.asked.case)
        labels = [self._label(year) for year in range(case.last_year + 1)]
        self._headings(at.YEARS, ("", "", "", *labels))
        for sheet, formulas in {
            at.YEARS: years(case, prices),
            **lines_worked_out(case, prices),
            at.RESULTS: results(case, self.found, prices),
            at.SUMMARY: summary(case, self.found),
        }.items():
            for one in formulas:
                self._formula(sheet, one)
        third = {at.GIVEN: "price", at.RAISED: "optimism_bias", at.REAL: "", at.CASH: "VAT that stays, percent"}
        for sheet, word in third.items():
            self._headings(sheet, ("option", "line", word, *labels))
        self._headings(at.RESULTS, ("option", "what", "", *labels))
        self._headings(at.SUMMARY, at.SUMMARY_HEADINGS)
        names = ("year", "discount rate, percent", "discount factor", "inflation, percent", "price level")
        for place, name in enumerate(names, at.FIRST):
            self._text(at.YEARS, place, 0, name)
        for place in range(len(case.options)):
            for name in at.ROWS:
                self._text(at.RESULTS, at.row_of(place, name), 1, name)

    def _headings(self, sheet: str, words: Sequence[str]) -> None:
        for column, word in enumerate(words):
            self._text(sheet, at.HEAD, column, word, self.bold)

    def _entry(self, sheet: str, row: int, column: int, value: Entry) -> None:
        if isinstance(value, str):
            self._text(sheet, row, column, value, self.filled)
            return
        if len(value.normalize().as_tuple().digits) > _FIGURES:
            raise NotABusinessCase(
                "workbook",
                f"{value} has more than {_FIGURES} figures, which no workbook keeps ({sheet}!{at.cell(row, column)}).",
                what_to_do="Round it.",
            )
        self.sheets[sheet].write_number(row, column, float(value), self.filled)

    def _text(self, sheet: str, row: int, column: int, text: str, style: Any = None) -> None:
        if text:
            self.sheets[sheet].write_string(row, column, text, style)

    def _formula(self, sheet: str, one: Formula) -> None:
        value = one.value if isinstance(one.value, str) else float(one.value)
        style = self.pounds if sheet in (at.GIVEN, at.RAISED, at.REAL, at.CASH, at.RESULTS) and one.money else None
        self.sheets[sheet].write_formula(one.row, one.column, one.text, style, value)

    def _label(self, from_base: int) -> str:
        year = self.asked.base_year + from_base
        return financial_year_of(year) if self.asked.financial else str(year)


def _yes(said: bool) -> str:
    return "yes" if said else "no"
