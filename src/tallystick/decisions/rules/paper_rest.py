"""What a risk register says in a report, and any other document of a decision, set out plainly. Pure."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from tallystick.decisions.rules.paper import Block, Bullets, Cell, Paragraph, Row, Table
from tallystick.decisions.rules.paper_figures import NOT_KNOWN, Book, Part, number
from tallystick.decisions.rules.routes_words import day_in_words

MOST_ROWS, MOST_COLUMNS, DEEPEST = 200, 7, 4


def risk_blocks(part: Part, book: Book) -> tuple[Block, ...]:
    """The blocks of the section on risk: the risks in order, and the matrix now and after what is done about them."""
    answer = part.answer
    scale = answer["scale"]
    said = f"Scale: {scale['title']}. {scale.get('source') or 'Where it comes from is not given.'}"
    found: list[Block] = [Paragraph((said,)), _risks(part)]
    found.append(_matrix(part, "before", "Where the risks stand as things are: each by its number"))
    if any(one.get("after") for one in answer["risks"]):
        found.append(_matrix(part, "after", "Where the risks stand after what is done about them: each by its number"))
    elif answer["risks"]:
        found.append(Paragraph(("Where the risks stand after what is done about them is not said.",)))
    about = answer.get("attention") or {}
    for key, said in (("no_owner", "Nobody owns"), ("no_mitigation", "Nothing is done about")):
        if about.get(key):
            found.append(Paragraph((f"{said}: {', '.join(map(str, about[key]))}.",)))
    return tuple(found)


def rest_blocks(part: Part, book: Book) -> tuple[Block, ...]:
    """Whatever a document's rule answered: single values in one table, lists as lists, rows as tables."""
    found: list[Block] = [Paragraph((f"{part.name}, as it was worked out.",))]
    plain = {key: value for key, value in part.answer.items() if _single(value)}
    if plain:
        rows = tuple(Row((Cell(_name(key)), _cell(part, book, key, value))) for key, value in plain.items())
        found.append(Table(part.name, ("What", "Value"), rows))
    for key, value in part.answer.items():
        found += _many(part, book, key, value, DEEPEST)
    return tuple(found)


def _risks(part: Part) -> Table:
    header = ("Number", "Risk", "As things are", "What is done about it", "After that", "Owner")
    rows = [
        Row(
            tuple(
                Cell(str(text))
                for text in (
                    one["id"],
                    one["title"],
                    _level(one["before"]),
                    one.get("mitigation") or "Not said",
                    _level(one.get("after")),
                    one.get("owner") or "Nobody",
                )
            )
        )
        for one in part.answer["risks"]
    ]
    return Table("Risks, the gravest first", header, tuple(rows))


def _level(said: Mapping[str, Any] | None) -> str:
    if not said:
        return "Not said"
    return f"{said['level_name']}: {said['likelihood_label']}, {said['impact_label']}"


def _matrix(part: Part, key: str, caption: str) -> Table:
    scale = part.answer["scale"]
    names = {one["code"]: one["name"] for one in scale["levels"]}
    most = max(len(names) - 1, 1)
    shades = {code: place / most for place, code in enumerate(names)}
    rows = [
        Row(
            (
                Cell(f"{row['likelihood']} {row['label']}"),
                *(Cell(_at(names, cell), shade=shades[cell["level"]]) for cell in row["cells"]),
            )
        )
        for row in part.answer["matrix"][key]
    ]
    header = ("Likelihood, by impact", *(f"{place} {label}" for place, label in enumerate(scale["impact"], 1)))
    return Table(caption, header, tuple(rows))


def _at(names: Mapping[str, str], cell: Mapping[str, Any]) -> str:
    risks = ", ".join(map(str, cell["risks"]))
    return f"{names[cell['level']]}: {risks}" if risks else names[cell["level"]]


def _many(part: Part, book: Book, key: str, value: Any, deep: int) -> list[Block]:
    if isinstance(value, Mapping) and value:
        return _mapping(part, book, key, value, deep)
    if not isinstance(value, list) or not value:
        return []
    if all(_single(one) for one in value):
        items = tuple(Paragraph((_text(one),)) for one in value[:MOST_ROWS])
        return [Paragraph((f"{_name(key)}{_cut(len(value), MOST_ROWS, 'lines')}:",)), Bullets(items)]
    if all(isinstance(one, Mapping) for one in value):
        return [_table(part, book, key, value)]
    return [_not_here(part, key)]


def _mapping(part: Part, book: Book, key: str, value: Mapping[str, Any], deep: int) -> list[Block]:
    if not deep:
        return [_not_here(part, key)]
    found: list[Block] = []
    plain = {name: one for name, one in value.items() if _single(one)}
    if plain:
        rows = tuple(Row((Cell(_name(name)), _cell(part, book, f"{key}.{name}", one))) for name, one in plain.items())
        found.append(Table(_name(key), ("What", "Value"), rows))
    for name, one in value.items():
        found += _many(part, book, f"{key}.{name}", one, deep - 1)
    return found


def _not_here(part: Part, key: str) -> Paragraph:
    return Paragraph((f"{_name(key)}: kept with this decision, and not set out here.",))


def _table(part: Part, book: Book, key: str, value: list[Any]) -> Table:
    """The values and short lists of rows. What has parts of its own is left out, and the caption says so."""
    every = list(dict.fromkeys(name for one in value for name in one))
    columns = [name for name in every if all(_in_a_cell(one.get(name)) for one in value)][:MOST_COLUMNS]
    rows = tuple(
        Row(tuple(_cell(part, book, f"{key}.{place}.{name}", one.get(name)) for name in columns))
        for place, one in enumerate(value[:MOST_ROWS], 1)
    )
    left = _cut(len(value), MOST_ROWS, "rows") + _cut(len(every), len(columns), "columns")
    return Table(_name(key) + left, tuple(_name(one) for one in columns) or ("Nothing",), rows if columns else ())


def _cut(number_: int, most: int, what: str) -> str:
    return f" ({most} of {number_} {what}; all are kept with this decision)" if number_ > most else ""


def _cell(part: Part, book: Book, key: str, value: Any) -> Cell:
    if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
        return book.cell(part, key, number(value), _name(key))
    return Cell(_text(value))


def _single(value: Any) -> bool:
    return value is None or isinstance(value, str | int | float | bool | Decimal)


def _in_a_cell(value: Any) -> bool:
    return _single(value) or (isinstance(value, list) and all(_single(one) for one in value))


def _text(value: Any) -> str:
    if value is None:
        return NOT_KNOWN
    if isinstance(value, list):
        return ", ".join(_text(one) for one in value) or "None"
    if isinstance(value, bool):
        return "Yes" if value else "No"
    return day_in_words(str(value))


def _name(key: str) -> str:
    return key.replace("_", " ").replace(".", ", ").capitalize()
