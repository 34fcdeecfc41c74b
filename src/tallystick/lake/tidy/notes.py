"""What was assumed in reading a table, in sentences for an officer."""

from tallystick.lake.reading import TableReading
from tallystick.lake.tidy.beside import Money
from tallystick.lake.tidy.days import Days
from tallystick.lake.tidy.layout import Layout

_BASES = {
    "net": "Amounts are taken from “{column}”: net of VAT, as its heading says.",
    "gross": "Amounts are taken from “{column}”: they include VAT, as its heading says.",
    "unknown": "Amounts are taken from “{column}”. The file does not say whether they include VAT.",
}


def assumptions(
    layout: Layout, reading: TableReading, days: Days | None, money: Money, *, mended: int, unnamed: int
) -> list[str]:
    """The sentences, in the order that an officer would ask. unnamed: payments without a supplier."""
    notes = []
    if layout.header is None:
        notes.append("The table has no headings: what each column is was told from its cells.")
    elif layout.header.by_shape:
        notes.append(
            "The words of the headings are not known: what each column is was told from its cells. Please check."
        )
    elif layout.header.first != layout.header.last:
        notes.append("The headings stand in two rows, which were read together.")
    if layout.header is not None and layout.header.out_of_step:
        notes.append(
            "The headings stand one column away from what they name: they were moved to fit the cells. Please check."
        )
    notes.append(_BASES[reading.amount_basis].format(column=reading.columns["amount"]))
    fields = layout.map.positions
    others = [f for f in ("net", "gross", "amount") if f in fields and fields[f] != layout.map.amount]
    if others:
        named = " and ".join(f"“{layout.heading(fields[f])}”" for f in others)
        notes.append(f"The table also has {named}, kept with each payment but not used in totals.")
    if days is None:
        notes.append("No column of dates was found: the dates of these payments are not known.")
        if layout.month:
            notes.append(f"Their month is taken from the title: {layout.month:%B %Y}.")
    else:
        if days.order.flagged:
            notes.append(f"Dates: {days.order.why}")
        if days.months_only:
            notes.append(
                f"{days.months_only:,} rows give a month but no day: the month is kept and the date is not known."
            )
    if "supplier" not in fields:
        notes.append("No column of suppliers was found: who was paid is not known.")
    elif unnamed:
        notes.append(f"{unnamed:,} payments have no supplier.")
    notes += money.notes
    if money.rounded:
        notes.append(f"{money.rounded:,} amounts had fractions of a penny and were rounded to the nearest penny.")
    if mended:
        notes.append(f"{mended:,} rows were mended by hand.")
    inferred = [r for r in reading.mapping if r.how == "content" and r.field]
    if inferred and layout.header is not None:
        named = ", ".join(f"“{r.heading or f'column {r.position + 1}'}” as {r.field}" for r in inferred)
        notes.append(f"Told from cells, not from headings: {named}.")
    return notes
