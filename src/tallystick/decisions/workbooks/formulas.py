"""The formulas of a business case's workbook, each with what it comes to, worked out exactly."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from tallystick.decisions.rules.business_case import Case, Compared, Line, Option, Prices, Valued, raised
from tallystick.decisions.rules.discounting import NONE
from tallystick.decisions.workbooks import layout as at

_NOMINAL = f"{at.CASE}!$B${at.FIRST + 2}"
"""The cell that says whether prices are real or nominal."""


@dataclass(frozen=True)
class Formula:
    """row, column: from 0. value: what it comes to. money: whether that is pounds."""

    row: int
    column: int
    text: str
    value: Decimal | int | str
    money: bool = False


def years(case: Case, prices: Prices) -> Iterator[Formula]:
    """What a pound of each year is worth."""
    rates = (
        (at.RATE_ROW, at.FACTOR_ROW, 0, case.rates, prices.factors, "{before}/(1+{rate}/100)"),
        (at.INFLATION_ROW, at.LEVEL_ROW, at.INFLATION_AT, case.inflation, prices.level, "{before}*(1+{rate}/100)"),
    )
    for year in range(case.last_year + 1):
        column = at.YEAR + year
        number = at.cell(at.NUMBER_ROW, column)
        yield Formula(at.NUMBER_ROW, column, f"={at.cell(at.NUMBER_ROW, column - 1)}+1" if year else "=0", year)
        for rate_row, row, first, bands, worth, text in rates:
            if not year:
                yield Formula(row, column, "=1", 1)
                continue
            spans = [
                f"{at.RATES}!{at.cell(at.FIRST, first + place, fixed='row column')}:"
                f"{at.cell(at.FIRST + len(bands) - 1, first + place, fixed='row column')}"
                for place in (2, 3)
            ]
            found = next((one.percent for one in bands if one.to_year is None or year <= one.to_year), NONE)
            looked_up = f"=LOOKUP({number},{spans[0]},{spans[1]})" if bands else "=0"
            yield Formula(rate_row, column, looked_up, found)
            before = at.cell(row, column - 1)
            yield Formula(row, column, "=" + text.format(before=before, rate=at.cell(rate_row, column)), worth[year])


def lines_worked_out(case: Case, prices: Prices) -> dict[str, list[Formula]]:
    """sheet -> the formulas of each line on it: as given, raised for optimism, real, and in cash."""
    found: dict[str, list[Formula]] = {name: [] for name in (at.GIVEN, at.RAISED, at.REAL, at.CASH)}
    row = at.FIRST
    for option in case.options:
        for line in option.lines:
            for name, formulas in found.items():
                formulas += _names(option, line, row)
                formulas += _third(name, line, row)
            values = {
                at.GIVEN: line.flows,
                at.RAISED: raised(line),
                at.REAL: prices.real(line),
                at.CASH: prices.cash(line),
            }
            for year in range(case.last_year + 1):
                for name, text in _texts_of_line(row, year).items():
                    value = values[name].get(year, NONE)
                    found[name].append(Formula(row, at.YEAR + year, text, value, money=True))
            row += 1
    return found


def _names(option: Option, line: Line, row: int) -> list[Formula]:
    return [
        Formula(row, column, f"={at.LINES}!{at.cell(row, column)}", text)
        for column, text in ((0, option.name), (1, line.name))
    ]


def _third(sheet: str, line: Line, row: int) -> list[Formula]:
    """The one number of a line that a sheet uses in every year."""
    columns = {at.GIVEN: "price", at.RAISED: "optimism_bias", at.CASH: "vat_percent"}
    if sheet not in columns:
        return []
    column = at.LINE_HEADINGS.index(columns[sheet])
    text = at.number_in(f"{at.LINES}!{at.cell(row, column)}")
    value = {at.GIVEN: line.price or NONE, at.RAISED: line.bias, at.CASH: line.vat_percent}[sheet]
    if sheet == at.CASH:
        reclaimed = f"{at.LINES}!{at.cell(row, at.LINE_HEADINGS.index('vat_recoverable'))}"
        text, value = f'IF({reclaimed}="yes",0,{text})', NONE if line.vat_back else value
    return [Formula(row, 2, f"={text}", value)]


def _texts_of_line(row: int, year: int) -> dict[str, str]:
    """sheet -> its formula for one line in one year."""
    column = at.YEAR + year
    here, third = at.cell(row, column), at.cell(row, 2, fixed="column")
    said = f"{at.LINES}!{at.cell(row, at.INPUT_YEAR + year)}"
    ways, cashable = (
        f"{at.LINES}!{at.cell(row, at.LINE_HEADINGS.index(name), fixed='column')}" for name in ("given_as", "cashable")
    )
    level = f"{at.YEARS}!{at.cell(at.LEVEL_ROW, column, fixed='row')}"
    return {
        at.GIVEN: f'={at.number_in(said)}*IF({ways}="{at.QUANTITY}",{third},1)',
        at.RAISED: f"=IF({at.GIVEN}!{here}<0,{at.GIVEN}!{here}*(1+{third}/100),{at.GIVEN}!{here})",
        at.REAL: f'={at.RAISED}!{here}/IF({_NOMINAL}="nominal",{level},1)',
        at.CASH: f'=IF({cashable}="no",0,{at.RAISED}!{here}*IF({_NOMINAL}="nominal",1,{level}))',
    }


def results(case: Case, found: Compared, prices: Prices) -> Iterator[Formula]:
    """Each option by year."""
    row = at.FIRST
    for place, one in enumerate(found.options):
        rows = (row, row + len(one.option.lines) - 1)
        row += len(one.option.lines)
        for what in at.ROWS:
            yield Formula(at.row_of(place, what), 0, f"={at.OPTIONS}!{at.cell(at.FIRST + place, 0)}", one.option.name)
        values = _values(one, prices, case.last_year)
        for year in range(case.last_year + 1):
            for what, text in _texts(place, rows, year).items():
                money = what not in ("paid back at", "paid back at, discounted", "factor within life")
                yield Formula(at.row_of(place, what), at.YEAR + year, f"={text}", values[what][year], money)


def _texts(place: int, rows: tuple[int, int], year: int) -> dict[str, str]:
    """What each row of an option says in one year."""
    column = at.YEAR + year
    here = {what: at.cell(at.row_of(place, what), column) for what in at.ROWS}
    before = {what: at.cell(at.row_of(place, what), column - 1) for what in at.ROWS}
    number, factor = (f"{at.YEARS}!{at.cell(row, column, fixed='row')}" for row in (at.NUMBER_ROW, at.FACTOR_ROW))
    life = f"{at.OPTIONS}!{at.cell(at.FIRST + place, 1, fixed='row column')}"

    def over(sheet: str, first: int, fixed: str = "") -> str:
        return f"{sheet}!{at.cell(rows[0], first, fixed=fixed)}:{at.cell(rows[1], first, fixed=fixed)}"

    any_lines = rows[1] >= rows[0]
    real, cash = over(at.REAL, column), over(at.CASH, column)
    types = over(at.LINES, at.LINE_HEADINGS.index("type"), "column")
    found = {
        "net": f"SUM({real})" if any_lines else "0",
        "discounted": f"{here['net']}*{factor}",
        "factor within life": f"IF(AND({number}>=1,{number}<={life}),{factor},0)",
        "costs": f'SUMIF({real},"<0",{real})*{factor}' if any_lines else "0",
        "benefits": f'SUMIF({real},">0",{real})*{factor}' if any_lines else "0",
        "cash capital": f'SUMIF({types},"capital",{cash})' if any_lines else "0",
        "cash revenue": f'SUMIF({types},"revenue",{cash})' if any_lines else "0",
        "cash vat": f"SUMPRODUCT({cash},{over(at.CASH, 2, 'column')})/100" if any_lines else "0",
        "cash total": f"{here['cash capital']}+{here['cash revenue']}+{here['cash vat']}",
    }
    for flow, so_far, out, back in (
        ("net", "cumulative", "paid out before", "paid back at"),
        ("discounted", "cumulative_discounted", "paid out before, discounted", "paid back at, discounted"),
    ):
        found[so_far] = f"{before[so_far]}+{here[flow]}" if year else here[flow]
        below = f"ROUND({here[so_far]},6)<0"
        found[out] = f"IF(OR({before[out]}=1,{below}),1,0)" if year else f"IF({below},1,0)"
        again = f"AND(ROUND({here[so_far]},6)>=0,ROUND({before[so_far]},6)<0)"
        found[back] = f'IF({again},{number}-1-{before[so_far]}/{here[flow]},"")' if year else '""'
    return found


def _values(one: Valued, prices: Prices, last: int) -> dict[str, list[Decimal | int | str]]:
    """What each row comes to, by year to the last of the case."""
    found: dict[str, list[Decimal | int | str]] = {what: [] for what in at.ROWS}
    nets = [year.net for year in one.years] + [NONE] * (last + 1 - len(one.years))
    parts = _costs_and_benefits(one, prices, last)
    worth = [year.discounted for year in one.years] + [NONE] * (last + 1 - len(one.years))
    for year in range(last + 1):
        cash = one.years[year].cash if year < len(one.years) else None
        within = one.years[year].factor if 1 <= year <= one.option.life_years else NONE
        found["factor within life"].append(within)
        for what, part in zip(("costs", "benefits"), parts[year], strict=True):
            found[what].append(part)
        for name in ("capital", "revenue", "vat", "total"):
            found[f"cash {name}"].append(getattr(cash, name) if cash else NONE)
    for flows, what, so_far, out, back in (
        (nets, "net", "cumulative", "paid out before", "paid back at"),
        (worth, "discounted", "cumulative_discounted", "paid out before, discounted", "paid back at, discounted"),
    ):
        running, was_out = NONE, False
        for year, flow in enumerate(flows):
            before, running = running, running + flow
            was_out = was_out or running < 0
            found[what].append(flow)
            found[so_far].append(running)
            found[out].append(int(was_out))
            found[back].append(year - 1 - before / flow if running >= 0 > before else "")
    return found


def _costs_and_benefits(one: Valued, prices: Prices, last: int) -> list[tuple[Decimal, Decimal]]:
    """Present value of costs and of benefits, in each year."""
    costs, benefits = [NONE] * (last + 1), [NONE] * (last + 1)
    for line in one.option.lines:
        for year, pounds in prices.real(line).items():
            (costs if pounds < 0 else benefits)[year] += pounds * prices.factors[year]
    return list(zip(costs, benefits, strict=True))


def summary(case: Case, found: Compared) -> Iterator[Formula]:
    """What each option comes to."""
    for place, one in enumerate(found.options):
        row = at.FIRST + place
        last = at.YEAR + case.last_year
        rows = {what: at.row_of(place, what) for what in at.ROWS}
        whole = {what: f"{at.RESULTS}!{at.block((it, at.YEAR), (it, last))}" for what, it in rows.items()}
        here = {name: at.cell(row, column) for column, name in enumerate(at.SUMMARY_HEADINGS)}
        texts: dict[str, tuple[str, Decimal | int | str]] = {
            "option": (f"{at.OPTIONS}!{at.cell(row, 0)}", one.option.name),
            "npv": (f"SUM({whole['discounted']})", one.npv),
            "eac": (f"{here['npv']}/{here['annuity_factor']}", one.eac),
            "payback_years": (_payback(whole, ""), _never(one.payback_years)),
            "discounted_payback_years": (_payback(whole, ", discounted"), _never(one.discounted_payback_years)),
            "life_years": (f"{at.OPTIONS}!{at.cell(row, 1)}", one.option.life_years),
            "annuity_factor": (f"SUM({whole['factor within life']})", one.annuity),
            "present_costs": (f"SUM({whole['costs']})", one.present_costs),
            "present_benefits": (f"SUM({whole['benefits']})", one.present_benefits),
            "bcr": (
                f'IF({here["present_costs"]}=0,"",-{here["present_benefits"]}/{here["present_costs"]})',
                "" if one.bcr is None else one.bcr,
            ),
            "cash total": (f"SUM({whole['cash total']})", sum((year.cash.total for year in one.years), NONE)),
        }
        for column, name in enumerate(at.SUMMARY_HEADINGS):
            text, value = texts[name]
            yield Formula(row, column, f"={text}", value, money=True)


def _payback(whole: dict[str, str], kind: str) -> str:
    """Nought where nothing is ever paid out, never where it does not come back, else the first time that it has."""
    out, back = whole[f"paid out before{kind}"], whole[f"paid back at{kind}"]
    return f'IF(MAX({out})=0,0,IF(COUNT({back})=0,"{at.NEVER}",MIN({back})))'


def _never(years: Decimal | None) -> Decimal | str:
    return at.NEVER if years is None else years
