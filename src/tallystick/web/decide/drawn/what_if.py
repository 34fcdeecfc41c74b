"""What happens if a partner leaves, joins or changes, as its page shows it. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tallystick.decisions.queries.answering import Answered
from tallystick.decisions.rules.what_if_scenarios import scenarios_of
from tallystick.web.decide.drawn.sharing import objections
from tallystick.web.decide.drawn.sharing_figures import (
    Asked,
    Picture,
    more_or_less,
    named,
    part_of,
    per_cent,
    pictures,
)
from tallystick.web.decide.drawn.tables import Table
from tallystick.web.decide.parts.what_if import BEARERS
from tallystick.web.words import day, many, pounds

Answer = Mapping[str, Any]
BEFORE, RUNNING, STRANDED, ONE_OFF = "#8a949c", "#123f3c", "#c0562f", "#4f8fc9"
BORNE_BY = dict(BEARERS)
_PARTS = (("running_pence", RUNNING), ("stranded_pence", STRANDED), ("one_off_pence", ONE_OFF))
_LEGEND = (
    ("Before", BEFORE),
    ("After: for running it", RUNNING),
    ("After: stranded costs, paid by who left", STRANDED),
    ("After: costs of the change", ONE_OFF),
)


@dataclass(frozen=True)
class WhatIf:
    """One change. key: for ids on the page. name: "" for one that stands by itself. problem: why it is not worked out.

    lead, told: sentences before the picture and after the first table. method: how the shares came about, before and
    after.
    """

    key: str
    name: str
    problem: str = ""
    lead: Sequence[str] = ()
    pictures: Sequence[Picture] = ()
    tables: Sequence[Table] = ()
    stranded: Sequence[str] = ()
    alone: Sequence[str] = ()
    more: Sequence[Table] = ()
    method: Sequence[tuple[str, str]] = ()
    rounding: str = ""
    ignored: str = ""


def draw(document: Answered) -> dict[str, Any]:
    """What the template of the page is told."""
    assert document.answer is not None
    answer = document.answer
    listed = answer.get("scenarios", [{"name": "", **answer}])
    found = [_one(one, f"w{at}-") for at, one in enumerate(listed, 1)]
    return {"what_ifs": found, "beside": beside(answer), "legend": _LEGEND}


def highlight(answer: Answer) -> str:
    """Who pays more and who pays less, of each what-if."""
    return "; ".join(
        f"{name}: {_gains(one)}" if name else _gains(one)[:1].upper() + _gains(one)[1:]
        for name, one in scenarios_of(answer)
    )


def beside(answer: Answer) -> Table | None:
    """What each member pays more or less, in each what-if; None of one alone."""
    found = scenarios_of(answer)
    if len(found) < 2:
        return None
    members = sorted({name for _, one in found for name in one["members"]})
    rows = [
        [
            name,
            *(more_or_less(one["members"][name]["change_pence"]) if name in one["members"] else "" for _, one in found),
        ]
        for name in members
    ]
    rows.append(["Together", *(more_or_less(one["totals"]["change_pence"]) for _, one in found)])
    heads = ["Member", *(name for name, _ in found)]
    return Table("beside", "What each pays more or less in the period, in each what-if", heads, rows, total=True)


def _gains(one: Answer) -> str:
    said = [f"{named(one[key])} {'pays' if len(one[key]) == 1 else 'pay'} {word}"
            for key, word in (("lose", "more"), ("gain", "less")) if one[key]]  # fmt: skip
    return ", ".join(said) or "nobody pays more or less"


def _one(one: Answer, key: str) -> WhatIf:
    if "problem" in one:
        return WhatIf(key, one["name"], one["problem"])
    order = sorted(one["members"], key=lambda name: (-one["members"][name]["before_pence"], name))
    return WhatIf(
        key, one["name"], "", list(_lead(one)), pictures([_bars(name, one) for name in order]),
        list(_tables(one, order)), list(_stranded(one)), list(_told_alone(one)), list(_more(one, order)),
        [("Before", one["method"]["before"]), ("Afterwards", one["method"]["after"])], one["rounding"],
        ", ".join(one["ignored"]),
    )  # fmt: skip


def _lead(one: Answer) -> Iterator[str]:
    period = one["period"]
    who = [f"{named(one[key])} {word}{'s' if len(one[key]) == 1 else ''}"
           for key, word in (("leavers", "leave"), ("joiners", "join")) if one[key]]  # fmt: skip
    days = f"{period['days_after']:,} of the {many(period['days'], 'day')} of the period that begins on"
    yield (
        f"{named(who) or 'The arrangement changes'} on {day(period['change_on'])}: {days} {day(period['from'])} are "
        "under the new arrangement."
    )
    for key, words in (("lose", "more"), ("gain", "less")):
        if one[key]:
            sums = [f"{name} ({pounds(abs(one['members'][name]['change_pence']))})" for name in one[key]]
            yield f"{'Pays' if len(sums) == 1 else 'Pay'} {words} than before: {named(sums)}."
    change = one["totals"]["change_pence"]
    yield f"All together pay {more_or_less(change)} than before." if change else "All together pay the same as before."


def _bars(name: str, one: Answer) -> Asked:
    it = one["members"][name]
    after = [(it[key], colour) for key, colour in _PARTS]
    whole = f"{_tagged(name, one)}"
    return Asked(whole, more_or_less(it["change_pence"]), [[(it["before_pence"], BEFORE)], after])


def _tagged(name: str, one: Answer) -> str:
    if name in one["leavers"]:
        return f"{name} (leaves)"
    return f"{name} (joins)" if name in one["joiners"] else name


def _tables(one: Answer, order: Sequence[str]) -> Iterator[Table]:
    members, totals = one["members"], one["totals"]
    rows = [
        [_tagged(name, one), pounds(it["before_pence"]), pounds(it["after_pence"]), more_or_less(it["change_pence"]),
         per_cent(it["change_percent"], sign=True) if it["change_percent"] is not None else "",
         pounds(it["whole_period_after_pence"]) if it["whole_period_after_pence"] is not None else "nothing"]
        for name, it in ((name, members[name]) for name in order)
    ]  # fmt: skip
    whole = [it["whole_period_after_pence"] or 0 for it in members.values()]
    rows.append(["Together", pounds(totals["before_pence"]), pounds(totals["after_pence"]),
                 more_or_less(totals["change_pence"]), "", pounds(sum(whole))])  # fmt: skip
    heads = ("Member", "Before", "After", "Change", "Per cent", "A whole period afterwards")
    yield Table("pays", "What each pays in the period, before and after", heads, rows, total=True)
    if totals["stranded_pence"] or totals["one_off_pence"] or one["one_off"]:
        yield _made_of(one, order)
    if one["one_off"]:
        yield _one_off(one)


def _made_of(one: Answer, order: Sequence[str]) -> Table:
    keys = [key for key, _ in _PARTS] + ["after_pence"]
    rows = [[_tagged(name, one), *(pounds(one["members"][name][key]) for key in keys)] for name in order]
    rows.append(["Together", *(pounds(one["totals"][key]) for key in keys)])
    colours = {"For running it": RUNNING, "Stranded costs, as one that left": STRANDED, "Costs of the change": ONE_OFF}
    heads = ["Member", *colours, "After"]
    return Table("made-of", "What the sums after the change are made of", heads, rows, total=True, colours=colours)


def _one_off(one: Answer) -> Table:
    rows = [
        [it["name"], pounds(it["pence"]), BORNE_BY[it["borne_by"]],
         "; ".join(f"{name} {pounds(pence)}" for name, pence in it["shares"].items())]
        for it in one["one_off"]
    ]  # fmt: skip
    heads = ["Cost", "Comes to", "Borne by", "Of each"]
    return Table("one-off", "Costs of the change itself, such as exit costs, and who bears them", heads, rows,
                 frozenset(heads[2:]))  # fmt: skip


def _stranded(one: Answer) -> Iterator[str]:
    if not one["leavers"]:
        return
    found = one["stranded"]
    if not found["pence"]:
        yield "Nothing is stranded: what those who leave paid is saved."
        return
    yield (
        f"Stranded costs: {pounds(found['pence'])} of what {named(one['leavers'])} paid is not saved in the days after "
        f"the change. {pounds(found['by_leavers_pence'])} of it is paid by those who left, and "
        f"{pounds(found['by_the_others_pence'])} by the others, in what they pay for running it."
    )


def _told_alone(one: Answer) -> Iterator[str]:
    found = one.get("worse_off_than_alone")
    if found is None:
        return
    for when, words in (("before", "Before the change"), ("after", "Afterwards")):
        who = found[when]
        would = f"{named(who)} would pay less by {'itself' if len(who) == 1 else 'themselves'}"
        nobody = "nobody whose own cost is known would pay less by itself"
        yield f"{words}, {would if who else nobody}."
    if one["alone_not_known"]:
        yield f"What it would cost by itself is not known of {named(one['alone_not_known'])}."


def _more(one: Answer, order: Sequence[str]) -> Iterator[Table]:
    if one.get("alone"):
        yield _alone(one, order)
    if one.get("leaving"):
        yield _leaving(one)
    if one.get("shapley"):
        yield _shapley(one, order)
    for when, words in (("before", " before the change"), ("after", " afterwards")):
        yield from objections(one.get("objections", {}).get(when), f"objections-{when}", words)


def _alone(one: Answer, order: Sequence[str]) -> Table:
    rows = []
    for name in order:
        it = one["alone"].get(name)
        if it:
            saved = [it[f"better_by_{when}_pence"] for when in ("before", "after")]
            rows.append([_tagged(name, one), pounds(it["pence"]),
                         *("does not share" if pence is None else pounds(pence) for pence in saved)])  # fmt: skip
    heads = ("Member", "By itself", "Sharing saved it before", "Sharing saves it afterwards")
    return Table("alone", "What a whole period would cost each by itself", heads, rows)


def _leaving(one: Answer) -> Table:
    rows = [
        [name, pounds(it["alone_pence"]), pounds(it["with_alone_pence"]), more_or_less(it["change_pence"])]
        for name, it in one["leaving"].items()
    ]
    heads = ("Member", "By itself after the change", "With all that it still pays here", "Against before")
    return Table("leaving", "What leaving comes to in the period, for who leaves", heads, rows)


def _shapley(one: Answer, order: Sequence[str]) -> Table:
    both = [one["shapley"][when] for when in ("before", "after")]
    rows = []
    for name in order:
        row = [_tagged(name, one)]
        for found in both:
            it = found["shares"].get(name)
            part = part_of(it["percent"], it["pence"], found["of_pence"]) if it else ""
            row += [pounds(it["pence"]), part] if it else ["does not share", ""]
        rows.append(row)
    rows.append(["Together", pounds(both[0]["of_pence"]), "", pounds(both[1]["of_pence"]), ""])
    heads = ("Member", "Added before", "Share by that", "Adds afterwards", "Share by that then")
    caption = "What each adds to the cost of a whole period (Shapley)"
    return Table("shapley", caption, heads, rows, total=True)
