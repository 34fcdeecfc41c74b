"""XLSX: survey every sheet, and rebuild the workbook from parts that were counted as they came out."""

import io
import posixpath
import zipfile
from functools import cached_property
from itertools import pairwise

from tallystick.kit.errors import Refused
from tallystick.lake.read.archives import Sink, copy_member
from tallystick.lake.read.limits import Allowance, TooMuch
from tallystick.lake.read.survey import Survey
from tallystick.lake.read.xmlstream import Stream, local

_PACKAGE = "_rels/.rels"
_WORKBOOK = "xl/workbook.xml"


class SafeWorkbook:
    """An XLSX whose every part has been counted and looked through.

    workbook: a zip of the parts that the workbook library needs. It is built here, and not the publisher's file,
        because two readers of one zip may disagree about what is in it.
    sheets: by name, in order: what the sheet holds, or why it is not read.
    Raises Refused when the workbook is damaged, locked or too much.
    """

    def __init__(self, archive: zipfile.ZipFile, allowance: Allowance) -> None:
        self.workbook = io.BytesIO()
        self.sheets: dict[str, Survey | Refused] = {}
        self._archive = archive
        self._allowance = allowance
        self._parts = {info.filename.replace("\\", "/").lstrip("/"): info for info in archive.infolist()}
        self._shared = _SharedStrings()
        with zipfile.ZipFile(self.workbook, "w", zipfile.ZIP_STORED) as clean:
            self._clean = clean
            self._copy_all()
        self.workbook.seek(0)

    def _copy_all(self) -> None:
        package, found = _SheetList(), _SheetList()
        self._keep(_PACKAGE, Stream(package.start))
        workbook = next((target.lstrip("/") for target in package.of_kind("officeDocument")), _WORKBOOK)
        folder, base = posixpath.split(workbook)
        relations = posixpath.join(folder, "_rels", f"{base}.rels")
        for name in (workbook, relations):
            self._keep(name, Stream(found.start))
        targets = {title: self._part_named(target) for title, target in found.targets(folder).items()}
        shared = next((self._part_named(_joined(folder, at)) for at in found.of_kind("sharedStrings")), None)
        for name in self._parts:
            if name.endswith((".xml", ".rels")) and name not in (_PACKAGE, workbook, relations, *targets.values()):
                self._keep(name, self._shared.stream if name == shared else Stream())
        seen: dict[str, Survey | Refused] = {}
        for title, name in targets.items():
            if name not in self._parts or "chartsheets/" in name or "dialogsheets/" in name:
                continue  # a chart has no cells
            if name not in seen:
                seen[name] = self._sheet(name)
            self.sheets[title] = seen[name]

    def _part_named(self, target: str) -> str:
        """Some writers name a part in one case and store it in another."""
        return next((name for name in self._parts if name.lower() == target.lower()), target)

    def _keep(self, name: str, stream: Stream) -> None:
        """Copy a part into the clean workbook while `stream` looks through it."""
        if name not in self._parts:
            return
        with self._clean.open(zipfile.ZipInfo(name), "w", force_zip64=True) as part:
            copy_member(self._archive, self._parts[name], _Tee(part, stream), self._allowance)
        stream.close()

    def _sheet(self, name: str) -> Survey | Refused:
        survey = Survey()
        reader = _SheetReader(survey)
        try:
            self._keep(name, reader.stream)
            if reader.shared_cells * self._shared.longest > self._allowance.limits.unpacked_bytes:
                survey.text_bytes = self._shared_bytes(name)
            survey.refuse_too_much(self._allowance.limits)
        except TooMuch:
            raise
        except Refused as no:
            return no
        survey.pivot = self._has_pivot(name)
        return survey

    def _shared_bytes(self, name: str) -> int:
        """What the shared strings of a sheet come to when each cell has its own copy. The part was counted before."""
        reader = _SheetReader(Survey(), self._shared.lengths)
        with self._archive.open(self._parts[name]) as part:
            while piece := part.read(1024 * 1024):
                reader.stream.write(piece)
        reader.stream.close()
        return reader.shared_bytes

    def _has_pivot(self, name: str) -> bool:
        folder, base = posixpath.split(name)
        relations = self._part_named(f"{folder}/_rels/{base}.rels")
        if relations not in self._parts:
            return False
        found = _SheetList()
        stream = Stream(found.start)
        with self._archive.open(self._parts[relations]) as part:
            stream.write(part.read(self._allowance.limits.cell_bytes))
        return bool(found.of_kind("pivotTable"))


