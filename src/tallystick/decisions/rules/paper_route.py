"""What renew, renegotiate or retender says in a report: what is recommended, what was chosen, and all that argues
otherwise. Pure."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from tallystick.decisions.rules.paper import Block, Bullets, Cell, Paragraph, Row, Table, kept_out
from tallystick.decisions.rules.paper_figures import NOT_KNOWN, Book, Part
from tallystick.decisions.rules.paper_rest import rest_blocks
from tallystick.decisions.rules.routes_words import (
    CONFIDENCE,
    GATES,
    OPEN,
    PASSES,
    SURE,
    day_in_words,
    lead_in_words,
    value_in_words,
    verdict_in_words,
)
from tallystick.decisions.rules.warning_words import MARKS, warning_in_words
from tallystick.reference.route_choice import route_choice

Said = Mapping[str, Any]


def route_in_short(part: Part) -> tuple[Block, ...]:
    """For the summary: what is recommended, and what a person chose."""
    if not _is_one(part):
        return ()
    found = [_paragraph(verdict_in_words(part.answer))]
    if part.answer.get("choice"):
        found.append(_choice(part))
    return tuple(found)


def route_blocks(part: Part, book: Book) -> tuple[Block, ...]:
    """For the options: the ways forward with their points, why, what was chosen, and all that argues otherwise."""
    if not _is_one(part):
        plain = rest_blocks(replace(part, exempt=part.exempt or part.chosen_exempt), book)
        return tuple(map(kept_out, plain)) if part.chosen_exempt else plain
    answer = part.answer
    sure = answer["confidence"]
    told = [verdict_in_words(answer), lead_in_words(answer)]
    told += [f"Confidence is {CONFIDENCE[sure].lower()}: {SURE[sure]}."] if sure else []
    told.append(f"Of what counts, {answer['known_percent']}% is known, by weight.")
    found: list[Block] = [_paragraph(" ".join(filter(None, told)))]
    found += _listed("Why" if answer["recommendation"] else "What is lacking", answer["why"])
    found.append(_chosen(part))
    found.append(_ways(part, book))
    found.append(_otherwise(part, book))
    if answer["find_out"]:
        found.append(_find_out(part))
    return tuple(found)


def law_blocks(part: Part, book: Book) -> tuple[Block, ...]:
    """For the legal implications: what the law lets pass, way by way, with how sure that is."""
    if not _is_one(part):
        return ()
    rows = []
    for one in part.answer["routes"]:
        gate = next(gate for gate in one["gates"] if gate["gate"] == "law")
        mark = f" ({MARKS[gate['mark']]})" if gate["mark"] else ""
        rows.append(_row(one["name"], PASSES[gate["verdict"]], f"{gate['why']}{mark}"))
    caption = "What the law and the contract allow, as far as it is known"
    table = Table(caption, ("Way forward", "Passes", "Why"), tuple(rows))
    return (table, _paragraph("In brackets is how sure a statement is; none of it is legal advice."))


def fact_blocks(part: Part, book: Book) -> tuple[Block, ...]:
    """For the appendices: every fact with its source, and each criterion with its points."""
    return (_facts(part), _points(part, book), *_warned(part)) if _is_one(part) else ()


def _is_one(part: Part) -> bool:
    """Whether the rule answered as it does now: a record of long ago may hold another answer."""
    return "routes" in part.answer


def _chosen(part: Part) -> Paragraph:
    """In one paragraph whatever was chosen: where it is withheld, how many there are would tell of it."""
    chosen = part.answer.get("choice")
    if not chosen:
        return _paragraph("Nobody has chosen yet.")
    gates = [f"{GATES[one['gate']]}: {PASSES[one['verdict']].lower()}. {one['why']}" for one in chosen["not_open"]]
    return _choice(part, *(["What was chosen does not simply pass.", *gates] if gates else []))


def _choice(part: Part, *more: str) -> Paragraph:
    answer, chosen = part.answer, part.answer["choice"]
    name = next(one["name"] for one in answer["routes"] if one["route"] == chosen["route"])
    on = f" on {day_in_words(chosen['on'])}" if chosen["on"] else ""
    how = "which differs from what is recommended" if chosen["differs"] else "as recommended"
    how = how if answer["recommendation"] else "where nothing is recommended"
    said = f"{name} was chosen, {how}, by {chosen['by']}{on}. The reason given: {chosen['why']}"
    return Paragraph((" ".join([said, *more]),), part.chosen_exempt)


def _ways(part: Part, book: Book) -> Table:
    header = ("Way forward", "Open", "Points", "At the least", "At the most", "Begin safely by", "What time allows")
    rows = []
    for one in part.answer["routes"]:
        time = next(gate for gate in one["gates"] if gate["gate"] == "time")
        safe = time.get("last_safe_start")
        figures = (("points", one["points"]), ("low", one["range"]["low"]), ("high", one["range"]["high"]))
        cells = [
            book.cell(part, f"{one['route']}.{name}", _signed(points), f"{one['name']}, {name}")
            for name, points in figures
        ]
        rows.append(
            Row(
                (
                    _cell(one["name"]), _cell(OPEN[one["open"]]), *cells,
                    _cell(day_in_words(safe) if safe else NOT_KNOWN), _cell(time["why"]),
                )
            )
        )  # fmt: skip
    return Table("Ways forward: whether each is open, and its points with all that is not known", header, tuple(rows))


def _otherwise(part: Part, book: Book) -> Table:
    criteria = {one["criterion"]: one["name"] for one in part.answer["criteria"]}
    names = {one["route"]: one["name"] for one in part.answer["routes"]}
    rows = []
    for one in part.answer["otherwise"]:
        name, criterion = names[one["route"]], criteria[one["criterion"]]
        of = f"otherwise.{one['route']}.{one['criterion']}"
        points = book.cell(part, of, _signed(one["points"]), f"{name}: {criterion}, points")
        rows.append(Row((_cell(name), _cell(criterion), points, _cell(one["why"]))))
    header = ("Way forward", "Criterion", "Points", "Why")
    none = Row((_cell("None"), _cell(""), _cell(""), _cell("Nothing that is known")))
    return Table("Everything that argues the other way", header, tuple(rows) or (none,))


def _find_out(part: Part) -> Table:
    rows = [
        _row(one["what"], one["who"], "Yes" if one["decides"] else "No", one["why"]) for one in part.answer["find_out"]
    ]
    return Table("What has to be found out", ("What", "Who would know", "Could decide", "Why"), tuple(rows))


def _facts(part: Part) -> Table:
    rows = []
    for key, asked in route_choice().facts.items():
        one = part.answer["facts"][key]
        value = value_in_words(key, one["value"]) or NOT_KNOWN
        on = day_in_words(one["as_of"]) if one["as_of"] else ""
        sure = CONFIDENCE.get(one["confidence"] or "", "")
        rows.append(_row(asked.what, value, one["source"] or "Not said", on, sure, one["note"] or ""))
    header = ("What", "Known", "Source", "True on", "How sure", "Note")
    return Table("What was known of the contract, and who said so", header, tuple(rows))


def _points(part: Part, book: Book) -> Table:
    """At most the criteria's points for the ways that are not shut, as many as a page is wide enough for; and for the
    way that was chosen, where that is told."""
    shown = [one for one in part.answer["routes"] if one["open"] != "no"][:4] or part.answer["routes"][:4]
    chosen = {} if part.chosen_exempt else part.answer.get("choice") or {}
    if chosen and chosen["route"] not in {one["route"] for one in shown}:
        shown = [*shown[:3], *(one for one in part.answer["routes"] if one["route"] == chosen["route"])]
    rows = []
    for one in part.answer["criteria"]:
        known = one["reading"] is not None or one["by_route"]
        cells = [
            book.cell(
                part, f"{one['criterion']}.{route['route']}", _signed(one["points"][route["route"]]),
                f"{route['name']}: {one['name']}, points",
            ) if known else _cell(NOT_KNOWN)
            for route in shown
        ]  # fmt: skip
        told = "By way forward" if one["by_route"] else one["shown"] or ("Known" if known else NOT_KNOWN)
        rows.append(Row((_cell(one["name"]), _cell(one["weight"]), _cell(told), *cells)))
    header = ("Criterion", "Weight", "What is known", *(one["name"] for one in shown))
    left = len(part.answer["routes"]) - len(shown)
    more = f"; {left} more ways are kept with this decision" if left else ""
    return Table(f"The points of each criterion{more}", header, tuple(rows))


def _warned(part: Part) -> tuple[Block, ...]:
    return tuple(_paragraph(warning_in_words(one)) for one in part.answer["warnings"])


def _listed(head: str, lines: list[str]) -> list[Block]:
    if not lines:
        return []
    return [_paragraph(f"{head}:"), Bullets(tuple(_paragraph(one) for one in lines))]


def _row(*texts: str) -> Row:
    return Row(tuple(_cell(one) for one in texts))


def _cell(text: str) -> Cell:
    return Cell(str(text))


def _paragraph(text: str) -> Paragraph:
    return Paragraph((text,))


def _signed(points: int) -> str:
    return f"{points:+d}".replace("-", "\N{MINUS SIGN}") if points else "0"
