"""A business case as its page shows it: what options are worth, what the budget sees, what it rests on. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from tallystick.decisions.queries.answering import Answered
from tallystick.decisions.rules.simulation import PERCENTILES
from tallystick.decisions.rules.warning_words import MARKS
from tallystick.web.decide.drawn import business_case_words as words
from tallystick.web.decide.drawn.business_case_pictures import (
    Bars,
    Chart,
    Swung,
    cash_lines,
    key,
    swing_bars,
    value_bars,
)
from tallystick.web.decide.drawn.business_case_tables import (
    AGAINST,
    ASSUMPTIONS,
    BENEFITS,
    BIAS,
    CASH,
    ECONOMIC,
    LINES,
    PAYBACKS,
    SWINGS,
    SWITCHES,
    WHOLE_LIFE,
    WORTH,
)
from tallystick.web.decide.drawn.business_case_words import money, percent, share, years
from tallystick.web.decide.drawn.figures import number
from tallystick.web.decide.drawn.tables import Row, Table


@dataclass(frozen=True)
class Drawn:
    """An option. number: its place in the ranking, and in the picture of cash, from 1. swings: its tornado, None where
    no line of it has a range."""

    number: int
    name: str
    colour: str
    dash: str
    economic: Table
    cash: Table
    lines: Table
    switches: Table
    swings: Table | None
    pictures: Sequence[tuple[Bars, Sequence[Swung]]]
    works: str


@dataclass(frozen=True)
class Whole:
    """The case. choices: (what was to be chosen, what was, the mark of its source). cash_prices, prices: which money
    figures are in."""

    options: Sequence[Drawn]
    best: str
    bars: Sequence[Bars]
    charts: Sequence[Chart]
    worth: Table
    against: Table | None
    whole_life: Table
    benefits: Table | None
    bias: Table | None
    tested: Table | None
    spread: Table | None
    paybacks: Table | None
    cash_by_year: Table
    cash_sums: Table
    simulated: Mapping[str, Any] | None
    choices: Sequence[tuple[str, Row, str]]
    assumptions: Table | None
    ignored: Row
    prices: str
    cash_prices: str


Named = Sequence[tuple[str, Mapping[str, Any]]]


def draw(document: Answered) -> dict[str, Any]:
    """What the template of the page is told."""
    assert document.answer is not None
    return {"case": _whole(document.said, document.answer)}


def highlight(answer: Mapping[str, Any]) -> str:
    """The net present value of each option, the best first."""
    options = sorted(answer["options"].items(), key=lambda one: -Decimal(one[1]["npv"]))
    return "Net present value: " + "; ".join(f"{name} {money(round(Decimal(one['npv'])))}" for name, one in options)


def _whole(said: Mapping[str, Any], answer: Mapping[str, Any]) -> Whole:
    named = [(one["option"], answer["options"][one["option"]]) for one in answer["ranking"]]
    given = {str(one["name"]): one for one in said["options"]}
    base = answer["base_year"]
    return Whole(
        options=[_drawn(at, name, one, given[name]) for at, (name, one) in enumerate(named, start=1)],
        best=_best(answer, named),
        bars=value_bars(named),
        charts=cash_lines(named),
        **_economic_tables(said, answer, named),
        cash_by_year=_cash_by_year(named),
        cash_sums=_cash_sums(named),
        simulated=(found := answer["simulated"]) and {**found, "shape": _SHAPES[found["shape"]]},
        choices=_choices(said, answer),
        assumptions=_assumptions(said, answer),
        ignored=answer["ignored"],
        prices=f"prices of {base}, {_raised(named)}",
        cash_prices=("money of each year" if said.get("inflation") is not None else f"prices of {base}")
        + f", {_raised(named)}",
    )


def _economic_tables(said: Mapping[str, Any], answer: Mapping[str, Any], named: Named) -> dict[str, Any]:
    """Tables with a row for each option, by the names of `Whole`."""
    ranks = {one["option"]: str(one["rank"]) for one in answer["ranking"]}
    against = [(name, one["against_business_as_usual"]) for name, one in named]
    tested = [(name, one["npv_sensitivity"]) for name, one in named if one["npv_sensitivity"]]
    spread = [(name, one["simulation"]) for name, one in named if one["simulation"]]
    percents = [f"p{at}" for at in PERCENTILES]
    return {
        "worth": Table("worth", "What each option is worth, the best first", WORTH,
                       [_worth(f"{at}. {_titled(name, said)}", ranks[name], one)
                        for at, (name, one) in enumerate(named, start=1)]),
        "against": Table("against", f"Each option less business as usual: {said['business_as_usual']}", AGAINST,
                         [[name, *_against(one)] for name, one in against if one]) if any(it for _, it in against)
        else None,
        "whole_life": Table("whole-life", "Whole-life cost and income, not discounted", WHOLE_LIFE,
                            [[name, *_whole_life(one["whole_life"])] for name, one in named]),
        "benefits": Table("benefits", "What is to be gained, discounted", BENEFITS, [
            [name, money(one["benefits"]["cashable"]), money(one["benefits"]["not_cashable"]),
             money(one["present_benefits"])] for name, one in named
        ]) if any(_brings(one) for _, one in named) else None,
        "bias": Table("bias", "With and without optimism bias", BIAS, [
            [name, money(one["npv"]), money(one["npv_without_optimism_bias"]), money(one["eac"]),
             money(one["eac_without_optimism_bias"])] for name, one in named
        ]) if any(_is_raised(one) for _, one in named) else None,
        "tested": Table("tested", "Tested at the Green Book’s lower rates", ("Option", "Net present value"),
                        [[name, money(pounds)] for name, pounds in tested]) if tested else None,
        "spread": Table("spread", "Net present value over all runs, each figure with its sampling error",
                        ("Option", "Comes first", "Below £0", "Mean", *percents),
                        [[name, *_spread(one)] for name, one in spread]) if spread else None,
        "paybacks": _paybacks(spread),
    }  # fmt: skip


def _worth(titled: str, rank: str, one: Mapping[str, Any]) -> Row:
    worth = [titled, rank, *(money(one[key]) for key in ("npv", "eac", "present_costs", "present_benefits"))]
    if not _brings(one):
        return [*worth, *["no benefits"] * 3]
    ratio = "no costs" if one["bcr"] is None else number(one["bcr"])
    return [*worth, ratio, years(one["payback_years"]), years(one["discounted_payback_years"])]


def _brings(one: Mapping[str, Any]) -> bool:
    return bool(Decimal(one["present_benefits"]))


def _is_raised(one: Mapping[str, Any]) -> bool:
    return bool(one["npv"] != one["npv_without_optimism_bias"])


def _raised(named: Named) -> str:
    return "with optimism bias" if any(_is_raised(one) for _, one in named) else "without optimism bias"


def _drawn(number: int, name: str, one: Mapping[str, Any], given: Mapping[str, Any]) -> Drawn:
    colour, dash = key(number)
    funding = list(one["cash"]["funding"])
    swings = [
        [it["line"], money(it["npv_at_low"]), money(it["npv_at_high"]), money(it["swing"])] for it in one["tornado"]
    ]
    return Drawn(
        number, name, colour, dash,
        economic=Table(f"economic-{number}", f"By year, {name}", ECONOMIC, [*map(_economic, one["by_year"])]),
        cash=Table(
            f"cash-{number}", f"Budget by year, {name}", (*CASH, *(f"From {source}" for source in funding)),
            [[str(year["year"]), *_cash(year["cash"], money(year["cumulative_cash"]), funding)]
             for year in one["by_year"]] + [["All years", *_cash(one["cash"], "", funding)]],
            total=True,
        ),
        lines=Table(
            f"lines-{number}", f"Lines, {name}", LINES,
            [_line(line, row) for line, row in zip(one["lines"], given["lines"], strict=True)], frozenset(LINES[1:6]),
        ),
        switches=Table(
            f"switches-{number}", f"Switching values, {name}", SWITCHES,
            [_switch(switch) for switch in one["switching_values"]], frozenset(SWITCHES[1:]),
        ),
        swings=Table(f"swings-{number}", f"Net present value as one line moves, {name}", SWINGS, swings) if swings
        else None,
        pictures=swing_bars(one),
        works=_works(one["works"]),
    )  # fmt: skip


def _best(answer: Mapping[str, Any], named: Named) -> str:
    """Who ranks first, and by how much."""
    first = [one["option"] for one in answer["ranking"] if one["rank"] == 1]
    what = "in each year of its life" if answer["ranked_by"] == "eac" else "over its life"
    field = answer["ranked_by"]
    if len(first) > 1:
        return f"{' and '.join(first)} are level."
    if len(named) == 1:
        return f"{first[0]} is the only option, so that it is compared with nothing."
    if not named[0][1]["lines"]:
        return f"Nothing is given yet of what {first[0]} costs or brings, so that it is not known which ranks first."
    ahead = Decimal(named[0][1][field]) - Decimal(named[1][1][field])
    text = f"{first[0]} ranks first: it is worth {money(round(ahead))} more {what} than {named[1][0]}."
    found = named[0][1]["simulation"]
    return f"{text} It comes first in {share(found['first'])} of the runs." if found else text


def _titled(name: str, said: Mapping[str, Any]) -> str:
    """With what it is said to be."""
    roles = {"business_as_usual": "business as usual", "do_minimum": "do-minimum"}
    found = " and ".join(text for key_, text in roles.items() if said.get(key_) == name)
    return f"{name} ({found})" if found else name


def _against(found: Mapping[str, Any]) -> Row:
    return [money(found["npv"]), years(found["payback_years"]), years(found["discounted_payback_years"])]


def _whole_life(found: Mapping[str, Mapping[str, str]]) -> list[str]:
    """Capital and revenue, one-off and recurring, and their sum."""
    sums = [found[type_][kind] for type_ in ("capital", "revenue") for kind in ("one_off", "recurring")]
    return [*map(money, sums), money(sum(map(Decimal, sums), Decimal(0)))]


def _economic(year: Mapping[str, Any]) -> list[str]:
    return [
        str(year["year"]), money(year["net"]), f"{year['discount_factor']:.4f}", money(year["discounted"]),
        money(year["cumulative"]), money(year["cumulative_discounted"]),
    ]  # fmt: skip


def _cash(found: Mapping[str, Any], so_far: str, funding: Sequence[str]) -> list[str]:
    parts = [money(found[key_]) for key_ in ("capital", "revenue", "vat", "total")]
    return [*parts, so_far, money(found["vat_reclaimed"]), *(money(found["funding"].get(one, "0")) for one in funding)]


def _cash_by_year(named: Named) -> Table:
    """The sum up to the end of each year; nothing after an option's last."""
    longest = max((one["by_year"] for _, one in named), key=len)
    rows = [
        [str(year["year"]), *(_at(one["by_year"], place) for _, one in named)] for place, year in enumerate(longest)
    ]
    heads = ["Year", *(f"{at}. {name}" for at, (name, _) in enumerate(named, start=1))]
    return Table("cash-so-far", "Cash up to the end of each year, by option", heads, rows)


