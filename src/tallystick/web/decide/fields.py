"""Documents in forms: which lists a document is made of, which fields a row has, and rows read from what was typed.

A document is JSON as its rule reads it. A form changes one row of one list of it and leaves the rest as it is, keys
that no form asks for with it: whoever wants those writes the document as text. Pure.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any, Literal

from tallystick.web.decide.places import Said, code_of, found_in, get, keyed, list_at, next_id, put, with_keyed
from tallystick.web.governing_forms import Choices, Typed
from tallystick.web.words import as_date, day

__all__ = [
    "EACH", "Field", "Lens", "Part", "Said", "Shape", "asked", "at_fault", "begun", "found_in", "in_words", "meant",
    "rows_at", "rows_of", "typed_row", "with_row",
]  # fmt: skip

Shape = Literal[
    "text",
    "lines",
    "points",
    "day",
    "choice",
    "several",
    "figure",
    "amount",
    "whole",
    "pence",
    "yes_no",
    "tick",
    "pairs",
    "each",
    "each_pence",
]  # fmt: skip
EACH = ("each", "each_pence")
_YES_NO = (("yes", "Yes"), ("no", "No"))
_PAIR = re.compile(r"(?P<name>.+?)\s*:\s*(?P<value>[^:]*)")


@dataclass(frozen=True, eq=False)
class Field:
    """A field of a row. key: in the row, with dots where it is within another (``after.impact``).

    shape: ``text`` (one line), ``lines``, ``points`` (a list, one a line), ``day``, ``choice``, ``several`` (choices to
    tick), ``figure`` (a number), ``amount`` (a number, or a name that stands for one), ``whole``, ``pence`` (typed in
    pounds), ``yes_no`` (or not known), ``tick``, ``pairs`` (names with numbers, one a line), ``each`` (a number for
    each of the choices, in a box of its own), ``each_pence`` (the same, in pounds). choices: (code, words), from the
    whole document. column: shown in the list. words: for the head of that column, else the label. code: which choice a
    value is that can be written in several ways. otherwise: what is meant where nothing is said, which a form shows and
    leaves unsaid. when: asks for it only of rows of which that is true; None: of all.
    """

    key: str
    label: str
    shape: Shape = "text"
    hint: str = ""
    needed: bool = False
    choices: Callable[[Said], Choices] | Choices = ()
    column: bool = False
    words: str = ""
    code: Callable[[Any, Said], str] | None = None
    otherwise: str = ""
    when: Callable[[Said], bool] | None = None

    @property
    def box(self) -> str:
        """The name of its box in a form."""
        return self.key.replace(".", "-").replace("_", "-") or "name"


@dataclass(frozen=True)
class Lens:
    """A document as lists of rows, where its rule reads it in another shape, and back.

    opened: the document with its lists. closed: of that as it was changed, and of the document before.
    """

    opened: Callable[[Said], dict[str, Any]]
    closed: Callable[[dict[str, Any], Said], dict[str, Any]]


@dataclass(frozen=True)
class Part:
    """A list of rows in a document, or an object that it has once.

    place: where it is, with ``*`` for the number of a row that it is within: ``options``, ``options.*.lines``; "" is
    the document itself. one, many: what a row is called, as in “Add a risk”. fields: the first names the row. numbered:
    rows have an ``id``, given to new ones. keyed: an object of names, not a list: the name is the first field, whose
    key is "". explain: what to know before it is filled in. lens: where places are of the document as that opens it.

    prefix: of ids that are given, before their number. adding: words of the link to a new row, else “Add a risk”.
    listed: whether its rows are among the lists of the page, which else leads to them elsewhere. begins: what a new row
    at a place begins with. settles: the document once a row of it was put or taken out, and what follows of that.
    strict: a row is not kept while its rule refuses what one of its boxes says.
    """

    place: str
    one: str
    many: str
    fields: Sequence[Field]
    single: bool = False
    numbered: bool = False
    keyed: bool = False
    explain: str = ""
    lens: Lens | None = None
    prefix: str = ""
    adding: str = ""
    listed: bool = True
    begins: Callable[[Said, str], dict[str, Any]] | None = None
    settles: Callable[[dict[str, Any], str], dict[str, Any]] | None = None
    strict: bool = False

    @property
    def add(self) -> str:
        """The words of the link to the form of a new row, which are the heading of that."""
        return self.adding or f"Add a{'n' if self.one[:1] in 'aeiou' else ''} {self.one}"

    def at(self, place: str) -> bool:
        """Whether a row of it is, or would be, at `place`."""
        row = place if self.single else place.rpartition(".")[0]
        return re.fullmatch(re.escape(self.place).replace(r"\*", r"\d+"), row) is not None


def rows_of(said: Said, part: Part, place: str) -> list[tuple[str, dict[str, Any]]]:
    """(place, row) of each row of a part at `place`; a row that cannot be typed in a form is not among them."""
    return rows_at(part.lens.opened(said) if part.lens else said, part, place)


def rows_at(opened: Said, part: Part, place: str) -> list[tuple[str, dict[str, Any]]]:
    """As `rows_of`, of a document that the part's lens opened."""
    held = found_in(opened, place)
    if part.single:
        return [(place, held if isinstance(held, dict) else {})]
    if part.keyed and isinstance(held, Mapping):
        return [(f"{place}.{at}", keyed(name, row)) for at, (name, row) in enumerate(held.items())]
    if part.keyed or not isinstance(held, list):
        return []
    return [(f"{place}.{at}", row) for at, row in enumerate(held) if isinstance(row, dict)]


