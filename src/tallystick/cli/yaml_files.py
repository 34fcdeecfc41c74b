"""YAML in, as the commands that take facts read it: what JSON can say, and no more.

The safe parser of PyYAML gives events, and this builds plain values of them. Keys and unquoted text stay as written;
dates stay text; numbers are those of JSON, exactly. What readers of YAML differ about is refused, with its line.
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import yaml

from tallystick.kit.errors import Refused

ENDINGS = (".yaml", ".yml")
MOST_BYTES, MOST_DEPTH = 4 * 1024**2, 40
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_WHOLE = re.compile(r"-?(0|[1-9]\d*)", re.ASCII)
_NUMBER = re.compile(r"-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?", re.ASCII)
_MOST_DIGITS = 300
_DOUBTFUL = frozenset({"yes", "no", "on", "off"})
_READ_APART = ("tag:yaml.org,2002:int", "tag:yaml.org,2002:float")
_WORDS: dict[str, Any] = {"true": True, "false": False, "null": None, "~": None, "": None}
_SAY = "Give keys and values, as JSON has them."


class NotYaml(Refused):
    """What was given is no YAML that is read here."""


class _Builder:
    """Plain values from events, and on which line each begins."""

    def __init__(self, events: Iterator[Any]) -> None:
        self._events = events
        self.places: dict[str, str] = {}
        self._resolver: Any = yaml.resolver.Resolver()

    def document(self) -> Any:
        """The one document. Raises NotYaml."""
        kinds = (yaml.StreamStartEvent, yaml.DocumentStartEvent)
        event = next(self._events)
        while isinstance(event, kinds):
            event = next(self._events)
        if isinstance(event, yaml.StreamEndEvent):
            raise NotYaml("There is nothing to answer.", what_to_do=_SAY)
        found = self._value(event, "", 0)
        next(self._events)
        after = next(self._events)
        if not isinstance(after, yaml.StreamEndEvent):
            raise NotYaml(f"{_line(after)}: a second document begins.", what_to_do="Give one in a file.")
        return found

    def _value(self, event: Any, path: str, depth: int) -> Any:
        _plain_only(event)
        if depth > MOST_DEPTH:
            raise NotYaml(f"{_line(event)}: this goes deeper than {MOST_DEPTH} levels.", what_to_do="Say it flatter.")
        self.places.setdefault(path, _line(event))
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(path, depth)
        return self._mapping(path, depth)

    def _sequence(self, path: str, depth: int) -> list[Any]:
        found: list[Any] = []
        while not isinstance(event := next(self._events), yaml.SequenceEndEvent):
            found.append(self._value(event, f"{path}[{len(found)}]", depth + 1))
        return found

    def _mapping(self, path: str, depth: int) -> dict[str, Any]:
        found: dict[str, Any] = {}
        while not isinstance(event := next(self._events), yaml.MappingEndEvent):
            _plain_only(event)
            if not isinstance(event, yaml.ScalarEvent) or (event.value == "<<" and event.implicit[0]):
                raise NotYaml(f"{_line(event)}: a key is no plain text.", what_to_do=_SAY)
            key = event.value
            if key in found:
                raise NotYaml(f"{_line(event)}: “{key}” is given twice.", what_to_do="Leave one of them out.")
            inner = f"{path}.{key}" if path else key
            self.places[inner] = _line(event)
            found[key] = self._value(next(self._events), inner, depth + 1)
        return found

    def _scalar(self, event: Any) -> Any:
        text: str = event.value
        if not event.implicit[0]:
            return text
        if text.lower() in _WORDS:
            return _WORDS[text.lower()]
        if text.lower() in _DOUBTFUL:
            raise NotYaml(
                f"{_line(event)}: “{text}” is true or false to some readers of YAML, and a word to others.",
                what_to_do=f'Write true or false, or "{text}" for the word.',
            )
        if _NUMBER.fullmatch(text) and len(text) <= _MOST_DIGITS:
            return int(text) if _WHOLE.fullmatch(text) else Decimal(text)
        if self._resolver.resolve(yaml.ScalarNode, text, (True, False)) in _READ_APART:
            raise NotYaml(
                f"{_line(event)}: “{text[:40]}” is not the same number to every reader of YAML.",
                what_to_do="Write it in digits with a point, as 1234.5, or in quotation marks if it is no number.",
            )
        return text


def yaml_facts(data: bytes) -> tuple[dict[str, Any], dict[str, str]]:
    """The one object in `data`, and the place of each key: `options[0].lines` -> `Line 12`. Raises NotYaml."""
    if len(data) > MOST_BYTES:
        raise NotYaml(f"This is YAML of more than {MOST_BYTES // 1024**2} MB.", what_to_do="Give it as JSON.")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise NotYaml("This is not YAML: it is not UTF-8.", what_to_do=_SAY) from None
    builder = _Builder(yaml.parse(text, Loader=_LOADER))
    try:
        found = builder.document()
    except yaml.YAMLError as no:
        raise NotYaml(_not_yaml(no), what_to_do=_SAY) from None
    if not isinstance(found, dict):
        raise NotYaml("This is YAML, and not keys with values.", what_to_do=_SAY)
    return found, builder.places


def _plain_only(event: Any) -> None:
    if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
        raise NotYaml(
            f"{_line(event)}: a name for a part of the file (& or *) is not read here.", what_to_do="Write it out."
        )
    if getattr(event, "tag", None):
        raise NotYaml(f"{_line(event)}: “{event.tag}” is not read here.", what_to_do="Leave out what begins with !.")


def _line(event: Any) -> str:
    return f"Line {event.start_mark.line + 1}"


def _not_yaml(no: yaml.YAMLError) -> str:
    mark = getattr(no, "problem_mark", None) or getattr(no, "context_mark", None)
    what = getattr(no, "problem", None) or "a letter that no text has"
    return f"This is not YAML: {what}{f' at line {mark.line + 1}, letter {mark.column + 1}' if mark else ''}."
