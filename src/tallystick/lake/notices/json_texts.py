"""Text of JSON to values, exactly: a figure with a fraction is a Decimal, never a float.

One document, one document a line, or Python's own way of writing the same, as some exports have it.
"""

import io
import json
import tokenize
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from tallystick.kit.errors import Refused

_NAMES = {"True": "true", "False": "false", "None": "null"}
_MOST_LINES_TRIED = 50


@dataclass(frozen=True)
class Parsed:
    """A line's value; or None and `broken`, which says what is wrong with it. line: from 1."""

    line: int
    value: Any
    broken: str = ""


class Broken(Exception):
    """Text that is no JSON: what is wrong, and at which line."""


def parsed(text: str) -> Any:
    """The value of one JSON text. Raises Broken."""
    try:
        return json.loads(text, parse_float=Decimal, parse_constant=lambda _: None, strict=False)
    except json.JSONDecodeError as error:
        raise Broken(f"{error.msg} at line {error.lineno}, column {error.colno}") from error
    except ValueError as error:
        raise Broken("a figure of thousands of digits") from error
    except RecursionError as error:
        raise Broken("lists within lists without end") from error


def parsed_cell(text: str) -> Any:
    """The value of a cell that holds JSON, or a Python dictionary as Python writes it. Raises Broken."""
    try:
        return parsed(text)
    except Broken:
        if "'" not in text:
            raise
    try:
        return parsed(_as_json(text))
    except (tokenize.TokenError, SyntaxError, ValueError, RecursionError) as error:
        raise Broken("it is cut short or damaged") from error


def _as_json(text: str) -> str:
    """Python's way of writing values as JSON. Figures are copied as they are written; nothing is run."""
    out: list[str] = []
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type == tokenize.STRING:
            out.append(json.dumps(_string(token.string)))
        elif token.type == tokenize.NAME:
            out.append(_NAMES[token.string] if token.string in _NAMES else json.dumps(token.string))
        elif token.type in (tokenize.NUMBER, tokenize.OP):
            out.append(token.string)
    return "".join(out)


def _string(written: str) -> str:
    from ast import literal_eval

    value = literal_eval(written)
    if not isinstance(value, str):
        raise ValueError("bytes are not text")
    return value


def documents(text: str) -> tuple[bool, Iterator[Parsed]]:
    """Whether there is a document on each line; and the one document, or each line's as it is asked for.

    A line of many that is damaged is given with what is wrong with it. Raises Refused, naming the line, for a single
    document that is damaged.
    """
    if _by_line(text):
        return True, _lines(text)
    try:
        return False, iter([Parsed(1, parsed(text))])
    except Broken as broken:
        raise Refused(
            f"This JSON is damaged: {broken}.",
            what_to_do="Download it again: it may have been cut short. If it breaks there again, tell the publisher.",
        ) from broken


def _by_line(text: str) -> bool:
    """Whether there is a document on each line: most of the first lines, of two or more, are whole objects."""
    tried = whole = 0
    for line in _split(text):
        bare = line.strip()
        if not bare:
            continue
        tried += 1
        if bare.startswith(("{", "[")) and bare.endswith(("}", "]")):
            with suppress(Broken):
                whole += isinstance(parsed(bare), dict | list)
        if tried >= _MOST_LINES_TRIED or (tried >= 3 and not whole):
            break
    return tried > 1 and whole * 2 >= tried


def _split(text: str) -> Iterator[str]:
    return (line for line in io.StringIO(text, newline="\n"))


def _lines(text: str) -> Iterator[Parsed]:
    for number, line in enumerate(_split(text), 1):
        if not line.strip():
            continue
        try:
            yield Parsed(number, parsed(line))
        except Broken as broken:
            yield Parsed(number, None, f"line {number}: {str(broken).replace(' at line 1,', ',')}")