def _cash_sums(named: Named) -> Table:
    rows = [[name, *_cash(one["cash"], "", ())[:4], money(one["cash"]["vat_reclaimed"])] for name, one in named]
    return Table("cash-sums", "What the budget sees over all years", ("Option", *CASH[1:5], CASH[6]), rows)


def _at(by_year: Sequence[Mapping[str, Any]], place: int) -> str:
    return money(by_year[place]["cumulative_cash"]) if place < len(by_year) else ""


def _line(line: Mapping[str, Any], row: Mapping[str, Any]) -> list[str]:
    quantity = line.get("quantity") or {}
    bought = "; ".join(f"{year}: {many}" for year, many in quantity.items())
    kind = f"{row['type'].capitalize()}, {'one-off' if row['kind'] == 'one_off' else 'recurring'}"
    vat = row.get("vat")
    taxed = "" if vat is None else f"{vat.get('percent')}%{'' if vat.get('recoverable', True) else ', not reclaimed'}"
    return [
        line["name"], kind, "No" if row.get("cashable") is False else "Yes", row.get("funding") or "", taxed,
        f"{bought} at {money(line['price'])}" if bought else "", percent(line["optimism_bias_percent"]),
        money(line["present_value"]),
    ]  # fmt: skip


def _switch(found: Mapping[str, Any]) -> list[str]:
    rival = found["level_with"]
    level = words.change(found["percent_to_flip"], f"level with {rival}") if rival else "There is no other option"
    return [found["line"], words.change(found["percent_to_nought"], "its value is nought"), level]


