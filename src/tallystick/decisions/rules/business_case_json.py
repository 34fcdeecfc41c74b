"""A business case from JSON. Pure. docs/reference/decisions-business-case.md."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, cast

from tallystick.decisions.rules.business_case import KINDS, TYPES, Case, Kind, Line, Option, Type
from tallystick.decisions.rules.business_case_assumptions import (
    ASSUMPTION_KEYS,
    Assumptions,
    assumptions_from_json,
)
from tallystick.decisions.rules.business_case_numbers import (
    MOST_POUNDS,
    MOST_YEARS,
    Said,
    a_list,
    an_object,
    bands_from_json,
    base_year_of,
    flag,
    from_base,
    inflation_from_json,
    name_of,
    number,
    one_of,
    shown,
    whole,
)
from tallystick.decisions.rules.business_case_works import Works, within, works_from_json
from tallystick.decisions.rules.discounting import NONE, NotABusinessCase, fifty_figures
from tallystick.decisions.rules.simulation import (
    LEAST_RUNS,
    MOST_DRAWS,
    MOST_RUNS,
    MOST_VALUES,
    RUNS,
    SEED,
    SHAPES,
    Range,
    Shape,
)
from tallystick.reference.green_book import Band, Edition, GreenBook

KEYS = (
    "base_year", "price_basis", "inflation", "discount_rates", "options", "optimism_bias", "ranges", "shape", "runs",
    "seed", "business_as_usual", "do_minimum", "assumptions",
)  # fmt: skip
"""Every key that is read."""
OPTION_KEYS = ("name", "life_years", "lines", "optimism_bias", "works_months")
LINE_KEYS = ("name", "type", "kind", "flows", "quantity", "price", "optimism_bias", "cashable", "vat", "funding")
RANGE_KEYS = ("option", "line", "low", "likely", "high")
BIAS_KEYS = ("project", "bound", "mitigated_percent", "capital", "revenue", "duration")

MOST_OPTIONS, MOST_LINES, MOST_RANGES, MOST_SEED = 50, 300, 3_000, 2**63 - 1
_Biases = dict[str, Decimal]
_NO_BIAS: _Biases = dict.fromkeys(TYPES, NONE)


@dataclass(frozen=True)
class Asked:
    """edition: of the Green Book, where its rates are used, with the code of them; None where rates were given.

    financial: whether years are written 2026/27. ignored: places of keys that are none. works: option -> how long its
    works are planned to take, of those that say so.
    """

    case: Case
    base_year: int
    financial: bool
    edition: Edition | None
    rates_code: str | None
    ranges: tuple[Range, ...]
    shape: Shape
    runs: int
    seed: int
    bias_from_table: bool
    ignored: tuple[str, ...]
    assumptions: Assumptions
    works: Mapping[str, Works] = field(default_factory=dict)


def asked_from_json(said: Said, book: GreenBook, today: dt.date) -> Asked:
    """The case that `said` tells of. today: the day whose rates are in force. Raises NotABusinessCase."""
    base, financial = base_year_of(said.get("base_year"))
    nominal = one_of("price_basis", said.get("price_basis"), ("real", "nominal")) == "nominal"
    names = assumptions_from_json(said.get("assumptions"))
    inflation = names.within("inflation", said.get("inflation"))
    if nominal and inflation is None:
        raise NotABusinessCase(
            "inflation",
            "prices are nominal, and no inflation is given.",
            what_to_do="Give it in percent a year: it has to be taken out before a real rate is used.",
        )
    edition, code, rates = _rates(names.within("discount_rates", said.get("discount_rates")), book, today)
    options = _options(said, base, book, names)
    case = Case(
        options=options,
        rates=rates,
        inflation=() if inflation is None else inflation_from_json(inflation, base),
        nominal=nominal,
        as_now=_named("business_as_usual", said, options),
        do_minimum=_named("do_minimum", said, options),
    )
    ranges = tuple(_ranges(said.get("ranges"), options))
    runs = whole("runs", said.get("runs"), LEAST_RUNS, MOST_RUNS, RUNS)
    if runs * len(ranges) > MOST_DRAWS or runs * len(options) > MOST_VALUES:
        raise NotABusinessCase("runs", f"{runs:,} are too many for a case of this size.", what_to_do="Ask fewer.")
    return Asked(
        case,
        base,
        financial,
        edition,
        code,
        ranges,
        cast(Shape, "triangular" if said.get("shape") is None else one_of("shape", said["shape"], SHAPES)),
        runs,
        whole("seed", said.get("seed"), 0, MOST_SEED, SEED),
        _names_project(said),
        tuple(_strangers(said)),
        names,
        _works(said, book, names),
    )


def _rates(said: Any, book: GreenBook, today: dt.date) -> tuple[Edition | None, str | None, tuple[Band, ...]]:
    if said is not None and not (isinstance(said, str) and said.isalpha()):
        return None, None, bands_from_json("discount_rates", said, 0, 100)
    edition = book.in_force(today)
    code = "standard" if said is None else one_of("discount_rates", said, tuple(edition.rates))
    return edition, code, edition.rates[code]


def _options(said: Said, base: int, book: GreenBook, names: Assumptions) -> tuple[Option, ...]:
    biases = _biases("optimism_bias", said.get("optimism_bias"), book, _NO_BIAS, names)
    found = tuple(
        _option(f"options[{place}]", one, base, book, biases, names)
        for place, one in enumerate(a_list("options", said.get("options"), 1, MOST_OPTIONS))
    )
    _all_differ("options", [one.name for one in found])
    return found


def _option(field: str, said: Any, base: int, book: GreenBook, biases: _Biases, names: Assumptions) -> Option:
    it = an_object(field, said)
    own = _biases(f"{field}.optimism_bias", it.get("optimism_bias"), book, biases, names)
    name = name_of(f"{field}.name", it.get("name"))
    lines = tuple(
        _line(f"{field}.lines[{place}]", one, base, own, names)
        for place, one in enumerate(a_list(f"{field}.lines", it.get("lines"), 0, MOST_LINES))
    )
    _all_differ(f"{field}.lines", [line.name for line in lines])
    return Option(name, whole(f"{field}.life_years", it.get("life_years"), 1, MOST_YEARS), lines)


def _line(field: str, said: Any, base: int, biases: _Biases, names: Assumptions) -> Line:
    it = an_object(field, said)
    name = name_of(f"{field}.name", it.get("name"))
    type_ = cast(Type, one_of(f"{field}.type", it.get("type"), TYPES))
    bias = it.get("optimism_bias")
    vat, funding = it.get("vat"), it.get("funding")
    percent, back = (NONE, True) if vat is None else _vat(f"{field}.vat", vat, names)
    quantity, price, flows = _flows(field, it, base, names)
    return Line(
        name=name,
        type=type_,
        kind=cast(Kind, one_of(f"{field}.kind", it.get("kind"), KINDS)),
        flows=flows,
        bias=biases[type_] if bias is None else names.number(f"{field}.optimism_bias", bias, 0, 1_000),
        cashable=flag(f"{field}.cashable", it.get("cashable"), True),
        vat_percent=percent,
        vat_back=back,
        funding="" if funding is None else name_of(f"{field}.funding", funding),
        quantity=quantity,
        price=price,
    )


_Bought = tuple[dict[int, Decimal] | None, Decimal | None, dict[int, Decimal]]


def _flows(field: str, it: Said, base: int, names: Assumptions) -> _Bought:
    """Quantity and price, and the flows that come of them; or None twice, and the flows as given."""
    quantity, price = it.get("quantity"), it.get("price")
    if quantity is None and price is None:
        return None, None, _by_year(f"{field}.flows", it.get("flows"), base, names, -MOST_POUNDS)
    if it.get("flows") is not None:
        raise NotABusinessCase(f"{field}.flows", "there is a quantity or a price too.", what_to_do="Give one way.")
    units = _by_year(f"{field}.quantity", quantity, base, names, NONE)
    each = names.number(f"{field}.price", price, -MOST_POUNDS, MOST_POUNDS)
    with fifty_figures():
        found = {year: many * each for year, many in units.items()}
    if any(abs(pounds) > MOST_POUNDS for pounds in found.values()):
        raise NotABusinessCase(f"{field}.quantity", f"at that price it is more than {MOST_POUNDS:,} pounds.")
    return units, each, found


def _by_year(field: str, said: Any, base: int, names: Assumptions, least: Decimal) -> dict[int, Decimal]:
    found: dict[int, Decimal] = {}
    for written, pounds in an_object(field, said).items():
        year = from_base(field, written, base)
        if year in found:
            raise NotABusinessCase(field, f"{written} is given twice.", what_to_do="Give each year once.")
        found[year] = names.number(field, pounds, least, MOST_POUNDS)
    return found


def _vat(field: str, said: Any, names: Assumptions) -> tuple[Decimal, bool]:
    it = an_object(field, said)
    percent = names.number(f"{field}.percent", it.get("percent"), 0, 100)
    return percent, flag(f"{field}.recoverable", it.get("recoverable"), True)


def _works(said: Said, book: GreenBook, names: Assumptions) -> dict[str, Works]:
    found = {
        str(one["name"]): works_from_json(f"options[{place}]", one, said.get("optimism_bias"), book, names)
        for place, one in enumerate(said["options"])
    }
    return {name: works for name, works in found.items() if works}


def _biases(field: str, said: Any, book: GreenBook, otherwise: _Biases, names: Assumptions) -> _Biases:
    """type -> percent that costs of it are raised by."""
    if said is None:
        return otherwise
    it = an_object(field, said)
    found = dict(_NO_BIAS)
    if it.get("project") is not None:
        projects = {one.code: one for one in book.optimism_bias.projects}
        project = projects[one_of(f"{field}.project", it["project"], tuple(projects))]
        for type_, bias in (("capital", project.capital), ("revenue", project.revenue)):
            found[type_] = within(field, it, bias) if bias else NONE
    elif not {"capital", "revenue", "duration"} & {key for key in it if it[key] is not None}:
        raise NotABusinessCase(
            field,
            "it names neither a project nor a percentage.",
            what_to_do="Give project, capital, revenue or duration.",
        )
    for type_ in TYPES:
        if it.get(type_) is not None:
            found[type_] = names.number(f"{field}.{type_}", it[type_], 0, 1_000)
    return found


def _named(key: str, said: Said, options: Sequence[Option]) -> str | None:
    if said.get(key) is None:
        return None
    return one_of(key, said[key], tuple(one.name for one in options))


def _ranges(said: Any, options: Sequence[Option]) -> Iterator[Range]:
    taken: set[tuple[str, str]] = set()
    for place, one in enumerate([] if said is None else a_list("ranges", said, 0, MOST_RANGES)):
        field = f"ranges[{place}]"
        found = _range(field, an_object(field, one), options)
        these = {
            (option.name, line.name)
            for option in options
            for line in option.lines
            if line.name == found.line and found.option in (None, option.name)
        }
        if not these:
            raise NotABusinessCase(f"{field}.line", f"no option has a line {shown(found.line)}.")
        if taken & these:
            raise NotABusinessCase(f"{field}.line", f"{shown(found.line)} has a range already.")
        taken |= these
        yield found


def _range(field: str, it: Said, options: Sequence[Option]) -> Range:
    option = it.get("option")
    low, likely, high = (
        Decimal(100) if key == "likely" and it.get(key) is None else number(f"{field}.{key}", it.get(key), 0, 10_000)
        for key in ("low", "likely", "high")
    )
    if not low <= likely <= high:
        raise NotABusinessCase(
            f"{field}.low",
            f"{low}, {likely} and {high} are not in order.",
            what_to_do="Give low, likely and high in percent of the line's figures, 100 being as they are.",
        )
    return Range(
        option=None if option is None else one_of(f"{field}.option", option, tuple(one.name for one in options)),
        line=name_of(f"{field}.line", it.get("line")),
        low=low,
        likely=likely,
        high=high,
    )


def _all_differ(field: str, names: Sequence[str]) -> None:
    if len(set(names)) != len(names):
        twice = next(name for name in names if names.count(name) > 1)
        raise NotABusinessCase(field, f"two are called {shown(twice)}.", what_to_do="Name each of them differently.")


def _names_project(said: Said) -> bool:
    return any(
        isinstance(one, dict) and one.get("project") is not None
        for one in (said.get("optimism_bias"), *(option.get("optimism_bias") for option in said["options"]))
    )


def _strangers(said: Said) -> Iterator[str]:
    yield from (key for key in said if key not in KEYS)
    for place, option in enumerate(said["options"]):
        yield from (f"options[{place}].{key}" for key in option if key not in OPTION_KEYS)
        for number_, line in enumerate(option["lines"]):
            yield from (f"options[{place}].lines[{number_}].{key}" for key in line if key not in LINE_KEYS)
    for place, one in enumerate(said.get("ranges") or []):
        yield from (f"ranges[{place}].{key}" for key in one if key not in RANGE_KEYS)
    for name, it in (said.get("assumptions") or {}).items():
        known = it if isinstance(it, dict) else {}
        yield from (f"assumptions.{name}.{key}" for key in known if key not in ASSUMPTION_KEYS)
    yield from (f"optimism_bias.{key}" for key in said.get("optimism_bias") or {} if key not in BIAS_KEYS)
