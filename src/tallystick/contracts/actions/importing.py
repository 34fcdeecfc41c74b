"""Hand in a register, and import it: all of it or none."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from tallystick.contracts import models
from tallystick.contracts.actions.guessing import guessed
from tallystick.contracts.actions.importing_files import keep_file, keep_rows, told
from tallystick.contracts.actions.importing_rows import Made, Source, add, ask, change, settle
from tallystick.contracts.actions.reckoning import reckon
from tallystick.contracts.actions.recognising import Key, Told, who
from tallystick.contracts.importing.planned import Changing, Plan
from tallystick.contracts.importing.taken import Incoming
from tallystick.contracts.importing.telling import tables
from tallystick.contracts.queries.planning import plan
from tallystick.contracts.queries.registers import Read, is_imported, read
from tallystick.contracts.queries.whose import NotKnownWhose, nation_of
from tallystick.contracts.reading.shapes import RegisterReading
from tallystick.councils import queries as councils
from tallystick.councils.actions import Line, add_organisation, check, check_moment, write_lines
from tallystick.councils.models import Organisation
from tallystick.councils.queueing import one_at_a_time
from tallystick.councils.rules.actors import Actor
from tallystick.councils.rules.permissions import Permission
from tallystick.kit.dates import london_day
from tallystick.kit.errors import Refused
from tallystick.lake.store.home import Home
from tallystick.lake.store.raw_files import kept

Say = Callable[[str], None]
Group = tuple[Organisation, list[Incoming]]
_AT_A_TIME = 500
_MANY = 500
"""So many suppliers are recognised before they are written; fewer are afterwards, with all others."""


class RegisterRefused(Refused):
    """A file that is no register that can be read, or nobody's."""


class ChangedSince(Refused):
    """The register was changed while it was being imported into. Nothing was written."""

    def __init__(self) -> None:
        super().__init__(
            "Somebody changed the register while this was being imported, so nothing was.",
            what_to_do="Look at what importing would change once more, and import it again.",
        )


@dataclass(frozen=True)
class Handed:
    """What became of one file. outcome: ``loaded``, ``partly``, ``refused`` or ``unchanged``.

    counts: as `Plan.counts`, of all organisations together. registers: numbers of the files' rows.
    organisations: code and name of each whose contracts were in it; an export may have several.
    """

    reading: RegisterReading
    outcome: str
    reason: str | None
    organisation: Mapping[str, str | None]
    counts: Mapping[str, int] = field(default_factory=dict)
    plans: Sequence[Plan] = ()
    registers: Sequence[int] = ()
    organisations: Sequence[Mapping[str, str]] = ()

    def as_json(self) -> dict[str, Any]:
        """As `contracts load --json` prints it."""
        reading = self.reading
        return {
            "file": reading.file,
            "sha256": reading.sha256,
            "format": reading.format,
            "outcome": self.outcome,
            "reason": self.reason,
            "organisation": dict(self.organisation),
            "organisations": [dict(one) for one in self.organisations],
            "tables": tables(reading),
            "bytes": reading.bytes,
            "encoding": reading.encoding,
            **self.counts,
        }


def hand_in(
    *, home: Home, path: Path, name: str, organisation: str | None = None, public: bool = False, by: Actor, at: datetime
) -> models.RegisterFile:
    """Keeps a register as it came, to be looked at before it is imported. Changes no contract.

    The same bytes again give the same row. Raises RegisterRefused for a file that cannot be read, NotKnownWhose or
    Refused where it is not clear whose it is, NotAllowed.
    """
    check_moment(at)
    found = read(path, name, organisation, by=by)
    where = _checked(found, by, at)
    if found.rows.keys() - {where.code}:
        raise RegisterRefused(
            "This export has contracts of several organisations.", what_to_do="Export and import one at a time."
        )
    kept(home, path, found.reading.sha256)
    with transaction.atomic():
        row = keep_file(found, where, public=public, by=by, at=at)
        line = Line("hand_in_register", "register", str(row.pk), f"register:{row.pk}", None, told(row))
        write_lines([line], chain=where.code, by=by, at=at)
    return row


