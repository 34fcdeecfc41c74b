"""Forms for any kind of row of a contract, made from what is declared of its fields: nothing is said twice.

`Form.blank` and `Form.of` are for showing; `Form.posted` reads what was sent and says what is wrong with it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.http import HttpRequest, QueryDict

from tallystick.contracts.declared import KINDS, Access, Field
from tallystick.contracts.declared.controls import Control, controls
from tallystick.contracts.queries.contract import Seen
from tallystick.contracts.queries.facts import choices_of_rows, contract_by_words, named
from tallystick.contracts.stating import stated
from tallystick.councils import queries as councils
from tallystick.reference.taxonomy import taxonomy
from tallystick.web.contract_typing import DAY_PARTS, NotRead, as_typed, from_typed
from tallystick.web.deciding import actor
from tallystick.web.kinds import Groups, category_groups

_RADIOS = 4
"""So many choices are shown as radio buttons; more are a list to choose from."""
_YES_NO = (("yes", "Yes"), ("no", "No"), ("", "Not known"))


@dataclass(frozen=True)
class Lists:
    """What fields may be chosen from. people: (number, name). rows: by kind. organisation: whose contracts."""

    request: HttpRequest
    organisation: str
    people: Sequence[tuple[int, str]] = ()
    rows: Mapping[str, Sequence[tuple[int, str]]] = field(default_factory=dict)

    @classmethod
    def of(
        cls, request: HttpRequest, organisation: str, kind: str, seen: Seen | None = None,
        now: Mapping[str, Any] | None = None,
    ) -> "Lists":  # fmt: skip
        """For forms of a kind, in an organisation. seen: the contract, for rows of one. now: what the row says."""
        wanted = controls(kind).values()
        people: list[tuple[int, str]] = []
        if any(control.how == "person" for control in wanted):
            people = councils.colleagues(organisation=organisation, by=actor(request))
            were = named([(kind, now or {})], by=actor(request)).people
            people += [(one, f"{name} (not here any more)") for one, name in were.items() if one not in dict(people)]
        rows = {one.of: choices_of_rows(seen, one.of) for one in wanted if one.how == "row" and seen}
        return cls(request, organisation, people, rows)


@dataclass(frozen=True)
class Box:
    """One field as a form shows it.

    shape: ``day``, ``radios``, ``select``, ``groups``, ``lines``, ``tick``, ``several``, ``each`` or ``text``. parts:
    what stands in it. confidential: what is there is not shown. kept: there is something, which an empty box keeps.
    errors: of ``each``, what is wrong by part.
    """

    name: str
    label: str
    hint: str
    shape: str
    parts: Mapping[str, str]
    error: str = ""
    options: Sequence[tuple[str, str]] = ()
    groups: Groups = field(default_factory=list)
    prefix: str = ""
    inputmode: str = ""
    width: str = ""
    confidential: bool = False
    kept: bool = False
    optional: bool = False
    errors: Mapping[str, str] = field(default_factory=dict)

    @property
    def text(self) -> str:
        return self.parts.get("", "")

    @property
    def ticked(self) -> list[str]:
        """The choices that are ticked, where several may be."""
        return self.text.split("\n")

    @property
    def each(self) -> list[tuple[str, str, str, str, str]]:
        """Id, name, label, value and error of each box, where there is one for each of some names."""
        return [
            (
                self.id_of(part),
                f"{self.name}-{part}",
                label,
                self.parts.get(part, ""),
                self.errors.get(part, ""),
            )
            for part, label in self.options
        ]

    def id_of(self, part: str) -> str:
        """The id of one of several boxes: the first has that of all, to which a summary of errors leads."""
        return self.name if part == "1" else f"{self.name}-{part}"

    @property
    def days(self) -> list[tuple[str, str, str, str, str]]:
        """Id, name, label, value and width in characters of the three boxes of a day."""
        return [
            (self.name if part == "day" else f"{self.name}-{part}", f"{self.name}-{part}", part.capitalize(),
             self.parts.get(part, ""), "4" if part == "year" else "2")
            for part in DAY_PARTS
        ]  # fmt: skip

    @property
    def hidden(self) -> list[tuple[str, str]]:
        """(name, text) of hidden boxes that send the same again."""
        return [(f"{self.name}-{part}" if part else self.name, text) for part, text in self.parts.items()]


@dataclass(frozen=True)
class Form:
    """A form of a kind. values: what was read, for the action. errors: by field."""

    kind: str
    boxes: Sequence[Box]
    values: Mapping[str, Any] = field(default_factory=dict)
    errors: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def blank(cls, kind: str, lists: Lists, *, names: Sequence[str] | None = None, **given: Any) -> "Form":
        """For a new row. given: values of fields to begin with."""
        fields = KINDS[kind].fields
        known = {name: _first(control) for name, control in controls(kind).items() if name in fields}
        return cls.of(kind, {**known, **given}, lists, names=names)

    @classmethod
    def of(
        cls, kind: str, values: Mapping[str, Any], lists: Lists, *, names: Sequence[str] | None = None,
        hidden: Sequence[str] = (),
    ) -> "Form":  # fmt: skip
        """For a row as it is. hidden: its confidential fields that hold something."""
        boxes = []
        for name, control in _asked(kind, names):
            value = values.get(name)
            typed = {"": str(value)} if control.how == "contract" and value else as_typed(control, value)
            boxes.append(_box(kind, name, control, typed, lists, kept=name in hidden))
        return cls(kind, boxes)

    @classmethod
    def posted(
        cls, kind: str, sent: QueryDict, lists: Lists, *, names: Sequence[str] | None = None,
        hidden: Sequence[str] = (),
    ) -> "Form":  # fmt: skip
        """What was sent. A confidential field that was left empty keeps what is there, unless that is taken out."""
        boxes, values, errors = [], {}, {}
        for name, control in _asked(kind, names):
            parts = sent_parts(sent, name, control)
            box = _box(kind, name, control, parts, lists, kept=name in hidden)
            boxes.append(box)
            if box.confidential and not any(parts.values()) and sent.get(f"{name}-clear") != "yes":
                continue
            try:
                values[name] = _read(control, parts, lists)
            except NotRead as no:
                errors[name] = f"“{box.label}” {no}"
        boxes = [replace(box, error=errors.get(box.name, "")) for box in boxes]
        return cls(kind, boxes, values, errors)

    def with_errors(self, errors: Mapping[str, str]) -> "Form":
        """The same, with what the register says is wrong."""
        boxes = [replace(box, error=errors.get(box.name, box.error)) for box in self.boxes]
        return replace(self, boxes=boxes, errors={**self.errors, **errors})

    def box(self, name: str) -> Box:
        """The field of that name."""
        return next(box for box in self.boxes if box.name == name)


def sent_parts(sent: QueryDict, name: str, control: Control) -> dict[str, str]:
    """What stood in a field's boxes when the form was sent."""
    if control.how == "day":
        return {part: sent.get(f"{name}-{part}", "")[:20] for part in DAY_PARTS}
    return {"": sent.get(name, "")}