def _spread(found: Mapping[str, Any]) -> list[str]:
    """Shares of runs; the mean and each percentile with its error."""
    ends = [(found["percentiles"][f"p{at}"], found["percentile_errors"][f"p{at}"]) for at in PERCENTILES]
    figures = [(found["mean"], found["mean_error"]), *ends]
    return [share(found["first"]), share(found["below_nought"]), *(f"{money(a)}\n± {money(b)}" for a, b in figures)]


_PAYBACKS = (
    ("payback", "by itself"),
    ("discounted_payback", "by itself, discounted"),
    ("payback_against_business_as_usual", "against business as usual"),
    ("discounted_payback_against_business_as_usual", "against business as usual, discounted"),
)


def _paybacks(spread: Named) -> Table | None:
    """Of each option, in each way of counting."""
    rows = [
        [f"{name}: {label}", *(years(it["years"][f"p{at}"]) for at in (10, 50, 90)),
         f"{share(it['never'])}\n{words.error(it['never_error'])}"]
        for name, found in spread for key_, label in _PAYBACKS if (it := found[key_])
    ]  # fmt: skip
    runs = "".join(f", of which {found['payback']['runs']:,} were looked at" for _, found in spread[:1])
    return Table("paybacks", f"When options pay back over the runs{runs}", PAYBACKS, rows) if rows else None


