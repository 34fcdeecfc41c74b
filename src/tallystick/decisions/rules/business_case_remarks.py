"""What somebody who reads a business case should be told besides. Pure."""

from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal

from tallystick.decisions.rules.business_case import Compared, Valued
from tallystick.decisions.rules.business_case_json import Asked
from tallystick.decisions.rules.discounting import paid_back_for_good
from tallystick.reference.green_book import GreenBook

LONG_YEARS = 50
"""Beyond this the Green Book has its own rates to test with."""


def remarks(asked: Asked, found: Compared, book: GreenBook) -> Iterator[tuple[str, str]]:
    """Sentences, each with its mark."""
    if asked.edition is not None:
        yield asked.edition.caution, asked.edition.caution_mark
    if asked.case.nominal:
        yield "Inflation is taken out of every figure, and then the real discount rate is used.", "G"
    yield from _of_bias(asked, book)
    yield from _of_works(asked)
    if asked.case.as_now is None:
        yield (
            "No option is said to be going on as now (`business_as_usual`): every case is asked to have one.",
            "G",
        )
    if asked.case.do_minimum is None:
        yield "No option is said to do only what must be done (`do_minimum`): every case is asked to have one.", "G"
    for name in asked.assumptions.named:
        if name not in asked.assumptions.uses:
            yield f"The assumption “{name}” is used nowhere.", "I"
    if found.by_eac and len(found.options) > 1:
        yield "The options live for different times: they are ranked by what they come to a year (`eac`).", "G"
    for one in found.options:
        yield from _of_option(one)
    if any(line.vat_percent for option in asked.case.options for line in option.lines):
        yield "VAT is in the cash view alone: it moves money within the public sector, and is no cost to society.", "G"


def _of_bias(asked: Asked, book: GreenBook) -> Iterator[tuple[str, str]]:
    biased = any(line.bias for option in asked.case.options for line in option.lines)
    if not biased:
        yield "Nothing is added to costs for optimism: the Green Book asks for it where estimates are early.", "G"
        return
    if asked.bias_from_table:
        yield book.optimism_bias.caution, book.optimism_bias.caution_mark
        if not asked.works:
            give = "give the months of works of an option (`works_months`) to see it"
            yield f"Optimism about how long it takes is in the table too: {give}.", "V"
    if asked.ranges:
        yield "Costs are raised for optimism and have ranges too: see that no risk is counted in both.", "G"


def _of_works(asked: Asked) -> Iterator[tuple[str, str]]:
    for name, works in asked.works.items():
        late = works.raised(works.percent)
        if late is None:
            yield f"{name}: nothing is known of by how much works of its kind take longer than is planned.", "I"
        elif late > works.months:
            took = f"{name}: works planned for {_months(works.months)} may take {_months(late)}."
            yield f"{took} No figure is moved to a later year by that.", "I" if works.table is None else "V"


def _months(months: Decimal) -> str:
    """To a tenth of a month."""
    text = f"{months.quantize(Decimal('0.1'), ROUND_HALF_UP):f}".removesuffix(".0")
    return f"{text} month{'' if text == '1' else 's'}"


def _of_option(one: Valued) -> Iterator[tuple[str, str]]:
    option = one.option
    if not option.lines:
        yield f"{option.name}: nothing is given of what it costs or brings, so that its £0 is no finding.", "I"
    if option.last_year > option.life_years:
        after = f"{option.name}: something falls after its life of {option.life_years} years. It is in its net present"
        yield f"{after} value (`npv`), and in its sum a year (`eac`), which is spread over the years of its life.", "I"
    if not paid_back_for_good([year.net for year in one.years]):
        again = f"{option.name}: what has come back is paid out again later"
        yield f"{again}; its payback (`payback_years`) is the first time.", "I"
