"""Registers as they were handed in, read: what each row says, in our own columns, as far as it is understood."""

import hashlib
from collections import OrderedDict
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Lock
from typing import Any

from tallystick.contracts import models
from tallystick.contracts.exporting.reading_back import read_back
from tallystick.contracts.exporting.reading_lines import sheet_of_lines
from tallystick.contracts.importing.taken import Incoming, taken
from tallystick.contracts.importing.telling import tables
from tallystick.contracts.queries.whose import Whose, whose
from tallystick.contracts.reading import read_register
from tallystick.contracts.reading.shapes import Mapping, RegisterReading
from tallystick.councils.models import Organisation
from tallystick.councils.queries import organisation
from tallystick.councils.rules.actors import Actor
from tallystick.kit.errors import Refused

_REMEMBERED = 3
_readings: "OrderedDict[tuple[Any, ...], RegisterReading]" = OrderedDict()
_lock = Lock()


@dataclass(frozen=True)
class Read:
    """A register that was read. whose: None where that is not known, and `no` says so.

    mapping: what people had said of its columns. rows: each row that is a contract, by the organisation's code.
    """

    reading: RegisterReading
    whose: Whose | None
    no: Refused | None
    mapping: Mapping
    rows: dict[str, list[Incoming]]


def read(path: Path, name: str, given: str | None, *, by: Actor, anybody: bool = False) -> Read:
    """Reads a register as whoever keeps it has said that its columns are to be read. Raises nothing for a bad file.

    given: whose it is, by name or code. anybody: as `whose` takes it.
    """
    reading = _read(path, name, Mapping(), given)
    found: Whose | None = None
    no: Refused | None = None
    mapping = Mapping()
    if reading.outcome != "refused":
        try:
            found = whose(_said(reading), given, by=by, anybody=anybody)
        except Refused as refused:
            no = refused
    if found is not None:
        mapping = remembered(reading, found.code)
        if mapping.fields or mapping.date_order:
            reading = _read(path, name, mapping, given)
    told, rows = _taken(reading, found.code if found else "")
    return Read(told, found, no, mapping, rows)


def _said(reading: RegisterReading) -> dict[str, str | None]:
    """Whose register the reading found it to be; of an export, the first of those that its rows name."""
    for sheet in reading.sheets:
        for one in (read_back(sheet) or (sheet, {}))[1].values():
            if one.organisation and (listed := organisation(one.organisation)):
                return {"code": listed.code, "name": listed.name, "how": "content"}
    return dict(reading.organisation)


def is_imported(found: Read, where: Organisation) -> bool:
    """Whether the same bytes were imported into the register of an organisation, with the columns read as they are
    now."""
    kept = models.RegisterFile.objects.filter(organisation=where, sha256=found.reading.sha256, state="imported").first()
    return kept is not None and columns_in(kept.account) == columns_in(tables(found.reading))


def columns_in(account: list[dict[str, Any]]) -> list[Any]:
    """What decides how a register is read, of the account of its sheets."""
    return [
        (one.get("sheet"), one.get("date_order"), [(c["key"], c["field"]) for c in one.get("mapping", ())])
        for one in account
    ]


def remembered(reading: RegisterReading, code: str) -> Mapping:
    """What people of an organisation said of columns laid out as these are."""
    prints = [sheet.fingerprint for sheet in reading.sheets if sheet.fingerprint]
    kept = models.ColumnMapping.objects.filter(organisation__code=code, fingerprint__in=prints, removed=False)
    fields: dict[str, str] = {}
    order: str | None = None
    for one in kept.order_by("pk"):
        fields |= one.fields
        order = one.date_order or order
    return Mapping(fields, order)


def _taken(reading: RegisterReading, whose_it_is: str) -> tuple[RegisterReading, dict[str, list[Incoming]]]:
    """The reading, with the sheets that are exports read back, and its contracts by their organisation."""
    found: dict[str, list[Incoming]] = {}
    sheets = []
    for sheet in reading.sheets:
        back = read_back(sheet)
        sheet, exported = back or (sheet, {})
        sheets.append(sheet)
        for row in sheet.rows:
            one = exported.get(row.row)
            if one is None and row.contract is not None:
                one = taken(sheet.sheet or "", row.row, row.identity or "", row.contract, row.questions)
            if one is not None:
                code = one.organisation if one.exact and one.organisation else whose_it_is
                found.setdefault(code, []).append(one)
    return replace(reading, sheets=tuple(sheets)), found


def _lines(path: Path, name: str) -> RegisterReading | None:
    """An export as lines of JSON; None for any other file."""
    with path.open("rb") as file:
        if not file.read(8).removeprefix(b"\xef\xbb\xbf").startswith(b"{"):
            return None
    data = path.read_bytes()
    sheet = sheet_of_lines(data)
    if sheet is None:
        return None
    nobody = {"code": None, "name": None, "how": "not known"}
    sha256 = hashlib.sha256(data).hexdigest()
    return RegisterReading(name, sha256, len(data), "json", "utf-8", "loaded", None, nobody, (sheet,))


def _read(path: Path, name: str, mapping: Mapping, given: str | None) -> RegisterReading:
    """Remembers the last few: a preview asks again for each of its pages."""
    stat = path.stat()
    said = tuple(sorted(mapping.fields.items()))
    key = (str(path), stat.st_size, stat.st_mtime_ns, name, said, mapping.date_order, given)
    with _lock:
        if key in _readings:
            _readings.move_to_end(key)
            return _readings[key]
    found = _lines(path, name) or read_register(path, name, mapping, given)
    with _lock:
        _readings[key] = found
        while len(_readings) > _REMEMBERED:
            _readings.popitem(last=False)
    return found