class _Tee:
    """Gives what is written to it to two writers."""

    def __init__(self, *writers: Sink) -> None:
        self._writers = writers

    def write(self, data: bytes) -> None:
        for writer in self._writers:
            writer.write(data)


class _SheetList:
    """The sheets of a workbook part and the relations of a relations part."""

    def __init__(self) -> None:
        self.sheets: list[tuple[str, str]] = []
        self.relations: dict[str, tuple[str, str]] = {}

    def start(self, name: str, attributes: dict[str, str]) -> None:
        name = local(name)
        if name == "sheet":
            plain = {local(key): value for key, value in attributes.items() if ":" in key}
            self.sheets.append((attributes.get("name", ""), plain.get("id", "")))
        elif name == "Relationship":
            kind, target = attributes.get("Type", ""), attributes.get("Target", "")
            self.relations[attributes.get("Id", "")] = (kind, target)

    def of_kind(self, kind: str) -> list[str]:
        """The targets of relations whose type ends in `kind`: standards differ in what comes before."""
        return [target for type_, target in self.relations.values() if type_.endswith(f"/{kind}")]

    def targets(self, folder: str) -> dict[str, str]:
        """Sheet name to part name, for a workbook part kept in `folder`."""
        targets = {title: self.relations.get(relation, ("", ""))[1] for title, relation in self.sheets}
        return {title: _joined(folder, target) for title, target in targets.items() if target}


def _joined(folder: str, target: str) -> str:
    target = target.replace("\\", "/")
    return target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))


class _SharedStrings:
    """How long each shared string is, in bytes of XML, which is at least the bytes of its text."""

    def __init__(self) -> None:
        self.stream = Stream(self._start)
        self._starts: list[int] = []

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if local(name) == "si":
            self._starts.append(self.stream.parser.CurrentByteIndex)

    @cached_property
    def lengths(self) -> list[int]:
        """Asked for only when the whole part has been read."""
        return [after - at for at, after in pairwise([*self._starts, self.stream.parser.CurrentByteIndex])]

    @property
    def longest(self) -> int:
        return max(self.lengths, default=0)


class _SheetReader:
    """Surveys the XML of one worksheet. With `lengths` it adds up the shared strings that cells point to as well."""

    def __init__(self, survey: Survey, lengths: list[int] | None = None) -> None:
        self.stream = Stream(self._start)
        self.shared_cells = 0
        self.shared_bytes = 0
        self._survey = survey
        self._lengths = lengths
        self._row = self._column = -1
        self._kind: str | None = None
        self._waiting = False
        self._columns: dict[str, int] = {}
        self._text = ""

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if ":" in name:
            name = local(name)
        if name == "c":
            self._cell(attributes)
        elif name == "v" or name == "is":
            if self._waiting:
                self._survey.see(self._row, self._column)
                self._waiting = False
            if self._kind == "e" or (self._kind == "s" and self._lengths is not None):
                self._text = ""
                self.stream.parser.CharacterDataHandler = self._characters
                self.stream.parser.EndElementHandler = self._end
        elif name == "row":
            at = attributes.get("r")
            self._row = int(at) - 1 if at else self._row + 1
            self._column = -1

    def _cell(self, attributes: dict[str, str]) -> None:
        reference = attributes.get("r")
        if reference is None:
            self._column += 1
        else:
            letters = reference.rstrip("0123456789")
            column = self._columns.get(letters)
            if column is None:
                column = self._columns[letters] = column_number(letters)
            self._column = column
            self._row = int(reference[len(letters) :]) - 1
        self._waiting = True
        self._kind = attributes.get("t")
        if self._kind == "s":
            self.shared_cells += 1

    def _characters(self, text: str) -> None:
        self._text += text

    def _end(self, name: str) -> None:
        self.stream.parser.CharacterDataHandler = None
        self.stream.parser.EndElementHandler = None
        if self._kind == "e":
            self._survey.see_error(self._row, self._column, self._text.strip())
        elif self._lengths is not None and self._text.strip().isdigit():
            at = int(self._text)
            self.shared_bytes += self._lengths[at] if at < len(self._lengths) else 0


def column_number(letters: str) -> int:
    """The column, counted from 0, that a spreadsheet calls `letters`. Raises ValueError for what is not letters."""
    number = 0
    for letter in letters.upper():
        if not "A" <= letter <= "Z" or number > 100_000:
            raise ValueError(letters)
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1