def typed_names(kind: str, section: str | None = None) -> list[str]:
    """Names of the fields of a kind that a generic form asks for; section: only those that stand there."""
    fields = KINDS[kind].fields
    return [name for name, _ in _asked(kind, None) if section is None or fields[name].section == section]


def same_value(one: Any, said: Any) -> bool:
    """Whether a value that was typed is what a row says already."""
    return bool(_flat(stated(one)) == _flat(said))


def _flat(value: Any) -> Any:
    return "" if value is None or value == [] else value


def _asked(kind: str, names: Sequence[str] | None) -> list[tuple[str, Control]]:
    every = {name: control for name, control in controls(kind).items() if control.how != "none"}
    return [(name, every[name]) for name in (every if names is None else names) if name in every]


def _read(control: Control, parts: Mapping[str, str], lists: Lists) -> Any:
    if control.how == "contract":
        return _contract(control, parts.get("", ""), lists)
    value = from_typed(control, parts)
    if control.how == "row" and value is not None and value not in dict(lists.rows.get(control.of, ())):
        raise NotRead("must be one of the choices")
    if control.how == "category" and value and value not in taxonomy().by_code:
        raise NotRead("must be one of the choices")
    return value


def _contract(control: Control, text: str, lists: Lists) -> int | None:
    if not text.strip():
        if control.needed:
            raise NotRead("must not be empty")
        return None
    found = contract_by_words(lists.organisation, text, by=actor(lists.request))
    if not found:
        raise NotRead("must be the reference, number or title of a contract of this organisation")
    if len(found) > 1:
        some = "; ".join(f"{number} is {name}" for number, name in found[:5])
        raise NotRead(f"could be {len(found)} contracts. Give its number: {some}")
    return found[0][0]


def _first(control: Control) -> Any:
    """What a new row begins with: the first choice where none is “not known”, and nothing otherwise."""
    if control.how != "choice":
        return None
    codes = [code for code, _ in control.choices]
    return next((code for code in ("", "unknown") if code in codes), codes[0])


def _box(kind: str, name: str, control: Control, parts: Mapping[str, str], lists: Lists, *, kept: bool) -> Box:
    declared: Field = KINDS[kind].fields[name]
    confidential = declared.access is Access.CONFIDENTIAL
    box = Box(
        name,
        declared.label,
        declared.hint,
        "text",
        parts,
        confidential=confidential,
        kept=kept,
        optional=not control.needed,
        width="govuk-input--width-10",
    )
    match control.how:
        case "day":
            return replace(box, shape="day", hint=declared.hint or "For example, 27 3 2026")
        case "choice":
            few = len(control.choices) <= _RADIOS
            return replace(box, shape="radios" if few else "select", options=control.choices)
        case "yes_no":
            return replace(box, shape="radios", options=_YES_NO)
        case "tick":
            return replace(box, shape="tick", options=(("yes", declared.label),))
        case "lines" | "points":
            return replace(box, shape="lines")
        case "pounds":
            return replace(box, prefix="£", inputmode="decimal")
        case "whole":
            return replace(box, inputmode="numeric", width="govuk-input--width-5")
        case "figure":
            return replace(box, inputmode="decimal")
        case "person":
            return replace(box, shape="select", options=_chosen_from(lists.people, "Nobody chosen", parts))
        case "row":
            nothing = "Choose one" if control.needed else "Nothing chosen"
            return replace(box, shape="select", options=_chosen_from(lists.rows.get(control.of, ()), nothing, parts))
        case "category":
            return replace(box, shape="groups", groups=[("", [("", "Not known")]), *category_groups()])
        case "contract":
            hint = declared.hint or "Its reference, its number here or words of its title"
            return replace(box, hint=hint, width="govuk-!-width-two-thirds")
        case "extensions" | "notice":
            return box
    return replace(box, width="govuk-!-width-two-thirds" if control.longest > 60 else "govuk-input--width-20")


def _chosen_from(choices: Sequence[tuple[int, str]], nothing: str, parts: Mapping[str, str]) -> list[tuple[str, str]]:
    """Choices as a list; one that was chosen before and is not among them any more stays to be kept."""
    options = [("", nothing), *((str(number), name) for number, name in choices)]
    now = parts.get("", "")
    if now and now not in dict(options):
        options.append((now, "As it is now"))
    return options
