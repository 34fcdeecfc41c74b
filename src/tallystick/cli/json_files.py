"""Facts as JSON or YAML in, an answer as JSON out: the one way for every command that takes `FILE [--lines]`."""

import json
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from decimal import Decimal
from pathlib import Path
from typing import Any, BinaryIO

import click

from tallystick.cli.yaml_files import ENDINGS, yaml_facts
from tallystick.kit.errors import Refused

Answer = Callable[[dict[str, Any]], dict[str, Any]]
"""What makes an answer of facts. What it cannot answer it refuses with Refused, with `field` where one is at fault."""

_MOST_BYTES = 64 * 1024**2
_SAY = "Give one JSON object, with names for keys."


class NotAnObject(Refused):
    """What was given is not one JSON object."""


def takes_facts(command: Callable[..., Any]) -> Callable[..., Any]:
    """Gives a command the argument FILE and the option --lines."""
    lines = click.option("--lines", is_flag=True, help="One JSON object a line in, and one a line out, in order.")
    file = click.argument("file", type=click.Path(path_type=Path, allow_dash=True))
    return file(lines(command))


def answer_file(file: Path, answer: Answer, *, lines: bool) -> None:
    """Prints the answer to the facts in `file`, YAML where it is called so; - is standard input, and JSON.

    With `lines`, a line that cannot be answered is answered by ``{"error": …, "field": …}`` and the rest go on; each
    answer is out before the next line is read. Without, Refused is raised.
    """
    if not lines:
        found, places = facts_and_places(file)
        with at_its_place(places):
            say(answer(found))
        return
    with _opened(file) as stream:
        for number, line in enumerate(stream, 1):
            say(_answered(line if number > 1 else line.removeprefix(b"\xef\xbb\xbf"), answer))


def facts_and_places(file: Path) -> tuple[dict[str, Any], Mapping[str, str]]:
    """The one object in `file`, and where each key of it is; of JSON that is not known. Raises Refused."""
    with _opened(file) as stream:
        data = stream.read(_MOST_BYTES)
    return yaml_facts(data) if file.suffix.lower() in ENDINGS else (facts(data), {})


@contextmanager
def at_its_place(places: Mapping[str, str]) -> Iterator[None]:
    """Within it, a refusal of a key also says where that key, or what it is in, was given."""
    try:
        yield
    except Refused as no:
        path = getattr(no, "field", None) or ""
        while path and path not in places:
            path = path[: max(path.rfind("."), path.rfind("["), 0)]
        if path:
            no.reason = f"{places[path]}: {no.reason}"
        raise


def facts(data: bytes) -> dict[str, Any]:
    """The one JSON object in `data`, numbers with a point as Decimal. Raises NotAnObject."""
    if not data.strip():
        raise NotAnObject("There is nothing to answer.", what_to_do=_SAY)
    try:
        found = json.loads(data.decode("utf-8-sig"), parse_float=Decimal, parse_constant=_no_number)
    except UnicodeDecodeError:
        raise NotAnObject("This is not JSON: it is not UTF-8.", what_to_do=_SAY) from None
    except json.JSONDecodeError as no:
        raise NotAnObject(
            f"This is not JSON: {no.msg} at line {no.lineno}, letter {no.colno}.", what_to_do=_SAY
        ) from None
    except (RecursionError, ValueError):
        raise NotAnObject("This is not JSON that can be read.", what_to_do=_SAY) from None
    if not isinstance(found, dict):
        raise NotAnObject("This is JSON, and not an object.", what_to_do=_SAY)
    return found


def _no_number(text: str) -> Any:
    raise json.JSONDecodeError(f"{text} is no number", text, 0)


def _answered(line: bytes, answer: Answer) -> dict[str, Any]:
    try:
        return answer(facts(line))
    except Refused as no:
        return {"error": str(no), "field": getattr(no, "field", None)}


def say(answer: dict[str, Any]) -> None:
    """Prints an answer on one line, at once."""
    click.echo(json.dumps(answer, ensure_ascii=False, default=str))
    sys.stdout.flush()


@contextmanager
def _opened(file: Path) -> Iterator[BinaryIO]:
    if str(file) == "-":
        yield sys.stdin.buffer
        return
    with ExitStack() as until_done:
        try:
            stream = until_done.enter_context(open(file, "rb"))
        except OSError as no:
            raise Refused(
                f"{file} cannot be read: {no.strerror or no}.", what_to_do="Check where it is, and who may read it."
            ) from no
        yield stream
