"""What goes into the sheets of a business case that people fill in: numbers, and names of assumptions as they stood."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from tallystick.decisions.rules.business_case import Line
from tallystick.decisions.rules.business_case_json import Asked
from tallystick.decisions.rules.business_case_numbers import from_base
from tallystick.reference.green_book import Band

Entry = Decimal | str
"""A number, or the name of an assumption."""


@dataclass(frozen=True)
class LineEntries:
    """by_year: year from the base year -> pounds, or units where there is a price."""

    line: Line
    vat_percent: Entry
    bias: Entry
    price: Entry | None
    by_year: Mapping[int, Entry]


def entries(said: Mapping[str, Any], asked: Asked) -> list[list[LineEntries]]:
    """Of each option, each line."""
    return [
        [
            _line(said, given, line_given, line, asked)
            for line_given, line in zip(given["lines"], option.lines, strict=True)
        ]
        for given, option in zip(said["options"], asked.case.options, strict=True)
    ]


def band_entries(said: Any, bands: tuple[Band, ...], asked: Asked) -> list[tuple[int | None, Entry]]:
    """(last year, percent) of each band: discount rates or inflation, in whichever way they were given."""
    if isinstance(said, list):
        given = [one.get("percent") for one in said]
    elif isinstance(said, Mapping) and "percent" not in said:
        years = {from_base("inflation", year, asked.base_year): percent for year, percent in said.items()}
        given = [years[year] for year in sorted(years) if year]
    else:
        given = [said.get("percent") if isinstance(said, Mapping) else said] * len(bands)
    return [(band.to_year, _entry(one, band.percent, asked)) for band, one in zip(bands, given, strict=True)]


def works_entries(option: Mapping[str, Any], asked: Asked) -> list[Entry]:
    """How many months an option's works are planned to take, and percent that they are short by; none of what is not
    known."""
    works = asked.works.get(str(option["name"]))
    if works is None:
        return []
    months = _entry(option.get("works_months"), works.months, asked)
    return [months] if works.percent is None else [months, works.percent]


def _line(
    said: Mapping[str, Any], option: Mapping[str, Any], given: Mapping[str, Any], line: Line, asked: Asked
) -> LineEntries:
    of_option = option.get("optimism_bias")
    biases = said.get("optimism_bias") if of_option is None else of_option
    bias = given.get("optimism_bias")
    bias = (biases or {}).get(line.type) if bias is None else bias
    values = line.flows if line.quantity is None else line.quantity
    years: Mapping[Any, Any] = given["flows"] if line.quantity is None else given["quantity"]
    words = {from_base("flows", year, asked.base_year): one for year, one in years.items()}
    return LineEntries(
        line=line,
        vat_percent=_entry((given.get("vat") or {}).get("percent"), line.vat_percent, asked),
        bias=_entry(bias, line.bias, asked),
        price=None if line.price is None else _entry(given.get("price"), line.price, asked),
        by_year={year: _entry(words[year], value, asked) for year, value in values.items()},
    )


def _entry(given: Any, value: Decimal, asked: Asked) -> Entry:
    text = given.strip() if isinstance(given, str) else ""
    opposite = text.startswith("-")
    name = text.removeprefix("-").strip()
    return (f"-{name}" if opposite else name) if name in asked.assumptions.named else value
