"""What became of contract registers: rows to contracts, questions by reason, quarantine, and what is kept as no field.

    python -m tools.report_registers FILE…

Prints Markdown. Nobody who is named in a register is named in it.
"""

import sys
import time
from collections import Counter
from pathlib import Path

from tallystick.contracts.reading import CODES, RegisterReading, RowRead, SheetReading, read_register
from tallystick.contracts.reading.fields import COLUMNS
from tallystick.contracts.reading.placing import FURNITURE, QUARANTINE

_ABOUT = """# Contract registers: what became of each

Registers that two councils published, read as they are. Nobody's file was changed to suit, and no council was treated
specially. To make this page again: `python -m tools.report_registers FILE…`.

Each row of a sheet, headings and titles too, ends in one place: a contract, a contract with questions, quarantine,
furniture or blank. The report counts every row twice, by its place and by its cells: **a cell that is in neither a
field nor the columns kept beside the fields would be lost, and is counted as such.** Fewer are
understood than have it where the cell says nothing (N/A), says that there is no end (Ongoing, or a day after 2089), or
is asked about.
"""

_FIELDS = {
    "value": ("value_pence", "value_low_pence", "value_high_pence"),
    "annual_value": ("annual_value_pence", "value_low_pence", "value_high_pence"),
    "value_low": ("value_low_pence",),
    "value_high": ("value_high_pence",),
    "irrecoverable_vat": ("irrecoverable_vat_pence",),
    "period": ("start", "end"),
    "end": ("end",),
    "company_or_charity": ("company_number", "charity_number", "supplier_kind"),
    "sme_or_vcse": ("sme", "vcse"),
    "more_suppliers": ("suppliers",),
}
_UNKNOWN = (None, "unknown", ())


def main() -> int:
    """Read the files named on the command line and print the report."""
    files = [Path(name) for name in sys.argv[1:]]
    if not files:
        print(__doc__, file=sys.stderr)
        return 2
    print(_ABOUT)
    for file in files:
        began = time.perf_counter()
        reading = read_register(file, file.name)
        print(_file(reading, time.perf_counter() - began))
    return 0


def _file(reading: RegisterReading, seconds: float) -> str:
    whose = reading.organisation["name"] or "not known from the file"
    rows = sum(sheet.rows_read for sheet in reading.sheets)
    what = f": {reading.reason}" if reading.reason else "."
    if reading.outcome != "refused":
        what += f" Read as {reading.format}, {rows:,} rows in {seconds:.1f} seconds."
    lines = [f"## {reading.file}", "", f"Whose: {whose}. Outcome: **{reading.outcome}**{what}"]
    for sheet in reading.sheets:
        lines += ["", *_sheet(sheet)]
    return "\n".join(lines) + "\n"


def _sheet(sheet: SheetReading) -> list[str]:
    title = f"### Sheet {sheet.sheet}" if sheet.sheet else "### The table"
    if sheet.outcome != "loaded":
        return [title, "", f"{sheet.outcome}: {sheet.reason}"]
    counts = {
        "read": sheet.rows_read,
        "contracts without a question": sheet.contracts,
        "contracts with questions": sheet.question_rows,
        "quarantine": sum(sheet.quarantined.values()),
        "furniture": sheet.furniture,
        "blank": sheet.blank,
    }
    left = 2 * sheet.rows_read - sum(counts.values())
    lines = [title, "", "| rows | |", "| --- | ---: |", *(f"| {what} | {count:,} |" for what, count in counts.items())]
    lines += ["", f"Rows in no place: **{left}**. Cells of contracts that are kept nowhere: **{_lost(sheet)}**."]
    lines += _counted("Questions", {CODES[code]: count for code, count in sheet.questions.items()})
    lines += _counted("Quarantine", {QUARANTINE[reason]: count for reason, count in sheet.quarantined.items()})
    lines += _counted("Furniture", {FURNITURE[kind]: count for kind, count in sheet.furniture_kinds.items()})
    lines += ["", "Assumed:", "", *(f"* {note}" for note in sheet.notes)]
    lines += [
        "",
        "| column | became | rows that fill it | contracts that have it | and it is understood |",
        "| --- | --- | ---: | ---: | ---: |",
    ]
    lines += [_column(sheet, position) for position in range(len(sheet.columns))]
    return lines


def _counted(title: str, counts: dict[str, int]) -> list[str]:
    return ["", f"{title}:", "", *(f"* {count:,}: {what}" for what, count in counts.items())] if counts else []


def _column(sheet: SheetReading, position: int) -> str:
    column = sheet.columns[position]
    became = COLUMNS[column.field] if column.field else "kept beside the fields" if column.filled else "empty"
    name = column.heading or column.key
    contracts = [row.contract for row in sheet.rows if row.contract is not None]
    has = sum(1 for contract in contracts if column.field in contract.as_written or name in contract.other)
    fields = _FIELDS.get(column.field or "", (column.field or "other",))
    known = sum(1 for contract in contracts if any(getattr(contract, each) not in _UNKNOWN for each in fields))
    return f"| {name} | {became} | {column.filled:,} | {has:,} | {f'{known:,}' if column.field else ''} |"


def _lost(sheet: SheetReading) -> int:
    return sum(sum(_lost_of(row).values()) for row in sheet.rows)


def _lost_of(row: RowRead) -> Counter[str]:
    """The cells of a row that its contract keeps neither in a field, as written, nor beside the fields."""
    if row.contract is None:
        return Counter()
    kept = Counter(" ".join(text.split()) for text in (*row.contract.as_written.values(), *row.contract.other.values()))
    cells = Counter(" ".join(cell.split()) for cell in row.cells if cell and cell.strip())
    return cells - kept


if __name__ == "__main__":
    sys.exit(main())
