"""JSON to releases: packages of releases and of records, single releases, lists of any of them, and flat notices."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from tallystick.kit.errors import Refused
from tallystick.lake.notices import flat
from tallystick.lake.notices.json_texts import Parsed, documents
from tallystick.lake.notices.releases import take
from tallystick.lake.notices.rows import BROKEN, Place, Tidied
from tallystick.lake.notices.values import text

_SCHEMA = ("$schema", "definitions", "$defs", "properties", "codelists")
_DEEPEST = 4
NOT_NOTICES = "Load award notices: an OCDS release package, or the CSV that a notice service exports."


@dataclass(frozen=True)
class Found:
    """A release, or a flat notice (`flat`), inside a document. address: of the package that it came in."""

    value: Any
    inside: str
    address: Any = None
    flat: bool = False


def tidy_json(utf8: str, into: Tidied) -> None:
    """Every notice of a JSON text into `into`. Raises Refused for what has none, and for damaged JSON."""
    lines, read = documents(utf8)
    known = 0
    shapes: set[str] = set()
    only = None
    for document in read:
        known += _document(document, into, lines=lines, shapes=shapes)
        only = None if lines else document.value
    if not known:
        raise Refused(_what_it_is(only), what_to_do=NOT_NOTICES)
    into.shape = "JSON lines of " + " and ".join(sorted(shapes)) if lines else " and ".join(sorted(shapes))


def _document(document: Parsed, into: Tidied, *, lines: bool, shapes: set[str]) -> int:
    """How many notices a document held."""
    inside = "" if not lines else f"line {document.line}"
    if document.broken:
        into.rows_read += 1
        into.keep_out(Place(document.line), BROKEN, document.broken)
        return 0
    known = 0
    for number, found in enumerate(_found(document.value, "", 0, shapes), 1):
        place = Place(document.line if lines else number, f"{inside} {found.inside}".strip())
        if found.flat:
            flat.take_object(found.value, place, into)
        else:
            take(found.value, place, into, address=found.address)
        known += 1
    if lines and not known:
        into.rows_read += 1
        into.other_stages["not a notice"] += 1
    return known


def _found(value: Any, path: str, depth: int, shapes: set[str], address: Any = None) -> Iterator[Found]:
    if depth > _DEEPEST:
        return
    if isinstance(value, list):
        yield from _in_list(value, path, depth, shapes, address)
        return
    if not isinstance(value, Mapping):
        return
    if isinstance(value.get("records"), list):
        shapes.add("record package")
        for n, record in enumerate(value["records"]):
            yield from _in_record(record, f"{path}records[{n}]", value.get("uri"))
    elif isinstance(value.get("releases"), list) and not text(value.get("ocid")):
        shapes.add("release package")
        for n, release in enumerate(value["releases"]):
            yield Found(release, f"{path}releases[{n}]", value.get("uri"))
    elif isinstance(value.get("releases"), list) or isinstance(value.get("compiledRelease"), Mapping):
        shapes.add("record")
        yield from _in_record(value, path or "record", address)
    elif _is_release(value):
        shapes.add("release")
        yield Found(value, path.rstrip("."), address)
    else:
        for name, inner in value.items():
            if isinstance(inner, list | Mapping) and name not in _SCHEMA:
                yield from _found(inner, f"{path}{name}.", depth + 1, shapes, value.get("uri") or address)


def _in_list(value: list[Any], path: str, depth: int, shapes: set[str], address: Any) -> Iterator[Found]:
    bare = [one.get("item") if set(_keys(one)) >= {"item"} else one for one in value]
    if flat.is_flat(bare):
        shapes.add("flat notices")
        for n, one in enumerate(bare):
            yield Found(one, f"{path.rstrip('.')}[{n}]", flat=True)
        return
    for n, one in enumerate(value):
        yield from _found(one, f"{path.rstrip('.')}[{n}].", depth + 1, shapes, address)


def _keys(value: Any) -> list[str]:
    return list(value) if isinstance(value, Mapping) else []


def _in_record(record: Any, path: str, address: Any) -> Iterator[Found]:
    """A record's releases where they are written out in it, else what was compiled of them."""
    releases = record.get("releases") if isinstance(record, Mapping) else None
    whole = [r for r in releases if isinstance(r, Mapping) and "url" not in r] if isinstance(releases, list) else []
    if whole:
        for n, release in enumerate(whole):
            yield Found({"ocid": record.get("ocid"), **release}, f"{path}.releases[{n}]", address)
    elif isinstance(record, Mapping):
        compiled = record.get("compiledRelease")
        yield Found({"ocid": record.get("ocid"), **(compiled if isinstance(compiled, Mapping) else {})}, path, address)
    else:
        yield Found(record, path, address)


def _is_release(value: Mapping[str, Any]) -> bool:
    has = [name for name in ("tag", "tender", "awards", "contracts", "buyer", "parties", "planning") if name in value]
    if any(isinstance(value.get(name), Mapping) and "type" in value[name] for name in has):
        return False  # a schema's properties, which have the same names
    return bool(text(value.get("ocid")) and has) or (len(has) >= 2 and ("awards" in has or "tender" in has))


def _what_it_is(top: Any) -> str:
    if isinstance(top, Mapping) and sum(name in top for name in _SCHEMA) and not text(top.get("ocid")):
        return "This is a schema: it says how notices are written, and holds none."
    if isinstance(top, Mapping) and isinstance(top.get("codes"), list):
        return "This is a list of codes, and holds no notices."
    return "There are no notices in this JSON."
