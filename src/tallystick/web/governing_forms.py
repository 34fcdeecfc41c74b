"""Forms of the pages on which a contract is run: what was sent, read field by field, and the same boxes shown again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render

from tallystick.contracts.declared.controls import Control
from tallystick.contracts.queries.contract import Seen
from tallystick.web.contract_forms import Box, sent_parts
from tallystick.web.contract_pages import contract_title, said_why
from tallystick.web.contract_typing import NotRead, as_typed, from_typed

Choices = Sequence[tuple[str, str]]


@dataclass
class Typed:
    """A form that is being read, or shown for the first time where `sent` is None.

    Each method adds one box and gives the value that was typed in it; None where nothing was, or it cannot be read, and
    then `errors` says why. given: values to begin with.
    """

    sent: QueryDict | None = None
    given: Mapping[str, Any] = field(default_factory=dict)
    boxes: list[Box] = field(default_factory=list)
    errors: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, request: HttpRequest, **given: Any) -> "Typed":
        return cls(request.POST if request.method == "POST" else None, given)

    def day(self, name: str, label: str, *, hint: str = "For example, 27 3 2026", needed: bool = False) -> date | None:
        found: date | None = self._read(name, label, Control("day", needed=needed), "day", hint=hint)
        return found

    def text(self, name: str, label: str, *, hint: str = "", longest: int = 300, needed: bool = False) -> str:
        control = Control("text", longest=longest, needed=needed)
        return self._read(name, label, control, "text", hint=hint, width="govuk-!-width-two-thirds") or ""

    def lines(self, name: str, label: str, *, hint: str = "", needed: bool = False) -> str:
        return self._read(name, label, Control("lines", needed=needed), "lines", hint=hint) or ""

    def points(self, name: str, label: str, *, hint: str = "One a line") -> list[str]:
        return self._read(name, label, Control("points"), "lines", hint=hint) or []

    def figure(self, name: str, label: str, *, hint: str = "", needed: bool = False) -> Decimal | None:
        found: Decimal | None = self._read(
            name, label, Control("figure", needed=needed), "text", hint=hint, inputmode="decimal"
        )
        return found

    def whole(self, name: str, label: str, *, hint: str = "", needed: bool = False, low: int = 0) -> int | None:
        found: int | None = self._read(
            name, label, Control("whole", needed=needed, low=low), "text", hint=hint, inputmode="numeric"
        )
        return found

    def pounds(self, name: str, label: str, *, hint: str = "", needed: bool = False) -> int | None:
        found: int | None = self._read(
            name, label, Control("pounds", needed=needed), "text", hint=hint, prefix="£", inputmode="decimal"
        )
        return found

    def choice(
        self, name: str, label: str, choices: Choices, *, hint: str = "", radios: bool = False, needed: bool = False
    ) -> str:
        control = Control("choice", choices=tuple(choices), needed=needed)
        return self._read(name, label, control, "radios" if radios else "select", hint=hint, options=choices) or ""

    def tick(self, name: str, label: str, *, hint: str = "") -> bool:
        return bool(self._read(name, label, Control("tick"), "tick", hint=hint))

    def several(self, name: str, label: str, choices: Choices, *, hint: str = "") -> list[str]:
        """Those that are ticked, in the order of the choices."""
        codes = [code for code, _ in choices]
        ticked = self.sent.getlist(name) if self.sent is not None else self.given.get(name) or []
        found = [code for code in codes if code in ticked]
        self.boxes.append(Box(name, label, hint, "several", {"": "\n".join(found)}, "", options=tuple(choices)))
        return found

    def each(
        self, name: str, label: str, names: Sequence[str], *, hint: str = "", pence: bool = False,
        before: Mapping[str, Any] | None = None,
    ) -> dict[str, Any]:  # fmt: skip
        """A number for each of some names, in a box for each; those that were left empty are not in it. pence: typed in
        pounds. before: what was said, which stays as it was written where its box says the same."""
        control, was = Control("pounds" if pence else "figure"), before or {}
        shown = {one: as_typed(control, was.get(one)) for one in names}
        parts, found, errors = {}, dict[str, Any](), dict[str, str]()
        for at, one in enumerate(names, 1):
            sent = shown[one] if self.sent is None else sent_parts(self.sent, f"{name}-{at}", control)
            parts[str(at)] = sent[""]
            if one in was and sent == shown[one]:
                found[one] = was[one]
                continue
            try:
                value = from_typed(control, sent)
            except NotRead as no:
                errors[str(at)] = f"“{one}” {no}"
            else:
                found |= {} if value is None else {one: value}
        options = tuple((str(at), one) for at, one in enumerate(names, 1))
        box = Box(name, label, hint, "each", parts, options=options, prefix="£" if pence else "", errors=errors)
        self.errors |= {box.id_of(part): f"“{label}”: {text}" for part, text in errors.items()}
        self.boxes.append(box)
        return found

    def number(self, name: str, label: str, choices: Sequence[tuple[int, str]], *, nothing: str) -> int | None:
        """Somebody or something chosen from a list by number."""
        options = [("", nothing), *((str(number), text) for number, text in choices)]
        found = self.choice(name, label, options)
        return int(found) if found else None

    def wrong(self, errors: Mapping[str, str]) -> None:
        """Adds what the register says is wrong; of a field that has no box, beside the first."""
        names = {box.name for box in self.boxes} | {"reason"}
        for name, text in errors.items():
            name = "reason" if name == "why" else name
            self.errors[name if name in names else self.boxes[0].name] = text
        self.boxes = [
            box if "1" in box.errors else replace(box, error=self.errors.get(box.name, "")) for box in self.boxes
        ]

    def _read(self, name: str, label: str, control: Control, shape: str, **looks: Any) -> Any:
        parts: Mapping[str, str]
        value = None
        error = ""
        if self.sent is None:
            given = self.given.get(name)
            parts = as_typed(control, given.isoformat() if isinstance(given, date) else given)
        else:
            parts = sent_parts(self.sent, name, control)
            try:
                value = from_typed(control, parts)
            except NotRead as no:
                error = self.errors[name] = f"“{label}” {no}"
        if shape == "tick":
            looks["options"] = (("yes", label),)
        width = looks.pop("width", "govuk-input--width-10")
        self.boxes.append(Box(name, label, looks.pop("hint", ""), shape, parts, error, width=width, **looks))
        return value


def show_form(
    request: HttpRequest, seen: Seen, form: Typed, heading: str, back: str, *,
    template: str = "web/contracts/form.html", button: str = "Save", version: int = 0, status: int = 0, **more: Any,
) -> HttpResponse:  # fmt: skip
    """The page of a form about a contract."""
    told = {
        "section": "contracts", "seen": seen, "contract_title": contract_title(seen), "form": form,
        "errors": form.errors, "heading": heading, "back": back, "button": button, "version": version,
        "why": said_why(request), **more,
    }  # fmt: skip
    return render(request, template, told, status=status or (422 if form.errors else 200))


def sent_version(request: HttpRequest) -> int:
    """The version that a form was made from; 0 where it names none."""
    given = request.POST.get("version", "")
    return int(given) if given.isascii() and given.isdigit() and len(given) < 10 else 0
