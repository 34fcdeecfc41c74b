"""What a business case and shares of a cost say in a report. Pure."""

from decimal import Decimal
from typing import Any

from tallystick.decisions.rules.paper import Bar, Block, Cell, Paragraph, Picture, Row, Table
from tallystick.decisions.rules.paper_appraisal import warnings
from tallystick.decisions.rules.paper_figures import NOT_KNOWN, Book, Part, from_pence, number, per_cent, pounds
from tallystick.decisions.rules.warning_words import MARKS

SHARES = "Who pays what"
"""What the table of shares is called."""


def case_blocks(part: Part, book: Book) -> tuple[Block, ...]:
    """The blocks of a business case, from what `decisions business-case` answers."""
    answer = part.answer
    by = "net present value" if answer["ranked_by"] == "npv" else "equivalent annual sum, as lives differ"
    rates = answer["discount_rates"]
    basis = f"Costs are below nought. Base year {answer['base_year']}, {answer['price_basis']} prices, ranked by {by}."
    return (
        Paragraph((f"{basis} Discount rates: {rates['source']}{_marked(rates['mark'])}.",)),
        _worth(part, book),
        _by_year(part, book),
        *_ranges(part, book),
        Paragraph((answer["rounding"],)),
        *warnings(part),
    )


def best_of(part: Part) -> str:
    """The option ranked first; those that are level, together."""
    return " and ".join(one["option"] for one in part.answer["ranking"] if one["rank"] == 1)


def npv_of(part: Part, book: Book, option: str) -> Cell:
    """The net present value of an option, as a cell."""
    return _money(part, book, option, "npv", "Net present value")


def sharing_blocks(part: Part, book: Book) -> tuple[Block, ...]:
    """The blocks of a shared cost, from what `decisions apportion` answers."""
    answer = part.answer
    method = Paragraph((f"{answer['method']} {answer['rounding']}",))
    return (method, _shares(part, book), *_worse(part), *warnings(part))


def _marked(mark: Any) -> str:
    return f" ({MARKS[mark]})" if mark else ""


def _money(part: Part, book: Book, option: str, key: str, what: str) -> Cell:
    said = part.answer["options"][option][key]
    if said is None:
        return Cell(NOT_KNOWN)
    return book.cell(part, f"{key}.{option}", pounds(said), f"{what} of {option}", groups=(option,))


def _worth(part: Part, book: Book) -> Picture:
    rows, bars = [], []
    for one in part.answer["ranking"]:
        option = one["option"]
        found = part.answer["options"][option]
        cells = [npv_of(part, book, option), _money(part, book, option, "eac", "Equivalent annual sum")]
        what = "Net present value without optimism bias"
        cells += [_money(part, book, option, "npv_without_optimism_bias", what), _against(part, book, option)]
        cells.append(_payback(part, book, option))
        rows.append(Row((Cell(option), *cells)))
        bars.append(Bar(option, "Net present value", float(found["npv"]), cells[0].figure))
    header = ("Option", "Net present value", "A year of its life", "Without optimism bias")
    table = Table(
        "What each option comes to over its life, best first",
        (*header, "Against business as usual", "Payback, years"),
        tuple(rows),
    )
    alt = f"Lying bars of the net present value of each option. Best: {best_of(part)}. Figures are in the table."
    return Picture("Net present value of each option", alt, "£", tuple(bars), table)


def _against(part: Part, book: Book, option: str) -> Cell:
    found = part.answer["options"][option]["against_business_as_usual"]
    if not found:
        return Cell("Not compared")
    usual = part.said.get("business_as_usual") or ""
    what = f"Net present value of {option} less that of {usual or 'business as usual'}"
    return book.cell(part, f"against.{option}", pounds(found["npv"]), what, groups=(option, usual))