def import_register(
    *, home: Home, register: int, take: frozenset[str] = frozenset(), by: Actor, at: datetime, say: Say | None = None
) -> Handed:
    """Imports a register that was handed in. take: fields that somebody changed here and that the register's value is
    taken for all the same, each as ``number of the contract:field``.

    Raises NotAllowed; RegisterRefused where its bytes are not kept here any more; ChangedSince.
    """
    check_moment(at)
    row = models.RegisterFile.objects.select_related("organisation").filter(pk=register).first()
    if row is None:
        raise RegisterRefused("There is no such register.", what_to_do="Choose one from the list.")
    check(by, Permission.KEEP_REGISTER, row.organisation.code)
    path = home.raw_file(row.sha256)
    if not path.exists():
        raise RegisterRefused("The file itself is not kept here any more.", what_to_do="Hand it in again.")
    found = read(path, row.name, row.organisation.code, by=by)
    groups = [(row.organisation, found.rows.get(row.organisation.code, []))]
    return _imported(home, found, groups, row.public, take, by, at, say)


def load_register(
    *, home: Home, path: Path, organisation: str | None = None, public: bool = False, preview: bool = False, by: Actor,
    at: datetime, say: Say | None = None,
) -> Handed:  # fmt: skip
    """Hands a file in and imports it at once. preview: works out what it would do, and changes nothing.

    A file that cannot be read, or whose register it is not clear to be, is no error: its outcome is ``refused``.
    Raises NotAllowed, ChangedSince.
    """
    check_moment(at)
    (say or _silent)("Reading")
    found = read(path, path.name, organisation, by=by, anybody=True)
    reading = found.reading
    try:
        if preview:
            _may_keep(found, by)
            return _previewed(found)
        where = _checked(found, by, at)
    except (RegisterRefused, NotKnownWhose) as no:
        return Handed(reading, "refused", str(no), reading.organisation)
    except Refused as no:
        if no is not found.no:
            raise
        return Handed(reading, "refused", str(no), reading.organisation)
    groups = [_group(code, rows, by) for code, rows in found.rows.items()] or [(where, [])]
    kept(home, path, reading.sha256)
    return _imported(home, found, groups, public, frozenset(), by, at, say)


def _imported(
    home: Home, found: Read, groups: Sequence[Group], public: bool, take: frozenset[str], by: Actor, at: datetime,
    say: Say | None,
) -> Handed:  # fmt: skip
    say = say or _silent
    codes = [where.code for where, _ in groups]
    if all(is_imported(found, where) for where, _ in groups):
        return Handed(found.reading, "unchanged", None, _whose(found), _counted([]), organisations=_named(found, codes))
    plans, registers = [], []
    for where, rows in groups:
        say("Working out who the suppliers are")
        known = who(home, _parties(rows)) if len(rows) > _MANY else {}
        say("Comparing with what is here")
        with one_at_a_time(f"register {where.code}"):
            planned = plan(rows, where.code)
            plans.append(planned)
            if planned.does_anything(take) or not any(one.exact for one in rows):
                say(f"Writing {len(rows):,} contracts")
                registers.append(_apply(home, planned, found, where, rows, known, public, take, by, at).pk)
    return Handed(
        found.reading, _outcome(found, plans, take), found.reading.reason, _whose(found), _counted(plans, take), plans,
        registers, _named(found, codes),
    )  # fmt: skip


def _apply(
    home: Home, planned: Plan, found: Read, where: Organisation, rows: list[Incoming], known: Mapping[Key, Told],
    public: bool, take: frozenset[str], by: Actor, at: datetime,
) -> models.RegisterFile:  # fmt: skip
    reading, made = found.reading, Made()
    _lock([one for one in planned.changing if one.changes(take)])
    named = models.Contract.objects.filter(organisation=where, removed=False).exclude(identity="")
    taken = set(named.values_list("identity", flat=True))
    source = Source(where, reading.sha256, reading.file[:300], public)
    add(planned.new, source, taken, guessed(home, planned.new), known, made)
    change(planned.changing, source, take, taken, made)
    file = keep_file(found, where, public=public, by=by, at=at, imported=True)
    written = keep_rows(file, reading, rows, planned, take, made.contracts)
    asked = [(one, made.contracts[one.sheet, one.row], one.questions) for one in planned.new]
    asked += [(one.incoming, one.contract, one.asked) for one in planned.changing]
    ask([(contract, questions, written.get((row.sheet, row.row))) for row, contract, questions in asked], made)
    settle([number for one in planned.changing for number in one.settled], made)
    after = {**told(file), **planned.counts(take)}
    made.lines.append(Line("import_register", "register", str(file.pk), f"register:{file.pk}", None, after))
    write_lines(made.lines, chain=where.code, by=by, at=at, why=f"Register “{source.name}”.")
    reckon([one.pk for one in made.contracts.values()], today=london_day(at))
    return file