def typed_row(typed: Typed, part: Part, said: Said, row: Said) -> dict[str, Any]:
    """The row as it was typed, on top of what it says besides. `typed` says what cannot be read."""
    made = deepcopy(dict(row))
    for field in asked(part, row):
        held = get(row, field.key)
        if not _untouched(typed, field, row, said):
            value = _each(typed, field, said, held) if field.shape in EACH else _typed(typed, field, said)
            if value is not held:
                put(made, field.key, value)
    return made


def _untouched(typed: Typed, field: Field, row: Said, said: Said) -> bool:
    """Whether what was sent of a field is what its box began with: it then stays as it was written, or unsaid, also
    where no box can show it. The box is added to `typed` as it was shown."""
    held = get(row, field.key)
    if typed.sent is None or field.shape in EACH or (held in (None, "", [], {}) and not field.otherwise):
        return False
    shown = Typed(None, {field.box: _begun(field, row, said)})
    _typed(shown, field, said)
    box = shown.boxes[0]
    if field.shape == "several":
        same = set(typed.sent.getlist(box.name)) == set(filter(None, box.ticked))
    else:
        nothing = {"tick": "no", "yes_no": box.text}.get(field.shape, "")  # What is sent of it where nothing is.
        end = "\n" if box.shape == "lines" else ""  # A browser sends no line ends of a box of one line.
        same = all(
            _lines(typed.sent.get(name, nothing)) == end.join(_lines(text).split("\n")) for name, text in box.hidden
        )
    if same:
        typed.boxes.append(box)
    return same


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def asked(part: Part, row: Said) -> list[Field]:
    """The fields that a row's form asks for."""
    return [field for field in part.fields if field.when is None or field.when(row)]


def at_fault(part: Part, place: str, row: Said, fault: str) -> str:
    """The box of a row's form where the place that a rule refuses is asked for, the first for the row or its list as a
    whole; "" where it is elsewhere. fault: as ``risks[2].after.impact``."""
    steps = ".".join(re.findall(r"[^.\[\]]+", fault))
    fields = asked(part, row)
    if not fields or (steps in (place, place.rpartition(".")[0]) and not part.single):
        return fields[0].box if fields else ""
    inner = steps.removeprefix(f"{place}." if place else "")
    if inner == steps and place:
        return ""
    found = [field for field in fields if f"{field.key}.".startswith(f"{inner}.") or inner.startswith(f"{field.key}.")]
    return found[0].box if found else ""


def begun(part: Part, row: Said, said: Said) -> dict[str, Any]:
    """What the boxes of a row's form begin with."""
    return {field.box: _begun(field, row, said) for field in asked(part, row)}


def _begun(field: Field, row: Said, said: Said) -> Any:
    value = _shown(field, get(row, field.key), said)
    return (field.otherwise or value) if value in (None, "") else value


def with_row(said: Said, part: Part, place: str, row: dict[str, Any] | None) -> dict[str, Any]:
    """The document with a row put at `place`, whose last step is ``add`` for a new one; or taken out, for None.

    Raises LookupError where there is no such place, Refused where the part's lens cannot have such a row.
    """
    if part.lens:
        return part.lens.closed(with_row(part.lens.opened(said), replace(part, lens=None), place, row), said)
    whole: Any = deepcopy(dict(said))
    above, _, last = place.rpartition(".")
    if part.single:
        if not part.place:
            return dict(row or {})
        holder = found_in(whole, above)
        if row or last in holder:
            holder[last] = row or {}
    elif part.keyed:
        whole = with_keyed(whole, above, last, row)
    else:
        held = list_at(whole, above)
        last = str(len(held)) if last == "add" and row is not None else last
        if row is None:
            del held[int(last)]
        elif int(last) == len(held):
            held.append(({"id": next_id(held, part.prefix)} if part.numbered else {}) | row)
        else:
            held[int(last)] = row
        place = f"{above}.{last}"
    return part.settles(dict(whole), place) if part.settles else dict(whole)


def in_words(field: Field, row: Said, said: Said) -> str:
    """A field of a row as a table shows it."""
    value = get(row, field.key)
    if value in (None, "", [], {}):
        return ""
    names = dict(_choices(field, said))
    value = field.code(value, said) if field.code else value
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, list):
        return ", ".join(names.get(code_of(one), code_of(one)) for one in value)
    if isinstance(value, Mapping):
        pence = field.shape == "each_pence"
        return "; ".join(f"{name}: {_pounds(one) if pence else one}" for name, one in value.items())
    if field.shape == "day" and isinstance(value, str) and as_date(value):
        return day(value)
    if field.shape == "pence":
        return _pounds(value)
    return names.get(str(value), str(value))