def _payback(part: Part, book: Book, option: str) -> Cell:
    found = part.answer["options"][option]
    against = found["against_business_as_usual"]
    years = found["payback_years"] if found["payback_years"] is not None else (against or {}).get("payback_years")
    if years is None:
        return Cell("Never")
    what = f"Years from the base year until {option} has paid back, not discounted"
    groups = (option, part.said.get("business_as_usual") or option)
    return book.cell(part, f"payback.{option}", number(years, 1), what, groups=groups)


def _by_year(part: Part, book: Book) -> Table:
    options = [one["option"] for one in part.answer["ranking"]]
    by_year: dict[Any, dict[str, str]] = {}
    for option in options:
        for year in part.answer["options"][option]["by_year"]:
            by_year.setdefault(year["year"], {})[option] = year["cash"]["total"]
    years = sorted(by_year, key=str)
    while len(years) > 1 and not any(Decimal(str(one)) for one in by_year[years[-1]].values()):
        years.pop()
    rows = [Row((Cell(str(year)), *_of_year(part, book, year, by_year[year], options))) for year in years]
    return Table(
        "Effect on the budget by year, in cash with VAT that is not reclaimed", ("Year", *options), tuple(rows)
    )


def _of_year(part: Part, book: Book, year: Any, found: dict[str, str], options: list[str]) -> list[Cell]:
    return [
        book.cell(
            part, f"cash.{option}.{year}", pounds(found[option]), f"Cash effect of {option} in {year}", groups=(option,)
        )
        if option in found
        else Cell("None")
        for option in options
    ]


def _ranges(part: Part, book: Book) -> tuple[Block, ...]:
    simulated = part.answer.get("simulated")
    if not simulated:
        return ()
    rows = []
    for one in part.answer["ranking"]:
        option = one["option"]
        found = part.answer["options"][option]["simulation"]
        cells = [
            book.cell(
                part, f"range.{option}.{at}", pounds(found["percentiles"][at]), f"{name} of {option}", groups=(option,)
            )
            for at, name in (("p5", "5th percentile"), ("p50", "Median"), ("p95", "95th percentile"))
        ]
        what = f"Share of runs in which {option} is first"
        cells.append(book.cell(part, f"range.{option}.first", per_cent(found["first"]), what, groups=(option,)))
        rows.append(Row((Cell(option), *cells)))
    text = (
        f"Ranges come of {simulated['runs']:,} simulated runs (seed {simulated['seed']}), to the pound; they are as "
        "good as the ranges that people gave."
    )
    header = ("Option", "5 in 100 are below", "Half are below", "95 in 100 are below", "First in")
    table = Table("How far the net present value is uncertain", header, tuple(rows), parts=(4,))
    return (Paragraph((text,)), table)


def _shares(part: Part, book: Book) -> Table:
    rows = []
    for member, share in part.answer["shares"].items():
        what = f"What {member} pays"
        pence = book.cell(part, f"pence.{member}", from_pence(share["pence"]), what, groups=(member,))
        percent = Cell(NOT_KNOWN)
        if share["percent"] is not None:
            text = f"{number(share['percent'], 1)}%"
            percent = book.cell(
                part, f"percent.{member}", text, f"Share of {member}, before rounding", groups=(member,)
            )
        rows.append(Row((Cell(member), pence, percent)))
    whole = book.cell(part, "amount", from_pence(part.answer["amount_pence"]), "What is shared")
    rows.append(Row((Cell("Together"), whole, Cell("")), total=True))
    return Table(SHARES, ("Member", "Pays", "Share"), tuple(rows), summed=(1,), parts=(2,))


def _worse(part: Part) -> tuple[Block, ...]:
    worse = part.answer.get("worse_off_than_alone")
    if worse is None:
        return (Paragraph(("What each would pay alone was not given, so whether anybody is worse off is not known.",)),)
    said = f"Would pay less alone: {', '.join(worse)}." if worse else "Nobody would pay less alone."
    return (Paragraph((said,)),)
