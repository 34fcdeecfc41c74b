"""Who pays what, as its page shows it. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from tallystick.decisions.documents import exact
from tallystick.decisions.queries.answering import Answered
from tallystick.decisions.rules.apportioning import NotShared, Sharing, weights_of
from tallystick.decisions.rules.apportioning_answer import percent
from tallystick.decisions.rules.apportioning_json import EQUAL, drivers_from_json, number
from tallystick.web.decide.drawn.figures import number as decimal
from tallystick.web.decide.drawn.sharing_figures import (
    COLOURS,
    Asked,
    Picture,
    figure,
    in_pounds,
    named,
    part_of,
    pictures,
)
from tallystick.web.decide.drawn.tables import Table
from tallystick.web.words import many, pounds

Answer = Mapping[str, Any]
KEPT = {"floor": "The least that it pays", "cap": "The most that it pays"}
_MOST_COLOURS = len(COLOURS)
_DECIDES = "What decides"


@dataclass(frozen=True)
class Shared:
    """A shared cost. legend: (words, colour) of pieces of the bars. marked: whether a line shows what each would pay
    by itself. tables: after the first. how: (of what, how the shares came about, how they were rounded)."""

    lead: str
    pictures: list[Picture]
    legend: list[tuple[str, str]]
    marked: bool
    shares: Table
    tables: list[Table]
    told: list[str]
    how: list[tuple[str, str, str]]


def draw(document: Answered) -> dict[str, Any]:
    """What the template of the page is told."""
    assert document.answer is not None
    return {"shared": shared(exact(document.said), document.answer)}


def highlight(answer: Answer) -> str:
    """Each share, in per cent."""
    return "; ".join(
        f"{name} {_part(one, answer)}" for name, one in answer["shares"].items() if one["percent"] is not None
    )


def shared(said: Mapping[str, Any], answer: Answer) -> Shared:
    """A document and its answer as the page shows them."""
    lines = answer.get("lines", ())
    colours = {line["name"]: COLOURS[at] for at, line in enumerate(lines)} if len(lines) <= _MOST_COLOURS else {}
    order = sorted(answer["shares"], key=lambda one: (-abs(answer["shares"][one]["pence"]), one))
    how = [(line["name"], line["method"], line["rounding"]) for line in lines]
    return Shared(
        f"{pounds(answer['amount_pence'])} is shared between {many(len(order), 'member')}.",
        pictures([_bar(one, answer, colours) for one in order]),
        list(colours.items()),
        bool(answer.get("alone")),
        _shares(answer, order),
        [*_lines(answer, order, colours), *_drivers(said, order), *_true_up(answer, order), *_beside(answer, order),
         *objections(answer.get("objections"))],
        list(_told(answer)),
        [("", answer["method"], answer["rounding"]), *how],
    )  # fmt: skip


def objections(found: Any, key: str = "objections", when: str = "") -> Iterator[Table]:
    """The groups that would rather go."""
    if found:
        yield Table(
            key, f"Groups that would pay less by themselves{when}, the one that would save most first",
            ("Group", "Pays together", "By itself", "Would save"),
            [(named(one["members"]), pounds(one["shared_pence"]), pounds(one["alone_pence"]),
              pounds(one["shared_pence"] - one["alone_pence"])) for one in found],
        )  # fmt: skip


def _bar(name: str, answer: Answer, colours: Mapping[str, str]) -> Asked:
    share = answer["shares"][name]
    told = pounds(share["pence"]) + (f" ({_part(share, answer)})" if share["percent"] is not None else "")
    pieces = [
        (line["shares"][name]["pence"], colours[line["name"]])
        for line in answer.get("lines", ())
        if line["name"] in colours and name in line["shares"]
    ]
    alone = answer.get("alone", {}).get(name)
    return Asked(name, told, [pieces or [(share["pence"], COLOURS[0])]], alone["pence"] if alone else None)


def _part(share: Mapping[str, Any], answer: Answer) -> str:
    return part_of(share["percent"], share["pence"], answer["amount_pence"])


def _shares(answer: Answer, order: list[str]) -> Table:
    kept = any(answer["shares"][name]["kept"] for name in order)
    rows = []
    for name in order:
        one = answer["shares"][name]
        row = [name, pounds(one["pence"]), _part(one, answer), in_pounds(one["exact_pence"])]
        rows.append([*row, KEPT.get(one["kept"], "Its proportion")] if kept else row)
    total = ["Together", pounds(answer["amount_pence"]), "", ""]
    heads = ["Member", "Pays", "Share", "Before rounding"]
    return Table(
        "shares", "What each pays", [*heads, _DECIDES] if kept else heads,
        [*rows, [*total, ""] if kept else total], frozenset([_DECIDES]), total=True,
    )  # fmt: skip


def _lines(answer: Answer, order: list[str], colours: Mapping[str, str]) -> Iterator[Table]:
    lines = answer.get("lines", ())
    if lines:
        rows = [
            [name, *(pounds(line["shares"][name]["pence"]) if name in line["shares"] else "" for line in lines)]
            for name in order
        ]
        rows.append(["Together", *(pounds(line["amount_pence"]) for line in lines)])
        heads = ["Member", *(line["name"] for line in lines)]
        yield Table("lines", "What each pays of each line of the cost", heads, rows, total=True, colours=colours)


def _drivers(said: Mapping[str, Any], order: list[str]) -> Iterator[Table]:
    """What each has of every driver, and what part of it all that is."""
    found = drivers_from_json(said)
    totals = {name: sum(each.values(), Fraction()) for name, each in found.items()}
    heads = ["Member", *(f"{name}{_weight(said, found, name)}" for name in found)]
    rows = [
        [one, *(_has(said["drivers"][name], one, each[one], totals[name]) for name, each in found.items())]
        for one in order
    ]
    yield Table("drivers", "How much each has of every driver, and its share of what all have", heads, rows)


def _weight(said: Mapping[str, Any], found: Mapping[str, Mapping[str, Fraction]], name: str) -> str:
    """How much a driver counts, where there are several and no line has weights of its own."""
    if len(found) < 2 or any(line.get("weights") is not None for line in said.get("lines") or ()):
        return ""
    try:
        given = {driver: number("weights", one) for driver, one in (said.get("weights") or {}).items()}
        weight = weights_of(Sharing(found, given))[name]
        return f", counts {part_of(percent(weight), weight, 1)}"
    except NotShared:
        return ""


def _has(given: Any, member: str, counted: Fraction, total: Fraction) -> str:
    part = part_of(percent(counted / total if total else None), counted, total)
    if given == EQUAL:
        return f"the same ({part})"
    if not isinstance(given, Mapping):
        return f"by day ({part})"
    quantity = given[member]
    same = number("drivers", quantity) == counted
    return f"{figure(quantity)} ({part})" if same else f"{figure(quantity)}, counts {decimal(counted)} ({part})"


def _true_up(answer: Answer, order: list[str]) -> Iterator[Table]:
    found = answer.get("true_up")
    if found:
        rows = [
            [name, pounds(answer["shares"][name]["pence"]), pounds(found[name]["charged_pence"]),
             _settled(found[name]["to_pay_pence"])]
            for name in order
        ]  # fmt: skip
        sums = [sum(one[key] for one in found.values()) for key in ("charged_pence", "to_pay_pence")]
        rows.append(["Together", pounds(answer["amount_pence"]), pounds(sums[0]), _settled(sums[1])])
        heads = ["Member", "Its share", "Charged so far", "Still to settle"]
        yield Table("true-up", "The true-up: what is still to pay, or to be paid back", heads, rows, total=True)


def _settled(pence: int) -> str:
    return f"{pounds(abs(pence))} {'to pay' if pence > 0 else 'back'}" if pence else "nothing"


def _beside(answer: Answer, order: list[str]) -> Iterator[Table]:
    """Each share beside what the member would pay by itself, and beside what it adds to the cost."""
    alone, added = answer.get("alone"), answer.get("shapley")
    if not alone and not added:
        return
    heads = ["Member", "Pays"]
    heads += ["By itself", "Sharing saves it"] if alone else []
    heads += ["Adds to the cost", "Share by that"] if added else []
    rows = []
    for name in order:
        row = [name, pounds(answer["shares"][name]["pence"])]
        if alone:
            one = alone.get(name)
            row += [pounds(one["pence"]), pounds(one["better_by_pence"])] if one else ["not known", "not known"]
        if added:
            row += [pounds(added[name]["pence"]), _part(added[name], answer)]
        rows.append(row)
    caption = "Each share beside what the member would pay by itself" if alone else "Each share beside what it adds"
    yield Table("beside", caption + (", and what it adds (Shapley)" if alone and added else ""), heads, rows)


def _told(answer: Answer) -> Iterator[str]:
    """Sentences about who would rather go."""
    worse = answer.get("worse_off_than_alone")
    if worse is None:
        yield "Whether anybody is worse off than alone is not known: what each would pay by itself is not given."
    elif worse:
        yield f"{named(worse)} would pay less by {'itself' if len(worse) == 1 else 'themselves'}."
    elif answer["alone"].keys() == answer["shares"].keys():
        yield "Nobody would pay less by itself."
    else:
        yield "Nobody whose own cost is known would pay less by itself; of the others it is not known."
    if "objections" in answer and not answer["objections"]:
        yield "No group of members would pay less by itself either."
    if answer["ignored"]:
        yield f"Not read, as nothing is known of them: {', '.join(answer['ignored'])}."