def meant(field: Field, said: Said) -> str:
    """What a field means where nothing is said, as a table shows it."""
    if field.shape == "yes_no":
        return {"yes": "Yes", "no": "No"}.get(field.otherwise, field.otherwise)
    if field.shape == "whole" and field.otherwise.isdigit():
        return f"{int(field.otherwise):,}"
    return dict(_choices(field, said)).get(field.otherwise, field.otherwise)


def _typed(typed: Typed, field: Field, said: Said) -> Any:
    box, label, hint = field.box, field.label, field.hint
    match field.shape:
        case "text":
            return typed.text(box, label, hint=hint, needed=field.needed)
        case "lines":
            return typed.lines(box, label, hint=hint, needed=field.needed)
        case "points":
            return typed.points(box, label, hint=hint or "One a line")
        case "day":
            on = typed.day(box, label, needed=field.needed, **({"hint": hint} if hint else {}))
            return on.isoformat() if isinstance(on, date) else None
        case "choice":
            options, begun_with = _choices(field, said), str(typed.given.get(box) or "")
            if begun_with and begun_with not in dict(options):
                options = [*options, (begun_with, begun_with)]  # What stands there is shown, and its rule refuses it.
            if field.otherwise or any(not code for code, _ in options):
                return typed.choice(box, label, options, hint=hint)
            # Nobody has chosen until they choose: the first of the list is no answer.
            nothing = ("", "Choose one" if field.needed else "Not said")
            return typed.choice(box, label, [nothing, *options], hint=hint, needed=field.needed)
        case "several":
            return typed.several(box, label, _choices(field, said), hint=hint)
        case "figure":
            return _number(typed.figure(box, label, hint=hint, needed=field.needed))
        case "amount":
            text = typed.text(box, label, hint=hint, needed=field.needed)
            return _number_or_text(text) if text else None
        case "whole":
            return typed.whole(box, label, hint=hint, needed=field.needed)
        case "pence":
            return typed.pounds(box, label, hint=hint, needed=field.needed)
        case "yes_no":
            # Where a rule means something by saying nothing, nobody can say that it is not known.
            options = _YES_NO if field.otherwise else (*_YES_NO, ("", "Not known"))
            told = typed.choice(box, label, options, hint=hint, radios=True)
            return {"yes": True, "no": False}.get(told)
        case "tick":
            return typed.tick(box, label, hint=hint) or None
        case "pairs":
            return _pairs(typed, field)


def _each(typed: Typed, field: Field, said: Said, held: Any) -> Any:
    """A number for each name; one that stays as it was typed stays as it was written."""
    before = held if isinstance(held, Mapping) else {}
    names = [code for code, _ in _choices(field, said)]
    names += [name for name in before if name not in names]
    pence = field.shape == "each_pence"
    found = typed.each(field.box, field.label, names, hint=field.hint, pence=pence, before=before)
    made = {name: _number(value) if isinstance(value, Decimal) else value for name, value in found.items()}
    return made or (None if isinstance(held, Mapping) else held)


def _pounds(value: Any) -> str:
    if not isinstance(value, int):
        return str(value)
    sign, pence = "−" if value < 0 else "", abs(value)
    return f"{sign}£{pence // 100:,}.{pence % 100:02}" if pence % 100 else f"{sign}£{pence // 100:,}"


def _pairs(typed: Typed, field: Field) -> dict[str, Any]:
    """Names with numbers, or with text where that is no number: a rule says what it may be."""
    found: dict[str, Any] = {}
    for line in typed.points(field.box, field.label, hint=field.hint or "One a line, as “name: number”"):
        pair = _PAIR.fullmatch(line)
        if pair is None or pair["name"] in found:
            why = "is there twice" if pair else "is not a name, a colon and a number"
            typed.wrong({field.box: f"“{line[:60]}” {why}"})
            return {}
        found[pair["name"]] = _number_or_text(pair["value"].strip())
    return found


def _number_or_text(text: str) -> Any:
    plain = re.sub(r"[£,\s]", "", text).replace("\N{MINUS SIGN}", "-")
    if re.fullmatch(r"-?\d{1,15}(\.\d{1,9})?", plain, re.ASCII):
        return _number(Decimal(plain))
    return text


def _number(value: Decimal | None) -> int | Decimal | None:
    return int(value) if value is not None and value == value.to_integral_value() else value


def _shown(field: Field, value: Any, said: Said) -> Any:
    if field.code and value is not None:
        return field.code(value, said)
    match field.shape:
        case "yes_no":
            return {True: "yes", False: "no"}.get(value, "")
        case "pairs" if isinstance(value, Mapping):
            return [f"{name}: {one}" for name, one in value.items()]
        case "several" if isinstance(value, list):
            return [code_of(one) for one in value]
        case "several" | "points" | "pairs":
            return value if isinstance(value, list) and field.shape == "points" else []
        case "choice":
            return "" if value is None else str(value)
    return value


def _choices(field: Field, said: Said) -> Choices:
    return field.choices(said) if callable(field.choices) else field.choices
