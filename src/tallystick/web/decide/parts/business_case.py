"""The forms of a business case. Pure."""

from typing import Any

from tallystick.reference.green_book import green_book
from tallystick.web.decide.fields import Field, Part, Said, found_in
from tallystick.web.decide.parts.business_case_rows import HINT, INFLATION_HINT, LENS
from tallystick.web.governing_forms import Choices

TYPES = (("capital", "Capital"), ("revenue", "Revenue"))
KINDS = (("one_off", "One-off"), ("recurring", "Recurring"))
_NAMED = "A number, or the name of an assumption"


def _options(said: Said) -> Choices:
    return [(name, name) for name in dict.fromkeys(_names(said.get("options")))]


def _lines(said: Said) -> Choices:
    """Every line of every option, once."""
    options = said.get("options")
    of_each = (
        [_names(one.get("lines")) for one in options if isinstance(one, dict)] if isinstance(options, list) else []
    )
    return [(name, name) for name in dict.fromkeys(name for names in of_each for name in names)]


def _names(rows: Any) -> list[str]:
    return (
        [str(one["name"]) for one in rows if isinstance(one, dict) and "name" in one] if isinstance(rows, list) else []
    )


def _projects(said: Said) -> Choices:
    return [(one.code, one.name) for one in green_book().optimism_bias.projects]


def _bias(*, of_option: bool) -> tuple[Field, ...]:
    """What costs are raised by."""
    whose = "of this option, in place of that of the case" if of_option else "of the whole case"
    return (
        Field("optimism_bias.project", f"Optimism bias: kind of project, {whose}", "choice", choices=_projects,
              words="Kind of project", hint="The table raises costs, and says how much longer works may take"),
        Field("optimism_bias.bound", "Bound", "choice", choices=(("upper", "Upper"), ("lower", "Lower")),
              hint="Upper where nothing is said: risks have to be shown to be managed first"),
        Field("optimism_bias.mitigated_percent", "Percent of risks shown to be managed", "amount",
              hint="In place of a bound: 0 is the upper, 100 the lower"),
        Field("optimism_bias.capital", "A percentage of your own for capital", "amount", hint=_NAMED),
        Field("optimism_bias.revenue", "A percentage of your own for revenue", "amount", hint=_NAMED),
        Field("optimism_bias.duration", "A percentage of your own for time", "amount", hint=_NAMED),
    )  # fmt: skip


def _with_lines(said: dict[str, Any], place: str) -> dict[str, Any]:
    """A new option has no lines yet."""
    row = found_in(said, place)
    if isinstance(row, dict):
        row.setdefault("lines", [])
    return said


PARTS = (
    Part(
        "", "case", "The case",
        (
            Field("base_year", "Base year", "amount", needed=True,
                  hint="2026/27, or 2026. It is year 0, and is not discounted"),
            Field("price_basis", "Price basis", "choice", needed=True,
                  choices=(("real", "Real: money of the base year"), ("nominal", "Nominal: money of each year"))),
            Field("inflation", "Inflation, percent a year", "points", hint=INFLATION_HINT),
            Field("discount_rates", "Discount rates, percent a year, real", "points",
                  hint=f"Left empty: the Green Book’s. “health” or “sensitivity”: its other tables. {HINT}"),
            Field("business_as_usual", "Business as usual", "choice", choices=_options,
                  hint="The option that goes on as now. The others are compared with it"),
            Field("do_minimum", "Do-minimum", "choice", choices=_options,
                  hint="The option that does only what must be done"),
            *_bias(of_option=False),
            Field("shape", "Shape of ranges", "choice", otherwise="triangular",
                  choices=(("triangular", "Triangular"), ("pert", "PERT: smooth, more weight on what is likely"))),
            Field("runs", "Runs", "whole", otherwise="10000", hint="100 to 1,000,000"),
            Field("seed", "Seed", "whole", otherwise="1", hint="The same seed gives the same figures"),
        ),
        single=True, lens=LENS, strict=True,
    ),
    Part(
        "assumptions", "assumption", "Assumptions",
        (
            Field("", "Name", needed=True, words="Assumption", hint="It begins with a letter: licence price"),
            Field("value", "Value", "figure", needed=True, column=True),
            Field("unit", "Unit", column=True, hint="Pounds, people, percent"),
            Field("source", "Source", "lines", column=True, hint="Where it comes from, and when it was true"),
        ),
        keyed=True, lens=LENS, strict=True,
        explain="Named once. Its name may then stand wherever a number may, and “-name” for its opposite.",
    ),
    Part(
        "options", "option", "Options",
        (
            Field("name", "Name", needed=True, words="Option"),
            Field("life_years", "Years that it is of use, from year 1 on", "whole", needed=True, column=True,
                  words="Years"),
            Field("works_months", "Months of works that are planned, if any", "amount", column=True,
                  words="Months of works", hint=_NAMED),
            *_bias(of_option=True),
        ),
        settles=_with_lines, lens=LENS, strict=True,
    ),
    Part(
        "options.*.lines", "line", "Lines",
        (
            Field("name", "Name", needed=True, words="Line"),
            Field("type", "Type", "choice", choices=TYPES, needed=True, column=True),
            Field("kind", "Kind", "choice", choices=KINDS, needed=True, column=True),
            Field("flows", "Pounds by year, without VAT", "pairs", column=True, words="By year",
                  hint="One year a line, costs below nought: 2026/27: -1000. A number or an assumption’s name"),
            Field("quantity", "In place of that: units by year", "pairs", column=True, words="Units",
                  hint="One year a line: 2026/27: 40"),
            Field("price", "And pounds for a unit", "amount", column=True, words="Price",
                  hint="Below nought it is a cost. A number, or the name of an assumption"),
            Field("optimism_bias", "Optimism bias of this line, percent", "amount", words="Optimism bias", column=True,
                  hint="In place of that of the option or the case"),
            Field("cashable", "Is it money in the budget?", "yes_no", otherwise="yes",
                  hint="No for time saved and the like: it is of value, and no budget sees it"),
            Field("vat.percent", "VAT, percent", "amount", hint=_NAMED),
            Field("vat.recoverable", "Is the VAT reclaimed?", "yes_no", otherwise="yes"),
            Field("funding", "Where the money comes from", column=True, words="Paid from"),
        ),
        lens=LENS, strict=True,
        explain="Give pounds by year, or units by year and a price.",
    ),
    Part(
        "ranges", "range", "Ranges",
        (
            Field("line", "Line", "choice", choices=_lines, needed=True),
            Field("option", "Of which option", "choice", column=True, words="Option",
                  choices=lambda said: [("", "Every option with a line of that name, drawn once for all"),
                                        *_options(said)]),
            Field("low", "Low, percent of its figures", "figure", needed=True, column=True, words="Low %",
                  hint="100 is as they are"),
            Field("likely", "Likely", "figure", column=True, words="Likely %", otherwise="100"),
            Field("high", "High", "figure", needed=True, column=True, words="High %"),
        ),
        strict=True,
        explain="How far a line may be from its figures: drawn many times over, and shown on the page.",
    ),
)  # fmt: skip
