"""What an options appraisal says in a report: scores, ranking, how firm it is. Pure."""

from collections.abc import Mapping

from tallystick.decisions.rules.paper import Bar, Block, Bullets, Cell, Paragraph, Picture, Row, Run, Table
from tallystick.decisions.rules.paper_figures import Book, Part, number, per_cent
from tallystick.decisions.rules.warning_words import warning_in_words


def appraisal_blocks(part: Part, book: Book) -> tuple[Block, ...]:
    """The blocks of the section on options, from what `decisions appraise` answers."""
    if not part.answer.get("ranking"):
        return (Paragraph(("No option is left: each failed what it had to pass.",)), *_failed(part))
    return (
        Paragraph(_first(part, book)),
        _scores(part, book),
        *_scorers(part),
        Paragraph(("How firm the ranking is: ", *_firm(part))),
        _ranks(part, book),
        Paragraph(_turn(part, book)),
        *_failed(part),
        *_dominated(part),
        *warnings(part),
    )


def leader(part: Part) -> str:
    """The option that scores best; options that are level, together."""
    return " and ".join(one["option"] for one in part.answer["ranking"] if one["rank"] == 1)


def score_of(part: Part, book: Book, option: str) -> Cell:
    """The weighted score of an option, as a cell."""
    score = next(one["score"] for one in part.answer["ranking"] if one["option"] == option)
    return book.cell(part, f"score.{option}", number(score), f"Weighted score of {option}", groups=("scores",))


def warnings(part: Part) -> tuple[Block, ...]:
    """What is to be read with a part, each with its mark."""
    said = part.answer.get("warnings") or []
    if not said:
        return ()
    return (
        Paragraph(("To be read with this:",)),
        Bullets(tuple(Paragraph((warning_in_words(one),)) for one in said)),
    )


def _first(part: Part, book: Book) -> tuple[str, ...]:
    weighting = part.answer.get("weighting") or {}
    options, weights = len(part.said.get("options", ())), len(part.answer["weights"])
    said = [f"{options} options were compared by {weights} weighted criteria."]
    said.append(f"How they were weighted: {weighting.get('name', 'not given').lower()}.")
    for key, what in (("business_as_usual", "Business as usual"), ("do_minimum", "Does the minimum")):
        if part.said.get(key):
            said.append(f"{what}: {part.said[key]}.")
    said.append(f"Best under the chosen weights: {leader(part)}.")
    return (" ".join(said),)


def _scorers(part: Part) -> tuple[Block, ...]:
    """Who scored, on how many scores they agreed, and how far apart they were."""
    cells = [cell for row in part.said.get("scores", {}).values() for cell in row.values() if isinstance(cell, Mapping)]
    names = dict.fromkeys(
        str(name) for cell in cells if isinstance(cell.get("given"), Mapping) for name in cell["given"]
    )
    settled = sum(cell.get("agreed") is not None for cell in cells)
    found = part.answer.get("agreement") or {}
    said = [f"Scored by {', '.join(names)}."] if names else []
    if settled:
        said.append(f"Scores that were agreed in place of the mean of those given: {settled} of {len(cells)}.")
    if found.get("mean_difference") is not None:
        said.append(f"Scorers are {number(found['mean_difference'], 1)} points of 100 apart on average.")
    return (Paragraph((" ".join(said),)),) if said else ()


