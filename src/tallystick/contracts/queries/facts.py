"""What numbers in the rows of a contract stand for: people, other contracts and other rows, each by its name."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from tallystick.contracts import models
from tallystick.contracts.declared import KINDS, MODELS
from tallystick.contracts.declared.controls import controls
from tallystick.contracts.queries.contract import Entry, Seen, rows
from tallystick.contracts.queries.seeing import seen_by
from tallystick.councils.models import Person
from tallystick.councils.rules.actors import Actor


@dataclass(frozen=True)
class Named:
    """Names by number. rows: by (kind, number)."""

    people: Mapping[int, str] = field(default_factory=dict)
    contracts: Mapping[int, str] = field(default_factory=dict)
    rows: Mapping[tuple[str, int], str] = field(default_factory=dict)


def named(kinds_and_values: Iterable[tuple[str, Mapping[str, object]]], *, by: Actor) -> Named:
    """The names of everything that rows speak of by number. Given: (kind, values as `Entry.values`) of each row."""
    wanted: dict[tuple[str, str], set[int]] = {}
    for kind, values in kinds_and_values:
        if kind not in KINDS:
            continue
        for name, control in controls(kind).items():
            number = values.get(name)
            if control.how in ("person", "contract", "row") and isinstance(number, int):
                wanted.setdefault((control.how, control.of), set()).add(number)
    people = _people(wanted.pop(("person", ""), set()))
    contracts = _contracts(wanted.pop(("contract", ""), set()), by)
    of_rows = {
        (kind, number): name for (_, kind), numbers in wanted.items() for number, name in _titles(kind, numbers).items()
    }
    return Named(people, contracts, of_rows)


def choices_of_rows(seen: Seen, kind: str) -> list[tuple[int, str]]:
    """(number, name) of the rows of a kind that a form may choose from, the newest first."""
    return [(row.id, title_of(row)) for row in reversed(rows(seen, kind))]


def title_of(row: Entry) -> str:
    """What a row is called, in the words of the field that names its kind; its kind where that is empty."""
    said = str(row.values.get(KINDS[row.kind].title) or "").strip()
    chosen = dict(_choices(row.kind).get(KINDS[row.kind].title, ()))
    return chosen.get(said, said) or f"{KINDS[row.kind].name.capitalize()} {row.id}"


def contract_by_words(organisation: str, text: str, *, by: Actor) -> list[tuple[int, str]]:
    """Contracts of an organisation that a person may mean: (number, name), at most twenty.

    text: the number of one, all of a reference, or words of a title.
    """
    theirs = seen_by(by).filter(organisation__code=organisation)
    text = text.strip()
    exact = theirs.filter(reference=text) if text else theirs.none()
    if not exact and text.isascii() and text.isdigit() and len(text) < 16:
        exact = theirs.filter(pk=int(text))
    found = list(exact[:20])
    if not found:
        for word in text.split():
            theirs = theirs.filter(title__icontains=word)
        found = list(theirs.order_by("title", "pk")[:20]) if text else []
    return [(one.pk, _called(one)) for one in found]


def _people(numbers: set[int]) -> dict[int, str]:
    return dict(Person.objects.filter(pk__in=numbers).values_list("pk", "name")) if numbers else {}


def _contracts(numbers: set[int], by: Actor) -> dict[int, str]:
    return {one.pk: _called(one) for one in seen_by(by).filter(pk__in=numbers)} if numbers else {}


def _called(contract: models.Contract) -> str:
    return str(contract) if contract.reference in ("", str(contract)) else f"{contract.reference}: {contract}"


def _titles(kind: str, numbers: set[int]) -> dict[int, str]:
    title = KINDS[kind].title
    found = MODELS[kind]._default_manager.filter(pk__in=numbers).values_list("pk", title)
    return {number: str(name) for number, name in found}


def _choices(kind: str) -> dict[str, tuple[tuple[str, str], ...]]:
    return {name: control.choices for name, control in controls(kind).items()}