def _parties(rows: Sequence[Incoming]) -> set[Key]:
    """Names and numbers of the suppliers of rows, as `recognising.who` takes them."""
    said = (
        tuple(str(party.get(name) or "") for name in ("name", "company_number", "vat_number", "postcode"))
        for row in rows
        for party in row.parties
    )
    return {(name[:500].strip(), number[:40], vat[:40], postcode[:20]) for name, number, vat, postcode in said}


def _lock(changing: Sequence[Changing]) -> None:
    """Holds the contracts that will be changed, in the order of their numbers, and then their rows.

    Raises ChangedSince where one is not as it was when it was compared.
    """
    waiting = iter(sorted(changing, key=lambda one: one.contract.pk))
    while some := list(islice(waiting, _AT_A_TIME)):
        numbers = [one.contract.pk for one in some]
        _hold(models.Contract.objects.filter(pk__in=numbers), [one.contract for one in some])
        # A change of a supplier, a lot or a question leaves the contract's own version as it was.
        _hold(models.Party.objects.filter(contract__in=numbers), [row for one in some for row in one.parties])
        _hold(models.Lot.objects.filter(contract__in=numbers), [row for one in some for row in one.lots])
        _hold(models.Question.objects.filter(contract__in=numbers), [row for one in some for row in one.kept])


def _hold(rows: QuerySet[Any], compared: Sequence[Any]) -> None:
    held = rows.filter(removed=False).order_by("pk").select_for_update()
    if dict(held.values_list("pk", "version")) != {row.pk: row.version for row in compared}:
        raise ChangedSince()


def _previewed(found: Read) -> Handed:
    plans = [plan(rows, code) for code, rows in found.rows.items()]
    return Handed(
        found.reading, _outcome(found, plans), found.reading.reason, _whose(found), _counted(plans), plans,
        organisations=_named(found, list(found.rows)),
    )  # fmt: skip


def _outcome(found: Read, plans: Sequence[Plan], take: frozenset[str] = frozenset()) -> str:
    contracts = any(plans) and any(one.new or one.changing or one.unchanged or one.left_out for one in plans)
    if contracts and not any(one.does_anything(take) for one in plans):
        return "unchanged"
    return found.reading.outcome


def _checked(found: Read, by: Actor, at: datetime) -> Organisation:
    """The organisation whose register was read, added here if it was not. Raises as `hand_in`."""
    code = _may_keep(found, by)
    assert found.whose is not None
    return add_organisation(code=code, name=found.whose.name, nation=nation_of(code), by=by, at=at)


def _may_keep(found: Read, by: Actor) -> str:
    if found.reading.outcome == "refused":
        raise RegisterRefused(found.reading.reason or "It holds no list of contracts.")
    if found.whose is None:
        raise found.no or NotKnownWhose()
    check(by, Permission.KEEP_REGISTER, found.whose.code)
    others = sorted(found.rows.keys() - {found.whose.code})
    if others and found.whose.how == "given":
        # Its rows say whose they are: they would go there, whatever was given.
        names = " and ".join(one["name"] for one in _named(found, others))
        raise RegisterRefused(
            f"This export has contracts of {names}, and not only of {found.whose.name}.",
            what_to_do="Load it without saying whose it is, or export that organisation's alone.",
        )
    return found.whose.code


def _group(code: str, rows: list[Incoming], by: Actor) -> Group:
    """The organisation of rows that an export says are its. Raises NotAllowed, or Refused where it is not here."""
    check(by, Permission.KEEP_REGISTER, code)
    where = councils.organisation(code)
    if where is None:
        raise RegisterRefused(f"No organisation has the code {code} here.", what_to_do="Give one with --organisation.")
    return where, rows


def _named(found: Read, codes: Sequence[str]) -> list[Mapping[str, str]]:
    """Code and name of organisations; a code alone is its own name."""
    names = {found.whose.code: found.whose.name} if found.whose else {}
    for code in codes:
        where = councils.organisation(code)
        names[code] = where.name if where else names.get(code, code)
    return [{"code": code, "name": names[code]} for code in codes]


def _whose(found: Read) -> Mapping[str, str | None]:
    if found.whose is None:
        return found.reading.organisation
    return {"code": found.whose.code, "name": found.whose.name, "how": found.whose.how}


def _counted(plans: Sequence[Plan], take: frozenset[str] = frozenset()) -> dict[str, int]:
    counts: Counter[str] = Counter(dict.fromkeys(Plan("").counts(), 0))
    for one in plans:
        counts.update(one.counts(take))
    return dict(counts)


def _silent(step: str) -> None:
    """Says nothing."""
