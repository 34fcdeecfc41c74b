"""What follows if a partner leaves, joins or changes, as a report says it. Pure."""

from tallystick.decisions.rules.paper import Block, Cell, Paragraph, Row, Table
from tallystick.decisions.rules.paper_figures import Book, Part, day_in_words, from_pence

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
    """The blocks of a what-if, from what `decisions what-if` answers."""
    answer = part.answer
    period = answer["period"]
    span = f"the period that begins on {day_in_words(period['from'])} and has {period['days']} days"
    said = [f"What if, from {day_in_words(period['change_on'])}, in {span}."]
    for key, words in (("leavers", "Leaves"), ("joiners", "Joins"), ("gain", "Pays less"), ("lose", "Pays more")):
        if answer[key]:
            said.append(f"{words}: {', '.join(answer[key])}.")
    stranded = answer["stranded"]["pence"]
    found: list[Block] = [Paragraph((" ".join(said),), part.exempt), _members(part, book)]
    if stranded:
        ref = book.enter(part, "stranded", from_pence(stranded), "Cost that nobody uses any more after the change")
        found.append(Paragraph(("Stranded, and in the sums above: ", ref, "."), part.exempt))
    found.append(Paragraph((answer["rounding"],), part.exempt))
    return tuple(found)


def _members(part: Part, book: Book) -> Table:
    rows = []
    for member, one in part.answer["members"].items():
        cells = [
            book.cell(part, f"{key}.{member}", from_pence(one[key]), what.format(member), groups=(member,))
            for key, _, what in _COLUMNS
        ]
        rows.append(Row((Cell(member), *cells)))
    whole = [
        book.cell(part, f"{key}.whole", from_pence(part.answer["totals"][key]), what.format("everybody"))
        for key, _, what in _COLUMNS
    ]
    rows.append(Row((Cell("Together"), *whole), total=True))
    heads = ("Member", *(head for _, head, _ in _COLUMNS))
    return Table("What each pays before and after the change", heads, tuple(rows), summed=(1, 2, 3))
