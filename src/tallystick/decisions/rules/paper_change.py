"""What follows if a partner leaves, joins or changes, as a report says it. Pure."""

from dataclasses import replace

from tallystick.decisions.rules.paper import Block, Cell, Paragraph, Row, Table
from tallystick.decisions.rules.paper_figures import Book, Part, from_pence
from tallystick.decisions.rules.routes_words import day_in_words
from tallystick.decisions.rules.what_if_scenarios import scenarios_of

_COLUMNS = (
    ("before_pence", "As now", "What {} pays for the period as it is"),
    (
        "after_pence",
        "After the change",
        "What {} pays for the period with the change, with what is stranded and one-off",
    ),
    ("change_pence", "Difference", "How much more {} pays for the period with the change"),
)


def change_blocks(part: Part, book: Book) -> tuple[Block, ...]:
    """The blocks of one what-if, or of several by their names, from what `what_if_scenarios` answers."""
    found: list[Block] = []
    for at, (name, answer) in enumerate(scenarios_of(part.answer)):
        found += _change(replace(part, answer=dict(answer)), book, name, f"{at}." if name else "")
    problems = [one for one in part.answer.get("scenarios", ()) if "problem" in one]
    said = [f"{one['name']}: not worked out. {one['problem']}" for one in problems]
    return (*found, *(Paragraph((text,)) for text in said))


def _change(part: Part, book: Book, name: str, key: str) -> list[Block]:
    """The blocks of one change. key: before the names of its figures, where there are several."""
    answer = part.answer
    period = answer["period"]
    span = f"the period that begins on {day_in_words(period['from'])} and has {period['days']} days"
    said = [f"{f'{name}: ' if name else 'What if, '}from {day_in_words(period['change_on'])}, in {span}."]
    for of, words in (("leavers", "Leaves"), ("joiners", "Joins"), ("gain", "Pays less"), ("lose", "Pays more")):
        if answer[of]:
            said.append(f"{words}: {', '.join(answer[of])}.")
    stranded = answer["stranded"]["pence"]
    found: list[Block] = [Paragraph((" ".join(said),)), _members(part, book, name, key)]
    if stranded:
        what = "What those who leave paid and what is not saved after the change"
        ref = book.enter(part, f"{key}stranded", from_pence(stranded), what)
        found.append(Paragraph(("Stranded, and in the sums above: ", ref, ".")))
    found.append(Paragraph((answer["rounding"],)))
    return found


def _members(part: Part, book: Book, name: str, key: str) -> Table:
    rows = []
    of = f" ({name})" if name else ""
    for member, one in part.answer["members"].items():
        cells = [
            book.cell(part, f"{key}{sum_}.{member}", from_pence(one[sum_]), what.format(member) + of, groups=(member,))
            for sum_, _, what in _COLUMNS
        ]
        rows.append(Row((Cell(member), *cells)))
    whole = [
        book.cell(part, f"{key}{sum_}.whole", from_pence(part.answer["totals"][sum_]), what.format("everybody") + of)
        for sum_, _, what in _COLUMNS
    ]
    rows.append(Row((Cell("Together"), *whole), total=True))
    heads = ("Member", *(head for _, head, _ in _COLUMNS))
    caption = "What each pays before and after the change"
    return Table(f"{caption}: {name}" if name else caption, heads, tuple(rows), summed=(1, 2, 3))
