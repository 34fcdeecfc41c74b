"""A workbook worked out again from the text of its formulas, as a spreadsheet would: only the functions that ours use.

What a formula was written with is never looked at here, so that the two can be compared.
"""

import io
import re
import zipfile
from collections.abc import Callable
from typing import Any
from xml.etree import ElementTree

_NS = {"m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
_TOKEN = re.compile(
    r"""\s*(?:(?P<text>"(?:[^"]|"")*")|(?P<ref>(?:[A-Za-z]+!)?\$?[A-Z]{1,3}\$?\d+)|(?P<number>\d+(?:\.\d+)?)"""
    r"""|(?P<word>[A-Z]+)|(?P<mark><=|>=|<>|[-+*/(),:<>=]))"""
)
Value = float | str | bool | None
Grid = list[list[Value]]


class Book:
    """cells: (sheet, row, column) -> what was written in it. formulas: the same -> the text of a formula.

    cached: what each formula was written with.
    """

    def __init__(self, data: bytes) -> None:
        self.cells: dict[tuple[str, int, int], Value] = {}
        self.formulas: dict[tuple[str, int, int], str] = {}
        self.cached: dict[tuple[str, int, int], Value] = {}
        self._known: dict[tuple[str, int, int], Value] = {}
        archive = zipfile.ZipFile(io.BytesIO(data))
        names = ElementTree.fromstring(archive.read("xl/workbook.xml")).findall("m:sheets/m:sheet", _NS)
        strings: list[str] = []
        if "xl/sharedStrings.xml" in archive.namelist():
            shared = ElementTree.fromstring(archive.read("xl/sharedStrings.xml"))
            strings = ["".join(t.text or "" for t in one.iter(f"{{{_NS['m']}}}t")) for one in shared]
        for number, name in enumerate(names, 1):
            self._sheet(str(name.get("name")), archive.read(f"xl/worksheets/sheet{number}.xml"), strings)

    def _sheet(self, name: str, data: bytes, strings: list[str]) -> None:
        for one in ElementTree.fromstring(data).iter(f"{{{_NS['m']}}}c"):
            at = (name, *_place(str(one.get("r"))))
            value, formula = one.find("m:v", _NS), one.find("m:f", _NS)
            text = (value.text or "") if value is not None else None
            kind = one.get("t")
            found: Value = text
            if kind == "s" and text is not None:
                found = strings[int(text)]
            elif kind is None and text:
                found = float(text)
            if formula is not None:
                self.formulas[at], self.cached[at] = formula.text or "", found
            elif found is not None:
                self.cells[at] = found

    def value(self, at: tuple[str, int, int]) -> Value:
        """What a cell comes to."""
        if at not in self.formulas:
            return self.cells.get(at)
        if at not in self._known:
            self._known[at] = _Formula(self.formulas[at], at[0], self).value()
        return self._known[at]

    def said(self, sheet: str, cell: str) -> Value:
        """What a cell such as B4 comes to."""
        return self.value((sheet, *_place(cell)))


def _place(cell: str) -> tuple[int, int]:
    letters, digits = re.fullmatch(r"\$?([A-Z]+)\$?(\d+)", cell).groups()  # type: ignore[union-attr]
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    return int(digits) - 1, column - 1


class _Formula:
    """Read from left to right; what IF does not choose is read, and not worked out."""

    def __init__(self, text: str, sheet: str, book: Book) -> None:
        self.sheet, self.book, self.at = sheet, book, 0
        self.tokens: list[tuple[str, str]] = []
        place = 0
        while place < len(text):
            found = _TOKEN.match(text, place)
            assert found, (text, place)
            self.tokens.append((str(found.lastgroup), found[0].strip()))
            place = found.end()

    def value(self) -> Value:
        found = self._compared()()
        assert self.at == len(self.tokens), self.tokens[self.at :]
        return 0.0 if found is None else found

    def _next(self, *marks: str) -> str:
        if self.at < len(self.tokens) and (not marks or self.tokens[self.at][1] in marks):
            self.at += 1
            return self.tokens[self.at - 1][1]
        return ""

    def _compared(self) -> Callable[[], Any]:
        left = self._sum()
        mark = self._next("<", ">", "=", "<=", ">=", "<>")
        if not mark:
            return left
        right = self._sum()
        return lambda: _compare(left(), mark, right())

    def _sum(self) -> Callable[[], Any]:
        found = self._product()
        while mark := self._next("+", "-"):
            found = _with(found, self._product(), mark)
        return found

    def _product(self) -> Callable[[], Any]:
        found = self._one()
        while mark := self._next("*", "/"):
            found = _with(found, self._one(), mark)
        return found

    def _one(self) -> Callable[[], Any]:
        kind, text = self.tokens[self.at]
        self.at += 1
        if text == "-":
            inner = self._one()
            return lambda: -_number(inner())
        if text == "(":
            inner = self._compared()
            assert self._next(")")
            return inner
        if kind == "number":
            return lambda: float(text)
        if kind == "text":
            return lambda: text[1:-1].replace('""', '"')
        if kind == "ref":
            return self._reference(text)
        if text == "FALSE":
            return lambda: False
        assert self._next("("), text
        given = [] if self.tokens[self.at][1] == ")" else [self._compared()]
        while self._next(","):
            given.append(self._compared())
        assert self._next(")"), text
        return lambda: FUNCTIONS[text](*given)

    def _reference(self, text: str) -> Callable[[], Any]:
        sheet, _, first = text.rpartition("!")
        sheet = sheet or self.sheet
        top = _place(first)
        if not self._next(":"):
            return lambda: self.book.value((sheet, *top))
        last = _place(self._next())
        return lambda: [
            [self.book.value((sheet, row, column)) for column in range(top[1], last[1] + 1)]
            for row in range(top[0], last[0] + 1)
        ]


def _number(value: Any) -> float:
    assert not isinstance(value, str), f"#VALUE! of {value}"
    return float(value or 0)


def _with(left: Callable[[], Any], right: Callable[[], Any], mark: str) -> Callable[[], Any]:
    done: dict[str, Callable[[float, float], float]] = {
        "+": lambda a, b: a + b, "-": lambda a, b: a - b, "*": lambda a, b: a * b, "/": lambda a, b: a / b,
    }  # fmt: skip
    return lambda: done[mark](_number(left()), _number(right()))


def _compare(left: Any, mark: str, right: Any) -> bool:
    if isinstance(left, str) or isinstance(right, str):
        assert mark == "="
        return str(left or "").casefold() == str(right or "").casefold()
    a, b = _number(left), _number(right)
    return {"<": a < b, ">": a > b, "=": a == b, "<=": a <= b, ">=": a >= b}[mark]


def _flat(given: Any) -> list[Any]:
    return [one for row in given for one in row] if isinstance(given, list) else [given]


def _numbers(given: Any) -> list[float]:
    return [one for one in _flat(given) if isinstance(one, float)]


def _sumif(where: Any, wanted: Any, what: Any) -> float:
    test, of = _flat(where()), _flat(what())
    word = str(wanted())
    if word[0] in "<>":
        chosen = [isinstance(one, float) and _compare(one, word[0], float(word[1:])) for one in test]
    else:
        chosen = [_compare(str(one), "=", word) for one in test]
    return sum(one for one, keep in zip(of, chosen, strict=True) if keep and isinstance(one, float))


def _vlookup(wanted: Any, table: Any, column: Any, near: Any) -> Any:
    assert near() is False
    word = str(wanted()).casefold()
    assert not set(word) & set("*?~"), "these stand for others"
    return next(row[int(column()) - 1] for row in table() if isinstance(row[0], str) and row[0].casefold() == word)


def _lookup(wanted: Any, among: Any, gives: Any) -> Any:
    pairs = [pair for pair in zip(_flat(among()), _flat(gives()), strict=True) if pair[0] <= wanted()]
    return pairs[-1][1]


def _product_sum(first: Any, second: Any) -> float:
    pairs = zip(_flat(first()), _flat(second()), strict=True)
    return sum(a * b for a, b in pairs if isinstance(a, float) and isinstance(b, float))


FUNCTIONS: dict[str, Callable[..., Any]] = {
    "SUM": lambda one: sum(_numbers(one())),
    "MAX": lambda one: max(_numbers(one()), default=0.0),
    "MIN": lambda one: min(_numbers(one()), default=0.0),
    "COUNT": lambda one: float(len(_numbers(one()))),
    "IF": lambda test, yes, no: yes() if test() else no(),
    "AND": lambda *all_of: all(one() for one in all_of),
    "OR": lambda *any_of: any(one() for one in any_of),
    "ROUND": lambda one, places: round(_number(one()), int(places())),
    "ISTEXT": lambda one: isinstance(one(), str),
    "LEFT": lambda one, count: str(one() or "")[: int(count())],
    "MID": lambda one, start, count: str(one())[int(start()) - 1 :][: int(count())],
    "TRIM": lambda one: " ".join(str(one()).split(" ")).strip(),
    "SUMIF": _sumif,
    "SUMPRODUCT": _product_sum,
    "VLOOKUP": _vlookup,
    "LOOKUP": _lookup,
}