def _scores(part: Part, book: Book) -> Picture:
    """Criteria by options: there are more words in the names of criteria than fit over narrow columns."""
    ranking, weights = part.answer["ranking"], part.answer["weights"]
    options = [one["option"] for one in ranking]
    rows = []
    for name, weight in weights.items():
        given = book.cell(part, f"weight.{name}", per_cent(weight), f"Weight of {name}", groups=("scores",))
        rows.append(Row((Cell(name), given, *(_added(part, book, option, name) for option in options))))
    rows.append(Row((Cell("Score"), Cell(""), *(score_of(part, book, option) for option in options)), total=True))
    ranks = [
        book.cell(part, f"rank.{one['option']}", str(one["rank"]), f"Rank of {one['option']}", groups=("scores",))
        for one in ranking
    ]
    rows.append(Row((Cell("Rank"), Cell(""), *ranks)))
    bars = tuple(
        Bar(option, name, float(part.answer["contributions"][option][name]), _added(part, book, option, name).figure)
        for option in options
        for name in weights
    )
    table = Table("What each criterion adds to the score of each option, the best first",
                  ("Criterion", "Weight", *options), tuple(rows))  # fmt: skip
    alt = f"Lying bars, one for each option, divided by criterion. The longest: {leader(part)}. See the table."
    return Picture("What each option's score is made of", alt, "score", bars, table)


def _added(part: Part, book: Book, option: str, name: str) -> Cell:
    value = part.answer["contributions"][option][name]
    what = f"What {name} adds to the score of {option}: points times weight"
    return book.cell(part, f"part.{option}.{name}", number(value), what, groups=("scores",))


def _firm(part: Part) -> tuple[str, ...]:
    if part.answer.get("exact"):
        return ("of all plausible weights, the share in which each option has each rank. The shares are exact.",)
    said = (
        f"the share of plausible weights in which each option has each rank, from {part.answer['draws']:,} sets of "
        f"weights drawn at random (seed {part.answer['seed']}). With a confidence of "
        f"{per_cent(part.answer['confidence'], 0)}, no share is further than {per_cent(part.answer['error'], 2)} from "
        "the true one."
    )
    return (said,)


def _ranks(part: Part, book: Book) -> Picture:
    found = part.answer["robustness"]
    most = max(len(one["ranks"]) for one in found.values())
    rows, bars = [], []
    for one in part.answer["ranking"]:
        option, cells = one["option"], [Cell(one["option"])]
        for rank, share in enumerate(found[option]["ranks"], 1):
            what = f"Share of plausible weights in which {option} has rank {rank}"
            cells.append(book.cell(part, f"firm.{option}.{rank}", per_cent(share), what, groups=("scores",)))
            bars.append(Bar(option, f"Rank {rank}", 100 * float(share), cells[-1].figure))
        rows.append(Row(tuple(cells)))
    header = ("Option", *(f"Rank {rank}" for rank in range(1, most + 1)))
    columns = tuple(range(1, most + 1))
    table = Table("Shares of plausible weights, by rank", header, tuple(rows), parts=columns)
    alt = "Lying bars, one for each option, divided by the share of plausible weights for each rank. See the table."
    return Picture("How often each option has each rank", alt, "%", tuple(bars), table)


def _turn(part: Part, book: Book) -> tuple[Run, ...]:
    turn = part.answer.get("smallest_change")
    if turn is None:
        return ("No change of one weight alone puts another option first.",)
    before = book.enter(part, "turn.from", per_cent(turn["from"]), f"Weight of {turn['criterion']}", groups=("scores",))
    what = f"Weight of {turn['criterion']} at which {turn['overtaken_by']} comes level with the first"
    after = book.enter(part, "turn.to", per_cent(turn["to"]), what, groups=("scores",))
    said = f"The smallest change that would put another option first: the weight of {turn['criterion']} from "
    return (said, before, " to ", after, f", where {turn['overtaken_by']} comes level with it.")


def _failed(part: Part) -> tuple[Block, ...]:
    out = part.answer.get("failed") or []
    text = "; ".join(f"{one['option']} ({one['criterion']})" for one in out)
    return (Paragraph((f"Out, as they failed what has to be passed: {text}.",)),) if out else ()


def _dominated(part: Part) -> tuple[Block, ...]:
    found = part.answer.get("dominated") or []
    text = "; ".join(f"{one['option']} by {one['by']}" for one in found)
    said = f"Equalled or beaten in every criterion, and beaten in one at least: {text}."
    return (Paragraph((said,)),) if found else ()