def _works(found: Mapping[str, Any] | None) -> str:
    """How long works may take, in a sentence; "" where no months are planned."""
    if found is None:
        return ""
    planned = f"Works are planned to take {_months(found['months'])}."
    if found["months_with_optimism_bias"] is None:
        return f"{planned} Nothing is known of by how much works of this kind take longer."
    late = f"{_months(found['months_with_optimism_bias'])}, {_months(found['delay_months'])} late"
    text = f"{planned} With optimism bias of {percent(found['optimism_bias_percent'])} they may take {late}"
    if found["months_at_upper_bound"] is None:
        return f"{text}."
    low, high = number(found["months_at_lower_bound"], 1), _months(found["months_at_upper_bound"])
    return f"{text}; the table has from {low} to {high}."


def _months(months: float) -> str:
    text = number(months, 1)
    return f"{text} month{'' if text == '1' else 's'}"


def _assumptions(said: Mapping[str, Any], answer: Mapping[str, Any]) -> Table | None:
    rows = [
        [name, words.plain(one["value"]), one["unit"] or "", one["source"] or "not said", _uses(one["used_in"], said)]
        for name, one in answer["assumptions"].items()
    ]
    texts = frozenset(ASSUMPTIONS[2:])
    return Table("assumptions", "Assumptions, each named once", ASSUMPTIONS, rows, texts) if rows else None


_SHAPES = {"triangular": "triangular", "pert": "PERT"}


def _choices(said: Mapping[str, Any], answer: Mapping[str, Any]) -> list[tuple[str, Sequence[str], str]]:
    """(what was to be chosen, what was chosen, the mark of its source)."""
    rates = answer["discount_rates"]
    found = answer["simulated"]
    runs = (
        f"{found['runs']:,} runs, {_SHAPES[found['shape']]} shape, seed {found['seed']}" if found else "None are given"
    )
    nominal = answer["price_basis"] == "nominal"
    own = [
        (f"Optimism bias of {one['name']}", words.biases(one.get("optimism_bias")), "")
        for one in said["options"]
        if one.get("optimism_bias")
    ]
    return [
        ("Base year", [f"{answer['base_year']}, which is not discounted"], ""),
        ("Price basis", ["Nominal: money of each year" if nominal else f"Real: prices of {answer['base_year']}"], ""),
        ("Inflation", words.inflation(said.get("inflation")) or ["None is given"], ""),
        ("Discount rates", [words.rates(rates), *words.bands(rates["bands"])], MARKS.get(rates["mark"], "")),
        ("Business as usual", [said.get("business_as_usual") or "Not said"], ""),
        ("Do-minimum", [said.get("do_minimum") or "Not said"], ""),
        ("Optimism bias", words.biases(said.get("optimism_bias")) or ["None for the whole case"], ""),
        *own,
        ("Ranges", [runs], ""),
        ("Rounding", [answer["rounding"]], ""),
    ]


def _uses(places: Sequence[str], said: Mapping[str, Any]) -> str:
    """Each place once, in words."""
    return "; ".join(dict.fromkeys(words.place(one, said) for one in places)) or "nowhere"
